"""What the adapters share: options that can be written down, metadata beside a document's own, contents of any kind."""

from __future__ import annotations

import json
import pickle
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import Any

import pytest

from cleanpress import Label, Limits, Options, errors
from cleanpress.model import Article
from cleanpress.pipelines.cleaning import Cleaning, address, plain_options, read_options
from cleanpress.pipelines.fields import beside, fields, prefixed
from framework_pages import NEWS, article, json_types

PACK = Path(__file__).parents[1] / "docs" / "example-pack.toml"


@pytest.mark.parametrize(
    "options",
    [
        Options(),
        Options(keep={"caption", Label.CREDIT}, body="web", fast=True, limits=Limits(max_bytes=9)),
    ],
)
def test_options_can_be_written_down_and_read_again(options: Options) -> None:
    written = json.loads(json.dumps(plain_options(options)))
    assert read_options(written) == options
    assert plain_options(read_options(written)) == written
    assert set(written) == {item.name for item in dataclass_fields(Options)}


@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        ({"bodies": "web"}, errors.OptionError, "'bodies' is no field of Options; use: keep, body"),
        ({"limits": {"bytes": 1}}, errors.OptionError, "max_bytes"),
        ({"keep": ["captions"]}, errors.OptionError, "caption"),
        ({"keep": 3}, errors.OptionError, "3"),
        ({"body": "book"}, errors.OptionError, "news, web"),
        (["body"], errors.InputTypeError, "list"),
    ],
)
def test_wrong_options_are_told_where_they_are_given(given: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        Cleaning(given)


def test_an_input_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(errors.OptionError, match="html, text"):
        Cleaning(input="pdf")


def test_a_cleaning_works_after_it_was_pickled() -> None:
    cleaning = Cleaning({"keep": ["caption"]}, packs=[PACK], prefix="clean_")
    page = NEWS.read_bytes()
    before = cleaning.article(page)
    pickled = pickle.dumps(cleaning)
    again = pickle.loads(pickled)
    assert len(pickled) < 1000
    assert again.article(page) == before
    assert len(again.cleaner.packs) == len(Cleaning().cleaner.packs) + 1


@pytest.mark.parametrize("content", [7, 2.5, ["<p>"], {"html": "<p>"}, object()])
def test_what_is_no_page_is_unreadable(content: object) -> None:
    cleaning = Cleaning()
    assert cleaning.article(content) is None
    assert cleaning.metadata({}, None)["status"] == "unreadable"


def test_a_missing_page_is_empty_and_an_address_of_another_type_is_none() -> None:
    cleaning = Cleaning()
    for content in (None, "", b"", bytearray()):
        found = cleaning.article(content, 7)
        assert found is not None
        assert (found.status.value, found.url) == ("empty", None)


def test_bytes_of_a_text_are_decoded() -> None:
    found = Cleaning(input="text").article(
        "Ærø lay in fog all day, and the ferry from Søby stayed where it was.".encode()
    )
    assert found is not None
    assert found.text.startswith("Ærø lay")


@pytest.mark.parametrize("report", [False, True])
def test_fields_are_those_of_to_dict(report: bool) -> None:
    found, whole = fields(article(NEWS), report=report), article(NEWS).to_dict()
    assert found == {name: whole[name] for name in found}
    assert set(whole) - set(found) == {"text", "blocks"} | (set() if report else {"removed"})
    assert json_types(found)


def test_what_a_document_says_of_itself_stays() -> None:
    own = {"title": "Mine", "url": "", "tags": [], "section": None, "paywalled": False, "status": "timed_out", "id": 7}
    found = fields(Article(title="Rain", url="https://post.example/ice", tags=["rain"], section="News", paywalled=True))
    merged = {**own, **beside(own, found, names=prefixed(""))}
    assert merged["title"] == "Mine"
    assert merged["paywalled"] is False
    assert (merged["url"], merged["tags"], merged["section"]) == ("https://post.example/ice", ["rain"], "News")
    assert (merged["status"], merged["id"]) == ("ok", 7)


def test_absent_fields_can_be_left_out_but_do_not_leave_what_an_earlier_cleaning_said() -> None:
    own = {"clean_warnings": ["short_body"], "clean_title": "Rain"}
    told = beside(own, fields(Article(text="It fell.")), names=prefixed("clean_"), absent=False)
    assert told["clean_warnings"] == []
    assert "clean_title" not in told
    assert "clean_section" not in told


@pytest.mark.parametrize(
    ("metadata", "found"),
    [
        ({}, None),
        ({"url": "https://post.example/a", "source": "https://post.example/b"}, "https://post.example/a"),
        ({"url": "a.html", "source": "HTTP://post.example/b"}, "HTTP://post.example/b"),
        ({"url": 7, "source": None}, None),
    ],
)
def test_the_address_among_the_metadata(metadata: dict[str, Any], found: str | None) -> None:
    assert address(metadata) == found
