"""Markdown in a dump: whether a text is written in it, and one block's marks turned into kind, text and spans.

Everything is a deletion: marks go, what they enclose stays, and a span remembers what they meant. Each pattern scans
a block once, whatever brackets and stars it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from cleanpress.model import Kind, Span, SpanKind

_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_HEADING_END = re.compile(r"(?<=\s)#+$")
_ITEM = re.compile(r"(?:[-*+•]|(\d{1,3})[.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r"(?:>[ \t]?)+(?=\S)")
_ATX_LINE = re.compile(r"^#{1,6}[ \t]+\w", re.M)
_BLOCK_MARK = re.compile(r"#{1,6}[ \t]|[-*+•][ \t]|\d{1,3}[.)][ \t]|>|\||```")

_ESCAPE = re.compile(r"\\[\\`*_{}\[\]()#+\-.!>|~]")
# The target of a link, with its title: one pair of brackets may stand inside. Tools write addresses as the page has
# them, so one that begins with a scheme or a slash may hold spaces.
_TARGET = (
    r"\(\s{0,9}<?"
    r"((?:(?:https?|mailto|javascript|data|tel|sms|whatsapp):|/)[^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+(?=\))"
    r"|[^\s()<>]*+(?:\([^\s()<>]*+\)[^\s()<>]*+)*+)"
    r">?(?:\s{1,9}\"[^\"]*+\")?\s{0,9}\)"
)
_IMAGE = re.compile(r"!\[([^\[\]]*+)\]" + _TARGET)
_LINK = re.compile(r"\[([^\[\]]*+)\]" + _TARGET)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]*+)>")
_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)([^`]++)\1(?!`)")
# The single marks come first: once masked, they no longer stand in the way of the double ones around them.
_EMPHASIS = (
    (re.compile(r"(?<![\w*])(\*)(?=[^\s*])([^*]++)(?<!\s)\*(?![\w*])"), SpanKind.EMPHASIS),
    (re.compile(r"(?<![\w_])(_)(?=[^\s_])([^_]++)(?<!\s)_(?![\w_])"), SpanKind.EMPHASIS),
    (re.compile(r"(?<![\w_])(__)(?=[^\s_])([^_]++)(?<!\s)__(?![\w_])"), SpanKind.STRONG),
    (re.compile(r"(?<![\w*])(\*\*\*)(?=[^\s*])([^*]++)(?<!\s)\*\*\*(?![\w*])"), SpanKind.STRONG),
)
# Two stars; in html2text's dumps, which set none inside a word, they come in pairs whatever blanks stand beside them.
_STARS = re.compile(r"(?<![*\\])(?:(?<!\s)\*\*(?!\*)|\*\*(?![*\s]))")
# What tools write for empty bold and empty italic text. Four stars behind one or two letters mask a name or a curse.
_NO_STRONG = re.compile(r"(?<!\b\w)(?<!\b\w\w)(?<![*\\])\*{4}(?!\*)")
_NO_EMPHASIS = re.compile(r"(?<![\w_])__(?!_)|(?<!_)__(?![\w_])")
_WORD = re.compile(r"\w")
# Stands in for deleted characters while later patterns run; control characters were taken out before.
_MASK = "\x00"
# Stands in for an escaped character, which is text and no mark.
_HIDDEN = "\x01"
_SPACES = re.compile(r"\s+")
LOOSE_MARK = re.compile(r"(?<![.\s]) (?=[,.](?:$| (?!\.)))")
"""The blank before a comma or full stop: tools that put one between pieces put one there too."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One block without its marks."""

    text: str
    kind: Kind
    level: int = 0
    ordinal: int = 0
    spans: tuple[Span, ...] = ()


def is_markdown(text: str) -> bool:
    """Whether a dump is clearly written in markdown: links in brackets, often enough, or headings with `#`.

    >>> is_markdown("# Bridge closed\\n\\nThe town shut it."), is_markdown("The band played [sic] #1 (twice).")
    (True, False)
    """
    links = text.count("](")
    if links >= 2 and links * 3000 >= 0.5 * len(text):
        return True
    first = _ATX_LINE.search(text)
    if first is None:
        return False
    return not text[: first.start()].strip() or _ATX_LINE.search(text, first.end()) is not None


def starts_block(line: str) -> bool:
    """Whether a line begins with a mark that opens a block of its own (heading, item, quote, table row)."""
    return _BLOCK_MARK.match(line) is not None


def quoted_text(line: str) -> str | None:
    """What a line of a quote says, behind its mark; None for a line that quotes nothing.

    >>> quoted_text("> It rained."), quoted_text(">"), quoted_text("It rained.")
    ('It rained.', None, None)
    """
    mark = _QUOTE.match(line)
    return line[mark.end() :] if mark else None


def unmark(raw: str, indent: int) -> Marked:
    """The block `raw` (lines already joined) without marks; `indent` is the number of blanks before it in its line.

    >>> marked = unmark("- Read [the *report*](https://example.org/r)", 0)
    >>> marked.text, marked.kind.value, [(s.kind.value, s.start, s.end) for s in marked.spans]
    ('Read the report', 'list_item', [('link', 5, 15), ('emphasis', 9, 15)])
    """
    if not _WORD.search(raw):
        return Marked(" ".join(raw.split()), Kind.PARAGRAPH)
    kind, level, ordinal, at = Kind.PARAGRAPH, 0, 0, 0
    if mark := _HEADING.match(raw):
        kind, level, at = Kind.HEADING, len(mark[1]), mark.end()
        raw = _HEADING_END.sub("", raw)
    elif mark := _ITEM.match(raw):
        kind, level, ordinal, at = Kind.LIST_ITEM, min(1 + indent // 4, 6), int(mark[1] or 0), mark.end()
    elif mark := _QUOTE.match(raw):
        kind, at = Kind.QUOTE, mark.end()
    elif (image := _IMAGE.fullmatch(raw)) and image[1].strip():
        return Marked(_inline(image[1])[0], Kind.CAPTION)
    text, spans = _inline(raw[at:])
    return Marked(text, kind, level, ordinal, spans)


class _Marks:
    """The marks of one block as they are found: `masked` keeps the length of the block, so places stay true."""

    def __init__(self, raw: str) -> None:
        self.masked = raw
        self.cuts: list[tuple[int, int]] = []
        self.spans: list[Span] = []

    def escapes(self) -> None:
        self.masked = _ESCAPE.sub(self._escape, self.masked)

    def images(self) -> None:
        self.masked = _IMAGE.sub(self._image, self.masked)

    def take(self, pattern: re.Pattern[str], kind: SpanKind, inside: int = 2) -> None:
        """Cut what a match has around its group `inside`, and remember that group as a span."""

        def replace(found: re.Match[str]) -> str:
            start, end = found.span(inside)
            self.cuts += ((found.start(), start), (end, found.end()))
            href = self._href(found) if kind is SpanKind.LINK else None
            self.spans.append(Span(kind, start, end, href))
            kept = _MASK * (end - start) if kind is SpanKind.CODE else found[inside]
            return _MASK * (start - found.start()) + kept + _MASK * (found.end() - end)

        self.masked = pattern.sub(replace, self.masked)

    @staticmethod
    def _href(found: re.Match[str]) -> str:
        target: str = found[2] if found.re is _LINK else found[1]
        # A target with a scheme was taken with its title, if it has one.
        return target.split(' "')[0].strip().rstrip(">").replace(_MASK, "\\")

    def strong(self) -> None:
        """Cut pairs of two stars."""
        found = list(_STARS.finditer(self.masked))
        for opening, closing in zip(found[::2], found[1::2], strict=False):
            self.cuts += (opening.span(), closing.span())
            self.spans.append(Span(SpanKind.STRONG, opening.end(), closing.start()))

    def drop(self, pattern: re.Pattern[str]) -> None:
        """Cut what a pattern matches."""
        self.cuts += (found.span() for found in pattern.finditer(self.masked))

    def _escape(self, found: re.Match[str]) -> str:
        self.cuts.append((found.start(), found.start() + 1))
        return _MASK + _HIDDEN

    def _image(self, found: re.Match[str]) -> str:
        self.cuts.append(found.span())
        return _MASK * len(found[0])


def _inline(raw: str) -> tuple[str, tuple[Span, ...]]:
    """Text and spans of a block's inside."""
    if not any(mark in raw for mark in "\\[`*_<"):
        return LOOSE_MARK.sub("", " ".join(raw.split())), ()
    raw = _loosened(raw)
    marks = _Marks(raw)
    marks.escapes()
    marks.images()
    marks.take(_LINK, SpanKind.LINK, inside=1)
    marks.take(_AUTOLINK, SpanKind.LINK, inside=1)
    marks.take(_CODE, SpanKind.CODE)
    for pattern, kind in _EMPHASIS:
        marks.take(pattern, kind)
    marks.strong()
    marks.drop(_NO_EMPHASIS)
    return _tightened(*_delete(raw, marks.cuts, marks.spans))


def _loosened(raw: str) -> str:
    """The block with the blanks that tools swallow at bold text, without empty bold, and with its stars in pairs."""
    if "**" not in raw:
        return raw
    raw = _NO_STRONG.sub(lambda found: " " * _between_words(raw, *found.span()), raw)
    raw = _paired(raw)
    at, pieces = 0, list[str]()
    for opening in [*_STARS.finditer(raw)][::2]:
        pieces += (raw[at : opening.start()], " " * _between_words(raw, *opening.span()))
        at = opening.start()
    return "".join([*pieces, raw[at:]])


def _paired(raw: str) -> str:
    """The block without the stars of bold text that a tool cut into blocks, which is open at an edge of each."""
    stars = [found.span() for found in _STARS.finditer(raw)]
    if len(stars) % 2 and not stars[0][0]:
        return raw[stars[0][1] :].lstrip()
    if len(stars) % 2 and stars[-1][1] == len(raw):
        return raw[: stars[-1][0]].rstrip()
    return raw


def _between_words(raw: str, start: int, end: int) -> bool:
    """Whether a mark touches a word's end, or a sentence's, on its left and a word on its right."""
    return bool(raw[:start].strip()) and not raw[start - 1].isspace() and _WORD.match(raw, end) is not None


def _tightened(text: str, spans: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """The text without blanks before its commas and full stops, and the spans at their new places."""
    gone = [found.start() for found in LOOSE_MARK.finditer(text)]
    if not gone:
        return text, spans

    def moved(place: int) -> int:
        return place - bisect_left(gone, place)

    return LOOSE_MARK.sub("", text), tuple(Span(s.kind, moved(s.start), moved(s.end), s.href) for s in spans)


def _delete(raw: str, cuts: list[tuple[int, int]], spans: list[Span]) -> tuple[str, tuple[Span, ...]]:
    """`raw` without the cuts and with single spaces, and the spans at their new places."""
    gone = bytearray(len(raw))
    for start, end in cuts:
        gone[start:end] = b"\x01" * (end - start)
    edges = sorted(
        {0, len(raw), *(edge for cut in cuts for edge in cut), *(e for s in spans for e in (s.start, s.end))}
    )
    pieces: list[str] = []
    moved: dict[int, int] = {}
    length, after_space = 0, True
    for start, end in pairwise(edges):
        moved[start] = length
        if start < len(raw) and not gone[start]:
            piece = _SPACES.sub(" ", raw[start:end])
            piece = piece[1:] if after_space and piece.startswith(" ") else piece
            pieces.append(piece)
            length += len(piece)
            after_space = piece.endswith(" ") if piece else after_space
    moved[len(raw)] = length
    text = "".join(pieces).rstrip()
    placed = (_placed(span, moved, text) for span in spans)
    return text, tuple(sorted((s for s in placed if s.start < s.end), key=lambda s: (s.start, -s.end)))


def _placed(span: Span, moved: dict[int, int], text: str) -> Span:
    start, end = moved[span.start], min(moved[span.end], len(text))
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return Span(span.kind, start, end, span.href)
