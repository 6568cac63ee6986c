"""Blocks, nodes and spans while they are being read.

What the model promises is frozen, and a frozen dataclass sets each of its fields through `object.__setattr__`, which
for the thousands of objects of one page took as long as parsing it. A draft has the same slots as its model class and
can be filled in and changed like any object; `sealed` then turns it, in place, into that class.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from cleanpress.model import Kind, Label, Span, SpanKind, Where

T = TypeVar("T")


@dataclass(slots=True)
class SpanDraft:
    """A `Span`: an inline element that has begun, and until it ends, `end` says nothing."""

    kind: SpanKind
    start: int
    end: int
    href: str | None


@dataclass(slots=True)
class BlockDraft:
    """A `Block` whose number and picture can still change."""

    index: int
    text: str
    kind: Kind
    where: Where
    spans: tuple[Span, ...]
    level: int
    node: int
    hidden: bool
    row: int
    column: int
    ordinal: int
    image: int
    label: Label = Label.OTHER
    rule: str = ""
    confidence: float = 0.0
    why: str = ""


@dataclass(slots=True)
class NodeDraft:
    """A `Node`: a block-level element that has begun, and until it ends, `last` says nothing."""

    index: int
    parent: int
    tag: str
    path: str
    depth: int
    first: int
    last: int
    hidden: bool
    names: tuple[str, ...]
    words: tuple[str, ...]
    attributes: Mapping[str, str]


@dataclass(slots=True)
class _WhereDraft:
    path: str | None
    span: tuple[int, int] | None


def where(path: str) -> Where:
    """The place of a block on an HTML page.

    >>> where("/html/body[1]/p[1]")
    Where(path='/html/body[1]/p[1]', span=None)
    """
    place: Any = _WhereDraft(path, None)
    place.__class__ = Where
    made: Where = place
    return made


def sealed(drafts: Iterable[Any], model: type[T]) -> tuple[T, ...]:
    """The drafts as what they are drafts of; they are the same objects, and nothing can change them from here on.

    >>> sealed([SpanDraft(SpanKind.LINK, 0, 4, None)], Span)
    (Span(kind=<SpanKind.LINK: 'link'>, start=0, end=4, href=None),)
    """
    found = tuple(drafts)
    for draft in found:
        draft.__class__ = model
    return found
