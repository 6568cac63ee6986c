"""Bad pages: a status and a warning, no exception, and the readable article around the damage is found."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleanpress
from bridge import ARTICLE, DUMP, FACTS, PAGE, lost
from cleanpress import Article, Status
from cleanpress.model import Limits, Options


def ending(article: Article) -> tuple[str, list[str]]:
    return article.status.value, article.warnings


# What is no page at all


@pytest.mark.parametrize("clean", [cleanpress.clean_html, cleanpress.clean_text], ids=["html", "text"])
@pytest.mark.parametrize("source", ["", " ", "\n\t \r\n", "\x00", "\x00\x00\n", "\ufeff", "\u200b \u00ad"])
def test_nothing_at_all(clean: Callable[[str], Article], source: str) -> None:
    article = clean(source)
    assert (article.status, article.text, article.blocks, article.removed) == (Status.EMPTY, "", (), [])


@pytest.mark.parametrize(
    "source", [b"", b" \n", b"\xef\xbb\xbf", b"\xff\xfe", "<!-- x -->", "<!doctype html>", "<p></p>"]
)
def test_pages_without_text(source: bytes | str) -> None:
    assert cleanpress.clean_html(source).status is Status.EMPTY


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>", "pdf"),
        ("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>", "pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "image"),
        (gzip.compress(PAGE.encode()), "gzip"),
        (random.Random(1).randbytes(20_000), "binary"),
        (json.dumps({"title": "Bridge shut", "html": PAGE}), "json"),
        (json.dumps([FACTS]).encode(), "json"),
        ('{"html": "<p>Rain"}\n{"html": "<p>Snow"}\n{"html"', "json"),
        (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nhello", "warc"),
        ("https://news.example/bridge?id=1", "looks_like_url"),
        ("pages/bridge.html", "looks_like_path"),
    ],
)
def test_what_is_no_page_says_so(source: bytes | str, code: str) -> None:
    article = cleanpress.clean_html(source)
    assert ending(article) == ("no_article", [code])
    assert article.text == ""


@pytest.mark.parametrize("source", [PAGE, PAGE.encode(), DUMP])
def test_too_large_is_a_status(source: bytes | str) -> None:
    small = cleanpress.Cleaner(Options(limits=Limits(max_bytes=100)))
    assert small.clean_html(source).status is Status.TOO_LARGE
    assert cleanpress.Cleaner(Options(limits=Limits(max_bytes=len(source)))).clean_html(source).status is Status.OK


def test_too_large_dump_is_a_status() -> None:
    assert cleanpress.Cleaner(Options(limits=Limits(max_bytes=100))).clean_text(DUMP).status is Status.TOO_LARGE


def test_text_without_tags_is_read_as_text() -> None:
    for source in (DUMP, DUMP.encode(), ("\ufeff" + DUMP).encode("utf-16-le")):
        article = cleanpress.clean_html(source)
        assert lost(article) == []
        assert len(article.blocks) == 1 + len(FACTS)
        assert "no_markup" in article.warnings


@pytest.mark.parametrize("odd", ["<ann@post.example>", "<https://post.example/a>", "3 < 4", "<3", "<>", "->", "<a@b>"])
def test_brackets_that_are_no_tags_leave_a_text_a_text(odd: str) -> None:
    article = cleanpress.clean_html(f"{DUMP}\n\nWrite to {odd} before Monday, the council said in its letter.")
    assert lost(article, [*FACTS, odd]) == []
    assert len(article.blocks) == 2 + len(FACTS)


@pytest.mark.parametrize("kept", ["{", "[1] ", '{"a": ', "[Photo] "])
def test_what_only_begins_like_json_is_a_page(kept: str) -> None:
    assert lost(cleanpress.clean_html(kept + PAGE)) == []


# Damaged characters


def damaged(broken: str) -> str:
    """The page with the damage before, inside and behind its article, each in a word of its own."""
    return PAGE.replace("<h1>", f"<h1>{broken}").replace("</article>", f"<p>{broken}</p></article>")


@pytest.mark.parametrize(
    "broken",
    [
        "\x00",
        "\x01\x02\x1b[31m",
        "\x7f",
        "\x0b\x0c",
        "\x85\x9f",
        "\ufffe\uffff",
        "\ud800",
        "\udfff\udc00",
        "&#0;&#xd800;",
        "&#x110000;&#99999999999;",
        "&#x1f;&nosuch;&",
        "\u2028\u2029",
        "\u202e",
    ],
)
def test_odd_characters_cost_no_paragraph(broken: str) -> None:
    for source in (damaged(broken), damaged(broken).encode("utf-8", "surrogatepass")):
        article = cleanpress.clean_html(source)
        assert lost(article) == []
        article.to_json().encode()
        article.to_html().encode()
        assert "\x00" not in article.text + article.to_html()


def test_odd_characters_inside_words_of_a_dump() -> None:
    article = cleanpress.clean_text(DUMP.replace("Monday", "Mon\x00day").replace("mayor", "ma\ud800yor"))
    assert lost(article) == [FACTS[1]]
    article.text.encode()


@pytest.mark.parametrize(
    "source",
    [
        '<?xml version="1.0" encoding="utf-16"?>' + PAGE,
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">' + PAGE,
        "\ufeff<?xml version='1.0'?>" + PAGE,
        PAGE.replace("<head>", '<head><meta charset="iso-8859&#8211;1">'),
        PAGE.replace("<head>", "<head><meta charset=utf-7>"),
        PAGE.replace("<head>", f"<head><script>{'x=1;' * 4000}</script><meta charset=windows-1252>"),
    ],
)
def test_declarations(source: str) -> None:
    source = source.replace("cracks", "“cracks”")
    wanted = [fact.replace("cracks", "“cracks”") for fact in FACTS]
    assert lost(cleanpress.clean_html(source), wanted) == []
    assert lost(cleanpress.clean_html(source.encode()), wanted) == []


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252", "cp037"])
def test_bytes_in_any_charset(codec: str) -> None:
    article = cleanpress.clean_html(PAGE.encode(codec))
    # EBCDIC shows itself by nothing and is declared by nobody.
    assert (lost(article) == []) == (codec != "cp037")


def test_wrong_label_is_a_warning() -> None:
    source = PAGE.replace("<head>", "<head><meta charset=shift_jis>").replace("old", "“old”")
    article = cleanpress.clean_html(source.encode())
    assert article.warnings == ["wrong_charset"]
    assert "“old”" in article.text


# Damaged markup


@pytest.mark.parametrize(
    "source",
    [
        PAGE + "<div clas",
        PAGE + '<a href="unfinished',
        PAGE + "<",
        PAGE + "<!-- unfinished <b>comment</b>",
        PAGE.replace("</body></html>", ""),
        PAGE.replace("</p>", ""),
        PAGE.replace("<p>", "<p><b>").replace("</p>", "</b></i></p>"),
        PAGE.replace("<article>", "<!-- advert "[:5] + "<article>"),
        PAGE.replace("</title>", ""),
        PAGE.replace("<head>", '<head><script src="a.js"/><title/>'),
        PAGE.replace("<article>", '<iframe src="x"/><article>'),
        PAGE.replace("<article>", "<article></body></html><html><body>"),
        PAGE.replace("<article>", "< article ><article>"),
        PAGE.replace("<p>", "<p class=>").replace("<h1>", "<h1 =''>"),
        PAGE.replace("<p>", "<p><a@b>", 1),
        PAGE.replace("<article>", "<article><svg>" + "<g>" * 5000 + "</g>" * 5000 + "</svg>"),
        PAGE.replace(
            "<article>", "<article><table><tr><td colspan=9007199254740991>a<td colspan=''>b<td rowspan=x>c</table>"
        ),
        PAGE.replace("<p>", "<p><wbr>"),
        PAGE.replace("<article>", "<article><![CDATA[x]]><![if IE]><?php echo '>' ?>"),
    ],
)
def test_damaged_markup_costs_no_paragraph(source: str) -> None:
    article = cleanpress.clean_html(source)
    assert lost(article) == []
    assert article.status is Status.OK


def test_page_cut_anywhere_gives_what_stands_before_the_cut() -> None:
    first = PAGE.index(FACTS[2])
    for cut in range(first, first + 200, 7):
        assert lost(cleanpress.clean_html(PAGE[:cut]), FACTS[:2]) == []


def test_two_html_elements() -> None:
    other = PAGE.replace("bridge", "tunnel").replace("Bridge", "Tunnel")
    article = cleanpress.clean_html(PAGE + other)
    assert lost(article) == []


def test_frameset_is_a_warning() -> None:
    article = cleanpress.clean_html(
        "<html><frameset cols='20%,80%'><frame src=a.html><frame src=b.html></frameset></html>"
    )
    assert ending(article) == ("empty", ["frameset"])


@pytest.mark.parametrize("depth", [250, 300, 1000, 2100, 5000])
def test_article_in_many_divs(depth: int) -> None:
    article = cleanpress.clean_html("<div>" * depth + ARTICLE + "</div>" * depth)
    assert lost(article) == []
    assert article.warnings == ([] if depth < 1000 else ["too_deep"])


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "blockquote", "font", "table><tr><td"])
def test_article_behind_thousands_of_unclosed_tags(tag: str) -> None:
    assert lost(cleanpress.clean_html(f"<{tag}>" * 20_000 + ARTICLE)) == []


def test_scripts_below_the_depth_limit_are_no_text() -> None:
    inside = "<script>var hidden = 1;</script><style>p {}</style><!-- note -->"
    article = cleanpress.clean_html("<div>" * 3000 + inside + ARTICLE)
    assert lost(article) == []
    assert not [block.text for block in article.blocks if "hidden" in block.text or "p {}" in block.text]


def test_links_and_headings_above_the_depth_limit_stay() -> None:
    article = cleanpress.clean_html(f"<h1>Bridge shut</h1>{ARTICLE}<p>See <a href=/x>all</a>.</p>" + "<i>" * 4000)
    assert article.title == "Bridge shut"
    assert any(block.spans for block in article.blocks)


# Anything else


MARKUP = [
    "<p>",
    "</p>",
    "<div hidden>",
    "</div>",
    "<br>",
    "<table><tr><td>",
    "</table>",
    "<!--",
    "-->",
    "<script>",
    "<",
    ">",
]
MARKUP += [
    "</script>",
    "<title>",
    "</title>",
    "<a href='x",
    "'>",
    "&#x",
    "&amp;",
    "<svg>",
    "<h1>",
    "<li>",
    "</html>",
    "<pre>",
]
MARKUP += [
    "<noscript>",
    "<figure><img src=a><figcaption>",
    "\x00",
    "\ud800",
    "\n",
    "Rain fell. ",
    "<![CDATA[",
    "<?xml ?>",
    "<!",
]


@settings(deadline=None, derandomize=True, max_examples=250)
@given(st.lists(st.sampled_from(MARKUP), max_size=25).map("".join))
def test_no_soup_raises(source: str) -> None:
    for article in (cleanpress.clean_html(source), cleanpress.clean_text(source)):
        assert isinstance(article.status, Status)
        assert (article.text != "") == (article.status is Status.OK)
        article.to_json().encode()
        article.to_markdown().encode()


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.binary(max_size=300))
def test_no_bytes_raise(source: bytes) -> None:
    for data in (source, b"<p>Rain fell on " + source + b"</p>"):
        assert isinstance(cleanpress.clean_html(data).status, Status)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.text(max_size=300))
def test_no_text_raises(source: str) -> None:
    for article in (cleanpress.clean_text(source), cleanpress.clean_html(f"<p>{source}</p>")):
        assert (article.text != "") == (article.status is Status.OK)
