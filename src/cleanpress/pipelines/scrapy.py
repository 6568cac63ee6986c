"""cleanpress in Scrapy: an item pipeline, and a helper for spiders that have the response in hand."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from os import PathLike
from typing import TYPE_CHECKING, Any

from itemadapter import ItemAdapter
from scrapy.utils.asyncio import run_in_thread
from w3lib.encoding import http_content_type_encoding

from cleanpress import errors
from cleanpress.model import Article, Options
from cleanpress.pipelines.cleaning import Cleaning, read_options
from cleanpress.pipelines.fields import beside, fields, prefixed

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.statscollectors import StatsCollector

_log = logging.getLogger(__name__)


def clean_response(response: Response, options: Options | Mapping[str, Any] | None = None) -> Article:
    """The article of a response: its body, with its address and the charset that its header names.

    Args:
        response: any response of Scrapy.
        options: `cleanpress.Options` or a mapping of its fields.

    >>> from scrapy.http import HtmlResponse
    >>> page = HtmlResponse("https://post.example/ice", body=b"<title>Ice closes the harbour</title>")
    >>> clean_response(page).url
    'https://post.example/ice'
    """
    import cleanpress

    header = response.headers.get("Content-Type") or b""
    encoding = http_content_type_encoding(header.decode("latin-1"))
    cleaner = cleanpress.Cleaner(read_options(options))
    return cleaner.clean_html(response.body, url=response.url or None, encoding=encoding)


class CleanpressPipeline:
    """Cleans the page that an item carries and puts the article's text and fields into the item.

    Items may be dicts, Scrapy's, dataclasses, and whatever itemadapter knows. An item without a page goes on as it is.
    What an item already says stays. Pages are cleaned in a thread, so that downloads go on.

    Settings:
        CLEANPRESS_HTML_FIELD: the field with the page, bytes or str; "html".
        CLEANPRESS_URL_FIELD: the field with its address; "url".
        CLEANPRESS_FIELDS: what to put in: a list of keys of `Article.to_dict()`, or a dict from these to the item's
            fields. By default all except `blocks` and `removed`, as far as the item declares them.
        CLEANPRESS_PREFIX: stands before the names of fields where a dict does not name them; "clean_".
        CLEANPRESS_KEEP_HTML: whether the page stays in the item; True. Otherwise its field becomes None.
        CLEANPRESS_OPTIONS: `cleanpress.Options` or a dict of its fields.
        CLEANPRESS_PACKS: paths of further rule packs.

    Statistics count items under `cleanpress/status/…`, and `cleanpress/no_page`.

    Raises:
        OptionError, InputTypeError, PackError: a setting has a name or value that does not exist.

    >>> import asyncio
    >>> pipeline = CleanpressPipeline(wanted={"text": "body", "status": "cleaning"})
    >>> asyncio.run(pipeline.process_item({"html": "<p>"}))
    {'html': '<p>', 'body': '', 'cleaning': 'empty'}
    """

    def __init__(
        self,
        *,
        html_field: str = "html",
        url_field: str = "url",
        wanted: Mapping[str, str] | Iterable[str] | None = None,
        prefix: str = "clean_",
        keep_html: bool = True,
        options: Options | Mapping[str, Any] | None = None,
        packs: Iterable[str | PathLike[str]] = (),
        stats: StatsCollector | None = None,
    ) -> None:
        self.html_field = html_field
        self.url_field = url_field
        self.wanted = _wanted(wanted, prefix)
        self.keep_html = keep_html
        self.stats = stats
        self._cleaning = Cleaning(options, packs=packs)
        self._names: dict[type, dict[str, str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CleanpressPipeline:
        """The pipeline as the crawler's settings want it."""
        settings = crawler.settings
        options = settings.get("CLEANPRESS_OPTIONS")
        return cls(
            html_field=settings.get("CLEANPRESS_HTML_FIELD", "html"),
            url_field=settings.get("CLEANPRESS_URL_FIELD", "url"),
            wanted=settings.getdictorlist("CLEANPRESS_FIELDS") or None,
            prefix=settings.get("CLEANPRESS_PREFIX", "clean_"),
            keep_html=settings.getbool("CLEANPRESS_KEEP_HTML", True),
            options=options if isinstance(options, Options) else settings.getdict("CLEANPRESS_OPTIONS"),
            packs=settings.getlist("CLEANPRESS_PACKS"),
            stats=crawler.stats,
        )

    async def process_item(self, item: Any) -> Any:
        """The item, with the article's text and fields."""
        adapter = ItemAdapter(item) if ItemAdapter.is_item(item) else None
        page = None if adapter is None else adapter.get(self.html_field)
        if adapter is None or page is None:
            self._count("no_page")
            return item
        article = await run_in_thread(self._cleaning.article, page, adapter.get(self.url_field))
        found = fields(article, text=True, report=True)
        self._count(f"status/{found['status']}")
        for name, value in beside(adapter, found, names=self._names_in(type(item))).items():
            adapter[name] = value
        if not self.keep_html:
            adapter[self.html_field] = None
        return item

    def _names_in(self, kind: type) -> dict[str, str]:
        """What goes into items of this class: what is wanted and declared. A class that declares none of it is told."""
        if kind not in self._names:
            declared = ItemAdapter.get_field_names_from_class(kind)
            names = {ours: theirs for ours, theirs in self.wanted.items() if declared is None or theirs in declared}
            if not names:
                _log.warning(
                    "%s declares none of the fields that cleanpress fills (%s …): declare them, or name its own in "
                    "CLEANPRESS_FIELDS",
                    kind.__qualname__,
                    ", ".join(list(self.wanted.values())[:5]),
                )
            self._names[kind] = names
        return self._names[kind]

    def _count(self, what: str) -> None:
        if self.stats is not None:
            self.stats.inc_value(f"cleanpress/{what}")


def _wanted(given: Mapping[str, str] | Iterable[str] | None, prefix: str) -> dict[str, str]:
    """From the article's fields to the names that the item has for them."""
    known = prefixed(prefix)
    if given is None:
        return {name: theirs for name, theirs in known.items() if name != "removed"}
    named = dict(given) if isinstance(given, Mapping) else {name: known.get(name, name) for name in given}
    for name in named:
        if name not in known:
            raise errors.OptionError(f"CLEANPRESS_FIELDS: {name!r} is no field of an article; use: {', '.join(known)}")
    return named
