"""What can be told of the files of an input without reading them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG

from cleanpress.batch.readers.lists import paths
from cleanpress.batch.readers.sources import LIST, STDIN, Source, sources
from cleanpress.batch.readers.streams import Stream
from cleanpress.errors import InputError


def stamp(inputs: Sequence[str], kind: str | None = None, exclude: Sequence[str | Path] = ()) -> str:
    """A digest of names, sizes and times of change of all files that the inputs name, also through lists.

    Where it is the same as before, so is what is in the files: whoever writes to one changes its time. It is "" where
    that cannot be told: of a pipe, of standard input, of what is not there. The arguments are those of
    `cleanpress.batch.readers.open_documents`.

    >>> stamp(["-"])
    ''
    """
    state = blake2b(digest_size=16)
    try:
        for source in sources(inputs, kind, exclude):
            told = _told(source)
            if told is None:
                return ""
            state.update(told)
            for line in _listed(source) if source.kind == LIST else ():
                if line is None:
                    return ""
                state.update(line)
    except (OSError, InputError):
        return ""
    return state.hexdigest()


def _told(source: Source) -> bytes | None:
    """A line of a file; None of what is none."""
    if source.path is None:
        return None
    found = source.path.stat()
    if not S_ISREG(found.st_mode):
        return None
    # The second time is the system's own, which nobody can set back.
    told = [os.fsencode(source.name).hex(), source.kind, found.st_size, found.st_mtime_ns, found.st_ctime_ns]
    return f"{json.dumps(told)}\n".encode()


def _listed(listing: Source) -> Iterator[bytes | None]:
    """A line of each file that a list names; what is not there is told too."""
    with Stream(listing.path) as stream:
        for name in paths(stream):
            try:
                yield from map(_told, sources([name if name != STDIN else f"./{STDIN}"]))
            except (OSError, InputError) as error:
                yield f"{os.fsencode(name).hex()} {type(error).__name__}\n".encode()
