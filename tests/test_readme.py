"""What README and the pages under docs/ show is run; `shown` says how to write their blocks."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from extras import need
from shown import Command, Fenced, MismatchError, Part, commands, fenced, fits, parts, run_page

ROOT = Path(__file__).parents[1]
DOCUMENTS = [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))) if path.exists()]
PARTS = [(path, part) for path in DOCUMENTS for part in parts(path.read_text(encoding="utf-8"))]
SHELL = shutil.which("bash") or shutil.which("sh")


def _name(path: Path, part: Part) -> str:
    return path.relative_to(ROOT).as_posix() + (f": {part.heading}" if part.heading else "")


def _case(path: Path, part: Part) -> Any:
    """A part as a case; those that start a cluster belong to the stage of CI that has one."""
    on_cluster = any(extra in {"spark", "ray"} for _, extra in part.needs)
    return pytest.param(part, id=_name(path, part), marks=[pytest.mark.cluster] if on_cluster else [])


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the repository to run blocks in."""
    folder = tmp_path / "cleanpress"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "__pycache__", "snapshots", "build", "dist"))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    return folder


@pytest.mark.parametrize("part", [_case(path, part) for path, part in PARTS])
def test_the_blocks_do_what_the_page_says(part: Part, copy: Path) -> None:
    for module, extra in part.needs:
        need(module, extra)
    run_page(part.text, copy, SHELL)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_example_goes_unrun_under_another_name(document: Path) -> None:
    blocks = list(fenced(document.read_text(encoding="utf-8")))
    assert [
        block.line for block in blocks if block.language in {"sh", "shell", "zsh", "py", "python3", "doctest"}
    ] == []


def test_readme_shows_a_command_and_a_python_example() -> None:
    languages = {block.language for block in fenced((ROOT / "README.md").read_text(encoding="utf-8"))}
    assert "console" in languages
    assert languages & {"python", "pycon"}


def test_blocks_are_found_with_their_place() -> None:
    page = "a\n```console\n$ x\n```\n- b\n  ````python\n  y = '```'\n  ````\n```\nz"
    assert list(fenced(page)) == [
        Fenced("console", ("$ x",), 3),
        Fenced("python", ("y = '```'",), 7),
        Fenced("", ("z",), 10),
    ]


def test_a_page_that_needs_extras_is_run_part_by_part() -> None:
    mark = "<!-- needs nothing_at_all of the extra more -->"
    page = f"# A\n\n```python\nx = 1\n```\n\n## B\n{mark}\n```python\ny\n```\n## C\nEnd.\n"
    assert [(part.heading, part.needs) for part in parts(page)] == [
        ("", ()),
        ("B", (("nothing_at_all", "more"),)),
        ("C", ()),
    ]
    assert [block for part in parts(page) for block in fenced(part.text)] == list(fenced(page))
    assert [part.text for part in parts("# A\n## B\n")] == ["# A\n## B\n"]


def test_a_console_block_is_cut_into_commands() -> None:
    block = Fenced("console", ("$ a \\", "> b", "one", "", "two ", "", "$ c  # exit 2"), 10)
    assert list(commands(block)) == [
        Command("a \\\nb", ("one", "", "two"), 0, 10),
        Command("c  # exit 2", (), 2, 16),
    ]


def test_a_console_block_without_a_command_is_refused() -> None:
    with pytest.raises(MismatchError, match="line 4"):
        list(commands(Fenced("console", ("cleanpress page.html",), 4)))


@pytest.mark.parametrize(
    ("wanted", "fit"),
    [
        (("a", "b", "c"), True),
        (("a", "…"), True),
        (("…", "c"), True),
        (("a", "…", "b", "c"), True),
        (("a", "c"), False),
        ((), False),
    ],
)
def test_an_ellipsis_stands_for_any_number_of_lines(wanted: tuple[str, ...], fit: bool) -> None:
    assert fits(("a", "b", "c"), wanted) is fit


@pytest.mark.parametrize(
    "page",
    [
        "```console\n$ echo one\ntwo\n```",
        "```console\n$ exit 3\n```",
        "```console\n$ true  # exit 1\n```",
        "```python\n>>> 1 + 1\n3\n```",
        "```python\nraise KeyError('x')\n```",
        "```python\nx = 1\n```\n```pycon\n>>> x\n2\n```",
    ],
)
@pytest.mark.skipif(SHELL is None, reason="no shell")
def test_a_page_that_says_something_else_is_found_out(page: str, tmp_path: Path) -> None:
    with pytest.raises(MismatchError):
        run_page(page, tmp_path, SHELL)


@pytest.mark.skipif(SHELL is None, reason="no shell")
def test_blocks_of_a_page_share_files_and_names(tmp_path: Path) -> None:
    console = "```console\n$ echo one > f; exit 3  # exit 3\n$ cat f\none\n```\n"
    python = "```python\nx = 1\n```\n```pycon\n>>> x\n1\n```\n"
    assert run_page(console + python, tmp_path, SHELL) == 3
