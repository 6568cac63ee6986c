"""From the records of a run to the whole output: as they are, packed, as Parquet, or as a folder with its index."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from cleanpress.batch.files import refused, settle, settle_names
from cleanpress.batch.job import Settings, is_folder
from cleanpress.batch.readers.extras import need
from cleanpress.batch.tally import Tally
from cleanpress.batch.workplace import Workplace

INDEX = "index.jsonl"
"""The file in an output folder that says which document became which file."""

_PIECE = 2**20
_MEND = "All pages are cleaned and safe: make room, and run the same command with --resume."


def check(settings: Settings) -> None:
    """Raises ExtraError where the output needs a package that is not installed."""
    if settings.packing == "zst":
        need("zstandard", "Output packed with zstd needs")
    if settings.job.form == "parquet":
        need("pyarrow", "Parquet needs")


def whole(place: Workplace, settings: Settings, tally: Tally) -> str:
    """Make the whole output of the records; returns its name in the workplace. May be done again after a kill.

    Raises BatchError where it cannot be written.
    """
    try:
        if is_folder(settings.job):
            _copied(place.records, place.files / INDEX, _open_plain)
            settle_names(place.files)
            return place.files.name
        if settings.job.form == "parquet":
            from cleanpress.batch import parquet

            # Readers carry along more than was asked for where it belongs to the kind of input.
            columns = list(dict.fromkeys(["id", *settings.fields.carry, *tally.kinds]))
            parquet.write(place.records, place.whole, columns, tally.kinds, blocks=settings.job.report)
            settle(place.whole)
        elif settings.packing:
            _copied(place.records, place.whole, {"gz": _open_gzip, "zst": _open_zstd}[settings.packing])
        else:
            return place.records.name
    except OSError as error:
        raise refused(place.folder, error, _MEND) from error
    return place.whole.name


def digest(path: Path) -> str:
    """SHA-256 of an output, for a folder that of its index."""
    state = sha256()
    with (path / INDEX if path.is_dir() else path).open("rb") as stream:
        while piece := stream.read(_PIECE):
            state.update(piece)
    return state.hexdigest()


def _copied(source: Path, target: Path, opened: Callable[[BinaryIO], BinaryIO]) -> None:
    with source.open("rb") as incoming, target.open("wb") as outgoing:
        with closing(opened(outgoing)) as packed:
            shutil.copyfileobj(incoming, packed, _PIECE)
        if not outgoing.closed:
            outgoing.flush()
    settle(target)


def _open_plain(stream: BinaryIO) -> BinaryIO:
    return os.fdopen(os.dup(stream.fileno()), "wb")


def _open_gzip(stream: BinaryIO) -> BinaryIO:
    # Without a name and a time in its head, which would differ between runs.
    return gzip.GzipFile("", "wb", compresslevel=6, fileobj=stream, mtime=0)  # type: ignore[return-value]


def _open_zstd(stream: BinaryIO) -> BinaryIO:
    engine = need("zstandard", "Output packed with zstd needs").ZstdCompressor(level=6, write_checksum=True)
    return engine.stream_writer(stream, closefd=False)  # type: ignore[no-any-return]
