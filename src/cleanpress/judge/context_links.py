"""Names by links: where they lead, lists and rows of nothing but links, and the teasers around headlines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleanpress.judge import prose
from cleanpress.judge.context_view import ALL_LINK, Around, Found, Name
from cleanpress.judge.context_words import label_of_target
from cleanpress.model import Block, Kind, Label, Node, SpanKind

# How sure a name is: more than a hint of a pack, less than a rule that decides alone.
_TARGET, _LIST = 0.75, 0.6
_MOSTLY_LINK = 0.5
_HEADLINE = 28
"""From this width (in Latin letters) a link reads as a headline, below `_MENU` as an entry of a menu."""
_MENU = 22
_ROW = 3
_GROUP = 80
_OTHERS_IN_ROW = 0.2
_CARD_BLOCKS = 6
_CARD_HEADLINES = 2
_PRICED = 200
_HOST = re.compile(r"(?:https?:)?//(?:www\.)?([^/?#:]+)", re.I)
# A price that ends the text: in a headline ("$5bn budget passed") the figure stands elsewhere.
_PRICE = re.compile(r"(?:[$€£¥₩₹]\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|£|kr|zł))\W*$")
_GOALS = {
    Label.SHARE: "a network, to share the page",
    Label.APP: "a shop of apps",
    Label.ADVERT: "a shop, for a commission",
    Label.COMMENTS: "the comments",
    Label.NEWSLETTER: "the newsletters",
    Label.LOGIN: "the log-in",
    Label.PAYWALL: "the subscriptions",
    Label.NAVIGATION: "a list of pages, or a page about the site",
}


def by_targets(around: Around, found: Found) -> None:
    """A block that is mostly link is what its links lead to."""
    for index in around.open:
        block = around.page.blocks[index]
        if index in found or not block.spans or around.links(index) < _MOSTLY_LINK:
            continue
        labels = {label_of_target(href) for href in _targets(block)}
        label = labels.pop()
        if label is not None and not labels:
            found[index] = (label, "target", _TARGET, f"a link to {_GOALS[label]}")
        elif len(block.text) <= _PRICED and around.links(index) > ALL_LINK and _PRICE.search(block.text):
            found[index] = (Label.ADVERT, "price", _LIST, "a link with a price")


def _targets(block: Block) -> list[str]:
    return [span.href or "" for span in block.spans if span.kind is SpanKind.LINK]


def _stays(block: Block) -> bool:
    """Whether the links of a block lead to places on the page itself, or nowhere."""
    return all(href.startswith(("#", "javascript:")) or not href for href in _targets(block))


def by_rows(around: Around, found: Found) -> None:
    """Lists and rows of nothing but links: headlines lead to other stories, single words to parts of the site."""

    known: dict[int, Name | None] = {}

    def row(node: Node) -> Name | None:
        size = node.last - node.first
        if not _ROW <= size <= _GROUP:
            return None
        linked: list[int] = []
        others = 0
        for i in range(node.first, node.last):
            if around.links(i) > ALL_LINK:
                linked.append(i)
            else:
                others += 1
                if others > _OTHERS_IN_ROW * size:
                    return None
        widths = sorted(prose.width(around.page.blocks[i].text) for i in linked)
        middle = widths[len(widths) // 2]
        if all(_stays(around.page.blocks[i]) for i in linked):
            return Label.NAVIGATION, "row", _LIST, "in a list of places on this page"
        if middle >= _HEADLINE:
            return Label.RELATED, "row", _LIST, "in a list of links with headlines"
        if middle < _MENU and not _leads_away(around, linked):
            return Label.NAVIGATION, "row", _LIST, "in a row of short links"
        return None

    for index in around.open:
        if index in found or index in around.hinted:
            continue
        name = around.climb(index, row, known)
        if name and name[0] is Label.NAVIGATION and around.links(index) <= ALL_LINK and not _is_short(around, index):
            name = None
        if name is None and around.links(index) > ALL_LINK:
            name = _lone_link(around, index)
        if name is not None:
            found[index] = name


def _is_short(around: Around, index: int) -> bool:
    return prose.width(around.page.blocks[index].text) < _MENU


def _leads_away(around: Around, linked: Sequence[int]) -> bool:
    """Whether most of the blocks link to other sites: to shops and sources, and not to parts of this one."""
    own = _host(around.page.url or "")
    if not own:
        return False
    away = sum(all(_host(href) not in ("", own) for href in _targets(around.page.blocks[i])) for i in linked)
    return 2 * away > len(linked)


def _host(address: str) -> str:
    """The host of an absolute address without its first label where that is "www", "" for a relative one."""
    found = _HOST.match(address)
    return found[1].lower() if found else ""


def _lone_link(around: Around, index: int) -> Name | None:
    block = around.page.blocks[index]
    if block.kind is Kind.CAPTION or _stays(block):
        return None
    size = prose.width(block.text)
    if size >= _HEADLINE and index > around.title:
        return Label.RELATED, "link", _LIST, "a headline that is all link"
    if size < _MENU and index < min(around.title if around.title >= 0 else around.first, around.first):
        return Label.NAVIGATION, "link", _LIST, "a short link above the title"
    return None


def by_cards(around: Around, found: Found) -> None:
    """Text beside a headline that leads to another story, in an element of their own, belongs to that teaser."""
    related = {index for index, name in found.items() if name[0] is Label.RELATED}
    if not related:
        return

    def card(node: Node) -> Name | None:
        if not 2 <= node.last - node.first <= _CARD_BLOCKS:
            return None
        inside = range(node.first, node.last)
        headlines = [i for i in inside if i in related and around.links(i) > ALL_LINK]
        others = any(around.page.blocks[i].kind is Kind.HEADING and around.links(i) <= ALL_LINK for i in inside)
        if others or not 0 < len(headlines) <= _CARD_HEADLINES:
            return None
        return Label.RELATED, "card", _LIST, "beside the headline of another story"

    around.name_each(found, card)
