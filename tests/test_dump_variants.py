"""One invented dump in many shapes: other names, wrapped, glued, markdown, prompts elsewhere, captions three times."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

import cleanpress

PAGES = Path(__file__).parent / "pages"
DUMP = (PAGES / "independent-dump.txt").read_text(encoding="utf-8")
TRUTH = json.loads((PAGES / "independent-dump.truth.json").read_text(encoding="utf-8"))
BODY: list[str] = TRUTH["body"]
CAPTION: str = TRUTH["captions"][0]["text"]
SIGN_UP = "Sign up to our free breaking news emails"


def other_outlet(text: str) -> str:
    return text.replace("The Meridian", "The Larenna Courier").replace("other Meridian", "other Courier")


def wrapped(text: str) -> str:
    return "\n".join(textwrap.fill(line, 72) for line in text.split("\n"))


def markdown(text: str) -> str:
    title, byline = TRUTH["title"], TRUTH["authors"][0]
    marked = text.replace(title, f"# {title}").replace(byline, f"[{byline}](https://meridian.example/by/penhallow)")
    marked = marked.replace("officials said", "[officials said](https://meridian.example/stove)")
    marked = marked.replace(SIGN_UP, f"[{SIGN_UP}](https://meridian.example/mails)")
    return marked.replace("11,400 passengers", "**11,400 passengers**")


def prompts_elsewhere(text: str) -> str:
    without = text.replace(f"{SIGN_UP}\n\n", "")
    return without.replace(BODY[-2], f"{SIGN_UP}\n\n{BODY[-2]}").replace(BODY[1], f"{BODY[1]}\n\nAdvertisement")


def captions_three_times(text: str) -> str:
    return text.replace(f"{CAPTION}\n{CAPTION}", f"{CAPTION}\n{CAPTION}\n{CAPTION}")


def no_blank_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def broken_links(text: str) -> str:
    """As a tool writes it that puts each piece of text on a line of its own."""
    for piece in ("officials said", "11,400 passengers", "in 1964", "Oda Brandt"):
        text = text.replace(f" {piece}", f" \n{piece}\n", 1)
    return text


VARIANTS: tuple[Callable[[str], str], ...] = (
    other_outlet, wrapped, markdown, prompts_elsewhere, captions_three_times, no_blank_lines, crlf, broken_links,
)  # fmt: skip


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__)
def test_the_article_is_the_same_in_every_shape(variant: Callable[[str], str]) -> None:
    article = cleanpress.clean_text(variant(DUMP))
    assert article.text.split("\n\n") == BODY
    assert article.title == TRUTH["title"]
    assert article.authors == TRUTH["authors"]
    assert article.captions[0].text == CAPTION


def test_paragraphs_glued_into_one_line_stay_glued_and_that_is_said() -> None:
    head, tail = DUMP[: DUMP.index(BODY[0])], DUMP[DUMP.index(BODY[-1]) + len(BODY[-1]) :]
    more = [paragraph.replace("Larenna", "Vessia").replace("fog", "snow") for paragraph in BODY]
    text = f"{head}{' '.join((*BODY[:4], SIGN_UP + '.', *BODY[4:], *more))}\n{tail}"
    article = cleanpress.clean_text(text)
    assert "glued_paragraphs" in article.warnings
    assert all(paragraph in " ".join(article.text.split()) for paragraph in BODY)
    assert "Join our commenting forum" not in article.text
    spans = [block.where.span for block in article.blocks if block.where.span]
    assert len(spans) == len(article.blocks)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
