"""What the block judge takes as evidence: names, the page's data, and trafilatura where it is in doubt."""

from __future__ import annotations

import json
import logging
from typing import Any, NoReturn

import pytest

from cleanpress import Options
from cleanpress.api import Cleaner
from cleanpress.judge.classifier import BlockJudge
from cleanpress.judge.consult import trafilatura_text, worth_asking
from cleanpress.judge.coverage import Coverage
from cleanpress.model import Block, Hints, Label, Page, Verdict
from weir import SIGN_UP, TITLE, body, document, fast, heard, p, page, paragraph, paragraphs, read

OTHER = "Nine bakers of the hill town met to weigh their loaves in public."

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


@pytest.mark.parametrize("name", ["related-stories", "newsletter-signup", "paywall-offer"])
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
    assert (article.status, article.sources["text"]) == ("ok", "json-ld")
    assert "body_from_data" in article.warnings
    assert {block.where.path for block in article.blocks if block.label is Label.BODY} == {"json-ld:articleBody"}
    assert "body_from_data" not in Cleaner().clean_html(page(p(texts), head=data("\n\n".join(texts)))).warnings


# How much of a block stands in another text


def test_coverage_of_little_or_of_something_else_knows_nothing() -> None:
    text = " ".join(paragraphs(6))
    assert not Coverage.of(None, None).known
    assert not Coverage.of("Rain fell all day.", None).known
    assert not Coverage.of(text, [OTHER, SIGN_UP]).known
    assert Coverage.of(text, paragraphs(6)).complete
    part = Coverage.of(text, [*paragraphs(6), "One two three four five six seven eight nine ten. " * 10])
    assert (bool(part.known), part.complete) == (True, False)


def test_the_share_of_a_block_that_stands_in_a_text() -> None:
    cover = Coverage.of(" ".join(paragraphs(6)), paragraphs(6))
    assert cover.share(paragraph(2)) == 1
    assert cover.share("Other words stand in this line of the page") == 0
    assert 0 < cover.share(f"{paragraph(2)} {OTHER}") < 1
    assert Coverage().share(paragraph(2)) == cover.share("…") == 0


# Trafilatura


def fails(*_: Any, **__: Any) -> NoReturn:
    raise RuntimeError("a bug in another library")


DOUBTFUL = [page(p(paragraphs(2))), page(p(paragraphs(1)), "<article>{}</article>")]


@pytest.mark.parametrize("source", DOUBTFUL)
def test_a_failure_of_trafilatura_costs_nothing(
    source: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    alone = Cleaner(Options(fast=True)).clean_html(source)
    monkeypatch.setattr("trafilatura.extract", fails)
    with caplog.at_level(logging.WARNING, "cleanpress"):
        article = Cleaner().clean_html(source)
    assert "trafilatura failed" in caplog.text
    assert article.text
    # In haste no reasons are written down; all else is the same.
    assert [(b.text, b.label, b.rule, b.confidence) for b in article.blocks] == [
        (b.text, b.label, b.rule, b.confidence) for b in alone.blocks
    ]
    assert (article.text, article.sources, article.warnings) == (alone.text, alone.sources, alone.warnings)
    assert article.confidence == alone.confidence


def test_trafilatura_is_asked_only_where_the_opinion_is_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: asked.append("asked"))
    Cleaner().clean_html(page(p(paragraphs(12))))
    fast(DOUBTFUL[0])
    assert asked == []
    Cleaner().clean_html(DOUBTFUL[0])
    assert asked == ["asked"]


def test_the_source_says_whether_trafilatura_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fast(DOUBTFUL[0]).sources["text"] == "blocks"
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: "\n".join(paragraphs(2)))
    assert Cleaner().clean_html(DOUBTFUL[0]).sources["text"] == "blocks+trafilatura"
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: None)
    assert Cleaner().clean_html(DOUBTFUL[0]).sources["text"] == "blocks"


def test_a_page_of_very_many_blocks_is_not_put_to_trafilatura() -> None:
    blocks = tuple(Block(index=number, text="A line") for number in range(3_001))
    assert worth_asking(Page(source="html", blocks=blocks[:3_000]), 1.0, 0, 1.0)
    assert not worth_asking(Page(source="html", blocks=blocks), 1.0, 0, 1.0)


def test_asking_leaves_the_tree_as_it_is() -> None:
    from lxml import etree

    made = read(page(p(paragraphs(5))))
    before = etree.tostring(made.tree)
    assert paragraph(2) in trafilatura_text(made)
    assert etree.tostring(made.tree) == before


def test_what_another_extractor_found_is_the_body_where_the_judge_found_none() -> None:
    texts = paragraphs(4)
    made, seen = heard(page(p(texts)))
    at = {block.text: block.index for block in made.blocks}
    comment = Verdict(at[texts[0]], Label.COMMENTS, "comments.x", 0.95, "a comment", "rules")
    found = BlockJudge(made, Hints(), [*seen, comment]).holds("\n".join(texts[:3]))
    assert found is not None
    assert [v.block for v in found] == list(range(len(made.blocks)))
    assert [made.blocks[v.block].text for v in found if v.label is Label.BODY] == texts[1:3]
    assert all(v.why and v.judge == "blocks" for v in found)


def test_what_another_extractor_found_is_no_body_where_it_is_too_little_for_an_article() -> None:
    made, seen = heard(page(p(paragraphs(4))))
    assert BlockJudge(made, Hints(), seen).holds(paragraph(1)) is None
    assert BlockJudge(made, Hints(), seen).holds("") is None
