"""The pages that every adapter is tried on, and what `clean_html` makes of them."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import cleanpress
from cleanpress.model import Article

FOLDER = Path(__file__).parent / "pages"
PATHS = sorted(FOLDER.glob("*.html"))
DUMPS = sorted(FOLDER.glob("*-dump.txt"))
# A page with prose and furniture, one without an article, and an empty one.
NEWS, NO_ARTICLE, EMPTY = FOLDER / "independent.html", FOLDER / "home.html", ""

# Bytes that are no page.
GARBAGE = b"\x00\xff\xfe\x89PNG\r\n\x1a\n" + bytes(range(256))


def url_of(path: Path) -> str:
    """An address for a page of the folder."""
    return f"https://post.example/{path.stem}"


@lru_cache
def article(path: Path) -> Article:
    """What `clean_html` makes of the page's bytes, at its address."""
    return cleanpress.clean_html(path.read_bytes(), url=url_of(path))


@lru_cache
def source(path: Path) -> str:
    """The page as a str, as frameworks hold it; where it is not in UTF-8, with marks for what does not fit."""
    return path.read_bytes().decode("utf-8", "replace")


@lru_cache
def article_of_source(path: Path) -> Article:
    """What `clean_html` makes of the page as a str, at its address."""
    return cleanpress.clean_html(source(path), url=url_of(path))


def json_types(value: Any) -> bool:
    """Whether a value comes back from JSON as it went in."""
    return bool(json.loads(json.dumps(value, allow_nan=False)) == value)
