"""Where results go: standard output, one file, or a folder with one file for each page."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from types import TracebackType
from typing import BinaryIO, Self

from cleanpress.command.inputs import STDIN, Source
from cleanpress.command.terminal import UsageError, put, reason, shown, write

ENDINGS = {
    "text": ".txt",
    "json": ".json",
    "jsonl": ".jsonl",
    "markdown": ".md",
    "html": ".html",
    "schema-org": ".jsonld",
}
_FORMATS = {".md": "markdown", ".htm": "html", **{ending: name for name, ending in ENDINGS.items()}}


def format_of(output: str | None) -> str | None:
    """The format that the ending of an output file asks for, None where it asks for none.

    >>> format_of("a/b.md"), format_of("out/"), format_of(None)
    ('markdown', None, None)
    """
    return None if output is None or is_folder(output) else _FORMATS.get(PurePath(output).suffix.lower())


def is_folder(output: str | None) -> bool:
    """Whether `-o` names a folder: one that exists, or a name that ends like one."""
    return output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir())


def means_folder(output: str | None) -> bool:
    """Whether `-o` can only be meant for a folder where there are several pages: nothing is there, it has no ending.

    >>> means_folder("no-such-folder"), means_folder("no-such.txt"), means_folder("-")
    (True, False, False)
    """
    if not output or output == STDIN or is_folder(output):
        return False
    return not PurePath(output).suffix and not Path(output).exists()


class Sink:
    """Takes the results of pages one after the other. Use it as a context manager."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Nothing stays open unless a kind of sink says so."""

    def add(self, source: Source, data: bytes) -> None:
        """Write the result of one page. Raises UsageError where that cannot be done."""
        raise NotImplementedError


class Output(Sink):
    """One stream of results, opened at the first of them: a file, or standard output where `target` is None or "-"."""

    def __init__(self, target: str | None) -> None:
        self._target = None if target == STDIN else target
        self._stream: BinaryIO | None = None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._stream is None:
            return
        try:
            self._stream.close()
        except OSError as failure:
            # What a failed write left in the buffer fails again here, and has been said.
            if error is None:
                raise UsageError(f"Writing to {shown(str(self._target))} failed: {reason(failure)}.") from failure

    def add(self, source: Source, data: bytes) -> None:
        """Write the result of one page behind those before it."""
        if self._target is None:
            put(data)
            return
        if self._stream is None:
            self._stream = _opened(Path(self._target))
        write(self._stream, data, shown(self._target))


class Folder(Sink):
    """A folder that gets one file for each page; it is made where it does not exist yet."""

    def __init__(self, target: str, ending: str) -> None:
        self._target = Path(target)
        self._ending = ending

    def __enter__(self) -> Self:
        try:
            self._target.mkdir(exist_ok=True)
        except OSError as error:
            raise UsageError(_not_made(self._target, error)) from error
        return self

    def path(self, source: Source) -> Path:
        """The file that the result of a page is written to."""
        return self._target / source.place.parent / (source.place.name + self._ending)

    def add(self, source: Source, data: bytes) -> None:
        """Write the result of one page to its file."""
        path = self.path(source)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(_not_made(path.parent, error)) from error
        with Output(str(path)) as output:
            output.add(source, data)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("wb")
    except OSError as error:
        raise UsageError(f"{shown(str(path))} cannot be written: {reason(error)}.") from error


def _not_made(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"The folder {shown(str(path))} cannot be made: the folder {shown(str(path.parent))} does not exist."
    return f"The folder {shown(str(path))} cannot be made: {reason(error)}."


def check_file(target: Path) -> None:
    """Raise UsageError where a file that is to be written is a folder, or lies in one that does not exist."""
    if target.is_dir():
        raise UsageError(f"{shown(str(target))} cannot be written: it is a folder.")
    if not target.parent.is_dir():
        parent = shown(str(target.parent))
        raise UsageError(f"{shown(str(target))} cannot be written: the folder {parent} does not exist.")


def check_targets(found: Sequence[Source], targets: Iterable[tuple[str, Path]]) -> None:
    """Raise UsageError where a target (with the option or page it is written for) is an input or another target."""
    inputs = {source.path.resolve() for source in found if source.path is not None}
    seen: dict[Path, str] = {}
    for owner, target in targets:
        resolved = target.resolve()
        if resolved.exists() and not resolved.is_file():
            continue  # a device or a pipe takes several
        if resolved in inputs:
            raise UsageError(f"{shown(str(target))} is an input and would be overwritten; choose another output.")
        if resolved in seen:
            both = f"{shown(seen[resolved])} and {shown(owner)}"
            raise UsageError(f"{both} would both be written to {shown(str(target))}; choose another output for one.")
        seen[resolved] = owner
