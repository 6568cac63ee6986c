"""The article's picture: the one it is printed with before the one for sharing. All pages are made up for tests."""

from __future__ import annotations

import pytest

import cleanpress

URL = "https://www.harbourpost.example/islands/ferry-is-back"
HEADLINE = "Ferry is back after two winters"
CDN = "https://cdn.harbourpost.example"
TOLD = (f"{CDN}/og/ferry-20250304-a81f3c9.png", "opengraph")
PARAGRAPHS = (
    "The ferry to the outer islands left the harbour on Monday with sixty people on board.",
    "The company says that it will sail on three days a week until spring, and every day from May.",
    "On the quay the band of the fire brigade played, and the mayor, who had come by helicopter, went home by sea.",
)


def picture(lead: str, told: str | None = TOLD[0]) -> tuple[str | None, str | None]:
    head = f'<meta property="og:image" content="{told}">' if told else ""
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    page = (
        f'<html lang="en"><head><title>{HEADLINE}</title><meta name="author" content="Ida Moor">{head}</head>'
        f"<body><header><img src='/logo.png'></header><article><h1>{HEADLINE}</h1>{lead}{body}</article>"
    )
    article = cleanpress.clean_html(page, url=URL)
    assert article.status == "ok"
    return article.image, article.sources.get("image")


CAPTION = "<figcaption>The ferry at the quay on Monday. Photo: Jon Fell</figcaption>"


def test_another_cut_of_the_told_picture_is_given_as_printed() -> None:
    assert picture(f'<img src="{CDN}/640/a81f3c9_wide.jpg">') == (f"{CDN}/640/a81f3c9_wide.jpg", "figure")


@pytest.mark.parametrize("name", ["ferry-20250304-a81f3c9.jpg?w=150", "ferry-20250304-a81f3c9-640x360.png"])
def test_same_file_in_another_size_is_given_as_told(name: str) -> None:
    assert picture(f'<figure><img src="{CDN}/thumbs/{name}">{CAPTION}</figure>') == TOLD


def test_picture_with_a_caption_at_the_head_goes_before_one_for_sharing() -> None:
    assert (
        picture(f'<figure><img src="/img/quay.jpg">{CAPTION}</figure>')[0]
        == "https://www.harbourpost.example/img/quay.jpg"
    )


@pytest.mark.parametrize(
    "lead",
    [
        '<img src="/img/quay.jpg">',
        '<figure><img src="/img/quay.jpg"></figure>',
        f'<div class="author-box"><figure><img src="/img/moor.jpg">{CAPTION}</figure></div>',
        f'<figure><img src="/img/moor.jpg" alt="Ida Moor">{CAPTION}</figure>',
        f'<figure><img src="/img/pixel.gif">{CAPTION}</figure>',
        f'<figure><img src="/img/logo.svg">{CAPTION}</figure>',
    ],
)
def test_told_picture_where_the_printed_one_proves_nothing(lead: str) -> None:
    assert picture(lead) == TOLD


def test_figure_at_the_head_where_none_is_told() -> None:
    assert picture('<figure><img src="/img/quay.jpg"></figure>', None) == (
        "https://www.harbourpost.example/img/quay.jpg",
        "figure",
    )
    assert picture('<img src="/img/quay.jpg">', None) == (None, None)


def test_mark_that_many_files_of_the_page_share_is_the_stores() -> None:
    store = f"{CDN}/5dd86eda07db674ed859c949"
    images = "".join(f'<img src="{store}/{name}.jpg">' for name in ("black", "white", "green", "grey"))
    assert picture(images, f"{store}/ferry.jpg") == (f"{store}/ferry.jpg", "opengraph")


def test_caption_and_image_name_one_address() -> None:
    page = (
        f"<html lang=en><title>{HEADLINE}</title><h1>{HEADLINE}</h1>"
        f'<figure><img src="/img/quay.jpg">{CAPTION}</figure>' + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    )
    article = cleanpress.clean_html(page, url=URL)
    assert [caption.image_url for caption in article.captions] == [article.image]
