"""The item pipeline and the response helper for Scrapy, in a spider that crawls a server on loopback."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

import cleanpress
from cleanpress import errors
from extras import need
from framework_pages import FOLDER, GARBAGE, NEWS, NO_ARTICLE, PATHS, article, json_types, url_of
from served import served

need("scrapy", "scrapy")

import scrapy
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings

from cleanpress.pipelines.fields import fields
from cleanpress.pipelines.scrapy import CleanpressPipeline, clean_response

SPIDER = """
    from dataclasses import dataclass
    import os
    import scrapy
    from cleanpress.pipelines.scrapy import clean_response

    class Page(scrapy.Item):
        url = scrapy.Field()
        html = scrapy.Field()
        clean_text = scrapy.Field()
        clean_authors = scrapy.Field()

    @dataclass
    class Story:
        url: str
        html: bytes
        clean_text: str | None = None
        clean_status: str | None = None

    class Pages(scrapy.Spider):
        name = "pages"
        start_urls = os.environ["START_URLS"].split()
        custom_settings = {"ITEM_PIPELINES": {"cleanpress.pipelines.scrapy.CleanpressPipeline": 300}}

        def parse(self, response):
            text = clean_response(response).text
            yield {"kind": "dict", "url": response.url, "html": response.body, "helper": text}
            yield Page(url=response.url, html=response.body)
            yield Story(url=response.url, html=response.body)
            yield {"kind": "other", "url": response.url}
"""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[dict[str, Any]], str]]:
    """The server's address, the items that a spider wrote of all the test's pages, and its log."""
    folder = tmp_path_factory.mktemp("crawl")
    (folder / "spider.py").write_text(textwrap.dedent(SPIDER), "utf-8")
    pages = {f"/{path.stem}": ("text/html", path.read_bytes()) for path in PATHS}
    pages["/garbage"] = ("text/html", GARBAGE)
    with served(pages) as host:
        arguments = ["-o", "items.jsonl", "-s", "CLEANPRESS_KEEP_HTML=0", "-s", "TELNETCONSOLE_ENABLED=0"]
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "runspider", "spider.py", *arguments],
            cwd=folder,
            env={**os.environ, "START_URLS": " ".join(host + path for path in pages), "PYTHONUTF8": "1"},
            capture_output=True,
            timeout=120,
            check=False,
        )
        log = done.stderr.decode("utf-8", "replace")
        assert done.returncode == 0, log
        lines = (folder / "items.jsonl").read_text("utf-8").splitlines()
        yield host, [json.loads(line) for line in lines], log


def test_a_spider_gets_the_texts_of_clean_html(crawled: tuple[str, list[dict[str, Any]], str]) -> None:
    host, items, log = crawled
    assert "Traceback" not in log
    assert "ERROR" not in log
    for path in PATHS:
        wanted = cleanpress.clean_html(path.read_bytes(), url=f"{host}/{path.stem}")
        whole = fields(wanted)
        found = [item for item in items if item["url"] == f"{host}/{path.stem}"]
        assert len(found) == 4
        for item in found:
            assert item.get("html") is None
        dictionary, other = (next(i for i in found if i.get("kind") == kind) for kind in ("dict", "other"))
        assert dictionary["clean_text"] == dictionary["helper"] == wanted.text
        assert {name: dictionary[f"clean_{name}"] for name in whole} == whole
        assert "clean_removed" not in dictionary
        assert other == {"kind": "other", "url": f"{host}/{path.stem}"}
        (page,) = (item for item in found if "clean_authors" in item and "kind" not in item)
        assert set(page) == {"url", "html", "clean_text", "clean_authors"}
        assert (page["clean_text"], page["clean_authors"]) == (wanted.text, wanted.authors)
        (story,) = (item for item in found if "clean_status" in item and "kind" not in item)
        assert (story["clean_text"], story["clean_status"]) == (wanted.text, wanted.status.value)
    pages = len(PATHS) + 1
    assert f"'cleanpress/no_page': {pages}," in log
    assert f"'item_scraped_count': {4 * pages}," in log
    ok = sum(article(path).status.value == "ok" for path in PATHS)
    assert f"'cleanpress/status/ok': {3 * ok}," in log


def test_a_page_of_garbage_passes(crawled: tuple[str, list[dict[str, Any]], str]) -> None:
    host, items, _ = crawled
    found = [item for item in items if item["url"] == f"{host}/garbage"]
    assert len(found) == 4
    assert {item["clean_text"] for item in found if "clean_text" in item} == {""}


def through(pipeline: CleanpressPipeline, item: Any) -> Any:
    return asyncio.run(pipeline.process_item(item))


def from_settings(**settings: Any) -> CleanpressPipeline:
    class Crawler:
        def __init__(self) -> None:
            self.settings = Settings(settings)
            self.stats = None

    return CleanpressPipeline.from_crawler(Crawler())  # type: ignore[arg-type]


@pytest.mark.parametrize("as_text", [False, True])
def test_fields_have_the_names_of_the_settings(as_text: bool) -> None:
    wanted: Any = {"text": "body", "title": "headline", "removed": "furniture"}
    options: Any = {"keep": ["caption"]}
    pipeline = from_settings(
        CLEANPRESS_HTML_FIELD="page",
        CLEANPRESS_URL_FIELD="link",
        CLEANPRESS_FIELDS=json.dumps(wanted) if as_text else wanted,
        CLEANPRESS_OPTIONS=json.dumps(options) if as_text else cleanpress.Options(keep={"caption"}),
    )
    found = through(pipeline, {"page": NEWS.read_bytes(), "link": url_of(NEWS), "html": "<p>not this"})
    made = cleanpress.Cleaner(cleanpress.Options(keep={"caption"})).clean_html(NEWS.read_bytes(), url_of(NEWS))
    assert set(found) == {"page", "link", "html", "body", "headline", "furniture"}
    assert (found["body"], found["headline"]) == (made.text, made.title)
    assert found["furniture"] == made.to_dict()["removed"]
    assert json_types(found["furniture"])


def test_a_list_of_fields_and_another_prefix() -> None:
    pipeline = from_settings(CLEANPRESS_FIELDS="text,tags", CLEANPRESS_PREFIX="", CLEANPRESS_KEEP_HTML="False")
    found = through(pipeline, {"html": NEWS.read_bytes(), "url": url_of(NEWS)})
    assert found == {"html": None, "url": url_of(NEWS), "text": article(NEWS).text, "tags": article(NEWS).tags}


def test_what_an_item_says_stays() -> None:
    given = {"html": NEWS.read_bytes(), "title": "Mine", "authors": [], "text": "old"}
    found = through(CleanpressPipeline(prefix=""), given)
    assert found["title"] == "Mine"
    assert found["authors"] == article(NEWS).authors
    assert found["text"] == article(NEWS).text


@pytest.mark.parametrize("page", [7, ["<p>"], GARBAGE, "", b"", NO_ARTICLE.read_bytes()])
def test_no_page_raises(page: Any) -> None:
    found = through(CleanpressPipeline(), {"html": page, "url": 3})
    assert found["clean_text"] == ""
    assert found["clean_status"] in {"unreadable", "empty", "no_article"}


@pytest.mark.parametrize("item", [None, 7, "a page", {"url": "x"}, {"html": None}])
def test_what_carries_no_page_goes_on_as_it_is(item: Any) -> None:
    assert through(CleanpressPipeline(), item) is item


def test_a_class_that_declares_none_of_the_fields_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    @dataclass
    class Bare:
        html: bytes

    class Declared(scrapy.Item):
        html = scrapy.Field()
        clean_title = scrapy.Field()

    pipeline = CleanpressPipeline()
    for _ in range(2):
        through(pipeline, Bare(NEWS.read_bytes()))
    assert through(pipeline, Declared(html=NEWS.read_bytes()))["clean_title"] == article(NEWS).title
    (told,) = caplog.messages
    assert "Bare declares none" in told
    assert "CLEANPRESS_FIELDS" in told


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"CLEANPRESS_FIELDS": ["headline"]}, "'headline' is no field of an article; use: .*title"),
        ({"CLEANPRESS_OPTIONS": {"body": "book"}}, "news, web"),
        ({"CLEANPRESS_OPTIONS": {"keeps": []}}, "keep, body"),
    ],
)
def test_wrong_settings_are_told_at_the_start(settings: dict[str, Any], says: str) -> None:
    with pytest.raises(errors.OptionError, match=says):
        from_settings(**settings)


def test_packs_are_applied() -> None:
    pack = FOLDER.parents[1] / "docs" / "example-pack.toml"
    assert len(from_settings(CLEANPRESS_PACKS=str(pack))._cleaning.cleaner.packs) == 1 + len(
        CleanpressPipeline()._cleaning.cleaner.packs
    )


def test_the_header_of_a_response_names_the_charset() -> None:
    prose = "Отливът задържа ферибота на острова до понеделник, съобщи пристанищната служба в събота."
    body = f"<article><h1>Отлив</h1><p>{prose}</p><p>{prose[:-1]} и неделя.</p></article>".encode("windows-1251")
    header = {"Content-Type": "text/html; charset=windows-1251"}
    for kind in (Response, HtmlResponse):
        found = clean_response(kind("https://post.example/ice", body=body, headers=header))
        assert found.text.startswith(prose)
        assert found.url == "https://post.example/ice"


def test_a_response_takes_options() -> None:
    page = HtmlResponse(url_of(NEWS), body=NEWS.read_bytes())
    assert clean_response(page) == article(NEWS)
    assert clean_response(page, {"keep": ["caption"]}).text != article(NEWS).text
    assert clean_response(Response("https://post.example/", body=GARBAGE)).text == ""
