"""Spark: a DataFrame of pages in, the same with the columns of the article out, batch and streaming."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cleanpress.model import Options
from cleanpress.pipelines.arrow import HTML_COLUMN, PREFIX, URL_COLUMN, clean_batches, clean_table

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def clean(
    df: DataFrame,
    html_column: str | None = HTML_COLUMN,
    url_column: str | None = URL_COLUMN,
    options: Options | None = None,
    *,
    text_column: str | None = None,
    prefix: str = PREFIX,
) -> DataFrame:
    """The DataFrame with the article's columns after its own, by `mapInArrow`; nothing is computed yet.

    cleanpress and pyarrow must be installed where the executors run Python. Spark cleans anew for every action on the
    result, so write it out or cache it first; and it hands over up to 10,000 pages at a time unless
    `spark.sql.execution.arrow.maxRecordsPerBatch` says less. Arguments and errors are those of
    `cleanpress.pipelines.arrow.clean_batch`; a wrong column is noticed at once.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
    from pyspark.sql.types import StructType

    step = partial(
        clean_batches,
        html_column=html_column,
        text_column=text_column,
        url_column=url_column,
        options=options,
        prefix=prefix,
    )
    empty = to_arrow_schema(df.schema).empty_table()
    schema = clean_table(empty, html_column, text_column, url_column, options, prefix=prefix).schema
    added = from_arrow_schema(schema)
    return df.mapInArrow(step, StructType([*df.schema.fields, *added.fields[len(df.schema.fields) :]]))
