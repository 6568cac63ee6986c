"""The rules by which the engine weighs verdicts, each with its counter-case."""

from __future__ import annotations

from itertools import permutations

import pytest

from cleanpress.judge.engine import mark, settle
from cleanpress.model import Block, Kind, Label, Page, Verdict, Where

SHORT = "Sign up for the bridge news"
LONG = "The council of the town met on Monday and decided to shut the old bridge " * 3
SENTENCES = "It rained. Nobody came. We left."


def page(*blocks: str | Block) -> Page:
    made = [block if isinstance(block, Block) else Block(index=i, text=block) for i, block in enumerate(blocks)]
    return Page(source="text", blocks=tuple(made))


def says(judge: str, label: str, confidence: float = 0.95, block: int = 0, why: str = "so") -> Verdict:
    return Verdict(block, Label(label), f"{label}.{judge}", confidence, why, judge)


def label(text: str | Block, *verdicts: Verdict) -> str:
    return mark(page(text), verdicts)[0].label.value


INSIDE = says("blocks", "body", 0.8)
OUTSIDE = says("blocks", "other", 0.8)


# 1. Body unless something says otherwise


def test_what_nobody_speaks_of_is_body() -> None:
    (block,) = mark(page(SHORT), [])
    assert (block.label, block.rule, block.why) == (Label.BODY, "engine.unopposed", "nothing speaks against it")


@pytest.mark.parametrize("judge", ["blocks", "lines"])
@pytest.mark.parametrize("text", [SHORT, LONG])
def test_structure_decides_alone(judge: str, text: str) -> None:
    assert label(text, says(judge, "other", 0.51)) == "other"
    assert label(text, says(judge, "body", 0.51)) == "body"


def test_the_mark_is_the_verdict() -> None:
    verdict = says("rules", "newsletter", why="matches: an invitation")
    (block,) = mark(page(SHORT), [verdict, INSIDE])
    assert (block.rule, block.confidence, block.why) == ("newsletter.rules", 0.95, "matches: an invitation")
    assert (block.text, block.index) == (SHORT, 0)


# 2. Long prose


@pytest.mark.parametrize("text", [LONG, SENTENCES])
@pytest.mark.parametrize("verdict", [says("rules", "newsletter", 1.0), says("element", "related", 1.0)])
def test_long_prose_stays_against_one_judge(text: str, verdict: Verdict) -> None:
    assert label(text, INSIDE, verdict) == "body"
    assert label(text, verdict) == "body"


@pytest.mark.parametrize("text", [LONG, SENTENCES])
def test_long_prose_goes_when_two_kinds_of_judges_agree(text: str) -> None:
    verdicts = [INSIDE, says("rules", "newsletter", 0.6), says("element", "related", 0.9)]
    rest = [says("blocks", "body", 0.8, number) for number in (1, 2)]
    assert [block.label.value for block in mark(page(text, LONG, LONG), verdicts + rest)] == ["related", "body", "body"]


def test_who_agreed_against_long_prose_is_named() -> None:
    phrase, element = says("rules", "newsletter", why="a phrase"), says("element", "share", 0.7, why="a class")
    rest = says("blocks", "body", block=1)
    outside = says("blocks", "other", 0.8, why="in a box")
    assert mark(page(LONG, LONG * 2), [phrase, element, INSIDE, rest])[0].why == "a phrase; and element: a class"
    assert mark(page(LONG), [phrase, outside])[0].why == "a phrase; and blocks: in a box"
    assert mark(page(SHORT, LONG), [phrase, element, INSIDE, rest])[0].why == "a phrase"
    assert mark(page(LONG), [says("header", "standfirst", why="below the title"), element, outside])[0].why == (
        "below the title"
    )


def test_two_verdicts_of_one_judge_are_one_judge() -> None:
    assert label(LONG, INSIDE, says("rules", "newsletter"), says("rules", "related")) == "body"


def test_a_faint_second_verdict_is_no_agreement() -> None:
    assert label(LONG, says("rules", "newsletter", 0.95), says("element", "related", 0.5)) == "newsletter"
    assert label(LONG, says("rules", "newsletter", 0.95), says("element", "related", 0.4)) == "body"


@pytest.mark.parametrize("kind", [Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTE, Kind.HEADING, Kind.CELL])
@pytest.mark.parametrize("field", ["credit", "caption", "byline"])
@pytest.mark.parametrize("judge", ["rules", "element"])
def test_long_prose_is_no_field_by_one_phrase_or_class(kind: Kind, field: str, judge: str) -> None:
    assert label(Block(index=0, text=LONG, kind=kind), INSIDE, says(judge, field, 1.0)) == "body"


def test_long_prose_that_structure_places_outside_is_named_by_one() -> None:
    assert label(LONG, OUTSIDE, says("rules", "newsletter", 0.6)) == "newsletter"


# 3. Fields and repeats


@pytest.mark.parametrize("field", ["title", "standfirst", "byline", "dateline"])
@pytest.mark.parametrize("text", [SHORT, LONG])
def test_the_header_names_fields(field: str, text: str) -> None:
    assert label(text, INSIDE, says("header", field, 0.6)) == field


def test_a_guess_of_the_header_removes_nothing() -> None:
    assert label(SHORT, INSIDE, says("header", "byline", 0.3)) == "body"


@pytest.mark.parametrize("text", [SHORT, LONG])
def test_a_repeat_goes_while_its_copy_is_body(text: str) -> None:
    blocks = mark(page(text, text), [INSIDE, says("blocks", "body", block=1), says("repeats", "duplicate", 0.8, 1)])
    assert [block.label.value for block in blocks] == ["body", "duplicate"]


def test_a_repeat_goes_while_its_copy_is_a_field() -> None:
    verdicts = [
        OUTSIDE,
        says("header", "title"),
        says("blocks", "body", block=1),
        says("repeats", "duplicate", 0.8, 1),
    ]
    assert [block.label.value for block in mark(page(SHORT, SHORT), verdicts)] == ["title", "duplicate"]


def test_the_last_copy_in_the_article_stays() -> None:
    verdicts = [
        says("blocks", "other", 0.8, 0),
        *(says("blocks", "body", 0.8, number) for number in (1, 2)),
        *(says("repeats", "duplicate", 0.9, number) for number in (1, 2)),
    ]
    # The second copy differs in case and quotation marks only, which is the same text.
    blocks = mark(page("“Rain”, he said", '"Rain", He Said', "“Rain”, he said"), verdicts)
    assert [block.label.value for block in blocks] == ["other", "body", "duplicate"]
    assert blocks[1].rule == "body.blocks"


def test_a_repeat_outside_the_article_stays_a_repeat() -> None:
    verdicts = [
        *(says("blocks", "other", 0.8, number) for number in (0, 1)),
        says("repeats", "duplicate", 0.9, 1),
    ]
    assert [block.label.value for block in mark(page(SHORT, SHORT), verdicts)] == ["other", "duplicate"]


def test_furniture_comes_back_as_furniture_when_its_copy_is_outside() -> None:
    verdicts = [
        OUTSIDE,
        says("blocks", "body", 0.8, 1),
        says("repeats", "duplicate", 0.97, 1),
        says("rules", "newsletter", 0.95, 1),
    ]
    assert [block.label.value for block in mark(page(SHORT, SHORT), verdicts)] == ["other", "newsletter"]


def test_a_quotation_of_a_longer_paragraph_needs_no_equal_copy() -> None:
    verdicts = [INSIDE, says("blocks", "body", 0.8, 1), says("repeats", "duplicate", 0.85, 1)]
    assert [block.label.value for block in mark(page(LONG, SHORT), verdicts)] == ["body", "duplicate"]


# 4. Short blocks


@pytest.mark.parametrize(("confidence", "found"), [(0.95, "share"), (0.9, "share"), (0.89, "body"), (0.5, "body")])
def test_a_sure_verdict_removes_a_short_block(confidence: float, found: str) -> None:
    assert label(SHORT, INSIDE, says("rules", "share", confidence)) == found
    assert label(SHORT, says("rules", "share", confidence)) == found


def test_a_weak_verdict_names_what_structure_removed() -> None:
    assert label(SHORT, OUTSIDE, says("rules", "share", 0.3)) == "share"


def test_kept_against_a_rule_says_so() -> None:
    (block,) = mark(page(SHORT), [says("rules", "share", 0.5)])
    assert (block.label, block.rule, block.why) == (Label.BODY, "engine.kept", "kept against share.rules")


def test_a_phrase_makes_a_field_of_a_short_block_that_is_no_paragraph() -> None:
    quote = Block(index=0, text=SHORT, kind=Kind.CAPTION)
    assert label(quote, INSIDE, says("rules", "credit", 0.5)) == "credit"
    assert label(quote, INSIDE, says("rules", "credit", 0.4)) == "body"
    assert label(SHORT, INSIDE, says("rules", "credit", 0.5)) == "body"


# 5. Several labels


def test_the_surest_names_the_block() -> None:
    assert label(SHORT, OUTSIDE, says("rules", "share", 0.6), says("element", "related", 0.7)) == "related"


def test_of_equals_the_more_particular_names_it() -> None:
    equals = [says("repeats", "duplicate"), says("rules", "share"), says("element", "related"), OUTSIDE]
    assert [label(SHORT, *equals[first:]) for first in range(4)] == ["duplicate", "share", "related", "other"]


def test_the_header_comes_first_from_half_sure_on() -> None:
    other = says("rules", "share", 0.95)
    assert label(SHORT, OUTSIDE, says("header", "byline", 0.5), other) == "byline"
    assert label(SHORT, OUTSIDE, says("header", "byline", 0.4), other) == "share"


def test_no_order_of_verdicts_matters() -> None:
    verdicts = [
        says("rules", "share", why="b"),
        says("rules", "share", why="a"),
        says("rules", "app"),
        says("element", "app"),
        INSIDE,
    ]
    assert len({mark(page(SHORT), order) for order in permutations(verdicts)}) == 1


# 6. Element tests that name the article


def test_an_element_test_of_most_of_the_article_is_passed_over() -> None:
    body = [says("blocks", "body", 0.8, number) for number in range(4)]
    wide = [says("element", "share", 0.95, number) for number in range(3)]
    assert {block.label.value for block in mark(page(*[SHORT] * 4), body + wide)} == {"body"}


def test_an_element_test_of_a_part_of_the_article_counts() -> None:
    body = [says("blocks", "body", 0.8, number) for number in range(4)]
    part = [says("element", "share", 0.95, number) for number in range(2)]
    assert [block.label.value for block in mark(page(*[SHORT] * 4), body + part)] == ["share", "share", "body", "body"]


def test_an_element_test_of_what_is_outside_says_nothing_of_the_article() -> None:
    verdicts = [INSIDE, *(says("blocks", "other", 0.8, number) for number in (1, 2, 3))]
    wide = [says("element", "share", 0.95, number) for number in (1, 2, 3)]
    assert [block.label.value for block in mark(page(*[SHORT] * 4), verdicts + wide)] == ["body"] + ["share"] * 3


# A second look


def read_again(text: str, *parts: str) -> Page:
    """The parts of a text as blocks with their places in it."""
    starts = [text.index(part) for part in parts]
    return page(
        *[
            Block(index=i, text=part, where=Where(span=(at, at + len(part))))
            for i, (part, at) in enumerate(zip(parts, starts, strict=True))
        ]
    )


def test_a_second_look_removes_only_what_was_body() -> None:
    first = mark(page("a", "b", "c"), [says("blocks", "other", 0.8, 1)])
    text = "a\n\nc"
    again = mark(read_again(text, "a", "c"), [says("lines", "other", 0.7, 1, why="a line alone")])
    settled = settle(first, again, text)
    assert [block.label.value for block in settled] == ["body", "other", "other"]
    assert settled[2].why == "on a second look: a line alone"
    assert settled[:2] == first[:2]
    assert settle(first, mark(read_again(text, "a", "c"), []), text) == first


def test_a_second_look_that_joins_blocks_removes_all_of_them() -> None:
    first = mark(page("It rained.", "Read", "more"), [])
    text = "It rained.\n\nRead\n\nmore"
    again = mark(read_again(text, "It rained.", "Read\n\nmore"), [says("lines", "other", 0.7, 1)])
    assert [block.label.value for block in settle(first, again, text)] == ["body", "other", "other"]


def test_a_second_look_that_parts_a_block_removes_it_only_whole() -> None:
    first = mark(page("It rained. Nobody came.", "Read more"), [])
    text = "It rained. Nobody came.\n\nRead more"
    parts = read_again(text, "It rained.", "Nobody came.", "Read more")
    one = mark(parts, [says("lines", "other", 0.7, 1)])
    both = mark(parts, [says("lines", "other", 0.7, 0), says("lines", "other", 0.7, 1)])
    assert [block.label.value for block in settle(first, one, text)] == ["body", "body"]
    assert [block.label.value for block in settle(first, both, text)] == ["other", "body"]
