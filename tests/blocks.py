"""Short ways to build the blocks that tests of the writers need."""

from __future__ import annotations

from cleanpress.model import Article, Block, Kind, Label, Span, SpanKind, Where

BODY = frozenset({Label.BODY})
HTTP = "https://news.example/story"


def block(text: str, kind: Kind = Kind.PARAGRAPH, **more: object) -> Block:
    return Block(**{"index": 0, "text": text, "kind": kind, "label": Label.BODY, **more})  # type: ignore[arg-type]


def item(text: str, level: int = 1, ordinal: int = 0) -> Block:
    return block(text, Kind.LIST_ITEM, level=level, ordinal=ordinal)


def cell(text: str, row: int, column: int, table: int = 1) -> Block:
    where = Where(path=f"/html/body/table[{table}]/tr[{row + 1}]/td[{column + 1}]")
    return block(text, Kind.CELL, row=row, column=column, where=where)


def article(*blocks: Block, **more: object) -> Article:
    return Article(**{"blocks": blocks, "url": HTTP, **more})  # type: ignore[arg-type]


def spanned(text: str, *spans: tuple[SpanKind, str] | tuple[SpanKind, str, str], kind: Kind = Kind.PARAGRAPH) -> Block:
    """A block with spans on the first place where each one's words stand."""
    found = []
    for span_kind, words, *href in spans:
        start = text.index(words)
        found.append(Span(span_kind, start, start + len(words), href[0] if href else None))
    return block(text, kind, spans=tuple(found))
