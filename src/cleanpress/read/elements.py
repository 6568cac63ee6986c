"""What HTML's elements are to a reader of text: which end a paragraph, which hold no text, and how they look.

Element names are those of the HTML living standard, with the obsolete ones that old pages still use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import starmap
from typing import Any

from cleanpress.model import SpanKind

SKIPPED = frozenset(
    """script style template svg math iframe object embed applet canvas audio video title textarea input select option
    optgroup datalist progress meter noframes noembed map""".split()
)
BLOCK = frozenset(
    """address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li listing main menu nav noscript ol p pre
    search section summary table tbody td tfoot th thead tr ul xmp""".split()
)
# Elements that are the text's own form: a paragraph's own class says nothing of which part of the page it stands in.
TEXT_TAGS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table thead tbody tfoot tr td th".split())
VOID = frozenset(["br", "hr", "img"])
INLINE_SPANS: Mapping[str, SpanKind] = {
    "a": SpanKind.LINK,
    "em": SpanKind.EMPHASIS,
    "i": SpanKind.EMPHASIS,
    "cite": SpanKind.EMPHASIS,
    "dfn": SpanKind.EMPHASIS,
    "var": SpanKind.EMPHASIS,
    "b": SpanKind.STRONG,
    "strong": SpanKind.STRONG,
    "code": SpanKind.CODE,
    "kbd": SpanKind.CODE,
    "samp": SpanKind.CODE,
    "tt": SpanKind.CODE,
}
HEADINGS: Mapping[str, int] = {f"h{n}": n for n in range(1, 7)}
# Where sites name their parts, besides class and id.
_NAMING = {
    key: place
    for place, key in enumerate(
        ("class", "id", "data-testid", "data-component", "data-component-name", "data-module", "data-gu-name")
    )
}
_KEPT = {
    key: place for place, key in enumerate(("role", "itemprop", "itemtype", "aria-label", "aria-labelledby", "rel"))
}
_HIDING = frozenset(["hidden", "aria-hidden", "style"])
# What longer attributes say is not kept, so that memory stays bounded on pages made to fill it.
_LONGEST_REMEMBERED = 500
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+")
_LOWER_WORD = re.compile(r"[a-z]+")
_HIDING_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
CREDIT_WORDS = frozenset(
    """credit credits copyright photographer attribution agency rights source byline author autor fotograf fotografo
    fotografia copyrights courtesy""".split()
)
CAPTION_WORDS = frozenset("caption captions figcaption legend legende bildunterschrift bildtext".split())


def names_of(attributes: Mapping[str, str]) -> tuple[str, ...]:
    """Class, id and component names of an element, as written."""
    names: list[str] = []
    for key in _NAMING:
        if key in attributes:
            names += attributes[key].split()
    return tuple(names)


def words_of(names: tuple[str, ...]) -> tuple[str, ...]:
    """The words of names, in lower case, cut at hyphens, underscores and capitals, "" between names.

    >>> words_of(("article__shareBar", "is-open"))
    ('article', 'share', 'bar', '', 'is', 'open')
    """
    words: list[str] = []
    for name in names[:40]:
        if words:
            words.append("")
        words += _words_of_name(name[:200])
    return tuple(words)


@lru_cache(maxsize=16384)
def _words_of_name(name: str) -> list[str]:
    if name.isascii() and name.islower():
        return _LOWER_WORD.findall(name)
    return [word.lower() for word in _WORD.findall(name)]


Told = tuple[tuple[str, ...], tuple[str, ...], dict[str, str], bool]


def told_by(element: Any) -> Told:
    """What the element's attributes say: its names and their words, what it is for (role, itemprop, itemtype, aria
    labels, rel), and whether they keep it from being shown.

    >>> from lxml import html
    >>> told_by(html.fragment_fromstring('<div class="share-bar" role="group" hidden>'))
    (('share-bar',), ('share', 'bar'), {'role': 'group'}, True)
    """
    named: list[tuple[int, str]] = []
    signals: list[tuple[int, str, str]] = []
    hidden = False
    for key, value in element.items():
        if key in _NAMING:
            named.append((_NAMING[key], value))
        elif key in _KEPT:
            signals.append((_KEPT[key], key, value))
        elif key in _HIDING and _hides(key, value):
            hidden = True
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    if len(named) == 1 and len(named[0][1]) <= _LONGEST_REMEMBERED:
        names, words = _read_names(named[0][1])
    elif named:
        names = tuple(" ".join([value for _, value in sorted(named)]).split())
        words = words_of(names)
    return names, words, {key: value for _, key, value in sorted(signals)} if signals else {}, hidden


@lru_cache(maxsize=8192)
def _read_names(value: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names in one attribute, and their words: the elements of a page, and of a site's pages, share most of them."""
    names = tuple(value.split())
    return names, words_of(names)


def hides(element: Any) -> bool:
    """Whether the element's own attributes keep it from being shown."""
    return not _HIDING.isdisjoint(element.keys()) and any(starmap(_hides, element.items()))


def _hides(key: str, value: str) -> bool:
    if key == "style":
        return _HIDING_STYLE.search(value) is not None
    return key == "hidden" or (key == "aria-hidden" and value.lower() == "true")


def names_credit(attributes: Mapping[str, str]) -> bool:
    """Whether the element says of itself that it holds the credit of a picture."""
    if "copyrightHolder" in attributes.get("itemprop", ""):
        return True
    return picture_role(words_of(names_of(attributes))) == "credit"


@lru_cache(maxsize=4096)
def picture_role(words: tuple[str, ...]) -> str:
    """What an element beside a picture is by the words of its names: "caption", "credit" or "".

    The last word of a name counts ("caption-credit" is a credit), and a caption's own name before a credit's.

    >>> picture_role(words_of(("image__caption", "attribution"))), picture_role(words_of(("caption-credit", "small")))
    ('caption', 'credit')
    """
    roles: set[str] = set()
    role = ""
    for word in (*words, ""):
        if word in CREDIT_WORDS:
            role = "credit"
        elif word in CAPTION_WORDS:
            role = "caption"
        elif not word:
            roles.add(role)
            role = ""
    return "caption" if "caption" in roles else "credit" if "credit" in roles else ""


def image_address(attributes: Mapping[str, str]) -> str:
    """The address of a picture, also where a script would load it later; "" where there is none."""
    for key in ("src", "data-src", "data-original", "data-lazy-src", "data-url"):
        value = attributes.get(key, "").strip()
        if value and not value.startswith(("data:", "about:")):
            return value
    for key in ("srcset", "data-srcset"):
        candidates = attributes.get(key, "").strip().split()
        if candidates and not candidates[0].startswith("data:"):
            return candidates[0].rstrip(",")
    return ""
