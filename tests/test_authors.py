"""Who a page names: lines around the headline and behind the text, hidden names, sites called like a person."""

from __future__ import annotations

import pytest

from cleanpress.metadata.authors import choose_authors
from cleanpress.metadata.candidates import Candidate, Candidates
from cleanpress.metadata.names import split_byline
from cleanpress.model import Block, Label, Node, Page, Span, SpanKind

TITLE, BODY = (Label.TITLE, "The ferry is back"), (Label.BODY, "The ferry left the harbour with sixty people.")
DATE = (Label.DATELINE, "3 May 2024")


def told(*given: tuple[str, str]) -> Candidates:
    return Candidates(tuple(Candidate("authors", value, source, "") for source, value in given))


def lines(*given: tuple[Label, str], href: str | None = None) -> tuple[Block, ...]:
    """Blocks in one element; those that are no text are links to `href`."""
    return tuple(
        Block(
            index=at,
            text=text,
            label=label,
            node=0,
            spans=(Span(SpanKind.LINK, 0, len(text), href),) if href and label is not Label.BODY else (),
        )
        for at, (label, text) in enumerate(given)
    )


def authors(
    candidates: Candidates, blocks: tuple[Block, ...], sites: frozenset[str] = frozenset()
) -> list[tuple[str, str]]:
    main = Node(index=0, parent=-1, tag="main", path="/main", depth=0, first=0, last=len(blocks))
    page = Page(source="html", blocks=blocks, nodes=(main,))
    found = choose_authors(candidates, page, blocks, sites)
    return [(name.text, name.kind) for name in found.names] if found else []


PERSON = [("Ida Moor", "person")]


@pytest.mark.parametrize("label", [Label.OTHER, Label.BIO, Label.RELATED, Label.SHARE])
def test_a_link_to_an_author_page_above_the_text(label: Label) -> None:
    assert authors(told(), lines(TITLE, (label, "Ida Moor"), BODY, href="/authors/ida-moor")) == PERSON
    assert authors(told(), lines(TITLE, (label, "jmoor"), BODY, href="/author/jmoor/")) == [("jmoor", "person")]
    assert authors(told(), lines(TITLE, (label, "Ida Moor"), BODY, href="/islands/ida-moor")) == []
    box = Label.RELATED
    assert authors(told(), lines(TITLE, BODY, (box, "Una Reed writes"), href="/authors/una-reed")) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Published on 3 May 2024 by jmoor", "jmoor"),
        ("Veröffentlicht am 3. Mai 2024 von Ida", "Ida"),
        ("Publié le 3 mai 2024 par Ida Moor", "Ida Moor"),
    ],
)
def test_a_line_of_date_and_name(line: str, name: str) -> None:
    assert authors(told(), lines((Label.OTHER, line), TITLE, BODY)) == [(name, "person")]


def test_a_handle_behind_by_is_a_name_where_the_line_is_a_byline() -> None:
    assert authors(told(), lines(TITLE, (Label.BYLINE, "by jmoor"), BODY)) == [("jmoor", "person")]
    assert authors(told(), lines(TITLE, (Label.BYLINE, "by oz on May 3, 2024"), BODY)) == [("oz", "person")]
    assert authors(told(), lines(TITLE, (Label.BYLINE, "by admin"), BODY)) == []
    assert authors(told(("json-ld", "jmoor84")), lines(TITLE, BODY)) == []


def test_writers_in_blocks_that_follow_each_other() -> None:
    both = lines(TITLE, (Label.BYLINE, "Ida Moor"), (Label.BYLINE, "Jon Fell"), BODY)
    assert [name for name, _ in authors(told(("json-ld", "Ida Moor")), both)] == ["Ida Moor", "Jon Fell"]
    apart = lines(TITLE, (Label.BYLINE, "Ida Moor"), BODY, BODY, BODY, (Label.BYLINE, "Jon Fell"))
    assert authors(told(("json-ld", "Ida Moor")), apart) == PERSON


@pytest.mark.parametrize(
    ("first", "second"),
    [("By Ida Moor", ", Jon Fell"), ("By Ida Moor", "and Jon Fell"), ("Ida Moor – Reporter", "Jon Fell – Reporter")],
)
def test_bylines_that_go_on_in_the_next_line(first: str, second: str) -> None:
    blocks = lines(TITLE, (Label.BYLINE, first), (Label.BYLINE, second), DATE, BODY)
    assert authors(told(), blocks) == [("Ida Moor", "person"), ("Jon Fell", "person")]


def test_a_second_byline_further_down_is_another_one() -> None:
    blocks = lines(TITLE, (Label.BYLINE, "By Ida Moor"), DATE, BODY, (Label.BYLINE, "and Jon Fell"))
    assert authors(told(), blocks) == [("Ida Moor", "person")]


def test_the_name_a_text_is_signed_with() -> None:
    assert authors(told(), lines(TITLE, BODY, (Label.BODY, "Ida Moor"))) == PERSON
    assert authors(told(), lines(TITLE, BODY, (Label.OTHER, "Von Ida Moor"))) == PERSON
    assert authors(told(), lines(TITLE, BODY, (Label.OTHER, "Start Now"), href="/start")) == []
    assert authors(told(), lines(TITLE, BODY, (Label.CAPTION, "Ida Moor"))) == []


def test_a_name_that_only_the_data_tells_needs_agreement_where_a_date_line_is_printed() -> None:
    one = told(("json-ld", "Ida Moor"), ("twitter", "Ida Moor"))
    assert authors(one, lines(TITLE, DATE, BODY)) == []
    assert authors(one, lines(TITLE, BODY)) == PERSON
    assert authors(one, lines(TITLE, DATE, BODY, (Label.BIO, "Moor lives by the sea."))) == PERSON
    three = told(("json-ld", "Ida Moor"), ("meta", "Ida Moor"), ("twitter", "Ida Moor"))
    assert authors(three, lines(TITLE, DATE, BODY)) == PERSON


def test_a_site_that_is_called_like_the_person_who_writes_it() -> None:
    mine = told(("meta", "Ida Moor"))
    assert authors(mine, lines(TITLE, BODY), frozenset({"idamoor"})) == PERSON
    assert authors(told(("meta", "Harbour Bank")), lines(TITLE, BODY), frozenset({"harbourbank"})) == []
    guest = lines(TITLE, (Label.BYLINE, "By Jon Fell"), BODY)
    assert authors(mine, guest, frozenset({"idamoor"})) == [("Jon Fell", "person")]


def test_an_organisation_that_the_data_names_too_goes_first() -> None:
    blocks = lines(TITLE, (Label.BYLINE, "AFP"), (Label.BYLINE, "Harbour Newsroom"), BODY)
    assert authors(told(("json-ld", "Harbour Newsroom")), blocks) == [("Harbour Newsroom", "organisation")]
    assert authors(told(), blocks) == [("AFP", "organisation")]


def test_sections_behind_a_name_are_no_writers() -> None:
    line = (Label.BYLINE, "3. Mai 2024 von Ida in Kultur, Inseln")
    assert authors(told(("json-ld", "Ida")), lines(TITLE, line, BODY)) == [("Ida", "person")]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Par Ida Moor Le 17/02/2020", ["Ida Moor"]),
        ("ByJ.R. Stone", ["J.R. Stone"]),
        ("Von Redakteurin Ida Moor", ["Ida Moor"]),
        ("By Senior Reporter", []),
        ("Ida Moor, docentė Salų universiteto istorijos katedra", ["Ida Moor"]),
        ("By Ana de la Cruz, Jr., and Jon Fell", ["Ana de la Cruz, Jr.", "Jon Fell"]),
        ("Ida Moor; Jon Fell | Una Reed · Bo Lund", ["Ida Moor", "Jon Fell", "Una Reed", "Bo Lund"]),
        ("Ida Moor & Jon Fell", ["Ida Moor", "Jon Fell"]),
        ("Door Ida Moor en Jon Fell", ["Ida Moor", "Jon Fell"]),
        ("Av Ida Moor och Jon Fell", ["Ida Moor", "Jon Fell"]),
        ("Di Ida Moor e Jon Fell", ["Ida Moor", "Jon Fell"]),
        ("Por Ida Moor y Jon Fell", ["Ida Moor", "Jon Fell"]),
        ("Von Ida Moor und Jon Fell, Berlin", ["Ida Moor", "Jon Fell"]),
        ("Ida Moor\nJon Fell", ["Ida Moor", "Jon Fell"]),
        ("By Ida Moor @idamoor ida.moor@post.example", ["Ida Moor"]),
        ("By Ida Moor, Photo: Jon Fell", ["Ida Moor"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
    ],
)
def test_bylines(line: str, names: list[str]) -> None:
    assert [name.text for name in split_byline(line)] == names


MENU = ((Label.NAVIGATION, "Menu"),) * 30


def of_types(*names: str) -> Candidates:
    types = tuple(Candidate("type", name, "json-ld", "") for name in names)
    return Candidates((*types, Candidate("organisations", "Harbour Tours", "json-ld", "")))


def test_an_organisation_that_json_ld_alone_names_writes_news_only() -> None:
    blocks = lines(TITLE, DATE, BODY)
    firm = [("Harbour Tours", "organisation")]
    assert authors(of_types("NewsArticle"), blocks) == firm
    assert authors(of_types("BlogPosting"), blocks) == []
    agreed = Candidates((*of_types("Article").items, Candidate("organisations", "Harbour Tours", "microdata", "")))
    assert authors(agreed, blocks) == firm
    byline = (Label.BYLINE, "By Harbour Newsroom")
    assert authors(of_types("Article"), lines(TITLE, byline, BODY)) == [("Harbour Newsroom", "organisation")]


@pytest.mark.parametrize("line", ["3 May 2024 · Ida Moor", "Ida Moor | May 3, 2024", "03.05.2024 - Ida Moor"])
def test_a_line_of_a_date_and_a_bare_name_below_the_headline(line: str) -> None:
    assert authors(told(), lines(TITLE, (Label.OTHER, line), BODY)) == PERSON
    assert authors(told(), lines(TITLE, BODY, (Label.OTHER, line))) == []
    assert authors(told(), lines(TITLE, (Label.OTHER, line.replace("Ida Moor", "Top Stories")), BODY)) == []


@pytest.mark.parametrize(
    "line",
    ["Written by Ida Moor", "Posted by Ida Moor on May 3, 2024", "This article was written by Ida Moor"],
)
def test_a_line_anywhere_that_says_who_wrote_this(line: str) -> None:
    end = lines(TITLE, BODY, *MENU, (Label.NAVIGATION, line))
    assert authors(told(), end) == PERSON
    other = (Label.NAVIGATION, line.replace("Ida Moor", "Jon Fell"))
    assert authors(told(), lines(TITLE, BODY, *MENU, (Label.NAVIGATION, line), other)) == []
    assert authors(told(), lines(TITLE, BODY, *MENU, (Label.COMMENTS, line))) == []


def test_a_heading_in_a_byline_names_nobody() -> None:
    assert authors(told(), lines(TITLE, (Label.BYLINE, "Hinweise zur Überfahrt"), BODY)) == []
    assert authors(told(), lines(TITLE, (Label.BYLINE, "Von Ida zur Mühlen"), BODY)) == [("Ida zur Mühlen", "person")]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("by Ida Moor | Mar 11, 2023 | All About Ferries, Harbour Repair", ["Ida Moor"]),
        ("3 May 2024 | Ida Moor", ["Ida Moor"]),
        ("Veröffentlicht: 05.01.2020 | Autor: Moor | Abgelegt unter: Fähren", ["Moor"]),
        ("By Ida Moor, Chief Marketing Officer", ["Ida Moor"]),
    ],
)
def test_what_stands_around_the_date_of_a_byline(line: str, names: list[str]) -> None:
    assert [name.text for name in split_byline(line)] == names
