"""Features of where the page's prose stands: in which elements, in which repeated makes, before and after a block."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleanpress.judge.container import Container, distances, readability
from cleanpress.judge.ground import LEVELS, LONG, MANY, WIDE, Columns, Ground, Ints, log_size, running, share

_MOST = 0.7
_LINE = 1_500


def mass_columns(ground: Ground, chosen: Container) -> Columns:
    """The features of prose around, of containers, makes and position."""
    mass = ground.inside(ground.mass)
    direct = np.bincount(ground.levels[1], ground.mass, minlength=len(ground.first))
    read = readability(ground.parent, direct)
    heavy = np.flatnonzero(mass >= _MOST * mass[0])
    targets = {
        "best": int(np.argmax(read)),
        "most": int(heavy[-1]) if len(heavy) else 0,
        "chosen": chosen.node,
        "title": ground.page.blocks[ground.title].node if ground.title >= 0 else 0,
    }
    found = _containers(ground, mass, direct, read / (read.max() or 1.0)) | distances(ground, targets)
    return found | _makes_columns(ground) | _positions(ground) | _standing(ground, chosen)


def _containers(ground: Ground, mass: NDArray[np.float64], direct: NDArray[Any], read: NDArray[np.float64]) -> Columns:
    width = ground.inside(ground.width)
    linked, prose = ground.inside(ground.width * ground.links), ground.inside(ground.prose)
    total = mass[0]
    per_node: Columns = {
        "mass": share(mass, np.full_like(mass, total)),
        "links": share(linked, width),
        "density": share(mass, width),
        "prose": log_size(prose, MANY),
        "blocks": log_size(ground.last - ground.first, LONG),
        "read": read,
    }
    found: Columns = {}
    for name, values in per_node.items():
        for level, nodes in zip(LEVELS, ground.levels, strict=True):
            found[f"{level}_{name}"] = values[nodes]
    best = direct.max() or 1.0
    found["parent_direct"] = direct[ground.levels[1]] / best
    found["gp_direct"] = direct[ground.levels[2]] / best
    found["page_mass"] = np.full(ground.n, log_size(total, WIDE), np.float32)
    found["page_prose"] = np.full(ground.n, log_size(prose[0], MANY), np.float32)
    found["page_blocks"] = np.full(ground.n, log_size(ground.n, LONG), np.float32)
    return found | _articles(ground, mass)


def _articles(ground: Ground, mass: NDArray[np.float64]) -> Columns:
    """The prose of the `article` around a block, as a share of that of the page's largest one."""
    found = np.zeros(ground.n, np.float32)
    articles = [node.index for node in ground.page.nodes if node.tag == "article"]
    largest = max((mass[node] for node in articles), default=0.0) or 1.0
    for node in articles:
        found[ground.first[node] : ground.last[node]] = mass[node] / largest
    return {"article_mass": found, "articles": np.full(ground.n, log_size(len(articles), MANY), np.float32)}


def _makes_columns(ground: Ground) -> Columns:
    """How blocks of the same make as this one are: in elements of the same tags and names all the way up."""
    makes = ground.makes
    found: Columns = {}
    for name, numbers in (("make", makes[ground.levels[0]]), ("kin", makes[ground.levels[1]])):
        size = int(numbers.max()) + 1
        count = np.bincount(numbers, minlength=size)
        width = np.bincount(numbers, ground.width, size)
        mass = np.bincount(numbers, ground.mass, size)
        linked = np.bincount(numbers, ground.width * ground.links, size)
        found[f"{name}_count"] = log_size(count, MANY)[numbers]
        found[f"{name}_mass"] = (mass / (ground.mass.sum() or 1.0))[numbers]
        found[f"{name}_links"] = share(linked, width)[numbers]
        found[f"{name}_len"] = log_size(share(width, count.astype(float)), _LINE)[numbers]
        found[f"{name}_prose"] = share(np.bincount(numbers, ground.prose, size), count.astype(float))[numbers]
    return found


def _positions(ground: Ground) -> Columns:
    n = ground.n
    here = np.arange(n)
    mass, width = running(ground.mass), running(ground.width)
    found: Columns = {
        "index": (here / n),
        "index_log": log_size(here, LONG),
        "letters_before": (width[:-1] / (width[-1] or 1.0)),
    }
    for level, first, last in _extents(ground):
        before, after = mass[here] - mass[first], mass[last] - mass[here + 1]
        found[f"{level}_before"] = share(before, before + after + ground.mass)
        found[f"{level}_before_log"] = log_size(before, WIDE)
        found[f"{level}_after_log"] = log_size(after, WIDE)
    prose = np.flatnonzero(ground.mass > 0)
    found["to_prose_up"], found["to_prose_down"] = _steps(here, prose)
    title = ground.title
    away = here - title if title >= 0 else np.zeros(n)
    found["after_title"] = log_size(np.maximum(away, 0), LONG)
    found["before_title"] = log_size(np.maximum(-away, 0), LONG)
    found["has_title"] = np.full(n, title >= 0, np.float32)
    since = mass[here] - mass[max(title, 0)]
    found["mass_since_title"] = np.sign(since) * log_size(np.abs(since), WIDE)
    pictures = np.bincount([min(image.position, n) for image in ground.page.images], minlength=n + 1)
    found["picture_before"] = np.minimum(pictures[:n], 3)
    found["picture_behind"] = np.minimum(pictures[1:], 3)
    return found


def _standing(ground: Ground, chosen: Container) -> Columns:
    """Where a block stands to the container and to the outermost running prose in it."""
    n = ground.n
    here = np.arange(n)
    return {
        "inside": (here >= ground.first[chosen.node]) & (here < ground.last[chosen.node]),
        "between": (here >= chosen.first) & (here <= chosen.last),
        "before_body": here < chosen.first,
        "behind_body": here > chosen.last,
        "to_first": log_size(np.abs(here - chosen.first), MANY),
        "to_last": log_size(np.abs(here - chosen.last), MANY),
        "main": chosen.main,
        "same_holder": np.isin(ground.holder[ground.levels[0]], ground.holder[ground.levels[0][chosen.main]]),
        "teasers": np.full(n, chosen.teasers),
        "hidden_body": np.full(n, chosen.hidden),
    }


def _extents(ground: Ground) -> list[tuple[str, Ints, Ints]]:
    """The block ranges that positions are taken in: the page and the elements around."""
    whole = np.zeros(ground.n, np.intp)
    found = [("page", whole, whole + ground.n)]
    return (
        found
        + [(name, ground.first[nodes], ground.last[nodes]) for name, nodes in zip(LEVELS, ground.levels, strict=True)][
            1:
        ]
    )


def _steps(here: Ints, marked: Ints) -> tuple[NDArray[Any], NDArray[Any]]:
    """How many blocks (log) from each block to the last marked one before and the next behind it."""
    at = np.searchsorted(marked, here)
    behind = np.searchsorted(marked, here, side="right")
    far = len(here)
    padded = np.concatenate([[-far], marked, [2 * far]])
    up, down = here - padded[at], padded[behind + 1] - here
    return log_size(up, MANY), log_size(down, MANY)
