"""The texts that each adapter of `cleanpress.pipelines` gives for the same pages, on the real framework."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from os import environ
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Adapter:
    """One adapter: the module it needs, what it gives for pages, and whether these are bytes (else decoded text)."""

    module: str
    texts: Callable[[Sequence[Any]], list[str]]
    bytes: bool = True


def _columns(pages: Sequence[Any]) -> dict[str, list[Any]]:
    return {"id": list(range(len(pages))), "html": list(pages)}


def _table(pages: Sequence[Any]) -> Any:
    import pyarrow as pa

    return pa.table(_columns(pages))


def _in_order(rows: list[dict[str, Any]]) -> list[str]:
    return [row["clean_text"] for row in sorted(rows, key=lambda row: row["id"])]


def _arrow(pages: Sequence[Any]) -> list[str]:
    from cleanpress.pipelines import arrow

    return list(arrow.clean_table(_table(pages))["clean_text"].to_pylist())


def _pandas(pages: Sequence[Any]) -> list[str]:
    import pandas as pd

    from cleanpress.pipelines import pandas

    return list(pandas.clean(pd.DataFrame(_columns(pages)))["clean_text"])


def _polars(pages: Sequence[Any]) -> list[str]:
    import polars as pl

    from cleanpress.pipelines import polars

    return list(polars.clean(pl.LazyFrame(_columns(pages))).collect()["clean_text"])


def _duckdb(pages: Sequence[Any]) -> list[str]:
    import duckdb

    from cleanpress.pipelines import duckdb as step

    with duckdb.connect() as connection:
        found = step.clean(connection.from_arrow(_table(pages)))
    return _in_order(found.select(["id", "clean_text"]).to_pylist())


def _dask(pages: Sequence[Any]) -> list[str]:
    import dask.dataframe as dd
    from pyarrow import parquet

    from cleanpress.pipelines import dask

    with tempfile.TemporaryDirectory() as folder:
        parquet.write_table(_table(pages), Path(folder) / "pages.parquet", row_group_size=50)
        frame = dask.clean(dd.read_parquet(folder, split_row_groups=True))
        return list(frame["clean_text"].compute(scheduler="processes", num_workers=2))


def _datasets(pages: Sequence[Any]) -> list[str]:
    import datasets as hf

    from cleanpress.pipelines import datasets

    hf.disable_progress_bars()
    with tempfile.TemporaryDirectory() as folder:
        hf.Dataset.from_dict(_columns(pages)).save_to_disk(folder)
        return list(datasets.clean(hf.load_from_disk(folder), num_proc=2)["clean_text"])


@contextmanager
def spark_session(master: str = "local[2]", pages: int = 128) -> Iterator[Any]:
    """Spark on this machine: two tasks at a time, and so many pages a batch."""
    environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", str(pages))
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    try:
        yield session
    finally:
        session.stop()


@contextmanager
def ray_cluster() -> Iterator[Any]:
    """Ray on this machine with two processors."""
    environ["RAY_USAGE_STATS_ENABLED"] = "0"
    environ["RAY_worker_niceness"] = "0"  # else whatever else runs on this machine goes before its workers
    import ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    ray.data.DataContext.get_current().enable_progress_bars = False
    try:
        yield ray
    finally:
        ray.shutdown()


def _spark(pages: Sequence[Any]) -> list[str]:
    from cleanpress.pipelines import spark

    with spark_session() as session:
        found = spark.clean(session.createDataFrame(_table(pages)).repartition(4)).select("id", "clean_text")
        return _in_order([row.asDict() for row in found.collect()])


def _ray(pages: Sequence[Any]) -> list[str]:
    from cleanpress.pipelines import ray as step

    with ray_cluster() as ray:
        found = step.clean(ray.data.from_arrow(_table(pages)).repartition(4))
        return _in_order(found.select_columns(["id", "clean_text"]).take_all())


def _datatrove(pages: Sequence[Any]) -> list[str]:
    from datatrove.data import Document

    from cleanpress.pipelines.datatrove import CleanpressExtractor

    step = CleanpressExtractor(timeout=60, drop_empty=False)
    given = (Document(text=page, id=str(place)) for place, page in enumerate(pages))
    return [document.text for document in step.run(given)]


def _scrapy(pages: Sequence[Any]) -> list[str]:
    from cleanpress.pipelines.scrapy import CleanpressPipeline

    step = CleanpressPipeline()

    async def clean() -> list[str]:
        return [(await step.process_item({"html": page}))["clean_text"] for page in pages]

    return asyncio.run(clean())


def _langchain(pages: Sequence[Any]) -> list[str]:
    from langchain_core.documents import Document

    from cleanpress.pipelines.langchain import CleanpressTransformer

    found = CleanpressTransformer().transform_documents([Document(page_content=page) for page in pages])
    return [document.page_content for document in found]


def _llama_index(pages: Sequence[Any]) -> list[str]:
    from llama_index.core.schema import Document

    from cleanpress.pipelines.llama_index import CleanpressNodeParser

    found = CleanpressNodeParser().get_nodes_from_documents([Document(text=page) for page in pages])
    return [node.get_content() for node in found]


def _haystack(pages: Sequence[Any]) -> list[str]:
    from haystack.dataclasses import ByteStream

    from cleanpress.pipelines.haystack import CleanpressToDocument

    found = CleanpressToDocument().run(sources=[ByteStream(page, mime_type="text/html") for page in pages])
    return [document.content for document in found["documents"]]


ADAPTERS = {
    "arrow": Adapter("pyarrow", _arrow),
    "pandas": Adapter("pandas", _pandas),
    "polars": Adapter("polars", _polars),
    "duckdb": Adapter("duckdb", _duckdb),
    "dask": Adapter("dask", _dask),
    "datasets": Adapter("datasets", _datasets),
    "spark": Adapter("pyspark", _spark),
    "ray": Adapter("ray", _ray),
    "datatrove": Adapter("datatrove", _datatrove, bytes=False),
    "scrapy": Adapter("scrapy", _scrapy, bytes=False),
    "langchain": Adapter("langchain_core", _langchain, bytes=False),
    "llama-index": Adapter("llama_index", _llama_index, bytes=False),
    "haystack": Adapter("haystack", _haystack),
}
