"""The promises of the package, as properties of generated pages."""

from __future__ import annotations

import html
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleanpress
from cleanpress import Article, Label
from cleanpress.write import report
from generated import dumps, long_paragraphs, pages, paragraphs

CLEANER = cleanpress.Cleaner()


def examples(number: int) -> settings:
    return settings(deadline=None, derandomize=True, max_examples=number)


def letters(text: str) -> str:
    return "".join(text.split())


class Letters(HTMLParser):
    """All text of a page in order, as another parser sees it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(source.partition("</head>")[2] or source)
        self.close()

    def handle_data(self, data: str) -> None:
        self.found.append(data)


# 1. Kept and removed blocks together are the input


@examples(150)
@given(pages())
def test_blocks_of_a_page_hold_every_letter_once_and_in_order(source: str) -> None:
    article = CLEANER.clean_html(source)
    seen = letters("".join(Letters(source).found)).replace("\u00ad", "").replace("\u200b", "")
    assert letters("".join(block.text for block in article.blocks)) == seen


@examples(150)
@given(dumps())
def test_blocks_of_a_dump_are_its_spans_and_nothing_lies_between(source: str) -> None:
    article = CLEANER.clean_text(source)
    at = 0
    for block in article.blocks:
        assert block.where.span is not None
        start, end = block.where.span
        assert source[at:start].strip() == ""
        assert Counter(letters(block.text)) <= Counter(letters(source[start:end]))
        at = end
    assert source[at:].strip() == "" or not article.blocks


@examples(150)
@given(st.one_of(pages(), dumps()))
def test_every_block_is_either_kept_or_removed(source: str) -> None:
    article = CLEANER.clean_html(source)
    removed = [removal.block for removal in article.removed]
    kept = [block for block in article.blocks if block.index not in set(removed)]
    assert removed == sorted(set(removed))
    assert [block.label for block in kept] == [Label.BODY] * len(kept)
    for removal in article.removed:
        block = article.blocks[removal.block]
        assert (removal.text, removal.label, removal.where) == (block.text, block.label, block.where)
        assert removal.rule
        assert removal.why
    # The text is the kept blocks and nothing else; only the bars between cells are added.
    assert letters(article.text).replace("|", "") == letters("".join(block.text for block in kept)).replace("|", "")


# 2. Cleaning what is clean changes nothing


@examples(250)
@given(dumps())
def test_clean_text_is_idempotent(source: str) -> None:
    once = CLEANER.clean_text(source).text
    assert CLEANER.clean_text(once).text == once


# 3. Asking changes nothing


@examples(50)
@given(pages())
def test_asking_for_the_report_changes_nothing(source: str) -> None:
    article, untouched = CLEANER.clean_html(source), CLEANER.clean_html(source).to_json()
    before = article.to_json()
    report.to_text(article), report.to_json(article), article.to_markdown(), article.to_html(), article.to_dict()
    assert article.to_json() == before == untouched


# 4. The same page, the same bytes

HASHED = """
import sys, json, cleanpress
cleaner = cleanpress.Cleaner()
for source in json.load(sys.stdin):
    print(cleaner.clean_html(source).to_json(), cleaner.clean_text(source).to_json())
"""


def some_pages() -> list[str]:
    """A dozen generated pages, always the same."""
    found: list[str] = []

    @settings(deadline=None, derandomize=True, max_examples=12, database=None)
    @given(st.one_of(pages(), dumps()))
    def collect(source: str) -> None:
        found.append(source)

    collect()
    return found


def test_hash_seed_and_process_do_not_matter() -> None:
    given_pages = json.dumps(some_pages()).encode()
    outputs = set()
    for seed in ("0", "1", "4321"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        run = subprocess.run([sys.executable, "-c", HASHED], input=given_pages, capture_output=True, env=environment)
        assert run.returncode == 0, run.stderr.decode()
        outputs.add(run.stdout)
    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) >= 12


def test_order_and_threads_do_not_matter() -> None:
    sources = some_pages()
    alone = {source: cleanpress.Cleaner().clean_html(source).to_json() for source in sources}
    assert {source: CLEANER.clean_html(source).to_json() for source in reversed(sources)} == alone
    with ThreadPoolExecutor(4) as pool:
        assert (
            dict(zip(sources, pool.map(lambda source: CLEANER.clean_html(source).to_json(), sources), strict=True))
            == alone
        )


# 5. Work grows with the size


def calls(clean: Callable[[str], Article], source: str) -> int:
    """How many functions of Python are called."""
    count = 0

    def step(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(step)
    try:
        clean(source)
    finally:
        sys.setprofile(None)
    return count


FACT = "<p>The council of Ashford met on day {0} and decided to shut the old bridge until the spring of {0}.</p>"
SHAPES = {
    "paragraphs": FACT,
    "equal paragraphs": FACT.format(1),
    "list": "<li><a href=/{0}>Story number {0}</a></li>",
    "rows": "<tr><td>{0}<td>x",
    "nested": "<div><p>Line {0}</p>",
    "inserts": FACT + "<aside class=related><h3>More {0}</h3><a href=/{0}>Story {0}</a></aside>",
    "figures": "<figure><img src={0}.png><figcaption>The bridge on day {0} (Reuters)</figcaption></figure>",
    "equal figures": "<figure><img src=a.png alt='The bridge'><figcaption>The bridge</figcaption></figure>",
    "headings": "<h1>Bridge shut {0}</h1>",
    "bylines": "<p class=byline>By Ann Lee</p><time datetime=2024-01-01>1 January 2024</time>",
    "breaks": "The bridge was shut on day {0}<br>",
    "inline": "<b>word</b> <i>{0}</i> ",
    "quotes": "<blockquote>The bridge is shut, said number {0}.</blockquote>" + FACT,
    "metas": "<meta name=author content='Ann Lee'><meta property=article:tag content=t{0}>",
}


LINES = {
    "sentences": "The council met on day {0}.\n",
    "equal lines": "Home\n",
    "items": "* item {0}\n",
    "rows": "{0} | {0}\n",
    "headings": "# Head {0}\n\nIt rained on day {0}.\n\n",
    "prose": "It rained on day {0}. Nobody came to the fair on the green, and the band went home.\n\n",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_twice_the_page_is_about_twice_the_work(shape: str) -> None:
    cleaner = cleanpress.Cleaner(cleanpress.Options(fast=True))

    def page(number: int, first: int) -> str:
        return "<body>" + "".join(shape.format(first + i) for i in range(number)) + FACT.format(first) * 3

    assert_linear(cleaner.clean_html, page)


@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
def test_twice_the_dump_is_about_twice_the_work(line: str) -> None:
    def dump(number: int, first: int) -> str:
        return "".join(line.format(first + i) for i in range(number))

    assert_linear(CLEANER.clean_text, dump)


def assert_linear(clean: Callable[[str], Article], make: Callable[[int, int], str]) -> None:
    # What is compiled at first use is no work of the page, and what is remembered of one page must not help the next.
    clean(make(300, 1000))
    once, twice = calls(clean, make(300, 2000)), calls(clean, make(600, 3000))
    assert twice < 2.2 * once


# 6. Long prose is never removed by one phrase, class name or heading

TRAPS = [
    '<p class="newsletter-signup">{}</p>',
    '<div class="share"><p>{}</p></div>',
    '<div id="comments"><p>{}</p></div>',
    '<p class="advert related promo">{}</p>',
    "<p>Sign up to our newsletter. {}</p>",
    "<p>Advertisement: {}</p>",
    "<p>{} Share this story with your friends.</p>",
    "<p>{} Read our privacy policy and accept all cookies.</p>",
    "<h3>Related stories</h3><p>{}</p>",
    "<h3>Most read</h3><p>{}</p>",
    '<p role="complementary">{}</p>',
    '<p aria-label="Advertisement">{}</p>',
]


@pytest.mark.parametrize("trap", TRAPS)
@examples(6)
@given(before=st.lists(long_paragraphs, min_size=3, max_size=4, unique=True), inside=long_paragraphs)
def test_long_prose_in_the_article_survives_one_sign(trap: str, before: list[str], inside: str) -> None:
    # A sentence that no other paragraph has, so that it is no repeat.
    inside = f"A heron watched from the lock. {inside}"
    first, *rest = (f"<p>{html.escape(text)}</p>" for text in before)
    page = f"<body><article><h1>Water over the bridge</h1>{first}{trap.format(inside)}{''.join(rest)}</article></body>"
    assert letters(inside) in letters(CLEANER.clean_html(page).text)


@examples(40)
@given(st.lists(long_paragraphs, min_size=3, max_size=6, unique=True))
def test_long_prose_alone_is_kept(texts: list[str]) -> None:
    page = "".join(f"<p>{text}</p>" for text in texts)
    assert letters(CLEANER.clean_html(page).text) == letters("".join(texts))
    assert letters(CLEANER.clean_text("\n\n".join(texts)).text) == letters("".join(texts))


# 7. No markup of the page comes to life in an output

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</p></article><svg/onload=alert(1)>",
    '"><b onclick="alert(1)">x</b>',
    "<!-- x --><style>p{}</style>",
    "&lt;script&gt;",
]
TARGETS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>",
    " java\nscript:alert(1)",
    "vbscript:x",
]
TARGETS += ['/ok"onclick="alert(1)', "x' onmouseover='alert(1)", "//news.example/<b>"]


class Tags(HTMLParser):
    """The elements and attributes of an output."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@examples(150)
@given(
    st.sampled_from(ATTACKS),
    st.sampled_from(TARGETS),
    paragraphs,
    st.sampled_from(["p", "h2", "li", "td", "figcaption", "pre"]),
)
def test_markup_of_the_page_is_escaped(attack: str, target: str, text: str, tag: str) -> None:
    shown = html.escape(attack)
    link = f'<a href="{html.escape(target)}">{shown}</a>'
    part = f"<{tag}>{shown} {text} {link}</{tag}>"
    part = {
        "td": f"<table><tr>{part}{part}</table>",
        "figcaption": f"<figure><img src='{target[:4]}'>{part}</figure>",
    }.get(tag, part)
    page = f"<title>{shown}</title><article><h1>{shown} {text}</h1><p>{text} {link}</p>{part}</article>"
    page += f"<p>{text} Rain fell.</p><footer class=share>{shown}</footer>"
    article = cleanpress.Cleaner(cleanpress.Options(keep=set(Label))).clean_html(page, url="https://news.example/a/")
    output = Tags(article.to_html())
    allowed = {"article", "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "table", "tr", "td"}
    allowed |= {"figure", "figcaption", "img", "small", "pre", "code", "a", "em", "strong", "br"}
    assert output.tags <= allowed
    assert {name for name, _ in output.attributes} <= {"href", "src", "alt", "start", "value"}
    for name, value in output.attributes:
        assert name not in ("href", "src") or value.startswith(("https://", "http://", "mailto:", "tel:"))
    for account in (report.to_text(article), report.to_json(article), report.to_text(article, file=attack)):
        assert "<" not in account
        assert ">" not in account
