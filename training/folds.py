"""Folds by site: no site is learned from and scored at once, over all collections together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np


def fold_of_sites(sites: Sequence[str], folds: int, draw: int) -> dict[str, int]:
    """The fold of every site; `sites` holds one entry a page. Another `draw` parts them otherwise.

    >>> sorted(fold_of_sites(["a.org", "b.org", "c.org", "d.org"], 2, 0).values())
    [0, 0, 1, 1]
    """
    count = Counter(sites)
    order = sorted(count)
    np.random.default_rng(draw).shuffle(order)
    load = [0] * folds
    found = {}
    for site in order:
        found[site] = min(range(folds), key=lambda fold: load[fold])
        load[found[site]] += count[site]
    return found
