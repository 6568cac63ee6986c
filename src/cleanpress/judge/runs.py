"""Responsive copies: a whole run of paragraphs that a page holds twice, once for each kind of screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cleanpress.judge.copies import SHORT, Copies, Ledger, ends_sentence
from cleanpress.model import Kind

_RULE = "repeats.responsive-copy"
_LINE = 60  # characters; shorter blocks do not make a run
_FEWEST = 2  # long blocks in a row that make a run


@dataclass(frozen=True, slots=True)
class _Run:
    """`length` anchors from `first` on that repeat, one by one, those from `second` on (indices of anchors)."""

    first: int
    second: int
    length: int


def responsive_copies(copies: Copies, ledger: Ledger) -> None:
    """Mark all but one copy of runs that stand more than once, with the short blocks between their paragraphs.

    Anchors are the blocks long enough to be told apart by their words; runs are sequences of anchors that follow each
    other in both places. Of every text that copy stays which is visible, in the article and in the fuller container.
    """
    anchors = [number for number in range(len(copies.keys)) if _is_anchor(copies, number)]
    runs = list(_runs(copies, anchors))
    members: dict[str, set[int]] = {}
    for run in runs:
        for step in range(run.length):
            for number in (anchors[run.first + step], anchors[run.second + step]):
                members.setdefault(copies.keys[number], set()).add(number)
    keeps: dict[str, int] = {}
    for key, numbers in members.items():
        free = [number for number in numbers if ledger.free(number)]
        settled = [number for number in numbers if number in ledger.kept]
        if free or settled:
            keeps[key] = settled[0] if settled else copies.best(free)
            for number in sorted(free):
                ledger.duplicate(number, keeps[key], _RULE, 0.9)
    for run in runs:
        _between(copies, ledger, anchors, run, keeps)


def _is_anchor(copies: Copies, number: int) -> bool:
    if not copies.weighty[number] or copies.pictured[number] or not copies.free(number):
        return False
    return copies.block(number).kind in (Kind.PARAGRAPH, Kind.QUOTE, Kind.HEADING, Kind.LIST_ITEM)


def _is_running(copies: Copies, number: int) -> bool:
    """Whether the block is a sentence or more of running text: lists and tables may well be given twice."""
    block = copies.block(number)
    listed = block.kind is Kind.LIST_ITEM or copies.deliberate(number)
    return not listed and len(copies.keys[number]) > _LINE and ends_sentence(block.text)


def _runs(copies: Copies, anchors: list[int]) -> Iterator[_Run]:
    last: dict[str, int] = {}
    before: list[int] = []
    for place, number in enumerate(anchors):
        before.append(last.get(copies.keys[number], -1))
        last[copies.keys[number]] = place
    place = 0
    while place < len(anchors):
        if before[place] < 0:
            place += 1
            continue
        apart = place - before[place]
        end = place + 1
        # A copy ends before the next begins: a line that repeats itself at once makes no run.
        while end < len(anchors) and end - place < apart and before[end] == end - apart:
            end += 1
        running = [len(copies.keys[at]) for at in anchors[place:end] if _is_running(copies, at)]
        if len(running) >= _FEWEST and sum(running) > SHORT:
            yield _Run(place - apart, place, end - place)
        place = end


def _between(copies: Copies, ledger: Ledger, anchors: list[int], run: _Run, keeps: dict[str, int]) -> None:
    """The blocks between two paragraphs of a run that stand between them in the other copy too."""
    for step in range(run.length - 1):
        one = range(anchors[run.first + step] + 1, anchors[run.first + step + 1])
        other = range(anchors[run.second + step] + 1, anchors[run.second + step + 1])
        keep = keeps.get(copies.keys[anchors[run.second + step]], -1)
        stays, goes = (other, one) if keep == anchors[run.second + step] else (one, other)
        held: dict[str, list[int]] = {}
        for number in reversed(stays):
            held.setdefault(copies.keys[number], []).append(number)
        for number in goes:
            waiting = held.get(copies.keys[number])
            if waiting and copies.keys[number] and not copies.furniture[number]:
                ledger.duplicate(number, waiting.pop(), _RULE, 0.85)
