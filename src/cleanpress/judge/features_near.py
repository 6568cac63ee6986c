"""Features of the blocks before and behind: what stands next to a block, and what the stretch around it is like."""

from __future__ import annotations

import numpy as np

from cleanpress.judge.ground import Columns, Floats, Ground, running, share

_STEPS = (-2, -1, 1, 2)
_SPANS = (3, 8)
_COPIED = ("len", "link_share", "ended", "prose", "bold", "tag_p", "kind_heading", "kind_list_item", "main",
           "said", "field")  # fmt: skip
"""What is taken over from the blocks beside."""


def near_columns(ground: Ground, columns: Columns) -> Columns:
    """The features of what is near, from the features of the blocks themselves."""
    return _beside(ground, columns) | _stretches(ground, columns)


def _beside(ground: Ground, columns: Columns) -> Columns:
    found: Columns = {}
    for step in _STEPS:
        for name in _COPIED:
            found[f"{name}{step:+d}"] = _shifted(columns[name], step)
        for name, values in (("node", ground.levels[1]), ("make", columns["make_count"])):
            same = np.zeros(ground.n, np.float32)
            if step > 0:
                same[:-step] = values[:-step] == values[step:]
            else:
                same[-step:] = values[-step:] == values[:step]
            found[f"same_{name}{step:+d}"] = same
    return found


def _shifted(values: Floats, step: int) -> Floats:
    moved = np.zeros_like(values)
    if step > 0:
        moved[:-step] = values[step:]
    else:
        moved[-step:] = values[:step]
    return moved


def _stretches(ground: Ground, columns: Columns) -> Columns:
    here = np.arange(ground.n)
    mass, width = running(ground.mass), running(ground.width)
    linked, prose = running(ground.width * ground.links), running(ground.prose)
    main, said = running(columns["main"]), running(columns["said"])
    found: Columns = {}
    for span in _SPANS:
        low, high = np.maximum(here - span, 0), np.minimum(here + span + 1, ground.n)
        size = (high - low).astype(float)
        found[f"around{span}_mass"] = np.log1p(mass[high] - mass[low]).astype(np.float32)
        found[f"around{span}_links"] = share(linked[high] - linked[low], width[high] - width[low])
        found[f"around{span}_prose"] = share(prose[high] - prose[low], size)
        found[f"around{span}_main"] = share(main[high] - main[low], size)
        found[f"around{span}_said"] = share(said[high] - said[low], size)
    low, high = np.maximum(here - _SPANS[-1], 0), np.minimum(here + _SPANS[-1] + 1, ground.n)
    found["mass_before"] = np.log1p(mass[here] - mass[low]).astype(np.float32)
    found["mass_behind"] = np.log1p(mass[high] - mass[here + 1]).astype(np.float32)
    return found
