"""Documents that are a row of a CSV file each."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence

from cleanpress.batch.document import Document
from cleanpress.batch.readers.faults import broken, unreadable, utf16
from cleanpress.batch.readers.records import Fields, check_columns, document, longest_record, told
from cleanpress.batch.readers.sources import Source
from cleanpress.batch.readers.streams import PIECE_BYTES, Stream
from cleanpress.errors import InputError

_DELIMITERS = (",", ";", "\t")


def check(source: Source, fields: Fields) -> None:
    """Raises InputError where the header line of a file lacks a column that is named, OSError where it cannot be
    opened."""
    with Stream(source.path) as stream:
        _rows(stream, source, fields, PIECE_BYTES)


def documents(source: Source, fields: Fields, max_bytes: int) -> Iterator[Document]:
    """The documents of a CSV file, one for each row behind the header line that is not empty.

    Raises InputError where the header line lacks a column that is named.
    """
    try:
        with Stream(source.path) as stream:
            rows = _rows(stream, source, fields, longest_record(max_bytes))
            if rows.header is not None:
                yield from _of_rows(rows, rows.header, source, fields, max_bytes)
            elif stream.fault is not None:
                yield Document(id=None, problem=broken(source, stream.fault))
    except OSError as error:
        yield unreadable(source, error)


def _rows(stream: Stream, source: Source, fields: Fields, longest: int) -> _Rows:
    problem = utf16(source, stream.reader.peek(2))
    if problem is not None:
        raise InputError(problem)
    rows = _Rows(stream, longest)
    if rows.header is not None:
        check_columns(source, rows.header, fields)
    return rows


def _of_rows(rows: _Rows, header: Sequence[str], source: Source, fields: Fields, max_bytes: int) -> Iterator[Document]:
    fault_told = False
    for row in rows:
        place = f"line {rows.lines.begin} of {source.shown}"
        # The last field of what is not whole is not whole either.
        known = dict(zip(header, row if rows.problem is None and not rows.lines.cut else row[:-1], strict=False))
        if rows.lines.cut:
            # More than is allowed, so that the cleaner says that it is too large.
            yield Document(html=b" " * (max_bytes + 1), **told(known, fields))
            continue
        problem = rows.problem
        if rows.fault is not None and not rows.lines.whole:
            problem, fault_told = broken(source, rows.fault), True
        elif problem is not None:
            problem = f"The row at {place} is no CSV: {problem}."
        elif rows.lines.odd:
            problem = f"The row at {place} is no UTF-8."
        elif len(row) != len(header):
            problem = f"The row at {place} has {len(row)} fields, but the header line {len(header)}."
        yield (
            document(known, fields, place, max_bytes)
            if problem is None
            else Document(problem=problem, **told(known, fields))
        )
    if rows.fault is not None and not fault_told:
        yield Document(id=None, problem=broken(source, rows.fault))


class _Rows:
    """The rows of a CSV file behind its header, which is None where the file holds none that is whole."""

    def __init__(self, stream: Stream, longest: int) -> None:
        self._stream = stream
        self.lines = _Lines(stream, longest)
        self.problem: str | None = None
        first = stream.reader.peek(PIECE_BYTES).split(b"\n", 1)[0]
        delimiter = max(_DELIMITERS, key=lambda sign: first.count(sign.encode()))
        # It belongs to the process, alas; it is only ever raised.
        csv.field_size_limit(max(csv.field_size_limit(), min(longest + PIECE_BYTES, 2**31 - 1)))
        self._reader = csv.reader(self.lines, delimiter=delimiter, strict=True)
        header = next(iter(self), None)
        self.header = header if self.problem is None and (self.fault is None or self.lines.whole) else None

    @property
    def fault(self) -> str | None:
        return self._stream.fault

    def __iter__(self) -> Iterator[list[str]]:
        while True:
            self.lines.start()
            self.problem = None
            try:
                row = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                row, self.problem = [], str(error)
            if row or self.problem is not None:
                yield row


class _Lines:
    """The lines of a file for a reader of CSV, and what is odd about those of the row in hand.

    Of a row that is longer than any may be, the reader is given the beginning; the rest is passed over.
    """

    def __init__(self, stream: Stream, longest: int) -> None:
        self._reader, self._longest = stream.reader, longest
        self._number = 0
        self.start()

    def start(self) -> None:
        """A row begins, in the line `begin`; it is not `cut`, not `odd` for want of UTF-8, and ends as it should."""
        self.begin = self._number + 1
        self.cut = self.odd = False
        self.whole = True
        self._size = self._quotes = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        data = self._reader.readline(max(self._longest - self._size, 1))
        if not data:
            raise StopIteration
        self._size += len(data)
        self._quotes += data.count(b'"')
        ended = data.endswith(b"\n")
        self.whole = ended and not self._quotes % 2
        if self._number == 0:
            data = data.removeprefix(codecs.BOM_UTF8)
        end = ""
        if not ended and self._size >= self._longest:
            self.cut = True
            end = '"\n' if self._quotes % 2 else "\n"
            self._pass_over()
        self._number += 1
        try:
            return data.decode("utf-8") + end
        except UnicodeDecodeError:
            self.odd = True
            return data.decode("utf-8", "replace") + end

    def _pass_over(self) -> None:
        """Reads on to the end of the row: the first line end outside of quotes."""
        while piece := self._reader.readline(PIECE_BYTES):
            self._quotes += piece.count(b'"')
            if piece.endswith(b"\n"):
                if not self._quotes % 2:
                    return
                self._number += 1
