"""Names: bylines cut into persons and organisations, and lines that are bylines or bare names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpress.metadata.names import Name, is_bare_name, looks_like_byline, split_byline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # announcements
        ("By Jane Doe", ["Jane Doe"]),
        ("by: Jane Doe", ["Jane Doe"]),
        ("ByJane Doe", ["Jane Doe"]),
        ("Written by Jane Doe", ["Jane Doe"]),
        ("Words by Jane Doe", ["Jane Doe"]),
        ("Analysis by Jane Doe", ["Jane Doe"]),
        ("Von: Jana Muster", ["Jana Muster"]),
        ("Ein Kommentar von Jana Muster", ["Jana Muster"]),
        ("Par Jean Dupont", ["Jean Dupont"]),
        ("Por Ana Ruiz", ["Ana Ruiz"]),
        ("di Luca Monti", ["Luca Monti"]),
        ("Door Piet de Vries", ["Piet de Vries"]),
        ("Av Kari Nordmann", ["Kari Nordmann"]),
        ("Автор: Анна Смирнова", ["Анна Смирнова"]),
        ("Text: Jana Muster", ["Jana Muster"]),
        # joints
        ("Jane Doe and John Roe", ["Jane Doe", "John Roe"]),
        ("Alice Wu, Bob Li, and Carol Chan", ["Alice Wu", "Bob Li", "Carol Chan"]),
        ("Jana Muster und Paul Klein", ["Jana Muster", "Paul Klein"]),
        ("Jean Dupont et Anne Petit", ["Jean Dupont", "Anne Petit"]),
        ("Ana Ruiz y José Sanz", ["Ana Ruiz", "José Sanz"]),
        ("Anna Rossi e Marco Bianchi", ["Anna Rossi", "Marco Bianchi"]),
        ("Anna Puig i Jordi Vila", ["Anna Puig", "Jordi Vila"]),
        ("Jane Doe & John Roe", ["Jane Doe", "John Roe"]),
        ("Jane Doe; John Roe", ["Jane Doe", "John Roe"]),
        ("Jane Doe | John Roe", ["Jane Doe", "John Roe"]),
        ("Jane Doe · John Roe", ["Jane Doe", "John Roe"]),
        ("Jane Doe\nJohn Roe", ["Jane Doe", "John Roe"]),
        # what only looks like a joint
        ("Maria de la Cruz, Jr.", ["Maria de la Cruz, Jr."]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Moor, Ida J.", ["Moor, Ida J."]),
        ("Ursula von der Au", ["Ursula von der Au"]),
        # roles, degrees, places
        ("Jane Doe and John Roe, Political Editor", ["Jane Doe", "John Roe"]),
        ("Jane Doe Senior Staff Writer", ["Jane Doe"]),
        ("Jane Doe - Staff Writer", ["Jane Doe"]),
        ("Tom Hill Latin America correspondent", ["Tom Hill"]),
        ("Jane Doe, Home and Digital Security Expert", ["Jane Doe"]),
        ("Jane Doe, M.D.", ["Jane Doe"]),
        ("Christoph Hain Chefredakteur", ["Christoph Hain"]),
        ("Jane Doe in Kyiv and John Roe in London", ["Jane Doe", "John Roe"]),
        ("Von Jana Muster und Paul Klein, Berlin", ["Jana Muster", "Paul Klein"]),
        ("Jane Doe is a reporter at the Daily Planet", ["Jane Doe"]),
        ("Senior Autos Reporter", []),
        ("홍길동 기자", ["홍길동"]),
        ("山田太郎記者", ["山田太郎"]),
        # noise
        ("Jane Doe 10 December 2025", ["Jane Doe"]),
        ("Jane DoeDecember 18, 2025, 9:46 pm", ["Jane Doe"]),
        ("Von Anne Hansen am 24.11.2022", ["Anne Hansen"]),
        ("Jane Doe 3 hours ago", ["Jane Doe"]),
        ("Jane Doe Updated by John Roe", ["Jane Doe"]),
        ("Jane DoeView More Articles", ["Jane Doe"]),
        ("Jane Doe@janedoe", ["Jane Doe"]),
        ("Jane Doe jane.doe@planet.example", ["Jane Doe"]),
        ("Jane Doe | Photo: Max Roe", ["Jane Doe"]),
        ("Text: Jana Muster; Fotos: Paul Klein", ["Jana Muster"]),
        ("Jane Doe Jane Doe", ["Jane Doe"]),
        ("Name *", []),
        ("View profile", []),
        ("", []),
        # a lone word is a name where a byline is expected
        ("karstenr", ["karstenr"]),
        ("By Ela", ["Ela"]),
        # printed as the page prints it
        ("By JANE DOE", ["JANE DOE"]),
    ],
)
def test_persons(text: str, expected: list[str]) -> None:
    assert split_byline(text) == [Name(name, "person") for name in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Reuters",
        "Reuters Staff",
        "Associated Press",
        "dpa",
        "AFP",
        "Staff",
        "Newsroom",
        "Redaktion",
        "Editorial Board",
        "Our Editors",
        "The Harbour Post",
        "Die Hafenpost",
        "Harbour News",
        "harbourpost.example.com",
        "La Redacción",
        "編集部",
    ],
)
def test_organisations(text: str) -> None:
    assert [name.kind for name in split_byline(text)] == ["organisation"]


def test_person_and_organisation() -> None:
    assert split_byline("By Jane Doe, Associated Press") == [
        Name("Jane Doe", "person"),
        Name("Associated Press", "organisation"),
    ]


def test_outlet_without_comma_is_no_part_of_the_name() -> None:
    assert split_byline("By Jane Doe and John Roe USA TODAY") == [
        Name("Jane Doe", "person"),
        Name("John Roe", "person"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "By Jane Doe",
        "By Jane Doe and John Roe, Political Editor",
        "BY JANE DOE",
        "Von Jana Muster, Berlin",
        "Par Le Littoral et AFP",
        "By Jane",
        "Posted by Vortex",
        "Reuters Staff",
        "dpa",
        "홍길동 기자",
        "By Jane Doe | 3 May 2024",
    ],
)
def test_byline_lines(text: str) -> None:
    assert looks_like_byline(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "By",
        "By Monday the storm had passed",
        "By Christmas",
        "By the numbers",
        "By Jane Doe, who was there when the dam broke and saw it all",
        "Von Berlin nach Paris",
        "Por qué duermen los gatos",
        "Jane Doe",
        "Jane Doe said the dam would hold.",
        "By Jane Doe " * 30,
    ],
)
def test_lines_that_are_no_bylines(text: str) -> None:
    assert not looks_like_byline(text)


@pytest.mark.parametrize(
    "text", ["Hyung-Jin Kim", "Jane Doe and John Roe", "Ursula von der Au", "J. K. Doe", "大渡 美咲"]
)
def test_bare_names(text: str) -> None:
    assert is_bare_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jane",
        "Top Stories",
        "Related Articles",
        "New York",
        "Prime Minister",
        "Storm hits coast",
        "By Jane Doe",
        "Jane Doe, 34",
        "Jane Doe?",
        "Six People Die As Storm Hits Coast",
        "Harbour News",
    ],
)
def test_lines_that_are_no_bare_names(text: str) -> None:
    assert not is_bare_name(text)


@given(st.text(max_size=500))
def test_no_text_raises(text: str) -> None:
    for name in split_byline(text):
        assert name.text.strip()
        assert name.kind in ("person", "organisation")
    looks_like_byline(text)
    is_bare_name(text)


@given(st.lists(st.sampled_from(["Jane Doe", "John Roe", "Ana Ruiz", "Piet de Vries"]), min_size=1, unique=True))
def test_every_joint_gives_the_same_names(names: list[str]) -> None:
    expected = [Name(name, "person") for name in names]
    for joint in (", ", " and ", " und ", " & ", "; ", " | ", "\n"):
        assert split_byline("By " + joint.join(names)) == expected
