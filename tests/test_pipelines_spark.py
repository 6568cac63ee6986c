"""Spark: a DataFrame in, a DataFrame out, on a real local one: partitioned files, a stream, a lost worker."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cleanpress
from benchmarks.adapters import spark_session
from cleanpress import errors
from cleanpress.model import Options
from extras import need
from pipeline_pages import articles, columns, given, texts, wanted

pytestmark = pytest.mark.cluster

DUMP = "Nobody came to the fair, as it rained all day.\n\nShare this article"


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    need("pyarrow", "spark")
    need("pyspark", "spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        # Four tries for a task; three pages at a time, so that a partition has several batches.
        with spark_session("local[2, 4]", pages=3) as session:
            session.conf.set("spark.sql.shuffle.partitions", "2")
            yield session


@pytest.fixture(scope="module")
def pages(spark: Any) -> Any:
    import pyarrow as pa

    return spark.createDataFrame(pa.table(columns())).repartition(2).cache()


def rows(df: Any) -> list[dict[str, Any]]:
    return [row.asDict(recursive=True) for row in df.collect()]


def as_read(schema: Any) -> Any:
    """A schema as files keep it: names and types, in any order, without what may be null."""
    return {field.name: field.dataType.simpleString() for field in schema.fields}


def test_the_articles_are_those_of_clean_html(pages: Any) -> None:
    from cleanpress.pipelines import spark as step

    found = step.clean(pages)
    assert found.schema.fields[: len(pages.columns)] == pages.schema.fields
    assert articles(rows(found)) == list(wanted())


def test_partitioned_parquet_in_and_out(spark: Any, pages: Any, tmp_path: Path) -> None:
    from cleanpress.pipelines import spark as step

    pages.write.partitionBy("shelf").parquet(str(tmp_path / "pages"))
    found = step.clean(spark.read.parquet(str(tmp_path / "pages")))
    found.write.partitionBy("shelf").parquet(str(tmp_path / "articles"))
    assert sorted(path.name for path in (tmp_path / "articles").glob("shelf=*")) == ["shelf=left", "shelf=right"]
    again = spark.read.parquet(str(tmp_path / "articles"))
    assert articles(rows(again)) == list(wanted())
    assert as_read(again.schema) == as_read(found.schema)


def test_a_stream_of_files(spark: Any, pages: Any, tmp_path: Path) -> None:
    from cleanpress.pipelines import spark as step

    (tmp_path / "in").mkdir()
    stream = step.clean(spark.readStream.schema(pages.schema).parquet(str(tmp_path / "in")))

    def run() -> None:
        query = (
            stream.writeStream.format("parquet")
            .option("checkpointLocation", str(tmp_path / "state"))
            .trigger(availableNow=True)
            .start(str(tmp_path / "out"))
        )
        query.awaitTermination()

    for left in (True, False):
        pages.where(pages.shelf == ("left" if left else "right")).write.mode("append").parquet(str(tmp_path / "in"))
        run()
        found = rows(spark.read.parquet(str(tmp_path / "out")))
        assert sorted(row["id"] for row in found) == [page.id for page in given() if page.id % 2 == 0 or not left]
    assert articles(found) == list(wanted())


def test_a_worker_that_dies_is_replaced(spark: Any, pages: Any, tmp_path: Path) -> None:
    from cleanpress.pipelines import spark as step
    from cleanpress.pipelines.arrow import clean_batches

    died = str(tmp_path / "died")

    def dies_once(batches: Iterator[Any]) -> Iterator[Any]:
        import signal
        from pathlib import Path

        real = cleanpress.Cleaner.clean_html

        def clean_html(self: Any, html: Any, url: str | None = None, **more: Any) -> Any:
            if html == fatal and not Path(died).exists():
                Path(died).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return real(self, html, url, **more)

        cleanpress.Cleaner.clean_html = clean_html  # type: ignore[method-assign]
        try:
            yield from clean_batches(batches)
        finally:
            cleanpress.Cleaner.clean_html = real  # type: ignore[method-assign]

    fatal = given()[7].html
    found = pages.mapInArrow(dies_once, step.clean(pages).schema)
    assert articles(rows(found)) == list(wanted())
    assert Path(died).exists()


def test_the_schema_is_the_same_with_no_rows_and_no_pages(pages: Any) -> None:
    from pyspark.sql import functions

    from cleanpress.pipelines import spark as step

    full, none = step.clean(pages), step.clean(pages.limit(0))
    assert none.schema == full.schema
    assert rows(none) == []
    nothing = step.clean(pages.limit(2).withColumn("html", functions.lit(None).cast("binary")))
    assert nothing.schema == full.schema
    assert [row["clean_status"] for row in rows(nothing)] == ["empty", "empty"]


def test_options_prefix_and_texts(spark: Any, pages: Any) -> None:
    from cleanpress.pipelines import spark as step

    options = Options(keep=frozenset({"caption"}))
    found = rows(step.clean(pages.drop("url"), options=options, prefix="a_").select("id", "a_text"))
    by_id = {page.id: cleanpress.Cleaner(options).clean_html(page.html).text for page in given()}
    assert {row["id"]: row["a_text"] for row in found} == by_id != dict(enumerate(texts()))
    dumps = spark.createDataFrame([(DUMP,), (None,)], "dump string")
    found = rows(step.clean(dumps, text_column="dump"))
    assert [row["clean_text"] for row in found] == [cleanpress.clean_text(DUMP).text, ""]


def test_large_types_of_arrow(spark: Any, pages: Any) -> None:
    from cleanpress.pipelines import spark as step

    spark.conf.set("spark.sql.execution.arrow.useLargeVarTypes", "true")
    try:
        found = rows(step.clean(pages))
    finally:
        spark.conf.unset("spark.sql.execution.arrow.useLargeVarTypes")
    assert articles(found) == list(wanted())


def test_wrong_columns_are_noticed_before_anything_is_computed(pages: Any) -> None:
    from cleanpress.pipelines import spark as step

    with pytest.raises(errors.ColumnError, match="no column of the name 'page'"):
        step.clean(pages, "page")
    with pytest.raises(errors.ColumnError, match="'id' is of type int64"):
        step.clean(pages, "id")
    with pytest.raises(errors.ColumnError, match="'clean_text' already"):
        step.clean(pages.withColumnRenamed("shelf", "clean_text"))
