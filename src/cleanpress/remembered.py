"""Answers about short texts, remembered: several judges ask the same of one line, and a second look asks it again.

Imports nothing of the package.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

_Answer = TypeVar("_Answer")
# So many answers about texts of at most so many characters: those of a few pages.
_ANSWERS, _LETTERS = 2048, 400


def remembered(ask: Callable[[str], _Answer]) -> Callable[[str], _Answer]:
    """The function with the answers of its last calls on short texts remembered; it must depend on nothing else.

    >>> remembered(str.upper)("rain")
    'RAIN'
    """
    known = lru_cache(_ANSWERS)(ask)

    @wraps(ask)
    def answer(text: str) -> _Answer:
        return known(text) if len(text) <= _LETTERS else ask(text)

    return answer
