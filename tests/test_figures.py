"""Figures of a page as a whole: how doubtful the verdicts are, and what tells whether it holds an article."""

from __future__ import annotations

import numpy as np
import pytest

from cleanpress.judge.figures import NAMES, doubt_of, page_figures
from cleanpress.model import Hints
from weir import document, p, page, paragraph, paragraphs, stood

TEASERS = "".join(
    f'<div class="card"><h3><a href="/{n}">What the flood of year {n} left</a></h3><p>{text}</p></div>'
    for n, text in enumerate(paragraphs(12, 60))
)


def figures(source: str, body: list[str], hints: Hints | None = None) -> dict[str, float]:
    """The figures by name, where the blocks of `body` surely are it and all others surely not."""
    here, chosen = stood(source, hints=hints)
    chances = np.array([0.99 if block.text in body else 0.01 for block in here.page.blocks], np.float32)
    return dict(zip(NAMES, page_figures(here, chosen, chances), strict=True))


def test_doubt_is_the_width_that_could_go_either_way_against_the_body() -> None:
    width = np.array([900, 100], np.float32)
    assert doubt_of(width, np.array([1, 0], np.float32)) == 0
    assert doubt_of(width, np.array([1, 0.5], np.float32)) == pytest.approx(50 / 1050)
    one, two = (doubt_of(width, np.array([chance, 0.0], np.float32)) for chance in (0.9, 0.6))
    assert 0 < one < two
    assert doubt_of(width[:0], width[:0]) == 0


def test_every_figure_has_a_name_and_is_a_number() -> None:
    found = figures(page(p(paragraphs(5))), paragraphs(5))
    assert len(set(NAMES)) == len(NAMES) == len(found)
    assert all(np.isfinite(list(found.values())))


def test_figures_of_a_page_without_a_body() -> None:
    found = figures(page(p(paragraphs(5))), [])
    assert all(np.isfinite(list(found.values())))
    assert (found["width"], found["links"], found["linked_lines"], found["cards"], found["title_near"]) == (0,) * 5


def test_a_longer_body_is_wider() -> None:
    source = page(p(paragraphs(8)))
    little, much = figures(source, paragraphs(2)), figures(source, paragraphs(8))
    assert (little["width"], little["prose"], little["prose_blocks"]) < (
        much["width"],
        much["prose"],
        much["prose_blocks"],
    )
    assert little["left_out"] > much["left_out"]


def test_the_pages_data_is_seen() -> None:
    source = page(p(paragraphs(5)))
    bare = figures(source, paragraphs(5))
    full = figures(source, paragraphs(5), Hints(authors=("Ida Moor",), body="x"))
    assert (bare["authors"], bare["data"], bare["published"]) == (0, 0, 0)
    assert (full["authors"], full["data"], full["published"]) == (1, 1, 0)
    called = [figures(source, paragraphs(5), Hints(is_article=said))["article_type"] for said in (None, True, False)]
    assert called == [0, 1, -1]


def test_what_other_judges_call_furniture_is_seen_by_its_share_of_the_body() -> None:
    line = "Sign up to our newsletter"
    source = page(p([*paragraphs(3), line]))
    bodies = (paragraphs(3), [paragraph(0), line], [line])
    without, part, whole = (figures(source, body)["spoken_against"] for body in bodies)
    assert 0 == without < part < whole <= 1


def test_a_page_of_teasers_is_told_from_an_article() -> None:
    front = figures(document(f"<h1>News</h1><div>{TEASERS}</div>"), paragraphs(12, 60))
    article = figures(page(p(paragraphs(12))), paragraphs(12))
    assert (front["teasers"], front["cards"]) == (1, 1)
    assert (article["teasers"], article["cards"]) == (0, 0)
    assert article["title_near"] == 1


def test_a_body_of_links_shows() -> None:
    lines = [f"What became of mill number {n} in the flood" for n in range(9)]
    found = figures(page(p(lines, '<p><a href="/x">{}</a></p>')), lines)
    assert (found["links"], found["linked_lines"]) == (pytest.approx(1, abs=0.01), 1)
