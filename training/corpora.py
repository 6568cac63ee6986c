"""The pages to learn from: folders with a `truth.jsonl` (one page a line) and the pages' HTML, gzipped.

The form of the folders is described in their own README; each collection names its truth in its own way.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.folds import site_of

NEWS = ("fundus-eval", "fundus-parsers", "aeb")
WEB = ("wcxb",)
SEGMENTS = ("trafilatura",)
"""Collections by convention: news bodies, whole documents, and segments that must or must not be in the text."""


@dataclass(frozen=True, slots=True)
class Source:
    """One page of a collection: its number there, address, bytes and truth."""

    corpus: str
    id: str
    url: str
    html: bytes
    truth: dict[str, Any]

    @property
    def site(self) -> str:
        """What folds are grouped by over all collections."""
        return site_of(self.url, self.html)


def load(root: Path, names: tuple[str, ...] = NEWS + WEB + SEGMENTS) -> Iterator[Source]:
    """The pages of the named collections that stand under `root`, by collection and id."""
    for name in names:
        folder = root / name
        if not folder.is_dir():
            continue
        lines = (folder / "truth.jsonl").read_text(encoding="utf-8").split("\n")
        for truth in sorted((json.loads(line) for line in lines if line.strip()), key=lambda page: str(page["id"])):
            html = gzip.decompress((folder / truth.pop("file")).read_bytes())
            yield Source(name, str(truth.pop("id")), truth.pop("url") or "", html, truth)
