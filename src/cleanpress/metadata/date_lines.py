"""The dates a page prints of its article: in date lines, beside the headline, after a word such as "published"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from cleanpress.metadata.date_months import MONTHS
from cleanpress.metadata.date_scan import find_days
from cleanpress.metadata.date_words import PUBLISHED, WEEKDAYS, fold
from cleanpress.metadata.date_zones import NOWHERE, Setting
from cleanpress.metadata.dates import Dateline, Moment, dates_in, is_dateline, read_dateline
from cleanpress.metadata.names import split_byline
from cleanpress.model import Block, Label, SpanKind

_MARKED = (Label.DATELINE, Label.BYLINE)
_NOT_BESIDE = frozenset({Label.BODY, Label.TITLE, Label.COMMENTS, Label.CAPTION, Label.CREDIT, Label.COPYRIGHT})
_NOT_ELSEWHERE = _NOT_BESIDE | {Label.RELATED, Label.ADVERT, Label.NEWSLETTER}
_REACH = (2, 10)
"""Blocks before and after the title among which an unmarked date is looked for; it ends where the text begins."""
_BEFORE_BODY = 2
"""Blocks before the first of the text that may hold the date, wherever the title stands."""
_LONGEST = 120
_MOST_WORDS = 12
"""Words in a line that may hold a date; more are a sentence."""
_LIST = 3
"""So many date lines with the same words around their dates are a list of comments, reviews or events."""
_SAYS = PUBLISHED - frozenset("first data date datum tarih tarihi online giris print added".split())
_LEAD = 60
"""Letters of the text's start in which a date line run into the text ends."""
_AFTER_LEAD = re.compile(r"\s*(?:[-–—:|(/]|$|\n)|\s+[„“\"«»A-ZÀ-Þ]")
_BEFORE_LEAD = re.compile(r"(?:[^\W\d_a-zß-ÿ][\w.'’ -]{1,30}[,:/|–—-]\s*|\()?")
_BY = re.compile(r"\b(?:written |posted )?(?:by|von|par|por|door)\b", re.I)
_CALENDAR = WEEKDAYS | frozenset(MONTHS)
_STANDS = re.compile(r"\W*Stand\b", re.I)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Printed:
    """The printed dates of publication and of change with the label they were found by, the surest first; `near` are
    those of publication at the head of the article or within it."""

    published: list[tuple[Moment, str]] = field(default_factory=list)
    modified: list[tuple[Moment, str]] = field(default_factory=list)
    near: list[Moment] = field(default_factory=list)

    def add(self, line: Dateline, source: str) -> None:
        """Takes the dates of one line."""
        if line.published:
            self.published.append((line.published, source))
        if line.modified:
            self.modified.append((line.modified, source))


def printed_dates(blocks: Sequence[Block], order: str | None = None, setting: Setting = NOWHERE) -> Printed:
    """The dates of the blocks marked as date line or byline; without such, of short lines beside the title.

    What follows the title goes before what stands above it, which may be a line of the site. `order` and
    `setting` as for `parse_date`; only a date line in these two places may be told from now.

    >>> lines = (("Rain", Label.TITLE), ("3 May 2024 · 4 comments", Label.OTHER), ("It rained.", Label.BODY))
    >>> blocks = [Block(index=number, text=text, label=label) for number, (text, label) in enumerate(lines)]
    >>> printed_dates(blocks).published[0][0].value.isoformat()
    '2024-05-03T00:00:00'
    """
    found = Printed()
    title = next((block.index for block in blocks if block.label is Label.TITLE), None)
    marked = [block for block in blocks if block.label in _MARKED]
    end = max((block.index for block in blocks if block.label is Label.BODY), default=None)
    # Bare dates are a list only on a page without a text of its own.
    lists = frozenset(shape for shape in _lists(marked) if shape or end is None)

    def add(texts: Iterable[tuple[str, str]], setting: Setting) -> None:
        for text, source in texts:
            if _shape(text) not in lists:
                found.add(dates_in(text, order, setting), source)

    def unmarked(texts: Iterable[str], setting: Setting) -> None:
        if end is not None and not found.published:
            add(((text, "dateline") for text in texts), setting)

    # Below the text a date is often that of a teaser: what stands beside the headline goes before it.
    foot = max(end, title or 0) if end is not None else len(blocks)
    head = sorted((each for each in marked if each.index <= foot), key=lambda each: each.index < (title or 0))
    fixed = replace(setting, now=None)
    add(((block.text, block.label.value) for block in head), setting)
    unmarked(_beside_title(blocks, title), fixed)
    found.near.extend(moment for moment, _ in found.published)
    add(((block.text, block.label.value) for block in marked if block.index > foot), setting)
    unmarked((*_said_so(blocks), *_lead(blocks)), fixed)
    if end is not None and not found.published:
        # The one date of a page that says how things stand is no change of another.
        found.published.extend(each for line in marked if _STANDS.match(line.text) for each in found.modified[:1])
    if setting.now:
        unmarked(_beside_title(blocks, title, told_from_now=True), setting)
    return found


def _lists(marked: Sequence[Block]) -> frozenset[str]:
    """The shapes of lines that stand many times on the page, each time with another date."""
    texts = [block.text for block in marked if block.label is Label.DATELINE]
    counts, different = Counter(map(_shape, texts)), Counter(map(_shape, set(texts)))
    return frozenset(shape for shape, count in counts.items() if count >= _LIST and different[shape] > 1)


def _shape(text: str) -> str:
    """The words of a line without its numbers and the names of months and days."""
    return " ".join(word for word in _WORD.findall(fold(text[:_LONGEST])) if word not in _CALENDAR)


def _beside_title(blocks: Sequence[Block], title: int | None, *, told_from_now: bool = False) -> Iterator[str]:
    """Short lines with a date around the title, up to where the text begins; the closest after the title first.

    With `told_from_now`, date lines, whether there is a number in them or not.
    """
    wanted = is_dateline if told_from_now else _is_line
    first = next((i for i, block in enumerate(blocks) if block.label is Label.BODY), None)
    body = next((i for i, block in enumerate(blocks) if block.label is Label.BODY and i > (title or 0)), None)
    near: list[Block] = []
    if title is not None:
        near += blocks[title + 1 : min(title + 1 + _REACH[1], len(blocks) if body is None else body)]
    if body is not None:
        near += reversed(blocks[max(body - _BEFORE_BODY, (title or 0) + 1) : body])
    if first is not None and title is not None and first < title:  # the title as a box repeats it, below the text
        near += reversed(blocks[max(first - _BEFORE_BODY, 0) : first])
    if title is not None:
        yield from (blocks[title].text[s.end :] for s in blocks[title].spans if s.kind is SpanKind.BREAK)
        near += reversed(blocks[max(0, title - _REACH[0]) : title])
    yield from (block.text for block in near if block.label not in _NOT_BESIDE and wanted(block.text))


def _said_so(blocks: Sequence[Block]) -> Iterator[str]:
    """A line elsewhere that says of its date that it is of publication, as some pages have it below the text; the
    only one."""
    said: dict[str, None] = {}
    for before, block in pairwise((Block(index=-1, text=""), *blocks)):
        if block.label in _NOT_ELSEWHERE - {Label.BODY} or not _is_line(block.text):
            continue
        if block.label is not Label.BODY and _tells_itself(block.text):
            said[block.text] = None
            continue
        words = _WORD.findall(fold(block.text))
        said_before = len(before.text) < _LEAD and not _DIGIT.search(before.text) and block.label is not Label.BODY
        told = words[:1] if block.label is Label.BODY else words
        if _SAYS & {*told, *(_WORD.findall(fold(before.text)) if said_before else ())}:
            said[block.text] = None
    if len(said) == 1:
        yield from said


def _tells_itself(text: str) -> bool:
    """Whether a line has a date and another of change, or the date and the name of one who wrote it, and no more."""
    if _BY.search(text):
        names = split_byline(text)
        return len(names) == 1 and is_dateline(_BY.sub(" ", text.replace(names[0].text, " ")))
    line = read_dateline(text)
    return line is not None and line.published is not None and line.modified is not None


def _lead(blocks: Sequence[Block]) -> Iterator[str]:
    """The date line that the text begins with: "PORT MOOR, 3 May 2024 – The ferry …"."""
    first = next((block.text for block in blocks if block.label is Label.BODY), "")
    head = fold(first[:_LEAD])
    for day in find_days(head)[:1]:
        if _BEFORE_LEAD.fullmatch(first[: day.start]) and _AFTER_LEAD.match(first[day.end :]):
            yield first[: day.end]


def _is_line(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_DIGIT.search(text)) and len(_WORD.findall(text)) <= _MOST_WORDS
