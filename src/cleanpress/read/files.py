"""The files of a folder in an order that does not change, and names that are no files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

_URL = re.compile(r"[a-z][a-z0-9+.-]*://|www\.", re.I)


def is_url(name: str) -> bool:
    """Whether a name is that of a page on the web, or otherwise a URL, not of a file.

    >>> is_url("www.post.example/ice"), is_url("s3://bucket/pages.jsonl"), is_url("pages/ice.html")
    (True, True, False)
    """
    return _URL.match(name) is not None


def files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder and of the folders in it, in the order of their paths' parts, one folder's names in memory
    at a time. Hidden files and folders are left out, and links to folders are not followed.

    Raises OSError where a folder cannot be read.
    """
    # A folder's entries still to come, the next one last.
    waiting = [_entries(folder)]
    while waiting:
        if not waiting[-1]:
            waiting.pop()
            continue
        entry = waiting[-1].pop()
        if entry.is_dir(follow_symlinks=False):
            waiting.append(_entries(Path(entry.path)))
        elif entry.is_file():
            yield Path(entry.path)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        shown = [entry for entry in entries if not entry.name.startswith(".")]
    return sorted(shown, key=lambda entry: entry.name, reverse=True)
