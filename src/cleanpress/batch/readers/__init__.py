"""The documents of a corpus, whatever they are stored in: one after the other, in the order of the inputs.

`open_documents` is the way in. `sources` finds the files, one module for each kind of file reads them, and `records`
makes documents of records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cleanpress.batch.document import Document
from cleanpress.batch.readers.records import Fields
from cleanpress.batch.readers.sources import JSONL, KINDS, PAGES, Source, sources
from cleanpress.errors import InputError
from cleanpress.model import Limits

__all__ = ["KINDS", "Fields", "Source", "open_documents", "sources"]


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
        InputError: before any document, where an input cannot be read as it was named.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "pages.jsonl")
    ...     _ = path.write_text('{"id": 7, "html": "<p>Rain fell."}', encoding="utf-8")
    ...     [(each.id, each.html) for each in open_documents([str(path)])]
    [(7, '<p>Rain fell.')]
    """
    fields = fields or Fields()
    if kind is not None and kind not in KINDS:
        raise InputError(f"There is no kind of input {kind!r}; choose one of {', '.join(KINDS)}.")
    if not inputs:
        raise InputError("There is no input; name a file or a folder, or - for standard input.")
    for source in sources(inputs, kind, exclude):
        _check(source, fields)
    return _documents(inputs, kind, fields, max_bytes, exclude)


def _check(source: Source, fields: Fields) -> None:
    """Raises InputError where a file cannot be read as it was named."""
    if source.kind not in {JSONL, PAGES}:
        raise InputError(f"{source.shown} is of kind {source.kind}, which is not read so far; convert it to JSONL.")


def _documents(
    inputs: Sequence[str], kind: str | None, fields: Fields, max_bytes: int, exclude: Sequence[str | Path]
) -> Iterator[Document]:
    for source in sources(inputs, kind, exclude):
        yield from _of(source, fields, max_bytes)


def _of(source: Source, fields: Fields, max_bytes: int) -> Iterator[Document]:
    """The documents of one file. Each kind is imported where it is met."""
    if source.kind == JSONL:
        from cleanpress.batch.readers import jsonl

        return jsonl.documents(source, fields, max_bytes)
    from cleanpress.batch.readers import pages

    return pages.documents(source, max_bytes)
