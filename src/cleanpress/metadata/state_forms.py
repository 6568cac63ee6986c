"""The forms in which page data holds running text, and how they are written as HTML.

Editors' documents differ in names and agree in build: an object with a type (paragraph, heading, list, quote) holds its
text, or a list of pieces of it; a body is a list of such objects, of strings, or of lists that begin with a tag's name.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from cleanpress.likeness import words

# A paragraph has so many words and a mark that ends a sentence; without any mark, in any script, so many.
_WORDS, _UNMARKED_WORDS = 12, 60
_MARK = re.compile(r"[.!?…。！？।۔؟]")
_TAG = re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>")
BLOCK_TAG = re.compile(r"<(?:p|div|br|li|ul|ol|h[1-6]|blockquote|section|article|table)\b[^<>]*>", re.I)
_PARAGRAPH_TAG = re.compile(r"<p[ >]", re.I)
_DIGIT = re.compile(r"\d")
_ESCAPED_TAG = re.compile(r"&lt;(?:p|div|br|h[1-6]|ul|ol)\b[^<>&]*&gt;", re.I)
_ANY_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_BREAK = re.compile(r"[\r\n\u2028\u2029]+")
_KEY_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_TYPE_KEYS = ("type", "_type", "nodeType", "tagName", "blockType", "__typename", "style", "name", "component", "kind")
TEXT_KEYS = ("children", "content", "text", "value", "html", "body", "nodes", "items", "data", "attributes", "props")
_TITLE_KEYS = ("title", "heading", "headline", "header", "subtitle")
# A text longer than this does not stand twice in one article.
_ONCE = 200
_LINK_KEYS = ("href", "url", "uri")
_HEADINGS = frozenset(
    "heading header headline subheading subhead subheader subheadline crosshead h1 h2 h3 h4 h5 h6".split()
)
_PARAGRAPHS = frozenset("paragraph p para".split())
_LISTS = frozenset("list ul ol bullets".split())
_ITEMS = frozenset("li listitem".split())
_QUOTES = frozenset("quote blockquote".split())
_INLINE = frozenset("span text link hyperlink a b i u em strong italic bold mark code sub sup entity".split())
# What holds no running text, though words may stand in it.
_OTHER_TYPES = frozenset(
    """image img picture photo figure gallery slideshow video audio podcast embed embedded oembed iframe script style
    svg ad ads advert advertisement promo promotion newsletter related interstitial teaser card cta button
    social tweet twitter instagram facebook youtube tiktok divider author byline comment comments pull pullquote
    form signup share nav navigation menu aside footer figcaption caption noscript template reference input
    select head link_list""".split()
)
# Keys below which nobody writes the article.
_OTHER_KEYS = frozenset(
    """caption captions alt credit credits copyright bio biography byline summary excerpt description teaser teasers
    abstract related recommended recommendations recirculation popular trending latest newsletter newsletters promo
    promos advert adverts ads ad comment comments footer header nav navigation menu menus sidebar cookie cookies consent
    legal disclaimer terms privacy translation translations i18n locale locales messages config author authors
    contributors contributor tooltip error errors schema jsonld tracking analytics paywall subscription login seo meta
    metadata head image images video videos media gallery links url href src css script scripts styles
    taxonomy tags keywords sponsor sponsors breadcrumb breadcrumbs labels""".split()
)
_TAGS = frozenset(
    """p h1 h2 h3 h4 h5 h6 ul ol li blockquote div section article main span a b i u em strong br code pre table tbody
    thead tr td th sub sup small mark header figure figcaption aside nav footer form button script style svg img picture
    video iframe noscript dl dt dd hr""".split()
)
_BLOCK_TAGS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol li blockquote div section article main header dl dt dd".split())
_TEXT_TAGS = frozenset("p h1 h2 h3 h4 h5 h6".split())
_ELEMENT = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*|\*")


@lru_cache(2048)
def words_of(name: str) -> frozenset[str]:
    """The words of a key or of a type's name, in lower case; the arguments of a query's field are none of them.

    >>> sorted(words_of("listItem"))
    ['item', 'list', 'listitem']
    """
    name = name.partition("(")[0]
    return frozenset(word.lower() for word in _KEY_WORD.findall(name[:80])) | {name.lower()}


def is_elsewhere(key: Any, value: Any = None) -> bool:
    """Whether no article's text stands below this key; a description of several paragraphs is one."""
    if not isinstance(key, str) or _OTHER_KEYS.isdisjoint(words_of(key)):
        return False
    return not (key.lower() == "description" and isinstance(value, str) and len(_PARAGRAPH_TAG.findall(value)) > 2)


def is_table(value: dict[str, Any]) -> bool:
    """Whether an object is a table of parts, which stand below their ids.

    >>> is_table({"a1": {"text": "One."}, "b2": {"text": "Two."}, "c3": {"text": "Three."}}), is_table({"h1": {}})
    (True, False)
    """
    parts = len(value) > 2 and all(isinstance(each, dict) for each in value.values())
    return parts and all(isinstance(key, str) and _DIGIT.search(key) for key in value)


def prose(text: str) -> int:
    """How many letters of running text a string holds, with markup or without.

    >>> prose("Read more"), prose("<p>In the night the river rose again, and by six the lower town stood in it.</p>")
    (0, 73)
    """
    if len(text) < 20 or (" " not in text[:2000] and text.isascii()):
        return 0
    return sum(len(line) for line in lines(text) if is_paragraph(line))


def is_paragraph(line: str) -> bool:
    """Whether a line is running text."""
    if len(line) < 12:
        return False
    count = words(line)
    return count >= _UNMARKED_WORDS or (count >= _WORDS and _MARK.search(line) is not None)


def lines(text: str) -> list[str]:
    """The paragraphs of a string with markup or without, as plain text."""
    if "<" in text or "&lt;" in text:
        text = _ANY_TAG.sub("", BLOCK_TAG.sub("\n", _unescaped(text).replace("\n", " ")))
    return [line for line in map(str.strip, text.splitlines()) if line]


def _unescaped(text: str) -> str:
    return html.unescape(text) if not _TAG.search(text) and _ESCAPED_TAG.search(text) else text


def kind_of(value: dict[str, Any]) -> str:
    """What a typed object is: "heading", "paragraph", "list", "item", "quote", "inline", "skip", or "" for others."""
    if isinstance(value.get("listItem"), str):
        return "item"
    for key in _TYPE_KEYS:
        name = value.get(key)
        if isinstance(name, str) and 0 < len(name) < 80 and " " not in name:
            kind = _kind(name)
            if kind:
                return kind
    return ""


@lru_cache(2048)
def _kind(name: str) -> str:
    parts = words_of(name)
    if not _OTHER_TYPES.isdisjoint(parts) or ("link" in parts and len(parts) > 2):
        return "skip"
    if ("list" in parts and "item" in parts) or not _ITEMS.isdisjoint(parts):
        return "item"
    kinds = ((_HEADINGS, "heading"), (_PARAGRAPHS, "paragraph"), (_LISTS, "list"), (_QUOTES, "quote"))
    for group, kind in kinds:
        if not group.isdisjoint(parts):
            return kind
    return "inline" if name.lower() in _INLINE else ""


def element_of(value: list[Any]) -> tuple[str, list[Any]] | None:
    """Tag and content of a list that stands for an element: `["p", {…}, "text"]`, React's `["$", "p", null, {…}]`."""
    if len(value) < 2 or not isinstance(value[0], str):
        return None
    if value[0] == "$" and len(value) >= 4 and isinstance(value[1], str):
        props = value[3] if isinstance(value[3], dict) else {}
        inner = props.get("dangerouslySetInnerHTML")
        inner = inner.get("__html") if isinstance(inner, dict) else props.get("children")
        # A component, whose name stands for a row, passes on what it is given.
        return (value[1] if value[1] in _TAGS else "div"), [inner] if value[1] in _TAGS or inner else [props]
    more = any(isinstance(each, (dict, list)) for each in value[1:])
    if value[0] in _TAGS or (more and _ELEMENT.fullmatch(value[0])):
        return value[0], [each for each in value[1:] if not isinstance(each, dict)]
    return None


def is_skipped_tag(tag: str) -> bool:
    """Whether an element holds no running text: a script, a picture, an aside, a component of unknown use."""
    return tag in _OTHER_TYPES or (tag not in _TAGS and tag != "*")


def to_html(body: Any, best: dict[int, Any], others: set[int]) -> str:
    """The body as HTML.

    Args:
        body: a string, or a list or an object that holds the body.
        best: of objects by their id, the key below which their text stands.
        others: ids of the objects that are other articles.

    >>> to_html([{"type": "header", "content": "Rain"}, {"type": "text", "content": "It fell & fell."}], {}, set())
    '<h2>Rain</h2><p>It fell &amp; fell.</p>'
    """
    return "".join(_Writer(best, others).write(body))


class _Writer:
    """Writes values as HTML, piece by piece from a stack. Objects that stand in several places are written once."""

    def __init__(self, best: dict[int, Any], others: set[int]) -> None:
        self.best = best
        self.others = others
        self.written: dict[int, Any] = {}
        self.texts: set[str] = set()

    def write(self, body: Any) -> Iterator[str]:
        stack: list[tuple[Any, str]] = [(body, "block")]
        while stack:
            value, mode = stack.pop()
            if mode == "done":
                yield value
            elif isinstance(value, str):
                yield self._of_text(value, mode)
            elif isinstance(value, (dict, list)) and id(value) not in self.written:
                self.written[id(value)] = value
                parts = self._of_list(value, mode) if isinstance(value, list) else self._of_object(value, mode)
                stack += reversed(parts)

    def _of_text(self, value: str, mode: str) -> str:
        if len(value) > _ONCE:
            if value in self.texts:
                return ""
            self.texts.add(value)
        return f"<li>{_text(value, inline=True)}</li>" if mode == "item" else _text(value, inline=mode == "inline")

    def _of_list(self, value: list[Any], mode: str) -> list[tuple[Any, str]]:
        element = element_of(value)
        if element is not None:
            tag, inner = element
            if is_skipped_tag(tag):
                return []
            if mode == "inline" or tag not in _BLOCK_TAGS:
                return [(each, mode) for each in inner] if tag != "br" else [("<br>", "done")]
            return _wrapped(tag, [(each, "inline") for each in inner] if tag in _TEXT_TAGS else _runs(inner))
        if mode == "inline" or is_inline(value):
            pieces = [(each, "inline") for each in value]
            return pieces if mode == "inline" else _wrapped("li" if mode == "item" else "p", pieces)
        if mode == "item":
            return _wrapped("li", [(each, "block") for each in value])
        return [(each, "block") for each in value]

    def _of_object(self, value: dict[str, Any], mode: str) -> list[tuple[Any, str]]:
        kind = kind_of(value)
        if id(value) in self.others or kind == "skip":
            return []
        inner = self._inner(value)
        if mode == "inline":
            return _linked(value, inner)
        if kind == "inline" and isinstance(inner, str) and not BLOCK_TAG.search(inner):
            return _wrapped("p", _linked(value, inner))
        if kind == "heading":
            return _wrapped(f"h{_level(value)}", [(inner, "inline")])
        if kind == "paragraph":
            block = isinstance(inner, str) and BLOCK_TAG.search(inner) is not None
            return [(inner, "block")] if block else _wrapped("p", [(inner, "inline")])
        if kind == "list":
            return _wrapped("ul", [(each, "item") for each in inner] if isinstance(inner, list) else [(inner, "block")])
        if kind == "item" or mode == "item":
            plain = isinstance(inner, str) and not BLOCK_TAG.search(inner)
            return _wrapped("li", [(inner, "inline" if plain else "block")])
        if kind == "quote":
            return _wrapped("blockquote", [(inner, "block")])
        titles = (value[key] for key in _TITLE_KEYS if isinstance(value.get(key), str) and value[key] is not inner)
        title = next(titles, "")
        return [*(_wrapped("h2", [(title, "inline")]) if title and inner else []), (inner, "block")]

    def _inner(self, value: dict[str, Any]) -> Any:
        if id(value) in self.best:
            return value[self.best[id(value)]]
        if is_table(value):
            return list(value.values())
        found = (value[key] for key in TEXT_KEYS if value.get(key) and isinstance(value[key], (str, list, dict)))
        return next(found, "")


def _linked(value: dict[str, Any], inner: Any) -> list[tuple[Any, str]]:
    data = value["data"] if isinstance(value.get("data"), dict) else value
    href = next((data[key] for key in _LINK_KEYS if isinstance(data.get(key), str)), None)
    if href is None:
        return [(inner, "inline")]
    return [(f'<a href="{html.escape(href)}">', "done"), (inner, "inline"), ("</a>", "done")]


def _wrapped(tag: str, inner: list[tuple[Any, str]]) -> list[tuple[Any, str]]:
    return [(f"<{tag}>", "done"), *inner, (f"</{tag}>", "done")]


def _runs(inner: list[Any]) -> list[tuple[Any, str]]:
    """The content of a block-level element: all of it inline, or blocks."""
    inline = all(isinstance(each, str) or _is_inline_element(each) for each in inner)
    return [(each, "inline" if inline else "block") for each in inner]


def _is_inline_element(value: Any) -> bool:
    element = element_of(value) if isinstance(value, list) else None
    return element is not None and element[0] in _TAGS and element[0] not in _BLOCK_TAGS


def is_inline(value: list[Any]) -> bool:
    """Whether the objects in a list are pieces of one paragraph: spans and links, not sentences that stand alone."""
    pieces = [each for each in value if isinstance(each, (dict, str)) and each]
    if len(pieces) < len(value) or not any(isinstance(each, dict) for each in pieces):
        return False
    if not all(isinstance(each, str) or _is_piece(each) for each in pieces):
        return False
    texts = [each if isinstance(each, str) else _own_text(each) or "" for each in pieces]
    whole = sum(is_paragraph(text) and _MARK.search(text.strip()[-1:]) is not None for text in texts)
    return len(texts) < 2 or 2 * whole <= len(texts)


def _is_piece(value: dict[str, Any]) -> bool:
    kind = kind_of(value)
    text = _own_text(value)
    if text is not None:
        return kind in ("", "inline") and not BLOCK_TAG.search(text)
    return kind == "inline" and any(isinstance(value.get(key), list) for key in TEXT_KEYS[:2])


def _own_text(value: dict[str, Any]) -> str | None:
    return next((value[key] for key in ("text", "value", "data") if isinstance(value.get(key), str)), None)


def _level(value: dict[str, Any]) -> int:
    for key in ("level", *_TYPE_KEYS):
        digits = re.search(r"[1-6]$", str(value.get(key, ""))[-3:])
        if digits:
            return int(digits[0])
    data = value.get("data")
    return data["level"] if isinstance(data, dict) and data.get("level") in range(1, 7) else 2


def _text(value: str, *, inline: bool) -> str:
    """A string as HTML: as it is where it is markup, else escaped, each of its lines a paragraph."""
    value = _unescaped(value)
    markup = _TAG.search(value) is not None
    if inline:
        return value if markup else html.escape(html.unescape(value), quote=False)
    if markup and BLOCK_TAG.search(value):
        return f"<div>{value}</div>"
    parts = [line for part in _BREAK.split(value) if (line := part.strip())]
    return "".join(f"<p>{part if markup else html.escape(html.unescape(part), quote=False)}</p>" for part in parts)
