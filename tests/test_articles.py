"""Several articles in one text, and what the caller knows: title, language."""

from __future__ import annotations

import pytest

import cleanpress
from cleanpress.errors import InputTypeError
from cleanpress.judge.articles import article_part
from cleanpress.model import Block

FERRY = (
    "The ferry to the outer islands sailed again on Monday, two years after the old pier gave way in a winter storm "
    "and left the villages with one small boat a week.",
    "Council members had argued for months about who should pay. In the end the county took on half of the cost, and "
    "the friends of the harbour collected the rest at fairs and concerts.",
    "Nobody was hurt when the pier fell, but the only shop on the islands closed for good in the following spring, and "
    "the school lost a third of its pupils to the mainland.",
    "The new pier stands thirty metres further east. It is built of steel and should last for eighty years or more.",
)
CHOIR = tuple(
    paragraph.replace("ferry", "choir").replace("pier", "organ").replace("islands", "valleys") for paragraph in FERRY
)
FERRY_HEAD = ("Ferry sails to the islands again", "By Ida Moor", "Monday 4 May 2026")
CHOIR_HEAD = ("School choir wins the county prize", "By Ove Lind", "Tuesday 5 May 2026")
BOTH = "\n\n".join((*FERRY_HEAD, *FERRY, *CHOIR_HEAD, *CHOIR))


def test_of_several_articles_the_first_is_taken_and_that_is_said() -> None:
    article = cleanpress.clean_text(BOTH)
    assert article.text.split("\n\n") == list(FERRY)
    assert article.title == FERRY_HEAD[0]
    assert article.authors == ["Ida Moor"]
    assert "several_articles" in article.warnings


def test_the_title_chooses_among_several() -> None:
    article = cleanpress.clean_text(BOTH, title="School choir wins the county prize")
    assert article.text.split("\n\n") == list(CHOIR)
    assert article.authors == ["Ove Lind"]
    assert [block.index for block in article.blocks] == list(range(len(article.blocks)))
    assert [block.text for block in article.blocks] == BOTH.split("\n\n")


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join((*FERRY_HEAD, *FERRY)),
        "\n\n".join((*FERRY_HEAD, *FERRY, *CHOIR_HEAD, "Read the whole story here.")),
        "\n\n".join((*FERRY, CHOIR_HEAD[0], *CHOIR)),
    ],
)
def test_one_article_with_teasers_or_subheads_is_one(text: str) -> None:
    blocks = [Block(index=i, text=line) for i, line in enumerate(text.split("\n\n"))]
    assert article_part(blocks, None) is None
    assert "several_articles" not in cleanpress.clean_text(text).warnings


def test_dates_of_a_roundup_begin_no_articles() -> None:
    lines = ["What to hear this spring", "By Ida Moor", "4 May 2026", *FERRY, "Young Bakers", "Ove Lind", "(May 15)."]
    lines += [
        *CHOIR,
        "The Stone Pier Band",
        "Anna Berg",
        "May 18",
        *FERRY[:2],
        "Doors open on time",
        "By Ida Moor",
        "16:53",
    ]
    blocks = [Block(index=i, text=line) for i, line in enumerate([*lines, *CHOIR])]
    assert article_part(blocks, None) is None


def test_what_the_caller_knows_is_the_articles() -> None:
    article = cleanpress.clean_text("\n\n".join(FERRY), title=" Ferry &amp; pier ", language="en-GB")
    assert article.title == "Ferry & pier"
    assert article.language == "en"
    assert article.sources["title"] == article.sources["language"] == "caller"
    assert article.text.split("\n\n") == list(FERRY)


def test_a_known_title_is_found_in_the_text_whatever_its_form() -> None:
    head = "a strange, lower-case line that no rule would take for one."
    assert head in cleanpress.clean_text("\n\n".join((head, *FERRY))).text
    article = cleanpress.clean_text("\n\n".join((head, *FERRY)), title=head)
    assert article.text.split("\n\n") == list(FERRY)


@pytest.mark.parametrize("name", ["title", "language", "url"])
def test_other_types_are_refused(name: str) -> None:
    with pytest.raises(InputTypeError, match=name):
        cleanpress.clean_text("It rained.", **{name: b"x"})  # type: ignore[arg-type]
