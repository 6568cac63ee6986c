"""The structure judge: which blocks of an HTML page are its article, by where they stand and how they are built.

Every block gets points for and against (`points.py`); above zero it is body. The points that weighed most are the
verdict's why. What stands with a picture of the article is a caption or its credit.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cleanpress.judge import prose
from cleanpress.judge.boxes import boxes_of
from cleanpress.judge.coverage import Coverage
from cleanpress.judge.measures import SPOKEN_AGAINST, wide_nodes
from cleanpress.judge.outline import Outline, holder, outline
from cleanpress.judge.pictures import picture_label
from cleanpress.judge.points import MOST_TEASERS, Points, View, parts, score, units_of
from cleanpress.model import FIELD_LABELS, Block, Hints, Kind, Label, Page, Verdict

JUDGE = "structure"
# Trafilatura's text weighs so much where the first opinion was sure, and up to twice that where it was not.
_TRUST = 3.0
# What a field or a repeat still weighs as prose of the body: its place is near the body, if not in it.
_FIELD_WEIGHT = 0.3
_HINT = 0.5
_SURE = 0.9
_LEAST_PROSE = 140
# From so many lines a list at the article's end is one; so many blocks of other elements in a row end it.
_LIST_AT_END = 6
_GAP = 8
_LINKS_IN_A_ROW = 3
_LEAST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Opinion:
    """The judge's verdicts, how doubtful they are as a whole (0 to 1), how wide the body is in Latin letters, and
    whether the page is one of teasers."""

    verdicts: list[Verdict]
    doubt: float
    width: int
    teasers: bool = False


def judge_structure(
    page: Page,
    hints: Hints,
    seen: Sequence[Verdict],
    consulted: str | None = None,
    doubt: float = 0.0,
    *,
    web: bool = False,
) -> Opinion:
    """Gives every block of an HTML page the label body, caption, credit or other.

    `seen` are the verdicts of the rules, the repeats and the header judge; `hints` what the page's data says;
    `consulted` is the text another extractor found, where it was asked because the first opinion's `doubt` was high;
    the higher the doubt, the more it weighs. `web` asks for lists, tables and asides as well, as pages other than news
    have them.
    """
    if not page.blocks:
        return Opinion([], 0.0, 0)
    view = _view(page, hints, seen, Coverage.of(consulted, None), _TRUST * (1 + doubt), web)
    scored = [score(view, block) for block in page.blocks]
    _mend_gaps(view, scored)
    _mend_headings(view, scored)
    if _too_little(view, hints, scored):
        for points in scored:
            points.append((-20.0, "too little prose on the page for an article"))
    verdicts = [_verdict(view, block, points) for block, points in zip(page.blocks, scored, strict=True)]
    teasers = view.lines.teasers > MOST_TEASERS
    return Opinion(verdicts, _doubt(view, scored), _body_width(view, scored), teasers)


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a page before anything is decided: the view, the points of all its blocks, and their sums by
    place, form and elements around."""

    view: View
    points: list[Points]
    sums: list[tuple[float, float, float]]


def look(page: Page, hints: Hints, seen: Sequence[Verdict]) -> Look:
    """Looks at a page that has blocks; the arguments are those of `judge_structure`."""
    view = _view(page, hints, seen, Coverage(), _TRUST, False)
    found = [parts(view, block) for block in page.blocks]
    scored = [[point for part in one for point in part] for one in found]
    sums = [(_total(place), _total(form), _total(tags)) for place, form, tags, _ in found]
    _mend_gaps(view, scored)
    _mend_headings(view, scored)
    return Look(view, scored, sums)


def _view(page: Page, hints: Hints, seen: Sequence[Verdict], asked: Coverage, trust: float, web: bool) -> View:
    passed_over = _wide_tests(page, seen)
    spoken: dict[int, list[Verdict]] = {}
    for verdict in seen:
        if verdict.rule not in passed_over:
            spoken.setdefault(verdict.block, []).append(verdict)
    titles = [v for v in seen if v.label is Label.TITLE]
    title = min(titles, key=lambda v: (-v.confidence, v.block)).block if titles else -1
    boxes = boxes_of(page, spoken)
    weights = {i: _weight(found) for i, found in spoken.items()}
    lines = outline(page, {**dict.fromkeys(boxes, SPOKEN_AGAINST), **weights}, title)
    main = [i for i, chain in enumerate(lines.chains) if lines.mass[i] and lines.inside(i) and chain in lines.main]
    running = [i for i in main if not (page.blocks[i].kind is Kind.LIST_ITEM and lines.measures[i].leads)] or main
    return View(
        page=page,
        lines=lines,
        spoken=spoken,
        units=units_of(lines, {i for i, found in spoken.items() if any(map(_is_sure, found))}),
        boxes=boxes,
        holders={holder(page, page.blocks[i]) for i in running},
        first=running[0] if running else len(page.blocks),
        last=_end(lines, spoken, running[-1]) if running else -1,
        title=title,
        data=Coverage.of(hints.body, [page.blocks[i].text for i in main]),
        consulted=asked,
        trust=trust,
        hidden_body=2 * sum(page.blocks[i].hidden for i in main) > len(main),
        wide=wide_nodes(page, [m.width if m.prose else 0 for m in lines.measures]),
        web=web,
    )


def _end(lines: Outline, spoken: dict[int, list[Verdict]], last: int) -> int:
    """Where the article ends: at its last paragraph, or at the end of the list that follows in the same element.

    A list is a run of lines most of which have no link (winners, results, a programme). Inserts between them do not end
    it, a few links in a row do.
    """
    page = lines.page
    own = holder(page, page.blocks[last])
    run: list[int] = []
    linked = 0
    for block in page.blocks[last + 1 :]:
        if block.index - (run[-1] if run else last) > _GAP:
            break
        if holder(page, block) != own or any(map(_is_sure, spoken.get(block.index, ()))):
            continue
        linked = linked + 1 if lines.measures[block.index].links > 0.8 else 0
        if linked == _LINKS_IN_A_ROW:
            break
        run.append(block.index)
    plain = sum(not lines.measures[index].links for index in run)
    return run[-1] if len(run) >= _LIST_AT_END and 2 * plain > len(run) else last


def _wide_tests(page: Page, seen: Sequence[Verdict]) -> set[str]:
    """Element tests that name so much of the page's prose that they name the article itself.

    For a hint three tenths are enough. A sure test must name half, and comments and teasers can really be that much.
    """
    prose_width = {b.index: prose.width(b.text) for b in page.blocks if prose.is_prose(b.text)}
    total = sum(prose_width.values())
    named: Counter[str] = Counter()
    for verdict in seen:
        if verdict.judge == "element":
            hint = verdict.confidence <= _HINT
            if hint or verdict.label not in (Label.COMMENTS, Label.RELATED):
                named[verdict.rule] += prose_width.get(verdict.block, 0) * (5 if hint else 3)
    return {rule for rule, width in named.items() if 2 * width > 3 * total}


def _is_sure(verdict: Verdict) -> bool:
    return verdict.confidence > _SURE and verdict.label not in FIELD_LABELS


def _weight(found: Sequence[Verdict]) -> float:
    """How much a block counts as prose of the body when other judges spoke of it."""
    if any(v.label in FIELD_LABELS or v.label is Label.DUPLICATE for v in found):
        return _FIELD_WEIGHT
    return 1.0 - (1.0 - SPOKEN_AGAINST) * max(v.confidence for v in found)


def _total(points: Points) -> float:
    return sum(value for value, _ in points)


def _mend_gaps(view: View, scored: list[Points]) -> None:
    """A line without links that nobody named, between two lines of the article in the same element, belongs to it."""
    blocks = view.page.blocks
    holders = [holder(view.page, block) for block in blocks]
    for at in range(1, len(blocks) - 1):
        if not -2 <= _total(scored[at]) <= 0 or view.lines.measures[at].links or at in view.spoken or at in view.units:
            continue
        if (
            holders[at - 1] == holders[at] == holders[at + 1]
            and min(_total(scored[at - 1]), _total(scored[at + 1])) > 0
        ):
            scored[at].append((2.5, "between two lines of the article"))


def _mend_headings(view: View, scored: list[Points]) -> None:
    """A heading under which nothing of the body follows is no heading of the article."""
    followed = False
    for block in reversed(view.page.blocks):
        points = scored[block.index]
        body = _total(points) > 0
        if block.kind is not Kind.HEADING:
            followed = body or (followed and not view.lines.measures[block.index].prose)
        elif body and not followed:
            points.append((-3.0, "no text of the article under this heading"))


def _too_little(view: View, hints: Hints, scored: Sequence[Points]) -> bool:
    """Whether what was found is an error page's or a menu's sentence; a date, an author or a body in the page's own
    data speak for a very short article."""
    if hints.published or hints.authors or hints.body or _story_around(view):
        return False
    running = sum(m.width for m, p in zip(view.lines.measures, scored, strict=True) if m.prose and _total(p) > 0)
    return running < _LEAST_PROSE and _body_width(view, scored) < _LEAST_TEXT


def _story_around(view: View) -> bool:
    """Whether the page calls an element with the title and the first paragraph in it an article."""
    return view.title >= 0 and any(
        node.tag == "article" and node.first <= view.title and view.first < node.last
        for node in view.page.nodes
        if node.first <= view.title < node.last
    )


def _probability(points: Points) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, _total(points)))))


def _verdict(view: View, block: Block, points: Points) -> Verdict:
    sure = _probability(points)
    body = _total(points) > 0
    agreeing = sorted((p for p in points if (p[0] > 0) == body), key=lambda p: (-abs(p[0]), p[1]))
    why = "; ".join(dict.fromkeys(text for _, text in agreeing[:3])) or "nothing speaks for it"
    if body:
        return Verdict(block.index, Label.BODY, "structure.body", round(sure, 3), why, JUDGE)
    label = label_beside_picture(view, block)
    if label is not None:
        return Verdict(block.index, label, f"structure.{label.value}", round(1 - sure, 3), why, JUDGE)
    return Verdict(block.index, Label.OTHER, "structure.not-article", round(1 - sure, 3), why, JUDGE)


def label_beside_picture(view: View, block: Block) -> Label | None:
    """Caption or credit, for what stands with a picture of the article; None for everything else."""
    of_article = view.lines.inside(block.index) or view.title < block.index < view.last
    if not of_article or not view.is_picture_text(block) or view.lines.measures[block.index].links > 0.5:
        return None
    if any(v.confidence > 0.9 for v in view.spoken.get(block.index, ())):
        return None
    return picture_label(view.page, block, between=view.between(block))


def _doubt(view: View, scored: Sequence[Points]) -> float:
    """How much of the body is doubtful: width of doubtful text over width of the body."""
    doubtful = sure = 0.0
    for m, points in zip(view.lines.measures, scored, strict=True):
        p = _probability(points)
        doubtful += m.width * min(p, 1 - p)
        sure += m.width * p
    return doubtful / (sure + 100)


def _body_width(view: View, scored: Sequence[Points]) -> int:
    return sum(m.width for m, points in zip(view.lines.measures, scored, strict=True) if _total(points) > 0)
