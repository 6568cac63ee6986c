"""Repairs of sources that would make the parser drop text or take forever. Each is linear in the source.

Possessive quantifiers (`*+`) keep the patterns linear on tags that never end. Case is ignored behind the first letters
only, so that the search can leap from one `<` to the next: on a page of 250 kB that is the difference of 10 ms.
"""

from __future__ import annotations

import re
from itertools import islice

# libxml2 stops at 2,048 open elements and drops everything below; half of that leaves room for what it adds.
MAX_DEPTH = 1_000
# The parser compares each attribute of a tag with all others, so that a tag with very many takes minutes. Such a tag
# is an attack or an accident and keeps only its first ones.
_KEPT_ATTRIBUTES = 100
_ATTRIBUTE = r"""[\s/]*+[\w:@.-]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>=`]++))?+"""
_CROWDED_TAG = re.compile(rf"<([a-zA-Z][\w:-]*+)((?:{_ATTRIBUTE}){{1000,}})")
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
# The parser drops what stands behind the first of these; real pages are glued from several documents.
_END_OF_PAGE = re.compile(r"</(?i:body|html)\s*>")
_STRAY_BREAK = re.compile(r"</(?i:br)\b[^<>]*+>")
# The parser does not know that this one is always empty, and nests everything that follows.
_WORD_BREAK = re.compile(r"<(?i:/?wbr)\b[^<>]*+>")
_COMMENT = re.compile(r"<!--(?!-?>)")
_RAW = "script|style|title|textarea|iframe|noembed|noframes|xmp"
# What is empty in XHTML would swallow the rest of the page in HTML.
_EMPTY_RAW = re.compile(rf"<(?i:({_RAW})\b[^<>]*+(?<=/)>(?![^<]*+</\1\b))")
_OPEN_TITLE = re.compile(r"<(?i:title\b[^<>]*+>[^<]*+(?=<(?:/head|body|html|meta|link|script|style|h1|div|p)\b))")
# A comment or an element without markup of its own as a whole, or one tag.
_TOKEN = re.compile(
    rf"<!--.*?(?:-->|\Z)|<({_RAW}|template)\b[^<>]*+>.*?(?:</\1\b[^<>]*+>|\Z)|<(/?)([a-zA-Z][\w:-]*+)[^<>]*+>",
    re.I | re.S,
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Elements whose start tag also ends a block; beyond the depth limit a paragraph stands in for them.
_BREAKING = frozenset(
    """address article aside blockquote center dd details div dl dt fieldset figure footer form header li main nav ol p
    section table tbody td tr ul""".split()
)
# Control characters become spaces. In UTF-8 they are bytes of their own, and bytes are translated at once.
_CONTROLS = bytes([*range(1, 9), *range(14, 32), 127])
_SPACED = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))


def parsable(source: str) -> str:
    """The source with what breaks the parser taken away: NUL and control characters, lone surrogates, early ends of
    the page, tags with thousands of attributes, and elements and comments that swallow the article because their end
    is missing.

    >>> parsable("<p>one</p></html><html><p>t\\x00wo</p>")
    '<p>one</p><html><p>two</p>'
    """
    try:
        data = source.encode()
    except UnicodeEncodeError:
        data = mend_surrogates(source).encode()
    source = data.translate(_SPACED, b"\x00").decode()
    source = _END_OF_PAGE.sub("", source)
    source = _STRAY_BREAK.sub("<br>", source)
    source = _WORD_BREAK.sub("", source)
    source = _EMPTY_RAW.sub(r"\g<0></\1>", source)
    source = _OPEN_TITLE.sub(r"\g<0></title>", source, count=1)
    return _CROWDED_TAG.sub(_thinned, _uncommented(source))


def _uncommented(source: str) -> str:
    """The source without the beginning of a comment that never ends, if paragraphs stand behind it.

    >>> _uncommented("<!-- advert --><!-- slot 2 <p>Rain fell.</p>")
    '<!-- advert --> slot 2 <p>Rain fell.</p>'
    """
    end = max(source.rfind("-->"), source.rfind("--!>"), 0)
    begin = _COMMENT.search(source, end)
    if begin is None or "</p" not in source[begin.end() :].lower():
        return source
    return source[: begin.start()] + _COMMENT.sub("", source[begin.start() :])


def mend_surrogates(text: str) -> str:
    """The text with surrogate pairs joined and lone surrogates replaced by U+FFFD, so that it can be encoded.

    >>> mend_surrogates("\\ud83d\\ude00 \\ud83d") == "\\U0001f600 \\ufffd"
    True
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _thinned(tag: re.Match[str]) -> str:
    first = islice(_ONE_ATTRIBUTE.finditer(tag[2]), _KEPT_ATTRIBUTES)
    return f"<{tag[1]}{''.join(attribute[0] for attribute in first)}"


def flatten(source: str, depth: int = MAX_DEPTH // 2) -> str:
    """The source with elements nested deeper than `depth` taken apart: their tags go, their text stays in paragraphs.

    >>> flatten("<div><div><div>deep</div></div></div>", depth=2)
    '<div><div><p>deep</p></div></div>'
    """
    opened = 0
    pieces: list[str] = []
    at = 0
    for tag in _TOKEN.finditer(source):
        if tag[3] is None:
            continue
        name = tag[3].lower()
        if name in _VOID or tag[0].endswith("/>"):
            continue
        if tag[2]:
            too_deep = opened > depth
            opened = max(0, opened - 1)
        else:
            opened += 1
            too_deep = opened > depth
        if too_deep:
            pieces += (source[at : tag.start()], f"<{tag[2]}p>" if name in _BREAKING else "")
            at = tag.end()
    pieces.append(source[at:])
    return "".join(pieces)
