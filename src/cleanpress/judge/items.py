"""Lines of a dump that belong together: where paragraphs are parted by empty lines, lines that are not are a list's.

The text that cleanpress writes has this form, so a text that was cleaned reads the same when it is cleaned again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cleanpress.judge.prose import is_prose
from cleanpress.model import Block, Kind, Label

_ITEM = (Kind.PARAGRAPH, Kind.LIST_ITEM)


def as_items(blocks: Sequence[Block], tight: frozenset[int], glued: frozenset[int]) -> tuple[Block, ...]:
    """The marked blocks, with the lines of lists in the article as LIST_ITEM.

    `tight` are the numbers of blocks whose line follows directly, `glued` of those in the line of the block before.
    Most groups of lines must be a single line: else the text has no empty lines between paragraphs either. A list
    that is the whole article has nothing to stand apart from, and its items are paragraphs.

    >>> texts = ["The council met on Monday to hear three offers.", "Harbour", "Mill", "It chose none of them."]
    >>> blocks = [Block(index=i, text=text, label=Label.BODY) for i, text in enumerate(texts)]
    >>> [block.kind.value for block in as_items(blocks, frozenset({2}), frozenset())]
    ['paragraph', 'list_item', 'list_item', 'paragraph']
    """
    # A line that was too long to be one paragraph is no item; its first sentence stands for it.
    lines = [block for block in blocks if block.label is Label.BODY and block.index not in glued]
    groups = _groups(lines, tight, glued)
    if len(groups) < 2:
        return tuple(replace(b, kind=Kind.PARAGRAPH, level=0) if b.kind is Kind.LIST_ITEM else b for b in blocks)
    several = [group for group in groups if len(group) > 1]
    running = sum(len(group) == 1 and is_prose(group[0].text) for group in groups)
    parted = 2 * len(several) <= len(groups) + 1
    parted_prose = running >= sum(any(is_prose(block.text) for block in group) for group in several)
    long = {number - 1 for number in glued}
    items = {
        block.index
        for group in several
        if parted and _is_list(group, parted_prose) and long.isdisjoint(block.index for block in group)
        for block in group
    }
    return tuple(
        replace(block, kind=Kind.LIST_ITEM, level=block.level or 1) if block.index in items else block
        for block in blocks
    )


def _is_list(group: Sequence[Block], parted_prose: bool) -> bool:
    """Whether lines without an empty one between them are items; `parted_prose` says that paragraphs have one."""
    if not all(block.kind in _ITEM for block in group):
        return False
    return parted_prose or not any(is_prose(block.text) for block in group)


def _groups(lines: Sequence[Block], tight: frozenset[int], glued: frozenset[int]) -> list[list[Block]]:
    """The lines of the article in groups without an empty line or another block in between."""
    groups: list[list[Block]] = []
    for line in lines:
        before = line.index - 1
        while before in glued:
            before -= 1
        if groups and groups[-1][-1].index == before and line.index in tight:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
