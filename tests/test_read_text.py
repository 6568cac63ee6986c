"""Reading a dump: spans, line ends, invisible characters, hard-wrapped paragraphs, markdown, and what is no dump."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpress.model import Block, Kind, Limits, Page, SpanKind, Status
from cleanpress.read.text import read_text

PARAGRAPHS = (
    "The ferry to the outer islands sailed again on Monday, two years after the old pier gave way in a winter storm "
    "and left the villages with one small boat a week.",
    "Council members had argued for months about who should pay. In the end the county took on half of the cost, and "
    "the harbour's long-standing friends collected the rest at fairs and concerts.",
    "Nobody was hurt when the pier fell, but the islands' only shop closed for good the following spring, and the "
    "school lost a third of its pupils.",
)


def read(text: str) -> Page:
    return read_text(text, url=None, limits=Limits())


def texts(text: str) -> list[str]:
    return [block.text for block in read(text).blocks]


def spans(text: str) -> list[tuple[int, int]]:
    found = [block.where.span for block in read(text).blocks]
    return [span for span in found if span is not None]


def wrapped(width: int, parting: str) -> str:
    return parting.join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)


def marked(block: Block) -> list[tuple[SpanKind, str, str | None]]:
    return [(span.kind, block.text[span.start : span.end], span.href) for span in block.spans]


def test_each_line_is_a_block_with_its_span() -> None:
    text = "  Ferry sails again \n\nBy Ida Moor\nMonday\n"
    assert texts(text) == ["Ferry sails again", "By Ida Moor", "Monday"]
    assert [text[start:end] for start, end in spans(text)] == texts(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f", "\v", "\x85", "\u2028", "\u2029"])
def test_every_line_end_parts_lines(end: str) -> None:
    assert texts(f"one{end}two{end}") == ["one", "two"]


def test_white_space_inside_a_line_is_one_space() -> None:
    assert texts("one\t two\u00a0\u3000three") == ["one two three"]


def test_control_characters_are_in_the_span_and_not_in_the_text() -> None:
    text = "\ufefft\x00wo\x07words\n"
    assert texts(text) == ["two words"]
    assert spans(text) == [(0, len(text) - 1)]


def test_lone_surrogates_become_replacement_characters() -> None:
    assert texts("one \ud800 and a few more words") == ["one \ufffd and a few more words"]


def test_lines_that_show_nothing_belong_to_the_span_of_a_neighbour() -> None:
    text = "\u200b\n one\n\x00\u200b\x00\n two \n \u2060"
    assert texts(text) == ["one", "two"]
    assert spans(text) == [(0, 6), (7, len(text))]


LINES = st.text(st.sampled_from("ab .A-*#>[]()`_\\!:/1\t\x00\u200b\ufeff\u2028\u3000漢字\ud800"), max_size=30)
DUMPS = st.lists(LINES | st.sampled_from(PARAGRAPHS), max_size=12).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\n\n", "\x0c"]).map(lambda end: end.join(lines))
)


@given(DUMPS)
def test_between_spans_there_is_only_white_space(text: str) -> None:
    blocks = read(text).blocks
    at = 0
    for block in blocks:
        assert block.where.span is not None
        start, end = block.where.span
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not blocks or not text[at:].strip()


@given(DUMPS)
def test_text_and_inline_spans_are_well_formed(text: str) -> None:
    for index, block in enumerate(read(text).blocks):
        assert block.index == index
        assert block.text
        assert block.text == " ".join(block.text.split())
        block.text.encode("utf-8")
        for span in block.spans:
            assert 0 <= span.start < span.end <= len(block.text)


@pytest.mark.parametrize("width", [60, 72, 76, 100])
@pytest.mark.parametrize("parting", ["\n\n", "\r\n\r\n"])
def test_hard_wrapped_paragraphs_are_joined(width: int, parting: str) -> None:
    text = wrapped(width, parting)
    assert texts(text) == list(PARAGRAPHS)
    assert len(spans(text)) == 3


def test_hard_wrapped_paragraphs_without_blank_lines_are_told_by_their_short_last_line() -> None:
    assert texts(wrapped(72, "\n")) == list(PARAGRAPHS)


def test_a_head_of_short_lines_above_wrapped_paragraphs_stays_lines() -> None:
    head = ["Ferry sails again", "Ida Moor", "Monday 4 May 2026"]
    assert texts("\n".join(head) + "\n\n" + wrapped(72, "\n\n")) == [*head, *PARAGRAPHS]


def test_a_long_address_does_not_hide_the_width() -> None:
    long = "https://harbour.example/reports/2026/the-outer-islands-and-their-ferry/annexes/costs-and-funds.html"
    assert texts(f"{wrapped(60, chr(10) * 2)}\n\nThe report is at\n{long}\nfor all to read.")[:3] == list(PARAGRAPHS)


def test_wrapped_chinese_is_joined_without_spaces() -> None:
    paragraph = "渡轮于周一恢复开往外岛，距离旧码头在一场冬季风暴中倒塌已有两年，当时各村每周只剩一艘小船。" * 4
    lines = [paragraph[at : at + 42] for at in range(0, len(paragraph), 42)]
    assert texts("\n".join(lines)) == [paragraph]


VERSE = """The tide came in at half past nine
    and took the boats away,
the pier stood up, a broken spine,
    above the empty bay.

And no one rowed, and no one sang,
    and no one lit the lamp,
until the bell at midnight rang
    across the village, damp."""

TABLE = """Harbour Rovers 2 1
Hill United 0 3
Saint Olga Wanderers 1 1
Lower Mill 4 0"""

HEADLINES = """Mayor opens the new bridge over the river and thanks the builders
School choir wins the county prize again, for the third time running
Farmers ask for help after the driest spring that anyone remembers"""


REPEATED = "\n".join(
    ["渡轮于周一恢复开往外岛，距离旧码头在一场冬季风暴中倒塌已有两年，当时各村每周只剩一艘小船" * 2] * 5
)


@pytest.mark.parametrize("text", [VERSE, TABLE, HEADLINES, REPEATED, "\n".join(PARAGRAPHS)])
def test_lines_that_are_not_wrapped_stay_lines(text: str) -> None:
    assert texts(text) == [" ".join(line.split()) for line in text.split("\n") if line.strip()]


MARKDOWN = """# Ferry sails *again*

The [old pier](https://harbour.example/pier_(1)) gave way in a **winter** storm; `Pier 2` stands.

## What it costs

- half from the county
    * from the [road fund](<https://county.example>)
2. half from fairs

> Nobody was hurt.

![The pier at low tide](pier.jpg)

![](empty.jpg)

It cost 5 \\* 3 million, says <https://harbour.example>, and snake_case_names stay."""


def test_markdown_marks_become_kinds_and_levels() -> None:
    blocks = read(MARKDOWN).blocks
    assert [(block.text, block.kind, block.level, block.ordinal) for block in blocks] == [
        ("Ferry sails again", Kind.HEADING, 1, 0),
        ("The old pier gave way in a winter storm; Pier 2 stands.", Kind.PARAGRAPH, 0, 0),
        ("What it costs", Kind.HEADING, 2, 0),
        ("half from the county", Kind.LIST_ITEM, 1, 0),
        ("from the road fund", Kind.LIST_ITEM, 2, 0),
        ("half from fairs", Kind.LIST_ITEM, 1, 2),
        ("Nobody was hurt.", Kind.QUOTE, 0, 0),
        ("The pier at low tide", Kind.CAPTION, 0, 0),
        ("It cost 5 * 3 million, says https://harbour.example, and snake_case_names stay.", Kind.PARAGRAPH, 0, 0),
    ]


def test_markdown_marks_become_spans() -> None:
    blocks = read(MARKDOWN).blocks
    assert marked(blocks[0]) == [(SpanKind.EMPHASIS, "again", None)]
    assert marked(blocks[1]) == [
        (SpanKind.LINK, "old pier", "https://harbour.example/pier_(1)"),
        (SpanKind.STRONG, "winter", None),
        (SpanKind.CODE, "Pier 2", None),
    ]
    assert marked(blocks[4]) == [(SpanKind.LINK, "road fund", "https://county.example")]


def test_targets_are_taken_as_pages_write_them() -> None:
    text = (
        '[Tell a friend](mailto:?subject=Read this (please) now) or [see](https://county.example "The county"), then '
        "[go back](/news). ![A pier \\(old\\)](pier.jpg)\n\n![A pier \\(old\\)](pier.jpg)"
    )
    first, second = read(text).blocks
    assert first.text == "Tell a friend or see, then go back."
    assert [href for _, _, href in marked(first)] == [
        "mailto:?subject=Read this (please) now",
        "https://county.example",
        "/news",
    ]
    assert second.text == "A pier (old)"


def test_words_in_brackets_behind_brackets_are_no_target() -> None:
    line = "The minutes [sic](as the clerk wrote) stand."
    assert read(f"# Minutes\n\n# Notes\n\n{line}").blocks[2].text == line


def test_emphasis_around_a_link_holds_it() -> None:
    block = read("# A\n\n# B\n\n**see [the *long* list](/l)** now").blocks[2]
    assert block.text == "see the long list now"
    assert marked(block) == [
        (SpanKind.STRONG, "see the long list", None),
        (SpanKind.LINK, "the long list", "/l"),
        (SpanKind.EMPHASIS, "long", None),
    ]


def test_wrapped_markdown_is_joined_but_not_over_marks() -> None:
    item = "- " + textwrap.fill(PARAGRAPHS[2], 72)
    text = "# Ferry\n\n# Again\n\n" + wrapped(72, "\n\n") + f"\n\n{item}\n{item}"
    assert texts(text) == ["Ferry", "Again", *PARAGRAPHS, PARAGRAPHS[2], PARAGRAPHS[2]]


@pytest.mark.parametrize(
    "line",
    [
        "- A dash that opens a line of dialogue",
        "* A footnote under a table",
        "The #1 song [sic] was *not* played (twice).",
        "2 * 3 * 4 and file_name_here",
        "> quoted in a mail",
    ],
)
def test_plain_text_keeps_its_characters(line: str) -> None:
    assert texts(f"{PARAGRAPHS[0]}\n\n{line}") == [PARAGRAPHS[0], line]


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\ufeff", "\x00\x00", "\u200b\n\u2060"])
def test_nothing_to_see_is_empty(text: str) -> None:
    assert read(text).problem is Status.EMPTY


def test_more_characters_than_the_limit_are_not_read() -> None:
    page = read_text("four", url=None, limits=Limits(max_bytes=3))
    assert page.problem is Status.TOO_LARGE
    assert not page.blocks
    assert read_text("four", url=None, limits=Limits(max_bytes=4)).problem is None


@pytest.mark.parametrize(
    "text",
    ["%PDF-1.7 stream", bytes(range(256)).decode("latin-1") * 4, bytes(range(256)).decode("utf-8", "replace") * 4],
    ids=["pdf", "latin-1", "utf-8"],
)
def test_binary_data_is_no_article(text: str) -> None:
    page = read(text)
    assert page.problem is Status.NO_ARTICLE
    assert page.warnings == ("binary",)


def test_a_few_broken_characters_are_no_binary_data() -> None:
    assert read(PARAGRAPHS[0].replace("w", "\ufffd")).problem is None


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("<!DOCTYPE html><p>The ferry sailed.</p>", ("looks_like_html",)),
        ("<div><p>The ferry <b>sailed</b> again.</p></div>\n" * 5, ("looks_like_html",)),
        ("https://harbour.example/news/ferry", ("looks_like_url",)),
        (" www.harbour.example/ferry\n", ("looks_like_url",)),
        ("/srv/pages/ferry", ("looks_like_path",)),
        ("C:\\pages\\the ferry.html", ("looks_like_path",)),
        ("ferry.txt", ("looks_like_path",)),
        ("The page is at https://harbour.example/news/ferry", ()),
        ("The <p> tag opens a paragraph, and </p> closes it.", ()),
        (f"ferry.txt\n{PARAGRAPHS[0]}", ()),
        (PARAGRAPHS[0], ()),
    ],
)
def test_mistakes_of_the_caller_are_warned_of(text: str, warnings: tuple[str, ...]) -> None:
    page = read(text)
    assert page.warnings == warnings
    assert page.blocks


def test_the_url_is_passed_on() -> None:
    assert (
        read_text("The ferry sailed.", url="https://harbour.example/", limits=Limits()).url
        == "https://harbour.example/"
    )


def test_hostile_lines_are_read_whole() -> None:
    for line in (
        "[" * 200_000 + "](" * 200_000,
        "*a" * 200_000 + "](](",
        "`" * 300_001 + "](x](",
        "\\" * 300_000 + "](](",
        "word " * 400_000,
    ):
        blocks = read(line).blocks
        assert [block.where.span for block in blocks] == [(0, len(line.rstrip()))]
