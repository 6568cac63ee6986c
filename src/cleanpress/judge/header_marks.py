"""What the elements around a block say of it: byline, date line, standfirst, or a place outside the article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanpress.likeness import normal, tokens
from cleanpress.model import Block, Node, Page

_BYLINE = re.compile(
    r"^(?:by-?line|author|writer|contributor|reporter|journalist|credit-?line|written-?by|posted-?by|posted-?author"
    r"|autor|auteur|redakteur|firma|autore|redactor|signature|verfasser)"
    r"|(?:by-?line|authors?|auteurs?|autor(?:en|es|i)?|(?:by|author|contributor)-?(?:name|info|meta|details?|list|block))$"
)
_DATELINE = re.compile(
    r"(?:^|-)(?:date-?line|date-?time|time-?stamps?|pub-?date|publish(?:ed)?(?:-?(?:date|time|on|at))?|(?:date|time)-?published"
    r"|date-?modified|updated?(?:-?(?:date|time|at|on))?|(?:post|entry|article|story|created|display|release)-?(?:date|time)s?"
    r"|date|datum|fecha|data|time|publication)(?:-|$)"
)
_STANDFIRST = re.compile(
    r"stand-?first|(?:^|-)(?:sub-?(?:head(?:line|ing|er)?|titles?|titulo|hl)|under-?title|decks?|dek|strap-?line|summary"
    r"|chapo|chapeau|sommario|occhiello|bajada|entradilla|copete|vorspann|ingress|sottotitolo|kurztext|sous-?titre"
    r"|untertitel|unterzeile|manchet|onderkop|spitzmarke)(?:-|$)|headline-?(?:secondary|sub)|secondary-?headline"
)
# Names that are as often those of the first paragraph of the body.
_WEAK_STANDFIRST = re.compile(
    r"(?:^|-)(?:lead|lede|leads?-?text|lead-?in|intro(?:duction)?|excerpt|abstract|description|teaser(?:-?text)?|tagline"
    r"|blurb|preamble|perex|accroche)(?:-|$)"
)
_TITLE = re.compile(r"(?:^|-)(?:head-?lines?|titles?|titulo|titre|titel|titolo|heading|hed)(?:-|$)")
_ELSEWHERE = re.compile(
    r"(?:^|-)(?:related|recommend(?:ed|ations?)?|more-(?:on|from|stories)|most-(?:read|popular)|popular|trending|teasers?|comments?"
    r"|comment-?list|side-?bar|promo|news-?letter|foot(?:er)?|nav(?:igation)?|menu|bread-?crumbs?|author-?bio|card|cards"
    r"|carousel|gallery|recirc(?:ulation)?|widget|read-?next|up-?next|masthead)(?:-|$)"
)
_ELSEWHERE_TAGS = frozenset({"aside", "nav", "footer", "form", "dialog", "figure", "figcaption", "button"})
_WIDE = 12


def names_of(node: Node) -> str:
    """The node's class and id names in one spelling, parted by spaces: "articleByline" and "article-byline" are one."""
    return " ".join("-".join(word) for word in _runs(node.words))


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


def says_standfirst(page: Page, block: Block) -> str:
    """ "strong", "weak" or "": how the elements close around the block are named."""
    weak = ""
    for node in around(page, block, 3):
        if _any_name(_STANDFIRST, node) or node.attributes.get("itemprop") == "alternativeHeadline":
            return "strong"
        if _any_name(_WEAK_STANDFIRST, node) or node.attributes.get("itemprop") == "description":
            weak = "weak"
    return weak


def says_title(page: Page, block: Block) -> bool:
    """Whether the elements close around the block are named as those of a headline."""
    return any(
        node.attributes.get("itemprop") == "headline" or _any_name(_TITLE, node) for node in around(page, block, 3)
    )


def stands_elsewhere(page: Page, block: Block, scope: int = -1) -> bool:
    """Whether the block stands in navigation, a list of teasers, comments or a picture inside `scope` (a node)."""
    node = block.node
    while node >= 0 and node != scope:
        found = page.nodes[node]
        if found.tag in _ELSEWHERE_TAGS or _any_name(_ELSEWHERE, found):
            return True
        node = found.parent
    return False


def _any_name(pattern: re.Pattern[str], node: Node) -> bool:
    return any(pattern.search("-".join(run)) for run in _runs(node.words))


def agreement(text: str, other: str | None) -> float:
    """How far two texts have the same words, 0 to 1; a site's name behind one of them does not count.

    >>> agreement("Ferry is back", "Ferry is back | The Post"), agreement("Ferry", "Ferry is back today") > .75
    (1.0, False)
    """
    if not other:
        return 0.0
    mine = {token for token, _, _ in tokens(normal(text))}
    theirs = {token for token, _, _ in tokens(normal(other))}
    shared = len(mine & theirs)
    if not shared:
        return 0.0
    short, long = sorted((len(mine), len(theirs)))
    comparable = 2 * short >= long or (short >= 5 and 3 * short >= long)
    return shared / short if comparable else shared / len(mine | theirs)
