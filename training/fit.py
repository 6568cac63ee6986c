"""From examples to weights: a teacher of several learners is fitted to the labels, the shipped network to the teacher.

The teacher's soft answers say more of a block than the label, and averaging unlike learners is the surest gain; the
network alone is quick enough to ship. Of every page the student hears the teacher under both conventions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training import student
from training.absent import ABSENT
from training.examples import Example, page_weight

Floats = NDArray[np.float32]

_COMMON: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.1, "max_depth": 8, "bagging_fraction": 0.8, "bagging_freq": 1,
    "max_bin": 63, "num_threads": 1, "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip
_WIDE = {"num_leaves": 24, "min_data_in_leaf": 20, "feature_fraction": 0.3, "lambda_l2": 2.0}
_CALM = {"num_leaves": 12, "min_data_in_leaf": 60, "feature_fraction": 0.15, "lambda_l2": 10.0}
_LIMIT = 6.0
_SEGMENTS_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """How long is learned: trees of the two forests, epochs of the teacher's and of the shipped network, and shares of
    the blocks far from prose that are looked at."""

    trees: tuple[int, int] = (150, 200)
    teacher_epochs: int = 5
    student_epochs: int = 7
    far_labelled: float = 0.15
    far_soft: float = 0.06


class Teacher:
    """Two forests and a network, fitted to the labels; the convention is their last input."""

    def __init__(self, pages: Sequence[Example], plan: Plan, seed: int) -> None:
        import lightgbm

        rows, body, weights = _labelled(pages, plan.far_labelled, np.random.default_rng(seed))
        self._forests = [
            lightgbm.train(
                {**_COMMON, **params, "seed": seed + number},
                lightgbm.Dataset(rows, body, weight=weights),
                num_boost_round=trees,
            )
            for number, (params, trees) in enumerate(zip((_WIDE, _CALM), plan.trees, strict=True))
        ]
        self._network = student.fit(rows, body, weights, epochs=plan.teacher_epochs, seed=seed)

    def logits(self, rows: Floats) -> Floats:
        """The mean of the learners' logits, none further than six from even."""
        found = [np.asarray(forest.predict(rows, raw_score=True, num_threads=1)) for forest in self._forests]
        found.append(self._network.logits(rows))
        return np.mean([np.clip(one, -_LIMIT, _LIMIT) for one in found], axis=0).astype(np.float32)


def fit(pages: Sequence[Example], plan: Plan, seed: int) -> student.Network:
    """The network to ship. `pages` in a fixed order give the same weights."""
    pages = [page for page in pages if page.corpus != ABSENT]
    teacher = Teacher(pages, plan, seed)
    rows, soft, weights = _soft(pages, teacher, plan.far_soft, np.random.default_rng(seed + 1))
    return student.fit(rows, soft, weights, epochs=plan.student_epochs, seed=seed)


def with_policy(rows: Floats, web: bool) -> Floats:
    """The rows with the convention as their last input."""
    return np.column_stack([rows, np.full(len(rows), web, np.float32)])


def _labelled(pages: Sequence[Example], far: float, random: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """The rows the teacher learns from, their labels and weights."""
    rows, body, weights = [], [], []
    for page in pages:
        if page.body is None or page.counts is None:
            continue
        pick = (page.counts > 0) & (page.near | (page.body > 0) | (random.random(len(page.near)) < far))
        rows.append(with_policy(page.features[:, pick].T, page.web))
        body.append(page.body[pick])
        weight = page_weight(page, float(page.body.sum()), page.web) if page.whole else _SEGMENTS_WEIGHT
        weights.append(page.counts[pick] * np.float32(weight))
    return np.concatenate(rows), np.concatenate(body), np.concatenate(weights)


def _soft(
    pages: Sequence[Example], teacher: Teacher, far: float, random: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """The rows the student learns from: every page under both conventions, with the teacher's answers, halved with the
    labels where the page has some of that convention."""
    rows, soft, weights = [], [], []
    for page in pages:
        pick = page.near | (random.random(len(page.near)) < far)
        for web in (False, True):
            here = with_policy(page.features[:, pick].T, web)
            answers = 1 / (1 + np.exp(-teacher.logits(here)))
            blocks = float(page.body.sum()) if page.whole and page.body is not None else float(answers.sum())
            if page.body is not None and page.counts is not None and page.web == web:
                trust = page.counts[pick] / 2
                answers = answers * (1 - trust) + page.body[pick] * trust
            rows.append(here)
            soft.append(answers.astype(np.float32))
            weights.append(np.full(len(here), page_weight(page, blocks, web), np.float32))
    return np.concatenate(rows), np.concatenate(soft), np.concatenate(weights)
