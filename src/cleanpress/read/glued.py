"""Long lines in which a tool glued paragraphs and furniture together: their sentences, to be judged one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LONG = 1500
"""From this length (characters) a line may hold several paragraphs."""

# Of a text with paragraphs of its own, fewer of the characters stand in long lines, and such a line is a paragraph.
_SHARE = 0.15

# White space between two text nodes of a page: one blank of its own on each side and the one of the tool.
_WIDE = r"\s{3,}"
_SENTENCE = re.compile(
    r"(?:(?<=\w\w\w)|(?<=\w\d)|(?<=[)\]”’%]))[.!?…]+[\"”’»)\]]*\s+(?=[\"“‘«„(\[¿¡—–-]*\s?[^\W_a-zß-öø-ÿ])"
    rf"|[。！？]+[」』”）]*\s*|{_WIDE}"
)


def are_glued(lengths: Iterable[int]) -> bool:
    """Whether the lines of these lengths (characters) hold so much in long ones that paragraphs were glued together.

    >>> are_glued([200] * 50 + [1600]), are_glued([20, 1600, 30])
    (False, True)
    """
    counts = list(lengths)
    return sum(count for count in counts if count > LONG) > _SHARE * sum(counts)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of `text[start:end]` that sentences and wide gaps part; only white space lies between them.

    >>> line = "The pier is shut. Nobody was hurt.   Read more"
    >>> [line[a:b] for a, b in sentences(line, 0, len(line))]
    ['The pier is shut.', 'Nobody was hurt.', 'Read more']
    """
    at = start
    for found in _SENTENCE.finditer(text, start, end):
        stop = found.end() - len(found[0]) + len(found[0].rstrip())
        if stop > at:
            yield at, stop
            at = found.end()
    if at < end:
        yield at, end
