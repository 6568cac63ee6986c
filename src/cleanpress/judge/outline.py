"""The outline of an HTML page as the structure judge sees it: how much prose stands where, and which part holds most.

The measure of a container follows Arc90's Readability: the
prose of a node counts in full at the element that holds it directly and at six tenths for every level above.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cleanpress.judge import prose
from cleanpress.model import Block, Kind, Node, Page, SpanKind

# Elements that are the text's own form: a paragraph's own class says nothing of which part of the page it stands in.
TEXT_TAGS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table thead tbody tfoot tr td th".split())
_UPWARD = 0.6
_LINKED = 0.35
_SHORT_PAGE = 4
# A part of the page that furniture rules or its own tag speak against weighs so much less when the body is looked for.
_SPOKEN_AGAINST = 0.15
_SIDE_TAGS = frozenset(["aside", "nav", "footer", "form", "dialog", "button"])

Chain = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured of one block: width in Latin letters, share of it that is link, whether it is prose, whether it
    ends as a sentence does, and whether a link leads it while text follows."""

    width: int
    links: float
    prose: bool
    ended: bool
    leads: bool


@dataclass(slots=True)
class Outline:
    """A page measured. `mass` is a block's prose as it counts for finding the body; `container` is the chosen node;
    `pictured` are the nodes with a picture in them."""

    page: Page
    measures: list[Measures]
    mass: list[float]
    container: int
    main: set[Chain]
    chains: list[Chain]
    pictured: set[int]

    def inside(self, block: int) -> bool:
        """Whether the block stands in the chosen container."""
        node = self.page.nodes[self.container]
        return node.first <= block < node.last


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
        and _letters(block.text)
    )
    leads = links > 0.05 and any(span.start == 0 and span.kind is SpanKind.LINK for span in block.spans)
    return Measures(prose.width(block.text), links, running, prose.ends_sentence(block.text), leads)


def _letters(text: str) -> bool:
    """Less than a fifth of the text is digits, and it is no row of items parted by bars."""
    return sum(map(str.isdigit, text)) < len(text) / 5 and text.count("|") + text.count("·") + text.count("•") < 4


def outline(page: Page, weights: Mapping[int, float], after: int) -> Outline:
    """Measures the page and chooses the container of its body.

    `weights` says by how much less a block counts that other judges spoke against (1 where nobody did); what ends
    before block `after`, the title, is unlikely to hold the body.
    """
    measures = [measure(block) for block in page.blocks]
    mass = [value * (0.3 if i < after else 1.0) for i, value in enumerate(_masses(page, measures, weights))]
    container = _widen(page, _choose(page, mass), mass)
    chains = [_chain(page, container, block) for block in page.blocks]
    main = _main_chains(page, container, chains, measures, mass)
    return Outline(page, measures, mass, container, main, chains, _pictured(page))


def _masses(page: Page, measures: Sequence[Measures], weights: Mapping[int, float]) -> list[float]:
    full = [float(m.width) if m.prose else 0.0 for m in measures]
    if sum(1 for value in full if value) < _SHORT_PAGE:
        # A flash of a few lines: shorter sentences and long unfinished lines count for half.
        for i, m in enumerate(measures):
            if not full[i] and m.links < _LINKED and (m.width > 80 or (m.width > 40 and m.ended)):
                full[i] = m.width / 2
    visible = sum(value for value, block in zip(full, page.blocks, strict=True) if not block.hidden)
    hide = visible >= sum(full) / 4
    side = _beside(page.nodes)
    mass = []
    for i, block in enumerate(page.blocks):
        weight = weights.get(i, 1.0) * (_SPOKEN_AGAINST if block.node in side else 1.0)
        mass.append(0.0 if hide and block.hidden else full[i] * weight)
    return mass


def _beside(nodes: Sequence[Node]) -> set[int]:
    """Nodes in an element that HTML itself sets beside the content. A form around most of the page is none."""
    found: set[int] = set()
    total = nodes[0].last if nodes else 0
    for node in nodes:
        wide = node.last - node.first > total / 2
        if node.parent in found or (node.tag in _SIDE_TAGS and not wide):
            found.add(node.index)
    return found


def _pictured(page: Page) -> set[int]:
    found: set[int] = set()
    for image in page.images:
        node = image.node
        while node >= 0 and node not in found:
            found.add(node)
            node = page.nodes[node].parent
    return found


def holder(page: Page, block: Block) -> int:
    """The closest node around a block that is no element of text form: the part of the page it stands in."""
    node = block.node
    while page.nodes[node].tag in TEXT_TAGS and page.nodes[node].parent >= 0:
        node = page.nodes[node].parent
    return node


def _choose(page: Page, mass: Sequence[float]) -> int:
    """The smallest element around all parts of the page that are built like the one with most prose.

    Prose is summed over elements of one make, so that a body in many equal parts (sections, entries of a live blog)
    weighs as one; without that a long teaser list would outweigh each part.
    """
    makes = _makes(page)
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


def _makes(page: Page) -> list[int]:
    """For each node a number that it shares with all nodes of the same signature in parents of the same make.

    A make's number is larger than that of the make above it.
    """
    numbers: dict[tuple[int, tuple[str, tuple[str, ...]]], int] = {}
    makes: list[int] = []
    for node in page.nodes:
        key = (makes[node.parent] if node.parent >= 0 else -1, signature(node))
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


def signature(node: Node) -> tuple[str, tuple[str, ...]]:
    """What elements of one make have in common: tag and names, numbered names left out."""
    return node.tag, tuple(name for name in node.names if not any(map(str.isdigit, name)))


def _widen(page: Page, node: int, mass: Sequence[float]) -> int:
    """The widest element around `node` that does not hold much more prose than it: what belongs beside the densest
    part (an introduction, a second half behind a promotion) stands in it."""
    total = [0.0]
    for value in mass:
        total.append(total[-1] + value)

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


def _chain(page: Page, container: int, block: Block) -> Chain:
    """The makes of the elements between the container and a block, outermost first, text forms left out."""
    chain: list[tuple[str, tuple[str, ...]]] = []
    node = block.node
    while node > container:
        if page.nodes[node].tag not in TEXT_TAGS:
            chain.append(signature(page.nodes[node]))
        node = page.nodes[node].parent
    return tuple(reversed(chain))


def _main_chains(
    page: Page, container: int, chains: Sequence[Chain], measures: Sequence[Measures], mass: Sequence[float]
) -> set[Chain]:
    """The chains that carry the body's prose: the heaviest one, and others with a fair share and few links."""
    node = page.nodes[container]
    blocks: Collection[int] = range(node.first, node.last)
    heavy: Counter[Chain] = Counter()
    letters: Counter[Chain] = Counter()
    linked: Counter[Chain] = Counter()
    for i in blocks:
        heavy[chains[i]] += int(mass[i])
        # Links of a card stand in its heading, a level above its summary: count them for the levels above as well.
        for depth in range(max(0, len(chains[i]) - 2), len(chains[i]) + 1):
            letters[chains[i][:depth]] += measures[i].width
            linked[chains[i][:depth]] += int(measures[i].width * measures[i].links)
    if not heavy:
        return set()
    top, most = max(heavy.items(), key=lambda item: (item[1], -len(item[0])))
    total = sum(heavy.values())
    main = {top}
    for chain, value in heavy.items():
        clean = all(
            linked[chain[:depth]] < 0.25 * letters[chain[:depth]]
            for depth in range(max(len(chain) - 1, _shared(chain, top) + 1), len(chain) + 1)
        )
        if value > 0.15 * total and clean:
            main.add(chain)
    return main if most else set()


def _shared(one: Chain, other: Chain) -> int:
    """How many elements two chains have in common at their beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def apart(chain: Chain, main: Collection[Chain]) -> Chain:
    """What of a chain no main chain shares: () for a block that stands in the flow of the body."""
    return chain[max((_shared(chain, other) for other in main), default=0) :]
