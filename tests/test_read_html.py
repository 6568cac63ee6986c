"""The walk over a page: where blocks end, what is skipped or hidden, and what kind of text a block is."""

from __future__ import annotations

import pytest

from cleanpress.model import Kind, SpanKind
from cleanpress.read import elements
from pages_read import kinds, only, read, said, texts

# Where blocks end


@pytest.mark.parametrize("tag", sorted(elements.BLOCK - {"html", "body", "frameset", "noscript", "caption", "xmp"}))
def test_every_block_level_tag_parts_its_text(tag: str) -> None:
    # The parser moves parts of tables and forms; whatever it makes of them, three words never run together.
    assert [word for text in texts(f"<div>one<{tag}>two</{tag}>three</div>") for word in text.split()] == [
        "one",
        "two",
        "three",
    ]


@pytest.mark.parametrize("tag", ["p", "div", "section", "h2", "blockquote", "ul", "figure", "summary", "button"])
def test_text_beside_blocks_is_a_block_of_its_own(tag: str) -> None:
    assert texts(f"<div>before <b>it</b><{tag}>inside</{tag}>behind <i>it</i></div>") == [
        "before it",
        "inside",
        "behind it",
    ]


def test_double_break_and_rule_end_a_block() -> None:
    assert texts("<div>one<br><br>two<br> &nbsp;<br/>three<hr>four<br><br><br><br>five</div>") == [
        "one",
        "two",
        "three",
        "four",
        "five",
    ]


def test_single_break_is_a_space_with_a_span() -> None:
    block = only("<p>one<br>two <br> three<br></p>")
    assert block.text == "one two three"
    assert block.kind is Kind.PARAGRAPH
    assert [(span.start, span.end) for span in block.spans if span.kind is SpanKind.BREAK] == [(3, 4), (7, 8)]


@pytest.mark.parametrize("closing", ["</br>", "</BR>", "</br >"])
def test_closing_break_is_a_break(closing: str) -> None:
    assert texts(f"<p>one{closing}two</p>") == ["one two"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>un<b>believ</b>able</p>", "unbelievable"),
        ("<p>H<sub>2</sub>O</p>", "H2O"),
        ("<p>one <b>two</b> three</p>", "one two three"),
        ("<p>one<b> two </b>three</p>", "one two three"),
        ("<p>one<span> </span>two</p>", "one two"),
        ("<p>one\n\t  two&nbsp;&nbsp;three</p>", "one two three"),
        ("<p>one<!-- x -->two</p>", "onetwo"),
        ("<p>long<wbr>word<WBR/>s</p>", "longwords"),
        ("<p>one<input value=no> two</p>", "one two"),
        ("<p>one<img src=a.png alt=no> two</p>", "one two"),
        ("<p>one <script>var x</script>two</p>", "one two"),
        ("<p>soft\u00adhyphen zero\u200bwidth</p>", "softhyphen zerowidth"),
        ("<p>a &lt; b &amp; c</p>", "a < b & c"),
        ("<p><my-word>one</my-word> <x-y>two</x-y></p>", "one two"),
    ],
)
def test_inline_elements_neither_glue_nor_part_words(source: str, text: str) -> None:
    assert texts(source) == [text]


def test_cells_are_never_glued() -> None:
    assert texts("<table><tr><td>one</td><td>two</td></tr><tr><th>three<th>four</table>") == [
        "one",
        "two",
        "three",
        "four",
    ]


def test_custom_elements_are_inline_unless_they_hold_blocks() -> None:
    assert texts("<x-page><x-head>Head</x-head><p>one <x-word>two</x-word></p><p>three</p></x-page>") == [
        "Head",
        "one two",
        "three",
    ]


def test_inline_element_around_blocks_is_a_container() -> None:
    assert texts("<span>one<div>two</div>three</span>") == ["one", "two", "three"]


def test_what_is_not_read_makes_no_container() -> None:
    picture = "<span><img src=a.png><noscript><div><img src=b.png></div></noscript></span>"
    drawing = "<span><svg><foreignObject><div>drawn</div></foreignObject></svg></span>"
    assert texts(f"<p>one {picture} two {drawing} three</p>") == ["one two three"]


# What is skipped and what is hidden


@pytest.mark.parametrize("tag", sorted(elements.SKIPPED - {"head", "input"}))
def test_skipped_elements_hold_no_text(tag: str) -> None:
    assert texts(f"<div><p>one</p><{tag}>no</{tag}><p>two</p></div>") == ["one", "two"]


def test_unfilled_picture_of_amp_loses_nothing() -> None:
    page = read("<p>one</p><amp-img src=a.png><p>two</p><p>three</p>")
    assert [block.text for block in page.blocks] == ["one", "two", "three"]
    assert [image.url for image in page.images] == ["a.png"]


@pytest.mark.parametrize(
    "attribute",
    [
        "hidden",
        "hidden=until-found",
        "aria-hidden=true",
        "aria-hidden=TRUE",
        "style='display:none'",
        "style='color:red; Display : NONE !important'",
        "style='visibility:hidden'",
    ],
)
def test_hidden_blocks_are_flagged(attribute: str) -> None:
    page = read(f"<div {attribute}><p>one</p><ul><li>two</ul></div><p>three</p>")
    assert [(block.text, block.hidden) for block in page.blocks] == [("one", True), ("two", True), ("three", False)]
    assert [node.hidden for node in page.nodes if node.tag in ("div", "p", "li")] == [True, True, True, False]


@pytest.mark.parametrize("attribute", ["aria-hidden=false", "style='display:block'", "class=hidden", "data-hidden"])
def test_visible_blocks_are_not_flagged(attribute: str) -> None:
    assert not only(f"<div {attribute}><p>one</p></div>").hidden


def test_hidden_words_inside_a_paragraph_do_not_cut_it() -> None:
    page = read("<p>The <a href=x>report<span hidden>(opens in <b>a</b> tab)</span></a> was late.</p><p>Next.</p>")
    assert [(block.text, block.hidden) for block in page.blocks] == [
        ("The report was late.", False),
        ("(opens in a tab)", True),
        ("Next.", False),
    ]
    assert said(page.blocks[0]) == [("link", "report", "x")]
    assert [block.index for block in page.blocks] == [0, 1, 2]


def test_hidden_words_between_words_part_them() -> None:
    assert texts("<p>Jane Doe<span aria-hidden=true>|</span>London</p>") == ["Jane Doe London", "|"]
    assert texts("<p>It rained<sup aria-hidden=true>1</sup>.</p>") == ["It rained.", "1"]


def test_empty_hidden_elements_do_nothing() -> None:
    block = only("<p>See the <a href=x>list<i class=icon aria-hidden=true></i></a> below</p>")
    assert (block.text, said(block)) == ("See the list below", [("link", "list", "x")])


def test_noscript_is_read_only_when_there_is_nothing_else() -> None:
    long = "It rained on the town all day long and nobody came to the fair. " * 4
    alone = read(f"<div id=app></div><noscript><p>{long}</p></noscript>")
    assert ([block.text for block in alone.blocks], alone.warnings) == ([long.strip()], ("noscript",))
    beside = read(f"<p>{long}</p><noscript><p>Please turn on JavaScript. {long}</p></noscript>")
    assert ([block.text for block in beside.blocks], beside.warnings) == ([long.strip()], ())


# Kinds, levels, lists, tables


def test_headings_have_their_level() -> None:
    page = read("".join(f"<h{n}>Head {n}</h{n}>" for n in range(1, 7)) + "<p>Text</p>")
    assert [block.level for block in page.blocks] == [1, 2, 3, 4, 5, 6, 0]
    assert [block.kind for block in page.blocks] == [Kind.HEADING] * 6 + [Kind.PARAGRAPH]


def test_lists_nest_and_count() -> None:
    page = read(
        "<ol><li>one<ul><li>dot</ul></li><li><p>two</p><p>more</p></li></ol><ul><li>last</ul><dl><dt>t<dd>d</dl>"
    )
    assert [(block.text, block.kind.value, block.level, block.ordinal) for block in page.blocks] == [
        ("one", "list_item", 1, 1),
        ("dot", "list_item", 2, 0),
        ("two", "list_item", 1, 2),
        ("more", "list_item", 1, 2),
        ("last", "list_item", 1, 0),
        ("t", "list_item", 1, 0),
        ("d", "list_item", 1, 0),
    ]


def test_article_inside_a_list_item_is_no_list() -> None:
    assert kinds("<ul><li><article><p>one</p><ul><li>two</ul></article></ul>") == [
        ("paragraph", "one"),
        ("list_item", "two"),
    ]


def test_quotes_code_and_headings_inside() -> None:
    assert kinds("<blockquote><p>one</p><h3>two</h3>three</blockquote><pre>  a\n\n    b  \n</pre>") == [
        ("quote", "one"),
        ("heading", "two"),
        ("quote", "three"),
        ("code", "  a\n    b"),
    ]


def test_code_keeps_breaks_and_has_no_spans() -> None:
    block = only("<pre><b>if</b> a:<br>    <a href=x>b()</a></pre>")
    assert (block.kind, block.text, block.spans) == (Kind.CODE, "if a:\n    b()", ())


def test_cells_have_row_and_column() -> None:
    page = read(
        "<table><caption>Scores</caption><thead><tr><th>Club<th>Won</thead><tr><td>Rovers<td><p>3</p></table>"
        "<table><tr><td>a<td>b</table>"
    )
    assert [(block.text, block.kind.value, block.row, block.column) for block in page.blocks] == [
        ("Scores", "paragraph", -1, -1),
        ("Club", "cell", 0, 0),
        ("Won", "cell", 0, 1),
        ("Rovers", "cell", 1, 0),
        ("3", "cell", 1, 1),
        ("a", "cell", 2, 0),
        ("b", "cell", 2, 1),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><p>one</p></td></tr></table>",
        "<table role=presentation><tr><td><p>one</p><td></table>",
        f"<table><tr><td>menu<td>{'long text ' * 50}<p>one</p></table>",
        "<table><tr><td>side<td><p>one</p><table><tr><td>a<td>b</table></table>",
    ],
)
def test_tables_for_layout_hold_no_cells(table: str) -> None:
    assert ("paragraph", "one") in kinds(table)


def test_verse_keeps_its_lines() -> None:
    poem = "<p>The river rose,<br>the bridge went down,<br>and no one knows<br>who told the town.</p>"
    block = only(poem)
    assert block.kind is Kind.VERSE
    assert block.text == "The river rose,\nthe bridge went down,\nand no one knows\nwho told the town."
    assert [block.text[span.start] for span in block.spans] == ["\n", "\n", "\n"]


@pytest.mark.parametrize(
    "source",
    [
        "<p>One line.<br>Two lines.<br>Three lines.</p>",
        f"<p>one<br>{'a long line of prose ' * 5}<br>three<br>four<br>five</p>",
        "<li>one<br>two<br>three<br>four<br>five</li>",
    ],
)
def test_few_or_long_lines_are_no_verse(source: str) -> None:
    assert "\n" not in only(source).text


def test_addresses_keep_their_lines() -> None:
    block = only("<address>Mill Lane 4<br>Ashford</address>")
    assert (block.kind, block.text) == (Kind.VERSE, "Mill Lane 4\nAshford")
