"""The learned judge of dumps: which lines of a text are its article, by weights fitted to dumps of many sites.

The features are those of `line_features.py`; the weights come from `training/`. What no weights decide stands here: a
line without a letter is no text, and a text without any prose is judged by its form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from pathlib import Path

import numpy as np

from cleanpress.judge import network
from cleanpress.judge.forms import is_link, judge_form
from cleanpress.judge.line_features import line_features
from cleanpress.judge.line_ground import Floats, LineGround, line_ground
from cleanpress.judge.line_reasons import reason
from cleanpress.judge.prose import is_prose, width
from cleanpress.judge.stretch import judge_stretch
from cleanpress.model import Block, Label, Page, Verdict

JUDGE = "lines"
SHIPPED = network.SHIPPED.with_name("lines.npz")
# From this confidence on, what another judge says of a line of a text without prose stands.
_NAMED = 0.6
# A longer text is judged in parts, so that the features of a million lines need no room of their own.
_PART = 20_000
# What the densest stretch adds to a line's logit, and what a sentence beside it adds besides.
_STRETCH, _EDGE = 0.3, 0.7
# What is added in a text where no judge finds furniture, and in one where this share of it at most is furniture by the
# densest stretch and the other judges.
_CLEAN, _NEARLY_CLEAN, _LITTLE = 2.0, 2.0, 0.1
# So many paragraphs of prose, and so much of it in Latin letters, are an article whatever the weights say.
_ARTICLE_PARAGRAPHS, _ARTICLE_WIDTH = 3, 600
# A rule that decides alone.
_SURE = 0.9
_LETTER = re.compile(r"[^\W_]")


def judge_lines(page: Page, seen: Sequence[Verdict], weights: Path | None = None) -> list[Verdict]:
    """One verdict for each block of a dump: body, or what else it looks like.

    Args:
        page: a page read from text.
        seen: the verdicts of rules, header and repeats.
        weights: a file of weights; the shipped ones where None.

    Raises:
        WeightsError: the weights are missing, damaged or of another version.

    >>> prose = "It rained all day long on the town. In the end nobody came to the fair but the mayor and his dog."
    >>> texts = ["Home", "News", "Sport", "Weather", prose, prose.replace("mayor", "vicar"), "Most read", "Log in"]
    >>> page = Page(source="text", blocks=tuple(Block(index=i, text=text) for i, text in enumerate(texts)))
    >>> verdicts = judge_lines(page, [])
    >>> verdicts[0].label.value, verdicts[4].label.value, verdicts[7].label.value
    ('other', 'body', 'other')
    """
    named = {verdict.block for verdict in seen if verdict.label is not Label.BODY and verdict.confidence >= _NAMED}
    if not any(is_prose(b.text) and b.index not in named and not is_link(b) for b in page.blocks):
        return list(judge_form(page.blocks, named))
    stretch = judge_stretch(page, seen)
    found: list[Verdict] = []
    told: dict[int, list[Verdict]] = {}
    for verdict in seen:
        told.setdefault(verdict.block // _PART, []).append(verdict)
    for first in range(0, len(page.blocks), _PART):
        found += _judge_part(page, first, told.get(first // _PART, ()), stretch, weights or SHIPPED)
    return stretch if _lost(page, named, found, stretch) else found


def _lost(page: Page, named: Set[int], found: Sequence[Verdict], stretch: Sequence[Verdict]) -> bool:
    """Whether the weights find no article where there is as much prose as an article has: behind hundreds of captions
    or other things that no page had from which they were learned. Too much is better there than nothing."""
    if any(verdict.label is Label.BODY and verdict.block not in named for verdict in found):
        return False
    texts = [page.blocks[verdict.block].text for verdict in stretch if verdict.label is Label.BODY]
    running = [width(text) for text in texts if is_prose(text)]
    return len(running) >= _ARTICLE_PARAGRAPHS and sum(running) >= _ARTICLE_WIDTH


def _judge_part(
    page: Page, first: int, seen: Sequence[Verdict], stretch: Sequence[Verdict], weights: Path
) -> list[Verdict]:
    blocks = page.blocks[first : first + _PART]
    ground = line_ground(blocks, seen, stretch[first : first + _PART], page.glued)
    names, features = line_features(ground)
    logits = _seconded(network.load(weights).logits(names, features, False), ground)
    chances = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).tolist()
    return [
        _verdict(block, place, chance, ground)
        for place, (block, chance) in enumerate(zip(blocks, chances, strict=True))
    ]


def _seconded(logits: Floats, ground: LineGround) -> Floats:
    """The logits with the second opinion of the densest stretch, and the doubt that a text with hardly any furniture
    deserves: there a line must be far from prose to go."""
    stretch = ground.stretch
    kept = stretch["article"] + stretch["edge"] + stretch["clean"]
    logits = logits + _STRETCH * (2 * kept - 1) + _EDGE * stretch["edge"]
    if stretch["clean"].any():
        return np.asarray(logits + _CLEAN * stretch["clean"], np.float32)
    gone = (kept == 0) | (ground.rule >= _SURE) | (ground.repeat >= _NAMED)
    for named in ground.own.values():
        gone |= named >= _NAMED
    little = float(ground.signs.width[gone].sum()) < _LITTLE * float(ground.signs.width.sum())
    return np.asarray(logits + _NEARLY_CLEAN if little else logits, np.float32)


def _verdict(block: Block, place: int, chance: float, ground: LineGround) -> Verdict:
    if not _LETTER.search(block.text):
        return Verdict(block.index, Label.OTHER, f"{JUDGE}.no-letter", 0.9, "holds no letter and no digit", JUDGE)
    body = chance > 0.5
    sure = round(max(chance, 1 - chance), 3)
    if not body and ground.caption[place]:
        return Verdict(block.index, Label.CAPTION, f"{JUDGE}.caption", sure, "ends with the credit of a picture", JUDGE)
    rule = f"{JUDGE}.article" if body else f"{JUDGE}.not-article"
    return Verdict(block.index, Label.BODY if body else Label.OTHER, rule, sure, reason(ground, place, body), JUDGE)
