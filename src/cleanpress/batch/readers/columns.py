"""Documents that are a row of a Parquet or Arrow file each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any

from cleanpress.batch.document import Document
from cleanpress.batch.readers.extras import need
from cleanpress.batch.readers.faults import broken, sentence, unreadable
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
    arrow = need("pyarrow", "Tables need")
    with ExitStack() as stack:
        try:
            table = _opened(source, stack)
        except arrow.ArrowException:
            return
        _check_schema(source, table.schema, fields)


def documents(source: Source, fields: Fields, max_bytes: int) -> Iterator[Document]:
    """The documents of a table, one for each row. Where rows of Parquet cannot be read, each of them has a problem;
    an Arrow file ends there with one.

    Raises InputError where the table lacks a column that is named.
    """
    arrow = need("pyarrow", "Tables need")
    with ExitStack() as stack:
        try:
            table = _opened(source, stack)
        except (arrow.ArrowException, OSError) as error:
            yield unreadable(source, error)
            return
        _check_schema(source, table.schema, fields)
        wanted = {fields.page, fields.id, fields.url, *fields.carry}
        rows = table.rows([name for name in table.schema.names if name in wanted])
        for number, row in enumerate(rows, 1):
            place = f"row {number} of {source.shown}"
            if not isinstance(row, str):
                yield document(row, fields, place, max_bytes)
            elif isinstance(table, _Parquet):
                yield Document(id=None, problem=f"{sentence(place)} cannot be read: {row}.")
            else:
                yield Document(id=None, problem=broken(source, row))


def _opened(source: Source, stack: ExitStack) -> _Parquet | _Arrow:
    if source.path is not None and source.kind == PARQUET:
        return _Parquet(stack.enter_context(source.path.open("rb")))
    return _Arrow(stack.enter_context(Stream(source.path)))


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

    def __init__(self, file: Any) -> None:
        self._file = need("pyarrow.parquet", "Parquet needs").ParquetFile(
            file, pre_buffer=False, buffer_size=_BUFFER, page_checksum_verification=True
        )
        self.schema = self._file.schema_arrow

    def rows(self, wanted: Sequence[str]) -> Iterator[dict[str, Any] | str]:
        """The rows, or for one that cannot be read why."""
        arrow = need("pyarrow", "Parquet needs")
        for index in range(self._file.num_row_groups):
            group = self._file.metadata.row_group(index)
            done = 0
            try:
                for batch in self._file.iter_batches(
                    batch_size=_size(group, wanted), row_groups=[index], columns=wanted, use_threads=False
                ):
                    for row in _rows(batch):
                        done += 1
                        yield row
            except (arrow.ArrowException, OSError) as error:
                why = reason(error)
                yield from (why for _ in range(group.num_rows - done))


def _size(group: Any, wanted: Sequence[str]) -> int:
    """How many rows of a row group are read at once."""
    columns = (group.column(index) for index in range(group.num_columns))
    total = sum(
        column.total_uncompressed_size for column in columns if column.path_in_schema.partition(".")[0] in wanted
    )
    return int(max(1, min(_BATCH_ROWS, _BATCH_BYTES * group.num_rows // max(total, 1))))


class _Arrow:
    """An Arrow file or stream, of which one record batch is in memory at a time."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        if stream.reader.peek(len(_ARROW_FILE)).startswith(_ARROW_FILE):
            stream.reader.read(len(_ARROW_FILE))
        self._batches = need("pyarrow.ipc", "Arrow files need").open_stream(stream.reader)
        self.schema = self._batches.schema

    def rows(self, wanted: Sequence[str]) -> Iterator[dict[str, Any] | str]:
        """The rows, and at the end why no more can be read, if so."""
        arrow = need("pyarrow", "Arrow files need")
        try:
            for batch in self._batches:
                yield from _rows(batch.select(wanted))
        except (arrow.ArrowException, OSError) as error:
            yield self._stream.fault or reason(error)


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
