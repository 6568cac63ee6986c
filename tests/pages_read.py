"""Short ways to read a page in tests of the reader."""

from __future__ import annotations

from typing import Any

from cleanpress.model import Block, Limits, Page, SpanKind
from cleanpress.read.html import read_html


def read(source: Any, **more: Any) -> Page:
    return read_html(source, **{"url": None, "encoding": None, "limits": Limits(), **more})


def texts(source: Any) -> list[str]:
    return [block.text for block in read(source).blocks]


def kinds(source: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read(source).blocks]


def only(source: str) -> Block:
    (block,) = read(source).blocks
    return block


def said(block: Block, *wanted: SpanKind) -> list[tuple[str, str, str | None]]:
    """The spans of a block as the words they cover."""
    return [
        (span.kind.value, block.text[span.start : span.end], span.href)
        for span in block.spans
        if not wanted or span.kind in wanted
    ]
