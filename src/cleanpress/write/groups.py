"""Blocks that belong together on the page: the items of a list, the rows of a table, the paragraphs of a quote.

Every writer reads the article through `groups`, so that text, markdown and HTML agree on what stands where.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from itertools import groupby

from cleanpress.model import Article, Block, Kind, Label, Span, Status

_MAX_COLUMNS = 64
_TOGETHER = frozenset({Kind.LIST_ITEM, Kind.CELL, Kind.QUOTE})


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring blocks of one kind that are written as one thing; a kind that stands alone has one block."""

    kind: Kind
    blocks: tuple[Block, ...]


def groups(blocks: Iterable[Block], kept: Set[Label]) -> Iterator[Group]:
    """The blocks whose label is in `kept`, in their order, as groups; blocks without text are passed over.

    >>> items = [Block(index=i, text=t, kind=Kind.LIST_ITEM, label=Label.BODY) for i, t in enumerate("ab")]
    >>> [len(group.blocks) for group in groups(items, {Label.BODY})]
    [2]
    """
    chosen = (block for block in blocks if block.label in kept and block.text.strip())
    for (kind, _), members in groupby(chosen, key=_place):
        yield Group(kind, tuple(members))


def article_groups(article: Article, kept: Set[Label]) -> Iterator[Group]:
    """The groups of an article, none where the page holds no article, whatever else the caller keeps.

    >>> caption = Block(index=0, text="A boat.", label=Label.CAPTION)
    >>> list(article_groups(Article(blocks=(caption,), status=Status.NO_ARTICLE), {Label.CAPTION}))
    []
    """
    return groups(article.blocks if article.status is Status.OK else (), kept)


def _place(block: Block) -> tuple[Kind, object]:
    """What two neighbours must share to be one group."""
    if block.kind is Kind.CELL:
        return block.kind, _table(block.where.path)
    return block.kind, None if block.kind in _TOGETHER else block.index


def _table(path: str | None) -> str | None:
    """The path of the table a cell stands in, so that two tables in a row stay two."""
    if path is None:
        return None
    steps = path.split("/")
    tables = [number for number, step in enumerate(steps) if step.partition("[")[0] == "table"]
    return "/".join(steps[: tables[-1] + 1]) if tables else None


def rows(cells: Iterable[Block]) -> list[list[list[Block]]]:
    """The rows of a table; each is a list of cells, and a cell is the list of its blocks (empty where it has none).

    Columns that no cell uses are left out, and the holes of a row are kept so that columns stay below each other.

    >>> cells = [Block(index=0, text=t, kind=Kind.CELL, row=0, column=c) for t, c in [("a", 0), ("b", 7)]]
    >>> [[len(cell) for cell in row] for row in rows(cells)]
    [[1, 1]]
    """
    blocks = list(cells)
    columns = {column: place for place, column in enumerate(sorted({block.column for block in blocks}))}
    # A page can claim any column; past a sane width holes are not worth rows times columns of memory.
    holes = len(columns) <= _MAX_COLUMNS
    table: list[list[list[Block]]] = []
    for _, members in groupby(blocks, key=lambda block: block.row):
        row: list[list[Block]] = []
        last = None
        for block in members:
            if row and block.column == last:
                row[-1].append(block)
                continue
            while holes and len(row) < columns[block.column]:
                row.append([])
            row.append([block])
            last = block.column
        table.append(row)
    return table


def stanzas(block: Block) -> list[Block]:
    """A VERSE block cut at its blank lines, with the spans each part holds.

    >>> [part.text for part in stanzas(Block(index=0, text="one\\ntwo\\n\\nthree", kind=Kind.VERSE))]
    ['one\\ntwo', 'three']
    """
    parts: list[Block] = []
    start = offset = 0
    for line in [*block.text.split("\n"), ""]:
        if not line.strip():
            parts.append(_cut(block, start, max(start, offset - 1)))
            start = offset + len(line) + 1
        offset += len(line) + 1
    return [part for part in parts if part.text.strip()]


def _cut(block: Block, start: int, end: int) -> Block:
    spans = tuple(
        Span(span.kind, max(span.start, start) - start, min(span.end, end) - start, span.href)
        for span in block.spans
        if span.start < end and span.end > start
    )
    return replace(block, text=block.text[start:end], spans=spans)
