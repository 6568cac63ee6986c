"""Texts of other forms than a news dump: what is an article of its own kind stays, what is none is said to be none."""

from __future__ import annotations

import pytest

import cleanpress
from cleanpress.model import Status

POEM = """The tide came in at half past nine
and took the boats away,
the pier stood up, a broken spine,
above the empty bay.

And no one rowed, and no one sang,
and no one lit the lamp,
until the bell at midnight rang
across the village, damp."""

TRANSCRIPT = """MR HOLT: You were on the pier at nine?
WITNESS: I was.
MR HOLT: And you saw the boat leave, as you told the police on the following morning?
WITNESS: I saw a boat leave. I could not say which one it was, because the lamp was out.
MR HOLT: Thank you.
THE COURT: Any questions, Ms Varga?
MS VARGA: None, my lady."""

RESULTS = """Boat Race 1 Race 2 Total
Gull 3 4 7
Tern 5 1 6
Skua 2 3 5
Heron 6 2 8"""

TICKER = """14:05 The ferry has left the harbour with 40 passengers on board, the harbour master says.
13:40 Trees are down on the road to the mill. The fire brigade asks people to stay at home until the evening.
13:10 Schools will close at two o'clock, the county has told parents in a message this morning.
12:30 Wind speeds of 110 km/h were measured at the lighthouse, the highest since 1987.
12:00 Good afternoon. We will follow the storm here through the day."""

CAPITALS = """\
THE COUNCIL OF ASHFORD MET ON MONDAY EVENING AND DECIDED TO SHUT THE OLD BRIDGE UNTIL THE SPRING OF NEXT YEAR.

ENGINEERS HAD FOUND CRACKS IN TWO OF ITS SEVEN PILLARS, THE MAYOR TOLD THE MEETING, AND NOBODY KNEW HOW DEEP.

BUSES WILL TAKE THE ROAD ALONG THE CANAL, WHICH ADDS ABOUT TWENTY MINUTES TO THE JOURNEY INTO THE TOWN."""

ARABIC = """أبحرت العبارة إلى الجزر الخارجية مجددا يوم الاثنين، بعد عامين من انهيار الرصيف القديم في عاصفة شتوية.

وقال رئيس البلدية إن الأموال جاءت من المقاطعة، وإن الرصيف الجديد سيصمد ثمانين عاما.

ولم يصب أحد بأذى عندما سقط الرصيف، لكن المتجر الوحيد في الجزر أغلق أبوابه في الربيع التالي."""

RECIPE_STEPS = (
    "Mix flour and salt in a large bowl. Add water and honey and knead for ten minutes until the dough is smooth.",
    "Let it rest for twelve hours in a cool place, covered with a cloth.",
    "Bake for fifty minutes at 220 degrees, then leave it to cool on a rack before cutting.",
)
RECIPE = f"""Home
Recipes
Log in

Rye bread from Old Quay

500 g rye flour
300 ml warm water
10 g salt
1 spoon of honey

{chr(10).join(RECIPE_STEPS)}

Share this recipe
Most popular"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("text", [POEM, TRANSCRIPT, RESULTS, TICKER, CAPITALS, ARABIC])
def test_a_text_that_is_its_own_article_stays_whole(text: str) -> None:
    assert lines(cleanpress.clean_text(text).text) == lines(text)


def test_a_recipe_keeps_its_list_and_its_steps() -> None:
    kept = lines(cleanpress.clean_text(RECIPE).text)
    assert {"500 g rye flour", "10 g salt", *RECIPE_STEPS} <= set(kept)
    assert not {"Log in", "Share this recipe", "Most popular"} & set(kept)


@pytest.mark.parametrize(
    "text",
    ["Home\nNews\nSport\nLog in\nMost read\nShare\n© 2026 The Post", "Council shuts the old bridge until spring"],
)
def test_furniture_or_a_headline_alone_is_no_article(text: str) -> None:
    assert cleanpress.clean_text(text).status is Status.NO_ARTICLE


def test_html_given_as_text_is_said() -> None:
    page = "<html><body><div><p>The council met.</p><p>It shut the bridge.</p></div></body></html>"
    assert "looks_like_html" in cleanpress.clean_text(page).warnings


@pytest.mark.parametrize("text", ["雨。" * 20_000, "no line ends at all " * 9_000, "pier\n" * 20_000])
def test_texts_without_line_ends_or_of_very_many_lines_come_back(text: str) -> None:
    article = cleanpress.clean_text(text)
    assert article.status in Status
    assert "".join("".join(block.text.split()) for block in article.blocks) == "".join(text.split())
