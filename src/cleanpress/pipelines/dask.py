"""Dask: a data frame of pages in, the same frame with the columns of the article out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleanpress.model import Options
from cleanpress.pipelines import pandas
from cleanpress.pipelines.arrow import HTML_COLUMN, PREFIX, URL_COLUMN

if TYPE_CHECKING:
    import dask.dataframe as dd


def clean(
    frame: dd.DataFrame,
    html_column: str | None = HTML_COLUMN,
    url_column: str | None = URL_COLUMN,
    options: Options | None = None,
    *,
    text_column: str | None = None,
    prefix: str = PREFIX,
) -> dd.DataFrame:
    """The frame with the article's columns after its own, one partition for each of its own, nothing computed yet.

    Cleaning is work for a processor: take `scheduler="processes"` or a cluster of processes, not threads. Arguments and
    errors are those of `cleanpress.pipelines.arrow.clean_batch`; a wrong column is noticed at once.

    >>> import dask.dataframe as dd, pandas as pd
    >>> pages = dd.from_pandas(pd.DataFrame({"dump": ["Nobody came, as it rained all day."]}), npartitions=1)
    >>> clean(pages, text_column="dump")["clean_text"].compute(scheduler="sync").to_list()
    ['Nobody came, as it rained all day.']
    """
    arguments: dict[str, Any] = {
        "html_column": html_column,
        "url_column": url_column,
        "options": options,
        "text_column": text_column,
        "prefix": prefix,
    }
    return frame.map_partitions(pandas.clean, meta=pandas.clean(frame._meta, **arguments), **arguments)
