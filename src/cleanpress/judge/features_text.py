"""Features of a block's own text: how long, how it begins and ends, what characters it is made of. No words."""

from __future__ import annotations

import numpy as np

from cleanpress.judge import characters as c
from cleanpress.judge.ground import Columns, Ground, log_size

_ENDS = {"stop": c.STOP, "colon": c.COLON, "quote": c.QUOTE, "letter": c.LOWER, "capital": c.UPPER, "digit": c.DIGIT,
         "wide": c.WIDE, "bar": c.BAR}  # fmt: skip
# A character of a script without spaces counts as so many letters.
_WIDE_LETTERS = 2.5
_LETTERS_PER_WORD = 6.0
# What a paragraph is at most: letters, words, sentences, commas and links.
_LINE, _WORDS, _SENTENCES, _COMMAS = 1_500, 250, 15, 25
_SPANS = ("link_share", "bold", "italic", "link_begins", "link_ends", "bold_begins", "link_count", "breaks")


def text_columns(ground: Ground) -> Columns:
    """The features of the texts, and of their links and emphasis."""
    found = ground.letters
    counts, width, size = found.counts, ground.width, found.size
    words = 1 + counts[:, c.SPACE] + (counts[:, c.WIDE] + counts[:, c.UNMARKED]) * (_WIDE_LETTERS / _LETTERS_PER_WORD)
    cased = np.maximum(counts[:, c.LOWER] + counts[:, c.UPPER], 1)
    starts = np.maximum(found.capital + found.small, 1)
    columns: Columns = {
        "len": log_size(width, _LINE),
        "words": log_size(words, _WORDS),
        "word_len": width / words / _LETTERS_PER_WORD,
        "stops": log_size(found.stops, _SENTENCES),
        "sentences": log_size(found.sentences, _SENTENCES),
        "sentence_len": log_size(width / np.maximum(found.sentences, 1), _LINE),
        "upper": counts[:, c.UPPER] / cased,
        "capitals": found.capital / starts,
        "wide": (counts[:, c.WIDE] + counts[:, c.UNMARKED]) / size,
        "commas": log_size(counts[:, c.COMMA], _COMMAS),
        "ended": ground.ended,
        "prose": ground.prose,
        "mass": log_size(ground.mass, _LINE),
        "card": ground.card,
        "boxed": ground.boxed,
    }
    for name, kind in (("digits", c.DIGIT), ("bars", c.BAR), ("quotes", c.QUOTE), ("signs", c.SIGN),
                       ("colons", c.COLON)):  # fmt: skip
        columns[name] = counts[:, kind] / size
        if kind != c.DIGIT:
            columns[f"any_{name}"] = counts[:, kind] > 0
    for name, kind in _ENDS.items():
        columns[f"begins_{name}"] = found.first == kind
        columns[f"ends_{name}"] = found.last == kind
    columns |= dict(zip(_SPANS, ground.spans, strict=True))
    for name in ("link_count", "breaks"):
        columns[name] = log_size(columns[name], _COMMAS)
    return columns
