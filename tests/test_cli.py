"""The command line: what goes in, what comes out, help, and rules."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cleanpress
from cli_runner import DUMP, PAGE, PARAGRAPHS, fill, refused, run


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return fill(tmp_path)


# --- what goes in


def test_a_file_gives_its_text(work: Path) -> None:
    out, said = run(work, "page.html")
    assert out == (cleanpress.clean_html(PAGE.encode()).text + "\n").encode()
    assert PARAGRAPHS[1].encode() in out
    assert b"newsletter" not in out
    assert said == ""


@pytest.mark.parametrize("arguments", [[], ["-"], ["clean"], ["--", "-"]])
def test_standard_input_is_read(work: Path, arguments: list[str]) -> None:
    assert run(work, *arguments, stdin=PAGE.encode())[0] == run(work, "page.html")[0]


def test_a_dump_is_taken_for_text_and_verbose_says_so(work: Path) -> None:
    out, said = run(work, "-v", "dump.txt")
    assert out == (cleanpress.clean_text(DUMP).text + "\n").encode()
    assert "dump.txt: read as text in utf-8; 7 blocks" in said


def test_html_in_another_charset_is_read_and_verbose_names_it(work: Path) -> None:
    (work / "old.html").write_bytes(PAGE.replace("utf-8", "windows-1252").encode("cp1252"))
    out, said = run(work, "-v", "old.html")
    assert "Märta".encode() in out
    assert "old.html: read as html in cp1252;" in said
    (work / "bare.txt").write_bytes(DUMP.encode("cp1252"))
    assert "Märta".encode() in run(work, "--encoding", "windows-1252", "bare.txt")[0]


def test_the_kind_of_input_can_be_settled(work: Path) -> None:
    assert "read as text" in run(work, "-v", "--input", "text", "page.html", code=(0, 1))[1]
    assert "read as html" in run(work, "-v", "--input", "html", "dump.txt", code=(0, 1))[1]


def test_utf16_pages_are_told_from_text(work: Path) -> None:
    (work / "wide.html").write_bytes(PAGE.encode("utf-16"))
    assert "read as html in utf-16-le" in run(work, "-v", "wide.html")[1]


def test_gzip_is_read_from_files_and_pipes(work: Path) -> None:
    packed = gzip.compress(PAGE.encode())
    (work / "page.html.gz").write_bytes(packed)
    assert run(work, "page.html.gz")[0] == run(work, stdin=packed)[0] == run(work, "page.html")[0]
    (work / "not-really.gz").write_bytes(PAGE.encode())
    assert run(work, "not-really.gz")[0] == run(work, "page.html")[0]


@pytest.mark.parametrize("damage", [slice(None, 300), slice(None, -6)])
def test_damaged_gzip_cannot_be_read(work: Path, damage: slice) -> None:
    (work / "cut.gz").write_bytes(gzip.compress(PAGE.encode())[damage])
    assert "cut.gz cannot be read: damaged gzip data; fetch the page again." in refused(work, "cut.gz")


def test_a_gzip_bomb_is_too_large(work: Path) -> None:
    (work / "bomb.gz").write_bytes(gzip.compress(b" " * 200_000_000, compresslevel=1))
    said = refused(work, "bomb.gz", code=1)
    assert "larger than 50,000,000 bytes; `cleanpress batch --max-bytes` takes more (status too_large" in said


def test_windows_line_ends_make_no_difference(work: Path) -> None:
    (work / "windows.txt").write_bytes(DUMP.replace("\n", "\r\n").encode())
    assert run(work, "windows.txt")[0] == run(work, "dump.txt")[0]


# --- what comes out


def test_json_is_one_object_of_the_attribute_names(work: Path) -> None:
    article = cleanpress.clean_html(PAGE.encode(), "https://post.example/ice")
    out = run(work, "--format", "json", "--url", "https://post.example/ice", "page.html")[0]
    assert json.loads(out) == article.to_dict()
    assert out == (article.to_json(indent=2) + "\n").encode()


def test_jsonl_is_one_line_that_begins_with_the_file(work: Path) -> None:
    out = run(work, "--format", "jsonl", "page.html")[0]
    assert out.count(b"\n") == 1
    assert list(json.loads(out))[:2] == ["file", "schema_version"]


def test_markdown_and_html(work: Path) -> None:
    marked = run(work, "--format", "markdown", "--url", "https://post.example/ice", "page.html")[0].decode()
    assert marked.startswith("# Ice stops the island ferry\n\n")
    assert "\n\n## Nine days of flour\n\n" in marked
    assert "[Read the notice](https://post.example/notice)" in marked
    hyper = run(work, "--format", "html", "page.html")[0].decode()
    assert hyper.startswith("<article>\n<h1>Ice stops the island ferry</h1>\n")


def test_front_matter_stands_before_markdown_only(work: Path) -> None:
    out = run(work, "--format", "markdown", "--front-matter", "page.html")[0].decode()
    assert out.startswith('---\ntitle: "Ice stops the island ferry"\n')
    assert "add --format markdown" in refused(work, "--front-matter", "page.html")


def test_several_files_give_json_lines_in_their_order(work: Path) -> None:
    out = run(work, "dump.txt", "page.html")[0]
    assert [json.loads(line)["file"] for line in out.splitlines()] == ["dump.txt", "page.html"]
    assert run(work, "--format", "json", "dump.txt", "page.html")[0] == out
    assert "add -o DIR/" in refused(work, "--format", "text", "dump.txt", "page.html")


def test_one_page_that_fails_does_not_stop_the_others(work: Path) -> None:
    out, said = run(work, "empty.html", "page.html", code=1)
    records = [json.loads(line) for line in out.splitlines()]
    assert [(record["file"], record["status"]) for record in records] == [("empty.html", "empty"), ("page.html", "ok")]
    assert "empty.html: no article: there is nothing in it (status empty" in said
    out, said = run(work, "missing.html", "page.html", code=2)
    assert [json.loads(line)["file"] for line in out.splitlines()] == ["page.html"]
    assert said == "cleanpress: missing.html cannot be read: there is no such file.\n"


def test_kept_labels_stay_in_the_text(work: Path) -> None:
    caption = b"The channel at dawn on Tuesday"
    assert caption not in run(work, "page.html")[0]
    assert caption in run(work, "--keep", "caption", "--keep", "bio", "page.html")[0]


def test_output_to_a_file_whose_ending_may_choose_the_format(work: Path) -> None:
    assert run(work, "-o", "story.txt", "page.html")[0] == b""
    assert (work / "story.txt").read_bytes() == run(work, "page.html")[0]
    run(work, "-o", "story.md", "page.html")
    assert (work / "story.md").read_bytes() == run(work, "--format", "markdown", "page.html")[0]
    run(work, "-o", "story.md", "--format", "text", "page.html")
    assert (work / "story.md").read_bytes() == run(work, "page.html")[0]


def test_output_to_a_folder_has_one_file_a_page(work: Path) -> None:
    (work / "there").mkdir()
    (work / "page.htm.gz").write_bytes(gzip.compress(PAGE.encode()))
    run(work, "-o", "there", "page.htm.gz", "dump.txt")
    assert sorted(path.name for path in (work / "there").iterdir()) == ["dump.txt", "page.txt"]
    assert (work / "there" / "page.txt").read_bytes() == run(work, "page.html")[0]
    run(work, "-o", "new/", "--format", "markdown", stdin=PAGE.encode())
    assert [path.name for path in (work / "new").iterdir()] == ["stdin.md"]


def test_a_missing_output_without_ending_is_a_folder_for_several_pages(work: Path) -> None:
    run(work, "-o", "out", "page.html", "dump.txt")
    assert sorted(path.name for path in (work / "out").iterdir()) == ["dump.txt", "page.txt"]
    (work / "pages").mkdir()
    (work / "pages" / "page.html").write_bytes(PAGE.encode())
    run(work, "-o", "marked", "--format", "markdown", "pages")
    assert [path.name for path in (work / "marked").iterdir()] == ["page.md"]
    run(work, "-o", "lines", "--format", "jsonl", "page.html", "dump.txt")
    assert (work / "lines").read_bytes().count(b"\n") == 2
    run(work, "-o", "one", "page.html")
    assert (work / "one").read_bytes() == run(work, "page.html")[0]


def test_a_folder_is_read_only_with_an_output(work: Path) -> None:
    inner = work / "pages" / "inner"
    inner.mkdir(parents=True)
    (inner / "page.html").write_bytes(PAGE.encode())
    (work / "pages" / ".hidden.html").write_bytes(PAGE.encode())
    assert "pages is a folder; add -o DIR/" in refused(work, "pages")
    for _ in range(2):
        run(work, "-o", "pages/out/", "pages")
        written = [path.relative_to(work).as_posix() for path in (work / "pages" / "out").rglob("*.txt")]
        assert written == ["pages/out/inner/page.txt"]
    (work / "nothing").mkdir()
    assert "no files in nothing" in refused(work, "-o", "out/", "nothing")


def test_nothing_is_overwritten_by_mistake(work: Path) -> None:
    assert "page.html is an input" in refused(work, "-o", "page.html", "page.html")
    assert "is an input" in refused(work, "--report-file", "page.html", "page.html")
    (work / "page.txt").write_bytes(DUMP.encode())
    said = refused(work, "-o", "out/", "page.html", "page.txt")
    assert "page.html and page.txt would both be written to" in said
    assert (work / "page.html").read_bytes() == PAGE.encode()
    assert not (work / "out").exists()


def test_a_missing_parent_folder_is_said(work: Path) -> None:
    assert "the folder no/such does not exist" in refused(work, "-o", "no/such/page.txt", "page.html")
    assert "the folder no/such does not exist" in refused(work, "-o", "no/such/deep/", "page.html")
    assert "the folder no does not exist" in refused(work, "--report-file", "no/report.txt", "page.html")


@pytest.mark.skipif(os.name == "nt", reason="locales and codecs of POSIX")
def test_output_is_utf8_in_any_locale(work: Path) -> None:
    odd = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1:strict"}
    out, said = run(work, "--report", "page.html", env=odd)
    assert out == run(work, "page.html")[0]
    assert said == run(work, "--report", "page.html")[1]
    for raw, readable in ((b"b\xe4r.html", "b\ufffdr.html"), ("bär.html".encode(), "bär.html")):
        (work / os.fsdecode(raw)).write_bytes(PAGE.encode())
        record = json.loads(run(work, "--format", "jsonl", os.fsdecode(raw), env=odd)[0].decode("utf-8"))
        assert record["file"] == readable


# --- the report


def test_the_report_goes_to_standard_error_and_changes_nothing(work: Path) -> None:
    out, said = run(work, "--report", "page.html")
    assert out == run(work, "page.html")[0]
    assert re.search(r"^ *\d+ +newsletter +newsletter\.\S+ .* Sign up to our newsletter", said, re.M)
    assert re.search(r"^ok: \d+ blocks kept, \d+ removed \(", said, re.M)


def test_the_report_as_json(work: Path) -> None:
    said = run(work, "--report=json", "page.html")[1]
    found = json.loads(said)
    assert found["status"] == "ok"
    assert sum(found["counts"].values()) == found["removed_total"] == len(found["removed"])
    lines = run(work, "--report=json", "page.html", "dump.txt")[1].splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["page.html", "dump.txt"]


def test_the_report_in_a_file(work: Path) -> None:
    assert run(work, "--report-file", "report.txt", "page.html")[1] == ""
    assert (work / "report.txt").read_text("utf-8") == run(work, "--report", "page.html")[1]
    run(work, "--report-file", "report.json", "page.html")
    assert json.loads((work / "report.json").read_text("utf-8"))["status"] == "ok"


# --- help, version, rules


def test_help_and_version(work: Path) -> None:
    out = run(work, "--help")[0].decode()
    assert all(option in out for option in ("--format", "--keep", "--report-file", "rules test", "Exit code"))
    assert run(work, "--version")[0].decode() == f"cleanpress {cleanpress.__version__}\n"
    assert run(work, "page.html", "--version")[0].decode() == f"cleanpress {cleanpress.__version__}\n"


def test_help_waits_for_nothing_heavy() -> None:
    heavy = {"numpy", "trafilatura", "dateutil", "charset_normalizer"}
    program = f"import sys, cleanpress.cli; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout == "set()\n"


def test_rules_are_listed_shown_and_tested(work: Path) -> None:
    lines = run(work, "rules", "list")[0].decode().splitlines()
    first = lines[0].split()[0]
    shown = run(work, "rules", "show", first)[0].decode()
    assert shown.startswith(f"{first}\n")
    assert "removes" in shown
    assert f"cases of {len(lines)} rules" in run(work, "rules", "test")[0].decode()
