"""Articles as an Arrow table: the columns of Parquet files, data frames and the pipelines.

One column for each key of `Article.to_dict()`, with the same values; `blocks` only on request, as they are larger than
the rest together. The schema is the same whatever the articles hold, so that files of different days go together:

- `text`, `status`, `schema_version` and the lists are never null; a text that was not found is "".
- Dates are strings in ISO 8601, as a day without a time (`2025-03-09`) and a time without a zone are no instant.
- `sources` is a list of `{field, source}`, because a map is unknown to several frameworks.
- `where.span` is a list of two numbers, or null.

This module needs pyarrow; nothing imports it at start-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cleanpress import errors
from cleanpress.model import Article
from cleanpress.write import json

try:
    import pyarrow as pa
except ModuleNotFoundError as problem:
    raise errors.ExtraError("tables need pyarrow: pip install 'cleanpress[arrow]'", name="pyarrow") from problem

# pyarrow is among them, so that what builds on this module has the error above too.
__all__ = ["SCHEMA", "SCHEMA_WITH_BLOCKS", "pa", "to_batch"]

_STRING, _WHOLE, _REAL, _TRUTH = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_STRINGS = pa.list_(_STRING)


def _struct(**types: Any) -> Any:
    return pa.struct([pa.field(name, kind) for name, kind in types.items()])


_WHERE = _struct(path=_STRING, span=pa.list_(_WHOLE))
_CAPTION = _struct(text=_STRING, credit=_STRING, image_url=_STRING)
_REMOVAL = _struct(text=_STRING, label=_STRING, rule=_STRING, why=_STRING, where=_WHERE, block=_WHOLE)
_SOURCE = _struct(field=_STRING, source=_STRING)
_SPAN = _struct(kind=_STRING, start=_WHOLE, end=_WHOLE, href=_STRING)
_BLOCK = _struct(
    index=_WHOLE,
    text=_STRING,
    kind=_STRING,
    where=_WHERE,
    spans=pa.list_(_SPAN),
    level=_WHOLE,
    node=_WHOLE,
    hidden=_TRUTH,
    row=_WHOLE,
    column=_WHOLE,
    ordinal=_WHOLE,
    image=_WHOLE,
    label=_STRING,
    rule=_STRING,
    confidence=_REAL,
    why=_STRING,
)
_BLOCKS = pa.field("blocks", pa.list_(_BLOCK), nullable=False)

SCHEMA = pa.schema(
    [
        pa.field("schema_version", _WHOLE, nullable=False),
        pa.field("text", _STRING, nullable=False),
        pa.field("title", _STRING),
        pa.field("kicker", _STRING),
        pa.field("standfirst", _STRING),
        pa.field("description", _STRING),
        pa.field("authors", _STRINGS, nullable=False),
        pa.field("author_kinds", _STRINGS, nullable=False),
        pa.field("published", _STRING),
        pa.field("published_precision", _STRING),
        pa.field("modified", _STRING),
        pa.field("modified_precision", _STRING),
        pa.field("site_name", _STRING),
        pa.field("language", _STRING),
        pa.field("url", _STRING),
        pa.field("section", _STRING),
        pa.field("tags", _STRINGS, nullable=False),
        pa.field("image", _STRING),
        pa.field("publisher", _STRING),
        pa.field("type", _STRING),
        pa.field("license", _STRING),
        pa.field("paywalled", _TRUTH),
        pa.field("captions", pa.list_(_CAPTION), nullable=False),
        pa.field("removed", pa.list_(_REMOVAL), nullable=False),
        pa.field("sources", pa.list_(_SOURCE), nullable=False),
        pa.field("confidence", _REAL),
        pa.field("status", _STRING, nullable=False),
        pa.field("warnings", _STRINGS, nullable=False),
    ]
)
"""The columns of an article, in the order of `Article.to_dict()`."""

SCHEMA_WITH_BLOCKS = pa.schema([*SCHEMA, _BLOCKS])
"""The same, with every block of the page as the last column."""


def to_batch(articles: Iterable[Article | Mapping[str, Any]], *, blocks: bool = False) -> pa.RecordBatch:
    """Articles as one Arrow record batch of `SCHEMA`, a row each, in their order.

    Args:
        articles: articles, or what their `to_dict()` gave; further keys are left out.
        blocks: whether to add the column `blocks`, with `SCHEMA_WITH_BLOCKS`.

    Raises:
        InputTypeError: one of them is something else, or lacks a key.

    >>> batch = to_batch([Article(text="Rain fell.", authors=["Ana Roe"], sources={"authors": "byline"})])
    >>> batch.schema == SCHEMA, batch["text"].to_pylist(), batch["sources"].to_pylist()
    (True, ['Rain fell.'], [[{'field': 'authors', 'source': 'byline'}]])
    """
    schema = SCHEMA_WITH_BLOCKS if blocks else SCHEMA
    return pa.RecordBatch.from_pylist([_row(article, schema.names) for article in articles], schema=schema)


def _row(article: Article | Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    found = json.to_dict(article, blocks="blocks" in names) if isinstance(article, Article) else article
    if not isinstance(found, Mapping):
        raise errors.InputTypeError(f"a row is an Article or its to_dict(), not {type(found).__name__}")
    missing = [name for name in names if name not in found]
    if missing:
        raise errors.InputTypeError(f"a record lacks {', '.join(missing)}; give the whole of Article.to_dict()")
    row = {name: found[name] for name in names}
    row["sources"] = [{"field": name, "source": source} for name, source in row["sources"].items()]
    return row
