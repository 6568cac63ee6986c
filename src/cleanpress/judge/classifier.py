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
from cleanpress.judge.cautions import cautions
from cleanpress.judge.characters import LOWER, SYLLABLE, UNMARKED, UPPER, WIDE
from cleanpress.judge.container import container
from cleanpress.judge.coverage import Coverage, too_short
from cleanpress.judge.features import page_features, without_signs
from cleanpress.judge.figures import doubt_of, page_figures
from cleanpress.judge.ground import Bools, Floats, Ground, ground
from cleanpress.judge.pictures import PictureText
from cleanpress.judge.reasons import Reasons
from cleanpress.judge.sequence import in_sequence
from cleanpress.model import Block, Hints, Label, Page, Verdict

JUDGE = "blocks"
# How another extractor's text moves a block's logit: by the first where it holds none of it, by both where all.
_MISSING, _HELD = -3.0, 6.0
_MOST_TEASERS = 0.6
# Below this chance that a page holds an article at all, nothing of it is one.
_LEAST_PRESENCE, _FAIR_PRESENCE = 0.2, 0.5
_LEAST_PROSE = 140
_LEAST_TEXT = 500
_LONG, _MANY_SENTENCES = 200, 3
_MOSTLY_LINK = 0.5
_LITTLE = "too little prose on the page for an article"
_LINKS = "what might be the article is links"
_ABSENT = "the page as a whole looks like none with an article"


@dataclass(frozen=True, slots=True)
class Opinion:
    """The judge's verdicts, how doubtful they are as a whole (0 to 1), how wide the body is in Latin letters, and the
    chances (0 to 1) that the page holds an article at all, and that the body is whole and clean."""

    verdicts: list[Verdict]
    doubt: float
    width: int
    presence: float = 0.0
    confidence: float | None = None


class BlockJudge:
    """The judge at one page. It looks once, and may give its opinion again with another extractor's text.

    Args:
        page: the page as read from HTML.
        hints: what the page's data says.
        seen: the verdicts of the rules, the header and the repeats judge.
        web: whether all that belongs to the document is body, as on pages other than news.
        weights: a file of weights; the shipped ones where None.
        explain: whether verdicts come with their reasons.

    Raises:
        WeightsError: the weights are missing, damaged or of another version.
    """

    def __init__(
        self,
        page: Page,
        hints: Hints,
        seen: Sequence[Verdict],
        *,
        web: bool = False,
        weights: Path | None = None,
        explain: bool = True,
    ) -> None:
        self._page, self._hints, self._web = page, hints, web
        self._network = network.load(weights or network.SHIPPED)
        if not page.blocks:
            return
        self._ground = ground(page, hints, seen)
        self._container = container(self._ground)
        names, features = page_features(self._ground, self._container)
        here = np.arange(self._ground.n)
        node = page.nodes[self._container.node]
        inside = (here > self._ground.title) & (here >= node.first) & (here < node.last) & (self._ground.hidden == 0)
        long = (self._ground.width > _LONG) | (self._ground.letters.sentences >= _MANY_SENTENCES)
        self._long_inside = long & (self._ground.prose > 0) & inside & ~self._ground.card
        self._logits = self._long_prose_stays(names, features)
        self._reasons = Reasons(page, features, names) if explain else None

    def _long_prose_stays(self, names: tuple[str, ...], features: Floats) -> Floats:
        """The logits. Long prose in the article's element is no furniture because a phrase or a class name says
        so: what form and place alone call body is body, until two other judges agree against it."""
        logits = self._network.logits(names, features, self._web)
        at = np.flatnonzero(self._long_inside & (logits <= 0))
        if len(at):
            bare = self._network.logits(names, without_signs(names, features[:, at]), self._web)
            logits[at] = np.maximum(logits[at], bare)
        return logits

    def opinion(self, consulted: str | None = None) -> Opinion:
        """The verdicts; `consulted` is the text another extractor found, where it was asked."""
        if not self._page.blocks:
            return Opinion([], 0.0, 0)
        # Of a page of teasers trafilatura makes a text of teasers.
        teasers = self._container.teasers > _MOST_TEASERS
        asked = Coverage.of(None if teasers else consulted, None)
        logits = self._logits
        if asked.known:
            moved = (logits + _HELD * self._shares(asked) + _MISSING).astype(np.float32)
            logits = np.where(self._long_inside, np.maximum(moved, logits), moved)
        logits = in_sequence(self._ground, self._container, logits, web=self._web)
        chances = _chances(logits)
        figures = page_figures(self._ground, self._container, chances)
        width = int(self._ground.width[chances > 0.5].sum())
        # What another finds where the judge itself found nothing needs more to be believed.
        least = _FAIR_PRESENCE if asked.known and not (self._chances_alone() > 0.5).any() else _LEAST_PRESENCE
        without = self._without_article(chances > 0.5, figures, least)
        verdicts = self._verdicts(np.zeros_like(chances) if without else chances, without, bool(asked.known))
        doubt = doubt_of(self._ground.width, chances)
        sure = self._network.confidence.chance(figures[:1])
        present = self._network.presence.chance(figures)
        return Opinion(verdicts, doubt, 0 if without else width, present, None if without else round(sure, 3))

    def cautions(self, blocks: Sequence[Block]) -> tuple[str, ...]:
        """The codes of what a reader of the body should know; `blocks` are the page's, as marked."""
        return tuple(cautions(self._ground, self._container, blocks)) if blocks else ()

    def figures(self) -> tuple[float, ...]:
        """The figures of the page as a whole (see `figures.NAMES`), by the weights alone."""
        return page_figures(self._ground, self._container, self._chances_alone())

    def _chances_alone(self) -> Floats:
        return _chances(in_sequence(self._ground, self._container, self._logits, web=self._web))

    def holds(self, text: str) -> list[Verdict] | None:
        """The verdicts by which what stands in the text of another extractor is the article, where the judge itself
        found none; None if the page would look like none with an article all the same."""
        shares = self._shares(Coverage.of(text, None)) if self._page.blocks else np.zeros(0, np.float32)
        chances = _chances(in_sequence(self._ground, self._container, _HELD * shares + _MISSING, web=self._web))
        chances[[v.block for found in self._ground.spoken.values() for v in found if v.confidence > 0.9]] = 0
        held = chances > 0.5
        if self._container.teasers > _MOST_TEASERS or not held.any() or self._ground.links[held].mean() > _MOSTLY_LINK:
            return None
        # Another's text is no sure thing: the page must look like one with an article all the same.
        figures = page_figures(self._ground, self._container, np.where(held, 0.75, 0.0).astype(np.float32))
        if self._without_article(held, figures, _FAIR_PRESENCE):
            return None
        return [
            Verdict(block.index, Label.BODY, "blocks.fallback", 0.5, "stands in trafilatura's text", JUDGE)
            if chance > 0.5
            else Verdict(block.index, Label.OTHER, "blocks.not-article", 0.5, "not in trafilatura's text", JUDGE)
            for block, chance in zip(self._page.blocks, chances.tolist(), strict=True)
        ]

    def _shares(self, cover: Coverage) -> Floats:
        """How much of each block stands in a text; even where a block is too short to be found in it."""
        found = (0.5 if too_short(block) else cover.share(block.text) for block in self._page.blocks)
        return np.fromiter(found, np.float32, len(self._page.blocks))

    def _without_article(self, body: Bools, figures: Sequence[float], least: float) -> str:
        """Why the page holds no article, "" if the chance that it holds one is at least `least`."""
        if _too_little(self._ground, self._hints, body):
            return _LITTLE
        if np.average(self._ground.links[body], weights=self._ground.width[body]) > _MOSTLY_LINK:
            return _LINKS
        return _ABSENT if self._network.presence.chance(figures) < least else ""

    def _verdicts(self, chances: Floats, without: str, consulted: bool) -> list[Verdict]:
        at = np.flatnonzero((chances > 0.5) & (self._ground.prose > 0))
        pictures = PictureText(self._page, (int(at[0]), int(at[-1])) if len(at) else (len(chances), -1))
        found = []
        for block, chance in zip(self._page.blocks, chances.tolist(), strict=True):
            body = chance > 0.5
            label = Label.BODY if body else self._beside_picture(block, pictures) or Label.OTHER
            rule = "not-article" if label is Label.OTHER else label.value
            why = without or (self._reasons.of(block, body, consulted) if self._reasons else "")
            found.append(Verdict(block.index, label, f"blocks.{rule}", round(max(chance, 1 - chance), 3), why, JUDGE))
        return found

    def _beside_picture(self, block: Block, pictures: PictureText) -> Label | None:
        """Caption or credit, for what stands with a picture of the article; None for everything else."""
        node = self._page.nodes[self._container.node]
        of_article = node.first <= block.index < node.last or self._ground.title < block.index < pictures.last
        if not of_article or self._ground.links[block.index] > 0.5:
            return None
        if any(v.confidence > 0.9 for v in self._ground.spoken.get(block.index, ())):
            return None
        return pictures.label(block)


def _chances(logits: Floats) -> Floats:
    return (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)


def _too_little(here: Ground, hints: Hints, body: Bools) -> bool:
    """Whether what was found is an error page's or a menu's sentence, or figures alone; a date, an author, a body or a
    type in the page's own data, or an `article` around both it and the title speak for a very short article."""
    letters = here.letters.counts[:, [LOWER, UPPER, WIDE, UNMARKED, SYLLABLE]].sum(axis=1)
    if not letters[body].any():
        return True
    first = int(np.flatnonzero(body)[0])
    around = any(n.tag == "article" and n.first <= min(first, here.title) <= first < n.last for n in here.page.nodes)
    if hints.published or hints.authors or hints.body or hints.is_article or (around and here.title >= 0):
        return False
    return bool((here.width * here.prose)[body].sum() < _LEAST_PROSE and here.width[body].sum() < _LEAST_TEXT)
