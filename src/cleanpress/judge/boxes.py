"""Boxes of furniture: elements that begin with a heading the rules know, such as "Subscribe to unlock this article"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cleanpress.model import Kind, Label, Node, Page, Verdict

# Furniture that comes in boxes with a heading. An advertisement's or a share bar's label heads nothing.
_HEADING_LABELS = frozenset(
    [
        Label.APP,
        Label.BIO,
        Label.COMMENTS,
        Label.LOGIN,
        Label.NEWSLETTER,
        Label.NOTIFICATION,
        Label.PAYWALL,
        Label.RELATED,
    ]
)
_SURE = 0.9
_MOST_PROSE = 0.3


def boxes_of(page: Page, spoken: Mapping[int, Sequence[Verdict]], total: NDArray[np.float64]) -> dict[int, Verdict]:
    """For each block in a box of furniture the verdict on the heading of the box.

    `total` are the running sums of the width of the page's prose.

    A box is the widest element whose first text is a heading that a rule surely knows, if it holds no more than three
    tenths of the page's prose.
    """
    found: dict[int, Verdict] = {}
    for index in sorted(spoken):
        block = page.blocks[index]
        said = next((v for v in spoken[index] if _heads_box(v)), None)
        if block.kind is not Kind.HEADING or said is None or index in found:
            continue
        box: Node | None = None
        number = block.node
        while number >= 0:
            node = page.nodes[number]
            if node.first != block.index or total[node.last] - total[node.first] > _MOST_PROSE * total[-1]:
                break
            box, number = node, node.parent
        if box is not None:
            found.update(dict.fromkeys(range(box.first, box.last), said))
    return found


def _heads_box(verdict: Verdict) -> bool:
    return verdict.judge == "rules" and verdict.confidence > _SURE and verdict.label in _HEADING_LABELS
