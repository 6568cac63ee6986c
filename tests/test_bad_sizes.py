"""Huge and endless pages: nothing hangs, and the article beside the huge part is found.

Each of these takes minutes or loses the article where time is not linear in the size.
"""

from __future__ import annotations

import pytest

import cleanpress
from bridge import ARTICLE, FACTS, lost
from cleanpress import Status
from cleanpress.model import Limits
from cleanpress.read.html import read_html


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param("<div " + " ".join(f'a{i}="v"' for i in range(100_000)) + ">", id="100k attributes"),
        pytest.param("<div " + " ".join(f"a{i}" for i in range(100_000)) + ">", id="100k attributes without value"),
        pytest.param("<div " + " ".join(f"a{i}='>'" for i in range(100_000)) + ">", id="100k attributes with brackets"),
        pytest.param("<img src='data:image/png;base64," + "A" * 12_000_000 + "'>", id="12 MB data URI"),
        pytest.param("<div>" + "<br>" * 50_000 + "</div>", id="50k br"),
        pytest.param("<p>" + "‹" * 500_000 + "</p>", id="500k quotes"),
        pytest.param("<p>" + "<" * 200_000 + "</p>", id="200k lone brackets"),
        pytest.param("<p>" + "&" * 200_000 + "</p>", id="200k ampersands"),
        pytest.param("<p>" + " " * 1_000_000 + "</p>", id="1 MB of blanks"),
        pytest.param("<p>" + "x" * 1_000_000 + "</p>", id="one word of 1 MB"),
        pytest.param("<!--" + "-" * 500_000 + "-->", id="500k hyphens in a comment"),
        pytest.param("<p class='" + "aB-" * 200_000 + "'></p>", id="endless class"),
        pytest.param("<p style='" + "display " * 100_000 + "'></p>", id="endless style"),
        pytest.param("<script type=application/ld+json>" + "[" * 100_000 + "</script>", id="100k brackets of JSON"),
        pytest.param("<script type=application/ld+json>{" + "," * 200_000 + "}</script>", id="200k commas of JSON"),
        pytest.param("<table>" + "<tr><td>1<td>2" * 4_000 + "</table>", id="4k rows"),
        pytest.param("<title>" + "Rain - " * 50_000 + "</title>", id="endless title"),
        pytest.param("<p class=byline>By " + "Ann Lee, " * 20_000 + "</p>", id="endless byline"),
        pytest.param("<meta name=author content='Ann Lee'>" * 10_000, id="10k authors"),
        pytest.param("<!-- x " * 50_000 + "-->", id="50k unfinished comments"),
        pytest.param("<a href='" * 50_001 + "'>", id="50k unfinished attributes"),
    ],
)
@pytest.mark.parametrize("place", ["before", "behind"])
def test_huge_parts(extra: str, place: str) -> None:
    article = cleanpress.clean_html(extra + ARTICLE if place == "before" else ARTICLE + extra)
    assert lost(article) == []
    assert article.status is Status.OK


@pytest.mark.parametrize(
    "tail", ["<" + "a" * 500_000, "<a " + "b" * 500_000, "<a href='" + "b " * 200_000, "<?" * 100_000]
)
def test_tags_that_never_end(tail: str) -> None:
    assert lost(cleanpress.clean_html(ARTICLE + tail)) == []


def test_twenty_thousand_tiny_paragraphs() -> None:
    article = cleanpress.clean_html("".join(f"<p>tiny {i}</p>" for i in range(20_000)) + ARTICLE)
    assert len(article.blocks) == 20_000 + len(FACTS)
    assert lost(article) == []


def test_table_of_a_hundred_thousand_rows() -> None:
    page = read_html(f"{ARTICLE}<table>{'<tr><td>1<td>' * 100_000}</table>", url=None, encoding=None, limits=Limits())
    assert (len(page.blocks), page.blocks[-1].row) == (100_000 + len(FACTS), 99_999)


@pytest.mark.parametrize(
    "source",
    [
        "\n".join(["x"] * 20_000),
        "a" * 500_000,
        "‹" * 200_000,
        "." * 200_000,
        " " * 100_000 + "x",
        "By " + "A. " * 50_000,
        "# " * 50_000,
        "> " * 50_000,
        "|" * 100_000,
        "[" * 100_000,
        "*" * 100_000,
        "1 " * 100_000,
        "\r" * 100_000 + "x",
    ],
    ids=lambda source: repr(source[:4]),
)
def test_huge_dumps(source: str) -> None:
    article = cleanpress.clean_text(source)
    assert article.status in (Status.OK, Status.NO_ARTICLE)
    assert len(article.blocks) > 0
