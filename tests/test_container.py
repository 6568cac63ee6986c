"""Which element of a page holds the article."""

from __future__ import annotations

import pytest

from cleanpress.judge.container import Container, distances, readability
from cleanpress.judge.ground import Ground
from cleanpress.model import Label, Verdict
from weir import TITLE, document, p, page, paragraph, paragraphs, stood


def names(found: tuple[Ground, Container]) -> tuple[str, ...]:
    here, chosen = found
    return here.page.nodes[chosen.node].names


def main(found: tuple[Ground, Container]) -> list[str]:
    here, chosen = found
    return [block.text for block in here.page.blocks if chosen.main[block.index]]


def cards(count: int) -> str:
    form = '<div class="card"><h3><a href="/s{0}">What the flood of year {0} left</a></h3><p>{1}</p></div>'
    return "".join(form.format(n, paragraph(n)) for n in range(500, 500 + count))


def test_the_element_of_the_paragraphs_is_chosen() -> None:
    found = stood(page(p(paragraphs(5), "<div class=t><p>{}</p></div>"), '<div id="story">{}</div>'))
    assert names(found) == ("story",)
    assert main(found) == paragraphs(5)
    here, chosen = found
    assert [here.page.blocks[i].text for i in (chosen.first, chosen.last)] == [paragraph(0), paragraph(4)]
    assert (chosen.teasers, chosen.hidden) == (0, False)


def test_a_list_of_teasers_longer_than_the_article_is_not_chosen() -> None:
    found = stood(page(f'<div id="story">{p(paragraphs(5))}</div><div id="grid">{cards(14)}</div>'))
    assert main(found) == paragraphs(5)


def test_a_page_of_cards_says_so() -> None:
    _, chosen = stood(document(f'<h1>News from the river</h1><div id="grid">{cards(14)}</div>'))
    assert chosen.teasers == 1


@pytest.mark.parametrize("part", ["<section><h2>Part {0}</h2>{1}</section>", "<article><h2>Part {0}</h2>{1}</article>"])
def test_parts_of_one_make_weigh_as_one(part: str) -> None:
    parts = "".join(part.format(n, p(paragraphs(2, 10 * n))) for n in range(6))
    found = stood(page(f'<div id="parts">{parts}</div><div id="other">{p(paragraphs(3, 90))}</div>'))
    assert set(main(found)) >= {text for n in range(6) for text in paragraphs(2, 10 * n)}


def test_an_introduction_beside_the_densest_part_is_inside() -> None:
    inner = f'<div class="intro"><p>{paragraph(90)}</p></div><div class="rest">{p(paragraphs(8))}</div>'
    here, chosen = stood(page(inner, '<div id="story">{}</div>'))
    node = here.page.nodes[chosen.node]
    assert paragraph(90) in [block.text for block in here.page.blocks[node.first : node.last]]


def test_of_several_articles_that_of_the_title_is_chosen() -> None:
    one, two = paragraphs(5), paragraphs(9, 40)
    inner = (
        f'<article id="one"><h1>{TITLE}</h1>{p(one)}</article><article id="two"><h2>A mill</h2>{p(two)}</article>'
    )  # fmt: skip
    found = stood(document(f"<main>{inner}</main>"))
    assert names(found) == ("one",)
    assert main(found) == one


def test_entries_below_the_title_are_no_other_articles() -> None:
    entries = "".join(f"<article><h2>At {n}</h2>{p(paragraphs(2, 10 * n))}</article>" for n in range(6))
    found = stood(page(f'<div id="live">{entries}</div>'))
    assert len(main(found)) == 12


def test_what_others_said_moves_the_container() -> None:
    source = document(f'<div id="one">{p(paragraphs(6))}</div><div id="two">{p(paragraphs(5, 20))}</div>')
    here, _ = stood(source, [])
    said = [Verdict(block.index, Label.COMMENTS, "c.c", 1.0, "so", "rules") for block in here.page.blocks[:6]]
    assert names(stood(source, [])) != ("two",)
    assert names(stood(source, said)) == ("two",)


def test_a_body_that_is_hidden_says_so() -> None:
    _, chosen = stood(page(f"<div hidden>{p(paragraphs(6))}</div>"))
    assert chosen.hidden


def test_without_prose_there_is_no_main_part() -> None:
    here, chosen = stood(document("<ul><li><a href=/a>One</a></li><li><a href=/b>Two</a></li></ul>"))
    assert not chosen.main.any()
    assert (chosen.first, chosen.last, chosen.teasers, chosen.hidden) == (here.n, -1, 0, False)


def test_prose_counts_in_full_where_it_stands_and_at_six_tenths_above() -> None:
    here, _ = stood(document("<p>x</p>"))
    assert len(here.parent) >= 2
    import numpy as np

    assert readability(np.array([0, 0, 1, 1]), np.array([0.0, 10.0, 100.0, 200.0])).tolist() == pytest.approx(
        [114, 190, 100, 200]
    )


def test_the_way_through_the_tree() -> None:
    here, _ = stood(document('<div id="a"><p>One</p></div><div id="b"><section><p>Two</p></section></div>'))
    ids = {node.names[0]: node.index for node in here.page.nodes if node.names}
    found = distances(here, {"b": ids["b"]})
    at = {block.text: block.index for block in here.page.blocks}
    assert (found["down_b"][at["Two"]], found["up_b"][at["Two"]]) == (2, 0)
    assert (found["down_b"][at["One"]], found["up_b"][at["One"]]) == (2, 1)
