"""Data that no page should hold: the field is absent, a coded warning says so, nothing is taken from somebody else."""

from __future__ import annotations

import json
from typing import Any

import pytest

import cleanpress
from cleanpress import Article, Status
from cleanpress.metadata.candidates import Candidate, Candidates
from cleanpress.metadata.doubts import find_doubts, own_links
from fields import ARTICLE, HEADLINE, URL, ld, meta
from test_candidates import PROSE

OTHER = "https://www.harbourpost.example/other-story"
AUTHOR, MOMENT = ["Ida Moor"], "2025-03-04T07:30:00+01:00"


def cleaned(head: str, url: str | None = URL) -> Article:
    """The article of a page with this head; whatever stands there, the printed headline and the text are found."""
    article = cleanpress.clean_html(f"<html><head>{head}</head><body><h1>{HEADLINE}</h1>{PROSE}</body></html>", url)
    assert article.status is Status.OK
    assert article.title == HEADLINE
    assert article.text.count("\n\n") == 6
    assert len(article.candidates()) < 200_000
    return article


def with_author(author: Any) -> Article:
    return cleaned(ld({**ARTICLE, "author": author}))


def nested(levels: int, opening: str, closing: str) -> str:
    script = opening * levels + json.dumps(ARTICLE) + closing * levels
    return f'<script type="application/ld+json">{script}</script>'


# --- the size and build of JSON-LD

PICTURES = [{"@type": "ImageObject", "@id": f"#{n}", "url": f"https://cdn.example/{n}.jpg"} for n in range(10_000)]
THINGS = [{"@type": "Thing", "name": "x" * 1900}] * 10_000
SOUND = {
    "10,000 nodes": ld({"@graph": [*PICTURES, ARTICLE]}),
    "10,000 scripts": ld({"@type": "Thing"}) * 10_000 + ld(ARTICLE),
    "1,000 objects deep": nested(1000, '{"mainEntity":', "}"),
    "1,000 lists deep": nested(1000, "[", "]"),
    "20 MB": ld({"@graph": [*THINGS, ARTICLE]}),
    "null members": ld({"@graph": [None, ARTICLE, None], "author": None}),
    "a long circle": ld([ARTICLE, *({"@id": f"#{n}", "author": {"@id": f"#{(n + 1) % 50}"}} for n in range(50))]),
}


@pytest.mark.parametrize("head", SOUND.values(), ids=SOUND.keys())
def test_what_is_large_or_odd_in_build_is_read(head: str) -> None:
    article = cleaned(head)
    assert article.authors == AUTHOR
    assert article.published is not None
    assert article.published.isoformat() == MOMENT
    assert article.warnings == []


def test_articles_that_name_each_other_as_author_name_nobody() -> None:
    chain = [{**ARTICLE, "@id": f"#{n}", "author": {"@id": f"#{(n + 1) % 10_000}"}} for n in range(10_000)]
    article = cleaned(ld({"@graph": chain}))
    assert (article.authors, article.warnings) == ([], ["bad_author"])


def test_wrong_types_are_told_by_field() -> None:
    article = cleaned(
        ld(
            {
                **ARTICLE,
                "headline": {"words": 7},
                "author": [[7]],
                "datePublished": {"@value": None},
                "image": True,
                "keywords": {"ferry": 1},
                "publisher": 5,
                "url": [[]],
                "@id": 9,
                "isAccessibleForFree": [{}],
            }
        )
    )
    assert (article.authors, article.published, article.tags, article.image) == ([], None, [], None)
    assert (article.publisher, article.paywalled, article.url) == (None, None, URL)
    assert article.warnings == ["bad_date", "bad_author", "bad_json_ld"]


def test_null_for_every_value_says_nothing_and_is_no_fault() -> None:
    article = cleaned(ld({**dict.fromkeys(ARTICLE), "@type": "NewsArticle"}))
    assert (article.authors, article.published, article.modified, article.warnings) == ([], None, None, [])


# --- dates


@pytest.mark.parametrize(
    "value",
    [
        "0000-00-00",
        "0000-00-00T00:00:00Z",
        "13/32/2024",
        "2025-02-30",
        "9999-12-31",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
        "1970-01-01",
        "99999999999999",
        "-1",
        -1,
        "Invalid date",
        "9" * 5000,
        True,
        {"@type": "Date"},
    ],
)
def test_dates_that_cannot_be(value: Any) -> None:
    article = cleaned(ld({**ARTICLE, "datePublished": value, "dateModified": None}))
    assert (article.published, article.modified) == (None, None)
    assert article.warnings == ["bad_date"]
    changed = cleaned(ld({**ARTICLE, "dateModified": value}))
    assert changed.published is not None
    assert (changed.modified, changed.warnings) == (None, ["bad_date"])


@pytest.mark.parametrize("value", ["1741069800000", 1741069800000, "1741069800", 1741069800])
def test_seconds_and_milliseconds_of_the_epoch_are_dates(value: Any) -> None:
    article = cleaned(ld({**ARTICLE, "datePublished": value}))
    assert article.published is not None
    assert (article.published.isoformat(), article.warnings) == ("2025-03-04T06:30:00+00:00", [])


def test_a_date_that_another_source_tells_is_no_fault() -> None:
    article = cleaned(ld({**ARTICLE, "datePublished": "0000-00-00"}) + meta(article__published_time=MOMENT))
    assert article.published is not None
    assert (article.published.isoformat(), article.warnings) == (MOMENT, [])


def test_a_date_nobody_can_tell_the_month_of_is_no_fault() -> None:
    assert cleaned(ld({**ARTICLE, "datePublished": "10/12/2025", "dateModified": None})).warnings == []


# --- authors


@pytest.mark.parametrize(
    "author",
    [
        "x" * 5000,
        "Words of a text that goes on and on, with Una Reed in it. " * 90,
        "Ida Moor, " * 500,
        "https://post.example/ida-moor",
        "ida.moor@post.example",
        {"@type": "Person"},
        {"@type": "Person", "name": ""},
        {"@type": "Person", "name": {"first": "Ida"}},
        {"@type": "Person", "url": "https://post.example/ida-moor"},
        {"@type": "Person", "name": "https://social.example/ida"},
        {"@id": "#nobody"},
        [{}, {"name": None}],
        7,
    ],
)
def test_authors_that_name_nobody(author: Any) -> None:
    article = with_author(author)
    assert (article.authors, article.author_kinds, article.warnings) == ([], [], ["bad_author"])
    assert "authors" not in article.sources


@pytest.mark.parametrize("author", [None, "", [], {}, "null"])
def test_no_author_is_no_fault(author: Any) -> None:
    article = with_author(author)
    assert (article.authors, article.warnings) == ([], [])


def test_one_name_among_what_names_nobody() -> None:
    article = with_author([{"@type": "Person"}, "x" * 5000, "<b>Ida</b> Moor", "https://post.example/ida"])
    assert (article.authors, article.warnings) == (AUTHOR, [])


# --- addresses


def link(*addresses: str) -> str:
    return "".join(f'<link rel="canonical" href="{address}">' for address in addresses)


@pytest.mark.parametrize("links", [(URL, OTHER), (OTHER, URL), (OTHER, f"{OTHER}-2"), (f"{URL}?a=1", OTHER, URL)])
def test_of_canonical_links_that_disagree_the_one_of_the_page(links: tuple[str, ...]) -> None:
    article = cleaned(link(*links))
    assert article.url is not None
    assert article.url.partition("?")[0] == URL
    assert article.warnings == ["bad_url"]


def test_of_canonical_links_that_disagree_none_where_nothing_tells() -> None:
    article = cleaned(link(OTHER, URL), url=None)
    assert (article.url, article.warnings) == (None, ["bad_url"])
    assert cleaned(link(OTHER, URL) + meta(og__url=URL), url=None).url == URL


def test_canonical_links_that_agree_are_no_fault() -> None:
    article = cleaned(link(URL, f"{URL}/", URL.replace("https", "http")))
    assert (article.url, article.warnings) == (URL, [])


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "JavaScript:void(0)", "about:blank"])
def test_addresses_that_no_page_has(address: str) -> None:
    for url in (URL, None):
        article = cleaned(link(address) + meta(og__url=address, og__image=address), url)
        assert (article.url, article.image, article.warnings) == (url, None, ["bad_url"])


def test_a_base_elsewhere_moves_no_address_of_the_page() -> None:
    base = '<base href="https://other.example/x/">'
    article = cleaned(base + link("islands/ferry-is-back"))
    assert (article.url, article.warnings) == (URL, ["foreign_base"])
    assert cleaned('<base href="/islands/">' + link("ferry-is-back")).url == URL
    assert cleaned('<base href="javascript:x">' + link(URL)).warnings == []


def test_every_warning_stands_in_the_dictionary_and_none_is_told_twice() -> None:
    article = cleaned(
        '<script type="application/ld+json">{nothing}</script>'
        + ld({**ARTICLE, "datePublished": "0000-00-00", "dateModified": "0000-00-00", "author": {}, "image": 7})
        + link("javascript:x", OTHER)
        + '<base href="https://other.example/">'
    )
    assert article.to_dict()["warnings"] == ["broken_json_ld", "bad_date", "bad_url", "foreign_base"]


def test_thousands_of_links_are_compared_once_each() -> None:
    links = [Candidate("url", f"https://post.example/{n}", "link-canonical", "link") for n in range(20_000)]
    found = Candidates(tuple(links))
    assert list(find_doubts(found, None)) == ["bad_url"]
    assert [each.value for each in own_links(found, "https://post.example/7")] == ["https://post.example/7"]
