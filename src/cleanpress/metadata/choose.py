"""One value per field out of all candidates, with the signal that gave it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Any

from cleanpress.metadata import standing
from cleanpress.metadata.authors import AUTHOR_SOURCES, choose_authors
from cleanpress.metadata.candidates import Candidate, Candidates, clean, unique
from cleanpress.metadata.descriptions import DESCRIPTIONS, choose_description
from cleanpress.metadata.doubts import base_of_links, own_links
from cleanpress.metadata.headlines import TITLES, choose_title
from cleanpress.metadata.language import LANGUAGES, WRONG, choose_language
from cleanpress.metadata.moments import DATE_SOURCES, OF_CHANGE, choose_moments
from cleanpress.metadata.pictures import IMAGES, PRINTED, choose_image
from cleanpress.metadata.sites import SITES, choose_site_name, site_host
from cleanpress.metadata.titles import names_site, site_keys
from cleanpress.metadata.urls import absolute, credible, host_of, without_tracking
from cleanpress.model import Block, Hints, Label, Metadata, Page

_SECTIONS = ("json-ld", "opengraph", "parsely", "microdata", "meta", "rdfa")
_TAGS = (
    "opengraph",
    "json-ld",
    "news-keywords",
    "parsely",
    "rel-tag",
    "meta",
    "microdata",
    "sailthru",
    "citation",
    "rdfa",
    "h-entry",
)
_URLS = ("link-canonical", "opengraph", "json-ld", "parsely", "url")
# The signals of each field, the most trusted first.
TRUST = MappingProxyType(
    {
        "title": ("caller", "h1", "text", *TITLES[1:]),
        "standfirst": ("text",),
        "description": DESCRIPTIONS,
        "authors": AUTHOR_SOURCES,
        "published": DATE_SOURCES,
        "modified": DATE_SOURCES,
        "site_name": SITES,
        "language": LANGUAGES,
        "url": _URLS,
        "section": _SECTIONS,
        "tags": _TAGS,
        "image": (PRINTED, *IMAGES),
        "kicker": standing.KICKERS,
        "publisher": standing.PUBLISHERS,
        "type": standing.TYPES,
        "license": standing.LICENSES,
        "paywalled": standing.PAYWALLS,
    }
)
_TAG = re.compile(r"[^\W\d_]")
# "Topic: Ferries", and the path of a tag in a tree of them ("topic/ferries").
_TAG_PREFIX = re.compile(r"^(?i:category|keyword|section|tag|topic)s?: ?|^(?:[a-z][a-z_-]+/)+(?=[^\W_])")
# Addresses, identifiers and what a machine guessed.
_CODE = re.compile(r"://|^[0-9a-f]{8}-[0-9a-f-]{20,}$|^(?:NLP|IAB|AI)\b.*:|^\w+[:=]\S+$|^[a-z]+_[a-z_]+$", re.I)
_NOTHING: tuple[None, str] = (None, "")
# Types of schema.org and OpenGraph: those of articles, and those of pages that are none.
_ARTICLE_TYPE = re.compile(r"article|posting|^report|^review|recipe|^story$")
_OTHER_TYPE = re.compile(r"^website$|^profile|collectionpage|searchresultspage|profilepage|itemlist|contactpage|^video")


def hints(candidates: Candidates) -> Hints:
    """What the page's own data says of the article, for the judges; its body is the longest the data holds.

    >>> hints(Candidates((Candidate("title", "Ferry is back", "opengraph", "meta og:title"),))).title
    'Ferry is back'
    """
    sites = _site_keys(candidates)
    title = choose_title(candidates, (), sites)[0]
    people = choose_authors(candidates, None, (), sites)
    published, _ = choose_moments(candidates, ())
    return Hints(
        title=title,
        description=choose_description(candidates, None, sites)[0],
        authors=tuple(name.text for name in people.names) if people else (),
        published=published.moment.value if published else None,
        site_name=choose_site_name(candidates, title)[0],
        body=max((c.value for c in candidates.of("body")), key=len, default=None),
        is_article=_is_article(candidates),
    )


def _is_article(candidates: Candidates) -> bool | None:
    """Whether the page calls itself an article in its data, or something else; None if it says neither."""
    types = [c.value.lower() for c in candidates.of("type", "json-ld", "opengraph")]
    if any(_ARTICLE_TYPE.search(name) for name in types):
        return True
    return False if any(_OTHER_TYPE.search(name) for name in types) else None


def choose(candidates: Candidates, page: Page, blocks: Sequence[Block]) -> Metadata:
    """The article's fields: from the page's data, and from the marked blocks, whose labels say what the page prints.

    `blocks` are the engine's. In a text (a dump) only the blocks speak. Nothing is made up: a field that no signal
    gives is None or empty, and `Metadata.sources` has no entry for it.
    """
    sites = _site_keys(candidates)
    people = choose_authors(candidates, page, blocks, sites)
    published, modified = choose_moments(candidates, blocks)
    title = choose_title(candidates, blocks, sites)
    standfirst = _standfirst(blocks)
    language = choose_language(candidates, blocks)
    chosen: dict[str, tuple[Any, str]] = {
        "title": title,
        "kicker": standing.choose_kicker(candidates, page, blocks, title[0], sites),
        "standfirst": (standfirst, "text"),
        "description": choose_description(candidates, standfirst, sites, blocks),
        "authors": (tuple(name.text for name in people.names), people.source) if people else _NOTHING,
        "author_kinds": (tuple(name.kind for name in people.names), "") if people else _NOTHING,
        "published": (published.moment.value, published.source) if published else _NOTHING,
        "published_precision": (published.moment.precision, "") if published else _NOTHING,
        "modified": (modified.moment.value, modified.source) if modified else _NOTHING,
        "modified_precision": (modified.moment.precision, "") if modified else _NOTHING,
        "site_name": choose_site_name(candidates, title[0]),
        "language": (language.code, language.source),
        "url": _url(candidates, page),
        "section": _first(candidates.of("section", *_SECTIONS)),
        "tags": _tags(candidates, sites),
        "image": choose_image(candidates, page, blocks, _base(candidates, page)),
        "publisher": standing.choose_publisher(candidates),
        "type": standing.choose_type(candidates),
        "license": standing.choose_license(candidates, _base(candidates, page)),
        "paywalled": standing.choose_paywalled(candidates),
    }
    given: dict[str, Any] = {field: value for field, (value, _) in chosen.items() if value or value is False}
    return Metadata(
        **given,
        sources={field: source for field, (_, source) in chosen.items() if field in given and source},
        warnings=(
            *candidates.warnings,
            *((WRONG,) if language.corrected else ()),
            *((OF_CHANGE,) if published and published.of_change else ()),
        ),
    )


def _first(candidates: Iterable[Candidate]) -> tuple[str | None, str]:
    return next(((each.value, each.source) for each in candidates), _NOTHING)


def _site_keys(candidates: Candidates) -> frozenset[str]:
    names = [c.value for field in ("site_name", "publisher") for c in candidates.of(field)]
    return site_keys(names, site_host(candidates))


def _standfirst(blocks: Sequence[Block]) -> str | None:
    return " ".join(clean(block.text) for block in blocks if block.label is Label.STANDFIRST) or None


def _base(candidates: Candidates, page: Page) -> str | None:
    """What relative addresses are relative to."""
    own = page.url or next(
        (c.value for c in candidates.of("url", "link-canonical", "opengraph") if host_of(c.value)), None
    )
    declared, _ = _first(candidates.of("base"))
    return (absolute(declared, own) if declared else None) or own


def _url(candidates: Candidates, page: Page) -> tuple[str | None, str]:
    base = base_of_links(candidates, page.url)
    for each in (*own_links(candidates, page.url), *candidates.of("url", *_URLS[1:-1])):
        address = absolute(each.value, base)
        if address and credible(address, page.url):
            return without_tracking(address), each.source
    return (without_tracking(page.url) if page.url else None), "url"


def _tags(candidates: Candidates, sites: frozenset[str]) -> tuple[tuple[str, ...], str]:
    """The tags of the first source that has some, without the site's name, sentences and codes."""
    for source in _TAGS:
        values = (tag_of(c.value) for c in candidates.of("tags", source))
        tags = [
            v for v in values if len(v) <= 80 and _TAG.search(v) and not _CODE.search(v) and not names_site(v, sites)
        ]
        if tags:
            return tuple(unique(tags)), source
    return (), ""


def tag_of(value: str) -> str:
    """A tag without the word that says that it is one.

    >>> tag_of("Topic: Ferries")
    'Ferries'
    """
    return _TAG_PREFIX.sub("", value)
