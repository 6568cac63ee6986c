"""Captions as data: the credit told from other brackets, each text once, the address of the picture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpress.metadata.captions import collect_captions, looks_like_caption, looks_like_credit, split_credit
from cleanpress.model import Block, Caption, Image, Kind, Label, Limits, Node, Page, Span, SpanKind
from cleanpress.read.html import read_html

FERRY = "The ferry leaves the harbour"


@pytest.mark.parametrize(
    ("text", "rest", "credit"),
    [
        (f"{FERRY} (Reuters)", FERRY, "Reuters"),
        (f"{FERRY} (Reuters).", FERRY, "Reuters"),
        (f"{FERRY} [Reuters]", FERRY, "Reuters"),
        (f"{FERRY} [File: Reuters]", FERRY, "Reuters"),
        (f"{FERRY}. (AP Photo/Ana Ruiz)", f"{FERRY}.", "AP Photo/Ana Ruiz"),
        (f"{FERRY} (AP Photo/Ana Ruiz, File)", FERRY, "AP Photo/Ana Ruiz, File"),
        (f"{FERRY} (Photo by Ana Ruiz/Getty Images)", FERRY, "Ana Ruiz/Getty Images"),
        (f"{FERRY} (AFP via Getty Images)", FERRY, "AFP via Getty Images"),
        (f"{FERRY} (Image credit: NASA/JPL-Caltech)", FERRY, "NASA/JPL-Caltech"),
        (f"{FERRY} (Ana Ruiz/PA) (PA Wire)", FERRY, "Ana Ruiz/PA, PA Wire"),
        (f"{FERRY} (Coast Herald)", FERRY, "Coast Herald"),
        (f"{FERRY} Photograph: Ana Ruiz/The Guardian", FERRY, "Ana Ruiz/The Guardian"),
        (f"{FERRY}. Credit: Ana Ruiz", f"{FERRY}.", "Ana Ruiz"),
        (f"{FERRY}.Credit: Ana Ruiz", f"{FERRY}.", "Ana Ruiz"),
        (f"{FERRY}. Image: ESA", f"{FERRY}.", "ESA"),
        ("Die Fähre legt ab. Foto: Ana Ruiz/dpa", "Die Fähre legt ab.", "Ana Ruiz/dpa"),
        ("Die Fähre legt ab. Foto: dpa", "Die Fähre legt ab.", "dpa"),
        (f"{FERRY}. © Ana Ruiz", f"{FERRY}.", "Ana Ruiz"),
        (f"{FERRY}. © 2024 Reuters", f"{FERRY}.", "Reuters"),
        (f"{FERRY}. Ana Ruiz / AFP", f"{FERRY}.", "Ana Ruiz / AFP"),
        (f"{FERRY} / AFP", FERRY, "AFP"),
        ("El barco sale del puerto, el 11 de mayo. Ana Ruiz (REUTERS)", "El barco sale del puerto, el 11 de mayo.",
         "Ana Ruiz (REUTERS)"),
        ("港を出る船（写真：共同）", "港を出る船", "共同"),
        ("항구를 떠나는 배 [사진 = 김민수 기자]", "항구를 떠나는 배", "김민수 기자"),
        ("Photo: Getty Images", "", "Getty Images"),
        ("(Reuters)", "", "Reuters"),
        ("Ana Ruiz / AP", "", "Ana Ruiz / AP"),
    ],
)  # fmt: skip
def test_credit_is_parted(text: str, rest: str, credit: str) -> None:
    assert split_credit(text) == (rest, credit)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor, Ana Ruiz (42)",
        "Ana Ruiz (left)",
        "Ana Ruiz (pictured)",
        "The senator Ana Ruiz (D-Ohio)",
        "The senator Ana Ruiz (R-PA)",
        "The harbour (10 May 2024)",
        "Die Vorsitzende Ana Ruiz (CDU/CSU)",
        "Die Vorsitzende Ana Ruiz (Bündnis 90/Die Grünen)",
        "A report by the Environmental Protection Agency (EPA)",
        "The trouble was her image: she was too kind",
        "Child Tax Credit: What You Need to Know",
        "The captain lifts the cup (Harbour City/Argentina)",
        "© 2025 The Coast Herald. All rights reserved.",
        "© 2025 Coast Ltd",
        "The picture: a man and a woman walk along the shore in the rain",
        "He said (and others agreed)",
        "She joined the BBC",
        "They went to Washington, D.C.",
        "",
    ],
)
def test_other_endings_stay(text: str) -> None:
    assert split_credit(text) == (text, None)


@given(st.text(max_size=400))
def test_split_credit_invents_nothing(text: str) -> None:
    rest, credit = split_credit(text)
    assert text.strip().startswith(rest)
    assert credit is None or credit.strip(" ,")


def test_lines_of_a_dump() -> None:
    assert looks_like_caption(f"{FERRY} (Reuters)")
    assert looks_like_caption(f"{FERRY} Photograph: Ana Ruiz/The Guardian")
    assert not looks_like_caption(FERRY)
    assert not looks_like_caption("(Reuters)")
    assert not looks_like_caption(f"{FERRY}. Source: Harbour Office")
    assert not looks_like_caption(f"{FERRY}. " * 20 + "(Reuters)")
    assert looks_like_credit("Photograph: Ana Ruiz/The Guardian")
    assert not looks_like_credit(f"{FERRY} (Reuters)")


def labelled(*texts: tuple[str, Label]) -> list[Block]:
    return [Block(index=at, text=text, label=label) for at, (text, label) in enumerate(texts)]


def test_each_text_once_and_the_credit_wins() -> None:
    blocks = labelled((FERRY, Label.CAPTION), (f"{FERRY}  (Reuters)", Label.CAPTION), ("Other text", Label.BODY))
    assert collect_captions(Page(source="text"), blocks) == [Caption(FERRY, "Reuters")]


def test_captions_that_differ_in_a_number_are_two() -> None:
    blocks = labelled(("Pier 3 at dawn", Label.CAPTION), ("Pier 4 at dawn", Label.CAPTION))
    assert [caption.text for caption in collect_captions(Page(source="text"), blocks)] == [
        "Pier 3 at dawn", "Pier 4 at dawn",
    ]  # fmt: skip


def test_credit_of_the_next_line_serves_one_caption() -> None:
    blocks = labelled(
        (FERRY, Label.CAPTION), ("Photograph: Ana Ruiz", Label.CREDIT), ("The pier at dawn", Label.CAPTION),
    )  # fmt: skip
    assert collect_captions(Page(source="text"), blocks) == [Caption(FERRY, "Ana Ruiz"), Caption("The pier at dawn")]


def test_credit_span_is_cut_out() -> None:
    text = f"{FERRY} Ana Ruiz"
    block = Block(
        index=0,
        text=text,
        kind=Kind.CAPTION,
        label=Label.CAPTION,
        spans=(Span(SpanKind.CREDIT, len(FERRY) + 1, len(text)),),
    )
    assert collect_captions(Page(source="html"), [block]) == [Caption(FERRY, "Ana Ruiz")]


def test_credit_block_before_the_caption_of_its_figure() -> None:
    nodes = tuple(
        Node(index=at, parent=parent, tag=tag, path="", depth=at, first=0, last=2)
        for at, (parent, tag) in enumerate([(-1, "figure"), (0, "span"), (0, "figcaption")])
    )
    blocks = [
        Block(index=0, text="Ana Ruiz", node=1, label=Label.CREDIT),
        Block(index=1, text=FERRY, node=2, label=Label.CAPTION),
    ]
    assert collect_captions(Page(source="html", nodes=nodes), blocks) == [Caption(FERRY, "Ana Ruiz")]


PAGE = f"""<html><head>{{base}}</head><body><article><h1>Ferry strike ends</h1><p>Text of the story.</p>
<figure><img src="{{src}}" alt="A ferry"><figcaption>{FERRY}</figcaption></figure></article></body></html>"""


def address(src: str, url: str | None, base: str = "") -> str | None:
    page = read_html(PAGE.format(src=src, base=base), url=url, encoding=None, limits=Limits())
    blocks = [
        replace(block, label=Label.CAPTION if block.kind is Kind.CAPTION else Label.BODY) for block in page.blocks
    ]
    (caption,) = collect_captions(page, blocks)
    assert caption.text == FERRY
    return caption.image_url


@pytest.mark.parametrize(
    ("src", "url", "base", "expected"),
    [
        ("/a.jpg", "https://example.org/news/1", "", "https://example.org/a.jpg"),
        ("a.jpg", "https://example.org/news/1", '<base href="/img/">', "https://example.org/img/a.jpg"),
        ("a.jpg", None, '<base href="https://cdn.example.org/x/">', "https://cdn.example.org/x/a.jpg"),
        ("//cdn.example.org/a.jpg", None, "", "https://cdn.example.org/a.jpg"),
        ("/a.jpg", None, "", None),
        ("http://[broken", "https://example.org/", "", None),
    ],
)
def test_address_is_absolute_or_none(src: str, url: str | None, base: str, expected: str | None) -> None:
    assert address(src, url, base) == expected


def test_picture_is_found_by_its_alternative_text() -> None:
    page = Page(source="html", images=(Image("https://example.org/a.jpg", FERRY, 0, -1),))
    assert collect_captions(page, labelled((FERRY, Label.CAPTION))) == [
        Caption(FERRY, None, "https://example.org/a.jpg")
    ]
