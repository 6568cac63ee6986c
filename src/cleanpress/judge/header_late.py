"""The head of the article in a text, once the body is known: title, standfirst, byline and date above its first line.

`header_text` speaks before the lines are judged and can only guess where the article begins: a standfirst, a notice or
a teaser may be the first running text. Where the judge of lines has found the body, the lines right above it are
looked at again. Only what is no text anyway gets another name here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleanpress.judge import header_text as early
from cleanpress.judge.header_names import Body, above, anchors_of, below_title, is_open, is_sentence
from cleanpress.metadata.date_scan import find_days
from cleanpress.metadata.date_words import fold
from cleanpress.metadata.names import is_bare_name, looks_like_byline
from cleanpress.metadata.titles import SEPARATOR, key
from cleanpress.model import Block, Kind, Label, Verdict

_GAP = 12  # lines between the first two of a body
_AFTER = 4  # lines above byline and date among which a headline is close to them
_SMALL_HEAD = 8  # lines above the body of a text without menus
_LONG_TITLE = 140  # characters
_LIST = 3  # headlines right above each other; more are a list
_SAMPLE = 6_000  # characters of the body
_SHARED = 0.45  # share of a headline's words that the body has
_LITTLE = 0.35  # the same, and nearness, in a small head
_FEW = 0.2  # the same of a line above its standfirst
_LONG, _LONGER = 80, 1.2  # characters of a standfirst, and how many times as long as the headline it is
_CLOSE = 0.2  # what it is worth that a line stands right above byline and date
_TOLD = 15  # letters of a headline that the text's first line, the page's title, holds as well
_BEFORE = 3  # lines above the title in which its byline may stand
_APART = 6  # lines between two bylines or date lines of one head
_SURE = 0.8
_NUMBER = re.compile(r"^(?:\d{1,2}\.|[•*·-])\s+")


def judge_head(blocks: Sequence[Block]) -> list[Verdict]:
    """One verdict for each line of the head above the body that is to have another label than it has.

    >>> from cleanpress.model import Block
    >>> body = "The ferry left the harbour on Monday with sixty people on board, for the first time in two long years."
    >>> lines = ["Ferry leaves the harbour after two years", "Von Ida Moor", "4. März 2025"]
    >>> blocks = [Block(index=i, text=text) for i, text in enumerate(lines)]
    >>> blocks += [Block(index=i, text=body, label=Label.BODY) for i in (3, 4)]
    >>> [verdict.label.value for verdict in judge_head(blocks)]
    ['title', 'byline', 'dateline']
    """
    body = _body(blocks)
    if body is None:
        return []
    names = anchors_of(blocks, body)
    title = _title(blocks, body, names)
    if title is None:
        early_title = next((place for place in above(blocks, body) if blocks[place].label is Label.TITLE), body.first)
        names |= dict.fromkeys(below_title(blocks, body, early_title, names), Label.BYLINE)
    else:
        names = {place: label for place, label in names.items() if place >= title - _BEFORE}
        names |= dict.fromkeys(below_title(blocks, body, title, names), Label.BYLINE)
        names |= dict.fromkeys(_standfirsts(blocks, body, title, names), Label.STANDFIRST)
        names[title] = Label.TITLE
        names |= dict.fromkeys(_no_longer(blocks, title, names), Label.OTHER)
    return [_verdict(place, label) for place, label in sorted(names.items()) if blocks[place].label is not label]


def _no_longer(blocks: Sequence[Block], title: int, names: dict[int, Label]) -> Iterator[int]:
    """Other lines that were taken for the title, and bylines above it where there is one below."""
    signed = any(label is Label.BYLINE and place > title for place, label in names.items())
    far = any(label is Label.BYLINE for label in names.values())
    for block in blocks:
        if block.index not in names and block.label is Label.TITLE:
            yield block.index
        elif block.label is Label.BYLINE or names.get(block.index) is Label.BYLINE:
            known = block.index in names and looks_like_byline(block.text)
            if block.index < title and not known and (signed or (far and block.index < title - _BEFORE)):
                yield block.index


def _verdict(place: int, label: Label) -> Verdict:
    rule = "lines.not-article" if label is Label.OTHER else f"header.{label.value}"
    return Verdict(place, label, rule, _SURE, "stands right above the first line of the article", "header")


def _body(blocks: Sequence[Block]) -> Body | None:
    """The first line of the body that another follows closely; None where nothing stands above it."""
    places = [block.index for block in blocks if block.label is Label.BODY]
    first = next((one for one, other in pairwise(places) if other - one <= _GAP), places[0] if places else 0)
    if not first or any(blocks[place].index != place for place in (first, len(blocks) - 1)):
        return None
    text = " ".join(blocks[place].text for place in places if place >= first)[:_SAMPLE]
    return Body(first, frozenset(early.telling_words(text)))


def _title(blocks: Sequence[Block], body: Body, anchors: dict[int, Label]) -> int | None:
    """The place of the title: the headline that the text's first line tells as well; else of those that talk of what
    the body talks of the one above byline and date.

    Where several stand right above each other, the topmost, as what follows is a standfirst; of many, the lowest. What
    the early judge took for the title stays where it does as well; without byline or date there is another only
    in a small head.
    """
    places = [place for place in above(blocks, body) if place not in anchors]
    marked = [place for place in places if blocks[place].kind is Kind.HEADING and blocks[place].level == 1]
    if len(marked) == 1:
        return marked[0]
    group = _nearest(anchors, body.first)
    top, bottom = group[0], group[-1]
    told = _told_above(blocks, places)
    sure = [place for place in told if _reads_like_title(blocks[place])]
    if sure:
        return max((place for place in sure if place < bottom), default=sure[-1])
    close = _right_above(blocks, top, anchors)
    scored = {p: _shared(blocks[p], body) + _CLOSE * (p == close) for p in places if _reads_like_title(blocks[p])}
    talking = [place for place, score in scored.items() if score >= _SHARED]
    over = [place for place in talking if place < bottom] or talking
    given = [place for place in over if blocks[place].label is Label.TITLE]
    small = body.first <= _SMALL_HEAD
    if not over and small and not any(block.label is Label.TITLE for block in blocks[: body.first]):
        # In a head without menus a headline needs little proof.
        over = [place for place, score in scored.items() if place < bottom and score >= _LITTLE]
    if not over or not (given or anchors or small):
        return told[-1] if told else None
    best = given[0] if given else _topmost(blocks, over[over.index(max(over, key=lambda p: scored[p])) :], anchors)
    return _unnumbered(blocks, places, _over_standfirst(blocks, best, scored))


def _over_standfirst(blocks: Sequence[Block], best: int, scored: dict[int, float]) -> int:
    """The headline right above a longer one, which is its standfirst, if the body has a few of its words as well."""
    over = next((place for place in (best - 1, best - 2) if place in scored), None)
    if over is None or scored[over] < _FEW or len(blocks[best].text) < max(_LONG, _LONGER * len(blocks[over].text)):
        return best
    return over


def _nearest(anchors: dict[int, Label], first: int) -> list[int]:
    """The bylines and date lines nearest to the body, in order; the body's first line where there are none."""
    group: list[int] = []
    for place in sorted((place for place in anchors if place < first), reverse=True):
        if group and group[0] - place > _APART:
            break
        group.insert(0, place)
    return group or [first]


def _told_above(blocks: Sequence[Block], places: Sequence[int]) -> list[int]:
    """The places, the nearest to the body first, of lines that the first line of all holds up to one of its marks.

    Some tools write the page's title on top: "Ferry sails again | Islands | The Meridian".
    """
    first = blocks[0].text
    starts = {key(first), *(key(first[: mark.start()]) for mark in SEPARATOR.finditer(first[: 3 * _LONG_TITLE]))}
    return [
        place for place in places if place and len(blocks[place].text) >= _TOLD and key(blocks[place].text) in starts
    ]


def _right_above(blocks: Sequence[Block], top: int, anchors: dict[int, Label]) -> int:
    """The first line above byline and date that is neither furniture nor a sentence, -1 where there is none."""
    for place in range(top - 1, max(-1, top - _AFTER - 1), -1):
        if place not in anchors and is_open(blocks[place]) and not is_sentence(blocks[place]):
            return place
    return -1


def _topmost(blocks: Sequence[Block], places: Sequence[int], anchors: dict[int, Label]) -> int:
    """The topmost of the places (the nearest first) between which nothing stands but sentences, dates and furniture."""
    chain = [places[0]]
    for place in places[1:]:
        between = range(place + 1, chain[-1])
        if any(each not in anchors and is_open(blocks[each]) and not is_sentence(blocks[each]) for each in between):
            break
        chain.append(place)
    return chain[-1] if len(chain) <= _LIST else chain[0]


def _unnumbered(blocks: Sequence[Block], places: Sequence[int], found: int) -> int:
    """The same headline without the number that a list of breadcrumbs gave it, where it stands there too."""
    text = _NUMBER.sub("", blocks[found].text)
    return next((place for place in places if blocks[place].text == text), found)


def _reads_like_title(block: Block) -> bool:
    numbered = _NUMBER.match(block.text)
    if numbered or len(block.text) > _LONG_TITLE or not early.is_headline(block) or is_bare_name(block.text):
        return False
    days = find_days(fold(block.text))
    return sum(day.end - day.start for day in days) < len(block.text) / 3


def _shared(block: Block, body: Body) -> float:
    """The share of a line's telling words that the body has too."""
    words = set(early.telling_words(block.text))
    return len(words & body.words) / len(words) if words else 0.0


def _standfirsts(blocks: Sequence[Block], body: Body, title: int, anchors: dict[int, Label]) -> Iterator[int]:
    """Up to two lines under the title that read like a sentence or another headline, above byline and date."""
    fence = min((place for place in anchors if place > title), default=body.first)
    given = 0
    for place in range(title + 1, min(fence, title + 4)):
        block = blocks[place]
        if given < 2 and is_open(block) and (is_sentence(block) or early.is_headline(block)):
            given += 1
            yield place
