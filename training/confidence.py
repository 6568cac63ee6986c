"""The curves of a page as a whole: the chance that it holds an article, and that its body came out whole and clean.

Both are fitted to pages whose sites the weights of the blocks never saw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.corpus import Page as Scored
from benchmarks.measures import score
from cleanpress.judge.classifier import BlockJudge
from cleanpress.judge.engine import mark
from cleanpress.judge.network import Curve
from cleanpress.model import Label
from cleanpress.write.text import to_text
from training.corpora import NEWS, SEGMENTS, Source
from training.examples import Seen

GOOD = 0.95
"""From this F1 by words a body counts as whole and clean."""
_PRIOR = 1.0
_STEPS = 40


@dataclass(frozen=True, slots=True)
class Judged:
    """A page's figures under weights that never saw its site; whether it holds an article, and whether its body came
    out whole and clean (None for what says nothing of it)."""

    figures: tuple[float, ...]
    present: bool
    good: bool | None


def judged(source: Source, seen: Seen, judge: BlockJudge) -> Judged | None:
    """How a page fares; None where its truth is no whole text."""
    if source.corpus in SEGMENTS:
        return None
    figures = judge.figures()
    if source.corpus not in NEWS:
        return Judged(figures, bool(source.truth.get("body") or source.truth.get("text")), None)
    text = to_text(mark(seen.page, seen.verdicts + judge.opinion().verdicts), {Label.BODY})
    words = score(Scored(source.id, source.corpus, source.url, source.html, source.truth), text).words
    return Judged(figures, True, words is not None and words.f1 >= GOOD)


def presence(pages: Sequence[Judged]) -> Curve:
    """The curve of the chance that a page holds an article."""
    return _curve([page.figures for page in pages], [page.present for page in pages])


def confidence(pages: Sequence[Judged]) -> Curve:
    """The curve of the chance that a body is whole and clean, by the judge's doubt: what the other figures add is less
    than what they cost on unseen sites."""
    news = [page for page in pages if page.good is not None]
    return _curve([page.figures[:1] for page in news], [bool(page.good) for page in news])


def _curve(figures: Sequence[Sequence[float]], good: Sequence[bool]) -> Curve:
    """Logistic regression by Newton's method, with a prior on the standardised weights."""
    rows, target = np.asarray(figures, float), np.asarray(good, float)
    if not len(rows) or target.min() == target.max():
        return Curve()
    mean, deviation = rows.mean(0), rows.std(0) + 1e-6
    rows = np.column_stack([(rows - mean) / deviation, np.ones(len(rows))])
    prior = np.append(np.full(len(mean), _PRIOR), 1e-6)
    found = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (target - chance) - prior * found
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(prior + 1e-9)
        found = found + np.clip(np.linalg.solve(bend, slope), -2, 2)
    weights = found[:-1] / deviation
    return Curve((*map(float, weights), float(found[-1] - weights @ mean)))
