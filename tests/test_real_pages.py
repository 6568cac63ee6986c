"""Real news pages of nine languages, fetched by the set-up: their outcome by digest, for others wrote their prose."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

import cleanpress
import n4k
from render import digest


@pytest.mark.parametrize("name", n4k.NAMES)
def test_the_outcome_is_as_recorded(name: str, real_pages: dict[str, bytes], snapshot: SnapshotAssertion) -> None:
    assert digest(cleanpress.clean_html(real_pages[name])) == snapshot
