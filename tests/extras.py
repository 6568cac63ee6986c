"""Tests that need an extra: skipped with the reason where it is not installed, failed where CI has installed it all."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest


def need(module: str, extra: str) -> None:
    """Skips a test or test module if `module`, which the extra brings, is missing; fails where ALL_EXTRAS is true."""
    if find_spec(module) is None:
        reason = f"{module} is missing: pip install -e '.[{extra}]'"
        if os.environ.get("ALL_EXTRAS", "").lower() == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason, allow_module_level=True)
