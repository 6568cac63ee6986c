"""The command line, run as users run it: as a process of its own."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cleanpress
from cleanpress.model import Label

DOCS = Path(__file__).parent.parent / "docs" / "cli.md"
PARAGRAPHS = [
    "The ferry between Norrhamn and the outer islands stopped on Tuesday morning after ice had closed the channel, and "
    "the harbour master said that no boat would leave before the weekend.",
    "“We have not seen ice like this in forty years,” said Märta Lindqvist, who has kept the harbour’s log since she "
    "was a young woman, and who walked out to measure it herself.",
    "The islands’ only shop has flour, fuel and batteries for about nine days, its owner said; the school has moved "
    "its lessons to the parish hall, where there is a stove that burns wood.",
    "A helicopter of the coast guard will bring medicine on Thursday if the wind allows it, the county announced, and "
    "will take along the post that has been waiting since the last crossing.",
]
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Ice stops the island ferry</title>
<meta property="og:title" content="Ice stops the island ferry">
<meta name="author" content="Jonna Berg"><meta property="article:published_time" content="2025-02-04T08:15:00+01:00">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Ice stops the island ferry</h1>
<p class="byline">By Jonna Berg</p>
<figure><img src="/ice.jpg"><figcaption>The channel at dawn on Tuesday</figcaption></figure>
<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>
<p>Sign up to our newsletter</p>
<h2>Nine days of flour</h2>
<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]} <a href="/notice">Read the notice</a></p></article>
<footer><p>Copyright 2025 The Norrhamn Post</p></footer>
</body></html>
"""
DUMP = "\n\n".join(["Ice stops the island ferry", "By Jonna Berg", *PARAGRAPHS, "Sign up to our newsletter"])


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_bytes(PAGE.encode())
    (tmp_path / "dump.txt").write_bytes(DUMP.encode())
    (tmp_path / "empty.html").write_bytes(b"")
    return tmp_path


def run(
    work: Path,
    *arguments: str,
    stdin: bytes = b"",
    code: int | tuple[int, ...] = 0,
    env: dict[str, str] | None = None,
) -> tuple[bytes, str]:
    """Standard output and standard error of one run, which must end with `code` or one of them."""
    process = subprocess.run(
        [sys.executable, "-m", "cleanpress", *arguments],
        cwd=work,
        input=stdin,
        capture_output=True,
        env={**os.environ, **(env or {})},
        timeout=120,
        check=False,
    )
    said = process.stderr.decode("utf-8")
    assert process.returncode in (code if isinstance(code, tuple) else (code,)), said
    assert "Traceback" not in said
    return process.stdout, said


def refused(work: Path, *arguments: str, stdin: bytes = b"", code: int = 2) -> str:
    """What a run says that must fail: one clear message of at most six lines, and nothing on standard output."""
    out, said = run(work, *arguments, stdin=stdin, code=code)
    assert out == b""
    assert said.startswith("cleanpress: ")
    assert said.endswith("\n")
    assert len(said.splitlines()) <= 6
    return said


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
    assert "cut.gz cannot be read: damaged gzip data." in refused(work, "cut.gz")


def test_a_gzip_bomb_is_too_large(work: Path) -> None:
    (work / "bomb.gz").write_bytes(gzip.compress(b" " * 200_000_000, compresslevel=1))
    said = refused(work, "bomb.gz", code=1)
    assert "larger than 50,000,000 bytes (status too_large" in said


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
    name = os.fsdecode(b"b\xe4r.html")
    (work / name).write_bytes(PAGE.encode())
    record = json.loads(run(work, "--format", "jsonl", name, env=odd)[0].decode("utf-8"))
    assert record["file"] == "b\ufffdr.html"


# --- the report


def test_the_report_goes_to_standard_error_and_changes_nothing(work: Path) -> None:
    out, said = run(work, "--report", "page.html")
    assert out == run(work, "page.html")[0]
    assert re.search(r"^newsletter +newsletter\.\S+ .* Sign up to our newsletter", said, re.M)
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


# --- no article: exit 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "status empty"),
        (b" \r\n\t ", "status empty"),
        (b"%PDF-1.7\n1 0 obj << /Type /Catalog >>", "pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image"),
        (bytes(range(256)) * 40, "binary"),
        (b'{"html": "a page, but wrapped"}', "json"),
        (b"https://post.example/ice\n", "looks_like_url"),
        (b"<html><body><p>Nothing here.</p></body></html>", "no_article"),
    ],
)
def test_what_is_no_article_ends_with_1_and_says_why(work: Path, data: bytes, why: str) -> None:
    said = refused(work, stdin=data, code=1)
    assert said.startswith("cleanpress: standard input: no article: ")
    assert why in said


def test_json_of_no_article_tells_its_status(work: Path) -> None:
    out, _ = run(work, "--format", "json", "empty.html", code=1)
    assert json.loads(out)["status"] == "empty"
    assert json.loads(out)["text"] == ""


# --- wrong use: exit 2


def test_a_url_is_refused_with_the_line_that_works(work: Path) -> None:
    said = refused(work, "https://post.example/ice?a=1&b=2")
    assert "curl -sL 'https://post.example/ice?a=1&b=2' | cleanpress --url 'https://post.example/ice?a=1&b=2'" in said
    assert "give the path" in refused(work, "file:///page.html")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["missing.html"], "missing.html"),
        (["missing.html.gz"], "missing.html.gz"),
        (["-o", "a.txt", "bad\x1b[31m.html"], "bad\\x1b[31m.html"),
        (["--no-such-option", "page.html"], "--no-such-option"),
        (["--format", "pdf", "page.html"], "'jsonl'"),
        (["--input", "xml", "page.html"], "'auto'"),
        (["--report=yaml", "page.html"], "'json'"),
        (["--encoding", "klingon", "page.html"], "klingon"),
        (["--encoding", "rot13", "page.html"], "rot13"),
        (["--pack", "missing.toml", "page.html"], "missing.toml"),
        (["--url", "https://a.example/", "page.html", "dump.txt"], "--url"),
        (["-", "-"], "only once"),
        (["--keep"], "--keep"),
        (["rules"], "rules list"),
        (["rules", "shw"], "shw"),
        (["rules", "show", "no.such-rule"], "no.such-rule"),
        (["rules", "test", "missing.toml"], "missing.toml"),
    ],
)
def test_wrong_use_is_one_clear_sentence(work: Path, arguments: list[str], named: str) -> None:
    assert named in refused(work, *arguments)


def test_an_unknown_label_is_answered_with_those_there_are(work: Path) -> None:
    said = refused(work, "--keep", "adverts", "page.html")
    assert all(f"'{label.value}'" in said for label in Label)


def test_a_broken_pack_is_refused(work: Path) -> None:
    (work / "bad.toml").write_text("schema = 1\nlang = 'en'\nrules = []\n", encoding="utf-8")
    assert "bad.toml" in refused(work, "--pack", "bad.toml", "page.html")
    assert "bad.toml" in refused(work, "rules", "test", "bad.toml")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a file that may not be read")
def test_a_file_that_may_not_be_read(work: Path) -> None:
    (work / "page.html").chmod(0)
    assert "page.html cannot be read: permission denied." in refused(work, "page.html")


# --- pipes and terminals


@pytest.mark.skipif(os.name == "nt", reason="the shell and devices of POSIX")
def test_closed_pipes_are_no_error(work: Path) -> None:
    (work / "long.txt").write_bytes(DUMP.encode() + b"".join(b"\n\n" + PARAGRAPHS[0].encode() for _ in range(2000)))
    command = f"{sys.executable} -m cleanpress --format json long.txt | head -c 10"
    process = subprocess.run(["sh", "-c", command], cwd=work, capture_output=True, timeout=120, check=True)
    assert len(process.stdout) == 10
    assert process.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_said(work: Path) -> None:
    for where in ("> /dev/full", "-o /dev/full"):
        process = subprocess.run(
            ["sh", "-c", f"{sys.executable} -m cleanpress page.html {where}"],
            cwd=work,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert process.returncode == 2
        assert process.stderr.decode().endswith("failed: no space left on device.\n")
        assert process.stderr.count(b"\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="the shell of POSIX")
@pytest.mark.parametrize(
    ("closed", "said"), [("<&-", "Standard input is closed"), (">&-", "Standard output is closed")]
)
def test_closed_streams_are_said(work: Path, closed: str, said: str) -> None:
    arguments = "" if closed == "<&-" else "page.html"
    process = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m cleanpress {arguments} {closed}"],
        cwd=work,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert process.returncode == 2
    assert said in process.stderr.decode()
    assert b"Traceback" not in process.stderr


@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
def test_a_terminal_as_input_is_said(work: Path) -> None:
    master, slave = os.openpty()
    try:
        process = subprocess.run(
            [sys.executable, "-m", "cleanpress"], stdin=slave, capture_output=True, timeout=120, check=False
        )
    finally:
        os.close(master)
        os.close(slave)
    assert process.returncode == 2
    assert b"standard input is a terminal" in process.stderr


# --- help, version, rules


def test_help_and_version(work: Path) -> None:
    out = run(work, "--help")[0].decode()
    assert all(option in out for option in ("--format", "--keep", "--report-file", "rules test", "Exit code"))
    assert run(work, "--version")[0].decode() == f"cleanpress {cleanpress.__version__}\n"
    assert run(work, "page.html", "--version")[0].decode() == f"cleanpress {cleanpress.__version__}\n"


def test_help_needs_no_parser() -> None:
    program = "import sys, cleanpress.cli; print({'lxml', 'numpy', 'trafilatura', 'regex'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout == "set()\n"


def test_rules_are_listed_shown_and_tested(work: Path) -> None:
    lines = run(work, "rules", "list")[0].decode().splitlines()
    first = lines[0].split()[0]
    shown = run(work, "rules", "show", first)[0].decode()
    assert shown.startswith(f"{first}\n")
    assert "removes" in shown
    assert f"cases of {len(lines)} rules" in run(work, "rules", "test")[0].decode()


# --- the documentation


def blocks() -> Iterator[str]:
    yield from re.findall(r"^```sh\n(.*?)^```", DOCS.read_text("utf-8"), re.M | re.S)


@pytest.mark.skipif(os.name == "nt", reason="the shell of POSIX")
def test_the_blocks_of_the_documentation_run(work: Path) -> None:
    (work / "pages").mkdir()
    (work / "pages" / "page.html").write_bytes(PAGE.encode())
    (work / "bin").mkdir()
    command = work / "bin" / "cleanpress"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cleanpress "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    script = "set -e\n" + "\n".join(blocks())
    assert script.count("cleanpress") >= 20
    process = subprocess.run(
        ["sh", "-c", script], cwd=work, env={**os.environ, "PATH": path}, capture_output=True, timeout=300, check=False
    )
    assert process.returncode == 0, process.stderr.decode()
    assert (work / "articles" / "page.txt").read_bytes() == run(work, "page.html")[0]
    assert (work / "markdown" / "page.md").read_bytes() == (work / "story.md").read_bytes()
    assert json.loads((work / "report.json").read_text("utf-8"))["status"] == "ok"
