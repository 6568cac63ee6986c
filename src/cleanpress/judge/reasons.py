"""The learned judge's verdicts in words: what of a block's place and measures speaks for what was decided.

A network has no reasons of its own. What is said here is true of the block and points the same way as the verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleanpress.judge.ground import Floats
from cleanpress.judge.points import Points
from cleanpress.model import Block, Page

_MEASURES = ("mass_before", "mass_behind", "parent_density", "make_mass", "link_share", "around8_mass", "gp_links",
             "pt_behind", "pt_before")  # fmt: skip
_MOSTLY_LINK = 0.5
_MOSTLY_PROSE = 0.7
_USUAL_MAKE = 0.3
_MOST = 3


class Reasons:
    """Gives the reasons for the verdicts on one page's blocks; `row` says in which row of the features a name is."""

    def __init__(self, page: Page, features: Floats, row: dict[str, int], points: Sequence[Points]) -> None:
        self._page, self._points = page, points
        self._values = [features[row[name]].tolist() for name in _MEASURES]

    def of(self, block: Block, body: bool, consulted: bool) -> str:
        """The reasons the structure's points give for the verdict, and what was measured beside them."""
        agreeing = sorted((p for p in self._points[block.index] if (p[0] > 0) == body), key=lambda p: -abs(p[0]))
        found = [text for _, text in agreeing[: _MOST - 1]]
        measured = self._speaking_for(block) if body else self._speaking_against(block)
        found += [text for text in measured if text not in found][: _MOST - len(found)]
        if not agreeing and consulted:
            found.insert(0, "trafilatura's text decided")
        return "; ".join(found) or "all its measures together"

    def _speaking_for(self, block: Block) -> Iterator[str]:
        before, behind, density, make, *_ = (values[block.index] for values in self._values)
        if before > 0 and behind > 0:
            yield "between paragraphs of prose"
        if density > _MOSTLY_PROSE:
            yield "in a part that is mostly prose"
        if make > _USUAL_MAKE:
            yield "made like the article's paragraphs"

    def _speaking_against(self, block: Block) -> Iterator[str]:
        *_, links, around, beside, behind, before = (values[block.index] for values in self._values)
        if links > _MOSTLY_LINK:
            yield f"link share {links:.1f}"
        elif beside > _MOSTLY_LINK:
            yield f"among links (link share {beside:.1f})"
        if not around:
            yield "no prose around it"
        elif behind:
            yield "behind the article's last paragraph"
        elif before:
            yield "before the article's first paragraph"
        yield f"in {self._place(block)}"

    def _place(self, block: Block) -> str:
        """The closest element around a block that has a name, else its own."""
        own = node = self._page.nodes[block.node]
        while not node.names and node.parent >= 0:
            node = self._page.nodes[node.parent]
        named = node if node.names else own
        return named.tag + "".join(f".{name}" for name in named.names[:2])
