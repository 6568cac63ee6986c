"""Documents that are a file each: pages of HTML, and flattened texts."""

from __future__ import annotations

import io
from collections.abc import Iterator

from cleanpress.batch.document import Document
from cleanpress.batch.readers.faults import sentence
from cleanpress.batch.readers.sources import Source
from cleanpress.batch.readers.streams import PIECE_BYTES, Stream
from cleanpress.command.terminal import readable, reason
from cleanpress.read.sniff import sniff


def documents(source: Source, max_bytes: int) -> Iterator[Document]:
    """The one document of a file, HTML or a text as the command for single pages would take it."""
    name = readable(source.name)
    try:
        with Stream(source.path) as stream:
            data = read_at_most(stream.reader, max_bytes + 1)
    except OSError as error:
        yield Document(id=name, problem=f"{sentence(source.shown)} cannot be read: {reason(error)}.")
        return
    if stream.fault is not None:
        yield Document(id=name, problem=f"{sentence(source.shown)} cannot be read whole: {stream.fault}.")
        return
    # Too large is not even decoded: a text has fewer characters than bytes and could seem small enough, cut as it is.
    sniffed = None if len(data) > max_bytes else sniff(data)
    if sniffed is None or sniffed.kind == "html":
        yield Document(id=name, html=data)
    else:
        yield Document(id=name, text=sniffed.text)


def read_at_most(reader: io.BufferedIOBase, count: int) -> bytes:
    """The next `count` bytes, or all there are; memory is taken as they come."""
    pieces = []
    while count and (piece := reader.read(min(count, PIECE_BYTES))):
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
