"""Features of the blocks of an HTML page, for the learned judge: one row a feature, one column a block.

Nothing here knows a language: what is measured is form, place, neighbours, the vocabulary of class names, and what the
other judges and the page's own data say.
"""

from __future__ import annotations

import re

import numpy as np

from cleanpress.judge.container import Container
from cleanpress.judge.features_evidence import evidence_columns
from cleanpress.judge.features_mass import mass_columns
from cleanpress.judge.features_near import near_columns
from cleanpress.judge.features_text import text_columns
from cleanpress.judge.features_tree import tree_columns
from cleanpress.judge.ground import Floats, Ground

# What other judges and the names of elements say of a block.
_SIGNS = re.compile(r"(?:parent_|gp_)?said|boxed|name_")


def without_signs(names: tuple[str, ...], features: Floats) -> Floats:
    """The features with nothing of what other judges and the names of elements say: form and place alone."""
    found = features.copy()
    found[[number for number, name in enumerate(names) if _SIGNS.match(name)]] = 0
    return found


def page_features(ground: Ground, chosen: Container) -> tuple[tuple[str, ...], Floats]:
    """The names of the features and their values, an array of (features, blocks) in float32.

    `chosen` is the container of the body. Time is linear in the page.
    """
    columns = text_columns(ground) | tree_columns(ground) | mass_columns(ground, chosen)
    columns |= evidence_columns(ground, chosen)
    columns |= near_columns(ground, columns)
    found = np.empty((len(columns), ground.n), np.float32)
    for number, values in enumerate(columns.values()):
        found[number] = values
    return tuple(columns), found
