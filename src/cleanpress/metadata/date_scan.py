"""Finds dates and times of day in a folded text, by form alone; what they mean together is for `dates`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from cleanpress.metadata.date_months import CROATIAN_OCTOBER, MONTHS, PERSIAN_MONTHS, persian_day
from cleanpress.metadata.date_words import READING_TIME, RELATIVE
from cleanpress.metadata.date_zones import ZONE_NAMES


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day at `text[start:end]`, with its zone as written where one stands beside it; `half` where a.m. or
    p.m. does."""

    start: int
    end: int
    hour: int
    minute: int
    second: int
    zone: str | None
    half: bool = False


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
# A name of a month, also one of two words (Arabic) or a Thai one with a stop inside; what else "/" calls it may follow.
_LATER = "الأول|الاول|الثاني"
_NAME = rf"(?:[\u0e01-\u0e4eˑ]{{1,3}}\.[\u0e01-\u0e2e]|[^\W\d_]{{2,13}}(?: (?:{_LATER}))?)"
_WORD = rf"(?P<m>{_NAME})\.?(?: ?/ ?[^\W\d_]{{3,9}})?"
# Years of other calendars stand only behind the months that are called by them, and behind "B.E." in Thai.
_ANY_YEAR = rf"(?:[คพ]\.ศ\. ?)?(?P<y>1[3-9]\d\d|2[05]\d\d){_AFTER_YEAR}"
_ERAS = MappingProxyType({"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911})
_ZONE_NAME = "|".join(sorted(ZONE_NAMES, key=len, reverse=True))
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
_DIGIT = re.compile(r"\d")
_BEFORE_DOTTED = re.compile(r"(?:\b(?:um|kl|klo|ore|alle|godz|o|u)\.?|\0,?) ?$")
_DAYS = (
    # 2025-12-10, 2025/12/10, 2025. 12. 10., 2025年12月10日, 2025년 12월 10일
    r"(?<![\d./-])(?<!\d:)(?P<y>1[6-9]\d\d|20\d\d)(?:-|/|\. ?|年 ?|년 ?)(?P<n>\d{1,2})(?:-|/|\. ?|月 ?|월 ?)"
    r"(?P<d>\d{1,2})(?:日|일|t(?=\d?\d:)|(?!\d))",
    # Tue Nov 19 2019, Wed Dec 10 07:43:00 GMT 2025
    rf"(?<![^\W\d_]){_WORD} (?P<d>\d{{1,2}}) (?:(?P<inside>\d\d?:\d\d(?::\d\d)?(?: (?:{_ZONE_NAME}))?) )?{_YEAR}",
    # 10 December 2025, 10. Dezember 2025, 10 de diciembre de 2025, 1er janvier 2025, 10th of December, 2025
    r"(?<![\d.,/-])(?<!\d:)(?<!(?<!\d\d\d)\d )(?P<d>\d{1,2})(?:st|nd|rd|th|er|re|eme|o|º|ª|°)?[.,]?(?: ?[/-] ?| )?"
    rf"(?:(?:de|del|of|den) |d')?{_WORD}(?: ?,? ?(?:de|del|of) |[ ,،/'-]{{0,3}}){_ANY_YEAR}",
    # December 10, 2025, Dec. 10th 2025
    rf"(?<![^\W\d_]){_WORD} ?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: ?, ?| ){_YEAR}",
    # 2025. december 10., 2025 m. gruodžio 10 d., 2025ko abenduaren 10a
    rf"(?<!\d){_YEAR}(?:[., ]{{1,2}}| m\. ?|e?ko ){_WORD} (?P<d>\d{{1,2}})(?!\d)",
    # 2025. gada 10. decembris
    rf"(?<!\d){_YEAR}\. ?gada (?P<d>\d{{1,2}})\. ?{_WORD}(?!\w)",
    # 10 thang 12 nam 2025
    rf"(?<![\d.,:/-])(?P<d>\d{{1,2}}) thang (?P<n>\d{{1,2}})(?:,? nam|,|/|-)? ?{_YEAR}",
    # 令和7年12月10日
    rf"(?P<era>{'|'.join(_ERAS)}) ?(?P<y>\d{{1,3}}|元)年 ?(?P<n>\d{{1,2}})月 ?(?P<d>\d{{1,2}})日",
    # 10-Dec-25, 10 Dec '25, Dec 10, '25
    rf"(?<![\d.,:/-])(?P<d>\d{{1,2}})(?:-{_WORD}-| {_WORD.replace('<m>', '<m2>')},? ')(?P<y>\d\d)(?!\d)",
    rf"(?<![^\W\d_]){_WORD} (?P<d>\d{{1,2}}),? '(?P<y>\d\d)(?!\d)",
    # 10.12.2025, 10. 12. 2025, 10.12.25, 25/12/2025, 12/25/19
    r"(?<![\d./-])(?<!\d:)(?P<a>\d{1,2})(?P<mark>\. ?|/|-)(?P<b>\d{1,2})(?P=mark)(?P<y>(?:1[6-9]|20)?\d\d)"
    + _AFTER_YEAR,
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

    `order` says what stands first in "10/12/2025": "day", "month", or None where nobody can tell, and then it is none;
    "year" that it stands first in "25/12/10".
    """
    found: list[Day] = []
    if not _DIGIT.search(text):
        return found
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


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of(match: re.Match[str], order: str | None) -> date | None:
    groups = match.groupdict()
    if groups.get("era"):
        year = _ERAS[groups["era"]] + (1 if groups["y"] == "元" else int(groups["y"]))
    else:
        year = _year(groups["y"])
    name = groups.get("m") or groups.get("m2")
    if name:
        return _named_day(year, name, int(groups["d"]), match[0])
    if groups.get("n"):
        return calendar_day(year, int(groups["n"]), int(groups["d"]))
    return _numbered_day(groups, year, order)


def _year(written: str) -> int:
    """The year of a text of two or four digits; 0, which is none, where nobody can tell the century."""
    year = int(written)
    if len(written) > 2:
        return year
    return year + 2000 if year < 50 else year + 1900 if year >= 90 else 0


def _named_day(year: int, name: str, day: int, written: str) -> date | None:
    """The day in a month that is called by its name, by which also the calendar is known."""
    if name in PERSIAN_MONTHS:
        return persian_day(year, PERSIAN_MONTHS[name], day)
    if "\u0e01" <= name[0] <= "\u0e4e" and year > 2400:
        year -= 543
    month = MONTHS.get(name, 0)
    if name == CROATIAN_OCTOBER and re.match(r"\d+\.", written):
        month = 10
    return calendar_day(year, month, day) if 1600 <= year < 2100 else None


def _numbered_day(groups: dict[str, str], year: int, order: str | None) -> date | None:
    """The day in a date of three numbers: "10.12.2025", "12/25/19"."""
    first, second, short = int(groups["a"]), int(groups["b"]), len(groups["y"]) == 2
    if short and order == "year":
        return calendar_day(first + 2000, second, int(groups["y"]))
    if short and order is None and groups["mark"] == "-" and 1 <= int(groups["y"]) <= 31:
        return None
    if groups["mark"].startswith("."):
        # Where dots are used the day stands first, except where it cannot.
        return calendar_day(year, second, first) or calendar_day(year, first, second)
    if first <= 12 and second <= 12 and first != second:
        if order not in ("day", "month"):
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
    return Clock(match.start(), match.end(), hour, minute, second, match["zone"], suffix[:1] in ("a", "p"))
