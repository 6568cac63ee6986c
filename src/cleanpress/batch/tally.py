"""What a batch has seen so far: counts, the slowest and largest pages, and what the carried columns hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from cleanpress.batch.document import Document
from cleanpress.batch.outcome import FAILURES, Outcome
from cleanpress.batch.records import kind_of
from cleanpress.write.json import dumps

# How many of the slowest and of the largest pages are named, and how much of an id.
_NAMED, _ID_LETTERS = 5, 120
# Below this an article is one to look at: `docs/model-card.md` says how often it is then right.
_UNSURE = 0.5


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts over the documents of a batch. It goes through JSON, so that a resumed run goes on counting.

    `statuses` and `removed` count documents by status and removed pieces by label. `kinds` maps a column of the input
    to the kinds of values seen in it. `slowest` are [seconds, id], `largest` are [size, id], the most first.
    """

    documents: int = 0
    size: int = 0
    statuses: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    nothing_removed: int = 0
    unsure: int = 0
    kinds: dict[str, list[str]] = field(default_factory=dict)
    slowest: list[list[Any]] = field(default_factory=list)
    largest: list[list[Any]] = field(default_factory=list)

    @classmethod
    def load(cls, told: dict[str, Any]) -> Self:
        """The tally that `asdict` gave."""
        return cls(**told)

    @property
    def failures(self) -> int:
        """Documents that have no result.

        >>> Tally(statuses={"ok": 4, "crashed": 1}).failures
        1
        """
        return sum(self.statuses.get(status, 0) for status in FAILURES)

    def add(self, document: Document, outcome: Outcome) -> None:
        """Count one more document.

        >>> tally = Tally()
        >>> tally.add(Document(id=1), Outcome(line=b"", status="ok", size=9))
        >>> tally.documents, tally.nothing_removed, tally.largest
        (1, 1, [[9, '1']])
        """
        self.documents += 1
        self.size += outcome.size
        self.statuses[outcome.status] = self.statuses.get(outcome.status, 0) + 1
        for label, count in outcome.removed.items():
            self.removed[label] = self.removed.get(label, 0) + count
        if outcome.status == "ok":
            self.nothing_removed += not outcome.removed
            self.unsure += outcome.confidence is not None and outcome.confidence < _UNSURE
        for name, value in (("id", document.id), *document.carried.items()):
            kind, seen = kind_of(value), self.kinds.setdefault(name, [])
            if kind not in seen:
                self.kinds[name] = sorted([*seen, kind])
        name = document.id if isinstance(document.id, str) else dumps(document.id)
        _enter(self.slowest, round(outcome.seconds, 3), name)
        _enter(self.largest, outcome.size, name)


def _enter(best: list[list[Any]], measure: float, name: str) -> None:
    if measure <= 0 or (len(best) == _NAMED and measure <= best[-1][0]):
        return
    best.append([measure, name[:_ID_LETTERS]])
    best.sort(key=lambda each: -each[0])
    del best[_NAMED:]
