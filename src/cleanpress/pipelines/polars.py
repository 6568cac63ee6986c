"""polars: a frame of pages in, eager or lazy, the same frame with the columns of the article out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from cleanpress.model import Options
from cleanpress.pipelines.arrow import HTML_COLUMN, PREFIX, URL_COLUMN, clean_table
from cleanpress.write.arrow import pa

if TYPE_CHECKING:
    import polars as pl

Frame = TypeVar("Frame")
"""`polars.DataFrame` or `polars.LazyFrame`: what goes in comes out."""


def clean(
    frame: Frame,
    html_column: str | None = HTML_COLUMN,
    url_column: str | None = URL_COLUMN,
    options: Options | None = None,
    *,
    text_column: str | None = None,
    prefix: str = PREFIX,
) -> Frame:
    """The frame with the article's columns after its own.

    A lazy frame stays lazy, and its streaming engine (`collect(engine="streaming")`, `sink_parquet`) hands over the
    pages in parts. Arguments and errors are those of `cleanpress.pipelines.arrow.clean_batch`.

    >>> import polars
    >>> clean(polars.DataFrame({"dump": ["Nobody came, as it rained all day."]}), text_column="dump")["clean_text"][0]
    'Nobody came, as it rained all day.'
    """
    import polars as pl

    step: Any = _lazy if isinstance(frame, pl.LazyFrame) else _eager
    done: Frame = step(
        frame,
        html_column=html_column,
        text_column=text_column,
        url_column=url_column,
        options=options,
        prefix=prefix,
    )
    return done


def _lazy(frame: pl.LazyFrame, **arguments: Any) -> Any:
    import polars as pl

    step: Any = partial(_eager, **arguments)
    return frame.map_batches(step, schema=step(pl.DataFrame(schema=frame.collect_schema())).schema, streamable=True)


def _eager(frame: pl.DataFrame, **arguments: Any) -> Any:
    import polars as pl

    wanted = {arguments["html_column"], arguments["text_column"], arguments["url_column"]}
    # What is not read is handed over as nothing, so that columns Arrow does not know can stay beside.
    columns = {name: frame[name].to_arrow() if name in wanted else pa.nulls(frame.height) for name in frame.columns}
    found = clean_table(pa.table(columns), **arguments)
    return frame.hstack(pl.DataFrame(found.drop_columns(frame.columns)))
