"""What a rule and a rule pack are. `packfile` reads and checks them, `rules` applies them."""

from __future__ import annotations

import functools
import logging
from dataclasses import dataclass
from enum import StrEnum

import regex

from cleanpress.model import Label

TIMEOUT = 2.0
"""Seconds that one pattern may take for one text: so many that a busy machine never changes what comes out."""

SEARCHED_LETTERS = 2000
"""How much of a long text patterns look at."""

_FLAGS = regex.IGNORECASE | regex.VERSION1
_log = logging.getLogger("cleanpress")


class Scope(StrEnum):
    """What a rule looks at: the whole text of a block, a place in it, or an element of the page."""

    LINE = "line"
    BLOCK = "block"
    ELEMENT = "element"


class Risk(StrEnum):
    """Whether a rule decides alone or is one piece of evidence among others."""

    SAFE = "safe"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Example:
    """A text, or a fragment of HTML for a rule of scope element, that a rule must remove or keep."""

    text: str
    name: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """One rule of a pack, as written; `docs/rules.md` says what each field means.

    `words` and `unless_words` are sequences of words. The patterns are compiled when they are first needed, because
    most pages need few of them.
    """

    id: str
    label: Label
    summary: str
    scope: Scope
    risk: Risk
    removes: tuple[Example, ...]
    keeps: tuple[Example, ...]
    needs: tuple[str, ...] = ()
    match: str = ""
    unless: str = ""
    roles: tuple[str, ...] = ()
    itemprops: tuple[str, ...] = ()
    aria: str = ""
    words: tuple[tuple[str, ...], ...] = ()
    tags: tuple[str, ...] = ()
    unless_words: tuple[tuple[str, ...], ...] = ()

    @functools.cached_property
    def match_pattern(self) -> regex.Pattern[str]:
        """`match`, compiled."""
        return compile_pattern(self.match)

    @functools.cached_property
    def unless_pattern(self) -> regex.Pattern[str] | None:
        """`unless`, compiled; None where the rule has no exception."""
        return compile_pattern(self.unless) if self.unless else None

    @functools.cached_property
    def aria_pattern(self) -> regex.Pattern[str] | None:
        """`aria`, compiled; None where the rule does not look at labels."""
        return compile_pattern(self.aria) if self.aria else None


@dataclass(frozen=True, kw_only=True, eq=False)
class Pack:
    """The rules of one file. `name` is the file's name; `site` is the domain the rules are for, None for all."""

    name: str
    lang: str
    rules: tuple[Rule, ...]
    site: str | None = None
    reason: str = ""


def compile_pattern(pattern: str) -> regex.Pattern[str]:
    """A pattern of a rule, compiled with the flags all rules share."""
    # Without full case-folding ("ß" as "ss"), which would make most patterns five times as slow.
    return regex.compile(f"(?-f){pattern}", _FLAGS)


def pattern_problem(pattern: str) -> str:
    """Why a pattern does not compile and at which position from 0; "" where it does.

    >>> pattern_problem("(sign up"), pattern_problem("sign up")
    ('missing ) at position 8', '')
    """
    try:
        regex.compile(pattern, _FLAGS)
    except regex.error as error:
        return str(error)
    return ""


def give_up(rule: Rule, late: set[str]) -> None:
    """Adds a rule whose pattern ran out of its `TIMEOUT` to `late`, so that it is not tried again, and logs it."""
    late.add(rule.id)
    _log.warning("rule %s gives no more verdicts on this page: a pattern takes over %s s", rule.id, TIMEOUT)
