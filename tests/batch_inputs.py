"""Inputs of a batch for tests: files of the current folder, and what is read from them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cleanpress.batch.document import Document
from cleanpress.batch.readers import open_documents

PAGE = "<html><body><article><p>The weir was closed on Tuesday.</p></article></body></html>"


def put(path: str, content: str | bytes = PAGE) -> str:
    """Writes a file of the current folder, and the folders it is in."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(*inputs: str, **options: Any) -> list[Document]:
    return list(open_documents(inputs, **options))


def ids(documents: Iterable[Document]) -> list[Any]:
    return [document.id for document in documents]


def problems(documents: Iterable[Document]) -> list[str | None]:
    return [document.problem for document in documents]


def too_large(document: Document, max_bytes: int) -> bool:
    """Whether the cleaner will say that a document is too large; a str counts by its characters."""
    page = document.text if document.html is None else document.html
    return page is not None and len(page) == max_bytes + 1
