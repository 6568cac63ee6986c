"""Dates told from now: read only against the clock of the page, and only where a date line stands."""

from __future__ import annotations

from datetime import datetime

import pytest

from cleanpress import clean_html
from cleanpress.metadata.candidates import Candidate, Candidates
from cleanpress.metadata.date_zones import Setting
from cleanpress.metadata.dates import dates_in
from cleanpress.metadata.moments import choose_moments
from cleanpress.model import Block, Label

NOW = Setting(now=datetime(2024, 5, 3, 10, 15))
CLOCK = Candidate("clock", "2024-05-03T10:15:00+02:00", "meta", "meta generated")
TITLE, BODY = (Label.TITLE, "The ferry is back"), (Label.BODY, "The ferry left the harbour with sixty people.")


def dated(line: tuple[Label, str], *more: Candidate) -> tuple[str | None, str | None]:
    blocks = tuple(Block(index=i, text=text, label=label) for i, (label, text) in enumerate((TITLE, line, BODY)))
    found = choose_moments(Candidates(more), blocks)
    first, last = (each.moment.value.isoformat() if each else None for each in found)
    return first, last


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2 hours ago", "2024-05-03"),
        ("By Ida Moor | two days ago", "2024-05-01"),
        ("an hour ago", "2024-05-03"),
        ("45 minutes ago", "2024-05-03"),
        ("yesterday", "2024-05-02"),
        ("vor 3 Stunden", "2024-05-03"),
        ("vor einem Tag", "2024-05-02"),
        ("gestern", "2024-05-02"),
        ("il y a 2 jours", "2024-05-01"),
        ("hier", "2024-05-02"),
        ("hace 3 horas", "2024-05-03"),
        ("3 giorni fa", "2024-04-30"),
        ("há 2 dias", "2024-05-01"),
        ("2 dagen geleden", "2024-05-01"),
        ("2 dagar sedan", "2024-05-01"),
        ("2 dni temu", "2024-05-01"),
        ("2 дня назад", "2024-05-01"),
        ("2 gün önce", "2024-05-01"),
        ("3時間前", "2024-05-03"),
        ("2天前", "2024-05-01"),
        ("2일 전", "2024-05-01"),
        ("منذ 3 ساعات", "2024-05-03"),
        ("לפני 2 ימים", "2024-05-01"),
    ],
)
def test_told_from_now(line: str, expected: str) -> None:
    moment = dates_in(line, None, NOW).published
    assert moment is not None
    assert moment.precision == "day"
    assert moment.value == datetime.fromisoformat(expected)
    assert dates_in(line).published is None


@pytest.mark.parametrize(
    "line", ["11 hours ago", "3 weeks ago", "a year ago", "2 hours of talks", "in 2 days", "99 days"]
)
def test_what_names_no_day(line: str) -> None:
    assert dates_in(line, None, NOW).published is None


def test_the_time_of_day_beside_it() -> None:
    moment = dates_in("Veröffentlicht gestern um 18:30 Uhr", None, NOW).published
    assert moment is not None
    assert moment.value == datetime(2024, 5, 2, 18, 30)


def test_only_against_the_clock_of_the_page() -> None:
    line = (Label.DATELINE, "2 hours ago")
    assert dated(line) == (None, None)
    assert dated(line, Candidate("clock", "soon", "meta", "")) == (None, None)
    assert dated(line, Candidate("clock", "2024-05-03", "meta", "")) == (None, None)
    assert dated(line, CLOCK) == ("2024-05-03T00:00:00", None)
    assert dated((Label.DATELINE, "Updated 2 hours ago"), CLOCK) == ("2024-05-03T00:00:00", "2024-05-03T00:00:00")
    assert dated(line, CLOCK, Candidate("published", "2024-05-01", "json-ld", "")) == ("2024-05-01T00:00:00", None)


@pytest.mark.parametrize("label", [Label.COMMENTS, Label.CAPTION, Label.BODY])
def test_only_where_a_date_line_stands(label: Label) -> None:
    assert dated((Label.OTHER, "yesterday"), CLOCK) == ("2024-05-02T00:00:00", None)
    assert dated((Label.OTHER, "The ferry sank yesterday"), CLOCK) == (None, None)
    assert dated((label, "2 hours ago"), CLOCK) == (None, None)


def test_a_clock_in_utc_is_read_in_the_zone_of_the_page() -> None:
    late = Candidate("clock", "2024-05-02T22:30:00Z", "meta", "")
    there = Candidate("modified", "2024-05-03T08:15:00+10:00", "time", "")
    assert dated((Label.DATELINE, "Published yesterday"), late)[0] == "2024-05-01T00:00:00"
    assert dated((Label.DATELINE, "Published yesterday"), late, there)[0] == "2024-05-02T00:00:00"


def test_a_date_after_the_page_was_made_does_not_count() -> None:
    line = (Label.OTHER, "3 comments")
    ahead = Candidate("published", "2025-05-03T10:00:00Z", "json-ld", "")
    assert dated(line, ahead)[0] is not None
    assert dated(line, ahead, CLOCK)[0] is None
    zone = Candidate("published", "2024-05-03T23:00:00+02:00", "json-ld", "")
    assert dated(line, zone, CLOCK)[0] is not None


def test_a_page_that_says_when_it_was_made() -> None:
    body = "".join(
        f"<p>The ferry left the harbour with sixty people on board, for the {n}th time.</p>" for n in range(9)
    )
    page = (
        '<html><head><title>Ferry is back</title><meta name="generated" content="2024-05-03T10:15:00Z"></head><body>'
        f'<article><h1>Ferry is back</h1><div class="date">2 hours ago</div>{body}</article></body></html>'
    )
    article = clean_html(page)
    assert article.published == datetime(2024, 5, 3)
    assert article.published_precision == "day"
    assert clean_html(page.replace("generated", "generator")).published is None
