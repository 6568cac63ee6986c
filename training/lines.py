"""The judge of lines: the blocks of dumps, labelled by how many of their words the truth has in its paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleanpress.judge.header import judge_header
from cleanpress.judge.line_features import line_features
from cleanpress.judge.line_ground import line_ground
from cleanpress.judge.repeats import judge_repeats
from cleanpress.judge.rules import judge_rules, shipped_packs
from cleanpress.judge.stretch import judge_stretch
from cleanpress.model import FIELD_LABELS, Block, Hints, Label, Limits, Verdict
from cleanpress.read.text import read_text
from training.align import BODY, OPTIONAL, STANDFIRST, Marks
from training.texts import CLEAN, Text

Floats = NDArray[np.float32]

_HALF = 0.5
_OPTIONAL, _STANDFIRST, _HALF_MATCHED, _FIELD = 0.2, 0.3, 0.2, 0.1
_CLEAN = 2.0
_REACH = 15
_LONG = 70


@dataclass(slots=True)
class Lines:
    """The blocks of one text: features (features, blocks), labels, weights, and which of them are near the article."""

    text: Text
    features: Floats
    body: Floats
    weights: Floats
    near: NDArray[np.bool_]


def read_lines(text: Text, joins: Path | None) -> tuple[tuple[str, ...], Lines] | None:
    """The blocks of a text as the judge meets them, with their labels; None where nothing can be read."""
    page = read_text(text.text, url=None, limits=Limits(), weights=joins)
    if not page.blocks:
        return None
    verdicts = judge_rules(page, shipped_packs())
    verdicts += judge_header(page, Hints(), verdicts)
    verdicts += judge_repeats(page, Hints(), verdicts)
    ground = line_ground(page.blocks, verdicts, judge_stretch(page, verdicts), page.glued)
    names, features = line_features(ground)
    body, weights = labels(page.blocks, text.marks, verdicts)
    weights *= np.sqrt(ground.signs.width / 60 + 0.3) * (_CLEAN if text.kind in CLEAN else 1.0)
    near = _near(body > 0) | (ground.signs.width > _LONG)
    return names, Lines(text, features, body, weights.astype(np.float32), near)


def labels(blocks: Sequence[Block], marks: Marks, verdicts: Sequence[Verdict]) -> tuple[Floats, Floats]:
    """For each block whether it is body, and how much that counts."""
    fields = {
        v.block
        for v in verdicts
        if v.judge in ("header", "repeats") and v.confidence >= _HALF and v.label in FIELD_LABELS | {Label.DUPLICATE}
    }
    body = np.zeros(len(blocks), np.float32)
    weights = np.ones(len(blocks), np.float32)
    for number, block in enumerate(blocks):
        start, end = block.where.span or (0, 0)
        held = marks.inside(start, end)
        makes = marks.makes[held[held >= 0]]
        matched = (makes == BODY).sum() / max(len(held), 1)
        other = len(makes) / max(len(held), 1) - matched
        body[number] = matched >= _HALF
        if matched < _HALF and other >= _HALF:
            optional = (makes == OPTIONAL).sum() > (makes == STANDFIRST).sum()
            body[number] = optional
            weights[number] = _OPTIONAL if optional else _STANDFIRST
        elif 0.2 < matched < 0.8:
            weights[number] = _HALF_MATCHED
        if block.index in fields:
            weights[number] = _FIELD
    return body, weights


def _near(body: NDArray[np.bool_]) -> NDArray[np.bool_]:
    total = np.concatenate([[0], np.cumsum(body)])
    here = np.arange(len(body))
    found: NDArray[np.bool_] = total[np.minimum(here + _REACH + 1, len(body))] - total[np.maximum(here - _REACH, 0)] > 0
    return found
