"""The head of the article: which blocks are its title, standfirst, byline and date line.

In HTML structure decides: where a block stands between title and first paragraph, how its elements are marked, and what
the page's own data says. Words of a language only add to that. `header_text` does the same for the lines of a dump.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from lxml import etree

from cleanpress.judge import header_marks as marks
from cleanpress.judge import header_text, prose
from cleanpress.likeness import normal, token_words
from cleanpress.metadata.dates import dates_in, is_dateline, read_dateline
from cleanpress.metadata.name_words import NOT_NAMES, ROLES
from cleanpress.metadata.names import is_bare_name, looks_like_byline, split_byline
from cleanpress.model import Block, Hints, Kind, Label, Page, Verdict

JUDGE = "header"
_NUMBERS = re.compile(r"(?<!\d)\d{1,2}([./-])\d{1,2}\1\d{2,4}(?!\d)")
_SHORT = 200  # characters: a longer byline or date line is prose
_LEAST = 14  # characters: no running text is shorter, in any script
_STANDFIRST = 600  # characters
_AGREES = 0.75
_BEFORE, _AFTER, _REACH = 8, 8, 40  # blocks looked at before the title, after the body, between title and body
_LONG_HEADING = 60  # characters: a heading of a section is shorter
_AUTHOR = 100  # characters of an element that names authors
_MARKED = 100  # marked elements looked at
_ROLE = 80  # characters of a line in a byline that names nobody
_TOLD = 4_000  # characters at the start of the text that the page's data holds
_REMEMBERED = 512
_WORDIER = 1.5  # times the words of the told title that a paragraph with the title has at most
_NAMED = 0.6  # confidence from which another judge's furniture is left to that judge
_RUNNING_KINDS = (Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.CELL, Kind.VERSE, Kind.QUOTE)
_SIMPLE_KINDS = (*_RUNNING_KINDS, Kind.HEADING)


def judge_header(page: Page, hints: Hints, seen: Sequence[Verdict] = ()) -> list[Verdict]:
    """Says which blocks are title, standfirst, byline and date line; in a dump also which line is a video's title.

    `hints` is what the page's data says, `seen` the verdicts given before: what they name as furniture is passed over.
    Blocks that belong to the body get no verdict, so a text that begins with its first paragraph gets none at all.

    >>> page = Page(source="text", blocks=(
    ...     Block(index=0, text="Ferry to the islands sails again after two years"),
    ...     Block(index=1, text="By Ida Moor"),
    ...     Block(index=2, text="The ferry left the harbour on Monday. It was the first time in two years."),
    ... ))
    >>> [(v.block, v.rule) for v in judge_header(page, Hints())]
    [(0, 'header.title'), (1, 'header.byline')]
    """
    named = {v.block for v in seen if v.confidence >= _NAMED and v.label is not Label.BODY}
    if page.source == "text":
        return header_text.judge(page.blocks, hints, named)
    return _Head(page, hints, named).judge() if page.blocks else []


@dataclass(slots=True)
class _Head:
    """One HTML page with what has been found of its head so far."""

    page: Page
    hints: Hints
    named: set[int]
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    scope: int = 0
    title: int = -1
    body: int = -1
    told: str = ""
    title_words: frozenset[str] = frozenset()
    title_keys: tuple[str, ...] = ()
    description_words: frozenset[str] = frozenset()

    def judge(self) -> list[Verdict]:
        self.told = normal((self.hints.body or "")[:_TOLD])
        self.title_words = marks.words_of(self.hints.title or "")
        longest = sorted(self.title_words, key=lambda word: (-len(word), word))
        self.title_keys = tuple(longest[: len(longest) // 2 + 1])
        self.description_words = marks.words_of(self.hints.description or "")
        self.title = self._find_title()
        proses = [block.index for block in self.page.blocks[self.title + 1 :] if self._is_running(block)]
        if not proses:
            return list(self.verdicts.values())
        self.scope = self._find_scope(proses)
        self._find_body(proses)
        times = _time_texts(self.page)
        authors = _author_texts(self.page)
        for block in self._between():
            self._judge_block(block, times, authors)
        self._judge_after(times, authors)
        return [self.verdicts[index] for index in sorted(self.verdicts)]

    def _say(self, block: Block, label: Label, confidence: float, why: str) -> None:
        rule = f"{JUDGE}.{label.value}"
        self.verdicts.setdefault(block.index, Verdict(block.index, label, rule, confidence, why, JUDGE))

    def _free(self, block: Block) -> bool:
        return not block.hidden and block.index not in self.named and block.index not in self.verdicts

    def _is_running(self, block: Block) -> bool:
        return (
            len(block.text) >= _LEAST
            and block.kind in _RUNNING_KINDS
            and self._free(block)
            and prose.is_prose(block.text)
        )

    # title

    def _find_title(self) -> int:
        """The block that says what the page's data calls the title, an h1 before others; else the only h1."""
        ranked = []
        headings = []
        for block in self.page.blocks:
            # A rule that takes the title for furniture is wrong more often than the page's own data.
            if block.hidden or len(block.text) > 400 or block.kind is Kind.CAPTION:
                continue
            level = block.level if block.kind is Kind.HEADING else 7
            if level == 1 and len(token_words(normal(block.text))) > 1:
                headings.append(block)
            agrees = self._title_agreement(block.text)
            if agrees < _AGREES or (level > 1 and not self._may_be_title(block, agrees, level)):
                continue
            elsewhere = marks.stands_elsewhere(self.page, block)
            ranked.append(((elsewhere, level > 1, not marks.says_title(self.page, block), level, block.index), block))
        if ranked:
            _, block = min(ranked)
            self._say(
                block, Label.TITLE, 0.95 if block.level == 1 else 0.85, "says what the page's data calls its title"
            )
            return block.index
        return self._only_heading(headings)

    def _title_agreement(self, text: str) -> float:
        told = len(self.hints.title or "")
        # Words are compared only where length and one long word allow agreement: most blocks of a page never are.
        if not told or not told < 4 * len(text) < 16 * told + 80:
            return 0.0
        folded = text.casefold()
        for word in self.title_keys:
            if word in folded:
                return marks.agreement(marks.words_of(text), self.title_words)
        return 0.0

    def _may_be_title(self, block: Block, agrees: float, level: int) -> bool:
        words = len(token_words(normal(block.text)))
        if words < 3 or (level > 6 and words > _WORDIER * len(self.title_words) + 1):
            return False  # a paragraph that holds all the headline's words says more than the headline
        return level < 4 or marks.says_title(self.page, block) or agrees > 0.95

    def _only_heading(self, headings: list[Block]) -> int:
        here = [block for block in headings if not marks.stands_elsewhere(self.page, block)]
        site = marks.words_of(self.hints.site_name or "")
        told = [block for block in here if marks.agreement(marks.words_of(block.text), site) < _AGREES]
        texts = {normal(block.text) for block in told}
        if len(texts) != 1:
            return -1
        self._say(told[0], Label.TITLE, 0.8, "the page's only first-level heading")
        return told[0].index

    # where the head ends

    def _find_scope(self, proses: list[int]) -> int:
        """The innermost element that holds the title and running text: what stands outside is not of this article."""
        if self.title < 0:
            return 0
        node = self.page.nodes[self.page.blocks[self.title].node]
        while node.parent >= 0:
            inside = sum(node.first <= index < node.last for index in proses)
            if inside >= min(3, len(proses)) or inside * 2 > len(proses):
                break
            node = self.page.nodes[node.parent]
        return node.index

    def _find_body(self, proses: list[int]) -> None:
        """The first paragraph: the first running text after the title that is no standfirst."""
        scope = self.page.nodes[self.scope]
        inside = [index for index in proses if scope.first <= index < scope.last]
        # What holds the middle one is the article's own, whatever it is called.
        known = (self.title, inside[len(inside) // 2]) if inside else ()
        here = [i for i in inside if not marks.stands_elsewhere(self.page, self.page.blocks[i], *known)] or inside
        inside = [i for i in here if self._company(i, here) >= min(3, len(here))] or here
        for place, index in enumerate(inside):
            block = self.page.blocks[index]
            if self.title < 0 or not self._is_standfirst(block, [self.page.blocks[i] for i in inside[place + 1 :]]):
                self.body = index
                return

    def _company(self, index: int, proses: list[int]) -> int:
        """How many of `proses` stand in the same part of the page: three elements up, at most."""
        node = self.page.nodes[self.page.blocks[index].node]
        for _ in range(3):
            node = self.page.nodes[max(node.parent, 0)]
        return bisect_left(proses, node.last) - bisect_left(proses, node.first)

    def _between(self) -> list[Block]:
        """Blocks of the head, from some before the title up to the first paragraph."""
        scope = self.page.nodes[self.scope]
        if self.title < 0:
            first, last = self.body - _BEFORE, self.body
        else:
            first, last = self.title - _BEFORE, min(self.body, self.title + _REACH)
        if self.body < 0:
            last = max(self.title, 0) + _BEFORE
        return [b for b in self.page.blocks[max(first, scope.first, 0) : min(last, scope.last)] if self._free(b)]

    # the parts of the head

    def _judge_block(self, block: Block, times: set[str], authors: set[str]) -> None:
        if block.kind not in _SIMPLE_KINDS or marks.stands_elsewhere(self.page, block, self.title, self.body):
            return
        if len(block.text) <= _SHORT and (self._judge_date(block, times) or self._judge_byline(block, authors)):
            return
        following = [b for b in self.page.blocks[block.index + 1 : self.body + 3] if self._is_running(b)]
        if block.index > self.title >= 0 and self._is_standfirst(block, following):
            self._say(block, Label.STANDFIRST, 0.85, "stands under the title and is marked as its standfirst")

    def _judge_date(self, block: Block, times: set[str]) -> bool:
        if _is_dateline(block.text):
            self._say(block, Label.DATELINE, 0.9, "the whole line is a date, near the title")
        elif _rest(block.text, times) is not None or (
            marks.says_dateline(self.page, block) and _has_date(block.text) and not looks_like_byline(block.text)
        ):
            self._say(block, Label.DATELINE, 0.85, "marked as a date, near the title")
        return block.index in self.verdicts

    def _judge_byline(self, block: Block, authors: set[str]) -> bool:
        text = block.text
        marked = marks.says_byline(self.page, block) or any(name in text for name in authors)
        if looks_like_byline(text):
            self._say(block, Label.BYLINE, 0.95 if marked else 0.85, "says who wrote the article")
        elif self._names_authors(text):
            self._say(block, Label.BYLINE, 0.9, "names the authors that the page's data names")
        elif marked and not prose.is_prose(text) and split_byline(text):
            self._say(block, Label.BYLINE, 0.85, "marked as the author's name")
        elif marked and block.index > self.title >= 0 and _says_role(text):
            self._say(block, Label.BYLINE, 0.65, "stands in the byline")
        elif is_bare_name(text) and self._beside_date(block):
            self._say(block, Label.BYLINE, 0.7, "a name beside the date line")
        return block.index in self.verdicts

    def _names_authors(self, text: str) -> bool:
        """Whether a line holds nothing but the authors that the page's data names, with a role or date at most."""
        names = {normal(name) for name in self.hints.authors}
        if not names or len(text) > _SHORT or prose.is_prose(text):
            return False
        found = {normal(name.text) for name in split_byline(text)}
        return bool(found) and found <= names

    def _beside_date(self, block: Block) -> bool:
        near = self.page.blocks[max(0, block.index - 2) : block.index + 3]
        return block.index > self.title >= 0 and any(_is_dateline(other.text) for other in near)

    def _is_standfirst(self, block: Block, following: list[Block]) -> bool:
        """Marked as a standfirst, or the page's description set apart from the paragraphs that follow it.

        Running text must be there after it: a page's only paragraph is its body.
        """
        if not following or len(block.text) > _STANDFIRST or block.kind in (Kind.LIST_ITEM, Kind.CELL, Kind.CAPTION):
            return False
        if len(token_words(normal(block.text))) < 3:
            return False
        heading = block.kind is Kind.HEADING
        says = marks.says_standfirst(self.page, block, following[0])
        if says == "strong":
            return True
        paragraph = following[0]
        agrees = marks.agreement(marks.words_of(block.text), self.description_words) >= _AGREES
        if not heading and self._side_by_side(block, paragraph):
            bold = marks.is_set_in_bold(self.page, block) and not marks.is_set_in_bold(self.page, paragraph)
            return agrees and not self._told_later(block) and (bold or self._before_byline(block, paragraph))
        beside_title = marks.share_element(self.page, block, self.page.blocks[self.title], paragraph)
        named = says == "weak" or (agrees and says == "description")
        long_heading = heading and len(block.text) >= _LONG_HEADING and block.index == self.title + 1
        before_byline = self._before_byline(block, paragraph)
        evidence = sum((agrees, named, heading, long_heading, beside_title, before_byline))
        return evidence - self._told_later(block) >= 2

    def _told_later(self, block: Block) -> bool:
        """Whether the page's data counts the block to the article's text."""
        return bool(self.told) and normal(block.text)[:80] in self.told

    def _side_by_side(self, block: Block, other: Block) -> bool:
        """Whether two blocks are of one tag in one element, or in two of one make beside each other.

        A class besides the others' proves nothing, the first paragraph often has one; another in place of theirs does.
        """
        nodes = self.page.nodes
        one, two = nodes[block.node], nodes[other.node]
        if one.index == two.index or one.tag != two.tag:
            return one.index == two.index
        if one.names and two.names and not set(one.names) & set(two.names):
            return False
        above, beside = nodes[max(one.parent, 0)], nodes[max(two.parent, 0)]
        return above.index == beside.index or (
            above.parent == beside.parent and (above.tag, above.names) == (beside.tag, beside.names)
        )

    def _before_byline(self, block: Block, paragraph: Block) -> bool:
        """Whether a date line or byline stands between the block and the first paragraph after it."""
        between = self.page.blocks[block.index + 1 : min(paragraph.index, block.index + 12)]
        return any(_is_dateline(other.text) or self._is_byline(other) for other in between)

    def _is_byline(self, block: Block) -> bool:
        short = len(block.text) <= _SHORT
        return short and (looks_like_byline(block.text) or marks.says_byline(self.page, block))

    # below the body

    def _judge_after(self, times: set[str], authors: set[str]) -> None:
        """A byline or date line directly below the last paragraph that stands beside the first one."""
        if self.body < 0 or self.title < 0:
            return
        parent = self.page.nodes[self.page.blocks[self.body].node].parent
        node = self.page.nodes[max(parent, 0)]
        last = max((b.index for b in self.page.blocks[self.body : node.last] if self._is_running(b)), default=self.body)
        for block in self.page.blocks[last + 1 : last + 1 + _AFTER]:
            if not self._free(block) or len(block.text) > _SHORT or block.kind not in _SIMPLE_KINDS:
                continue
            if marks.stands_elsewhere(self.page, block, self.title, self.body) or prose.is_prose(block.text):
                return
            dated = read_dateline(block.text)
            if dated and (dated.published or dated.modified):
                self._say(block, Label.DATELINE, 0.85, "a date line below the article")
            elif looks_like_byline(block.text) and block.kind is not Kind.HEADING:
                self._say(block, Label.BYLINE, 0.8, "a byline below the article")
            elif self._names_authors(block.text) and marks.says_byline(self.page, block):
                self._say(block, Label.BYLINE, 0.8, "names the authors below the article")


def _time_texts(page: Page) -> set[str]:
    """What the page's time elements say."""
    if page.tree is None:
        return set()
    texts = map(_text_of, islice(page.tree.iter("time"), _MARKED))
    return {text for text in texts if text and len(text) <= _SHORT and re.search(r"\d", text)}


def _author_texts(page: Page) -> set[str]:
    """What inline elements say that the page marks as the author; blocks know their own marks."""
    if page.tree is None:
        return set()
    marked: Any = _marked_authors()(page.tree)
    texts = map(_text_of, marked[:_MARKED])
    return {text for text in texts if 2 < len(text) <= _AUTHOR}


@cache
def _marked_authors() -> etree.XPath:
    # Found inside libxml2: to look at each link of a page from Python takes as long as the rest of this judge.
    return etree.XPath(
        "descendant-or-self::*[self::a or self::span][@rel = 'author' or @itemprop = 'author']", smart_strings=False
    )


@lru_cache(_REMEMBERED)
def _is_short_dateline(text: str) -> bool:
    return is_dateline(text)


def _is_dateline(text: str) -> bool:
    """Whether the line is a date line; the lines around the title are asked several times."""
    return _is_short_dateline(text) if len(text) <= _SHORT else is_dateline(text)


def _text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _rest(text: str, times: set[str]) -> str | None:
    """What a line says beside its time element, where that is a word or two ("Published …"); None for any other."""
    for time in times:
        if time in text:
            rest = text.replace(time, " ").strip(" |·•,–-:")
            if len(rest.split()) <= 2 and not is_bare_name(rest) and not looks_like_byline(rest):
                return rest
    return None


def _has_date(text: str) -> bool:
    dated = dates_in(text)
    return len(text.split()) <= 14 and bool(dated.published or dated.modified or _NUMBERS.search(text))


def _says_role(text: str) -> bool:
    """Whether a line of a byline that names nobody tells a profession, or is a word such as "By"."""
    words = text.lower().strip(" :").split()
    return len(text) <= _ROLE and (" ".join(words) in NOT_NAMES or any(word.strip(",.") in ROLES for word in words))
