"""Numbers of blocks in what a verdict gives as its reason ("the same as block 7"), when blocks are counted anew."""

from __future__ import annotations

import re
from collections.abc import Callable

_NUMBER = re.compile(r"(?<=\bblock )\d+")


def renumbered(why: str, new: Callable[[int], int]) -> str:
    """The reason with every block's number replaced by what `new` makes of it.

    >>> renumbered("the same as block 7", lambda number: number + 3)
    'the same as block 10'
    """
    return _NUMBER.sub(lambda found: str(new(int(found[0]))), why)
