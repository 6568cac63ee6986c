"""How many documents a batch has before it, so that the time left can be told; a guess that is quick to make."""

from __future__ import annotations

from cleanpress.batch.job import Settings
from cleanpress.batch.readers import Source, sources
from cleanpress.batch.readers.sources import JSONL, PAGES, PARQUET
from cleanpress.batch.readers.streams import Stream
from cleanpress.errors import CleanpressError

# Counting lines takes about a second for so many bytes, of plain files and of packed ones.
_PLAIN_BYTES, _PACKED_BYTES = 2 * 2**30, 2**27
_PACKED = frozenset({".gz", ".zst"})
_PIECE = 2**20
# Files of a folder are counted up to here.
_MOST_FILES = 200_000


def expected(settings: Settings) -> int | None:
    """About how many documents the inputs hold; None where that would take long to find out."""
    total, cost = 0, 0.0
    without = [str(settings.output)]
    try:
        for number, source in enumerate(sources(settings.inputs, settings.kind, without)):
            cost += _cost(source)
            if cost > 1 or number > _MOST_FILES:
                return settings.limit
            total += _count(source)
    except (OSError, CleanpressError):
        return settings.limit  # the run itself says what is wrong
    if settings.sample is not None:
        total = round(total * settings.sample)
    return total if settings.limit is None else min(total, settings.limit)


def _cost(source: Source) -> float:
    """The share of what may be spent that counting the documents of a file takes; more than 1 where it cannot be."""
    if source.kind == PAGES or (source.kind == PARQUET and source.path is not None):
        return 0.0
    if source.kind != JSONL or source.path is None or not source.path.is_file():
        return 2.0
    packed = source.path.suffix.lower() in _PACKED
    return source.path.stat().st_size / (_PACKED_BYTES if packed else _PLAIN_BYTES)


def _count(source: Source) -> int:
    if source.kind == PAGES:
        return 1
    if source.kind == PARQUET:
        from pyarrow import parquet

        return int(parquet.read_metadata(source.path).num_rows)
    lines, last = 0, b"\n"
    with Stream(source.path) as stream:
        while piece := stream.reader.read(_PIECE):
            lines += piece.count(b"\n")
            last = piece[-1:]
    return lines + (last != b"\n")
