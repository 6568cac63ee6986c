"""From inputs to documents: every input is checked, then one file is read after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from cleanpress.batch.document import Document
from cleanpress.batch.readers import columns, jsonl, pages, rows, warc
from cleanpress.batch.readers.extras import need
from cleanpress.batch.readers.faults import broken, unreadable
from cleanpress.batch.readers.lists import paths
from cleanpress.batch.readers.records import Fields
from cleanpress.batch.readers.sources import (
    ARROW,
    CSV,
    JSONL,
    KINDS,
    LIST,
    PAGES,
    PARQUET,
    STDIN,
    WARC,
    WET,
    Source,
    sources,
)
from cleanpress.batch.readers.streams import Stream
from cleanpress.command.terminal import readable, reason
from cleanpress.errors import InputError
from cleanpress.model import Limits

# What has fields, so that naming some makes sense. A list may name such files.
_WITH_FIELDS = frozenset({JSONL, CSV, PARQUET, ARROW, LIST})
# What has headers that can be carried.
_WITH_HEADERS = frozenset({WARC, WET})
_NEEDS = {
    PARQUET: ("pyarrow.parquet", "Parquet needs"),
    ARROW: ("pyarrow", "Arrow files need"),
    WARC: ("fastwarc", "Web archives need"),
    WET: ("fastwarc", "Web archives need"),
}


def open_documents(
    inputs: Sequence[str],
    *,
    kind: str | None = None,
    fields: Fields | None = None,
    max_bytes: int = Limits().max_bytes,
    exclude: Sequence[str | Path] = (),
) -> Iterator[Document]:
    """The documents that the inputs hold, in their order and the same each time, read one by one as they are asked for.

    A page of more than `max_bytes` is cut to `max_bytes` + 1, so that a cleaner with this limit says `too_large`. What
    cannot be read is a document with a `problem`, and everything behind it is still read.

    Args:
        inputs: files, folders, patterns like `saved/*.html`, `-` for standard input.
        kind: one of `KINDS`; by their endings where None, standard input as "jsonl".
        fields: which fields or columns hold what.
        max_bytes: the largest page, in bytes, or characters of a str.
        exclude: files, and folders with all in them, that are no inputs where they lie in a folder: earlier results.

    Raises:
        InputError: before any document, where an input cannot be read as it was named. What an input on standard input
            lacks is told before its first document.
        ExtraError: a library that an input needs is not installed.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "pages.jsonl")
    ...     _ = path.write_text('{"id": 7, "html": "<p>Rain fell."}', encoding="utf-8")
    ...     [(each.id, each.html) for each in open_documents([str(path)])]
    [(7, '<p>Rain fell.')]
    """
    fields = fields or Fields()
    if isinstance(inputs, str):
        raise InputError("Inputs are a list of names, not one; write open_documents([name]).")
    if kind is not None and kind not in KINDS:
        raise InputError(f"There is no kind of input {kind!r}; choose one of {', '.join(KINDS)}.")
    if not inputs:
        raise InputError("There is no input; name a file or a folder, or - for standard input.")
    if list(inputs).count(STDIN) > 1:
        raise InputError("Standard input can be read once; leave one - out.")
    _check(inputs, kind, fields, exclude)
    return _documents(inputs, kind, fields, max_bytes, exclude)


def _check(inputs: Sequence[str], kind: str | None, fields: Fields, exclude: Sequence[str | Path]) -> None:
    """Raises InputError or ExtraError where an input cannot be read as it was named."""
    kinds = set()
    for source in sources(inputs, kind, exclude):
        kinds.add(source.kind)
        _check_source(source, fields)
    unread = replace(fields, carry=()) if kinds & _WITH_HEADERS else fields
    if unread != Fields() and not kinds & _WITH_FIELDS:
        raise InputError("Fields are named, but the inputs are pages, which have none; leave the names out.")


def _check_source(source: Source, fields: Fields) -> None:
    if source.path is None and source.kind == PARQUET:
        raise InputError("Parquet cannot be read from standard input, for it is read from its end; name the file.")
    if source.kind in _NEEDS:
        module, why = _NEEDS[source.kind]
        need(module, why)
    # What stands in a pipe can be read only once. A page that cannot be read is no reason not to read the others.
    if source.path is None or source.kind == PAGES or not source.path.is_file():
        return
    try:
        if source.kind == CSV:
            rows.check(source, fields)
        elif source.kind in {PARQUET, ARROW}:
            columns.check(source, fields)
        else:
            source.path.open("rb").close()
    except OSError as error:
        raise InputError(f"{source.shown} cannot be read: {reason(error)}.") from error


def _documents(
    inputs: Sequence[str], kind: str | None, fields: Fields, max_bytes: int, exclude: Sequence[str | Path]
) -> Iterator[Document]:
    for source in sources(inputs, kind, exclude):
        if source.kind == LIST:
            yield from _listed(source, fields, max_bytes)
        else:
            yield from _of(source, fields, max_bytes)


def _of(source: Source, fields: Fields, max_bytes: int) -> Iterator[Document]:
    """The documents of one file that is no list."""
    if source.kind == JSONL:
        return jsonl.documents(source, fields, max_bytes)
    if source.kind == CSV:
        return rows.documents(source, fields, max_bytes)
    if source.kind in {PARQUET, ARROW}:
        return columns.documents(source, fields, max_bytes)
    if source.kind in {WARC, WET}:
        return warc.documents(source, fields, max_bytes)
    return pages.documents(source, max_bytes)


def _listed(listing: Source, fields: Fields, max_bytes: int) -> Iterator[Document]:
    """The documents of the files that a list names; what names none is a document with a problem."""
    try:
        with Stream(listing.path) as stream:
            for name in paths(stream):
                try:
                    # In a list the name of standard input is that of a file.
                    for source in sources([name if name != STDIN else f"./{STDIN}"]):
                        _check_source(source, fields)
                        yield from _of(source, fields, max_bytes)
                except InputError as error:
                    yield Document(id=readable(name), problem=str(error))
            if stream.fault is not None:
                yield Document(id=None, problem=broken(listing, stream.fault))
    except OSError as error:
        yield unreadable(listing, error)
