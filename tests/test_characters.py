"""The characters of blocks: width, sentences and prose in scripts with and without capitals, spaces and full stops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpress.judge import characters as c
from cleanpress.judge.characters import characters, running_text

RUSSIAN = (
    "«Мы ждали всю ночь», — сказал смотритель. «Никто не пришёл», — добавил он. «Утром вода ушла», — записал писарь."
)
THAI = "ชาวบ้านในหมู่บ้านริมแม่น้ำช่วยกันขนกระสอบทรายมากั้นน้ำที่ท่วมถนนสายหลักมาตั้งแต่เมื่อคืนนี้และยังไม่มีใครยอมกลับบ้านไปนอน"


def prose(*texts: str) -> list[bool]:
    return running_text(characters(texts)).tolist()


@pytest.mark.parametrize(
    ("text", "sentences", "ended"),
    [
        ("It rained. Nobody came.", 2, True),
        ("It rained. Nobody came", 1, False),
        ("Dr. J. K. Okafor", 0, False),
        ("“We are closed.” That was all she said.", 2, True),
        ("He said: “We are closed.”", 1, True),
        ("Is it open?! No!", 2, True),
        ("雨だった。誰も来ない。", 2, True),
        ("「雨だった。」", 1, True),
        ("بارش هوئی۔ کوئی نہیں آیا۔", 2, True),
        ("नदी शांत थी। कोई नहीं आया।", 2, True),
        ("See weir.example for more", 0, False),
        ("3.4", 0, False),
        ("…", 1, True),
        ("He waited... Then he left.", 2, True),
        ("«Никто не пришёл.»", 1, True),
        ("« Personne n’est venu. »", 1, True),
        ("»Niemand kam.«", 1, True),
    ],
)
def test_sentences_and_endings_in_every_script(text: str, sentences: int, ended: bool) -> None:
    found = characters([text])
    assert (found.sentences.tolist(), found.ended.tolist()) == ([sentences], [ended])


def test_an_ideograph_is_as_wide_as_three_letters_and_a_syllable_of_hangul_as_two() -> None:
    assert characters(["rain", "雨だった", "비가왔다"]).width.tolist() == [4, 12, 8]


def test_counts_are_of_each_text_alone() -> None:
    found = characters(["ab 12", "A|b|c", "«no»"])
    assert found.counts[:, c.DIGIT].tolist() == [2, 0, 0]
    assert found.counts[:, c.BAR].tolist() == [0, 2, 0]
    assert (found.first.tolist(), found.last.tolist()) == ([c.LOWER, c.UPPER, c.QUOTE], [c.DIGIT, c.LOWER, c.QUOTE])
    assert found.counts.sum(axis=1).tolist() == found.size.tolist() == [5, 5, 4]


def test_words_with_and_without_capitals_are_told_apart() -> None:
    found = characters(["The Keeper of the Weir", "the keeper", "橋 が"])
    assert (found.capital.tolist(), found.small.tolist()) == ([3, 0, 0], [2, 2, 0])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It rained all day long. In the end nobody came.", True),
        ("Ten things to do in rain", False),
        ("One came. Two went.", False),
        ("The keeper of the weir said on Monday that the county had paid for the rope, and that it held.", True),
        ("The keeper of the weir said on Monday that the county had paid for the rope, and gave three grounds:", True),
        ("How the Keeper of the Weir at Lower Ness Lost His Rope, His Boat and His Name in One Winter of Rain", False),
        ("Home | Sport | Weather | Eels | Bells | Mills. All of them on one page. And nothing else at all.", False),
        ("12.4 3.1 18.0 22.5 11.9 10.2 31.7 14. 12.4 3.1 18.0 22.5 11.9 10.2 31.7 14. 12.4 3.1 18.0 22.5.", False),
        ("橋は月曜日の夜に閉鎖された。町の人々は運河沿いの道を通るほかない。", True),
        ("橋の閉鎖", False),
        (THAI, True),
        (RUSSIAN, True),
    ],
)
def test_running_text_is_known_by_its_form(text: str, wanted: bool) -> None:
    assert prose(text) == [wanted]


def test_what_is_measured_does_not_hang_on_the_texts_beside() -> None:
    texts = ["Dr. Who", "It rained. Nobody came", "Dr. Who", "雨。", "x", THAI, "A. B.", "! No", "…", "... and then"]
    together, alone = characters(texts), [characters([text]) for text in texts]
    for name in ("width", "sentences", "stops", "ended", "capital", "small", "first", "last"):
        assert getattr(together, name).tolist() == [getattr(one, name)[0] for one in alone]


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=5))
def test_any_characters_can_be_measured(texts: list[str]) -> None:
    found = characters(texts)
    assert found.size.tolist() == [len(text) for text in texts]
    assert (found.sentences >= 0).all()
    assert (found.width >= found.size).all()


def test_a_lone_surrogate_costs_nothing() -> None:
    assert characters(["It rained \ud800 here."]).ended.tolist() == [True]
