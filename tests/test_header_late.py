"""The head of a text once its body is known: title, byline and date right above it, whatever stands further up."""

from __future__ import annotations

import pytest

from cleanpress.judge.engine import renamed
from cleanpress.judge.header_late import judge_head
from cleanpress.model import Block, Kind, Label

BODY = [
    "The ferry to the outer islands left the harbour on Monday with sixty people on board, after two winters.",
    "Most of them were going home, some with furniture, two with a boat on a trailer and a bag of post.",
    "The company says that it will sail on three days a week until spring, and every day from May.",
]
TITLE = "Ferry to the outer islands sails again"


def labelled(*lines: str | tuple[str, Label], after: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The lines above a body and `after` its first paragraph, with the labels they get; None for what is not named."""
    made = [(line, Label.OTHER) if isinstance(line, str) else line for line in lines]
    made += [
        (BODY[0], Label.BODY),
        *((line, Label.OTHER) for line in after),
        *((text, Label.BODY) for text in BODY[1:]),
    ]
    blocks = tuple(Block(index=i, text=text, label=label) for i, (text, label) in enumerate(made))
    got = renamed(blocks, judge_head(blocks))
    assert [(b.index, b.text, b.kind) for b in got] == [(b.index, b.text, b.kind) for b in blocks]
    assert [b.index for b in got if b.label is Label.BODY] == [b.index for b in blocks if b.label is Label.BODY]
    return [(b.text, b.label.value) for b in got if b.label is not Label.BODY]


def names(*lines: str | tuple[str, Label], after: tuple[str, ...] = ()) -> dict[str, str]:
    return {text: label for text, label in labelled(*lines, after=after) if label != "other"}


def test_a_standfirst_of_running_text_does_not_hide_what_stands_around_it() -> None:
    lead = "For two winters nobody could get to the islands by boat, and the helicopter came only when it was needed."
    assert names("Home", "News", TITLE, lead, "By Ida Moor", "4 March 2025") == {
        TITLE: "title",
        lead: "standfirst",
        "By Ida Moor": "byline",
        "4 March 2025": "dateline",
    }


@pytest.mark.parametrize(
    ("lines", "bylines"),
    [
        (("Von", "Ida Moor", "4. März 2025"), {"Von", "Ida Moor"}),
        (("Ida Moor and Jon Fell", "4 March 2025"), {"Ida Moor and Jon Fell"}),
        (("4 March 2025", "Ida Moor"), {"Ida Moor"}),
        (("Ida Moor, 4 March 2025 10:00",), {"Ida Moor, 4 March 2025 10:00"}),
        (("4. März 2025 um 15:46 Uhr / Ida Moor",), {"4. März 2025 um 15:46 Uhr / Ida Moor"}),
        (("Ida Moor",), {"Ida Moor"}),
        (("Share", "Print", "By Ida Moor", "Text size", "Comments"), {"By Ida Moor"}),
        (("Ida Moor and AP", "4 March 2025"), {"Ida Moor and AP"}),
        (("Ida Moor 3 min",), {"Ida Moor 3 min"}),
        (("Ida Moor5 hours ago",), {"Ida Moor5 hours ago"}),
        (("Ida Moor Deputy Content Hub Director", "4 March 2025"), {"Ida Moor Deputy Content Hub Director"}),
        (("Ida Moor", "Jon Fell", "Ana Reyes", "4 March 2025"), {"Ida Moor", "Jon Fell", "Ana Reyes"}),
        (("Ida Moor", "and", "Jon Fell", "4 March 2025"), {"Ida Moor", "Jon Fell"}),
        (("Ida Moor", "Listen to this", "1.0x", "Enlarge picture"), {"Ida Moor"}),
        (("Ana Reyes", "3 March 2025", "Two more flights", "Ida Moor", "4 March 2025"), {"Ida Moor"}),
        (("Ida Moor – Reporter in Port Moor", "4 March 2025"), {"Ida Moor – Reporter in Port Moor"}),
        (("Ida Moor, profesorė ir rašytoja", "2025-03-04"), {"Ida Moor, profesorė ir rašytoja"}),
        (("Picture:", "Jon Fell", "Enlarge it", "Ida Moor", "Print this"), {"Ida Moor"}),
    ],
)
def test_bylines_in_the_forms_that_dumps_have(lines: tuple[str, ...], bylines: set[str]) -> None:
    got = names("Islands", TITLE, *lines)
    assert {text for text, label in got.items() if label == "byline"} == bylines
    assert got[TITLE] == "title"


@pytest.mark.parametrize(
    "line",
    [
        *("Outer islands", "Share Story", "New York", "It rained.", "Read more in the archive", "CAREER FEATURE"),
        *("In Short:", "Ferry Tickets", "추천 기사", "Furniture Sale"),
    ],
)
def test_what_is_no_name_alone_is_no_byline(line: str) -> None:
    assert "byline" not in names(TITLE, line).values()


def test_byline_and_date_below_the_first_paragraph() -> None:
    assert names(TITLE, after=("By Ida Moor", "4 March 2025")) == {
        TITLE: "title",
        "By Ida Moor": "byline",
        "4 March 2025": "dateline",
    }


def test_a_headline_of_something_else_is_not_the_title() -> None:
    other = "Council puts off its vote on the new library"
    assert names(other, "Sport", TITLE, "4 March 2025") == {TITLE: "title", "4 March 2025": "dateline"}
    assert names((other, Label.TITLE), "Sport", TITLE, "4 March 2025")[TITLE] == "title"
    assert "title" not in names(other, "Sport").values()


def test_the_title_that_the_early_judge_found_stays_where_it_talks_of_the_body() -> None:
    second = "Sixty people on board the ferry to the islands"
    assert names((second, Label.TITLE), TITLE)[second] == "title"


def test_two_runs_of_names_below_the_title_name_nobody() -> None:
    assert "byline" not in names(TITLE, "Ida Moor", "Two more flights", "Jon Fell", "Print this").values()


def test_byline_and_date_over_offers_far_above_the_text() -> None:
    offers = [f"Offer number {number}" for number in range(30)]
    got = names(TITLE, "By Ida Moor", "Published 4 March 2025", *offers)
    assert {"By Ida Moor": "byline", "Published 4 March 2025": "dateline"}.items() <= got.items()
    two = names("By Ana Reyes", "3 March 2025", TITLE, "By Ida Moor", "4 March 2025", *offers)
    assert "byline" not in two.values()


def test_a_byline_with_its_outlet_is_no_caption() -> None:
    assert names(TITLE, ("By Ida Moor | Harbour News", Label.CAPTION))["By Ida Moor | Harbour News"] == "byline"


def test_the_title_stands_at_the_dates_nearest_to_the_text() -> None:
    far = ("By Ana Reyes", "3 March 2025", *[f"Menu {number}" for number in range(7)])
    video = ("Watch how the ferry left the harbour with people", Label.TITLE)
    got = names(*far, "Published 4 March 2025", TITLE, "By Ida Moor", ("Share", Label.SHARE), video)
    assert got[TITLE] == "title"
    assert got.get(video[0]) != "title"


def test_a_headline_over_a_longer_standfirst() -> None:
    short = "Going home to the outer islands at last"
    lead = "The company says the ferry will sail on three days a week until spring and every day from May on"
    assert names(short, lead, "By Ida Moor") == {short: "title", lead: "standfirst", "By Ida Moor": "byline"}


def test_a_byline_far_above_the_title_is_none_where_one_stands_below() -> None:
    menu = ("Home", "Sport", "Two more flights", "Opinion")
    got = dict(labelled(("By Ana Reyes", Label.BYLINE), *menu, TITLE, "By Ida Moor"))
    assert got["By Ana Reyes"] == "other"
    assert got["By Ida Moor"] == "byline"


def test_the_headline_that_the_first_line_tells_is_the_title() -> None:
    other = "Sixty people on board the ferry to the islands"
    first = f"{TITLE} | Islands | The Meridian"
    menu = [f"Menu {number}" for number in range(20)]
    assert names(first, *menu, TITLE, other)[TITLE] == "title"
    assert names(first, *menu, "Home again", other).get("Home again") is None


def test_a_title_of_few_words_is_known_by_the_first_line_alone() -> None:
    menu = [f"Menu {number}" for number in range(20)]
    assert names("Sailing once more - The Meridian", *menu, "Sailing once more")["Sailing once more"] == "title"
    assert "title" not in names("The Meridian", *menu, "Sailing once more").values()


def test_a_line_with_little_but_a_date_is_no_title() -> None:
    assert "title" not in names("Monday 4 March 2025 to the islands", "By Ida Moor").values()


def test_a_number_of_breadcrumbs_is_not_of_the_title() -> None:
    assert names("1. Home", "2. Islands", f"3. {TITLE}", TITLE, "4 March 2025")[TITLE] == "title"


def test_a_marked_heading_is_the_title() -> None:
    blocks = [Block(index=0, text="Home again", kind=Kind.HEADING, level=1), Block(index=1, text="4 March 2025")]
    blocks += [Block(index=i, text=text, label=Label.BODY) for i, text in enumerate(BODY, 2)]
    assert [b.label.value for b in renamed(blocks, judge_head(blocks))][:2] == ["title", "dateline"]


@pytest.mark.parametrize("label", [Label.SHARE, Label.NEWSLETTER, Label.CAPTION, Label.RELATED, Label.ADVERT])
def test_what_other_judges_named_keeps_its_name(label: Label) -> None:
    assert names((TITLE, label), ("By Ida Moor", label)) == {TITLE: label.value, "By Ida Moor": label.value}


def test_texts_that_begin_with_the_body_and_texts_without_one_stay_as_they_are() -> None:
    assert labelled() == []
    blocks = (Block(index=0, text=TITLE), Block(index=1, text="4 March 2025"))
    assert judge_head(blocks) == []
    assert judge_head(()) == []


def test_ten_thousand_lines_above_the_body_are_not_looked_at() -> None:
    far = [TITLE, *[f"Menu {number}" for number in range(10_000)]]
    assert names(*far) == {}
