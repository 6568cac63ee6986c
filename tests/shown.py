"""Runs the fenced blocks of a markdown page, so that what README and docs show is what happens.

How to write them:

- ```` ```console ````: a line `$ command` is run by the shell, and the lines up to the next `$` are what it must print
  (standard output and standard error together; white space at line ends does not count). A line `> …` continues the
  command. A line that is only `…` stands for any number of lines. A command must exit with 0, or with N where it ends
  in `# exit N`.
- ```` ```python ```` and ```` ```pycon ````: with `>>>` prompts a doctest (with ELLIPSIS), else a program that must not
  raise. All of one page share their names.
- ```` ```bash ````: set-up that makes environments or installs, shown and not run here; `.ci/run` runs README's.
- Anything else is shown only.
- `<!-- needs MODULE of the extra EXTRA -->` on a line of its own: its part of the page, from one `## ` heading to the
  next, runs only where the module is installed. A page with such lines is run part by part, each by itself.

The blocks of one page run in order in one copy of the repository, so paths are as seen from its top folder and files
that a block writes are there for the next and gone afterwards. The interpreter's own bin folder comes first on PATH.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,})(?P<language>[\w+-]*)[^`]*$")
_NEEDS = re.compile(r"^<!-- needs (?P<module>\w+) of the extra (?P<extra>[\w-]+) -->$", re.M)
_EXIT = re.compile(r"#\s*exit\s+(\d+)\s*$")
_ANY = "…"
_SECONDS = 120


class MismatchError(AssertionError):
    """A block does not do what the page says."""


@dataclass(frozen=True)
class Fenced:
    """A fenced block: its language, its lines, and the number (from 1) of its first line in the page."""

    language: str
    lines: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Command:
    """A command, the lines it must print, its exit status, and the number of its line in the page."""

    text: str
    prints: tuple[str, ...]
    status: int
    line: int


@dataclass(frozen=True)
class Part:
    """What of a page is run together: its heading, modules with the extras that bring them, and its text, after as many
    empty lines as lines stand before it in the page."""

    heading: str
    needs: tuple[tuple[str, str], ...]
    text: str


def parts(page: str) -> Iterator[Part]:
    """The whole page, or the parts under its `## ` headings where some part needs an extra."""
    starts = [0]
    if _NEEDS.search(page):
        starts += [match.start() for match in re.finditer(r"^## ", page, re.M)]
    for start, end in zip(starts, [*starts[1:], len(page)], strict=True):
        text = page[start:end]
        needs = tuple((match["module"], match["extra"]) for match in _NEEDS.finditer(text))
        heading = text.partition("\n")[0].strip("# ") if start else ""
        yield Part(heading, needs, "\n" * page.count("\n", 0, start) + text)


def fenced(page: str) -> Iterator[Fenced]:
    """The fenced blocks of a markdown page."""
    lines = page.splitlines()
    at = 0
    while at < len(lines):
        opening = _FENCE.match(lines[at])
        at += 1
        if opening is None:
            continue
        start, indent = at, len(opening["indent"])
        while at < len(lines) and lines[at].strip() != opening["fence"]:
            at += 1
        inside = tuple(line[indent:] if line[:indent].isspace() else line for line in lines[start:at])
        yield Fenced(opening["language"], inside, start + 1)
        at += 1


def commands(block: Fenced) -> Iterator[Command]:
    """The commands of a console block.

    Raises:
        MismatchError: the block does not begin with a command.
    """
    if not block.lines or not block.lines[0].startswith("$ "):
        raise MismatchError(f"line {block.line}: a console block begins with '$ command'")
    starts = [number for number, line in enumerate(block.lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        typed, at = [block.lines[start][2:]], start + 1
        while at < end and block.lines[at].startswith("> "):
            typed.append(block.lines[at][2:])
            at += 1
        text = "\n".join(typed)
        status = _EXIT.search(text)
        yield Command(text, _trimmed(block.lines[at:end]), int(status[1]) if status else 0, block.line + start)


def run_page(page: str, folder: Path, shell: str | None) -> int:
    """Runs a page's blocks in `folder` and gives their number; without a `shell` the console blocks are passed over.

    Raises:
        MismatchError: a block does something else than the page says.
    """
    names: dict[str, Any] = {"__name__": "__page__"}
    done = 0
    for block in fenced(page):
        if block.language == "console" and shell:
            for command in commands(block):
                _run_command(command, folder, shell)
        elif block.language in {"python", "pycon"}:
            _run_python(block, names)
        else:
            continue
        done += 1
    return done


def fits(printed: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether the printed lines are the wanted ones, a wanted `…` being any number of lines."""
    pattern = "".join("(?:.*\n)*?" if line.strip() == _ANY else re.escape(line) + "\n" for line in wanted)
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


def _run_command(command: Command, folder: Path, shell: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        [shell, "-c", command.text],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1", "COLUMNS": "80"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_SECONDS,
        check=False,
    )
    printed = _trimmed(done.stdout.decode("utf-8", "replace").splitlines())
    if done.returncode != command.status or not fits(printed, command.prints):
        raise MismatchError(
            f"line {command.line}: $ {command.text}\nexit {done.returncode}, wanted {command.status}\n"
            f"--- printed\n{_shown(printed)}\n--- wanted\n{_shown(command.prints)}"
        )


def _run_python(block: Fenced, names: dict[str, Any]) -> None:
    source = "\n".join(block.lines) + "\n"
    if ">>> " not in source:
        try:
            exec(compile("\n" * (block.line - 1) + source, "<page>", "exec"), names)
        except Exception as problem:
            raise MismatchError(f"line {block.line}: the python block raises {problem!r}") from problem
        return
    test = doctest.DocTestParser().get_doctest(source, {}, f"line {block.line}", None, block.line - 1)
    test.globs = names
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
    if runner.run(test, out=told.append, clear_globs=False).failed:
        raise MismatchError(f"line {block.line}:\n{''.join(told)}")


def _trimmed(lines: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Lines without white space at their ends, and without empty ones at the end of all."""
    stripped = [line.rstrip() for line in lines]
    while stripped and not stripped[-1]:
        stripped.pop()
    return tuple(stripped)


def _shown(lines: tuple[str, ...]) -> str:
    return "\n".join(lines) or "(nothing)"
