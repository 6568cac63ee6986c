"""The files that inputs name, in order, and how each is read; the refusal of what names none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import translate
from pathlib import Path, PurePath

from cleanpress.command.terminal import reason, shown
from cleanpress.errors import InputError
from cleanpress.read.files import files_in, is_url

STDIN = "-"
PAGES, LIST, JSONL, CSV, WARC, WET, PARQUET, ARROW = "pages", "list", "jsonl", "csv", "warc", "wet", "parquet", "arrow"
KINDS = (PAGES, LIST, JSONL, CSV, WARC, WET, PARQUET, ARROW)

_ENDINGS = {
    ".jsonl": JSONL,
    ".ndjson": JSONL,
    ".csv": CSV,
    ".tsv": CSV,
    ".warc": WARC,
    ".wet": WET,
    ".parquet": PARQUET,
    ".arrow": ARROW,
    ".arrows": ARROW,
    ".feather": ARROW,
    ".ipc": ARROW,
}
_PACKED = frozenset({".gz", ".zst"})
# Files that hold many pages in a way that is not read, and what to do about it.
_REFUSED = {
    ".json": "with one record a line it is read as kind jsonl, a list of records becomes that by: jq -c '.[]'",
    ".zip": "unpack it and name the folder",
    ".tar": "unpack it and name the folder",
    ".tgz": "unpack it and name the folder",
    ".xlsx": "save its sheet as CSV",
    ".arc": "convert it to WARC",
}
_WILD = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file of documents: its path as the user would name it, as a Path (None for standard input), and its kind."""

    name: str
    path: Path | None
    kind: str

    @property
    def shown(self) -> str:
        """The name as it may stand in a message."""
        return "standard input" if self.path is None else shown(self.name)


def sources(inputs: Iterable[str], kind: str | None = None, exclude: Sequence[str | Path] = ()) -> Iterator[Source]:
    """The files that the inputs name, in the order of the inputs and in a folder of their names; found lazily.

    Args:
        inputs: files, folders, patterns like `saved/*.html`, `-` for standard input.
        kind: how to read them; by their endings where None. Of a folder only files with an ending of that kind count,
            but every file for pages and lists.
        exclude: files, and folders with all that is in them, that are no inputs where they lie in a folder: results.

    Raises InputError for what names no file, as soon as it is come to.
    """
    without = frozenset(Path(each).resolve() for each in exclude)
    for name in inputs:
        if name == STDIN:
            yield Source(STDIN, None, kind or JSONL)
            continue
        if not name:
            raise InputError("The name of an input is empty; name a file or a folder.")
        yield from _of(name, Path(name), kind, without)


def _of(name: str, path: Path, kind: str | None, without: frozenset[Path]) -> Iterator[Source]:
    try:
        exists, is_folder = path.exists(), path.is_dir()
    except OSError as error:
        raise InputError(f"{shown(name)} cannot be read: {reason(error)}.") from error
    if is_folder:
        yield from _in_folder(path, kind, without)
    elif exists:
        yield _file(name, path, kind)
    elif is_url(name):
        raise InputError(
            f"{shown(name)} is a URL, and cleanpress does not fetch pages; fetch it first and name the file."
        )
    elif _WILD.search(name):
        found = False
        for match in _matches(name):
            found = True
            if match.is_dir():
                yield from _in_folder(match, kind, without)
            elif not _is_excluded(match, without, match.parent):
                yield _file(str(match), match, kind)
        if not found:
            raise InputError(f"No file fits {shown(name)}; look at the pattern, or name a folder.")
    else:
        raise InputError(f"{shown(name)} cannot be read: there is no such file.")


def _file(name: str, path: Path, kind: str | None) -> Source:
    ending = _ending(path)
    if kind is None and ending in _REFUSED:
        raise InputError(f"{shown(name)} holds no pages as it is: {_REFUSED[ending]}.")
    return Source(name, path, kind or _ENDINGS.get(ending, PAGES))


def _in_folder(folder: Path, kind: str | None, without: frozenset[Path]) -> Iterator[Source]:
    every = kind in {None, PAGES, LIST}
    wanted = {WARC, WET} if kind in {WARC, WET} else {kind}
    found = False
    try:
        for path in files_in(folder):
            own = _ENDINGS.get(_ending(path), PAGES)
            if (every or own in wanted) and not _is_excluded(path, without, folder):
                found = True
                yield Source(str(path), path, kind or own)
    except OSError as error:
        raise InputError(f"The folder {shown(str(folder))} cannot be read: {reason(error)}.") from error
    if not found:
        endings = ", ".join(ending for ending, own in _ENDINGS.items() if own in wanted)
        what = "nothing to read" if every else f"no file that ends in {endings}"
        raise InputError(f"The folder {shown(str(folder))} holds {what}.")


def _is_excluded(path: Path, without: frozenset[Path], folder: Path) -> bool:
    """Whether a file is one of those without, or lies in one that is not above the folder that was named."""
    if not without:
        return False
    whole, above = path.resolve(), folder.resolve()
    return whole in without or any(each in without for each in whole.parents if each != above and above in each.parents)


def _ending(path: PurePath) -> str:
    """The ending in lower case, without that of packing.

    >>> _ending(PurePath("CC-MAIN.warc.wet.gz")), _ending(PurePath("a.tar.gz")), _ending(PurePath("page"))
    ('.wet', '.tar', '')
    """
    plain = path.with_suffix("") if path.suffix.lower() in _PACKED else path
    return plain.suffix.lower()


def _matches(pattern: str) -> Iterator[Path]:
    """The files and folders that fit a pattern, in the order of names, hidden ones only where the pattern begins so.
    `*`, `?` and `[…]` stay within a name; `**` stands for any folders, and only files fit a pattern with it."""
    parts = Path(pattern).parts
    first = next(index for index, part in enumerate(parts) if _WILD.search(part))
    base = Path(*parts[:first])
    if "**" in parts:
        return _below(base, parts[first:])
    found: Iterator[Path] = iter([base])
    for index, part in enumerate(parts[first:], first):
        found = _fitting(found, part, index == len(parts) - 1)
    return found


def _below(base: Path, parts: Sequence[str]) -> Iterator[Path]:
    tests = [None if part == "**" else re.compile(translate(part)).match for part in parts]

    def reached(places: Iterable[int]) -> set[int]:
        """The places in the pattern, and those behind them that `**` lets be reached with no folder at all."""
        found = set(places)
        for place, test in enumerate(tests):
            if place in found and test is None:
                found.add(place + 1)
        return found

    try:
        for path in files_in(base) if base.is_dir() else ():
            places = reached([0])
            for name in path.relative_to(base).parts:
                tried = ((place, tests[place]) for place in places if place < len(tests))
                places = reached(place + (test is not None) for place, test in tried if test is None or test(name))
            if len(tests) in places:
                yield path
    except OSError as error:
        raise InputError(f"The folder {shown(str(base))} cannot be read: {reason(error)}.") from error


def _fitting(folders: Iterator[Path], part: str, last: bool) -> Iterator[Path]:
    fits = re.compile(translate(part)).match
    for folder in folders:
        if not _WILD.search(part):
            if (folder / part).exists():
                yield folder / part
            continue
        for path in _listed(folder):
            hidden = path.name.startswith(".") and not part.startswith(".")
            if fits(path.name) and not hidden and (last or path.is_dir()):
                yield path


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise InputError(f"The folder {shown(str(folder))} cannot be read: {reason(error)}.") from error
