"""The headline: found among all headings, parted from kicker, section and site. All pages are made up for tests."""

from __future__ import annotations

import pytest

import cleanpress
from cleanpress.metadata.headlines import Headline, choose_headline, similar
from cleanpress.model import Kind, Label
from fields import ARTICLE, HEADLINE, block, fields, ld, meta

FIRST = block("The ferry left the harbour on Monday, and sixty people were on board.", Label.BODY)


class TestAmongHeadings:
    def test_heading_that_the_data_tells_beats_a_marked_line(self) -> None:
        marked = block("Below is what the ferry to the outer islands is like after two winters", Label.TITLE)
        got = fields(meta(og__title=HEADLINE), f"<h1>{HEADLINE}</h1><h1>Shop</h1>", (marked, FIRST))
        assert (got.title, got.sources["title"]) == (HEADLINE, "h1")

    def test_heading_of_the_site_stands_behind_the_headline_in_the_title_element(self) -> None:
        head = f"<title>{HEADLINE} – Thoughts of an islander</title>"
        got = fields(head, f"<h1>Thoughts of an islander</h1><h1>{HEADLINE}</h1>")
        assert got.title == HEADLINE

    def test_heading_of_the_site_stands_before_a_told_headline(self) -> None:
        head = f"<title>Tide Table Diary: {HEADLINE}</title>" + meta(og__title=HEADLINE)
        got = fields(head, "<h1>Tide Table Diary</h1>")
        assert (got.title, got.sources["title"]) == (HEADLINE, "opengraph")

    def test_heading_behind_the_first_paragraph_needs_the_datas_word(self) -> None:
        late = block("Why all of them want to row", Label.TITLE, Kind.HEADING, index=1)
        got = fields(meta(og__title=HEADLINE), "<h1>Why all of them want to row</h1>", (FIRST, late))
        assert got.title == HEADLINE
        again = block(HEADLINE, Label.TITLE, Kind.HEADING, index=1)
        assert fields(meta(og__title=HEADLINE.upper()), "", (FIRST, again)).title == HEADLINE

    def test_without_data_the_only_heading_is_the_title_wherever_it_stands(self) -> None:
        late = block("Why all of them want to row", Label.TITLE, Kind.HEADING, index=1)
        assert fields("", "", (FIRST, late)).title == "Why all of them want to row"


class TestParts:
    @pytest.mark.parametrize(
        "heading",
        [
            f"<span>Open water</span><span>{HEADLINE}</span>",
            f"<em>Open water</em> {HEADLINE}",
            f"{HEADLINE} <small>What the boats cost, and who pays for them</small>",
            f"{HEADLINE}<br><span>What the boats cost</span>",
        ],
    )
    def test_markup_and_data_part_a_heading(self, heading: str) -> None:
        assert fields(ld(ARTICLE), f"<h1>{heading}</h1>").title == HEADLINE

    def test_title_element_that_repeats_the_whole_heading_proves_nothing(self) -> None:
        head = f"<title>Open water {HEADLINE}</title>" + ld(ARTICLE)
        assert fields(head, f"<h1><span>Open water</span> {HEADLINE}</h1>").title == HEADLINE

    def test_data_that_tells_the_whole_heading_keeps_it_whole(self) -> None:
        whole = f"Open water {HEADLINE}"
        head = ld(ARTICLE) + meta(og__title=whole)
        assert fields(head, f"<h1>{whole}</h1>").title == whole

    @pytest.mark.parametrize("heading", [f"<span>Open water</span> {HEADLINE}", f"<b>“Open water”</b>{HEADLINE}"])
    def test_line_of_its_own_that_one_title_leaves_out_is_a_kicker(self, heading: str) -> None:
        head = ld({**ARTICLE, "headline": f"Open water: {HEADLINE}"}) + meta(og__title=HEADLINE)
        assert fields(head, f"<h1>{heading}</h1>").title == HEADLINE

    def test_two_elements_that_meet_without_a_space_part_a_marked_title(self) -> None:
        whole = ld({**ARTICLE, "headline": f"“Open water”: {HEADLINE}"})
        for printed, title in ((f"“Open water”{HEADLINE}", HEADLINE), (f"“Open water” {HEADLINE}", None)):
            head = whole + meta(og__title=HEADLINE)
            told = fields(head, "", (block(printed, Label.TITLE, Kind.HEADING), FIRST)).title
            assert told == (title or f"“Open water”: {HEADLINE}")

    def test_a_title_that_leaves_out_most_of_the_heading_is_no_headline(self) -> None:
        whole = f"{HEADLINE} Fares and times"
        head = ld({**ARTICLE, "headline": "Fares and times"}) + meta(og__title=whole)
        assert fields(head, f"<h1>{HEADLINE} <small>Fares and times</small></h1>").title == whole

    @pytest.mark.parametrize(
        ("told", "title"),
        [
            (HEADLINE, HEADLINE),
            (f"Open water - {HEADLINE}", HEADLINE),
            ("What sixty people saw", HEADLINE),
            (f"Open water: {HEADLINE}", f"Open water: {HEADLINE}"),
            (f"Open water: {HEADLINE} - Harbour Post", f"Open water: {HEADLINE}"),
        ],
    )
    def test_what_the_page_calls_a_kicker_is_one_unless_the_data_joins_it_with_a_colon(
        self, told: str, title: str
    ) -> None:
        head = meta(og__title=told, og__site_name="Harbour Post")
        heading = f'<h1><span class="kicker">Open water:</span> {HEADLINE}</h1>'
        got = fields(head, heading)
        assert (got.title, got.kicker) == (title, "Open water")

    def test_heading_of_several_sentences_that_no_data_tells_is_an_introduction(self) -> None:
        long = "Sixty people were on board, some with furniture and two with a boat on a trailer. " * 3
        assert fields(meta(og__title=HEADLINE), f"<h1>{long}</h1>").title == HEADLINE

    @pytest.mark.parametrize(
        ("printed", "title"),
        [
            (f"{HEADLINE} | TIDES.TEST", HEADLINE),
            (f"{HEADLINE} 03.02.2025", HEADLINE),
            (f"{HEADLINE} (tides.test)", HEADLINE),
            (f"3 March 2025 {HEADLINE}", HEADLINE),
            (f"12 replies to “{HEADLINE}”", HEADLINE),
            (f"The {HEADLINE}", f"The {HEADLINE}"),
            (f"2025 {HEADLINE}", f"2025 {HEADLINE}"),
            (f"News of the day {HEADLINE}", HEADLINE),
            (f"{HEADLINE}, and nobody is seasick", f"{HEADLINE}, and nobody is seasick"),
        ],
    )
    def test_what_is_printed_around_a_told_headline(self, printed: str, title: str) -> None:
        assert fields(meta(og__title=HEADLINE), f"<h1>{printed}</h1>").title == title

    def test_block_below_a_kicker_where_the_data_holds_both(self) -> None:
        kicker = block("A boat for the islands", Label.TITLE, Kind.HEADING)
        below = block(HEADLINE, Label.STANDFIRST, Kind.HEADING, index=1)
        got = fields(meta(og__title=f"A boat for the islands: {HEADLINE}"), "", (kicker, below, FIRST))
        assert got.title == HEADLINE

    def test_block_below_a_title_that_the_data_does_not_tell_stays(self) -> None:
        title = block("A boat for the islands", Label.TITLE, Kind.HEADING)
        below = block(HEADLINE, Label.STANDFIRST, Kind.HEADING, index=1)
        assert fields(meta(og__title="A boat for the islands"), "", (title, below)).title == "A boat for the islands"


def test_no_headline_where_nothing_is_printed_or_told() -> None:
    assert choose_headline([], [], []) is None


def test_most_told_of_titles_that_are_not_printed() -> None:
    told = [Headline("Ferry", "json-ld"), Headline("Boat is back", "opengraph"), Headline("Boat is Back", "twitter")]
    assert choose_headline([], [], told) == told[1]


def test_similar_in_a_script_without_spaces() -> None:
    assert similar("渡船がまた動き出した", "渡船が動き出した") > 0.8
    assert similar("", "渡船") == 0


def test_paragraph_with_all_words_of_the_headline_stays_text() -> None:
    longer = (
        "Below we have a list of why, after two winters, the ferry to the outer islands is back again, who pays for "
        "its engine, and what the people on the quay make of it."
    )
    rest = (
        "The ferry left the harbour on Monday with sixty people on board, and most of them were going home again.",
        "Nobody was seasick, and the band played until the last rope was made fast.",
    )
    text = "".join(f"<p>{each}</p>" for each in (longer, *rest))
    page = f"<title>{HEADLINE}</title><body><article>{text}</article>"
    article = cleanpress.clean_html(page)
    assert article.title == HEADLINE
    assert longer not in [removal.text for removal in article.removed if removal.label == "title"]
