"""The article as schema.org's JSON-LD, for search engines, archives and everything else that reads that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from cleanpress.model import Article, Caption
from cleanpress.write.json import dumps, iso_date, plain

CONTEXT = "https://schema.org"
_NEWS = "NewsArticle"
_OTHER = "Article"
# schema.org's kinds of article; a page may name others, which nobody else knows.
_TYPES = frozenset(
    "Article AdvertiserContentArticle NewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle"
    " OpinionNewsArticle ReportageNewsArticle ReviewNewsArticle Report SatiricalArticle ScholarlyArticle"
    " MedicalScholarlyArticle SocialMediaPosting BlogPosting LiveBlogPosting DiscussionForumPosting TechArticle"
    " APIReference".split()
)
_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$", re.I)


def to_schema_org(article: Article) -> dict[str, Any]:
    """The article as JSON-LD: an object of the type the page gives it where that is one of schema.org's articles.

    A page that names no type gives a `NewsArticle`, one that names something else (a recipe, a review) the plain
    `Article`. Each property says what one field says, and a field without a value has no property: `abstract` is the
    standfirst, `description` the page's own; the site is what the article `isPartOf`, which says nothing of who
    publishes it. Pictures are the lead image and those under which a caption stands.

    >>> to_schema_org(Article(title="Rain", text="It fell.", authors=["Ida Moor"], author_kinds=["person"]))
    {'@context': 'https://schema.org', '@type': 'NewsArticle', 'headline': 'Rain', 'author': [{'@type': 'Person', \
'name': 'Ida Moor'}], 'articleBody': 'It fell.'}
    """
    free = None if article.paywalled is None else not article.paywalled
    properties = {
        "headline": article.title,
        "abstract": article.standfirst,
        "description": article.description,
        "author": list(_authors(article)),
        "datePublished": iso_date(article.published, article.published_precision),
        "dateModified": iso_date(article.modified, article.modified_precision),
        "publisher": _named("Organization", article.publisher),
        "isPartOf": _named("WebSite", article.site_name),
        "inLanguage": article.language,
        "url": article.url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": article.url} if article.url else None,
        "image": list(_images(article.image, article.captions)),
        "articleSection": article.section,
        "keywords": list(article.tags),
        "license": article.license,
        "isAccessibleForFree": free,
        "articleBody": article.text,
    }
    given = {name: plain(value) for name, value in properties.items() if value or value is False}
    return {"@context": CONTEXT, "@type": _type(article.type), **given}


def to_json(article: Article, *, indent: int | None = None) -> str:
    """The JSON-LD as text that may stand in a script element: "<", ">" and "&" are escapes in it.

    >>> to_json(Article(title="</script>"))
    '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "\\\\u003c/script\\\\u003e"}'
    """
    text = dumps(to_schema_org(article), indent=indent)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _type(told: str | None) -> str:
    if told is None:
        return _NEWS
    return told if told in _TYPES else _OTHER


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _authors(article: Article) -> Iterator[dict[str, str]]:
    for number, name in enumerate(article.authors):
        kind = article.author_kinds[number] if number < len(article.author_kinds) else "person"
        yield {"@type": "Organization" if kind == "organisation" else "Person", "name": name}


def _images(lead: str | None, captions: Iterable[Caption]) -> Iterator[dict[str, str]]:
    """The lead image, then every other picture whose caption is known; each picture once."""
    pictures: dict[str, tuple[str, Caption | None]] = {_picture(lead): (lead, None)} if lead else {}
    for caption in captions:
        if caption.image_url:
            url, under = pictures.get(_picture(caption.image_url), (caption.image_url, None))
            pictures[_picture(caption.image_url)] = (url, under or caption)
    for url, under in pictures.values():
        image = {"@type": "ImageObject", "url": url}
        if under and under.text:
            image["caption"] = under.text
        if under and under.credit:
            image["creditText"] = under.credit
        yield image


def _picture(url: str) -> str:
    """The address without its query where it names a file of a picture: there the query only tells a size."""
    file = url.partition("?")[0]
    return file if _FILE.search(file) else url
