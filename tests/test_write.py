"""The writers: text, JSON, what stands inside a block, HTML, and the removal report."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from blocks import BODY, HTTP, article, block, cell, item, spanned
from cleanpress.model import SCHEMA_VERSION, Article, Caption, Kind, Label, Removal, Span, SpanKind, Status, Where
from cleanpress.write import report
from cleanpress.write.groups import rows
from cleanpress.write.inline import pieces, safe_target
from cleanpress.write.text import to_text

# --- text


def test_text_parts_paragraphs_by_a_blank_line_and_items_and_rows_by_a_line_end() -> None:
    blocks = [
        block("Intro.", Kind.HEADING, level=2),
        item("one"),
        item("two", level=2),
        cell("Team", 0, 0),
        cell("Points", 0, 1),
        cell("Harbour", 1, 0),
        cell("12", 1, 1),
        block("First quote.", Kind.QUOTE),
        block("Second quote.", Kind.QUOTE),
        block("End."),
    ]
    expected = "Intro.\n\none\ntwo\n\nTeam | Points\nHarbour | 12\n\nFirst quote.\n\nSecond quote.\n\nEnd."
    assert to_text(blocks, BODY) == expected


def test_text_holds_only_kept_labels() -> None:
    blocks = [block("Body."), block("A boat.", label=Label.CAPTION), block("Share this", label=Label.SHARE)]
    assert to_text(blocks, BODY) == "Body."
    assert to_text(blocks, BODY | {Label.CAPTION}) == "Body.\n\nA boat."


def test_text_of_verse_and_code_has_line_ends_but_no_blank_lines() -> None:
    blocks = [block("O sea\n\n \nO shore", Kind.VERSE), block("if x:\n    y()\n\n\nz()\n", Kind.CODE)]
    assert to_text(blocks, BODY) == "O sea\nO shore\n\nif x:\n    y()\nz()"


def test_text_never_splits_a_paragraph_at_an_odd_line_end() -> None:
    assert to_text([block("one\u2028two\u0085three\x0bfour")], BODY) == "one two three four"


def test_text_keeps_two_tables_apart_and_joins_the_blocks_of_one_cell() -> None:
    blocks = [cell("a", 0, 0), cell("b", 0, 0), cell("c", 0, 1), cell("d", 1, 0, table=2)]
    assert to_text(blocks, BODY) == "a b | c\n\nd"


def test_text_of_nothing_is_empty() -> None:
    assert to_text([], BODY) == ""
    assert to_text([block("  ")], BODY) == ""


def test_table_rows_take_time_linear_in_the_cells() -> None:
    diagonal = [cell("x", number, number) for number in range(20_000)]
    assert sum(len(row) for row in rows(diagonal)) == len(diagonal)
    claimed = [cell("a", 0, 0), cell("b", 0, 9_007_199_254_740_991)]
    assert [len(row) for row in rows(claimed)] == [2]


# --- JSON


def test_json_has_the_attribute_names_and_the_schema_version() -> None:
    found = Article().to_dict()
    assert set(found) == {item.name for item in fields(Article)} - {"kept", "signals"} | {"schema_version"}
    assert found["schema_version"] == SCHEMA_VERSION
    assert found["text"] == ""
    assert found["status"] == "ok"
    assert found["published"] is None


def test_json_dates_are_days_or_moments() -> None:
    found = Article(
        published=datetime(2025, 12, 10),
        published_precision="day",
        modified=datetime(2025, 12, 10, 7, 43, tzinfo=UTC),
        modified_precision="minute",
    ).to_dict()
    assert found["published"] == "2025-12-10"
    assert found["modified"] == "2025-12-10T07:43:00+00:00"


def test_json_holds_plain_objects_that_survive_a_round_trip() -> None:
    marked = spanned("See here.", (SpanKind.LINK, "here", "/b"))
    gone = Removal("Share", Label.SHARE, "share.bar", "a share bar", Where(span=(3, 8)), 1)
    found = article(marked, removed=[gone], captions=[Caption("A boat.", "A. Writer")]).to_dict()
    assert json.loads(json.dumps(found)) == found
    assert found["blocks"][0]["spans"] == [{"kind": "link", "start": 4, "end": 8, "href": "/b"}]
    assert found["captions"] == [{"text": "A boat.", "credit": "A. Writer", "image_url": None}]
    assert found["removed"] == [
        {
            "text": "Share",
            "label": "share",
            "rule": "share.bar",
            "why": "a share bar",
            "where": {"path": None, "span": [3, 8]},
            "block": 1,
        }
    ]


def test_json_is_one_line_for_any_reader_and_always_utf8() -> None:
    text = article(block("a\ud800b\u2028c\x85d\ne"), text="\udfff", title="é").to_json()
    assert len(text.splitlines()) == 1
    assert "é" in text
    found = json.loads(text.encode("utf-8"))
    assert found["text"] == "\ufffd"
    assert found["blocks"][0]["text"] == "a\ufffdb\u2028c\x85d\ne"


# --- inline pieces


def test_pieces_nest_where_spans_cross_and_a_link_is_never_cut() -> None:
    crossing = spanned("one two three", (SpanKind.STRONG, "one two"), (SpanKind.LINK, "two three", "/x"))
    found = [(piece.kind, crossing.text[piece.start : piece.end]) for piece in pieces(crossing, HTTP)]
    assert found == [(SpanKind.STRONG, "one"), (SpanKind.LINK, "two three"), (SpanKind.STRONG, "two")]


def test_pieces_lose_white_space_at_their_ends_and_empty_ones_go() -> None:
    spans = (Span(SpanKind.STRONG, 0, 4), Span(SpanKind.EMPHASIS, 3, 4), Span(SpanKind.CODE, 9, 99))
    found = pieces(block("one two", spans=spans), None)
    assert [(piece.start, piece.end) for piece in found] == [(0, 3)]


def test_touching_spans_of_one_kind_become_one_piece() -> None:
    spans = (Span(SpanKind.EMPHASIS, 0, 3), Span(SpanKind.EMPHASIS, 3, 7), Span(SpanKind.EMPHASIS, 1, 2))
    assert pieces(block("one two", spans=spans), None) == [Span(SpanKind.EMPHASIS, 0, 7)]


SPANS = st.tuples(st.sampled_from([kind for kind in SpanKind if kind is not SpanKind.BREAK]), *[st.integers(0, 12)] * 2)


@given(st.text("ab <>&", min_size=1, max_size=12), st.lists(SPANS, max_size=6))
def test_any_spans_become_pieces_that_nest_and_html_that_says_the_same(
    text: str, wanted: list[tuple[SpanKind, int, int]]
) -> None:
    spans = tuple(Span(kind, min(start, end), max(start, end), "/x") for kind, start, end in wanted)
    marked = block(text, spans=spans)
    stack: list[Span] = []
    for piece in pieces(marked, HTTP):
        while stack and stack[-1].end <= piece.start:
            stack.pop()
        assert not stack or stack[-1].end >= piece.end
        assert not {piece.kind, SpanKind.CODE} & {outer.kind for outer in stack}
        assert text[piece.start : piece.end].strip() == text[piece.start : piece.end] != ""
        stack.append(piece)
    read = lxml_html.fragment_fromstring(article(marked).to_html())
    assert "".join(read.text_content().split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("https://other.example/x?a=1&b=2", "https://other.example/x?a=1&b=2"),
        ("b", "https://news.example/b"),
        ("#note", "https://news.example/story#note"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("mailto:desk@news.example", "mailto:desk@news.example"),
        ("tel:+49123", "tel:+49123"),
        ("javascript:alert(1)", None),
        (" \x01java\tscript:alert(1)", None),
        ("JAVASCRIPT:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("http://[bad", None),
        ("", None),
        (None, None),
    ],
)
def test_link_targets_are_absolute_and_of_four_schemes(href: str | None, target: str | None) -> None:
    assert safe_target(href, "https://news.example/story") == target


def test_relative_links_without_an_address_are_no_links() -> None:
    assert safe_target("/b", None) is None
    assert safe_target("https://", None) is None


# --- HTML


def test_html_of_a_whole_article() -> None:
    blocks = (
        block("What we know", Kind.HEADING, level=1),
        spanned("Read <it> & go.", (SpanKind.LINK, "<it>", "/r?a=1&b='2'")),
        item("first"),
        item("inner", level=2, ordinal=3),
        item("second"),
        block("It snows.", Kind.QUOTE),
        block("x < 1\n\ny", Kind.CODE),
        cell("Place", 0, 0),
        cell("cm", 0, 1),
        block("O snow\nO ice", Kind.VERSE),
    )
    caption = Caption("A hill.", "A. Writer", "https://news.example/hill.jpg")
    assert article(*blocks, title="Snow", captions=[caption]).to_html() == "\n".join(
        [
            "<article>",
            "<h1>Snow</h1>",
            "<h2>What we know</h2>",
            '<p>Read <a href="https://news.example/r?a=1&amp;b=&#x27;2&#x27;">&lt;it&gt;</a> &amp; go.</p>',
            "<ul><li>first",
            '<ol start="3"><li>inner',
            "</li></ol>",
            "</li><li>second",
            "</li></ul>",
            "<blockquote>",
            "<p>It snows.</p>",
            "</blockquote>",
            "<pre><code>x &lt; 1\n\ny</code></pre>",
            "<table>",
            "<tr><td>Place</td><td>cm</td></tr>",
            "</table>",
            "<p>O snow<br>O ice</p>",
            '<figure><img src="https://news.example/hill.jpg" alt=""><figcaption>A hill. <small>A. Writer</small>'
            "</figcaption></figure>",
            "</article>\n",
        ]
    )


def test_html_with_kept_captions_has_each_caption_once() -> None:
    kept = BODY | {Label.CAPTION}
    found = article(block("A hill.", Kind.CAPTION, label=Label.CAPTION), captions=[Caption("A hill.")], kept=kept)
    assert found.to_html() == "<article>\n<figure><figcaption>A hill.</figcaption></figure>\n</article>\n"


def test_html_never_holds_markup_of_the_page() -> None:
    evil = "<script>x</script><img src=x onerror=alert(1)>\"'"
    blocks = [block(evil, kind, spans=(Span(SpanKind.LINK, 0, 9, "javascript:x"),)) for kind in Kind]
    found = article(*blocks, title=evil, captions=[Caption(evil, evil, 'javascript:"onload=')]).to_html()
    elements = {element.tag for element in lxml_html.fragment_fromstring(found).iter()}
    assert not elements & {"script", "img", "a", "style", "iframe"}
    assert not any(element.attrib for element in lxml_html.fragment_fromstring(found).iter())


def test_html_lists_change_with_their_numbers() -> None:
    found = article(item("a", ordinal=1), item("c", ordinal=3), item("d", ordinal=1), item("e")).to_html()
    assert found.replace("\n", "") == (
        '<article><ol><li>a</li><li value="3">c</li></ol><ol><li>d</li></ol><ul><li>e</li></ul></article>'
    )


# --- report


def removal(text: str, label: Label = Label.SHARE, rule: str = "share.bar", **more: object) -> Removal:
    where = Where(path="/html/body/p")
    return Removal(**{"text": text, "label": label, "rule": rule, "why": "", "where": where, "block": 0, **more})  # type: ignore[arg-type]


def test_report_has_an_aligned_line_for_each_removal_and_the_counts() -> None:
    found = article(
        *[block("Body.")] * 4,
        removed=[
            removal("Share this", why="a share bar"),
            removal("Log in to go on", Label.LOGIN, "login.prompt", where=Where(span=(5, 20))),
            removal("Share that", why="same words as block 0", block=12),
        ],
        warnings=["charset_guessed"],
    )
    assert report.to_text(found, file="a.html").splitlines() == [
        " 0  share  share.bar     /html/body/p  Share this  (a share bar)",
        " 0  login  login.prompt  5-20          Log in to go on",
        "12  share  share.bar     /html/body/p  Share that  (same words as block 0)",
        "a.html: ok: 1 block kept, 3 removed (2 share, 1 login)",
        "warnings: charset_guessed",
    ]


def test_report_text_shows_markup_and_control_characters_as_escapes() -> None:
    text = report.to_text(article(removed=[removal("<script>\x1b[31m&lt;b\u202e & c\ud800")]))
    assert "&lt;script&gt;\\x1b[31m&amp;lt;b\\u202e & c\\ud800" in text
    assert "<" not in text
    assert "\x1b" not in text


def test_report_text_is_cut_to_one_line() -> None:
    line = report.to_text(article(removed=[removal("word " * 100 + "\nend")])).splitlines()[0]
    assert line.endswith("word w…")
    assert len(line) < 140


def test_report_json_has_counts_status_and_every_removal() -> None:
    found = article(
        *[block("Body.")] * 3, removed=[removal("<b>One</b>"), removal("Two")], status=Status.NO_ARTICLE, warnings=["x"]
    )
    text = report.to_json(found, file="a.html")
    assert "<" not in text
    read = json.loads(text)
    assert next(iter(read)) == "file"
    assert read["status"] == "no_article"
    assert read["warnings"] == ["x"]
    assert (read["kept"], read["removed_total"], read["counts"]) == (1, 2, {"share": 2})
    assert [entry["text"] for entry in read["removed"]] == ["<b>One</b>", "Two"]
