"""A page in arrays: which prose counts for the body, teasers' cards, boxes of furniture, and makes of elements."""

from __future__ import annotations

import numpy as np
import pytest

from cleanpress.judge.boxes import boxes_of
from cleanpress.judge.ground import Ground, running, share
from cleanpress.model import Label, Verdict
from weir import SIGN_UP, TITLE, document, p, page, paragraph, paragraphs, stood


def weights(source: str, seen: list[Verdict] | None = None) -> dict[str, float]:
    """By its text, what part of a block's width counts when the body is looked for."""
    here, _ = stood(source, seen)
    return {block.text: float(here.mass[block.index] / here.width[block.index]) for block in here.page.blocks}


def texts_where(here: Ground, marked: np.ndarray) -> list[str]:
    return [block.text for block in here.page.blocks if marked[block.index]]


# What counts


def test_prose_counts_in_full_and_nothing_else_does() -> None:
    found = weights(page(p(paragraphs(5)) + f"<h2>{paragraph(9)}</h2><pre>{paragraph(10)}</pre><p>Home</p>"))
    assert [found[text] for text in paragraphs(5)] == [1] * 5
    assert [found[text] for text in (paragraph(9), paragraph(10), "Home")] == [0] * 3


def test_prose_that_is_mostly_link_does_not_count() -> None:
    found = weights(page(p(paragraphs(5)) + f'<p><a href="/x">{paragraph(9)}</a></p>'))
    assert found[paragraph(9)] == 0


@pytest.mark.parametrize("tag", ["aside", "nav", "footer", "form", "dialog", "button"])
def test_prose_in_an_element_set_beside_the_content_counts_little(tag: str) -> None:
    found = weights(page(p(paragraphs(5)) + f"<{tag}><div>{paragraph(9)}</div></{tag}>"))
    assert found[paragraph(9)] == pytest.approx(0.15)
    assert found[paragraph(1)] == 1


@pytest.mark.parametrize("tag", ["aside", "nav", "form"])
def test_an_element_around_most_of_the_prose_is_not_set_beside_it(tag: str) -> None:
    found = weights(document(f"<h1>{TITLE}</h1><{tag}>{p(paragraphs(5))}</{tag}><p>{paragraph(9)}</p>"))
    assert [found[text] for text in [*paragraphs(5), paragraph(9)]] == [1] * 6


def test_hidden_prose_does_not_count_beside_shown_prose() -> None:
    shown, copy = paragraphs(5), paragraphs(5, 20)
    found = weights(page(f"<div>{p(shown)}</div><div hidden>{p(copy)}</div>"))
    assert [found[text] for text in shown] == [1] * 5
    assert [found[text] for text in copy] == [0] * 5


def test_a_body_that_is_hidden_whole_counts() -> None:
    texts = paragraphs(6)
    found = weights(page(f"<div hidden>{p(texts)}</div>"))
    assert [found[text] for text in texts] == [1] * 6


def test_prose_before_the_title_counts_less() -> None:
    source = document(f"<div>{paragraph(9)}</div><h1>{TITLE}</h1>{p(paragraphs(5))}")
    found = weights(source)
    assert found[paragraph(9)] == pytest.approx(0.3)
    assert found[paragraph(0)] == 1


def test_what_another_judge_is_sure_of_counts_less_the_surer_it_is() -> None:
    source = page(p(paragraphs(6)))
    here, _ = stood(source, [])
    at = {block.text: block.index for block in here.page.blocks}
    said = [
        Verdict(at[paragraph(1)], Label.COMMENTS, "c.c", 1.0, "a comment", "rules"),
        Verdict(at[paragraph(2)], Label.RELATED, "r.r", 0.5, "a teaser", "rules"),
        Verdict(at[paragraph(3)], Label.DUPLICATE, "d.d", 0.9, "a repeat", "repeats"),
    ]
    found = weights(source, said)
    assert [found[paragraph(n)] for n in range(5)] == pytest.approx([1, 0.15, 0.575, 0.3, 1])


def test_an_element_test_that_names_the_article_itself_is_not_heard() -> None:
    source = page(p(paragraphs(6)))
    here, _ = stood(source, [])
    blocks = [block.index for block in here.page.blocks if block.text in paragraphs(6)]
    said = [Verdict(i, Label.NEWSLETTER, "newsletter.name", 0.4, "named so", "element") for i in blocks]
    assert weights(source, said)[paragraph(2)] == 1
    assert weights(source, said[:1])[paragraph(0)] < 1
    sure = [Verdict(i, Label.COMMENTS, "comments.name", 0.9, "named so", "element") for i in blocks]
    assert weights(source, sure)[paragraph(2)] < 1


def test_on_a_page_of_a_few_lines_short_sentences_count_for_half() -> None:
    line = "The weir at Ness held in the night to Monday."
    assert weights(page(f"<p>{line}</p>"))[line] == 0.5
    assert weights(page(f"<p>{line}</p>{p(paragraphs(6))}"))[line] == 0


# Cards


CARD = '<div class="card"><h3><a href="/a">What the flood left in the lower streets</a></h3><p>{}</p></div>'


def test_a_card_is_a_linked_headline_with_one_or_two_paragraphs() -> None:
    here, _ = stood(page(p(paragraphs(6)) + CARD.format(paragraph(9))))
    assert texts_where(here, here.card) == ["What the flood left in the lower streets", paragraph(9)]
    assert here.mass[here.card].tolist() == pytest.approx([0, 0.25 * len(paragraph(9))])


@pytest.mark.parametrize(
    "other",
    [
        CARD.format(p(paragraphs(3, 20), "</p><p>{}")),
        CARD.replace('<a href="/a">', "").replace("</a>", "").format(paragraph(9)),
        CARD.replace("h3", "h1").format(paragraph(9)),
        CARD.format("Read on"),
    ],
    ids=["long text", "no link", "headline of the page", "no prose"],
)
def test_what_is_no_card(other: str) -> None:
    here, _ = stood(page(p(paragraphs(6)) + other))
    assert not here.card.any()


def test_the_element_of_the_title_is_no_card() -> None:
    inner = f'<div><h1><a href="/here">{TITLE}</a></h1><p>{paragraph(1)}</p></div>'
    here, _ = stood(document(inner))
    assert not here.card.any()


# Boxes


def test_a_box_is_the_widest_element_that_begins_with_the_heading() -> None:
    here, _ = stood(page(f"{p(paragraphs(8))}<div><div><h3>{SIGN_UP}</h3><p>Daily.</p></div><p>Free.</p></div>"))
    assert texts_where(here, here.boxed) == [SIGN_UP, "Daily.", "Free."]


def test_a_box_names_the_verdict_on_its_heading() -> None:
    here, _ = stood(page(f"{p(paragraphs(8))}<div><h3>{SIGN_UP}</h3><p>Daily.</p></div>"))
    found = boxes_of(here.page, here.spoken, running(here.width * here.prose))
    assert {verdict.label for verdict in found.values()} == {Label.NEWSLETTER}


def test_a_heading_over_much_of_the_prose_heads_no_box() -> None:
    here, _ = stood(page(f"<div><h3>{SIGN_UP}</h3>{p(paragraphs(8))}</div>"))
    assert texts_where(here, here.boxed) in ([], [SIGN_UP])


def test_a_page_of_one_heading_is_a_box() -> None:
    here, _ = stood(page(f"<h3>{SIGN_UP}</h3>"))
    assert texts_where(here, here.boxed) == [SIGN_UP]


# Makes, holders, sums


def test_elements_of_the_same_tags_and_names_are_of_one_make() -> None:
    inner = "".join(f'<section class="part p{n}"><p>{paragraph(n)}</p></section>' for n in range(3))
    here, _ = stood(page(inner + f'<section class="box"><p>{paragraph(9)}</p></section>'))
    at = {block.text: here.makes[block.node] for block in here.page.blocks}
    assert at[paragraph(0)] == at[paragraph(1)] == at[paragraph(2)] != at[paragraph(9)]


def test_the_holder_of_a_block_is_no_element_of_text() -> None:
    here, _ = stood(page(f'<div id="t"><ul><li><p>{paragraph(1)}</p></li></ul></div>', "{}"))
    (block,) = [block for block in here.page.blocks if block.text == paragraph(1)]
    assert here.page.nodes[here.holder[block.node]].names == ("t",)
    assert here.page.nodes[block.node].tag == "p"


def test_sums_over_nodes_are_those_of_their_blocks() -> None:
    here, _ = stood(page(p(paragraphs(4)) + CARD.format(paragraph(9))))
    sums = here.inside(here.width)
    for node in here.page.nodes:
        assert sums[node.index] == sum(len(block.text) for block in here.page.blocks[node.first : node.last])


def test_blocks_of_marked_nodes_are_covered_once() -> None:
    here, _ = stood(page(p(paragraphs(4))))
    marked = np.array([node.tag in ("p", "div") for node in here.page.nodes])
    wanted = [
        any(node.first <= i < node.last and node.tag in ("p", "div") for node in here.page.nodes) for i in range(here.n)
    ]
    assert here.covered(marked).tolist() == wanted
    assert not here.covered(np.zeros(len(here.page.nodes), bool)).any()


def test_a_share_of_nothing_is_nothing() -> None:
    assert share(np.array([1.0, 2.0]), np.array([2.0, 0.0])).tolist() == [0.5, 0]


def test_links_and_emphasis_are_shares_of_the_text() -> None:
    here, _ = stood(page(p(paragraphs(4)) + '<p><a href="/a">Four</a>-and<b>-twenty</b><i>x</i></p>'))
    (row,) = [block.index for block in here.page.blocks if block.text.startswith("Four")]
    size = len(here.page.blocks[row].text)
    assert here.links[row] == pytest.approx(4 / size)
    assert here.spans[1, row] == pytest.approx(7 / size)
    assert here.spans[3:5, row].tolist() == [1, 0]
