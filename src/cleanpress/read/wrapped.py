"""Hard-wrapped text: whether a dump's lines end only because the next word had no room, and which go together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from cleanpress.read.lines import TERMINAL, UNSPACED, Line
from cleanpress.read.marks import starts_block

# Widths at which text is wrapped: below is verse or a table, above is a long paragraph on one line.
_NARROWEST, _WIDEST = 40, 140
# How many line ends must fit one width before a text counts as wrapped, and which share of the long lines.
_WRAPPED_LINES, _WRAPPED_SHARE = 3, 0.8
# Running text goes on in lower case at most line ends, and few of them are ends of sentences; headlines and short
# paragraphs of equal length are told apart by that.
_LOWER_SHARE = 0.3
# A word, up to its first hyphen: most tools break there as well.
_WORD = re.compile(r"[^\s-]*+-|\S+")


def wrapped_groups(lines: Sequence[Line], width: int, markdown: bool) -> Iterator[list[Line]]:
    """The lines of each block of a text that is wrapped at `width`: one, or those of a paragraph."""
    group: list[Line] = []
    for line in lines:
        if group and not (width and _may_go_on(line, markdown) and _goes_on(group[-1], line, width)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _may_go_on(line: Line, markdown: bool) -> bool:
    return not line.after_gap and not (markdown and starts_block(line.text))


def _goes_on(line: Line, following: Line, width: int) -> bool:
    """Whether a paragraph wrapped at `width` goes on: no room for the next word, or the middle of a sentence."""
    if len(line.text) + 1 + _first_word(following.text) > width:
        return True
    return 2 * len(line.text) > width and line.text[-1] not in TERMINAL and following.text[0].islower()


def wrap_width(lines: Sequence[Line], markdown: bool) -> int:
    """The width in characters at which a text is wrapped, 0 if it is not.

    Each line that is followed by one of its paragraph fits the widths from its own length to one word more. In a
    wrapped text one width fits nearly all long lines; lines that are longer than it hold an unbreakable word.
    """
    pairs = [
        (len(line.text), _first_word(following.text), line, following)
        for line, following in pairwise(lines)
        if _may_go_on(following, markdown) and (" " in line.text or UNSPACED.match(line.text))
    ]
    change = [0] * (_WIDEST + 2)
    for length, word, _, _ in pairs:
        if length <= _WIDEST and length + word >= _NARROWEST:
            change[max(length, _NARROWEST)] += 1
            change[min(length + word, _WIDEST) + 1] -= 1
    fitting = list(accumulate(change))
    width = max(range(_NARROWEST, _WIDEST + 1), key=fitting.__getitem__)
    full = [(line, following) for length, word, line, following in pairs if length <= width <= length + word]
    long = sum(length > 0.7 * width and not _overflows(line, width) for length, _, line, _ in pairs)
    cased = [
        following.text[0].islower() for _, following in full if following.text[0].lower() != following.text[0].upper()
    ]
    ended = sum(line.text[-1] in TERMINAL for line, _ in full)
    runs_on = sum(cased) >= _LOWER_SHARE * len(cased) and 2 * ended <= len(full)
    # The same line again and again always fits one width.
    enough = len({line.text for line, _ in full}) >= _WRAPPED_LINES and len(full) >= _WRAPPED_SHARE * long
    return width if enough and runs_on else 0


def _overflows(line: Line, width: int) -> bool:
    """A line beyond the width because one long word (mostly an address) could not be broken."""
    if len(line.text) <= width or UNSPACED.search(line.text):
        return False
    return max(map(len, line.text.split())) > width // 2


def _first_word(text: str) -> int:
    """How many characters of a line have to fit at the end of the line before, or it ends there."""
    if UNSPACED.match(text):
        return 1
    word = _WORD.match(text)
    return word.end() if word else 1
