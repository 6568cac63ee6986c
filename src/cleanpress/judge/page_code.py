"""A text without the code of its page, and the code put back once the rest is judged.

Scripts, styles and data are no lines of an article; among its lines they would only be in the way of the judges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cleanpress.judge.block_numbers import renumbered
from cleanpress.model import Block, Kind, Label, Page

_WHY = "a script, style or data of the page"


def without_code(page: Page) -> Page:
    """The page with its other blocks alone, numbered anew."""
    new = {block.index: number for number, block in enumerate(b for b in page.blocks if b.kind is not Kind.CODE)}
    return replace(
        page,
        blocks=tuple(replace(block, index=new[block.index]) for block in page.blocks if block.index in new),
        glued=frozenset(new[number] for number in page.glued),
        tight=frozenset(new[number] for number in page.tight if number in new),
    )


def with_code(blocks: Sequence[Block], page: Page) -> tuple[Block, ...]:
    """The judged blocks with the code of `page` among them where it stood, all numbered anew.

    >>> from cleanpress.read.text import read_text
    >>> from cleanpress.model import Limits
    >>> page = read_text("It rained.\\n\\nvar ads = window.ads || {};", url=None, limits=Limits())
    >>> [(block.text, block.rule) for block in with_code(without_code(page).blocks, page)]
    [('It rained.', ''), ('var ads = window.ads || {};', 'lines.code')]
    """
    code = [
        replace(block, label=Label.OTHER, rule="lines.code", confidence=0.95, why=_WHY)
        for block in page.blocks
        if block.kind is Kind.CODE
    ]
    found = sorted([*blocks, *code], key=_place)
    new = {block.index: number for number, block in enumerate(found) if block.rule != "lines.code"}
    return tuple(
        replace(block, index=number, why=renumbered(block.why, lambda old: new.get(old, old)))
        for number, block in enumerate(found)
    )


def _place(block: Block) -> int:
    return block.where.span[0] if block.where.span else 0
