"""When: one moment of publication and one of the last change out of all dates a page gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from cleanpress.metadata.candidates import Candidate, Candidates
from cleanpress.metadata.dates import Moment, dates_in, parse_date
from cleanpress.model import Block, Label

# Data written for machines comes before what is printed, because it has the zone; "time" and the address come last,
# because they may belong to something else on the page.
_SOURCES = ("json-ld", "opengraph", "parsely", "microdata", "sailthru", "citation", "dublin-core", "meta")
DATE_SOURCES = (*_SOURCES, "dateline", "byline", "time", "url")
"""All signals of dates, the most trusted first."""
_EARLIEST = 1990
_IN_URL = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<mark>[/_-]?)(?P<m>0?[1-9]|1[0-2])(?P=mark)(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<d2>0?[1-9]|[12]\d|3[01])(?P<mark2>[._-])(?P<m2>0[1-9]|1[0-2])(?P=mark2)(?P<y2>20\d\d)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment and the signal that gave it."""

    moment: Moment
    source: str


def choose_moments(candidates: Candidates, blocks: Sequence[Block]) -> tuple[Dated | None, Dated | None]:
    """(published, modified) of a page.

    >>> day, minute = (("published", at, "json-ld", "") for at in ("2025-03-04", "2025-03-04T10:15Z"))
    >>> choose_moments(Candidates((Candidate(*day), Candidate(*minute))), ())[0].moment.value.isoformat()
    '2025-03-04T10:15:00+00:00'
    """
    printed, changed = _printed(blocks)
    published = [
        *_parsed(candidates.of("published", *_SOURCES)),
        *printed,
        *_parsed(candidates.of("published", "time")[:1]),
        *_from_url(candidates.of("url")),
    ]
    modified = [
        *_parsed(candidates.of("modified", *_SOURCES)),
        *changed,
        *_parsed(candidates.of("modified", "time")[:1]),
    ]
    first = _in_local_time(_finest(_plausible(published, modified)), printed)
    last = _in_local_time(_finest(modified), changed)
    if first and last and _day(last.moment) < _day(first.moment) - timedelta(days=1):
        last = None
    return first, last


def _parsed(candidates: Iterable[Candidate]) -> list[Dated]:
    found = ((parse_date(each.value), each.source) for each in candidates)
    return [Dated(moment, source) for moment, source in found if moment and moment.value.year >= _EARLIEST]


def _printed(blocks: Sequence[Block]) -> tuple[list[Dated], list[Dated]]:
    """Dates of publication and of change in the blocks that are the article's dateline or byline."""
    published: list[Dated] = []
    modified: list[Dated] = []
    dated = [block for block in blocks if block.label is Label.DATELINE or block.label is Label.BYLINE]
    title = next((block.index for block in blocks if block.label is Label.TITLE), 0)
    # What follows the title is the article's; what stands above it may be a line of the site.
    for block in sorted(dated, key=lambda block: block.index < title):
        line = dates_in(block.text)
        for moment, found in ((line.published, published), (line.modified, modified)):
            if moment and moment.value.year >= _EARLIEST:
                found.append(Dated(moment, block.label.value))
    return published, modified


def _from_url(urls: Iterable[Candidate]) -> list[Dated]:
    moments = (moment_in_url(each.value) for each in urls)
    return [Dated(moment, "url") for moment in moments if moment][:1]


def moment_in_url(url: str) -> Moment | None:
    """The day that an address names.

    >>> moment_in_url("https://example.org/2025/03/09/ferry").value.isoformat()
    '2025-03-09T00:00:00'
    """
    match = _IN_URL.search(url.partition("?")[0])
    parts = [match[y] or match[f"{y}2"] for y in "ymd"] if match else []
    moment = parse_date("{}-{:0>2}-{:0>2}".format(*parts)) if parts else None
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


def _in_local_time(dated: Dated | None, printed: Sequence[Dated]) -> Dated | None:
    """A moment told in UTC, in the zone in which the page prints the same moment; its day is then the printed one."""
    if dated is None or dated.moment.value.utcoffset() != timedelta(0):
        return dated
    told = dated.moment.value
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
