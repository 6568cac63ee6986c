"""The article as plain text: paragraphs parted by a blank line."""

from __future__ import annotations

from collections.abc import Iterable, Set

from cleanpress.model import Block, Kind, Label
from cleanpress.write.characters import encodable, one_line
from cleanpress.write.groups import Group, groups, rows

_KEEPS_LINES = frozenset({Kind.VERSE, Kind.CODE})


def to_text(blocks: Iterable[Block], kept: Set[Label]) -> str:
    """The text of the blocks whose label is in `kept`, "" where there are none.

    Paragraphs and headings are parted by a blank line. List items and table rows are lines of their own, items
    without a mark, cells parted by " | ". Verse and code keep their line ends but never hold a blank line, so that
    whoever reads the text again finds the same paragraphs.

    >>> to_text([Block(index=0, text="One.", label=Label.BODY), Block(index=1, text="Share")], {Label.BODY})
    'One.'
    """
    return encodable("\n\n".join("\n".join(_lines(group)) for group in groups(blocks, kept)))


def _lines(group: Group) -> list[str]:
    if group.kind is Kind.CELL:
        return [" | ".join(_cell(cell) for cell in row if cell) for row in rows(group.blocks)]
    if group.kind in _KEEPS_LINES:
        # Verse and code stand alone in their group.
        return [line.rstrip() for line in group.blocks[0].text.split("\n") if line.strip()]
    if group.kind is Kind.LIST_ITEM:
        return [one_line(block.text).strip() for block in group.blocks]
    return ["\n\n".join(one_line(block.text).strip() for block in group.blocks)]


def _cell(blocks: list[Block]) -> str:
    return " ".join(one_line(block.text).strip() for block in blocks)
