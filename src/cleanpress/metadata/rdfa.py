"""What elements say of the article in RDFa: `property` and `rel` with words of schema.org, rNews or Dublin Core."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from types import MappingProxyType
from typing import Any

from lxml import etree

from cleanpress.metadata.candidates import Candidate
from cleanpress.metadata.elements import MOST, NODES, candidate, is_elsewhere, text_of

SOURCE = "rdfa"
_SCHEMA = {
    "headline": "title",
    "description": "description",
    "author": "authors",
    "creator": "authors",
    "datepublished": "published",
    "datecreated": "published",
    "datemodified": "modified",
    "articlesection": "section",
    "keywords": "tags",
    "publisher": "publisher",
    "image": "image",
    "inlanguage": "language",
    "isaccessibleforfree": "paywalled",
}
_DUBLIN_CORE = {
    "title": "title",
    "description": "description",
    "creator": "authors",
    "date": "published",
    "created": "published",
    "issued": "published",
    "modified": "modified",
    "language": "language",
    "publisher": "publisher",
}
# The field of a word, by its vocabulary.
_FIELDS = MappingProxyType(
    {"schema": _SCHEMA, "rnews": _SCHEMA, "dc": _DUBLIN_CORE, "dct": _DUBLIN_CORE, "dcterms": _DUBLIN_CORE}
)
_VOCABULARIES = (("schema.org", "schema"), ("iptc.org/std/rnews", "rnews"), ("purl.org/dc/", "dc"))
# Things that have a headline or a date of their own, and are the page's article; others are its picture, its author …
_ARTICLE = re.compile(r"article|posting|webpage|report|review|^item$|^document$", re.I)
# Most pages have neither; what meta elements say by `property` is read elsewhere.
_ANY: Callable[[Any], Any] = etree.XPath("descendant-or-self::*[@typeof or (@property and not(self::meta))]")
_WITH_PROPERTY: Callable[[Any], Any] = etree.XPath("descendant::*/@property/..")
_WITH_REL: Callable[[Any], Any] = etree.XPath("descendant::*[contains(@rel, ':')]")
_CLIMB = 60


def read_rdfa(tree: Any) -> Iterator[Candidate]:
    """Candidates from the page's elements, in page order; the tree is only read.

    >>> import lxml.html
    >>> page = '<article typeof="schema:NewsArticle"><b property="schema:author">Ida Moor</b></article>'
    >>> [(each.field, each.value) for each in read_rdfa(lxml.html.document_fromstring(page))]
    [('authors', 'Ida Moor'), ('type', 'NewsArticle')]
    """
    marked = _ANY(tree)
    if not marked:
        return
    left = Counter(dict.fromkeys([*_SCHEMA.values(), *_DUBLIN_CORE.values()], MOST))
    for attribute, found in (("property", _WITH_PROPERTY(tree)), ("rel", _WITH_REL(tree))):
        for element in found:
            for word in (element.get(attribute) or "").split():
                field = _field(word, element)
                if field and left[field] > 0 and not is_elsewhere(element) and _is_of_article(element):
                    left[field] -= 1
                    yield from _of_element(field, element)
    things = [each for each in marked if each.get("typeof") and not each.get("property") and not each.get("rel")]
    for element in things[:MOST]:
        for word in element.get("typeof").split():
            vocabulary, name = _parted(word, element)
            if vocabulary in ("schema", "rnews") and _ARTICLE.search(name) and not is_elsewhere(element):
                yield from candidate("type", name, SOURCE, element)


def _field(word: str, element: Any) -> str:
    vocabulary, name = _parted(word, element)
    return _FIELDS.get(vocabulary, {}).get(name.lower(), "")


def _parted(word: str, element: Any) -> tuple[str, str]:
    """The vocabulary of a word, and its name in it: "schema:author", a whole address, or a bare word in a `vocab`."""
    for address, vocabulary in _VOCABULARIES:
        if address in word:
            return vocabulary, re.split(r"[/#]", word)[-1]
    prefix, _, name = word.rpartition(":")
    if prefix or element.tag == "meta":  # a meta element's bare names are no RDFa
        return prefix.lower(), name
    own = next((each.get("vocab") for each in _upwards(element) if each.get("vocab")), "")
    return next((vocabulary for address, vocabulary in _VOCABULARIES if address in own), ""), name


def _upwards(element: Any) -> Iterator[Any]:
    yield element
    yield from islice(element.iterancestors(), _CLIMB)


def _is_of_article(element: Any) -> bool:
    """Whether the closest thing around an element is an article or page, or the page names no things."""
    around = next((each.get("typeof") for each in islice(element.iterancestors(), _CLIMB) if each.get("typeof")), "")
    return not around or any(_ARTICLE.search(word.rpartition(":")[2].rpartition("/")[2]) for word in around.split())


def _of_element(field: str, element: Any) -> Iterator[Candidate]:
    if field in ("authors", "publisher"):
        below = islice(element.iter(etree.Element), NODES)
        named = [each for each in below if _names(each)] or [element]
        values = [each.get("content") or text_of(each) for each in named]
    elif field == "image":
        inner = next(iter(element.iter("img")), element)
        values = [element.get("content") or element.get("resource") or inner.get("src") or element.get("href") or ""]
    elif field in ("published", "modified"):
        values = [element.get("content") or element.get("datetime") or text_of(element)]
    else:
        values = [element.get("content") or text_of(element)]
    for value in values:
        yield from candidate(field, value, SOURCE, element)


def _names(element: Any) -> bool:
    return any(word.rpartition(":")[2].lower() == "name" for word in (element.get("property") or "").split())
