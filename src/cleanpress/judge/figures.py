"""Figures of a page as a whole, once its blocks are judged: what tells whether it holds an article at all, and how
likely the body is whole and clean."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleanpress.judge.container import Container
from cleanpress.judge.ground import MANY, WIDE, Floats, Ground, log_size
from cleanpress.model import FIELD_LABELS

NAMES = ("doubt", "width", "prose", "prose_blocks", "sure", "left_out", "links", "linked_lines", "short_lines",
         "teasers", "cards", "title_near", "published", "authors", "data", "article_type",
         "spoken_against")  # fmt: skip
_FAR = 25


def doubt_of(width: Floats, chances: Floats) -> float:
    """How doubtful the verdicts are (0 to 1): width of doubtful text over the width of the body."""
    return float((width * np.minimum(chances, 1 - chances)).sum() / ((width * chances).sum() + 100))


def page_figures(ground: Ground, chosen: Container, chances: Floats) -> tuple[float, ...]:
    """The figures of NAMES, all within a few units of 0; `chances` are those of the blocks to be body."""
    body = chances > 0.5
    width, prose = ground.width, ground.width * ground.prose
    whole = float(width[body].sum())
    at = np.flatnonzero(body)
    title = ground.title
    shown = prose * (ground.hidden == 0)
    return (
        float(np.log(doubt_of(width, chances) + 0.001)),
        float(log_size(whole, WIDE)),
        float(log_size(prose[body].sum(), WIDE)),
        float(log_size(ground.prose[body].sum(), MANY)),
        float((width * chances)[body].sum() / (whole + 1)),
        float(log_size(shown[~body].sum(), WIDE) - log_size(shown[body].sum(), WIDE)),
        float((width * ground.links)[body].sum() / (whole + 1)),
        float((ground.links[body] > 0.5).mean()) if len(at) else 0.0,
        float(log_size((body & (ground.prose == 0)).sum(), MANY)),
        chosen.teasers,
        float(ground.card[body].mean()) if len(at) else 0.0,
        float(title >= 0 and len(at) > 0 and 0 < at[0] - title < _FAR),
        float(ground.hints.published is not None),
        float(bool(ground.hints.authors)),
        float(ground.hints.body is not None),
        0.0 if ground.hints.is_article is None else 2.0 * ground.hints.is_article - 1,
        _spoken_against(ground, body),
    )


def _spoken_against(ground: Ground, body: NDArray[np.bool_]) -> float:
    """The share of the body that other judges would call furniture, weighed by how sure they are."""
    said = np.zeros(ground.n)
    for index, verdicts in ground.spoken.items():
        said[index] = max((v.confidence for v in verdicts if v.label not in FIELD_LABELS), default=0.0)
    return float((said * ground.width)[body].sum() / (ground.width[body].sum() + 1))
