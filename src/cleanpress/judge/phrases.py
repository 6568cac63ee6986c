"""What rules see of a text: its normal form, and one quick search for many phrases in many texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

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
# By so many letters at once phrases are looked up.
_LETTERS = 3
# So many words are remembered from page to page; what has more letters is no word.
_REMEMBERED, _LONGEST_REMEMBERED = 8_192, 40
_PARTING = '.,;:!?"()…'


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


def _parted(text: str) -> str:
    """The text with a space for each sign between words, so that a word is the same word with and without a comma."""
    for sign in _PARTING:
        text = text.replace(sign, " ")
    return text


_Told = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]


class PhraseFinder:
    """Finds which of many phrases stand in which of many texts, in one pass over all of them.

    `phrases` are written in normal form and lower case. A phrase is looked for only in texts with a word that holds
    the phrase's longest word, and words are looked up by three letters at a time, so that the cost hardly grows with
    the number of phrases.

    >>> finder = PhraseFinder(["newsletter", "sign up", "sign"])
    >>> found = finder.find(["Nothing here", "Sign up: two newsletters"])
    >>> {number: sorted(phrases) for number, phrases in found.items()}
    {1: ['newsletter', 'sign', 'sign up']}
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        # For each key the phrase of that one word, and with their forms those of which it is the longest word.
        self._by_key: dict[str, tuple[list[str], list[tuple[str, str]]]] = {}
        self._by_letters: dict[str, list[str]] = {}
        self._keyless: list[tuple[str, str]] = []  # phrases of short words alone are looked for one by one
        for phrase in sorted(set(phrases)):
            form = phrase.casefold()
            key = max(_parted(form).split(), key=len, default="")
            if len(key) < _LETTERS:
                self._keyless.append((phrase, form))
                continue
            if key not in self._by_key:
                self._by_key[key] = ([], [])
                self._by_letters.setdefault(key[:_LETTERS], []).append(key)
            alone, longer = self._by_key[key]
            if form == key:
                alone.append(phrase)
            else:
                longer.append((phrase, form))
        # What has been found in the words met so far: pages of one language have most of their words in common.
        self._silent: set[str] = set()
        self._spoken: dict[str, _Told] = {}

    def find(self, texts: Sequence[str]) -> dict[int, set[str]]:
        """For the number of each text that holds a phrase: the phrases it holds. Upper and lower case are the same."""
        if not texts:
            return {}
        joined = "\n".join(texts)
        if joined.count("\n") != len(texts) - 1:
            joined = "\n".join(" ".join(text.split()) for text in texts)
        joined = _replace(_replace(joined, _SIGNS), _GUILLEMETS).casefold()
        while "  " in joined:
            joined = joined.replace("  ", " ")
        parted = _parted(joined)
        told_by = self._telling(set(parted.split()))
        telling = frozenset(told_by)
        keyless = [(phrase, form) for phrase, form in self._keyless if form in joined]
        found: dict[int, set[str]] = {}
        for number, (line, parted_line) in enumerate(zip(joined.split("\n"), parted.split("\n"), strict=True)):
            phrases = {phrase for phrase, form in keyless if form in line}
            for word in telling.intersection(parted_line.split()):
                alone, longer = told_by[word]
                phrases.update(alone)
                for phrase, form in longer:
                    if form in line:
                        phrases.add(phrase)
            if phrases:
                found[number] = phrases
        return found

    def _telling(self, words: set[str]) -> dict[str, _Told]:
        """Those of the words in which keys stand, and the phrases of these."""
        if len(self._silent) + len(self._spoken) > _REMEMBERED:
            self._silent, self._spoken = set(), {}
        silent, spoken = self._silent, self._spoken
        told_by = {}
        for word in words - silent:
            told = spoken.get(word) or self._told(word)
            if told:
                told_by[word] = told
            if len(word) <= _LONGEST_REMEMBERED:
                if told:
                    spoken[word] = told
                else:
                    silent.add(word)
        return told_by

    def _told(self, word: str) -> _Told | None:
        """The phrases that stand in a word, and with their forms those that stand around it if they stand anywhere."""
        known = self._by_letters
        keys: list[str] = []
        for start in [at for at in range(len(word) - _LETTERS + 1) if word[at : at + _LETTERS] in known]:
            keys += [key for key in known[word[start : start + _LETTERS]] if word.startswith(key, start)]
        if not keys:
            return None
        alone = [phrase for key in keys for phrase in self._by_key[key][0]]
        longer = [pair for key in keys for pair in self._by_key[key][1]]
        return tuple(alone), tuple(longer)
