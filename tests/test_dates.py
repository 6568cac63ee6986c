"""Dates: what is read, what is left unread on purpose, and which lines are date lines."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpress.metadata.dates import MAX_LINE, dateline_moment, dates_in, is_dateline, parse_date, read_dateline

MOMENT = "2025-12-10T07:43:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # ISO 8601 and its relatives
        ("2025-12-10T07:43:00Z", MOMENT + "+00:00"),
        ("2025-12-10T07:43Z", MOMENT + "+00:00"),
        ("2025-12-10T07:43:00.123+0000", MOMENT + "+00:00"),
        ("2025-12-10T07:43:00.1234567+05:30", MOMENT + "+05:30"),
        ("2025-12-10T07:43:00-05:00[America/New_York]", MOMENT + "-05:00"),
        ("2025-12-10 07:43:00", MOMENT),
        ("2025-12-10 07:43:00 +0100", MOMENT + "+01:00"),
        ("20251210T074300Z", MOMENT + "+00:00"),
        ("2025/12/10 07:43", MOMENT),
        ("1765352580", MOMENT + "+00:00"),
        ("1765352580000", MOMENT + "+00:00"),
        # RFC 2822, ctime, JavaScript
        ("Wed, 10 Dec 2025 07:43:00 GMT", MOMENT + "+00:00"),
        ("Wed, 10 Dec 2025 07:43:00 -0500", MOMENT + "-05:00"),
        ("Wed Dec 10 07:43:00 GMT 2025", MOMENT + "+00:00"),
        ("Wed Dec 10 2025 07:43:00 GMT-0500 (Eastern Standard Time)", MOMENT + "-05:00"),
        # English
        ("Wednesday 10 December 2025 07:43 GMT", MOMENT + "+00:00"),
        ("Dec. 10, 2025 at 7:43 a.m. EST", MOMENT + "-05:00"),
        ("December 10th, 2025 7:43am", MOMENT),
        ("07:43, 10 DEC 2025", MOMENT),
        ("7:43 am PST, Wednesday, December 10, 2025", MOMENT + "-08:00"),
        ("Dec 10, 20257:43 AM", MOMENT),
        ("Wed 10 Dec 2025 07.43 GMT", MOMENT + "+00:00"),
        ("Updated 0743 GMT December 10, 2025", MOMENT + "+00:00"),
        ("12/13/25 7:43 AM", "2025-12-13T07:43:00"),
        # other languages
        ("10. Dezember 2025 um 07:43 Uhr", MOMENT),
        ("10.12.2025, 7.43 Uhr", MOMENT),
        ("mercredi 10 décembre 2025 à 07h43", MOMENT),
        ("10 de diciembre de 2025 a las 07:43", MOMENT),
        ("10 dicembre 2025 alle 7:43", MOMENT),
        ("10 de dezembro de 2025 às 7h43", MOMENT),
        ("10 december 2025 om 07:43", MOMENT),
        ("10 december 2025 kl. 07:43", MOMENT),
        ("10. desember 2025 kl. 07.43", MOMENT),
        ("10 grudnia 2025, 07:43", MOMENT),
        ("10.12.2025 klo 7.43", MOMENT),
        ("10 Aralık 2025 07:43", MOMENT),
        ("10 декабря 2025, 07:43", MOMENT),
        ("2025年12月10日 7時43分", MOMENT),
        ("2025年12月10日 午後7:43", "2025-12-10T19:43:00"),
        ("2025년 12월 10일 오전 7:43", MOMENT),
        ("Thứ tư, 10/12/2025, 19:25", None),
        ("Thứ tư, 22/10/2025, 19:25 (GMT+7)", "2025-10-22T19:25:00+07:00"),
    ],
)
def test_moments(text: str, expected: str | None) -> None:
    moment = parse_date(text)
    if expected is None:
        assert moment is None
        return
    assert moment is not None
    assert moment.value.isoformat() == expected
    assert moment.precision == "minute"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-12-10", "2025-12-10"),
        ("20251210", "2025-12-10"),
        ("2025-12-10T00:00:00", "2025-12-10"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("10.12.2025", "2025-12-10"),
        ("11.14.2019", "2019-11-14"),
        ("1er janvier 2025", "2025-01-01"),
        ("8 mars 2024", "2024-03-08"),
        ("5 maja 2021", "2021-05-05"),
        ("3. maaliskuuta 2024", "2024-03-03"),
        ("10 Şubat 2024", "2024-02-10"),
        ("21 / Dezember / 2022", "2022-12-21"),
    ],
)
def test_days(text: str, expected: str) -> None:
    moment = parse_date(text)
    assert moment is not None
    assert moment.value == datetime.fromisoformat(expected)
    assert moment.precision == "day"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10 December",  # no year: the clock is not asked
        "Dec 10, 7:43 AM",
        "December 2025",
        "2 hours ago",
        "Today 12:01 AM",
        "10/12/2025",  # day or month first?
        "2025-13-45",
        "31 February 2024",
        "0001-01-01T00:00:00",
        "1970-01-01T00:00:00Z",  # an empty field
        "1h ago",
        "not a date",
        "2025-12-10 " * 30,
    ],
)
def test_what_is_no_whole_date(text: str) -> None:
    assert parse_date(text) is None


def test_zones_with_several_meanings_stay_naive() -> None:
    moment = parse_date("Dec 19, 2025, 01:00 AM IST")
    assert moment is not None
    assert moment.value.tzinfo is None


def test_standard_and_summer_time_are_fixed_offsets() -> None:
    winter, summer = parse_date("10 Dec 2025 12:00 CET"), parse_date("10 June 2025 12:00 CEST")
    assert winter is not None
    assert summer is not None
    assert winter.value.utcoffset() == timedelta(hours=1)
    assert summer.value.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    ("text", "published", "modified"),
    [
        ("Published: 15:56 BST, 27 April 2024 | Updated: 15:57 BST, 28 April 2024", 27, 28),
        ("Wed 10 Dec 2025 07.43 GMTLast modified on Thu 11 Dec 2025 08.00 GMT", 10, 11),
        ("Originally Posted November 12, 2024Last updated February 20, 2025", 12, 20),
        ("Last updated 20 February 2025, originally created 12 November 2024", 12, 20),
        ("Publié le 3 mai 2024 à 10h15, mis à jour le 4 mai 2024 à 9h", 3, 4),
        ("Veröffentlicht am 03.05.2024, aktualisiert am 04.05.2024", 3, 4),
        ("Updated on June 18, 2025", None, 18),
        ("Stand: 10.12.2025 07:43 Uhr", None, 10),
        ("2025年12月10日 更新", None, 10),
        ("30 January 2025 / 23:07 GMT", 30, None),
        ("Updated 3 hours ago", None, None),
    ],
)
def test_published_and_modified(text: str, published: int | None, modified: int | None) -> None:
    line = read_dateline(text)
    assert line is not None
    assert (line.published and line.published.value.day) == published
    assert (line.modified and line.modified.value.day) == modified


@pytest.mark.parametrize(
    "text",
    [
        "First published on Wed 10 Dec 2025 07.43 GMT",
        "July 13, 2025 — 7 minutes read",
        "10. Dezember 2025 · Lesezeit: 3 Min.",
        "Wednesday 20 November 2019 11:42, UK",
        "21 October 2025 • Tarn, Wessex",
        "Berlin, 10 December 2025",
        "New York | Dec 10, 2025",
        "Published 10/12/2025 at 15:30",
        "Updated Nov 19, 9:41 AM",
        "8 января, 17:46",
        "Publiziert heute um 12:19 Uhr",
        "hace 13 horas",
        "il y a 2 heures",
        "vor 8 Stunden",
        "3時間前",
        "19:30",
    ],
)
def test_date_lines(text: str) -> None:
    assert is_dateline(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "On 3 May 2024 the council met",
        "The 2024 election",
        "3 hours of talks",
        "5 May 2024: 3 dead",
        "Jane Doe 10 December 2025",
        "Jane Doe | Dec 10, 2025",
        "By Berlin, 10 December 2025",
        "Page 3 of 10",
        "2 Comments",
        "7 minutes read",
        "3:51",
        "00:00 / 03:15",
        "1984",
        "Was it 10 December 2025?",
        "10 December 2025 " + "and " * MAX_LINE,
    ],
)
def test_lines_that_are_no_date_lines(text: str) -> None:
    assert not is_dateline(text)
    assert dateline_moment(text) is None


@pytest.mark.parametrize(
    "text", ["公開日：2025/12/10 07:43", "Published:2025-12-10", "Datum:10.12.2025", "10.12.2025 10. Dezember 2025"]
)
def test_a_date_right_behind_a_colon_or_its_twin(text: str) -> None:
    line = read_dateline(text)
    assert line is not None
    assert line.published is not None
    assert line.published.value.date().isoformat() == "2025-12-10"


def test_numbers_behind_a_colon_of_numbers_are_no_date() -> None:
    assert dates_in("12:2025-12-10").published is None


def test_dates_in_a_byline() -> None:
    line = dates_in("By Carrie NordNovember 15, 2019")
    assert line.published is not None
    assert line.published.value == datetime(2019, 11, 15)


def test_time_before_a_second_date_is_its_own() -> None:
    line = read_dateline("12:43, 20 Apr 2026Updated 12:44, 21 Apr 2026")
    assert line is not None
    assert line.published is not None
    assert line.modified is not None
    assert (line.published.value.minute, line.modified.value.minute) == (43, 44)


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2069, 12, 31)))
def test_iso_round_trip(value: datetime) -> None:
    value = value.replace(microsecond=0)
    moment = parse_date(value.isoformat())
    assert moment is not None
    assert moment.value == value


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    parse_date(text)
    read_dateline(text)
    dates_in(text)


@given(st.text(alphabet="0123456789 :./-,TZ年月日apmJanuary", max_size=200))
def test_no_text_of_date_characters_raises(text: str) -> None:
    parse_date(text)
    read_dateline(text)
