"""Collects what an HTML page says of its fields: JSON-LD, meta elements, microdata, head links, h1 and time."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from lxml import etree

from cleanpress.metadata.candidates import Candidate, Candidates, clean
from cleanpress.metadata.doubts import find_doubts
from cleanpress.metadata.elements import COMMENT as _COMMENT
from cleanpress.metadata.elements import INLINE as _INLINE
from cleanpress.metadata.elements import MOST as _MOST
from cleanpress.metadata.elements import NODES as _NODES
from cleanpress.metadata.elements import candidate as _candidate
from cleanpress.metadata.elements import is_elsewhere as _is_elsewhere
from cleanpress.metadata.elements import is_longer as _is_longer
from cleanpress.metadata.elements import text_of
from cleanpress.metadata.h_entry import read_h_entry
from cleanpress.metadata.jsonld import BROKEN, read_json_ld
from cleanpress.metadata.meta_tags import read_meta
from cleanpress.metadata.rdfa import read_rdfa
from cleanpress.metadata.standing import KICKER_WORDS, is_article_type
from cleanpress.metadata.state_fields import read_state_fields
from cleanpress.model import Page

__all__ = ["Candidate", "Candidates", "gather"]

_ITEMPROPS = {
    "headline": "title",
    "author": "authors",
    "creator": "authors",
    "datePublished": "published",
    "dateCreated": "published",
    "dateModified": "modified",
    "articleSection": "section",
    "keywords": "tags",
    "publisher": "publisher",
    "description": "description",
    "image": "image",
    "thumbnailUrl": "image",
}
_ADDRESSES = frozenset({"url", "contentUrl"})
# What also pictures, persons and products have: only an article's own counts.
_SCOPED = frozenset({"description", "image"})
# What a reader sees; everything else is told to machines.
_PRINTED = frozenset({"h1", "title-tag", "time", "byline", "rel-tag"})
_TAGS = ("meta", "link", "script", "title", "h1", "time", "html", "base")
_WITH_REL: Callable[[Any], Any] = etree.XPath("descendant-or-self::a/@rel/..")
_WITH_ITEMPROP: Callable[[Any], Any] = etree.XPath("descendant::*/@itemprop/..")
_WITH_ITEMTYPE: Callable[[Any], Any] = etree.XPath("descendant-or-self::*/@itemtype/..")
_WORD = re.compile(r"[^\W_]+")
# Most candidates of one field and source: of lists of names and words, and of all else.
_LISTS, _MANY, _SEVERAL = frozenset({"authors", "organisations", "tags"}), 300, 40
_PARTS = 12
_UPDATED = re.compile(
    r"updat|modif|aktualis|mis à jour|mise à jour|actualiz|aggiornat|bijgewerkt|güncelle|обновл|更新|atualiz|edited"
    r"|geändert|uppdater|opdater|oppdater|päivit|aktualiz",
    re.I,
)


def gather(page: Page) -> Candidates:
    """Every value the page's own data gives for a field, in a fixed order of sources; the tree is only read.

    Of each source no more than 40 values for a field are taken, of authors and tags no more than 300.

    >>> import lxml.html
    >>> tree = lxml.html.document_fromstring('<html lang="en"><title>Ferry</title><h1>Ferry is back</h1></html>')
    >>> [(c.field, c.value, c.source) for c in gather(Page(source="html", tree=tree)).items]
    [('title', 'Ferry is back', 'h1'), ('title', 'Ferry', 'title-tag'), ('language', 'en', 'html-lang')]
    """
    if page.tree is None:
        return Candidates()
    elements: dict[str, list[Any]] = defaultdict(list)
    for element in page.tree.iter(*_TAGS):
        elements[element.tag].append(element)
    # Most links of a page have no relation: asking for them one by one would take longer than all the rest.
    elements["a"] = _WITH_REL(page.tree)
    linked = list(_of_links(elements))
    if page.url:
        linked.append(Candidate("url", clean(page.url), "url", "the caller"))
    addresses = [address for address in (page.url, *(c.value for c in linked if c.field == "url")) if address]
    scripts = [e.text or "" for e in elements["script"] if "ld+json" in (e.get("type") or "").lower()]
    told, broken = read_json_ld(scripts, addresses)
    items = [
        *told,
        *read_meta(list(_meta_pairs(elements["meta"]))),
        *_of_headings(elements["h1"]),
        *_of_microdata(page.tree),
        *_of_types(page.tree),
        *_of_title(elements["title"]),
        *_of_times(elements["time"]),
        *linked,
        *_of_html(elements["html"]),
        *read_rdfa(page.tree),
        *read_h_entry(page.tree),
    ]
    if _lacks(items):
        items += read_state_fields(page.tree, Candidates(tuple(items)), page.url)
    found = Candidates(tuple(_some(dict.fromkeys(items))))
    return replace(found, warnings=(*((BROKEN,) if broken else ()), *find_doubts(found, page.url)))


def _some(items: Iterable[Candidate]) -> Iterator[Candidate]:
    """The first candidates of each field and source: all that a page can mean, and few enough to compare."""
    seen: Counter[tuple[str, str]] = Counter()
    for each in items:
        seen[each.field, each.source] += 1
        if seen[each.field, each.source] <= (_MANY if each.field in _LISTS else _SEVERAL):
            yield each


def _lacks(items: Sequence[Candidate]) -> bool:
    """Whether no data tells who wrote the article, or none tells when: only then the state of scripts is read."""
    told = {each.field for each in items if each.source not in _PRINTED}
    return "published" not in told or not told & {"authors", "organisations"}


def _meta_pairs(metas: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for meta in metas:
        content = meta.get("content") or meta.get("value")
        if content:
            names = {meta.get(key) for key in ("property", "name", "itemprop", "http-equiv")} - {None, ""}
            # An itemprop below the body may belong to a comment or a teaser.
            if names != {meta.get("itemprop")} or not _is_elsewhere(meta):
                yield from ((name, content) for name in sorted(names))


def _of_links(elements: dict[str, list[Any]]) -> Iterator[Candidate]:
    for link in elements["link"]:
        relations = (link.get("rel") or "").lower().split()
        href = clean(link.get("href") or "")
        if "canonical" in relations and href:
            yield Candidate("url", href, "link-canonical", "link canonical")
        elif "image_src" in relations and href:
            yield Candidate("image", href, "meta", "link image_src")
        elif "license" in relations and href:
            yield Candidate("license", href, "link-license", "link license")
    for base in elements["base"]:
        if base.get("href"):
            yield Candidate("base", clean(base.get("href")), "base", "base href")
    related = [a for a in elements["a"] if a.get("rel")]
    writers = [a for a in related if _has_rel(a, "author") and not _is_elsewhere(a.getparent())]
    for link in writers[:_MOST]:
        # Further links to authors belong to teasers, unless they stand in one byline with the first.
        if link is writers[0] or _near(link, writers[0]):
            yield from _candidate("authors", text_of(link), "byline", link)
    for link in related:
        if _has_rel(link, "license") and link.get("href") and not _is_of_picture(link):
            yield from _candidate("license", link.get("href"), "rel-license", link)
        if _has_rel(link, "tag") and not _is_elsewhere(link.getparent()):
            yield from _candidate("tags", text_of(link), "rel-tag", link)


def _is_of_picture(link: Any) -> bool:
    """Whether a link stands in a figure, an aside or a comment, and so speaks of something else than the page."""
    return any(
        e.tag in ("figure", "figcaption", "aside") or _COMMENT.search(e.get("class") or "")
        for e in islice(link.iterancestors(), _NODES)
    )


def _has_rel(link: Any, name: str) -> bool:
    return name in (link.get("rel") or "").lower().split()


def _near(one: Any, other: Any) -> bool:
    """Whether two elements share one of their three closest ancestors that holds little else."""
    around = [ancestor for _, ancestor in zip(range(3), other.iterancestors(), strict=False)]
    close = next((a for _, a in zip(range(3), one.iterancestors(), strict=False) if a in around), None)
    return close is not None and not _is_longer(close, 400)


def _of_html(roots: Sequence[Any]) -> Iterator[Candidate]:
    for root in roots:
        language = root.get("lang") or root.get("xml:lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        if language:
            yield Candidate("language", clean(language), "html-lang", "html lang")


def _of_headings(headings: Sequence[Any]) -> Iterator[Candidate]:
    for heading in headings[:_MOST]:
        yield from _candidate("title", text_of(heading), "h1", heading)
        if len(heading):
            yield from _starts(heading)
        for part in islice(heading.iterdescendants(etree.Element), _PARTS):
            if KICKER_WORDS.intersection(_WORD.findall(f"{part.get('class')} {part.get('data-article-el')}".lower())):
                yield from _candidate("kicker", text_of(part), "h1", part)
                break


def _starts(heading: Any) -> Iterator[Candidate]:
    """What a heading holds up to each boundary of its inner elements: a kicker or the headline may end there."""
    text = heading.text or ""
    for event, node in islice(etree.iterwalk(heading, events=("start", "end")), 2 * _PARTS):
        if node is not heading:
            yield from _candidate("headline_start", text, "h1", heading)
            text += (node.text if event == "start" else node.tail) or ""


def _of_title(titles: Sequence[Any]) -> Iterator[Candidate]:
    for title in titles:
        parent = title.getparent()
        if parent is None or parent.tag in ("head", "html", "body"):
            yield from _candidate("title", text_of(title), "title-tag", title)
            return


def _of_microdata(tree: Any) -> Iterator[Candidate]:
    left = Counter(dict.fromkeys(_ITEMPROPS.values(), _MOST))
    for element in _WITH_ITEMPROP(tree):
        for name in (element.get("itemprop") or "").split():
            field = _ITEMPROPS.get(name, "")
            if field in _SCOPED and not _is_of_article(element):
                continue
            if left[field] > 0 and element.tag not in ("meta", "h1") and not _is_elsewhere(element):
                left[field] -= 1
                yield from _microdata(field, element)


def _of_types(tree: Any) -> Iterator[Candidate]:
    """What elements call the thing they hold; teasers stand elsewhere, and a page's own article comes first."""
    for element in _WITH_ITEMTYPE(tree)[:_MOST]:
        if element.tag not in ("li", "figure", "img") and not element.get("itemprop") and not _is_elsewhere(element):
            for name in (element.get("itemtype") or "").split():
                yield from _candidate("type", name.rstrip("/").rsplit("/", 1)[-1], "microdata", element)


def _is_of_article(element: Any) -> bool:
    """Whether the closest thing around an element is an article."""
    things = (each.get("itemtype") for each in islice(element.iterancestors(), _NODES) if "itemscope" in each.attrib)
    return is_article_type((next(things, None) or "").rstrip("/").rsplit("/", 1)[-1])


def _microdata(field: str, element: Any) -> Iterator[Candidate]:
    if field in ("authors", "publisher"):
        inner = [e for e in islice(element.iter(), _NODES) if "name" in (e.get("itemprop") or "").split()] or [element]
        values = [e.get("content") or text_of(e) for e in inner]
    elif field in ("published", "modified"):
        values = [element.get("content") or element.get("datetime") or text_of(element)]
    elif field == "image":
        told = (e for e in islice(element.iter(), _NODES) if _ADDRESSES & set((e.get("itemprop") or "").split()))
        picture = next(told, element)
        values = [picture.get("content") or picture.get("src") or picture.get("href") or ""]
    else:
        values = [element.get("content") or text_of(element)]
    # A headline in the body is printed, not told: it confirms nothing.
    source = "h1" if field == "title" else "microdata"
    for value in values:
        yield from _candidate(field, value, source, element)


def _of_times(times: Sequence[Any]) -> Iterator[Candidate]:
    for time in times[:_MOST]:
        value = time.get("datetime") or time.get("content") or text_of(time)
        if value and not _is_elsewhere(time):
            yield from _candidate("modified" if _is_update(time) else "published", value, "time", time)


def _is_update(time: Any) -> bool:
    names = " ".join(time.get(key) or "" for key in ("class", "itemprop", "id")).lower()
    if "publish" in names or time.get("pubdate") is not None:
        return False
    return bool(_UPDATED.search(names) or _UPDATED.search(_label_before(time)[-40:]))


def _label_before(element: Any) -> str:
    """The words right before an element in its line: the text there, or the inline element."""
    before = element.getprevious()
    if before is None:
        parent = element.getparent()
        return (parent.text or "") if parent is not None else ""
    if (before.tail or "").strip() or before.tag == "time" or before.tag not in _INLINE | {"span"}:
        return before.tail or ""
    return text_of(before)
