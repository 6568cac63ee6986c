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
from heapq import merge
from itertools import pairwise
from pathlib import Path

from cleanpress.model import Block, Kind, Limits, Page, Status, Where
from cleanpress.read.code import code_runs
from cleanpress.read.glued import LONG, are_glued, sentences
from cleanpress.read.limits import mend_surrogates
from cleanpress.read.lines import FAR_APART, SHOWN, TERMINAL, Line, lines_of, looks_broken
from cleanpress.read.marks import LOOSE_MARK, Marked, is_markdown, quoted_text, starts_block, unmark
from cleanpress.read.pieces import pieced_text, wrapped_text
from cleanpress.read.wrapped import wrap_width, wrapped_groups

# Control characters beyond the line ends, and characters that stand where bytes could not be read.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffd\ud800-\udfff]")
# Text holds none of these, random bytes about a fifth; a page with some broken characters stays far below.
_BINARY_SHARE, _FEW_CONTROLS = 0.15, 8
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

# An item of a list; a hyphen is also the mark of speech and a star that of a note, so one counts only beside another.
_BULLET = re.compile(r"[•◦▪●‣∙·][ \t\u00a0]+(?=\w)")
_HYPHEN = re.compile(r"[-*][ \t\u00a0]+(?=\w)")
_NOT_SPACE = re.compile(r"\S")
# Where markdown's lines go on within a block nearly everywhere, it was wrapped.
_WRAPPED_MARKDOWN = 0.6
_FEW_LINES = 5


@dataclass(frozen=True, slots=True)
class _Group:
    """The lines of one block with their text."""

    lines: Sequence[Line]
    text: str
    code: bool = False


def read_text(text: str, *, url: str | None, limits: Limits, weights: Path | None = None) -> Page:
    """The blocks of a flattened page, in order, each with its span of characters in `text`.

    `url` is passed on. A text with more than `limits.max_bytes` characters is not read. Nothing is raised: what cannot
    be an article comes back with a `problem`, what looks like a mistake of the caller with a warning.

    >>> page = read_text("Bridge closed\\n\\nThe town shut it.\\r\\n", url=None, limits=Limits())
    >>> [(block.text, block.where.span) for block in page.blocks]
    [('Bridge closed', (0, 13)), ('The town shut it.', (15, 32))]
    """
    if len(text) > limits.max_bytes:
        return Page(source="text", url=url, problem=Status.TOO_LARGE, warnings=("too_large",))
    if not SHOWN.search(text):
        return Page(source="text", url=url, problem=Status.EMPTY)
    if _is_binary(text):
        return Page(source="text", url=url, problem=Status.NO_ARTICLE, warnings=("binary",))
    blocks, glued, tight = _blocks(text, weights)
    return Page(source="text", url=url, blocks=blocks, glued=glued, tight=tight, warnings=_warnings(text))


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


def _blocks(text: str, weights: Path | None) -> tuple[tuple[Block, ...], frozenset[int], frozenset[int]]:
    """The blocks, the numbers of those that go on in the line of the block before, and of those whose line follows
    directly."""
    lines, code = _parted(list(lines_of(text)))
    markdown = is_markdown("\n".join(line.text for line in lines) if code else text)
    blocks: list[Block] = []
    glued: set[int] = set()
    tight: set[int] = set()
    hyphens = _hyphen_items(lines)
    cut = not markdown and are_glued(line.end - line.start for line in lines)
    start = at = 0
    for group in merge(_groups(lines, markdown, weights), code, key=lambda group: group.lines[0].start):
        first = group.lines[0]
        cuts = [(first.start, group.lines[-1].end)]
        if len(group.lines) == 1 and len(group.text) > LONG and cut and not group.code:
            cuts = list(sentences(text, *cuts[0]))
        for number, (begin, end) in enumerate(cuts):
            raw = group.text if len(cuts) == 1 else text[begin:end]
            if not raw.isprintable():
                raw = mend_surrogates(raw).translate(_CLEAN)
            if group.code:
                marked = Marked(" ".join(raw.split()), Kind.CODE)
            else:
                marked = unmark(raw, first.indent) if markdown else _plain(raw, first.start in hyphens)
            if not marked.text:
                continue
            start, at = _first_shown(text, at), end
            if number and blocks:
                glued.add(len(blocks))
            elif blocks and not first.empty:
                tight.add(len(blocks))
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
    return tuple(blocks), frozenset(glued), frozenset(tight)


def _parted(lines: list[Line]) -> tuple[list[Line], list[_Group]]:
    """The lines without the page's code, and each run of code as one group; what follows code stands for itself."""
    code: list[_Group] = []
    kept: list[Line] = []
    at = 0
    for first, last in code_runs(lines):
        kept += lines[at:first]
        run = lines[first:last]
        code.append(_Group(run, " ".join(line.text for line in run), code=True))
        if last < len(lines):
            lines[last] = replace(lines[last], empty=FAR_APART)
        at = last
    return [*kept, *lines[at:]], code


def _plain(raw: str, hyphen: bool) -> Marked:
    mark = _BULLET.match(raw) or (_HYPHEN.match(raw) if hyphen else None)
    text = LOOSE_MARK.sub("", " ".join(raw[mark.end() if mark else 0 :].split()))
    return Marked(text, Kind.LIST_ITEM, 1) if mark else Marked(text, Kind.PARAGRAPH)


def _hyphen_items(lines: Sequence[Line]) -> frozenset[int]:
    """Where lines begin that are items behind a hyphen or a star: two or more side by side."""
    marked = [_HYPHEN.match(line.text) is not None for line in lines]
    return frozenset(
        line.start
        for number, line in enumerate(lines)
        if marked[number] and (any(marked[max(0, number - 1) : number]) or any(marked[number + 1 : number + 2]))
    )


def _first_shown(text: str, at: int) -> int:
    """Where the next span begins, so that lines with only marks or invisible characters lie inside a span too."""
    found = _NOT_SPACE.search(text, at)
    return found.start() if found else len(text)


def _groups(lines: Sequence[Line], markdown: bool, weights: Path | None) -> Iterator[_Group]:
    """The lines of each block: one, those of a wrapped paragraph, or the pieces that a tool set apart."""
    if markdown and _is_wrapped_markdown(lines):
        for group in _marked_groups(lines):
            yield _Group(group, wrapped_text(group))
        return
    width = wrap_width(lines, markdown)
    if width or markdown:
        for group in wrapped_groups(lines, width, markdown):
            yield _Group(group, wrapped_text(group))
        return
    if not looks_broken(lines):
        for line in lines:
            yield _Group([line], line.text)
        return
    from cleanpress.read.join import joins  # numpy: only where lines may be pieces

    blanks = sum(line.tail > 0 or line.indent > 0 for line in lines) > _FEW_LINES
    group = []
    for line, goes_on in zip(lines, joins(lines, weights), strict=True):
        if group and not goes_on:
            yield _Group(group, pieced_text(group, blanks))
            group = []
        group.append(line)
    yield _Group(group, pieced_text(group, blanks))


def _is_wrapped_markdown(lines: Sequence[Line]) -> bool:
    """Whether lines that follow one another without an empty line are mostly one paragraph, cut where it was full."""
    close = [
        (line, following)
        for line, following in pairwise(lines)
        if not following.after_gap and not starts_block(following.text)
    ]
    open_ended = sum(line.text[-1] not in TERMINAL or following.text[0].islower() for line, following in close)
    return len(close) >= _FEW_LINES and open_ended >= _WRAPPED_MARKDOWN * len(close)


def _marked_groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    quoted: str | None = None
    for line in lines:
        before, quoted = quoted, quoted_text(line.text)
        if group and before and quoted and not line.after_gap and not starts_block(quoted):
            group.append(replace(line, text=quoted))
            continue
        if group and (line.after_gap or starts_block(line.text)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group
