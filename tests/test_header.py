"""The judge of the head: title, standfirst, byline and date line in pages and in dumps, and never a body paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanpress.judge.header import judge_header
from cleanpress.model import Hints, Label, Limits, Page, Verdict
from cleanpress.read.html import read_html
from cleanpress.read.text import read_text

FIRST = (
    "The ferry to the outer islands left the harbour on Monday for the first time in two years, "
    "with nearly four hundred people on board."
)
SECOND = "Fares stay as they were until the autumn, the company said. After that they may rise by a tenth."
THIRD = "The harbour master called the day a relief for the islands, whose shops had closed one after another."
BODY = (FIRST, SECOND, THIRD)
TITLE = "Ferry to the outer islands sails again"
HINTS = Hints(title=TITLE + " | Harbour Post", authors=("Ida Moor",))


def html(head: str, *, before: str = "", after: str = "", body: tuple[str, ...] = BODY) -> Page:
    paragraphs = "".join(f"<p>{text}</p>" for text in body)
    source = (
        f"<html><body><header><nav><a>News</a> <a>Sport</a></nav></header>{before}<main><article>{head}"
        f"<div class='content'>{paragraphs}</div>{after}</article></main></body></html>"
    )
    return read_html(source, url=None, encoding=None, limits=Limits())


def dump(*lines: str) -> Page:
    return read_text("\n".join(lines), url=None, limits=Limits())


def found(page: Page, hints: Hints = HINTS, seen: tuple[Verdict, ...] = ()) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for verdict in judge_header(page, hints, seen):
        assert verdict.judge == "header"
        assert verdict.rule == f"header.{verdict.label.value}"
        assert verdict.why
        result.setdefault(verdict.label.value, []).append(page.blocks[verdict.block].text)
    return result


# HTML: title


def test_the_heading_that_the_data_calls_title() -> None:
    page = html(f"<h1>{TITLE}</h1>", before="<h1>Harbour Post</h1>")
    assert found(page) == {"title": [TITLE]}


def test_a_lower_heading_when_the_only_h1_is_the_sites_name() -> None:
    page = html(f"<h2>{TITLE}</h2>", before="<h1>Harbour Post</h1>")
    assert found(page) == {"title": [TITLE]}


def test_a_block_named_headline_when_there_is_no_heading() -> None:
    page = html(f"<div class='story-headline'>{TITLE}</div>")
    assert found(page) == {"title": [TITLE]}


def test_the_only_h1_without_data() -> None:
    page = html(f"<h1>{TITLE}</h1>")
    assert found(page, Hints()) == {"title": [TITLE]}


def test_no_title_among_two_h1_without_data() -> None:
    page = html("<h1>Water in the streets</h1>", before="<h1>Ferries and tides</h1>")
    assert found(page, Hints()) == {}


def test_the_title_in_the_breadcrumb_is_not_the_title() -> None:
    crumbs = f"<ul class='breadcrumb'><li>News</li><li>Islands</li><li><h1>{TITLE}</h1></li></ul>"
    page = html(f"<h2 class='headline'>{TITLE}</h2>", before=crumbs)
    verdicts = judge_header(page, HINTS)
    assert [page.nodes[page.blocks[v.block].node].tag for v in verdicts] == ["h2"]


def test_a_hidden_title_is_passed_over() -> None:
    page = html(f"<h1>{TITLE}</h1>", before=f"<h1 hidden>{TITLE}</h1>")
    (verdict,) = judge_header(page, HINTS)
    assert not page.blocks[verdict.block].hidden


# HTML: standfirst

STANDFIRST = "After two winters of repairs the line is open, and the islands count their losses."


@pytest.mark.parametrize(
    "name", ["standfirst", "article__sub-headline", "entry-subtitle", "c-dek", "articleSummary", "story-strapline"]
)
def test_a_standfirst_by_its_name(name: str) -> None:
    page = html(f"<h1>{TITLE}</h1><p class='{name}'>{STANDFIRST}</p>")
    assert found(page)["standfirst"] == [STANDFIRST]


@pytest.mark.parametrize("name", ["article-lead", "story-intro", "teaser-text"])
def test_a_lead_beside_the_title_is_a_standfirst(name: str) -> None:
    page = html(f"<header><h1>{TITLE}</h1><p class='{name}'>{STANDFIRST}</p></header>")
    assert found(page)["standfirst"] == [STANDFIRST]


@pytest.mark.parametrize("name", ["lead", "intro", "first", "has-dropcap", "article-lede"])
def test_a_lead_among_the_paragraphs_is_body(name: str) -> None:
    first = f"<div class='content'><p class='{name}'>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"
    page = html(f"<h1>{TITLE}</h1>{first}", body=())
    assert "standfirst" not in found(page)


def test_the_description_above_the_byline_is_a_standfirst() -> None:
    hints = Hints(title=TITLE, description=STANDFIRST)
    page = html(f"<h1>{TITLE}</h1><p>{STANDFIRST}</p><p>By Ida Moor</p>")
    assert found(page, hints)["standfirst"] == [STANDFIRST]


def test_a_description_that_repeats_the_first_paragraph_takes_nothing() -> None:
    hints = Hints(title=TITLE, description=FIRST)
    assert "standfirst" not in found(html(f"<h1>{TITLE}</h1><p>By Ida Moor</p>"), hints)


def test_a_bold_first_paragraph_that_is_the_description() -> None:
    hints = Hints(title=TITLE, description=STANDFIRST)
    page = html(f"<h1>{TITLE}</h1>", body=(f"<strong>{STANDFIRST}</strong>", *BODY))
    assert found(page, hints)["standfirst"] == [STANDFIRST]


def test_the_only_paragraph_is_no_standfirst() -> None:
    page = html(f"<h1>{TITLE}</h1><p class='standfirst'>{FIRST}</p>", body=())
    assert "standfirst" not in found(page)


def test_a_standfirst_name_on_the_bodys_own_container_says_nothing() -> None:
    page = html(f"<h1>{TITLE}</h1><div class='text-with-summary'><p>{FIRST}</p><p>{SECOND}</p></div>", body=())
    assert "standfirst" not in found(page)


# HTML: byline and date line


@pytest.mark.parametrize(
    "markup",
    [
        "<p>By Ida Moor</p>",
        "<p>Von Ida Moor, Berlin</p>",
        "<p>Ida Moor</p>",
        "<p class='byline'>Ida Moor, Chief Reporter</p>",
        "<div itemprop='author'>I. Moor</div>",
        "<p><a rel='author' href='/i'>I. Moor</a> in Tarn</p>",
        "<p class='article-authors'>I. Moor and J. Fell</p>",
        "<p>Ida Moor 3 hours ago</p>",
    ],
)
def test_bylines(markup: str) -> None:
    assert len(found(html(f"<h1>{TITLE}</h1>{markup}"))["byline"]) == 1


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Wednesday 10 December 2025 07:43 GMT</p>",
        "<p>10. Dezember 2025</p>",
        "<time datetime='2025-12-10T07:43Z'>2 h</time>",
        "<p>Online <time datetime='2025-12-10'>10/12/2025</time></p>",
        "<p class='published-date'>Harbour edition, 10 December 2025</p>",
        "<p>Updated 3 hours ago</p>",
    ],
)
def test_date_lines(markup: str) -> None:
    assert len(found(html(f"<h1>{TITLE}</h1>{markup}"))["dateline"]) == 1


def test_a_date_right_above_the_title() -> None:
    assert found(html(f"<p>10 December 2025</p><h1>{TITLE}</h1>"))["dateline"] == ["10 December 2025"]


def test_the_mastheads_date_is_not_the_articles() -> None:
    page = html(f"<h1>{TITLE}</h1>", before="<div class='masthead'><p>Friday 12 December 2025</p></div>")
    assert "dateline" not in found(page)


def test_below_the_body() -> None:
    after = "<p>First published on Wed 10 Dec 2025 07.43 GMT</p><p class='byline'>Ida Moor</p>"
    labels = found(html(f"<h1>{TITLE}</h1>", after=after))
    assert labels["dateline"] == ["First published on Wed 10 Dec 2025 07.43 GMT"]
    assert labels["byline"] == ["Ida Moor"]


def test_dates_and_names_of_other_articles_are_left() -> None:
    after = "<aside class='related'><h3>More news</h3><p>By Jon Fell</p><p>9 December 2025</p></aside>"
    assert found(html(f"<h1>{TITLE}</h1>", after=after)) == {"title": [TITLE]}


def test_the_city_at_a_paragraphs_start_is_body() -> None:
    page = html(f"<h1>{TITLE}</h1>", body=("TARN, 10 December 2025 (HP) — " + FIRST, SECOND, THIRD))
    assert found(page) == {"title": [TITLE]}


def test_a_long_paragraph_that_begins_like_a_byline_is_body() -> None:
    page = html(f"<h1>{TITLE}</h1>", body=("By Ida Moor's account the day was long. " + FIRST, SECOND, THIRD))
    assert found(page) == {"title": [TITLE]}


def test_what_rules_named_is_passed_over() -> None:
    page = html(f"<h1>{TITLE}</h1><p class='byline'>Ida Moor</p>")
    number = next(block.index for block in page.blocks if block.text == "Ida Moor")
    seen = (Verdict(number, Label.BIO, "bio.test", 0.9, "test", "rules"),)
    assert "byline" not in found(page, HINTS, seen)


def test_a_page_without_blocks() -> None:
    assert judge_header(Page(source="html"), Hints()) == []


# Dumps


def test_a_dumps_head() -> None:
    player = "Kayaks race the first ferry out of the harbour at dawn"
    page = dump(
        "Islands", TITLE, "The line had been shut for two winters", "Ida Moor", "10 December 2025", player, *BODY
    )
    assert found(page, Hints()) == {
        "title": [TITLE],
        "standfirst": ["The line had been shut for two winters"],
        "byline": ["Ida Moor"],
        "dateline": ["10 December 2025"],
        "player": [player],
    }


def test_player_says_why() -> None:
    page = dump(TITLE, "10 December 2025", "Kayaks race the first ferry out of the harbour", *BODY)
    (verdict,) = [v for v in judge_header(page, Hints()) if v.label is Label.PLAYER]
    assert verdict.why == "headline-like line between dateline and first paragraph: a video's or picture's title"


@pytest.mark.parametrize(
    "head",
    [
        (TITLE,),
        (TITLE, "By Ida Moor"),
        (TITLE, "Ida Moor"),
        ("10 December 2025", TITLE),
        ("News", "Sport", TITLE, "By Ida Moor", "10 December 2025"),
        ("By Ida Moor", TITLE, "10 December 2025"),
    ],
)
def test_a_dumps_title(head: tuple[str, ...]) -> None:
    assert found(dump(*head, *BODY), Hints())["title"] == [TITLE]


def test_a_dumps_title_behind_a_notice_in_prose() -> None:
    notice = "We and our partners store data on your device. You may refuse this at any time in the settings."
    page = dump("Menu", notice, TITLE, "By Ida Moor", "10 December 2025", *BODY, *BODY, *BODY)
    assert found(page, Hints())["title"] == [TITLE]


def test_a_sentence_between_title_and_byline_is_a_standfirst() -> None:
    page = dump(TITLE, "The line is open again.", "By Ida Moor", *BODY)
    assert found(page, Hints())["standfirst"] == ["The line is open again."]


def test_a_caption_is_no_title() -> None:
    page = dump("Menu", "The ferry leaves the harbour on Monday (Ana Ruiz/Reuters)", *BODY)
    assert found(page, Hints()) == {}


@pytest.mark.parametrize(
    "lines",
    [
        BODY,
        ("It was cold.", *BODY),
        ("The islands waited for this day.", *BODY),
        ("The following is what the master said:", *BODY),
        (*BODY, "10 December 2025", "A heading in the middle of the text", *BODY),
        ("a bowl of rice and peas", "a spoon of salt and oil", "a cup of cold water", "a pinch of black pepper", *BODY),
        ("The boats are in the bay", "The tide is at the door", "The gulls are on the quay", "And I am here no more"),
        ("Harbour", "Boats"),
        ("10 December 2025",),
        (TITLE,),
    ],
)
def test_texts_without_a_head_get_nothing(lines: tuple[str, ...]) -> None:
    assert found(dump(*lines), Hints()) == {}


_LINES = st.lists(
    st.sampled_from([TITLE, "Ida Moor", "By Ida Moor", "10 December 2025", "Menu", "It was cold.", *BODY]), max_size=12
)


@given(_LINES)
@settings(max_examples=60)
def test_a_text_that_begins_with_prose_gets_nothing(lines: list[str]) -> None:
    assert judge_header(dump(FIRST, *lines), Hints()) == []


@given(_LINES)
@settings(max_examples=60)
def test_paragraphs_of_a_dump_are_never_named(lines: list[str]) -> None:
    page = dump(*lines)
    for verdict in judge_header(page, Hints()):
        assert page.blocks[verdict.block].text not in BODY


def test_the_address_and_the_greeting_of_a_letter_are_no_byline() -> None:
    assert found(dump("Old Quay", "3 May 2024", "Dear Sir,", *BODY)) == {"dateline": ["3 May 2024"]}


@pytest.mark.parametrize("title", ["Pier to be repaired", "Stadtrat beschließt Sanierung", "Ferry returns"])
@pytest.mark.parametrize("below", [("By Nell Okafor",), ("10 December 2025",), ("By Nell Okafor", "10 December 2025")])
def test_a_short_line_directly_above_byline_or_date_line_is_the_title(title: str, below: tuple[str, ...]) -> None:
    assert found(dump("Home", "News", title, *below, *BODY), Hints())["title"] == [title]
    assert "title" not in found(dump("Home", title, *BODY), Hints())


def test_a_short_line_is_no_title_below_a_headline_of_the_article_and_alone() -> None:
    assert found(dump(TITLE, "Local news", "By Ida Moor", *BODY), Hints())["title"] == [TITLE]
    assert found(dump("Local news", "10 December 2025", TITLE, *BODY), Hints())["title"] == [TITLE]
    assert "title" not in found(dump("Home", "News", "By Ida Moor", *BODY), Hints())
    assert "title" not in found(dump("Home", "Local news:", "By Ida Moor", *BODY), Hints())
