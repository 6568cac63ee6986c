"""The blocks for datatrove, run by its own executor on what its own readers read."""

from __future__ import annotations

import io
import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

import cleanpress
from extras import need
from framework_pages import DUMPS, NEWS, NO_ARTICLE, PATHS, article_of_source, json_types, source, url_of

need("datatrove", "datatrove")
need("warcio", "datatrove")
need("orjson", "datatrove")

from datatrove.data import Document
from datatrove.executor.local import LocalPipelineExecutor
from datatrove.pipeline.extractors.base import BaseExtractor
from datatrove.pipeline.formatters.base import BaseFormatter
from datatrove.pipeline.readers import JsonlReader, WarcReader
from datatrove.pipeline.writers import JsonlWriter
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cleanpress.pipelines.datatrove import CleanpressExtractor, CleanpressFormatter
from cleanpress.pipelines.fields import fields


class Faulty(CleanpressExtractor):
    """Hangs, dies or kills itself on pages that say so."""

    def _cleaned(self, page: list[Any] | str) -> Any:
        if page and page[0] == "HANG":
            time.sleep(600)
        if page and page[0] == "DIE":
            os._exit(139)
        if page and page[0] == "MEMORY":
            raise MemoryError
        return super()._cleaned(page)


def run(folder: Path, *blocks: Any, tasks: int = 1, workers: int = 1) -> list[dict[str, Any]]:
    """What the executor's writer writes, sorted by id."""
    writer = JsonlWriter(str(folder / "out"), compression=None)
    LocalPipelineExecutor(
        pipeline=[*blocks, writer], tasks=tasks, workers=workers, logging_dir=str(folder / "logs")
    ).run()
    files = sorted((folder / "out").glob("*.jsonl"))
    # The writer leaves out a text that is "".
    lines = [{"text": "", **json.loads(line)} for file in files for line in file.read_text("utf-8").splitlines()]
    return sorted(lines, key=lambda record: str(record["id"]))


def stats(folder: Path, name: str) -> dict[str, int]:
    """The counts that the executor wrote for the block of this name."""
    steps = json.loads((folder / "logs" / "stats.json").read_text("utf-8"))
    (step,) = (step for step in steps if name in step["name"])
    return {label: value if isinstance(value, int) else value["total"] for label, value in step["stats"].items()}


def write_jsonl(folder: Path, files: int = 1) -> str:
    """The test's pages as JSON lines, in so many files."""
    (folder / "in").mkdir()
    for number in range(files):
        with (folder / "in" / f"{number}.jsonl").open("w", encoding="utf-8") as out:
            for path in PATHS[number::files]:
                print(json.dumps({"id": path.stem, "text": source(path), "url": url_of(path), "date": "x"}), file=out)
    return str(folder / "in")


def texts() -> dict[str, str]:
    return {path.stem: article_of_source(path).text for path in PATHS}


def test_the_blocks_are_what_datatrove_takes_them_for() -> None:
    assert issubclass(CleanpressExtractor, BaseExtractor)
    assert issubclass(CleanpressFormatter, BaseFormatter)
    assert CleanpressExtractor(timeout=3).timeout == 3


@pytest.mark.parametrize(("tasks", "workers"), [(1, 1), (2, 2)])
def test_texts_and_fields_are_those_of_clean_html(tmp_path: Path, tasks: int, workers: int) -> None:
    folder = write_jsonl(tmp_path, files=2)
    found = run(tmp_path, JsonlReader(folder), CleanpressExtractor(timeout=60), tasks=tasks, workers=workers)
    assert {record["id"]: record["text"] for record in found} == {name: text for name, text in texts().items() if text}
    for record in found:
        path = NEWS.with_stem(record["id"])
        whole, metadata = fields(article_of_source(path)), record["metadata"]
        assert {name: metadata[f"clean_{name}"] for name in whole} == whole
        assert (metadata["url"], metadata["date"]) == (url_of(path), "x")
    counts = stats(tmp_path, "cleanpress")
    assert counts["total"] == len(PATHS)
    assert counts["forwarded"] == counts["status_ok"] == len(found)
    assert counts["dropped"] == len(PATHS) - len(found)
    assert counts["removed_newsletter"] > 0


def test_pages_of_a_warc(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    wanted = {}
    with (tmp_path / "in" / "pages.warc.gz").open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for path in PATHS[:12]:
            payload = source(path).encode()
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    url_of(path),
                    "response",
                    payload=io.BytesIO(payload),
                    http_headers=headers,
                    warc_headers_dict={"WARC-Identified-Payload-Type": "text/html"},
                )
            )
            wanted[url_of(path)] = article_of_source(path).text
    found = run(tmp_path, WarcReader(str(tmp_path / "in")), CleanpressExtractor(timeout=60, drop_empty=False))
    assert {record["metadata"]["url"]: record["text"] for record in found} == wanted


def test_documents_without_text_go_on_where_they_are_asked_for(tmp_path: Path) -> None:
    folder = write_jsonl(tmp_path)
    block = CleanpressExtractor(timeout=60, drop_empty=False, prefix="", report=True)
    found = run(tmp_path, JsonlReader(folder), block)
    assert {record["id"]: record["text"] for record in found} == texts()
    statuses = {record["id"]: record["metadata"]["status"] for record in found}
    assert statuses == {path.stem: article_of_source(path).status.value for path in PATHS}
    assert statuses[NO_ARTICLE.stem] == "no_article"
    removed = {record["id"]: record["metadata"]["removed"] for record in found}
    assert removed[NEWS.stem] == article_of_source(NEWS).to_dict()["removed"]


def test_options_and_packs_are_used(tmp_path: Path) -> None:
    block = CleanpressExtractor({"keep": ["caption"]}, timeout=60)
    (found,) = block.run([Document(text=source(NEWS), id="1")])
    options = cleanpress.Options(keep={"caption"})
    assert found.text == cleanpress.Cleaner(options).clean_html(source(NEWS)).text != article_of_source(NEWS).text
    assert block.extract(source(NEWS)) == found.text


def documents(*texts: Any) -> list[Document]:
    return [Document(text=text, id=str(number)) for number, text in enumerate(texts)]


def test_a_page_that_hangs_or_kills_its_process_does_not_touch_the_others() -> None:
    good = source(NEWS)
    given = documents(good, "HANG", good, "DIE", good, "MEMORY", good, 7, ["<p>"], {"a": 1}, None, good)
    block = Faulty(timeout=4, drop_empty=False)
    found = list(block.run(iter(given)))
    assert [document.id for document in found] == [document.id for document in given]
    statuses = [document.metadata["clean_status"] for document in found]
    assert statuses == (["ok", "timed_out", "ok", "crashed", "ok", "crashed", "ok", *["unreadable"] * 3, "empty", "ok"])
    assert {document.text for document in found} == {cleanpress.clean_html(good).text, ""}
    assert all(json_types(document.metadata) for document in found)
    assert block.stats["status_timed_out"].total == 1


def test_a_page_that_hangs_is_dropped_by_default() -> None:
    found = list(Faulty(timeout=4).run(iter(documents("HANG", source(NEWS)))))
    assert [document.id for document in found] == ["1"]


def test_formatter_gives_the_texts_of_clean_text(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with (tmp_path / "in" / "dumps.jsonl").open("w", encoding="utf-8") as out:
        for path in DUMPS:
            print(json.dumps({"id": path.stem, "text": path.read_text("utf-8"), "url": url_of(path)}), file=out)
    found = run(tmp_path, JsonlReader(str(tmp_path / "in")), CleanpressFormatter())
    assert len(found) == len(DUMPS)
    for record in found:
        wanted = cleanpress.clean_text(
            NEWS.with_name(record["id"] + ".txt").read_text("utf-8"), url=url_of(Path(record["id"]))
        )
        assert record["text"] == wanted.text
        assert record["metadata"]["clean_title"] == wanted.title
        assert record["metadata"]["clean_status"] == "ok"
    assert stats(tmp_path, "cleanpress")["status_ok"] == len(DUMPS)


def test_formatter_passes_every_document_on() -> None:
    found = list(CleanpressFormatter().run(iter(documents("", None, 7, "Sign up for our newsletter"))))
    assert [document.text for document in found] == ["", "", "", ""]
    statuses = [document.metadata["clean_status"] for document in found]
    assert statuses == ["empty", "empty", "unreadable", "no_article"]


def test_blocks_work_in_sequence_with_names_that_do_not_clash() -> None:
    given = documents(source(NEWS))
    (found,) = CleanpressFormatter(prefix="again_").run(CleanpressExtractor(timeout=60).run(iter(given)))
    assert found.metadata["clean_title"] == article_of_source(NEWS).title
    assert found.metadata["again_status"] == "ok"
