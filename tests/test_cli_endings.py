"""How the command line ends when there is no article, when it is used wrongly, and when a stream fails."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import cleanpress
from cleanpress.cli import main
from cleanpress.model import Label
from cli_runner import DUMP, PARAGRAPHS, fill, refused, run


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return fill(tmp_path)


# --- no article: exit 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "status empty"),
        (b" \r\n\t ", "status empty"),
        (
            b"%PDF-1.7\n1 0 obj << /Type /Catalog >>",
            "it is a PDF, and cleanpress reads HTML pages and text; turn it into text first (status no_a",
        ),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "it is a picture, and cleanpress reads HTML pages and text (status"),
        (gzip.compress(gzip.compress(b"page")), "it is packed with gzip twice, "),
        (bytes(range(256)) * 40, "it is binary data of some kind, "),
        (b'{"html": "a page, but wrapped"}', "it is JSON, "),
        (b"<rss><channel><title>News</title></channel></rss>", "it is a feed or a sitemap, "),
        (b"https://post.example/ice\n", "it is only an address, and cleanpress does not fetch pages; "),
        (b"pages/ice.html\n", "it is only the name of a file; "),
        (b"<html><body><p>Nothing here.</p></body></html>", "it holds no article; --report tells what it holds"),
        (b"<body><div id=root></div><noscript>No scripts?</noscript></body>", "its text is written by scripts, "),
        (b'{"html": "<p>One"}\n{"html": "<p>Two"}\n', "or clean JSON lines with `cleanpress batch`"),
        (b"WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n", "it is a web archive, "),
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
        (["--url", "post.example/ice", "page.html"], "'post.example/ice' is no address of a page"),
        (["--url", "file:///page.html", "page.html"], "is no address of a page"),
        (["--url", "", "page.html"], "is no address of a page"),
        ([""], "The name of a page is empty"),
        (["-o", "", "page.html"], "The name behind -o is empty"),
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


FAILING = Path("/proc/self/mem")  # reading it from its start fails for root too


@pytest.mark.skipif(os.name == "nt", reason="files of POSIX that may not be read")
def test_a_file_that_cannot_be_read(work: Path) -> None:
    if FAILING.exists():
        (work / "broken.html").symlink_to(FAILING)
        assert "broken.html cannot be read: input/output error." in refused(work, "broken.html")
    if os.geteuid() != 0 or not FAILING.exists():
        (work / "page.html").chmod(0)
        assert "page.html cannot be read: permission denied." in refused(work, "page.html")


def test_an_error_of_its_own_ends_with_2_and_does_not_stop_the_others(
    work: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def fails_on_text(*_arguments: object, **_options: object) -> None:
        raise ZeroDivisionError("odd page")

    monkeypatch.setattr(cleanpress.Cleaner, "clean_text", fails_on_text)
    monkeypatch.chdir(work)
    with pytest.raises(SystemExit) as end:
        main(["dump.txt", "page.html"])
    out, said = capfdbinary.readouterr()
    assert end.value.code == 2
    assert [json.loads(line)["file"] for line in out.splitlines()] == ["page.html"]
    assert said.decode() == (
        "cleanpress: dump.txt: this page met an error of cleanpress itself (ZeroDivisionError: odd page); "
        "please report it.\n"
    )


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
