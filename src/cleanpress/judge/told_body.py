"""Decides whether the page's own data tells the article's body better than its elements, and reads it from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cleanpress.judge.coverage import Coverage
from cleanpress.metadata.gather import gather
from cleanpress.metadata.state import state_body
from cleanpress.model import Block, Hints, Label, Limits, Page, Verdict, Where
from cleanpress.read.html import read_html
from cleanpress.read.text import read_text

# Elements that show less of the told body than this, in letters, hold its beginning only.
_STUB = 0.3
# So much of what they show must stand in the told body, or that is another article …
_AGREES = 0.8
# … unless they show so little beside it: a summary, or a line about the author.
_TRIFLE = 0.12
# A body longer than this, in letters, is no stub of which only a page's state knows the rest.
_SHORT = 1_000
# A block of which more than this stands in the told body is a copy from it.
_HELD = 0.5
# JSON-LD has no markup; data that holds nearly as much and has some is the better source.
_NEARLY = 0.8


@dataclass(frozen=True, slots=True)
class ToldBody:
    """The article as the page's data tells it: its blocks, and where they come from ("next-data", "$.props.story")."""

    page: Page
    source: str
    place: str

    @property
    def letters(self) -> int:
        return sum(len(block.text) for block in self.page.blocks)


def told_body(page: Page, known: Hints, shown: Sequence[str], limits: Limits) -> ToldBody | None:
    """The body in the page's own data, where its elements hold no article, or only the beginning of it; else None.

    Args:
        page: the page.
        known: what its data says of the article.
        shown: the texts of the blocks that the judges took for the body.
        limits: how much may be read.

    >>> told = told_body(Page(source="html"), Hints(body="Rain fell. It fell all day."), [], Limits())
    >>> told.source, told.place, told.page.blocks[0].text
    ('json-ld', 'articleBody', 'Rain fell. It fell all day.')
    """
    told = _of_json_ld(page, known, limits)
    if sum(map(len, shown)) < _SHORT:
        told = _fuller(told, _of_state(page, limits))
    return told if told is None or not shown or _is_stub(shown, told) else None


def _of_state(page: Page, limits: Limits) -> ToldBody | None:
    if page.tree is None:
        return None
    found = state_body(page.tree, gather(page), page.url)
    if found is None:
        return None
    return ToldBody(read_html(found.html, url=page.url, encoding=None, limits=limits), found.source, found.place)


def _fuller(told: ToldBody | None, state: ToldBody | None) -> ToldBody | None:
    if told is None or state is None:
        return told or state
    return told if state.letters < _NEARLY * told.letters else state


def _of_json_ld(page: Page, known: Hints, limits: Limits) -> ToldBody | None:
    if not known.body:
        return None
    return ToldBody(read_text(known.body, url=page.url, limits=limits), "json-ld", "articleBody")


def _is_stub(shown: Sequence[str], told: ToldBody) -> bool:
    """Whether the elements show the beginning of the told body and little more, or next to nothing."""
    letters = sum(map(len, shown))
    if letters >= _STUB * told.letters:
        return False
    cover = _cover(told)
    return letters < _TRIFLE * told.letters or sum(cover.share(t) * len(t) for t in shown) >= _AGREES * letters


def _cover(told: ToldBody) -> Coverage:
    return Coverage.of("\n".join(block.text for block in told.page.blocks), None)


def without_body(blocks: Sequence[Block], verdicts: Sequence[Verdict], told: ToldBody) -> list[Verdict]:
    """The verdicts on the blocks of the page's elements, where what was taken for the body gives way to the data's."""
    cover = _cover(told)
    return [
        replace(v, label=label, rule=f"{v.judge}.told-in-data", why="the page's data tells the article in full")
        if v.label is Label.BODY and (label := _instead(blocks[v.block], cover))
        else v
        for v in verdicts
    ]


def _instead(block: Block, cover: Coverage) -> Label:
    return Label.DUPLICATE if cover.share(block.text) > _HELD else Label.OTHER


def as_body(told: ToldBody) -> list[Verdict]:
    """What the judge of lines would say of the told blocks: who wrote the data has placed them in the article."""
    why = f"stands in the article's text in the page's data ({told.source})"
    return [Verdict(block.index, Label.BODY, "lines.told", 0.9, why, "lines") for block in told.page.blocks]


def joined(blocks: tuple[Block, ...], data: tuple[Block, ...], told: ToldBody) -> tuple[Block, ...]:
    """The blocks of the page's elements and, behind them, those of the data, which belong to none of its elements."""
    where = Where(path=f"{told.source}:{told.place}")
    rows = max((block.row for block in blocks), default=-1) + 1
    moved = (
        replace(
            block,
            index=len(blocks) + block.index,
            where=where,
            node=-1,
            image=-1,
            row=block.row + rows if block.row >= 0 else -1,
        )
        for block in data
    )
    return (*blocks, *moved)
