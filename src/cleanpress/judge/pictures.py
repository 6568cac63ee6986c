"""What the text beside a picture is: its caption, its credit, or neither."""

from __future__ import annotations

import re
from bisect import bisect_left

from cleanpress.judge.prose import is_long
from cleanpress.metadata.dates import dateline_moment
from cleanpress.metadata.picture_text import is_credit, is_names, is_sentence, split_caption, without_labels
from cleanpress.model import Block, Image, Kind, Label, Node, Page, SpanKind
from cleanpress.read.elements import picture_role

# What holds controls or another page's teaser, never a caption.
_NO_CAPTION = frozenset({"button", "form", "nav", "label", "legend", "fieldset", "dialog", "summary"})
_FIGURE_BLOCKS = 12  # in a figure, with several pictures and their buttons
_PICTURE_BLOCKS = 3  # a picture's own element holds at most its caption and its credit, in two or three blocks
_SHORT = 4  # words of a caption that no caption's element and no figure holds
_PICTURE_WORDS = frozenset("image images img picture pictures photo photos foto bild media gallery figure".split())
_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.I)
_LETTERS = re.compile(r"[^\W\d_]{2,}|[\u3040-\u30ff\u3400-\u9fff]")


class PictureText:
    """Finds what stands with the pictures of a page whose body reaches from the first to the last of `between`."""

    def __init__(self, page: Page, between: tuple[int, int]) -> None:
        self._page = page
        self.first, self.last = between
        self._pictured: set[int] = set()
        for image in page.images:
            node = image.node
            while node >= 0 and node not in self._pictured:
                self._pictured.add(node)
                node = page.nodes[node].parent

    def label(self, block: Block) -> Label | None:
        """Caption or credit for a block that stands with a picture, None for every other."""
        if self._quotes(block) or not (block.kind is Kind.CAPTION or self._beside(block)):
            return None
        return picture_label(self._page, block, between=self.first <= block.index <= self.last)

    def _beside(self, block: Block) -> bool:
        """Whether an element around the block holds a picture and hardly more than its caption and credit."""
        nodes, at = self._page.nodes, block.node
        while at >= 0 and nodes[at].last - nodes[at].first <= _PICTURE_BLOCKS:
            if at in self._pictured:
                return True
            at = nodes[at].parent
        return False

    def _quotes(self, block: Block) -> bool:
        """Whether the block is a quotation in a figure without a picture, or the caption that names its speaker."""
        if block.kind not in (Kind.QUOTE, Kind.CAPTION) or block.image >= 0:
            return False
        node = self._page.nodes[block.node]
        while node.parent >= 0 and node.tag != "figure":
            node = self._page.nodes[node.parent]
        return node.tag == "figure" and any(b.kind is Kind.QUOTE for b in self._page.blocks[node.first : node.last])


def picture_label(page: Page, block: Block, *, between: bool = False) -> Label | None:
    """Caption or credit for a block that stands with a picture, None for controls, counts, dates and the like.

    What the page names a credit is one, also where it is not shown; else the words decide. `between` says that the
    block stands between the article's paragraphs.

    >>> page = Page(source="html")
    >>> picture_label(page, Block(index=0, text="The pier at dawn", kind=Kind.CAPTION)).value
    'caption'
    >>> picture_label(page, Block(index=0, text="(Harbour Forest Service)", kind=Kind.CAPTION)).value
    'credit'
    """
    figure = _figure(page, block)
    around = _around(page, block, figure)
    if any(node.tag in _NO_CAPTION for node in around):
        return None
    if _all_credit(block):
        return Label.CREDIT
    if block.hidden and not any(node.hidden for node in around):
        return None  # words for those who cannot see the picture
    text = without_labels(block.text)
    if not _LETTERS.search(text) or _ADDRESS.match(text) or dateline_moment(text) is not None:
        return None
    named = next((role for role in (picture_role(node.words) for node in around) if role), "")
    if is_credit(block.text) or (named == "credit" and not _says_more(text)):
        return Label.CREDIT
    if block.kind is Kind.CAPTION:
        return Label.CAPTION
    return None if block.kind is Kind.HEADING else _unmarked(page, block, figure, named, between)


def _figure(page: Page, block: Block) -> Node | None:
    """The closest figure around the block; one that holds half the page was left open by mistake."""
    at = block.node
    while 0 <= at < len(page.nodes) and page.nodes[at].tag != "figure":
        at = page.nodes[at].parent
    found = page.nodes[at] if 0 <= at < len(page.nodes) else None
    return found if found is not None and found.last - found.first <= _FIGURE_BLOCKS else None


def _around(page: Page, block: Block, figure: Node | None) -> list[Node]:
    """The elements around a block, the closest first: those in its figure, else those without other text."""
    found: list[Node] = []
    at = block.node
    while 0 <= at < len(page.nodes):
        node = page.nodes[at]
        if node is figure or (figure is None and found and node.last - node.first > 1):
            break
        found.append(node)
        at = node.parent
    return found


def _says_more(text: str) -> bool:
    """Whether an element named as credit holds a caption: a sentence, or words before the credit."""
    rest, credit = split_caption(text)
    return is_sentence(text) or (credit is not None and len(rest.split()) > 2)


def _all_credit(block: Block) -> bool:
    """Whether the page marks the whole block as a credit."""
    credited = sum(span.end - span.start for span in block.spans if span.kind is SpanKind.CREDIT)
    return credited >= 0.9 * len(block.text)


def _unmarked(page: Page, block: Block, figure: Node | None, named: str, between: bool) -> Label | None:
    """A block beside a picture that is not marked as caption."""
    if figure is not None:
        others = page.blocks[figure.first : figure.last]
        if any(other.kind is Kind.CAPTION and other.index != block.index for other in others):
            return Label.CREDIT if is_names(block.text) else None
        return Label.CAPTION
    behind = bool(_images_before(page, block))
    if named == "caption" or (behind and split_caption(block.text)[1] is not None):
        return Label.CAPTION
    fits = behind and (_named_picture(page, block) or (between and not is_long(block.text) and _alone(page, block)))
    return Label.CAPTION if fits and len(block.text.split()) >= _SHORT else None


def _images_before(page: Page, block: Block) -> tuple[Image, ...]:
    """The pictures between the block and the one before it, at most a few of them."""
    first = bisect_left(page.images, block.index, key=lambda image: image.position)
    few = page.images[first : first + _FIGURE_BLOCKS]
    return tuple(image for image in few if image.position == block.index)


def _named_picture(page: Page, block: Block) -> bool:
    """Whether the element around a block or the one around that is named as a picture's."""
    node = page.nodes[block.node]
    names = {*node.words, *(page.nodes[node.parent].words if node.parent >= 0 else ())}
    return not names.isdisjoint(_PICTURE_WORDS)


def _alone(page: Page, block: Block) -> bool:
    """Whether an element holds a picture and this block alone."""
    at = block.node
    while at >= 0 and page.nodes[at].last - page.nodes[at].first == 1:
        if any(_holds(page, at, image.node) for image in _images_before(page, block)):
            return True
        at = page.nodes[at].parent
    return False


def _holds(page: Page, outer: int, node: int) -> bool:
    while node > outer:
        node = page.nodes[node].parent
    return node == outer
