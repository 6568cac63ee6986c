"""The head of the article in a dump: the lines before its first paragraph.

A dump has no marks. Date lines and bylines are known by their form and hold the place; the title stands above them, or
directly above the first paragraph, and is the line that reads like a headline. Everything is said only of lines before
running text, so a text that begins with running text has no head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanpress.judge import prose
from cleanpress.judge.header_marks import agreement, words_of
from cleanpress.likeness import normal, token_words
from cleanpress.metadata.credits import looks_like_caption, looks_like_credit
from cleanpress.metadata.dates import is_dateline
from cleanpress.metadata.name_words import ROLES
from cleanpress.metadata.names import is_bare_name, looks_like_byline, split_byline
from cleanpress.model import Block, Hints, Kind, Label, Verdict

_JUDGE = "header"
_NOTICES = 0.2  # share of the running text that may stand before the head: notices of the site
_ROLE_WORDS = 8
_PLAYERS = 2  # headline-like lines behind the date line; more are a list
_HEAD = 200  # lines before the first paragraph that are looked at
_REACH = 8  # lines from the anchors in which a title is looked for
_RUN = 3  # headline-like lines in a row; more are a list
_WORDS = 4
_FEWEST, _SHORT = 2, 60  # words, and width, of a line directly above byline or date line that may be a short title
_WIDTH = 20
_LONGEST = 220
_LONGEST_ALONE = 125  # width of a headline that neither byline nor date line holds; a longer one opens the text
_LONGEST_ANCHOR = 200  # characters of a date line or byline; what is longer is running text
_SHARED = 0.3  # share of a headline's words that the article's own text has
_SAMPLE = 6_000  # characters of the article's text


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of the head without those that other judges named, and the words of what follows."""

    head: list[Block]
    words: frozenset[str]


def judge(blocks: Sequence[Block], hints: Hints, named: set[int]) -> list[Verdict]:
    """The verdicts on the lines of a dump; `named` are those that other judges call furniture.

    The head stands before the first running text. Where that is a notice of the site (consent, an offer), the head
    comes after it: then only a title with a date line or byline below counts.
    """
    first: list[Verdict] = []
    for number, lines in enumerate(_heads(blocks, named)):
        anchors = dict(_anchors(lines.head))
        title, anchored = _title(lines, anchors, hints)
        if number and not (anchored and title is not None and _shares_words(lines, lines.head[title])):
            continue
        verdicts = list(_told(lines, anchors, title))
        if title is not None:
            verdicts += _around(lines, anchors, title)
        if anchored:
            return sorted(verdicts, key=lambda verdict: verdict.block)
        first = first or verdicts
    return sorted(first, key=lambda verdict: verdict.block)


def _heads(blocks: Sequence[Block], named: set[int]) -> Iterator[_Lines]:
    """The lines before the first running text; after that, those between running text near the beginning.

    A text that begins with running text has none.
    """
    free = [block for block in blocks if block.index not in named]
    total = sum(prose.words(block.text) for block in free if prose.is_prose(block.text))
    before = 0
    start = 0
    for place, block in enumerate(free):
        if not _is_running(block.text):
            continue
        if place == 0:
            return
        if place > start:
            yield _Lines(free[max(start, place - _HEAD) : place], _words_from(free, place))
        before += prose.words(block.text)
        if before > _NOTICES * total:
            return
        start = place + 1


def _is_running(text: str) -> bool:
    if not prose.is_prose(text):
        return False
    return len(text) > _LONGEST_ANCHOR or not (is_dateline(text) or looks_like_byline(text))


def _words_from(free: Sequence[Block], place: int) -> frozenset[str]:
    body = " ".join(block.text for block in free[place : place + 40])
    return frozenset(telling_words(body[:_SAMPLE]))


def telling_words(text: str) -> Iterator[str]:
    """Words that carry meaning in most languages: long ones, and each sign of a script without spaces."""
    for token in token_words(normal(text)):
        if len(token) > 3 or ord(token[0]) > 0x2E7F or token.isdigit():
            yield token


def _anchors(head: Sequence[Block]) -> Iterator[tuple[int, Label]]:
    """Places in the head that hold a date line or a byline; a bare name counts beside one of these or a headline,
    but not in the address above a letter's greeting."""
    sure: dict[int, Label] = {}
    for place, block in enumerate(head):
        if block.kind in (Kind.CELL, Kind.CODE) or len(block.text) > _LONGEST_ANCHOR:
            continue
        if is_dateline(block.text):
            sure[place] = Label.DATELINE
        elif looks_like_byline(block.text) or name_and_date(block.text):
            sure[place] = Label.BYLINE
    yield from sure.items()
    if head and head[-1].text.endswith(prose.GREETING):
        return
    for place, block in enumerate(head):
        if place in sure or not (is_bare_name(block.text) or _name_and_role(block.text)):
            continue
        beside = any(other in sure for other in (place - 2, place - 1, place + 1, place + 2))
        below = place + 1 == len(head) and place > 0 and is_headline(head[place - 1])
        if beside or below:
            yield place, Label.BYLINE


def name_and_date(text: str) -> bool:
    """Whether a line is a name with a date behind it: "Ida Moor | 3 May 2024"."""
    first = re.split(r"\s*[|·•,–—]\s*|\s+(?=\d)", text, maxsplit=1)
    return len(first) == 2 and is_bare_name(first[0]) and is_dateline(first[1]) and bool(split_byline(text))


def _name_and_role(text: str) -> bool:
    """Whether a line is a name with a profession behind it: "Ida Moor Chief Reporter"."""
    words = text.lower().split()
    return len(words) <= _ROLE_WORDS and words[-1].strip(",.") in ROLES and len(split_byline(text)) == 1


def is_headline(block: Block, anchored: bool = True) -> bool:
    """Whether a line reads like a headline: some words, no full stop, beginning as a headline begins.

    Without an anchor a question is rather the first line of an interview.
    """
    text = block.text
    if block.kind not in (Kind.PARAGRAPH, Kind.HEADING) or not 8 <= len(text) <= _LONGEST:
        return False
    if len(token_words(normal(text))) < _WORDS or prose.width(text) < _WIDTH or text[0].islower():
        return False
    if not anchored and prose.width(text) > _LONGEST_ALONE:
        return False
    if prose.ends_sentence(text):
        return anchored and text.rstrip("”\"'’»").endswith(("?", "!", "？", "！"))
    if looks_like_caption(text) or looks_like_credit(text):
        return False
    return text[-1] not in ":;,，：" and not re.match(r"[-–—•*·]\s", text) and text.count("|") < 2


def _is_short_headline(block: Block) -> bool:
    """Whether a line of a few words, directly above a byline or date line, may be the title."""
    text = block.text
    if block.kind not in (Kind.PARAGRAPH, Kind.HEADING) or not text[0].isalnum() or not text[-1].isalnum():
        return False
    return _FEWEST <= len(token_words(normal(text))) <= _WORDS and prose.width(text) <= _SHORT


def _title(lines: _Lines, anchors: dict[int, Label], hints: Hints) -> tuple[int | None, bool]:
    """The title's place in the head, None where no line is sure enough, and whether an anchor or a mark holds it."""
    head = lines.head
    told = words_of(hints.title or "")
    for place, block in enumerate(head):
        if told and agreement(words_of(block.text), told) > 0.9:
            return place, True
    marked = [p for p, block in enumerate(head) if block.kind is Kind.HEADING and block.level == 1]
    if len(marked) == 1 and marked[0] not in anchors:
        return marked[0], True
    group = _last_group(anchors, len(head))
    if group:
        above = _best(lines, _run_above(head, anchors, group[0], anchored=True))
        if above is None or not _shares_words(lines, head[above]):
            short = _short_title(lines, anchors, group)
            if short is not None and (above is None or _shares_words(lines, head[short])):
                above = short
        if above is not None:
            return above, True
    return _best(lines, _run_above(head, anchors, len(head), anchored=bool(group))), False


def _short_title(lines: _Lines, anchors: dict[int, Label], group: list[int]) -> int | None:
    """The place of the few words directly above byline or date line, unless a headline of the article stands below."""
    head = lines.head
    place = group[0] - 1
    if place < 0 or not _is_short_headline(head[place]) or head[-1].text.endswith(prose.GREETING):
        return None
    below = _best(lines, _run_above(head, anchors, len(head), anchored=False))
    told = below is not None and below > group[-1] and _shares_words(lines, head[below])
    return None if told and not _shares_words(lines, head[place]) else place


def _last_group(anchors: dict[int, Label], end: int) -> list[int]:
    """The anchors nearest to the first paragraph, in order, with no more than two other lines between them."""
    group: list[int] = []
    for place in sorted(anchors, reverse=True):
        if group and group[0] - place > 3:
            break
        if not group and end - place > _REACH:
            return []
        group.insert(0, place)
    return group


def _run_above(head: Sequence[Block], anchors: dict[int, Label], place: int, *, anchored: bool) -> list[int]:
    """Headline-like lines in a row (sentences of a standfirst among them) that end above `place`; [] for a list."""
    run: list[int] = []
    skipped = 0
    at = place - 1
    while at >= 0 and len(run) <= _RUN:
        block = head[at]
        if at in anchors and anchored:
            pass
        elif is_headline(block, anchored) or (anchored and _is_sentence(block)):
            run.insert(0, at)
        elif run or not anchored or skipped == 2:
            break
        else:
            skipped += 1
        at -= 1
    while run and not is_headline(head[run[0]], anchored):
        run.pop(0)
    return run if anchored or len(run) < _RUN else []


def _is_sentence(block: Block) -> bool:
    return (
        block.kind is Kind.PARAGRAPH
        and prose.ends_sentence(block.text)
        and len(token_words(normal(block.text))) >= _WORDS
    )


def _best(lines: _Lines, run: list[int]) -> int | None:
    """The first line of the run that talks of what the article talks of; the first at all where none does."""
    headlines = [place for place in run if is_headline(lines.head[place])]
    for place in headlines:
        if _shares_words(lines, lines.head[place]):
            return place
    return headlines[0] if headlines and len(run) < _RUN else None


def _shares_words(lines: _Lines, block: Block) -> bool:
    words = set(telling_words(block.text))
    return bool(words) and len(words & lines.words) >= _SHARED * len(words)


def _told(lines: _Lines, anchors: dict[int, Label], title: int | None) -> Iterator[Verdict]:
    """Date lines and bylines: those of the group nearest to the first paragraph, and those around the title."""
    group = set(_last_group(anchors, len(lines.head)))
    for place, label in anchors.items():
        near = place in group if title is None else place - title >= -3
        if near:
            what = "the whole line is a date" if label is Label.DATELINE else "says who wrote the article"
            yield _verdict(lines.head[place], label, 0.9, f"{what}, above the first paragraph")


def _around(lines: _Lines, anchors: dict[int, Label], title: int) -> Iterator[Verdict]:
    """The title, the standfirst below it, and headline-like lines behind byline and date: titles of videos."""
    head = lines.head
    yield _verdict(head[title], Label.TITLE, 0.9, "the headline-like line above the first paragraph")
    after = [place for place in anchors if place > title]
    fence = min(after, default=len(head))
    standfirsts = 0
    players = []
    for place in range(title + 1, len(head)):
        block = head[place]
        if place in anchors or block.kind not in (Kind.PARAGRAPH, Kind.HEADING):
            continue
        headline = is_headline(block)
        if place < fence and standfirsts < 2 and (headline or (after and _is_sentence(block))):
            standfirsts += 1
            yield _verdict(block, Label.STANDFIRST, 0.8, "stands under the title, above byline and first paragraph")
        elif place > fence and headline:
            players.append(block)
    for block in players if len(players) <= _PLAYERS else ():
        why = "headline-like line between dateline and first paragraph: a video's or picture's title"
        yield Verdict(block.index, Label.PLAYER, "header.player", 0.75, why, _JUDGE)


def _verdict(block: Block, label: Label, confidence: float, why: str) -> Verdict:
    return Verdict(block.index, label, f"{_JUDGE}.{label.value}", confidence, why, _JUDGE)
