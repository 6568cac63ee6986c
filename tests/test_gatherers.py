"""Each kind of data a page may hold gives its candidates: one small page for each, and near misses beside it."""

from __future__ import annotations

import json

import pytest

import cleanpress
from cleanpress.metadata.candidates import Candidate
from cleanpress.metadata.gather import gather
from cleanpress.metadata.h_entry import read_h_entry
from cleanpress.metadata.meta_tags import read_meta
from cleanpress.metadata.rdfa import read_rdfa
from fields import ARTICLE, HEADLINE, URL, fields, ld, meta, page_of, values
from test_candidates import PROSE

DAY = "2025-03-04T07:30:00+01:00"
STORY = {"headline": HEADLINE, "byline": "By Ida Moor", "publishedAt": DAY, "updatedAt": "2025-03-05T08:00:00Z"}


def told(source: str, head: str = "", body: str = "") -> dict[str, list[str]]:
    """What one source says of each field."""
    found: dict[str, list[str]] = {}
    for each in gather(page_of(head, body)).items:
        if each.source == source:
            found.setdefault(each.field, []).append(each.value)
    return found


def named(**content: str) -> str:
    return "".join(f"<meta name='{name.replace('__', ':')}' content='{value}'>" for name, value in content.items())


# --- one page for each source: what it says of title, authors and date

PARSELY_PAGE = json.dumps(
    {"title": HEADLINE, "authors": ["Ida Moor"], "pub_date": DAY, "link": URL, "tags": ["Ferries"]}
)
MICRODATA = (
    f'<div itemscope itemtype="https://schema.org/NewsArticle"><p itemprop="alternativeHeadline">x</p>'
    f'<b itemprop="author" itemscope itemtype="https://schema.org/Person"><i itemprop="name">Ida Moor</i></b>'
    f'<time itemprop="datePublished" datetime="{DAY}">4 March</time><p itemprop="description">Sixty on board.</p>'
    '<div itemprop="image" itemscope itemtype="https://schema.org/ImageObject"><p itemprop="description">A boat</p>'
    '<img itemprop="url" src="/quay.jpg"></div></div>'
)
RDFA = (
    f'<article vocab="https://schema.org/" typeof="NewsArticle"><h2 property="headline">{HEADLINE}</h2>'
    f'<p property="author" typeof="Person"><a property="name">Ida Moor</a></p>'
    f'<time property="datePublished" datetime="{DAY}">4 March</time><p property="articleSection">Islands</p>'
    '<p property="image" typeof="ImageObject"><img property="url" src="/quay.jpg"><b property="description">x</b></p>'
    '<p property="publisher" typeof="Organization"><b property="name">Harbour Post</b></p></article>'
)
H_ENTRY = (
    f'<article class="h-entry"><h2 class="p-name">{HEADLINE}</h2><p class="p-author h-card"><img class="u-photo">'
    f'<a class="p-name u-url" href="/ida">Ida Moor</a></p><time class="dt-published" datetime="{DAY}">4 March</time>'
    '<p class="p-summary">Sixty on board.</p><a class="p-category">Ferries</a><img class="u-featured" src="/quay.jpg">'
    '<div class="u-comment h-cite"><b class="p-author">Una Reed</b><time class="dt-published">2025-03-09</time></div>'
    "</article>"
)
SOURCES = {
    "json-ld": (ld(ARTICLE), ""),
    "opengraph": (meta(og__title=HEADLINE, article__published_time=DAY), ""),
    "twitter": (named(twitter__title=HEADLINE, twitter__label1="Written by", twitter__data1="Ida Moor"), ""),
    "dublin-core": (named(**{"DC.title": HEADLINE, "DC.creator": "Moor, Ida", "DC.date.issued": DAY}), ""),
    "parsely": (named(**{"parsely-title": HEADLINE, "parsely-author": "Ida Moor", "parsely-pub-date": DAY}), ""),
    "sailthru": (named(**{"sailthru.title": HEADLINE, "sailthru.author": "Ida Moor", "sailthru.date": DAY}), ""),
    "citation": (
        named(citation_title=HEADLINE, citation_author="Moor, Ida", citation_publication_date=DAY),
        "",
    ),
    "meta": (
        named(cXenseParse__title=HEADLINE, cXenseParse__author="Ida Moor", cXenseParse__recs__publishtime=DAY),
        "",
    ),
    "microdata": ("", MICRODATA),
    "rdfa": ("", RDFA),
    "h-entry": ("", H_ENTRY),
    "page-data": (meta(og__title=HEADLINE), f"<script>window.__INITIAL_STATE__={json.dumps({'a': STORY})}</script>"),
}


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_gives_what_it_says(source: str) -> None:
    found = told(source, *SOURCES[source])
    found.pop("organisations", None)
    wanted = {"title": HEADLINE, "authors": "Ida Moor", "published": DAY}
    lacks = {"opengraph": {"authors"}, "twitter": {"published"}, "microdata": {"title"}, "page-data": {"title"}}
    for field in wanted.keys() - lacks.get(source, set()):
        assert [value.removeprefix("By ") for value in found[field]] == [wanted[field]], field


@pytest.mark.parametrize("source", ["microdata", "rdfa", "h-entry", "page-data"])
def test_a_source_alone_is_enough(source: str) -> None:
    got = fields(*SOURCES[source])
    assert got.authors == ("Ida Moor",)
    assert got.published is not None
    assert got.published.isoformat() == DAY
    assert (got.sources["authors"], got.sources["published"]) == (source, source)


def test_the_rest_of_microdata_rdfa_and_h_entry() -> None:
    data = told("microdata", "", MICRODATA)
    assert (data["description"], data["image"], data["type"]) == (["Sixty on board."], ["/quay.jpg"], ["NewsArticle"])
    rdfa = told("rdfa", "", RDFA)
    assert (rdfa["section"], rdfa["image"], rdfa["publisher"]) == (["Islands"], ["/quay.jpg"], ["Harbour Post"])
    assert (rdfa["type"], "description" in rdfa) == (["NewsArticle"], False)
    entry = told("h-entry", "", H_ENTRY)
    assert (entry["description"], entry["tags"], entry["image"]) == (["Sixty on board."], ["Ferries"], ["/quay.jpg"])


def test_what_better_sources_say_goes_first() -> None:
    other = {**ARTICLE, "author": {"@type": "Person", "name": "Jon Fell"}, "datePublished": "2025-03-01T06:00:00Z"}
    for body in (RDFA, H_ENTRY):
        got = fields(ld(other), body)
        assert (got.authors, got.sources["published"]) == (("Jon Fell",), "json-ld")


# --- RDFa


@pytest.mark.parametrize(
    "markup",
    [
        '<p property="schema:author">Ida Moor</p>',
        '<p property="http://schema.org/author" content="Ida Moor">by the editor</p>',
        '<div vocab="http://schema.org/"><p property="creator">Ida Moor</p></div>',
        '<p property="dc:creator">Ida Moor</p>',
        '<p property="http://purl.org/dc/terms/creator">Ida Moor</p>',
        '<p property="rnews:creator">Ida Moor</p>',
        '<p rel="schema:author" typeof="schema:Person"><a property="schema:name">Ida Moor</a></p>',
        '<p typeof="sioc:Item foaf:Document"><b property="dcterms:creator">Ida Moor</b></p>',
    ],
)
def test_rdfa_in_its_spellings(markup: str) -> None:
    assert values(list(read_rdfa(page_of("", markup).tree)), "authors") == ["Ida Moor"]


@pytest.mark.parametrize(
    "markup",
    [
        '<p property="author">Ida Moor</p>',  # no vocabulary
        '<p vocab="https://music.example/" ><b property="author">Ida Moor</b></p>',
        '<p property="foaf:author">Ida Moor</p>',
        '<p typeof="schema:Comment"><b property="schema:author">Una Reed</b></p>',
        '<aside><p property="schema:author">Una Reed</p></aside>',
        '<p property="schema:author"> </p>',
    ],
)
def test_what_is_no_author_in_rdfa(markup: str) -> None:
    assert values(list(read_rdfa(page_of("", markup).tree)), "authors") == []


# --- h-entry


def test_the_old_form_as_themes_of_blogs_write_it() -> None:
    page = page_of(
        "",
        '<div class="post-7 post type-post hentry"><h1 class="entry-title">Ferry</h1><span class="author vcard">'
        f'<a class="url fn n">Ida Moor</a></span><time class="entry-date published updated" datetime="{DAY}">4</time>'
        '<ol><li class="comment"><b class="author vcard"><i class="fn">Una Reed</i></b></li></ol></div>',
    )
    found = list(read_h_entry(page.tree))
    assert [(each.field, each.value) for each in found] == [
        ("title", "Ferry"),
        ("authors", "Ida Moor"),
        ("published", DAY),
    ]


def test_of_several_entries_only_the_one_with_the_headline() -> None:
    teaser = '<div class="hentry"><h3 class="entry-title">Other</h3><b class="author">Una Reed</b></div>'
    own = '<div class="hentry"><h1 class="entry-title">Ferry</h1><b class="author">Ida Moor</b></div>'
    assert values(list(read_h_entry(page_of("", teaser + own + teaser).tree)), "authors") == ["Ida Moor"]
    assert list(read_h_entry(page_of("", teaser + teaser).tree)) == []
    assert list(read_h_entry(page_of("", f"<aside>{teaser}</aside>").tree)) == []
    label = own.replace("Ida Moor", "Written by")
    assert values(list(read_h_entry(page_of("", label).tree)), "authors") == []
    assert list(read_h_entry(page_of("", '<p class="no-hentry-here entry-title">Ferry</p>').tree)) == []


# --- Parse.ly's old form


def test_parsely_in_one_element() -> None:
    found = read_meta([("parsely-page", PARSELY_PAGE)])
    assert [(each.field, each.value) for each in found] == [
        ("title", HEADLINE),
        ("url", URL),
        ("published", DAY),
        ("authors", "Ida Moor"),
        ("tags", "Ferries"),
    ]


@pytest.mark.parametrize(
    "text", ["{", "[]", "7", '{"title": 7, "authors": [null, "@ida"], "tags": {"a": 1}}', "[" * 5000]
)
def test_parsely_of_something_else(text: str) -> None:
    assert read_meta([("parsely-page", text)]) == []


# --- the page's own data


def state(value: object, head: str = meta(og__title=HEADLINE)) -> dict[str, list[str]]:
    return told("page-data", head, f"<script>window.__APP_STATE__ = {json.dumps(value)}</script>")


@pytest.mark.parametrize(
    "record",
    [
        {"title": HEADLINE, "author": "Ida Moor"},
        {"title": HEADLINE, "authors": [{"name": "Ida Moor"}]},
        {"headlines": {"basic": HEADLINE}, "credits": {"by": [{"name": "Ida Moor", "type": "author"}]}},
        {"url": URL, "meta": {"byline": "Ida Moor"}},
        {"deep": [{"er": {"attributes": {"title": HEADLINE, "writers": ["Ida Moor"]}}}]},
    ],
)
def test_a_record_that_bears_the_title_tells_who(record: object) -> None:
    assert state({"page": record})["authors"] == ["Ida Moor"]


@pytest.mark.parametrize(
    "record",
    [
        {"title": "Another story of the day, and a longer one", "author": "Una Reed"},
        {"title": HEADLINE, "related": [{"title": HEADLINE, "author": "Una Reed"}]},
        {"title": HEADLINE, "image": {"byline": "Una Reed"}},
        {"title": HEADLINE, "author": {"id": 7}, "authors": [None, 4, [], "x" * 5000]},
        {"author": "Una Reed"},
    ],
)
def test_what_others_wrote_is_not_taken(record: object) -> None:
    assert "authors" not in state({"page": record})


def test_days_and_seconds_of_a_record() -> None:
    got = state({"title": HEADLINE, "publishedAt": 1741069800, "lastUpdated": "2025-03-05", "created": True})
    assert (got["published"], got["modified"]) == (["1741069800"], ["2025-03-05"])


def test_the_state_of_scripts_is_asked_only_where_data_lacks_who_or_when() -> None:
    assert state({"title": HEADLINE, "author": "Una Reed"}, head=ld(ARTICLE)) == {}


# --- what the report says of them


def candidates(markup: str, field: str) -> list[Candidate]:
    return [each for each in cleanpress.clean_html(markup, URL).candidates() if each.field == field]


def test_normal_forms() -> None:
    head = (
        ld(
            {
                **ARTICLE,
                "author": "By Ida Moor and Jon Fell",
                "isAccessibleForFree": "False",
                "keywords": "Topic: Ferries",
            }
        )
        + meta(article__published_time="4 March 2025", og__locale="en_GB", og__image="/quay.jpg")
        + named(date="13/32/2024", author="Photo: Archive")
    )
    page = f"<html><head>{head}</head><body><h1>{HEADLINE}</h1>{PROSE}</body></html>"
    found = {(each.source, each.value): each.normal for each in cleanpress.clean_html(page, URL).candidates()}
    assert found["json-ld", "By Ida Moor and Jon Fell"] == "Ida Moor; Jon Fell"
    assert found["json-ld", DAY] == DAY
    assert found["opengraph", "4 March 2025"] == "2025-03-04"
    assert found["meta", "13/32/2024"] == ""
    assert found["opengraph", "en_GB"] == "en"
    assert found["opengraph", "/quay.jpg"] == "https://www.harbourpost.example/quay.jpg"
    assert found["json-ld", "False"] == "true"
    assert found["json-ld", "Topic: Ferries"] == "Ferries"


def test_the_normal_form_of_a_date_is_read_as_the_page_reads_it() -> None:
    head = meta(article__published_time="10/12/2025 07:30 IST")
    body = f"<body><h1>{HEADLINE}</h1><p>Published 10/12/2025</p>{PROSE}</body>"
    page = f"<html lang='en-IN'><head>{head}</head>{body}</html>"
    article = cleanpress.clean_html(page, "https://www.harbourpost.example.in/ferry")
    found = [(each.source, each.normal) for each in article.candidates() if each.field == "published"]
    assert found == [("opengraph", "2025-12-10T07:30:00+05:30"), ("dateline", "2025-12-10")]


def test_links_to_author_pages_addresses_and_days_in_urls_are_candidates() -> None:
    page = (
        f"<h1>{HEADLINE}</h1><p><a href='/author/ida-moor'>Ida Moor</a></p>{PROSE}"
        "<address>Jon Fell</address><p><a href='/islands/map'>Map</a></p>"
    )
    seen = {each.value for each in candidates(page, "authors")}
    assert {"Ida Moor", "Jon Fell"} <= seen
    assert "Map" not in seen
    article = cleanpress.clean_html(f"<h1>{HEADLINE}</h1>{PROSE}", "https://post.example/2025/03/04/ferry")
    day = next(each for each in article.candidates() if each.field == "published")
    assert (day.source, day.normal, day.won) == ("url", "2025-03-04", True)
