"""The removal report: what is not in the article's text, by which rule and why, for people and for programs."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from cleanpress.model import Article, Removal, Where
from cleanpress.write.characters import visible
from cleanpress.write.json import dumps, plain

_TEXT_WIDTH = 72
_PATH_WIDTH = 40
_ENTITY = re.compile(r"&(?=#?\w+;)")


def to_dict(article: Article) -> dict[str, Any]:
    """The report as JSON types: `status`, `warnings`, `kept` and `removed_total` as numbers of blocks, `counts` by
    label, and `removed`, each with its text, label, rule, why, where and block number, in page order.

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
    """The report as aligned lines: one for each removal (block, label, rule, where, text, why), then the counts.

    Control characters of the page stand as escapes and its angle brackets as entities.

    >>> print(to_text(Article()), end="")
    ok: 0 blocks kept, nothing removed
    """
    rows = [_row(removal) for removal in article.removed]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    lines = [
        "  ".join(
            [row[0].rjust(widths[0]), *(row[column].ljust(widths[column]) for column in range(1, 4)), row[4]]
        ).rstrip()
        for row in rows
    ]
    kept = f"{_kept(article)} block{'' if _kept(article) == 1 else 's'} kept"
    counts = ", ".join(f"{number} {label}" for label, number in _counts(article).items())
    removed = f"{len(article.removed)} removed ({counts})" if counts else "nothing removed"
    name = "" if file is None else f"{_shown(file)}: "
    lines.append(f"{name}{article.status.value}: {kept}, {removed}")
    if article.warnings:
        lines.append("warnings: " + ", ".join(_shown(code) for code in article.warnings))
    return "\n".join(lines) + "\n"


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


def _place(where: Where) -> str:
    if where.span is not None:
        return f"{where.span[0]}-{where.span[1]}"
    # The first of its kind goes without saying; programs find the whole path in the JSON.
    path = (where.path or "-").replace("[1]", "")
    return path if len(path) <= _PATH_WIDTH else "…" + path[-_PATH_WIDTH + 1 :]


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TEXT_WIDTH else line[: _TEXT_WIDTH - 1].rstrip() + "…"


def _shown(text: str) -> str:
    return visible(_ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;"))
