"""A known page by whose features weights show whether they belong to the features as they are computed now."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleanpress.judge.container import container
from cleanpress.judge.features import page_features
from cleanpress.judge.ground import ground
from training.corpora import Source
from training.examples import see
from training.made import made


def features() -> NDArray[np.float32]:
    """The mean of every feature over the blocks of some made-up pages."""
    return np.mean([_means(source) for source in made(2)], axis=0, dtype=np.float64).astype(np.float32)


def _means(source: Source) -> NDArray[np.float32]:
    seen = see(source)
    here = ground(seen.page, seen.hints, seen.verdicts)
    return page_features(here, container(here))[1].mean(axis=1)
