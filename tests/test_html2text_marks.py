"""Marks as html2text leaves them: blanks swallowed at bold text, bold of nothing or open at an edge, quotes by line."""

from __future__ import annotations

import pytest

import cleanpress
from cleanpress.model import Limits, SpanKind
from cleanpress.read.marks import unmark
from cleanpress.read.text import read_text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("The square is**full of litter** again", "The square is full of litter again"),
        ("The mayor **resigned **on Monday", "The mayor resigned on Monday"),
        ("**Rovers 2, United 1:****Moor scored twice", "Rovers 2, United 1: Moor scored twice"),
        ("a shop**** that closed", "a shop that closed"),
        ("**The pier fell at noon.", "The pier fell at noon."),
        ("It was rebuilt in spring. **", "It was rebuilt in spring."),
        ("Her first book, Tides,__ sold well", "Her first book, Tides, sold well"),
        ("See [the map](/isles/map?from=North Quay) first", "See the map first"),
    ],
)
def test_marks_go_and_words_stay_apart(raw: str, text: str) -> None:
    assert unmark(raw, 0).text == text


@pytest.mark.parametrize("raw", ["Id M**** won s**** prizes", "2 ** 3 ** 4 is 2 ** 81", "one **star too few", "__name"])
def test_what_is_no_pair_of_marks_stays(raw: str) -> None:
    assert unmark(raw, 0).text == raw.removeprefix("__")


def test_bold_text_keeps_its_span() -> None:
    marked = unmark("The square is**full of litter** again", 0)
    assert [(span.kind, marked.text[span.start : span.end]) for span in marked.spans] == [
        (SpanKind.STRONG, "full of litter")
    ]


def test_a_wrapped_quote_is_one_block() -> None:
    paragraph = (
        "The council of the islands met on Monday evening to\ntalk about the pier, and nobody agreed with the\nmayor."
    )
    quote = "> We will rebuild it, whatever the county says and\n> whatever it may cost us in the end.\n>\n> — Ida Moor"
    more = [paragraph.replace("Monday", day) for day in ("Tuesday", "Friday")]
    text = "\n\n".join(("# Pier to be rebuilt", paragraph, quote, *more))
    texts = [block.text for block in read_text(text, url=None, limits=Limits()).blocks]
    assert "We will rebuild it, whatever the county says and whatever it may cost us in the end." in texts
    assert "— Ida Moor" in texts
    assert ">" not in cleanpress.clean_text(text).text
