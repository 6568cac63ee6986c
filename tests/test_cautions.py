"""What warnings say of a body that was found: that it is short, cut, a list of links, or one of several articles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cleanpress.judge.cautions import cautions
from cleanpress.model import Label
from weir import TITLE, document, p, page, paragraphs, stood

OFFER = "Subscribe to unlock this article"


def codes(source: str, body: list[str], walls: tuple[str, ...] = (), sure: float = 0.95) -> list[str]:
    """The codes where the blocks of `body` were marked as it, and those of `walls` as asking for money."""
    here, chosen = stood(source)
    marked = [
        replace(
            block,
            label=Label.BODY if block.text in body else Label.PAYWALL if block.text in walls else Label.OTHER,
            confidence=sure,
        )
        for block in here.page.blocks
    ]
    return list(cautions(here, chosen, marked))


def test_nothing_is_said_of_a_whole_article_or_of_none() -> None:
    source = page(p(paragraphs(20)))
    assert codes(source, paragraphs(20)) == []
    assert codes(source, []) == []


def test_a_short_body() -> None:
    assert codes(page(p(paragraphs(2))), paragraphs(2)) == ["short_body"]
    assert codes(page(p(paragraphs(6))), paragraphs(6)) == []


def test_a_body_that_ends_at_an_offer_may_be_cut() -> None:
    source = page(p(paragraphs(5)) + f"<div><p>{OFFER}</p></div>")
    assert codes(source, paragraphs(5), (OFFER,)) == ["paywall_stub"]
    assert codes(source, paragraphs(5)) == []


def test_an_offer_that_is_far_away_hidden_or_in_doubt_cuts_nothing() -> None:
    far = page(p(paragraphs(5))) + "".join(f"<p>Line {n}</p>" for n in range(40)) + f"<p>{OFFER}</p>"
    assert codes(far, paragraphs(5), (OFFER,)) == []
    hidden = page(p(paragraphs(5)) + f"<div hidden><p>{OFFER}</p></div>")
    assert codes(hidden, paragraphs(5), (OFFER,)) == []
    shown = page(p(paragraphs(5)) + f"<div><p>{OFFER}</p></div>")
    assert codes(shown, paragraphs(5), (OFFER,), sure=0.8) == []


def test_beside_an_offer_a_long_body_is_whole() -> None:
    source = page(p(paragraphs(30)) + f"<div><p>{OFFER}</p></div>")
    assert codes(source, paragraphs(30), (OFFER,)) == []


def test_a_body_of_links_or_teasers_is_a_list() -> None:
    lines = [f"What became of mill number {n} after the water had gone" for n in range(20)]
    assert codes(page(p(lines, '<p><a href="/x">{}</a></p>')), lines) == ["list_page"]
    form = '<div class="card"><h3><a href="/s{0}">What the flood of year {0} left</a></h3><p>{1}</p></div>'
    cards = "".join(form.format(n, text) for n, text in enumerate(paragraphs(14)))
    assert codes(document(f"<h1>News</h1><div>{cards}</div>"), paragraphs(14)) == ["list_page"]


@pytest.mark.parametrize("first", [True, False])
def test_several_articles_of_which_the_title_names_one(first: bool) -> None:
    own = f"<article><h1>{TITLE}</h1>{p(paragraphs(8))}</article>"
    other = f"<article><h2>A mill without a wheel</h2>{p(paragraphs(6, 40))}</article>"
    source = document(f"<main>{own + other if first else other + own}</main>")
    assert codes(source, paragraphs(8)) == ["several_articles"]


@pytest.mark.parametrize(
    "other",
    [
        f"<article><h2>A mill</h2><p>{paragraphs(1, 40)[0][:120]}</p></article>",
        f"<article>{p(paragraphs(6, 40))}</article>",
        f"<section><h2>A mill</h2>{p(paragraphs(6, 40))}</section>",
    ],
    ids=["too little", "no headline", "no article"],
)
def test_what_is_no_other_article(other: str) -> None:
    source = document(f"<main><article><h1>{TITLE}</h1>{p(paragraphs(8))}</article>{other}</main>")
    assert codes(source, paragraphs(8)) == []


def test_entries_of_a_live_blog_are_no_other_articles() -> None:
    entries = "".join(f"<article><h2>At {n}</h2>{p(paragraphs(3, 10 * n))}</article>" for n in range(4))
    body = [text for n in range(4) for text in paragraphs(3, 10 * n)]
    assert codes(page(f"<div>{entries}</div>"), body) == []
