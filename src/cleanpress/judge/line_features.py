"""The features of a dump's lines: what each is, what stands around it, and what text it stands in."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleanpress.judge import line_characters as c
from cleanpress.judge.line_ground import SAID, Floats, LineGround
from cleanpress.model import Kind, Label

Columns = dict[str, NDArray[Any]]

_WINDOWS = (2, 5, 12)
# What a line that is no prose costs a stretch of prose, in letters.
_COSTS = (25.0, 60.0, 150.0)
_LAST = {"ended": c.TERMINAL, "comma": c.COMMA, "colon": c.COLON, "dash": c.DASH, "digit": c.DIGIT, "symbol": c.SYMBOL}
_FIRST = {
    "upper": c.UPPER, "lower": c.LOWER, "digit": c.DIGIT, "opening": c.OPENING, "closing": c.CLOSING, "dash": c.DASH,
    "bar": c.BAR, "symbol": c.SYMBOL,
}  # fmt: skip
_NEAR = (
    "width", "prose", "last_ended", "capital", "lower", "digits", "gap", "rule", "caption", "repeat", "shared",
    "tokens", "last_colon", "heading", "item", "first_lower", "own", "links",
    "stretch_body",
)  # fmt: skip
_SHIFTS = (-3, -2, -1, 1, 2, 3)
_FAR = ("width", "prose", "gap", "rule", "shared", "last_ended")


def line_features(ground: LineGround) -> tuple[tuple[str, ...], Floats]:
    """Names and values (features, lines)."""
    own = _own(ground)
    columns = own | _around(ground, own) | _place(ground) | _whole(ground)
    for cost in _COSTS:
        columns |= _stretch(ground, cost)
    return tuple(columns), np.stack([np.asarray(column, np.float32) for column in columns.values()])


def _own(ground: LineGround) -> Columns:
    signs = ground.signs
    counts = signs.counts
    size = np.maximum(counts.sum(1), 1)
    tokens = np.maximum(signs.tokens, 1)
    letters = np.maximum(counts[:, c.UPPER : c.UNMARKED + 1].sum(1), 1)
    columns: Columns = {
        "width": np.sqrt(signs.width),
        "tokens": np.log1p(signs.tokens),
        "token_length": np.minimum(size / tokens, 20),
        "upper": counts[:, c.UPPER] / letters,
        "uncased": counts[:, c.UNCASED] / letters,
        "ideographs": counts[:, c.IDEOGRAPH] / letters,
        "unmarked": counts[:, c.UNMARKED] / letters,
        "capital": signs.capital / tokens,
        "lower": signs.lower / tokens,
        "numbers": signs.number / tokens,
        "short": signs.short / tokens,
        "digits": counts[:, c.DIGIT] / size,
        "commas": counts[:, c.COMMA] / tokens,
        "terminals": counts[:, c.TERMINAL] / tokens,
        "colons": np.minimum(counts[:, c.COLON], 3),
        "quotes": np.minimum(counts[:, c.OPENING] + counts[:, c.CLOSING], 8),
        "dashes": np.minimum(counts[:, c.DASH], 5),
        "bars": np.minimum(counts[:, c.BAR], 5),
        "symbols": np.minimum(counts[:, c.SYMBOL], 5),
        "others": counts[:, c.OTHER] / size,
        "sentences": np.minimum(signs.sentences, 8),
        "closed": signs.outer == c.CLOSING,
        "prose": ground.prose,
        "gap": np.log1p(ground.gap),
        "links": ground.links,
        "heading": ground.kind[Kind.HEADING],
        "item": ground.kind[Kind.LIST_ITEM],
        "rule": ground.rule,
        "caption": ground.caption,
        "repeat": ground.repeat,
        "same": np.log1p(ground.same),
        "later": ground.later,
        "shared": ground.shared,
        "glued": ground.glued,
        "own": np.maximum.reduce(list(ground.own.values())),
    }
    columns |= {f"last_{name}": signs.last == make for name, make in _LAST.items()}
    columns |= {f"first_{name}": signs.first == make for name, make in _FIRST.items()}
    columns |= {f"said_{label}": ground.said[label] for label in SAID}
    columns |= {f"stretch_{name}": value for name, value in ground.stretch.items()}
    columns["stretch_body"] = ground.stretch["article"] + ground.stretch["edge"] + ground.stretch["clean"]
    columns |= {f"is_{label}": value for label, value in ground.own.items()}
    return {name: np.asarray(column, np.float32) for name, column in columns.items()}


def _shifted(values: Floats, shift: int, fill: float = -1.0) -> Floats:
    out = np.full(len(values), fill, np.float32)
    if abs(shift) < len(values):
        if shift > 0:
            out[:-shift] = values[shift:]
        else:
            out[-shift:] = values[:shift]
    return out


def _sums(values: Floats) -> NDArray[np.float64]:
    total = np.zeros(len(values) + 1)
    np.cumsum(values, out=total[1:])
    return total


def _around(ground: LineGround, own: Columns) -> Columns:
    """The lines near, and sums over windows on either side."""
    columns: Columns = {}
    for shift in _SHIFTS:
        for name in _NEAR if abs(shift) < 3 else _FAR:
            columns[f"{name}{shift:+d}"] = _shifted(own[name], shift)
    n = ground.n
    here = np.arange(n)
    summed = {
        "mass": ground.mass,
        "prose": ground.prose,
        "plain": (1 - ground.prose) * (ground.signs.width < 60),
        "rule": ground.rule,
        "gap": own["gap"],
        "linked": ground.links,
        "shared": ground.shared,
    }
    for name, values in summed.items():
        total = _sums(values)
        for size in _WINDOWS:
            low, high = np.maximum(here - size, 0), np.minimum(here + 1 + size, n)
            scale = np.sqrt if name == "mass" else np.asarray
            columns[f"{name}_up{size}"] = scale(np.maximum(total[here] - total[low], 0))
            columns[f"{name}_down{size}"] = scale(np.maximum(total[high] - total[here + 1], 0))
    return columns


def _place(ground: LineGround) -> Columns:
    """Where a line stands among lines and prose."""
    n, here = ground.n, np.arange(ground.n)
    mass, width = _sums(ground.mass), _sums(ground.signs.width)
    columns: Columns = {
        "before": mass[:-1] / max(mass[-1], 1),
        "after": 1 - mass[1:] / max(mass[-1], 1),
        "mass_before": np.log1p(mass[:-1]),
        "mass_after": np.log1p(mass[-1] - mass[1:]),
        "place": here / max(n - 1, 1),
        "width_before": width[:-1] / max(width[-1], 1),
        "first": np.minimum(here, 30),
        "last": np.minimum(n - 1 - here, 30),
    }
    marked = {
        "prose": ground.mass > 0,
        "long": ground.mass > 200,
        "rule": ground.rule > 0.9,
        "title": ground.own[Label.TITLE] > 0.5,
        "byline": (ground.own[Label.BYLINE] > 0.5) | (ground.own[Label.DATELINE] > 0.5),
        "copyright": ground.said[Label.COPYRIGHT] > 0,
        "related": ground.said[Label.RELATED] + ground.said[Label.COMMENTS] > 0,
        "gap": ground.gap > 2.5,
    }
    for name, where in marked.items():
        up, down = _distances(where)
        columns[f"{name}_above"], columns[f"{name}_below"] = np.log1p(up), np.log1p(down)
    columns["run"] = columns["prose_above"] + columns["prose_below"]
    seen = np.maximum.accumulate(np.where(ground.mass > 0, here, -1))
    columns["width_since_prose"] = np.sqrt(np.maximum(width[here] - width[np.maximum(seen + 1, 0)], 0))
    return columns


def _distances(where: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Lines to the nearest marked one above and below, 99 at most; a marked line itself does not count."""
    n = len(where)
    here = np.arange(n)
    up = np.maximum.accumulate(np.where(where, here, -100))
    above = np.concatenate([[-100], up[:-1]])
    down = np.minimum.accumulate(np.where(where, here, n + 100)[::-1])[::-1]
    below = np.concatenate([down[1:], [n + 100]])
    return np.minimum(here - above, 99), np.minimum(below - here, 99)


def _stretch(ground: LineGround, cost: float) -> Columns:
    """The densest stretch of prose at a cost for each other line, and where each line stands to it."""
    n = ground.n
    gains = np.where(ground.mass > 0, ground.mass, -cost * (1 + (ground.rule > 0.9))).tolist()
    best = total = 0.0
    start = first = last = 0
    for at, gain in enumerate(gains):
        if total < 0:
            start, total = at, 0.0
        total += gain
        if total >= best:
            best, first, last = total, start, at
    here = np.arange(n)
    name = f"s{cost:.0f}_"
    mass = _sums(ground.mass)
    share = (mass[last + 1] - mass[first]) / max(mass[-1], 1) if n else 0.0
    return {
        f"{name}in": (here >= first) & (here <= last),
        f"{name}from_first": np.clip(here - first, -20, 20),
        f"{name}from_last": np.clip(here - last, -20, 20),
        f"{name}share": np.full(n, share),
        f"{name}part": np.clip((here - first) / max(last - first, 1), -0.5, 1.5),
    }


def _whole(ground: LineGround) -> Columns:
    """What holds of the whole text."""
    n, width = ground.n, max(float(ground.signs.width.sum()), 1.0)
    prose = ground.prose > 0
    gaps = np.log1p(ground.gap)
    values = {
        "lines": np.log1p(n),
        "text_width": np.log1p(width),
        "prose_lines": prose.mean(),
        "prose_width": float(ground.mass.sum()) / width,
        "prose_size": np.sqrt(ground.signs.width[prose].mean()) if prose.any() else 0.0,
        "ended_prose": (ground.signs.last[prose] == c.TERMINAL).mean() if prose.any() else 0.0,
        "gap_prose": np.median(gaps[prose]) if prose.any() else 0.0,
        "gap_plain": np.median(gaps[~prose]) if not prose.all() else 0.0,
        "ruled": (ground.rule > 0.9).mean(),
        "rules": np.log1p((ground.rule > 0.9).sum()),
        "linked": (ground.links > 0).mean(),
        "items": ground.kind[Kind.LIST_ITEM].mean(),
        "glued_all": ground.glued.mean(),
        "ideographic": ground.signs.counts[:, c.IDEOGRAPH].sum() / width,
        "uncased_all": ground.signs.counts[:, c.UNCASED].sum() / width,
        "titled": float(ground.own[Label.TITLE].max(initial=0)),
    }
    columns = {name: np.full(n, value, np.float32) for name, value in values.items()}
    columns["gap_to_prose"] = gaps - np.float32(values["gap_prose"])
    return columns
