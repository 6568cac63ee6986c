"""Long lines in which a tool glued paragraphs and furniture together: their sentences, to be judged one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONG = 1500
"""From this length (characters) a line may hold several paragraphs."""

# White space between two text nodes of a page: one blank of its own on each side and the one of the tool.
_WIDE = r"\s{3,}"
_SENTENCE = re.compile(
    r"(?:(?<=\w\w\w)|(?<=\w\d)|(?<=[)\]”’%]))[.!?…]+[\"”’»)\]]*\s+(?=[\"“‘«„(\[¿¡—–-]*\s?[^\W_a-zß-öø-ÿ])"
    rf"|[。！？]+[」』”）]*\s*|{_WIDE}"
)


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
