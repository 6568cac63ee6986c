"""Whether article.confidence means what it says: python -m benchmarks.calibration [-c NAME …]

The confidence is the chance that a body is whole and clean, which is to say that its F1 by words is at least .95. Every
page is cleaned with the weights of the fold that its site is not in. "AUC" is the chance that of one good and one bad
page the good one has the higher confidence; "mean" should be "true", the share of good pages; "Brier" is the mean
squared error. The second table has bins of about equally many pages, the third what a caller gets who puts pages below
a threshold aside. Pages without a text have no confidence and are only counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from benchmarks import corpus, folds
from benchmarks.corpus import AEB, BY_PARAGRAPH, Page
from benchmarks.measures import score
from benchmarks.tables import heading, spread, table
from training.confidence import GOOD

_BINS = 6
_THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Judged:
    """How sure cleanpress was of one page (None: it found no text), and the F1 of its text."""

    confidence: float | None
    f1: float

    @property
    def good(self) -> bool:
        """Whether the body came out whole and clean."""
        return self.f1 >= GOOD


def measure(page: Page) -> Judged:
    """One page, with weights that never saw its site."""
    article = folds.cleaner(page.html, page.url).clean_html(page.html, url=page.url or None)
    words = score(page, article.text).words
    return Judged(article.confidence, words.f1 if words else 0.0)


def auc(confidence: Sequence[float], good: Sequence[bool]) -> float:
    """The chance that a good page has more confidence than a bad one, even where they have the same.

    >>> auc([0.9, 0.8, 0.3], [True, False, False])
    1.0
    """
    values, right = np.asarray(confidence), np.asarray(good, bool)
    pairs = values[right][:, None] - values[~right][None, :]
    return float(np.mean((pairs > 0) + 0.5 * (pairs == 0))) if pairs.size else float("nan")


def _overall(name: str, found: Sequence[Judged]) -> list[str]:
    told = [(one.confidence, one.good) for one in found if one.confidence is not None]
    if not told:
        return [name, "0", str(len(found)), *["–"] * 5]
    confidence, good = [sure for sure, _ in told], [right for _, right in told]
    brier = fmean((sure - right) ** 2 for sure, right in told)
    mean, true = fmean(confidence), fmean(good)
    figures = (auc(confidence, good), mean, true, mean - true, brier)
    return [name, str(len(told)), str(len(found) - len(told)), *(f"{figure:.3f}" for figure in figures)]


def _bins(found: Sequence[Judged]) -> list[list[str]]:
    told = sorted((one for one in found if one.confidence is not None), key=lambda one: one.confidence or 0.0)
    rows = []
    for part in np.array_split(np.arange(len(told)), _BINS):
        pages = [told[place] for place in part]
        if not pages:
            continue
        sure, true = [page.confidence or 0.0 for page in pages], fmean(page.good for page in pages)
        noise = float(np.sqrt(true * (1 - true) / len(pages)))
        cells = (f"{fmean(sure):.3f}", f"{true:.3f}", f"{noise:.3f}", f"{fmean(page.f1 for page in pages):.3f}")
        rows.append([f"{sure[0]:.2f} to {sure[-1]:.2f}", str(len(pages)), *cells])
    return rows


def _kept(found: Sequence[Judged]) -> list[list[str]]:
    """What is left when pages below a threshold, and those without a text, are put aside."""
    rows = []
    for least in (0.0, *_THRESHOLDS):
        kept = [one for one in found if one.confidence is not None and one.confidence >= least]
        if kept:
            good, f1 = fmean(one.good for one in kept), fmean(one.f1 for one in kept)
            rows.append([f"{least:.1f}", f"{len(kept) / len(found):.3f}", f"{good:.3f}", f"{f1:.3f}"])
    return rows


def show(collections: Sequence[tuple[str, list[Page]]]) -> None:
    """Prints the three tables."""
    results = [(name, spread(measure, pages)) for name, pages in collections]
    together = [one for _, found in results for one in found]
    results.append(("all", together))
    heading(f"Confidence of {len(together)} pages; good is F1 of at least {GOOD}")
    head = ["collection", "pages", "without text", "AUC", "mean", "true", "mean - true", "Brier"]
    print(table(head, [_overall(name, found) for name, found in results]))
    heading("Reliability")
    print(table(["confidence", "pages", "mean", "true", "noise", "mean F1"], _bins(together)))
    heading("Pages kept from a threshold on")
    print(table(["threshold", "kept", "good", "mean F1"], _kept(together)))


def main() -> None:
    """Reads the command line and prints the tables."""
    show(corpus.chosen(corpus.options(__doc__, (*BY_PARAGRAPH, AEB)).parse_args()))


if __name__ == "__main__":
    main()
