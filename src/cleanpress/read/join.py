"""Which lines of a dump are pieces of one paragraph, where a tool broke its inline elements over lines.

A learned judge looks at each pair of lines that follow one another: their ends, lengths and marks, those of the lines
around them, and how often the whole text breaks in the middle of a sentence. No word of any language counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleanpress.judge import network
from cleanpress.read.lines import CLOSING, STARTS_ON, UNSPACED, Line

SHIPPED = network.SHIPPED.with_name("joins.npz")
Floats = NDArray[np.float32]

# Over so many empty lines pieces are still one paragraph.
MOST_EMPTY = 2
# Logit from which two lines are joined: a paragraph left in pieces costs more than two made one.
_BAR = -0.7
_PART = 20_000
_ENDS = ".!?…。！？｡．؟۔।॥"
_OPENING = "\"'“‘«„([{¿¡「『（"
_DASHES = "-–—"
_LINE = (
    "width", "words", "one_word", "lower", "upper", "digit", "starts_on", "opens", "dash_first", "ended", "comma",
    "colon", "letter_last", "digit_last", "closed_last", "dash_last", "last_lower", "last_length", "first_length",
    "indent", "tail", "open_brackets", "open_quotes", "odd_quotes", "inner_end", "capitals", "empty", "unspaced",
)  # fmt: skip
_NEAR = {-2: 14, -1: 28, 0: 28, 1: 28, 2: 28, 3: 14}
_WHOLE = ("broken", "ended", "tails", "indents", "empty", "close", "width")
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s")


def joins(lines: Sequence[Line], weights: Path | None = None) -> list[bool]:
    """For each line whether it goes on with the paragraph of the line before it."""
    loaded = network.load(weights or SHIPPED)
    found: list[bool] = []
    for at in range(0, len(lines), _PART):
        part = lines[at : at + _PART]
        names, features = pair_features(part)
        may = np.fromiter((line.empty <= MOST_EMPTY for line in part), np.bool_, len(part))
        may[0] = False
        found += (may & (loaded.logits(names, features, False) > _BAR)).tolist()
    return found


def pair_features(lines: Sequence[Line]) -> tuple[tuple[str, ...], Floats]:
    """Names and values (features, lines): for each line of its pair with the line before it."""
    count = len(lines)
    one = np.array([_measures(line) for line in lines], np.float32).T
    padded = np.zeros((len(_LINE), count + 8), np.float32)
    padded[:, 4 : 4 + count] = one
    names: list[str] = []
    rows: list[Floats] = []
    for shift, size in _NEAR.items():
        # At shift 0 stands the line before the pair's seam, at 1 the line behind it.
        names += [f"{name}{shift:+d}" for name in _LINE[:size]]
        rows.append(padded[:size, 3 + shift : 3 + shift + count])
    whole = _whole(one)
    names += [f"all_{name}" for name in _WHOLE]
    rows.append(np.repeat(whole[:, None], count, axis=1))
    return tuple(names), np.concatenate(rows)


def _whole(one: Floats) -> Floats:
    row = {name: one[number] for number, name in enumerate(_LINE)}
    close = row["empty"][1:] == 0
    goes_on = (row["lower"] + row["starts_on"])[1:] * (1 - row["ended"][:-1])
    near = max(1, int(close.sum()))
    return np.array(
        [
            float((goes_on * close).sum()) / near,
            row["ended"].mean(),
            (row["tail"] > 0).mean(),
            (row["indent"] > 0).mean(),
            np.minimum(row["empty"], 3).mean(),
            close.mean() if len(close) else 0.0,
            row["width"].mean(),
        ],
        np.float32,
    )


def _measures(line: Line) -> tuple[float, ...]:
    text = line.text
    bare = text.rstrip(CLOSING)
    first, last = text[0], text[-1]
    ending = bare[-1:] or last
    words = text.split()
    unspaced = UNSPACED.search(text) is not None
    count = len(text) / 2 if unspaced else len(words)
    final = words[-1]
    return (
        min(len(text), 1000) ** 0.5,
        min(count, 100.0) ** 0.5,
        len(words) == 1,
        first.islower(),
        first.isupper(),
        first.isdigit(),
        first in STARTS_ON,
        first in _OPENING,
        first in _DASHES,
        ending in _ENDS,
        ending in ",،，、;",
        ending in ":：",
        last.isalpha(),
        last.isdigit(),
        last in CLOSING,
        last in _DASHES,
        final[0].islower(),
        min(len(final), 20),
        min(len(words[0]), 20),
        min(line.indent, 12),
        min(line.tail, 12),
        (text.count("(") > text.count(")")) - (text.count("(") < text.count(")")),
        (text.count("“") > text.count("”")) - (text.count("“") < text.count("”")),
        text.count('"') % 2,
        _SENTENCE.search(text) is not None,
        sum(word[0].isupper() for word in words) / len(words) if len(words) < 40 else 0.0,
        line.empty,
        unspaced,
    )
