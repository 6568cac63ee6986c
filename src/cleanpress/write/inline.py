"""What stands inside a block: its text and spans turned into pieces that nest, for markdown and HTML alike.

Spans come from the page as it was written: they overlap, touch white space, repeat each other. Here they become
pieces that open and close like brackets, and links get the one policy for their targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple
from urllib.parse import urljoin, urlsplit

from cleanpress.model import Block, Kind, Span, SpanKind
from cleanpress.write.characters import markup_safe

# The lower number stays whole where two spans cross; code is always innermost, as in markdown it can hold no markup.
_RANK = {SpanKind.LINK: 0, SpanKind.STRONG: 1, SpanKind.EMPHASIS: 2, SpanKind.CODE: 3}
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_IGNORED_IN_URL = re.compile("[\x00-\x20\x7f-\x9f\ud800-\udfff]+")


class Event(NamedTuple):
    """One step through a block: a piece opens or closes (`span`), a stretch of text, or a line break."""

    what: Literal["open", "close", "text", "break"]
    text: str = ""
    span: Span | None = None


def safe_target(href: str | None, base: str | None) -> str | None:
    """The absolute target of a link, or None where there is none or its scheme is not http, https, mailto or tel.

    >>> safe_target("/b", "https://news.example/a")
    'https://news.example/b'
    >>> safe_target(" java\\nscript:alert(1)", "https://news.example/a") is None
    True
    """
    if not href:
        return None
    # Browsers ignore white space and control characters at the ends and line ends anywhere; so must the check.
    target = _IGNORED_IN_URL.sub(lambda match: "" if set(match[0]) - {" "} else "%20" * len(match[0]), href.strip())
    try:
        if base:
            target = urljoin(base, target)
        parts = urlsplit(target)
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _SCHEMES or (scheme in {"http", "https"} and not parts.netloc):
        return None
    return target


def pieces(block: Block, base: str | None) -> list[Span]:
    """The block's links, emphasis, strong and code as spans that nest, outer before inner, without white space at ends.

    `base` is the address that relative targets are resolved against; a link without a safe target is left out.

    >>> crossed = (Span(SpanKind.STRONG, 0, 5), Span(SpanKind.EMPHASIS, 3, 8))
    >>> found = pieces(Block(index=0, text="abcdefgh", spans=crossed), None)
    >>> [(piece.kind.value, piece.start, piece.end) for piece in found]
    [('strong', 0, 5), ('emphasis', 3, 5), ('emphasis', 5, 8)]
    """
    text = block.text
    single = [span for kind in _RANK for span in _apart(block, kind, base)]
    cuts = frozenset(position for position, _ in _line_breaks(block))
    trimmed: list[tuple[int, int, int, Span]] = []
    for depth, span in _nest(single, cuts):
        stretch = text[span.start : span.end]
        start = span.start + len(stretch) - len(stretch.lstrip())
        end = span.start + len(stretch.rstrip())
        if start < end:
            trimmed.append((start, -end, depth, Span(span.kind, start, end, span.href)))
    return [entry[3] for entry in sorted(trimmed, key=lambda entry: entry[:3])]


def events(block: Block, found: Sequence[Span]) -> Iterator[Event]:
    """The block from left to right: text, line breaks, and the pieces (from `pieces`) opening and closing.

    The text is free of control characters; nothing is escaped.

    >>> block = Block(index=0, text="ab", spans=(Span(SpanKind.STRONG, 0, 1),))
    >>> [event.what for event in events(block, pieces(block, None))]
    ['open', 'text', 'close', 'text']
    """
    text = markup_safe(block.text)
    breaks = dict(_line_breaks(block))
    points = {0, len(text), *breaks, *breaks.values()}
    points.update(edge for piece in found for edge in (piece.start, piece.end))
    ordered = sorted(points)
    stack: list[Span] = []
    upcoming = 0
    for here, following in zip(ordered, [*ordered[1:], len(text)], strict=True):
        while stack and stack[-1].end <= here:
            yield Event("close", span=stack.pop())
        while upcoming < len(found) and found[upcoming].start == here:
            stack.append(found[upcoming])
            upcoming += 1
            yield Event("open", span=stack[-1])
        if here in breaks:
            yield Event("break")
        elif here < following:
            yield Event("text", text[here:following].replace("\n", " "))


def _apart(block: Block, kind: SpanKind, base: str | None) -> list[Span]:
    """The block's spans of one kind, in order, merged or clipped so that none overlaps another."""
    result: list[Span] = []
    for span in sorted((span for span in block.spans if span.kind is kind), key=lambda span: (span.start, -span.end)):
        start, end = max(0, span.start), min(len(block.text), span.end)
        href = None
        if kind is SpanKind.LINK:
            href = safe_target(span.href, base)
            if href is None:
                continue
        if result and start <= result[-1].end and href == result[-1].href:
            start, end = result[-1].start, max(end, result[-1].end)
            result.pop()
        elif result:
            start = max(start, result[-1].end)
        if start < end:
            result.append(Span(kind, start, end, href))
    return result


def _nest(spans: Iterable[Span], cuts: frozenset[int]) -> list[tuple[int, Span]]:
    """Spans (no two of one kind overlap) cut where they cross, each with its depth; code is cut at `cuts` too."""
    starts: dict[int, list[Span]] = {}
    points = set(cuts)
    for span in spans:
        starts.setdefault(span.start, []).append(span)
        points.update((span.start, span.end))
    done: list[tuple[int, Span]] = []
    stack: list[tuple[Span, int]] = []  # at most one of each kind
    for here in sorted(points):
        opening = starts.get(here, [])
        lowest = min((at for at, (span, _) in enumerate(stack) if _must_close(span, here, opening, cuts)), default=None)
        reopened: list[Span] = []
        while lowest is not None and len(stack) > lowest:
            span, since = stack.pop()
            done.append((len(stack), Span(span.kind, since, here, span.href)))
            if span.end > here:
                reopened.append(span)
        stack.extend((span, here) for span in sorted([*opening, *reopened], key=_opening_order))
    return done


def _must_close(span: Span, here: int, opening: Iterable[Span], cuts: frozenset[int]) -> bool:
    if span.end <= here:
        return True
    if span.kind is SpanKind.CODE and here in cuts:
        return True
    return any(
        span.kind is SpanKind.CODE or (_RANK[span.kind] > _RANK[new.kind] and span.end < new.end) for new in opening
    )


def _opening_order(span: Span) -> tuple[bool, int, int]:
    return span.kind is SpanKind.CODE, -span.end, _RANK[span.kind]


def _line_breaks(block: Block) -> list[tuple[int, int]]:
    """Where lines end inside the block, as [start, end); none before the first or after the last of its words."""
    text = block.text
    found = [(span.start, span.end) for span in block.spans if span.kind is SpanKind.BREAK]
    if block.kind is Kind.VERSE:
        found += [(match.start(), match.end()) for match in re.finditer("\n", text)]
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    breaks: list[tuple[int, int]] = []
    for start, end in sorted(set(found)):
        between = text[breaks[-1][1] : start] if breaks else text[first:start]
        if start >= first and end <= last and start < end and between.strip():
            breaks.append((start, end))
    return breaks
