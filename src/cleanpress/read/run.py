"""One run of inline text while it is being read: pieces joined with single spaces, and the spans that stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cleanpress.model import Span, SpanKind

# Soft hyphen, zero-width space, word joiner and byte order mark show nothing and split words for every reader.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]+")


@dataclass(slots=True)
class OpenSpan:
    """An inline element that has begun and not ended; `start` counts from the beginning of the run."""

    kind: SpanKind
    start: int
    href: str | None = None


@dataclass(slots=True)
class Run:
    """Collects the text of one block. White space collapses as a browser collapses it.

    `space` says that white space stands before the next text, `broken` that a line break does, and `seam` that words
    the page does not show were taken out there.
    """

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    space: bool = False
    broken: bool = False
    seam: bool = False
    spans: list[Span] = field(default_factory=list)
    open: list[OpenSpan] = field(default_factory=list)
    breaks: int = 0
    linked: int = -1

    def add(self, text: str) -> None:
        """Adds text as HTML shows it: any white space is one space, none at the ends of the block."""
        if not text.isascii():
            text = _INVISIBLE.sub("", text)
        words = text.split()
        if not words:
            self.space = self.space or (bool(text) and self.length > 0)
            return
        core = " ".join(words)
        if self.length and (self.broken or self.space or text[0].isspace() or (self.seam and self._parts_words(text))):
            if self.broken:
                self.spans.append(Span(SpanKind.BREAK, self.length, self.length + 1))
                self.breaks += 1
            self.pieces.append(" ")
            self.length += 1
        self.broken = self.seam = False
        self.pieces.append(core)
        self.length += len(core)
        self.space = text[-1].isspace()

    def _parts_words(self, text: str) -> bool:
        return text[0].isalnum() and self.pieces[-1][-1].isalnum()

    def add_preformatted(self, text: str) -> None:
        """Adds text with its white space as it stands."""
        if text:
            self.pieces.append(_INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))
            self.length += len(self.pieces[-1])

    def begin(self, kind: SpanKind, href: str | None = None) -> None:
        """An inline element begins here. Two links side by side are two things, never one word."""
        if kind is SpanKind.LINK and self.length and self.linked == self.length:
            self.space = True
        self.open.append(OpenSpan(kind, self.length, href))

    def end(self) -> None:
        """The inline element that began last ends here."""
        span = self.open.pop()
        if span.kind is SpanKind.LINK:
            self.linked = self.length
        if self.length > span.start:
            self.spans.append(Span(span.kind, span.start, self.length, span.href))

    def take(self) -> tuple[str, tuple[Span, ...], int]:
        """The text, spans and number of line breaks so far; the run begins anew, inside the same inline elements."""
        if not self.pieces:
            self.space = self.broken = self.seam = False
            return "", (), 0
        text = "".join(self.pieces)
        spans = [*self.spans, *(Span(o.kind, o.start, self.length, o.href) for o in self.open if o.start < self.length)]
        breaks = self.breaks
        self.pieces, self.spans, self.length, self.breaks, self.linked = [], [], 0, 0, -1
        self.space = self.broken = self.seam = False
        for span in self.open:
            span.start = 0
        return text, tuple(_trimmed(text, spans)), breaks


def _trimmed(text: str, spans: list[Span]) -> list[Span]:
    """Spans without white space at their ends, in order of their beginning, the longer first."""
    kept = []
    for span in spans:
        start, end = span.start, span.end
        if span.kind is not SpanKind.BREAK:
            while start < end and text[start].isspace():
                start += 1
            while start < end and text[end - 1].isspace():
                end -= 1
        if start < end:
            kept.append(Span(span.kind, start, end, span.href))
    return sorted(kept, key=lambda span: (span.start, -span.end)) if len(kept) > 1 else kept
