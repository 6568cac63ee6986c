"""The learned judge: which blocks of an HTML page are its article, by weights fitted to pages of many sites.

The features are those of `features.py`; the weights come from `training/`. What no weights may decide stands here:
captions and lines without letters are never text, and an error page's one sentence is no article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from cleanpress.judge import network
from cleanpress.judge.coverage import Coverage
from cleanpress.judge.features import page_features
from cleanpress.judge.ground import Floats, Ground, ground
from cleanpress.judge.points import MOST_TEASERS, View
from cleanpress.judge.reasons import Reasons
from cleanpress.judge.structure import Opinion, label_beside_picture, look
from cleanpress.model import Block, Hints, Kind, Label, Page, Verdict

JUDGE = "structure"
# How trafilatura's text moves a block's logit: by the first where it holds none of it, and by both where it holds all.
_MISSING, _HELD = -3.0, 6.0
_NEVER = -20.0
_LEAST_PROSE = 140
_LEAST_TEXT = 500
_LETTER = re.compile(r"[^\W_]")


class BlockJudge:
    """The learned judge at one page. It looks once, and may give its opinion again with another extractor's text.

    Args:
        page: the page as read from HTML.
        hints: what the page's data says.
        seen: the verdicts of the rules, the header and the repeats judge.
        web: whether lists, tables and asides belong to the text, as on pages other than news.
        weights: a file of weights; the shipped ones where None.

    Raises:
        WeightsError: the weights are missing, damaged or of another version.
    """

    def __init__(
        self, page: Page, hints: Hints, seen: Sequence[Verdict], *, web: bool = False, weights: Path | None = None
    ) -> None:
        self._page, self._hints = page, hints
        if not page.blocks:
            return
        looked = look(page, hints, seen)
        self._view, self._points = looked.view, looked.points
        self._ground = ground(self._view)
        names, self._features = page_features(self._ground, looked)
        self._row = {name: number for number, name in enumerate(names)}
        loaded = network.load(weights or network.SHIPPED)
        self._logits = _barred(self._view, loaded.logits(names, self._features, web))

    def opinion(self, consulted: str | None = None) -> Opinion:
        """The verdicts; `consulted` is the text another extractor found, where it was asked."""
        if not self._page.blocks:
            return Opinion([], 0.0, 0)
        logits = self._logits
        # Of a page of teasers trafilatura makes a text of teasers.
        teasers = self._view.lines.teasers > MOST_TEASERS
        asked = Coverage.of(None if teasers else consulted, None)
        if asked.known:
            shares = np.fromiter((asked.share(block.text) for block in self._page.blocks), np.float32, len(logits))
            moved = (logits + _HELD * shares + _MISSING).astype(np.float32)
            logits = _barred(self._view, moved)
        little = _too_little(self._ground, self._hints, logits)
        if little:
            logits = np.full_like(logits, _NEVER)
        chances = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        why = Reasons(self._page, self._features, self._row, self._points)
        verdicts = [
            self._verdict(block, chance, "too little prose on the page for an article" if little
                          else why.of(block, chance > 0.5, bool(asked.known)))
            for block, chance in zip(self._page.blocks, chances.tolist(), strict=True)
        ]  # fmt: skip
        width = self._ground.width
        doubt = float((width * np.minimum(chances, 1 - chances)).sum() / ((width * chances).sum() + 100))
        return Opinion(verdicts, doubt, int(width[chances > 0.5].sum()), teasers)

    def _verdict(self, block: Block, chance: float, why: str) -> Verdict:
        body = chance > 0.5
        label = Label.BODY if body else label_beside_picture(self._view, block) or Label.OTHER
        rule = "not-article" if label is Label.OTHER else label.value
        return Verdict(block.index, label, f"structure.{rule}", round(max(chance, 1 - chance), 3), why, JUDGE)


def judge_blocks(
    page: Page,
    hints: Hints,
    seen: Sequence[Verdict],
    consulted: str | None = None,
    *,
    web: bool = False,
    weights: Path | None = None,
) -> Opinion:
    """The opinion of a `BlockJudge` that is asked once."""
    return BlockJudge(page, hints, seen, web=web, weights=weights).opinion(consulted)


def _barred(view: View, logits: Floats) -> Floats:
    """The logits, with what no weights may take for text kept out of it: captions, lines without a letter or digit, and
    other articles than the one the title stands in."""
    page = view.page
    never = {b.index for b in page.blocks if b.kind is Kind.CAPTION or not _LETTER.search(b.text)}
    never |= _other_articles(view)
    barred = sorted(never)
    logits[barred] = np.minimum(logits[barred], _NEVER)
    return logits


def _other_articles(view: View) -> set[int]:
    """The blocks of further articles, where the title's own `article` was chosen as the container of the body."""
    chosen = view.page.nodes[view.lines.container]
    if chosen.tag != "article" or not chosen.first <= view.title < chosen.last:
        return set()
    others = (node for node in view.page.nodes if node.tag == "article" and node.first >= chosen.last)
    return {index for node in others for index in range(node.first, node.last)}


def _too_little(here: Ground, hints: Hints, logits: Floats) -> bool:
    """Whether what was found is an error page's or a menu's sentence; a date, an author or a body in the page's own
    data speak for a very short article."""
    if hints.published or hints.authors or hints.body:
        return False
    body = logits > 0
    return bool((here.width * here.prose)[body].sum() < _LEAST_PROSE and here.width[body].sum() < _LEAST_TEXT)
