"""Repairs of sources that would make the parser drop text or take forever. Each is linear in the source."""

from __future__ import annotations

import re

# libxml2 stops at 2,048 open elements and drops everything below; half of that leaves room for what it adds.
MAX_DEPTH = 1_000
# A tag with more attributes than this is an attack or an accident: the parser compares each with all others.
_MAX_ATTRIBUTES = 1_000
# The parser drops what stands behind the first of these; real pages are glued from several documents.
_END_OF_PAGE = re.compile(r"</(?:body|html)\s*>", re.I)
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]*)([^<>]{20000,})>")
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Elements whose start tag also ends a block; beyond the depth limit a paragraph stands in for them.
_BREAKING = frozenset(
    """address article aside blockquote center dd details div dl dt fieldset figure footer form header li main nav ol p
    section table tbody td tr ul""".split()
)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def parsable(source: str) -> str:
    """The source with what breaks the parser taken away: NUL and control characters, lone surrogates, early ends of
    the page, and tags with thousands of attributes.

    >>> parsable("<p>one</p></html><html><p>t\\x00wo</p>")
    '<p>one</p><html><p>two</p>'
    """
    source = source.replace("\x00", "")
    source = _CONTROLS.sub(" ", source)
    if _LONE_SURROGATE.search(source):
        source = mend_surrogates(source)
    source = _END_OF_PAGE.sub("", source)
    return _LONG_TAG.sub(_shorten, source)


def mend_surrogates(text: str) -> str:
    """The text with surrogate pairs joined and lone surrogates replaced by U+FFFD, so that it can be encoded.

    >>> mend_surrogates("\\ud83d\\ude00 \\ud83d") == "\\U0001f600 \\ufffd"
    True
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _shorten(tag: re.Match[str]) -> str:
    return f"<{tag[1]}>" if tag[2].count("=") > _MAX_ATTRIBUTES else tag[0]


def flatten(source: str, depth: int = MAX_DEPTH // 2) -> str:
    """The source with elements nested deeper than `depth` taken apart: their tags go, their text stays in paragraphs.

    >>> flatten("<div><div><div>deep</div></div></div>", depth=2)
    '<div><div><p>deep</p></div></div>'
    """
    opened = 0
    pieces: list[str] = []
    at = 0
    for tag in _ANY_TAG.finditer(source):
        name = tag[2].lower()
        if name in _VOID or tag[0].endswith("/>"):
            continue
        if tag[1]:
            too_deep = opened > depth
            opened = max(0, opened - 1)
        else:
            opened += 1
            too_deep = opened > depth
        if too_deep:
            pieces += (source[at : tag.start()], f"<{tag[1]}p>" if name in _BREAKING else "")
            at = tag.end()
    pieces.append(source[at:])
    return "".join(pieces)
