"""The headline: takes the site's name off a title, and finds the printed headline that the page's data confirms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_REMEMBERED = 600
"""What is longer is looked at anew each time."""
_PARTS = 6
"""So many parts at the end of a title are looked at."""
# A separator stands between spaces, except the bar, which never stands inside a headline.
_SEPARATOR = re.compile(r"\s+(?:[-–—−·•∙»«›‹|¦:/~>]|::|\|\|)\s+|\s*[|¦｜]\s*|\s+[-–—]+$|^[-–—]+\s+")
_MARKS = re.compile(r"[\W_]+")
# Words that go with a site's name and make no headline.
_SITE_WORDS = frozenset(
    "the news online com net org www magazine newspaper daily official site website home homepage blog tv radio live "
    "international world us uk edition app nachrichten zeitung aktuell actualités actualité noticias notizie nyheter "
    "de fr es it nl co at ch".split()
)


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline and the signal that gave it."""

    text: str
    source: str


def key(text: str) -> str:
    """The letters and digits of a text, folded, so that spelling variants of one headline compare equal.

    >>> key("It’s “on” – again!") == key("It's 'on' - again")
    True
    """
    folded = text.casefold()
    return _MARKS.sub("", folded if folded.isascii() else unicodedata.normalize("NFKD", folded))


def site_keys(names: Iterable[str], host: str) -> frozenset[str]:
    """The folded names of a site: those it gives itself, and what its host is called.

    >>> sorted(site_keys(["The Harbour Post"], "harbourpost.example"))
    ['harbourpost', 'harbourpostexample', 'theharbourpost']
    """
    labels = [label for label in host.split(".")[:-1] if len(label) > 2 and label not in _SITE_WORDS]
    keys = {key(name) for name in (*names, host, *labels)}
    return frozenset(k for k in keys if len(k) > 1)


def names_site(text: str, sites: frozenset[str]) -> bool:
    """Whether a text is the site's name, also with the words that go with one ("… News", "… Online").

    >>> names_site("Harbour Post Online", site_keys(["The Harbour Post"], ""))
    True
    """
    return (_names_site if len(text) < _REMEMBERED else _names_site.__wrapped__)(text, sites)


@lru_cache(512)
def _names_site(text: str, sites: frozenset[str]) -> bool:
    whole = key(text)
    if not whole or whole in sites:
        return bool(whole)
    words = re.findall(r"\w+", text)
    if len(words) > 6:
        return False
    core = "".join(word for word in map(key, words) if word not in _SITE_WORDS)
    if len(core) < 3:
        return False
    return any(core in (site, site.removeprefix("the")) or (len(site) > 4 and whole in site) for site in sites)


def strip_site(title: str, sites: frozenset[str], others: frozenset[str] = frozenset()) -> str:
    """The title without the parts before or after it that name the site, or that are in `others`.

    A part is what a separator cuts off ("Title - Site", "Site: Title"); nothing is ever cut inside a part. `others`
    are keys of further parts that are no headline (section, author); they are cut only at the end.

    >>> strip_site("Ferry is back - Islands - The Post", site_keys(["The Post"], ""), frozenset({"islands"}))
    'Ferry is back'
    """
    strip = _stripped if len(title) < _REMEMBERED else _stripped.__wrapped__
    return strip(title, sites, others)


@lru_cache(512)
def _stripped(title: str, sites: frozenset[str], others: frozenset[str]) -> str:
    for _ in range(4):
        cut = _cut_end(title, sites, others) or _cut_start(title, sites)
        if not cut:
            break
        title = cut
    return title


def _cut_end(title: str, sites: frozenset[str], others: frozenset[str]) -> str | None:
    marks = list(_SEPARATOR.finditer(title))[-_PARTS:]
    for mark in reversed(marks):
        head, tail = title[: mark.start()].strip(), title[mark.end() :].strip()
        if head and (not tail or names_site(tail, sites) or key(tail) in others):
            return head
    return None


def _cut_start(title: str, sites: frozenset[str]) -> str | None:
    name, colon, rest = title.partition(": ")
    if colon and len(name) > 4 and key(name) in sites:
        return rest.strip() or None
    mark = _SEPARATOR.search(title)
    if mark is None:
        return None
    head, tail = title[: mark.start()].strip(), title[mark.end() :].strip()
    return tail if tail and (not head or names_site(head, sites)) else None


def similar(one: str, other: str) -> float:
    """How much of two headlines is the same, 0 to 1, by words (by characters where a script has no spaces)."""
    a, b = (re.findall(r"\w+", text.casefold()) for text in (one, other))
    if len(a) < 3 or len(b) < 3:
        a, b = list(key(one)), list(key(other))
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 0.0


def choose_headline(printed: Sequence[Headline], told: Sequence[Headline]) -> Headline | None:
    """The headline: of those printed on the page, the one that the page's data tells as well.

    `printed` are the headings that may be the headline, the likeliest first; `told` the titles in the page's data,
    the most trusted first; both without the site's name.

    >>> h1, og = Headline("Ferry is back", "h1"), Headline("Ferry is Back", "opengraph")
    >>> choose_headline([h1], [og]).text
    'Ferry is back'
    """
    known = {key(each.text): each for each in reversed(told)}
    for head in printed:
        if key(head.text) in known:
            same = known[key(head.text)]
            return same if _better_cut(same.text, head.text) else head
    for head in printed:
        found = _overlapping(head, told)
        if found:
            return found
    close = [(similar(head.text, each.text), -i, head) for i, head in enumerate(printed) for each in told]
    if close and max(close, key=lambda c: c[:2])[0] >= 0.5:
        return max(close, key=lambda c: c[:2])[2]
    if len(printed) == 1 and len(key(printed[0].text)) > 15:
        return printed[0]
    return _most_told(told) or (printed[0] if printed else None)


def _better_cut(told: str, printed: str) -> bool:
    """Whether the told title parts what the page sets in two lines ("Kicker: Headline" for "Kicker Headline")."""
    return told.count(": ") > printed.count(": ") and len(told) - len(printed) in (1, 2)


def _overlapping(head: Headline, told: Sequence[Headline]) -> Headline | None:
    """The better of a printed and a told headline where one holds the other at its start or end."""
    mine = key(head.text)
    for each in told:
        theirs = key(each.text)
        if min(len(mine), len(theirs)) < 8:
            continue
        if mine.endswith(theirs):  # a kicker was printed before it
            return each
        if mine.startswith(theirs):  # told in short
            return head
        if theirs.startswith(mine) or theirs.endswith(mine):  # told with a section or a name
            return head
    return None


def _most_told(told: Sequence[Headline]) -> Headline | None:
    """The told title that another source repeats, else the first one."""
    keys = [key(each.text) for each in told]
    repeated = (each for each, k in zip(told, keys, strict=True) if keys.count(k) > 1)
    return next(repeated, told[0] if told else None)
