"""Articles as text for snapshots: `readable` for pages written for this project, `digest` for pages of others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cleanpress import Article

_FACTS = (
    "title",
    "authors",
    "author_kinds",
    "published",
    "modified",
    "site_name",
    "language",
    "url",
    "section",
    "tags",
)
_PROSE = ("standfirst", "description")


def readable(article: Article) -> str:
    """Everything that comes back: status, fields with their sources, captions, text, and one line a removal."""
    lines = [*_head(article), *_fields(article, (*_FACTS[:1], *_PROSE, *_FACTS[1:], "image"))]
    lines += [f"caption: {caption.text} | {caption.credit} | {caption.image_url}" for caption in article.captions]
    lines += ["", "=== text", article.text, "", "=== removed"]
    lines += [f"{gone.label} | {gone.rule} | {' ⏎ '.join(gone.text.splitlines())}" for gone in article.removed]
    return "\n".join(lines) + "\n"


def digest(article: Article) -> str:
    """The same without the page's prose: of each block its kind, word count, first words and a digest."""
    lines = [*_head(article), *_fields(article, _FACTS)]
    lines += [f"{name}: {_mark(value)}" for name in _PROSE if (value := getattr(article, name))]
    lines += [f"caption: {_mark(caption.text)} | {caption.credit is not None}" for caption in article.captions]
    lines += ["", "=== text"]
    lines += [
        f"{block.kind} | {_mark(block.text)} | {_opening(block.text)}"
        for block in article.blocks
        if _kept(article, block)
    ]
    lines += ["", "=== removed"]
    lines += [f"{gone.label} | {gone.rule} | {_mark(gone.text)}" for gone in article.removed]
    return "\n".join(lines) + "\n"


def _head(article: Article) -> list[str]:
    return [f"status: {article.status}", f"warnings: {', '.join(article.warnings) or '-'}"]


def _fields(article: Article, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        value = getattr(article, name)
        if value is not None and value != []:
            source = article.sources.get(name)
            yield f"{name}: {_plain(value)}" + (f"  [{source}]" if source else "")


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return " | ".join(value) if isinstance(value, list) else str(value)


def _kept(article: Article, block: Any) -> bool:
    return block.label in article.kept and block.index not in {gone.block for gone in article.removed}


def _mark(text: str) -> str:
    return f"{len(text.split())} words {hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _opening(text: str) -> str:
    """The first three words, each cut to 12 characters: scripts without spaces have sentences for words."""
    return " ".join(word[:12] for word in text.split()[:3])
