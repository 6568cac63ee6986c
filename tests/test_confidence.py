"""The curves of a page as a whole: fitted to how pages fared, and read as chances."""

from __future__ import annotations

import numpy as np
import pytest

from cleanpress.judge.figures import NAMES
from cleanpress.judge.network import Curve
from training.confidence import Judged, confidence, presence


def pages(number: int, seed: int = 1) -> list[Judged]:
    """Pages that are good with the chance their first figure says, and that hold an article where the second is high;
    every third says nothing of whether it is good."""
    random = np.random.default_rng(seed)
    found = []
    for n in range(number):
        figures = random.standard_normal(len(NAMES)) * 2
        good = bool(random.random() < 1 / (1 + np.exp(2 * figures[0] - 1)))
        found.append(Judged(tuple(figures.tolist()), bool(figures[1] > 0), good if n % 3 else None))
    return found


def test_confidence_says_how_many_pages_are_good() -> None:
    curve, others = confidence(pages(3000)), [page for page in pages(3000, 2) if page.good is not None]
    chances = np.array([curve.chance(page.figures[:1]) for page in others])
    good = np.array([page.good for page in others], float)
    assert chances.mean() == pytest.approx(good.mean(), abs=0.03)
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        here = (chances >= low) & (chances < low + 0.2)
        assert chances[here].mean() == pytest.approx(good[here].mean(), abs=0.1)


def test_confidence_falls_with_doubt_and_looks_at_nothing_else() -> None:
    curve = confidence(pages(900))
    assert len(curve.weights) == 2
    assert curve.chance([-3.0]) > curve.chance([0.0]) > curve.chance([3.0])


def test_presence_is_the_chance_of_an_article() -> None:
    curve = presence(pages(900))
    fared = pages(300, 2)
    right = [(curve.chance(page.figures) > 0.5) == page.present for page in fared]
    assert np.mean(right) > 0.95


def test_pages_that_say_nothing_of_the_body_do_not_count_for_confidence() -> None:
    some = [page for page in pages(600) if page.good is not None]
    silent = [Judged(page.figures, False, None) for page in pages(600, 3)]
    assert confidence([*some, *silent]) == confidence(some)
    assert presence([*some, *silent]) != presence(some)


@pytest.mark.parametrize("good", [True, False])
def test_of_pages_that_all_fared_alike_no_curve_is_made(good: bool) -> None:
    alike = [Judged(page.figures, good, good) for page in pages(30)]
    assert confidence(alike) == presence(alike) == confidence([]) == Curve()


def test_the_same_pages_give_the_same_curves() -> None:
    assert confidence(pages(300)) == confidence(pages(300))
    assert presence(pages(300)) == presence(pages(300))


def test_pages_that_can_be_told_apart_wholly_give_finite_weights() -> None:
    parted = [Judged((float(n),) + (0.0,) * (len(NAMES) - 1), n > 0, n > 0) for n in range(-20, 20)]
    for curve in (confidence(parted), presence(parted)):
        assert np.isfinite(curve.weights).all()
        assert np.abs(curve.weights).max() < 100
