"""What kind of page it is and who stands behind it: its type, paywall, licence, publisher and kicker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import MappingProxyType

from cleanpress.metadata.candidates import Candidates, clean
from cleanpress.metadata.dates import is_dateline
from cleanpress.metadata.titles import key, names_site
from cleanpress.metadata.urls import absolute
from cleanpress.model import Block, Label, Metadata, Page

TYPES = ("json-ld", "microdata", "rdfa")
PAYWALLS = ("json-ld", "microdata", "rdfa", "opengraph", "text")
LICENSES = ("link-license", "json-ld", "rel-license", "dublin-core")
PUBLISHERS = ("json-ld", "microdata", "rdfa")
KICKERS = ("h1", "text")
KICKER_WORDS = frozenset(
    "kicker eyebrow overline dachzeile topline surtitre surtitle overtitle antetitulo volanta cintillo".split()
)
"""What elements are called whose text is a kicker, each a word of its class or id."""

# Types of schema.org for articles, the most telling first; any other that ends like one stands before the last two.
_TYPES = (
    "LiveBlogPosting", "OpinionNewsArticle", "ReviewNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle",
    "ReportageNewsArticle", "AskPublicNewsArticle", "AdvertiserContentArticle", "SatiricalArticle",
)  # fmt: skip
_ARTICLE = re.compile(r"\w{0,40}(?:Article|Posting)|Report|Review|CriticReview|Recipe|HowTo|ClaimReview")
_PLAIN_TYPES = ("NewsArticle", "Article")
_PAYWALLED = MappingProxyType(
    {"false": True, "no": True, "locked": True, "paid": True, "true": False, "yes": False, "free": False}
)
_NEAR = 4
_LONGEST = 80
_NO_KICKER = frozenset({Label.BODY, Label.TITLE, Label.STANDFIRST, Label.BYLINE, Label.DATELINE, Label.CAPTION})


def choose_type(candidates: Candidates) -> tuple[str | None, str]:
    """The article's type in schema.org's words, the most telling one that a source gives.

    >>> from cleanpress.metadata.candidates import Candidate
    >>> told = (Candidate("type", name, "json-ld", "@type") for name in ("NewsArticle", "OpinionNewsArticle"))
    >>> choose_type(Candidates(tuple(told)))
    ('OpinionNewsArticle', 'json-ld')
    """
    for source in TYPES:
        names = [c.value for c in candidates.of("type", source) if _ARTICLE.fullmatch(c.value)]
        if names:
            return min(names, key=_plainness), source
    return None, ""


def is_article_type(name: str) -> bool:
    """Whether a type of schema.org is one of an article.

    >>> is_article_type("OpinionNewsArticle"), is_article_type("ImageObject")
    (True, False)
    """
    return _ARTICLE.fullmatch(name) is not None


def _plainness(name: str) -> int:
    if name in _TYPES:
        return _TYPES.index(name)
    return len(_TYPES) + (1 + _PLAIN_TYPES.index(name) if name in _PLAIN_TYPES else 0)


def is_paywalled(told: str) -> bool | None:
    """What a page's word on free access or on its tier means; None where it says neither.

    >>> is_paywalled("http://schema.org/False"), is_paywalled("free"), is_paywalled("metered")
    (True, False, None)
    """
    return _PAYWALLED.get(told.rsplit("/", 1)[-1].strip().lower())


def choose_paywalled(candidates: Candidates) -> tuple[bool | None, str]:
    """Whether the article is behind a paywall, as its own data says."""
    found = ((is_paywalled(c.value), c.source) for c in candidates.of("paywalled", *PAYWALLS))
    return next(((value, source) for value, source in found if value is not None), (None, ""))


def with_stub(metadata: Metadata, warnings: Iterable[str]) -> Metadata:
    """The fields, paywalled where the page shows that it is cut short and its data does not say.

    >>> with_stub(Metadata(), ("paywall_stub",)).paywalled
    True
    """
    if metadata.paywalled is not None or "paywall_stub" not in warnings:
        return metadata
    return replace(metadata, paywalled=True, sources={**metadata.sources, "paywalled": "text"})


def choose_license(candidates: Candidates, base: str | None) -> tuple[str | None, str]:
    """The address of the licence the article is published under."""
    found = ((absolute(c.value, base), c.source) for c in candidates.of("license", *LICENSES) if _is_address(c.value))
    return next(((address, source) for address, source in found if address), (None, ""))


def _is_address(value: str) -> bool:
    return " " not in value and ("/" in value or "." in value) and not value.lower().startswith(("javascript:", "#"))


def choose_publisher(candidates: Candidates) -> tuple[str | None, str]:
    """Who publishes the article, as its own data says; an organisation that only stands on the page does not."""
    for each in candidates.of("publisher", *PUBLISHERS):
        if each.source != "json-ld" or each.place.endswith(".publisher"):
            return each.value, each.source
    return None, ""


def choose_kicker(
    candidates: Candidates, page: Page, blocks: Sequence[Block], title: str | None, sites: frozenset[str]
) -> tuple[str | None, str]:
    """The line above the headline, where the page calls it so; in a heading or in an element of its own."""
    inside = ((c.value, c.source) for c in candidates.of("kicker", "h1"))
    above = ((clean(block.text), "text") for block in _above_title(page, blocks))
    for text, source in (*inside, *above):
        if (
            title
            and text
            and len(text) <= _LONGEST
            and key(text) not in (key(title), "")
            and not names_site(text, sites)
        ):
            return text.rstrip(" :|/·–—-"), source
    return None, ""


def _above_title(page: Page, blocks: Sequence[Block]) -> Iterable[Block]:
    title = next((number for number, block in enumerate(blocks) if block.label is Label.TITLE), 0)
    for block in reversed(blocks[max(0, title - _NEAR) : title]):
        open_ = block.label not in _NO_KICKER and not block.hidden and len(block.text) <= _LONGEST
        if open_ and _is_called_kicker(page, block, title) and not is_dateline(block.text):
            yield block


def _is_called_kicker(page: Page, block: Block, title: int) -> bool:
    """Whether one of the three closest elements around a block, none of which holds the title, is called a kicker."""
    index = block.node
    for _ in range(3):
        if index < 0 or index >= len(page.nodes) or page.nodes[index].last > title:
            return False
        if KICKER_WORDS.intersection(page.nodes[index].words):
            return True
        index = page.nodes[index].parent
    return False


def without_kicker(title: str, kickers: Iterable[str]) -> str:
    """The headline without a kicker that is printed before it in the same heading.

    >>> without_kicker("Islands: The ferry is back", ["Islands"])
    'The ferry is back'
    """
    for kicker in kickers:
        rest = title[len(kicker) :].lstrip(" :|/·–—-") if title.startswith(kicker) else ""
        if len(key(rest)) > 8:
            return rest
    return title
