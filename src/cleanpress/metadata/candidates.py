"""What the page says of a field, before anything is chosen: one value, which signal gave it, and where it stands."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cleanpress.model import Candidate

__all__ = ["Candidate", "Candidates", "clean", "unique"]

# Control characters, lone surrogates and marks without a width: never part of a value. The joiners U+200C and
# U+200D stay, because Persian and several Indian scripts are spelt with them.
_DROPPED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u00ad\u200b\u2060\ufeff\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
_NO_FIELDS = frozenset({"body", "base", "headline_start", "misfit"})


@dataclass(frozen=True, slots=True)
class Candidates:
    """All candidates of a page in the order they were found, and warning codes from reading them.

    Their fields are those of `Metadata`, and "organisations" (authors that the page itself calls an organisation),
    "body", "clock" (when the page was made), "base" (what addresses are relative to), "type" (what the page says it
    is) and "misfit" (the name of a field for which JSON-LD has something of a type that cannot be read).
    """

    items: tuple[Candidate, ...] = ()
    warnings: tuple[str, ...] = ()
    _of_field: dict[str, list[Candidate]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for each in self.items:
            self._of_field.setdefault(each.field, []).append(each)

    def of(self, field: str, *sources: str) -> tuple[Candidate, ...]:
        """The candidates of one field; with `sources`, only those, sorted in the order the sources are named.

        >>> both = Candidates((Candidate("title", "A", "h1", "h1"), Candidate("title", "B", "json-ld", "headline")))
        >>> [c.value for c in both.of("title", "json-ld", "h1")]
        ['B', 'A']
        """
        found = self._of_field.get(field, ())
        if not sources:
            return tuple(found)
        return tuple(c for source in sources for c in found if c.source == source)

    def seen(self) -> tuple[Candidate, ...]:
        """All of them but bodies and the base of addresses, which are no fields."""
        return tuple(each for each in self.items if each.field not in _NO_FIELDS)


def clean(value: str) -> str:
    """Text as a reader should see it: entities resolved (twice-escaped ones too), white space collapsed.

    >>> clean("  Fish &amp;amp; chips\\u200b \\n again ")
    'Fish & chips again'
    """
    if "&" in value:
        value = html.unescape(html.unescape(value))
    if value.isprintable():  # no white space but the space, and nothing to drop
        return " ".join(value.split())
    return _SPACE.sub(" ", _DROPPED.sub("", value)).strip()


def unique(values: Iterable[str]) -> list[str]:
    """The values without repeats, which are told by their folded form; the first spelling and the order stay.

    >>> unique(["Rail", "rail", "Weather"])
    ['Rail', 'Weather']
    """
    seen: dict[str, str] = {}
    for value in values:
        seen.setdefault(value.casefold(), value)
    return list(seen.values())
