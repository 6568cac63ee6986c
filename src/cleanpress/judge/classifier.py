"""The learned judge: which blocks of an HTML page are its article, by weights fitted to pages of many sites.

The features are those of `features.py`; the weights come from `training/`. What no weights may decide stands here:
captions and lines without letters are never text, and an error page's one sentence is no article.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from cleanpress.judge import network
from cleanpress.judge.coverage import Coverage
from cleanpress.judge.features import page_features
from cleanpress.judge.ground import Floats, Ground, ground
from cleanpress.judge.points import MOST_TEASERS, Points
from cleanpress.judge.structure import Opinion, label_beside_picture, look
from cleanpress.model import Block, Hints, Kind, Label, Page, Verdict

JUDGE = "structure"
# How trafilatura's text moves a block's logit: by the first where it holds none of it, and by both where it holds all.
_MISSING, _HELD = -3.0, 6.0
_NEVER = -20.0
_LEAST_PROSE = 140
_LEAST_TEXT = 500
_MOSTLY_LINK = 0.5
_REASONS = 3


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
        self._view, self._points = look(page, hints, seen)
        self._ground = ground(self._view)
        names, self._features = page_features(self._ground, self._points)
        self._row = {name: number for number, name in enumerate(names)}
        loaded = network.load(weights or network.SHIPPED)
        self._logits = _barred(page, loaded.logits(names, self._features, web))

    def opinion(self, consulted: str | None = None) -> Opinion:
        """The verdicts; `consulted` is the text another extractor found, where it was asked."""
        if not self._page.blocks:
            return Opinion([], 0.0, 0)
        logits = self._logits
        asked = Coverage.of(consulted, None)
        if asked.known:
            shares = np.fromiter((asked.share(block.text) for block in self._page.blocks), np.float32, len(logits))
            moved = (logits + _HELD * shares + _MISSING).astype(np.float32)
            logits = _barred(self._page, moved)
        little = _too_little(self._ground, self._hints, logits)
        if little:
            logits = np.full_like(logits, _NEVER)
        chances = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        why = _Reasons(self._ground, self._features, self._row, self._points, bool(asked.known))
        verdicts = [self._verdict(block, float(chances[block.index]), why, little) for block in self._page.blocks]
        width = self._ground.width
        doubt = float((width * np.minimum(chances, 1 - chances)).sum() / ((width * chances).sum() + 100))
        teasers = self._view.lines.teasers > MOST_TEASERS
        return Opinion(verdicts, doubt, int(width[chances > 0.5].sum()), teasers)

    def _verdict(self, block: Block, chance: float, why: _Reasons, little: bool) -> Verdict:
        body = chance > 0.5
        label = Label.BODY if body else label_beside_picture(self._view, block) or Label.OTHER
        rule = "not-article" if label is Label.OTHER else label.value
        reason = "too little prose on the page for an article" if little else why.of(block, body)
        return Verdict(block.index, label, f"structure.{rule}", round(max(chance, 1 - chance), 3), reason, JUDGE)


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


def _barred(page: Page, logits: Floats) -> Floats:
    """The logits, with captions and lines without a letter or digit kept out of the text."""
    never = [b.index for b in page.blocks if b.kind is Kind.CAPTION or not any(map(str.isalnum, b.text))]
    logits[never] = np.minimum(logits[never], _NEVER)
    return logits


def _too_little(here: Ground, hints: Hints, logits: Floats) -> bool:
    """Whether what was found is an error page's or a menu's sentence; a date, an author or a body in the page's own
    data speak for a very short article."""
    if hints.published or hints.authors or hints.body:
        return False
    body = logits > 0
    return bool((here.width * here.prose)[body].sum() < _LEAST_PROSE and here.width[body].sum() < _LEAST_TEXT)


class _Reasons:
    """Says in words what speaks for the verdict on a block."""

    def __init__(
        self, here: Ground, features: Floats, row: dict[str, int], points: Sequence[Points], consulted: bool
    ) -> None:
        self._ground, self._features, self._row = here, features, row
        self._points, self._consulted = points, consulted

    def of(self, block: Block, body: bool) -> str:
        """The reasons the structure's points give, and what was measured beside them."""
        agreeing = sorted((p for p in self._points[block.index] if (p[0] > 0) == body), key=lambda p: -abs(p[0]))
        found = [text for _, text in agreeing[: _REASONS - 1]] + list(self._measured(block, body))
        found = list(dict.fromkeys(found))[:_REASONS]
        if not found and self._consulted:
            return "trafilatura's text decided"
        return "; ".join(found) or "all its measures together"

    def _measured(self, block: Block, body: bool) -> list[str]:
        value = {name: float(self._features[self._row[name], block.index]) for name in _MEASURED}
        if body:
            return [text for text, holds in (
                ("between paragraphs of prose", value["mass_before"] > 0 and value["mass_behind"] > 0),
                ("in a part that is mostly prose", value["parent_density"] > 0.7),
                ("made like the article's paragraphs", value["make_mass"] > 0.3),
            ) if holds]  # fmt: skip
        node = self._ground.page.nodes[block.node]
        return [text for text, holds in (
            (f"link share {value['link_share']:.1f}", value["link_share"] > _MOSTLY_LINK),
            ("no prose around it", value["around8_mass"] == 0),
            (f"among links (link share {value['gp_links']:.1f})", value["gp_links"] > _MOSTLY_LINK),
            ("behind the article's last paragraph", value["pt_behind"] > 0),
            ("before the article's first paragraph", value["pt_before"] > 0),
            (f"in {node.tag}{''.join(f'.{name}' for name in node.names[:2])}", True),
        ) if holds]  # fmt: skip


_MEASURED = ("mass_before", "mass_behind", "parent_density", "make_mass", "link_share", "around8_mass", "gp_links",
             "pt_behind", "pt_before")  # fmt: skip
