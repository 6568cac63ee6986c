"""How much of a block stands in another text: the article body in the page's data, or what another extractor found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cleanpress.model import Block, Kind

# In scripts without spaces every character counts as a word.
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+")
_SIZE = 3
# A text shorter than this is a summary, not the article.
_MINIMUM_WORDS = 60
_COMPLETE = 0.9
_FAIR = 0.6


def shingles(text: str) -> list[tuple[str, ...]]:
    """All runs of three words of a text, in order; a shorter text is one run.

    >>> shingles("Rain fell all day")
    [('rain', 'fell', 'all'), ('fell', 'all', 'day')]
    """
    words = _WORD.findall(text.lower())
    return [tuple(words[i : i + _SIZE]) for i in range(max(1, len(words) - _SIZE + 1))] if words else []


@dataclass(frozen=True, slots=True)
class Coverage:
    """The three-word runs of a text; `complete` says that a block missing from it is not of the article."""

    known: frozenset[tuple[str, ...]] = frozenset()
    complete: bool = False

    @classmethod
    def of(cls, text: str | None, expected: Iterable[str] | None) -> Coverage:
        """The coverage by `text`. Of the `expected` texts it must hold a fair share, or it speaks of something else;
        only if it holds nearly all is it complete. Without `expected` it is taken to be complete."""
        runs = shingles(text or "")
        if len(runs) < _MINIMUM_WORDS:
            return cls()
        known = frozenset(runs)
        if expected is None:
            return cls(known, True)
        shares = [(_share(block, known), len(block)) for block in expected]
        total = sum(size for _, size in shares) or 1
        held = sum(share * size for share, size in shares) / total
        return cls(known, held > _COMPLETE) if held > _FAIR else cls()

    def share(self, text: str) -> float:
        """The share of a text's three-word runs that are known."""
        return _share(text, self.known)


def too_short(block: Block) -> bool:
    """Whether a text is too short to be found by its runs of words; cells are written in rows with bars between."""
    return len(_WORD.findall(block.text)) < (2 * _SIZE if block.kind is Kind.CELL else _SIZE)


def _share(text: str, known: frozenset[tuple[str, ...]]) -> float:
    runs = shingles(text)
    return sum(run in known for run in runs) / len(runs) if runs else 0.0
