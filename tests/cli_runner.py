"""What the tests of the command line share: a page, its dump, and running the command as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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


def fill(folder: Path) -> Path:
    """The folder, with a page, a dump of it, and an empty file."""
    (folder / "page.html").write_bytes(PAGE.encode())
    (folder / "dump.txt").write_bytes(DUMP.encode())
    (folder / "empty.html").write_bytes(b"")
    return folder


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
    return message(said)


def message(said: str) -> str:
    """What was said, which must be one clear message of at most six lines."""
    assert said.startswith("cleanpress: ")
    assert said.endswith("\n")
    assert len(said.splitlines()) <= 6
    return said
