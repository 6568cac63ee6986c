"""The pages that every pipeline cleans in the tests, and what `clean_html` makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cleanpress
from cleanpress.model import Options

PAGES = Path(__file__).parent / "pages"
NAMES = """
agency amp arabic shift-jis custom-elements elpais explainer flash gallery guardian home independent interview
japanese jsonld-only lemonde listicle liveblog login-wall not-found
""".split()


@dataclass(frozen=True)
class Given:
    """One page as a record: its number, its bytes, and its address, which every fourth page lacks."""

    id: int
    html: bytes
    url: str | None


@cache
def given() -> tuple[Given, ...]:
    """Twenty pages of this repository, and one that is empty."""
    pages = [(PAGES / f"{name}.html").read_bytes() for name in NAMES] + [b""]
    addresses = [None if place % 4 == 3 else f"https://the-meridian.example/{place}" for place in range(len(pages))]
    return tuple(Given(place, page, url) for place, (page, url) in enumerate(zip(pages, addresses, strict=True)))


@cache
def wanted(options: Options | None = None) -> tuple[dict[str, Any], ...]:
    """What `Article.to_dict()` says of each page, without its blocks."""
    cleaner = cleanpress.Cleaner(options)
    found = [cleaner.clean_html(page.html, page.url).to_dict() for page in given()]
    return tuple({name: value for name, value in each.items() if name != "blocks"} for each in found)


def columns() -> dict[str, list[Any]]:
    """The pages as columns: id, html, url, and one that cleanpress does not read."""
    return {
        "id": [page.id for page in given()],
        "html": [page.html for page in given()],
        "url": [page.url for page in given()],
        "shelf": [["left", "right"][page.id % 2] for page in given()],
    }


def texts(options: Options | None = None) -> list[str]:
    """The texts of the pages."""
    return [each["text"] for each in wanted(options)]


def articles(rows: list[dict[str, Any]], prefix: str = "clean_") -> list[dict[str, Any]]:
    """The article in each row of a table as `to_dict()` gives it, in the order of `id`."""
    found = []
    for row in sorted(rows, key=lambda row: row["id"]):
        article = {name.removeprefix(prefix): value for name, value in row.items() if name.startswith(prefix)}
        article["sources"] = {each["field"]: each["source"] for each in article["sources"]}
        found.append(article)
    return found
