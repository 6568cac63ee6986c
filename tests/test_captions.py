"""Captions as data: the credit told from other brackets, each text once, the address of the picture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanpress
from cleanpress.judge.pictures import picture_label
from cleanpress.metadata.captions import collect_captions, looks_like_caption, looks_like_credit, split_credit
from cleanpress.metadata.picture_text import bare_credit, is_credit, split_caption
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
        (f"{FERRY} (Ana Ruiz/The Coast Herald Daily)", FERRY, "Ana Ruiz/The Coast Herald Daily"),
        (f"{FERRY} (Ana Ruiz for The Coast Herald Daily)", FERRY, "Ana Ruiz for The Coast Herald Daily"),
        (f"{FERRY} (Ana Ruiz/CHD)", FERRY, "Ana Ruiz/CHD"),
        ("港を出る船（潮崎一郎撮影）", "港を出る船", "潮崎一郎撮影"),
        (f"{FERRY} with former Gov. Ana Ruiz (AP)", f"{FERRY} with former Gov. Ana Ruiz", "AP"),
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


@pytest.mark.parametrize(
    ("text", "rest", "credit"),
    [
        (f"Image caption, {FERRY}", FERRY, None),
        (f"Media caption{FERRY}", FERRY, None),
        (f"Pie de foto, {FERRY}", FERRY, None),
        (f"{FERRY} hide caption", FERRY, None),
        ("Image caption,", "", None),
        ("Image: The manager has agreed to sell the old boats", "The manager has agreed to sell the old boats", None),
        (f"{FERRY} at noon.Ana Ruiz", f"{FERRY} at noon.", "Ana Ruiz"),
        (f"{FERRY} at noon. Ana Ruiz", f"{FERRY} at noon.", "Ana Ruiz"),
        (f"{FERRY} at noon.Ana Ruiz (EFE)", f"{FERRY} at noon.", "Ana Ruiz (EFE)"),
        (f"{FERRY} AP Photo/Ana Ruiz", FERRY, "AP Photo/Ana Ruiz"),
        (f"{FERRY} (Ana Ruiz/Northlight)", FERRY, "Ana Ruiz/Northlight"),
        (f"{FERRY} at noon. (COAST 5 TV)", f"{FERRY} at noon.", "COAST 5 TV"),
        (f"{FERRY} at noon. (Harbour Forest Service)", f"{FERRY} at noon.", "Harbour Forest Service"),
        (f"{FERRY} with former Gov. Ana Ruiz", f"{FERRY} with former Gov. Ana Ruiz", None),
        (f"{FERRY} at noon. (Left)", f"{FERRY} at noon. (Left)", None),
        (f"{FERRY} at noon. (Published Monday, Nov. 18, 2019)", f"{FERRY} at noon. (Published Monday, Nov. 18, 2019)",
         None),
        (f"{FERRY} at noon. Nobody waves", f"{FERRY} at noon. Nobody waves", None),
        ("Who leads them? Ana Ruiz", "Who leads them? Ana Ruiz", None),
    ],
)  # fmt: skip
def test_known_caption_is_parted_by_weaker_signs(text: str, rest: str, credit: str | None) -> None:
    assert split_caption(text) == (rest, credit)


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Image source, Ana Ruiz", "Ana Ruiz"),
        ("Image copyright Getty Images", "Getty Images"),
        ("Foto: Ana Ruiz (Getty)", "Ana Ruiz (Getty)"),
        ("Foto: Ana Ruiz / CHD", "Ana Ruiz / CHD"),
        ("(Supplied)", "Supplied"),
        ("ANA RUIZ POUR « LE PHARE »", "ANA RUIZ POUR « LE PHARE »"),
    ],
)
def test_credit_without_what_announces_it(text: str, credit: str) -> None:
    assert bare_credit(text) == credit


def test_whole_texts_that_are_credits() -> None:
    assert is_credit("Image source, Ana Ruiz")
    assert is_credit("(Harbour Forest Service)")
    assert is_credit("Getty Images for the harbour") is False
    assert not is_credit(FERRY)
    assert not is_credit("(left)")


@given(st.text(max_size=400))
def test_split_caption_invents_nothing(text: str) -> None:
    rest, credit = split_caption(text)
    assert rest in text
    assert credit is None or credit.strip(" ,")


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


def labels(figure: str) -> list[tuple[str, Label | None]]:
    """Every block of a figure between two paragraphs with what it is called."""
    page = read_html(f"<article><p>One.</p>{figure}<p>Two.</p></article>", url=None, encoding=None, limits=Limits())
    return [(block.text, picture_label(page, block, between=True)) for block in page.blocks[1:-1]]


IMG = '<img src="https://example.org/a.jpg">'


def captions(figure: str) -> list[Caption]:
    page = read_html(f"<article><p>One.</p>{figure}<p>Two.</p></article>", url=None, encoding=None, limits=Limits())
    marked = [
        replace(block, label=picture_label(page, block, between=True) or Label.OTHER) for block in page.blocks[1:-1]
    ]
    return collect_captions(page, marked)


@pytest.mark.parametrize(
    "figure",
    [
        f"<figure>{IMG}<figcaption>{FERRY} <span class=credit>Ana Ruiz</span></figcaption></figure>",
        f"<figure>{IMG}<figcaption><p class=x-caption>{FERRY}</p><cite class=x-credit>Ana Ruiz</cite></figcaption>"
        "</figure>",
        f"<figure>{IMG}<figcaption>{FERRY} <i class=pic__credit aria-hidden=true>Ana Ruiz</i></figcaption></figure>",
        f"<figure><div>{IMG}<span><span>Image source, </span>Ana Ruiz</span></div>"
        f"<figcaption><span>Image caption, </span><p>{FERRY}</p></figcaption></figure>",
        f"<figure>{IMG}<figcaption><p>{FERRY}</p><span>Foto: Ana Ruiz</span></figcaption></figure>",
        f"<figure>{IMG}<span>Ana Ruiz</span><figcaption>{FERRY}</figcaption></figure>",
        f"<div class=pic><div>{IMG}</div><div><div class='pic__caption attribution'>{FERRY}</div>"
        "<figcaption class=pic__credit>Ana Ruiz</figcaption></div></div>",
        f"<div>{IMG}<div class=caption><p>{FERRY} <b class=credit>Ana Ruiz</b> <b>hide caption</b></p></div></div>",
        f"<figure>{IMG}<figcaption>{FERRY} (Photo: Ana Ruiz)</figcaption><button>View image</button></figure>",
        f"<figure>{IMG}<figcaption class=rights>{FERRY}. © Ana Ruiz</figcaption></figure>",
    ],
)
def test_caption_and_credit_in_the_forms_of_pages(figure: str) -> None:
    found = [(caption.text.rstrip("."), caption.credit, caption.image_url) for caption in captions(figure)]
    assert found == [(FERRY, "Ana Ruiz", "https://example.org/a.jpg")]


@pytest.mark.parametrize(
    "other",
    [
        "<button>View image in fullscreen</button>",
        "<span>1 / 4</span>",
        "<span>Enlarge this image</span>",
        "<figcaption><span>Sat 7 Feb 2026 17.03 GMT</span></figcaption>",
        "<figcaption>https://example.org/news/1</figcaption>",
        "<figcaption>✕</figcaption>",
    ],
)
def test_other_words_in_a_figure_are_neither(other: str) -> None:
    found = labels(f"<figure>{IMG}<figcaption>{FERRY}</figcaption>{other}</figure>")
    assert [label for text, label in found] == [Label.CAPTION, None]


@pytest.mark.parametrize("name", ["photo", "img-wrapper"])
def test_line_behind_a_picture_in_an_element_named_as_its(name: str) -> None:
    assert labels(f"<div class={name}>{IMG}<div>{FERRY}</div></div>") == [(FERRY, Label.CAPTION)]


def test_box_with_a_picture_is_no_caption() -> None:
    text = "Ana Ruiz writes about boats. " * 4
    assert labels(f"<div class=about-the-author>{IMG}<p>Ana Ruiz</p><p>{text}</p></div>") == [
        ("Ana Ruiz", None), (text.strip(), None),
    ]  # fmt: skip


def test_figure_left_open_around_the_page_counts_as_none() -> None:
    lines = "".join(f"<p>Line number {number} of a page.</p>" for number in range(20))
    assert {label for _, label in labels(f"<figure>{IMG}<h2>Boats</h2>{lines}</figure>")} == {None}


def test_label_alone_takes_no_credit() -> None:
    blocks = labelled(
        ("Image source, Ana Ruiz", Label.CREDIT), ("Image caption,", Label.CAPTION), (FERRY, Label.CAPTION),
    )  # fmt: skip
    nodes = (Node(index=0, parent=-1, tag="figure", path="", depth=0, first=0, last=3),)
    inside = [replace(block, node=0) for block in blocks]
    assert collect_captions(Page(source="html", nodes=nodes), inside) == [Caption(FERRY, "Ana Ruiz")]


PROSE = (
    "The harbour office said on Tuesday that the night ferry would run again from next week, after nine days.",
    "Crews had asked for two more hands on every crossing, and the company had called that a wish of last century.",
    "Both sides met in a school hall on the island, where the tables were too low and the coffee ran out at noon.",
)


def test_lone_caption_of_a_dump_is_told_by_its_credit() -> None:
    lines = ("Night ferry to run again", f"{FERRY} on a Friday evening (Image: Coast Herald)", *PROSE)
    article = cleanpress.clean_text("\n".join(lines))
    assert article.captions == [Caption(f"{FERRY} on a Friday evening", "Coast Herald")]
    assert article.text.split("\n\n")[-len(PROSE) :] == list(PROSE)
    assert FERRY not in article.text


def test_paragraph_that_ends_like_a_caption_stays() -> None:
    long = f"{PROSE[0]} {PROSE[1]} {PROSE[2]} (Reuters)"
    article = cleanpress.clean_text("\n".join(("Night ferry to run again", *PROSE, long)))
    assert article.captions == []


def test_names_inside_a_caption_are_the_captions() -> None:
    figure = f"<figure>{IMG}<figcaption><div class=read-more><p>{FERRY}</p></div></figcaption></figure>"
    body = "".join(f"<p>{text}</p>" for text in PROSE)
    article = cleanpress.clean_html(f"<article><h1>Night ferry to run again</h1>{figure}{body}</article>")
    assert [caption.text for caption in article.captions] == [FERRY]
