"""The block judge's verdicts in words: what of a block's place and measures speaks for what was decided.

A network has no reasons of its own. What is said here is true of the block and points the same way as the verdict.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from cleanpress.judge.ground import Floats
from cleanpress.model import Block, Page
from cleanpress.read.elements import TEXT_TAGS

_MOSTLY_LINK = 0.5
_MOSTLY_PROSE = 0.7
_USUAL_MAKE = 0.3
_MOST = 3
_FOR = (
    ("main", 0, "prose of the article's main part"),
    ("prose", 0, "prose"),
    ("data_held", _MOSTLY_PROSE, "stands in the article body of the page's data"),
    ("between", 0, "between the article's paragraphs"),
    ("same_holder", 0, "in the element of the article's paragraphs"),
    ("make_mass", _USUAL_MAKE, "made like the article's paragraphs"),
    ("parent_density", _MOSTLY_PROSE, "in a part that is mostly prose"),
)
"""What speaks for a block: the feature, the value it must exceed, and the words."""
_AGAINST = (
    ("hidden", 0, "the page does not show it"),
    ("link_share", _MOSTLY_LINK, "link share {own:.1f}"),
    ("around8_links", _MOSTLY_LINK, "among links (link share {around:.1f})"),
    ("card", 0, "in a teaser's card"),
    ("alone", 0, "no prose around it"),
    ("behind_body", 0, "behind the article's last paragraph"),
    ("before_body", 0, "before the article's first paragraph"),
)
# Of these groups only the first that holds is said: the others follow from it.
_GROUPS = (("main", "prose"), ("between", "same_holder"), ("link_share", "around8_links"),
           ("card", "alone", "behind_body", "before_body"))  # fmt: skip


class Reasons:
    """Gives the reasons for the verdicts on one page's blocks, from the rows of their features, named by `names`."""

    def __init__(self, page: Page, features: Floats, names: tuple[str, ...]) -> None:
        self._page = page
        self._places: dict[int, str] = {}
        row = {name: features[names.index(name)] for name, _, _ in (*_FOR, *_AGAINST) if name != "alone"}
        row["alone"] = (features[names.index("around8_mass")] == 0).astype(np.float32)
        self._for = _codes(row, _FOR)
        self._against = _codes(row, _AGAINST)
        self._own = (row["link_share"] * 10).round().astype(int).tolist()
        self._around = (row["around8_links"] * 10).round().astype(int).tolist()

    def of(self, block: Block, body: bool, consulted: bool) -> str:
        """Up to three reasons for the verdict that a block is body, or is not."""
        index = block.index
        if body:
            found = _said(self._for[index], True, 0, 0)
        else:
            found = _said(self._against[index], False, self._own[index], self._around[index])
            if len(found) < _MOST:
                found = (*found, self._place(block.node))
        if consulted and len(found) < _MOST:
            found = (*found, "trafilatura was asked too")
        return "; ".join(found) or "all its measures together"

    def _place(self, node: int) -> str:
        """The closest element around a block that has a name, else the closest that is no element of text form."""
        found = self._places.get(node)
        if found is None:
            named = own = self._page.nodes[node]
            while not named.names and named.parent >= 0:
                named = self._page.nodes[named.parent]
                own = named if own.tag in TEXT_TAGS else own
            named = named if named.names else own
            found = self._places[node] = f"in {named.tag}" + "".join(f".{name}" for name in named.names[:2])
        return found


def _codes(row: dict[str, Floats], table: tuple[tuple[str, float, str], ...]) -> list[int]:
    """For each block the lines of the table that hold, as bits."""
    holds = np.array([row[name] > least for name, least, _ in table])
    found: list[int] = ((1 << np.arange(len(table))) @ holds).tolist()
    return found


@lru_cache(maxsize=4096)
def _said(code: int, body: bool, own: int, around: int) -> tuple[str, ...]:
    """The words of the lines that hold, at most three; link shares come in tenths."""
    table = _FOR if body else _AGAINST
    holding = {name: text for bit, (name, _, text) in enumerate(table) if code >> bit & 1}
    for group in _GROUPS:
        for name in [name for name in group if name in holding][1:]:
            del holding[name]
    if "main" in holding:
        holding.pop("between", None)
        holding.pop("same_holder", None)
    return tuple(text.format(own=own / 10, around=around / 10) for text in holding.values())[:_MOST]
