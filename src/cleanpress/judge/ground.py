"""The ground that features stand on: a page's blocks and nodes as numpy arrays, and sums over any part of it.

Nodes stand in document order, so the blocks of a node are a slice, and any sum over a node is a difference of two
running sums. Everything here is linear in the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleanpress.judge.points import View
from cleanpress.model import Page

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]
Columns = dict[str, Floats]
"""Features by name, one value a block each."""

LEVELS = ("own", "parent", "gp", "ggp")
"""The nodes around a block that features look at: its own, and three above it."""


@dataclass(slots=True)
class Ground:
    """A page in arrays: `n` blocks; per node `first`, `last`, `parent`, `depth`; per block the `levels` of nodes around
    it, `width`, `links` (share), `prose`, `ended`, `hidden` and `mass` (width of what counts as prose of the body)."""

    page: Page
    view: View
    n: int
    first: Ints
    last: Ints
    parent: Ints
    depth: Ints
    levels: tuple[Ints, ...]
    width: Floats
    links: Floats
    prose: Floats
    ended: Floats
    hidden: Floats
    mass: Floats

    def inside(self, values: Floats) -> NDArray[np.float64]:
        """The sum of a per-block value over each node."""
        total = running(values)
        return total[self.last] - total[self.first]


def running(values: Floats) -> NDArray[np.float64]:
    """Sums of the first 0, 1, 2 … values."""
    total = np.zeros(len(values) + 1)
    np.cumsum(values, out=total[1:])
    return total


def share(part: NDArray[Any], whole: NDArray[Any]) -> Floats:
    """`part / whole`, 0 where the whole is nothing."""
    found: NDArray[np.float64] = np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
    return found.astype(np.float32)


def ground(view: View) -> Ground:
    """The arrays of a page that the structure's measures were taken of."""
    page = view.page
    count = len(page.nodes)
    first = np.fromiter((node.first for node in page.nodes), np.intp, count)
    last = np.fromiter((node.last for node in page.nodes), np.intp, count)
    parent = np.fromiter((max(0, node.parent) for node in page.nodes), np.intp, count)
    depth = np.fromiter((node.depth for node in page.nodes), np.intp, count)
    n = len(page.blocks)
    own = np.fromiter((block.node for block in page.blocks), np.intp, n)
    levels = [own]
    for _ in LEVELS[1:]:
        levels.append(parent[levels[-1]])
    measures = view.lines.measures
    return Ground(
        page=page,
        view=view,
        n=n,
        first=first,
        last=last,
        parent=parent,
        depth=depth,
        levels=tuple(levels),
        width=np.fromiter((m.width for m in measures), np.float32, n),
        links=np.fromiter((m.links for m in measures), np.float32, n),
        prose=np.fromiter((m.prose for m in measures), np.float32, n),
        ended=np.fromiter((m.ended for m in measures), np.float32, n),
        hidden=np.fromiter((block.hidden for block in page.blocks), np.float32, n),
        mass=np.asarray(view.lines.mass, np.float32),
    )
