"""A cleaner that has everything in memory before its first page."""

from __future__ import annotations

from collections.abc import Sequence

from cleanpress.api import Cleaner, load_pack
from cleanpress.model import Options

_LINE = "The ferry was late again on Tuesday, as the wind had turned in the night and the harbour lay open to the sea. "
_PAGE = f"<html lang=en><title>Ferry</title><article><h1>Ferry</h1><p>{_LINE * 3}</p><p>{_LINE * 2}</p></article>"


def warm(options: Options, packs: Sequence[str]) -> Cleaner:
    """A cleaner with these options and packs (paths) that has cleaned a small page and a small text.

    Raises what `Cleaner` and `load_pack` do.
    """
    cleaner = Cleaner(options, packs=[load_pack(path) for path in packs])
    for rule in (rule for pack in cleaner.packs for rule in pack.rules):
        # Compiled once for all workers instead of on the first page of each that needs it.
        _ = (rule.match and rule.match_pattern, rule.unless_pattern, rule.aria_pattern)
    cleaner.clean_html(_PAGE, "https://post.example/ferry")
    cleaner.clean_text(f"{_LINE * 3}\n\n{_LINE * 2}")
    return cleaner
