"""What is measured of the blocks of an HTML page before anything is chosen: how much prose each is, and how much of it
counts when the part of the page that holds the article is looked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from cleanpress.judge import prose
from cleanpress.model import Block, Kind, Page, SpanKind

_LINKED = 0.35
_SHORT_PAGE = 4
SPOKEN_AGAINST = 0.15
"""What prose still weighs that furniture rules or its own tag speak against with full confidence."""
# The same for prose in a teaser's card, and before the title.
_IN_CARD = 0.25
_BEFORE_TITLE = 0.3
_CARD_BLOCKS = 8
_PAGE_TAGS = frozenset(["html", "body", "main"])
_SIDE_TAGS = frozenset(["aside", "nav", "footer", "form", "dialog", "button"])


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured of one block: width in Latin letters, share of it that is link, whether it is prose, whether it
    ends as a sentence does, and whether a link leads it while text follows."""

    width: int
    links: float
    prose: bool
    ended: bool
    leads: bool


def measure(block: Block) -> Measures:
    """The measures of one block.

    >>> measure(Block(index=0, text="Rain fell on the whole of the valley until the river stood in the lower streets."))
    Measures(width=80, links=0.0, prose=False, ended=True, leads=False)
    """
    linked = sum(span.end - span.start for span in block.spans if span.kind is SpanKind.LINK)
    links = linked / len(block.text)
    running = (
        links < _LINKED
        and block.kind not in (Kind.HEADING, Kind.CAPTION, Kind.CODE, Kind.CELL)
        and prose.is_prose(block.text)
        and not is_listing(block.text)
    )
    leads = links > 0.05 and any(span.start == 0 and span.kind is SpanKind.LINK for span in block.spans)
    return Measures(prose.width(block.text), links, running, prose.ends_sentence(block.text), leads)


def is_listing(text: str) -> bool:
    """Whether a text is figures, or items in a row parted by bars and bullets.

    >>> is_listing("Sport | Weather | Traffic | Games | Puzzles"), is_listing("Rain fell | all day.")
    (True, False)
    """
    return sum(map(str.isdigit, text)) >= len(text) / 5 or text.count("|") + text.count("·") + text.count("•") >= 3


def masses(
    page: Page, measures: Sequence[Measures], weights: Mapping[int, float], cards: set[int], title: int
) -> list[float]:
    """The width of each block's prose as it counts when the body is looked for; 0 for what is no prose.

    `weights` says by how much less a block counts that other judges spoke against (1 where nobody did); `cards` are the
    nodes of teasers; `title` is the number of the title's block, -1 if none was found.
    """
    full = [float(m.width) if m.prose else 0.0 for m in measures]
    if sum(1 for value in full if value) < _SHORT_PAGE:
        # A flash of a few lines: shorter sentences and long unfinished lines count for half.
        for i, m in enumerate(measures):
            if not full[i] and m.links < _LINKED and (m.width > 80 or (m.width > 40 and m.ended)):
                full[i] = m.width / 2
    visible = sum(value for value, block in zip(full, page.blocks, strict=True) if not block.hidden)
    hide = visible >= sum(full) / 4
    side = _beside(page, full)
    mass = []
    for i, block in enumerate(page.blocks):
        weight = weights.get(i, 1.0) * (SPOKEN_AGAINST if block.node in side else 1.0)
        weight *= (_IN_CARD if block.node in cards else 1.0) * (_BEFORE_TITLE if i < title else 1.0)
        mass.append(0.0 if hide and block.hidden else full[i] * weight)
    return mass


def wide_nodes(page: Page, width: Sequence[float]) -> set[int]:
    """Nodes that hold more than half of what `width` sums over the blocks: whatever they are called, the article may
    stand in them (an unclosed `nav` or a `form` around the whole page)."""
    total = [0.0, *accumulate(width)]
    return {node.index for node in page.nodes if 2 * (total[node.last] - total[node.first]) > total[-1] > 0}


def _beside(page: Page, full: Sequence[float]) -> set[int]:
    """Nodes in an element that HTML itself sets beside the content."""
    wide = wide_nodes(page, full)
    found: set[int] = set()
    for node in page.nodes:
        if node.parent in found or (node.tag in _SIDE_TAGS and node.index not in wide):
            found.add(node.index)
    return found


def cards_of(page: Page, measures: Sequence[Measures], title: int) -> set[int]:
    """Nodes in a card: an element with one or two paragraphs and a headline that is all link, as teasers have them."""
    prosaic = [0, *accumulate(int(m.prose) for m in measures)]
    linked = [int(_is_teaser_headline(m, b, title)) for m, b in zip(measures, page.blocks, strict=True)]
    links = [0, *accumulate(linked)]
    found: set[int] = set()
    for node in page.nodes:
        if node.tag in _PAGE_TAGS or node.first <= title < node.last:
            continue
        few = 1 <= prosaic[node.last] - prosaic[node.first] <= 2 and links[node.last] > links[node.first]
        if node.parent in found or (few and node.last - node.first <= _CARD_BLOCKS):
            found.add(node.index)
    return found


def _is_teaser_headline(m: Measures, block: Block, title: int) -> bool:
    if block.index == title or (block.kind is Kind.HEADING and block.level == 1):
        return False
    return m.links > 0.8 and 15 <= m.width <= 250
