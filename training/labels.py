"""Labels of blocks from the truth of a page: which blocks the truth's text is made of.

The truth is text without places, and it may repeat words of the page's furniture. So blocks are laid along it: each
block claims stretches of the truth that share runs of four words with it, and of all claims the heaviest sequence in
the order of both is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cleanpress.model import FIELD_LABELS, Kind, Label, Page, Verdict

_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+")
_RUN = 4
_SHIFTS = 4
_LOSS = 0.8
_COVERED = 0.5
_PAGE_COVERED = 0.9
_UNSURE = 0.3
_FIELD_SURE = 0.5


@dataclass(slots=True)
class Labels:
    """Per block the share of it that is body (1 or 0) and how much that counts (0: not at all)."""

    body: list[float]
    weight: list[float]


@dataclass(slots=True)
class Truth:
    """A body as lines: `needed` ones, and `optional` ones that count neither way."""

    needed: list[str]
    optional: list[str] = field(default_factory=list)


def truth_of(truth: dict[str, Any]) -> Truth:
    """The body of a page's truth, whichever way its collection writes it."""
    if "body" in truth:
        lines = truth["body"]
        bracketed = [line[1:-1] for line in lines if line[:1] == "[" and line[-1:] == "]"]
        optional = [*bracketed, *truth.get("summary", [])]
        return Truth([line for line in lines if line[1:-1] not in bracketed], optional)
    return Truth([line for line in truth["text"].split("\n") if line.strip()])


def label_blocks(page: Page, truth: Truth, seen: Sequence[Verdict]) -> Labels | None:
    """Labels for all blocks of a page, None where the page does not hold the truth.

    Blocks that the header or the repeats name as a field never count: they are not text, whatever the truth says.
    """
    words = [_words(block.text) for block in page.blocks]
    taken, covered = _align(words, truth.needed)
    total = sum(len(_words(line)) for line in truth.needed)
    if not total or sum(covered.values()) < _PAGE_COVERED * total:
        return None
    chosen = {i for i, count in covered.items() if count > _COVERED * len(words[i])}
    said = {" ".join(words[i]) for i in chosen}
    optional, _ = _align(words, truth.optional) if truth.optional else (set(), {})
    fields = {v.block for v in seen if v.judge in ("header", "repeats") and v.label in FIELD_LABELS | {Label.DUPLICATE}
              and v.confidence >= _FIELD_SURE}  # fmt: skip
    found = Labels([], [])
    for block in page.blocks:
        i = block.index
        found.body.append(float(i in chosen))
        partly = i not in chosen and (i in taken or i in optional)
        if partly or i in fields or block.kind is Kind.CAPTION or not words[i]:
            found.weight.append(0.0)
        else:
            found.weight.append(_UNSURE if i not in chosen and " ".join(words[i]) in said else 1.0)
    return found


def label_segments(page: Page, truth: dict[str, Any], seen: Sequence[Verdict]) -> Labels | None:
    """Labels for the few blocks that hold a segment that must, or must not, be in the text."""
    fields = {v.block for v in seen if v.judge in ("header", "repeats") and v.confidence >= _FIELD_SURE}
    found = Labels([0.0] * len(page.blocks), [0.0] * len(page.blocks))
    for key, value in (("without", 0.0), ("with", 1.0)):
        for segment in filter(None, (_plain(text) for text in truth.get(key, ()))):
            holders = [b for b in page.blocks if segment in _plain(b.text) and b.index not in fields]
            for block in holders if len(holders) == 1 else ():
                if block.kind is not Kind.CAPTION:
                    found.body[block.index], found.weight[block.index] = value, 1.0
    return found if any(found.weight) else None


def _plain(text: str) -> str:
    return " ".join(text.split())


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


@dataclass(slots=True)
class _Claim:
    block: int
    start: int
    end: int
    count: int
    gain: float


def _align(blocks: Sequence[list[str]], lines: Sequence[str]) -> tuple[set[int], dict[int, int]]:
    """The blocks that have a part in the lines, and how many words of them stand there."""
    words: list[str] = []
    whole: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for line in lines:
        found = _words(line)
        whole[" ".join(found)].append((len(words), len(words) + len(found)))
        words += found
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(words) - _RUN + 1):
        places[tuple(words[i : i + _RUN])].append(i)
    claims = [claim for i, block in enumerate(blocks) for claim in _claims(i, block, words, places, whole)]
    best = _heaviest(claims)
    return {claim.block for claim in best}, {claim.block: claim.count for claim in best}


def _claims(
    index: int,
    block: list[str],
    words: Sequence[str],
    places: dict[tuple[str, ...], list[int]],
    whole: dict[str, list[tuple[int, int]]],
) -> list[_Claim]:
    """The stretches of the truth that a block may be; a short block only as a whole line."""
    found = {(start, end, len(block)) for start, end in whole.get(" ".join(block), ())[:50]} if block else set()
    if len(block) > _RUN:
        shifts: Counter[int] = Counter()
        for i in range(len(block) - _RUN + 1):
            shifts.update(place - i for place in places.get(tuple(block[i : i + _RUN]), ())[:20])
        for shift, _ in sorted(shifts.items(), key=lambda pair: (-pair[1], pair[0]))[:_SHIFTS]:
            stretch = _matched(block, words, places, shift)
            if stretch:
                found.add(stretch)
    claims = (_Claim(index, start, end, count, count - _LOSS * (len(block) - count)) for start, end, count in found)
    return sorted((c for c in claims if c.gain > 0 or c.count > 3 * _RUN), key=lambda c: (c.start, c.end))


def _matched(
    block: list[str], words: Sequence[str], places: dict[tuple[str, ...], list[int]], shift: int
) -> tuple[int, int, int] | None:
    """Where a block laid at `shift` begins and ends in the truth, and how many of its words stand there; words near
    the shift count, so that an inserted or missing word does not break the claim."""
    hits = [False] * len(block)
    low, high = len(words), 0
    for i in range(len(block) - _RUN + 1):
        near = [p for p in places.get(tuple(block[i : i + _RUN]), ()) if abs(p - i - shift) <= 3 + len(block) // 10]
        if near:
            hits[i : i + _RUN] = [True] * _RUN
            low, high = min(low, near[0]), max(high, near[-1] + _RUN)
    return (low, high, sum(hits)) if high else None


def _heaviest(claims: Sequence[_Claim]) -> list[_Claim]:
    """The claims of largest gain that follow one another both on the page and in the truth."""
    ends, gains, chains = [0], [0.0], [None]
    i = 0
    while i < len(claims):
        j = i
        offered = []
        while j < len(claims) and claims[j].block == claims[i].block:
            claim = claims[j]
            # One word of overlap is forgiven: runs reach over the seam of two blocks.
            at = bisect_right(ends, claim.start + 1) - 1
            offered.append((gains[at] + max(claim.gain, 0.01), claim, chains[at]))
            j += 1
        for gain, claim, before in offered:
            _offer(ends, gains, chains, claim.end, gain, (claim, before))
        i = j
    chain = chains[-1]
    best: list[_Claim] = []
    while chain is not None:
        best.append(chain[0])
        chain = chain[1]
    return best[::-1]


def _offer(ends: list[int], gains: list[float], chains: list[Any], end: int, gain: float, chain: Any) -> None:
    """Keeps for every end only a better gain than any smaller end has."""
    at = bisect_right(ends, end)
    if gains[at - 1] >= gain:
        return
    if ends[at - 1] == end:
        at -= 1
        ends[at], gains[at], chains[at] = end, gain, chain
    else:
        ends.insert(at, end)
        gains.insert(at, gain)
        chains.insert(at, chain)
    while at + 1 < len(ends) and gains[at + 1] <= gain:
        del ends[at + 1], gains[at + 1], chains[at + 1]
