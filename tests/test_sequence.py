"""What is known of an article's blocks as a sequence, whatever the weights say."""

from __future__ import annotations

import numpy as np
import pytest

from cleanpress.judge.sequence import NEVER, in_sequence
from weir import TITLE, document, p, page, paragraph, paragraphs, stood

Moved = dict[str, float]
QUOTE = "I kept the door open so that the water could leave again."


def moved(source: str, logit: float = 5.0, *, web: bool = False, others: dict[str, float] | None = None) -> Moved:
    """By its text, what becomes of a block's logit of so much, or of as much as `others` says."""
    here, chosen = stood(source)
    before = np.array([(others or {}).get(block.text, logit) for block in here.page.blocks], np.float32)
    kept = before.copy()
    after = in_sequence(here, chosen, before, web=web)
    assert np.array_equal(before, kept)
    return {block.text: float(after[block.index]) for block in here.page.blocks}


def middle(part: str) -> str:
    """A page with `part` between its paragraphs."""
    return page(f"{p(paragraphs(3))}{part}{p(paragraphs(3, 20))}")


def test_captions_are_never_text() -> None:
    figure = f'<figure><img src="/a.jpg"><figcaption>{paragraph(9)}</figcaption></figure>'
    found = moved(page(p(paragraphs(4)) + figure + p(paragraphs(4, 20))))
    assert found[paragraph(9)] == NEVER
    assert found[paragraph(1)] == 5


def test_lines_without_a_letter_or_digit_are_never_text() -> None:
    found = moved(page(f"{p(paragraphs(3))}<p>* * *</p><p>— ✂ —</p><p>___</p><p>3</p><p>雨</p>{p(paragraphs(3, 20))}"))
    assert [found[line] for line in ("* * *", "— ✂ —", "___")] == [NEVER] * 3
    assert [found[line] for line in ("3", "雨")] == [5, 5]


def test_quotations_between_the_paragraphs_gain() -> None:
    found = moved(page(f"{p(paragraphs(3))}<blockquote><p>{QUOTE}</p></blockquote>{p(paragraphs(3, 20))}"), -1)
    assert found[QUOTE] > 0
    assert found[paragraph(1)] == -1


def test_quotations_outside_the_body_or_of_links_gain_nothing() -> None:
    quote = f"<blockquote><p>{QUOTE}</p></blockquote>"
    assert moved(page(f"{p(paragraphs(4))}") + quote, -1)[QUOTE] == -1
    assert moved(middle(f'<blockquote><a href="/x">{QUOTE}</a></blockquote>'), -1)[QUOTE] == -1


def test_further_articles_are_never_text_where_the_titles_own_was_chosen() -> None:
    one, two = paragraphs(5), paragraphs(9, 40)
    found = moved(
        document(f"<main><article><h1>{TITLE}</h1>{p(one)}</article><article><h2>A mill</h2>{p(two)}</article></main>")
    )
    assert {found[text] for text in one} == {5}
    assert {found[text] for text in [*two, "A mill"]} == {NEVER}


def test_entries_of_a_live_blog_are_no_further_articles() -> None:
    entries = "".join(f"<article><h2>At {n}</h2>{p(paragraphs(2, 10 * n))}</article>" for n in range(4))
    found = moved(page(f"<div>{entries}</div>"))
    assert {found[text] for n in range(4) for text in (f"At {n}", *paragraphs(2, 10 * n))} == {5}


# What is hidden, and elements of the page's own use


def test_what_is_hidden_is_never_text_unless_the_body_is() -> None:
    hidden = f"<p hidden>{paragraph(9)}</p>"
    assert moved(middle(hidden))[paragraph(9)] == NEVER
    found = moved(page(f"<div hidden>{p(paragraphs(6))}</div>"))
    assert [found[text] for text in paragraphs(6)] == [5] * 6


@pytest.mark.parametrize("tag", ["dialog", "button", "nav"])
def test_elements_of_the_pages_own_use_are_never_text(tag: str) -> None:
    assert moved(middle(f"<{tag}>{paragraph(9)}</{tag}>"))[paragraph(9)] == NEVER
    found = moved(document(f"<{tag}><h1>{TITLE}</h1>{p(paragraphs(6))}</{tag}>"))
    assert [found[text] for text in paragraphs(6)] == [5] * 6


def test_menus_may_be_text_of_a_document_of_the_web() -> None:
    assert moved(middle(f"<nav>{paragraph(9)}</nav>"), web=True)[paragraph(9)] == 5
    assert moved(middle(f"<dialog>{paragraph(9)}</dialog>"), web=True)[paragraph(9)] == NEVER


@pytest.mark.parametrize("tag", ["aside", "footer"])
def test_what_html_sets_beside_the_content_loses(tag: str) -> None:
    source = middle(f"<{tag}>{paragraph(9)}</{tag}>")
    found = moved(source)
    assert NEVER < found[paragraph(9)] < 5
    assert found[paragraph(1)] == 5
    assert moved(source, web=True)[paragraph(9)] == 5
    around = moved(document(f"<{tag}><h1>{TITLE}</h1>{p(paragraphs(6))}</{tag}>"))
    assert [around[text] for text in paragraphs(6)] == [5] * 6


# Tables, and speakers


def test_tables_between_the_paragraphs_gain() -> None:
    table = "<table><tr><td>Upper Ness</td><td>14</td></tr></table>"
    found = moved(middle(table), -3)
    assert (found["Upper Ness"] > 0, found["14"] > 0) == (True, True)
    outside = moved(page(p(paragraphs(6))) + table, -3)
    assert (outside["Upper Ness"], outside["14"]) == (-3, -3)
    linked = moved(middle('<table><tr><td><a href="/n">Upper Ness</a></td><td>14</td></tr></table>'), -3)
    assert linked["Upper Ness"] == -3


def test_the_speaker_goes_with_the_quotation() -> None:
    figure = f"<figure><blockquote><p>{QUOTE}</p></blockquote><figcaption>Ana Ruud</figcaption></figure>"
    for logit in (5, -1, -9):
        found = moved(middle(figure), 5, others={QUOTE: logit, "Ana Ruud": 0})
        assert found["Ana Ruud"] == found[QUOTE]


def test_a_caption_behind_a_quotation_with_a_picture_of_its_own_is_a_caption() -> None:
    figure = '<figure><img src="/a.jpg" alt=""><figcaption>Ana Ruud</figcaption></figure>'
    assert moved(middle(f"<blockquote>{QUOTE}</blockquote>{figure}"))["Ana Ruud"] == NEVER


# Headings


def headings(*marks: str) -> list[str]:
    """Of headings named by their level ("2a"), with "text" of the body and "other" lines between, those that stay."""
    parts = [
        f"<h{m[0]}>Head {m}</h{m[0]}>" if m[0].isdigit() else f"<p>{paragraph(i)}</p>" for i, m in enumerate(marks)
    ]
    others = {paragraph(i): -5.0 for i, m in enumerate(marks) if m == "other"}
    found = moved(page("".join(parts)), others={**others, "Copyright 2024 The Ness Post": -5.0})
    return [m for m in marks if m[0].isdigit() and found[f"Head {m}"] > 0]


@pytest.mark.parametrize(
    ("marks", "left"),
    [
        (["text", "2a", "text"], ["2a"]),
        (["text", "2a", "text", "2b"], ["2a"]),
        (["text", "2a", "2b", "text"], ["2b"]),
        (["text", "2a", "3b", "text"], ["2a", "3b"]),
        (["text", "3a", "2b", "text"], ["2b"]),
        (["text", "2a", "3b", "3c", "text", "text"], ["2a", "3c"]),
        (["text", "2a", "3b", "text", "2c", "3d"], ["2a", "3b"]),
        (["text", "text", "2a", "other", "2b", "text"], ["2b"]),
        (["text", "text", "2a", "other"], []),
    ],
)
def test_a_heading_needs_text_of_the_body_under_it(marks: list[str], left: list[str]) -> None:
    assert headings(*marks) == left


def test_a_doubtful_heading_over_text_of_the_body_is_text() -> None:
    source = middle("<h2>The rope</h2>")
    assert moved(source, others={"The rope": -1})["The rope"] > 0
    assert moved(source, others={"The rope": -6})["The rope"] < 0
    assert moved(middle('<h2><a href="/r">The rope</a></h2>'), others={"The rope": -1})["The rope"] < 0
    assert moved(source, others={"The rope": -1, paragraph(20): -5})["The rope"] < 0
