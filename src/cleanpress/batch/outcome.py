"""What became of one document, as a worker tells the runner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FAILURES = ("crashed", "timed_out", "too_large", "unreadable")
"""Statuses of documents that have no result; "ok", "empty" and "no_article" are results."""

RETRIED = ("crashed", "timed_out", "unreadable")
"""Statuses that another try may change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One document's record, and what the summary needs of it.

    `line` is the record of the output, or of the index of an output folder, with its line end; `files` are names and
    contents in that folder. `removed` counts pieces by label. `seconds` is the time the page took, `size` its bytes or
    characters.
    """

    line: bytes
    status: str
    error: str | None = None
    files: tuple[tuple[str, bytes], ...] = ()
    removed: Mapping[str, int] = field(default_factory=dict)
    confidence: float | None = None
    seconds: float = 0.0
    size: int = 0
