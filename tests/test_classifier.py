"""The learned judge: its verdicts and their words, what it never does, and its weights' file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from cleanpress.judge.structure import look

from cleanpress.errors import WeightsError
from cleanpress.judge import network
from cleanpress.judge.classifier import BlockJudge, judge_blocks
from cleanpress.judge.features import page_features
from cleanpress.judge.ground import ground
from cleanpress.model import Hints, Label, Limits, Page
from cleanpress.read.html import read_html

PROSE = (
    "The ferry left the harbour on Monday, and for the first time in two years it was full. Nobody had expected it.",
    "Those who came had booked in spring, when the timetable was printed. Some had waited since the bridge was shut.",
    "The council wants a second boat before the summer. It would cost four million, half of which the state would pay.",
)
MENU = "".join(f"<li><a href=/{n}>Section {n}</a>" for n in range(9))
ARTICLE = (
    f"<nav><ul>{MENU}</ul></nav><main><h1>Ferry sails</h1>{''.join(f'<p>{line}' for line in PROSE)}<p>* * *</p>"
    f"<figure><img src=a.jpg><figcaption>The ferry on Monday</figcaption></figure></main>"
    f"<aside class=related><ul>{MENU}</ul></aside>"
)


def page_of(html: str) -> Page:
    return read_html(html, url=None, encoding=None, limits=Limits())


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """Weights that follow one feature: a block is body if it is prose."""
    looked = look(page_of(ARTICLE), Hints(), [])
    names, _ = page_features(ground(looked.view), looked)
    size = len(names) + 1
    first = np.zeros((4, size), np.float32)
    first[0, names.index("prose")] = 4
    first[1, -1] = 1
    second = np.zeros((3, 4), np.float32)
    second[0, 0] = second[1, 1] = 1
    last = np.array([[1, 1, 0]], np.float32)
    made = network.Network(
        names,
        np.zeros(size, np.float32),
        np.ones(size, np.float32),
        (first, second, last),
        (np.zeros(4, np.float32), np.zeros(3, np.float32), np.array([-2], np.float32)),
    )
    path = tmp_path / "weights.npz"
    network.save(made, path)
    return path


def test_every_block_gets_one_verdict_with_a_reason(weights: Path) -> None:
    page = page_of(ARTICLE)
    opinion = judge_blocks(page, Hints(authors=("Ida Moor",)), [], weights=weights)
    assert [v.block for v in opinion.verdicts] == [block.index for block in page.blocks]
    assert [page.blocks[v.block].text for v in opinion.verdicts if v.label is Label.BODY] == list(PROSE)
    assert all(v.why and v.judge == "blocks" and 0.5 <= v.confidence <= 1 for v in opinion.verdicts)
    menu = opinion.verdicts[-1]
    assert "link share 1.0" in menu.why


def test_captions_and_lines_without_letters_are_never_text(weights: Path) -> None:
    page = page_of(ARTICLE)
    opinion = judge_blocks(page, Hints(authors=("Ida Moor",)), [], " ".join(block.text for block in page.blocks) * 3,
                           weights=weights)  # fmt: skip
    labels = {page.blocks[v.block].text: v.label for v in opinion.verdicts}
    assert labels["* * *"] is Label.OTHER
    assert labels["The ferry on Monday"] is Label.CAPTION


def test_another_extractors_text_moves_what_is_in_doubt(weights: Path) -> None:
    judge = BlockJudge(page_of(ARTICLE), Hints(authors=("Ida Moor",)), [], weights=weights)
    others = " ".join(PROSE[1:] * 3)
    assert judge.opinion().verdicts[10].label is Label.BODY
    assert judge.opinion(others).verdicts[10].label is not Label.BODY
    assert judge.opinion().verdicts[10].label is Label.BODY


def test_one_sentence_is_no_article_without_an_author_or_date(weights: Path) -> None:
    page = page_of(f"<h1>Gone</h1><p>{PROSE[0]}</p>")
    assert all(v.label is not Label.BODY for v in judge_blocks(page, Hints(), [], weights=weights).verdicts)
    signed = judge_blocks(page, Hints(authors=("Ida Moor",)), [], weights=weights)
    assert any(v.label is Label.BODY for v in signed.verdicts)


def test_a_page_without_blocks_has_no_verdicts(weights: Path) -> None:
    assert judge_blocks(page_of("<html><body></body></html>"), Hints(), [], weights=weights).verdicts == []


def test_missing_weights_say_how_to_mend_it(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"missing.*pip install"):
        judge_blocks(page_of(ARTICLE), Hints(), [], weights=tmp_path / "none.npz")


@pytest.mark.parametrize("keep", [0, 10, 400, -40])
def test_truncated_weights_are_an_error(weights: Path, keep: int) -> None:
    cut = weights.with_name("cut.npz")
    cut.write_bytes(weights.read_bytes()[:keep])
    with pytest.raises(WeightsError, match=r"damaged.*pip install"):
        network.load(cut)


def test_weights_of_other_features_or_another_format_are_an_error(
    weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = network.load(weights)
    other = tmp_path / "other.npz"
    network.save(network.Network(("x", *made.names[1:]), made.mean, made.scale, made.weights, made.biases), other)
    with pytest.raises(WeightsError, match="other features"):
        judge_blocks(page_of(ARTICLE), Hints(), [], weights=other)
    monkeypatch.setattr(network, "FORMAT", 99)
    newer = tmp_path / "newer.npz"
    network.save(made, newer)
    monkeypatch.undo()
    with pytest.raises(WeightsError, match="version 99"):
        network.load(newer)


def test_equal_weights_give_equal_bytes(weights: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.npz"
    network.save(network.load(weights), again)
    assert again.read_bytes() == weights.read_bytes()
