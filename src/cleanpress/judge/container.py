"""Which element of a page holds the article: the choice of the container, before any block is judged.

The measure of a container follows Arc90's Readability: prose counts in full at the element that holds it directly and
at six tenths for every level above.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleanpress.judge.ground import Bools, Columns, Ground, running, share
from cleanpress.model import Kind, Page

_UPWARD = 0.6
_FAIR_SHARE = 0.15
# Width of prose from which an element alone can be a story.
_STORY = 300
_FEW_LINKS = 0.25


@dataclass(slots=True)
class Container:
    """The chosen `node`; the number of the `first` and `last` block of the body's own running prose in it (the page's
    number of blocks and -1 where it has none); whether a block is such prose (`main`); the share of it that stands in
    teasers' cards; and whether the body itself is hidden."""

    node: int
    first: int
    last: int
    main: Bools
    teasers: float
    hidden: bool


def container(ground: Ground) -> Container:
    """Chooses the container of the body.

    Prose is summed over elements of one make, so that a body in many equal parts (sections, entries of a live blog)
    weighs as one; without that a long teaser list would outweigh each part.
    """
    node = _article_of_title(ground, _widen(ground, _densest(ground)))
    low, high = int(ground.first[node]), int(ground.last[node])
    inside = np.zeros(ground.n, bool)
    inside[low:high] = True
    main = inside & (ground.mass > 0) & _of_heavy_makes(ground, inside)
    at = np.flatnonzero(main)
    return Container(
        node=node,
        first=int(at[0]) if len(at) else ground.n,
        last=int(at[-1]) if len(at) else -1,
        main=main,
        teasers=float(ground.card[at].mean()) if len(at) > 2 else 0.0,
        hidden=bool(len(at) and ground.hidden[at].mean() > 0.5),
    )


def readability(parent: NDArray[np.intp], mass: NDArray[Any]) -> NDArray[np.float64]:
    """Per node the mass that it holds directly, and six tenths of what each node below it has."""
    score, above = mass.tolist(), parent.tolist()
    for node in range(len(score) - 1, 0, -1):
        score[above[node]] += _UPWARD * score[node]
    return np.asarray(score)


def _densest(ground: Ground) -> int:
    """The smallest element around all parts of the page that are built like the one with most prose."""
    at = np.flatnonzero(ground.mass)
    if not len(at):
        return 0
    holders = ground.holder[ground.levels[0][at]]
    above = np.zeros(int(ground.makes.max()) + 1, np.intp)
    above[ground.makes] = ground.makes[ground.parent]
    held = np.bincount(ground.makes[holders], ground.mass[at], len(above))
    best = int(np.argmax(readability(above, held)))
    # The first and last part whose make is the best one or lies below it.
    below = np.zeros(len(above), bool)
    below[best] = True
    for make in range(best + 1, len(above)):
        below[make] = below[above[make]]
    parts = holders[below[ground.makes[holders]]]
    return _common(ground, int(parts.min()), int(parts.max()), best)


def _common(ground: Ground, low: int, high: int, make: int) -> int:
    """The innermost node around two nodes that is of the make or stands above it."""
    while low != high or ground.makes[low] > make:
        if low != high and ground.depth[low] < ground.depth[high]:
            high = int(ground.parent[high])
        elif low == high:
            low = high = int(ground.parent[low])
        else:
            low = int(ground.parent[low])
        if low > high:
            low, high = high, low
    return low


def _widen(ground: Ground, node: int) -> int:
    """The widest element around `node` that does not hold much more prose than it: what belongs beside the densest
    part (an introduction, a second half behind a promotion) stands in it."""
    mass = ground.inside(ground.mass)
    best, own = node, mass[node]
    while ground.parent[node] > 0:
        node = int(ground.parent[node])
        if ground.page.nodes[node].tag in ("body", "html") or mass[node] > 1.5 * own + 200:
            break
        best = node
    return best


def _article_of_title(ground: Ground, node: int) -> int:
    """The one `article` that holds the title, where the container holds several with headings of their own.

    A page with the next story below the first, or an archive page, names in its title the story it is about. The
    entries of a live blog are articles too, but the title stands above them.
    """
    page, title = ground.page, ground.title
    if title < 0:
        return node
    mass = running(ground.mass)
    articles = [one for one in page.nodes[node + 1 :] if one.tag == "article" and one.first < one.last]
    own = [one for one in articles if one.first <= title < one.last and mass[one.last] - mass[title] >= _STORY]
    if own and any(one.first >= own[0].last and _headed(page, one.first, one.last) for one in articles):
        return own[0].index
    return node


def _headed(page: Page, first: int, last: int) -> bool:
    return any(block.kind is Kind.HEADING for block in page.blocks[first:last])


def _of_heavy_makes(ground: Ground, inside: Bools) -> Bools:
    """The blocks whose part of the page is made like parts with a fair share of the container's prose and few links."""
    makes = ground.makes[ground.holder[ground.levels[0]]]
    size = int(ground.makes.max()) + 1
    mass = np.bincount(makes[inside], ground.mass[inside], size)
    width = np.bincount(makes[inside], ground.width[inside], size)
    linked = np.bincount(makes[inside], (ground.width * ground.links)[inside], size)
    heavy: Bools = (mass >= _FAIR_SHARE * mass.sum()) & (share(linked, width) < _FEW_LINKS)
    heavy[int(np.argmax(mass))] = True
    return heavy[makes]


def distances(ground: Ground, targets: dict[str, int]) -> Columns:
    """How far up and down the tree it is from a block to each of the target nodes, by way of the node around both."""
    own = ground.depth[ground.levels[0]]
    found: Columns = {}
    for name, node in targets.items():
        meet = np.zeros(ground.n, np.intp)
        way = [node]
        while way[-1] > 0:
            way.append(int(ground.parent[way[-1]]))
        for step in reversed(way):
            meet[ground.first[step] : ground.last[step]] = ground.depth[step]
        found[f"down_{name}"] = np.minimum(own - meet, 12)
        found[f"up_{name}"] = np.minimum(ground.depth[node] - meet, 12)
    return found
