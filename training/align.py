"""Which words of a dump are the article: the truth's paragraphs laid along the dump, word by word.

Both run in the same order, so what is unique in both (runs of twelve words, then seven, then four) holds the two
together, and between such anchors the rest is compared as far as it is short. The marks are independent of how a dump
is read: any stretch of characters can be asked which paragraphs it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import numpy as np
from numpy.typing import NDArray

_TOKEN = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+|[^\w\s]")
_TARGET = re.compile(r"(?<=\])\([^()\s]*(?:\s[^()\s]*)*\)")
_RUNS = (12, 7, 4)
_LEAST_RUN = 4
_GAP = 400

BODY, OPTIONAL, STANDFIRST = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Marks:
    """The words of a dump: where each begins, the paragraph of the truth it stands in (-1: none), and by paragraph
    whether it is body, optional or standfirst; `covered` is the share of the body that the dump holds."""

    starts: NDArray[np.int32]
    paragraphs: NDArray[np.int32]
    makes: NDArray[np.int8]
    covered: float

    def inside(self, start: int, end: int) -> NDArray[np.int32]:
        """The paragraphs of the words in a stretch of characters."""
        first, last = np.searchsorted(self.starts, (start, end))
        return self.paragraphs[first:last]


def lines_of(truth: dict[str, Any]) -> list[tuple[str, int]]:
    """The paragraphs of a page's truth in order, each with what it is, whichever way its collection writes them."""
    if "body" not in truth:
        return [(line, BODY) for line in truth["text"].split("\n") if line.strip()]
    found = [(line, STANDFIRST) for line in truth.get("summary", ())]
    bracketed = ((line, line[:1] == "[" and line[-1:] == "]") for line in truth["body"])
    return found + [(line[1:-1], OPTIONAL) if optional else (line, BODY) for line, optional in bracketed]


def align(dump: str, lines: Sequence[tuple[str, int]]) -> Marks:
    """The marks of a dump, from the paragraphs that `lines_of` gives."""
    hidden = _TARGET.sub(lambda found: " " * len(found[0]), dump) if dump.count("](") > 1 else dump
    words, starts = _words(hidden)
    told: list[str] = []
    owners: list[int] = []
    makes = []
    for line, make in lines:
        found, _ = _words(line)
        owners += [len(makes)] * len(found)
        told += found
        makes.append(make)
    paragraphs = np.full(len(words), -1, np.int32)
    for at, place, size in _matches(words, told):
        paragraphs[at : at + size] = owners[place : place + size]
    kind = np.asarray(makes, np.int8)
    body = {number for number, make in enumerate(makes) if make == BODY}
    wanted = sum(owner in body for owner in owners)
    met = sum(int(p) in body for p in paragraphs)
    return Marks(np.asarray(starts, np.int32), paragraphs, kind, met / wanted if wanted else 0.0)


def _words(text: str) -> tuple[list[str], list[int]]:
    found = list(_TOKEN.finditer(text))
    return [_plain(match.group()) for match in found], [match.start() for match in found]


def _plain(word: str) -> str:
    """Tools change quotes and dashes; words are compared without that."""
    return {"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-"}.get(word, word.lower())


def _matches(one: Sequence[str], two: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Stretches that both have, in the order of both: begins in each, and length."""
    todo = [(0, len(one), 0, len(two), 0)]
    while todo:
        a, b, c, d, depth = todo.pop()
        if a >= b or c >= d:
            continue
        if depth == len(_RUNS):
            if b - a <= 3 * (d - c) + _GAP and (b - a) * (d - c) < 4_000_000:
                blocks = SequenceMatcher(None, one[a:b], two[c:d], autojunk=False).get_matching_blocks()
                yield from ((a + m.a, c + m.b, m.size) for m in blocks if m.size >= min(_LEAST_RUN, d - c, b - a))
            continue
        last = (a, c)
        for x, y in _anchors(one[a:b], two[c:d], _RUNS[depth]):
            x, y = x + a, y + c
            if x < last[0] or y < last[1]:
                continue
            start = 0
            while x - start > last[0] and y - start > last[1] and one[x - start - 1] == two[y - start - 1]:
                start += 1
            end = 0
            while x + end < b and y + end < d and one[x + end] == two[y + end]:
                end += 1
            yield x - start, y - start, start + end
            todo.append((last[0], x - start, last[1], y - start, depth + 1))
            last = (x + end, y + end)
        todo.append((last[0], b, last[1], d, depth + 1))


def _anchors(one: Sequence[str], two: Sequence[str], size: int) -> list[tuple[int, int]]:
    """Runs of `size` words that both have once, the longest chain of them that rises in both."""
    first, second = _once(one, size), _once(two, size)
    pairs = sorted((at, second[run]) for run, at in first.items() if run in second)
    ends: list[int] = []
    last: list[int] = []
    before = [-1] * len(pairs)
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(ends, place)
        before[number] = last[at - 1] if at else -1
        ends[at : at + 1] = [place]
        last[at : at + 1] = [number]
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _once(words: Sequence[str], size: int) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - size + 1):
        run = tuple(words[at : at + size])
        places[run] = -1 if run in places else at
    return {run: at for run, at in places.items() if at >= 0}
