"""What a person sees while a batch runs: a bar on a terminal, a line every half minute elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from cleanpress.batch.runner import Watcher
from cleanpress.batch.tally import Tally
from cleanpress.command.terminal import say

_BETWEEN_LINES, _BETWEEN_LOOKS = 30.0, 0.2


class Progress(Watcher):
    """Shows how far a run has come; `expected` is asked once for about the number of documents, None where it is not
    known."""

    def __init__(self, expected: Callable[[], int | None]) -> None:
        self._expected = expected
        self._total: int | None = None
        self._first = 0
        self._begun = self._looked = self._said = time.monotonic()
        self._bar: Any = None

    def compared(self, documents: int, wanted: int) -> None:
        """Show how much of the input is read again, if it is time to."""
        now = time.monotonic()
        if now - self._looked < _BETWEEN_LOOKS:
            return
        if self._bar is None:
            self._bar = _bar(documents, wanted, "reading the input again: ")
        self._show(
            documents, now, "", f"{documents:,} of {wanted:,} documents read again, to see that they are the same"
        )

    def begun(self, tally: Tally) -> None:
        """Begin to show it."""
        self._total = self._expected()
        self._first = tally.documents
        self._begun = self._looked = self._said = time.monotonic()
        self._bar = _bar(tally.documents, self._total)

    def tick(self, tally: Tally) -> None:
        """Show what has changed, if it is time to."""
        now = time.monotonic()
        if now - self._looked < _BETWEEN_LOOKS:
            return
        self._show(tally.documents, now, counts(tally), self._line(tally, now))

    def ended(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _show(self, documents: int, now: float, beside: str, line: str) -> None:
        self._looked = now
        if self._bar is not None:
            self._bar.n = documents
            self._bar.set_postfix_str(beside, refresh=True)
        elif now - self._said >= _BETWEEN_LINES:
            self._said = now
            say(line)

    def _line(self, tally: Tally, now: float) -> str:
        done = tally.documents - self._first
        rate = done / max(now - self._begun, 0.001)
        left = ""
        if self._total is not None and rate > 0:
            left = f", about {duration(max(0, self._total - tally.documents) / rate)} left"
        return f"{tally.documents:,} documents, {rate:,.0f} a second{left} ({counts(tally)})"


def _bar(done: int, total: int | None, what: str = "") -> Any:
    if sys.stderr is None or not sys.stderr.isatty() or find_spec("tqdm") is None:
        return None
    tqdm = import_module("tqdm").tqdm
    return tqdm(desc=what, initial=done, total=total, unit=" pages", file=sys.stderr, leave=False, dynamic_ncols=True)


def counts(tally: Tally) -> str:
    """Documents by status, the most frequent first.

    >>> counts(Tally(statuses={"crashed": 1, "ok": 1200}))
    '1,200 ok, 1 crashed'
    """
    ordered = sorted(tally.statuses.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{number:,} {status}" for status, number in ordered) or "none so far"


def duration(seconds: float) -> str:
    """Seconds in words.

    >>> duration(4.2), duration(252), duration(7530)
    ('4 s', '4 min 12 s', '2 h 5 min')
    """
    whole = round(seconds)
    hours, minutes = whole // 3600, whole % 3600 // 60
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {whole % 60} s" if minutes else f"{whole} s"
