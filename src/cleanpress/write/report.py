"""The removal report: what is not in the article's text and why, and what was seen for its fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from cleanpress.model import Article, Candidate, Removal, Where
from cleanpress.write.characters import visible
from cleanpress.write.json import dumps, plain

_TEXT_WIDTH = 72
_PATH_WIDTH = 40
_ENTITY = re.compile(r"&(?=#?\w+;)")


def to_dict(article: Article) -> dict[str, Any]:
    """The report as JSON types: `status`, `warnings`, `kept` and `removed_total` as numbers of blocks, `counts` by
    label, `removed`, each with its text, label, rule, why, where and block number, in page order, and `candidates`,
    every value seen for a field with source, place, whether it won, why, and its normal form.

    >>> to_dict(Article())["counts"]
    {}
    """
    return {
        "status": article.status.value,
        "warnings": plain(article.warnings),
        "kept": _kept(article),
        "removed_total": len(article.removed),
        "counts": _counts(article),
        "removed": plain(article.removed),
        "candidates": plain(article.candidates()),
    }


def to_json(article: Article, *, file: str | None = None, indent: int | None = 2) -> str:
    """The report as one JSON object; `file` names the page in it. "<", ">" and "&" stand as escapes, so that no markup
    of the page comes to life where the report is shown.

    >>> to_json(Article(), indent=None)[:16]
    '{"status": "ok",'
    """
    named = {} if file is None else {"file": file}
    text = dumps({**named, **to_dict(article)}, indent=indent)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def to_text(article: Article, *, file: str | None = None) -> str:
    """The report as aligned lines: one for each removal (block, label, rule, where, text, why), one for each value
    seen for a field ("*" where it won, field, source, place, value, normal form and why), then the counts.

    Control characters of the page stand as escapes and its angle brackets as entities.

    >>> print(to_text(Article()), end="")
    ok: 0 blocks kept, nothing removed
    """
    lines = [*_aligned([_row(removal) for removal in article.removed], numbered=True)]
    lines += _aligned([_field_row(each) for each in article.candidates()])
    kept = f"{_kept(article)} block{'' if _kept(article) == 1 else 's'} kept"
    counts = ", ".join(f"{number} {label}" for label, number in _counts(article).items())
    removed = f"{len(article.removed)} removed ({counts})" if counts else "nothing removed"
    name = "" if file is None else f"{_shown(file)}: "
    lines.append(f"{name}{article.status.value}: {kept}, {removed}")
    if article.warnings:
        lines.append("warnings: " + ", ".join(_shown(code) for code in article.warnings))
    return "\n".join(lines) + "\n"


def _aligned(rows: Sequence[tuple[str, ...]], *, numbered: bool = False) -> Iterator[str]:
    """The rows as lines, all columns but the last as wide as their widest cell; numbers stand right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        cells[0] = row[0].rjust(widths[0]) if numbered else cells[0]
        yield "  ".join([*cells, row[-1]]).rstrip()


def _kept(article: Article) -> int:
    return len(article.blocks) - len(article.removed)


def _counts(article: Article) -> dict[str, int]:
    """Removals by label, the most frequent first, equal ones in page order."""
    return dict(Counter(removal.label.value for removal in article.removed).most_common())


def _row(removal: Removal) -> tuple[str, str, str, str, str]:
    text = _shown(_shortened(removal.text))
    why = f"  ({_shown(removal.why)})" if removal.why else ""
    place = _shown(_place(removal.where))
    return str(removal.block), removal.label.value, _shown(removal.rule) or "-", place, f"{text}{why}"


def _field_row(each: Candidate) -> tuple[str, ...]:
    notes = [_shown(_shortened(each.normal))] if each.normal not in ("", each.value) else []
    notes += [_shown(each.why)] if each.why else []
    why = f"  ({'; '.join(notes)})" if notes else ""
    mark = "*" if each.won else "-"
    place = _shown(_short_path(each.place))
    return mark, each.field, _shown(each.source), place, f"{_shown(_shortened(each.value))}{why}"


def _place(where: Where) -> str:
    return _short_path(where.path) if where.span is None else f"{where.span[0]}-{where.span[1]}"


def _short_path(path: str | None) -> str:
    # The first of its kind goes without saying; programs find the whole path in the JSON.
    path = (path or "-").replace("[1]", "")
    return path if len(path) <= _PATH_WIDTH else "…" + path[-_PATH_WIDTH + 1 :]


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TEXT_WIDTH else line[: _TEXT_WIDTH - 1].rstrip() + "…"


def _shown(text: str) -> str:
    return visible(_ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;"))
