"""One value per field out of all candidates, with the signal that gave it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Any

from cleanpress.metadata import standing
from cleanpress.metadata.authors import AUTHOR_SOURCES, choose_authors
from cleanpress.metadata.candidates import Candidate, Candidates, clean, unique
from cleanpress.metadata.dates import is_dateline
from cleanpress.metadata.moments import DATE_SOURCES, choose_moments
from cleanpress.metadata.titles import Headline, choose_headline, key, names_site, site_keys, strip_site
from cleanpress.metadata.urls import absolute, credible, host_of, picture
from cleanpress.model import Block, Hints, Kind, Label, Metadata, Page, SpanKind

_TITLES = (
    "caller",
    "json-ld",
    "opengraph",
    "microdata",
    "parsely",
    "citation",
    "dublin-core",
    "twitter",
    "meta",
    "title-tag",
)
_DESCRIPTIONS = ("opengraph", "meta", "json-ld", "twitter", "dublin-core", "sailthru", "rdfa", "h-entry")
_SITES = ("opengraph", "json-ld", "meta", "dublin-core", "citation")
_IMAGES = ("opengraph", "json-ld", "twitter", "parsely", "sailthru", "meta", "microdata", "rdfa", "h-entry")
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
_LANGUAGES = ("caller", "html-lang", "opengraph", "json-ld", "meta", "microdata", "dublin-core", "rdfa")
# The signals of each field, the most trusted first.
TRUST = MappingProxyType(
    {
        "title": ("caller", "h1", "text", *_TITLES[1:]),
        "standfirst": ("text",),
        "description": _DESCRIPTIONS,
        "authors": AUTHOR_SOURCES,
        "published": DATE_SOURCES,
        "modified": DATE_SOURCES,
        "site_name": _SITES,
        "language": _LANGUAGES,
        "url": _URLS,
        "section": _SECTIONS,
        "tags": _TAGS,
        "image": _IMAGES,
        "kicker": standing.KICKERS,
        "publisher": standing.PUBLISHERS,
        "type": standing.TYPES,
        "license": standing.LICENSES,
        "paywalled": standing.PAYWALLS,
    }
)
_TAG = re.compile(r"[^\W\d_]")
_TAG_PREFIX = re.compile(r"^(?:category|keyword|section|tag|topic)s?: ?", re.I)
# Addresses, identifiers and what a machine guessed.
_CODE = re.compile(r"://|^[0-9a-f]{8}-[0-9a-f-]{20,}$|^(?:NLP|IAB|AI)\b.*:|^\w+[:=]\S+$", re.I)
_CUT = re.compile(r"\s*(?:\.\.\.|…)$")
_LONGEST_TITLE = 600
"""Characters; a longer text is no headline."""
_NOTHING: tuple[None, str] = (None, "")
_NO_LANGUAGE = frozenset({"und", "zxx", "mul", "xx"})
# Languages by their code, and by what turns up in place of it.
_LANGUAGE_NAMES = (
    "ar ara arabic", "bg bul", "cs ces cze czech", "da dan danish", "de deu ger german deutsch", "el ell gre greek",
    "en eng english", "es spa spanish español", "fi fin finnish", "fr fra fre french français", "he heb iw hebrew",
    "hi hin hindi", "hu hun", "id ind in", "it ita italian italiano", "ja jpn jp japanese", "ko kor korean", "nb nob",
    "nl nld dut dutch", "no nor norwegian", "pl pol polish", "pt por portuguese", "ro ron rum", "ru rus russian",
    "sv swe swedish", "tr tur turkish", "uk ukr", "vi vie", "zh zho chi cn chinese",
)  # fmt: skip
_LANGUAGE_OF = MappingProxyType({name: row.split()[0] for row in _LANGUAGE_NAMES for name in row.split()})
# Types of schema.org and OpenGraph: those of articles, and those of pages that are none.
_ARTICLE_TYPE = re.compile(r"article|posting|^report|^review|recipe|^story$")
_OTHER_TYPE = re.compile(r"^website$|^profile|collectionpage|searchresultspage|profilepage|itemlist|contactpage|^video")


def hints(candidates: Candidates) -> Hints:
    """What the page's own data says of the article, for the judges; its body is the longest the data holds.

    >>> hints(Candidates((Candidate("title", "Ferry is back", "opengraph", "meta og:title"),))).title
    'Ferry is back'
    """
    sites = _site_keys(candidates)
    people = choose_authors(candidates, None, (), sites)
    published, _ = choose_moments(candidates, ())
    return Hints(
        title=_title(candidates, (), sites)[0],
        description=_description(candidates)[0],
        authors=tuple(name.text for name in people.names) if people else (),
        published=published.moment.value if published else None,
        site_name=_site_name(candidates)[0],
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
    title = _title(candidates, blocks, sites)
    chosen: dict[str, tuple[Any, str]] = {
        "title": title,
        "kicker": standing.choose_kicker(candidates, page, blocks, title[0], sites),
        "standfirst": (_standfirst(blocks), "text"),
        "description": _description(candidates),
        "authors": (tuple(name.text for name in people.names), people.source) if people else _NOTHING,
        "author_kinds": (tuple(name.kind for name in people.names), "") if people else _NOTHING,
        "published": (published.moment.value, published.source) if published else _NOTHING,
        "published_precision": (published.moment.precision, "") if published else _NOTHING,
        "modified": (modified.moment.value, modified.source) if modified else _NOTHING,
        "modified_precision": (modified.moment.precision, "") if modified else _NOTHING,
        "site_name": _site_name(candidates),
        "language": _language(candidates),
        "url": _url(candidates, page),
        "section": _first(candidates.of("section", *_SECTIONS)),
        "tags": _tags(candidates, sites),
        "image": _image(candidates, page),
        "publisher": standing.choose_publisher(candidates),
        "type": standing.choose_type(candidates),
        "license": standing.choose_license(candidates, _base(candidates, page)),
        "paywalled": standing.choose_paywalled(candidates),
    }
    given: dict[str, Any] = {field: value for field, (value, _) in chosen.items() if value or value is False}
    return Metadata(
        **given,
        sources={field: source for field, (_, source) in chosen.items() if field in given and source},
        warnings=candidates.warnings,
    )


def _first(candidates: Iterable[Candidate]) -> tuple[str | None, str]:
    return next(((each.value, each.source) for each in candidates), _NOTHING)


def _description(candidates: Candidates) -> tuple[str | None, str]:
    """The page's own description; whole, where another source has the end of a cut one."""
    found = candidates.of("description", *_DESCRIPTIONS)
    first, source = _first(found)
    if first and _CUT.search(first):
        start = _CUT.sub("", first)
        whole = (c for c in found if c.value.startswith(start) and len(c.value) > len(first))
        return next(((c.value, c.source) for c in whole), (first, source))
    return first, source


def _site_name(candidates: Candidates) -> tuple[str | None, str]:
    named = candidates.of("site_name", *_SITES[:1]) or candidates.of("publisher", "json-ld")
    return _first((*named, *candidates.of("site_name", *_SITES), *candidates.of("publisher")))


def _site_keys(candidates: Candidates) -> frozenset[str]:
    names = [c.value for field in ("site_name", "publisher") for c in candidates.of(field)]
    host = next(
        (host for c in candidates.of("url", "url", "link-canonical", "opengraph") if (host := host_of(c.value))), ""
    )
    return site_keys(names, host)


def _title(candidates: Candidates, blocks: Sequence[Block], sites: frozenset[str]) -> tuple[str | None, str]:
    """The headline; a title that is nothing but the site's name is none, unless the page has no other."""
    told = candidates.of("title", "caller")
    if told:
        return told[0].value, told[0].source
    others = frozenset(key(c.value) for field in ("section", "authors") for c in candidates.of(field))
    marked = [
        Headline(clean(_without_date(block)), "h1" if block.kind == Kind.HEADING else "text")
        for block in blocks
        if block.label is Label.TITLE and block.text.strip()
    ]
    headings = [Headline(c.value, c.source) for c in candidates.of("title", "h1")]
    data = [Headline(c.value, c.source) for c in candidates.of("title", *_TITLES)]

    kickers = [c.value for c in candidates.of("kicker")]
    told_keys = frozenset(key(headline.text) for headline in data)

    def without_kicker(text: str) -> str:
        # Some pages count the line before the headline to it: the page's data says which do not.
        rest = standing.without_kicker(text, kickers)
        return rest if not told_keys or key(rest) in told_keys else text

    def strip(group: Iterable[Headline], parts: frozenset[str] = frozenset()) -> list[Headline]:
        short = ((each.text, each.source) for each in group if len(each.text) <= _LONGEST_TITLE)
        bare = (Headline(without_kicker(strip_site(t, sites, parts)), source) for t, source in short)
        return [each for each in bare if each.text and not names_site(each.text, sites)]

    found = choose_headline(strip(marked) or strip(headings), strip(data, others))
    found = found or next((each for each in (*marked, *headings) if len(each.text) <= _LONGEST_TITLE), None)
    return (found.text, found.source) if found else _NOTHING


def _without_date(block: Block) -> str:
    """The title's text without a date that stands on a line of its own below it."""
    for span in block.spans:
        if span.kind is SpanKind.BREAK and is_dateline(block.text[span.end :]):
            return block.text[: span.start]
    return block.text


def _image(candidates: Candidates, page: Page) -> tuple[str | None, str]:
    pictures = ((c.value, c.source) for c in candidates.of("image", *_IMAGES))
    return picture(pictures, _base(candidates, page)) or _NOTHING


def _standfirst(blocks: Sequence[Block]) -> str | None:
    return " ".join(clean(block.text) for block in blocks if block.label is Label.STANDFIRST) or None


def _language(candidates: Candidates) -> tuple[str | None, str]:
    """The two-letter code most signals give; the html element's own counts first where they differ evenly."""
    found = ((language_code(c.value), c.source) for c in candidates.of("language", *_LANGUAGES))
    codes = list(dict.fromkeys((code, source) for code, source in found if code))
    if codes and codes[0][1] == "caller":
        return codes[0]
    votes = Counter(code for code, _ in codes)
    return max(codes, key=lambda each: votes[each[0]], default=(None, ""))


def language_code(value: str) -> str | None:
    """The two-letter code of a language in any form that pages give it, None where it names none.

    >>> language_code("en_GB"), language_code("deutsch"), language_code("und")
    ('en', 'de', None)
    """
    word = re.split(r"[-_,;\s]", value.strip().lower())[0]
    word = _LANGUAGE_OF.get(word, word)
    return word if re.fullmatch(r"[a-z]{2}", word) and word not in _NO_LANGUAGE else None


def _base(candidates: Candidates, page: Page) -> str | None:
    """What relative addresses are relative to."""
    own = page.url or next(
        (c.value for c in candidates.of("url", "link-canonical", "opengraph") if host_of(c.value)), None
    )
    declared, _ = _first(candidates.of("base"))
    return (absolute(declared, own) if declared else None) or own


def _url(candidates: Candidates, page: Page) -> tuple[str | None, str]:
    for each in candidates.of("url", *_URLS[:-1]):
        address = absolute(each.value, page.url)
        if address and credible(address, page.url):
            return address, each.source
    return page.url, "url"


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
