"""The structure judge: which blocks of an HTML page are its article, by where they stand and how they are built.

Every block gets points for and against; above zero it is body. The points that weighed most are the verdict's why.
Phrases and class names weigh in only where a block is short: what other judges say of long prose must not make this
judge repeat it, or the engine's two independent judges would be one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cleanpress.judge import prose
from cleanpress.judge.coverage import Coverage
from cleanpress.judge.measures import wide_nodes
from cleanpress.judge.outline import TEXT_TAGS, Outline, apart, outline
from cleanpress.model import FIELD_LABELS, Block, Hints, Kind, Label, Page, Verdict

JUDGE = "structure"
_WEB_KINDS = (Kind.LIST_ITEM, Kind.CELL, Kind.CODE, Kind.QUOTE, Kind.HEADING)
# What the tag of an element around a block, inside the body's container, says of the block.
_TAG_POINTS = {"aside": -2.5, "nav": -6.0, "footer": -4.0, "form": -1.5, "header": -1.0, "button": -6.0, "dialog": -4.0}
# A page whose prose stands in teasers' cards up to this share can still be an article among them.
_MOST_TEASERS = 0.6
_PICTURE = "beside a picture, in an insert of its own"
# A picture's insert holds at most its caption and its credit, in two or three blocks.
_CAPTION_BLOCKS = 3

Points = list[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Opinion:
    """The judge's verdicts, how doubtful they are as a whole (0 to 1), and how wide the body is in Latin letters."""

    verdicts: list[Verdict]
    doubt: float
    width: int


@dataclass(slots=True)
class _View:
    """All that is known when blocks are scored."""

    page: Page
    lines: Outline
    spoken: dict[int, list[Verdict]]
    units: dict[int, _Unit]
    first: int
    last: int
    title: int
    data: Coverage
    consulted: Coverage
    hidden_body: bool
    wide: set[int]
    trust: float
    web: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    """An insert: an element inside the body's container that is not made as the body's own parts are."""

    links: float
    prose: float
    blocks: int
    controls: bool
    picture: bool


def judge_structure(
    page: Page,
    hints: Hints,
    seen: Sequence[Verdict],
    consulted: str | None = None,
    doubt: float = 0.0,
    *,
    web: bool = False,
) -> Opinion:
    """Gives every block of an HTML page the label body or other.

    `seen` are the verdicts of the rules, the repeats and the header judge; `hints` what the page's data says;
    `consulted` is the text another extractor found, where it was asked because the first opinion's `doubt` was high;
    the higher the doubt, the more it weighs. `web` asks for lists, tables and asides as well, as pages other than news
    have them.
    """
    if not page.blocks:
        return Opinion([], 0.0, 0)
    view = _view(page, hints, seen, Coverage.of(consulted, None), doubt, web)
    scored = [_score(view, block) for block in page.blocks]
    _mend_headings(view, scored)
    verdicts = [_verdict(block, points) for block, points in zip(page.blocks, scored, strict=True)]
    return Opinion(verdicts, _doubt(view, scored), _body_width(view, scored))


def _view(page: Page, hints: Hints, seen: Sequence[Verdict], asked: Coverage, doubt: float, web: bool) -> _View:
    spoken: dict[int, list[Verdict]] = {}
    passed_over = _wide_tests(page, seen)
    for verdict in seen:
        if verdict.rule not in passed_over:
            spoken.setdefault(verdict.block, []).append(verdict)
    titles = [v.block for v in seen if v.label is Label.TITLE]
    title = titles[0] if titles else -1
    lines = outline(page, {i: _weight(found) for i, found in spoken.items()}, title)
    main = [i for i, chain in enumerate(lines.chains) if lines.mass[i] and lines.inside(i) and chain in lines.main]
    running = [i for i in main if page.blocks[i].kind is not Kind.LIST_ITEM] or main
    first, last = (running[0], running[-1]) if running else (len(page.blocks), -1)
    data = Coverage.of(hints.body, [page.blocks[i].text for i in main])
    hidden_body = bool(main) and sum(page.blocks[i].hidden for i in main) > len(main) / 2
    wide = wide_nodes(page, [m.width if m.prose else 0 for m in lines.measures])
    return _View(
        page, lines, spoken, _units(lines), first, last, title, data, asked, hidden_body, wide, 3 + 3 * doubt, web
    )


def _wide_tests(page: Page, seen: Sequence[Verdict]) -> set[str]:
    """Element tests that name most of the page's prose, and so the article itself. Comments and teasers can really be
    most of a page."""
    prose_width = {b.index: prose.width(b.text) for b in page.blocks if prose.is_prose(b.text)}
    named: Counter[str] = Counter()
    for verdict in seen:
        if verdict.judge == "element" and verdict.label not in (Label.COMMENTS, Label.RELATED):
            named[verdict.rule] += prose_width.get(verdict.block, 0)
    return {rule for rule, width in named.items() if 2 * width > sum(prose_width.values())}


def _weight(found: Sequence[Verdict]) -> float:
    """How much a block counts as prose of the body when other judges spoke of it."""
    if any(v.label in FIELD_LABELS or v.label is Label.DUPLICATE for v in found):
        return 0.3
    return 1.0 - 0.85 * max(v.confidence for v in found)


def _units(lines: Outline) -> dict[int, _Unit]:
    """The insert each block stands in, for those that stand in one."""
    page = lines.page
    top: dict[int, int] = {}
    for block in page.blocks:
        rest = len(apart(lines.chains[block.index], lines.main)) if lines.inside(block.index) else 0
        if rest:
            top[block.index] = _ancestor(lines, block, rest)
    units = {node: _unit(lines, node) for node in set(top.values())}
    return {index: units[node] for index, node in top.items()}


def _ancestor(lines: Outline, block: Block, rest: int) -> int:
    """The outermost of the last `rest` elements of a block's chain."""
    node = found = block.node
    while rest:
        if lines.page.nodes[node].tag not in TEXT_TAGS:
            found = node
            rest -= 1
        node = lines.page.nodes[node].parent
    return found


def _unit(lines: Outline, index: int) -> _Unit:
    node = lines.page.nodes[index]
    blocks = lines.page.blocks[node.first : node.last]
    measures = lines.measures[node.first : node.last]
    letters = sum(m.width for m in measures) or 1
    controls = any(lines.page.nodes[b.node].tag in ("button", "form") for b in blocks)
    return _Unit(
        links=sum(m.width * m.links for m in measures) / letters,
        prose=sum(m.width for m in measures if m.prose) / letters,
        blocks=len(blocks),
        controls=controls,
        picture=len(blocks) <= _CAPTION_BLOCKS and index in lines.pictured,
    )


def _score(view: _View, block: Block) -> Points:
    m = view.lines.measures[block.index]
    if not view.lines.inside(block.index):
        points = [(-3.0, f"outside the part of the page that holds the article's prose ({_place(view, block)})")]
    elif block.index in view.units:
        points = _insert_points(view, block)
    else:
        points = _flow_points(view, block)
    if block.hidden:
        points.append(
            (-4.0, "the page does not show it")
            if not view.page.blocks[view.first % len(view.page.blocks)].hidden
            else (0.0, "")
        )
    if block.kind is Kind.CAPTION:
        points.append((-6.0, "a picture's caption"))
    points += _tag_points(view, block)
    if view.web and block.kind in _WEB_KINDS and m.links < 0.5 and view.lines.inside(block.index):
        points.append((2.0, "list or table, asked for"))
    if m.links < 0.8:
        points += view.data.points(block, 3.0, -2.5, "the article's text in the page's data")
        likely = m.prose and (_between(view, block) or block.index not in view.units)
        points += view.consulted.points(block, view.trust if likely else 1.2, -3.0, "trafilatura's text")
    if not prose.is_long(block.text):
        points += [_said(v) for v in view.spoken.get(block.index, ()) if v.label not in FIELD_LABELS]
    return points


def _said(verdict: Verdict) -> tuple[float, str]:
    return (-5.0 * verdict.confidence, f"{verdict.label.value}: {verdict.why}")


def _place(view: _View, block: Block) -> str:
    node = view.page.nodes[block.node]
    return node.tag + "".join(f".{name}" for name in node.names[:2])


def _between(view: _View, block: Block) -> bool:
    return view.first <= block.index <= view.last


def _flow_points(view: _View, block: Block) -> Points:
    """A block in the flow of the body: beside its paragraphs, in elements made like theirs."""
    m = view.lines.measures[block.index]
    between = _between(view, block)
    if m.prose and (between or not m.leads):
        return [(4.0, "prose in the flow of the article")]
    if m.leads and not between:
        return [(-2.0, "begins with a link, outside the article's prose")]
    if m.links > 0.8 and m.width < 200 and not (m.ended and between):
        return [(-2.0, f"all link (link share {m.links:.1f})")]
    if block.kind is Kind.HEADING:
        return [(1.5, "heading between the article's paragraphs") if between else (-2.0, "heading outside the article")]
    if block.kind is Kind.LIST_ITEM and m.links > 0.5:
        return [(-2.0, f"list of links (link share {m.links:.1f})")]
    if between:
        if m.ended or block.kind is not Kind.PARAGRAPH:
            return [(2.0, "short text between the article's paragraphs")]
        return [(0.7, "short line between the article's paragraphs")]
    if m.width > 80 and m.links < 0.3:
        return [(1.0, "long line in the flow of the article")]
    if block.index < view.first:
        early = block.index > view.title and m.ended and m.width > 25
        return [(1.0, "sentence at the article's beginning") if early else (-1.5, "line before the article's prose")]
    if m.links < 0.3 and (m.ended or block.kind is Kind.LIST_ITEM):
        return [(1.0, "sentence or list at the article's end")]
    return [(-1.5, "line after the article's prose")]


def _insert_points(view: _View, block: Block) -> Points:
    """A block in an insert: an element among the body's parts that is made otherwise."""
    m = view.lines.measures[block.index]
    unit = view.units[block.index]
    points: Points = []
    if _between(view, block):
        points.append((1.5, "prose among the article's paragraphs") if m.prose else (-1.0, "in an insert"))
        if not m.prose and block.kind is Kind.HEADING and unit.blocks == 1 and unit.links < 0.1:
            points.append((1.5, "a heading of its own among the article's paragraphs"))
        if not m.prose and (m.ended or block.kind in (Kind.QUOTE, Kind.LIST_ITEM, Kind.CELL)) and unit.links < 0.1:
            points.append((1.3, "text without links"))
    elif block.index < view.first and block.index > view.title:
        points.append(
            (0.5, "prose before the article's main part") if m.prose else (-1.5, "in an insert before the article")
        )
    else:
        points.append((-1.5, "in an insert outside the article's prose"))
    if unit.links > 0.35:
        points.append((-2.0, f"among links (link share {unit.links:.1f})"))
    elif unit.prose > 0.7 and unit.links < 0.1 and not unit.controls:
        points.append((0.5, "in a part that is nearly all prose"))
    if unit.controls:
        points.append((-1.5, "beside a button or form"))
    if unit.picture:
        points.append((-3.0, _PICTURE))
    return points


def _tag_points(view: _View, block: Block) -> Points:
    """What the tags of the elements around a block say, up to the container."""
    points: Points = []
    node = view.page.nodes[block.node]
    container = view.lines.container
    while node.index > container:
        if node.tag in _TAG_POINTS and node.index not in view.wide:
            points.append((_TAG_POINTS[node.tag], f"in <{node.tag}>"))
        node = view.page.nodes[node.parent]
    return points


def _total(points: Points) -> float:
    return sum(value for value, _ in points)


def _mend_headings(view: _View, scored: list[Points]) -> None:
    """A heading under which nothing of the body follows is no heading of the article."""
    followed = False
    for block in reversed(view.page.blocks):
        points = scored[block.index]
        body = _total(points) > 0
        if block.kind is not Kind.HEADING:
            followed = body or (followed and not view.lines.measures[block.index].prose)
        elif body and not followed:
            points.append((-3.0, "no text of the article under this heading"))


def _probability(points: Points) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, _total(points)))))


def _verdict(block: Block, points: Points) -> Verdict:
    total = _total(points)
    sure = _probability(points)
    body = total > 0
    agreeing = sorted((p for p in points if (p[0] > 0) == body and p[1]), key=lambda p: -abs(p[0]))
    why = "; ".join(dict.fromkeys(text for _, text in agreeing[:3])) or "nothing speaks for it"
    if body:
        return Verdict(block.index, Label.BODY, "structure.body", round(sure, 3), why, JUDGE)
    return Verdict(block.index, Label.OTHER, "structure.not-article", round(1 - sure, 3), why, JUDGE)


def _doubt(view: _View, scored: Sequence[Points]) -> float:
    """How much of the body is doubtful: width of doubtful text over width of the body."""
    doubtful = sure = 0.0
    for m, points in zip(view.lines.measures, scored, strict=True):
        p = _probability(points)
        doubtful += m.width * min(p, 1 - p)
        sure += m.width * p
    return doubtful / (sure + 100)


def _body_width(view: _View, scored: Sequence[Points]) -> int:
    return sum(m.width for m, points in zip(view.lines.measures, scored, strict=True) if _total(points) > 0)
