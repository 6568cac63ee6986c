"""The ground that features stand on: a page's blocks and nodes as numpy arrays, and sums over any part of it.

Nodes stand in document order, so the blocks of a node are a slice, and any sum over a node is a difference of two
running sums. Everything here is linear in the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleanpress.judge.boxes import boxes_of
from cleanpress.judge.characters import Characters, characters, running_text
from cleanpress.judge.folded import folded
from cleanpress.model import FIELD_LABELS, Hints, Kind, Label, Node, Page, SpanKind, Verdict
from cleanpress.read.elements import TEXT_TAGS

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]
Columns = dict[str, NDArray[Any]]
"""Features by name, one value a block each, of any type of number."""

MANY, LONG, WIDE = 80, 400, 16_000
"""From so many paragraphs, so many blocks and so many letters of prose on, a part of a page is just a large one."""

LEVELS = ("own", "parent", "gp", "ggp")
"""The nodes around a block that features look at: its own, and three above it."""

_SIDE_TAGS = ("aside", "nav", "footer", "form", "dialog", "button")
_PAGE_TAGS = ("html", "body", "main")
_NUMBER = {kind: number for number, kind in enumerate(Kind)}
_NO_PROSE = [_NUMBER[kind] for kind in (Kind.HEADING, Kind.CAPTION, Kind.CODE, Kind.CELL)]
_LINKED = 0.35
_SHORT_PAGE = 4
# What prose still weighs for finding the body: where other judges or its own tag speak against it, in a teaser's card,
# before the title, and as a field or repeat, whose place is near the body, if not in it.
_SPOKEN_AGAINST = 0.15
_IN_CARD = 0.25
_BEFORE_TITLE = 0.3
_FIELD_WEIGHT = 0.3
_CARD_BLOCKS = 8
_HINT = 0.5


@dataclass(slots=True)
class Ground:
    """A page in arrays.

    `n` blocks. Per node `first`, `last`, `parent`, `depth`, `holder` (the closest node that is no element of text form)
    and `makes` (a number that elements of the same tags and names all the way up share); `tagged` are the nodes by tag.
    Per block the number of its kind (`kinds`), the `levels` of nodes around it, its `letters`, `width`, `links`
    (share), `spans` (rows of what links and emphasis do), `prose`, `ended`, `hidden` (but for what a button unfolds),
    `mass` (width of what counts as prose of the body), `card` (in a teaser's card) and `boxed` (in a box of furniture).
    `spoken` are the other judges' verdicts by block, `title` the number of the title's block or -1.
    """

    page: Page
    hints: Hints
    spoken: dict[int, list[Verdict]]
    title: int
    n: int
    first: Ints
    last: Ints
    parent: Ints
    depth: Ints
    holder: Ints
    makes: Ints
    tagged: dict[str, list[int]]
    kinds: Ints
    levels: tuple[Ints, ...]
    letters: Characters
    width: Floats
    links: Floats
    spans: Floats
    prose: Floats
    ended: Floats
    hidden: Floats
    mass: Floats
    card: Bools
    boxed: Bools

    def inside(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """The sum of a per-block value over each node."""
        total = running(values)
        return total[self.last] - total[self.first]

    def of_kind(self, kind: Kind) -> Bools:
        """The blocks of a kind."""
        found: Bools = self.kinds == _NUMBER[kind]
        return found

    def of_tags(self, *tags: str) -> Bools:
        """The nodes of some tags."""
        found = np.zeros(len(self.first), bool)
        for tag in tags:
            found[self.tagged.get(tag, [])] = True
        return found

    def covered(self, nodes: NDArray[np.bool_]) -> Bools:
        """The blocks that stand in any of the marked nodes."""
        edges = np.zeros(self.n + 1, np.intp)
        np.add.at(edges, self.first[nodes], 1)
        np.add.at(edges, self.last[nodes], -1)
        return np.cumsum(edges)[: self.n] > 0


def running(values: NDArray[Any]) -> NDArray[np.float64]:
    """Sums of the first 0, 1, 2 … values."""
    total = np.zeros(len(values) + 1)
    np.cumsum(values, out=total[1:])
    return total


def share(part: NDArray[Any], whole: NDArray[Any]) -> Floats:
    """`part / whole`, 0 where the whole is nothing."""
    found: NDArray[np.float64] = np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
    return found.astype(np.float32)


def log_size(values: Any, most: float) -> NDArray[np.float64]:
    """Sizes on a logarithmic scale. What is larger than `most` is no larger to the judge: few pages it learned from had
    that, and what it made of them would be a guess.

    >>> log_size(np.array([0.0, 99.0, 5000.0]), 99).round(1).tolist()
    [0.0, 4.6, 4.6]
    """
    found: NDArray[np.float64] = np.log1p(np.minimum(values, most))
    return found


def ground(page: Page, hints: Hints, seen: Sequence[Verdict]) -> Ground:
    """The arrays of a page that has blocks; `seen` are the verdicts of the rules, the header and the repeats judge."""
    n, count = len(page.blocks), len(page.nodes)
    letters = characters([block.text for block in page.blocks])
    spans = _spans(page, letters)
    kinds = np.fromiter((_NUMBER[block.kind] for block in page.blocks), np.intp, n)
    links = spans[0]
    prose = running_text(letters) & (links < _LINKED) & ~np.isin(kinds, _NO_PROSE)
    parent = np.fromiter((max(0, node.parent) for node in page.nodes), np.intp, count)
    levels = [np.fromiter((block.node for block in page.blocks), np.intp, n)]
    for _ in LEVELS[1:]:
        levels.append(parent[levels[-1]])
    holder, makes, tagged = _parts(page)
    titles = [v for v in seen if v.label is Label.TITLE]
    found = Ground(
        page=page,
        hints=hints,
        spoken={},
        title=min(titles, key=lambda v: (-v.confidence, v.block)).block if titles else -1,
        n=n,
        first=np.fromiter((node.first for node in page.nodes), np.intp, count),
        last=np.fromiter((node.last for node in page.nodes), np.intp, count),
        parent=parent,
        depth=np.fromiter((node.depth for node in page.nodes), np.intp, count),
        holder=holder,
        makes=makes,
        tagged=tagged,
        kinds=kinds,
        levels=tuple(levels),
        letters=letters,
        width=letters.width,
        links=links,
        spans=spans,
        prose=prose.astype(np.float32),
        ended=letters.ended.astype(np.float32),
        hidden=np.fromiter((block.hidden for block in page.blocks), np.float32, n),
        mass=np.zeros(n, np.float32),
        card=np.zeros(n, bool),
        boxed=np.zeros(n, bool),
    )
    found.spoken = _spoken(seen, letters.width * prose)
    for part in folded(page, prose, links, found.spoken):
        found.hidden[part] = 0
    found.boxed[list(boxes_of(page, found.spoken, running(letters.width * prose)))] = True
    found.card = _cards(found)
    found.mass = _mass(found)
    return found


def _spans(page: Page, letters: Characters) -> Floats:
    """Per block: share of it that is link, bold, italic; whether a link begins, ends, or bold begins it; numbers of
    links and line breaks."""
    rows = np.zeros((8, len(page.blocks)), np.float32)
    for block in page.blocks:
        for span in block.spans:
            i, size = block.index, span.end - span.start
            if span.kind is SpanKind.LINK:
                if "<" in (span.href or ""):
                    continue  # a quote left open: what follows is no link
                rows[0, i] += size
                rows[3, i] = rows[3, i] or span.start == 0
                rows[4, i] = rows[4, i] or span.end >= len(block.text) - 1
                rows[6, i] += 1
            elif span.kind is SpanKind.STRONG:
                rows[1, i] += size
                rows[5, i] = rows[5, i] or span.start == 0
            elif span.kind is SpanKind.EMPHASIS:
                rows[2, i] += size
            elif span.kind is SpanKind.BREAK:
                rows[7, i] += 1
    rows[:3] /= letters.size
    np.minimum(rows[:3], 1, out=rows[:3])
    return rows


@lru_cache(maxsize=8192)
def _unnumbered(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names without a digit in them."""
    return tuple(name for name in names if not any(map(str.isdigit, name)))


def _parts(page: Page) -> tuple[Ints, Ints, dict[str, list[int]]]:
    """For each node its holder, and the number of its make: nodes of the same tag and names in parents of one make
    share it. A make's number is larger than that of the make above it. Last the nodes by tag."""
    tagged: dict[str, list[int]] = defaultdict(list)
    numbers: dict[tuple[int, str, tuple[str, ...]], int] = {}
    makes: list[int] = []
    holder: list[int] = []
    for node in page.nodes:
        above = node.parent
        tagged[node.tag].append(node.index)
        names = _unnumbered(node.names) if node.names else ()
        key = (makes[above] if above >= 0 else -1, node.tag, names)
        makes.append(numbers.setdefault(key, len(numbers)))
        holder.append(holder[above] if above >= 0 and node.tag in TEXT_TAGS else node.index)
    return np.asarray(holder, np.intp), np.asarray(makes, np.intp), tagged


def _spoken(seen: Sequence[Verdict], prose: Floats) -> dict[int, list[Verdict]]:
    """The verdicts by block, without element tests that name so much of the page's prose that they name the article.

    For a hint three tenths are enough. A sure test must name half, and comments and teasers can really be that much.
    """
    total = prose.sum()
    named: dict[str, float] = defaultdict(float)
    for verdict in seen:
        if verdict.judge == "element":
            hint = verdict.confidence <= _HINT
            if hint or verdict.label not in (Label.COMMENTS, Label.RELATED):
                named[verdict.rule] += float(prose[verdict.block]) * (5 if hint else 3)
    wide = {rule for rule, width in named.items() if 2 * width > 3 * total}
    spoken: dict[int, list[Verdict]] = {}
    for verdict in seen:
        if verdict.rule not in wide:
            spoken.setdefault(verdict.block, []).append(verdict)
    return spoken


def _cards(ground: Ground) -> Bools:
    """Blocks in a card: an element with one or two paragraphs and a headline that is all link, as teasers have them."""
    page, title = ground.page, ground.title
    headline = (ground.links > 0.8) & (ground.width >= 15) & (ground.width <= 250)
    for index in np.flatnonzero(headline & ground.of_kind(Kind.HEADING)).tolist():
        headline[index] = page.blocks[index].level != 1
    if title >= 0:
        headline[title] = False
    prose, linked = ground.inside(ground.prose), ground.inside(headline)
    few = (prose >= 1) & (prose <= 2) & (linked > 0) & (ground.last - ground.first <= _CARD_BLOCKS)
    few &= ~((ground.first <= title) & (title < ground.last))
    few &= ~ground.of_tags(*_PAGE_TAGS)
    return ground.covered(few)


def _mass(ground: Ground) -> Floats:
    """The width of each block's prose as it counts when the body is looked for; 0 for what is no prose."""
    width, n = ground.width, ground.n
    full = width * ground.prose
    if ground.prose.sum() < _SHORT_PAGE:
        # A flash of a few lines: shorter sentences and long unfinished lines count for half.
        fair = (ground.prose == 0) & (ground.links < _LINKED) & ((width > 80) | ((width > 40) & (ground.ended > 0)))
        full = np.where(fair, width / 2, full)
    hidden = ground.hidden > 0
    weight = np.ones(n, np.float32)
    weight[ground.boxed] = _SPOKEN_AGAINST
    for index, verdicts in ground.spoken.items():
        weight[index] = _weight(verdicts)
    weight[ground.covered(_beside(ground, full))] *= _SPOKEN_AGAINST
    weight[ground.card] *= _IN_CARD
    weight[: max(ground.title, 0)] *= _BEFORE_TITLE
    if 4 * full[~hidden].sum() >= full.sum():
        weight[hidden] = 0
    return (full * weight).astype(np.float32)


def _weight(found: Sequence[Verdict]) -> float:
    """How much a block counts as prose of the body when other judges spoke of it."""
    if any(v.label in FIELD_LABELS or v.label is Label.DUPLICATE for v in found):
        return _FIELD_WEIGHT
    return 1.0 - (1.0 - _SPOKEN_AGAINST) * max(v.confidence for v in found)


def _beside(ground: Ground, full: NDArray[Any]) -> Bools:
    """The elements that HTML itself sets beside the content; not such as hold more than half of the page's prose (an
    unclosed `nav` or a `form` around the whole page)."""
    side = ground.of_tags(*_SIDE_TAGS)
    found: Bools = side & (2 * ground.inside(full) <= full.sum())
    return found


def named(nodes: Sequence[Node], bits: Mapping[str, int]) -> Ints:
    """Per node the bits of the tags of the elements around it and of its own."""
    found: list[int] = []
    for node in nodes:
        found.append((found[node.parent] if node.parent >= 0 else 0) | bits.get(node.tag, 0))
    return np.asarray(found, np.intp)
