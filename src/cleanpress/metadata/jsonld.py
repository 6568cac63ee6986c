"""Reads schema.org data in JSON-LD: mends broken scripts, finds the node that is the article, gives candidates."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cleanpress.metadata.candidates import Candidate, clean
from cleanpress.metadata.literals import read_value
from cleanpress.metadata.urls import same_page

BROKEN = "broken_json_ld"

_ARTICLE = re.compile(
    r"(?:Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|DiscussionForumPosting|^Report|^Review|^CriticReview"
    r"|^Recipe|^HowTo|^Claim|NewsStory)$"
)
_PAGE = re.compile(r"(?:WebPage|ItemPage|AboutPage|FAQPage|QAPage)$")
_MEDIA = re.compile(r"^(?:VideoObject|PodcastEpisode|RadioEpisode)$")
# A page node beside an article names its author and picture in other senses, but has the same dates. Alone it may be
# any page of the site, and its date says when somebody made that page.
_BESIDE = frozenset({"title", "description", "published", "modified", "language", "url", "paywalled", "license"})
_ALONE = frozenset(
    {"title", "description", "authors", "language", "url", "image", "tags", "section", "publisher", "body"}
    | {"paywalled", "license"}
)
_PUBLISHER = re.compile(r"(?:WebSite|Organization|NewsMediaOrganization|Newspaper|Corporation)$")
_ORGANISATION = re.compile(r"(?:Organization|Corporation|Newspaper|WebSite|Brand)$")
# Where a node may stand and still speak of this page; below other keys it is a teaser, a video, a rating …
_OWN_KEYS = frozenset({"@graph", "mainEntity", "mainEntityOfPage", "@list", "@set"})
# What scripts are wrapped in: at the start, and at the end of the script read backwards (no run of spaces twice).
_OPENING = re.compile(r"(?:\s|<!\[CDATA\[|<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|;|\ufeff)+")
_CLOSING = re.compile(r"(?:\s|(?:>\]\]|>--)\s*//|/\*\s*>\]\]\s*\*/|>\]\]|>--|;)+")
_LONGEST_PLACE = 400
_COMMENT = re.compile(r"^[ \t]*//[^\n]*$|^[ \t]*/\*[^\n]*\*/[ \t]*$", re.M)
_TOKEN = re.compile(r'\\u[0-9a-fA-F]{4}|\\.|[^"\\{}\[\],]+|.', re.S)
# What follows the quote that ends a string; anything else, and the quote belongs to the text.
_AFTER_STRING = re.compile(r'\s*(?:[:}\]]|(?:,\s*)+(?:["{\[}\]\d-]|true|false|null)|$)')
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_BLOCK_TAG = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|figure|tr|table)\b[^<>]*>", re.I)
_UNREAD_TAG = re.compile(r"<(script|style|figure|iframe)\b.*?</\1\s*>", re.I | re.S)


@dataclass(frozen=True, slots=True)
class _Item:
    """A JSON object with where it stands and its schema.org types."""

    data: dict[str, Any]
    place: str
    own: bool
    types: tuple[str, ...]

    def is_a(self, pattern: re.Pattern[str]) -> bool:
        return any(pattern.search(name) for name in self.types)


def read_json_ld(scripts: Sequence[str], addresses: Sequence[str] = ()) -> tuple[list[Candidate], bool]:
    """Candidates from the page's JSON-LD scripts, the article's own first; True when a script could not be read.

    `addresses` are the page's own URLs: of several articles, the one that names one of them is the page's.

    >>> found, broken = read_json_ld(['{"@type": "NewsArticle", "headline": "Ferry is back",}'])
    >>> found[0].value, found[0].source, broken
    ('Ferry is back', 'json-ld', False)
    """
    items: list[_Item] = []
    broken = False
    for number, script in enumerate(scripts):
        values = _load(script)
        broken = broken or not values
        for value in values:
            items.extend(_walk(value, f"script[{number}]"))
    known = {}
    for item in items:
        key = item.data.get("@id")
        if isinstance(key, str) and len(item.data) > 1 and (key not in known or "name" in item.data):
            known[key] = item.data
    return list(_candidates(items, known, addresses)), broken


def _load(script: str) -> list[Any]:
    """The JSON values in a script, [] when nothing can be made of it; several may follow each other."""
    text = _unwrapped(script)
    if not text:
        return [{}]
    for attempt in range(3):
        try:
            return _decode_all(text if attempt == 0 else _mend(text if attempt == 1 else html.unescape(text)))
        except (ValueError, RecursionError):
            continue
    return []


def _unwrapped(script: str) -> str:
    opening = _OPENING.match(script)
    text = script[opening.end() :] if opening else script
    closing = _CLOSING.match(text[::-1])
    return text[: len(text) - closing.end()] if closing else text


def _decode_all(text: str) -> list[Any]:
    decoder = json.JSONDecoder(strict=False)
    values = []
    at = 0
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except RecursionError:  # how deep that is hangs on the caller's own stack
            value, at = read_value(text, at)
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return values


def _mend(text: str) -> str:
    """The text with the usual faults taken out, in one pass.

    Commas before a closing bracket or after another comma, quotes that stand unescaped inside a string (one ends its
    string only where JSON goes on after it), escapes JSON does not know, comments, and brackets never closed.
    """
    out: list[str] = []
    closers: list[str] = []
    inside = False
    for match in _TOKEN.finditer(_COMMENT.sub("", text)):
        token = match[0]
        if inside:
            if token == '"' and _AFTER_STRING.match(match.string, match.end()):
                inside = False
            elif token == '"':
                token = '\\"'
            elif token[0] == "\\" and (len(token) == 1 or token[1] not in '"\\/bfnrtu' or token == "\\u"):
                token = token[1:]
        elif token == '"':
            inside = True
        elif token in "{[":
            closers.append("}" if token == "{" else "]")
        elif token in "}],":
            _drop_comma(out)
            if token != "," and closers:
                token = closers.pop()
            elif token != ",":
                token = ""
        out.append(token)
    if inside:
        out.append('"')
    _drop_comma(out)
    return "".join(out + closers[::-1])


def _drop_comma(out: list[str]) -> None:
    at = len(out) - 1
    while at >= 0 and (not out[at] or out[at].isspace()):
        at -= 1
    if at >= 0 and out[at] == ",":
        del out[at]


def _walk(value: Any, place: str) -> Iterator[_Item]:
    """Every object below `value` in document order, without recursion."""
    stack: list[tuple[Any, str, bool]] = [(value, place, True)]
    while stack:
        value, place, own = stack.pop()
        place = place if len(place) < _LONGEST_PLACE else f"…{place[-_LONGEST_PLACE // 2 :]}"
        if isinstance(value, list):
            stack.extend((each, f"{place}[{i}]", own) for i, each in reversed(list(enumerate(value))))
        elif isinstance(value, dict):
            types = tuple(re.split(r"[/:#]", t)[-1] for t in _listed(value.get("@type")) if isinstance(t, str))
            yield _Item(value, place, own, types)
            below = [(k, v) for k, v in value.items() if isinstance(v, (dict, list))]
            stack.extend((v, f"{place}.{k}", own and k in _OWN_KEYS) for k, v in reversed(below))


def _candidates(items: list[_Item], known: dict[str, Any], addresses: Sequence[str]) -> Iterator[Candidate]:
    articles = [item for item in items if item.own and item.is_a(_ARTICLE)]
    article = max(articles, key=lambda item: _rank(item, addresses), default=None)
    if article is not None:
        yield from _of_article(article, known)
    for item in items:
        if item is not article and item.own and item.is_a(_PAGE):
            yield from (c for c in _of_article(item, known) if c.field in (_BESIDE if article else _ALONE))
        elif not article and item.own and item.is_a(_MEDIA):
            yield from (c for c in _of_article(item, known) if c.field not in ("paywalled", "license"))
    for item in items:
        if item.own and item.is_a(_PUBLISHER):
            for name in _texts(item.data.get("name"), known):
                field = "site_name" if "WebSite" in item.types else "publisher"
                yield Candidate(field, name, "json-ld", f"{item.place}.name")
    for item in items:
        if item.own and (item is article or article is None):
            yield from (Candidate("type", name, "json-ld", f"{item.place}.@type") for name in item.types)


def _rank(item: _Item, addresses: Sequence[str]) -> tuple[bool, int, int]:
    """How likely this article is the page's own: it names the page, and it is told in full."""
    data = item.data
    links = [data.get(key) for key in ("url", "mainEntityOfPage", "@id")]
    links = [link.get("@id") or link.get("url") if isinstance(link, dict) else link for link in links]
    here = any(same_page(link, address) for link in links if isinstance(link, str) for address in addresses)
    news = not item.is_a(re.compile(r"Review|Claim|HowTo|Recipe"))
    return here, sum(bool(data.get(key)) for key in ("headline", "datePublished", "author", "articleBody")), int(news)


_PLAIN = (
    ("title", ("headline", "name", "alternativeHeadline")),
    ("description", ("description", "abstract")),
    ("published", ("datePublished", "uploadDate", "dateCreated")),
    ("modified", ("dateModified",)),
    ("section", ("articleSection",)),
    ("language", ("inLanguage",)),
)


_DATED = frozenset({"published", "modified"})


def _of_article(item: _Item, known: dict[str, Any]) -> Iterator[Candidate]:
    def give(field: str, key: str, values: Iterator[str]) -> Iterator[Candidate]:
        for value in values:
            yield Candidate(field, value, "json-ld", f"{item.place}.{key}")

    data = item.data
    for field, keys in _PLAIN:
        for key in keys:
            value = data.get(key)
            # Seconds or milliseconds of the epoch stand as numbers.
            value = str(value) if field in _DATED and type(value) is int else value
            texts = list(_texts(value, known))
            yield from give(field, key, iter(texts))
            if not texts:
                yield from _misfit(field, value, item, key)
    for key in ("author", "creator"):
        found = list(_authors(data.get(key), known))
        for field, name in found:
            yield Candidate(field, name, "json-ld", f"{item.place}.{key}")
        if found:
            break
        yield from _misfit("authors", data.get(key), item, key)
    for key in ("publisher", "sourceOrganization"):
        publishers = [each for each in _listed(data.get(key)) if not _is_person(each, known)]
        yield from give("publisher", key, _texts(publishers, known))
    for key in ("url", "mainEntityOfPage"):
        yield from give("url", key, _addresses(data.get(key), known))
    yield from give("license", "license", _addresses(data.get("license"), known))
    free = [str(each) for each in _listed(data.get("isAccessibleForFree")) if isinstance(each, (str, bool))]
    yield from give("paywalled", "isAccessibleForFree", (clean(each) for each in free if clean(each)))
    for key in ("image", "thumbnailUrl"):
        yield from give("image", key, _addresses(data.get(key), known))
    yield from give("tags", "keywords", _keywords(data.get("keywords"), known))
    for key in ("articleBody", "text"):
        if isinstance(data.get(key), str) and data[key].strip():
            yield Candidate("body", plain_text(data[key]), "json-ld", f"{item.place}.{key}")


def _misfit(field: str, value: Any, item: _Item, key: str) -> Iterator[Candidate]:
    """A note that a key has a value, though none that can be read."""
    if value and not isinstance(value, str):
        yield Candidate("misfit", field, "json-ld", f"{item.place}.{key}")


def _is_person(value: Any, known: dict[str, Any]) -> bool:
    """Whether the publisher of a site is a person; a blog is often "published" by who writes it."""
    return isinstance(value, dict) and "Person" in _listed(_resolve(value, known).get("@type"))


def _listed(value: Any) -> list[Any]:
    """The value as a list, nested lists and JSON-LD's own list objects opened."""
    out: list[Any] = []
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(reversed(value))
        elif isinstance(value, dict) and ("@list" in value or "@set" in value):
            stack.append(value.get("@list", value.get("@set")))
        elif value is not None:
            out.append(value)
    return out


def _resolve(value: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """The object itself, or the one its `@id` points to where it is a mere reference."""
    key = value.get("@id")
    if isinstance(key, str) and not (value.keys() & {"name", "url", "contentUrl", "@value"}):
        found = known.get(key, value)
        return found if isinstance(found, dict) else value
    return value


def _texts(value: Any, known: dict[str, Any]) -> Iterator[str]:
    """The clean texts in a value that may be a text, an object with a name, or a list of these."""
    for each in _listed(value):
        if isinstance(each, dict):
            each = _resolve(each, known)
            inner = each.get("name") or each.get("@value") or each.get("alternateName")
            texts = [x for x in _listed(inner) if isinstance(x, str)]
        else:
            texts = [each] if isinstance(each, str) else []
        yield from (text for text in map(clean, texts) if text and text.casefold() not in {"null", "undefined"})


def _keywords(value: Any, known: dict[str, Any]) -> Iterator[str]:
    """Keywords one by one: a single text is cut at commas; of "name:value" pairs in a list, each stays whole."""
    texts = list(_texts(value, known))
    for text in texts:
        yield from (part for part in map(clean, re.split(r"[,;،、]", text)) if part)


def _authors(value: Any, known: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, name): field is "organisations" where the page types the author as one, else "authors"."""
    for each in _listed(value):
        if not isinstance(each, dict):
            yield from (("authors", clean(_TAG.sub(" ", name))) for name in _texts(each, known))
            continue
        node = _resolve(each, known)
        types = [t for t in _listed(node.get("@type")) if isinstance(t, str)]
        field = "organisations" if types and all(_ORGANISATION.search(t) for t in types) else "authors"
        names = [clean(_TAG.sub(" ", name)) for name in _texts(node, known)]
        if not names and isinstance(node.get("familyName"), str):
            names = [clean(f"{node.get('givenName') or ''} {node['familyName']}")]
        yield from ((field, name) for name in names)


def _addresses(value: Any, known: dict[str, Any]) -> Iterator[str]:
    for each in _listed(value):
        if isinstance(each, dict):
            each = _resolve(each, known)
            each = next((u for k in ("url", "contentUrl", "@id") for u in _listed(each.get(k))), None)
        if isinstance(each, str) and clean(each):
            yield clean(each)


def plain_text(value: str) -> str:
    """A body of text without markup, its paragraphs on lines of their own.

    >>> plain_text("<p>One &amp; all.</p><p>Two.</p>")
    'One & all.\\nTwo.'
    """
    if "<" in value or "&lt;" in value:
        value = html.unescape(value) if "&lt;" in value and not _TAG.search(value) else value
        value = _TAG.sub("", _BLOCK_TAG.sub("\n", _UNREAD_TAG.sub(" ", value)))
    lines = (clean(line) for line in re.split(r"[\r\n\u2028\u2029]+", value))
    return "\n".join(line for line in lines if line)
