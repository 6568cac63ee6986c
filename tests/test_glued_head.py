"""Title, byline and date of a text whose lines are all glued together with spaces."""

from __future__ import annotations

import pytest

import cleanpress
from cleanpress.metadata.glued_head import read_glued_head
from cleanpress.model import Block, Page

TITLE = "Ferry sails again to the outer islands"
MENU = "Home News Sport Opinion Weather Sign in"
BODY = (
    "The boat left the harbour on Monday with sixty people on board, after two winters in which nobody could sail. "
    "Most of them were going home, some with furniture, two with a boat on a trailer and a bag of post. "
    "The company says that it will sail on three days a week until spring, and every day from May. "
)


def read(text: str, *, glued: bool = True) -> dict[str, list[str]]:
    block = Block(index=0, text=text)
    found: dict[str, list[str]] = {}
    for each in read_glued_head(Page(source="text", blocks=(block,), glued=frozenset({0} if glued else ()))):
        found.setdefault(each.field, []).append(each.value)
    return found


@pytest.mark.parametrize("mark", [" | ", " - ", " – "])
def test_the_first_words_that_come_again_are_the_title(mark: str) -> None:
    assert read(f"{TITLE}{mark}The Meridian {MENU} Islands {TITLE} {BODY}") == {"title": [TITLE]}


def test_byline_and_date_stand_behind_it() -> None:
    text = f"{TITLE} | The Meridian {MENU} {TITLE} By Ida Moor and Jon Fell 4 March 2025 Share {BODY}"
    assert read(text) == {"title": [TITLE], "published": ["4 March 2025"], "authors": ["Ida Moor", "Jon Fell"]}


def test_behind_the_date_nothing_shows_where_the_names_end() -> None:
    text = f"{TITLE} | The Meridian {MENU} {TITLE} 4. März 2025 Von Ida Moor {BODY}"
    assert read(text) == {"title": [TITLE], "published": ["4. März 2025"]}


def test_of_several_copies_the_one_with_a_date_behind_it_counts() -> None:
    far = "Weather and tides " * 30
    text = f"{TITLE} | The Meridian {TITLE} {far} {TITLE} By Ida Moor 4 March 2025 {BODY}"
    assert read(text)["authors"] == ["Ida Moor"]


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE} | The Meridian {MENU} {BODY}",  # comes only once
        f"{TITLE} to islands {TITLE} for good {BODY}",  # no mark of a page's title ends it
        f"Sport | The Meridian {MENU} Sport {BODY}",  # a section's name
        "",
    ],
)
def test_where_nothing_comes_again_there_is_nothing(text: str) -> None:
    assert read(text) == {}


def test_texts_with_lines_are_left_to_the_judges() -> None:
    assert read(f"{TITLE} | The Meridian {MENU} {TITLE} {BODY}", glued=False) == {}


def test_the_article_of_a_glued_text_has_its_fields() -> None:
    text = f"{TITLE} | The Meridian {MENU} {TITLE} By Ida Moor 4 March 2025 {BODY * 6}"
    article = cleanpress.clean_text(text)
    assert article.title == TITLE
    assert article.authors == ["Ida Moor"]
    assert article.published is not None
    assert article.published.date().isoformat() == "2025-03-04"
    assert cleanpress.clean_text(text, title="Sailing").title == "Sailing"
