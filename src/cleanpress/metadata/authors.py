"""Who: the persons a page names as its authors, in page order; an organisation only where no person is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cleanpress.metadata.bylines import printed_names
from cleanpress.metadata.candidates import Candidate, Candidates
from cleanpress.metadata.doubts import LONGEST_NAMES
from cleanpress.metadata.names import Name, is_bare_name, split_byline
from cleanpress.metadata.titles import key, names_site
from cleanpress.model import Block, Label, Page

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
    r"(?:super|site|web|wordpress|wp)[ _-]?(?:user|master|admin)"
    r"|admin(?:istrator)?s?|(?:guest|anonymous|unknown|default|test)(?: (?:author|user|writer))?"
    r"|publisher|editor|author|user",
    re.I,
)
_HANDLE = re.compile(r"[a-z0-9._@+-]*(?:[0-9]|[._@-][a-z0-9])[a-z0-9._@+-]*|[a-z]+")
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 2
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
    printed = [_people(line.names, "byline", sites, line.announced) for line in lines]
    printed.append(_people(linked, "byline", sites))
    told = next((p for p in (group.of_kind("person") for group in data) if p.names), None)
    seen = [group.of_kind("person") for group in printed]
    if told and page and page.source == "html" and _is_hidden(told, data, blocks):
        told = None
    if told:
        announced = [
            people for people, line in zip(seen, lines, strict=False) if line.announced and _has_whole_name(people)
        ]
        return _of_both(told, seen, announced)
    told_so = [*(line.announced for line in lines), True]  # a link with rel=author says so too
    sure = (people for people, said in zip(seen, told_so, strict=True) if said or _has_whole_name(people))
    person = next((people for people in sure if people.names), None)
    if person:
        return person
    news = page is None or any("NewsArticle" in each.value for each in candidates.of("type"))
    return _organisation(printed, data, next(_called_like_site(data, sites), None), news=news)


def _is_hidden(told: People, data: Sequence[People], blocks: Sequence[Block]) -> bool:
    """Whether the page prints a date line over its text, but no word of the names that its data tells: then they are
    often those of the account that entered the text. Three sources that agree are believed."""
    labels = {block.label for block in blocks}
    if not {Label.BODY, Label.DATELINE} <= labels:
        return False
    keys = {key(name.text) for name in told.names}
    if sum(any(key(name.text) in keys for name in people.names) for people in data) > _ENOUGH:
        return False
    words = {word for name in told.names for word in _WORD.findall(name.text.casefold()) if len(word) > 2}
    if not words:  # initials, and names in scripts of few letters
        words = {name.text.casefold() for name in told.names}
    return not any(word in text for text in (block.text.casefold() for block in blocks) for word in words)


def _has_whole_name(people: People) -> bool:
    """Whether a line names somebody in more than one word; one bare word is a label or a heading, if it is in Latin
    letters, and not a name that a script writes without spaces."""
    return any(map(_is_whole, people.names))


def _is_whole(name: Name) -> bool:
    return " " in name.text or not name.text.isascii()


def _told(given: Sequence[Candidate], source: str, sites: frozenset[str]) -> People:
    """The names one source of the page's data gives, with the kind it gives them."""
    names: list[Name] = []
    for each in given:
        if each.source == source:
            names += [Name(each.value, "organisation")] if each.field == "organisations" else _in_data(each)
    return _people(names, source, sites)


def _in_data(each: Candidate) -> list[Name]:
    """The names in a field that is meant for a name, also those that a byline would not be cut into."""
    if len(each.value) > LONGEST_NAMES:
        return []
    names = split_byline(each.value)
    if not names and _PLAIN_NAME.fullmatch(each.value) and each.source in _PER_ARTICLE:
        names = [Name(each.value, "person")]
    return names


def _people(names: Iterable[Name], source: str, sites: frozenset[str], announced: bool = False) -> People:
    """The names, each once; what is called like the site is an organisation, whatever its form. Names of
    accounts are left out, but a handle where a byline prints it."""
    found: dict[str, Name] = {}
    for name in names:
        site = names_site(name.text, sites)
        account = _ACCOUNT.fullmatch(name.text) or (not announced and _HANDLE.fullmatch(name.text))
        if key(name.text) and (site or not account):
            found.setdefault(key(name.text), Name(name.text, "organisation" if site else name.kind))
    return People(tuple(found.values()), source)


def _called_like_site(data: Sequence[People], sites: frozenset[str]) -> Iterator[People]:
    """The person whose name the site has, where its data gives that as author: "By Ida Moor" on idamoor.example."""
    for people in data:
        for name in people.names:
            words = name.text.split()
            plain = len(words) == 2 and is_bare_name(name.text) and not any(word.isupper() for word in words)
            if plain and people.source != "dublin-core" and key(name.text) in sites:
                yield People((Name(name.text, "person"),), people.source)


def _of_both(told: People, seen: Sequence[People], announced: Sequence[People]) -> People:
    """The names in the data, or those of a byline that names the same people more fully: more of them, or whole names.

    Where the two name different people, a line that says it is a byline is right: the data may name who entered the
    text. A bare name is not: it may belong to a picture, a box or a button.
    """
    known = {key(name.text) for name in told.names}
    # What follows names that are known may be sections and tags: a lone word is not one more writer.
    seen = [_without_lone_words(people, known) for people in seen]
    keys = [{key(name.text) for name in people.names} for people in seen]
    for people, names in zip(seen, keys, strict=True):
        short = all(" " not in name.text and any(k.startswith(key(name.text)) for k in names) for name in told.names)
        if known <= names or short:
            return people
    if announced and not any(known & names for names in keys):
        return announced[0]
    return told


def _without_lone_words(people: People, known: set[str]) -> People:
    return People(tuple(n for n in people.names if _is_whole(n) or key(n.text) in known), people.source)


def _organisation(
    printed: Sequence[People], data: Sequence[People], owner: People | None, *, news: bool
) -> People | None:
    """The organisation a byline names, first one that the data knows; else one that the data names as this article's
    author.

    A field for the whole site names who made or owns it, so there an organisation is no author. The site's own name
    counts where a byline or a field of the article names it. Outside the news JSON-LD alone does not do for one:
    plug-ins fill it in, whoever wrote.
    """
    lines = [people for people in (group.of_kind("organisation") for group in printed) if people.names]
    told = [people for people in (group.of_kind("organisation") for group in data) if people.names]
    known = Counter(key(name.text) for people in told for name in people.names)
    for line in lines:
        if any(key(name.text) in known for name in line.names):
            return line

    def filled_in(people: People) -> bool:
        lone = len(people.names) == 1 and known[key(people.names[0].text)] == 1
        return lone and people.source == "json-ld" and not news

    own = (people for people in told if people.source in _PER_ARTICLE and not filled_in(people))
    return next(iter(lines), None) or owner or next(own, None)
