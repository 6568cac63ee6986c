"""Bytes of a file or of standard input, unpacked piece by piece, with a fault noted instead of raised.

What stands before a fault can be read like any other bytes, and what stands behind it where that can be found;
`Stream.fault` says what is wrong.
"""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from cleanpress.batch.readers.extras import need
from cleanpress.command.terminal import reason
from cleanpress.errors import InputError

_GZIP = b"\x1f\x8b\x08"
_ZSTD = b"\x28\xb5\x2f\xfd"
# The frames that the zstd tools of web archives put before the first one.
_SKIPPABLE = frozenset(bytes([0x50 + number]) + b"\x2a\x4d\x18" for number in range(16))
# Of these the one with the dictionary of all others, how a dictionary begins, and how much of it is read.
_DICTIONARY_FRAME, _DICTIONARY, _LONGEST_DICTIONARY = b"\x5d\x2a\x4d\x18", b"\x37\xa4\x30\xec", 2**26
_HEAD = 4
# The steps in which is unpacked what stands before a damage.
_LAST_BYTES = 64
_PACKED_BYTES = 65_536
_UNPACKED_BYTES = 262_144
# How much is read at once of what is passed over or may be short.
PIECE_BYTES = 1_048_576
# Four bytes of zstd may stand for 128 KiB, and its library hands out all that it was fed at once.
_ZSTD_BYTES = 4_096
# The widest window that the command zstd makes (--long=31), which large dumps are packed with.
_WIDEST_WINDOW = 2**31
_BUFFER = 131_072


class Stream:
    """A file, or standard input where `path` is None, as a buffered reader of its unpacked bytes.

    Attributes:
        reader: gives the bytes; it ends where they end or cannot be read.
        fault: why not all can be read, as the end of a sentence; None while nothing is wrong.

    Raises OSError where the file cannot be opened, InputError where standard input is closed, and on reading ExtraError
    where the library for zstd is missing.

    >>> import gzip, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "lines.gz")
    ...     _ = path.write_bytes(gzip.compress(b"Rain.\\n" * 9000)[:-9])
    ...     with Stream(path) as stream:
    ...         first = stream.reader.readline()
    ...         _ = stream.reader.read()
    ...     first, stream.fault
    (b'Rain.\\n', 'its gzip data end before their time')
    """

    def __init__(self, path: Path | None) -> None:
        self._raw = _Unpacked(_opened(path), owned=path is not None)
        self.reader = io.BufferedReader(self._raw, _BUFFER)

    @property
    def fault(self) -> str | None:
        return self._raw.fault

    def __enter__(self) -> Stream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.reader.close()


def _opened(path: Path | None) -> io.RawIOBase | BinaryIO:
    if path is not None:
        return path.open("rb", buffering=0)
    if sys.stdin is None:
        raise InputError("Standard input is closed; name a file.")
    return sys.stdin.buffer


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of a stream for a BufferedReader; standard input, which is not owned, stays open."""

    def __init__(self, source: io.RawIOBase | BinaryIO, *, owned: bool) -> None:
        self.fault: str | None = None
        self._source, self._owned = source, owned
        # From a pipe what there is, as soon as it is there.
        self._read: Callable[[int], bytes] = getattr(source, "read1", source.read)
        self._pieces = self._unpacked()
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # BufferedReader gives no other
        while not self._ready:
            try:
                self._ready = memoryview(next(self._pieces))
            except StopIteration:
                return 0
            except OSError as error:
                self.fault = f"reading it fails: {reason(error)}"
                return 0
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def close(self) -> None:
        if self._owned:
            self._source.close()
        super().close()

    def _unpacked(self) -> Iterator[bytes]:
        head = self._exactly(_HEAD)
        if head.startswith(_GZIP):
            yield from self._gunzipped(head)
        elif head == _ZSTD or head in _SKIPPABLE:
            yield from self._from_zstd(head)
        else:
            # In one piece with the head, for whoever looks at what comes next.
            piece = head + self._read(_PACKED_BYTES)
            while piece:
                yield piece
                piece = self._read(_PACKED_BYTES)

    def _gunzipped(self, data: bytes) -> Iterator[bytes]:
        """The members of a gzip file, one behind the other; zeros may fill the space behind one, as on a tape. Behind a
        damaged one, of which a web archive has one for each page, goes on what follows."""
        member = None
        while True:
            if member is None:
                data = data.lstrip(b"\0")
                while len(data) < len(_GZIP) and (more := self._read(_PACKED_BYTES)):
                    data = (data + more).lstrip(b"\0")
                if not data:
                    return
                member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            before = member.copy()
            try:
                piece = member.decompress(data, _UNPACKED_BYTES)
            except zlib.error:
                self.fault = "its gzip data are damaged"
                yield from _up_to_damage(before, data)
                # What is cut and what comes next are no one line.
                yield b"\r\n"
                member, data = None, self._next_member(data[1:])
                continue
            if piece:
                yield piece
            data = member.unconsumed_tail
            if member.eof:
                data, member = member.unused_data, None
            elif not data and not (data := self._read(_PACKED_BYTES)) and not piece:
                self.fault = "its gzip data end before their time"
                return

    def _next_member(self, data: bytes) -> bytes:
        """What there is from where the next member may begin."""
        while (begin := data.find(_GZIP)) < 0:
            more = self._read(_PACKED_BYTES)
            if not more:
                return b""
            data = data[1 - len(_GZIP) :] + more
        return data[begin:]

    def _from_zstd(self, head: bytes) -> Iterator[bytes]:
        """The frames of a zstd file, one behind the other."""
        zstandard = need("zstandard", "Files packed with zstd need")
        engine = zstandard.ZstdDecompressor(max_window_size=_WIDEST_WINDOW)
        if head == _DICTIONARY_FRAME:
            try:
                head, words = self._dictionary(head, engine)
            except zstandard.ZstdError:
                self.fault = "the dictionary that its zstd data begin with is damaged"
                return
            if words:
                shared = zstandard.ZstdCompressionDict(words)
                engine = zstandard.ZstdDecompressor(shared, max_window_size=_WIDEST_WINDOW)
        frame, data = engine.decompressobj(), head
        begun = False
        while data or (data := self._read(_ZSTD_BYTES)):
            begun = True
            try:
                piece = frame.decompress(data)
            except zstandard.ZstdError as error:
                without = "dictionary" in str(error).lower()
                self.fault = f"its zstd data {'need a dictionary that is not in it' if without else 'are damaged'}"
                return
            if piece:
                yield piece
            data = b""
            if frame.eof:
                data, frame, begun = frame.unused_data, engine.decompressobj(), False
        if begun:
            self.fault = "its zstd data end before their time"

    def _dictionary(self, head: bytes, engine: Any) -> tuple[bytes, bytes]:
        """The whole frame that begins with `head`, and the dictionary that web archives keep in it, packed or not; b""
        where it holds something else. Raises ZstdError where that cannot be unpacked."""
        told = self._exactly(4)
        body = self._exactly(min(int.from_bytes(told, "little"), _LONGEST_DICTIONARY))
        words = engine.stream_reader(body).read(_LONGEST_DICTIONARY) if body.startswith(_ZSTD) else body
        return head + told + body, words if words.startswith(_DICTIONARY) else b""

    def _exactly(self, count: int) -> bytes:
        """The next bytes, fewer only where they end."""
        pieces = []
        while count and (piece := self._read(count)):
            pieces.append(piece)
            count -= len(piece)
        return b"".join(pieces)


def _up_to_damage(member: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """What a damaged member of a gzip file gives before its damage."""
    try:
        while piece := member.decompress(data, _LAST_BYTES):
            yield piece
            data = member.unconsumed_tail
    except zlib.error:
        return
