"""Evidence for the judge of lines: the densest stretch of prose in a dump, with what belongs to it.

A dump has no structure but its lines, so the judge looks for the stretch in which prose outweighs everything else.
Inside it nearly all stays; outside it short lines are furniture. No word of any language decides anything here.

Judging the output once more must change nothing. So lines that other judges named never part or join anything, and
whatever is taken out of a stretch only makes what is left of it denser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, islice, takewhile
from statistics import median

from cleanpress.judge.forms import is_link, judge_form
from cleanpress.judge.prose import GREETING, NUMBER, ends_sentence, is_long, is_prose, words
from cleanpress.metadata.credits import looks_like_caption
from cleanpress.metadata.dates import is_dateline
from cleanpress.model import FURNITURE_LABELS, Block, Kind, Label, Page, Verdict

JUDGE = "lines"
# From this confidence on, the verdict of another judge takes a line out of the count of prose.
_NAMED = 0.6
# From this confidence on, a rule alone decides.
_SURE = 0.9
# So many teasers stand under the heading of a box of other stories.
_BOX = 6
# What a line that is no prose costs its stretch, in words of prose. A subhead or two between paragraphs are cheap,
# a menu is dear.
_COST, _RUN_COST, _FEW = 12, 20, 2
# The same for a line that another judge takes out, and in a list that looks like the article's own.
_CHEAP_COST = 8
# Share of a list's lines that hold numbers, from which they are its content.
_NUMBERED = 0.7
# So many lines without prose in a row, furniture that a rule knows among them, part long prose from the article; so
# many do without any. Fewer never do.
_FAR, _VERY_FAR = 6, 20
# Sentences up to so many lines before the first and after the last prose belong to the article.
_NEAR = 2
# Words from which a short line beside the article is worth keeping.
_SENTENCE = 2
# A run of so many link-like lines between prose is a list of links.
_MENU = 3
# So many lines at most are the list that ends an article, where a footer may follow.
_LIST = 8
# Lines from which a run may be a table.
_FORM = 3
# So many words make a phrase.
_PHRASE = 3
# So many words at most has a headline; a longer line above the first paragraph opens the article.
_HEADLINE = 18
# Numbers from which a line is a row of a table.
_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """What one block is for this judge."""

    block: int
    text: str
    named: bool
    furniture: bool
    prose: bool
    sentence: bool
    linked: bool
    words: int

    @property
    def junk(self) -> bool:
        """Neither prose nor a sentence: a headline, a menu's entry, a name, a subhead, an item of a list."""
        return not self.prose and not self.sentence

    @property
    def long(self) -> bool:
        return self.prose and is_long(self.text)


def judge_stretch(page: Page, seen: Sequence[Verdict]) -> list[Verdict]:
    """One verdict for each block of a dump: body or other.

    Args:
        page: a page read from text.
        seen: the verdicts of the other judges. Lines they name with some confidence do not count as prose.

    >>> texts = ["Home", "News", "Sport", "It rained all day long. In the end nobody came to the fair.", "Most read"]
    >>> page = Page(source="text", blocks=tuple(Block(index=i, text=text) for i, text in enumerate(texts)))
    >>> [verdict.label.value for verdict in judge_stretch(page, [])]
    ['other', 'other', 'other', 'body', 'other']
    """
    named = {verdict.block for verdict in seen if verdict.label is not Label.BODY and verdict.confidence >= _NAMED}
    named |= _in_boxes(page.blocks, seen)
    captions = {block.index for block in page.blocks if block.index not in named and _is_caption(block)}
    named |= captions
    known = {verdict.block for verdict in seen if _is_known(verdict)}
    lines = [_line(block, block.index in named, block.index in known) for block in page.blocks]
    free = [line for line in lines if not line.named]
    furniture = bool(known) or any(verdict.judge == "header" for verdict in seen)
    if not any(line.prose for line in free):
        return list(judge_form(page.blocks, named))
    found = _around_prose(lines, free, furniture)
    return [_caption(verdict) if verdict.block in captions else verdict for verdict in found]


def _is_caption(block: Block) -> bool:
    """Whether a line's end shows it to be a picture's caption, and it is no paragraph that ends alike."""
    return block.kind is Kind.PARAGRAPH and not is_long(block.text) and looks_like_caption(block.text)


def _caption(verdict: Verdict) -> Verdict:
    why = "ends with the credit of a picture"
    return replace(verdict, label=Label.CAPTION, rule=f"{JUDGE}.caption", confidence=0.7, why=why)


def _is_known(verdict: Verdict) -> bool:
    """Whether a rule surely knows the line as furniture, so that the text was not yet cleaned."""
    return verdict.judge == "rules" and verdict.confidence > _SURE and verdict.label in FURNITURE_LABELS


def _in_boxes(blocks: Sequence[Block], seen: Sequence[Verdict]) -> set[int]:
    """Lines that stand with furniture: headlines under the heading of a box of other stories, and lines that a rule
    half knows beside one that it surely knows."""
    sure: dict[int, Label] = {}
    half: dict[int, Label] = {}
    for verdict in seen:
        if verdict.judge == "rules":
            (sure if verdict.confidence > _SURE else half).setdefault(verdict.block, verdict.label)
    found = {block for block, label in half.items() if label in (sure.get(block - 1), sure.get(block + 1))}
    for block in sorted(sure):
        if (
            sure[block] is Label.RELATED
            and not ends_sentence(blocks[block].text)
            and words(blocks[block].text) < _PHRASE
        ):
            under = takewhile(lambda b: _is_headline(b.text), blocks[block + 1 : block + 1 + _BOX])
            found.update(b.index for b in under)
    return found


def _is_headline(text: str) -> bool:
    """A line like a teaser's headline: a phrase that does not end in a full stop."""
    return words(text) >= _PHRASE and not is_prose(text) and text[-1] not in ".。।।,;:"


def _line(block: Block, named: bool, furniture: bool) -> _Line:
    linked = is_link(block)
    return _Line(
        block=block.index,
        text=block.text,
        named=named,
        furniture=furniture,
        prose=is_prose(block.text) and not linked,
        sentence=ends_sentence(block.text) and not linked,
        linked=linked,
        words=words(block.text),
    )


def _around_prose(lines: Sequence[_Line], free: Sequence[_Line], furniture: bool) -> Iterator[Verdict]:
    runs = list(_runs(free))
    own = {line.block for run, is_own in runs for line in run if is_own}
    first, last = _reached(lines, *_densest(lines, own))
    top = [line for line in lines[:first] if line.junk and not line.named]
    above = len(top)
    known = any(line.furniture for line in lines)
    if not (furniture or _is_menu(top)) or (not known and _greets(top)):
        # No judge found furniture in it, and it begins with its article or with lines that are no menu's.
        yield from _clean(lines, top)
        return
    edges = {line.block for line in (*_near(reversed(lines[:first])), *_near(lines[last + 1 :]))}
    # A text that does not begin with a menu hardly ends with one: what looks like the article's list is it.
    find_list = _list_at_end if above < _MENU else _sure_list_at_end
    edges |= {line.block for line in find_list(lines[last], lines[last + 1 :])}
    menus = {line.block for run, is_own in runs for line in run if len(run) >= _MENU and not is_own}
    for at, line in enumerate(lines):
        inside = first <= at <= last
        if line.named and not (line.long and inside):
            yield _verdict(line, Label.OTHER, "named", 0.6, "another judge named it")
        elif inside and line.block in menus:
            yield _verdict(line, Label.OTHER, "menu", 0.7, "one of several lines without a sentence between prose")
        elif inside:
            yield _verdict(line, Label.BODY, "article", 0.9, "stands in the densest stretch of prose")
        elif line.block in edges:
            yield _verdict(line, Label.BODY, "edge", 0.7, "belongs to the prose beside it")
        else:
            side = "before" if at < first else "after"
            yield _verdict(line, Label.OTHER, side, 0.8, f"stands {side} the densest stretch of prose")


def _clean(lines: Sequence[_Line], top: Sequence[_Line]) -> Iterator[Verdict]:
    """Everything stays, but for a headline alone above the first paragraph."""
    headline = (
        len(top) == 1 and top[0] is lines[0] and _PHRASE <= top[0].words <= _HEADLINE and _is_headline(top[0].text)
    )
    for line in lines:
        if headline and line is lines[0]:
            yield _verdict(line, Label.OTHER, "before", 0.6, "a headline alone above the first paragraph")
        else:
            yield _verdict(line, Label.BODY, "clean", 0.7, "part of a text without furniture")


def _is_menu(top: Sequence[_Line]) -> bool:
    return len(top) >= _MENU and median(line.words for line in top) < _PHRASE


def _greets(top: Sequence[_Line]) -> bool:
    """Whether the lines above the prose end as a letter's address and greeting do; no menu ends in a comma."""
    return bool(top) and top[-1].text.endswith(GREETING)


def _verdict(line: _Line, label: Label, rule: str, confidence: float, why: str) -> Verdict:
    return Verdict(line.block, label, f"{JUDGE}.{rule}", confidence, why, JUDGE)


def _runs(free: Iterable[_Line]) -> Iterator[tuple[list[_Line], bool]]:
    """The runs of lines that are no sentences, each with whether it looks like a list or table of the article's own:
    behind a colon, or scores, prices, times."""
    introduced = False
    for junk, group in groupby(free, key=lambda line: line.junk):
        run = list(group)
        if junk:
            numbered = sum(NUMBER.search(line.text) is not None for line in run) >= _NUMBERED * len(run)
            yield run, len(run) >= _MENU and (numbered or introduced or _introduces(run[0]))
        introduced = _introduces(run[-1])


def _introduces(line: _Line) -> bool:
    """Whether a line announces a list: a menu's heading may end in a colon too, but it is a word or two."""
    return line.words >= _PHRASE and line.text.endswith((":", "："))


def _densest(lines: Sequence[_Line], own: Set[int]) -> tuple[int, int]:
    """The first and the last prose of the stretch with the highest sum of gains; of equals the longest.

    `own` are the blocks of lists that look like the article's own.
    """
    best = total = start = first = last = run = 0
    for at, line in enumerate(lines):
        if total < 0:
            start, total = at, 0
        if line.named or line.block in own:
            total -= _CHEAP_COST
        elif line.prose:
            total, run = total + line.words, 0
        elif line.junk:
            run += 1
            total -= _COST if run <= _FEW else _RUN_COST
        if total >= best:
            best, first, last = total, start, at
    prose = [at for at in range(first, last + 1) if lines[at].prose and not lines[at].named]
    return prose[0], prose[-1]


def _reached(lines: Sequence[_Line], first: int, last: int) -> tuple[int, int]:
    """The stretch with the long prose on both sides that no menu parts from it."""
    back = _steps(reversed(lines[:first]))
    return first - back, last + _steps(lines[last + 1 :])


def _steps(lines: Iterable[_Line]) -> int:
    """How many lines to go until the last prose that belongs to the stretch before them."""
    reached = gap = 0
    furniture = False
    for step, line in enumerate(lines, start=1):
        furniture |= line.furniture
        if line.prose and not line.named and (line.long or gap <= 1):
            reached, gap, furniture = step, 0, False
        elif line.named or line.junk:
            gap += 1
        if gap > _VERY_FAR or (gap >= _FAR and furniture):
            break
    return reached


def _near(lines: Iterable[_Line]) -> Iterator[_Line]:
    """The sentences right beside the article's prose."""
    free = (line for line in lines if not line.named)
    return takewhile(lambda line: line.sentence and line.words >= _SENTENCE, islice(free, _NEAR))


def _list_at_end(prose: _Line, lines: Sequence[_Line]) -> Iterator[_Line]:
    """The list or table that ends an article: introduced by a colon, or rows of numbers."""
    run = list(takewhile(lambda line: not line.named, lines))
    introduced = any(_introduces(line) for line in (prose, *run[:_NEAR]))
    return iter(run if introduced or _is_table(run) else ())


def _sure_list_at_end(prose: _Line, lines: Sequence[_Line]) -> Iterator[_Line]:
    """The same before a footer: rows that all hold numbers, or a short list behind a colon that a known line ends."""
    run = list(takewhile(lambda line: not line.named, lines))
    start = next((at for at, line in enumerate(run[:_NEAR], start=1) if _introduces(line)), 0)
    items = run[start:]
    rows = list(takewhile(_is_row, items))
    if len(rows) >= _MENU:
        return iter((*run[:start], *rows))
    introduced = start > 0 or _introduces(prose)
    return iter(run if introduced and len(items) <= _LIST else ())


def _is_row(line: _Line) -> bool:
    return NUMBER.search(line.text) is not None and not is_dateline(line.text)


def _is_table(run: Sequence[_Line]) -> bool:
    """At least half the lines are rows: several numbers each."""
    rows = sum(len(NUMBER.findall(line.text)) >= _COLUMNS for line in run)
    return rows >= _FORM and 2 * rows >= len(run)
