"""Documents that are a line of JSON each."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cleanpress.batch.document import Document
from cleanpress.batch.readers.faults import broken, sentence, unreadable, utf16
from cleanpress.batch.readers.records import Fields, document, longest_record, told
from cleanpress.batch.readers.sources import Source
from cleanpress.batch.readers.streams import PIECE_BYTES, Stream

# Where the fields of a damaged record are looked for.
_HEAD_CHARACTERS = 262_144
_SPACE = re.compile(r"[ \t\n\r]*")


def _finite(number: str) -> float | None:
    """A number of JSON; one that no float can hold is read as null, as NaN is."""
    value = float(number)
    return value if abs(value) != float("inf") else None


# A control character that stands in a text unescaped is taken as what it is.
_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=lambda name: None, strict=False)


def documents(source: Source, fields: Fields, max_bytes: int) -> Iterator[Document]:
    """The documents of a file of JSON lines, one for each line that is not empty."""
    try:
        with Stream(source.path) as stream:
            yield from _of_lines(stream, source, fields, max_bytes)
    except OSError as error:
        yield unreadable(source, error)


def _of_lines(stream: Stream, source: Source, fields: Fields, max_bytes: int) -> Iterator[Document]:
    longest = longest_record(max_bytes)
    number = 0
    while line := stream.reader.readline(longest + 1):
        number += 1
        place = f"line {number} of {source.shown}"
        if number == 1 and (problem := utf16(source, line)):
            yield Document(id=None, problem=problem)
            return
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) > longest and not line.endswith(b"\n"):
            _skip_line(stream.reader)
            # Cut, but still more than is allowed, so that the cleaner says that it is too large.
            yield Document(html=line[: max_bytes + 1], **_told_by_head(line, fields))
        elif line.strip():
            found = _of_line(line, fields, place, max_bytes)
            if found.problem is not None and stream.fault is not None and not line.endswith(b"\n"):
                # The fault is in this line.
                yield replace(found, problem=broken(source, stream.fault))
                return
            yield found
    if stream.fault is not None:
        yield Document(id=None, problem=broken(source, stream.fault))


def _skip_line(reader: io.BufferedIOBase) -> None:
    while (piece := reader.readline(PIECE_BYTES)) and not piece.endswith(b"\n"):
        pass


def _of_line(line: bytes, fields: Fields, place: str, max_bytes: int) -> Document:
    try:
        record = _DECODER.decode(line.decode("utf-8").rstrip("\r\n"))
    except UnicodeDecodeError as error:
        problem = f"{sentence(place)} is no UTF-8: byte {error.start + 1} is 0x{line[error.start]:02x}."
    except json.JSONDecodeError as error:
        said = (error.msg[:1].lower() + error.msg[1:]).removesuffix(" at")
        problem = f"{sentence(place)} is no JSON: {said} at character {error.pos + 1}."
    except RecursionError:
        problem = f"{sentence(place)} cannot be read: its JSON is nested too deep."
    except ValueError:
        problem = f"{sentence(place)} cannot be read: a number in it has too many digits."
    else:
        if isinstance(record, dict):
            return document(record, fields, place, max_bytes)
        problem = f"{sentence(place)} is no JSON object."
        return Document(id=None, problem=problem)
    return Document(problem=problem, **_told_by_head(line, fields))


def _told_by_head(line: bytes, fields: Fields) -> dict[str, Any]:
    """What a line that cannot be read as a whole says of its document before its fault."""
    return told(_first_members(line[:_HEAD_CHARACTERS].decode("utf-8", "replace")), fields)


def _first_members(text: str) -> dict[str, Any]:
    """The first members of a JSON object, as far as they are whole.

    >>> _first_members('{"id": 7, "url": "https://post.example/ice", "html": "<p>Rain f')
    {'id': 7, 'url': 'https://post.example/ice'}
    """
    found: dict[str, Any] = {}
    place = _after(text, 0, "{")
    while place is not None:
        try:
            name, end = _DECODER.raw_decode(text, _spaced(text, place))
            begin = _after(text, end, ":")
            if begin is None or not isinstance(name, str):
                break
            value, end = _DECODER.raw_decode(text, _spaced(text, begin))
        except (ValueError, RecursionError):
            break
        place = _after(text, end, ",")
        # A number at the very end may be cut.
        if place is not None or _after(text, end, "}") is not None:
            found[name] = value
    return found


def _spaced(text: str, place: int) -> int:
    space = _SPACE.match(text, place)
    return place if space is None else space.end()


def _after(text: str, place: int, sign: str) -> int | None:
    """The place behind a sign that comes next, white space apart; None where another does."""
    place = _spaced(text, place)
    return place + 1 if text.startswith(sign, place) else None
