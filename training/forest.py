"""A teacher of one convention, a forest and a network fitted to labels, and the network that is shipped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training import student

Floats = NDArray[np.float32]

_COMMON: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.08, "bagging_fraction": 0.7, "bagging_freq": 1, "max_bin": 63,
    "num_threads": 1, "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip
_LIMIT = 6.0


@dataclass(frozen=True, slots=True)
class Growth:
    """How the teacher grows: trees, leaves, rows a leaf, share of features a tree, and the epochs of the networks."""

    trees: int
    leaves: int
    least: int
    features: float
    teacher_epochs: int
    student_epochs: int
    trust: float = 0.5


JOINS = Growth(150, 31, 20, 0.5, 8, 12)
LINES = Growth(160, 31, 60, 0.3, 0, 16, 0.0)


def distilled(rows: Floats, body: Floats, weights: Floats, growth: Growth, seed: int) -> student.Network:
    """The network to ship: fitted to the mean of the teacher's answers and the labels."""
    import lightgbm

    params = {"num_leaves": growth.leaves, "min_data_in_leaf": growth.least, "feature_fraction": growth.features}
    data = lightgbm.Dataset(rows, body, weight=weights)
    forest = lightgbm.train({**_COMMON, **params, "lambda_l2": 5.0, "seed": seed}, data, num_boost_round=growth.trees)
    answers = [np.asarray(forest.predict(rows, raw_score=True, num_threads=1))]
    if growth.teacher_epochs:
        network = student.fit(rows, body, weights, epochs=growth.teacher_epochs, seed=seed + 1)
        answers.append(network.logits(rows))
    soft = 1 / (1 + np.exp(-np.mean([np.clip(one, -_LIMIT, _LIMIT) for one in answers], axis=0)))
    targets = ((1 - growth.trust) * soft + growth.trust * body).astype(np.float32)
    return student.fit(rows, targets, weights, epochs=growth.student_epochs, seed=seed)
