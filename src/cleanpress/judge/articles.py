"""Several articles in one text: an archive page or a newsletter that was flattened whole.

An article begins with a headline, a byline and a date line, in any order of the latter, and running text behind them.
Where two or more of these stand in a text with long running text behind each, they are articles of their own. A list
of teasers has no running text, a live ticker no bylines, and the comments no headlines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cleanpress.judge import prose
from cleanpress.judge.header_marks import agreement, words_of
from cleanpress.metadata.dates import is_dateline
from cleanpress.metadata.names import is_bare_name, looks_like_byline
from cleanpress.model import Block

# Width of running text (in Latin letters) and number of paragraphs from which what follows a head is an article.
_WIDTH, _PARAGRAPHS = 600, 2
_HEAD = 5
_HEADLINE = (12, 220)
_SHORT = 120
_AGREES = 0.6
# A date line of a head says the year, in four digits or behind day and month; a roundup says "(May 15)", a ticker the
# time.
_YEAR = re.compile(r"\d{4}|\d[./-]\d{1,2}[./-]\d\d")


def article_part(blocks: Sequence[Block], title: str | None) -> tuple[int, int] | None:
    """The blocks `[first, last)` of the article asked for, None where the text holds no more than one.

    The article is the one whose headline says `title`, else the first.
    """
    heads = _heads(blocks)
    starts = [
        head for head, following in pairwise([*heads, (len(blocks), len(blocks))])
        if _is_article(blocks[head[1] : following[0]])
    ]  # fmt: skip
    if len(starts) < 2:
        return None
    edges = [start for start, _ in starts] + [len(blocks)]
    wanted = words_of(title) if title else frozenset()
    scores = [agreement(words_of(blocks[start].text), wanted) for start in edges[:-1]] if wanted else [0.0]
    best = max(range(len(scores)), key=scores.__getitem__)
    chosen = best if scores[best] >= _AGREES else 0
    return (edges[chosen] if chosen else 0), edges[chosen + 1]


def _heads(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Where heads begin and where the text behind each begins: a headline with a byline and a date line below it."""
    dates = [at for at, block in enumerate(blocks) if _may_be_date(block.text) and is_dateline(block.text)]
    found: list[tuple[int, int]] = []
    for date in dates if len(dates) > 1 else ():
        first = max(date - _HEAD, found[-1][1] if found else 0)
        near = range(first, min(date + _HEAD, len(blocks)))
        prose_above = max((at for at in near if at < date and prose.is_prose(blocks[at].text)), default=first - 1)
        head = [at for at in near if at > prose_above and at != date and not prose.is_prose(blocks[at].text)]
        headline = next((at for at in head if at < date and _is_headline(blocks[at].text)), None)
        if headline is not None and any(_names(blocks[at].text) for at in head if at > headline):
            found.append((headline, date + 1))
    return found


def _may_be_date(text: str) -> bool:
    return len(text) <= _SHORT and _YEAR.search(text) is not None


def _names(text: str) -> bool:
    return len(text) <= _SHORT and (looks_like_byline(text) or is_bare_name(text)) and not is_dateline(text)


def _is_headline(text: str) -> bool:
    low, high = _HEADLINE
    if not low <= prose.width(text) <= high or prose.is_prose(text) or text[0].islower() or " " not in text.strip():
        return False
    return text[-1] not in ".,;:" and not looks_like_byline(text) and not is_bare_name(text) and not is_dateline(text)


def _is_article(blocks: Sequence[Block]) -> bool:
    running = [prose.width(block.text) for block in blocks if prose.is_prose(block.text)]
    return len(running) >= _PARAGRAPHS and sum(running) >= _WIDTH
