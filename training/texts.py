"""The texts that the judges of dumps learn from: pages flattened by common tools, and texts that are nearly clean.

Every text comes with the truth laid along it, so that lines and joins can be labelled however it is read.
"""

from __future__ import annotations

import textwrap
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from training.align import BODY, Marks, align, lines_of
from training.corpora import Source

_ENOUGH = 0.5
_SOME = 0.3
_CHANCE = 0.7
_WIDTHS = (64, 70, 72, 76, 80, 90)
_FURNITURE = (1, 2, 4, 8)
CLEAN = ("clean", "clean-close")
NEAR = ("near", "near-close", "near-top", "near-end")
PARTS = ("part", "part-close")
_PART = 6


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a page: how it was made, what it says and which of its words are the article."""

    corpus: str
    id: str
    site: str
    kind: str
    text: str
    marks: Marks


def texts_of(source: Source, dumps: Mapping[str, Callable[[bytes], str]]) -> Iterator[Text]:
    """All texts of a page. A tool that fails on it, or loses the article, gives none."""
    lines = lines_of(source.truth)
    found = {}
    for kind, tool in dumps.items():
        try:
            found[kind] = tool(source.html) or ""
        except Exception:  # a tool's fault is no page's
            continue
    yield from made_of(source, found, lines)


def made_of(source: Source, found: Mapping[str, str], lines: list[tuple[str, int]]) -> Iterator[Text]:
    """The dumps of a page with their marks, and the nearly clean texts that are made of them."""
    for kind, text in found.items():
        marks = align(text, lines)
        if marks.covered >= _ENOUGH:
            yield Text(source.corpus, source.id, source.site, kind, text, marks)
    for kind, text in _made(source, found, lines).items():
        yield Text(source.corpus, source.id, source.site, kind, text, align(text, lines))


def _made(source: Source, found: Mapping[str, str], lines: list[tuple[str, int]]) -> dict[str, str]:
    body = [line for line, make in lines if make == BODY]
    random = np.random.default_rng(zlib.crc32(f"{source.corpus}/{source.id}".encode()))
    made = {"clean": "\n\n".join(body), "clean-close": "\n".join(body)}
    title = source.truth.get("title")
    before, inside, behind = _furniture(found, lines, random)
    for kind in NEAR:
        top = [title] if title and random.random() < _CHANCE else []
        here = list(body)
        if kind in ("near", "near-close") and inside and len(body) > 1:
            here.insert(int(random.integers(1, len(body))), inside[int(random.integers(len(inside)))])
        if kind != "near-top":
            here += _some(behind, random)
        if kind != "near-end":
            here = [*(_some(before, random) if random.random() < _CHANCE else ()), *top, *here]
        made[kind] = ("\n" if kind == "near-close" else "\n\n").join(here)
    for kind in PARTS:
        first = int(random.integers(len(body)))
        here = body[first : first + int(random.integers(1, _PART))]
        around = random.integers(0, 3, 2)
        here = [*before[len(before) - around[0] :], *here, *behind[: around[1]]]
        made[kind] = ("\n" if kind == "part-close" else "\n\n").join(here)
    width = int(random.choice(_WIDTHS))
    made["near-wrapped"] = "\n\n".join(textwrap.fill(line, width) for line in made["near"].split("\n\n"))
    return made


def _some(lines: list[str], random: np.random.Generator) -> list[str]:
    """A stretch of a few lines."""
    count = min(len(lines), int(random.choice(_FURNITURE)))
    at = int(random.integers(0, len(lines) - count + 1))
    return lines[at : at + count]


def _furniture(
    found: Mapping[str, str], lines: list[tuple[str, int]], random: np.random.Generator
) -> tuple[list[str], list[str], list[str]]:
    """What is no article in one of the dumps that hold all of it: the lines before it, inside it and behind it."""
    plain = [text for text in found.values() if "](" not in text]
    for number in random.permutation(len(plain)):
        marks = align(plain[number], lines)
        if marks.covered < 0.9:
            continue
        before: list[str] = []
        inside: list[str] = []
        between: list[str] = []
        begun = False
        at = 0
        for raw in plain[number].splitlines(keepends=True):
            words = marks.inside(at, at + len(raw))
            at += len(raw)
            if len(words) and (words >= 0).mean() >= _SOME:
                if begun:
                    inside += between
                else:
                    before = between
                begun, between = True, []
            elif raw.strip():
                between.append(" ".join(raw.split()))
        return before, inside, between
    return [], [], []
