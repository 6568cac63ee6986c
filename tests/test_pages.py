"""Pages written for this project: each against the truth written by hand beside it, and against its snapshot."""

from __future__ import annotations

import html
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

import cleanpress
from cleanpress import Article
from render import readable

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.name for path in PAGES.iterdir() if path.suffix in {".html", ".txt"})

ENCODINGS = {"windows-1251.html": "cp1251", "shift-jis.html": "cp932"}
FIELDS = ("title", "standfirst", "authors", "language")
MOMENTS = ("published", "modified")
KEYS = {"url", "body", "also", "gone", "captions", "status", *FIELDS, *MOMENTS}


def clean(name: str) -> Article:
    path = PAGES / name
    if path.suffix == ".txt":
        return cleanpress.clean_text(path.read_text(encoding="utf-8"), url=truth(name)["url"])
    return cleanpress.clean_html(path.read_bytes(), url=truth(name)["url"])


def truth(name: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((PAGES / name).with_suffix(".truth.json").read_text(encoding="utf-8"))
    return said


def lines(*texts: str) -> list[str]:
    """The lines that hold something, with their white space collapsed."""
    return [" ".join(line.split()) for text in texts for line in text.splitlines() if line.strip()]


CAPTIONED = [name for name in NAMES if "captions" in truth(name)]


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_text_is_the_article_and_nothing_else(name: str) -> None:
    said = truth(name)
    body, also, got = lines(*said["body"]), set(lines(*said.get("also", []))), lines(clean(name).text)
    missing = [line for line in body if line not in got]
    strange = [line for line in got if line not in body and line not in also]
    assert (missing, strange) == ([], [])
    assert [line for line in got if line in set(body)] == body


def test_no_furniture_stays_in_the_text(name: str) -> None:
    text = clean(name).text
    assert [string for string in truth(name).get("gone", []) if string in text] == []


def test_the_fields_are_what_a_reader_would_say(name: str) -> None:
    said, article = truth(name), clean(name)
    assert article.status == said.get("status", "ok")
    plain = [key for key in FIELDS if key in said]
    assert {key: _spaced(getattr(article, key)) for key in plain} == {key: _spaced(said[key]) for key in plain}
    for key in MOMENTS:
        if key in said:
            _same_moment(getattr(article, key), getattr(article, f"{key}_precision"), said[key])


@pytest.mark.parametrize("name", CAPTIONED)
def test_every_caption_comes_back_once(name: str) -> None:
    said, article = truth(name), clean(name)
    assert [caption.text for caption in article.captions] == [caption["text"] for caption in said["captions"]]
    credits = {caption.text: caption.credit for caption in article.captions}
    wanted = {caption["text"]: caption["credit"] for caption in said["captions"] if "credit" in caption}
    assert {text: credits[text] for text in wanted} == wanted


def test_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    assert readable(clean(name)) == snapshot


def test_every_page_has_its_truth_and_its_line_in_the_readme() -> None:
    listed = (PAGES / "README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"| `{name}` |" not in listed] == []
    assert sorted(path.name for path in PAGES.glob("*.truth.json")) == sorted(
        Path(name).with_suffix(".truth.json").name for name in NAMES
    )


def test_the_truth_speaks_of_its_page(name: str) -> None:
    said = truth(name)
    page = html.unescape((PAGES / name).read_text(encoding=ENCODINGS.get(name, "utf-8")))
    body = "\n".join(said["body"])
    assert set(said) <= KEYS
    assert [string for string in said.get("gone", []) if string not in page or string in body] == []


def _spaced(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _same_moment(got: datetime | None, precision: str | None, wanted: str) -> None:
    """Equal to the minute; a wanted day without a time asks for a naive midnight that calls itself a day."""
    expected = datetime.fromisoformat(wanted)
    assert got is not None
    assert precision == ("minute" if "T" in wanted else "day")
    assert (got.tzinfo is None) == (expected.tzinfo is None)
    assert abs(got - expected) < timedelta(minutes=1)
