"""Lines of one paragraph as one text: what stands between them, by the white space and the marks at their ends.

A tool that writes every piece of text on a line of its own keeps the blanks around a link, or strips them. Kept blanks
are believed; where none are, a space is put in unless a mark of punctuation or a script without spaces speaks against.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cleanpress.read.lines import UNSPACED, Line

_BROKEN_WORD = re.compile(r"\w-$")
_CLOSES = re.compile(r"[,.;:!?…)\]}»”%。、，]")
_OPENS = re.compile(r"[(\[{«“‘„¿¡$€£#@]$")
_TAIL = re.compile(r"[’'](?:s|t|re|ve|ll|d|m|S)\b")


def wrapped_text(group: Sequence[Line]) -> str:
    """The lines of a block that were broken at a space or after a hyphen."""
    if len(group) == 1:
        return group[0].text
    pieces = [group[0].text]
    for line, following in pairwise(group):
        unspaced = UNSPACED.match(line.text[-1]) and UNSPACED.match(following.text[0])
        pieces.append("" if unspaced or (_BROKEN_WORD.search(line.text) and following.text[0].isalnum()) else " ")
        pieces.append(following.text)
    return "".join(pieces)


def pieced_text(group: Sequence[Line], blanks: bool) -> str:
    """The pieces of a block; `blanks` says that the tool kept the white space around pieces."""
    if len(group) == 1:
        return group[0].text
    pieces = [group[0].text]
    quotes = group[0].text.count('"')
    for line, following in pairwise(group):
        pieces += (_between(line, following, blanks, quotes % 2 == 1), following.text)
        quotes += following.text.count('"')
    return "".join(pieces)


def _between(line: Line, following: Line, blanks: bool, quoted: bool) -> str:
    """What stands between two pieces; `quoted` says that a straight quotation mark is open."""
    before, after = line.text, following.text
    if _CLOSES.match(after) and not after.startswith(("...", "…")) and not (after[0] == "." and after[1:2].isdigit()):
        return ""
    if line.tail or following.indent:
        return " "
    unspaced = UNSPACED.match(before[-1]) and UNSPACED.match(after[0])
    if unspaced or _TAIL.match(after) or _OPENS.search(before) or _is_drop_cap(before, after):
        return ""
    if blanks:
        return " " if before[-1].isalnum() and after[0].isalnum() else (" " if before[-1] in ".,:;!?" else "")
    if quoted and '"' in (after[0], before[-1]):
        return ""
    return "" if before[-1] in "-/" or after[0] in "-/" else " "


def _is_drop_cap(before: str, after: str) -> bool:
    """A first letter set apart; words of one letter are none."""
    return len(before) == 1 and before.isupper() and after[0].islower() and before not in "AIOYÀÉ"
