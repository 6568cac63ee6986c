"""What rules see of a text: its normal form, and one quick search for many phrases in many texts."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

_SIGNS = (
    *((sign, '"') for sign in "“”„‟″"),
    *((sign, "'") for sign in "‘’‚‛ʼ′`´"),
    *((sign, "-") for sign in "‐‑‒–—―−"),
    *((sign, " ") for sign in "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"),
    *((sign, "") for sign in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"),
)
# Guillemets are decoration at the edge of "Read more »" and quotation marks elsewhere, so they change last.
_GUILLEMETS = (("«", '"'), ("»", '"'))
_DECORATION = frozenset("•·*|~_-‹›«»►◄")
_DECORATION_CATEGORIES = frozenset({"So", "Sm", "Sk", "Co", "Cf", "Me"})
_NO_DECORATION = frozenset("©®™℗℠№")


def normalise(text: str) -> str:
    """The form of a text in which rules match it.

    Quotation marks, apostrophes, dashes and spaces become the plain ones, white space is collapsed, and arrows,
    bullets, icons and emoji fall off both ends, as do quotation marks that wrap the whole line; those around a
    sentence stay, because it is speech.

    >>> normalise("▶ Sign up for “The Brief” – it’s free »")
    'Sign up for "The Brief" - it\\'s free'
    >>> normalise("“Read more”"), normalise("“Follow me.”")
    ('Read more', '"Follow me."')
    """
    text = " ".join(_replace(text, _SIGNS).split())
    start, end = 0, len(text)
    while start < end and _is_decoration(text[start]):
        start += 1
    while start < end and _is_decoration(text[end - 1]):
        end -= 1
    text = _replace(text[start:end], _GUILLEMETS)
    if (
        len(text) > 2
        and text[0] in "\"'"
        and text[0] == text[-1]
        and text[-2] not in ".,!?"
        and text[0] not in text[1:-1]
    ):
        text = text[1:-1].strip()
    return text


def _replace(text: str, pairs: Sequence[tuple[str, str]]) -> str:
    # A chain of replacements beats str.translate here: it costs next to nothing for the signs that are not there.
    if text.isascii():
        return text
    for sign, plain in pairs:
        text = text.replace(sign, plain)
    return text


def _is_decoration(sign: str) -> bool:
    if sign.isalnum():
        return False
    if sign == " " or sign in _DECORATION:
        return True
    return unicodedata.category(sign) in _DECORATION_CATEGORIES and sign not in _NO_DECORATION


class PhraseFinder:
    """Finds which of many phrases stand in which of many texts, in one pass over all of them.

    `phrases` are written in normal form and lower case. The search runs through one regular expression, a tree of
    the phrases' letters, so that its cost hardly grows with their number.

    >>> finder = PhraseFinder(["newsletter", "sign up", "sign"])
    >>> found = finder.find(["Nothing here", "Sign up: two newsletters"])
    >>> {number: sorted(phrases) for number, phrases in found.items()}
    {1: ['newsletter', 'sign', 'sign up']}
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        folded = {phrase: phrase.casefold() for phrase in sorted(set(phrases))}
        # The expression finds the longest phrase at a place; those that are its beginning stand there as well.
        self._found = {
            longest: tuple(phrase for phrase, form in folded.items() if longest.startswith(form))
            for longest in folded.values()
        }
        self._pattern = re.compile(_tree_pattern(self._found)) if folded else None

    def find(self, texts: Sequence[str]) -> dict[int, set[str]]:
        """For the number of each text that holds a phrase: the phrases it holds. Upper and lower case are the same."""
        if self._pattern is None or not texts:
            return {}
        joined = "\n".join(texts)
        if joined.count("\n") != len(texts) - 1:
            joined = "\n".join(" ".join(text.split()) for text in texts)
        joined = _replace(_replace(joined, _SIGNS), _GUILLEMETS).casefold()
        while "  " in joined:
            joined = joined.replace("  ", " ")
        ends: list[int] = []
        found: dict[int, set[str]] = {}
        match = self._pattern.search(joined)
        while match:
            ends = ends or list(accumulate(len(line) + 1 for line in joined.split("\n")))
            found.setdefault(bisect_right(ends, match.start()), set()).update(self._found[match[0]])
            # On from the next letter, so that phrases that overlap are found as well.
            match = self._pattern.search(joined, match.start() + 1)
        return found


def _tree_pattern(phrases: Iterable[str]) -> str:
    """A pattern for the longest of the phrases at a place, with common beginnings written once."""
    tree: dict[str, Any] = {}
    for phrase in phrases:
        branch = tree
        for letter in phrase:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    # Patterns are built from the leaves up: each branch is visited again once all of its own branches are built.
    built: dict[int, str] = {}
    stack = [(tree, False)]
    while stack:
        branch, ready = stack.pop()
        letters = [letter for letter in branch if letter]
        if not ready:
            stack.append((branch, True))
            stack.extend((branch[letter], False) for letter in letters)
            continue
        ways = [re.escape(letter) + built[id(branch[letter])] for letter in letters]
        pattern = f"(?:{'|'.join(ways)})" if len(ways) > 1 or (ways and "" in branch) else "".join(ways)
        built[id(branch)] = f"{pattern}?" if ways and "" in branch else pattern
    return built[id(tree)]
