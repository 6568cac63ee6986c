"""Metadata: what a page says of its fields, in JSON-LD, meta tags and elements, on sound pages and on hostile ones."""

from __future__ import annotations

import json

import pytest
from lxml import etree

from cleanpress.metadata.choose import choose, hints
from cleanpress.metadata.gather import gather
from cleanpress.metadata.jsonld import plain_text, read_json_ld
from cleanpress.metadata.meta_tags import read_meta
from cleanpress.model import Page
from fields import ARTICLE, HEADLINE, URL, fields, ld, meta, page_of, values


class TestJsonLd:
    @pytest.mark.parametrize(
        "kind",
        [
            "Article",
            "NewsArticle",
            "ReportageNewsArticle",
            "OpinionNewsArticle",
            "BlogPosting",
            "LiveBlogPosting",
            "Report",
            "http://schema.org/NewsArticle",
            "schema:TechArticle",
            ["Thing", "NewsArticle"],
        ],
    )
    def test_article_types(self, kind: object) -> None:
        found, broken = read_json_ld([json.dumps({**ARTICLE, "@type": kind})])
        assert values(found, "title") == [HEADLINE]
        assert values(found, "authors") == ["Ida Moor"]
        assert not broken

    @pytest.mark.parametrize("kind", ["BreadcrumbList", "Event", "Person", None, 7])
    def test_what_is_no_article_gives_no_title(self, kind: object) -> None:
        assert values(read_json_ld([json.dumps({**ARTICLE, "@type": kind})])[0], "title") == []

    def test_graph_with_references(self) -> None:
        graph = [
            {
                **ARTICLE,
                "author": [{"@id": "#ida"}, {"@id": "#jon"}],
                "publisher": {"@id": "#post"},
                "image": {"@id": "#i"},
            },
            {"@type": "Person", "@id": "#ida", "name": "Ida Moor"},
            {"@type": "Person", "@id": "#jon", "name": "Jon Fell"},
            {"@type": "Organization", "@id": "#post", "name": "Harbour Post"},
            {"@type": "ImageObject", "@id": "#i", "url": "https://cdn.example/quay.jpg"},
        ]
        found, _ = read_json_ld([json.dumps({"@context": "https://schema.org", "@graph": graph})])
        assert values(found, "authors") == ["Ida Moor", "Jon Fell"]
        assert values(found, "publisher")[0] == "Harbour Post"
        assert values(found, "image") == ["https://cdn.example/quay.jpg"]

    def test_reference_to_itself_or_to_nothing_gives_no_name(self) -> None:
        article = {**ARTICLE, "@id": "#a", "author": [{"@id": "#nobody"}, {"@id": "#b"}]}
        found, broken = read_json_ld([json.dumps([article, {"@id": "#b", "author": {"@id": "#b"}}])])
        assert values(found, "authors") == []
        assert not broken

    def test_of_several_articles_the_one_that_names_the_page(self) -> None:
        other = {
            **ARTICLE,
            "headline": "Another story",
            "url": "https://www.harbourpost.example/other",
            "articleBody": "x",
        }
        own = {"@type": "NewsArticle", "headline": HEADLINE, "mainEntityOfPage": {"@id": URL + "?utm=1"}}
        found, _ = read_json_ld([json.dumps([other, own])], [URL])
        assert values(found, "title") == [HEADLINE]

    def test_teasers_inside_other_nodes_are_not_the_article(self) -> None:
        listed = {
            "@type": "ItemList",
            "itemListElement": [{"@type": "ListItem", "item": {**ARTICLE, "headline": "Teaser"}}],
        }
        page = {"@type": "WebPage", "mainEntity": ARTICLE, "hasPart": {**ARTICLE, "headline": "Part"}}
        assert values(read_json_ld([json.dumps([listed, page])])[0], "title") == [HEADLINE]

    def test_nulls_lists_and_odd_values(self) -> None:
        odd = {
            **ARTICLE,
            "headline": ["", None, HEADLINE],
            "author": [
                None,
                {"name": None},
                {"name": ["Ida Moor"]},
                "Jon Fell",
                4,
                {"@type": "Organization", "name": "Quay Wire"},
            ],
            "keywords": ["ferries", None, "islands, winter"],
            "image": [None, {"url": None, "contentUrl": "https://cdn.example/a.jpg"}, "https://cdn.example/b.jpg"],
            "dateModified": None,
        }
        found, _ = read_json_ld([json.dumps(odd)])
        assert values(found, "title") == [HEADLINE]
        assert values(found, "authors") == ["Ida Moor", "Jon Fell"]
        assert values(found, "organisations") == ["Quay Wire"]
        assert values(found, "tags") == ["ferries", "islands", "winter"]
        assert values(found, "image") == ["https://cdn.example/a.jpg", "https://cdn.example/b.jpg"]
        assert values(found, "modified") == []

    @pytest.mark.parametrize(
        "script",
        [
            '{"@type": "NewsArticle", "headline": "Ferry", "author": "Ida Moor",}',
            '[{"@type": "NewsArticle", "headline": "Ferry", "author": ["Ida Moor",],},]',
            '{"@type": "NewsArticle",, "headline": "Ferry", "author": "Ida Moor"}',
            '{"@type": "NewsArticle", "headline": "Ferry", "description": "one\ntwo\tthree", "author": "Ida Moor"}',
            '<![CDATA[{"@type": "NewsArticle", "headline": "Ferry", "author": "Ida Moor"}]]>',
            '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Ferry", "author": "Ida Moor"}\n//]]>',
            '<!-- {"@type": "NewsArticle", "headline": "Ferry", "author": "Ida Moor"} -->',
            '/* <![CDATA[ */ {"@type": "NewsArticle", "headline": "Ferry", "author": "Ida Moor"} /* ]]> */',
            '{"@type": "NewsArticle", "headline": "Ferry", "author": "Ida Moor"};',
            '{"@type": "WebSite"}\n{"@type": "NewsArticle", "headline": "Ferry", "author": "Ida Moor"}',
            '{"@type": "NewsArticle", "headline": "Ferry", "description": "An "old" boat", "author": "Ida Moor"}',
            r'{"@type": "NewsArticle", "headline": "Ferry", "description": "the boat\'s \x41", "author": "Ida Moor"}',
            '{"@type": "NewsArticle", "headline": "Ferry", "author": "Ida Moor"}'.replace('"', "&quot;"),
            '{"@type": "NewsArticle", "headline": "Ferry", "author": "Ida Moor", "description": "cut of',
            '{"@type": "NewsArticle", "headline": "Ferry", "author": {"name": "Ida Moor"',
        ],
    )
    def test_broken_scripts_are_mended(self, script: str) -> None:
        found, broken = read_json_ld([script])
        assert values(found, "title") == ["Ferry"]
        assert values(found, "authors") == ["Ida Moor"]
        assert not broken

    def test_mending_leaves_the_text_inside_strings_alone(self) -> None:
        script = '{"@type": "NewsArticle", "headline": "Mist,] then // sun {,}",'
        script += ' "description": "a \\"quoted\\" b \\u00e9 \\\\",}'
        found, _ = read_json_ld([script])
        assert values(found, "title") == ["Mist,] then // sun {,}"]
        assert values(found, "description") == ['a "quoted" b é \\']

    @pytest.mark.parametrize("script", ["window.x = 1", "{{{{", '{"a" "b"}', "[" * 100_000 + "x", '{"a": NaNa}'])
    def test_hopeless_script_gives_a_warning_and_leaves_the_others(self, script: str) -> None:
        found, broken = read_json_ld([script, json.dumps(ARTICLE)])
        assert broken
        assert values(found, "title") == [HEADLINE]

    def test_empty_script_is_not_broken(self) -> None:
        assert read_json_ld(["", " \n ", "<!-- -->"]) == ([], False)

    def test_warning_reaches_the_metadata(self) -> None:
        assert fields('<script type="application/ld+json">{nothing}</script>').warnings == ("broken_json_ld",)
        assert fields(ld(ARTICLE)).warnings == ()

    def test_body_is_plain_text_and_the_longest(self) -> None:
        longer = "<p>First &amp; second.</p><style>p {}</style><p>Third<br>line.</p>"
        told = hints(gather(page_of(ld([{**ARTICLE, "articleBody": longer, "text": "Short."}]))))
        assert told.body == "First & second.\nThird\nline."
        assert plain_text("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;5 &gt; 3&lt;/p&gt;") == "One\n5 > 3"
        assert plain_text("a < b and c > d") == "a < b and c > d"


class TestMetaTags:
    @pytest.mark.parametrize(
        ("name", "field"),
        [
            ("og:title", "title"),
            ("twitter:description", "description"),
            ("DC.creator", "authors"),
            ("article:published_time", "published"),
            ("dcterms.modified", "modified"),
            ("parsely-author", "authors"),
            ("sailthru.date", "published"),
            ("citation_publication_date", "published"),
            ("application-name", "site_name"),
            ("news_keywords", "tags"),
            ("og:image:secure_url", "image"),
            ("article:section", "section"),
        ],
    )
    def test_names_and_their_fields(self, name: str, field: str) -> None:
        assert [(c.field, c.value) for c in read_meta([(name, "Some value")])] == [(field, "Some value")]

    @pytest.mark.parametrize("value", ["https://social.example/ida", "@idamoor", "mail@post.example", "", "null", "12"])
    def test_what_is_no_name(self, value: str) -> None:
        assert read_meta([("article:author", value), ("author", value)]) == []

    def test_last_name_first_is_turned_round_in_citations_only(self) -> None:
        assert values(
            read_meta([("citation_author", "Moor, Ida"), ("dc.creator", "Fell, Jon; Moor, Ida")]), "authors"
        ) == [
            "Ida Moor",
            "Jon Fell",
            "Ida Moor",
        ]
        assert values(read_meta([("author", "Ida Moor, Jon Fell")]), "authors") == ["Ida Moor, Jon Fell"]

    @pytest.mark.parametrize("label", ["Written by", "Verfasst von", "Écrit par", "Escrito por"])
    def test_labelled_pair_of_twitter(self, label: str) -> None:
        pairs = [
            ("twitter:label1", label),
            ("twitter:data1", "Ida Moor"),
            ("twitter:label2", "Reading time"),
            ("twitter:data2", "4 minutes"),
        ]
        assert values(read_meta(pairs), "authors") == ["Ida Moor"]


def test_gathering_leaves_the_tree_as_it_is() -> None:
    page = page_of(
        ld(ARTICLE) + "<title>A</title>", '<h1>A <b>b</b><!-- c --> d</h1><time datetime="2025-03-04">4</time>'
    )
    before = etree.tostring(page.tree)
    gather(page)
    assert etree.tostring(page.tree) == before


def test_candidates_keep_order_and_place() -> None:
    found = gather(page_of(ld(ARTICLE), f"<h1>{HEADLINE}</h1>"))
    titles = found.of("title")
    assert [c.source for c in titles] == ["json-ld", "h1"]
    assert titles[0].place == "script[0].headline"
    assert [c.source for c in found.of("title", "h1", "json-ld")] == ["h1", "json-ld"]


HOSTILE = {
    "circular references": ld(
        [{**ARTICLE, "@id": "#a", "author": {"@id": "#b"}}, {"@id": "#b", "author": {"@id": "#a"}}]
    ),
    "many nodes": ld({"@graph": [{**ARTICLE, "@id": str(i), "author": {"@id": str(i + 1)}} for i in range(3_000)]}),
    "wrong types": ld({**ARTICLE, "author": 7, "image": {"url": {"url": []}}, "datePublished": [["0000-00-00"], {}]}),
    "deep": '<script type="application/ld+json">' + '{"a":' * 60_000 + "1" + "}" * 60_000 + "</script>",
    "spaces": '<script type="application/ld+json">{"a": "' + '" ' + "\n " * 50_000 + "x</script>",
    "long author": ld({**ARTICLE, "author": "Ida Moor, " * 600}),
    "long title": meta(og__title="a - " * 50_000),
    "many titles": meta(og__title="Ferry") * 20_000,
    "scripts for addresses": '<link rel="canonical" href="javascript:alert(1)"><base href="http://[">',
}


@pytest.mark.parametrize("head", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_give_the_printed_title_and_the_callers_address(head: str) -> None:
    got = fields(head, f"<h1>{HEADLINE}</h1>" + "<div itemprop=author>" * 3_000)
    assert (got.title, got.url) == (HEADLINE, URL)
    assert set(got.authors) <= {"Ida Moor"}


def test_very_deep_page_is_read() -> None:
    root = etree.Element("html")
    inner = root
    for _ in range(5_000):
        inner = etree.SubElement(inner, "div")
    heading = etree.SubElement(inner, "h1")
    heading.text = HEADLINE
    page = Page(source="html", tree=root)
    assert choose(gather(page), page, ()).title == HEADLINE
