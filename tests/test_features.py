"""Features of blocks: their shape, what they measure in any script, and that no page breaks them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpress.judge.container import container
from cleanpress.judge.features import page_features
from cleanpress.judge.ground import ground
from cleanpress.model import Hints, Label, Limits, Page, Verdict
from cleanpress.read.html import read_html

PROSE = "The ferry left the harbour on Monday, and for the first time in two years it was full. Nobody had expected it."


def page_of(html: str) -> Page:
    return read_html(html, url=None, encoding=None, limits=Limits())


def columns(html: str, seen: list[Verdict] | None = None) -> dict[str, np.ndarray]:
    here = ground(page_of(html), Hints(), seen or [])
    names, values = page_features(here, container(here))
    return dict(zip(names, values, strict=True))


def test_one_row_a_feature_and_one_column_a_block() -> None:
    here = ground(page_of(f"<main><h1>Ferry</h1><p>{PROSE}<p>{PROSE}</main>"), Hints(), [])
    names, values = page_features(here, container(here))
    assert values.shape == (len(names), 3)
    assert values.dtype == np.float32
    assert len(set(names)) == len(names)


def test_names_do_not_depend_on_the_page() -> None:
    assert list(columns(f"<p>{PROSE}")) == list(
        columns("<ul><li><a href=x>One</a><li>Two</ul><figure><img src=a></figure>")
    )


def test_text_is_measured_by_its_characters() -> None:
    found = columns("<p>Is it 1999?<p>«Nobody came»<p>橋が閉鎖された。<p>ALL CAPITALS HERE")
    assert found["digits"][0] == pytest.approx(4 / 11)
    assert found["begins_quote"].tolist() == [0, 1, 0, 0]
    assert found["ended"].tolist() == [1, 0, 1, 0]
    assert found["upper"][3] == 1
    assert found["wide"][2] > 0.8
    assert found["wide"][0] == 0


def test_a_script_without_spaces_counts_by_what_it_says() -> None:
    found = columns("<p>橋が閉鎖された後、住民は川を渡れなくなった。<p>The bridge was shut and people could not cross.")
    assert found["len"][0] == pytest.approx(found["len"][1], abs=0.3)


def test_names_and_elements_around_are_seen() -> None:
    found = columns(f"<div class='article-body'><p>{PROSE}</div><aside class='relatedPosts'><p>Nine ferries</aside>")
    assert found["in_aside"].tolist() == [0, 1]
    assert found["name_near_related"].tolist() == [0, 1]
    assert found["name_near_strong"].tolist() == [1, 0]


def test_prose_around_a_block_is_seen_in_its_container() -> None:
    teasers = "".join(f"<li><a href={n}>Teaser number {n}</a>" for n in range(12))
    found = columns(f"<div><p>{PROSE}<p>{PROSE}<p>{PROSE}</div><ul>{teasers}</ul>")
    assert found["parent_mass"][:3].tolist() == [1, 1, 1]
    assert found["parent_mass"][-1] == 0
    assert found["parent_links"][-1] == 1
    assert found["around8_mass"][-1] == 0
    assert found["mass_behind"][0] > 0


def test_other_judges_verdicts_are_evidence() -> None:
    verdict = Verdict(1, Label.NEWSLETTER, "newsletter.line", 0.95, "an invitation", "rules")
    found = columns(f"<div><p>{PROSE}<p>Get our letter</div>", [verdict])
    assert found["said_signup"].tolist() == pytest.approx([0, 0.95])
    assert found["said-1"].tolist() == [0, 0]
    assert found["said+1"].tolist() == pytest.approx([0.95, 0])


@pytest.mark.parametrize(
    "html",
    [
        "<p>...</p>",
        "<p hidden>Hidden line</p>",
        "<a href=x>All</a><p><a href=y>links</a>",
        "<p>" + "word " * 50_000,
        "<p>same line</p>" * 400,
        "<p>مرحبا بالعالم، هذا نص طويل بما يكفي.</p>",
        "<p>👩‍🚀🚀</p>",
        "<div>" * 300 + "deep",
    ],
)
def test_odd_pages_give_finite_values(html: str) -> None:
    assert all(np.isfinite(values).all() for values in columns(html).values())


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=6))
def test_any_characters_give_finite_values(texts: list[str]) -> None:
    html = "".join(f"<p>x{text.replace('<', '').replace('&', '')}</p>" for text in texts)
    assert all(np.isfinite(values).all() for values in columns(html).values())
