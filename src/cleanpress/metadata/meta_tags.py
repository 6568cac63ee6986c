"""Reads the page's meta elements: OpenGraph, article:*, twitter, Dublin Core, Parse.ly, Sailthru, citation_* …"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from cleanpress.metadata.candidates import Candidate, clean

# (field, source, the names a meta element may have, in lower case). `choose` ranks the sources; of one source, what
# the page gives first comes first.
_NAMES = (
    ("title", "opengraph", "og:title"),
    ("title", "twitter", "twitter:title"),
    ("title", "dublin-core", "dc.title dc:title dcterms.title"),
    ("title", "parsely", "parsely-title"),
    ("title", "sailthru", "sailthru.title"),
    ("title", "citation", "citation_title"),
    ("title", "microdata", "headline"),
    ("title", "meta", "title hdl cxenseparse:title"),
    ("description", "opengraph", "og:description"),
    ("description", "meta", "description cxenseparse:description"),
    ("description", "twitter", "twitter:description"),
    ("description", "dublin-core", "dc.description dc:description dcterms.description dcterms.abstract"),
    ("description", "sailthru", "sailthru.description"),
    ("authors", "meta", "author article:author og:article:author article:author_name article.author byl creator"),
    ("authors", "meta", "cxenseparse:author author_name authors content-author bt:author vr:author"),
    ("authors", "dublin-core", "dc.creator dc:creator dcterms.creator dc.creator.name"),
    ("authors", "parsely", "parsely-author"),
    ("authors", "sailthru", "sailthru.author"),
    ("authors", "citation", "citation_author citation_authors"),
    ("published", "opengraph", "article:published_time og:article:published_time og:published_time og:pubdate"),
    ("published", "opengraph", "article:published rnews:datepublished"),
    ("published", "microdata", "datepublished datecreated"),
    ("published", "dublin-core", "dc.date.issued dc.date.created dcterms.issued dcterms.created dcterms.date dc.date"),
    ("published", "dublin-core", "dc:date dc:created dc.issued dcterms.available dc.date.published"),
    ("published", "parsely", "parsely-pub-date"),
    ("published", "sailthru", "sailthru.date"),
    ("published", "citation", "citation_publication_date citation_online_date citation_date"),
    ("published", "citation", "prism.publicationdate"),
    ("published", "meta", "pubdate publishdate publish-date publish_date publication_date publication-date published"),
    ("published", "meta", "date.created article.published article_date_original originalpublicationdate pub_date"),
    ("published", "meta", "cxenseparse:publishtime cxenseparse:recs:publishtime datepublished date_published date"),
    ("published", "meta", "published_at publishedat published-date published_date published_time bt:pubdate ptime"),
    ("published", "meta", "article.created created creation_date timestamp displaydate release_date"),
    ("modified", "opengraph", "article:modified_time og:updated_time og:article:modified_time article:modified"),
    ("modified", "microdata", "datemodified"),
    ("modified", "dublin-core", "dcterms.modified dc.date.modified dc.modified dc:modified dc.date.updated"),
    ("modified", "meta", "last-modified lastmod modified article.updated revised bt:moddate date.modified utime"),
    ("modified", "meta", "updated modified_time last_updated lastupdated moddate"),
    (
        "clock",
        "meta",
        "generated generated-at generated_at page-generated page_generated date.generated date-generated",
    ),
    ("clock", "meta", "rendered rendered-at rendered_at render-time render_time page-rendered cached-at cached_at"),
    ("site_name", "opengraph", "og:site_name og:site"),
    ("site_name", "meta", "application-name apple-mobile-web-app-title al:ios:app_name al:android:app_name"),
    ("site_name", "dublin-core", "dc.publisher dc:publisher dcterms.publisher"),
    ("site_name", "citation", "citation_journal_title"),
    ("language", "opengraph", "og:locale"),
    ("language", "meta", "content-language language lang"),
    ("language", "microdata", "inlanguage"),
    ("language", "dublin-core", "dc.language dc:language dcterms.language"),
    ("url", "opengraph", "og:url"),
    ("url", "parsely", "parsely-link"),
    ("image", "opengraph", "og:image og:image:url og:image:secure_url"),
    ("image", "twitter", "twitter:image twitter:image:src"),
    ("image", "parsely", "parsely-image-url"),
    ("image", "sailthru", "sailthru.image.full"),
    ("image", "microdata", "image thumbnailurl"),
    ("section", "opengraph", "article:section og:article:section article.section"),
    ("section", "parsely", "parsely-section"),
    ("section", "microdata", "articlesection"),
    ("section", "meta", "section cxenseparse:recs:category cxenseparse:category"),
    ("image", "meta", "cxenseparse:image cxenseparse:recs:image"),
    ("type", "opengraph", "og:type"),
    ("paywalled", "microdata", "isaccessibleforfree"),
    ("paywalled", "opengraph", "article:content_tier og:article:content_tier"),
    ("license", "dublin-core", "dcterms.license"),
    ("tags", "opengraph", "article:tag og:article:tag"),
    ("tags", "parsely", "parsely-tags"),
    ("tags", "sailthru", "sailthru.tags"),
    ("tags", "citation", "citation_keywords"),
    ("tags", "news-keywords", "news_keywords"),
    ("tags", "meta", "keywords"),
)
_KEYS = MappingProxyType({name: (field, source) for field, source, names in _NAMES for name in names.split()})
# "Written by" as label of a twitter:data pair (the plug-ins of blogs translate it).
_WRITTEN_BY = re.compile(
    r"^(?:written by|by|author|authors|verfasst von|geschrieben von|von|autor|autorin|écrit par|rédigé par|auteur"
    r"|escrito por|por|scritto da|autore|geschreven door|auteur|door|skriven av|skrevet av|skrevet af|kirjoittanut"
    r"|napisane przez|autor|yazan|автор|написано автором|执笔|作者|執筆者)\s*:?$",
    re.I,
)
_NO_NAME = re.compile(r"copyright|©|rights reserved|https?:|www\.|^@|@\w+\.\w|^\d+$|^/|\d+ (?:min|sec)", re.I)
_NOTHING = ("", "")
_PARSELY_PAGE = "parsely-page"
_PARSELY = MappingProxyType(
    {
        "title": "title",
        "link": "url",
        "image_url": "image",
        "pub_date": "published",
        "section": "section",
        "authors": "authors",
        "author": "authors",
        "tags": "tags",
    }
)
_MOST = 100
"""So many values of one list are read."""
_EMPTY = frozenset({"", "null", "undefined", "none", "n/a", "false", "true", "0", "-", "[]"})


def read_meta(metas: Sequence[tuple[str, str]]) -> list[Candidate]:
    """Candidates from (name, content) pairs of the page's meta elements, in page order.

    >>> [c.value for c in read_meta([("og:title", "Ferry is back"), ("og:locale", "en_GB")])]
    ['Ferry is back', 'en_GB']
    """
    found: list[Candidate] = []
    seen: dict[str, str] = {}
    for name, raw in metas:
        key = name.strip().lower()
        value = clean(raw)
        if value.lower() in _EMPTY and not (value and _KEYS.get(key, _NOTHING)[0] == "paywalled"):
            continue
        seen.setdefault(key, value)
        if key == _PARSELY_PAGE:
            found.extend(_of_parsely(raw))
        if key in _KEYS:
            field, source = _KEYS[key]
            found.extend(Candidate(field, each, source, f"meta {key}") for each in _values(field, source, value))
    found.extend(_labelled(seen))
    return found


def _values(field: str, source: str, value: str) -> Iterator[str]:
    """The values in one content: keywords one by one, names without addresses, "Last, First" turned round."""
    if field == "tags":
        yield from (part for part in map(clean, re.split(r"[,;،、]", value)) if part)
    elif field == "authors" and source in ("citation", "dublin-core"):
        for each in value.split(";"):
            parts = [part.strip() for part in each.split(",")]
            turned = len(parts) == 2 and all(1 <= len(part.split()) <= 3 for part in parts)
            name = f"{parts[1]} {parts[0]}" if turned else each.strip()
            if name and not _NO_NAME.search(name):
                yield name
    elif field != "authors" or not _NO_NAME.search(value):
        yield value


def _of_parsely(text: str) -> Iterator[Candidate]:
    """What Parse.ly's old form says, one element that holds an object of JSON."""
    try:
        told = json.loads(html.unescape(text) if text.lstrip().startswith("{&quot;") else text, strict=False)
    except (ValueError, RecursionError):
        return
    for key, field in _PARSELY.items() if isinstance(told, dict) else ():
        values = told.get(key)
        for value in values[:_MOST] if isinstance(values, list) else [values]:
            text = clean(value) if isinstance(value, str) else ""
            if text.lower() not in _EMPTY and not (field == "authors" and _NO_NAME.search(text)):
                yield Candidate(field, text, "parsely", f"meta {_PARSELY_PAGE} {key}")


def _labelled(seen: dict[str, str]) -> Iterator[Candidate]:
    """The author in a pair like twitter:label1 "Written by" and twitter:data1 with the name."""
    for number in ("1", "2", "3"):
        name = seen.get(f"twitter:data{number}")
        if name and _WRITTEN_BY.match(seen.get(f"twitter:label{number}", "")) and not _NO_NAME.search(name):
            yield Candidate("authors", name, "twitter", f"meta twitter:data{number}")
