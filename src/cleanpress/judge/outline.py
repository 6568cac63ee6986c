"""The outline of an HTML page: which element holds the article, and how the elements around its prose are made.

The measure of a container follows Arc90's Readability: prose counts in full at the element that holds it directly and
at six tenths for every level above.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from cleanpress.judge.measures import Measures, cards_of, masses, measure
from cleanpress.model import Block, Kind, Node, Page

# Elements that are the text's own form: a paragraph's own class says nothing of which part of the page it stands in.
TEXT_TAGS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table thead tbody tfoot tr td th".split())
_UPWARD = 0.6
_FAIR_SHARE = 0.15
_FEW_LINKS = 0.25
# Width of prose from which an element alone can be a story.
_STORY = 300
PICTURE_BLOCKS = 3
"""A picture's own element holds at most its caption and its credit, in two or three blocks."""

Signature = tuple[str, tuple[str, ...]]
Chain = tuple[Signature, ...]


@dataclass(slots=True)
class Outline:
    """A page measured. `mass` is a block's prose as it counts for finding the body; `container` is the chosen node.

    `chains` are, for each block, the makes of the elements between the container and the block; `main` are the chains
    of the body's own prose. `pictured` are the nodes with a picture in them; `cards` those of teasers; `teasers` is the
    share of the chosen prose that stands in cards. `makes` are the numbers that nodes of one make share.
    """

    page: Page
    measures: list[Measures]
    mass: list[float]
    container: int
    chains: list[Chain]
    main: set[Chain]
    pictured: set[int]
    cards: set[int]
    teasers: float
    makes: list[int]

    def inside(self, block: int) -> bool:
        """Whether the block stands in the chosen container."""
        node = self.page.nodes[self.container]
        return node.first <= block < node.last


def outline(page: Page, weights: dict[int, float], title: int) -> Outline:
    """Measures the page and chooses the container of its body.

    `weights` says by how much less a block counts that other judges spoke against (1 where nobody did); `title` is the
    number of the title's block, -1 if none was found: what stands before it is unlikely to be the body.
    """
    measures = [measure(block) for block in page.blocks]
    cards = cards_of(page, measures, title)
    makes = _makes(page)
    mass = masses(page, measures, weights, cards, title)
    container = _article_of_title(page, _widen(page, _choose(page, mass, makes), mass), mass, title)
    chains = _chains(page, container)
    pictured = _pictured(page)
    main = _main_chains(page, container, chains, measures, mass)
    main -= _picture_chains(page, container, chains, main, pictured)
    chosen = [
        block
        for block in page.blocks[page.nodes[container].first : page.nodes[container].last]
        if mass[block.index] and chains[block.index] in main
    ]
    teasers = sum(block.node in cards for block in chosen) / len(chosen) if len(chosen) > 2 else 0.0
    return Outline(page, measures, mass, container, chains, main, pictured, cards, teasers, makes)


def apart(chain: Chain, main: Collection[Chain]) -> Chain:
    """What of a chain no main chain shares: () for a block that stands in the flow of the body."""
    return chain[max((_shared(chain, other) for other in main), default=0) :]


def _choose(page: Page, mass: Sequence[float], makes: Sequence[int]) -> int:
    """The smallest element around all parts of the page that are built like the one with most prose.

    Prose is summed over elements of one make, so that a body in many equal parts (sections, entries of a live blog)
    weighs as one; without that a long teaser list would outweigh each part.
    """
    score: dict[int, float] = defaultdict(float)
    parts: dict[int, list[int]] = defaultdict(list)
    for block in page.blocks:
        if mass[block.index]:
            node = holder(page, block)
            score[makes[node]] += mass[block.index]
            parts[makes[node]].append(node)
    above = {makes[node.index]: makes[node.parent] if node.parent >= 0 else -1 for node in page.nodes}
    for make in sorted(above, reverse=True):
        if above[make] >= 0:
            score[above[make]] += _UPWARD * score[make]
            parts[above[make]] += parts[make][:1] + parts[make][-1:]
    best = max(above, key=lambda make: (score[make], -make))
    return _common(page, parts[best]) if parts[best] else 0


def holder(page: Page, block: Block) -> int:
    """The number of the closest node around a block that is no element of text form: the part it stands in."""
    node = block.node
    while page.nodes[node].tag in TEXT_TAGS and page.nodes[node].parent >= 0:
        node = page.nodes[node].parent
    return node


def _signature(node: Node) -> Signature:
    """What elements of one make have in common: tag and names, numbered names left out."""
    return node.tag, _unnumbered(node.names) if node.names else ()


@lru_cache(maxsize=8192)
def _unnumbered(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names without a digit in them."""
    return tuple(name for name in names if not any(map(str.isdigit, name)))


def _makes(page: Page) -> list[int]:
    """For each node a number that it shares with all nodes of the same signature in parents of the same make.

    A make's number is larger than that of the make above it.
    """
    numbers: dict[tuple[int, Signature], int] = {}
    makes: list[int] = []
    for node in page.nodes:
        key = (makes[node.parent] if node.parent >= 0 else -1, _signature(node))
        makes.append(numbers.setdefault(key, len(numbers)))
    return makes


def _common(page: Page, nodes: Sequence[int]) -> int:
    """The innermost node around all of `nodes`: the one around the first and the last of them."""
    low, high = min(nodes), max(nodes)
    while low != high:
        if page.nodes[low].depth >= page.nodes[high].depth and low != 0:
            low = page.nodes[low].parent
        else:
            high = page.nodes[high].parent
        if low > high:
            low, high = high, low
    return low


def _widen(page: Page, node: int, mass: Sequence[float]) -> int:
    """The widest element around `node` that does not hold much more prose than it: what belongs beside the densest
    part (an introduction, a second half behind a promotion) stands in it."""
    total = [0.0, *accumulate(mass)]

    def inside(index: int) -> float:
        return total[page.nodes[index].last] - total[page.nodes[index].first]

    best = node
    own = inside(node)
    while page.nodes[node].parent > 0:
        node = page.nodes[node].parent
        if page.nodes[node].tag in ("body", "html") or inside(node) > 1.5 * own + 200:
            break
        best = node
    return best


def _article_of_title(page: Page, container: int, mass: Sequence[float], title: int) -> int:
    """The one `article` that holds the title, where the container holds several with headings of their own.

    A page with the next story below the first, or an archive page, names in its title the story it is about. The
    entries of a live blog are articles too, but the title stands above them.
    """
    if title < 0:
        return container
    articles = [node for node in page.nodes[container + 1 :] if node.tag == "article" and node.first < node.last]
    own = [node for node in articles if node.first <= title < node.last and sum(mass[title : node.last]) >= _STORY]
    if not own:
        return container
    others = [
        node
        for node in articles
        if node.first >= own[0].last and any(b.kind is Kind.HEADING for b in page.blocks[node.first : node.last])
    ]
    return own[0].index if others else container


def _chains(page: Page, container: int) -> list[Chain]:
    """For each block the makes of the elements between the container and it, outermost first, text forms left out."""
    chains: dict[int, Chain] = {node.index: () for node in page.nodes if node.index <= container}
    for node in page.nodes[container + 1 :]:
        above = chains[node.parent]
        chains[node.index] = above if node.tag in TEXT_TAGS else (*above, _signature(node))
    return [chains[block.node] for block in page.blocks]


def _main_chains(
    page: Page, container: int, chains: Sequence[Chain], measures: Sequence[Measures], mass: Sequence[float]
) -> set[Chain]:
    """The chains that carry the body's prose: the heaviest one, and others with a fair share and few links."""
    heavy: Counter[Chain] = Counter()
    letters: Counter[Chain] = Counter()
    linked: Counter[Chain] = Counter()
    for i in range(page.nodes[container].first, page.nodes[container].last):
        heavy[chains[i]] += int(mass[i])
        # Links of a card stand in its heading, a level above its summary: count them for the level above as well.
        for depth in range(max(0, len(chains[i]) - 2), len(chains[i]) + 1):
            letters[chains[i][:depth]] += measures[i].width
            linked[chains[i][:depth]] += int(measures[i].width * measures[i].links)
    if not heavy:
        return set()
    top = max(heavy, key=lambda chain: (heavy[chain], -len(chain), chain))
    main = {top} if heavy[top] else set()
    for chain, value in heavy.items():
        own = range(max(len(chain) - 1, _shared(chain, top) + 1), len(chain) + 1)
        few_links = all(linked[chain[:depth]] < _FEW_LINKS * letters[chain[:depth]] for depth in own)
        if value > _FAIR_SHARE * heavy.total() and few_links:
            main.add(chain)
    return main


def _picture_chains(
    page: Page, container: int, chains: Sequence[Chain], main: Collection[Chain], pictured: Collection[int]
) -> set[Chain]:
    """Main chains that hold nothing but the text beside one or two pictures, where others hold the body."""
    holders: dict[Chain, set[int]] = defaultdict(set)
    for block in page.blocks[page.nodes[container].first : page.nodes[container].last]:
        if chains[block.index] in main and chains[block.index]:
            holders[chains[block.index]].add(holder(page, block))

    def beside_picture(index: int) -> bool:
        node = page.nodes[index]
        return index in pictured and node.last - node.first <= PICTURE_BLOCKS

    found = {chain for chain, nodes in holders.items() if len(nodes) <= 2 and all(map(beside_picture, nodes))}
    return found if len(found) < len(main) else set()


def _shared(one: Chain, other: Chain) -> int:
    """How many elements two chains have in common at their beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _pictured(page: Page) -> set[int]:
    found: set[int] = set()
    for image in page.images:
        node = image.node
        while node >= 0 and node not in found:
            found.add(node)
            node = page.nodes[node].parent
    return found
