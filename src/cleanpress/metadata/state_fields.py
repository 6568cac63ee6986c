"""Who and when, out of the data that a page carries for its own scripts: the record that bears the page's title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cleanpress.metadata import state_forms as forms
from cleanpress.metadata.candidates import Candidate, Candidates, clean
from cleanpress.metadata.page_data import read_page_data
from cleanpress.metadata.state import PageKeys

SOURCE = "page-data"
_AUTHORS = frozenset("author authors authorname authornames byline bylines creator creators writer writers".split())
_PUBLISHED = frozenset(
    """published publishedat publishedon publisheddate publishedtime publishdate publishtime publication publicationdate
    pubdate datepublished datefirstpublished firstpublished firstpublishedat firstpublishdate firstpublicationdate
    displaydate""".split()
)
_MODIFIED = frozenset(
    """modified modifiedat modifieddate modifiedtime datemodified lastmodified lastmodifieddate updated updatedat
    updateddate dateupdated lastupdated lastupdatedat lastupdateddate""".split()
)
# Objects inside a record that hold fields of its own.
_PARTS = frozenset("dates meta metadata attributes fields publication data credits by".split())
_NAMES = ("name", "fullName", "displayName", "full_name", "display_name")
_NO_LETTER = re.compile(r"[^a-z]")
_DIGITS = re.compile(r"\d{10}|\d{13}")
_LONGEST = 200
# So many objects and lists are looked at, so deep, and so many authors of one record.
_OBJECTS, _DEPTH, _MOST = 50_000, 60, 20


def read_state_fields(tree: Any, candidates: Candidates, url: str | None) -> Iterator[Candidate]:
    """Authors and dates in the page's own data; of several records that bear its title the first that has the field.

    `candidates` are those found so far: their titles and addresses tell which record is the page's.

    >>> from lxml.html import document_fromstring
    >>> told = Candidates((Candidate("title", "The river rose again", "opengraph", "meta"),))
    >>> page = '<p>1<script>__STATE__={"story": {"title": "The river rose again", "byline": "By Ida Moor"}}</script>'
    >>> [(each.field, each.value, each.place) for each in read_state_fields(document_fromstring(page), told, None)]
    [('authors', 'By Ida Moor', 'redux $.story.byline')]
    """
    page = PageKeys.of(candidates, url)
    if not page.titles and not page.addresses:
        return
    done: set[str] = set()
    for datum in read_page_data(tree):
        for place, record in _records(datum.value, page):
            found = [each for each in _fields(record, f"{datum.source} {place}") if each.field not in done]
            done.update(each.field for each in found)
            yield from found


def _records(value: Any, page: PageKeys) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects that bear the page's title or address, the outer before the inner, each once."""
    stack: list[tuple[str, int, Any]] = [("$", 0, value)]
    seen: set[int] = set()
    while stack and len(seen) < _OBJECTS:
        place, depth, value = stack.pop()
        if id(value) in seen or not isinstance(value, (dict, list)):
            continue
        seen.add(id(value))
        if isinstance(value, dict) and page.names_page(value):
            yield place, value
        if depth < _DEPTH:
            inner = value.items() if isinstance(value, dict) else enumerate(value)
            below = [(key, each) for key, each in inner if isinstance(each, (dict, list)) and not _is_of_others(key)]
            stack += [(f"{place}.{key}", depth + 1, each) for key, each in reversed(below)]


def _is_of_others(key: Any) -> bool:
    """Whether pictures, comments or other articles stand below a key; what stands below "meta" may be the article's."""
    return forms.is_elsewhere(key) and isinstance(key, str) and _folded(key) not in _PARTS


def _fields(record: dict[str, Any], place: str) -> Iterator[Candidate]:
    below = [(f"{place}.{key}", each) for key, each in record.items() if _folded(key) in _PARTS]
    credits = [(f"{path}.by", each["by"]) for path, each in below if isinstance(each, dict) and "by" in each]
    for path, each in credits:
        yield from (Candidate("authors", name, SOURCE, path) for name in _names(each))
    for path, part in ((place, record), *((path, each) for path, each in below if isinstance(each, dict))):
        for key, value in part.items():
            name = _folded(key)
            if name in _AUTHORS:
                yield from (Candidate("authors", each, SOURCE, f"{path}.{key}") for each in _names(value))
            elif name in _PUBLISHED or name in _MODIFIED:
                field = "published" if name in _PUBLISHED else "modified"
                yield from (Candidate(field, each, SOURCE, f"{path}.{key}") for each in _dates(value))


def _folded(key: Any) -> str:
    return _NO_LETTER.sub("", key.lower()) if isinstance(key, str) else ""


def _names(value: Any) -> Iterator[str]:
    """The names in a text, an object with a name, or a list of these."""
    for each in value[:_MOST] if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            own = (each[key] for key in _NAMES if isinstance(each.get(key), str))
            each = next(own, None)
        if isinstance(each, str) and 0 < len(each) <= _LONGEST and "<" not in each and clean(each):
            yield clean(each)


def _dates(value: Any) -> Iterator[str]:
    if isinstance(value, int) and not isinstance(value, bool) and _DIGITS.fullmatch(str(value)):
        yield str(value)
    elif isinstance(value, str) and 0 < len(value) <= _LONGEST and clean(value):
        yield clean(value)
