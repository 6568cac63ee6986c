"""The rest of an article that a page hides behind a button: a click shows it to the reader, so it is text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from cleanpress.model import Label, Node, Page, SpanKind, Verdict

# So many running paragraphs are no glossary entry, form message or copy of a quotation, which pages hide too.
_LEAST_PARAGRAPHS = 2
_MOST_LINKED = 0.25
# Letters of a button or link that unfolds text.
_SWITCH = 40
# Names of the hidden element, each cut at hyphens and capitals and joined again.
_FOLDS = re.compile(r"(?:read|show|see|view|load)-?more|collaps|expand|unfold|truncat|toggle|continue-?reading")
_NOWHERE = ("#", "javascript:")
# What rules call a button such as "Continue reading"; what they call otherwise unfolds comments, forms or terms.
_SWITCHES = (Label.RELATED, Label.NAVIGATION, Label.OTHER)


def folded(
    page: Page, prose: NDArray[np.bool_], links: NDArray[np.float32], spoken: Mapping[int, Sequence[Verdict]]
) -> list[slice]:
    """The slices of blocks that stand hidden right behind a shown paragraph of the same element, with a button or a
    link to nowhere beside them, or in an element whose names say that it unfolds.

    `prose` says of each block whether it is running text, `links` how much of it is link, `spoken` what the other
    judges say of it.

    >>> from cleanpress.model import Limits
    >>> from cleanpress.read.html import read_html
    >>> line = "The choir sang all the same, and everybody was there to hear it in the rain."
    >>> html = f"<p>{line}<div hidden><p>{line}<p>{line}</div><button>Read on</button>"
    >>> page = read_html(html, url=None, encoding=None, limits=Limits())
    >>> folded(page, np.array([True, True, True, False]), np.zeros(4, np.float32), {})
    [slice(1, 3, None)]
    """
    unfolds = partial(_is_switch, page, spoken)
    return [
        slice(node.first, node.last) for node in _hidden_parts(page) if _is_folded(page, node, prose, links, unfolds)
    ]


def _hidden_parts(page: Page) -> Iterator[Node]:
    """The outermost hidden elements that hold enough blocks and have some before them."""
    for node in page.nodes:
        outermost = node.hidden and not (node.parent >= 0 and page.nodes[node.parent].hidden)
        if outermost and node.first > 0 and node.last - node.first >= _LEAST_PARAGRAPHS:
            yield node


def _is_folded(
    page: Page, node: Node, prose: NDArray[np.bool_], links: NDArray[np.float32], unfolds: Callable[[int], bool]
) -> bool:
    inside = slice(node.first, node.last)
    sizes = np.fromiter((len(block.text) for block in page.blocks[inside]), np.float32)
    if prose[inside].sum() < _LEAST_PARAGRAPHS or float((links[inside] * sizes).sum()) > _MOST_LINKED * sizes.sum():
        return False
    above = node.first - 1
    switched = unfolds(above)
    if switched and above:
        above -= 1
    elif node.last < len(page.blocks):
        switched = unfolds(node.last)
    before = page.blocks[above]
    beside = before.node == node.parent or page.nodes[before.node].parent == node.parent
    return bool(prose[above]) and not before.hidden and beside and (switched or _says_so(node))


def _is_switch(page: Page, spoken: Mapping[int, Sequence[Verdict]], number: int) -> bool:
    """Whether a block is a button, or a link that leads nowhere, as scripts use them, and nobody says what else for."""
    block = page.blocks[number]
    named = any(verdict.label not in _SWITCHES for verdict in spoken.get(number, ()))
    if block.hidden or len(block.text) > _SWITCH or named:
        return False
    node = page.nodes[block.node]
    if node.tag == "button" or node.attributes.get("role") == "button":
        return True
    targets = [(span.href or "").strip() for span in block.spans if span.kind is SpanKind.LINK]
    return any(not target or target.startswith(_NOWHERE) for target in targets)


def _says_so(node: Node) -> bool:
    return _FOLDS.search("-".join(node.words)) is not None
