"""The judge of joins: neighbouring lines of dumps, labelled by whether one paragraph of the truth holds both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cleanpress.read.join import MOST_EMPTY, pair_features
from cleanpress.read.lines import lines_of, looks_broken
from training.texts import Text

Floats = NDArray[np.float32]

# How much a pair counts: both lines of the article, one of them, none.
_WEIGHTS = (1.0, 0.7, 0.1)
_HALF = 0.5


@dataclass(slots=True)
class Rows:
    """Rows (rows, features) of one text with their labels and weights."""

    text: Text
    features: Floats
    body: Floats
    weights: Floats


def pair_rows(texts: Sequence[Text]) -> tuple[tuple[str, ...], list[Rows]]:
    """The names of the features, and the rows of every text that the judge of joins would be asked about."""
    names: tuple[str, ...] = ()
    found = []
    for text in texts:
        lines = list(lines_of(text.text))
        if "](" in text.text or "wrapped" in text.kind or not looks_broken(lines):
            continue
        names, features = pair_features(lines)
        asked = np.array([number > 0 and line.empty <= MOST_EMPTY for number, line in enumerate(lines)])
        held = [text.marks.inside(line.start, line.end) for line in lines]
        labels = np.array([(0.0, 0.0), *(_label(*pair) for pair in pairwise(held))], np.float32)
        found.append(Rows(text, features[:, asked].T, labels[asked, 0], labels[asked, 1]))
    return names, found


def _label(before: NDArray[np.int32], after: NDArray[np.int32]) -> tuple[float, float]:
    """Whether two lines, by the paragraphs of their words, are one paragraph; and how much that counts."""
    inside = [len(words) > 0 and bool((words >= 0).mean() >= _HALF) for words in (before, after)]
    if not all(inside):
        return 0.0, _WEIGHTS[1] if any(inside) else _WEIGHTS[2]
    return float(before[before >= 0][-1] == after[after >= 0][0]), _WEIGHTS[0]
