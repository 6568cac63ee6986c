"""pandas: a data frame of pages in, the same frame with the columns of the article out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleanpress.model import Options
from cleanpress.pipelines.arrow import HTML_COLUMN, PREFIX, URL_COLUMN, as_column, clean_table
from cleanpress.write.arrow import SCHEMA as ARTICLE
from cleanpress.write.arrow import pa

if TYPE_CHECKING:
    import pandas as pd


def clean(
    frame: pd.DataFrame,
    html_column: str | None = HTML_COLUMN,
    url_column: str | None = URL_COLUMN,
    options: Options | None = None,
    *,
    text_column: str | None = None,
    prefix: str = PREFIX,
) -> pd.DataFrame:
    """The frame with the article's columns after its own, which stay as they are, the index too.

    Lists are columns of Arrow's type, whose values are Python lists, of dictionaries where Arrow has structs; the types
    do not hang on what the columns hold. Arguments and errors are those of `cleanpress.pipelines.arrow.clean_batch`.

    >>> import pandas
    >>> pages = pandas.DataFrame({"dump": ["Nobody came, as it rained all day."]}, index=["a"])
    >>> clean(pages, text_column="dump").loc["a", "clean_text"]
    'Nobody came, as it rained all day.'
    """

    wanted = {html_column, text_column, url_column}
    names = [str(name) for name in frame.columns]
    # What is not read is handed over as nothing, so that columns of any Python objects can stay beside.
    arrays = [
        as_column(frame.iloc[:, place], name) if name in wanted else pa.nulls(len(frame))
        for place, name in enumerate(names)
    ]
    table = pa.Table.from_arrays(arrays, names=names)
    found = clean_table(table, html_column, text_column, url_column, options, prefix=prefix)
    return frame.assign(
        **{name: _series(found[name], frame.index) for name in (prefix + field.name for field in ARTICLE)}
    )


def _series(column: pa.ChunkedArray, index: pd.Index) -> pd.Series:
    """A column as pandas has it, its type told, as pandas would guess another one where all is null.

    Lists keep Arrow's type: of mere objects pandas and Dask could not say what to write into a file.
    """
    import pandas as pd

    if pa.types.is_list(column.type):
        return pd.Series(pd.arrays.ArrowExtensionArray(column), index)
    if pa.types.is_boolean(column.type):
        kind: Any = pd.BooleanDtype()
    elif pa.types.is_string(column.type):
        kind = pd.Series([""]).dtype  # what this version of pandas takes for text
    else:
        kind = column.type.to_pandas_dtype()
    return pd.Series(column.to_pylist(), index, dtype=kind)
