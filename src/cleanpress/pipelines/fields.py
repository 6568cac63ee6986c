"""An article's fields as the metadata of a document or the fields of an item: JSON types, names that do not clash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cleanpress.model import Article
from cleanpress.write.json import to_dict

# What comes of the cleaning itself: always of the last time. The rest describes the article.
_OF_THE_RUN = frozenset({"schema_version", "text", "sources", "confidence", "status", "warnings", "removed"})

# Statuses of documents that no article could be made of, beside those of `cleanpress.Status`.
UNREADABLE, CRASHED = "unreadable", "crashed"


def fields(
    article: Article | None, *, text: bool = False, report: bool = False, status: str = UNREADABLE
) -> dict[str, Any]:
    """The article's fields as `Article.to_dict()` gives them, without its blocks.

    Args:
        article: the article; None where there is none, for which `status` says why.
        text: whether the text is among the fields.
        report: whether `removed`, the record of all that was taken out, is among the fields.
        status: the status where there is no article.

    >>> found = fields(Article(text="Rain fell.", title="Rain"))
    >>> found["title"], found["status"], "text" in found, "removed" in found
    ('Rain', 'ok', False, False)
    >>> fields(None)["status"]
    'unreadable'
    """
    made = Article() if article is None else article
    # The record is the largest part, and is not made JSON of for nothing.
    found = to_dict(made if report else replace(made, removed=[]), blocks=False)
    if article is None:
        found["status"] = status
    left_out = {"text": not text, "removed": not report}
    return {name: value for name, value in found.items() if not left_out.get(name)}


def beside(
    own: Mapping[str, Any], found: Mapping[str, Any], *, names: Mapping[str, str], absent: bool = True
) -> dict[str, Any]:
    """What of the fields `found` goes beside a document's `own`, under the names that `names` gives them there.

    What the document says of itself stays; only what comes of the cleaning itself is always of the last time. With
    `absent` false, fields without a value (None, an empty list) are left out.

    >>> names = {"title": "title", "url": "link", "status": "status"}
    >>> beside({"title": "Mine", "link": None}, {"title": "Rain", "url": "https://post.example/ice"}, names=names)
    {'link': 'https://post.example/ice'}
    >>> beside({"status": "crashed"}, {"title": None, "status": "ok", "section": "News"}, names=names, absent=False)
    {'status': 'ok'}
    """
    told: dict[str, Any] = {}
    for name, value in found.items():
        theirs = names.get(name)
        if theirs is None or not (absent or _has(value) or theirs in own):
            continue
        if name in _OF_THE_RUN or not _has(own.get(theirs)):
            told[theirs] = value
    return told


def prefixed(prefix: str) -> dict[str, str]:
    """The names of all fields of an article, with `prefix` before each.

    >>> prefixed("clean_")["title"]
    'clean_title'
    """
    return {name: prefix + name for name in fields(Article(), text=True, report=True)}


def _has(value: Any) -> bool:
    """Whether a value says something; False and 0 do."""
    return value is not None and not (isinstance(value, (str, list, dict, tuple)) and not value)
