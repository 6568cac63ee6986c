"""Libraries that only some inputs need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cleanpress.errors import ExtraError


def need(module: str, why: str) -> Any:
    """The module, which the extra `batch` brings. Raises ExtraError where it is missing: `why` begins its sentence.

    >>> need("json", "Records need").loads("7")
    7
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise ExtraError(
            f"{why} {package}, which is not installed; run: python -m pip install 'cleanpress[batch]'"
        ) from error
