"""Features of the blocks before and behind: what stands next to a block, and what the stretch around it is like."""

from __future__ import annotations

import numpy as np

from cleanpress.judge.ground import WIDE, Columns, Ground, log_size, running, share

_STEPS = (-2, -1, 1, 2)
_SPANS = (3, 8)
_COPIED = ("len", "link_share", "ended", "prose", "bold", "tag_p", "kind_heading", "kind_list_item", "main",
           "said", "field")  # fmt: skip
"""What is taken over from the blocks beside."""
_BESIDE = {step: tuple(f"{name}{step:+d}" for name in (*_COPIED, "same_node", "same_make")) for step in _STEPS}


def near_columns(ground: Ground, columns: Columns) -> Columns:
    """The features of what is near, from the features of the blocks themselves."""
    return _beside(ground, columns) | _stretches(ground, columns)


def _beside(ground: Ground, columns: Columns) -> Columns:
    found: Columns = {}
    copied = np.array([columns[name] for name in _COPIED], np.float32)
    compared = np.array([ground.levels[1], columns["make_count"]])
    for step in _STEPS:
        here, there = (slice(None, -step), slice(step, None)) if step > 0 else (slice(-step, None), slice(None, step))
        rows = np.zeros((len(_COPIED) + len(compared), ground.n), np.float32)
        rows[: len(_COPIED), here] = copied[:, there]
        rows[len(_COPIED) :, here] = compared[:, here] == compared[:, there]
        found |= dict(zip(_BESIDE[step], rows, strict=True))
    return found


def _stretches(ground: Ground, columns: Columns) -> Columns:
    here = np.arange(ground.n)
    mass, width = running(ground.mass), running(ground.width)
    linked, prose = running(ground.width * ground.links), running(ground.prose)
    main, said = running(columns["main"]), running(columns["said"])
    found: Columns = {}
    for span in _SPANS:
        low, high = np.maximum(here - span, 0), np.minimum(here + span + 1, ground.n)
        size = (high - low).astype(float)
        found[f"around{span}_mass"] = log_size(mass[high] - mass[low], WIDE)
        found[f"around{span}_links"] = share(linked[high] - linked[low], width[high] - width[low])
        found[f"around{span}_prose"] = share(prose[high] - prose[low], size)
        found[f"around{span}_main"] = share(main[high] - main[low], size)
        found[f"around{span}_said"] = share(said[high] - said[low], size)
    low, high = np.maximum(here - _SPANS[-1], 0), np.minimum(here + _SPANS[-1] + 1, ground.n)
    found["mass_before"] = log_size(mass[here] - mass[low], WIDE)
    found["mass_behind"] = log_size(mass[high] - mass[here + 1], WIDE)
    return found
