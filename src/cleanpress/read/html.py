"""Reading HTML: bytes, text or a parsed tree to a Page of Blocks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from cleanpress.model import Kind, Limits, Page, Status
from cleanpress.read import decode, limits
from cleanpress.read.text import read_text
from cleanpress.read.walk import Walk, walk

# A tag's name ends at a blank, a slash or a bracket; addresses in angle brackets are no tags.
_TAG = re.compile(r"<(?:[!/?]|[a-zA-Z][\w-]*+(?::[\w-]++)?+(?=[\s/>]|\Z))")
_URL = re.compile(r"\s*(?:https?|ftp)://\S{3,2000}\s*", re.I)
_PATH = re.compile(
    r"\s*(?:[~.]{0,2}[/\\]|[A-Za-z]:[/\\])?[\w. /\\-]{1,300}\.(?:x?html?|txt|gz|pdf|json|xml|warc)\s*", re.I
)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.S
)
# Elements are those of lxml.html, as other libraries expect them. Its own look-up asks Python for the class of each
# element whenever one is looked at, to tell forms and inputs apart; nobody here needs that.
_ELEMENTS = etree.ElementDefaultClassLookup(
    element=lxml_html.HtmlElement,
    comment=lxml_html.HtmlComment,
    pi=lxml_html.HtmlProcessingInstruction,
    entity=lxml_html.HtmlEntity,
)
_NO_MEMORY = etree.ErrorTypes.ERR_NO_MEMORY
# A page whose scripts write everything has at most some words of a menu in its elements.
_NOTHING = 200


def read_html(source: Any, *, url: str | None, encoding: str | None, limits: Limits) -> Page:
    """A Page from `source`: bytes, str, or an lxml tree, which is left as it is.

    `encoding` is the charset the transport named, for bytes. What cannot be read comes back as a Page without blocks,
    with `problem` and a warning that say why. What has no tag is read as a text, whose lines would run into one
    paragraph otherwise.
    """
    if not isinstance(source, (bytes, str)):
        root = _root(source)
        if root is None or not isinstance(root.tag, str):
            return Page(source="html", url=url, problem=Status.EMPTY)
        state, odd = _with_fallback(root, walk(root))
        return _page(state, root, url, odd)
    if len(source) > limits.max_bytes:
        return Page(source="html", url=url, problem=Status.TOO_LARGE, warnings=("too_large",))
    decoded = _decoded(source, encoding)
    text, warnings = decoded.text, decoded.warnings
    problem = problem_of(text, warnings)
    if problem:
        return Page(source="html", url=url, problem=problem[0], warnings=(*warnings, *problem[1]))
    if not is_markup(text):
        page = read_text(text, url=url, limits=limits)
        return replace(page, warnings=("no_markup", *warnings, *page.warnings))
    root, state, odd = _parse(decoded)
    if root is None:
        return Page(source="html", url=url, problem=Status.EMPTY, warnings=warnings)
    return _page(state, root, url, (*warnings, *odd))


def is_markup(text: str) -> bool:
    """Whether any tag stands in the text.

    >>> is_markup("<p>Rain"), is_markup("Rain < 3 mm, wind > 5"), is_markup("Ann Lee <ann@post.example>")
    (True, False, False)
    """
    return _TAG.search(text) is not None


def problem_of(text: str, warnings: tuple[str, ...]) -> tuple[Status, tuple[str, ...]] | None:
    """Status and warnings if the source is no page at all: nothing, a binary file, JSON, a URL, a path; else None."""
    if not text.strip():
        if any(code in warnings for code in ("pdf", "image", "binary", "gzip", "warc")):
            return Status.NO_ARTICLE, ()
        return Status.EMPTY, ()
    if len(text) < 3000 and _URL.fullmatch(text):
        return Status.NO_ARTICLE, ("looks_like_url",)
    if len(text) < 400 and "\n" not in text.strip() and _PATH.fullmatch(text):
        return Status.NO_ARTICLE, ("looks_like_path",)
    if _FEED.match(text):
        return Status.NO_ARTICLE, ("feed",)
    if text.lstrip()[0] in "{[" and _is_json(text):
        return Status.NO_ARTICLE, ("json",)
    return None


def _is_json(text: str) -> bool:
    """Whether a text is JSON, or lines of JSON: two of them suffice."""
    lines = text.strip().split("\n", 2)
    return _is_one_json(text) or (len(lines) > 1 and all(map(_is_one_json, lines[:2])))


def _is_one_json(text: str) -> bool:
    import json

    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, (dict, list))


def _decoded(source: bytes | str, encoding: str | None) -> decode.Decoded:
    if isinstance(source, bytes):
        return decode.decode(source, encoding)
    if source.lstrip()[:5] == "%PDF-":
        return decode.Decoded("", None, ("pdf",))
    return decode.Decoded(source, None)


def _root(tree: Any) -> Any:
    """The root element of a tree, or the element itself."""
    return tree.getroot() if hasattr(tree, "getroot") else tree


def _parse(page: decode.Decoded) -> tuple[Any, Walk, tuple[str, ...]]:
    data = limits.parsable(page.utf8 or limits.in_utf8(page.text))
    warnings: tuple[str, ...] = ()
    root, cut = _tree(data)
    if root is None:
        return None, Walk(), warnings
    state = walk(root)
    if cut or state.depth > limits.MAX_DEPTH:
        warnings = ("too_deep",)
        root, _ = _tree(limits.flatten(data.decode()).encode())
        state = walk(root)
    state, odd = _with_fallback(root, state)
    return root, state, (*warnings, *odd)


def _with_fallback(root: Any, state: Walk) -> tuple[Walk, tuple[str, ...]]:
    """What was read of the tree, or what its `noscript` elements say where there is nothing else."""
    warnings: tuple[str, ...] = ()
    if _visible(state) < _NOTHING and next(root.iter("noscript"), None) is not None:
        again = walk(root, noscript=True)
        if _visible(again) > 2 * _visible(state):
            state, warnings = again, ("noscript",)
    if next(root.iter("frameset"), None) is not None:
        warnings = (*warnings, "frameset")
    return state, warnings


def _tree(data: bytes) -> tuple[Any, bool]:
    """The parsed page, None if nothing is left to parse, and whether the parser gave up at elements nested too deep.

    UTF-8 goes in, so that no declaration inside can mislead. Raises MemoryError where there is too little memory, which
    the parser itself takes for a fault of the page.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        root = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        if getattr(error, "code", None) == _NO_MEMORY:
            raise MemoryError from error
        return None, False
    last = parser.error_log.last_error
    return root, last is not None and "depth" in last.message


def _visible(state: Walk) -> int:
    """Letters of text that is shown and no code."""
    return sum(len(block.text) for block in state.blocks if not block.hidden and block.kind is not Kind.CODE)


def _page(state: Walk, root: Any, url: str | None, warnings: tuple[str, ...]) -> Page:
    blocks, nodes = state.sealed()
    return Page(
        source="html",
        blocks=blocks,
        nodes=nodes,
        images=tuple(state.images),
        tree=root,
        url=url,
        warnings=warnings,
        problem=None if blocks else Status.EMPTY,
    )
