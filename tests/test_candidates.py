"""The account of the fields: every value seen, which one won, and why. All pages are made up for these tests."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

import cleanpress
from cleanpress import Article, Candidate
from cleanpress.write import report
from fields import ARTICLE, HEADLINE, URL, ld, meta

PROSE = "".join(
    f"<p>The ferry left the harbour on day {number} with sixty people on board, some with furniture, two with a boat "
    "on a trailer, and came back in the evening with the post and the milk of four islands.</p>"
    for number in range(1, 8)
)
PAGE = (
    f'<html lang="en"><head><title>{HEADLINE} | Harbour Post</title>'
    + ld(ARTICLE | {"keywords": ["Ferries", "Islands"]})
    + meta(og__title=HEADLINE, og__site_name="Harbour Post", og__description="Sixty on board.")
    + f'<meta name="author" content="webmaster"><link rel="canonical" href="{URL}"></head><body><article>'
    f"<h1>{HEADLINE}</h1><p>By Ida Moor</p><p>4 March 2025</p>{PROSE}</article></body></html>"
)


@pytest.fixture(scope="module")
def article() -> Article:
    return cleanpress.clean_html(PAGE, URL)


def won(article: Article) -> dict[str, list[Candidate]]:
    found: dict[str, list[Candidate]] = {}
    for each in article.candidates():
        if each.won:
            found.setdefault(each.field, []).append(each)
    return found


def test_every_field_with_a_source_has_a_winner_of_that_source(article: Article) -> None:
    winners = won(article)
    assert set(winners) == set(article.sources) - {"text"}
    assert {field: each[0].source for field, each in winners.items()} == {
        field: source for field, source in article.sources.items() if field != "text"
    }
    assert all(each.why and each.place for group in winners.values() for each in group)
    assert len(winners["title"]) == 1
    assert [each.value for each in winners["tags"]] == ["Ferries", "Islands"]


def test_losers_are_told_too_and_without_a_reason(article: Article) -> None:
    lost = [(each.field, each.source, each.value) for each in article.candidates() if not each.won]
    assert ("title", "title-tag", f"{HEADLINE} | Harbour Post") in lost
    assert ("authors", "meta", "webmaster") in lost
    assert not any(each.why for each in article.candidates() if not each.won)


def test_the_reason_names_who_agrees(article: Article) -> None:
    title = won(article)["title"][0]
    assert "json-ld" in title.why
    assert "opengraph" in title.why


def test_a_value_that_beats_a_more_trusted_source_says_so() -> None:
    page = PAGE.replace("2025-03-04T07:30:00+01:00", "2025-03-04").replace(
        "</head>", '<meta property="article:published_time" content="2025-03-04T07:30:00+01:00"></head>'
    )
    published = won(cleanpress.clean_html(page, URL))["published"][0]
    assert published.source == "opengraph"
    assert published.why.startswith("the same day told more closely")


def test_what_only_blocks_say_is_a_candidate() -> None:
    article = cleanpress.clean_html(f"<h1>{HEADLINE}</h1><p>By Ida Moor</p><p>4 March 2025</p>{PROSE}", URL)
    found = won(article)
    assert (article.authors, found["authors"][0].value) == (["Ida Moor"], "By Ida Moor")
    assert found["published"][0].value == "4 March 2025"
    assert found["published"][0].place.startswith("/html")


def test_texts_and_pages_without_an_article_have_candidates_too() -> None:
    assert cleanpress.clean_html("").candidates() == []
    assert Article().candidates() == []
    told = cleanpress.clean_text("Nobody came to the fair.", title="Rain", url=URL).candidates()
    assert [(each.field, each.source, each.value) for each in told if each.won] == [
        ("title", "caller", "Rain"),
        ("url", "url", URL),
    ]


def test_candidates_change_nothing_else(article: Article) -> None:
    before = article.to_json()
    assert article.candidates() == article.candidates()
    assert article.to_json() == before
    assert "candidates" not in article.to_dict()
    assert "signals" not in article.to_dict()
    assert "webmaster" not in repr(article)


def test_copies_keep_them_and_equality_leaves_them_out(article: Article) -> None:
    for same in (pickle.loads(pickle.dumps(article)), copy.deepcopy(article)):
        assert same == article
        assert same.candidates() == article.candidates()
    assert cleanpress.clean_html("\n\n" + PAGE, URL) == cleanpress.clean_html(PAGE, URL)


def test_the_report_shows_them(article: Article) -> None:
    found = json.loads(report.to_json(article))["candidates"]
    assert {"field", "value", "source", "place", "won", "why", "normal"} == set(found[0])
    assert len(found) == len(article.candidates())
    lines = report.to_text(article).splitlines()
    assert any(line.startswith("*  title") and line.count(HEADLINE) == 1 for line in lines)
    assert any(line.startswith("-  authors") and line.endswith("webmaster") for line in lines)
    assert lines[-1].startswith("ok: ") or lines[-2].startswith("ok: ")


def test_values_are_escaped_in_the_report() -> None:
    article = Article(title="<b>", sources={"title": "h1"}, signals=(Candidate("title", "<b>", "h1", "h1"),))
    assert "<" not in report.to_text(article)
    assert "<" not in report.to_json(article)


def test_one_field_of_ten_thousand_values_is_told_whole() -> None:
    many = tuple(Candidate("tags", f"Tag {number}", "json-ld", "keywords") for number in range(10_000))
    article = Article(tags=["Tag 7"], sources={"tags": "json-ld"}, signals=many)
    found = article.candidates()
    assert len(found) == 10_000
    assert [each.value for each in found if each.won] == ["Tag 7"]
