"""The spans, places and pictures of a page's blocks, and that no word is lost or read twice."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from cleanpress.model import Kind, SpanKind
from pages_read import kinds, only, read, said, texts

# Spans


def test_spans_fit_after_trimming_and_collapsing() -> None:
    block = only(
        "<p>  See\n <a href='/a b'> the  <em>new </em> list </a>, <b>now</b><i> </i><code>x  y</code> <b></b></p>"
    )
    assert block.text == "See the new list , now x y"
    assert said(block) == [
        ("link", "the new list", "/a b"),
        ("emphasis", "new", None),
        ("strong", "now", None),
        ("code", "x y", None),
    ]


def test_every_span_stands_in_its_block_without_space_at_its_ends() -> None:
    page = read(
        "<p><a href=x> one <b> two<br> </b></a><i>\u00a0three </i> <a href=y>four</a></p><p><a href=z> </a>five</p>"
    )
    for block in page.blocks:
        for span in block.spans:
            assert 0 <= span.start < span.end <= len(block.text)
            if span.kind is not SpanKind.BREAK:
                assert block.text[span.start : span.end].strip() == block.text[span.start : span.end]


def test_a_span_over_several_blocks_stands_in_each() -> None:
    page = read("<a href=/story><h3>Bridge shut</h3> <p>The <b>town</b> shut it.</p></a><p>Free</p>")
    assert [said(block, SpanKind.LINK) for block in page.blocks] == [
        [("link", "Bridge shut", "/story")],
        [("link", "The town shut it.", "/story")],
        [],
    ]


def test_a_link_left_open_around_the_article_is_no_link() -> None:
    paragraph = "<p>" + "The town shut the bridge. " * 20 + "</p>"
    assert all(not block.spans for block in read(f"<a href=/x>{paragraph * 4}").blocks)


def test_an_anchor_is_no_link_but_a_button_like_link_is() -> None:
    assert only("<p><a name=top>The town shut it.</a></p>").spans == ()
    assert said(only("<p><a class=share>Share</a></p>")) == [("link", "Share", None)]


# Places


@pytest.mark.parametrize(
    "source",
    [
        "<div><p>one</p><p>two</p></div><p>three<div>four</div>",
        "<table><tr><td>one<td>two<tr><td>three</table>",
        "<p>before</p><o:p><div>one</div></o:p><o:p><div>two</div></o:p>",
        "<x-a><div>one</div></x-a><x.b><div>two</div></x.b><DIV>three</DIV>",
        "<div>a<script>x</script><!-- c --><p>one</p><svg></svg><p>two</p></div>",
    ],
)
def test_paths_lead_to_the_element(source: str) -> None:
    page = read(source)
    assert len(page.blocks) > 1
    for block in page.blocks:
        (element,) = page.tree.getroottree().xpath(block.where.path)
        assert element.xpath("string()").split()[0] == block.text.split()[0] or block.text in element.xpath("string()")
    for node in page.nodes:
        (element,) = page.tree.getroottree().xpath(node.path)
        assert element.tag == node.tag


def test_paths_of_a_tree_with_namespaces_and_of_a_part_of_a_tree() -> None:
    xhtml = etree.fromstring(
        "<html xmlns='http://www.w3.org/1999/xhtml'><head/><body><p>one</p><div><p>two</p></div></body></html>"
    )
    whole = lxml_html.fromstring("<html><body><div><p>no</p></div><div id=a><p>one</p><p>two</p></div></body></html>")
    for root in (xhtml, whole.get_element_by_id("a")):
        page = read(root)
        assert [block.text for block in page.blocks] == ["one", "two"]
        for block in page.blocks:
            (element,) = root.getroottree().xpath(block.where.path)
            assert element.text == block.text


def test_nodes_stand_before_what_they_hold() -> None:
    page = read("<div><p>one</p><ul><li>two<li>three</ul></div><p>four</p>")
    for node in page.nodes:
        assert node.parent < node.index
        if node.parent >= 0:
            parent = page.nodes[node.parent]
            assert parent.first <= node.first <= node.last <= parent.last
            assert node.depth == parent.depth + 1
    for block in page.blocks:
        assert page.nodes[block.node].first <= block.index < page.nodes[block.node].last
    names = {node.tag: [block.text for block in page.blocks[node.first : node.last]] for node in page.nodes}
    assert names["ul"] == ["two", "three"]
    assert names["div"] == ["one", "two", "three"]


# Pictures


def test_caption_in_a_figure_belongs_to_its_picture() -> None:
    page = read(
        "<figure><img src=a.png alt=' A  bridge '><figcaption>One <i class=credit>AP</i></figcaption></figure>"
        "<p>Text</p><figure><figcaption>Two</figcaption><img data-src=b.png src='data:image/gif;base64,R0'></figure>"
    )
    assert [(image.url, image.alt, image.position) for image in page.images] == [
        ("a.png", "A bridge", 0),
        ("b.png", "", 3),
    ]
    captions = [block for block in page.blocks if block.kind is Kind.CAPTION]
    assert [(block.text, page.images[block.image].url) for block in captions] == [
        ("One AP", "a.png"),
        ("Two", "b.png"),
    ]
    assert said(captions[0]) == [("credit", "AP", None), ("emphasis", "AP", None)]
    assert page.blocks[1].image == -1


def test_caption_by_name_behind_a_picture() -> None:
    page = read("<div><img src=a.png><p class='photo__caption'>One <i class=credit>AP</i></p></div><p>Text</p>")
    assert [(block.kind.value, block.text, block.image) for block in page.blocks] == [
        ("caption", "One AP", 0),
        ("paragraph", "Text", -1),
    ]
    assert ("credit", "AP", None) in said(page.blocks[0])


def test_element_named_caption_far_from_pictures_is_a_paragraph() -> None:
    assert kinds("<p class=caption>One</p>") == [("paragraph", "One")]


def test_credit_outside_pictures_is_no_span() -> None:
    assert only("<p>One <span class=credit>AP</span></p>").spans == ()


def test_several_pictures_in_one_figure() -> None:
    page = read("<figure><img src=a.png><p>A</p><img src=b.png><p>B</p></figure>")
    assert [(block.text, page.images[block.image].url) for block in page.blocks] == [("A", "a.png"), ("B", "b.png")]


# The tree that the caller gives


TREE = (
    "<html><head><title>x</title></head><body><!-- c --><div><p>one <b>two</b> tail</p>text<?pi x?>more"
    "<br>a<br><br>b</div><noscript><p>n</p></noscript><table><tr><td>1<td>2</table></body></html>"
)


def test_the_given_tree_is_unchanged() -> None:
    tree = lxml_html.fromstring(TREE)
    before = etree.tostring(tree)
    assert read(tree).tree is tree
    assert etree.tostring(tree) == before


def test_tree_document_and_source_read_alike() -> None:
    tree = lxml_html.fromstring(TREE)
    assert read(tree).blocks == read(tree.getroottree()).blocks
    assert [block.text for block in read(tree).blocks] == texts(TREE)


def test_tree_without_elements_is_empty() -> None:
    assert read(etree.Comment("x")).problem is not None
    assert read(etree.ElementTree()).problem is not None


# Nothing lost, nothing twice


INLINE = ["b", "i", "a", "span", "my-word", "code"]
HOLDERS = ["p", "div", "ul", "li", "table", "tr", "td", "blockquote", "h2", "pre", "section", "figure", "figcaption"]
HOLDERS += ["article", "address", "button", "o:p", "main", "dl", "dd"]
UNREAD = ["script", "style", "svg", "template", "noscript", "textarea", "title"]


@st.composite
def pages(draw: st.DrawFn) -> tuple[Any, str]:
    """A tree built at random, without a parser that would mend it, and the words that are to be read, in order."""
    number = 0
    read: list[str] = []

    def words(seen: bool) -> str:
        nonlocal number
        number += 1
        text = draw(st.sampled_from(["w{0}", " w{0}", "w{0} ", " w{0} v{0} ", "\n", ""])).format(number)
        read.extend(text.split() if seen else ())
        return text

    root = etree.Element("html")
    stack = [(etree.SubElement(root, "body"), True)]
    for step in draw(st.lists(st.integers(0, 9), max_size=40)):
        element, seen = stack[-1]
        if step < 3 and len(stack) > 1:
            stack.pop()
            element.tail = words(stack[-1][1])
            continue
        if step == 3:
            etree.SubElement(element, draw(st.sampled_from(["br", "hr", "img", "wbr"]))).tail = words(seen)
            continue
        if step == 4:
            element.append(etree.Comment("no"))
            element[-1].tail = words(seen)
            continue
        tag = draw(st.sampled_from(INLINE if step < 7 else HOLDERS if step < 9 else UNREAD))
        child = etree.fromstring(f"<{tag}/>") if ":" not in tag else lxml_html.Element(tag)
        if draw(st.integers(0, 5)) == 0:
            child.set("aria-hidden", "true")
        element.append(child)
        child.text = words(seen and tag not in UNREAD)
        stack.append((child, seen and tag not in UNREAD))
    while len(stack) > 1:
        element, _ = stack.pop()
        element.tail = words(stack[-1][1])
    return root, "".join(read)


@settings(deadline=None, derandomize=True, max_examples=400)
@given(pages())
def test_letters_of_the_blocks_are_the_letters_of_the_tree(made: tuple[Any, str]) -> None:
    root, _ = made
    before = etree.tostring(root)
    page = read(root)
    blocks = "".join("".join(block.text.split()) for block in page.blocks)
    skipped = [] if "noscript" in page.warnings else ["noscript"]
    unread = set().union(*(set(e.iter()) for tag in [*UNREAD[:4], *UNREAD[5:], *skipped] for e in root.iter(tag)), [])
    expected = []
    for element in root.iter(etree.Element):
        if element not in unread:
            expected += "".join((element.text or "").split())
    for element in root.iter():
        parent = element.getparent()
        if parent is not None and parent not in unread:
            expected += "".join((element.tail or "").split())
    assert sorted(blocks) == sorted(expected)
    assert etree.tostring(root) == before
    assert [block.index for block in page.blocks] == list(range(len(page.blocks)))


@settings(deadline=None, derandomize=True, max_examples=300)
@given(pages())
def test_words_come_in_order_and_once(made: tuple[Any, str]) -> None:
    root, words = made
    page = read(root)
    if "noscript" in page.warnings:
        return
    # Hidden words inside a paragraph stand behind it; all others stand where they stood.
    if not any(block.hidden for block in page.blocks):
        assert "".join("".join(block.text.split()) for block in page.blocks) == words


@settings(deadline=None, derandomize=True, max_examples=200)
@given(pages())
def test_spans_and_places_fit_on_any_tree(made: tuple[Any, str]) -> None:
    page = read(made[0])
    for block in page.blocks:
        assert block.text.strip() or block.kind is Kind.CODE
        assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)
        assert page.tree.getroottree().xpath(block.where.path)
        assert -1 <= block.image < len(page.images)
