"""The pages a command is given: files, folders, standard input; and the clear refusal of everything else."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import urlsplit

from cleanpress.command.terminal import UsageError, reason, shown
from cleanpress.read.files import files_in, is_url

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One page to be read: its name as the user gave it, its path (None for standard input), and the path that its
    result has inside an output folder, without the ending."""

    name: str
    path: Path | None
    place: PurePath


def sources(arguments: Iterable[str], output: str | None) -> list[Source]:
    """The pages that the arguments name, files of a folder in the order of their names; standard input where there are
    none. `output` is the file or folder that results go to: its files are no pages.

    Raises UsageError for a URL, for a folder without an output, and where there is nothing to read.
    """
    given = list(arguments)
    if not given:
        if sys.stdin is not None and sys.stdin.isatty():
            raise UsageError(
                "There is nothing to clean: standard input is a terminal.\n"
                "  Name a file:   cleanpress page.html\n"
                "  or pipe one:   curl -sL URL | cleanpress --url URL"
            )
        given = [STDIN]
    found: list[Source] = []
    for argument in given:
        found.extend(_sources_of(argument, output))
    return found


def _sources_of(argument: str, output: str | None) -> Iterator[Source]:
    if argument == STDIN:
        yield Source(STDIN, None, PurePath("stdin"))
        return
    path = Path(argument)
    if is_url(argument) and not path.exists():
        raise UsageError(_refusal(argument))
    if not path.is_dir():
        yield Source(argument, path, PurePath(_stem(path)))
        return
    if output is None:
        raise UsageError(f"{shown(argument)} is a folder; add -o DIR/ to clean the files in it into another.")
    results = Path(output).resolve()
    try:
        for file in files_in(path):
            # The results of an earlier run may lie inside the folder.
            earlier = results in file.resolve().parents and results != path.resolve()
            if not earlier:
                yield Source(str(file), file, file.relative_to(path).parent / _stem(file))
    except OSError as error:
        raise UsageError(f"The folder {shown(argument)} cannot be read: {reason(error)}.") from error


def is_address(url: str) -> bool:
    """Whether a URL is a whole address of a page on the web.

    >>> is_address("https://post.example/ice"), is_address("post.example/ice"), is_address("https://")
    (True, False, False)
    """
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _refusal(url: str) -> str:
    if url.lower().startswith("file:"):
        return f"{shown(url)} is a URL; give the path of the file instead."
    quoted = shown(shlex.quote(url))
    return (
        f"{shown(url)} is a URL, and cleanpress does not fetch pages; fetch it and pipe it in:\n"
        f"  curl -sL {quoted} | cleanpress --url {quoted}"
    )


def _stem(path: Path) -> str:
    """The file's name without ".gz" and without its ending."""
    name = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
    return PurePath(name).stem or path.name


def read(source: Source, limit: int) -> bytes:
    """The bytes of a page, unpacked, at most `limit` + 1. Raises UsageError where they cannot be read."""
    from cleanpress.read.sniff import read_bounded

    try:
        if source.path is not None:
            with source.path.open("rb") as stream:
                return read_bounded(stream, limit)
        if sys.stdin is None:
            raise UsageError("Standard input is closed; name a file.")
        return read_bounded(sys.stdin.buffer, limit)
    except (OSError, ValueError) as error:
        name = "Standard input" if source.path is None else shown(source.name)
        raise UsageError(f"{name} cannot be read: {reason(error)}.") from error
