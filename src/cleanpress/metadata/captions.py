"""The captions of a page as data: each text once, with the credit and the address of its picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cleanpress.likeness import normal
from cleanpress.metadata.credits import looks_like_caption, looks_like_credit, split_credit
from cleanpress.metadata.picture_text import bare_credit, split_caption, without_labels
from cleanpress.metadata.urls import absolute
from cleanpress.model import Block, Caption, Label, Page, SpanKind

__all__ = ["caption_parts", "collect_captions", "looks_like_caption", "looks_like_credit", "split_credit"]

_FEW_BLOCKS = 4  # in the element around a picture, its caption and its credit
_PICTURE_TAGS = frozenset({"figure", "amp-img", "picture"})


@dataclass(slots=True)
class _Figures:
    """Which figure each block and picture stands in, and what the figure holds."""

    page: Page
    base: str | None
    of_node: list[int] = field(default_factory=list)
    image: dict[int, str] = field(default_factory=dict)
    alt: dict[str, str] = field(default_factory=dict)
    within: dict[int, str] = field(default_factory=dict)  # element -> the first picture in it

    def figure(self, block: Block) -> int:
        """The index of the closest figure around the block, -1 outside of figures."""
        return self.of_node[block.node] if 0 <= block.node < len(self.of_node) else -1

    def beside(self, block: Block) -> str | None:
        """The picture in the smallest element around the block that holds hardly more text than a caption."""
        nodes, at = self.page.nodes, block.node
        while 0 <= at < len(nodes) and nodes[at].last - nodes[at].first <= _FEW_BLOCKS:
            if at in self.within:
                return self.within[at]
            at = nodes[at].parent
        return None


def collect_captions(page: Page, blocks: Sequence[Block]) -> list[Caption]:
    """The captions among the marked blocks, in page order, each text once.

    The credit is what the page marks as such inside the caption, else the credit block of the same figure or of the
    next line, else what `split_credit` finds at the caption's end. Where a text stands twice, the copy with a credit
    and the address of its picture fill each other up.

    Args:
        page: the page as read; its pictures give the addresses.
        blocks: the page's blocks with their labels, in page order.

    Returns:
        One `Caption` for each text; addresses are absolute or None.

    >>> page = Page(source="text")
    >>> line = Block(index=0, text="The ferry leaves (Ana Ruiz/Reuters)", label=Label.CAPTION)
    >>> collect_captions(page, [line])
    [Caption(text='The ferry leaves', credit='Ana Ruiz/Reuters', image_url=None)]
    """
    if not any(block.label is Label.CAPTION for block in blocks):
        return []
    figures = _figures(page)
    credits = _credit_blocks(blocks, figures)
    found: dict[str, Caption] = {}
    for position, block in enumerate(blocks):
        if block.label is not Label.CAPTION:
            continue
        caption = _caption(block, credits.get(position), figures)
        key = normal(caption.text)
        if not key:
            continue  # nothing but a label or a credit
        known = found.get(key)
        found[key] = caption if known is None else _merged(known, caption)
    return list(found.values())


def caption_parts(block: Block) -> tuple[str, str | None]:
    """The words of a caption's block and its credit: as the page marks it, else as `split_caption` finds it.

    >>> caption_parts(Block(index=0, text="The ferry leaves (Ana Ruiz/Reuters)"))
    ('The ferry leaves', 'Ana Ruiz/Reuters')
    """
    text, credit = _cut_credit(block)
    return (text, credit) if credit is not None else split_caption(text)


def _merged(known: Caption, other: Caption) -> Caption:
    return replace(known, credit=known.credit or other.credit, image_url=known.image_url or other.image_url)


def _figures(page: Page) -> _Figures:
    figures = _Figures(page, _base(page))
    for node in page.nodes:  # parents stand before their children
        inherited = figures.of_node[node.parent] if node.parent >= 0 else -1
        figures.of_node.append(node.index if node.tag in _PICTURE_TAGS else inherited)
    for image in page.images:
        address = absolute(image.url, figures.base)
        if address is None:
            continue
        if image.alt:
            figures.alt.setdefault(normal(image.alt), address)
        figure = figures.of_node[image.node] if 0 <= image.node < len(figures.of_node) else -1
        if figure >= 0:
            figures.image.setdefault(figure, address)
        around = image.node
        while 0 <= around < len(page.nodes) and around not in figures.within:
            figures.within[around] = address
            around = page.nodes[around].parent
    return figures


def _base(page: Page) -> str | None:
    """What relative addresses of the page are joined to: its <base>, else its own address."""
    if page.tree is not None:
        for element in page.tree.iter("base"):
            href = element.get("href")
            if href:
                return absolute(href, page.url) or page.url
    return page.url


def _credit_blocks(blocks: Sequence[Block], figures: _Figures) -> dict[int, str]:
    """For each caption's position the text of the credit block that belongs to it; a credit serves one caption."""
    owner: dict[int, str] = {}
    waiting: dict[int, str] = {}  # figure -> credit that stands before its caption
    caption_of: dict[int, int] = {}
    last = -1
    for position, block in enumerate(blocks):
        role = _role(block)
        if role is None:
            continue
        figure = figures.figure(block)
        if role is Label.CAPTION:
            last = position
            if figure >= 0:
                caption_of[figure] = position
                if figure in waiting:
                    owner[position] = waiting.pop(figure)
        else:
            beside = last == position - 1 >= 0 and figures.figure(blocks[last]) == figure
            target = last if beside else caption_of.get(figure, -1) if figure >= 0 else -1
            if target < 0:
                if figure >= 0:
                    waiting[figure] = block.text
            elif target not in owner:
                owner[target] = block.text
    return owner


def _role(block: Block) -> Label | None:
    """Caption or credit: what a caption's block is when labels are left out, None for what is neither."""
    if block.label is not Label.CAPTION:
        return block.label if block.label is Label.CREDIT else None
    text, credit = caption_parts(block)
    return Label.CAPTION if text else Label.CREDIT if credit else None


def _caption(block: Block, neighbour: str | None, figures: _Figures) -> Caption:
    text, credit = _cut_credit(block)
    if credit is None and neighbour is not None:
        credit = bare_credit(neighbour)
    rest, found = split_caption(text)
    if found is not None and (credit is None or normal(found) == normal(credit)):
        text, credit = rest, found
    text = without_labels(text)
    return Caption(text=text, credit=credit, image_url=_address(block, text, figures))


def _cut_credit(block: Block) -> tuple[str, str | None]:
    """The block's text without the stretches the page marks as credit, and these."""
    spans = sorted((span for span in block.spans if span.kind is SpanKind.CREDIT), key=lambda span: span.start)
    kept: list[str] = []
    credits: list[str] = []
    at = 0
    for span in spans:
        if span.start < at:
            continue
        kept.append(block.text[at : span.start])
        credits.append(bare_credit(block.text[span.start : span.end]))
        at = span.end
    kept.append(block.text[at:])
    text = " ".join(" ".join(kept).split())
    return text, ", ".join(filter(None, credits)) or None


def _address(block: Block, text: str, figures: _Figures) -> str | None:
    """The absolute address of the caption's picture: its own, the one of its figure, or the one described alike."""
    if 0 <= block.image < len(figures.page.images):
        return absolute(figures.page.images[block.image].url, figures.base)
    figure = figures.figure(block)
    if figure in figures.image:
        return figures.image[figure]
    described = figures.alt.get(normal(text)) or figures.alt.get(normal(block.text))
    return described or figures.beside(block)
