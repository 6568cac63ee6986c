"""The article as CommonMark with pipe tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cleanpress.model import Article, Block, Kind, Label, Span, SpanKind
from cleanpress.write.characters import markup_safe
from cleanpress.write.emphasis import delimiters
from cleanpress.write.front_matter import to_front_matter
from cleanpress.write.groups import Group, article_groups, rows, stanzas
from cleanpress.write.inline import events, pieces

_MAX_DEPTH = 16
_MAX_ORDINAL = 999_999_999  # what CommonMark reads as a list number
_SPECIAL = re.compile(r"[\\`*_\[\]<~]|&(?=#?\w+;)")
_LINE_START = re.compile(r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[-=|:](?=[-=|:\s]*$)")
_NUMBER_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_TARGET_SPECIAL = re.compile(r"[\\`()<>\"|]")


def to_markdown(article: Article, *, front_matter: bool = False) -> str:
    """The article as markdown: the title as h1, then the blocks in their order, with a line end after the last.

    `front_matter` puts the article's fields as YAML before it. Link targets are absolute and http, https, mailto or
    tel; other links are written as their text. Characters of the page that mean something in markdown are escaped.

    >>> print(to_markdown(Article(title="1 * 2")), end="")
    # 1 \\* 2
    """
    parts: list[str] = []
    kept = article.kept
    if article.title:
        parts.append(_heading(1, _escaped(article.title)))
        kept = kept - {Label.TITLE}
    parts.extend(_group(group, article.url) for group in article_groups(article, kept))
    body = "\n\n".join(part for part in parts if part)
    before = to_front_matter(article) if front_matter else ""
    return f"{before}\n{body}\n" if before and body else before or (f"{body}\n" if body else "")


def _group(group: Group, base: str | None) -> str:
    if group.kind is Kind.LIST_ITEM:
        return "\n".join(_list(group.blocks, base))
    if group.kind is Kind.CELL:
        return "\n".join(_table(group.blocks, base))
    if group.kind is Kind.QUOTE:
        quoted = "\n\n".join(_paragraph(block, base) for block in group.blocks)
        return "\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))
    block = group.blocks[0]
    if group.kind is Kind.CODE:
        return _code_block(block.text)
    if group.kind is Kind.HEADING:
        return _heading(min(6, max(2, block.level)), _inline(block, base, line_end=" "))
    if group.kind is Kind.VERSE:
        return "\n\n".join(_paragraph(part, base) for part in stanzas(block))
    return _paragraph(block, base)


def _heading(level: int, text: str) -> str:
    line = text.replace("\n", " ").strip()
    # A run of # at the end would be read as the heading's closing marks.
    return f"{'#' * level} {line[:-1]}\\#" if line.endswith("#") else f"{'#' * level} {line}"


def _paragraph(block: Block, base: str | None) -> str:
    return "\\\n".join(_line_start(line) for line in _inline(block, base, line_end="\n").split("\n"))


def _line_start(line: str) -> str:
    """A line that markdown would take for a heading, list, quote, rule or table, escaped so that it is text."""
    line = line.strip()
    if _LINE_START.match(line):
        return "\\" + line
    return _NUMBER_START.sub(r"\1\\\2", line)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", markup_safe(text))


def _inline(block: Block, base: str | None, *, line_end: str) -> str:
    """The block's text with its links, emphasis and code spans as markdown; `line_end` stands for a line break."""
    found = pieces(block, base)
    marks = delimiters(block.text, found)
    parts: list[str] = []
    code: list[str] | None = None
    for event in events(block, found):
        span = event.span
        if event.what == "text":
            parts.append(_escaped(event.text)) if code is None else code.append(event.text)
        elif event.what == "break":
            parts.append(line_end)
        elif span is not None and span.kind is SpanKind.CODE:
            if code is None:
                code = []
            else:
                parts.append(_code_span("".join(code)))
                code = None
        elif span is not None and span.kind is SpanKind.LINK:
            _link_edge(parts, span, opens=event.what == "open")
        elif span is not None:
            parts.append(marks[span][event.what == "close"])
    return "".join(parts).strip()


def _link_edge(parts: list[str], span: Span, *, opens: bool) -> None:
    if not opens:
        parts.append(f"]({_target(span.href or '')})")
        return
    # "!" before a link would make it a picture.
    if parts and parts[-1].endswith("!"):
        parts[-1] = parts[-1][:-1] + "\\!"
    parts.append("[")


def _target(href: str) -> str:
    encoded = _TARGET_SPECIAL.sub(lambda match: f"%{ord(match[0]):02X}", markup_safe(href))
    return re.sub(r"&(?=#?\w+;)", "&amp;", re.sub(r"\s", "%20", encoded))


def _fence(text: str, least: int) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)


def _code_span(text: str) -> str:
    fence = _fence(text, 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _code_block(text: str) -> str:
    fence = _fence(text, 3)
    code = markup_safe(text).strip("\n")
    return f"{fence}\n{code}\n{fence}"


def _list(items: Sequence[Block], base: str | None) -> Iterable[str]:
    """One line an item (more where it has line breaks), indented below the item it is nested in."""
    stack: list[tuple[int, int, str, int]] = []  # level, width of the mark, sign of the list, number
    for block in items:
        level = min(max(1, block.level), _MAX_DEPTH)
        before: tuple[int, int, str, int] | None = None
        while stack and stack[-1][0] >= level:
            before = stack.pop()
        ordinal = min(block.ordinal, _MAX_ORDINAL)
        sign = _sign(ordinal, before if before and before[0] == level else None)
        mark = f"{ordinal}{sign} " if ordinal > 0 else "- "
        indent = " " * sum(entry[1] for entry in stack)
        # Below a line of text markdown reads the first number of a list as text, unless it is 1.
        if ordinal > 1 and (before or stack) and not (before and before[0] == level and before[2] == sign):
            yield ""
        stack.append((level, len(mark), sign, ordinal))
        lines = _paragraph(block, base).split("\n")
        yield f"{indent}{mark}{lines[0]}"
        for line in lines[1:]:
            yield f"{indent}{' ' * len(mark)}{line}"


def _sign(ordinal: int, before: tuple[int, int, str, int] | None) -> str:
    """What stands after the number. Numbers that start again are a new list, and only another sign says so."""
    if ordinal <= 0:
        return "-"
    if before is None or before[2] == "-":
        return "."
    restarted = ordinal <= before[3]
    return {".": ")", ")": "."}[before[2]] if restarted else before[2]


def _table(cells: Sequence[Block], base: str | None) -> Iterable[str]:
    table = rows(cells)
    if sum(len(row) for row in table) == 1:
        yield _paragraph(cells[0], base)
        return
    width = max(len(row) for row in table)
    for number, row in enumerate(table):
        texts = [" ".join(_cell(block, base) for block in cell) for cell in row]
        # Only the head must name every column; a shorter row is filled up by whoever reads it.
        filled = texts + [""] * (width - len(texts)) if number == 0 else texts
        yield "| " + " | ".join(filled) + " |"
        if number == 0:
            yield "|" + " --- |" * width


def _cell(block: Block, base: str | None) -> str:
    return _inline(block, base, line_end=" ").replace("|", "\\|")
