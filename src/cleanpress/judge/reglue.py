"""Sentences of one long line, judged one by one, as one block again where they were judged alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cleanpress.judge.block_numbers import renumbered
from cleanpress.model import Block, Where
from cleanpress.read.lines import UNSPACED


def reglued(blocks: Sequence[Block], glued: frozenset[int]) -> tuple[Block, ...]:
    """The blocks with every run of glued neighbours of one label and rule as one block, numbered anew.

    >>> from cleanpress.model import Label
    >>> texts = ["One.", "Two.", "Share"]
    >>> labels = [Label.BODY, Label.BODY, Label.SHARE]
    >>> blocks = [Block(index=i, text=t, label=a) for i, (t, a) in enumerate(zip(texts, labels))]
    >>> [block.text for block in reglued(blocks, frozenset({1, 2}))]
    ['One. Two.', 'Share']
    """
    if not glued:
        return tuple(blocks)
    runs: list[list[Block]] = []
    place: dict[int, int] = {}
    for block in blocks:
        last = runs[-1][-1] if runs else None
        alike = last is not None and (last.label, last.rule, last.kind) == (block.label, block.rule, block.kind)
        if block.index in glued and alike:
            runs[-1].append(block)
        else:
            runs.append([block])
        place[block.index] = len(runs) - 1

    def new(number: int) -> int:
        return place.get(number, number)

    return tuple(replace(_one(run), index=number, why=renumbered(run[0].why, new)) for number, run in enumerate(runs))


def _one(run: Sequence[Block]) -> Block:
    if len(run) == 1:
        return run[0]
    pieces = [run[0].text]
    for block in run[1:]:
        close = UNSPACED.match(pieces[-1][-1]) and UNSPACED.match(block.text[0])
        pieces += ("" if close else " ", block.text)
    first, last = run[0].where.span, run[-1].where.span
    where = Where(span=(first[0], last[1])) if first and last else run[0].where
    return replace(run[0], text="".join(pieces), where=where, confidence=min(block.confidence for block in run))
