"""The article as JSON: its attribute names as keys, JSON types only, the same bytes for the same page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from cleanpress.model import SCHEMA_VERSION, Article
from cleanpress.write.characters import encodable

# Line ends to some readers of JSON lines, though JSON itself allows them inside a string.
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}

# What belongs to the report, and how the text was asked for.
_NOT_IN_JSON = frozenset({"kept", "signals"})
_AS_THEY_ARE = frozenset({int, float, bool})


def to_dict(article: Article, *, blocks: bool = True) -> dict[str, Any]:
    """The article as str, int, float, bool, None, list and dict, under its attribute names, with `schema_version`.

    Dates are ISO 8601 with "T", `YYYY-MM-DD` where only the day is known. Blocks, removals and captions are objects
    with the names of their attributes; `blocks` says whether the article's blocks are in it, the largest part by far.
    A lone surrogate becomes U+FFFD, so that the result can be encoded.

    >>> to_dict(Article(text="One."))["text"]
    'One.'
    """
    found: dict[str, Any] = {"schema_version": SCHEMA_VERSION}
    for item in fields(article):
        if item.name not in _NOT_IN_JSON and (blocks or item.name != "blocks"):
            found[item.name] = plain(getattr(article, item.name))
    found["published"] = iso_date(article.published, article.published_precision)
    found["modified"] = iso_date(article.modified, article.modified_precision)
    return found


def to_json(article: Article, *, indent: int | None = None) -> str:
    """The article as one JSON object; `indent` is the number of spaces, None for one line.

    >>> to_json(Article(text="One."))[:34]
    '{"schema_version": 1, "text": "One'
    """
    return dumps(to_dict(article), indent=indent)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `to_dict` gives; it is the file `article.schema.json` beside this module.

    >>> schema()["properties"]["title"]["type"]
    ['string', 'null']
    """
    found: dict[str, Any] = json.loads(files("cleanpress.write").joinpath("article.schema.json").read_text("utf-8"))
    return found


def dumps(value: Any, *, indent: int | None = None) -> str:
    """JSON types as JSON text: other scripts readable, one line (and only one for any reader) where indent is None."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    for character, escape in _LINE_ENDS.items():
        text = text.replace(character, escape)
    return encodable(text)


def iso_date(moment: datetime | None, precision: str | None) -> str | None:
    """A date as ISO 8601, only the day where the precision is "day".

    >>> iso_date(datetime(2025, 3, 9), "day")
    '2025-03-09'
    """
    if moment is None:
        return None
    return moment.date().isoformat() if precision == "day" else moment.isoformat()


@lru_cache(maxsize=64)
def _names(kind: Any) -> tuple[str, ...]:
    """The names of a dataclass' attributes."""
    return tuple(item.name for item in fields(kind))


def plain(value: Any) -> Any:
    """A value of the model as JSON types: dataclasses as objects, enumerations as their value, tuples as lists."""
    # The most frequent first: an article's removals alone are hundreds of values.
    kind: Any = type(value)
    if value is None or kind in _AS_THEY_ARE:
        return value
    if kind is str:
        return value if value.isascii() else encodable(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return encodable(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, Mapping):
        return {encodable(str(key)): plain(value[key]) for key in value}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(plain(item) for item in value)
    return value
