"""Whether a worker has come so near to the bound of its memory that a library may have run out of it unseen.

Libraries take a MemoryError for a fault of the page, and give less of it or nothing. What they asked for in vain is in
no count; but it was about as much as the page has, so the highest point that memory has reached tells.
"""

from __future__ import annotations

import re
from pathlib import Path

_STATUS = Path("/proc/self/status")
_PEAK = re.compile(rb"^VmPeak:\s*(\d+) kB$", re.M)
# A character may take four bytes, and allocators ask for more than they were asked for.
_BYTES_PER_CHARACTER, _ALLOCATOR = 4, 16 * 2**20


def left(bound: int) -> int | None:
    """The bytes of address space that were left below the bound at the highest point; None where nobody tells, as on
    systems other than Linux."""
    try:
        found = _PEAK.search(_STATUS.read_bytes())
    except OSError:
        return None
    return None if found is None else bound - int(found[1]) * 1024


def may_have_failed(bound: int | None, size: int) -> bool:
    """Whether memory may have run out while a page of so many bytes or characters was cleaned.

    >>> may_have_failed(None, 10**9)
    False
    """
    rest = None if bound is None else left(bound)
    return rest is not None and rest < _BYTES_PER_CHARACTER * size + _ALLOCATOR
