"""The block judge: which blocks of an HTML page are its article, by weights fitted to pages of many sites.

The features are those of `features.py`; the weights come from `training/`. What no weights may decide, and what is
known of the order of an article's blocks, stands in `sequence.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cleanpress.judge import network
from cleanpress.judge.container import container
from cleanpress.judge.coverage import Coverage
from cleanpress.judge.features import page_features
from cleanpress.judge.ground import Floats, Ground, ground
from cleanpress.judge.pictures import PictureText
from cleanpress.judge.reasons import Reasons
from cleanpress.judge.sequence import NEVER, in_sequence
from cleanpress.model import Block, Hints, Label, Page, Verdict

JUDGE = "blocks"
# How another extractor's text moves a block's logit: by the first where it holds none of it, by both where all.
_MISSING, _HELD = -3.0, 6.0
_MOST_TEASERS = 0.6
_LEAST_PROSE = 140
_LEAST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Opinion:
    """The judge's verdicts, how doubtful they are as a whole (0 to 1), how wide the body is in Latin letters, and
    whether the page is one of teasers."""

    verdicts: list[Verdict]
    doubt: float
    width: int
    teasers: bool = False


class BlockJudge:
    """The judge at one page. It looks once, and may give its opinion again with another extractor's text.

    Args:
        page: the page as read from HTML.
        hints: what the page's data says.
        seen: the verdicts of the rules, the header and the repeats judge.
        web: whether all that belongs to the document is body, as on pages other than news.
        weights: a file of weights; the shipped ones where None.

    Raises:
        WeightsError: the weights are missing, damaged or of another version.
    """

    def __init__(
        self, page: Page, hints: Hints, seen: Sequence[Verdict], *, web: bool = False, weights: Path | None = None
    ) -> None:
        self._page, self._hints = page, hints
        loaded = network.load(weights or network.SHIPPED)
        if not page.blocks:
            return
        self._ground = ground(page, hints, seen)
        self._container = container(self._ground)
        names, features = page_features(self._ground, self._container)
        self._logits = loaded.logits(names, features, web)
        self._reasons = Reasons(page, features, names)

    def opinion(self, consulted: str | None = None) -> Opinion:
        """The verdicts; `consulted` is the text another extractor found, where it was asked."""
        if not self._page.blocks:
            return Opinion([], 0.0, 0)
        logits = self._logits
        # Of a page of teasers trafilatura makes a text of teasers.
        teasers = self._container.teasers > _MOST_TEASERS
        asked = Coverage.of(None if teasers else consulted, None)
        if asked.known:
            shares = np.fromiter((asked.share(block.text) for block in self._page.blocks), np.float32, len(logits))
            logits = (logits + _HELD * shares + _MISSING).astype(np.float32)
        logits = in_sequence(self._ground, self._container, logits)
        little = _too_little(self._ground, self._hints, logits)
        if little:
            logits = np.full_like(logits, NEVER)
        chances = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        pictures = PictureText(self._page, self._body_range(logits))
        verdicts = []
        for block, chance in zip(self._page.blocks, chances.tolist(), strict=True):
            label = Label.BODY if chance > 0.5 else self._beside_picture(block, pictures) or Label.OTHER
            rule = "not-article" if label is Label.OTHER else label.value
            why = "too little prose on the page for an article"
            if not little:
                why = self._reasons.of(block, chance > 0.5, bool(asked.known))
            sure = round(max(chance, 1 - chance), 3)
            verdicts.append(Verdict(block.index, label, f"blocks.{rule}", sure, why, JUDGE))
        width = self._ground.width
        doubt = float((width * np.minimum(chances, 1 - chances)).sum() / ((width * chances).sum() + 100))
        return Opinion(verdicts, doubt, int(width[chances > 0.5].sum()), teasers)

    def _body_range(self, logits: Floats) -> tuple[int, int]:
        """The first and last block of running prose in the body."""
        at = np.flatnonzero((logits > 0) & (self._ground.prose > 0))
        return (int(at[0]), int(at[-1])) if len(at) else (len(logits), -1)

    def _beside_picture(self, block: Block, pictures: PictureText) -> Label | None:
        """Caption or credit, for what stands with a picture of the article; None for everything else."""
        node = self._page.nodes[self._container.node]
        of_article = node.first <= block.index < node.last or self._ground.title < block.index < pictures.last
        if not of_article or self._ground.links[block.index] > 0.5:
            return None
        if any(v.confidence > 0.9 for v in self._ground.spoken.get(block.index, ())):
            return None
        return pictures.label(block)


def _too_little(here: Ground, hints: Hints, logits: Floats) -> bool:
    """Whether what was found is an error page's or a menu's sentence; a date, an author or a body in the page's own
    data speak for a very short article."""
    if hints.published or hints.authors or hints.body:
        return False
    body = logits > 0
    return bool((here.width * here.prose)[body].sum() < _LEAST_PROSE and here.width[body].sum() < _LEAST_TEXT)
