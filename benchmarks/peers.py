"""The tools that are compared: from a page's bytes and address to its main text, or to its fields.

Every tool is called as its own documentation shows. One that is not installed is left out with one clear line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from benchmarks import folds
from benchmarks.tables import note


@dataclass(frozen=True, slots=True)
class Fields:
    """What a tool says of a page, before it is brought to a normal form."""

    title: str | None = None
    authors: list[str] = field(default_factory=list)
    date: datetime | str | None = None


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool: the module that must be importable, its distribution, and what it does with a page.

    `text` gives the main text, paragraphs on lines of their own. `fields` gives the metadata, `answers` those it knows.
    """

    module: str
    distribution: str
    text: Callable[[bytes, str], str] | None = None
    fields: Callable[[bytes, str], Fields] | None = None
    answers: frozenset[str] = frozenset({"title", "authors", "date"})


def decode(html: bytes) -> str:
    """The page as str, decoded alike for every tool that does not take bytes."""
    from trafilatura.utils import decode_file

    return decode_file(html)


# ---- text ----


def _trafilatura(html: bytes, url: str, **how: bool) -> str:
    import trafilatura

    return trafilatura.extract(html, url=url or None, include_comments=False, include_tables=True, **how) or ""


def _trafilatura_precision(html: bytes, url: str) -> str:
    return _trafilatura(html, url, favor_precision=True)


def _trafilatura_fast(html: bytes, url: str) -> str:
    return _trafilatura(html, url, fast=True)


def _baseline(html: bytes, url: str) -> str:
    """All text of the page."""
    from trafilatura import html2txt

    return html2txt(html) or ""


def _newspaper4k(html: bytes, url: str) -> str:
    article = _newspaper_article(html, url)
    article.parse()
    return str(article.text)


def _newspaper_article(html: bytes, url: str) -> Any:
    import newspaper

    article = newspaper.Article(url or "http://example.org/a", fetch_images=False)
    article.download(input_html=decode(html))
    return article


def _readability(html: bytes, url: str) -> str:
    """readability-lxml gives HTML; its text is taken with inscriptis."""
    from inscriptis import get_text
    from readability import Document

    return get_text(Document(decode(html)).summary())


def _goose3(html: bytes, url: str) -> str:
    return str(_goose().extract(raw_html=decode(html)).cleaned_text)


@cache
def _goose() -> Any:
    from goose3 import Goose

    return Goose({"enable_image_fetching": False})


def _justext(html: bytes, url: str) -> str:
    """jusText must be told the language; English, as most pages are."""
    import justext

    found = justext.justext(
        html,
        justext.get_stoplist("English"),
        length_low=50,
        length_high=200,
        stopwords_low=0.1,
        stopwords_high=0.2,
        max_link_density=0.2,
    )
    return "\n".join(part.text for part in found if not part.is_boilerplate)


def resiliparse_text(html: bytes, *, main: bool) -> str:
    """The page's text as resiliparse lays it out, all of it or what it takes for the main content."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse_from_bytes(html, detect_encoding(html))
    return str(
        extract_plain_text(
            tree,
            main_content=main,
            preserve_formatting=True,
            alt_texts=False,
            links=False,
            form_fields=False,
            comments=False,
        )
    )


def _resiliparse(html: bytes, url: str) -> str:
    return resiliparse_text(html, main=True)


def _boilerpy3(html: bytes, url: str) -> str:
    from boilerpy3 import extractors

    return str(extractors.ArticleExtractor(raise_on_failure=False).get_content(decode(html)))


def _cleanpress(html: bytes, url: str) -> str:
    return folds.cleaner(html, url).clean_html(html, url=url or None).text


def _cleanpress_web(html: bytes, url: str) -> str:
    from cleanpress import Options

    return folds.cleaner(html, url, Options(body="web")).clean_html(html, url=url or None).text


# ---- fields ----


def _trafilatura_fields(html: bytes, url: str) -> Fields:
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(html, default_url=url or None)
    if found is None:
        return Fields()
    return Fields(found.title, found.author.split("; ") if found.author else [], found.date)


def _newspaper4k_fields(html: bytes, url: str) -> Fields:
    article = _newspaper_article(html, url)
    try:
        article.parse()
    except Exception as problem:  # the fields are read before the word splitters that some languages lack
        if not article.title:
            raise problem
    return Fields(article.title, list(article.authors or ()), article.publish_date)


def _goose3_fields(html: bytes, url: str) -> Fields:
    found = _goose().extract(url=url or None, raw_html=decode(html))
    return Fields(found.title, list(found.authors or ()), found.publish_datetime_utc or found.publish_date)


def _readability_fields(html: bytes, url: str) -> Fields:
    from readability import Document

    return Fields(title=Document(decode(html)).short_title())


def _cleanpress_fields(html: bytes, url: str) -> Fields:
    found = folds.cleaner(html, url).clean_html(html, url=url or None)
    return Fields(found.title, list(found.authors), found.published)


PEERS: Mapping[str, Peer] = {
    "trafilatura": Peer("trafilatura", "trafilatura", _trafilatura, _trafilatura_fields),
    "trafilatura precision": Peer("trafilatura", "trafilatura", _trafilatura_precision),
    "trafilatura fast": Peer("trafilatura", "trafilatura", _trafilatura_fast),
    "newspaper4k": Peer("newspaper", "newspaper4k", _newspaper4k, _newspaper4k_fields),
    "readability-lxml": Peer(
        "readability", "readability-lxml", _readability, _readability_fields, frozenset({"title"})
    ),
    "goose3": Peer("goose3", "goose3", _goose3, _goose3_fields),
    "jusText": Peer("justext", "jusText", _justext),
    "resiliparse": Peer("resiliparse", "resiliparse", _resiliparse),
    "boilerpy3": Peer("boilerpy3", "boilerpy3", _boilerpy3),
    "baseline": Peer("trafilatura", "trafilatura", _baseline),
    "cleanpress": Peer("cleanpress", "cleanpress", _cleanpress, _cleanpress_fields),
    "cleanpress web": Peer("cleanpress", "cleanpress", _cleanpress_web),
}


def installed(names: Iterable[str]) -> list[str]:
    """Those of the tools that can be imported; for each other one line says that it is left out."""
    out = []
    for name in names:
        if find_spec(PEERS[name].module):
            out.append(name)
        else:
            note(f"{name}: not installed, left out (pip install 'cleanpress[bench]')")
    return out


def titled(name: str) -> str:
    """The tool's name with the version that is installed, as tables show it."""
    try:
        found = version(PEERS[name].distribution)
    except PackageNotFoundError:
        return name
    return f"{name} {found}"
