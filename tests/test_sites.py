"""Site name, description, address, tags: what one source has better than another. All pages are made up for tests."""

from __future__ import annotations

import pytest

from cleanpress.metadata.urls import without_tracking
from cleanpress.model import Label
from fields import ARTICLE, HEADLINE, URL, block, fields, ld, meta


class TestSiteName:
    @pytest.mark.parametrize(
        ("told", "name", "source"),
        [
            ("harbourpost.example", "Harbour Post", "json-ld"),
            ("harbourpost", "Harbour Post", "json-ld"),
            ("Islands", "Harbour Post", "json-ld"),
            ("The Harbour Post", "The Harbour Post", "opengraph"),
            ("Harbour Post Ltd.", "Harbour Post", "json-ld"),
            (HEADLINE, "Harbour Post", "json-ld"),
        ],
    )
    def test_name_rather_than_address_section_company_or_headline(self, told: str, name: str, source: str) -> None:
        got = fields(ld(ARTICLE) + meta(og__site_name=told), f"<h1>{HEADLINE}</h1>")
        assert (got.site_name, got.sources["site_name"]) == (name, source)

    def test_publisher_that_is_the_author_or_another_house_names_no_site(self) -> None:
        for name in ("Ida Moor", "Northern Print Holding"):
            data = {**ARTICLE, "publisher": {"@type": "Organization", "name": name}}
            got = fields(ld(data) + meta(og__site_name="harbourpost.example"))
            assert got.site_name == "harbourpost.example"

    def test_what_the_host_is_called_rather_than_what_two_sources_say(self) -> None:
        data = {**ARTICLE, "sourceOrganization": {"@type": "Organization", "name": "Islands"}}
        assert fields(ld(data) + meta(og__site_name="Islands")).site_name == "Harbour Post"

    @pytest.mark.parametrize("told", ["Radio und Fernsehen der Inseln (RFI)", "Royal Ferry Institute"])
    def test_full_name_is_as_good_as_its_initials(self, told: str) -> None:
        data = {**ARTICLE, "publisher": {"@type": "Organization", "name": "RFI"}}
        got = fields(ld(data) + meta(og__site_name=told), url="https://www.rfi.example/ferry")
        assert got.site_name == told

    @pytest.mark.parametrize("name", ["Harbour Post", "harbourpost.example", "HARBOURPOST of the islands"])
    def test_end_of_the_title_element_where_the_host_says_so(self, name: str) -> None:
        got = fields(f"<title>{HEADLINE} - {name}</title>", f"<h1>{HEADLINE}</h1>")
        assert (got.site_name, got.sources["site_name"]) == (name, "title-tag")

    @pytest.mark.parametrize("name", ["Islands", "Harbour news"])
    def test_end_of_the_title_element_is_no_name_where_the_host_does_not(self, name: str) -> None:
        assert fields(f"<title>{HEADLINE} - {name}</title>", f"<h1>{HEADLINE}</h1>").site_name is None

    def test_marks_are_no_name(self) -> None:
        assert fields(meta(og__site_name="/")).site_name is None


class TestDescription:
    def test_the_one_that_is_printed_as_standfirst(self) -> None:
        head = meta(og__description="Sixty people were on board.") + ld({**ARTICLE, "description": "Boats run again."})
        got = fields(head, "", (block("Boats run again.", Label.STANDFIRST),))
        assert (got.description, got.sources["description"]) == ("Boats run again.", "json-ld")

    def test_cut_one_is_completed_from_the_standfirst(self) -> None:
        whole = "Boats run on three days a week until spring, and daily from May."
        got = fields(meta(og__description=f"{whole[:40]}..."), "", (block(whole, Label.STANDFIRST),))
        assert (got.description, got.sources["description"]) == (whole, "text")

    def test_cut_one_is_completed_from_a_line_above_the_text_only(self) -> None:
        whole = "Boats run on three days a week until spring, and daily from May."
        head = meta(og__description=f"{whole[:40]}...")
        first = block("Sixty people were on board.", Label.BODY)
        assert fields(head, "", (block(whole, Label.OTHER), first)).description == whole
        assert fields(head, "", (first, block(whole, Label.OTHER, index=1))).description == f"{whole[:40]}..."
        assert fields(head, "", (block(whole, Label.BODY),)).description == f"{whole[:40]}..."

    def test_longer_one_that_is_cut_itself_completes_nothing(self) -> None:
        head = meta(
            og__description="Boats run on three days…", twitter__description="Boats run on three days a week un…"
        )
        assert fields(head).description == "Boats run on three days…"

    def test_site_name_describes_nothing(self) -> None:
        assert fields(meta(og__site_name="Harbour Post", og__description="Harbour Post")).description is None

    def test_word_of_a_template_describes_nothing(self) -> None:
        assert fields(meta(og__description="Visit the post for more.")).description is None

    def test_bar_at_the_end_goes(self) -> None:
        assert fields(meta(og__description="Boats run again. |")).description == "Boats run again."


class TestAddress:
    @pytest.mark.parametrize(
        ("url", "clean"),
        [
            ("https://a.example/b?utm_source=rss&utm_medium=x&id=5", "https://a.example/b?id=5"),
            ("https://a.example/b?fbclid=I&gclid=2&igshid=3", "https://a.example/b"),
            ("https://a.example/b?ref=rss", "https://a.example/b"),
            (
                "https://a.example/b?ref=4711&cid=12&source=3&b=2&a=1",
                "https://a.example/b?ref=4711&cid=12&source=3&b=2&a=1",
            ),
            ("https://a.example/b?q=%C3%A4+x&dram:article_id=1", "https://a.example/b?q=%C3%A4+x&dram:article_id=1"),
            ("https://a.example/b#xtor=RSS-1", "https://a.example/b"),
            ("https://a.example/#!/b", "https://a.example/#!/b"),
            ("https://a.example/b;v=1", "https://a.example/b;v=1"),
            ("https://a.example/b?", "https://a.example/b"),
        ],
    )
    def test_tracking_goes_and_the_rest_stays_as_it_is_written(self, url: str, clean: str) -> None:
        assert without_tracking(url) == clean

    def test_canonical_and_callers_address_without_tracking(self) -> None:
        assert fields(f'<link rel="canonical" href="{URL}?utm_source=a">').url == URL
        assert fields("", url=f"{URL}?utm_campaign=a").url == URL


class TestTags:
    def test_path_of_a_tag_and_words_of_a_template(self) -> None:
        words = ["sections/islands", "topic/ferries & boats", "editors_pick", "Halle/Saale", "Harbours"]
        got = fields(ld({**ARTICLE, "keywords": words}))
        assert got.tags == ("islands", "ferries & boats", "Halle/Saale", "Harbours")
