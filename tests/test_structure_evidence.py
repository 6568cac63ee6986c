"""What the judge of structure takes as evidence: names, the page's data, trafilatura; and what it says of itself."""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Callable
from typing import Any, NoReturn

import pytest
from cleanpress.judge.measures import is_listing, measure, wide_nodes
from cleanpress.judge.outline import holder, outline
from cleanpress.judge.structure import Opinion, judge_structure

from cleanpress.api import Cleaner
from cleanpress.judge.consult import fallback, trafilatura_text, worth_asking
from cleanpress.judge.coverage import Coverage
from cleanpress.model import Block, Hints, Kind, Label, Page, Span, SpanKind, Verdict
from weir import SIGN_UP, TITLE, body, document, fast, judged, p, page, paragraph, paragraphs, read, verdict

LINK = SpanKind.LINK

# Names of classes


@pytest.mark.parametrize("name", ["share-bar", "comments", "related", "newsletter", "paywall", "promo", "footer-nav"])
@pytest.mark.parametrize("around", ['<div class="{}"><main>', '<section class="{}">', '<div id="{}"><div>'])
def test_a_name_on_the_element_around_everything_is_passed_over(name: str, around: str) -> None:
    texts = paragraphs(6)
    assert body(page(p(texts), around.format(name) + "{}")) == texts


@pytest.mark.parametrize("name", ["share-tools", "newsletter-signup", "paywall-offer"])
def test_a_name_on_all_the_prose_takes_no_heading_in_it(name: str) -> None:
    texts = paragraphs(6)
    inner = f'<div class="{name}">{p(texts[:3])}<h2>The rope</h2>{p(texts[3:])}</div>'
    assert body(page(inner)) == [*texts[:3], "The rope", *texts[3:]]


@pytest.mark.parametrize("name", ["related-stories", "newsletter-signup", "share-tools", "paywall-offer"])
def test_a_name_alone_takes_no_plain_sentences_out_of_the_flow(name: str) -> None:
    texts, line = paragraphs(6), "The keeper of the weir said that the county had paid for the rope, and that it held."
    named = f'{p(texts[:3])}<p class="{name}">{line}</p>{p(texts[3:])}'
    assert body(page(named)) == [*texts[:3], line, *texts[3:]]
    linked = f'{p(texts[:3])}<p class="{name}"><a href="/x">{line}</a></p>{p(texts[3:])}'
    assert body(page(linked)) == texts


def test_a_name_on_a_short_line_takes_it() -> None:
    texts = paragraphs(6)
    source = '{}<p class="newsletter-signup">Word from the weir</p>{}'
    assert body(page(source.format(p(texts[:3]), p(texts[3:])))) == texts
    plain = source.format(p(texts[:3]), p(texts[3:])).replace("newsletter-signup", "plate")
    assert "Word from the weir" in body(page(plain))


# Handbooks and blogs


ITEMS = ["two pumps", "a rope", "flour and salt"]


def test_web_keeps_lists_without_links_outside_the_prose() -> None:
    texts = paragraphs(4)
    plain = page(f'<div class="plate"><ul>{p(ITEMS, "<li>{}</li>")}</ul></div>{p(texts)}')
    assert body(plain) == texts
    assert body(plain, "web") == [*ITEMS, *texts]


def test_web_keeps_no_lists_of_links_and_none_outside_the_part_that_holds_the_article() -> None:
    texts = paragraphs(4)
    linked = "<ul>" + p(ITEMS, '<li><a href="/x">{}</a></li>') + "</ul>"
    assert body(page(f'<div class="plate">{linked}</div>{p(texts)}'), "web") == texts
    outside = page(p(texts)).replace("<footer>", f"<footer><ul>{p(ITEMS, '<li>{}</li>')}</ul>")
    assert body(outside, "web") == texts


# The article in the page's data


def data(text: str, **more: str) -> str:
    said = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "articleBody": text, **more}
    return f'<script type="application/ld+json">{json.dumps(said)}</script>'


def test_the_data_tells_which_short_lines_are_the_articles() -> None:
    texts, odd = paragraphs(6), "Nobody has ever said so of the weir"
    inner = f"{p(texts[:3])}<p>{odd.replace('weir', '<a href=/w>weir</a>')}</p>{p(texts[3:])}"
    assert odd in body(page(inner))
    assert odd not in body(page(inner, head=data("\n".join(texts))))
    assert odd in body(page(inner, head=data("\n".join([*texts, odd]))))


def test_a_line_that_the_data_leaves_out_between_two_it_holds_stays() -> None:
    texts, line = paragraphs(6), "Nobody has ever said so of the weir"
    inner = f"{p(texts[:3])}<p>{line}</p>{p(texts[3:])}"
    assert body(page(inner, head=data("\n".join(texts)))) == [*texts[:3], line, *texts[3:]]


def test_an_insert_that_stands_in_the_data_is_the_articles() -> None:
    texts, line = paragraphs(8), "Four pumps and a rope of ninety fathoms"
    inner = f'{p(texts[:4])}<div class="plate"><p>{line}</p></div>{p(texts[4:])}'
    assert line not in body(page(inner))
    assert line in body(page(inner, head=data("\n".join([*texts[:4], line, *texts[4:]]))))


def test_data_of_another_text_says_nothing() -> None:
    texts = paragraphs(6)
    strange = " ".join(f"word{number}" for number in range(200))
    assert body(page(p(texts), head=data(strange))) == texts


def test_the_data_is_the_source_where_the_page_shows_no_article() -> None:
    texts = paragraphs(5)
    source = document(f"<div id=root><h1>{TITLE}</h1><p>Loading.</p></div>", head=data("\n\n".join(texts)))
    article = Cleaner().clean_html(source)
    assert article.text.split("\n\n") == texts
    assert (article.status, article.sources["text"], article.warnings) == ("ok", "json-ld", ["body_from_data"])
    assert {block.where.path for block in article.blocks if block.label is Label.BODY} == {"json-ld:articleBody"}
    assert "body_from_data" not in Cleaner().clean_html(page(p(texts), head=data("\n\n".join(texts)))).warnings


# How much of a block stands in another text


def test_coverage_of_little_or_of_something_else_knows_nothing() -> None:
    text = " ".join(paragraphs(6))
    assert not Coverage.of(None, None).known
    assert not Coverage.of("Rain fell all day.", None).known
    assert not Coverage.of(text, ["Nine bakers of the hill town met to weigh their loaves in public.", SIGN_UP]).known
    assert Coverage.of(text, paragraphs(6)).complete
    part = Coverage.of(text, [*paragraphs(6), "One two three four five six seven eight nine ten. " * 10])
    assert (bool(part.known), part.complete) == (True, False)


def test_coverage_gives_points_only_where_it_can_tell() -> None:
    cover = Coverage.of(" ".join(paragraphs(6)), paragraphs(6))
    known, strange = (
        Block(index=0, text=paragraph(2)),
        Block(index=0, text="Other words stand in this line of the page"),
    )
    assert cover.points(known, 3.0, -2.0, "the data") == [(3.0, "stands in the data")]
    assert cover.points(strange, 3.0, -2.0, "the data") == [(-2.0, "not in the data")]
    for kind, text in [
        (Kind.PARAGRAPH, "Two words"),
        (Kind.CAPTION, strange.text),
        (Kind.CELL, "A cell of five words"),
    ]:
        assert cover.points(Block(index=0, text=text, kind=kind), 3.0, -2.0, "the data") == []
    assert cover.points(Block(index=0, text=strange.text, kind=Kind.HEADING), 3.0, -2.0, "the data") == []
    assert Coverage(cover.known, False).points(strange, 3.0, -2.0, "the data") == []


# Trafilatura


def fails(*_: Any, **__: Any) -> NoReturn:
    raise RuntimeError("a bug in another library")


DOUBTFUL = [page(p(paragraphs(2))), page(p(paragraphs(1)), "<article>{}</article>")]


@pytest.mark.parametrize("source", DOUBTFUL)
def test_a_failure_of_trafilatura_costs_nothing(
    source: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    alone = fast(source)
    monkeypatch.setattr("trafilatura.extract", fails)
    with caplog.at_level(logging.WARNING, "cleanpress"):
        article = Cleaner().clean_html(source)
    assert "trafilatura failed" in caplog.text
    assert article.text
    assert article == alone


def test_trafilatura_is_asked_only_where_the_opinion_is_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: asked.append("asked"))
    Cleaner().clean_html(page(p(paragraphs(12))))
    fast(DOUBTFUL[0])
    assert asked == []
    Cleaner().clean_html(DOUBTFUL[0])
    assert asked == ["asked"]


def test_a_page_of_very_many_blocks_is_not_put_to_trafilatura() -> None:
    opinion = Opinion([], 1.0, 0)
    blocks = tuple(Block(index=number, text="A line") for number in range(3_001))
    assert worth_asking(Page(source="html", blocks=blocks[:3_000]), opinion)
    assert not worth_asking(Page(source="html", blocks=blocks), opinion)


def test_asking_leaves_the_tree_as_it_is() -> None:
    from lxml import etree

    made = read(page(p(paragraphs(5))))
    before = etree.tostring(made.tree)
    assert paragraph(2) in trafilatura_text(made)
    assert etree.tostring(made.tree) == before


def test_what_trafilatura_found_is_taken_where_the_structure_shows_nothing() -> None:
    made = Page(source="html", blocks=tuple(Block(index=i, text=text) for i, text in enumerate(paragraphs(4))))
    nothing = [Verdict(i, Label.OTHER, "structure.not-article", 0.9, "no", "structure") for i in range(4)]
    text = "\n".join(paragraphs(3))
    found = fallback(
        made, [Verdict(0, Label.COMMENTS, "c.c", 0.95, "a comment", "rules")], Opinion(nothing, 0, 0), text
    )
    assert [v.label.value for v in found.verdicts] == ["other", "body", "body", "other"]
    assert found.width > 300
    teasers = Opinion(nothing, 0, 0, teasers=True)
    assert fallback(made, [], teasers, text) == teasers
    assert fallback(made, [], Opinion(nothing, 0, 0), paragraph(1)) == Opinion(nothing, 0, 0)


# What it says of itself

MIXED = page(
    f'{p(paragraphs(4))}<h2>The rope</h2><div class="plate"><a href="/a">The eel sellers of the gate</a></div>'
    f"<aside><p>Built in 1788</p></aside><form><p>Your address</p><button>{SIGN_UP}</button></form>"
    f'<figure><img src="/w.jpg"><figcaption>The weir</figcaption></figure><p hidden>Not for readers</p>'
    f"{p(paragraphs(4, 20))}<h2>Last</h2>",
    "<article>{}</article>",
)


def test_every_block_gets_one_verdict_with_a_reason() -> None:
    made, _, opinion = judged(MIXED)
    assert [v.block for v in opinion.verdicts] == [block.index for block in made.blocks]
    assert all(v.why.strip() and v.judge == "structure" and 0 <= v.confidence <= 1 for v in opinion.verdicts)
    assert all(block.why for block in fast(MIXED).blocks)


@pytest.mark.parametrize(
    ("text", "label", "why"),
    [
        (paragraph(1), Label.BODY, "prose in the flow of the article"),
        ("The rope", Label.BODY, "heading between the article's paragraphs"),
        ("The eel sellers of the gate", Label.OTHER, "among links (link share 1.0)"),
        ("Built in 1788", Label.OTHER, "inside aside"),
        ("Your address", Label.OTHER, "beside a button or form"),
        (SIGN_UP, Label.OTHER, "inside button"),
        ("The weir", Label.CAPTION, "a picture's caption"),
        ("Not for readers", Label.OTHER, "the page does not show it"),
        ("Last", Label.OTHER, "heading outside the article"),
        ("Home", Label.OTHER, "outside the part of the page that holds the article's prose (li)"),
    ],
)
def test_the_reason_is_the_real_one(text: str, label: Label, why: str) -> None:
    found = verdict(MIXED, text)
    assert (found.label, found.rule.split(".")[0]) == (label, "structure")
    assert why in found.why.split("; ")


def in_any_order(take: Callable[[Verdict], object]) -> None:
    source = MIXED.replace("<p>Built in 1788</p>", f'<p class="newsletter-signup related">{SIGN_UP}</p>')
    made, seen, opinion = judged(source)
    wanted = [take(v) for v in opinion.verdicts]
    assert len({v.judge for v in seen}) > 1
    assert [take(v) for v in judge_structure(made, Hints(), []).verdicts] != wanted
    for seed in range(10):
        shuffled = random.Random(seed).sample(seen, len(seen))
        assert [take(v) for v in judge_structure(made, Hints(), shuffled).verdicts] == wanted


def test_the_order_in_which_others_spoke_changes_no_label() -> None:
    in_any_order(lambda v: (v.block, v.label, v.rule, v.confidence))


def test_the_order_in_which_others_spoke_changes_no_reason() -> None:
    in_any_order(lambda v: v.why)


def test_the_order_in_which_two_titles_were_named_does_not_matter() -> None:
    stories = [f"<article><h2>Story {n}</h2>{p(paragraphs(5 + n, 20 * n))}</article>" for n in range(2)]
    made = read(document("<main>" + "".join(stories) + "</main>"))
    titles = [Verdict(b.index, Label.TITLE, "t.t", 0.9, "t", "header") for b in made.blocks if b.kind is Kind.HEADING]
    assert len(titles) == 2
    assert judge_structure(made, Hints(), titles) == judge_structure(made, Hints(), titles[::-1])


def test_no_blocks_get_no_verdicts() -> None:
    assert judge_structure(Page(source="html"), Hints(), []) == Opinion([], 0.0, 0)


# Measures and the outline


def test_measures_of_a_block() -> None:
    linked = Block(index=0, text=paragraph(1), spans=(Span(LINK, 0, len(paragraph(1))),))
    assert measure(Block(index=0, text=paragraph(1))).prose
    assert (measure(linked).links, measure(linked).prose, measure(linked).leads) == (1.0, False, True)
    behind = Block(index=0, text=paragraph(1), spans=(Span(LINK, 20, 30), Span(SpanKind.STRONG, 0, 90)))
    assert (measure(behind).prose, measure(behind).leads) == (True, False)
    for kind in (Kind.HEADING, Kind.CAPTION, Kind.CODE, Kind.CELL):
        assert not measure(Block(index=0, text=paragraph(1), kind=kind)).prose
    assert is_listing("12 14 2024 3.5")
    assert not is_listing("Of 12 mills 3 stand.")


def test_the_outline_finds_the_element_of_the_body_and_its_parts() -> None:
    made = read(page(f"{p(paragraphs(5), '<div class=t><p>{}</p></div>')}", '<div id="story">{}</div>'))
    found = outline(made, {}, -1)
    assert made.nodes[found.container].names == ("story",)
    assert found.main == {(("div", ("t",)),)}
    first = next(block for block in made.blocks if block.text == paragraph(0))
    assert made.nodes[holder(made, first)].names == ("t",)
    assert made.nodes[first.node].tag == "p"


def test_weights_of_others_move_the_body() -> None:
    inner = f"<div id=one>{p(paragraphs(6))}</div><div id=two>{p(paragraphs(5, 20))}</div>"
    made = read(document(inner))
    assert made.nodes[outline(made, {}, -1).container].names != ("two",)
    against = {block.index: 0.05 for block in made.blocks[:6]}
    assert made.nodes[outline(made, against, -1).container].names == ("two",)


def test_wide_nodes_hold_more_than_half() -> None:
    made = read(document(f"<div id=one>{p(paragraphs(6))}</div><div id=two>{p(paragraphs(3, 20))}</div>"))
    names = {
        name
        for index in wide_nodes(made, [len(block.text) for block in made.blocks])
        for name in made.nodes[index].names
    }
    assert names == {"one"}
