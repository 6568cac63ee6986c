"""Dates as pages write them: machine forms, RFC 2822, and spelled out in many languages.

Nothing here looks at the machine's clock: a date without a year is no date, and "two hours ago" says nothing unless the
page tells when it was made. The text is scanned for
whole dates, each takes the time of day that stands beside it, and what is left over decides whether the line is a
date line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache

from cleanpress.metadata.date_months import MONTHS
from cleanpress.metadata.date_relative import find_told_from_now
from cleanpress.metadata.date_scan import (
    Clock,
    Day,
    calendar_day,
    find_clocks,
    find_days,
    find_partial,
    mask,
    tells_from_now,
    without_soft_times,
)
from cleanpress.metadata.date_words import (
    FILLERS,
    MODIFIED,
    PUBLISHED,
    TWO_WORD_PLACES,
    WEEKDAYS,
    fold,
    words_of,
)
from cleanpress.metadata.date_zones import NOWHERE, Setting, zone_of
from cleanpress.remembered import remembered

MAX_LINE = 200
"""Characters; a longer text is prose and no date line."""
_MAX_VALUE = 120
_MAX_SCAN = 1000

_LABELS = MODIFIED | PUBLISHED
_KNOWN = _LABELS | FILLERS | WEEKDAYS | frozenset(MONTHS)
_EPOCH = re.compile(r"(\d{10})(?:\.\d+)?|(\d{13})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[t ]?(\d\d)(\d\d)(\d\d)?(?:\.\d+)?(z|[+-]\d\d:?\d\d)?)?")
_WORDS = re.compile(r"[^\W\d_]+")
# "07.43 GMTLast modified", "Updated onMay 3": what stood in two elements comes glued.
_GLUED = re.compile(r"(?<=[A-Z]{3})(?=[A-Z][a-z]{2})|(?<=[a-zß-ÿ])(?=[A-Z][a-z]{2}|[A-Z]{3,9} \d)")
# What may stand between a date and its time of day, besides weekdays and marks.
_BRIDGES = words_of(
    "at um a as las los alle ore h kl klo kello o u op om on of am den the le il godz de t в о v г d r у στις ob"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day ("day": naive midnight) or a moment ("minute": aware where the source gives a zone, else naive)."""

    value: datetime
    precision: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dates of one line; either may be missing, or both on a line such as "two hours ago"."""

    published: Moment | None = None
    modified: Moment | None = None


def parse_date(text: str, order: str | None = None, setting: Setting = NOWHERE) -> Moment | None:
    """Reads one date as a page's data or a `time` element gives it; None where a part of the day is missing or unsure.

    Known are ISO 8601 in its many spellings, RFC 2822, epoch seconds and milliseconds, and dates in words. Of
    "10/12/2025" nobody can tell the month, so it gives None unless `order` is "day" or "month", for what stands first
    on the page; "10.12.2025" is day first. A naive midnight is a day. `setting` tells which of its meanings a zone such
    as IST has; where nothing tells, the moment is naive.

    >>> parse_date("2025-12-10T07:43:00Z")
    Moment(value=datetime.datetime(2025, 12, 10, 7, 43, tzinfo=datetime.timezone.utc), precision='minute')
    >>> parse_date("10. Dezember 2025")
    Moment(value=datetime.datetime(2025, 12, 10, 0, 0), precision='day')
    >>> parse_date("10 December") is None
    True
    """
    value = text.strip()
    return _parsed(value, order, setting) if value and len(value) <= _MAX_VALUE else None


@lru_cache(256)
def _parsed(value: str, order: str | None, setting: Setting) -> Moment | None:
    """The date in a text that is not empty; a page tells the same one several times."""
    machine = _machine(fold(value))
    if machine is not None:
        return machine
    scan = _Scan(value, order, replace(setting, now=None))
    if len(scan.strange_words()) > 4:
        return None
    line = scan.dates()
    return line.published or line.modified


def dates_in(text: str, order: str | None = None, setting: Setting = NOWHERE) -> Dateline:
    """The first date of publication and the first of change in a text (its first 1000 characters), prose or not.

    `order` and `setting` as for `parse_date`; where `setting` has the page's clock, "2 hours ago" is a date too.

    >>> dates_in("By Jane Doe, 3 May 2024 | Updated 4 May 2024").modified.value.day
    4
    """
    return _Scan(text, order, setting).dates()


def read_dateline(text: str) -> Dateline | None:
    """The dates of a line that is nothing but a date line, else None; a line told from now has no dates.

    Beside its dates the line may hold words such as "Published" or "Updated", a reading time and one place.

    >>> read_dateline("Published 3 May 2024 | 5 min read").published.value.month
    5
    >>> read_dateline("Updated two hours ago")
    Dateline(published=None, modified=None)
    >>> read_dateline("On 3 May 2024 the council met") is None
    True
    """
    if not text or len(text) > MAX_LINE:
        return None
    scan = _Scan(text)
    return scan.dates() if scan.is_dateline() else None


@remembered
def is_dateline(text: str) -> bool:
    """Whether the whole line says when: a date, a date without a year, "3 hours ago", or a time of day.

    >>> is_dateline("Updated 3 hours ago"), is_dateline("3 hours of talks")
    (True, False)
    """
    return read_dateline(text) is not None


def dateline_moment(text: str) -> Moment | None:
    """The moment a date line gives (publication before change); None when the whole line is no date line.

    >>> dateline_moment("Wednesday 10 December 2025 07:43 GMT").value.isoformat()
    '2025-12-10T07:43:00+00:00'
    """
    line = read_dateline(text)
    return None if line is None else line.published or line.modified


class _Scan:
    """One text: its dates, their times of day, and what is left when these are taken away."""

    def __init__(self, text: str, order: str | None = None, setting: Setting = NOWHERE) -> None:
        self.setting = setting
        parted = _GLUED.sub(" ", text[:_MAX_SCAN])
        self.text = re.sub(r"[\s\u200b\u200e\u200f]", " ", fold(parted)).strip()
        self.days = find_days(self.text, order)
        if setting.now and not self.days:
            self.days = find_told_from_now(self.text, setting.now)
        self.clocks = find_clocks(self.text, self.days)

    def dates(self) -> Dateline:
        """Dates with their times of day; the words between a date and the one before it say which date it is."""
        published: Moment | None = None
        modified: Moment | None = None
        free = list(self.clocks)
        end = 0
        for day in self.days:
            clock = day.clock or _take_clock(self.text, day, free)
            words = set(_WORDS.findall(self.text[end : day.start]))
            end = max(day.end, clock.end) if clock else day.end
            tail = self.text[end:]
            if not words & _LABELS and not re.search(r"\d", tail):
                words.update(_WORDS.findall(tail))
            moment = _moment(day.day, clock, self.setting)
            if words & MODIFIED and not words & PUBLISHED:
                modified = modified or moment
            else:
                published = published or moment
        return Dateline(published, modified)

    def strange_words(self) -> list[str]:
        """Words that are part of no date, time, zone, label or reading time."""
        text = without_soft_times(mask(self.text, (*self.days, *self.clocks)), relative=False)
        return [word for word in _WORDS.findall(text) if word not in _KNOWN]

    def is_dateline(self) -> bool:
        """Whether only a date line's words stand beside at least one date, relative time or time of day."""
        text = without_soft_times(mask(self.text, (*self.days, *self.clocks)), relative=False)
        dated = bool(self.days or tells_from_now(text)) or self._has_lone_clock()
        text = without_soft_times(text)
        for start, end in list(find_partial(text)):
            dated = True
            text = text[:start] + "\0" * (end - start) + text[end:]
        if not dated or re.search(r"\d", text) or "?" in text or "!" in text:
            return False
        strange = [word for word in _WORDS.findall(text) if word not in _KNOWN]
        return not strange or (bool(self.days) and _is_place(text, strange))

    def _has_lone_clock(self) -> bool:
        """One time of day with its zone, a label, or two digits of the hour; "3:51" is how long a video is."""
        if len(self.clocks) != 1:
            return False
        clock = self.clocks[0]
        written = self.text[clock.start : clock.end]
        return bool(clock.zone or re.match(r"\s*\d\d\D", written) or set(_WORDS.findall(self.text)) & _LABELS)


def _is_place(text: str, strange: list[str]) -> bool:
    """One word, "City, Country", or a place of two words by its first; a person's name is no place."""
    if re.search(r"(?<!\w)(?:by|von|par|por|di|av|af|door)(?!\w) ", text):
        return False
    if len(strange) == 2:
        return strange[0] in TWO_WORD_PLACES or f"{strange[0]}, {strange[1]}" in text or f"in {strange[0]} " in text
    return len(strange) == 1


def _take_clock(text: str, day: Day, free: list[Clock]) -> Clock | None:
    """The time of day that belongs to a date: one right before it that is still free, else one right after it."""
    for clock in free:
        if clock.end <= day.start and _is_bridge(text[clock.end : day.start]):
            free.remove(clock)
            return clock
    for clock in free:
        if clock.start >= day.end and _is_bridge(text[day.end : clock.start]):
            free.remove(clock)
            return clock
    return None


def _is_bridge(text: str) -> bool:
    words = _WORDS.findall(text)
    return len(text) < 30 and not re.search(r"[!?\d]", text) and all(w in _BRIDGES or w in WEEKDAYS for w in words)


def _machine(value: str) -> Moment | None:
    """Epoch seconds or milliseconds, and dates run together as 20251210 or 20251210T074300Z."""
    epoch = _EPOCH.fullmatch(value)
    if epoch:
        seconds = int(epoch[1]) if epoch[1] else int(epoch[2]) // 1000
        return Moment(datetime.fromtimestamp(seconds, UTC), "minute")
    compact = _COMPACT.fullmatch(value)
    if compact is None:
        return None
    day = calendar_day(int(compact[1]), int(compact[2]), int(compact[3]))
    if day is None or not 1900 <= day.year <= 2100:
        return None
    if not compact[4]:
        return _moment(day, None)
    hour, minute, second = int(compact[4]), int(compact[5]), int(compact[6] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return _moment(day, Clock(0, 0, hour, minute, second, compact[7]))


def _moment(day: date, clock: Clock | None, setting: Setting = NOWHERE) -> Moment | None:
    """A whole moment; the very start of the epoch is what an empty field looks like and gives None."""
    if clock is None:
        return Moment(datetime(day.year, day.month, day.day), "day")
    zone = zone_of(clock.zone, day, setting, half=clock.half)
    value = datetime(day.year, day.month, day.day, clock.hour, clock.minute, clock.second, tzinfo=zone)
    midnight = (clock.hour, clock.minute, clock.second) == (0, 0, 0)
    if midnight and day == date(1970, 1, 1):
        return None
    return Moment(value, "day" if midnight and zone is None else "minute")
