"""Faults for tests: a page that crashes, hangs or eats memory, on purpose.

The environment variable `CLEANPRESS_BATCH_FAULTS`, read by workers alone, holds a JSON object of ids and faults, such
as `{"page-7": "crash", "page-9": "hang", "page-11": "memory"}`. Nothing else leads here.
"""

from __future__ import annotations

import ctypes
import json
import os
import time
from typing import Any

VARIABLE = "CLEANPRESS_BATCH_FAULTS"

_BLOCK, _LEAST_BLOCK, _MOST_BLOCKS = 64 * 2**20, 2**20, 64


def faults() -> dict[str, str]:
    """The faults that the environment asks for, by id."""
    return dict(json.loads(os.environ.get(VARIABLE, "{}")))


def suffer(kind: str) -> None:
    """Have a fault: "crash" (a segmentation fault), "hang" (for ever), "memory" (take all there is), or "hidden" (the
    same without saying so, as libraries do)."""
    match kind:
        case "crash":
            ctypes.string_at(0)
        case "hang":
            while True:
                time.sleep(3600)
        case "memory":
            held: list[Any] = []
            while len(held) < _MOST_BLOCKS:
                held.append(bytes(_BLOCK))
        case "hidden":
            _take_all()


def _take_all() -> None:
    held: list[bytes] = []
    block = _BLOCK
    while block > _LEAST_BLOCK and len(held) < _MOST_BLOCKS:
        try:
            held.append(bytes(block))
        except MemoryError:
            block //= 2
