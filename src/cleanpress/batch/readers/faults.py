"""The sentences for files that cannot be read, or not to their end."""

from __future__ import annotations

import codecs

from cleanpress.batch.document import Document
from cleanpress.batch.readers.sources import Source
from cleanpress.command.terminal import reason

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def unreadable(source: Source, error: BaseException) -> Document:
    """What stands for a file that cannot be read at all."""
    return Document(id=None, problem=f"{sentence(source.shown)} cannot be read: {reason(error)}.")


def broken(source: Source, fault: str) -> str:
    """The problem of the document that a file breaks off in, or behind its last one."""
    return f"{sentence(source.shown)} cannot be read whole: {fault}."


def utf16(source: Source, begin: bytes) -> str | None:
    """The problem of a file that begins with the mark of UTF-16, as Windows tools write it; None for any other."""
    if not begin.startswith(_UTF16):
        return None
    return f"{sentence(source.shown)} is UTF-16, not UTF-8; convert it: iconv -f UTF-16 -t UTF-8."


def sentence(place: str) -> str:
    """A place as the beginning of a sentence; a file's name stays as it is.

    >>> sentence("line 7 of pages.jsonl"), sentence("standard input"), sentence("pages.jsonl")
    ('Line 7 of pages.jsonl', 'Standard input', 'pages.jsonl')
    """
    return place[:1].upper() + place[1:] if place.startswith(("line ", "row ", "standard input", "the ")) else place
