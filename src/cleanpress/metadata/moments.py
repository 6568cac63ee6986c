"""When: one moment of publication and one of the last change out of all dates a page gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

from cleanpress.metadata.candidates import Candidate, Candidates
from cleanpress.metadata.date_lines import Printed, printed_dates
from cleanpress.metadata.date_order import day_order
from cleanpress.metadata.date_zones import NOWHERE, Setting, setting_of
from cleanpress.metadata.dates import Moment, parse_date
from cleanpress.model import Block

# Data written for machines comes before what is printed, because it has the zone; "time" and the address come last,
# because they may belong to something else on the page.
_SOURCES = (
    "json-ld",
    "opengraph",
    "parsely",
    "microdata",
    "sailthru",
    "citation",
    "dublin-core",
    "meta",
    "rdfa",
    "h-entry",
    "page-data",
)
DATE_SOURCES = (*_SOURCES, "dateline", "byline", "time", "url")
"""All signals of dates, the most trusted first."""
OF_CHANGE = "published_is_change"
"""The warning that a page tells no date of publication, and that of the last change stands in for it."""
_EARLIEST = 1990
# Fields for documents of any kind, filled by the publishing system.
_LOOSE = ("citation", "dublin-core", "meta")
_ISSUED = re.compile(r"issued|available|published")
_OF_THE_FILE = (".uploadDate", ".dateCreated")
_LIST = 3
"""`time` elements with so many different days are those of a list."""
_IN_URL = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<mark>[/_-]?)(?P<m>0?[1-9]|1[0-2])(?P=mark)(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|/(?P<y3>(?:19|20)\d\d)/(?P<m3>[a-z]{3,9})/(?P<d3>\d\d?)(?=/|$)"
    r"|(?<!\d)(?P<d2>0?[1-9]|[12]\d|3[01])(?P<mark2>[._-])(?P<m2>0[1-9]|1[0-2])(?P=mark2)(?P<y2>20\d\d)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment and the signal that gave it; `of_change` where a date of publication is only that of the last change."""

    moment: Moment
    source: str
    of_change: bool = False


def choose_moments(candidates: Candidates, blocks: Sequence[Block]) -> tuple[Dated | None, Dated | None]:
    """(published, modified) of a page.

    >>> day, minute = (("published", at, "json-ld", "") for at in ("2025-03-04", "2025-03-04T10:15Z"))
    >>> choose_moments(Candidates((Candidate(*day), Candidate(*minute))), ())[0].moment.value.isoformat()
    '2025-03-04T10:15:00+00:00'
    """
    address = _from_url(candidates.of("url"))
    order = day_order(candidates, blocks, {each.moment.value.date() for each in address})
    setting = setting_of(candidates, page_clock(candidates))
    lines = printed_dates(blocks, order, setting)
    printed, changed = _dated(lines.published), _dated(lines.modified)
    told = _told(candidates, "published", order, setting)
    told_changes = _told(candidates, "modified", order, setting)
    modified = [*told_changes, *changed, *_parsed(candidates.of("modified", "time")[:1], order, setting)]
    if told and _is_build_stamp(told[0], told_changes, lines):
        told = []
    times = _parsed(candidates.of("published", "time"), order, setting)
    published = [
        *told,
        *printed,
        *_parsed(candidates.of("published", "dateline"), order, setting),
        *_of_time(times, [*printed, *changed, *address], told_changes),
        *address,
    ]
    if len(published) == len(told) and all(map(_is_vague, candidates.of("published", *_SOURCES))):
        published = []
    elements = [*times, *_parsed(candidates.of("modified", "time"), order, setting)]
    first = _in_local_time(_finest(_plausible(_not_ahead(published, setting.now), modified)), printed, elements)
    last = _in_local_time(_finest(_not_ahead(modified, setting.now)), changed, elements)
    if first and last and _day(last.moment) < _day(first.moment) - timedelta(days=1):
        last = None
    if first is None and last is not None and any(_day(each.moment) == _day(last.moment) for each in changed):
        # The one date the page prints is the one that readers know it by; a warning says what it is.
        first = replace(last, of_change=True)
    return first, last


def page_clock(candidates: Candidates) -> datetime | None:
    """When the page was made, by its own stamp; the latest of several.

    >>> page_clock(Candidates((Candidate("clock", "2024-05-03T10:15:00+02:00", "meta", "meta generated"),))).hour
    10
    """
    moments = [moment.value for each in candidates.of("clock") if (moment := _stamp(each.value))]
    return max(moments, key=lambda value: value.replace(tzinfo=None), default=None)


def _stamp(value: str) -> Moment | None:
    """A stamp with its time of day; a bare day may be the day before elsewhere."""
    moment = parse_date(value)
    return moment if moment and moment.precision == "minute" and moment.value.year >= _EARLIEST else None


def _not_ahead(found: list[Dated], now: datetime | None) -> list[Dated]:
    """The dates without those that lie after the page was made, beyond what zones make of it."""
    if now is None:
        return found
    latest = _day(Moment(now, "minute")) + timedelta(days=1)
    return [each for each in found if _day(each.moment) <= latest]


def _told(candidates: Candidates, field: str, order: str | None, setting: Setting) -> list[Dated]:
    """The dates in data for machines; when something was uploaded or created only after when it was published."""
    found = candidates.of(field, *_SOURCES)
    return _parsed(sorted(found, key=lambda each: each.place.endswith(_OF_THE_FILE)), order, setting)


def _parsed(candidates: Iterable[Candidate], order: str | None, setting: Setting = NOWHERE) -> list[Dated]:
    found = ((parse_date(each.value, order, setting), each.source) for each in candidates)
    return [Dated(moment, source) for moment, source in found if moment and moment.value.year >= _EARLIEST]


def _is_vague(each: Candidate) -> bool:
    """Whether a field only says when a document of any kind was made or entered: alone it dates no article."""
    return each.source == "dublin-core" and not _ISSUED.search(each.place)


def _dated(lines: Iterable[tuple[Moment, str]]) -> list[Dated]:
    return [Dated(moment, source) for moment, source in lines if moment.value.year >= _EARLIEST]


def _is_build_stamp(told: Dated, changes: Sequence[Dated], lines: Printed) -> bool:
    """Whether the data's date only says when the page was made anew or moved: the page prints an earlier one.

    Printed beside the headline that is enough, but for a day, which zones may make. Printed elsewhere the data's date
    has to be that of the last change too, or that of a field for documents of any kind.
    """
    loose = told.source in _LOOSE
    stamped = loose or any(abs(_day(each.moment) - _day(told.moment)) <= timedelta(days=1) for each in changes)
    for at in [moment for moment, _ in lines.published if stamped][:1] + lines.near[:1]:
        if at.value.year >= _EARLIEST and _day(at) < _day(told.moment) - timedelta(days=1) * (not loose):
            return True
    return False


def _of_time(times: list[Dated], known: Sequence[Dated], changes: Sequence[Dated]) -> list[Dated]:
    """The first `time` element; of many with different days, the one that names a day known otherwise.

    None where it gives the very moment that the data calls the last change.
    """
    days = {_day(each.moment) for each in times}
    if len(days) >= _LIST:
        agreed = {_day(each.moment) for each in known}
        times = [each for each in times if _day(each.moment) in agreed]
    changed = {each.moment.value for each in changes if each.moment.precision == "minute" and each.moment.value.tzinfo}
    return [each for each in times[:1] if each.moment.value not in changed]


def _from_url(urls: Iterable[Candidate]) -> list[Dated]:
    moments = (moment_in_url(each.value) for each in urls)
    return [Dated(moment, "url") for moment in moments if moment][:1]


def moment_in_url(url: str) -> Moment | None:
    """The day that an address names.

    >>> moment_in_url("https://example.org/2025/03/09/ferry").value.isoformat()
    '2025-03-09T00:00:00'
    """
    match = _IN_URL.search(url.partition("?")[0].lower())
    if match is None:
        return None
    if match["m3"]:
        moment = parse_date("{d3} {m3} {y3}".format(**match.groupdict()))
    else:
        moment = parse_date("{}-{:0>2}-{:0>2}".format(*(match[y] or match[f"{y}2"] for y in "ymd")))
    return moment if moment and moment.value.year >= _EARLIEST else None


def _plausible(published: list[Dated], modified: list[Dated]) -> list[Dated]:
    """The dates without those later than every date of change, unless nothing else stands."""
    if not modified:
        return published
    latest = max(_day(each.moment) for each in modified) + timedelta(days=1)
    return [each for each in published if _day(each.moment) <= latest] or published


def _finest(found: Sequence[Dated]) -> Dated | None:
    """The first date, or another that names the same day more closely (with time of day, with zone)."""
    if not found:
        return None
    first = found[0]
    same = [each for each in found if each.moment.value.date() == first.moment.value.date()]
    if first.moment.precision == "day":
        return next((each for each in same if each.moment.precision == "minute"), first)
    if first.moment.value.tzinfo is None:
        clock = (first.moment.value.hour, first.moment.value.minute)
        zoned = (each for each in same if each.moment.value.tzinfo)
        return next((each for each in zoned if (each.moment.value.hour, each.moment.value.minute) == clock), first)
    return first


def _in_local_time(dated: Dated | None, printed: Sequence[Dated], elements: Sequence[Dated]) -> Dated | None:
    """A moment told in UTC, in the zone in which a `time` element gives the same, or the page prints it; its day is
    then the printed one."""
    if dated is None or dated.moment.value.utcoffset() != timedelta(0):
        return dated
    told = dated.moment.value
    for each in (*printed, *elements):
        if each.moment.value == told and each.moment.value.utcoffset():
            return replace(dated, moment=each.moment)
    for each in printed:
        if each.moment.precision != "minute" or each.moment.value.tzinfo:
            continue
        ahead = each.moment.value.replace(second=0, microsecond=0) - told.replace(tzinfo=None, second=0, microsecond=0)
        if ahead and abs(ahead) <= timedelta(hours=14) and not ahead % timedelta(minutes=30):
            return Dated(Moment(told.astimezone(timezone(ahead)), "minute"), dated.source)
    return dated


def _day(moment: Moment) -> datetime:
    value = moment.value.astimezone(UTC).replace(tzinfo=None) if moment.value.tzinfo else moment.value
    return value.replace(hour=0, minute=0, second=0, microsecond=0)
