"""`cleanpress batch`: what goes in, one record for each document, and the forms it comes out in."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import cleanpress
from batches import all_bytes, page, read_lines, records, run, write_lines
from cleanpress.batch.records import RESULT_KEYS
from extras import need

COUNT = 40


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus of which some documents are no pages, and what a batch makes of it."""
    folder = tmp_path_factory.mktemp("batch")
    odd = [
        {"id": None, "html": ""},
        {"id": 7, "html": "<title>Log in</title><p>Log in or register"},
        "no JSON at all",
        {"id": "page-1", "html": ["a list"]},
        {"id": [1, "ä"], "html": "<p>" + "Too much. " * 2000},
    ]
    write_lines(folder / "pages.jsonl", [*records(COUNT), *odd])
    _, said = run(folder, "batch", "pages.jsonl", "-o", "out.jsonl", "--max-bytes", "10k", code=3)
    (folder / "said.txt").write_text(said, encoding="utf-8")
    return folder


def test_each_document_gives_one_record_in_its_order(work: Path) -> None:
    found = read_lines(work / "out.jsonl")
    named = [f"page-{number}" for number in range(COUNT)]
    assert [each["id"] for each in found] == [*named, None, 7, None, "page-1", [1, "ä"]]
    wanted = ["ok"] * COUNT + ["empty", "no_article", "unreadable", "unreadable", "too_large"]
    assert [each["status"] for each in found] == wanted
    assert all((each["error"] is None) == (each["status"] in {"ok", "empty", "no_article"}) for each in found)
    assert found[-1]["error"] == "It is larger than 10,240 bytes; --max-bytes allows more."
    assert "no JSON" in found[-3]["error"]


def test_a_record_is_the_id_the_article_without_blocks_and_the_error(work: Path) -> None:
    found = read_lines(work / "out.jsonl")[3]
    article = cleanpress.clean_html(page(3), "https://post.example/3").to_dict()
    del article["blocks"]
    assert found == {"id": "page-3", **article, "error": None}
    assert list(found) == ["id", *article, "error"]
    assert {*found, "blocks"} == RESULT_KEYS


def test_the_summary_tells_what_there_is_to_know(work: Path) -> None:
    said = (work / "said.txt").read_text(encoding="utf-8")
    assert f"{COUNT + 5} documents in " in said
    assert "40 ok, 2 unreadable, 1 empty, 1 no_article, 1 too_large" in said
    assert "40 newsletter" in said
    assert "slowest: " in said
    assert 'largest: [1, "ä"] (' in said
    assert "nothing removed from 0, confidence below .5 for " in said
    assert "3 failed; list them with: cleanpress batch failures out.jsonl" in said


def test_the_manifest_tells_options_versions_counts_and_digests(work: Path) -> None:
    told = json.loads((work / "out.jsonl.manifest.json").read_bytes())
    assert told["versions"]["cleanpress"] == cleanpress.__version__
    assert told["options"]["--max-bytes"] == 10_240
    assert told["documents"] == COUNT + 5
    assert told["statuses"]["unreadable"] == 2
    assert len(told["digests"]["output"]) == 64
    assert not (work / "out.jsonl.part").exists()


def test_failures_are_listed(work: Path) -> None:
    lines = run(work, "batch", "failures", "out.jsonl")[0].decode().splitlines()
    assert [line.split("\t")[:2] for line in lines] == [
        ["unreadable", "null"],
        ["unreadable", "page-1"],
        ["too_large", '[1, "ä"]'],
    ]


def test_any_number_of_workers_gives_the_same_bytes(work: Path) -> None:
    for workers in ("1", "2", "4"):
        output = f"by-{workers}.jsonl"
        run(work, "batch", "pages.jsonl", "-o", output, "--max-bytes", "10k", "--workers", workers, "--quiet", code=3)
        assert (work / output).read_bytes() == (work / "out.jsonl").read_bytes()


def test_lines_are_packed_with_gzip_by_the_ending(work: Path) -> None:
    run(work, "batch", "pages.jsonl", "-o", "out.jsonl.gz", "--max-bytes", "10k", code=3)
    packed = (work / "out.jsonl.gz").read_bytes()
    assert gzip.decompress(packed) == (work / "out.jsonl").read_bytes()
    assert packed[4:8] == b"\0\0\0\0"
    assert run(work, "batch", "failures", "out.jsonl.gz") == run(work, "batch", "failures", "out.jsonl")


def test_lines_are_packed_with_zstd_by_the_ending(work: Path) -> None:
    need("zstandard", "batch")
    import zstandard

    run(work, "batch", "pages.jsonl", "-o", "out.jsonl.zst", "--max-bytes", "10k", code=3)
    with zstandard.open(work / "out.jsonl.zst") as stream:
        assert stream.read() == (work / "out.jsonl").read_bytes()


def test_standard_input_is_json_lines_and_fields_are_carried(work: Path) -> None:
    lines = (work / "pages.jsonl").read_bytes()
    options = ["--limit", "9", "--carry", "day", "--carry", "mood", "--report", "--id-field", "url"]
    run(work, "batch", "-o", "carried.jsonl", *options, stdin=lines)
    found = read_lines(work / "carried.jsonl")
    assert [each["id"] for each in found] == [f"https://post.example/{number}" for number in range(9)]
    assert [list(each)[:4] for each in found] == [["id", "day", "mood", "schema_version"]] * 9
    assert [each["day"] for each in found] == [0, 1, 2, 3, 4, 5, 6, 0, 1]
    assert found[0]["blocks"] == cleanpress.clean_html(page(0)).to_dict()["blocks"]


def test_texts_are_cleaned_as_texts(work: Path) -> None:
    text = cleanpress.clean_html(page(1)).text + "\n\nSign up to our newsletter"
    write_lines(work / "texts.jsonl", [{"id": 1, "body": text}])
    run(work, "batch", "texts.jsonl", "--text-field", "body", "-o", "texts-out.jsonl")
    found = read_lines(work / "texts-out.jsonl")[0]
    assert found["text"] == cleanpress.clean_text(text).text


def test_options_reach_the_cleaner(work: Path) -> None:
    run(work, "batch", "pages.jsonl", "--limit", "1", "--keep", "newsletter", "--fast", "-o", "kept.jsonl")
    options = cleanpress.Options(keep={"newsletter"}, fast=True)
    article = cleanpress.Cleaner(options).clean_html(page(0), "https://post.example/0")
    assert read_lines(work / "kept.jsonl")[0]["text"] == article.text
    assert "Sign up" in article.text


def test_a_sample_is_the_same_each_time_and_takes_about_its_share(work: Path) -> None:
    write_lines(work / "many.jsonl", [{"id": number, "html": ""} for number in range(1000)])
    run(work, "batch", "many.jsonl", "--sample", ".2", "-o", "sample.jsonl")
    chosen = [each["id"] for each in read_lines(work / "sample.jsonl")]
    assert 140 < len(chosen) < 260
    assert chosen == sorted(chosen)
    run(work, "batch", "many.jsonl", "--sample", ".2", "--limit", "10", "-o", "less.jsonl")
    assert [each["id"] for each in read_lines(work / "less.jsonl")] == chosen[:10]


def test_no_documents_give_an_empty_output(work: Path) -> None:
    (work / "none.jsonl").write_bytes(b"")
    _, said = run(work, "batch", "none.jsonl", "-o", "none-out.jsonl")
    assert (work / "none-out.jsonl").read_bytes() == b""
    assert "0 documents" in said
    assert run(work, "batch", "failures", "none-out.jsonl") == (b"", "")


def test_a_folder_of_pages_becomes_a_folder_of_texts(work: Path) -> None:
    pages = work / "saved"
    (pages / "inner").mkdir(parents=True)
    names = ["a.html", "A.html", "inner/a.html", "inner/b..html", "x" * 120 + ".html"]
    for number, name in enumerate(names):
        (pages / name).write_text(page(number), encoding="utf-8")
    (pages / "nothing.html").write_bytes(b"")
    run(work, "batch", "saved", "-o", "texts/", "--report")
    index = read_lines(work / "texts" / "index.jsonl")
    assert sorted(each["id"] for each in index) == sorted(f"saved/{name}" for name in [*names, "nothing.html"])
    for each in index:
        if each["id"].endswith("nothing.html"):
            assert (each["file"], each["status"]) == (None, "empty")
            continue
        article = cleanpress.clean_html((work / each["id"]).read_bytes())
        assert (work / "texts" / each["file"]).read_text(encoding="utf-8") == f"{article.text}\n"
        assert "newsletter" in (work / "texts" / each["report"]).read_text(encoding="utf-8")
    written = {each.name for each in (work / "texts").iterdir()}
    assert written == {"index.jsonl", *(each[key] for each in index for key in ("file", "report") if each[key])}


@pytest.mark.parametrize(("form", "ending"), [("markdown", ".md"), ("html", ".html"), ("json", ".json")])
def test_a_folder_may_hold_other_forms(work: Path, form: str, ending: str) -> None:
    run(work, "batch", "pages.jsonl", "--limit", "2", "-o", f"as-{form}", "--format", form)
    article = cleanpress.clean_html(page(1), "https://post.example/1")
    found = (work / f"as-{form}" / f"0000002-page-1{ending}").read_text(encoding="utf-8")
    if form == "json":
        whole = article.to_dict()
        del whole["blocks"]
        assert json.loads(found) == {"id": "page-1", **whole, "error": None}
    else:
        assert found == (article.to_markdown() if form == "markdown" else article.to_html())


def test_all_is_said_in_a_log_and_nothing_with_quiet(work: Path) -> None:
    options = ["-o", "logged.jsonl", "--max-bytes", "10k", "--quiet", "--log", "run.log"]
    assert run(work, "batch", "pages.jsonl", *options, code=3) == (b"", "")
    log = (work / "run.log").read_text(encoding="utf-8")
    assert [line.split()[2:4] for line in log.splitlines() if "WARNING" in line] == [
        ["unreadable", "null:"],
        ["unreadable", '"page-1":'],
        ["too_large", "[1,"],
    ]
    assert all_bytes(work / "logged.jsonl") == all_bytes(work / "out.jsonl")
