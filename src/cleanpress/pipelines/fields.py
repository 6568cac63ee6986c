"""An article's fields as the metadata of a document or the fields of an item: JSON types, names that do not clash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cleanpress.model import Article
from cleanpress.write.json import to_dict

# How the cleaning went: always of the last time. The rest describes the article, and what a document says itself stays.
_OF_THE_RUN = frozenset({"schema_version", "sources", "confidence", "status", "warnings", "removed"})

# Statuses of documents that no article could be made of, beside those of `cleanpress.Status`.
UNREADABLE, CRASHED = "unreadable", "crashed"


def fields(article: Article | None, *, report: bool = False, status: str = UNREADABLE) -> dict[str, Any]:
    """The article's fields as `Article.to_dict()` gives them, without its text and blocks.

    Args:
        article: the article; None where there is none, for which `status` says why.
        report: whether `removed`, the record of all that was taken out, is among the fields.
        status: the status where there is no article.

    >>> found = fields(Article(text="Rain fell.", title="Rain"))
    >>> found["title"], found["status"], "text" in found, "removed" in found
    ('Rain', 'ok', False, False)
    >>> fields(None)["status"]
    'unreadable'
    """
    found = to_dict(Article() if article is None else article, blocks=False)
    for name in ("text",) if report else ("text", "removed"):
        del found[name]
    if article is None:
        found["status"] = status
    return found


def beside(
    own: Mapping[str, Any], found: Mapping[str, Any], *, prefix: str = "", absent: bool = True
) -> dict[str, Any]:
    """What of the fields `found` goes beside a document's `own`, under `prefix`.

    What the document says of itself stays; only how the cleaning went is always that of the last time. With `absent`
    false, fields without a value (None, an empty list) are left out.

    >>> beside({"title": "Mine", "url": None}, {"title": "Rain", "url": "https://post.example/ice", "status": "ok"})
    {'url': 'https://post.example/ice', 'status': 'ok'}
    >>> beside({"title": "Mine"}, {"title": "Rain", "section": None}, prefix="clean_", absent=False)
    {'clean_title': 'Rain'}
    """
    named = {prefix + name: value for name, value in found.items() if absent or _has(value) or prefix + name in own}
    return {
        name: value
        for name, value in named.items()
        if name.removeprefix(prefix) in _OF_THE_RUN or not _has(own.get(name))
    }


def _has(value: Any) -> bool:
    """Whether a value says something; False and 0 do."""
    return value is not None and not (isinstance(value, (str, list, dict, tuple)) and not value)
