"""How a text is held against a page's truth, by the measures that the collections themselves use.

Words: fundus and aeb count shingles of four words, wcxb counts words, trafilatura's set counts segments that must or
must not be in the text. Paragraphs: where the truth is a list of paragraphs, lines of the text are compared whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from benchmarks.corpus import AEB, BY_PARAGRAPH, TRAFILATURA, WCXB, Page

_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
_SHINGLE = 4


def words(text: str) -> list[str]:
    """The words of a text, punctuation left out, case kept."""
    return _WORD.findall(text)


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return _SPACE.sub(" ", text).strip()


def lines(text: str) -> list[str]:
    """The lines of a text that hold anything, each on one line."""
    return [one_line(line) for line in text.split("\n") if line.strip()]


def letters(text: str) -> int:
    """The number of characters that are not white space."""
    return len(_SPACE.sub("", text))


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Every run of four words and how often it stands there; a shorter text is one shingle."""
    found = words(text)
    starts = range(max(1, len(found) - _SHINGLE + 1)) if found else range(0)
    return Counter(tuple(found[start : start + _SHINGLE]) for start in starts)


@dataclass(frozen=True, slots=True)
class Match:
    """Precision and recall, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both, 0 where both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def match_shingles(true: str, got: str) -> Match:
    """Shingles of both texts, counted; two texts without a difference match fully, also where both are empty."""
    wanted, given = shingles(true), shingles(got)
    if wanted == given:
        return Match(1.0, 1.0)
    common = (wanted & given).total()
    return Match(_share(common, given.total()), _share(common, wanted.total()))


def match_words(true: str, got: str) -> Match:
    """Words of both texts in lower case, counted without their order."""
    wanted, given = Counter(words(true.lower())), Counter(words(got.lower()))
    common = (wanted & given).total()
    return Match(_share(common, given.total()), _share(common, wanted.total()))


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A truth by paragraphs: `all` in page order, those that must be there, those that may be, and the summary."""

    all: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    summary: tuple[str, ...]


def paragraphs(truth: Mapping[str, Any]) -> Paragraphs:
    """The truth's body; a paragraph in [square brackets] is optional, and so is the summary."""
    written = [(body[1:-1], True) if body[:1] == "[" and body[-1:] == "]" else (body, False) for body in truth["body"]]
    summary = tuple(truth.get("summary") or ())
    return Paragraphs(
        all=tuple(text for text, _ in written),
        required=tuple(text for text, optional in written if not optional),
        optional=tuple(text for text, optional in written if optional) + summary,
        summary=summary,
    )


@dataclass(frozen=True, slots=True)
class Segments:
    """How many wanted segments there are and were found, how many unwanted there are and stand in the text."""

    wanted: int
    found: int
    unwanted: int
    present: int


@dataclass(frozen=True, slots=True)
class PageScore:
    """What one text reaches on one page; None for what the page's truth does not tell."""

    words: Match | None = None
    perfect: bool | None = None
    paragraphs: Match | None = None
    segments: Segments | None = None


def score(page: Page, text: str) -> PageScore:
    """Holds `text` against the truth of `page` by the measure of its collection."""
    if page.collection in BY_PARAGRAPH:
        return _score_paragraphs(paragraphs(page.truth), text)
    if page.collection == TRAFILATURA:
        return PageScore(segments=_segments(page.truth, one_line(text), one_line))
    true = page.truth["text"]
    perfect = words(true) == words(text)
    if page.collection == WCXB:
        return PageScore(match_words(true, text), perfect, segments=_segments(page.truth, text.lower(), str.lower))
    if page.collection == AEB:
        return PageScore(match_shingles(true, text), perfect)
    raise ValueError(f"no measure for collection {page.collection!r}")


def _score_paragraphs(truth: Paragraphs, text: str) -> PageScore:
    # What is optional is neither asked for nor held against a tool: the best of three readings of the truth counts.
    readings = (truth.required, truth.all, (*truth.summary, *truth.required))
    best = max((match_shingles("\n".join(reading), text) for reading in readings), key=lambda match: match.f1)
    want, may, got = (Counter(map(one_line, part)) for part in (truth.required, truth.optional, lines(text)))
    hit, extra, missed = (want & got).total(), (got - want - may).total(), (want - got).total()
    whole = Match(_share(hit, hit + extra), _share(hit, hit + missed))
    return PageScore(best, not extra and not missed, whole)


def _segments(truth: Mapping[str, Any], text: str, form: Any) -> Segments:
    wanted, unwanted = truth["with"], truth["without"]
    found = sum(form(segment) in text for segment in wanted)
    present = sum(form(segment) in text for segment in unwanted)
    return Segments(len(wanted), found, len(unwanted), present)


def summarise(scores: Sequence[PageScore]) -> dict[str, float]:
    """The figures of a collection from those of its pages, by the name of the column.

    F1 is that of the mean precision and recall; "mean F1" and "para F1" are means of the pages' F1; "perfect" is the
    share of pages without a difference; "with" and "without" are means over pages.
    """
    if scores and scores[0].words is None:
        return _summarise_segments([page.segments for page in scores if page.segments])
    matches = [page.words for page in scores if page.words]
    mean = Match(fmean(match.precision for match in matches), fmean(match.recall for match in matches))
    out = {"P": mean.precision, "R": mean.recall, "F1": mean.f1, "mean F1": fmean(match.f1 for match in matches)}
    out["perfect"] = fmean(bool(page.perfect) for page in scores)
    whole = [page.paragraphs.f1 for page in scores if page.paragraphs]
    if whole:
        out["para F1"] = fmean(whole)
    marked = [page.segments for page in scores if page.segments]
    if marked:
        out["with"] = fmean(part.found / (part.wanted or 1) for part in marked)
        out["without"] = fmean(part.present / (part.unwanted or 1) for part in marked)
    return out


def _summarise_segments(parts: Iterable[Segments]) -> dict[str, float]:
    parts = list(parts)
    found, present = sum(part.found for part in parts), sum(part.present for part in parts)
    wanted, unwanted = sum(part.wanted for part in parts), sum(part.unwanted for part in parts)
    match = Match(_share(found, found + present), _share(found, wanted))
    right = found + unwanted - present
    return {"P": match.precision, "R": match.recall, "F1": match.f1, "accuracy": _share(right, wanted + unwanted)}
