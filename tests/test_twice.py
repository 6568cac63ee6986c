"""Cleaning a text that was cleaned changes nothing, whatever form the first one had."""

from __future__ import annotations

import pytest

import cleanpress
from cleanpress.judge.items import as_items
from cleanpress.model import Block, Kind, Label

PARAGRAPHS = (
    "The harbour council of Velmora voted on Tuesday to shut the old swing bridge for the winter, three months earlier "
    "than the engineers had asked for. Nobody spoke against it.",
    "Ferries will run every twenty minutes from the fish market, the mayor said, and cost nothing until the end of "
    "March. Two of the five boats are being repaired.",
    "Shopkeepers on the northern bank expect to lose a third of their trade. They want the town to pay for a shuttle "
    "that starts at the station.",
    "Work on the foundations begins in the second week of December and should be over before the herring come.",
)
LIST = ("the fish market", "the old customs house", "the station, on market days only")
LONG = " ".join(PARAGRAPHS) * 3
MANY = [
    f"On day {day} of the repairs the divers looked at pillar {day + 3}, found {day * 7 + 2} cracks and marked them."
    f" The harbour master wrote down {day * 3 + 1} boats that had to wait."
    for day in range(1, 90)
]
FURNITURE = "Sign up to our newsletter   Share on Facebook   Log in or register to comment   Most read"
TEXTS = {
    "a list between paragraphs": [PARAGRAPHS[0], "\n".join(f"- {item}" for item in LIST), *PARAGRAPHS[1:]],
    "lines under each other between paragraphs": [PARAGRAPHS[0], "\n".join(LIST), *PARAGRAPHS[1:]],
    "a list of sentences": [PARAGRAPHS[0], "\n".join(f"• {line}" for line in PARAGRAPHS[1:3]), PARAGRAPHS[3]],
    "a list and nothing else": ["\n".join(f"- {item}" for item in LIST)],
    "one newline between paragraphs": ["\n".join(PARAGRAPHS)],
    "loose commas in markdown": [
        "# Swing bridge shut",
        PARAGRAPHS[0] + " So said [the harbour board](https://harbour.example/board) , and so it was.",
        *PARAGRAPHS[1:],
        "[More of the bridge](https://harbour.example/bridge)",
    ],
    "all in one line with furniture": [f"Home News Sport   {LONG}   {FURNITURE}"],
    "one long paragraph among others": [*MANY, LONG],
}


@pytest.mark.parametrize("form", TEXTS)
def test_cleaning_twice_changes_nothing(form: str) -> None:
    once = cleanpress.clean_text("\n\n".join(TEXTS[form])).text
    assert cleanpress.clean_text(once).text == once
    assert once or form == "a list and nothing else"


def test_lines_under_each_other_stay_so_between_paragraphs_with_empty_lines() -> None:
    text = "\n\n".join(TEXTS["lines under each other between paragraphs"])
    assert cleanpress.clean_text(text).text == text


def test_one_newline_between_paragraphs_becomes_an_empty_line() -> None:
    assert cleanpress.clean_text("\n".join(PARAGRAPHS)).text == "\n\n".join(PARAGRAPHS)


def test_a_long_paragraph_among_others_is_one_block() -> None:
    article = cleanpress.clean_text("\n\n".join([*MANY, LONG]))
    assert article.blocks[-1].text == LONG
    assert "glued_paragraphs" not in article.warnings


def test_a_loose_comma_behind_a_link_is_set_right_and_the_link_stays() -> None:
    article = cleanpress.clean_text("\n\n".join(TEXTS["loose commas in markdown"]))
    (block,) = [block for block in article.blocks if "harbour board" in block.text]
    assert "the harbour board, and" in block.text
    assert [block.text[span.start : span.end] for span in block.spans] == ["the harbour board"]


# The lines of lists


def kinds(texts: list[str], tight: set[int], *, glued: frozenset[int] = frozenset()) -> list[str]:
    blocks = [Block(index=i, text=text, label=Label.BODY) for i, text in enumerate(texts)]
    return ["item" if b.kind is Kind.LIST_ITEM else "-" for b in as_items(blocks, frozenset(tight), glued)]


def test_where_no_empty_lines_part_paragraphs_no_line_is_an_item() -> None:
    assert kinds(["One", "Two", "Three", "Four"], {1, 3}) == ["-"] * 4


def test_paragraphs_under_each_other_are_items_only_where_paragraphs_have_empty_lines() -> None:
    first, second, third, fourth = PARAGRAPHS
    assert kinds([first, second, third], {2}) == ["-", "item", "item"]
    assert kinds(["Harbour", second, third, fourth, first], {2, 4}) == ["-"] * 5


def test_what_was_removed_between_two_lines_parts_them() -> None:
    blocks = [Block(index=i, text=t, label=Label.BODY) for i, t in enumerate((PARAGRAPHS[0], "One", "Share", "Two"))]
    blocks[2] = Block(index=2, text="Share", label=Label.SHARE)
    assert {block.kind for block in as_items(blocks, frozenset({2, 3}), frozenset())} == {Kind.PARAGRAPH}


def test_sentences_of_a_line_that_was_too_long_are_no_items() -> None:
    first, second, third, fourth = PARAGRAPHS
    assert kinds([first, second, third, fourth], {1}, glued=frozenset({2})) == ["-"] * 4
    assert kinds([first, "One", "Two", fourth], {2}, glued=frozenset()) == ["-", "item", "item", "-"]
