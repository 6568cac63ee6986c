"""The judge of repeats on any page: one copy always stays, order does not matter, and work grows with the page."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpress.judge.repeats import judge_repeats
from cleanpress.likeness import normal
from cleanpress.model import Block, Hints, Kind, Label, Page
from night_ferry import CAPTION, PROSE, TITLE

TEXTS = [
    *PROSE[:3],
    CAPTION,
    f"{CAPTION} (Reuters)",
    TITLE,
    f"{PROSE[1]} {PROSE[3]}",
    "Yes",
    "Is it so with the boats?",
]
KINDS = [Kind.PARAGRAPH, Kind.QUOTE, Kind.CAPTION, Kind.HEADING]
BLOCKS = st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from(KINDS), st.booleans()), max_size=24)


def made(rows: list[tuple[str, Kind, bool]], source: str) -> Page:
    blocks = tuple(
        Block(index=index, text=text, kind=kind, hidden=hidden, level=2 if kind is Kind.HEADING else 0)
        for index, (text, kind, hidden) in enumerate(rows)
    )
    return Page(source=source, blocks=blocks)


@given(BLOCKS, st.sampled_from(["html", "text"]))
def test_one_copy_always_stays(rows: list[tuple[str, Kind, bool]], source: str) -> None:
    page = made(rows, source)
    verdicts = judge_repeats(page, Hints(title=TITLE))
    assert [verdict.block for verdict in verdicts] == sorted({verdict.block for verdict in verdicts})
    gone = {verdict.block: verdict for verdict in verdicts if verdict.label is Label.DUPLICATE}
    for number, verdict in gone.items():
        kept = int(verdict.why.rsplit(" ", 1)[1])
        assert kept not in gone
        words, other = normal(page.blocks[number].text), normal(page.blocks[kept].text)
        assert words.removesuffix(" (reuters)") in other


@given(BLOCKS, st.permutations(range(6)))
def test_order_of_unrelated_blocks_does_not_matter(rows: list[tuple[str, Kind, bool]], order: list[int]) -> None:
    others = [f"Paragraph {'abcdef'[n]} has nothing to do with the others and stands alone." for n in range(6)]
    plain = [(text, Kind.PARAGRAPH, False) for text in others]
    shuffled = [plain[n] for n in order]
    one = judge_repeats(made([*rows, *plain], "html"), Hints(title=TITLE))
    two = judge_repeats(made([*rows, *shuffled], "html"), Hints(title=TITLE))
    assert one == two


def steps(page: Page) -> int:
    """Lines of Python that judging the page takes."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        judge_repeats(page, Hints(title=TITLE))
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "line",
    [
        "The same words stand here again and again.",
        f"{PROSE[0]} {PROSE[1]} It goes on.",
        f"{CAPTION} (Reuters)",
        TITLE,
        "{}: this line is told from the others by its number, and it is long enough to be taken for prose.",
        "“Nobody wanted to be the first one to sign it {}”",
    ],
)
@pytest.mark.parametrize("period", [1, 7, 10**6])
def test_work_grows_with_the_page_and_not_with_its_square(line: str, period: int) -> None:
    def page(size: int) -> Page:
        rows = [
            (line.replace("{}", str(n % period)), Kind.QUOTE if n % 3 else Kind.PARAGRAPH, False) for n in range(size)
        ]
        return made(rows, "html")

    assert steps(page(1200)) < 3 * steps(page(600))


def test_twenty_thousand_equal_blocks_leave_one() -> None:
    page = made([(f"{PROSE[0]} {PROSE[1]}", Kind.PARAGRAPH, False)] * 20_000, "text")
    assert len(judge_repeats(page, Hints())) == 19_999
