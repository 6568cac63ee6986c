"""Features of a block's own text: how long, how it begins and ends, what characters it is made of. No words.

All characters of the page are classified at once, and counted per block in one go.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cleanpress.judge.ground import Columns, Ground
from cleanpress.model import SpanKind

_LOWER, _UPPER, _DIGIT, _SPACE, _STOP, _COMMA, _COLON, _QUOTE, _BAR, _WIDE, _SIGN, _OTHER, _DASH = range(13)
_CLASSES = 16
_PLANE = 0x10000
_MARKS = {
    _STOP: ".!?…。！？｡؟۔।॥។",
    _COMMA: ",;、，；،",
    _COLON: ":：",
    _QUOTE: "\"'“”„‘’‚«»‹›「」『』()[]",
    _BAR: "|·•›»▪►→/",
    _SIGN: "@©®#$€£%&+*=",
    _DASH: "-–—―",
}
_ENDS = {"stop": _STOP, "colon": _COLON, "quote": _QUOTE, "letter": _LOWER, "capital": _UPPER, "digit": _DIGIT,
         "wide": _WIDE, "bar": _BAR}  # fmt: skip
# Marks without a space behind them, and a character of a script without spaces counts as so many letters.
_WIDE_LETTERS = 2.5
_LETTERS_PER_WORD = 6.0


@lru_cache(maxsize=1)
def _classes() -> NDArray[np.uint8]:
    """The class of each character of the basic plane."""
    table = np.full(_PLANE, _OTHER, np.uint8)
    kinds = {"Ll": _LOWER, "Lu": _UPPER, "Lt": _UPPER, "Lo": _LOWER, "Lm": _LOWER, "Nd": _DIGIT, "Zs": _SPACE}
    kinds |= {"Mn": _LOWER, "Mc": _LOWER, "Cc": _SPACE}
    for code in range(_PLANE):
        kind = kinds.get(unicodedata.category(chr(code)))
        if kind is not None:
            table[code] = kind
    for low, high in ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF),
                      (0xF900, 0xFAFF)):  # fmt: skip
        table[low : high + 1] = _WIDE
    for kind, marks in _MARKS.items():
        table[[ord(mark) for mark in marks]] = kind
    return table


def text_columns(ground: Ground) -> Columns:
    """The features of the texts, and of their links and emphasis."""
    return _characters(ground) | _spans(ground)


def _characters(ground: Ground) -> Columns:
    texts = [block.text for block in ground.page.blocks]
    sizes = np.fromiter(map(len, texts), np.intp, ground.n)
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _classes()[np.minimum(codes, _PLANE - 1)]
    owner = np.repeat(np.arange(ground.n), sizes)
    counts = np.bincount(owner * _CLASSES + kinds, minlength=ground.n * _CLASSES).reshape(ground.n, _CLASSES)
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    ends = begins + sizes - 1
    stops = (kinds == _STOP) & np.append(kinds[1:] != _STOP, True)
    ended = np.bincount(owner[stops], minlength=ground.n)
    letters = np.maximum(sizes, 1)
    words = 1 + counts[:, _SPACE] + counts[:, _WIDE] * (_WIDE_LETTERS / _LETTERS_PER_WORD)
    cased = np.maximum(counts[:, _LOWER] + counts[:, _UPPER], 1)
    found = {
        "len": np.log1p(ground.width),
        "words": np.log1p(words),
        "word_len": ground.width / words / _LETTERS_PER_WORD,
        "sentences": np.log1p(ended),
        "sentence_len": np.log1p(ground.width / np.maximum(ended, 1)),
        "upper": counts[:, _UPPER] / cased,
        "wide": counts[:, _WIDE] / letters,
        "commas": np.log1p(counts[:, _COMMA]),
        "ended": ground.ended,
        "prose": ground.prose,
        "mass": np.log1p(ground.mass),
    }
    for name, kind in (("digits", _DIGIT), ("bars", _BAR), ("quotes", _QUOTE), ("signs", _SIGN), ("colons", _COLON)):
        found[name] = counts[:, kind] / letters
        if kind != _DIGIT:
            found[f"any_{name}"] = counts[:, kind] > 0
    for name, kind in _ENDS.items():
        found[f"begins_{name}"] = kinds[begins] == kind
        found[f"ends_{name}"] = kinds[ends] == kind
    return {name: values.astype(np.float32) for name, values in found.items()}


def _spans(ground: Ground) -> Columns:
    names = ("bold", "italic", "link_count", "link_begins", "link_ends", "bold_begins", "breaks")
    rows = np.zeros((len(names), ground.n), np.float32)
    for block in ground.page.blocks:
        for span in block.spans:
            size = (span.end - span.start) / len(block.text)
            if span.kind is SpanKind.LINK:
                rows[2, block.index] += 1
                rows[3, block.index] += span.start == 0
                rows[4, block.index] += span.end >= len(block.text) - 1
            elif span.kind is SpanKind.STRONG:
                rows[0, block.index] += size
                rows[5, block.index] += span.start == 0
            elif span.kind is SpanKind.EMPHASIS:
                rows[1, block.index] += size
            elif span.kind is SpanKind.BREAK:
                rows[6, block.index] += 1
    np.minimum(rows[:2], 1, out=rows[:2])
    np.minimum(rows[3:6], 1, out=rows[3:6])
    rows[[2, 6]] = np.log1p(rows[[2, 6]])
    found: Columns = dict(zip(names, rows, strict=True))
    found["link_share"] = ground.links
    return found
