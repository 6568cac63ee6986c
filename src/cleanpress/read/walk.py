"""One iterative walk over a parsed page: every piece of its text, once and in order, becomes part of a Block.

A block-level element, a double `br` and a rule end a block; text that stands beside block-level elements is a block of
its own (HTML's anonymous block box). The walk reads the tree and never changes it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from cleanpress.model import Block, Image, Kind, Node, Span, SpanKind, Where
from cleanpress.read import elements, tables
from cleanpress.read.containers import inline_holders, names_of_tag, tag_of
from cleanpress.read.run import Run

# A link around more letters of several paragraphs than a teaser has was left open by mistake.
_LONGEST_TEASER = 1_500
# A text with line breaks is verse (or an address) when it has a few lines and all of them are short.
_VERSE_BREAKS = 3
_VERSE_LINE = 70


@dataclass(slots=True)
class _Context:
    """What the elements around the current place make of its text."""

    node: int
    kind: Kind
    level: int = 0
    hidden: bool = False
    preformatted: bool = False
    row: int = -1
    column: int = -1
    ordinal: int = 0
    list_depth: int = 0
    ordered: bool = False
    table: str = ""
    figure: int = -1
    image: int = -1

    def inside(self, node: int, hidden: bool) -> _Context:
        """The same context for an element inside; written out because it is made for every element of the page."""
        return _Context(
            node, self.kind, self.level, hidden, self.preformatted, self.row, self.column, self.ordinal,
            self.list_depth, self.ordered, self.table, self.figure, self.image,
        )  # fmt: skip


@dataclass(slots=True)
class _OpenNode:
    """A block-level element while it is being read."""

    parent: int
    tag: str
    path: str
    depth: int
    first: int
    hidden: bool
    names: tuple[str, ...]
    words: tuple[str, ...]
    attributes: dict[str, str]
    last: int = -1


@dataclass(slots=True)
class _Frame:
    """An element whose children are being visited, and what has to be put back when it ends."""

    element: Any
    children: Iterator[Any]
    context: _Context
    is_block: bool
    spans: int
    counts: dict[str, int] = field(default_factory=dict)
    elements: int = 0
    items: int = 0
    cells: int = 0


@dataclass(slots=True)
class Walk:
    """The blocks, nodes and images of a page in document order, and how deep its elements were nested."""

    blocks: list[Block] = field(default_factory=list)
    nodes: list[_OpenNode] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    depth: int = 0
    noscript: bool = False
    _run: Run = field(default_factory=Run)
    _interrupted: list[Run] = field(default_factory=list)
    _waiting: list[Block] = field(default_factory=list)
    _rows: int = 0

    def flush(self, context: _Context) -> None:
        """Ends the block that is being read, if any text stands in it."""
        block = self._take(context)
        if self._interrupted:
            # Hidden words inside a paragraph: they come behind it.
            self._waiting += [block] if block else []
            return
        if block:
            self.blocks.append(block)
        for waiting in self._waiting:
            self.blocks.append(replace(waiting, index=len(self.blocks)))
        self._waiting.clear()

    def _take(self, context: _Context) -> Block | None:
        text, spans, breaks = self._run.take()
        if not text or text.isspace():
            return None
        kind = context.kind
        if context.preformatted:
            lines = [line.rstrip() for line in text.split("\n")]
            text, spans = "\n".join(line for line in lines if line), ()
        elif kind is Kind.PARAGRAPH and breaks and _is_verse(text, spans, breaks, self.nodes[context.node].tag):
            kind = Kind.VERSE
            text = _broken_at(text, spans)
        return Block(
            index=len(self.blocks),
            text=text,
            kind=kind,
            where=Where(path=self.nodes[context.node].path),
            spans=spans,
            level=context.level,
            node=context.node,
            hidden=context.hidden,
            row=context.row,
            column=context.column,
            ordinal=context.ordinal,
            image=context.image,
        )

    def interrupt(self) -> None:
        """Words that the page does not show begin inside a block that goes on after them."""
        self._interrupted.append(self._run)
        self._run = Run()

    def resume(self) -> None:
        """The block that was interrupted goes on."""
        self._run = self._interrupted.pop()
        self._run.seam = True

    def add(self, text: str | None, context: _Context) -> None:
        """Adds a text node."""
        if not text:
            return
        if context.preformatted:
            self._run.add_preformatted(text)
        else:
            self._run.add(text)

    def line_break(self, context: _Context) -> None:
        """A `br`: the second in a row ends the block."""
        if context.preformatted:
            self._run.add_preformatted("\n")
        elif self._run.broken:
            self.flush(context)
        elif self._run.length:
            self._run.broken = True

    def picture(self, element: Any, context: _Context) -> None:
        """Takes note of an image."""
        address = elements.image_address(element.attrib)
        if address:
            alt = " ".join(element.get("alt", "").split())
            self.images.append(Image(address, alt, len(self.blocks), context.node))

    def open_block(self, element: Any, tag: str, path: str, context: _Context, frame: _Frame | None) -> _Context:
        """Begins a block-level element: a node, and a context for what stands in it."""
        attributes = element.attrib
        names = elements.names_of(attributes)
        hidden = context.hidden or elements.hides(attributes)
        index = len(self.nodes)
        depth = self.nodes[context.node].depth + 1 if index else 0
        words, signals = elements.words_of(names), elements.signals_of(attributes)
        self.nodes.append(_OpenNode(context.node, tag, path, depth, len(self.blocks), hidden, names, words, signals))
        inner = context.inside(index, hidden)
        _set_form(inner, element, tag, frame, self)
        return inner

    def closed(self) -> tuple[Node, ...]:
        """The nodes as the page keeps them, when all have ended."""
        return tuple(
            Node(
                index=index,
                parent=node.parent,
                tag=node.tag,
                path=node.path,
                depth=node.depth,
                first=node.first,
                last=node.last,
                hidden=node.hidden,
                names=node.names,
                words=node.words,
                attributes=node.attributes,
            )
            for index, node in enumerate(self.nodes)
        )

    def next_row(self) -> int:
        """The number of the table row that begins here."""
        self._rows += 1
        return self._rows - 1


def walk(root: Any, *, noscript: bool = False) -> Walk:
    """Reads the tree under `root` (an lxml element). `noscript` elements are read only on request.

    Text, tables, lists and images come out in document order; time is linear in the size of the tree.
    """
    state = Walk(noscript=noscript)
    holders = inline_holders(root, noscript)
    outer = _Context(node=-1, kind=Kind.PARAGRAPH)
    top = root.getroottree().getpath(root)
    context = state.open_block(root, tag_of(root), top, outer, None)
    state.add(root.text, context)
    stack = [_Frame(root, iter(root), context, True, 0)]
    while stack:
        frame = stack[-1]
        child = next(frame.children, None)
        if child is None:
            stack.pop()
            _leave(state, frame, stack[-1].context if stack else outer)
            continue
        tag, step = names_of_tag(child.tag)
        frame.elements += 1 if tag else 0
        count = frame.counts[step] = frame.counts.get(step, 0) + 1
        if not tag or tag in elements.SKIPPED or (tag == "noscript" and not noscript):
            state.add(child.tail, frame.context)
        elif tag in ("br", "hr", "img"):
            _void(state, child, tag, frame.context)
        else:
            step = f"{step}[{count}]" if step != "*" else f"*[{frame.elements}]"
            entered = _enter(state, child, tag, step, frame, child in holders)
            state.add(child.text, entered.context)
            stack.append(entered)
            state.depth = max(state.depth, len(stack))
    return state


def _void(state: Walk, element: Any, tag: str, context: _Context) -> None:
    if tag == "br":
        state.line_break(context)
    elif tag == "hr":
        state.flush(context)
    else:
        state.picture(element, context)
    state.add(element.tail, context)


def _enter(state: Walk, element: Any, tag: str, step: str, frame: _Frame, holds_blocks: bool) -> _Frame:
    context = frame.context
    if tag == "amp-img":
        state.picture(element, context)
    if tag in elements.BLOCK or holds_blocks:
        state.flush(context)
        inner = state.open_block(element, tag, f"{state.nodes[context.node].path}/{step}", context, frame)
        spans = 0 if _left_open(element, tag) else _open_spans(state, element, tag, inner)
        return _Frame(element, iter(element), inner, True, spans)
    inner = context
    if elements.hides(element.attrib) and not context.hidden and any(map(str.strip, element.itertext())):
        # Hidden words are parted from the visible text around them, so that they can be flagged.
        state.interrupt()
        inner = context.inside(context.node, True)
    return _Frame(element, iter(element), inner, False, _open_spans(state, element, tag, inner))


def _left_open(element: Any, tag: str) -> bool:
    """Whether a link around paragraphs holds so much text that its end must be missing."""
    return tag == "a" and tables.is_longer(element, _LONGEST_TEASER)


def _open_spans(state: Walk, element: Any, tag: str, context: _Context) -> int:
    kind = elements.INLINE_SPANS.get(tag)
    opened = 0
    if tag == "time":
        # A time stands beside the name before it, not in the same word.
        state._run.seam = True
    if kind is not None and not context.preformatted and not elements.is_anchor(tag, element.attrib):
        state._run.begin(kind, element.get("href") if kind is SpanKind.LINK else None)
        opened += 1
    pictured = context.figure >= 0 or context.image >= 0
    if pictured and tag not in elements.BLOCK and elements.names_credit(element.attrib):
        state._run.begin(SpanKind.CREDIT)
        opened += 1
    return opened


def _leave(state: Walk, frame: _Frame, outer: _Context) -> None:
    interrupts = not frame.is_block and frame.context.hidden != outer.hidden
    if frame.is_block or interrupts:
        state.flush(frame.context)
    for _ in range(frame.spans):
        state._run.end()
    if interrupts:
        state.resume()
    if frame.is_block:
        node = state.nodes[frame.context.node]
        node.last = len(state.blocks)
        if node.tag == "figure":
            _join_captions(state, node.first, frame.context.figure)
    state.add(frame.element.tail, outer)


def _join_captions(state: Walk, first_block: int, first_image: int) -> None:
    """Gives every block inside a figure the figure's picture: the last one before it, else the first behind it."""
    images = state.images[first_image:]
    for index in range(first_block, len(state.blocks)) if images else ():
        block = state.blocks[index]
        if block.image < 0:
            before = bisect_right(images, index, key=lambda image: image.position)
            state.blocks[index] = replace(block, image=first_image + max(0, before - 1))


def _set_form(context: _Context, element: Any, tag: str, frame: _Frame | None, state: Walk) -> None:
    """What a block-level element makes of the text in it: the kind of its blocks, list depth, table row and cell."""
    if tag in elements.HEADINGS:
        context.kind, context.level = Kind.HEADING, elements.HEADINGS[tag]
    elif tag in ("main", "article"):
        # An article is no list item, even where an unclosed list item runs around it.
        context.kind, context.level, context.list_depth = Kind.PARAGRAPH, 0, 0
    elif tag in ("ul", "ol", "menu", "dir", "dl"):
        context.list_depth += 1
        context.ordered = tag == "ol"
    elif tag in ("li", "dd", "dt"):
        context.kind, context.level = Kind.LIST_ITEM, max(1, context.list_depth)
        if frame is not None:
            frame.items += 1
            context.ordinal = frame.items if context.ordered and tag == "li" else 0
    elif tag == "blockquote":
        context.kind, context.level = Kind.QUOTE, 0
    elif tag in ("pre", "listing", "xmp"):
        context.kind, context.level, context.preformatted = Kind.CODE, 0, True
    elif tag == "figure":
        context.figure = len(state.images)
    elif tag == "figcaption":
        context.kind, context.level = Kind.CAPTION, 0
    elif _is_caption(state):
        context.kind, context.level, context.image = Kind.CAPTION, 0, len(state.images) - 1
    else:
        _set_table(context, element, tag, frame, state)


def _is_caption(state: Walk) -> bool:
    """Whether the element that just began calls itself a caption and stands right behind a picture."""
    near = bool(state.images) and state.images[-1].position >= len(state.blocks) - 1
    return near and "caption" in state.nodes[-1].words


def _set_table(context: _Context, element: Any, tag: str, frame: _Frame | None, state: Walk) -> None:
    if tag == "table":
        context.table = tables.form_of(element)
        if context.table == tables.LAYOUT:
            context.kind, context.row, context.column = Kind.PARAGRAPH, -1, -1
    elif tag == "tr" and context.table == tables.DATA:
        context.row = state.next_row()
    elif tag in ("td", "th") and context.row >= 0 and context.table == tables.DATA:
        context.kind, context.level = Kind.CELL, 0
        if frame is not None:
            context.column = frame.cells
            frame.cells += 1


def _is_verse(text: str, spans: tuple[Span, ...], breaks: int, tag: str) -> bool:
    if tag == "address":
        return True
    if breaks < _VERSE_BREAKS:
        return False
    return all(len(line) <= _VERSE_LINE for line in _broken_at(text, spans).split("\n"))


def _broken_at(text: str, spans: tuple[Span, ...]) -> str:
    """The text with line ends in place of the spaces that stand for line breaks."""
    letters = list(text)
    for span in spans:
        if span.kind is SpanKind.BREAK:
            letters[span.start] = "\n"
    return "".join(letters)
