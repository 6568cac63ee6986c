"""Pieces of a paragraph that a tool set on lines of their own: which are joined, and what stands between them."""

from __future__ import annotations

import pytest

from cleanpress.model import Limits
from cleanpress.read.glued import sentences
from cleanpress.read.join import joins, pair_features
from cleanpress.read.lines import lines_of, looks_broken
from cleanpress.read.pieces import pieced_text, wrapped_text
from cleanpress.read.text import read_text

PARAGRAPHS = (
    "The ferry to the outer islands sailed again on Monday, \nthe harbour board said\n, two years after the old pier "
    "gave way in a winter storm and left the villages with one small boat a week.",
    "Council members had argued for months about \nwho should pay\n. In the end the county took on half of the cost, "
    "and the friends of the harbour collected the rest at fairs and concerts.",
    "Nobody was hurt when the pier fell, but \nthe only shop\n on the islands closed for good in the spring.",
)
WHOLE = [paragraph.replace("\n", "") for paragraph in PARAGRAPHS]
BROKEN = "\n\n\n".join(("Home", "News", "Sport", "Ferry sails again", *PARAGRAPHS, "Most read", "Log in"))


def texts(text: str) -> list[str]:
    return [block.text for block in read_text(text, url=None, limits=Limits()).blocks]


def test_pieces_of_a_paragraph_are_one_block_again() -> None:
    assert texts(BROKEN) == ["Home", "News", "Sport", "Ferry sails again", *WHOLE, "Most read", "Log in"]


def test_the_span_of_a_joined_block_holds_its_pieces() -> None:
    page = read_text(BROKEN, url=None, limits=Limits())
    for block in page.blocks:
        assert block.where.span is not None
        start, end = block.where.span
        assert "".join(BROKEN[start:end].split()) == "".join(block.text.split())


@pytest.mark.parametrize("parting", ["\n", "\n\n", "\r\n"])
def test_whole_paragraphs_are_not_joined(parting: str) -> None:
    assert texts(parting.join((*WHOLE, *WHOLE))) == [*WHOLE, *WHOLE]


def test_short_lines_alone_are_never_asked_about() -> None:
    verse = "The tide came in at half past nine\nand took the boats away,\nthe pier stood up\nabove the bay."
    assert not looks_broken(list(lines_of(verse)))


def test_every_line_gets_an_answer_and_the_first_never_goes_on() -> None:
    lines = list(lines_of(BROKEN))
    found = joins(lines)
    assert len(found) == len(lines)
    assert found[0] is False
    names, features = pair_features(lines)
    assert features.shape == (len(names), len(lines))


@pytest.mark.parametrize(
    ("pieces", "blanks", "whole"),
    [
        ("He paid\n$400\nfor it", False, "He paid $400 for it"),
        ("the board\n, which met", False, "the board, which met"),
        ("the board\n’s vote", False, "the board’s vote"),
        ("he said “\nnever\n”", False, "he said “never”"),
        ('he said "\nnever\n" twice', False, 'he said "never" twice'),
        ("G\nry hair", False, "Gry hair"),
        ("A\nboat", False, "A boat"),
        ("half-\nhearted", False, "half-hearted"),
        ("about .\n5 miles", False, "about . 5 miles"),
        ("渡轮于周一\n恢复开往外岛", False, "渡轮于周一恢复开往外岛"),
        ("the \nboard\n met", True, "the board met"),
        ("re\n(un)\ndone", True, "re(un)done"),
        ("one end.\nTwo", True, "one end. Two"),
    ],
)
def test_what_stands_between_pieces(pieces: str, blanks: bool, whole: str) -> None:
    assert pieced_text(list(lines_of(pieces)), blanks) == whole


def test_wrapped_lines_are_parted_by_a_space_unless_a_word_was_broken() -> None:
    assert wrapped_text(list(lines_of("one two\nthree half-\nhearted"))) == "one two three half-hearted"


def test_sentences_part_where_a_new_one_begins_and_at_wide_gaps() -> None:
    line = "Dr. A. Moor paid 3.5 pounds. “It rained.” Nobody came!   Most read   Share"
    parts = [line[start:end] for start, end in sentences(line, 0, len(line))]
    assert parts == ["Dr. A. Moor paid 3.5 pounds.", "“It rained.”", "Nobody came!", "Most read", "Share"]
    assert "".join("".join(parts).split()) == "".join(line.split())


def test_items_behind_a_star_or_hyphen_are_items_only_side_by_side() -> None:
    assert texts("- Half from the county\n- Half from fairs") == ["Half from the county", "Half from fairs"]
    assert texts("- Half from the county, he said.") == ["- Half from the county, he said."]
    assert texts("• Flour") == ["Flour"]


def test_a_blank_before_a_comma_goes() -> None:
    assert texts("The board , which met . . . today .") == ["The board, which met . . . today."]
