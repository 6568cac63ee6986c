"""The head of the article in a text, once the body is known: title, standfirst, byline and date above its first line.

`header_text` speaks before the lines are judged and can only guess where the article begins: a standfirst, a notice or
a teaser may be the first running text. Where the judge of lines has found the body, the lines right above it are
looked at again. Only what is no text anyway gets another name here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cleanpress.judge import header_text as early
from cleanpress.judge import prose
from cleanpress.likeness import normal, token_words
from cleanpress.metadata.dates import is_dateline
from cleanpress.metadata.names import is_bare_name, looks_like_byline, split_byline
from cleanpress.model import Block, Kind, Label, Verdict

_WINDOW = 60  # lines above the body that are looked at
_GAP = 12  # lines between the first two of a body
_AFTER = 4  # lines below the first of the body in which byline and date may still stand
_SMALL_HEAD = 8  # lines above the body of a text without menus
_REACH = 12  # lines above the body in which byline and date stand
_NAMES = 0.75  # share of a line that names make up
_LONGEST = 200  # characters of a byline or date line
_LONG_TITLE = 140  # characters
_LIST = 3  # headlines right above each other; more are a list
_SAMPLE = 6_000  # characters of the body
_SHARED = 0.45  # share of a headline's words that the body has
_CLOSE = 0.2  # what it is worth that a line stands right above byline and date
_SURE = 0.8
_RENAMED = frozenset({Label.OTHER, Label.TITLE, Label.STANDFIRST, Label.BYLINE, Label.DATELINE, Label.PLAYER})
_NUMBER = re.compile(r"^(?:\d{1,2}\.|[•*·-])\s+")
_ALONE = re.compile(r"(?:by|von|par|por|di|da|door|av|af|autor|author|text|words)\s*:?", re.I)
_PARTS = re.compile(r"\s+[/|•·–—]\s+|\s*[|•·]\s*")


@dataclass(frozen=True, slots=True)
class _Body:
    """Where the body begins, and the words it is made of."""

    first: int
    words: frozenset[str]


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
    names = dict(_anchors(blocks, body))
    title = _title(blocks, body, names)
    if title is not None:
        names |= dict.fromkeys(_standfirsts(blocks, body, title, names), Label.STANDFIRST)
        names[title] = Label.TITLE
        # Another line that was taken for the title is none.
        for block in blocks:
            if block.label is Label.TITLE and block.index != title:
                names.setdefault(block.index, Label.OTHER)
    return [_verdict(place, label) for place, label in sorted(names.items()) if blocks[place].label is not label]


def _verdict(place: int, label: Label) -> Verdict:
    rule = "lines.not-article" if label is Label.OTHER else f"header.{label.value}"
    return Verdict(place, label, rule, _SURE, "stands right above the first line of the article", "header")


def _body(blocks: Sequence[Block]) -> _Body | None:
    """The first line of the body that another follows closely; None where nothing stands above it."""
    places = [block.index for block in blocks if block.label is Label.BODY]
    first = next((one for one, other in pairwise(places) if other - one <= _GAP), places[0] if places else 0)
    if not first or any(blocks[place].index != place for place in (first, len(blocks) - 1)):
        return None
    text = " ".join(blocks[place].text for place in places if place >= first)[:_SAMPLE]
    return _Body(first, frozenset(early.telling_words(text)))


def _anchors(blocks: Sequence[Block], body: _Body) -> Iterator[tuple[int, Label]]:
    """Date lines and bylines right above the body, and between its first lines where none stands above."""
    above = list(_above(blocks, body))
    found: dict[int, Label] = {}
    seen = 0
    for number, place in enumerate(above):
        label = _anchor(blocks[place])
        below = above[number - 1] if number else body.first
        if label is None and _ALONE.fullmatch(blocks[place].text) and below < body.first and _only_names(blocks[below]):
            label = found[below] = Label.BYLINE
        if label:
            found[place] = label
        seen = max(0, seen - 2) if label else seen + 1
        if seen > _REACH:
            break
    if not found:
        after = range(body.first + 1, min(len(blocks), body.first + _AFTER))
        found |= {place: label for place in after if _open(blocks[place]) and (label := _anchor(blocks[place]))}
    if Label.BYLINE not in found.values():
        found |= dict.fromkeys(_names_beside(blocks, above, found), Label.BYLINE)
    yield from found.items()


def _above(blocks: Sequence[Block], body: _Body) -> Iterator[int]:
    """The places above the body whose lines may get another name, the nearest first."""
    for place in range(body.first - 1, max(-1, body.first - _WINDOW), -1):
        if blocks[place].label is Label.BODY:
            return
        if _open(blocks[place]):
            yield place


def _names_beside(blocks: Sequence[Block], above: Sequence[int], found: dict[int, Label]) -> Iterator[int]:
    """Lines that hold names alone: beside a date line, or right above the body under a title or standfirst."""
    beside = {place + step for place in found for step in (-1, 1)} - found.keys()
    for place in sorted(beside):
        if 0 <= place < len(blocks) and _open(blocks[place]) and _only_names(blocks[place]):
            yield place
            return
    if len(above) > 1 and is_bare_name(blocks[above[0]].text) and " " in blocks[above[0]].text:
        over = blocks[above[1]]
        if not found and (_is_sentence(over) or _reads_like_title(over)):
            yield above[0]


def _only_names(block: Block) -> bool:
    """Whether a line is one name or several, and what joins them."""
    text = block.text
    if len(text) > _LONGEST or prose.ends_sentence(text):
        return False
    names = split_byline(text)
    letters = sum(len(name.text) for name in names)
    return any(name.kind == "person" and " " in name.text for name in names) and letters >= _NAMES * len(text)


def _open(block: Block) -> bool:
    return block.label in _RENAMED and block.kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.LIST_ITEM)


def _anchor(block: Block) -> Label | None:
    """What a line is by its form: a date line, a byline, or neither."""
    text = block.text
    if len(text) > _LONGEST:
        return None
    if early.name_and_date(text):
        return Label.BYLINE
    if is_dateline(text):
        return Label.DATELINE
    if looks_like_byline(text):
        return Label.BYLINE
    parts = [part for part in _PARTS.split(text) if part]
    dated = [part for part in parts if is_dateline(part)]
    if len(parts) > 1 and dated and any(is_bare_name(part) or looks_like_byline(part) for part in parts):
        return Label.BYLINE
    return None


def _title(blocks: Sequence[Block], body: _Body, anchors: dict[int, Label]) -> int | None:
    """The place of the title: of the headlines that talk of what the body talks of the one above byline and date.

    Where several stand right above each other, the topmost, as what follows is a standfirst; of many, the lowest. What
    the early judge took for the title stays where it does as well; without byline or date there is another only
    in a small head.
    """
    places = [place for place in _above(blocks, body) if place not in anchors]
    marked = [place for place in places if blocks[place].kind is Kind.HEADING and blocks[place].level == 1]
    if len(marked) == 1:
        return marked[0]
    top = min((place for place in anchors if place < body.first), default=body.first)
    close = _right_above(blocks, top, anchors)
    scored = {p: _shared(blocks[p], body) + _CLOSE * (p == close) for p in places if _reads_like_title(blocks[p])}
    talking = [place for place, score in scored.items() if score >= _SHARED]
    over = [place for place in talking if place < top] or talking
    if not over:
        return None
    given = [place for place in over if blocks[place].label is Label.TITLE]
    if not given and not anchors and body.first > _SMALL_HEAD:
        return None
    best = given[0] if given else _topmost(blocks, over[over.index(max(over, key=lambda p: scored[p])) :], anchors)
    return _unnumbered(blocks, places, best)


def _right_above(blocks: Sequence[Block], top: int, anchors: dict[int, Label]) -> int:
    """The first line above byline and date that is neither furniture nor a sentence, -1 where there is none."""
    for place in range(top - 1, max(-1, top - _AFTER - 1), -1):
        if place not in anchors and _open(blocks[place]) and not _is_sentence(blocks[place]):
            return place
    return -1


def _topmost(blocks: Sequence[Block], places: Sequence[int], anchors: dict[int, Label]) -> int:
    """The topmost of the places (the nearest first) between which nothing stands but sentences, dates and furniture."""
    chain = [places[0]]
    for place in places[1:]:
        between = range(place + 1, chain[-1])
        if any(each not in anchors and _open(blocks[each]) and not _is_sentence(blocks[each]) for each in between):
            break
        chain.append(place)
    return chain[-1] if len(chain) <= _LIST else chain[0]


def _unnumbered(blocks: Sequence[Block], places: Sequence[int], found: int) -> int:
    """The same headline without the number that a list of breadcrumbs gave it, where it stands there too."""
    text = _NUMBER.sub("", blocks[found].text)
    return next((place for place in places if blocks[place].text == text), found)


def _reads_like_title(block: Block) -> bool:
    numbered = _NUMBER.match(block.text)
    return not numbered and len(block.text) <= _LONG_TITLE and early.is_headline(block) and not is_bare_name(block.text)


def _is_sentence(block: Block) -> bool:
    return prose.ends_sentence(block.text) and len(token_words(normal(block.text))) >= 4


def _shared(block: Block, body: _Body) -> float:
    """The share of a line's telling words that the body has too."""
    words = set(early.telling_words(block.text))
    return len(words & body.words) / len(words) if words else 0.0


def _standfirsts(blocks: Sequence[Block], body: _Body, title: int, anchors: dict[int, Label]) -> Iterator[int]:
    """Up to two lines under the title that read like a sentence or another headline, above byline and date."""
    fence = min((place for place in anchors if place > title), default=body.first)
    given = 0
    for place in range(title + 1, min(fence, title + 4)):
        block = blocks[place]
        if given < 2 and _open(block) and (_is_sentence(block) or early.is_headline(block)):
            given += 1
            yield place
