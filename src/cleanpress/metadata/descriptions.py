"""The page's description of the article: whole, and the one that the page prints itself where several are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from cleanpress.metadata.candidates import Candidates, clean
from cleanpress.metadata.titles import key, names_site
from cleanpress.model import Block, Label

DESCRIPTIONS = ("opengraph", "meta", "json-ld", "twitter", "dublin-core", "sailthru", "rdfa", "h-entry", "text")
_CUT = re.compile(r"[\s,;:]*(?:\.\.\.|…|\[(?:\.\.\.|…)\])$")
_LOOSE = re.compile(r"\s*[|¦]+$")
_END = re.compile(r"[.!?。！？…»”\"')\]]$")
_TEMPLATE = re.compile(r"visit the post for more\.?|(?:no )?description", re.I)
_LEAST = 30
"""Letters; a shorter description without a full stop is no cut one."""


def choose_description(
    candidates: Candidates, standfirst: str | None, sites: frozenset[str], blocks: Sequence[Block] = ()
) -> tuple[str | None, str]:
    """The page's own description and its source.

    The one the page prints as standfirst goes before others; one that was cut gives way to a whole one with the same
    start, also to the standfirst or another block above the text. The site's name and a template's word describe
    nothing.
    """
    found = [(_LOOSE.sub("", c.value), c.source) for c in candidates.of("description", *DESCRIPTIONS[:-1])]
    own = [(text, source) for text, source in found if not names_site(text, sites) and not _TEMPLATE.fullmatch(text)]
    if not own:
        return None, ""
    printed = key(standfirst or "")
    text, source = next(((t, s) for t, s in own if key(t) == printed), own[0])
    if key(text) == printed:
        return text, source
    start = key(_CUT.sub("", text))
    if _CUT.search(text) or (not _END.search(text) and len(start) >= _LEAST):
        told = [*own, *((each, "text") for each in (standfirst, *_above_text(blocks)) if each)]
        whole = ((t, s) for t, s in told if key(t).startswith(start) and len(t) > len(text) and not _CUT.search(t))
        return next(((t, s) for t, s in whole if _END.search(t)), (text, source))
    return text, source


def _above_text(blocks: Sequence[Block]) -> Iterator[str]:
    """What stands before the first paragraph."""
    return (clean(block.text) for block in takewhile(lambda block: block.label is not Label.BODY, blocks))
