"""What the elements around a block say of it: byline, date line, standfirst, or a place outside the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cleanpress.likeness import normal, token_words
from cleanpress.model import Block, Node, Page, SpanKind

_BYLINE = re.compile(
    r"(?:^|-)(?:by-?line\w*|author(?!i)\w*|autor(?!i)\w*|auteurs?|writers?|contributors?|reporters?|journalists?"
    r"|redakteur(?:e|in)?|firma|redactor|verfasser|credit-?line|(?:written|posted)-?by|posted-?author)(?:-|$)",
    re.M,
)
_DATELINE = re.compile(
    r"(?:^|-)(?:date-?line|date-?time|time-?stamps?|pub-?date|publish(?:ed)?(?:-?(?:date|time|on|at))?|(?:date|time)-?published"
    r"|date-?modified|updated?(?:-?(?:date|time|at|on))?|(?:post|entry|article|story|created|display|release)-?(?:date|time)s?"
    r"|date|datum|fecha|data|time|publication)(?:-|$)",
    re.M,
)
_STANDFIRST = re.compile(
    r"stand-?first|(?:^|-)(?:sub-?(?:head(?:line|ing|er)?|titles?|titulo|tit|hl)|under-?title|decks?|dek|strap-?line|(?<!with-)summary"
    r"|chapo|chapeau|sommario|occhiello|bajada|entradilla|copete|vorspann|ingress|sottotitolo|kurztext|sous-?titre"
    r"|untertitel|unterzeile|manchet|onderkop|spitzmarke)(?:-|$)|headline-?(?:secondary|sub)|secondary-?headline",
    re.M,
)
# Names that are as often those of the first paragraph of the body.
_WEAK_STANDFIRST = re.compile(
    r"(?:^|-)(?:lead|lede|leads?-?text|lead-?in|intro(?:duction)?|excerpt|abstract|teaser(?:-?text)?|tagline"
    r"|blurb|preamble|perex|accroche)(?:-|$)",
    re.M,
)
_DESCRIPTION = re.compile(r"(?:^|-)description(?:-|$)", re.M)
_TITLE = re.compile(r"(?:^|-)(?:head-?lines?|titles?|titulo|titre|titel|titolo|heading|hed)(?:-|$)", re.M)
_ELSEWHERE = re.compile(
    r"(?:^|-)(?:related|recommend(?:ed|ations?)?|more-(?:on|from|stories)|most-(?:read|popular)|popular|trending|teasers?|comments?"
    r"|comment-?list|side-?bar|promo|news-?letter|foot(?:er)?|nav(?:igation)?|menu|bread-?crumbs?|author-?bio|card|cards"
    r"|carousel|gallery|recirc(?:ulation)?|widget|read-?next|up-?next|masthead)(?:-|$)",
    re.M,
)
_ELSEWHERE_TAGS = frozenset({"aside", "nav", "footer", "form", "dialog", "figure", "figcaption"})
_REMEMBERED = 4096
_WIDE = 12
_MOST = 60


@lru_cache(_REMEMBERED)
def _names(words: tuple[str, ...]) -> str:
    """The names of an element, each on a line of its own with hyphens between its words."""
    return "\n".join(map("-".join, _runs(words)))


def _runs(words: tuple[str, ...]) -> Iterator[list[str]]:
    run: list[str] = []
    for word in (*words, ""):
        if word:
            run.append(word)
        elif run:
            yield run
            run = []


def around(page: Page, block: Block, widest: int = _WIDE) -> Iterator[Node]:
    """The elements around a block from the inside outwards, as long as they hold no more than `widest` blocks."""
    node = block.node
    while node >= 0:
        found = page.nodes[node]
        if found.last - found.first > widest:
            return
        yield found
        node = found.parent


def says_byline(page: Page, block: Block) -> bool:
    """Whether an element around the block is marked as the names of the authors."""
    return any(
        node.attributes.get("itemprop") in ("author", "creator") or _any_name(_BYLINE, node)
        for node in around(page, block)
    )


def says_dateline(page: Page, block: Block) -> bool:
    """Whether an element close around the block is marked as a date."""
    return any(
        node.tag == "time"
        or node.attributes.get("itemprop", "") in ("datePublished", "dateModified", "dateCreated")
        or _any_name(_DATELINE, node)
        for node in around(page, block, 4)
    )


def says_standfirst(page: Page, block: Block, paragraph: Block) -> str:
    """How the elements close around the block, and not around `paragraph`, are named.

    "strong", "weak" (as often a name of the first paragraph), "description" (of whatever), or "".
    """
    weak = ""
    for node in around(page, block, 3):
        if node.first <= paragraph.index < node.last:
            break
        if _any_name(_STANDFIRST, node) or node.attributes.get("itemprop") == "alternativeHeadline":
            return "strong"
        if _any_name(_WEAK_STANDFIRST, node):
            weak = "weak"
        elif not weak and (_any_name(_DESCRIPTION, node) or node.attributes.get("itemprop") == "description"):
            weak = "description"
    return weak


def says_title(page: Page, block: Block) -> bool:
    """Whether the elements close around the block are named as those of a headline."""
    return any(
        node.attributes.get("itemprop") == "headline" or _any_name(_TITLE, node) for node in around(page, block, 3)
    )


def stands_elsewhere(page: Page, block: Block, *places: int) -> bool:
    """Whether the block stands in navigation, a list of teasers, comments or a picture.

    An element that holds one of the blocks `places` (those known to be of the article), or a good part of the page, is
    the article's own, whatever it is called.
    """
    node = block.node
    most = max(_MOST, len(page.blocks) // 3)
    while node >= 0:
        found = page.nodes[node]
        if found.last - found.first > most:
            return False
        for place in places:
            if found.first <= place < found.last:
                return False
        # The names of an element around this block alone are about the block ("teaser-text" is a standfirst).
        if found.tag in _ELSEWHERE_TAGS or (found.last - found.first > 1 and _any_name(_ELSEWHERE, found)):
            return True
        node = found.parent
    return False


def _any_name(pattern: re.Pattern[str], node: Node) -> bool:
    return bool(node.words) and pattern.search(_names(node.words)) is not None


def is_set_in_bold(page: Page, block: Block) -> bool:
    """Whether the whole block is strong or emphasised, or its element is named so."""
    if {"bold", "strong"} & set(page.nodes[block.node].words):
        return True
    bold = sum(span.end - span.start for span in block.spans if span.kind in (SpanKind.STRONG, SpanKind.EMPHASIS))
    return bold >= 0.95 * len(block.text)


def share_element(page: Page, one: Block, other: Block, without: Block) -> bool:
    """Whether an element holds `one` and `other` and does not hold `without`."""
    node = page.nodes[one.node]
    while not node.first <= other.index < node.last and node.parent >= 0:
        node = page.nodes[node.parent]
    return not node.first <= without.index < node.last


def words_of(text: str) -> frozenset[str]:
    """The distinct words of a text, normalised.

    >>> sorted(words_of("Ferry, ferry!"))
    ['ferry']
    """
    return frozenset(token_words(normal(text)))


def agreement(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """How far two texts have the same words, 0 to 1; a site's name behind one of them does not count.

    >>> told = words_of("Ferry is back | The Post")
    >>> agreement(words_of("Ferry is back"), told), agreement(words_of("Ferry"), told)
    (1.0, 0.2)
    """
    shared = len(mine & theirs)
    if not shared:
        return 0.0
    short, long = sorted((len(mine), len(theirs)))
    comparable = 2 * short >= long or (short >= 5 and 3 * short >= long)
    return shared / short if comparable else shared / len(mine | theirs)
