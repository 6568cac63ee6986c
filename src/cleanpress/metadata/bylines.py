"""The names a page prints at the head of its article: in the blocks marked as byline, else beside the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanpress.metadata.dates import is_dateline
from cleanpress.metadata.name_words import ROLES
from cleanpress.metadata.names import Name, is_bare_name, looks_like_byline, split_byline
from cleanpress.metadata.titles import key
from cleanpress.model import Block, Kind, Label, Page, SpanKind

_REACH = (6, 25)
"""Blocks before and after the title among which an unmarked byline is looked for."""
_LONGEST = 120
_OPEN = frozenset({Label.OTHER, Label.BIO, Label.DATELINE, Label.STANDFIRST, Label.NAVIGATION})
# Where the judges easily take a byline above the text for a box; only what calls itself a byline counts there.
_BOXES = frozenset({Label.RELATED, Label.SHARE, Label.ADVERT, Label.CREDIT})
_WORDS = frozenset("author authors autor autoren autore auteur auteurs byline contributor contributors writer".split())
_NOT_WORDS = frozenset(
    "comment comments comentarios kommentar kommentare related recommended teaser card cards".split()
)
AUTHOR_PAGE = re.compile(
    r"(?:^|/)(?:authors?|autor(?:a|e|es|en|in)?|auteurs?|autori|writers?|journalists?|contributors?|redakteure?|profile?s?|people"
    r"|staff|byline|by|team)/[^/?#]{3,}",
    re.I,
)


# "Published on 3 May 2024 by jmoor": after a date a lone word may be a name.
_DATED_BY = re.compile(r"\s(?:by|von|par|por|da|di|door|av|af)\s+(\S+(?: \S+){0,3})$", re.I)
_BY_HANDLE = re.compile(r"\W*(?:posted by|by|von|par|por|da|di|door|av|af)\s+([^\W_][\w.-]{1,29})(?=\s|$)", re.I)
_HANDLE = re.compile(r"[^\W_][\w.-]{1,29}")
_MORE = re.compile(r"\s*(?:[,&]|(?:and|und|et|og|och|y|e|i)\s)\s*[^\W\d_]", re.I)
_ROLE_BEHIND = re.compile(r"\s*[–—-]\s*([^\W\d_]+)")
_HEADING = re.compile(r"\s(?:zum|zur|für|über)\s")
_CLOSE = 4
_MARK = re.compile(r"\s[|·•–—-]|[|·•]\s")
_GAP = 2
_BEHIND = 2
_SIGNED = 50
_OTHERS = frozenset({Label.BODY, Label.COMMENTS, Label.RELATED, Label.ADVERT, Label.CAPTION, Label.CREDIT})
_WROTE = re.compile(
    r"\W*(?:(?:this )?(?:post|article|story|text) (?:was |is )?(?:written )?by|written by|posted by|published by"
    r"|(?:verfasst|geschrieben|publiziert|erstellt|veröffentlicht|gepostet) von|(?:écrit|publié|rédigé) par"
    r"|(?:escrito|publicado) por|scritto da|geschreven door)\b[: ]*",
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
    lines = [_line(block.text) for block in marked]
    lines = [*_continued(lines, marked), *_joined(lines, marked), *lines]
    lines.sort(key=lambda line: not line.announced)
    if page.source == "html" and not any(name.kind == "person" for line in lines for name in line.names):
        lines = [*(Line(tuple(names), sure) for names, sure in _beside_title(page, blocks)), *lines]
        lines += [Line(tuple(names), False) for names in _signature(page, blocks)]
        lines += [Line(tuple(names), True) for names in _said_so(blocks)]
    return [line for line in lines if line.names]


def _line(text: str) -> Line:
    """The names of a block that is marked as byline; a lone word behind "by", or before a date, is one too."""
    names, announced = split_byline(text), looks_like_byline(text)
    if not announced:
        handle = _BY_HANDLE.match(text)
        if handle and (not text[handle.end() :].strip() or is_dateline(text[handle.end() :])):
            return Line((Name(handle[1], "person"),), True)
        if _HEADING.search(text):
            names = []
    return Line(tuple(names), announced)


def _joined(lines: Sequence[Line], blocks: Sequence[Block]) -> Iterator[Line]:
    """Bare names in blocks that follow each other, as one line: some pages give every writer a block."""
    run: list[Name] = []
    last = -_GAP - 1
    for line, block in zip(lines, blocks, strict=True):
        alone = len(line.names) == 1 and line.names[0].kind == "person" and _is_alone(block.text, line.names[0].text)
        if not alone or " " not in block.text.strip() or block.index - last > _GAP:
            if len(run) > 1:
                yield Line(tuple(run), False)
            run = []
        if alone and " " in block.text.strip():
            last = block.index
            run += [name for name in line.names if name not in run]
    if len(run) > 1:
        yield Line(tuple(run), False)


def _is_alone(text: str, name: str) -> bool:
    """Whether a block is one name, or a name, a dash and what the person is."""
    role = _ROLE_BEHIND.match(text.strip().removeprefix(name))
    return key(name) == key(text) or (text.strip().startswith(name) and role is not None and role[1].lower() in ROLES)


def _continued(lines: Sequence[Line], blocks: Sequence[Block]) -> Iterator[Line]:
    """A line that says that it is a byline with the names that blocks behind it add: "By Ida Moor", ", Jon Fell"."""
    for number, line in enumerate(lines):
        names = list(line.names)
        for behind, block in zip(lines[number + 1 :], blocks[number + 1 :], strict=True):
            near = block.index - blocks[number].index <= len(names)
            if not (line.announced and near and _MORE.match(block.text)):
                break
            names += [name for name in behind.names if name not in names]
        if len(names) > len(line.names):
            yield Line(tuple(names), True)


def _beside_title(page: Page, blocks: Sequence[Block]) -> Iterator[tuple[list[Name], bool]]:
    """The names in lines around the title, and whether the line says that they are authors."""
    title = next((block.index for block in blocks if block.label is Label.TITLE), None)
    if title is None:
        return
    near = [b for b in blocks if title - _REACH[0] <= b.index <= title + _REACH[1] and b.label in _OPEN | _BOXES]
    near.sort(key=lambda block: block.index < title)
    short = [block for block in near if len(block.text) <= _LONGEST]
    open_ = [block for block in short if block.label in _OPEN]
    for block in open_:
        if looks_like_byline(block.text):
            yield [name for name in split_byline(block.text) if name.kind == "person"], False
    for block in short:
        for span in block.spans:
            if span.kind == SpanKind.LINK and AUTHOR_PAGE.search(span.href or "") and _is_above(block, blocks):
                yield _one_name(block.text[span.start : span.end]), True
    for block in open_:
        dated = _DATED_BY.search(block.text) if is_dateline(_DATED_BY.sub("", block.text)) else None
        if dated:
            yield _one_name(dated[1]), True
    for block in open_:
        if title < block.index <= title + _CLOSE and _is_above(block, blocks):
            yield _dated_name(block.text), False
    for block in short:
        if _is_named_byline(page, block) and (block.label in _OPEN or _is_above(block, blocks)):
            yield _only_person(block.text), False


def _dated_name(text: str) -> list[Name]:
    """The one person in a line that holds nothing but the name and a date, with a mark between: "3 May 2024 · Ida
    Moor"."""
    if not _MARK.search(text):
        return []
    names = split_byline(text)
    plain = len(names) == 1 and is_bare_name(names[0].text)
    return names if plain and is_dateline(text.replace(names[0].text, " ")) else []


def _signature(page: Page, blocks: Sequence[Block]) -> Iterator[list[Name]]:
    """The name that the text ends with, in its last block or right behind it."""
    last = max((at for at, block in enumerate(blocks) if block.label is Label.BODY), default=None)
    if last is None:
        return
    for block in blocks[last : last + 1 + _BEHIND]:
        if block.label is Label.BODY or block.label in _OPEN:
            names = split_byline(block.text) if len(block.text) <= _SIGNED else []
            inside = block.label is Label.BODY or _parent(page, block) == _parent(page, blocks[last])
            plain = block.kind is Kind.PARAGRAPH and not _is_button(block)
            signed = inside and plain and is_bare_name(block.text)
            if len(names) == 1 and (signed or looks_like_byline(block.text)):
                yield [name for name in names if name.kind == "person"]


def _said_so(blocks: Sequence[Block]) -> Iterator[list[Name]]:
    """The persons in a line anywhere that says that they wrote or posted this, where no other line says so of
    others."""
    found: dict[str, list[Name]] = {}
    for block in blocks:
        said = _WROTE.match(block.text) if len(block.text) <= _LONGEST and block.label not in _OTHERS else None
        if said is None:
            continue
        rest = block.text[said.end() :].strip()
        names = split_byline(rest)
        dated = len(names) == 1 and is_dateline(rest.replace(names[0].text, " "))
        if names and all(name.kind == "person" for name in names) and (dated or is_bare_name(rest)):
            found.setdefault(key(" ".join(name.text for name in names)), names)
    if len(found) == 1:
        yield from found.values()


def _is_button(block: Block) -> bool:
    """Whether a block is one link to somewhere else than a person."""
    return any(
        span.kind == SpanKind.LINK
        and span.end - span.start >= len(block.text.strip()) - 1
        and not re.search("mailto", span.href or "", re.I)
        and not AUTHOR_PAGE.search(span.href or "")
        for span in block.spans
    )


def _parent(page: Page, block: Block) -> int:
    return page.nodes[block.node].parent if block.node >= 0 else -1


def _is_above(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a block stands before the text; below it boxes and links name the writers of other articles."""
    return block.index < next((each.index for each in blocks if each.label is Label.BODY), block.index + 1)


def _one_name(text: str) -> list[Name]:
    """The one name in a text that is surely one, also a short name or a handle."""
    names = split_byline(text)
    if not names and _HANDLE.fullmatch(text.strip()):
        names = [Name(text.strip(), "person")]
    return names if len(names) == 1 else []


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
