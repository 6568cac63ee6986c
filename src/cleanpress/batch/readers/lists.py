"""Files that name the files to be read, a path a line."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator

from cleanpress.batch.readers.streams import PIECE_BYTES, Stream

# No system has a longer path; what is longer is no list.
_LONGEST_PATH = 4_098


def paths(stream: Stream) -> Iterator[str]:
    """The paths of a list in its order, empty lines left out; a line that is too long for a path is cut."""
    first = True
    while line := stream.reader.readline(_LONGEST_PATH):
        if not line.endswith(b"\n"):
            while (rest := stream.reader.readline(PIECE_BYTES)) and not rest.endswith(b"\n"):
                pass
        if first:
            line, first = line.removeprefix(codecs.BOM_UTF8), False
        if line.strip():
            yield os.fsdecode(line.rstrip(b"\r\n"))
