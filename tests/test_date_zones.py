"""Zones by name: fixed ones, those of one season, those that mean something else elsewhere; what stays naive."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from cleanpress.metadata.candidates import Candidate, Candidates
from cleanpress.metadata.date_zones import NOWHERE, Setting, setting_of, zone_of
from cleanpress.metadata.dates import parse_date
from cleanpress.metadata.moments import choose_moments
from cleanpress.model import Block, Label

SUMMER, WINTER = "10 July 2024 12:00", "10 January 2024 12:00"


def offset(text: str, setting: Setting = NOWHERE) -> float | None:
    moment = parse_date(text, None, setting)
    assert moment is not None
    assert moment.precision == "minute"
    ahead = moment.value.utcoffset()
    return None if ahead is None else ahead / timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        (f"{WINTER} GMT", 0),
        (f"{SUMMER} GMT", 0),
        (f"{SUMMER} UTC", 0),
        (f"{SUMMER} BST", 1),
        (f"{WINTER} CET", 1),
        (f"{WINTER} MEZ", 1),
        ("31 March 2024 01:30 CET", 1),  # on the day of change the name tells
        (f"{SUMMER} CEST", 2),
        (f"{SUMMER} MESZ", 2),
        (f"{WINTER} EET", 2),
        (f"{SUMMER} EEST", 3),
        (f"{WINTER} CST", -6),
        (f"{SUMMER} CDT", -5),
        (f"{WINTER} EST", -5),
        (f"{SUMMER} EDT", -4),
        (f"{WINTER} PST", -8),
        (f"{SUMMER} AEST", 10),
        (f"{WINTER} AEDT", 11),
        (f"{SUMMER} NZST", 12),
        (f"{SUMMER} JST", 9),
        (f"{WINTER} KST", 9),
        (f"{WINTER} SGT", 8),
        (f"{WINTER} MSK", 3),
        (f"{WINTER} NPT", 5.75),
        (f"{WINTER} (GMT+7)", 7),
        (f"{WINTER} (UTC-05:00)", -5),
        (f"{WINTER} +0530", 5.5),
        ("2024-07-10T12:00:00Z", 0),
        ("20240710T120000+0200", 2),
        ("10 July 2024, 12:00 pm ET", -4),
        ("10 January 2024, 12:00 p.m. PT", -8),
    ],
)
def test_zones_with_one_meaning(text: str, hours: float) -> None:
    assert offset(text) == hours


@pytest.mark.parametrize(
    "text",
    [
        f"{SUMMER} EST",  # often said for the time on the wall
        f"{SUMMER} PST",
        f"{SUMMER} CET",
        f"{WINTER} CEST",
        f"{WINTER} EDT",
        f"{WINTER} BST",
        f"{SUMMER} AEDT",
        f"{SUMMER} IST",
        f"{SUMMER} AST",
        f"{SUMMER} +2500",
        "10 mai 2024 à 10h15 et",
        "10 March 2024, 1:30 am ET",  # clocks change on this day
    ],
)
def test_a_zone_that_cannot_be_known_leaves_the_moment_naive(text: str) -> None:
    assert offset(text) is None


@pytest.mark.parametrize(
    ("text", "country", "hours"),
    [
        (f"{SUMMER} IST", "in", 5.5),
        (f"{SUMMER} IST", "ie", 1),
        (f"{WINTER} IST", "ie", None),
        (f"{WINTER} IST", "il", 2),
        (f"{WINTER} IST", "us", None),
        (f"{WINTER} BST", "bd", 6),
        (f"{SUMMER} CST", "cn", 8),
        (f"{SUMMER} CST", "mx", -6),
        (f"{WINTER} CST", "us", -6),
        (f"{SUMMER} EST", "au", 10),
        (f"{WINTER} PST", "ph", 8),
        (f"{WINTER} AST", "sa", 3),
        (f"{WINTER} AST", "ca", -4),
    ],
)
def test_zones_by_country(text: str, country: str, hours: float | None) -> None:
    assert offset(text, Setting(country)) == hours


def test_a_zone_by_the_offset_that_the_data_has() -> None:
    assert offset(f"{SUMMER} IST", Setting(offsets=frozenset({330}))) == 5.5
    assert offset(f"{SUMMER} IST", Setting(offsets=frozenset({330, 60}))) is None
    assert offset(f"{SUMMER} CST", Setting(offsets=frozenset({480}))) == 8


@pytest.mark.parametrize(
    ("given", "country"),
    [
        ((("url", "https://post.example.in/a", "url"), ("language", "en-GB", "html-lang")), "in"),
        ((("url", "https://post.co.uk/a", "url"),), "gb"),
        ((("url", "https://post.example.com/a", "url"), ("language", "en_IN", "opengraph")), "in"),
        ((("url", "https://post.io/a", "url"), ("language", "he", "html-lang")), "il"),
        ((("language", "en-IN", "html-lang"), ("language", "en_US", "opengraph")), ""),
        ((("language", "en", "html-lang"),), ""),
    ],
)
def test_the_country_of_a_page(given: tuple[tuple[str, str, str], ...], country: str) -> None:
    assert setting_of(Candidates(tuple(Candidate(*each, "") for each in given))).country == country


@pytest.mark.parametrize(("ending", "expected"), [("in", "+05:30"), ("il", "+02:00"), ("com", "")])
def test_a_printed_zone_is_read_in_the_country_of_the_page(ending: str, expected: str) -> None:
    lines = ((Label.TITLE, "Ferry is back"), (Label.DATELINE, "January 10, 2024 12:00 IST"), (Label.BODY, "It rained."))
    blocks = tuple(Block(index=i, text=text, label=label) for i, (label, text) in enumerate(lines))
    address = Candidates((Candidate("url", f"https://post.{ending}/ferry", "url", ""),))
    first, _ = choose_moments(address, blocks)
    assert first is not None
    assert first.moment.value.isoformat() == "2024-01-10T12:00:00" + expected


def test_days_of_change_before_the_present_rule() -> None:
    assert zone_of("est", date(2006, 3, 20)) is not None
    assert zone_of("est", date(2007, 3, 20)) is None
    assert zone_of("edt", date(2006, 10, 20)) is not None


def test_midnight_with_a_zone_is_a_moment() -> None:
    moment = parse_date("10 January 2024 00:00 GMT")
    assert moment is not None
    assert (moment.precision, moment.value.replace(tzinfo=None)) == ("minute", datetime(2024, 1, 10))
