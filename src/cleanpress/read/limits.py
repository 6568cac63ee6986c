"""Repairs of sources that would make the parser drop text or take forever. Each is linear in the source.

Possessive quantifiers (`*+`) keep the patterns linear on tags that never end. The source is UTF-8 in bytes, and one
search finds the places where anything may need mending: to let each pattern search a page of 250 kB for itself takes
longer than parsing it.
"""

from __future__ import annotations

import re
from itertools import islice

# libxml2 stops at 2,048 open elements and drops everything below; half of that leaves room for what it adds.
MAX_DEPTH = 1_000
# The parser compares each attribute of a tag with all others, so that a tag with very many takes minutes. Such a tag
# is an attack or an accident and keeps only its first ones.
_KEPT_ATTRIBUTES = 100
_NAME = rb"[a-zA-Z][\w:\x80-\xff-]*+"
_ATTRIBUTE = rb"""[\s/]*+[\w:@.\x80-\xff-]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>=`]++))?+"""
_CROWDED_TAG = re.compile(rb"<(%b)((?:%b){1000,}+)" % (_NAME, _ATTRIBUTE))
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
# What follows the name of a tag: no further letter of it.
_END = rb"(?![\w\x80-\xff])"
_RAW = "script|style|title|textarea|iframe|noembed|noframes|xmp"
# Where a page may need mending: what the next five patterns find begins like this in a lowered copy of the page.
_SUSPECT = re.compile(rb"<(?:/(?:body|html|br|wbr)|wbr|%b)" % _RAW.encode())
# The parser drops what stands behind the first of these; real pages are glued from several documents.
_END_OF_PAGE = re.compile(rb"</(?:body|html)\s*>", re.I)
_STRAY_BREAK = re.compile(rb"</br%b[^<>]*+>" % _END, re.I)
# The parser does not know that this one is always empty, and nests everything that follows.
_WORD_BREAK = re.compile(rb"</?wbr%b[^<>]*+>" % _END, re.I)
# What is empty in XHTML would swallow the rest of the page in HTML.
_EMPTY_RAW = re.compile(rb"<(%b)%b[^<>]*+(?<=/)>(?![^<]*+</\1%b)" % (_RAW.encode(), _END, _END), re.I)
_OPEN_TITLE = re.compile(
    rb"<title%b[^<>]*+>[^<]*+(?=<(?:/head|body|html|meta|link|script|style|h1|div|p)%b)" % (_END, _END), re.I
)
_COMMENT = re.compile(rb"<!--(?!-?>)")
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


def parsable(data: bytes) -> bytes:
    """A source in UTF-8 with what breaks the parser taken away: NUL and control characters, early ends of the page,
    tags with thousands of attributes, and elements and comments that swallow the article because their end is missing.

    >>> parsable(b"<p>one</p></html><html><p>t\\x00wo</p>")
    b'<p>one</p><html><p>two</p>'
    """
    data = _mended(data.translate(_SPACED, b"\x00"))
    return _CROWDED_TAG.sub(_thinned, _uncommented(data))


def in_utf8(text: str) -> bytes:
    """The text's bytes, whatever surrogates it holds.

    >>> in_utf8("\\ud83d\\ude00 \\ud83d").decode() == "\\U0001f600 \\ufffd"
    True
    """
    try:
        return text.encode()
    except UnicodeEncodeError:
        return mend_surrogates(text).encode()


def _mended(data: bytes) -> bytes:
    """The source without early ends and odd tags, and with the ends of elements that would swallow what follows.

    >>> _mended(b'<title>Rain<meta><script src="a.js"/><p>It fell.</br></html>')
    b'<title>Rain</title><meta><script src="a.js"/></script><p>It fell.<br>'
    """
    places = [suspect.start() for suspect in _SUSPECT.finditer(data.lower())]
    data, places = _replaced(data, places, _END_OF_PAGE, b"")
    data, places = _replaced(data, places, _STRAY_BREAK, b"<br>")
    data, places = _replaced(data, places, _WORD_BREAK, b"")
    data, places = _replaced(data, places, _EMPTY_RAW, rb"\g<0></\1>")
    for place in places:
        if found := _OPEN_TITLE.match(data, place):
            return b"%b</title>%b" % (data[: found.end()], data[found.end() :])
    return data


def _replaced(data: bytes, places: list[int], pattern: re.Pattern[bytes], by: bytes) -> tuple[bytes, list[int]]:
    """`data` with the matches of `pattern` at the places replaced, and where the other places are then."""
    pieces: list[bytes] = []
    others: list[int] = []
    at = moved = 0
    for place in places:
        if found := pattern.match(data, place):
            pieces += (data[at:place], found.expand(by))
            at = found.end()
            moved += len(pieces[-1]) - len(found[0])
        else:
            others.append(place + moved)
    return b"".join([*pieces, data[at:]]) if pieces else data, others


def _uncommented(data: bytes) -> bytes:
    """The source without the beginning of a comment that never ends, if paragraphs stand behind it.

    >>> _uncommented(b"<!-- advert --><!-- slot 2 <p>Rain fell.</p>")
    b'<!-- advert --> slot 2 <p>Rain fell.</p>'
    """
    end = max(data.rfind(b"-->"), 0)
    if _COMMENT.search(data, end) is None:
        return data
    begin = _COMMENT.search(data, max(data.rfind(b"--!>"), end))
    if begin is None or b"</p" not in data[begin.end() :].lower():
        return data
    return data[: begin.start()] + _COMMENT.sub(b"", data[begin.start() :])


def mend_surrogates(text: str) -> str:
    """The text with surrogate pairs joined and lone surrogates replaced by U+FFFD, so that it can be encoded.

    >>> mend_surrogates("\\ud83d\\ude00 \\ud83d") == "\\U0001f600 \\ufffd"
    True
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _thinned(tag: re.Match[bytes]) -> bytes:
    first = islice(_ONE_ATTRIBUTE.finditer(tag[2]), _KEPT_ATTRIBUTES)
    return b"<" + tag[1] + b"".join(attribute[0] for attribute in first)


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
