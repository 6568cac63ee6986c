"""Who: the persons a page names as its authors, in page order; an organisation only where no person is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cleanpress.metadata.bylines import printed_names
from cleanpress.metadata.candidates import Candidate, Candidates
from cleanpress.metadata.names import Name, split_byline
from cleanpress.metadata.titles import key, names_site
from cleanpress.model import Block, Page

_DATA = (
    "json-ld",
    "microdata",
    "parsely",
    "sailthru",
    "citation",
    "dublin-core",
    "twitter",
    "meta",
    "rdfa",
    "h-entry",
    "page-data",
)
AUTHOR_SOURCES = (*_DATA, "byline")
"""All signals of authors, the most trusted first."""
# Where an author is told per article; a plain "author" meta often names who made the site, on every page.
_PER_ARTICLE = ("json-ld", "microdata", "parsely", "sailthru", "twitter", "rdfa", "h-entry", "page-data")
# The name of an account or a placeholder of the publishing system, which names nobody.
_ACCOUNT = re.compile(
    r"(?-i:[a-z0-9._@+-]*(?:[0-9]|[._@-][a-z0-9])[a-z0-9._@+-]*|[a-z]+)|(?:super|site|web)[ -]?(?:user|master|admin)"
    r"|admin(?:istrator)?s?|(?:guest|anonymous|unknown|default|test)(?: (?:author|user|writer))?"
    r"|publisher|editor|author|user",
    re.I,
)
_PLAIN_NAME = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?: [^\W\d_][^\W\d_'’-]*\.?){1,3}")


@dataclass(frozen=True, slots=True)
class People:
    """Authors, and the signal that named them."""

    names: tuple[Name, ...]
    source: str

    def of_kind(self, kind: str) -> People:
        """Only the persons or only the organisations."""
        return People(tuple(name for name in self.names if name.kind == kind), self.source)


def choose_authors(
    candidates: Candidates, page: Page | None, blocks: Sequence[Block], sites: frozenset[str]
) -> People | None:
    """The authors of a page, None when no signal names one; `sites` are the folded names of the site.

    `page` is None while no block is marked yet.

    >>> told = Candidates((Candidate("authors", "By Ida Moor and Jon Fell", "meta", "meta author"),))
    >>> [name.text for name in choose_authors(told, None, (), frozenset()).names]
    ['Ida Moor', 'Jon Fell']
    """
    given = [each for each in candidates.items if each.field in ("authors", "organisations")]
    data = [_told(given, source, sites) for source in _DATA]
    lines = printed_names(page, blocks) if page else []
    linked = [name for c in candidates.of("authors", "byline") for name in split_byline(c.value)]
    printed = [_people(names, "byline", sites) for names in (*(line.names for line in lines), linked)]
    told = next((p for p in (group.of_kind("person") for group in data) if p.names), None)
    seen = [group.of_kind("person") for group in printed]
    if told:
        announced = [people for people, line in zip(seen, lines, strict=False) if line.announced and people.names]
        return _of_both(told, seen, announced)
    told_so = [*(line.announced for line in lines), True]  # a link with rel=author says so too
    sure = (people for people, said in zip(seen, told_so, strict=True) if said or _has_whole_name(people))
    return next((people for people in sure if people.names), None) or _organisation([*printed, *data])


def _has_whole_name(people: People) -> bool:
    """Whether a line names somebody in more than one word; one bare word is a label or a heading, if it is in Latin
    letters, and not a name that a script writes without spaces."""
    return any(" " in name.text or not name.text.isascii() for name in people.names)


def _told(given: Sequence[Candidate], source: str, sites: frozenset[str]) -> People:
    """The names one source of the page's data gives, with the kind it gives them."""
    names: list[Name] = []
    for each in given:
        if each.source == source:
            names += [Name(each.value, "organisation")] if each.field == "organisations" else _in_data(each)
    return _people(names, source, sites)


def _in_data(each: Candidate) -> list[Name]:
    """The names in a field that is meant for a name, also those that a byline would not be cut into."""
    names = split_byline(each.value)
    if not names and _PLAIN_NAME.fullmatch(each.value) and each.source in _PER_ARTICLE:
        names = [Name(each.value, "person")]
    return names


def _people(names: Iterable[Name], source: str, sites: frozenset[str]) -> People:
    """The names, each once, without accounts; what is called like the site is an organisation, whatever its form."""
    found: dict[str, Name] = {}
    for name in names:
        site = names_site(name.text, sites)
        if key(name.text) and (site or not _ACCOUNT.fullmatch(name.text)):
            found.setdefault(key(name.text), Name(name.text, "organisation" if site else name.kind))
    return People(tuple(found.values()), source)


def _of_both(told: People, seen: Sequence[People], announced: Sequence[People]) -> People:
    """The names in the data, or those of a byline that names the same people more fully: more of them, or whole names.

    Where the two name different people, a line that says it is a byline is right: the data may name who entered the
    text. A bare name is not: it may belong to a picture, a box or a button.
    """
    known = {key(name.text) for name in told.names}
    keys = [{key(name.text) for name in people.names} for people in seen]
    for people, names in zip(seen, keys, strict=True):
        short = all(" " not in name.text and any(k.startswith(key(name.text)) for k in names) for name in told.names)
        if known <= names or short:
            return people
    if announced and not any(known & names for names in keys):
        return announced[0]
    return told


def _organisation(groups: Sequence[People]) -> People | None:
    """The organisation a byline names, else one that the data names as this article's author.

    A field for the whole site names who made or owns it, so there an organisation is no author; the site's own name
    counts where the byline or a field of the article names it.
    """
    for group in groups:
        named = group.of_kind("organisation")
        if named.names and group.source in ("byline", *_PER_ARTICLE):
            return named
    return None
