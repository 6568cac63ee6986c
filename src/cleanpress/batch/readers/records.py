"""From a record, whatever format it stood in, to a document; and what becomes of its values."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from cleanpress.batch.document import Document
from cleanpress.batch.readers.sources import Source
from cleanpress.errors import InputError, OptionError
from cleanpress.write.characters import encodable, visible

# Deeper values would exhaust the stack of whoever writes them; nobody nests an id so.
_MAX_DEPTH = 100
_MOST_NAMES, _NAME_LENGTH = 20, 60


_HTML = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Which fields of a record, or columns of a table, hold what.

    Args:
        html: the page.
        text: a page that was already flattened to text; where it is named, `html` is not looked at.
        id: what the record is known by. Where there is none, the document's id is None.
        url: the page's address. Where there is none, or no text in it, the document has none.
        carry: fields that go into the result as they are; None where a record lacks one.

    >>> Fields(text="body", carry=("lang",)).page
    'body'
    """

    html: str = _HTML
    text: str | None = None
    id: str = "id"
    url: str = "url"
    carry: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.text is not None and self.html != _HTML:
            raise OptionError("A record's page is HTML or a text; name a field for one of them.")

    @property
    def page(self) -> str:
        """The field that the page or text is in."""
        return self.html if self.text is None else self.text


# A record may be twice as long as a page, for the escapes, and that much longer, for the other fields.
_RECORD_OVER_PAGE, _OTHER_FIELDS = 2, 1_048_576


def longest_record(max_bytes: int) -> int:
    """The bytes of the longest record that is held in memory where a page may have `max_bytes`."""
    return _RECORD_OVER_PAGE * max_bytes + _OTHER_FIELDS


def check_columns(source: Source, columns: Sequence[str], fields: Fields) -> None:
    """Raises InputError where a table lacks a column that is named. Those for id and URL may be missing under the names
    that they have without being named."""
    usual = Fields()
    wanted = [fields.page, *fields.carry]
    wanted += [name for name, own in ((fields.id, usual.id), (fields.url, usual.url)) if name != own or name in columns]
    for name in wanted:
        if name not in columns:
            raise InputError(f"{source.shown} has no column {named(name)}, but {names(columns)}.")
        if columns.count(name) > 1:
            raise InputError(f"{source.shown} has more than one column {named(name)}; rename all but one.")


def document(record: Mapping[str, Any], fields: Fields, place: str, max_bytes: int) -> Document:
    """The document of a record. `place` names the record in a sentence: "line 7 of pages.jsonl".

    A page of more than `max_bytes` characters is cut to one more, for which the cleaner says that it is too large.

    >>> document({"id": 7, "html": None}, Fields(), "line 1 of pages.jsonl", 100).problem
    'In line 1 of pages.jsonl the field html is null, not text.'
    """
    known = told(record, fields)
    if fields.page not in record:
        return Document(problem=_missing(record, fields, place), **known)
    page = record[fields.page]
    if isinstance(page, bytes) and fields.text is not None:
        page = _decoded(page)
        if page is None:
            return Document(problem=f"In {place} the field {named(fields.page)} is no UTF-8.", **known)
    if not isinstance(page, (str, bytes)):
        what = _WHAT.get(type(page), type(page).__name__)
        return Document(problem=f"In {place} the field {named(fields.page)} is {what}, not text.", **known)
    if fields.text is not None and isinstance(page, str):
        return Document(text=page[: max_bytes + 1], **known)
    return Document(html=page[: max_bytes + 1], **known)


_WHAT = {
    type(None): "null",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
}


def told(record: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    """What a record says of its document besides the page: `id`, `url` and `carried`."""
    url = record.get(fields.url)
    return {
        "id": plain(record.get(fields.id)),
        "url": encodable(url) if isinstance(url, str) else None,
        "carried": {name: plain(record.get(name)) for name in fields.carry},
    }


def _missing(record: Mapping[str, Any], fields: Fields, place: str) -> str:
    hint = ""
    if fields.text is None and "text" in record:
        hint = "; it has a field text, for flattened pages"
    return f"In {place} there is no field {named(fields.page)}, but {names(record)}{hint}."


def named(name: str) -> str:
    """The name of a field as it may stand in a message."""
    return visible(encodable(name[:_NAME_LENGTH])) + ("…" if len(name) > _NAME_LENGTH else "")


def names(record: Mapping[str, Any] | Sequence[str]) -> str:
    """The names of a record's fields as they may stand in a message.

    >>> names(["id", "url", "body"]), names({})
    ('id, url, body', 'no field at all')
    """
    found = list(record)
    if not found:
        return "no field at all"
    more = f" and {len(found) - _MOST_NAMES} more" if len(found) > _MOST_NAMES else ""
    return ", ".join(named(name) for name in found[:_MOST_NAMES]) + more


def plain(value: Any) -> Any:
    """The value in the types that JSON has, unchanged where it is of one already.

    Moments become ISO 8601, other values text; bytes text where they are UTF-8, else base64; numbers that JSON does not
    have None; a lone surrogate, which no UTF-8 file can hold, U+FFFD. What is nested a hundred deep becomes None.

    >>> plain(2**70), plain([float("nan"), date(2026, 3, 9)]), plain("a\\ud800")
    (1180591620717411303424, [None, '2026-03-09'], 'a\ufffd')
    """
    if isinstance(value, (list, tuple, Mapping)):
        return _plain_nested(value)
    return _plain_single(value)


def _plain_single(value: Any) -> Any:
    if isinstance(value, str):
        return encodable(value)
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, bytes):
        text = _decoded(value)
        return base64.b64encode(value).decode() if text is None else text
    return encodable(str(value))


def _plain_nested(value: Any) -> Any:
    """A list or object with all that is in it, level by level, for depth must not exhaust the stack."""
    whole: list[Any] = [None]
    # What is still to be made plain: a value, and the list or dict and the place in it that it goes to.
    waiting: list[tuple[Any, Any, Any, int]] = [(value, whole, 0, 0)]
    while waiting:
        found, target, place, depth = waiting.pop()
        if depth > _MAX_DEPTH:
            return None
        if isinstance(found, Mapping):
            # The keys come first, so that they keep their order.
            target[place] = made = {encodable(str(key)): None for key in found}
            waiting.extend((inner, made, encodable(str(key)), depth + 1) for key, inner in found.items())
        elif isinstance(found, (list, tuple)):
            target[place] = [None] * len(found)
            waiting.extend((inner, target[place], index, depth + 1) for index, inner in enumerate(found))
        else:
            target[place] = _plain_single(found)
    return whole[0]


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None
