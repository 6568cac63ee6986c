"""The characters of all blocks of a page, classified at once and counted per block in one go. No words of any language.

Scripts without spaces or capitals are measured by what they have: a CJK character says as much as about three Latin
letters, and Thai, Lao, Khmer and Burmese end sentences without a mark.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

LOWER, UPPER, DIGIT, SPACE, STOP, COMMA, COLON, QUOTE, BAR, WIDE, SIGN, OTHER, DASH, UNMARKED, SYLLABLE = range(15)
"""Classes of characters. WIDE are ideographs and kana, UNMARKED letters of scripts whose sentences end without a mark,
SYLLABLE those of Hangul; QUOTE are quotation marks and brackets, BAR what parts the items of a list in one line."""
_CLASSES = 16
_PLANE = 0x10000
_MARKS = {
    STOP: ".!?…‽。！？｡．؟۔।॥។",
    COMMA: ",;、，；،",
    COLON: ":：",
    QUOTE: "\"'“”„‘’‚«»‹›「」『』【】()[]{}",
    BAR: "|·•▪►→",
    SIGN: "@©®#$€£%&+*=/",
    DASH: "-–—―",
}
_RANGES = {
    UNMARKED: ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF)),
    WIDE: ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF)),
    SYLLABLE: ((0xAC00, 0xD7AF),),
}
_WIDE_STOPS = "。！？｡．।॥"
_CLOSERS = 3
_INITIALS = 3
_BEFORE = "\n" * _INITIALS


@lru_cache(maxsize=1)
def _classes() -> NDArray[np.uint8]:
    """The class of each character of the basic plane."""
    table = np.full(_PLANE, OTHER, np.uint8)
    kinds = {"Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Lo": LOWER, "Lm": LOWER, "Nd": DIGIT, "Zs": SPACE}
    kinds |= {"Mn": LOWER, "Mc": LOWER, "Cc": SPACE}
    for code in range(_PLANE):
        kind = kinds.get(unicodedata.category(chr(code)))
        if kind is not None:
            table[code] = kind
    for kind, ranges in _RANGES.items():
        for low, high in ranges:
            table[low : high + 1] = kind
    for kind, marks in _MARKS.items():
        table[[ord(mark) for mark in marks]] = kind
    return table


@dataclass(slots=True)
class Characters:
    """What the texts of `n` blocks are made of: per block its `size` in characters and `counts` by class (n, 16), its
    `width` in Latin letters, the class of its `first` and `last` character, whether it is `ended` as a sentence is, how
    many `sentences` it holds and how many `stops`, and how many of its words begin with a `capital` or a `small`
    letter."""

    size: NDArray[np.intp]
    counts: NDArray[np.intp]
    width: NDArray[np.float32]
    first: NDArray[np.uint8]
    last: NDArray[np.uint8]
    ended: NDArray[np.bool_]
    sentences: NDArray[np.intp]
    stops: NDArray[np.intp]
    capital: NDArray[np.intp]
    small: NDArray[np.intp]


def characters(texts: Sequence[str]) -> Characters:
    """The characters of texts, none of which is empty.

    >>> found = characters(["It rained. Nobody came.", "Dr. J. K. Okafor", "雨だった。誰も来ない。"])
    >>> found.sentences.tolist(), found.ended.tolist(), found.width.tolist()
    ([2, 0, 2], [True, False, True], [23.0, 16.0, 29.0])
    """
    n = len(texts)
    size = np.fromiter(map(len, texts), np.intp, n)
    # Line ends between the texts, so that none is measured by its neighbour's letters.
    joined = _BEFORE + "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _classes()[np.minimum(codes, _PLANE - 1)]
    ends = len(_BEFORE) + np.cumsum(size + 1) - 2
    begins = ends - size + 1
    owner = np.repeat(np.arange(n), size + 1)
    counts = np.bincount(owner * _CLASSES + kinds[len(_BEFORE) :], minlength=n * _CLASSES).reshape(n, _CLASSES)
    counts[:, SPACE] -= 1
    owner = np.concatenate([np.zeros(len(_BEFORE), np.intp), owner])
    behind = ends.copy()
    for _ in range(_CLOSERS):
        behind -= ((kinds[behind] == QUOTE) | (kinds[behind] == SPACE)) & (behind > begins)
    ended = kinds[behind] == STOP
    stop = (kinds == STOP) & (np.append(kinds[1:], SPACE) != STOP)
    inner = _inner_ends(codes, kinds, stop)
    starts = np.append(True, kinds[:-1] == SPACE)
    return Characters(
        size=size,
        counts=counts,
        width=(size + 2 * counts[:, WIDE] + counts[:, SYLLABLE]).astype(np.float32),
        first=kinds[begins],
        last=kinds[ends],
        ended=ended,
        sentences=np.bincount(owner[inner[inner < behind[owner[inner]]]], minlength=n) + ended,
        stops=np.bincount(owner[stop], minlength=n),
        capital=np.bincount(owner[starts & (kinds == UPPER)], minlength=n),
        small=np.bincount(owner[starts & ((kinds == LOWER) | (kinds >= UNMARKED))], minlength=n),
    )


def _inner_ends(codes: NDArray[np.uint32], kinds: NDArray[np.uint8], stop: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Where sentences may end: at a mark of CJK, else at a mark behind three letters or a bracket (initials and most
    short forms are no sentences) with a space behind it, closing marks aside."""
    at = np.flatnonzero(stop)
    after = at + 1 + (kinds[at + 1] == QUOTE)
    # Where the run of marks begins that ends at each.
    first = np.flatnonzero((kinds == STOP) & (np.append(SPACE, kinds[:-1]) != STOP))
    lettered = np.ones(len(at), bool)
    for step in range(1, _INITIALS + 1):
        before = kinds[first - step]
        lettered &= (before == LOWER) | (before == UPPER) | (before == DIGIT) | (before >= UNMARKED)
    bracketed = kinds[first - 1] == QUOTE
    wide = np.isin(codes[at], [ord(mark) for mark in _WIDE_STOPS])
    found: NDArray[np.intp] = at[wide | ((lettered | bracketed) & (kinds[after] == SPACE))]
    return found


def running_text(found: Characters) -> NDArray[np.bool_]:
    """Which texts are prose by form: long and ended, or of several sentences, or very long and no list; none that is
    figures or items in a row.

    >>> lines = ["It rained all day long. In the end nobody came.", "Ten things to do in rain"]
    >>> running_text(characters(lines)).tolist()
    [True, False]
    """
    width, counts = found.width, found.counts
    lower = found.small > found.capital
    open_end = ((found.last == COLON) | (found.last == COMMA) | (found.last == DASH)) & lower
    unmarked = 2 * counts[:, UNMARKED] > width
    long = (width > 80) & (found.ended | open_end | unmarked | ((width > 200) & lower))
    listing = (counts[:, DIGIT] >= found.size / 5) | (counts[:, BAR] >= 3)
    running: NDArray[np.bool_] = (long | ((found.sentences >= 2) & (width >= 40))) & ~listing
    return running
