"""What a title holds beside the headline: the site's name in all its forms, told and taken off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_REMEMBERED = 600
"""What is longer is looked at anew each time."""
_PARTS = 6
"""So many parts at the end of a title are looked at."""
# A separator stands between spaces, except the bar, which never stands inside a headline.
SEPARATOR = re.compile(r"\s+(?:[-–—−·•∙»«›‹|¦:/~>]|::|\|\|)\s+|\s*[|¦｜]\s*|\s+[-–—]+$|^[-–—]+\s+")
_MARKS = re.compile(r"[\W_]+")
# Words that go with a site's name and make no headline.
_SITE_WORDS = frozenset(
    "the news online com net org www magazine newspaper daily official site website home homepage blog tv radio live "
    "international world us uk edition app nachrichten zeitung aktuell actualités actualité noticias notizie nyheter "
    "de fr es it nl co at ch".split()
)


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
    labels = [label for label in host_labels(host) if len(label) > 2]
    keys = {*map(key, (*names, host)), *labels, "".join(reversed(labels))}
    return frozenset(k for k in keys if len(k) > 1)


def host_labels(host: str) -> list[str]:
    """The folded parts of a host that may name a site.

    >>> host_labels("www.harbour-post.co.uk")
    ['harbourpost']
    """
    return [key(label) for label in host.split(".")[:-1] if len(label) > 1 and label not in _SITE_WORDS]


def core(name: str) -> str:
    """The folded words of a name without those that go with any site's.

    >>> core("The Harbour Post Online")
    'harbourpost'
    """
    return "".join(word for word in map(key, re.findall(r"\w+", name)) if word not in _SITE_WORDS)


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
    if len(re.findall(r"\w+", text)) > 6:
        return False
    bare = core(text)
    if len(bare) < 3:
        return False
    return any(bare in (site, site.removeprefix("the")) or (len(site) > 4 and whole in site) for site in sites)


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
    marks = list(SEPARATOR.finditer(title))[-_PARTS:]
    for mark in reversed(marks):
        head, tail = title[: mark.start()].strip(), title[mark.end() :].strip()
        if head and (not tail or names_site(tail, sites) or key(tail) in others):
            return head
    return None


def _cut_start(title: str, sites: frozenset[str]) -> str | None:
    name, colon, rest = title.partition(": ")
    if colon and len(name) > 4 and key(name) in sites:
        return rest.strip() or None
    mark = SEPARATOR.search(title)
    if mark is None:
        return None
    head, tail = title[: mark.start()].strip(), title[mark.end() :].strip()
    return tail if tail and (not head or names_site(head, sites)) else None
