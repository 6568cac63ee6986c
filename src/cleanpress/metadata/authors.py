"""Who: the persons a page names as its authors, in page order; an organisation only where no person is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cleanpress.metadata.candidates import Candidates
from cleanpress.metadata.names import Name, split_byline
from cleanpress.metadata.titles import key, names_site
from cleanpress.model import Block, Label

_DATA = ("json-ld", "microdata", "parsely", "sailthru", "citation", "dublin-core", "meta", "twitter")


@dataclass(frozen=True, slots=True)
class People:
    """Authors, and the signal that named them."""

    names: tuple[Name, ...]
    source: str

    def of_kind(self, kind: str) -> People:
        """Only the persons or only the organisations."""
        return People(tuple(name for name in self.names if name.kind == kind), self.source)


def choose_authors(candidates: Candidates, blocks: Sequence[Block], sites: frozenset[str]) -> People | None:
    """The authors of a page, None when no signal names one; `sites` are the folded names of the site.

    >>> from cleanpress.metadata.candidates import Candidate
    >>> told = Candidates((Candidate("authors", "By Ida Moor and Jon Fell", "meta", "meta author"),))
    >>> [name.text for name in choose_authors(told, (), frozenset()).names]
    ['Ida Moor', 'Jon Fell']
    """
    data = [_people((c.value for c in candidates.of("authors", source)), source, sites) for source in _DATA]
    byline = (block.text for block in blocks if block.label == Label.BYLINE)
    printed = [
        _people(byline, "byline", sites),
        _people((c.value for c in candidates.of("authors", "byline")), "byline", sites),
    ]
    told = next((p for p in (group.of_kind("person") for group in data) if p.names), None)
    seen = next((p for p in (group.of_kind("person") for group in printed) if p.names), None)
    if told and seen:
        return _of_both(told, seen)
    return told or seen or _organisation(candidates, [*printed, *data], sites)


def _people(texts: Iterable[str], source: str, sites: frozenset[str]) -> People:
    """The names in some texts, each once; what is called like the site is an organisation, whatever its form."""
    found: dict[str, Name] = {}
    for text in texts:
        for name in split_byline(text):
            kind = "organisation" if names_site(name.text, sites) else name.kind
            found.setdefault(key(name.text), Name(name.text, kind))
    return People(tuple(found.values()), source)


def _of_both(told: People, seen: People) -> People:
    """Data and byline that share a name tell of the same people: the longer list is the whole one.

    Where they share none, the data is right more often: a heading's "by" may belong to a picture or another text.
    """
    shared = {key(name.text) for name in told.names} & {key(name.text) for name in seen.names}
    return seen if shared and len(seen.names) >= len(told.names) else told


def _organisation(candidates: Candidates, groups: Sequence[People], sites: frozenset[str]) -> People | None:
    """The organisation a byline names, else one that the data names as author and that is not the site itself."""
    for group in groups:
        named = group.of_kind("organisation")
        if group.source != "byline":
            named = People(tuple(name for name in named.names if not names_site(name.text, sites)), group.source)
        if named.names:
            return named
    for each in candidates.of("organisations"):
        if not names_site(each.value, sites):
            return People((Name(each.value, "organisation"),), each.source)
    return None
