"""Documents that are a row of a Parquet or Arrow file each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any, BinaryIO

from cleanpress.batch.document import Document
from cleanpress.batch.readers.extras import need
from cleanpress.batch.readers.faults import broken, unreadable
from cleanpress.batch.readers.records import Fields, check_columns, document, named
from cleanpress.batch.readers.sources import PARQUET, Source
from cleanpress.batch.readers.streams import Stream
from cleanpress.command.terminal import reason
from cleanpress.errors import InputError

# How much of a table is turned into rows at once, and read from a file at once.
_BATCH_BYTES, _BATCH_ROWS, _BUFFER = 8_388_608, 1_024, 1_048_576
# What Arrow's file format puts before that of its streams, which is then the same.
_ARROW_FILE = b"ARROW1\0\0"


def check(source: Source, fields: Fields) -> None:
    """Raises InputError where a file lacks a column that is named, or has it in a type that holds no page, and OSError
    where it cannot be opened. A file that is damaged passes: it is no reason not to read the others."""
    with Stream(source.path), ExitStack() as stack:
        try:
            table = _opened(source, stack)
        except _faults():
            return
        _check_schema(source, table.schema, fields)


def documents(source: Source, fields: Fields, max_bytes: int) -> Iterator[Document]:
    """The documents of a table, one for each row. Where rows of Parquet cannot be read, each of them has a problem;
    an Arrow file ends there with one.

    Raises InputError where the table lacks a column that is named.
    """
    with ExitStack() as stack:
        try:
            table = _opened(source, stack)
        except _faults() as error:
            yield unreadable(source, error)
            return
        _check_schema(source, table.schema, fields)
        wanted = {fields.page, fields.id, fields.url, *fields.carry}
        for number, row in table.rows([name for name in table.schema.names if name in wanted]):
            if isinstance(row, str):
                yield Document(id=None, problem=row)
            else:
                yield document(row, fields, f"row {number} of {source.shown}", max_bytes)


def _opened(source: Source, stack: ExitStack) -> _Parquet | _Arrow:
    if source.path is not None and source.kind == PARQUET:
        return _Parquet(source, stack.enter_context(source.path.open("rb")))
    return _Arrow(source, stack.enter_context(Stream(source.path)))


def _check_schema(source: Source, schema: Any, fields: Fields) -> None:
    check_columns(source, schema.names, fields)
    kind = schema.field(fields.page).type
    types = need("pyarrow.types", "Tables need")
    inner = kind.value_type if types.is_dictionary(kind) else kind
    tests = ("string", "large_string", "string_view", "binary", "large_binary", "binary_view", "null")
    if not any(getattr(types, f"is_{test}")(inner) for test in tests):
        raise InputError(f"The column {named(fields.page)} of {source.shown} holds {kind}, not text or bytes.")


class _Parquet:
    """A Parquet file, of which a few rows are in memory at a time."""

    def __init__(self, source: Source, file: BinaryIO) -> None:
        self._source = source
        self._file = need("pyarrow.parquet", "Parquet needs").ParquetFile(
            file, pre_buffer=False, buffer_size=_BUFFER, page_checksum_verification=True
        )
        self.schema = self._file.schema_arrow

    def rows(self, wanted: Sequence[str]) -> Iterator[tuple[int, dict[str, Any] | str]]:
        """The rows with their numbers, or for one that cannot be read what is wrong."""
        begin = 0
        for index in range(self._file.num_row_groups):
            group = self._file.metadata.row_group(index)
            number = begin
            try:
                for batch in self._file.iter_batches(
                    batch_size=_size(group, wanted), row_groups=[index], columns=wanted, use_threads=False
                ):
                    for row in _rows(batch):
                        number += 1
                        yield number, row
            except _faults() as error:
                why = reason(error)
                # Of more rows than bytes even the number is wrong.
                last = min(begin + group.num_rows, number + max(group.total_byte_size, 1))
                for lost in range(number + 1, last + 1):
                    yield lost, f"Row {lost} of {self._source.shown} cannot be read: {why}."
            begin += group.num_rows


def _size(group: Any, wanted: Sequence[str]) -> int:
    """How many rows of a row group are read at once."""
    columns = (group.column(index) for index in range(group.num_columns))
    total = sum(
        column.total_uncompressed_size for column in columns if column.path_in_schema.partition(".")[0] in wanted
    )
    return int(max(1, min(_BATCH_ROWS, _BATCH_BYTES * group.num_rows // max(total, 1))))


class _Arrow:
    """An Arrow file or stream, of which one record batch is in memory at a time."""

    def __init__(self, source: Source, stream: Stream) -> None:
        self._source, self._stream = source, stream
        if stream.reader.peek(len(_ARROW_FILE)).startswith(_ARROW_FILE):
            stream.reader.read(len(_ARROW_FILE))
        self._batches = need("pyarrow.ipc", "Arrow files need").open_stream(stream.reader)
        self.schema = self._batches.schema

    def rows(self, wanted: Sequence[str]) -> Iterator[tuple[int, dict[str, Any] | str]]:
        """The rows with their numbers, or for a record batch that cannot be read what is wrong; none can be read behind
        one that is not whole."""
        number = 0
        while True:
            try:
                batch = self._batches.read_next_batch().select(wanted)
            except StopIteration:
                return
            except _faults() as error:
                yield number, broken(self._source, self._stream.fault or reason(error))
                return
            try:
                for column in batch.columns:
                    _check(column)
            except _faults() as error:
                number += 1
                yield number, f"The record batch at row {number} of {self._source.shown} is damaged: {reason(error)}."
                continue
            for row in _rows(batch):
                number += 1
                yield number, row


def _check(column: Any) -> None:
    """Raises an ArrowException where values lie outside of the buffers of a column, which would end the process. That
    a text is no UTF-8 is seen later."""
    arrow = need("pyarrow", "Arrow files need")
    try:
        column.validate(full=True)
    except arrow.ArrowInvalid:
        if arrow.types.is_string(column.type):
            column.view(arrow.binary()).validate(full=True)
        elif arrow.types.is_large_string(column.type):
            column.view(arrow.large_binary()).validate(full=True)
        else:
            raise


def _faults() -> tuple[type[BaseException], ...]:
    """What pyarrow raises for data that are damaged: a size that is none may ask for all the memory there is."""
    return (need("pyarrow", "Tables need").ArrowException, OSError, MemoryError)


def _rows(batch: Any) -> Iterator[dict[str, Any]]:
    names = batch.schema.names
    for index in range(batch.num_rows):
        yield {name: _value(column[index]) for name, column in zip(names, batch.columns, strict=True)}


def _value(scalar: Any) -> Any:
    arrow = need("pyarrow", "Tables need")
    try:
        return scalar.as_py()
    except (ValueError, OverflowError):
        pass
    if hasattr(scalar, "as_buffer"):
        # A text that is no UTF-8.
        return bytes(scalar.as_buffer())
    try:
        # A moment that is finer or further away than those of Python.
        return str(scalar.cast(arrow.string()).as_py()).replace(" ", "T", 1)
    except arrow.ArrowException:
        return None
