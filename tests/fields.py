"""What the tests of metadata share: made-up pages, their data in JSON-LD and meta tags, and the fields of a page."""

from __future__ import annotations

import json
from typing import Any

import lxml.html

from cleanpress.metadata.choose import choose
from cleanpress.metadata.gather import gather
from cleanpress.model import Block, Kind, Label, Metadata, Page

URL = "https://www.harbourpost.example/islands/ferry-is-back"
HEADLINE = "Ferry to the outer islands is back after two winters"


def page_of(head: str = "", body: str = "", *, url: str | None = URL, lang: str = "en") -> Page:
    markup = f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    return Page(source="html", tree=lxml.html.document_fromstring(markup), url=url)


def fields(head: str = "", body: str = "", blocks: tuple[Block, ...] = (), **kwargs: Any) -> Metadata:
    page = page_of(head, body, **kwargs)
    return choose(gather(page), page, blocks)


def ld(value: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def meta(**named: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in named.items())


def block(text: str, label: Label, kind: Kind = Kind.PARAGRAPH, index: int = 0) -> Block:
    return Block(index=index, text=text, kind=kind, label=label)


def values(found: list[Any], field: str) -> list[str]:
    return [candidate.value for candidate in found if candidate.field == field]


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "datePublished": "2025-03-04T07:30:00+01:00",
    "dateModified": "2025-03-04T09:00:00+01:00",
    "author": {"@type": "Person", "name": "Ida Moor"},
    "publisher": {"@type": "Organization", "name": "Harbour Post"},
}
