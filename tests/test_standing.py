"""Kicker, publisher, type, licence and paywall. All pages are made up for these tests."""

from __future__ import annotations

from typing import Any

import pytest

import cleanpress
from cleanpress.model import Label
from fields import ARTICLE, HEADLINE, URL, fields, ld, meta

LICENSE = "https://licences.example/by/4.0/"
PROSE = "".join(
    f"<p>The ferry left the harbour on day {number} with sixty people on board, some with furniture, two with a boat "
    "on a trailer, and came back in the evening with the post and the milk of four islands.</p>"
    for number in range(1, 8)
)


def clean(head: str, body: str) -> cleanpress.Article:
    return cleanpress.clean_html(
        f"<html lang=en><head>{head}</head><body><article>{body}{PROSE}</article></body></html>", URL
    )


class TestKicker:
    @pytest.mark.parametrize("name", ["kicker", "article__kicker", "ArticleEyebrow", "dachzeile", "story-overline"])
    def test_the_block_above_the_headline_that_is_called_so(self, name: str) -> None:
        article = clean(ld(ARTICLE), f'<p class="{name}">Outer islands</p><h1>{HEADLINE}</h1>')
        assert (article.kicker, article.sources["kicker"]) == ("Outer islands", "text")
        assert article.title == HEADLINE
        assert "Outer islands" not in article.text

    @pytest.mark.parametrize("head", [ld(ARTICLE), ""])
    def test_in_the_heading_it_is_no_part_of_the_title(self, head: str) -> None:
        article = clean(head, f'<h1><span class="headline-kicker">Outer islands:</span> <span>{HEADLINE}</span></h1>')
        assert (article.kicker, article.title) == ("Outer islands", HEADLINE)
        assert article.sources["kicker"] == "h1"

    def test_what_the_data_counts_to_the_headline_stays_in_it(self) -> None:
        whole = f"Outer islands: {HEADLINE}"
        head = ld({**ARTICLE, "headline": whole})
        article = clean(head, f'<h1><span class="headline-kicker">Outer islands:</span> <span>{HEADLINE}</span></h1>')
        assert article.title == whole

    @pytest.mark.parametrize(
        "above",
        [
            "<p>Outer islands</p>",
            '<p class="kicker">4 March 2025</p>',
            '<p class="kicker">Harbour Post</p>',
            f'<p class="kicker">{"A long line of the site that goes on and on. " * 4}</p>',
        ],
    )
    def test_other_lines_are_none(self, above: str) -> None:
        assert clean(ld(ARTICLE), f"{above}<h1>{HEADLINE}</h1>").kicker is None

    def test_a_header_called_so_that_holds_the_headline_says_nothing(self) -> None:
        assert clean(ld(ARTICLE), f'<div class="kicker"><p>Print</p><h1>{HEADLINE}</h1></div>').kicker is None

    def test_a_kicker_in_a_teaser_is_another_ones(self) -> None:
        teaser = '<aside><p class="kicker">Mountains</p><h3>Goats return</h3></aside>'
        assert clean(ld(ARTICLE), f"<h1>{HEADLINE}</h1>{teaser}").kicker is None


class TestType:
    @pytest.mark.parametrize(
        ("told", "kind"),
        [
            ("NewsArticle", "NewsArticle"),
            (["Article", "NewsArticle"], "NewsArticle"),
            (["NewsArticle", "OpinionNewsArticle"], "OpinionNewsArticle"),
            ("https://schema.org/ReviewNewsArticle", "ReviewNewsArticle"),
            ("LiveBlogPosting", "LiveBlogPosting"),
            ("BlogPosting", "BlogPosting"),
            (["WebPage"], None),
        ],
    )
    def test_the_most_telling_one(self, told: Any, kind: str | None) -> None:
        assert fields(ld(ARTICLE | {"@type": told})).type == kind

    def test_microdata_where_there_is_no_json_ld(self) -> None:
        got = fields("", '<article itemscope itemtype="http://schema.org/NewsArticle"><h1>Ferry</h1></article>')
        assert (got.type, got.sources["type"]) == ("NewsArticle", "microdata")

    def test_teasers_and_plain_pages_give_none(self) -> None:
        teaser = '<aside><div itemscope itemtype="http://schema.org/NewsArticle">Goats</div></aside>'
        assert fields(meta(og__type="article"), teaser).type is None


class TestPaywall:
    @pytest.mark.parametrize(
        ("told", "paywalled"),
        [
            (False, True),
            ("False", True),
            ("http://schema.org/False", True),
            (True, False),
            ("true", False),
            ("?", None),
        ],
    )
    def test_is_accessible_for_free(self, told: Any, paywalled: bool | None) -> None:
        got = fields(ld(ARTICLE | {"isAccessibleForFree": told}))
        assert got.paywalled is paywalled
        assert ("paywalled" in got.sources) is (paywalled is not None)

    @pytest.mark.parametrize(("tier", "paywalled"), [("locked", True), ("free", False), ("metered", None)])
    def test_content_tier(self, tier: str, paywalled: bool | None) -> None:
        assert fields(meta(article__content_tier=tier)).paywalled is paywalled

    def test_microdata(self) -> None:
        assert fields('<meta itemprop="isAccessibleForFree" content="false">').paywalled is True

    @pytest.mark.parametrize("odd", [None, [], {}, [{}], 7, {"@value": False}])
    def test_wrong_types_say_nothing(self, odd: Any) -> None:
        assert fields(ld(ARTICLE | {"isAccessibleForFree": odd})).paywalled is None

    def test_nothing_told_and_no_wall(self) -> None:
        assert clean(ld(ARTICLE), f"<h1>{HEADLINE}</h1>").paywalled is None

    def test_a_wall_that_cuts_the_text_short(self) -> None:
        from pathlib import Path

        page = (Path(__file__).parent / "pages" / "paywall-stub.html").read_bytes()
        article = cleanpress.clean_html(page)
        assert "paywall_stub" in article.warnings
        assert article.paywalled is True
        assert any(each.field == "paywalled" and each.won for each in article.candidates())


class TestLicense:
    @pytest.mark.parametrize(
        ("head", "body"),
        [
            (f'<link rel="license" href="{LICENSE}">', ""),
            (ld(ARTICLE | {"license": LICENSE}), ""),
            (ld(ARTICLE | {"license": {"@type": "CreativeWork", "url": LICENSE}}), ""),
            ("", f'<footer><a rel="license nofollow" href="{LICENSE}">Some rights</a></footer>'),
        ],
    )
    def test_as_an_address(self, head: str, body: str) -> None:
        assert fields(head, body).license == LICENSE

    def test_relative_to_the_page(self) -> None:
        assert fields('<link rel="license" href="/terms">').license == "https://www.harbourpost.example/terms"

    @pytest.mark.parametrize("odd", ["All rights reserved", "javascript:void(0)", "#", "", None, 4, ["x y"]])
    def test_what_is_no_address_is_none(self, odd: Any) -> None:
        assert fields(ld(ARTICLE | {"license": odd})).license is None

    def test_the_licence_of_a_picture_is_not_the_pages(self) -> None:
        assert (
            fields("", f'<figure><figcaption><a rel="license" href="{LICENSE}">CC</a></figcaption></figure>').license
            is None
        )


class TestPublisher:
    def test_as_the_article_names_it(self) -> None:
        got = fields(ld(ARTICLE))
        assert (got.publisher, got.sources["publisher"]) == ("Harbour Post", "json-ld")
        assert got.authors == ("Ida Moor",)

    def test_a_person_is_none_and_a_publisher_is_no_author(self) -> None:
        assert fields(ld(ARTICLE | {"publisher": {"@type": "Person", "name": "Ida Moor"}})).publisher is None
        without = {name: value for name, value in ARTICLE.items() if name != "author"}
        assert fields(ld(without)).authors == ()

    def test_by_reference(self) -> None:
        graph = [
            {"@type": "Organization", "@id": "#org", "name": "Harbour Post"},
            ARTICLE | {"publisher": {"@id": "#org"}},
        ]
        assert fields(ld({"@graph": graph})).publisher == "Harbour Post"

    def test_an_organisation_that_only_stands_on_the_page_is_none(self) -> None:
        assert fields(ld({"@type": "Organization", "name": "Widget Works"})).publisher is None


def test_the_fields_stand_in_json_front_matter_and_candidates() -> None:
    told = ARTICLE | {"license": LICENSE, "isAccessibleForFree": True}
    article = clean(ld(told), f'<p class="kicker">Islands: north</p><h1>{HEADLINE}</h1>')
    wanted = {
        "kicker": "Islands: north",
        "publisher": "Harbour Post",
        "type": "NewsArticle",
        "license": LICENSE,
        "paywalled": False,
    }
    found = article.to_dict()
    assert {name: found[name] for name in wanted} == wanted
    front = article.to_markdown(front_matter=True).splitlines()
    assert 'kicker: "Islands: north"' in front
    assert "paywalled: false" in front
    assert set(wanted) <= {each.field for each in article.candidates() if each.won}
    assert not any(block.label is Label.BODY and block.text == "Islands: north" for block in article.blocks)
