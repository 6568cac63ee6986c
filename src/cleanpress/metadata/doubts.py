"""What a page says of its fields that cannot be meant: left out, and told as a warning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleanpress.metadata.candidates import Candidate, Candidates
from cleanpress.metadata.dates import parse_date
from cleanpress.metadata.urls import absolute, host_of, same_page, site_of

BAD_DATE, BAD_AUTHOR, BAD_URL = "bad_date", "bad_author", "bad_url"
BAD_JSON_LD, FOREIGN_BASE = "bad_json_ld", "foreign_base"
LONGEST_NAMES = 500
"""Characters; a longer text names nobody."""
_YEARS = range(1990, 2101)
_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:(?!\d)", re.I)
_PRINTED = frozenset({"time", "byline", "url"})
_ORDERS = ("day", "month")


def find_doubts(candidates: Candidates, given: str | None) -> Iterator[str]:
    """The codes of what is wrong with a page's data; `given` is the address the caller gave.

    >>> list(find_doubts(Candidates((Candidate("published", "0000-00-00", "json-ld", "datePublished"),)), None))
    ['bad_date']
    """
    misfits = {each.value for each in candidates.of("misfit")}
    for field in ("published", "modified"):
        dates = _told(candidates, field)
        if (dates or field in misfits) and not any(map(_is_date, dates)):
            yield BAD_DATE
            break
    names = [*_told(candidates, "authors"), *candidates.of("organisations")]
    if (names or "authors" in misfits) and not any(map(_may_name, names)):
        yield BAD_AUTHOR
    if misfits - {"published", "modified", "authors"}:
        yield BAD_JSON_LD
    links = candidates.of("url", "link-canonical")
    base = base_of_links(candidates, given)
    if any(map(_is_no_page, links)) or len(_pages(links, base)) > 1:
        yield BAD_URL
    declared = next((absolute(each.value, given) for each in candidates.of("base")), None)
    if declared and given and site_of(host_of(declared)) != site_of(host_of(given)):
        yield FOREIGN_BASE


def own_links(candidates: Candidates, given: str | None) -> Sequence[Candidate]:
    """The canonical links that may be followed: where several name different pages, those that something else names.

    >>> links = [Candidate("url", f"https://post.example/{name}", "link-canonical", "link") for name in "ab"]
    >>> [each.value for each in own_links(Candidates(tuple(links)), "https://post.example/b?x=1")]
    ['https://post.example/b']
    """
    links = candidates.of("url", "link-canonical")
    base = base_of_links(candidates, given)
    if len(_pages(links, base)) < 2:
        return links
    others = [given, *(absolute(each.value, base) for each in candidates.of("url", "opengraph", "json-ld"))]
    return [
        link for link in links if any(other and same_page(absolute(link.value, base) or "", other) for other in others)
    ]


def base_of_links(candidates: Candidates, given: str | None) -> str | None:
    """What the addresses in a page's head are relative to; None where neither the caller nor a `base` tells."""
    declared = next((each.value for each in candidates.of("base")), None)
    return (absolute(declared, given) if declared else None) or given


def _pages(links: Sequence[Candidate], base: str | None) -> list[str]:
    """One address for each page that the links name."""
    found: list[str] = []
    for address in dict.fromkeys(absolute(each.value, base) for each in links):
        if address and not any(same_page(address, other) for other in found[:2]):
            found.append(address)
    return found


def _told(candidates: Candidates, field: str) -> list[Candidate]:
    """What data for machines says of a field."""
    return [each for each in candidates.of(field) if each.source not in _PRINTED]


def _is_date(each: Candidate) -> bool:
    found = (parse_date(each.value, order) for order in _ORDERS)
    return any(moment is not None and moment.value.year in _YEARS for moment in found)


def _is_no_page(link: Candidate) -> bool:
    """Whether an address is of a kind that no page has, such as "javascript:"."""
    return _SCHEME.match(link.value) is not None


def _may_name(each: Candidate) -> bool:
    return len(each.value) <= LONGEST_NAMES and "://" not in each.value and "@" not in each.value
