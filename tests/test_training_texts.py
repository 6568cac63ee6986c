"""How dumps are labelled: the truth laid along a text, nearly clean texts, pairs and lines."""

from __future__ import annotations

import numpy as np
import pytest

from cleanpress.model import Block, Label, Verdict, Where
from training.align import BODY, OPTIONAL, STANDFIRST, align, lines_of
from training.corpora import Source
from training.joins import pair_rows
from training.lines import labels
from training.texts import Text, made_of

NOUNS = ("bridge", "harbour", "orchard", "library", "council", "ferry", "mill", "school")
LINES = [
    f"The {one} of the {two} was shut on day {n}, said a {three}, and nobody knew how the {two} would manage."
    for n, (one, two, three) in enumerate(zip(NOUNS, NOUNS[1:], NOUNS[2:], strict=False), start=1)
]


def test_truth_says_what_is_body_optional_or_standfirst() -> None:
    found = lines_of({"body": ["One.", "[Two.]"], "summary": ["Zero."]})
    assert found == [("Zero.", STANDFIRST), ("One.", BODY), ("Two.", OPTIONAL)]
    assert lines_of({"text": "One.\n\nTwo."}) == [("One.", BODY), ("Two.", BODY)]


@pytest.mark.parametrize("between", ["\n", " ", "\n\n\n\t"])
def test_every_word_of_the_truth_is_found_between_furniture(between: str) -> None:
    dump = f"Home{between}News{between}{between.join(LINES)}{between}Most read{between}The mayor opens a bridge"
    marks = align(dump, [(line, BODY) for line in LINES])
    assert marks.covered > 0.99
    for number, line in enumerate(LINES):
        start = dump.index(line)
        assert set(marks.inside(start, start + len(line)).tolist()) == {number}
    assert set(marks.inside(0, len("Home")).tolist()) == {-1}


def test_addresses_of_markdown_links_are_no_words() -> None:
    dump = LINES[0].replace("shut", "[shut](https://post.example/the-bridge-of-the-harbour-was-shut)") + "\n[Home](/)"
    marks = align(dump, [(LINES[0], BODY)])
    assert (marks.inside(0, len(LINES[0]) + 60) == 0).mean() > 0.9


def test_lines_are_labelled_by_their_words_and_fields_hardly_count() -> None:
    dump = "\n".join(("Home", LINES[0], LINES[1], "Most read"))
    marks = align(dump, [(LINES[0], BODY), (LINES[1], OPTIONAL)])
    at, blocks = 0, []
    for number, line in enumerate(dump.split("\n")):
        blocks.append(Block(index=number, text=line, where=Where(span=(at, at + len(line)))))
        at += len(line) + 1
    body, weights = labels(blocks, marks, [Verdict(3, Label.TITLE, "header.title", 0.9, "", "header")])
    assert body.tolist() == [0, 1, 1, 0]
    assert weights[1] == 1
    assert weights[2] < 0.5
    assert weights[3] < 0.5


def test_nearly_clean_texts_hold_the_body_and_a_little_furniture_and_are_always_the_same() -> None:
    truth = {"body": LINES, "title": "Everything is shut"}
    dump = "\n\n".join(("Home", "News", "Log in", *LINES[:3], "Advertisement", *LINES[3:], "Most read", "Imprint"))
    source = Source("made", "1", "", b"", truth)
    found = {text.kind: text for text in made_of(source, {"tool": dump}, lines_of(truth))}
    assert {"tool", "clean", "clean-close", "near", "near-top", "near-end", "part", "near-wrapped"} <= set(found)
    assert found["clean"].text == "\n\n".join(LINES)
    for kind in ("near", "near-top", "near-end"):
        assert all(line in found[kind].text for line in LINES)
    assert len(found["near"].text) > len(found["clean"].text)
    again = {text.kind: text.text for text in made_of(source, {"tool": dump}, lines_of(truth))}
    assert again == {kind: text.text for kind, text in found.items()}


def test_pairs_are_joins_where_one_paragraph_holds_both_lines() -> None:
    pieces = [line.replace(" was shut ", "\nwas shut\n") for line in LINES]
    dump = "\n".join(("Home", *pieces, " ".join(LINES), "Most read"))
    text = Text("made", "1", "post.example", "tool", dump, align(dump, [(line, BODY) for line in LINES]))
    names, rows = pair_rows([text])
    assert rows[0].features.shape == (3 * len(LINES) + 2, len(names))
    assert rows[0].body.sum() == 2 * len(LINES)
    assert np.all(rows[0].weights[rows[0].body > 0] == 1)
