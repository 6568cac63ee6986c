"""Code of the page in a dump: scripts, styles and data that a tool took for text."""

from __future__ import annotations

from itertools import pairwise

import pytest

import cleanpress
from cleanpress.model import Kind, Limits
from cleanpress.read.code import code_runs
from cleanpress.read.lines import lines_of
from cleanpress.read.text import read_text

FERRY = (
    "The ferry to the outer islands sailed again on Monday, two years after the old pier gave way in a winter storm.",
    "Council members had argued for months about who should pay. In the end the county took on half of the cost.",
    "Nobody was hurt when the pier fell, but the only shop on the islands closed for good in the following spring.",
)
SCRIPT = """window.adsQueue = window.adsQueue || [];
adsQueue.push(function () {
  // the slot above the fold
  showAd('top', { size: [728, 90] });
});"""
STYLE = """.hero .title, .hero .kicker {
  margin: 0 auto;
  color: #fff;
}
@media (max-width: 600px) { .hero { display: none !important; } }"""
DATA = '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry sails again"}'
MINIFIED = "!function(e,t){var n=e[t]=e[t]||[];n.push({id:4,ok:!0})}(window,'q');" * 80


def runs(text: str) -> list[str]:
    """What is taken for code, run by run."""
    lines = list(lines_of(text))
    return [text[lines[first].start : lines[last - 1].end] for first, last in code_runs(lines)]


@pytest.mark.parametrize("code", [SCRIPT, STYLE, DATA, MINIFIED], ids=["script", "style", "data", "minified"])
def test_code_between_paragraphs_is_one_run_and_taken_out(code: str) -> None:
    text = "\n\n".join((FERRY[0], code, *FERRY[1:]))
    assert runs(text) == [code]
    article = cleanpress.clean_text(text)
    assert article.text.split("\n\n") == list(FERRY)
    (removal,) = article.removed
    assert (removal.rule, removal.text) == ("lines.code", " ".join(code.split()))
    assert removal.where.span == (len(FERRY[0]) + 2, len(FERRY[0]) + 2 + len(code))
    assert article.blocks[removal.block].kind is Kind.CODE
    assert [block.index for block in article.blocks] == list(range(len(article.blocks)))


@pytest.mark.parametrize(
    "line",
    [
        "The mayor (who is also the vicar) said: “No.” [Laughter]",
        "The shares rose to $2.8 billion, or $2.53 each; the fund holds 12 % of them & wants more.",
        "Rovers 2:1 United; Mill 4:0 Castor Bay; Orrin 3:3 Velmora",
        "Read more: https://post.example/news?id=4&section=isles&utm_source=mail",
        "* [Isles](https://post.example/isles?from=menu&level=1) * [Sport](https://post.example/sport)",
        "| 13 | Ida Moor | 2237 | 1 | 0 | 6 | 18 |",
        "His password was “hunter2;” and he wrote it on the wall {sic}.",
        '"Slack": the hour in which the tide stands still.',
        '"Slack": "stillwater", as the islanders say.',
        "<p><b>Short.</b> The <i>mayor</i> said no, and <a href=/isles>the isles</a> said yes.</p>",
        "#ferry, #islands, #winter, #storm, #harbour, #pier, #council, #county, #school, #shop, #mainland, #village",
    ],
)
def test_lines_of_articles_are_no_code(line: str) -> None:
    assert runs("\n".join((FERRY[0], line, FERRY[1]))) == []


def test_prose_beside_code_is_no_code() -> None:
    beside = 'Doors open at "six; or seven", he said,'
    assert runs("\n".join((beside, SCRIPT, FERRY[0], "Sailing times"))) == [SCRIPT]


def test_code_in_a_fence_is_the_articles_own() -> None:
    assert runs("\n".join((FERRY[0], "```", SCRIPT, "```", FERRY[1]))) == []


def test_lines_on_both_sides_of_code_are_never_joined() -> None:
    text = "\n".join(
        ("The ferry to the outer islands, which had been", SCRIPT, "laid up for two years, sailed.", *FERRY)
    )
    spans = [block.where.span for block in read_text(text, url=None, limits=Limits()).blocks]
    assert spans == sorted(spans)
    assert all(before and after and before[1] <= after[0] for before, after in pairwise(spans))


def test_a_text_of_code_alone_has_no_article() -> None:
    article = cleanpress.clean_text("\n\n".join((SCRIPT, STYLE)))
    assert (article.status, article.text) == ("no_article", "")
    assert {removal.rule for removal in article.removed} == {"lines.code"}


def test_the_second_cleaning_changes_nothing() -> None:
    once = cleanpress.clean_text("\n".join((STYLE, *FERRY, SCRIPT, DATA))).text
    assert cleanpress.clean_text(once).text == once
