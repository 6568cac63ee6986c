"""The records of a whole output: to list what failed, and to keep what did not when the rest is tried again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cleanpress.batch.document import Document
from cleanpress.batch.files import shown
from cleanpress.batch.finish import INDEX
from cleanpress.batch.job import Job, is_folder
from cleanpress.batch.outcome import FAILURES, RETRIED, Outcome
from cleanpress.batch.readers.extras import need
from cleanpress.batch.readers.streams import Stream
from cleanpress.batch.records import RESULT_KEYS, head, size
from cleanpress.batch.workplace import Workplace, manifest_of
from cleanpress.command.terminal import reason
from cleanpress.errors import BatchError
from cleanpress.write.json import dumps

# What every record has, that of an index too.
_OF_EVERY_RECORD = frozenset({"id", "status", "error"})


def failures(output: Path) -> Iterator[tuple[str, Any, str]]:
    """Status, id and reason of each document of an output that failed.

    Raises BatchError where there is no output of a batch, or one that cannot be read.
    """
    for record, _ in records(output, body=False):
        if record.get("status") in FAILURES:
            yield record["status"], record.get("id"), record.get("error") or ""


def records(output: Path, *, body: bool = True) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The records of an output in order, with the line that holds each (none in Parquet). For a folder, its index.

    Without `body` those of Parquet hold only what says how a document ended.
    """
    path = output / INDEX if output.is_dir() else output
    if not path.exists():
        why = "it holds no result of a batch" if output.is_dir() else "there is no such file"
        if Workplace(output).folder.is_dir():
            why = "its run was interrupted, and has to be resumed first"
        raise BatchError(f"{shown(output)} cannot be read: {why}. Name what stood behind -o.")
    try:
        with path.open("rb") as stream:
            is_parquet = stream.read(4) == b"PAR1"
        found = _from_parquet(path, body=body) if is_parquet else _from_lines(path)
        first = next(found, None)
        if first is None and not is_parquet and manifest_of(output) is None:
            raise BatchError(f"{shown(output)} holds no record of a batch; name what stood behind -o.")
        if first is not None:
            yield first
        yield from found
    except OSError as error:
        raise BatchError(f"{shown(path)} cannot be read: {reason(error)}.") from error


def _from_lines(path: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    with Stream(path) as stream:
        for line in stream.reader:
            try:
                record = dict(json.loads(line))
            except (ValueError, TypeError):
                raise _other_things(path) from None
            _check_keys(path, record)
            yield record, line
        if stream.fault is not None:
            raise BatchError(f"{shown(path)} cannot be read whole: {stream.fault}.")


def _from_parquet(path: Path, *, body: bool) -> Iterator[tuple[dict[str, Any], bytes]]:
    arrow, parquet = need("pyarrow", "Parquet needs"), need("pyarrow.parquet", "Parquet needs")
    try:
        with parquet.ParquetFile(path) as file:
            _check_keys(path, file.schema_arrow.names)
            wanted = None if body else sorted(_OF_EVERY_RECORD)
            for batch in file.iter_batches(batch_size=64, columns=wanted):
                for row in batch.to_pylist():
                    yield row, b""
    except arrow.ArrowException as error:
        raise BatchError(f"{shown(path)} cannot be read: {reason(error)}.") from error


def _check_keys(path: Path, names: Iterable[str]) -> None:
    if not _OF_EVERY_RECORD.issubset(names):
        raise _other_things(path)


def _other_things(path: Path) -> BatchError:
    return BatchError(f"{shown(path)} holds other things than records of a batch; name its output.")


def known_outcomes(output: Path, job: Job) -> Iterator[Outcome | None]:
    """What became of each document in a former run, None for those that are to be tried again."""
    for record, line in records(output):
        if record["status"] in RETRIED:
            yield None
        else:
            yield _outcome(output, record, line, job)


def _outcome(output: Path, record: Mapping[str, Any], line: bytes, job: Job) -> Outcome:
    removed = Counter(each["label"] for each in record.get("removed") or ())
    return Outcome(
        line=line or _line(record),
        status=record["status"],
        error=record["error"],
        files=tuple(_files(output, record)) if is_folder(job) else (),
        removed=dict(removed),
        confidence=record["confidence"],
    )


def _line(row: Mapping[str, Any]) -> bytes:
    """The line that a row of Parquet was made of, but for the id and the carried fields."""
    record = {name: value for name, value in row.items() if name in RESULT_KEYS and name != "id"}
    record["sources"] = {each["field"]: each["source"] for each in record["sources"]}
    return dumps(record).encode()


def with_head(document: Document, outcome: Outcome) -> Outcome:
    """A known outcome as that of this document. Raises BatchError where it is another's."""
    begin = head(document)
    line = outcome.line
    if not line.endswith(b"\n"):
        line = f"{begin}, ".encode() + line[1:] + b"\n"
    elif not line.startswith(f"{begin}, ".encode()):
        raise BatchError(
            f"The input is not the one of the former run: {dumps(document.id)} stands where another document stood. "
            "Give the former input, or clean all of it anew with --overwrite."
        )
    return Outcome(
        line=line,
        status=outcome.status,
        error=outcome.error,
        files=outcome.files,
        removed=outcome.removed,
        confidence=outcome.confidence,
        size=size(document),
    )


def _files(output: Path, record: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    for name in (record["file"], record["report"]):
        if name is not None:
            yield name, (output / name).read_bytes()
