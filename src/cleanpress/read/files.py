"""The files of a folder in an order that does not change, and names that are no files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

# Marks the name of a folder. No name holds it, and as the least of all characters it does not change the order.
_FOLDER = "\0"
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
    # Folders on the way, each with its names still to come, the next one last.
    waiting = [(folder, _names(folder))]
    while waiting:
        above, names = waiting[-1]
        if not names:
            waiting.pop()
            continue
        name = names.pop()
        if name.endswith(_FOLDER):
            inner = above / name.removesuffix(_FOLDER)
            waiting.append((inner, _names(inner)))
        else:
            yield above / name


def _names(folder: Path) -> list[str]:
    """The names in a folder, the last one first; those of folders with their mark. Millions of them are in memory, so
    they are kept as nothing but text."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                found.append(entry.name + _FOLDER)
            elif entry.is_file():
                found.append(entry.name)
    found.sort(reverse=True)
    return found
