"""What the tests of batches share: small corpora, and running the command until it ends or is ended.

Starting a batch takes longer than cleaning a small corpus. So `run` is a call in this process, in which the server that
workers are forked from is started once for all; `start`, and runs with faults, are processes of their own.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

import cli_runner
from cleanpress.batch.faults import VARIABLE
from cleanpress.cli import main

COMMAND = [sys.executable, "-m", "cleanpress", "batch"]
PATIENCE = 100
_TOWNS = ["Norrhamn", "Velmora", "Orrin", "Castor Bay", "Lindholt"]


def page(number: int) -> str:
    """A small news page, another one for each number."""
    town = _TOWNS[number % len(_TOWNS)]
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Ferry {number} to {town} is back</title>
<meta property="og:title" content="Ferry {number} to {town} is back"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Ferry {number} to {town} is back</h1>
<p>The ferry to {town} left on Tuesday morning with {number + 2} passengers on board, the harbour master said, after
ice had kept it at the quay for nine days and the island’s only shop had run out of flour.</p>
<p>“We have not seen ice like this in {number + 20} years,” said Märta Lindqvist, who keeps the harbour’s log and who
had walked out to measure it herself, and who would not say when the next boat is going to leave.</p>
<p>Sign up to our newsletter</p></article><footer>Copyright 2025 The {town} Post</footer></body></html>"""


def records(count: int) -> list[dict[str, Any]]:
    """Records of pages with an id, an address, and a field to carry."""
    return [
        {"id": f"page-{number}", "html": page(number), "url": f"https://post.example/{number}", "day": number % 7}
        for number in range(count)
    ]


def write_lines(path: Path, lines: Iterable[dict[str, Any] | str]) -> Path:
    """A file of JSON lines; a str stands as it is."""
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def faulty(**faults: str) -> dict[str, str]:
    """The environment in which pages have faults, by id with "_" for "-"."""
    return {VARIABLE: json.dumps({name.replace("_", "-"): fault for name, fault in faults.items()})}


def run(
    work: Path,
    *arguments: str,
    stdin: bytes = b"",
    code: int | tuple[int, ...] = 0,
    env: dict[str, str] | None = None,
) -> tuple[bytes, str]:
    """Standard output and standard error of one run, which must end with `code` or one of them."""
    if env is not None:
        return cli_runner.run(work, *arguments, stdin=stdin, code=code, env=env)
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with (
        tempfile.TemporaryFile() as given,
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        given.write(stdin)
        given.seek(0)
        patch.setattr(sys, "stdin", io.TextIOWrapper(given, encoding="utf-8"))
        patch.chdir(work)
        with pytest.raises(SystemExit) as left:
            main(arguments)
    said = err.buffer.getvalue().decode("utf-8")
    assert left.value.code in (code if isinstance(code, tuple) else (code,)), said
    return out.buffer.getvalue(), said


def refused(work: Path, *arguments: str) -> str:
    """What a run says that must fail: one clear message of at most six lines, and nothing on standard output."""
    out, said = run(work, *arguments, code=2)
    assert out == b""
    return cli_runner.message(said)


def start(work: Path, *arguments: str, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Begin a batch."""
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=work,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **(env or {})},
    )


def until_committed(running: subprocess.Popen[bytes], output: Path, documents: int) -> None:
    """Wait until so many documents are safe, or the run has ended."""
    committed = output.with_name(f"{output.name}.part") / "committed.json"
    patience = time.monotonic() + PATIENCE
    while running.poll() is None:
        if time.monotonic() > patience:
            running.kill()
            raise AssertionError(f"{documents} documents were not safe in {PATIENCE} s")
        try:
            if json.loads(committed.read_bytes())["tally"]["documents"] >= documents:
                return
        except FileNotFoundError:
            pass
        time.sleep(0.02)


def all_bytes(path: Path) -> dict[str, bytes]:
    """What an output holds, by file."""
    if path.is_file():
        return {"": path.read_bytes()}
    return {file.name: file.read_bytes() for file in path.iterdir()}


def interrupted(
    work: Path, output: str, *options: str, by: int, after: int = 20, env: dict[str, str] | None = None
) -> tuple[int, str]:
    """Begin a batch and end it by a signal once so many documents are safe; returns its code and what it said.

    A page that hangs keeps the run from being over before the signal comes.
    """
    running = start(work, "pages.jsonl", "-o", output, *options, env=env or faulty(page_90="hang"))
    until_committed(running, work / output, after)
    running.send_signal(by)
    _, said = running.communicate(timeout=PATIENCE)
    return running.returncode, said.decode()


def resumed_as_unbroken(work: Path, output: str, rounds: Sequence[str]) -> None:
    """Kill a run over `pages.jsonl` once for each number of workers: in the end it gives an unbroken run's bytes."""
    run(work, "batch", "pages.jsonl", "-o", f"whole-{output}", "--quiet", code=(0, 3))
    for number, workers in enumerate(rounds, start=1):
        options = ["--workers", workers, "--resume"]
        code, _ = interrupted(work, output, *options, by=signal.SIGKILL, after=20 * number)
        assert code == -signal.SIGKILL
        assert not (work / output).exists()
    run(work, "batch", "pages.jsonl", "-o", output, "--resume", code=(0, 3))
    assert all_bytes(work / output) == all_bytes(work / f"whole-{output}")
    assert not (work / f"{output}.part").exists()


def tried_again_as_without_faults(work: Path, output: str) -> None:
    """Clean `pages.jsonl` with a page that crashes, and try again: that gives the bytes of a run without a fault."""
    options = ["--report", "--carry", "day"]
    run(work, "batch", "pages.jsonl", "-o", f"good-{output}", *options)
    run(work, "batch", "pages.jsonl", "-o", output, *options, env=faulty(page_3="crash"), code=3)
    assert all_bytes(work / output) != all_bytes(work / f"good-{output}")
    run(work, "batch", "pages.jsonl", "-o", output, *options, "--retry-failed")
    assert all_bytes(work / output) == all_bytes(work / f"good-{output}")
