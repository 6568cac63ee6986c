"""Bylines and date lines of a text, known by their form and by where they stand around the body's first line.

A line that says when or by whom is sure wherever it stands near the body. A line of names alone counts beside a date
line, beside another byline, or as the only such line between title and body of which the body itself does not speak.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cleanpress.judge import header_text as early
from cleanpress.judge import prose
from cleanpress.likeness import normal, token_words
from cleanpress.metadata.date_months import MONTHS
from cleanpress.metadata.date_scan import find_clocks, find_days, mask, without_soft_times
from cleanpress.metadata.date_words import FILLERS, MODIFIED, PUBLISHED, WEEKDAYS, fold
from cleanpress.metadata.dates import is_dateline
from cleanpress.metadata.name_words import DEGREES, ROLE_STARTS, ROLES, SUFFIXES
from cleanpress.metadata.names import is_bare_name, looks_like_byline, split_byline
from cleanpress.model import Block, Kind, Label

WINDOW = 60
"""Lines above the body that are looked at."""
RENAMED = frozenset({Label.OTHER, Label.TITLE, Label.STANDFIRST, Label.BYLINE, Label.DATELINE, Label.PLAYER})
"""Labels of lines that may get another name."""

_AFTER = 5  # lines from the first of the body on in which byline and date may still stand
_REACH = 12  # lines above the body in which byline and date stand
_LONGEST = 200  # characters of a byline or date line
_BESIDE = 2  # lines between names and date line, where the one between is furniture
_ALONE = re.compile(r"(?:by|von|par|por|di|da|door|av|af|autor|author|text|words)\s*:?", re.I)
_PARTS = re.compile(r"\s+[/|•·–—]\s+|\s*[|•·]\s*")
_WORD = re.compile(r"[^\W\d_]+")
_JOINT = re.compile(r"\W*(?:and|und|et|og|och|ja|y|e|i|и|та|with|mit|avec)?\W*", re.I)
_JOINTS = frozenset("and und et og och ja y e i и та with mit avec by von".split())
_MINUTES = re.compile(r"(?<!\w)\d{1,2} ?(?:min(?:s|utes?|uten|utos|uti)?|мин|dk|分|분)\b\.?", re.I)
_ROLE = re.compile(r"\s*\0\s*[–—,-]\s*([^\W\d_]+)")
_MOST = 12  # words of a line beside its names
_BETWEEN = frozenset({Label.SHARE, Label.ADVERT, Label.COMMENTS, Label.CREDIT, Label.NEWSLETTER, Label.DUPLICATE})
_NOTES = (
    ROLES | ROLE_STARTS | DEGREES | SUFFIXES | FILLERS | PUBLISHED | MODIFIED | WEEKDAYS | frozenset(MONTHS) | _JOINTS
)


@dataclass(frozen=True, slots=True)
class Body:
    """Where the body begins, and the words it is made of."""

    first: int
    words: frozenset[str]


def is_open(block: Block) -> bool:
    """Whether a line is a line of text that may get another name."""
    if block.kind not in (Kind.PARAGRAPH, Kind.HEADING, Kind.LIST_ITEM):
        return False
    # "By Ida Moor | Harbour News" ends like a caption with its credit.
    return block.label in RENAMED or (
        block.label is Label.CAPTION and "|" in block.text and looks_like_byline(block.text)
    )


def above(blocks: Sequence[Block], body: Body) -> Iterator[int]:
    """The places above the body whose lines may get another name, the nearest first."""
    for place in range(body.first - 1, max(-1, body.first - WINDOW), -1):
        if blocks[place].label is Label.BODY:
            return
        if is_open(blocks[place]):
            yield place


def anchors_of(blocks: Sequence[Block], body: Body) -> dict[int, Label]:
    """Date lines and bylines right above the body, and between its first lines where none stands above."""
    over = list(above(blocks, body))
    found: dict[int, Label] = {}
    seen = 0
    for number, place in enumerate(over):
        label = anchor(blocks[place])
        below = over[number - 1] if number else body.first
        if label is None and _ALONE.fullmatch(blocks[place].text) and below < body.first and only_names(blocks[below]):
            label = found[below] = Label.BYLINE
        if label:
            found[place] = label
        seen = max(0, seen - 2) if label else seen + 1
        if seen > _REACH:
            break
    if not found:
        after = _after(blocks, body)
        found |= {place: label for place in after if (label := anchor(blocks[place]))}
    found = found or _pair_far_above(blocks, body)
    if Label.BYLINE not in found.values():
        found |= dict.fromkeys(_beside(blocks, body, found), Label.BYLINE)
        if not found and _is_lone_name(blocks, over) and _is_foreign(blocks[over[0]].text, body.words):
            found[over[0]] = Label.BYLINE
    return found | dict.fromkeys(_run(blocks, found), Label.BYLINE)


def _pair_far_above(blocks: Sequence[Block], body: Body) -> dict[int, Label]:
    """The one byline with a date line right beside it that stands further up, over offers."""
    lines = {p: label for p in range(body.first) if is_open(blocks[p]) and (label := anchor(blocks[p]))}
    pairs = [
        {place: Label.BYLINE, date: Label.DATELINE}
        for place, label in lines.items()
        for date in (place - 1, place + 1)
        if label is Label.BYLINE and lines.get(date) is Label.DATELINE
    ]
    return pairs[0] if len(pairs) == 1 else {}


def below_title(blocks: Sequence[Block], body: Body, title: int, found: Mapping[int, Label]) -> list[int]:
    """The lines of names between title and body, where no byline is known there: the only run of such lines.

    A name of which title or body have a word is rather somebody the article is about, a section or a heading.
    """
    if any(label is Label.BYLINE and place > title for place, label in found.items()):
        return []
    places = [p for p in range(title + 1, body.first) if is_open(blocks[p]) and p not in found]
    spoken = body.words | frozenset(early.telling_words(blocks[title].text))
    named = [p for p in places if only_names(blocks[p]) and _is_foreign(blocks[p].text, spoken)]
    # "Image:" and then a name on a line of its own
    named = [p for p in named if not blocks[p - 1].text.endswith((":", "："))]
    if not named:
        return []
    run = [named[0], *_run(blocks, {named[0]: Label.BYLINE})]
    written = {normal(blocks[place].text) for place in run}
    return run if all(normal(blocks[place].text) in written for place in named) else []


def anchor(block: Block) -> Label | None:
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
    return Label.BYLINE if _noted(text) == "dated" else None


def only_names(block: Block) -> bool:
    """Whether a line is one name or several, what joins them, and what these persons are."""
    text = block.text
    return not prose.ends_sentence(text) and (_noted(text) != "" or _is_name_and_role(text))


def _noted(text: str) -> str:
    """ "dated" where a line is names, what joins them, their roles, and when or how long; "names" without that."""
    if len(text) > _LONGEST or re.search(r"[?!\"“”„«»]", text):
        return ""
    names = split_byline(text)
    if not any(_is_whole(name.text) and is_bare_name(name.text) for name in names):
        return ""
    if names[0].text not in text or _JOINT.fullmatch(text[: text.index(names[0].text)]) is None:
        return ""
    left = text
    for name in names:
        left = left.replace(name.text, " \0 ", 1)
    left = fold(left)
    days = find_days(left)
    rest = without_soft_times(mask(left, (*days, *find_clocks(left, days))))
    timed = bool(days) or rest.count("\0") > left.count("\0") or _MINUTES.search(rest) is not None
    rest = _MINUTES.sub(" ", rest)
    words = _WORD.findall(rest)
    if re.search(r"\d", rest) or len(words) > _MOST or not (_is_role(rest) or all(word in _NOTES for word in words)):
        return ""
    return "dated" if timed else "names"


def _is_role(rest: str) -> bool:
    """Whether what stands behind one name and a mark begins with a profession: "– reporter in Port Moor"."""
    behind = _ROLE.match(rest)
    return behind is not None and behind[1] in ROLES


def _is_whole(name: str) -> bool:
    """Whether a name has several words in a script with capitals: in others, two words may be anything."""
    return " " in name and any(letter.isupper() for letter in name)


def _is_lone_name(blocks: Sequence[Block], over: Sequence[int]) -> bool:
    """Whether the line right above the body is a bare name under a sentence or a headline."""
    if len(over) < 2 or not is_bare_name(blocks[over[0]].text) or not _is_whole(blocks[over[0]].text):
        return False
    return is_sentence(blocks[over[1]]) or early.is_headline(blocks[over[1]])


def _is_name_and_role(text: str) -> bool:
    """Whether a line is a name with a profession behind it, in words no table has: "Ida Moor Deputy Hub Editor"."""
    words = text.split()
    names = split_byline(text)
    if len(words) > 8 or words[-1].lower().strip(",.") not in ROLES or len(names) != 1:
        return False
    return all(word[0].isupper() for word in words) and _is_whole(names[0].text) and is_bare_name(names[0].text)


def is_sentence(block: Block) -> bool:
    """Whether a line is a sentence rather than a headline or a name."""
    return prose.ends_sentence(block.text) and len(token_words(normal(block.text))) >= 4


def _is_foreign(text: str, spoken: frozenset[str]) -> bool:
    """Whether the names in a line without a colon, and not in capitals only, have no word of title or body."""
    names = " ".join(name.text for name in split_byline(text))
    return not (text.isupper() or text.endswith((":", "："))) and spoken.isdisjoint(early.telling_words(names))


def _after(blocks: Sequence[Block], body: Body) -> list[int]:
    after = range(body.first + 1, min(len(blocks), body.first + _AFTER))
    return [place for place in after if is_open(blocks[place])]


def _beside(blocks: Sequence[Block], body: Body, found: Mapping[int, Label]) -> Iterator[int]:
    """The line of names beside a date line, of several the one nearest to the body."""
    open_ = {*above(blocks, body), *_after(blocks, body)} - found.keys()
    near = [p for date in found for p in open_ if _is_beside(blocks, p, date) and only_names(blocks[p])]
    near = near or [p for date in found for p in open_ if abs(p - date) == 1 and _is_described(blocks[p].text)]
    yield from sorted(near, key=lambda place: (place > body.first, abs(place - body.first)))[:1]


def _is_described(text: str) -> bool:
    """Whether a line is a name, a comma, and in a few words of any language who that is."""
    name, comma, behind = text.partition(", ")
    if not comma or not behind or len(text) > _LONGEST or prose.ends_sentence(text) or re.search(r"[\d?!:]", text):
        return False
    return _is_whole(name) and is_bare_name(name) and [each.text for each in split_byline(text)][:1] == [name]


def _is_beside(blocks: Sequence[Block], place: int, date: int) -> bool:
    first, last = sorted((place, date))
    between = blocks[first + 1 : last]
    return last - first <= _BESIDE and all(b.label in _BETWEEN or _JOINT.fullmatch(b.text) for b in between)


def _run(blocks: Sequence[Block], found: Mapping[int, Label]) -> list[int]:
    """Further lines of names that follow each other up and down from a byline: some pages give every writer a line."""
    run: list[int] = []
    for start, label in found.items():
        if label is not Label.BYLINE or not (only_names(blocks[start]) or looks_like_byline(blocks[start].text)):
            continue
        for step in (-1, 1):
            place = start + step
            while 0 <= place < len(blocks) and is_open(blocks[place]) and place not in found:
                if _noted(blocks[place].text) == "names":
                    run.append(place)
                elif not _JOINT.fullmatch(blocks[place].text):
                    break
                place += step
    return run
