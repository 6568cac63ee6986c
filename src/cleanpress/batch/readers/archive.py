"""Records of a web archive, cut where they begin and end, even where one says a wrong length.

fastwarc, which reads what a record holds, gives up a file at the first wrong length; so the records are found here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cleanpress.batch.readers.pages import read_at_most
from cleanpress.batch.readers.streams import PIECE_BYTES

_VERSION = re.compile(rb"(?:\xef\xbb\xbf)?WARC/\d")
# The first lines of a record that another one's length reaches over.
_MARK = re.compile(rb"\n(WARC/\d[.\d]*\r?\n[A-Za-z-]+:)")
_MARK_BYTES = 64
_LONGEST_LINE, _LONGEST_HEADER = 65_536, 262_144


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record: the byte it begins at, its headers under lower-case names, and its block, at most as much as is held.

    `problem` says, as the end of a sentence that begins with the record, why its block is not what was stored.
    `ended` tells that the file ends in it.
    """

    begin: int
    headers: Mapping[str, str] = field(default_factory=dict)
    block: bytes = b""
    problem: str | None = None
    ended: bool = False


class Records:
    """The records of an archive, in order; of each block at most `most` bytes are held, the rest is passed over."""

    def __init__(self, reader: io.BufferedIOBase, most: int) -> None:
        self._reader, self._most = reader, most
        # What was read too far, and is read again.
        self._again = io.BytesIO()
        self._place = 0

    def __iter__(self) -> Iterator[Record]:
        while line := self._line_not_blank():
            begin = self._place - len(line)
            if not _VERSION.match(line):
                self._to_next()
                yield Record(begin=begin, problem="is none: no record of a web archive begins there")
                continue
            headers = self._headers()
            if headers is None:
                yield Record(begin=begin, problem="breaks off in its header", ended=True)
                return
            yield self._with_block(begin, headers)

    def _with_block(self, begin: int, headers: Mapping[str, str]) -> Record:
        told = headers.get("content-length", "")
        if not (told.isascii() and told.isdigit() and len(told) < 19):
            self._to_next()
            return Record(begin=begin, headers=headers, problem="does not say how long it is")
        length, first = int(told), self._place
        block = self._read(min(length, self._most))
        mark = _MARK.search(block) if len(block) < length else None
        if mark is None and len(block) < length:
            found = self._pass(length - len(block), block[-_MARK_BYTES:])
            if found is None:
                return Record(begin=begin, headers=headers, block=block, problem="breaks off", ended=True)
            whole = found
        else:
            whole = mark is None
        if whole and self._is_over():
            return Record(begin=begin, headers=headers, block=block)
        if whole and len(block) == length:
            # The next one may begin in the block and go on behind it.
            block += self._read(_MARK_BYTES)
            mark = _MARK.search(block)
            if mark is None:
                self._back(block[length:])
        if mark is not None:
            self._back(block[mark.start(1) :])
        else:
            self._to_next()
        wrong = f"says that it has {length} bytes, but the next one begins after {self._place - first}"
        return Record(begin=begin, headers=headers, problem=wrong)

    def _is_over(self) -> bool:
        """Whether a record may end here: before an empty line, another record, or the end of the file."""
        line = self._line()
        if not line.strip(b"\r\n"):
            return True
        self._back(line)
        return _VERSION.match(line) is not None

    def _pass(self, count: int, last: bytes) -> bool | None:
        """Passes over the rest of a block that is longer than any page, `last` being what was read of it last. False
        where another record begins in it, to which it goes, None where the file ends before."""
        while count:
            piece = self._read(min(count, PIECE_BYTES))
            if not piece:
                return None
            mark = _MARK.search(last + piece)
            if mark is not None:
                self._back((last + piece)[mark.start(1) :])
                return False
            last = piece[-_MARK_BYTES:]
            count -= len(piece)
        return True

    def _headers(self) -> dict[str, str] | None:
        """The header lines up to the empty one, or to where they are no header any more; None where the file ends."""
        found: dict[str, str] = {}
        size = 0
        while (line := self._line()).strip(b"\r\n") and size < _LONGEST_HEADER:
            size += len(line)
            name, colon, value = line.decode("utf-8", "replace").partition(":")
            if colon:
                found.setdefault(name.strip().lower(), value.strip())
        return found if line else None

    def _to_next(self) -> None:
        """To the next line that a record begins with, or to the end."""
        while line := self._line():
            if _VERSION.match(line):
                self._back(line)
                return

    def _line_not_blank(self) -> bytes:
        while line := self._line():
            if line.strip():
                return line
        return b""

    def _line(self) -> bytes:
        line = self._again.readline(_LONGEST_LINE)
        if not line.endswith(b"\n") and len(line) < _LONGEST_LINE:
            line += self._reader.readline(_LONGEST_LINE - len(line))
        self._place += len(line)
        return line

    def _read(self, count: int) -> bytes:
        data = self._again.read(count)
        if len(data) < count:
            data += read_at_most(self._reader, count - len(data))
        self._place += len(data)
        return data

    def _back(self, data: bytes) -> None:
        """Gives back what was read last."""
        self._place -= len(data)
        self._again = io.BytesIO(data + self._again.read())
