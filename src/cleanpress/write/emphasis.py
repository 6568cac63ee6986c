"""Which marks stand for emphasis in markdown: asterisks where CommonMark reads them, HTML tags where it would not.

CommonMark opens and closes emphasis by what stands beside the asterisks: a bold name with a colon glued to the next
word, or a Japanese quotation in bold, would be printed with its asterisks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from cleanpress.model import Span, SpanKind

_ASTERISKS = {SpanKind.EMPHASIS: ("*", "*"), SpanKind.STRONG: ("**", "**")}
_TAGS = {SpanKind.EMPHASIS: ("<em>", "</em>"), SpanKind.STRONG: ("<strong>", "</strong>")}


def delimiters(text: str, pieces: Sequence[Span]) -> dict[Span, tuple[str, str]]:
    """What to write before and after each EMPHASIS and STRONG piece of a block's text.

    >>> name = Span(SpanKind.STRONG, 0, 6)
    >>> delimiters("Seoul: snow", [name])[name], delimiters("Seoul:snow", [name])[name]
    (('**', '**'), ('<strong>', '</strong>'))
    """
    marked = [piece for piece in pieces if piece.kind in _ASTERISKS]
    tagged = {piece for piece in marked if not _readable(text, piece, pieces)}
    ends = {piece.end for piece in marked}
    tagged.update(piece for piece in marked if piece.start in ends)
    tagged.update(piece for piece in _nested(marked) if _could_close(text, piece))
    _spread(tagged, marked)
    return {piece: (_TAGS if piece in tagged else _ASTERISKS)[piece.kind] for piece in marked}


def _nested(marked: Sequence[Span]) -> Iterator[Span]:
    """Each piece that begins inside another; pieces come outer before inner."""
    outer: Span | None = None
    for piece in marked:
        if outer is None or piece.start >= outer.end:
            outer = piece
        elif piece.start > outer.start:
            yield piece


def _could_close(text: str, piece: Span) -> bool:
    """Whether asterisks that open the piece could be read as closing the one around it."""
    before, first = text[piece.start - 1], text[piece.start]
    return not before.isspace() and (not _is_mark(before) or _is_mark(first))


def _spread(tagged: set[Span], marked: Sequence[Span]) -> None:
    """A piece that begins or ends together with one written as a tag is written as a tag too."""
    while True:
        starts = {piece.start for piece in tagged}
        ends = {piece.end for piece in tagged}
        more = {piece for piece in marked if piece.start in starts or piece.end in ends} - tagged
        if not more:
            return
        tagged |= more


def _readable(text: str, piece: Span, pieces: Sequence[Span]) -> bool:
    """Whether CommonMark takes asterisks around the piece for what they are."""
    inner = [other for other in pieces if other.kind not in _ASTERISKS]
    opens_on_mark = any(piece.start == other.start for other in inner)
    closes_on_mark = any(piece.end == other.end for other in inner)
    before = text[piece.start - 1] if piece.start else " "
    after = text[piece.end] if piece.end < len(text) else " "
    left = not (opens_on_mark or _is_mark(text[piece.start])) or before.isspace() or _is_mark(before)
    right = not (closes_on_mark or _is_mark(text[piece.end - 1])) or after.isspace() or _is_mark(after)
    return left and right


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
