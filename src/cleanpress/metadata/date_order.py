"""Which number is the day in "10/12/2025": by the page's other dates, by its site's country, by its language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date, timedelta

from cleanpress.metadata.candidates import Candidates
from cleanpress.metadata.date_scan import calendar_day
from cleanpress.metadata.dates import dates_in, parse_date
from cleanpress.metadata.urls import host_of
from cleanpress.model import Block, Label

_NUMBERS = re.compile(r"(?<![\d./:-])(\d{1,2})([/-])(\d{1,2})\2((?:19|20)?\d\d)(?![\d/-])")
_SHORT = re.compile(r"(?<![\d./:-])\d\d([./-]) ?(?:0\d|1[0-2])\1 ?\d\d(?![\d/-]|\.\d)")
_MOST_LETTERS = 200
_MOST_DATES = 60
# Countries of English whose habit is known, by the end of the host and by the region of a language code.
_DAY_FIRST = frozenset("uk gb au nz ie in za sg my ng ke gh pk bd lk mt zw ug tz jm".split())
_MONTH_FIRST = frozenset("us ph gov edu mil".split())
# Languages that put the year first or have no one habit.
_YEAR_FIRST = frozenset("ja ko zh".split())
_UNSURE = frozenset("en zh ja ko hu lt mn eu fa sv".split())


def day_order(candidates: Candidates, blocks: Sequence[Block], known: Set[date] = frozenset()) -> str | None:
    """What stands first in the page's numeric dates: "day", "month", or None where nothing tells; "year" where their
    years have two digits and stand first.

    `known` are days that the page is known to speak of, as its address may.

    >>> lines = (Block(index=0, text="Published 10/12/2025"), Block(index=1, text="Sale ends 24/12/2025"))
    >>> day_order(Candidates(), lines), day_order(Candidates(), lines[:1])
    ('day', None)
    """
    numbers = list(_numbers(candidates, blocks))
    if _begins_with_year(candidates, blocks):
        return "year"
    if not any(first <= 12 and second <= 12 for first, second, _ in numbers):
        return None
    votes = {_vote(first, second) for first, second, _ in numbers} - {None}
    if not votes:
        days = _sure_days(candidates, blocks) | known
        votes = {_reading(*each, days) for each in numbers} - {None} if days else set()
    if len(votes) == 1:
        return votes.pop()
    return None if votes else _habit(candidates)


def _begins_with_year(candidates: Candidates, blocks: Iterable[Block]) -> bool:
    """Whether dates such as "25.12.10" stand on a page in a language that writes the year first."""
    languages = {re.split("[-_]", each.value.lower())[0] for each in candidates.of("language")}
    if not languages or not languages <= _YEAR_FIRST:
        return False
    told = (each.value for field in ("published", "modified") for each in candidates.of(field))
    return any(_SHORT.search(text) for text in (*told, *(b.text for b in blocks if len(b.text) <= _MOST_LETTERS)))


def _numbers(candidates: Candidates, blocks: Iterable[Block]) -> Iterator[tuple[int, int, int]]:
    """The three numbers of each date with a two-sided form, from what the page tells and from its short blocks."""
    told = (each.value for field in ("published", "modified") for each in candidates.of(field))
    printed = (block.text for block in blocks if len(block.text) <= _MOST_LETTERS)
    left = _MOST_DATES
    for text in (*told, *printed):
        for match in _NUMBERS.finditer(text):
            year = int(match[4])
            yield int(match[1]), int(match[3]), year + 2000 if year < 100 else year
            left -= 1
            if not left:
                return


def _vote(first: int, second: int) -> str | None:
    if first > 12 >= second >= 1:
        return "day"
    return "month" if second > 12 >= first >= 1 else None


def _sure_days(candidates: Candidates, blocks: Iterable[Block]) -> set[date]:
    """The days around those that the page tells or prints in its date lines in a form that nobody can misread."""
    told = [parse_date(each.value) for field in ("published", "modified") for each in candidates.of(field)]
    lines = (dates_in(block.text) for block in blocks if block.label is Label.DATELINE)
    printed = (moment for line in lines for moment in (line.published, line.modified))
    days = {moment.value.date() for moment in (*told, *printed) if moment}
    return days | {day + timedelta(days=ahead) for day in days if day.year > 1 for ahead in (-1, 1)}


def _reading(first: int, second: int, year: int, days: Set[date]) -> str | None:
    """The order in which an ambiguous date is a day that is known, where the other order is not."""
    by_day, by_month = calendar_day(year, second, first) in days, calendar_day(year, first, second) in days
    if by_day == by_month:
        return None
    return "day" if by_day else "month"


def _habit(candidates: Candidates) -> str | None:
    """What readers of the site expect: by its country, then by the language with its region."""
    hosts = (host_of(each.value) for each in candidates.of("url", "url", "link-canonical", "opengraph"))
    ending = next((host.rsplit(".", 1)[-1] for host in hosts if host), "")
    habits = {_of_country(ending)} - {None}
    for each in candidates.of("language") if not habits else ():
        language, _, region = each.value.lower().replace("_", "-").partition("-")
        habit = _of_country(region[-2:]) if language == "en" else None if language in _UNSURE else "day"
        habits |= {habit} - {None}
    return habits.pop() if len(habits) == 1 else None


def _of_country(code: str) -> str | None:
    if code in _MONTH_FIRST:
        return "month"
    return "day" if code in _DAY_FIRST else None
