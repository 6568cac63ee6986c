"""What classes say of the article in microformats: h-entry, and hentry as the themes of blogs still write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from types import MappingProxyType
from typing import Any

from lxml import etree

from cleanpress.metadata.candidates import Candidate
from cleanpress.metadata.elements import MOST, NODES, candidate, is_elsewhere, text_of
from cleanpress.metadata.names import split_byline

SOURCE = "h-entry"
_ENTRY = MappingProxyType(
    {
        "p-name": "title",
        "p-author": "authors",
        "dt-published": "published",
        "dt-updated": "modified",
        "p-summary": "description",
        "p-category": "tags",
        "u-featured": "image",
    }
)
_OLD_ENTRY = MappingProxyType(
    {"entry-title": "title", "author": "authors", "published": "published", "updated": "modified"}
)
_ROOTS = frozenset({"h-entry", "hentry"})
_NESTED = frozenset({"h-entry", "hentry", "h-cite", "h-feed"})
_CARD = frozenset({"p-name", "fn"})
_CLASSED: Callable[[Any], Any] = etree.XPath("descendant-or-self::*/@class[contains(., 'entry')]/..")
_WITH_CLASS: Callable[[Any], Any] = etree.XPath("descendant::*[@class]")


def read_h_entry(tree: Any) -> Iterator[Candidate]:
    """Candidates from the page's one entry, in page order; of several the one with the h1 counts, the rest is a list.

    >>> import lxml.html
    >>> page = '<div class="h-entry"><p class="p-author h-card"><a class="p-name">Ida Moor</a></p></div>'
    >>> [(each.field, each.value) for each in read_h_entry(lxml.html.document_fromstring(page))]
    [('authors', 'Ida Moor')]
    """
    root = _entry(tree)
    if root is None:
        return
    names = _ENTRY if "h-entry" in _classes(root) else _OLD_ENTRY
    left = Counter(dict.fromkeys(names.values(), MOST))
    for element in _WITH_CLASS(root):
        fields = [names[word] for word in _classes(element) if word in names]
        # What is both has not been changed since.
        for field in ["published"] if {"published", "modified"} <= set(fields) else fields:
            if left[field] > 0 and not is_elsewhere(element) and _is_own(element, root):
                left[field] -= 1
                yield from _of_element(field, element)


def _entry(tree: Any) -> Any:
    """The page's entry: the only one that stands in no other and in no aside, or the only one that holds an h1."""
    found = [each for each in _CLASSED(tree) if _ROOTS.intersection(_classes(each))][:MOST]
    outer = [each for each in found if _is_own(each, None) and not is_elsewhere(each)]
    if len(outer) > 1:
        outer = [each for each in outer if next(each.iter("h1"), None) is not None]
    return outer[0] if len(outer) == 1 else None


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def _is_own(element: Any, root: Any) -> bool:
    """Whether nothing with properties of its own stands between an element and the entry."""
    for ancestor in element.iterancestors():
        if ancestor is root:
            return True
        if _NESTED.intersection(_classes(ancestor)) or (root is not None and "h-card" in _classes(ancestor)):
            return root is None and "h-feed" in _classes(ancestor)
    return root is None


def _of_element(field: str, element: Any) -> Iterator[Candidate]:
    if field == "authors":
        below = islice(element.iterdescendants(etree.Element), NODES)
        card = next((each for each in below if _CARD.intersection(_classes(each))), None)
        text = text_of(element if card is None else card)
        # Without a card inside, the class may stand on the words "Written by".
        values = [text] if card is not None or split_byline(text) else []
    elif field in ("published", "modified"):
        values = [element.get("datetime") or element.get("title") or element.get("value") or text_of(element)]
    elif field == "image":
        values = [element.get("src") or element.get("href")]
    else:
        values = [text_of(element)]
    for value in values:
        yield from candidate(field, value or "", SOURCE, element)
