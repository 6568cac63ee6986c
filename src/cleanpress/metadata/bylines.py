"""The names a page prints at the head of its article: in the blocks marked as byline, else beside the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanpress.metadata.names import Name, looks_like_byline, split_byline
from cleanpress.model import Block, Label, Page, SpanKind

_REACH = (6, 25)
"""Blocks before and after the title among which an unmarked byline is looked for."""
_LONGEST = 120
_OPEN = frozenset({Label.OTHER, Label.BIO, Label.DATELINE, Label.STANDFIRST, Label.NAVIGATION})
_WORDS = frozenset("author authors autor autoren autore auteur auteurs byline contributor contributors writer".split())
_NOT_WORDS = frozenset(
    "comment comments comentarios kommentar kommentare related recommended teaser card cards".split()
)
AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:a|e|es|en|in)?|auteurs?|autori|writers?|journalists?|contributors?|redakteure?|profile?s?|people"
    r"|staff|byline|by|team)/[^/?#]{3,}",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Line:
    """The names of one byline; `announced` where the line itself says that it is one ("By …")."""

    names: tuple[Name, ...]
    announced: bool


def printed_names(page: Page, blocks: Sequence[Block]) -> list[Line]:
    """The bylines the page prints, the surest first; of lines that name nobody, nothing.

    A line that says that it is a byline goes before a bare name, for which boxes and buttons are easily taken.

    >>> block = Block(index=0, text="By Ida Moor", label=Label.BYLINE)
    >>> printed_names(Page(source="html", blocks=(block,)), (block,))
    [Line(names=(Name(text='Ida Moor', kind='person'),), announced=True)]
    """
    marked = [block for block in blocks if block.label is Label.BYLINE and block.text.strip()]
    lines = [Line(tuple(split_byline(block.text)), looks_like_byline(block.text)) for block in marked]
    lines.sort(key=lambda line: not line.announced)
    if not any(line.names for line in lines) and page.source == "html":
        lines = [Line(tuple(names), False) for names in _beside_title(page, blocks)]
    return [line for line in lines if line.names]


def _beside_title(page: Page, blocks: Sequence[Block]) -> Iterator[list[Name]]:
    title = next((block.index for block in blocks if block.label is Label.TITLE), None)
    if title is None:
        return
    near = [b for b in blocks if title - _REACH[0] <= b.index <= title + _REACH[1] and b.label in _OPEN]
    near.sort(key=lambda block: block.index < title)
    short = [block for block in near if len(block.text) <= _LONGEST]
    for block in short:
        if looks_like_byline(block.text):
            yield [name for name in split_byline(block.text) if name.kind == "person"]
    for block in short:
        for span in block.spans:
            if span.kind == SpanKind.LINK and AUTHOR_PAGE.search(span.href or ""):
                yield _only_person(block.text[span.start : span.end])
    for block in short:
        if _is_named_byline(page, block):
            yield _only_person(block.text)


def _only_person(text: str) -> list[Name]:
    names = split_byline(text)
    return names if len(names) == 1 and names[0].kind == "person" and 2 <= len(names[0].text.split()) <= 4 else []


def _is_named_byline(page: Page, block: Block) -> bool:
    """Whether one of the three closest elements around a block calls itself a byline, and none a comment or teaser."""
    words: set[str] = set()
    index = block.node
    for _ in range(3):
        if index < 0:
            break
        words.update(page.nodes[index].words)
        index = page.nodes[index].parent
    return bool(words & _WORDS) and not words & _NOT_WORDS
