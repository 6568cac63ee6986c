"""The article as an item of zyte-common-items, for scrapy projects and their pipelines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cleanpress import errors
from cleanpress.model import Article
from cleanpress.write.schema_org import to_schema_org


def to_zyte(article: Article) -> Any:
    """The article as `zyte_common_items.Article`.

    The standfirst stands in for a description that the page does not give. A day without a time is its midnight, as
    the item knows no days. A page without a date of publication has none in the item either.

    Raises:
        InputTypeError: the article has no address, which the item needs.
        ExtraError: zyte-common-items is not installed.

    >>> to_zyte(Article(title="Rain"))
    Traceback (most recent call last):
    ...
    cleanpress.errors.InputTypeError: an item of zyte-common-items needs the page's address; give it: \
clean_html(html, url=…)
    """
    if not article.url:
        raise errors.InputTypeError(
            "an item of zyte-common-items needs the page's address; give it: clean_html(html, url=…)"
        )
    try:
        import zyte_common_items as items
    except ImportError as error:
        raise errors.ExtraError(
            "zyte-common-items is not installed; run: python -m pip install 'cleanpress[zyte]'"
        ) from error
    told = to_schema_org(article)
    images = [items.Image(url=image["url"]) for image in told.get("image", ())]
    return items.Article(
        url=article.url,
        canonicalUrl=article.url if _is_told(article) else None,
        headline=told.get("headline"),
        authors=[items.Author(name=author["name"]) for author in told.get("author", ())] or None,
        datePublished=_moment(article.published),
        dateModified=_moment(article.modified),
        inLanguage=article.language,
        description=told.get("description") or told.get("abstract"),
        mainImage=images[0] if article.image else None,
        images=images or None,
        articleBody=told.get("articleBody"),
        articleBodyHtml=article.to_html() if article.text else None,
    )


def _is_told(article: Article) -> bool:
    """Whether the page itself names its address."""
    return article.sources.get("url", "url") != "url"


def _moment(at: datetime | None) -> str | None:
    """A moment in ISO 8601 to the second, with "Z" for UTC."""
    return None if at is None else at.isoformat(timespec="seconds").replace("+00:00", "Z")
