"""The article as markdown, and its front matter."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from blocks import BODY, HTTP, article, block, cell, item, spanned
from cleanpress.model import Article, Kind, Label, Span, SpanKind


def test_markdown_of_a_whole_article() -> None:
    blocks = (
        block("Snow in town", label=Label.TITLE),
        block("What we know", Kind.HEADING, level=1),
        spanned("Read the report today.", (SpanKind.LINK, "the report", "/r"), (SpanKind.STRONG, "today")),
        item("first", ordinal=1),
        item("inner", level=2),
        item("second", ordinal=2),
        block("It snows.", Kind.QUOTE),
        block("x = '```'", Kind.CODE),
        cell("Place", 0, 0),
        cell("cm | in", 0, 1),
        cell("Hill", 1, 0),
        block("O snow\nO ice\n\nO thaw", Kind.VERSE),
    )
    assert article(*blocks, title="Snow in town", standfirst="It came.").to_markdown() == "\n".join(
        [
            "# Snow in town\n",
            "## What we know\n",
            "Read [the report](https://news.example/r) **today**.\n",
            "1. first",
            "   - inner",
            "2. second\n",
            "> It snows.\n",
            "````\nx = '```'\n````\n",
            "| Place | cm \\| in |",
            "| --- | --- |",
            "| Hill |\n",
            "O snow\\\nO ice\n",
            "O thaw\n",
        ]
    )


def test_markdown_does_not_repeat_a_kept_title() -> None:
    kept = BODY | {Label.TITLE}
    titled = article(block("Snow", label=Label.TITLE), block("It came."), title="Snow", kept=kept)
    assert titled.to_markdown() == "# Snow\n\nIt came.\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# no heading", "\\# no heading"),
        ("#snow", "#snow"),
        ("> no quote", "\\> no quote"),
        ("- no item", "\\- no item"),
        ("-5 degrees", "-5 degrees"),
        ("+ no item", "\\+ no item"),
        ("1. no item", "1\\. no item"),
        ("2025) no item", "2025\\) no item"),
        ("at 3. it", "at 3. it"),
        ("---", "\\---"),
        ("=====", "\\====="),
        ("2 * 3 _x_ `y` [z] <b> ~w~", "2 \\* 3 \\_x\\_ \\`y\\` \\[z\\] \\<b> \\~w\\~"),
        ("C:\\dir", "C:\\\\dir"),
        ("&lt; & AT&T", "\\&lt; & AT&T"),
        ("a\x00b\ud800", "a\ufffdb\ufffd"),
    ],
)
def test_markdown_escapes_what_would_mean_something(text: str, written: str) -> None:
    assert article(block(text)).to_markdown() == written + "\n"


def test_markdown_of_marks_that_commonmark_would_not_read() -> None:
    glued = spanned("Seoul:snow", (SpanKind.STRONG, "Seoul:"))
    assert article(glued).to_markdown() == "<strong>Seoul:</strong>snow\n"
    touching = spanned("onetwo", (SpanKind.EMPHASIS, "one"), (SpanKind.STRONG, "two"))
    assert article(touching).to_markdown() == "*one*<strong>two</strong>\n"


def test_markdown_links_have_escaped_text_and_targets() -> None:
    odd = spanned("Wow!a]b", (SpanKind.LINK, "a]b", "/x (1)`|\\"))
    assert article(odd).to_markdown() == "Wow\\![a\\]b](https://news.example/x%20%281%29%60%7C%5C)\n"
    bad = spanned("click me", (SpanKind.LINK, "me", "javascript:alert(1)"))
    assert article(bad).to_markdown() == "click me\n"


def test_markdown_code_spans_outrun_the_backticks_inside() -> None:
    code = spanned("run `a``b` now", (SpanKind.CODE, "`a``b`"))
    assert article(code).to_markdown() == "run ``` `a``b` ``` now\n"


def test_markdown_breaks_are_hard_and_each_line_is_escaped() -> None:
    broken = block("12 Quay - Town", spans=(Span(SpanKind.BREAK, 7, 8), Span(SpanKind.EMPHASIS, 0, 7)))
    assert article(broken).to_markdown() == "*12 Quay*\\\n\\- Town\n"
    in_item = block("12 Quay Town", Kind.LIST_ITEM, level=1, spans=(Span(SpanKind.BREAK, 7, 8),))
    assert article(in_item).to_markdown() == "- 12 Quay\\\n  Town\n"


def test_markdown_lists_that_start_again_are_two_lists() -> None:
    found = article(item("a", ordinal=1), item("b", ordinal=2), item("c", ordinal=1), item("d", ordinal=2))
    assert found.to_markdown() == "1. a\n2. b\n1) c\n2) d\n"
    assert article(item("a"), item("b", level=2, ordinal=4)).to_markdown() == "- a\n\n  4. b\n"


def test_markdown_headings_end_as_the_page_ends_them() -> None:
    assert article(block("In C#", Kind.HEADING, level=9)).to_markdown() == "###### In C\\#\n"


def test_front_matter_is_yaml_whatever_the_page_says() -> None:
    odd = article(
        block("Text."),
        title='"Yes": a\n--- # x\x85\u2028',
        authors=["A. Writer", "no"],
        published=datetime(2025, 3, 9),
        published_precision="day",
        tags=["null"],
    )
    written = odd.to_markdown(front_matter=True)
    head, _, rest = written.removeprefix("---\n").partition("\n---\n")
    found = {name: json.loads(value) for name, _, value in (line.partition(": ") for line in head.split("\n"))}
    assert found == {
        "title": odd.title,
        "authors": ["A. Writer", "no"],
        "published": "2025-03-09",
        "url": HTTP,
        "tags": ["null"],
    }
    assert len(head.splitlines()) == len(found)
    assert rest.startswith("\n# ")
    assert Article().to_markdown(front_matter=True) == "---\n---\n"
