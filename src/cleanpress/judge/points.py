"""Points for and against each block of an HTML page, with the reason for every one of them.

Phrases and class names weigh in only where a block is short: what other judges say of long prose must not make this
judge repeat it, or the engine's two independent judges would be one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass

from cleanpress.judge import prose
from cleanpress.judge.coverage import Coverage
from cleanpress.judge.measures import Measures, is_listing
from cleanpress.judge.outline import PICTURE_BLOCKS, TEXT_TAGS, Chain, Outline, apart, holder
from cleanpress.model import FIELD_LABELS, Block, Kind, Page, Verdict

# What the tag of an element around a block, inside the body's container, says of the block.
_TAG_POINTS = {"aside": -2.5, "nav": -6.0, "footer": -4.0, "form": -1.5, "header": -1.0, "button": -6.0, "dialog": -4.0}
_WEB_KINDS = (Kind.LIST_ITEM, Kind.CELL, Kind.CODE, Kind.QUOTE, Kind.HEADING)
MOST_TEASERS = 0.6
"""A page whose prose stands in teasers' cards up to this share can still be an article among them."""
_MOSTLY_LINK = 0.8
_MANY_LINKS = 0.35
_LEAD_LINK = 0.2
_MANY_NAMED = 0.3
_NAME = 5.0
_NAME_ON_PROSE = 2.5
_HINT = 1.2

Points = list[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Unit:
    """An insert: an element inside the body's container that is not made as the body's own parts are.

    `links` and `prose` are shares of its text; `controls` says that a button or form is in it, `picture` that it holds
    a picture and hardly more than its caption; `entries` is how many inserts of the same make begin with a heading;
    `named` is the share of its blocks that a rule surely named as furniture.
    """

    links: float
    prose: float
    blocks: int
    controls: bool
    picture: bool
    entries: int
    named: float


@dataclass(slots=True)
class View:
    """All that is known when blocks are scored.

    `spoken` are the other judges' verdicts by block, `units` the insert a block stands in, `boxes` the verdict on the
    heading of a furniture box around it, `holders` the elements that directly hold the body's paragraphs, `first` and
    `last` the outermost of these, `data` and `consulted` the texts of the page's data and of trafilatura with the
    weight `trust` of the latter, `hidden_body` says that the body itself is not shown, `wide` are the nodes around most
    prose.
    """

    page: Page
    lines: Outline
    spoken: dict[int, list[Verdict]]
    units: dict[int, Unit]
    boxes: dict[int, Verdict]
    holders: set[int]
    first: int
    last: int
    title: int
    data: Coverage
    consulted: Coverage
    trust: float
    hidden_body: bool
    wide: set[int]
    web: bool

    def between(self, block: Block) -> bool:
        """Whether the block stands between the body's outermost paragraphs."""
        return self.first <= block.index <= self.last

    def quotes(self, block: Block) -> bool:
        """Whether the block is a quotation in a figure without a picture, or the caption that names its speaker."""
        if block.kind not in (Kind.QUOTE, Kind.CAPTION) or block.image >= 0:
            return False
        node = self.page.nodes[block.node]
        while node.parent >= 0 and node.tag != "figure":
            node = self.page.nodes[node.parent]
        return node.tag == "figure" and any(b.kind is Kind.QUOTE for b in self.page.blocks[node.first : node.last])

    def is_picture_text(self, block: Block) -> bool:
        """Whether the block is what stands with a picture."""
        if self.quotes(block):
            return False
        unit = self.units.get(block.index)
        return block.kind is Kind.CAPTION or (unit is not None and unit.picture)


def units_of(lines: Outline, named: Set[int]) -> dict[int, Unit]:
    """The insert each block stands in, for those that stand in one; `named` are blocks surely named as furniture."""
    top: dict[int, int] = {}
    headed: dict[Chain, set[int]] = {}
    for block in lines.page.blocks:
        chain = lines.chains[block.index]
        rest = len(apart(chain, lines.main)) if lines.inside(block.index) else 0
        if rest:
            node = top[block.index] = _outermost(lines.page, block, rest)
            if block.kind is Kind.HEADING and lines.measures[block.index].links < _MANY_LINKS:
                headed.setdefault(chain, set()).add(node)
    entries = Counter({node: len(nodes) for nodes in headed.values() for node in nodes})
    units = {node: _unit(lines, node, entries[node], named) for node in sorted(set(top.values()))}
    return {index: units[node] for index, node in top.items()}


def _outermost(page: Page, block: Block, rest: int) -> int:
    """The outermost of the last `rest` elements of a block's chain."""
    node = found = block.node
    while rest:
        if page.nodes[node].tag not in TEXT_TAGS:
            found = node
            rest -= 1
        node = page.nodes[node].parent
    return found


def _unit(lines: Outline, index: int, entries: int, named: Set[int]) -> Unit:
    page = lines.page
    node = page.nodes[index]
    measures = lines.measures[node.first : node.last]
    letters = sum(m.width for m in measures) or 1
    return Unit(
        links=sum(m.width * m.links for m in measures) / letters,
        prose=sum(m.width for m in measures if m.prose) / letters,
        blocks=len(measures),
        controls=any(page.nodes[b.node].tag in ("button", "form") for b in page.blocks[node.first : node.last]),
        picture=len(measures) <= PICTURE_BLOCKS and index in lines.pictured,
        entries=entries,
        named=sum(b.index in named for b in page.blocks[node.first : node.last]) / len(measures),
    )


def score(view: View, block: Block) -> Points:
    """The points of one block: where it stands, what is around it, and what the page's data and others say."""
    return [point for part in parts(view, block) for point in part]


def parts(view: View, block: Block) -> tuple[Points, Points, Points, Points]:
    """The points of one block by what gives them: its place, its form, the elements around it, what others say."""
    return _place_points(view, block), _form_points(view, block), _tag_points(view, block), _told_points(view, block)


def _place_points(view: View, block: Block) -> Points:
    if not view.lines.inside(block.index):
        return [(-3.0, f"outside the part of the page that holds the article's prose ({_place(view, block)})")]
    return _insert_points(view, block) if block.index in view.units else _flow_points(view, block)


def _told_points(view: View, block: Block) -> Points:
    points: Points = []
    m = view.lines.measures[block.index]
    if m.links < _MOSTLY_LINK:
        points += view.data.points(block, 3.0, -2.5, "the article's text in the page's data")
        likely = m.prose and (view.between(block) or block.index not in view.units)
        points += view.consulted.points(block, view.trust if likely else 1.2, -3.0, "trafilatura's text")
    if not prose.is_long(block.text):
        box = view.boxes.get(block.index)
        if box is not None:
            points.append((-3.0, f"in a box headed by {box.label.value}: {box.why}"))
        points += [_said(v, m) for v in view.spoken.get(block.index, ()) if v.label not in FIELD_LABELS]
    return points


def _said(verdict: Verdict, m: Measures) -> tuple[float, str]:
    """What another judge's verdict weighs. Of text without links a class name says half as much if it is prose, and a
    phrase that is only a hint says little."""
    weight = _NAME
    if m.links < 0.1 and verdict.judge == "element" and m.prose:
        weight = _NAME_ON_PROSE
    elif m.links < 0.1 and verdict.judge == "rules" and verdict.confidence <= 0.5:
        weight = _HINT
    return -weight * verdict.confidence, f"{verdict.label.value}: {verdict.why}"


def _place(view: View, block: Block) -> str:
    node = view.page.nodes[block.node]
    return node.tag + "".join(f".{name}" for name in node.names[:2])


def _form_points(view: View, block: Block) -> Points:
    points: Points = []
    if view.lines.teasers > MOST_TEASERS and (block.node in view.lines.cards or block.kind is Kind.HEADING):
        points.append((-8.0, "a teaser on a page of teasers"))
    if block.hidden and not view.hidden_body:
        folded = block.index not in view.units and view.lines.measures[block.index].prose
        points.append((-2.0 if folded else -4.0, "the page does not show it"))
    if block.kind is Kind.CAPTION and not view.quotes(block):
        points.append((-6.0, "a picture's caption"))
    inside = view.lines.inside(block.index)
    if view.web and inside and block.kind in _WEB_KINDS and view.lines.measures[block.index].links < 0.5:
        points.append((2.0, "list or table, asked for"))
    return points


def _flow_points(view: View, block: Block) -> Points:
    """A block in the flow of the body: beside its paragraphs, in elements made like theirs."""
    m = view.lines.measures[block.index]
    between = view.between(block)
    teaser = m.leads and not between and (block.kind is Kind.LIST_ITEM or m.links > _LEAD_LINK)
    if teaser:
        return [(-2.0, "begins with a link, outside the article's prose")]
    if m.prose:
        return [(4.0, "prose in the flow of the article")]
    if m.links > _MOSTLY_LINK and m.width < 200 and not (m.ended and between):
        return [(-2.0, f"all link (link share {m.links:.1f})")]
    if block.kind is Kind.HEADING:
        if between:
            return [(1.5, "heading between the article's paragraphs")]
        first = view.title < block.index < view.first <= block.index + PICTURE_BLOCKS and m.links < _MANY_LINKS
        return [(1.0, "heading of the first part") if first else (-2.0, "heading outside the article")]
    if block.kind is Kind.LIST_ITEM and m.links > 0.5:
        return [(-2.0, f"list of links (link share {m.links:.1f})")]
    if between:
        if m.ended or block.kind is not Kind.PARAGRAPH:
            return [(2.0, "short text between the article's paragraphs")]
        return [(0.7, "short line between the article's paragraphs")]
    return [_outer_line_points(view, block)]


def _outer_line_points(view: View, block: Block) -> tuple[float, str]:
    """A short block in the flow of the body, before its first or after its last paragraph."""
    m = view.lines.measures[block.index]
    if m.width > prose.PROSE_WIDTH and m.links < (0.6 if m.ended else 0.3) and not is_listing(block.text):
        return (1.0, "long line in the flow of the article")
    beside = m.links < 0.1 and holder(view.page, block) in view.holders
    if block.index < view.first:
        early = block.index > view.title and m.width > 25 and (m.ended or beside)
        return (1.0, "line at the article's beginning") if early else (-1.5, "line before the article's prose")
    if m.links < 0.3 and (m.ended or block.kind is Kind.LIST_ITEM):
        return (1.0, "sentence or list at the article's end")
    return (-1.5, "line after the article's prose")


def _insert_points(view: View, block: Block) -> Points:
    """A block in an insert: an element among the body's parts that is made otherwise."""
    m = view.lines.measures[block.index]
    unit = view.units[block.index]
    near = view.first - PICTURE_BLOCKS <= block.index <= view.last
    if near and unit.entries > 1 and block.kind is Kind.HEADING and m.links < _MANY_LINKS:
        return [(3.0, "heading of one of several entries")]
    points = _insert_place(view, block)
    if unit.links > _MANY_LINKS:
        points.append((-2.0, f"among links (link share {unit.links:.1f})"))
    elif unit.prose > 0.7 and unit.links < 0.1 and not unit.controls:
        points.append((0.5, "in a part that is nearly all prose"))
    if view.between(block) and not m.prose and unit.links < 0.1:
        if block.kind is Kind.HEADING:
            points.append((1.5, "a heading without links among the article's paragraphs"))
        elif view.quotes(block):
            points.append((2.0, "a quotation with its speaker"))
        elif m.ended or block.kind in (Kind.QUOTE, Kind.LIST_ITEM, Kind.CELL):
            points.append((1.3, "text without links"))
    if unit.named > _MANY_NAMED and not m.prose:
        points.append((-2.0, "among lines that are furniture"))
    if unit.controls:
        points.append((-1.5, "beside a button or form"))
    if unit.picture:
        points.append((-3.0, "beside a picture, in an insert of its own"))
    return points


def _insert_place(view: View, block: Block) -> Points:
    prose_here = view.lines.measures[block.index].prose
    if view.between(block):
        return [(1.5, "prose among the article's paragraphs") if prose_here else (-1.0, "in an insert")]
    if view.title < block.index < view.first:
        if prose_here and view.lines.measures[block.index].width > 100:
            return [(0.5, "prose before the article's main part")]
        return [(-1.5, "in an insert before the article")]
    return [(-1.5, "in an insert outside the article's prose")]


def _tag_points(view: View, block: Block) -> Points:
    """What the tags of the elements around a block say, up to the container."""
    points: Points = []
    node = view.page.nodes[block.node]
    while node.index > view.lines.container:
        if node.tag in _TAG_POINTS and node.index not in view.wide:
            points.append((_TAG_POINTS[node.tag], f"inside {node.tag}"))
        node = view.page.nodes[node.parent]
    return points
