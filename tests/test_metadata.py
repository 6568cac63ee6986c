"""Metadata: which of what a page says of its fields is chosen. All pages are made up for these tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cleanpress.metadata.candidates import Candidates, clean
from cleanpress.metadata.choose import choose, hints
from cleanpress.metadata.gather import gather
from cleanpress.metadata.titles import names_site, site_keys, strip_site
from cleanpress.metadata.urls import absolute, credible, picture, same_page, site_of
from cleanpress.model import Block, Hints, Kind, Label, Metadata, Page, Span, SpanKind
from fields import ARTICLE, HEADLINE, URL, block, fields, ld, meta, page_of


class TestTitles:
    SITES = site_keys(["The Harbour Post"], "harbourpost.example")

    @pytest.mark.parametrize(
        ("title", "bare"),
        [
            (f"{HEADLINE} - The Harbour Post", HEADLINE),
            (f"{HEADLINE} | Harbour Post", HEADLINE),
            (f"{HEADLINE} — HarbourPost.example", HEADLINE),
            (f"The Harbour Post: {HEADLINE}", f"{HEADLINE}"),
            (f"Harbour Post » {HEADLINE}", HEADLINE),
            (f"{HEADLINE} | Harbour Post Online", HEADLINE),
            (f"{HEADLINE} | Harbour Post | Harbour Post", HEADLINE),
            ("Storm - live", "Storm - live"),
            ("How the Harbour Post was founded", "How the Harbour Post was founded"),
            ("Half-price fares at Harbour Post-owned kiosks", "Half-price fares at Harbour Post-owned kiosks"),
            ("The Harbour Post", "The Harbour Post"),
        ],
    )
    def test_site_name_is_cut_only_as_a_part(self, title: str, bare: str) -> None:
        assert strip_site(title, self.SITES) == bare

    def test_a_headline_that_opens_with_a_word_of_the_site_stays(self) -> None:
        assert (
            strip_site("Ferry talks - time for peace", site_keys(["Time"], "time.example"))
            == "Ferry talks - time for peace"
        )
        assert not names_site("Time for peace", site_keys(["Time"], "time.example"))

    def test_h1_as_printed_where_the_data_agrees(self) -> None:
        got = fields(
            f"<title>{HEADLINE} | Harbour Post</title>"
            + meta(og__title=HEADLINE.upper(), og__site_name="Harbour Post"),
            f"<h1>Harbour Post</h1><h1>{HEADLINE}</h1>",
        )
        assert (got.title, got.sources["title"]) == (HEADLINE, "h1")

    def test_kicker_in_the_h1_is_left_out(self) -> None:
        got = fields(ld(ARTICLE), f"<h1><span>Islands</span><span>{HEADLINE}</span></h1>")
        assert (got.title, got.sources["title"]) == (HEADLINE, "json-ld")

    def test_h1_with_more_words_than_a_shortened_og_title(self) -> None:
        got = fields(meta(og__title="Ferry to the outer islands is back …"), f"<h1>{HEADLINE}</h1>")
        assert got.title == HEADLINE

    def test_section_and_author_are_cut_from_a_told_title(self) -> None:
        head = f"<title>{HEADLINE} - Islands - Ida Moor - Harbour Post</title>" + meta(
            og__site_name="Harbour Post", article__section="Islands", author="Ida Moor"
        )
        assert fields(head).title == HEADLINE

    def test_block_the_judge_marked_comes_first(self) -> None:
        marked = block(HEADLINE, Label.TITLE, Kind.HEADING)
        got = fields(
            meta(og__title="What the ferry means for islanders"), "<h1>Read today</h1><h1>More</h1>", (marked,)
        )
        assert got.title == HEADLINE

    def test_only_the_title_element(self) -> None:
        got = fields(f"<title>{HEADLINE}</title>")
        assert (got.title, got.sources["title"]) == (HEADLINE, "title-tag")

    def test_title_inside_a_drawing_is_none_of_the_page(self) -> None:
        assert fields("", "<svg><title>Menu icon</title></svg>").title is None

    def test_no_title_at_all(self) -> None:
        got = fields("", "<p>Words.</p>")
        assert got.title is None
        assert "title" not in got.sources

    def test_entities_escaped_twice_and_stray_characters(self) -> None:
        assert (
            fields(meta(og__title="Fish &amp;amp;amp; chips &amp;#8211; again\u200b")).title == "Fish & chips – again"
        )
        assert clean("a\ud800\x00b\u00adc \x0b d") == "abc d"


class TestAuthors:
    def test_persons_from_json_ld_with_kinds_and_source(self) -> None:
        got = fields(ld(ARTICLE))
        assert (got.authors, got.author_kinds, got.sources["authors"]) == (("Ida Moor",), ("person",), "json-ld")

    def test_byline_that_names_more_of_the_same_people(self) -> None:
        got = fields(ld(ARTICLE), "", (block("By Ida Moor and Jon Fell", Label.BYLINE),))
        assert (got.authors, got.sources["authors"]) == (("Ida Moor", "Jon Fell"), "byline")

    def test_publisher_without_byline_is_no_author(self) -> None:
        got = fields(ld({**ARTICLE, "author": None}) + meta(og__site_name="Harbour Post"))
        assert got.authors == ()
        assert "authors" not in got.sources
        assert fields(ld({**ARTICLE, "author": None}) + meta(author="Harbour Post")).authors == ()

    def test_outlet_that_the_article_itself_names_as_author(self) -> None:
        got = fields(ld({**ARTICLE, "author": {"@type": "Person", "name": "Harbour Post"}}))
        assert (got.authors, got.author_kinds) == (("Harbour Post",), ("organisation",))

    @pytest.mark.parametrize("account", ["admin", "Super User", "ida.moor", "imoor84", "webmaster"])
    def test_accounts_are_no_names(self, account: str) -> None:
        assert fields(ld({**ARTICLE, "author": {"@type": "Person", "name": account}})).authors == ()

    def test_links_to_writers_of_other_articles(self) -> None:
        link = '<a rel="author" href="/{0}">{0}</a>'
        byline = f"<p>{link.format('Ida Moor')} and {link.format('Jon Fell')}</p>"
        teaser = f"<section><div><h3>Elsewhere</h3><p>{link.format('Una Reed')}</p></div></section>"
        assert fields("", f"<main>{byline}<p>{'Words. ' * 90}</p></main>{teaser}").authors == ("Ida Moor", "Jon Fell")

    def test_organisation_the_byline_names(self) -> None:
        got = fields(ld({**ARTICLE, "author": None}), "", (block("Reuters", Label.BYLINE),))
        assert (got.authors, got.author_kinds) == (("Reuters",), ("organisation",))

    @pytest.mark.parametrize("name", ["author", "dc.creator", "dcterms.creator"])
    def test_an_organisation_in_a_field_for_the_whole_site_is_no_author(self, name: str) -> None:
        tag = f'<meta name="{name}" content="{{}}">'
        assert fields(tag.format("Widget Works GmbH")).authors == ()
        assert fields(tag.format("Widget Works GmbH") + ld(ARTICLE)).authors == ("Ida Moor",)
        assert fields(tag.format("Ida Moor")).authors == ("Ida Moor",)

    @pytest.mark.parametrize(
        ("line", "authors"), [("Archive", ()), ("Ida Moor", ("Ida Moor",)), ("By Moor", ("Moor",)), ("森田", ("森田",))]
    )
    def test_a_bare_word_in_a_byline_is_nobody(self, line: str, authors: tuple[str, ...]) -> None:
        assert fields("", "", (block(line, Label.BYLINE),)).authors == authors

    def test_person_beats_organisation(self) -> None:
        got = fields(
            ld(
                {
                    **ARTICLE,
                    "author": [{"@type": "Organization", "name": "Quay Wire"}, {"@type": "Person", "name": "Jon Fell"}],
                }
            )
        )
        assert got.authors == ("Jon Fell",)

    def test_link_with_rel_author(self) -> None:
        got = fields("", '<p>By <a rel="author" href="/ida">Ida Moor</a></p>')
        assert (got.authors, got.sources["authors"]) == (("Ida Moor",), "byline")

    def test_line_that_says_it_is_a_byline_beats_data_that_names_another(self) -> None:
        entered = ld({**ARTICLE, "author": {"@type": "Person", "name": "Una Reed"}})
        assert fields(entered, "", (block("By Ida Moor", Label.BYLINE),)).authors == ("Ida Moor",)
        assert fields(entered, "", (block("Key Highlights", Label.BYLINE),)).authors == ("Una Reed",)

    def test_whole_name_in_the_byline_for_a_first_name_in_the_data(self) -> None:
        head = ld({**ARTICLE, "author": {"@type": "Person", "name": "Ida"}})
        assert fields(head, "", (block("Ida Moor", Label.BYLINE),)).authors == ("Ida Moor",)

    def test_link_to_an_author_page_beside_the_title(self) -> None:
        linked = Span(SpanKind.LINK, 0, 8, "https://www.harbourpost.example/authors/ida-moor")
        named = Block(index=1, text="Ida Moor reports", spans=(linked,))
        far = Block(index=60, text="Una Reed", spans=(Span(SpanKind.LINK, 0, 8, "/authors/una-reed"),))
        title = block(HEADLINE, Label.TITLE, Kind.HEADING)
        assert fields("", "", (title, named, far)).authors == ("Ida Moor",)
        assert fields("", "", (title, far)).authors == ()

    def test_writer_of_a_comment_is_no_author(self) -> None:
        assert fields("", '<div class="comment"><span itemprop="author">Jon Fell</span></div>').authors == ()

    def test_nobody_is_made_up(self) -> None:
        got = fields(f"<title>{HEADLINE}</title>", f"<h1>{HEADLINE}</h1><p>Ida Moor sailed on the first boat.</p>")
        assert (got.authors, got.author_kinds) == ((), ())


class TestDates:
    def test_aware_where_the_page_gives_a_zone(self) -> None:
        got = fields(ld(ARTICLE))
        assert got.published is not None
        assert got.published.isoformat() == "2025-03-04T07:30:00+01:00"
        assert (got.published_precision, got.sources["published"]) == ("minute", "json-ld")
        assert got.modified is not None
        assert got.modified.isoformat() == "2025-03-04T09:00:00+01:00"

    def test_plain_day(self) -> None:
        got = fields(meta(article__published_time="2025-03-04"))
        assert (got.published, got.published_precision) == (datetime(2025, 3, 4), "day")

    def test_day_is_told_more_closely_by_another_source(self) -> None:
        got = fields(
            ld({**ARTICLE, "datePublished": "2025-03-04"}) + meta(article__published_time="2025-03-04T06:30:00Z")
        )
        assert got.published == datetime(2025, 3, 4, 6, 30, tzinfo=UTC)
        assert got.sources["published"] == "opengraph"

    def test_modified_is_not_published(self) -> None:
        got = fields(
            '<meta itemprop="dateModified" content="2025-05-06">',
            '<p>Updated <time datetime="2025-05-06">6 May</time></p><time datetime="2025-05-04">4 May</time>',
        )
        assert (got.published, got.modified) == (datetime(2025, 5, 4), datetime(2025, 5, 6))

    @pytest.mark.parametrize("value", ["1970-01-01T00:00:00Z", "0001-01-01", "1885-05-05", "soon", "2025-13-45"])
    def test_implausible_dates_are_passed_over(self, value: str) -> None:
        got = fields(
            ld({**ARTICLE, "datePublished": value, "dateModified": None}) + meta(article__published_time="2025-03-04")
        )
        assert got.published == datetime(2025, 3, 4)

    def test_published_after_the_last_change_is_passed_over(self) -> None:
        got = fields(ld({**ARTICLE, "datePublished": "2031-01-01"}) + meta(article__published_time="2025-03-04"))
        assert got.published == datetime(2025, 3, 4)

    def test_date_of_a_teaser_is_passed_over(self) -> None:
        body = '<aside><time datetime="2024-01-01">1 Jan</time></aside><p><time datetime="2025-03-04">4 Mar</time></p>'
        assert fields("", body).published == datetime(2025, 3, 4)

    def test_dateline_and_address(self) -> None:
        line = (block("Tuesday 4 March 2025 07:30 GMT", Label.DATELINE),)
        assert fields("", "", line).published == datetime(2025, 3, 4, 7, 30, tzinfo=UTC)
        got = fields(url="https://harbourpost.example/2025/03/04/ferry")
        assert (got.published, got.sources["published"]) == (datetime(2025, 3, 4), "url")

    @pytest.mark.parametrize(
        ("path", "day"),
        [
            ("/2025-3-4/ferry", datetime(2025, 3, 4)),
            ("/news/ferry-04.03.2025", datetime(2025, 3, 4)),
            ("/20250304-ferry.html", datetime(2025, 3, 4)),
            ("/article-20250399", None),
            ("/2025/ferry?d=2025-03-04", None),
            ("/id-120250304", None),
        ],
    )
    def test_day_in_the_address(self, path: str, day: datetime | None) -> None:
        assert fields(url=f"https://harbourpost.example{path}").published == day

    def test_moment_in_utc_gets_the_zone_the_page_prints(self) -> None:
        head = meta(article__published_time="2025-03-05T02:25:54Z")
        got = fields(head, "", (block("March 4, 2025 9:25 pm", Label.DATELINE),))
        assert got.published is not None
        assert got.published.isoformat() == "2025-03-04T21:25:54-05:00"
        other = fields(head, "", (block("March 4, 2025 9:40 pm", Label.DATELINE),))
        assert other.published == datetime(2025, 3, 5, 2, 25, 54, tzinfo=UTC)
        assert other.published is not None
        assert other.published.utcoffset() == timedelta(0)

    def test_date_of_a_mere_page_node_is_no_date_of_an_article(self) -> None:
        page = {"@type": "WebPage", "name": HEADLINE, "datePublished": "2025-03-04T07:30:00Z"}
        assert fields(ld(page)).published is None
        assert fields(ld([page, {"@type": "NewsArticle", "headline": HEADLINE}])).published is not None

    def test_date_after_the_title_before_one_above_it(self) -> None:
        blocks = (
            block("6 May 2025", Label.DATELINE, index=0),
            block(HEADLINE, Label.TITLE, Kind.HEADING, index=1),
            block("By Ida Moor | 4 March 2025", Label.BYLINE, index=2),
        )
        assert fields("", "", blocks).published == datetime(2025, 3, 4)


class TestOtherFields:
    def test_site_name(self) -> None:
        assert fields(ld(ARTICLE)).site_name == "Harbour Post"
        assert fields(ld(ARTICLE) + meta(og__site_name="The Harbour Post")).site_name == "The Harbour Post"
        assert fields('<meta name="application-name" content="Post App">').site_name == "Post App"

    @pytest.mark.parametrize(
        ("lang", "head", "code"),
        [
            ("en-GB", "", "en"),
            ("", '<meta property="og:locale" content="de_DE">', "de"),
            ("", ld({**ARTICLE, "inLanguage": "French"}), "fr"),
            ("en", meta(og__locale="es_ES") + ld({**ARTICLE, "inLanguage": "es"}), "es"),
            ("und", '<meta http-equiv="content-language" content="pt, en">', "pt"),
            ("utf-8", "", None),
        ],
    )
    def test_language(self, lang: str, head: str, code: str | None) -> None:
        assert fields(head, lang=lang).language == code

    @pytest.mark.parametrize(
        ("canonical", "source"),
        [
            ("https://www.harbourpost.example/islands/ferry", "link-canonical"),
            ("https://m.harbourpost.example/islands/ferry", "link-canonical"),
            ("/islands/ferry", "link-canonical"),
            ("https://www.harbourpost.example/", "url"),
            ("https://elsewhere.example/islands/ferry", "url"),
            ("ftp://www.harbourpost.example/ferry", "url"),
            ("http://[broken", "url"),
        ],
    )
    def test_canonical_only_where_credible(self, canonical: str, source: str) -> None:
        got = fields(f'<link rel="canonical" href="{canonical}">')
        assert got.sources["url"] == source
        assert got.url == (URL if source == "url" else absolute(canonical, URL))

    def test_url_without_the_callers(self) -> None:
        assert fields('<link rel="canonical" href="https://a.example/b">', url=None).url == "https://a.example/b"
        assert fields('<link rel="canonical" href="/b">', url=None).url is None

    def test_image_is_absolute_and_no_logo(self) -> None:
        head = meta(og__image="/static/logo.png") + ld({**ARTICLE, "image": {"url": "//cdn.example/quay.jpg"}})
        got = fields(head)
        assert (got.image, got.sources["image"]) == ("https://cdn.example/quay.jpg", "json-ld")
        assert fields(meta(og__image="data:image/png;base64,AAAA")).image is None
        assert fields(meta(og__image="quay.jpg"), url=None).image is None

    def test_section_and_tags(self) -> None:
        head = '<meta property="article:tag" content="Ferries"><meta property="article:tag" content="ferries">'
        head += '<meta property="article:tag" content="Harbour Post"><meta property="article:tag" content="Winter">'
        got = fields(head + meta(article__section="Islands", og__site_name="Harbour Post"))
        assert (got.section, got.tags, got.sources["tags"]) == ("Islands", ("Ferries", "Winter"), "opengraph")
        assert fields('<meta name="keywords" content="ferries, islands,, winter">').tags == (
            "ferries",
            "islands",
            "winter",
        )

    def test_codes_and_prefixes_in_tags(self) -> None:
        words = [
            "Topic: Ferries",
            "NLP Category: Travel",
            "8ae9ab2d-fe1b-4230-acb8-a59b52877682",
            "pid:4711",
            "2025",
            "Isles",
        ]
        assert fields(ld({**ARTICLE, "keywords": words})).tags == ("Ferries", "Isles")

    def test_cut_description_is_completed(self) -> None:
        head = meta(og__description="Boats run from…", twitter__description="Boats run from Monday.")
        got = fields(head + '<meta name="description" content="Something else">')
        assert (got.description, got.sources["description"]) == ("Boats run from Monday.", "twitter")
        assert fields(meta(og__description="Boats run from…")).description == "Boats run from…"

    def test_standfirst_only_from_its_block(self) -> None:
        head = meta(og__description="What the page says of itself")
        assert fields(head).standfirst is None
        got = fields(head, "", (block("Boats run from Monday.", Label.STANDFIRST),))
        assert (got.standfirst, got.description) == ("Boats run from Monday.", "What the page says of itself")


class TestTexts:
    def test_fields_of_a_dump_come_from_its_labels(self) -> None:
        blocks = (
            block(HEADLINE, Label.TITLE),
            block("Boats run from Monday.", Label.STANDFIRST, index=1),
            block("By Ida Moor", Label.BYLINE, index=2),
            block("4 March 2025", Label.DATELINE, index=3),
        )
        page = Page(source="text", blocks=blocks)
        assert gather(page) == Candidates()
        got = choose(gather(page), page, blocks)
        assert (got.title, got.standfirst, got.authors) == (HEADLINE, "Boats run from Monday.", ("Ida Moor",))
        assert got.published == datetime(2025, 3, 4)
        assert got.sources == {"title": "text", "standfirst": "text", "authors": "byline", "published": "dateline"}

    def test_nothing_gives_nothing(self) -> None:
        page = Page(source="text")
        assert choose(Candidates(), page, ()) == Metadata()
        assert hints(Candidates()) == Hints()


def test_hints() -> None:
    told = hints(gather(page_of(ld({**ARTICLE, "articleBody": "All of it."}) + meta(og__description="In short"))))
    assert told == Hints(
        title=HEADLINE,
        description="In short",
        authors=("Ida Moor",),
        published=datetime.fromisoformat("2025-03-04T07:30:00+01:00"),
        site_name="Harbour Post",
        body="All of it.",
        is_article=True,
    )


def test_addresses() -> None:
    assert site_of("www.news.example.co.uk") == "example.co.uk"
    assert same_page("https://a.example/x/#top", "http://www.a.example/x?y=1")
    assert not same_page("https://a.example/x", "https://a.example/y")
    assert credible("https://a.example/", "https://a.example/")
    assert picture([("https://a.example/catalogo-2025.jpg", "meta")], None) == (
        "https://a.example/catalogo-2025.jpg",
        "meta",
    )
