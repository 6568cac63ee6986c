"""The article's fields as YAML front matter.

Every string is written as JSON, which is a double-quoted YAML string, so nothing a page says can be taken for a
date, a number, a boolean or a key.
"""

from __future__ import annotations

import json
import re
from typing import Any

from cleanpress.model import Article
from cleanpress.write.characters import encodable
from cleanpress.write.json import iso_date

_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def to_front_matter(article: Article) -> str:
    """The article's fields between two lines of "---"; fields without a value are left out.

    >>> print(to_front_matter(Article(title="Snow: a report", authors=["A. Writer"])), end="")
    ---
    title: "Snow: a report"
    authors: ["A. Writer"]
    ---
    """
    values: dict[str, Any] = {
        "title": article.title,
        "kicker": article.kicker,
        "standfirst": article.standfirst,
        "description": article.description,
        "authors": article.authors,
        "published": iso_date(article.published, article.published_precision),
        "modified": iso_date(article.modified, article.modified_precision),
        "site_name": article.site_name,
        "language": article.language,
        "url": article.url,
        "section": article.section,
        "tags": article.tags,
        "image": article.image,
        "publisher": article.publisher,
        "type": article.type,
        "license": article.license,
        "paywalled": article.paywalled,
    }
    lines = [f"{name}: {_quoted(value)}" for name, value in values.items() if value or value is False]
    return "\n".join(["---", *lines, "---", ""])


def _quoted(value: str | bool | list[str]) -> str:
    text = encodable(json.dumps(value, ensure_ascii=False))
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
