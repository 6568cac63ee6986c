"""A dump to Blocks: lines and paragraphs with the characters of the input they came from.

A dump has one of three forms. Most have one line per paragraph: each line is a block. Some are hard-wrapped, as mail
and terminals do it: lines that end only because the next word had no room are joined. Some are markdown: marks are
taken off. The input is never changed; a block's text is the cleaned text of its span, and only white space lies
between the spans. Every step takes time linear in the input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from cleanpress.model import Block, Kind, Limits, Page, Status, Where
from cleanpress.read.limits import mend_surrogates
from cleanpress.read.marks import Marked, is_markdown, starts_block, unmark

# Control characters beyond the line ends, and characters that stand where bytes could not be read.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffd\ud800-\udfff]")
# Text holds none of these, random bytes about a fifth; a page with some broken characters stays far below.
_BINARY_SHARE, _FEW_CONTROLS = 0.15, 8
# Nothing on the screen: white space, control and format characters.
_SHOWN = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufe0e\ufe0f\ufeff]"
)
_TO_SPACE = dict.fromkeys((*range(1, 9), *range(14, 32), *range(127, 133), *range(134, 160)), " ")
_CLEAN = {**_TO_SPACE, 0: None, 0xFEFF: None}

_HTML_START = re.compile(r"\s*(?:<!doctype html|<html\b|<\?xml)", re.I)
_TAG = re.compile(
    r"</?(?:html|head|body|meta|link|script|style|div|span|p|a|br|img|h[1-6]|ul|ol|li|table|tr|td|section|article)"
    r"\b[^<>]{0,400}>",
    re.I,
)
_HTML_SAMPLE = 100_000
_URL = re.compile(r"(?:(?:https?|ftp|file)://|www\.)\S+", re.I)
_PATH = re.compile(
    r"(?:~|\.{1,2})?[/\\]\S+|[a-z]:[\\/].+|[^\s<>]+\.(?:html?|xhtml|txt|text|md|json|jsonl|xml|csv|pdf|warc|gz|zip)",
    re.I,
)
_NAME_LENGTH = 2048

# Widths at which text is wrapped: below is verse or a table, above is a long paragraph on one line.
_NARROWEST, _WIDEST = 40, 140
# How many line ends must fit one width before a text counts as wrapped, and which share of the long lines.
_WRAPPED_LINES, _WRAPPED_SHARE = 3, 0.8
# Running text goes on in lower case at most line ends, and few of them are ends of sentences; headlines and short
# paragraphs of equal length are told apart by that.
_LOWER_SHARE = 0.3
_TERMINAL = ".!?…:;。！？؟۔।॥"
# Scripts written without spaces: a line may end after any character, and none is put in its place.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_BROKEN_WORD = re.compile(r"\w-$")
# A word, up to its first hyphen: most tools break there as well.
_WORD = re.compile(r"[^\s-]*+-|\S+")
_NOT_SPACE = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that shows something: `text[start:end]` without the white space around it, `indent` blanks before it."""

    start: int
    end: int
    text: str
    indent: int
    after_gap: bool


def read_text(text: str, *, url: str | None, limits: Limits) -> Page:
    """The blocks of a flattened page, in order, each with its span of characters in `text`.

    `url` is passed on. A text with more than `limits.max_bytes` characters is not read. Nothing is raised: what cannot
    be an article comes back with a `problem`, what looks like a mistake of the caller with a warning.

    >>> page = read_text("Bridge closed\\n\\nThe town shut it.\\r\\n", url=None, limits=Limits())
    >>> [(block.text, block.where.span) for block in page.blocks]
    [('Bridge closed', (0, 13)), ('The town shut it.', (15, 32))]
    """
    if len(text) > limits.max_bytes:
        return Page(source="text", url=url, problem=Status.TOO_LARGE, warnings=("too_large",))
    if not _SHOWN.search(text):
        return Page(source="text", url=url, problem=Status.EMPTY)
    if _is_binary(text):
        return Page(source="text", url=url, problem=Status.NO_ARTICLE, warnings=("binary",))
    return Page(source="text", url=url, blocks=_blocks(text), warnings=_warnings(text))


def _is_binary(text: str) -> bool:
    controls = len(_CONTROLS.findall(text))
    return text.lstrip().startswith("%PDF-") or controls > max(_FEW_CONTROLS, _BINARY_SHARE * len(text))


def _warnings(text: str) -> tuple[str, ...]:
    """Codes for what is probably no dump: HTML, an address, the name of a file."""
    sample = text[:_HTML_SAMPLE]
    if _HTML_START.match(sample) or len(_TAG.findall(sample)) >= max(10, len(sample) // 500):
        return ("looks_like_html",)
    name = text[: 2 * _NAME_LENGTH].strip()
    if len(name) > _NAME_LENGTH or "\n" in name:
        return ()
    if _URL.fullmatch(name):
        return ("looks_like_url",)
    return ("looks_like_path",) if _PATH.fullmatch(name) else ()


def _blocks(text: str) -> tuple[Block, ...]:
    markdown = is_markdown(text)
    lines = list(_lines(text))
    blocks: list[Block] = []
    start = at = 0
    for group in _groups(lines, markdown):
        raw = _joined(group)
        if not raw.isprintable():
            raw = mend_surrogates(raw).translate(_CLEAN)
        marked = unmark(raw, group[0].indent) if markdown else Marked(" ".join(raw.split()), Kind.PARAGRAPH)
        if not marked.text:
            continue
        start, at = _first_shown(text, at), group[-1].end
        blocks.append(
            Block(
                index=len(blocks),
                text=marked.text,
                kind=marked.kind,
                where=Where(span=(start, at)),
                spans=marked.spans,
                level=marked.level,
                ordinal=marked.ordinal,
            )
        )
    rest = len(text[at:].rstrip())
    if blocks and rest:
        last = blocks[-1]
        blocks[-1] = replace(last, where=Where(span=(start, at + rest)))
    return tuple(blocks)


def _first_shown(text: str, at: int) -> int:
    """Where the next span begins, so that lines with only marks or invisible characters lie inside a span too."""
    found = _NOT_SPACE.search(text, at)
    return found.start() if found else len(text)


def _lines(text: str) -> Iterator[_Line]:
    """The lines that show something; a form feed or any of Unicode's line ends parts lines as well."""
    at, after_gap = 0, False
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped and _SHOWN.search(stripped):
            indent = len(raw) - len(raw.lstrip())
            yield _Line(at + indent, at + indent + len(stripped), stripped, indent, after_gap)
            after_gap = raw.endswith("\u2029")
        else:
            after_gap = True
        at += len(raw)


def _groups(lines: Sequence[_Line], markdown: bool) -> Iterator[list[_Line]]:
    """The lines of each block: one, or those of a hard-wrapped paragraph."""
    width = _wrap_width(lines, markdown)
    group: list[_Line] = []
    for line in lines:
        if group and not (width and _may_go_on(line, markdown) and _goes_on(group[-1], line, width)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _may_go_on(line: _Line, markdown: bool) -> bool:
    return not line.after_gap and not (markdown and starts_block(line.text))


def _goes_on(line: _Line, following: _Line, width: int) -> bool:
    """Whether a paragraph wrapped at `width` goes on: no room for the next word, or the middle of a sentence."""
    if len(line.text) + 1 + _first_word(following.text) > width:
        return True
    return 2 * len(line.text) > width and line.text[-1] not in _TERMINAL and following.text[0].islower()


def _wrap_width(lines: Sequence[_Line], markdown: bool) -> int:
    """The width in characters at which a text is wrapped, 0 if it is not.

    Each line that is followed by one of its paragraph fits the widths from its own length to one word more. In a
    wrapped text one width fits nearly all long lines; lines that are longer than it hold an unbreakable word.
    """
    pairs = [
        (len(line.text), _first_word(following.text), line, following)
        for line, following in pairwise(lines)
        if _may_go_on(following, markdown) and (" " in line.text or _UNSPACED.match(line.text))
    ]
    change = [0] * (_WIDEST + 2)
    for length, word, _, _ in pairs:
        if length <= _WIDEST and length + word >= _NARROWEST:
            change[max(length, _NARROWEST)] += 1
            change[min(length + word, _WIDEST) + 1] -= 1
    fitting = list(accumulate(change))
    width = max(range(_NARROWEST, _WIDEST + 1), key=fitting.__getitem__)
    full = [(line, following) for length, word, line, following in pairs if length <= width <= length + word]
    long = sum(length > 0.7 * width and not _overflows(line, width) for length, _, line, _ in pairs)
    cased = [
        following.text[0].islower() for _, following in full if following.text[0].lower() != following.text[0].upper()
    ]
    ended = sum(line.text[-1] in _TERMINAL for line, _ in full)
    runs_on = sum(cased) >= _LOWER_SHARE * len(cased) and 2 * ended <= len(full)
    # The same line again and again always fits one width.
    enough = len({line.text for line, _ in full}) >= _WRAPPED_LINES and len(full) >= _WRAPPED_SHARE * long
    return width if enough and runs_on else 0


def _overflows(line: _Line, width: int) -> bool:
    """A line beyond the width because one long word (mostly an address) could not be broken."""
    if len(line.text) <= width or _UNSPACED.search(line.text):
        return False
    return max(map(len, line.text.split())) > width // 2


def _first_word(text: str) -> int:
    """How many characters of a line have to fit at the end of the line before, or it ends there."""
    if _UNSPACED.match(text):
        return 1
    word = _WORD.match(text)
    return word.end() if word else 1


def _joined(group: Sequence[_Line]) -> str:
    """The lines of a block as one: with a space, or without one after a hyphen and in scripts without spaces."""
    if len(group) == 1:
        return group[0].text
    pieces = [group[0].text]
    for line, following in pairwise(group):
        unspaced = _UNSPACED.match(line.text[-1]) and _UNSPACED.match(following.text[0])
        pieces.append("" if unspaced or (_BROKEN_WORD.search(line.text) and following.text[0].isalnum()) else " ")
        pieces.append(following.text)
    return "".join(pieces)
