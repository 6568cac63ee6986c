"""What the judge of repeats knows of a page before it judges, and the ledger of what it has said.

Everything is computed in one pass each over blocks and nodes; equal texts meet in dictionaries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cleanpress.likeness import normal, weighty, words
from cleanpress.metadata.captions import caption_parts, looks_like_caption
from cleanpress.model import FURNITURE_LABELS, Block, Kind, Label, Page, SpanKind, Verdict

SHORT = 200  # characters; a longer text twice is a repeat wherever it stands
_PROSE = 100  # characters of a block that counts as running text
_SURE = 0.7  # confidence from which another judge's furniture is left to that judge
_VERSE_LINE, _VERSE_RUN = 60, 4  # so many lines in a row, each shorter than so many characters
_SENTENCE_END = re.compile(r"[.!?…。！？।۔؟][\"'”’»)\]」』]*$")
_SPEAKER = re.compile(r"^[“\"'‘]?[^\W\d_][\w .’'()-]{0,30}[:：](?=\s|$)|^[-–—]\s")
_CHROME_TAGS = frozenset({"nav", "footer", "aside", "form", "dialog", "button", "menu"})
_FIGURE_TAGS = frozenset({"figure", "figcaption", "amp-img"})
_QUOTE_TAGS = frozenset({"aside", "blockquote", "q"})
_QUOTE_WORDS = frozenset({"pullquote", "pullquotes", "blockquote", "quote", "quotation"})
_FIXED = (Kind.CELL, Kind.CODE, Kind.VERSE)


@dataclass(slots=True)
class Copies:
    """A page's blocks as the judge of repeats sees them; every list has one entry a block."""

    page: Page
    keys: list[str]  # the text in normal form
    bases: list[str]  # the same without a credit at its end
    credits: list[str]  # the credit in normal form, "" without one
    weighty: list[bool]
    prose: list[bool]
    pictured: list[bool]  # a caption by its markup
    pulled: list[bool]  # in an aside or a quotation
    weak: list[bool]  # in navigation, footer, aside …: a copy elsewhere is the one to keep
    furniture: list[bool]  # another judge is sure that it is the site's
    short_lines: list[bool]  # in a run of short lines: verse, dialogue, a list without marks
    titles: frozenset[int]  # blocks another judge calls the title
    company: list[tuple[int, int]]  # letters of prose in the block's parent and grandparent
    index: dict[str, list[int]]  # normal form -> blocks, in page order

    def block(self, number: int) -> Block:
        return self.page.blocks[number]

    def free(self, number: int) -> bool:
        """Whether the block may be judged here at all."""
        return not self.furniture[number] and self.block(number).kind not in _FIXED and bool(self.keys[number])

    def captionish(self, number: int) -> bool:
        """Whether markup or a credit at its end shows the block to be a caption."""
        return self.pictured[number] or bool(self.credits[number])

    def deliberate(self, number: int) -> bool:
        """Whether the block is of the kinds that repeat themselves on purpose: speech, questions, verse, lists."""
        block = self.block(number)
        spoken = _SPEAKER.match(block.text) or block.text.rstrip("\"'”’» )").endswith(("?", "？", "؟", ";;"))
        return bool(spoken) or self.short_lines[number] or block.kind in _FIXED or block.kind is Kind.LIST_ITEM

    def worth(self, number: int) -> tuple[bool, bool, int, int, int]:
        """The smaller, the rather this copy is the one to keep: visible, in the article, in the fuller container."""
        parent, grandparent = self.company[number]
        return self.block(number).hidden, self.weak[number], -parent, -grandparent, number

    def best(self, numbers: Iterable[int]) -> int:
        return min(numbers, key=self.worth)


@dataclass(slots=True)
class Ledger:
    """What has been said of which block. A block that a duplicate points to can never become a duplicate."""

    verdicts: dict[int, Verdict] = field(default_factory=dict)
    kept_for: dict[int, int] = field(default_factory=dict)  # duplicate -> the copy that stays
    kept: set[int] = field(default_factory=set)

    def free(self, number: int) -> bool:
        return number not in self.verdicts and number not in self.kept

    def label(self, number: int, label: Label, rule: str, confidence: float, why: str) -> None:
        """Say what a kept copy is; the first word on a block counts."""
        if number not in self.verdicts:
            self.verdicts[number] = Verdict(number, label, rule, confidence, why, "repeats")

    def duplicate(self, number: int, kept: int, rule: str, confidence: float, what: str = "same words as") -> None:
        """Say that `number` repeats `kept` (or what that one repeats); refused where it would take the last copy."""
        kept = self.kept_for.get(kept, kept)
        if number == kept or not self.free(number):
            return
        self.kept.add(kept)
        self.kept_for[number] = kept
        self.verdicts[number] = Verdict(number, Label.DUPLICATE, rule, confidence, f"{what} block {kept}", "repeats")


def read_copies(page: Page, seen: Sequence[Verdict]) -> Copies:
    """Everything the rules ask about the page's blocks, computed once."""
    blocks = page.blocks
    keys = [normal(block.text) for block in blocks]
    parts = [_caption_key(block, key) for block, key in zip(blocks, keys, strict=True)]
    of_nodes = _node_marks(page)
    marks = [_at(of_nodes, block) for block in blocks]
    pictured = [block.kind is Kind.CAPTION or "figure" in here for block, here in zip(blocks, marks, strict=True)]
    for verdict in seen:
        if verdict.label is Label.CAPTION:
            pictured[verdict.block] = True
    prose = [_is_prose(block) and not shown for block, shown in zip(blocks, pictured, strict=True)]
    furniture = [False] * len(blocks)
    for verdict in seen:
        if verdict.confidence >= _SURE and verdict.label is not Label.OTHER and verdict.label in FURNITURE_LABELS:
            furniture[verdict.block] = True
    index: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        index.setdefault(key, []).append(number)
    return Copies(
        page=page,
        keys=keys,
        bases=[base for base, _ in parts],
        credits=[credit for _, credit in parts],
        weighty=[weighty(key) for key in keys],
        prose=prose,
        pictured=pictured,
        pulled=[block.kind is Kind.QUOTE or "pulled" in here for block, here in zip(blocks, marks, strict=True)],
        weak=["chrome" in here for here in marks],
        furniture=furniture,
        short_lines=_short_lines(blocks),
        titles=frozenset(verdict.block for verdict in seen if verdict.label is Label.TITLE),
        company=_company(page, prose),
        index=index,
    )


def _caption_key(block: Block, key: str) -> tuple[str, str]:
    """Normal forms of a caption's words and credit; for other blocks the whole key and ""."""
    marked = bool(block.spans) and any(span.kind is SpanKind.CREDIT for span in block.spans)
    if block.kind is Kind.CAPTION or marked or (block.kind is Kind.PARAGRAPH and looks_like_caption(block.text)):
        text, credit = caption_parts(block)
        base = normal(text)
        if base and credit:
            return base, normal(credit)
    return key, ""


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, in any script.

    >>> ends_sentence("He left."), ends_sentence("What he left"), ends_sentence("彼は去った。")
    (True, False, True)
    """
    return _SENTENCE_END.search(text[-8:]) is not None


def _is_prose(block: Block) -> bool:
    if block.kind is not Kind.PARAGRAPH or block.hidden:
        return False
    return len(block.text) > _PROSE or (len(block.text) > _PROSE // 3 and words(block.text) > _PROSE // 3)


def _node_marks(page: Page) -> list[frozenset[str]]:
    """For each node what it stands in: "figure", "pulled" (aside, quotation), "chrome" (no place of running text)."""
    marks: list[frozenset[str]] = []
    for node in page.nodes:  # parents stand before their children
        tag = node.tag
        here = marks[node.parent] if node.parent >= 0 else frozenset[str]()
        if tag in _FIGURE_TAGS:
            here |= {"figure"}
        if tag in _QUOTE_TAGS or not _QUOTE_WORDS.isdisjoint(node.words):
            here |= {"pulled"}
        if tag in _CHROME_TAGS:
            here |= {"chrome"}
        marks.append(here)
    return marks


def _at(marks: Sequence[frozenset[str]], block: Block) -> frozenset[str]:
    return marks[block.node] if 0 <= block.node < len(marks) else frozenset()


def _short_lines(blocks: Sequence[Block]) -> list[bool]:
    """Which blocks stand in a run of short paragraphs of three and more words, as verse and dialogue have them."""
    flags = [False] * len(blocks)
    start = 0
    for number in range(len(blocks) + 1):
        if number < len(blocks):
            block = blocks[number]
            if block.kind is Kind.PARAGRAPH and len(block.text) < _VERSE_LINE and words(block.text) >= 3:
                continue
        if number - start >= _VERSE_RUN:
            flags[start:number] = [True] * (number - start)
        start = number + 1
    return flags


def _company(page: Page, prose: Sequence[bool]) -> list[tuple[int, int]]:
    """Letters of prose beside each block: in its element's parent and in the parent of that."""
    total = [0]
    for block, running in zip(page.blocks, prose, strict=True):
        total.append(total[-1] + (len(block.text) if running or block.hidden else 0))
    inside = [total[node.last] - total[node.first] for node in page.nodes]
    parents = [node.parent for node in page.nodes]
    company: list[tuple[int, int]] = []
    for block in page.blocks:
        above = parents[block.node] if 0 <= block.node < len(parents) else -1
        higher = parents[above] if above >= 0 else -1
        company.append((inside[above] if above >= 0 else 0, inside[higher] if higher >= 0 else 0))
    return company
