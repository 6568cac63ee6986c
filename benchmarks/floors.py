"""The floors that figures must reach: read, held against their own history, and against what was measured.

A floor is lowered only with a reason of its own: an entry below the bar that its history has set is refused unless it
has a `reason` that no earlier version of the entry had. A ceiling (for what should be little) is a floor from above.
"""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("floors.toml")
SCHEMA = 1
_KEYS = frozenset({"floor", "ceiling", "reason"})


class FloorsError(Exception):
    """The file of floors cannot be used as it is."""


@dataclass(frozen=True, slots=True)
class Floor:
    """What one figure must reach: `least`, or `most` for what should be little. Neither: it is no longer asked for."""

    figure: str
    least: float | None = None
    most: float | None = None
    reason: str = ""

    @property
    def demand(self) -> float | None:
        """How much is asked for, the larger the more, whichever way the figure points; None for nothing."""
        if self.least is not None:
            return self.least
        return None if self.most is None else -self.most

    def met(self, value: float) -> bool:
        """Whether the figure is good enough."""
        if self.least is not None:
            return value >= self.least
        return self.most is None or value <= self.most

    def __str__(self) -> str:
        if self.least is not None:
            return f">= {self.least:g}"
        return "–" if self.most is None else f"<= {self.most:g}"


Floors = Mapping[str, Floor]


def parse(text: str, name: str = "floors.toml") -> dict[str, Floor]:
    """The floors in a file's text, by figure. Raises FloorsError with the entry and what is wrong with it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise FloorsError(f"{name} is no TOML: {problem}") from None
    if data.get("schema") != SCHEMA:
        raise FloorsError(f"{name}: schema is {data.get('schema')!r}, must be {SCHEMA}")
    entries = data.get("figure", {})
    unknown = sorted(set(data) - {"schema", "figure"})
    if unknown or not isinstance(entries, dict):
        raise FloorsError(f'{name}: unknown key {", ".join(unknown)}; every entry is a table [figure."NAME"]')
    return {figure: _floor(name, figure, entry) for figure, entry in entries.items()}


def _floor(name: str, figure: str, entry: Any) -> Floor:
    place = f"{name}: figure {figure!r}"
    if not isinstance(entry, dict) or set(entry) - _KEYS:
        raise FloorsError(f"{place} must be a table with floor or ceiling, and reason where it was lowered")
    numbers = {key: entry[key] for key in ("floor", "ceiling") if key in entry}
    if len(numbers) > 1:
        raise FloorsError(f"{place} has a floor and a ceiling; choose one")
    if any(isinstance(number, bool) or not isinstance(number, (int, float)) for number in numbers.values()):
        raise FloorsError(f"{place}: a floor or ceiling is a number")
    reason = entry.get("reason", "")
    if not isinstance(reason, str):
        raise FloorsError(f"{place}: reason is a text")
    if not numbers and not reason.strip():
        raise FloorsError(f"{place} asks for nothing; give a floor or ceiling, or the reason why it has none")
    return Floor(figure, numbers.get("floor"), numbers.get("ceiling"), reason.strip())


def read(path: Path) -> dict[str, Floor]:
    """The floors in a file. Raises FloorsError where it cannot be read."""
    try:
        return parse(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as problem:
        raise FloorsError(f"{path.name} cannot be read: {problem}") from None


# ---- history ----


@dataclass(frozen=True, slots=True)
class History:
    """The committed versions of the file, oldest first, and a note where they are not all there."""

    versions: tuple[dict[str, Floor], ...]
    note: str = ""


def _git(folder: Path, *arguments: str) -> str | None:
    """What git prints, None where it fails or is not there."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None
    return None if done.returncode else done.stdout.decode("utf-8", "replace")


def history(path: Path) -> History:
    """All versions of the file that are committed in the current branch's history."""
    folder = path.parent
    commits = _git(folder, "log", "--reverse", "--topo-order", "--full-history", "--format=%H", "--", path.name)
    if commits is None:
        return History((), "the floors' history is not checked: this is no git checkout")
    versions = []
    for commit in commits.split():
        text = _git(folder, "show", f"{commit}:./{path.name}")
        if text is None:  # the commit that removed the file
            continue
        try:
            versions.append(parse(text, f"{path.name} of {commit[:9]}"))
        except FloorsError:  # a broken version sets no bar
            continue
    shallow = (_git(folder, "rev-parse", "--is-shallow-repository") or "").strip() == "true"
    note = "the floors' history is checked only in part: this is a shallow clone" if shallow else ""
    return History(tuple(versions), note)


@dataclass(frozen=True, slots=True)
class _Bar:
    """The most that was asked of a figure, the floor that asked it, and the reasons used so far."""

    floor: Floor
    reasons: frozenset[str] = frozenset()


def lowered(versions: Sequence[Floors], now: Floors) -> list[str]:
    """For each figure of which less is asked now than before without a reason of its own, a sentence that says so."""
    bars: dict[str, _Bar] = {}
    for version in versions:
        for figure in {*bars, *version}:
            floor, bar = version.get(figure), bars.get(figure)
            if floor and (bar is None or _permitted(bar, floor)):
                reasons = (bar.reasons if bar else frozenset()) | ({floor.reason} - {""})
                bars[figure] = _Bar(floor, reasons)
    out = []
    for figure, bar in sorted(bars.items()):
        floor = now.get(figure)
        if floor is None:
            if bar.floor.demand is not None:
                out.append(
                    f"{figure}: the entry ({bar.floor}) is gone; keep it and give the reason why it asks nothing"
                )
        elif not _permitted(bar, floor):
            why = "its reason was given for an earlier lowering" if floor.reason else "no reason is given"
            out.append(f"{figure}: lowered from {bar.floor} to {floor}, and {why}")
    return out


def _permitted(bar: _Bar, floor: Floor) -> bool:
    if floor.reason and floor.reason not in bar.reasons:
        return True
    if bar.floor.demand is None:
        return True
    same_way = (bar.floor.least is None) == (floor.least is None)
    return floor.demand is not None and same_way and floor.demand >= bar.floor.demand


# ---- verdict ----


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what it reached (None where it was not measured) and what is asked of it (None for nothing)."""

    figure: str
    value: float | None
    floor: Floor | None

    @property
    def ok(self) -> bool:
        """Whether the figure is measured and good enough, or nothing is asked of it."""
        if self.floor is None or self.floor.demand is None:
            return True
        return self.value is not None and self.floor.met(self.value)


def compare(figures: Mapping[str, float], floors: Floors) -> list[Row]:
    """All figures in the order they were measured, then floors of figures that were not measured."""
    names: Iterable[str] = dict.fromkeys([*figures, *floors])
    return [Row(name, figures.get(name), floors.get(name)) for name in names]
