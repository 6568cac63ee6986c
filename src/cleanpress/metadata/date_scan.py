"""Finds dates and times of day in a folded text, by form alone; what they mean together is for `dates`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta, timezone
from functools import cache

from cleanpress.metadata.date_words import MONTHS, READING_TIME, RELATIVE, ZONES


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day at `text[start:end]`, with its zone where one stands beside it."""

    start: int
    end: int
    hour: int
    minute: int
    second: int
    zone: timezone | None


@dataclass(frozen=True, slots=True)
class Day:
    """A whole date at `text[start:end]`; `clock` is the time of day where it is written inside the date."""

    start: int
    end: int
    day: date
    clock: Clock | None = None


# A time of day may be glued to the year ("20195:45 AM"), another digit may not.
_AFTER_YEAR = r"(?!\d(?!\d?[:.]\d\d))"
_YEAR = rf"(?P<y>1[6-9]\d\d|20\d\d){_AFTER_YEAR}"
_WORD = r"(?P<m>[^\W\d_]{2,13})\.?"
_ZONE_NAME = "|".join(sorted(ZONES, key=len, reverse=True))
_ZONE = (
    rf"(?P<zone>\(?(?:gmt|utc)? ?[+-]\d{{1,2}}(?::?\d\d)?\)?(?!\d)"
    rf"|\(?(?:{_ZONE_NAME})(?![^\W\d_])\)?(?:[+-]\d{{1,2}}(?::?\d\d)?(?!\d)\)?)?)"
)
_CLOCK = (
    r"(?<![\d.,/-])(?P<half>午前|午後|上午|下午|오전|오후)? ?"
    r"(?:(?P<h>\d{1,2}) ?(?P<mark>[:.h時时시点：]) ?(?P<min>\d\d)(?!\d)(?:分|분)?(?::(?P<s>\d\d)(?:[.,]\d+)?)?"
    r"|(?P<h2>\d{1,2})(?![\d.:/])"
    r"|(?P<h3>\d\d)(?P<min3>\d\d)(?= (?:gmt|utc|hkt|et)\b))"
    rf"(?: ?(?P<suffix>[ap]\. ?m\b\.?|[ap]m\b|uhr\b|hrs?\b\.?|h\b|時(?!間)|시(?!간)))?(?: ?{_ZONE})?"
)
_BEFORE_DOTTED = re.compile(r"(?:\b(?:um|kl|klo|ore|alle|godz|o|u)\.?|\0,?) ?$")
_DAYS = (
    # 2025-12-10, 2025/12/10, 2025. 12. 10., 2025年12月10日, 2025년 12월 10일
    r"(?<![\d.:/-])(?P<y>1[6-9]\d\d|20\d\d)(?:-|/|\. ?|年 ?|년 ?)(?P<n>\d{1,2})(?:-|/|\. ?|月 ?|월 ?)"
    r"(?P<d>\d{1,2})(?:日|일|t(?=\d?\d:)|(?!\d))",
    # Tue Nov 19 2019, Wed Dec 10 07:43:00 GMT 2025
    rf"(?<![^\W\d_]){_WORD} (?P<d>\d{{1,2}}) (?:(?P<inside>\d\d?:\d\d(?::\d\d)?(?: (?:{_ZONE_NAME}))?) )?{_YEAR}",
    # 10 December 2025, 10. Dezember 2025, 10 de diciembre de 2025, 1er janvier 2025, 10th of December, 2025
    r"(?<![\d.,:/-])(?<!\d )(?P<d>\d{1,2})(?:st|nd|rd|th|er|re|eme|o|º|ª|°)?[.,]?(?: ?[/-] ?| )?"
    rf"(?:(?:de|del|of|den) |d')?{_WORD}(?: ?,? ?(?:de|del|of) |[ ,/'-]{{0,3}}){_YEAR}",
    # December 10, 2025, Dec. 10th 2025
    rf"(?<![^\W\d_]){_WORD} ?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: ?, ?| ){_YEAR}",
    # 2025. december 10.
    rf"(?<!\d){_YEAR}[., ]{{1,2}}{_WORD} (?P<d>\d{{1,2}})(?!\d)",
    # 10.12.2025, 10. 12. 2025, 10.12.25, 25/12/2025, 12/25/19
    r"(?<![\d.:/-])(?P<a>\d{1,2})(?P<mark>\. ?|/|-)(?P<b>\d{1,2})(?P=mark)(?P<y>(?:1[6-9]|20)?\d\d)" + _AFTER_YEAR,
)
_PARTIAL = (
    rf"(?<![\d.:/-])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?: de(?= ))? ?{_WORD}(?!\w)"
    r"|(?<!\w)(?P<m2>[^\W\d_]{2,13})\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?(?!\d)|(?P<n>\d{1,2})月 ?\d{1,2}日"
    r"|(?<![\d.:/-])(?P<a>\d{1,2})(?P<mark>[/-])\d{1,2}(?P=mark)(?:20)?\d\d(?!\d)"
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: most runs of the command never read a date, and importing must stay quick."""
    return re.compile(pattern)


def find_days(text: str, order: str | None = None) -> list[Day]:
    """Whole dates in order and without overlap; where two forms fit at one place the earlier form wins.

    `order` says what stands first in "10/12/2025": "day", "month", or None where nobody can tell, and then it is none.
    """
    found: list[Day] = []
    for pattern in map(_compiled, _DAYS):
        position = 0
        while match := pattern.search(text, position):
            day = _day_of(match, order)
            # A wrong word before the day may hide the right one after it: "version 10 March 2025".
            position = match.end() if day else match.start() + 1
            if day and not any(one.start < match.end() and match.start() < one.end for one in found):
                inside = match.groupdict().get("inside")
                clock = _compiled(_CLOCK).fullmatch(inside) if inside else None
                found.append(Day(match.start(), match.end(), day, _clock_of(clock) if clock else None))
    return sorted(found, key=lambda one: one.start)


def find_clocks(text: str, days: Sequence[Day]) -> list[Clock]:
    """Times of day outside the dates. "12.09" is one only beside a word that says so or right after a date."""
    masked = mask(text, days)
    clocks = []
    for match in _compiled(_CLOCK).finditer(masked):
        suffix = match["suffix"]
        if match["h2"] and not suffix:
            continue
        if match["mark"] == "." and not suffix and not _BEFORE_DOTTED.search(masked[: match.start()]):
            continue
        clock = _clock_of(match)
        if clock:
            clocks.append(clock)
    return clocks


def find_partial(text: str) -> Iterator[tuple[int, int]]:
    """Spans of days that are not known whole: "Dec. 10", "10/12/2025"."""
    position = 0
    while match := _compiled(_PARTIAL).search(text, position):
        month = match["m"] or match["m2"]
        partial = match["n"] or match["a"] or (month in MONTHS and 1 <= int(match["d"] or match["d2"]) <= 31)
        position = match.end() if partial else match.start() + 1
        if partial:
            yield match.span()


def without_soft_times(text: str, *, relative: bool = True) -> str:
    """The folded text with reading times, and times told from now, overwritten by NUL characters."""
    return _compiled(f"{RELATIVE}|{READING_TIME}" if relative else READING_TIME).sub(_blank, text)


def tells_from_now(text: str) -> bool:
    """Whether a folded text holds a time told from now: "3 hours ago"."""
    return _compiled(RELATIVE).search(text) is not None


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def mask(text: str, spans: Sequence[Day | Clock]) -> str:
    """The text with each span overwritten by NUL characters, so that offsets stay."""
    for span in spans:
        text = text[: span.start] + "\0" * (span.end - span.start) + text[span.end :]
    return text


def zone_of(text: str | None) -> timezone | None:
    """The fixed offset of a zone as written: "GMT", "EST", "+0530", "GMT+7", "(UTC-05:00)"."""
    if not text:
        return None
    name = re.sub(r"[() ]", "", text)
    numeric = re.search(r"([+-])(\d\d?):?(\d\d)?$", name)
    if numeric:
        minutes = int(numeric[2]) * 60 + int(numeric[3] or 0)
        if minutes > 14 * 60:
            return None
        minutes = -minutes if numeric[1] == "-" else minutes
    elif name in ZONES:
        minutes = ZONES[name]
    else:
        return None
    return timezone(timedelta(minutes=minutes)) if minutes else UTC


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of(match: re.Match[str], order: str | None) -> date | None:
    groups = match.groupdict()
    year = int(groups["y"])
    if groups.get("m"):
        return calendar_day(year, MONTHS.get(groups["m"], 0), int(groups["d"]))
    if groups.get("n"):
        return calendar_day(year, int(groups["n"]), int(groups["d"]))
    first, second = int(groups["a"]), int(groups["b"])
    if len(groups["y"]) == 2:
        year += 2000 if year < 70 else 1900
    if groups["mark"].startswith("."):
        # Where dots are used the day stands first, except where it cannot.
        return calendar_day(year, second, first) or calendar_day(year, first, second)
    if first <= 12 and second <= 12 and first != second:
        if order is None:
            return None
        return calendar_day(year, second, first) if order == "day" else calendar_day(year, first, second)
    return calendar_day(year, second, first) if first > 12 else calendar_day(year, first, second)


def _clock_of(match: re.Match[str]) -> Clock | None:
    hour, minute = int(match["h"] or match["h2"] or match["h3"]), int(match["min"] or match["min3"] or 0)
    second = int(match["s"] or 0)
    suffix, half = match["suffix"] or "", match["half"] or ""
    if suffix[:1] in ("a", "p") or half:
        afternoon = suffix[:1] == "p" or half in ("午後", "下午", "오후")
        if hour <= 12:
            hour = hour % 12 + (12 if afternoon else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return Clock(match.start(), match.end(), hour, minute, second, zone_of(match["zone"]))
