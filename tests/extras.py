"""Tests that need an extra: skipped with the reason where it is not installed, failed where CI has installed it all."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

import pytest


def need(module: str, extra: str) -> None:
    """Skips a test or test module if `module`, which the extra brings, is missing; fails where ALL_EXTRAS is true.

    Spark needs Java too.
    """
    if find_spec(module) is None:
        _missing(f"{module} is missing: pip install -e '.[{extra}]'")
    if extra == "spark" and "JAVA_HOME" not in os.environ and shutil.which("java") is None:
        _missing("Spark needs Java 17 or later: apt-get install default-jre-headless")


def _missing(reason: str) -> None:
    if os.environ.get("ALL_EXTRAS", "").lower() == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason, allow_module_level=True)
