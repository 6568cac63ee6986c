"""One iterative walk over a parsed page: every piece of its text, once and in order, becomes part of a Block.

A block-level element, a double `br` and a rule end a block; text that stands beside block-level elements is a block of
its own (HTML's anonymous block box). The walk reads the tree and never changes it.

`walk` at the end of this file is the loop over the elements; it asks the tree for each thing once, since every question
costs more than what is done with the answer. `Walk` holds what has been read so far.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cleanpress.model import Block, Image, Kind, Node, Span, SpanKind
from cleanpress.read import elements, tables
from cleanpress.read.containers import Way, find_holders, read_tag
from cleanpress.read.drafts import BlockDraft, NodeDraft, SpanDraft, sealed, where
from cleanpress.read.forms import FORMING, Form, Forms, Place
from cleanpress.read.run import Run

# A link around more letters of several paragraphs than a teaser has was left open by mistake.
_LONGEST_TEASER = 1_500
# A text with line breaks is verse (or an address) when it has a few lines and all of them are short.
_VERSE_BREAKS = 3
_VERSE_LINE = 70


@dataclass(slots=True)
class Walk:
    """The blocks, nodes and images of a page in document order, and how deep its elements were nested."""

    blocks: list[BlockDraft] = field(default_factory=list)
    nodes: list[NodeDraft] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    depth: int = 1
    run: Run = field(default_factory=Run)
    _interrupted: list[Run] = field(default_factory=list)
    _waiting: list[BlockDraft] = field(default_factory=list)
    _forms: Forms = field(default_factory=Forms)

    def sealed(self) -> tuple[tuple[Block, ...], tuple[Node, ...]]:
        """The blocks and nodes as the page keeps them, when all have ended."""
        return sealed(self.blocks, Block), sealed(self.nodes, Node)

    def flush(self, place: Place) -> None:
        """Ends the block that is being read, if any text stands in it."""
        run = self.run
        if not run.pieces and not self._waiting:
            run.seam = False
            return
        block = self._take(place) if run.pieces else None
        if self._interrupted:
            # Hidden words inside a paragraph: they come behind it.
            self._waiting += [block] if block else []
            return
        if block:
            self.blocks.append(block)
        for waiting in self._waiting:
            waiting.index = len(self.blocks)
            self.blocks.append(waiting)
        self._waiting.clear()

    def _take(self, place: Place) -> BlockDraft | None:
        text, spans, breaks = self.run.take()
        if not text or text.isspace():
            return None
        form, node = place.form, place.node
        kind = form.kind
        if form.preformatted:
            lines = [line.rstrip() for line in text.split("\n")]
            text, spans = "\n".join(line for line in lines if line), []
        elif kind is Kind.PARAGRAPH and breaks and _is_verse(text, spans, breaks, node.tag):
            kind = Kind.VERSE
            text = _broken_at(text, spans)
        return BlockDraft(
            len(self.blocks), text, kind, where(node.path), sealed(spans, Span) if spans else (), form.level,
            node.index, place.hidden, form.row, form.column, form.ordinal, form.image,
        )  # fmt: skip

    def add(self, text: str, place: Place) -> None:
        """Adds a text node that is not empty."""
        run = self.run
        if place.form.preformatted:
            run.add_preformatted(text)
        elif not text.isspace():
            run.add(text)
        elif run.length:
            # Two texts in three are white space between elements.
            run.space = True

    def void(self, element: Any, tag: str, place: Place) -> None:
        """Takes an element that has no text: a `br` (the second in a row ends the block), a rule, a picture."""
        if tag == "img":
            self.picture(element, place)
        elif tag == "hr" or self.run.broken:
            self.flush(place)
        elif place.form.preformatted:
            self.run.add_preformatted("\n")
        elif self.run.length:
            self.run.broken = True

    def picture(self, element: Any, place: Place) -> None:
        """Takes note of an image."""
        address = elements.image_address(element.attrib)
        if address:
            alt = " ".join(element.get("alt", "").split())
            self.images.append(Image(address, alt, len(self.blocks), place.node.index))

    def open_block(self, element: Any, tag: str, path: str, outer: Place) -> Place:
        """Begins a block-level element at `outer`: a node, and a place for what stands in it."""
        names, words, signals, hidden = elements.told_by(element)
        above = outer.node
        index = len(self.nodes)
        hidden = hidden or outer.hidden
        node = NodeDraft(
            index, above.index, tag, path, above.depth + 1, len(self.blocks), -1, hidden, names, words, signals
        )
        self.nodes.append(node)
        form = outer.form
        is_caption = "caption" in words and self._follows_picture()
        if is_caption or tag in FORMING:
            form = self._forms.inside(element, tag, outer, len(self.images), is_caption)
        return Place(node, form, hidden)

    def _follows_picture(self) -> bool:
        """Whether what begins here stands right behind a picture."""
        return bool(self.images) and self.images[-1].position >= len(self.blocks) - 1

    def open_inline(self, element: Any, tag: str, outer: Place) -> tuple[Place, int]:
        """Begins an inline element: the place for what stands in it, and the number of spans that begin.

        Hidden words are parted from the visible text around them, so that they can be flagged.
        """
        place = outer
        if tag == "amp-img":
            self.picture(element, outer)
        if not outer.hidden and elements.hides(element) and any(map(str.strip, element.itertext())):
            self._interrupted.append(self.run)
            self.run = Run()
            place = Place(outer.node, outer.form, True)
        return place, self.open_spans(element, tag, outer.form)

    def open_spans(self, element: Any, tag: str, form: Form) -> int:
        """Begins the spans that an element stands for, and says how many."""
        kind = elements.INLINE_SPANS.get(tag)
        opened = 0
        if kind is not None:
            href = element.get("href") if kind is SpanKind.LINK else None
            # An `a` that has only a name is a place that links lead to, and no link itself.
            is_anchor = tag == "a" and href is None and element.get("name") is not None
            if not form.preformatted and not is_anchor:
                self.run.begin(kind, href)
                opened = 1
        elif tag == "time":
            # A time stands beside the name before it, not in the same word.
            self.run.seam = True
        if (form.figure >= 0 or form.image >= 0) and elements.names_credit(element.attrib):
            self.run.begin(SpanKind.CREDIT)
            opened += 1
        return opened

    def close(self, place: Place, outer: Place, is_block: bool, spans: int) -> None:
        """Ends an element that made `place` out of `outer` and began so many spans."""
        interrupts = not is_block and place is not outer
        if is_block or interrupts:
            self.flush(place)
        while spans:
            self.run.end()
            spans -= 1
        if interrupts:
            # The block that was interrupted goes on.
            self.run = self._interrupted.pop()
            self.run.seam = True
        elif is_block:
            node = place.node
            node.last = len(self.blocks)
            if node.tag == "figure":
                self._join_captions(node.first, place.form.figure)

    def _join_captions(self, first_block: int, first_image: int) -> None:
        """Gives every block inside a figure the figure's picture: the last one before it, else the first behind it."""
        images = self.images[first_image:]
        for index in range(first_block, len(self.blocks)) if images else ():
            block = self.blocks[index]
            if block.image < 0:
                before = bisect_right(images, index, key=lambda image: image.position)
                block.image = first_image + max(0, before - 1)


def walk(root: Any, *, noscript: bool = False) -> Walk:
    """Reads the tree under `root` (an lxml element). `noscript` elements are read only on request.

    Text, tables, lists and images come out in document order; time is linear in the size of the tree.
    """
    state = Walk()
    nowhere = Place(NodeDraft(-1, -1, "", "", -1, 0, -1, False, (), (), {}), Form(), False)
    outer = state.open_block(root, read_tag(root.tag)[0], root.getroottree().getpath(root), nowhere)
    if root.text:
        state.add(root.text, outer)
    holders: set[Any] = set()
    # The element whose children are being visited, whether it is block-level, how many spans it began, how many of its
    # elements were visited, and how many of each name; and the same for the elements around it.
    parent, children, is_block, spans, visited, counts = root, iter(root), True, 0, 0, dict[str, int]()
    around: list[Any] = []
    state.depth = level = 1
    while True:
        for child in children:
            tag, step, way = read_tag(child.tag)
            if tag:
                visited += 1
            if way is Way.VOID:
                state.void(child, tag, outer)
            elif way is not Way.SKIPPED and (noscript or tag != "noscript"):
                count = counts[step] = counts.get(step, 0) + 1
                if level >= state.depth:
                    state.depth = level + 1
                inside = len(child)
                # Where no block-level element stands in an inline one, none stands in those inside.
                holds = way is Way.BLOCK or bool(
                    inside and is_block and (child in holders or find_holders(child, holders, noscript))
                )
                if holds:
                    if tag == "amp-img":
                        state.picture(child, outer)
                    state.flush(outer)
                    step = f"*[{visited}]" if step == "*" else f"{step}[{count}]"
                    place = state.open_block(child, tag, f"{outer.node.path}/{step}", outer)
                    opened = 0
                    if way is Way.INLINE and not _left_open(child, tag):
                        opened = state.open_spans(child, tag, place.form)
                else:
                    place, opened = state.open_inline(child, tag, outer)
                text = child.text
                if text:
                    state.add(text, place)
                if inside:
                    level += 1
                    around.append((parent, children, outer, is_block, spans, visited, counts))
                    parent, children, outer = child, iter(child), place
                    is_block, spans, visited, counts = holds, opened, 0, {}
                    break
                if holds or opened or place is not outer:
                    state.close(place, outer, holds, opened)
            tail = child.tail
            if tail:
                state.add(tail, outer)
        else:
            if not around:
                state.close(outer, nowhere, True, 0)
                return state
            ended, place, holds, opened = parent, outer, is_block, spans
            parent, children, outer, is_block, spans, visited, counts = around.pop()
            level -= 1
            state.close(place, outer, holds, opened)
            tail = ended.tail
            if tail:
                state.add(tail, outer)


def _left_open(element: Any, tag: str) -> bool:
    """Whether a link around paragraphs holds so much text that its end must be missing."""
    return tag == "a" and tables.is_longer(element, _LONGEST_TEASER)


def _is_verse(text: str, spans: Sequence[SpanDraft], breaks: int, tag: str) -> bool:
    if tag == "address":
        return True
    if breaks < _VERSE_BREAKS:
        return False
    return all(len(line) <= _VERSE_LINE for line in _broken_at(text, spans).split("\n"))


def _broken_at(text: str, spans: Sequence[SpanDraft]) -> str:
    """The text with line ends in place of the spaces that stand for line breaks."""
    letters = list(text)
    for span in spans:
        if span.kind is SpanKind.BREAK:
            letters[span.start] = "\n"
    return "".join(letters)
