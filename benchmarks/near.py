"""Texts that are nearly clean: true bodies with a little furniture put in, to see what a cleaner takes too much.

The lines put in are of this project's own invention, three of each, taken in turn by the page's place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.measures import letters

_TITLES = (
    "Harbour board puts off its vote on the new ferry pier",
    "What the dry spring means for the valley's orchards",
    "Library van returns to the northern villages after six years",
)
_BYLINES = ("By Ingrid Solvang", "Tomasz Wierzbicki and Leah Okafor", "By Hannah Prewitt, Transport Correspondent")
_DATES = ("Tuesday 14 April 2026 07:50 BST", "Published 2 February 2026, 18:05", "March 9, 2026 11:30 am")
_SIGN_UPS = (
    "Sign up for our Evening Edition newsletter and never miss a story",
    "Get the day's headlines in your inbox every morning",
    "Subscribe to the Harbour Weekly newsletter",
)
_ENDS = (
    (
        "Most popular",
        "Share on Facebook",
        "Log in or register to comment",
        "© 2026 Valley Courier. All rights reserved.",
    ),
    ("Related articles", "Share this story", "Join the discussion", "Copyright 2026 The Harbour Post Ltd"),
    ("Read more", "Follow us on Instagram", "View comments", "© Northern Gazette 2026"),
)


@dataclass(frozen=True, slots=True)
class Near:
    """A nearly clean text, the lines of it that must go, and the true body."""

    text: str
    extra: tuple[str, ...]
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is put around a true body: whether title, byline and date, sign-up or end lines; what parts paragraphs."""

    title: bool = False
    byline: bool = False
    sign_up: bool = False
    end: bool = False
    gap: str = "\n\n"

    @property
    def clean(self) -> bool:
        """Nothing is put in."""
        return not (self.title or self.byline or self.sign_up or self.end)


RECIPES: Mapping[str, Recipe] = {
    "clean": Recipe(),
    "clean, one newline": Recipe(gap="\n"),
    "title on top": Recipe(title=True),
    "title, byline and date": Recipe(title=True, byline=True),
    "sign-up line in the middle": Recipe(sign_up=True),
    "four furniture lines at the end": Recipe(end=True),
}


def near_clean(recipe: Recipe, truth: Mapping[str, Any], turn: int) -> Near:
    """The text that `recipe` makes of a page's truth; `turn` chooses which lines are put in."""
    written = [part.strip("[]") for part in truth["body"]] if "body" in truth else truth["text"].split("\n")
    body = [part.strip() for part in written if part.strip()]
    turn %= 3
    top = [truth.get("title") or _TITLES[turn]] if recipe.title else []
    if recipe.byline:
        top += [_BYLINES[turn], _DATES[turn]]
    middle = [_SIGN_UPS[turn]] if recipe.sign_up else []
    end = list(_ENDS[turn]) if recipe.end else []
    half = len(body) // 2
    parts = [*top, *body[:half], *middle, *body[half:], *end]
    return Near(recipe.gap.join(parts), (*top, *middle, *end), tuple(body))


@dataclass(frozen=True, slots=True)
class Kept:
    """Letters of the body lost, of how many; extra lines left, of how many."""

    lost: int
    letters: int
    left: int
    extra: int


def compare(near: Near, cleaned: str) -> Kept:
    """What cleaning did to a nearly clean text."""
    out = cleaned.split("\n")
    stays = {line.strip() for line in out}
    before = letters("".join(near.body))
    after = letters("".join(line for line in out if line.strip() not in near.extra))
    return Kept(max(0, before - after), before, sum(line in stays for line in near.extra), len(near.extra))


def summarise(found: list[Kept]) -> tuple[float, float]:
    """The share of the body's letters lost, and the share of the extra lines left."""
    lost = sum(one.lost for one in found) / (sum(one.letters for one in found) or 1)
    return lost, sum(one.left for one in found) / (sum(one.extra for one in found) or 1)


def measure(clean: Callable[[str], str], truth: Mapping[str, Any], turn: int) -> dict[str, Kept]:
    """What `clean` does to each recipe's text of one page."""
    out = {}
    for name, recipe in RECIPES.items():
        near = near_clean(recipe, truth, turn)
        out[name] = compare(near, clean(near.text))
    return out
