"""What is known of an article's blocks as a sequence, whatever the weights say."""

from __future__ import annotations

import numpy as np

from cleanpress.judge.sequence import NEVER, in_sequence
from weir import TITLE, document, p, page, paragraph, paragraphs, stood

QUOTE = "I kept the door open so that the water could leave again."


def moved(source: str, logit: float = 5.0) -> dict[str, float]:
    """By its text, what becomes of a block's logit of so much."""
    here, chosen = stood(source)
    before = np.full(here.n, logit, np.float32)
    after = in_sequence(here, chosen, before)
    assert before.tolist() == [logit] * here.n
    return {block.text: float(after[block.index]) for block in here.page.blocks}


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
    linked = f'<blockquote><a href="/x">{QUOTE}</a></blockquote>'
    assert moved(page(f"{p(paragraphs(3))}{linked}{p(paragraphs(3, 20))}"), -1)[QUOTE] == -1


def test_further_articles_are_never_text_where_the_titles_own_was_chosen() -> None:
    one, two = paragraphs(5), paragraphs(9, 40)
    found = moved(
        document(f"<main><article><h1>{TITLE}</h1>{p(one)}</article><article><h2>A mill</h2>{p(two)}</article></main>")
    )
    assert {found[text] for text in one} == {5}
    assert {found[text] for text in [*two, "A mill"]} == {NEVER}


def test_entries_of_a_live_blog_are_no_further_articles() -> None:
    entries = "".join(f"<article><h2>At {n}</h2>{p(paragraphs(2, 10 * n))}</article>" for n in range(4))
    assert set(moved(page(f"<div>{entries}</div>")).values()) == {5}
