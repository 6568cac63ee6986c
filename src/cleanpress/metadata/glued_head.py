"""The head of a text whose lines are all glued together: what its first words are that come again, and what follows.

Tools that join everything with spaces write the page's title first, then menus, then headline, byline and date in one
run. The longest start of the text that comes again is the headline; right behind it stand the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanpress.metadata.candidates import Candidate, clean
from cleanpress.metadata.date_scan import find_days
from cleanpress.metadata.date_words import fold
from cleanpress.metadata.names import MAX_BYLINE, looks_like_byline, split_byline
from cleanpress.metadata.titles import SEPARATOR
from cleanpress.model import Page

_PLACE = "the text's first words that come again"
_HEAD, _BEHIND = 60_000, 400
"""Characters in which the headline comes again, and behind it in which byline and date stand."""
_LONGEST, _SHORTEST = 300, 20
"""Characters of a headline."""
_WORDS = 4
"""Words of a name; what has more has run on into the text."""
_WORD = re.compile(r"\S+")
_BY = re.compile(r"(?<!\w)(?:By|BY|by|Von|von|Par|par|Por|por|Door|door|Di|di)\s+(?=[^\W\d_a-z])")
_NAMES = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*,?|and|und|et|y|og|och|e|en|&|de|da|von|van|der|del)(?:\s|$)")


def read_glued_head(page: Page) -> Iterator[Candidate]:
    """The candidates of title, authors and date that stand in the head of a glued text; nothing of other pages.

    >>> from cleanpress.model import Block
    >>> start = "Ferry sails again to the islands | The Meridian Home News Ferry sails again to the islands"
    >>> block = Block(index=0, text=f"{start} By Ida Moor 4 March 2025 The boat left.")
    >>> page = Page(source="text", blocks=(block,), glued=frozenset({0}))
    >>> [each.value for each in read_glued_head(page)]
    ['Ferry sails again to the islands', '4 March 2025', 'Ida Moor']
    """
    if page.source != "text" or not page.glued:
        return
    text = " ".join(block.text for block in page.blocks)[:_HEAD]
    found = _again(text)
    if found is None:
        return
    size, ends = found
    yield Candidate("title", clean(text[:size]), "text", _PLACE)
    behind = next((part for part in (text[end : end + _BEHIND] for end in ends) if _first_day(part)), "")
    day = _first_day(behind)
    if day is None:
        return
    yield Candidate("published", behind[day[0] : day[1]], "dateline", f"behind {_PLACE}")
    # Behind the date the text itself follows, and nothing shows where the names end.
    for name in _byline(behind[: day[0]]):
        yield Candidate("authors", name, "byline", f"behind {_PLACE}")


def _again(text: str) -> tuple[int, list[int]] | None:
    """How long the headline is that the text begins with, and where it ends when it comes again."""
    ends = [match.end() for match in _WORD.finditer(text[:_LONGEST])]
    starts = {mark.start() for mark in SEPARATOR.finditer(text[:_LONGEST])}
    for end in reversed(ends):
        if end < _SHORTEST:
            return None
        # Only up to a mark of the page's title: words that come again by chance end anywhere.
        if end not in starts:
            continue
        places = [match.end() for match in re.finditer(re.escape(text[:end]), text[end:])]
        if places:
            return end, [end + place for place in places]
    return None


def _first_day(text: str) -> tuple[int, int] | None:
    """Where the first date stands in the text, which is no longer when folded."""
    folded = fold(text)
    if len(folded) != len(text):
        return None
    return next(((day.start, day.end) for day in find_days(folded)), None)


def _byline(text: str) -> list[str]:
    """The names behind the first "By" in the text."""
    by = _BY.search(text)
    if by is None:
        return []
    end = by.end()
    while end < by.start() + MAX_BYLINE and (word := _NAMES.match(text, end)):
        end = word.end()
    line = text[by.start() : end].strip()
    names = [name.text for name in split_byline(line) if name.kind == "person"] if looks_like_byline(line) else []
    return [name for name in names if len(name.split()) <= _WORDS]
