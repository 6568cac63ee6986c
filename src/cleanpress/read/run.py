"""One run of inline text while it is being read: pieces joined with single spaces, and the spans that stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cleanpress.model import SpanKind
from cleanpress.read.drafts import SpanDraft

# Soft hyphen, zero-width space, word joiner and byte order mark show nothing and split words for every reader.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]+")


@dataclass(slots=True)
class Run:
    """Collects the text of one block. White space collapses as a browser collapses it.

    `space` says that white space stands before the next text, `broken` that a line break does, and `seam` that words
    the page does not show were taken out there. `open` are the inline elements that have begun and not ended; their
    `start` counts from the beginning of the run.
    """

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    space: bool = False
    broken: bool = False
    seam: bool = False
    spans: list[SpanDraft] = field(default_factory=list)
    open: list[SpanDraft] = field(default_factory=list)
    breaks: int = 0
    linked: int = -1

    def add(self, text: str) -> None:
        """Adds text as HTML shows it: any white space is one space, none at the ends of the block."""
        if not text.isascii():
            text = _INVISIBLE.sub("", text)
        core = " ".join(text.split())
        if not core:
            if text and self.length:
                self.space = True
            return
        if self.length and (self.broken or self.space or text[0].isspace() or (self.seam and self._parts_words(text))):
            if self.broken:
                self.spans.append(SpanDraft(SpanKind.BREAK, self.length, self.length + 1, None))
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
        self.pieces.append(_INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))
        self.length += len(self.pieces[-1])

    def begin(self, kind: SpanKind, href: str | None = None) -> None:
        """An inline element begins here. Two links side by side are two things, never one word."""
        if kind is SpanKind.LINK and self.length and self.linked == self.length:
            self.space = True
        self.open.append(SpanDraft(kind, self.length, -1, href))

    def end(self) -> None:
        """The inline element that began last ends here."""
        span = self.open.pop()
        span.end = self.length
        if span.kind is SpanKind.LINK:
            self.linked = self.length
        if self.length > span.start:
            self.spans.append(span)

    def take(self) -> tuple[str, list[SpanDraft], int]:
        """The text, spans and number of line breaks so far; the run begins anew, inside the same inline elements."""
        text = "".join(self.pieces)
        spans, breaks = self.spans, self.breaks
        for span in self.open:
            if span.start < self.length:
                spans.append(SpanDraft(span.kind, span.start, self.length, span.href))
            span.start = 0
        self.pieces, self.spans, self.length, self.breaks, self.linked = [], [], 0, 0, -1
        self.space = self.broken = self.seam = False
        return text, _trimmed(text, spans) if spans else spans, breaks


def _trimmed(text: str, spans: list[SpanDraft]) -> list[SpanDraft]:
    """Spans without white space at their ends, in order of their beginning, the longer first."""
    for span in spans:
        if span.kind is not SpanKind.BREAK:
            while span.start < span.end and text[span.start].isspace():
                span.start += 1
            while span.start < span.end and text[span.end - 1].isspace():
                span.end -= 1
    kept = [span for span in spans if span.start < span.end]
    return sorted(kept, key=lambda span: (span.start, -span.end)) if len(kept) > 1 else kept
