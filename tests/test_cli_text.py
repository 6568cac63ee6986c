"""The command line on flattened text: many documents in one file, and what the caller knows of a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cleanpress
from cleanpress.command import clean
from cleanpress.command.documents import documents
from cleanpress.model import Limits
from cli_runner import DUMP, PARAGRAPHS, fill, refused, run

OTHER = DUMP.replace("Märta", "Ida")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    fill(tmp_path)
    (tmp_path / "many.txt").write_text(f"{DUMP}\n-----\n{OTHER}\n-----\n", encoding="utf-8")
    return tmp_path


def test_documents_behind_a_separator_are_cleaned_one_by_one(work: Path) -> None:
    out, _ = run(work, "--separator", "-----", "many.txt")
    assert out.decode() == f"{cleanpress.clean_text(DUMP).text}\n-----\n{cleanpress.clean_text(OTHER).text}\n"
    assert PARAGRAPHS[1] in out.decode()


def test_as_json_each_document_is_a_line_with_its_number(work: Path) -> None:
    out, _ = run(work, "--separator", "-----", "--format", "json", "many.txt")
    found = [json.loads(line) for line in out.decode().splitlines()]
    assert [one["document"] for one in found] == [1, 2]
    assert found[1]["text"] == cleanpress.clean_text(OTHER).text


@pytest.mark.parametrize(
    ("charset", "line", "options"),
    [("utf-16", "---", ()), ("utf-8", "§§§", ()), ("latin-1", "§§§", ("--encoding", "latin-1"))],
)
def test_documents_are_parted_in_any_charset(work: Path, charset: str, line: str, options: tuple[str, ...]) -> None:
    text = f"{DUMP}\n{line}\n{OTHER}"
    found = run(work, "--separator", line, *options, stdin=text.encode(charset, "replace"))[0].decode()
    assert found.count(f"\n{line}\n") == 1
    assert found.startswith(cleanpress.clean_text(DUMP.encode(charset, "replace").decode(charset)).text)


def test_documents_beyond_the_most_bytes_are_said_to_be_left_out(
    work: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    size = len(f"{DUMP}\n-----\n".encode())
    monkeypatch.setattr(clean, "_LIMITS", Limits(max_bytes=size))
    given = clean.Settings(files=(str(work / "many.txt"),), separator="-----", output=str(work / "out.txt"))
    assert clean.run(given) == clean.WRONG_USE
    assert f"only its first {size:,} bytes are read" in capfd.readouterr().err
    assert (work / "out.txt").read_text(encoding="utf-8") == f"{cleanpress.clean_text(DUMP).text}\n"


def test_a_pipe_of_text_is_filtered(work: Path) -> None:
    assert run(work, "--input", "text", stdin=DUMP.encode())[0] == run(work, "dump.txt")[0]


def test_html_that_is_read_as_text_is_said_with_the_mend(work: Path) -> None:
    _, said = run(work, "--input", "text", "page.html", code=(0, 1))
    assert "it looks like HTML, but was read as text; leave --input text out" in said
    assert "HTML" not in run(work, "--input", "text", "dump.txt")[1]


def test_a_document_without_an_article_is_said_and_does_not_stop_the_others(work: Path) -> None:
    text = f"{DUMP}\n---\nHome\nNews\nSport\n---\n{OTHER}"
    out, said = run(work, "--separator", "---", stdin=text.encode(), code=1)
    assert "document 2: no article" in said
    assert cleanpress.clean_text(OTHER).text in out.decode()


def test_title_and_language_reach_the_article(work: Path) -> None:
    out, _ = run(work, "--title", "Boats again", "--language", "en", "--format", "json", "dump.txt")
    found = json.loads(out)
    assert (found["title"], found["language"]) == ("Boats again", "en")


def test_what_tells_of_a_text_is_not_used_for_html_and_that_is_said(work: Path) -> None:
    _, said = run(work, "--title", "Boats again", "--language", "en", "page.html")
    assert "page.html: it is HTML, and --title, which tells of a text, was not used." in said
    assert "--language" in said


def test_a_separator_that_is_nowhere_is_said(work: Path) -> None:
    out, said = run(work, "--separator", "=====", "many.txt")
    assert "many.txt: no line in it is '====='" in said
    assert out
    assert not run(work, "--separator", "-----", "many.txt")[1]


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--separator", " "], "--separator is empty"),
        (["--separator", "---", "--title", "Boats"], "--title is the headline of one article"),
        (["--separator", "---", "--input", "html"], "--separator parts the documents of a text"),
        (["--separator", "--\n--"], "--separator is one line"),
        (["--separator", "---", "--url", "https://post.example/ice"], "--url is the address of one page"),
        (["--title", "Boats", "--input", "html"], "--title tells of a text"),
        (["--language", "en", "--input", "html"], "--language tells of a text"),
        (["--language", "klingon"], "There is no language 'klingon'"),
    ],
)
def test_options_that_do_not_go_together_are_refused(work: Path, options: list[str], word: str) -> None:
    assert word in refused(work, *options, "many.txt")


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        (b"one\n---\ntwo", [b"one\n", b"two"]),
        (b"---\none\n --- \r\n\n", [b"one\n"]),
        (b"---\n", [b""]),
        (b"a --- b", [b"a --- b"]),
        (b"one\n---\n\n---\ntwo\n", [b"one\n", b"\n", b"two\n"]),
    ],
)
def test_only_a_whole_line_parts_documents(data: bytes, parts: list[bytes]) -> None:
    assert documents(data, "---") == parts
