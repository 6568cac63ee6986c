"""Small pages of own prose for the tests of the block judge, and short ways to ask what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence

from cleanpress import Article, Options
from cleanpress.api import Cleaner
from cleanpress.judge.classifier import BlockJudge, Opinion
from cleanpress.judge.container import Container, container
from cleanpress.judge.ground import Ground, ground
from cleanpress.judge.header import judge_header
from cleanpress.judge.repeats import judge_repeats
from cleanpress.judge.rules import judge_rules, shipped_packs
from cleanpress.model import Hints, Label, Limits, Page, Verdict
from cleanpress.read.html import read_html

_WHO = ["The ferryman", "A clerk from Lower Ness", "The bell founder", "Her oldest neighbour", "The keeper of the weir"]
_DID = [
    "counted the planks that the flood had left on the meadow",
    "wrote down the height of the water on the door of the mill",
    "carried the parish books up to the dry loft of the school",
    "waited at the crossing until the last cart had gone over",
    "asked the county for a second pump and a longer rope",
    "remembered the winter in which the river had frozen to its bed",
    "sold the eels at the gate of the old tannery before noon",
]
_WHY = ["because nobody else had stayed", "while the rain went on", "as the law of the dykes demands", "without a word"]
TITLE = "The weir at Lower Ness holds for another winter"
SIGN_UP = "Sign up to our newsletter"


def paragraph(number: int) -> str:
    """Two sentences of prose, other words for every number."""
    first = f"{_WHO[number % 5]} {_DID[number % 7]} {_WHY[number % 4]}, on day {number} of the flood."
    return f"{first} {_WHO[(number + 2) % 5]} {_DID[(number + 3) % 7]}, and {number + 11} others came to look."


def paragraphs(count: int, start: int = 0) -> list[str]:
    return [paragraph(number) for number in range(start, start + count)]


def p(texts: Sequence[str], form: str = "<p>{}</p>") -> str:
    return "".join(form.format(text) for text in texts)


def document(body: str, head: str = "", title: str = TITLE) -> str:
    return f'<html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'


def page(inner: str, around: str = "<div>{}</div>", head: str = "") -> str:
    """A page with a menu, the headline and `inner` in one element, and a footer."""
    menu = '<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
    main = around.format(f"<h1>{TITLE}</h1>{inner}")
    return document(f"<header>{menu}</header>{main}<footer><p>Copyright 2024 The Ness Post</p></footer>", head)


def fast(source: str, form: str = "news") -> Article:
    return Cleaner(Options(fast=True, body=form)).clean_html(source)


def body(source: str, form: str = "news") -> list[str]:
    """The body's blocks as texts, without trafilatura."""
    return [block.text for block in fast(source, form).blocks if block.label is Label.BODY]


def read(source: str) -> Page:
    return read_html(source, url=None, encoding=None, limits=Limits())


def heard(source: str, hints: Hints | None = None) -> tuple[Page, list[Verdict]]:
    """The page, and what the judges say of it that speak before the block judge."""
    made, hints = read(source), hints or Hints()
    seen = judge_rules(made, shipped_packs(), set())
    seen += judge_header(made, hints, seen)
    seen += judge_repeats(made, hints, seen)
    return made, seen


def judged(source: str, hints: Hints | None = None) -> tuple[Page, list[Verdict], Opinion]:
    """The page, what the other judges say of it, and the block judge's opinion."""
    made, seen = heard(source, hints)
    return made, seen, BlockJudge(made, hints or Hints(), seen).opinion()


def stood(source: str, seen: Sequence[Verdict] | None = None, hints: Hints | None = None) -> tuple[Ground, Container]:
    """A page in arrays and the container of its body; `seen` are the verdicts to build on instead of those of the
    judges that speak before."""
    made, spoken = heard(source, hints)
    here = ground(made, hints or Hints(), spoken if seen is None else seen)
    return here, container(here)


def verdict(source: str, text: str) -> Verdict:
    """The block judge's verdict on the one block with the text."""
    made, _, opinion = judged(source)
    (number,) = [block.index for block in made.blocks if block.text == text]
    (found,) = [v for v in opinion.verdicts if v.block == number]
    return found
