"""What the site is called: the fullest name that its data gives, held against its address."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleanpress.metadata.candidates import Candidate, Candidates
from cleanpress.metadata.titles import SEPARATOR, core, host_labels, key
from cleanpress.metadata.urls import host_of

SITES = ("opengraph", "json-ld", "meta", "dublin-core", "citation", "microdata", "title-tag")
_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/?", re.I)
_LONG_WORD = 6
"""Letters of a name in lower case; a longer one is mostly two words of an address."""
_LONG_NAME = 60
_SAME, _REPEATED, _SLOGAN = 4, 3, 2
"""How far a name is borne out: by what the host is called, by several sources, by the host but for a slogan."""
_WORD = re.compile(r"\w+")
_BRACKETS = re.compile(r"\([^()]*\)")
_COMPANY = re.compile(
    r"\b(?:gmbh|mbh|kg|ag|ltd|limited|llc|inc|plc|corp|corporation|s\.?l\.?u?|s\.?a\.?s?|s\.?p\.?a|s\.?r\.?l|a/s|ab|oy|b\.?v|nv"
    r"|pty|verlag|verlagsgesellschaft|publishing group)\.?(?=\W|$)",
    re.I,
)


def choose_site_name(candidates: Candidates, title: str | None) -> tuple[str | None, str]:
    """The site's name and its source.

    A name goes before an address ("dw.com"), before a company's full name and before the headline, which some pages
    give by mistake. What the host is called goes before what several sources say, and that before a name that neither
    bears out ("Security"). What the title element sets behind the headline counts only where the host is
    called so, or by a word of it.
    """
    found = [each for each in _names(candidates, title) if key(each.value)]
    labels = host_labels(site_host(candidates))
    sources = {
        key(each.value): {other.source for other in found if key(other.value) == key(each.value)} for each in found
    }
    repeated = frozenset(name for name, those in sources.items() if len(those) > 1)
    people = frozenset(key(c.value) for c in candidates.of("authors")) - repeated

    def rank(each: Candidate) -> tuple[bool, bool, int]:
        agrees = max(_agreement(each.value, labels), _REPEATED if key(each.value) in repeated else 0)
        headline = bool(title) and key(each.value) == key(title or "")
        foreign = each.field == "publisher" and (agrees == 0 or key(each.value) in people)
        return headline or bool(_COMPANY.search(each.value)), foreign or _is_slug(each.value), -agrees

    best = min(found, key=rank, default=None)
    return (best.value, best.source) if best else (None, "")


def site_host(candidates: Candidates) -> str:
    """The host of the page's address, as the caller or the page gives it."""
    urls = candidates.of("url", "url", "link-canonical", "opengraph")
    return next((host for c in urls if (host := host_of(c.value))), "")


def _names(candidates: Candidates, title: str | None) -> list[Candidate]:
    """All names in the order of trust: those told of the site, then its publisher, then the title's end."""
    told = candidates.of("site_name", *SITES[:1]) or candidates.of("publisher", "json-ld")
    rest = (*candidates.of("publisher", "json-ld"), *candidates.of("site_name", *SITES), *candidates.of("publisher"))
    return [*told, *rest, *_behind_headline(candidates, title)]


def _behind_headline(candidates: Candidates, title: str | None) -> list[Candidate]:
    """The end of the title element that stands behind the headline, where the host is called so or by a word of it."""
    labels = host_labels(site_host(candidates))
    found = []
    for each in candidates.of("title", "title-tag"):
        marks = list(SEPARATOR.finditer(each.value))
        tail = each.value[marks[-1].end() :] if marks else ""
        if tail and title and key(each.value).startswith(key(title)) and _agreement(tail, labels) >= _SLOGAN:
            found.append(Candidate("site_name", tail, "title-tag", each.place))
    return found


def _is_slug(name: str) -> bool:
    """Whether a name is an address or a name with a slogan behind it."""
    one_word = " " not in name and name.islower() and len(name) > _LONG_WORD
    return one_word or bool(_ADDRESS.fullmatch(name)) or (len(name) > _LONG_NAME and bool(SEPARATOR.search(name)))


def _agreement(name: str, labels: Sequence[str]) -> int:
    """How far the host bears a name out: it is called like the name, its initials or a word of it, or shares less."""
    words = {key(word) for word in _WORD.findall(name)}
    whole = key(name)
    if any(label in (core(name), whole, *_initials(name)) for label in labels):
        return _SAME
    if any(label in words for label in labels):
        return _SLOGAN if SEPARATOR.search(name) else _SAME
    return int(any(label in whole or any(len(w) > 3 and w in label for w in words) for label in labels))


def _initials(name: str) -> tuple[str, str]:
    """The first letters of all words, and of those in capitals, without what stands in brackets.

    >>> _initials("Radio und Fernsehen der Inseln (RFI)")
    ('rufdi', 'rfi')
    """
    words = _WORD.findall(_BRACKETS.sub("", name))
    return "".join(word[0] for word in words).lower(), "".join(w[0] for w in words if w[0].isupper()).lower()
