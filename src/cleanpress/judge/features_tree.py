"""Features of the place in the tree: tags, elements around a block, and what classes and ids call them.

The vocabulary of class names is that of the web's makers, not of the page's language.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from cleanpress.judge.ground import Columns, Ground, named
from cleanpress.model import Kind

_TAGS = ("p", "div", "li", "span", "td", "th", "a", "h1", "h2", "h3", "h4", "blockquote", "figcaption", "section",
         "article", "button", "pre")  # fmt: skip
_AROUND = ("article", "main", "aside", "header", "footer", "nav", "section", "figure", "blockquote", "ul", "ol",
           "table", "form", "button", "dl", "address", "dialog", "details")  # fmt: skip
_GROUPS: dict[str, str] = {
    "article": "article articles post posts entry entries story stories news",
    "content": "content contents main page body text copy richtext rich",
    "paragraph": "paragraph paragraphs para prose",
    "title": "title titles headline headlines hed heading",
    "lead": "lead lede standfirst summary intro dek excerpt subtitle teaser abstract kicker",
    "comment": "comment comments commenting disqus reply replies respond discuss discussion",
    "side": "sidebar aside side rail widget widgets secondary",
    "footer": "footer foot bottom copyright legal colophon",
    "header": "header masthead top topbar banner hero",
    "nav": "nav navigation menu menus breadcrumb breadcrumbs pagination pager navbar tabs",
    "related": "related recommend recommended recommendations more read also recirc recirculation popular trending "
    "latest most outbrain taboola teasers suggested",
    "share": "share shares sharing social socials facebook twitter whatsapp follow",
    "advert": "ad ads advert advertisement sponsor sponsored promo promos dfp gpt promoted commercial promotion",
    "signup": "newsletter newsletters subscribe subscription signup signin login register paywall piano regwall "
    "membership",
    "author": "author authors byline bylines bio contributor writer profile",
    "date": "date dates time timestamp published updated dateline meta",
    "caption": "caption captions image images photo photos media gallery credit figure video slideshow player",
    "tag": "tag tags topic topics category categories keywords label labels",
    "quote": "quote quotes pullquote blockquote embed tweet instagram",
    "list": "list lists item items card cards grid tile tiles row col feed block component",
    "consent": "cookie cookies consent gdpr modal popup overlay dialog notification alert",
    "hidden": "hidden sr visually screen print",
}
_STRONG = len(_GROUPS)
_FURNITURE = sum(
    1 << bit
    for bit, group in enumerate(_GROUPS)
    if group in ("comment", "side", "footer", "header", "nav", "related", "share", "advert", "signup", "consent")
)
_MOST = 0.5
_WHOLE = {word: bit for bit, words in enumerate(_GROUPS.values()) for word in words.split()}
_PARTS = tuple((word, bit) for word, bit in _WHOLE.items() if len(word) >= 6)
_STORY_WORDS = frozenset("article post entry story".split())
_TEXT_WORDS = frozenset("content body text".split())
_COMPOUND = 8
_TAG_NAMES = tuple(f"tag_{name}" for name in _TAGS)
_KIND_NAMES = tuple(f"kind_{kind.value}" for kind in Kind)
_IN_NAMES = tuple(f"in_{name}" for name in _AROUND)
_CALLED = {level: tuple(f"name_{level}_{group}" for group in (*_GROUPS, "strong")) for level in ("own", "near", "any")}
_SIDE_BITS = {tag: 1 << bit for bit, tag in enumerate(_AROUND)}


@lru_cache(maxsize=8192)
def _word_bits(word: str) -> int:
    """The groups of one word of a name, as bits; of a long compound those of the words in it."""
    if word in _WHOLE:
        return 1 << _WHOLE[word]
    if len(word) < _COMPOUND:
        return 0
    bits = 0
    for part, bit in _PARTS:
        if part in word[:100]:
            bits |= 1 << bit
    return bits


@lru_cache(maxsize=8192)
def _name_bits(words: tuple[str, ...]) -> int:
    """The groups of an element's names; the bit above them for a name such as "article-body"."""
    bits = story = text = 0
    for word in (*words, ""):
        if word:
            bits |= _word_bits(word)
            story |= word in _STORY_WORDS
            text |= word in _TEXT_WORDS
        else:
            bits |= (story & text) << _STRONG
            story = text = 0
    return bits


def tree_columns(ground: Ground) -> Columns:
    """The features of tags, of the elements around and of their names."""
    return _tags(ground) | _names(ground)


def _tags(ground: Ground) -> Columns:
    page = ground.page
    own = [page.nodes[block.node].tag for block in page.blocks]
    number = {tag: i for i, tag in enumerate(_TAGS)}
    tag = np.fromiter((number.get(name, -1) for name in own), np.intp, ground.n)
    found: Columns = dict(zip(_TAG_NAMES, tag == np.arange(len(_TAGS))[:, None], strict=True))
    kinds = {kind: i for i, kind in enumerate(Kind)}
    kind = np.fromiter((kinds[block.kind] for block in page.blocks), np.intp, ground.n)
    found |= dict(zip(_KIND_NAMES, kind == np.arange(len(kinds))[:, None], strict=True))
    found["level"] = np.fromiter((block.level for block in page.blocks), np.float32, ground.n)
    found["ordinal"] = np.fromiter((min(block.ordinal, 10) for block in page.blocks), np.float32, ground.n)
    found["depth"] = ground.depth[ground.levels[0]]
    found["hidden"] = ground.hidden
    bits = named(page.nodes, _SIDE_BITS)[ground.levels[0]]
    return found | dict(zip(_IN_NAMES, bits >> np.arange(len(_AROUND))[:, None] & 1, strict=True))


def _names(ground: Ground) -> Columns:
    own = [_name_bits(node.words) if node.words else 0 for node in ground.page.nodes]
    # Around most of the page's prose a name of furniture is a mistake.
    for index in np.flatnonzero(ground.inside(ground.width * ground.prose) > _MOST * ground.prose.dot(ground.width)):
        own[index] &= ~_FURNITURE
    anywhere: list[int] = []
    for node, bits in zip(ground.page.nodes, own, strict=True):
        anywhere.append(bits | (anywhere[node.parent] if node.parent >= 0 else 0))
    called = np.asarray(own, np.int64)
    levels = ground.levels
    near = called[levels[1]] | called[levels[2]]
    around = np.asarray(anywhere, np.int64)[levels[0]]
    found: Columns = {}
    for name, values in (("own", called[levels[0]]), ("near", near), ("any", around)):
        found |= dict(zip(_CALLED[name], values >> np.arange(_STRONG + 1)[:, None] & 1, strict=True))
    return found
