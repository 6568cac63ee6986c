"""The block judge's verdicts in words: what of a block's place and measures speaks for what was decided.

A network has no reasons of its own. What is said here is true of the block and points the same way as the verdict.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanpress.judge.ground import Floats
from cleanpress.model import Block, Page

_MEASURES = ("prose", "between", "same_holder", "parent_density", "make_mass", "data_held", "main", "link_share",
             "around8_links", "around8_mass", "behind_body", "before_body", "hidden", "card", "inside")  # fmt: skip
_MOSTLY_LINK = 0.5
_MOSTLY_PROSE = 0.7
_USUAL_MAKE = 0.3
_MOST = 3


class Reasons:
    """Gives the reasons for the verdicts on one page's blocks, from the rows of their features, named by `names`."""

    def __init__(self, page: Page, features: Floats, names: tuple[str, ...]) -> None:
        self._page = page
        rows = features[[names.index(name) for name in _MEASURES]]
        self._values = [dict(zip(_MEASURES, values, strict=True)) for values in rows.T.tolist()]

    def of(self, block: Block, body: bool, consulted: bool) -> str:
        """Up to three reasons for the verdict that a block is body, or is not."""
        measures = self._values[block.index]
        found = [
            text
            for text, _ in zip(
                _speaking_for(measures) if body else self._against(block, measures), range(_MOST), strict=False
            )
        ]
        if consulted and len(found) < _MOST:
            found.append("trafilatura was asked too")
        return "; ".join(found) or "all its measures together"

    def _against(self, block: Block, measures: dict[str, float]) -> Iterator[str]:
        if measures["hidden"]:
            yield "the page does not show it"
        if measures["link_share"] > _MOSTLY_LINK:
            yield f"link share {measures['link_share']:.1f}"
        elif measures["around8_links"] > _MOSTLY_LINK:
            yield f"among links (link share {measures['around8_links']:.1f})"
        if measures["card"]:
            yield "in a teaser's card"
        elif not measures["around8_mass"]:
            yield "no prose around it"
        elif measures["behind_body"]:
            yield "behind the article's last paragraph"
        elif measures["before_body"]:
            yield "before the article's first paragraph"
        yield f"in {self._place(block)}"

    def _place(self, block: Block) -> str:
        """The closest element around a block that has a name, else its own."""
        own = node = self._page.nodes[block.node]
        while not node.names and node.parent >= 0:
            node = self._page.nodes[node.parent]
        named = node if node.names else own
        return named.tag + "".join(f".{name}" for name in named.names[:2])


def _speaking_for(measures: dict[str, float]) -> Iterator[str]:
    if measures["main"]:
        yield "prose of the article's main part"
    elif measures["prose"]:
        yield "prose"
    if measures["data_held"] > _MOSTLY_PROSE:
        yield "stands in the article body of the page's data"
    if measures["between"] and not measures["main"]:
        yield "between the article's paragraphs"
    elif measures["same_holder"] and not measures["main"]:
        yield "in the element of the article's paragraphs"
    if measures["make_mass"] > _USUAL_MAKE:
        yield "made like the article's paragraphs"
    if measures["parent_density"] > _MOSTLY_PROSE:
        yield "in a part that is mostly prose"
