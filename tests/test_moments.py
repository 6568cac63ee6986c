"""Which of a page's dates is of publication: printed lines, build stamps, lists of dates, day or month first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

import cleanpress
from cleanpress.metadata.candidates import Candidate, Candidates
from cleanpress.metadata.date_lines import printed_dates
from cleanpress.metadata.date_order import day_order
from cleanpress.metadata.moments import OF_CHANGE, choose_moments
from cleanpress.model import Block, Label


def told(*given: tuple[str, str, str] | tuple[str, str, str, str]) -> Candidates:
    return Candidates(tuple(Candidate(each[0], each[1], each[2], each[3] if len(each) > 3 else "") for each in given))


def page(*lines: tuple[Label, str]) -> tuple[Block, ...]:
    return tuple(Block(index=i, text=text, label=label) for i, (label, text) in enumerate(lines))


def published(candidates: Candidates, blocks: Sequence[Block] = ()) -> str | None:
    first, _ = choose_moments(candidates, blocks)
    return first.moment.value.isoformat() if first else None


TITLE, BODY = (Label.TITLE, "The ferry is back"), (Label.BODY, "The ferry left the harbour with sixty people.")


@pytest.mark.parametrize(
    "line",
    [
        "3 May 2024 · 4 comments",
        "Redaktion 3. Mai 2024 10:29",
        "Island News • 03.05.2024",
        "By Ida Moor | 6 mins | May 3, 2024",
        "Ferries2024年5月3日",
    ],
)
def test_a_date_beside_the_title_counts_whatever_the_line_was_taken_for(line: str) -> None:
    for label in (Label.OTHER, Label.RELATED, Label.SHARE, Label.BIO):
        found = published(told(), page(TITLE, (label, line), BODY))
        assert (found or "").startswith("2024-05-03")


def test_a_date_behind_the_text_counts_where_it_says_what_it_is() -> None:
    end = (Label.OTHER, "Published on 3 May 2024")
    assert published(told(), page(TITLE, BODY, end)) == "2024-05-03T00:00:00"
    assert published(told(), page(TITLE, BODY, (Label.OTHER, "Published"), (Label.OTHER, "May 3, 2024"))) is not None
    assert published(told(), page(TITLE, BODY, (Label.OTHER, "Ferry to sail again on 3 May 2024"))) is None
    assert published(told(), page(TITLE, BODY, end, (Label.OTHER, "Published on 9 June 2023"))) is None


@pytest.mark.parametrize("label", [Label.COMMENTS, Label.RELATED, Label.CAPTION])
def test_another_texts_date_is_not_taken(label: Label) -> None:
    assert published(told(), page(TITLE, BODY, (label, "Posted on 3 May 2024"))) is None


def test_a_text_that_begins_with_its_date_line() -> None:
    assert published(told(), page(TITLE, (Label.BODY, "PORT MOOR, May 3, 2024 – The ferry left."))) is not None
    assert published(told(), page(TITLE, (Label.BODY, "03.05.2024 Die Fähre fährt wieder."))) is not None
    assert published(told(), page(TITLE, (Label.BODY, "On May 3, 2024 the ferry left the harbour."))) is None
    assert published(told(), page(TITLE, (Label.BODY, "May 3, 2024 was a good day for the ferry."))) is None


def test_lines_of_one_kind_with_several_dates_are_a_list() -> None:
    reviews = [(Label.DATELINE, f"Review of {day} May 2024") for day in (3, 4, 5)]
    assert published(told(), page(TITLE, *reviews, BODY)) is None
    assert published(told(), page(TITLE, *reviews[:1], BODY)) == "2024-05-03T00:00:00"


def test_the_last_change_that_only_the_data_tells_is_no_publication() -> None:
    changed = told(
        ("modified", "2024-05-03T08:00:00Z", "opengraph"), ("published", "2024-05-03T10:00:00+02:00", "time")
    )
    assert published(changed) is None


@pytest.mark.parametrize("line", ["Updated 3 May 2024", "Last updated on May 3, 2024", "Aktualisiert am 3. Mai 2024"])
def test_a_printed_date_of_change_stands_in_where_it_is_the_only_date(line: str) -> None:
    first, last = choose_moments(told(), page(TITLE, (Label.DATELINE, line), BODY))
    assert first
    assert last
    assert first.moment == last.moment
    assert (first.moment.value.isoformat(), first.of_change, last.of_change) == ("2024-05-03T00:00:00", True, False)
    dated = told(("published", "2024-05-01", "json-ld"))
    known, _ = choose_moments(dated, page(TITLE, (Label.DATELINE, line), BODY))
    assert known
    assert (known.moment.value.day, known.of_change) == (1, False)


def test_a_page_whose_only_date_is_that_of_its_change_says_so() -> None:
    text = "The ferry to the outer islands left the harbour on Monday with sixty people on board, for the first time."
    html = f"<title>The ferry is back</title><h1>The ferry is back</h1><p>Updated 3 May 2024</p>{f'<p>{text}</p>' * 5}"
    article = cleanpress.clean_html(html)
    assert (article.published, article.modified) == (datetime(2024, 5, 3), datetime(2024, 5, 3))
    assert OF_CHANGE in article.warnings
    won = [each for each in article.candidates() if each.field == "published" and each.won]
    assert [(each.value, each.normal) for each in won] == [("Updated 3 May 2024", "2024-05-03")]
    assert won[0].why == "the page tells no other date than that of the last change"
    dated = cleanpress.clean_html(html.replace("Updated", "Published"))
    assert OF_CHANGE not in dated.warnings
    assert dated.modified is None


def test_a_date_beside_the_headline_goes_before_a_marked_one_below_the_text() -> None:
    below = (Label.DATELINE, "11 November 2023")
    assert published(told(), page(TITLE, (Label.OTHER, "3 May 2024 · 8 minutes"), BODY, below)) == "2024-05-03T00:00:00"
    assert published(told(), page(TITLE, BODY, below)) == "2023-11-11T00:00:00"
    _, last = choose_moments(
        told(), page(TITLE, (Label.DATELINE, "3 May 2024"), BODY, (Label.DATELINE, "Updated 6 May 2024"))
    )
    assert last is not None
    assert last.moment.value.day == 6


def test_a_date_before_the_text_counts_where_the_headline_stands_below() -> None:
    again = (Label.TITLE, "The ferry is back")
    line = (Label.RELATED, "Harbour 03.05.2024 News")
    assert published(told(), page((Label.NAVIGATION, "Menu"), line, BODY, again)) == "2024-05-03T00:00:00"


@pytest.mark.parametrize(
    "line",
    ["May 3, 2024 By Ida Moor", "Posted by Ida Moor on May 3, 2024", "May 3, 2024. Updated: May 7, 2024"],
)
def test_a_line_below_the_text_that_tells_whose_date_it_is(line: str) -> None:
    assert published(told(), page(TITLE, BODY, (Label.SHARE, line))) == "2024-05-03T00:00:00"
    other = (Label.SHARE, line.replace("3", "4"))
    assert published(told(), page(TITLE, BODY, (Label.SHARE, line), other)) is None


def test_a_moment_in_utc_takes_the_zone_in_which_an_element_gives_it() -> None:
    given = ("published", "2024-05-04T03:05:00Z", "opengraph")
    same = ("published", "2024-05-03T20:05:00-07:00", "time")
    assert published(told(given, same)) == "2024-05-03T20:05:00-07:00"
    assert published(told(given, ("published", "2024-05-03T19:05:00-07:00", "time"))) == "2024-05-04T03:05:00+00:00"


def test_a_stamp_of_the_last_build_gives_way_to_an_earlier_printed_date() -> None:
    stamp = told(("published", "2025-06-24", "json-ld"), ("modified", "2025-06-24", "json-ld"))
    line = (Label.DATELINE, "August 25, 2024")
    assert published(stamp, page(TITLE, line, BODY)) == "2024-08-25T00:00:00"
    moved = told(("published", "2025-06-24", "json-ld"), ("modified", "2025-06-29", "json-ld"))
    assert published(moved, page(TITLE, line, BODY)) == "2024-08-25T00:00:00"
    assert published(moved, page(TITLE, BODY, line)) == "2025-06-24T00:00:00"
    assert published(moved, page(TITLE, (Label.DATELINE, "June 23, 2025"), BODY)) == "2025-06-24T00:00:00"


def test_when_a_video_was_uploaded_stands_behind_when_the_page_was_published() -> None:
    given = told(
        ("published", "2015-01-16T14:53:35+01:00", "json-ld", "script[0].uploadDate"),
        ("published", "2017-12-01T12:01:11+01:00", "opengraph", "meta article:published_time"),
    )
    assert published(given) == "2017-12-01T12:01:11+01:00"


def test_a_date_of_entry_in_dublin_core_dates_nothing_alone() -> None:
    assert published(told(("published", "2017-01-24", "dublin-core", "meta dc.date"))) is None
    assert published(told(("published", "2017-01-24", "dublin-core", "meta dcterms.issued"))) == "2017-01-24T00:00:00"
    line = (Label.DATELINE, "24 January 2017")
    assert published(told(("published", "2017-01-24", "dublin-core", "meta dc.date")), page(TITLE, line)) is not None


def test_of_many_time_elements_only_one_that_is_known_otherwise_counts() -> None:
    times = [("published", f"2024-0{month}-03", "time") for month in (5, 4, 3)]
    assert published(told(*times)) is None
    assert published(told(*times), page(TITLE, (Label.DATELINE, "3 April 2024"))) == "2024-04-03T00:00:00"
    assert published(told(*times[:2])) == "2024-05-03T00:00:00"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((("url", "https://www.example.co.uk/a", "url"),), "day"),
        ((("url", "https://example.edu/a", "url"),), "month"),
        ((("language", "en-US", "html-lang"),), "month"),
        ((("language", "en_GB", "opengraph"),), "day"),
        ((("language", "fr", "html-lang"),), "day"),
        ((("language", "en", "html-lang"),), None),
        ((("language", "ja", "html-lang"),), None),
        ((("url", "https://example.ie/a", "url"), ("language", "en-US", "html-lang")), "day"),
        ((("language", "en-US", "html-lang"), ("language", "en_GB", "opengraph")), None),
        ((("language", "en-US", "html-lang"), ("modified", "2025-12-10", "json-ld")), "day"),
        ((("language", "en-GB", "html-lang"), ("published", "12/25/2025", "time")), "month"),
    ],
)
def test_day_or_month_first(given: tuple[tuple[str, str, str], ...], expected: str | None) -> None:
    line = page((Label.DATELINE, "Published 10/12/2025"))
    assert day_order(told(*given), line) == expected
    first = printed_dates(line, expected).published
    assert [moment.value.month for moment, _ in first] == {"day": [12], "month": [10], None: []}[expected]


def test_the_address_tells_day_from_month() -> None:
    address = told(("url", "https://example.com/blog/2023/october/03/grapes", "url"))
    assert published(address, page(TITLE, (Label.DATELINE, "03/10/2023"))) == "2023-10-03T00:00:00"


def test_a_printed_day_that_nobody_can_misread_tells_day_from_month() -> None:
    given = told(("published", "11/01/2023 12:43:42", "meta"), ("language", "de", "html-lang"))
    assert published(given, page(TITLE, (Label.DATELINE, "Erstellt am: 01.11.2023"))) == "2023-11-01T12:43:42"
    assert published(given, page(TITLE)) == "2023-01-11T12:43:42"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Stand: 03.05.2024, 10:29 Uhr",), "2024-05-03T10:29:00"),
        (("Veröffentlicht: 02.05.2024", "Stand: 03.05.2024, 10:29 Uhr"), "2024-05-02T00:00:00"),
    ],
)
def test_how_things_stand_dates_a_page_that_has_no_other_date(lines: tuple[str, ...], expected: str) -> None:
    first, _ = choose_moments(Candidates(), page(TITLE, *((Label.DATELINE, line) for line in lines), BODY))
    assert first is not None
    assert (first.moment.value.isoformat(), first.of_change) == (expected, False)
