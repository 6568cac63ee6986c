"""The block judge's verdicts: one a block with a true reason, the same however asked, and what no weights decide."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cleanpress import Cleaner, Options
from cleanpress.judge import network
from cleanpress.judge.classifier import BlockJudge, Opinion
from cleanpress.judge.container import container
from cleanpress.judge.features import page_features
from cleanpress.judge.ground import ground
from cleanpress.model import Hints, Kind, Label, Page, Verdict
from weir import SIGN_UP, document, fast, heard, judged, p, page, paragraph, paragraphs, read, verdict

MIXED = page(
    f'{p(paragraphs(4))}<h2>The rope</h2><div class="plate"><a href="/a">The eel sellers of the gate</a></div>'
    f"<aside><p>Built in 1788</p></aside><form><p>Your address</p><button>{SIGN_UP}</button></form>"
    f'<figure><img src="/w.jpg"><figcaption>The weir</figcaption></figure><p hidden>Not for readers</p><p>* * *</p>'
    f"{p(paragraphs(4, 20))}<h2>Last</h2>",
    "<article>{}</article>",
)
SIGNED = Hints(authors=("Ida Moor",))


@pytest.fixture
def by_prose(tmp_path: Path) -> Path:
    """A file of weights by which a block is body where it is prose, and nothing else counts."""
    here = ground(read(MIXED), Hints(), [])
    names, _ = page_features(here, container(here))
    size = len(names) + 1
    first = np.zeros((4, size), np.float32)
    first[0, names.index("prose")] = 4
    first[1, -1] = 1
    second = np.zeros((3, 4), np.float32)
    second[0, 0] = second[1, 1] = 1
    last = np.array([[1, 1, 0]], np.float32)
    biases = (np.zeros(4, np.float32), np.zeros(3, np.float32), np.array([-2], np.float32))
    made = network.Network(
        names, np.zeros(size, np.float32), np.ones(size, np.float32), (first, second, last), biases
    )  # fmt: skip
    path = tmp_path / "weights.npz"
    network.save(made, path)
    return path


def labels(made: Page, opinion: Opinion) -> dict[str, Label]:
    return {made.blocks[v.block].text: v.label for v in opinion.verdicts}


# One verdict a block, with a reason


def test_every_block_gets_one_verdict_with_a_reason() -> None:
    made, _, opinion = judged(MIXED)
    assert [v.block for v in opinion.verdicts] == [block.index for block in made.blocks]
    assert all(v.why.strip() and v.judge == "blocks" and 0.5 <= v.confidence <= 1 for v in opinion.verdicts)
    assert all(block.why for block in Cleaner().clean_html(MIXED).blocks)


@pytest.mark.parametrize(
    ("text", "label", "why"),
    [
        (paragraph(1), Label.BODY, "prose of the article's main part"),
        ("The rope", Label.BODY, "between the article's paragraphs"),
        ("The eel sellers of the gate", Label.OTHER, "link share 1.0"),
        ("Built in 1788", Label.OTHER, "in aside"),
        (SIGN_UP, Label.OTHER, "in button"),
        ("Not for readers", Label.OTHER, "the page does not show it"),
        ("Last", Label.OTHER, "behind the article's last paragraph"),
        ("Home", Label.OTHER, "link share 1.0"),
    ],
)
def test_the_reason_is_true_of_the_block(text: str, label: Label, why: str) -> None:
    found = verdict(MIXED, text)
    assert found.label is label
    assert why in found.why.split("; ")


def test_the_reason_names_the_closest_element_that_has_a_name() -> None:
    assert "in div.plate" in verdict(MIXED, "The eel sellers of the gate").why.split("; ")


def test_reasons_of_body_and_of_the_rest_are_not_the_same() -> None:
    _, _, opinion = judged(MIXED)
    body = {why for v in opinion.verdicts if v.label is Label.BODY for why in v.why.split("; ")}
    rest = {why for v in opinion.verdicts if v.label is not Label.BODY for why in v.why.split("; ")}
    assert body
    assert rest
    assert body.isdisjoint(rest)


def test_in_haste_no_reasons_are_worked_out_and_nothing_else_changes() -> None:
    made, seen = heard(MIXED)
    full, haste = (BlockJudge(made, Hints(), seen, explain=explain).opinion() for explain in (True, False))
    assert all(not v.why for v in haste.verdicts)
    assert [(v.block, v.label, v.rule, v.confidence) for v in haste.verdicts] == [
        (v.block, v.label, v.rule, v.confidence) for v in full.verdicts
    ]
    assert (haste.doubt, haste.width, haste.confidence) == (full.doubt, full.width, full.confidence)


def test_no_blocks_get_no_verdicts() -> None:
    assert BlockJudge(Page(source="html"), Hints(), []).opinion() == Opinion([], 0.0, 0)


# Asked otherwise, the same


def in_any_order(take: Callable[[Verdict], object]) -> None:
    source = MIXED.replace("<p>Built in 1788</p>", f'<p class="newsletter-signup related">{SIGN_UP}</p>')
    made, seen, opinion = judged(source)
    wanted = [take(v) for v in opinion.verdicts]
    assert len({v.judge for v in seen}) > 1
    for seed in range(10):
        shuffled = random.Random(seed).sample(seen, len(seen))
        assert [take(v) for v in BlockJudge(made, Hints(), shuffled).opinion().verdicts] == wanted


def test_the_order_in_which_others_spoke_changes_no_label() -> None:
    in_any_order(lambda v: (v.block, v.label, v.rule, v.confidence))


def test_the_order_in_which_others_spoke_changes_no_reason() -> None:
    in_any_order(lambda v: v.why)


def test_what_others_said_is_heard() -> None:
    source = MIXED.replace("<p>Built in 1788</p>", f'<p class="newsletter-signup related">{SIGN_UP}</p>')
    made, _, opinion = judged(source)
    alone = BlockJudge(made, Hints(), []).opinion()
    assert [v.confidence for v in alone.verdicts] != [v.confidence for v in opinion.verdicts]


def test_the_order_in_which_two_titles_were_named_does_not_matter() -> None:
    stories = [f"<article><h2>Story {n}</h2>{p(paragraphs(5 + n, 20 * n))}</article>" for n in range(2)]
    made = read(document("<main>" + "".join(stories) + "</main>"))
    titles = [Verdict(b.index, Label.TITLE, "t.t", 0.9, "t", "header") for b in made.blocks if b.kind is Kind.HEADING]
    assert len(titles) == 2
    assert BlockJudge(made, Hints(), titles).opinion() == BlockJudge(made, Hints(), titles[::-1]).opinion()


def test_asked_twice_the_judge_says_the_same() -> None:
    made, seen = heard(MIXED)
    judge = BlockJudge(made, Hints(), seen)
    first = judge.opinion()
    other = judge.opinion("\n".join(paragraphs(4)))
    judge.holds("\n".join(paragraphs(4)))
    assert judge.opinion() == first
    assert judge.opinion("\n".join(paragraphs(4))) == other
    assert [v.confidence for v in other.verdicts] != [v.confidence for v in first.verdicts]


# What another extractor found


def test_another_extractors_text_moves_what_is_in_doubt(by_prose: Path) -> None:
    strange = "Nine bakers of the hill town met to weigh their loaves in public. None of them was found too light."
    made = read(MIXED.replace("* * *", strange))
    judge = BlockJudge(made, SIGNED, [], weights=by_prose)
    assert labels(made, judge.opinion())[strange] is Label.BODY
    asked = labels(made, judge.opinion("\n".join([*paragraphs(4), *paragraphs(4, 20)])))
    assert asked[strange] is not Label.BODY
    assert asked[paragraph(20)] is Label.BODY


def test_reasons_say_that_another_extractor_was_asked(by_prose: Path) -> None:
    judge = BlockJudge(read(MIXED), SIGNED, [], weights=by_prose)
    assert not any("trafilatura" in v.why for v in judge.opinion().verdicts)
    assert any("trafilatura was asked too" in v.why for v in judge.opinion("\n".join(paragraphs(8))).verdicts)


# What no weights decide


def test_the_weights_decide_the_rest(by_prose: Path) -> None:
    made = read(MIXED)
    found = labels(made, BlockJudge(made, SIGNED, [], weights=by_prose).opinion())
    assert [text for text, label in found.items() if label is Label.BODY] == [*paragraphs(4), *paragraphs(4, 20)]


def test_captions_and_lines_without_letters_are_never_text(by_prose: Path) -> None:
    made = read(MIXED)
    opinion = BlockJudge(made, SIGNED, [], weights=by_prose).opinion(
        " ".join(block.text for block in made.blocks) * 3
    )  # fmt: skip
    found = labels(made, opinion)
    assert found["The eel sellers of the gate"] is Label.BODY
    assert found["* * *"] is Label.OTHER
    assert found["The weir"] is Label.CAPTION


def test_one_sentence_is_no_article_without_an_author_or_date(by_prose: Path) -> None:
    line = "The weir held, the keeper said, and nobody was hurt on either bank of it, or below the bridge."
    made = read(f"<h1>Gone</h1><p>{line}</p>")
    without = BlockJudge(made, Hints(), [], weights=by_prose).opinion()
    assert {v.label for v in without.verdicts} == {Label.OTHER}
    assert all("too little prose" in v.why for v in without.verdicts)
    assert (without.width, without.confidence) == (0, None)
    signed = BlockJudge(made, SIGNED, [], weights=by_prose).opinion()
    assert labels(made, signed)[line] is Label.BODY


def test_confidence_is_a_chance_and_comes_with_a_body_only() -> None:
    found = [judged(MIXED)[2].confidence, fast(MIXED).confidence, Cleaner().clean_html(MIXED).confidence]
    assert all(chance is not None and 0 <= chance <= 1 for chance in found)
    assert fast(page("<p>Gone.</p>")).confidence is None


def test_web_takes_at_least_what_news_takes() -> None:
    news, web = (
        {b.index for b in Cleaner(Options(fast=True, body=form)).clean_html(MIXED).blocks if b.label is Label.BODY}
        for form in ("news", "web")
    )
    assert news
    assert news <= web
