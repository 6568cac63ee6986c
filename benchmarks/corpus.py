"""Reads a corpus of real pages with their truth; the layout is described in benchmarks/README.md.

The folder is named by `--corpus` or by the environment variable CLEANPRESS_CORPUS. It is never part of the repository.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.folds import site_of

VARIABLE = "CLEANPRESS_CORPUS"
FUNDUS_EVAL, FUNDUS_PARSERS, AEB, WCXB, TRAFILATURA = "fundus-eval", "fundus-parsers", "aeb", "wcxb", "trafilatura"
COLLECTIONS = (FUNDUS_EVAL, FUNDUS_PARSERS, AEB, WCXB, TRAFILATURA)
BY_PARAGRAPH = (FUNDUS_EVAL, FUNDUS_PARSERS)
"""Collections whose truth is a list of paragraphs."""


class CorpusError(Exception):
    """There is no corpus where one was looked for, or it cannot be read."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its id, the collection it is of, its address ("" where unknown), its bytes as served, its truth."""

    id: str
    collection: str
    url: str
    html: bytes
    truth: dict[str, Any] = field(default_factory=dict)

    @property
    def site(self) -> str:
        """The registrable domain, by which folds are grouped so that no site is in training and test at once."""
        return site_of(self.url, self.html)


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of collections."""

    root: Path

    def names(self) -> list[str]:
        """The known collections that are there, in the order of COLLECTIONS."""
        return [name for name in COLLECTIONS if (self.root / name / "truth.jsonl").is_file()]

    def load(self, name: str) -> list[Page]:
        """All pages of a collection in the order of its file. Raises CorpusError when it cannot be read."""
        folder = self.root / name
        try:
            # Not splitlines: the truth may hold other line ends of Unicode inside its strings.
            lines = (folder / "truth.jsonl").read_text(encoding="utf-8").split("\n")
            return [_page(name, folder, json.loads(line)) for line in lines if line.strip()]
        except (OSError, EOFError, zlib.error, ValueError, KeyError) as problem:
            raise CorpusError(f"collection {name} cannot be read: {type(problem).__name__}: {problem}") from problem


def _page(name: str, folder: Path, truth: dict[str, Any]) -> Page:
    data = (folder / truth.pop("file")).read_bytes()
    html = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    return Page(truth.pop("id"), name, truth.pop("url") or "", html, truth)


def find(path: str | None) -> Corpus:
    """The corpus at `path`, else the one the environment names. Raises CorpusError where there is none."""
    named = path or os.environ.get(VARIABLE)
    if not named:
        raise CorpusError(f"no corpus is named; give --corpus FOLDER or set {VARIABLE}")
    corpus = Corpus(Path(named).expanduser())
    if not corpus.root.is_dir():
        raise CorpusError(f"no corpus at {named}: there is no such folder")
    if not corpus.names():
        raise CorpusError(f"no corpus at {named}: it has none of the collections {', '.join(COLLECTIONS)}")
    return corpus


def parser(description: str | None) -> argparse.ArgumentParser:
    """A command line that says which corpus."""
    out = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    out.add_argument("--corpus", metavar="FOLDER", help=f"folder of the collections; default: ${VARIABLE}")
    return out


def options(description: str | None, collections: Sequence[str] = COLLECTIONS) -> argparse.ArgumentParser:
    """The command line that the tables share: which corpus, which of its collections."""
    out = parser(description)
    out.add_argument("-c", "--collections", nargs="+", choices=collections, default=list(collections), metavar="NAME")
    return out


def chosen(arguments: argparse.Namespace) -> list[tuple[str, list[Page]]]:
    """The collections that were asked for and are there, with their pages. Leaves the program where there are none."""
    try:
        corpus = find(arguments.corpus)
        return [(name, corpus.load(name)) for name in corpus.names() if name in arguments.collections]
    except CorpusError as problem:
        raise SystemExit(str(problem)) from None
