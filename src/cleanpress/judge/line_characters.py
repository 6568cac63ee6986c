"""What the characters of many lines are, counted at once: letters with and without case, digits, marks, words.

All lines are looked at as one array of characters, so the work is a few sums over it, however many lines there are.
No word of any language is known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

OTHER, UPPER, LOWER, UNCASED, IDEOGRAPH, UNMARKED, DIGIT, SPACE = range(8)
TERMINAL, COMMA, COLON, OPENING, CLOSING, DASH, BAR, SYMBOL = range(8, 16)
CLASSES = 16

_MARKS = {
    TERMINAL: ".!?…‽。！？｡．؟۔।॥።។",
    COMMA: ",;،，、；",
    COLON: ":：",
    OPENING: "“‘«„([{「『（【¿¡‹",
    CLOSING: "\"'”’»›)]}」』）】*_",
    DASH: "-‐‑–—―",
    BAR: "|·•▪●◦/\\><→▶›‣➤",
    SYMBOL: "@#©®™€$£¥%&+=~^`",
}
_LISTED = 0x3040
_RANGES = (
    (0x3040, 0x30FF, IDEOGRAPH), (0x3400, 0x9FFF, IDEOGRAPH), (0xF900, 0xFAFF, IDEOGRAPH),
    (0xA000, 0xABFF, UNCASED), (0xAC00, 0xD7AF, UNCASED), (0xFB1D, 0xFDFF, UNCASED), (0xFE70, 0xFEFC, UNCASED),
    (0x0E00, 0x0EFF, UNMARKED), (0x1000, 0x109F, UNMARKED), (0x1780, 0x17FF, UNMARKED), (0x20000, 0x3134F, IDEOGRAPH),
)  # fmt: skip
_HANGUL = (0xAC00, 0xD7AF)


@lru_cache(1)
def _table() -> NDArray[np.uint8]:
    """The class of every character."""
    table = np.zeros(0x110000, np.uint8)
    for code in range(_LISTED):
        sign = chr(code)
        if sign.isspace():
            table[code] = SPACE
        elif sign.isdigit():
            table[code] = DIGIT
        elif sign.isalpha():
            table[code] = UPPER if sign.isupper() else LOWER if sign.islower() else UNCASED
    for first, last, make in _RANGES:
        table[first : last + 1] = make
    table[0x3000] = SPACE
    for make, signs in _MARKS.items():
        table[[ord(sign) for sign in signs]] = make
    return table


@dataclass(frozen=True, slots=True)
class Characters:
    """Per line: `counts` of each class (lines, classes), classes of the first and the last sign that is not closing,
    tokens parted by spaces and how many begin in capitals, in lower case, with a digit, ends of sentences inside, and
    `width` in Latin letters."""

    counts: Floats
    first: NDArray[np.uint8]
    last: NDArray[np.uint8]
    outer: NDArray[np.uint8]
    tokens: Floats
    capital: Floats
    lower: Floats
    number: Floats
    short: Floats
    sentences: Floats
    width: Floats


def characters(texts: Sequence[str]) -> Characters:
    """The characters of lines; every line shows something."""
    n = len(texts)
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    sign = _table()[codes]
    lengths = np.fromiter(map(len, texts), np.intp, n) + 1
    ends = np.cumsum(lengths)
    starts = ends - lengths
    line = np.repeat(np.arange(n), lengths)
    counts = np.bincount(line * CLASSES + sign, minlength=n * CLASSES).reshape(n, CLASSES)
    counts[:, SPACE] -= 1
    space = sign == SPACE
    begins = ~space & np.concatenate([[True], space[:-1]])

    def per_line(where: NDArray[Any]) -> Floats:
        return np.bincount(line[where], minlength=n).astype(np.float32)

    letter = (sign >= UPPER) & (sign <= UNMARKED)
    places = np.flatnonzero(begins)
    gaps = np.flatnonzero(space & np.concatenate([[False], ~space[:-1]]))
    short = np.bincount(line[places], weights=(gaps - places) <= 3, minlength=n).astype(np.float32)
    inner_ends = _ends(sign, letter, space)
    # The end of a line is no inner end.
    inner_ends[ends - 1] = False
    last = sign[_last(sign, ends)]
    width = (
        counts.sum(1)
        + 2 * counts[:, IDEOGRAPH]
        + np.bincount(line[(codes >= _HANGUL[0]) & (codes <= _HANGUL[1])], minlength=n)
    )
    return Characters(
        counts=counts.astype(np.float32),
        first=sign[starts],
        last=last,
        outer=sign[np.maximum(ends - 2, starts)],
        tokens=per_line(begins),
        capital=per_line(begins & (sign == UPPER)),
        lower=per_line(begins & (sign == LOWER)),
        number=per_line(begins & (sign == DIGIT)),
        short=short,
        sentences=per_line(inner_ends) + (last == TERMINAL),
        width=width.astype(np.float32),
    )


def _ends(sign: NDArray[np.uint8], letter: NDArray[np.bool_], space: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Spaces behind the end of a sentence: three letters, a mark, at most two closing signs; or an ideograph's mark."""
    n = len(sign)
    found = np.zeros(n, np.bool_)
    mark = sign == TERMINAL
    word = np.zeros(n, np.bool_)
    word[3:] = letter[2:-1] & letter[1:-2] & letter[:-3]
    closed = np.zeros(n, np.bool_)
    closed[1:] = sign[:-1] == CLOSING
    end = mark & (word | closed)
    closing = sign == CLOSING
    found[1:] |= end[:-1] & space[1:]
    found[2:] |= end[:-2] & closing[1:-1] & space[2:]
    found[3:] |= end[:-3] & closing[1:-2] & closing[2:-1] & space[3:]
    wide = np.zeros(n, np.bool_)
    wide[1:] = sign[:-1] == IDEOGRAPH
    found[1:] |= mark[:-1] & wide[:-1] & ~space[1:]
    return found


def _last(sign: NDArray[np.uint8], ends: NDArray[np.intp]) -> NDArray[np.intp]:
    """The place of the last sign of each line that is not closing; its very last one where all are."""
    seen = np.where((sign != CLOSING) & (sign != SPACE), np.arange(len(sign)), -1)
    np.maximum.accumulate(seen, out=seen)
    at = seen[ends - 2] if len(ends) else ends
    begins = np.concatenate([[0], ends[:-1]])
    found: NDArray[np.intp] = np.where(at >= begins, at, ends - 2)
    return found
