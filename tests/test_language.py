"""The language of an article: told, held against the text, found in the text. All texts are made up for these tests."""

from __future__ import annotations

import subprocess
import sys

import pytest

import cleanpress
from cleanpress.metadata.language import language_code
from cleanpress.model import Label
from fields import block, fields, meta

ENGLISH = (
    "The ferry to the outer islands left the harbour on Monday with sixty people on board, and most of them were going "
    "home. The company says that it will sail on three days a week until spring, as it did before the great storms."
)
GERMAN = (
    "Die Fähre zu den äußeren Inseln hat am Montag mit sechzig Leuten den Hafen verlassen, und die meisten von ihnen "
    "fuhren nach Hause. Die Reederei will bis zum Frühling an drei Tagen der Woche fahren, wie es vor dem Sturm war."
)
FINNISH = (
    "Lautta ulkosaarille lähti maanantaina satamasta mukanaan kuusikymmentä ihmistä, joista useimmat olivat matkalla "
    "kotiin. Varustamo kertoo liikennöivänsä kolmena päivänä viikossa kevääseen asti, kuten ennen suurta myrskyä."
)
JAPANESE = "月曜日、沖の島々へ向かう渡船が六十人を乗せて港を出た。二年ぶりの運航である。" * 4


@pytest.mark.parametrize("told", ["en", "en-GB", "english"])
def test_told_language_that_the_text_bears_out(told: str) -> None:
    got = fields("", lang=told, blocks=(block(ENGLISH, Label.BODY),))
    assert (got.language, got.sources["language"], got.warnings) == ("en", "html-lang", ())


@pytest.mark.parametrize(("text", "code"), [(GERMAN, "de"), (FINNISH, "fi"), (JAPANESE, "ja")])
def test_wrong_language_is_corrected_and_noted(text: str, code: str) -> None:
    got = fields(meta(og__locale="en_US"), lang="en-US", blocks=(block(text, Label.BODY),))
    assert (got.language, got.sources["language"], got.warnings) == (code, "text", ("wrong_language",))


@pytest.mark.parametrize(("text", "code"), [(ENGLISH, "en"), (GERMAN, "de"), (FINNISH, "fi"), (JAPANESE, "ja")])
def test_language_that_nobody_tells_is_read_off_the_text(text: str, code: str) -> None:
    got = fields("", lang="", blocks=(block(text, Label.BODY),))
    assert (got.language, got.sources["language"], got.warnings) == (code, "text", ())
    assert cleanpress.clean_text(text).language == code


def test_of_two_told_languages_the_one_of_the_text() -> None:
    got = fields(meta(og__locale="de_DE"), lang="en", blocks=(block(GERMAN, Label.BODY),))
    assert (got.language, got.sources["language"], got.warnings) == ("de", "opengraph", ())


def test_short_text_shows_nothing() -> None:
    short = block("Die Fähre fährt wieder.", Label.BODY)
    assert fields("", lang="en", blocks=(short,)).language == "en"
    assert fields("", lang="", blocks=(short,)).language is None


def test_language_that_the_detector_does_not_know_or_cannot_tell_apart_stays() -> None:
    assert fields("", lang="kl", blocks=(block(FINNISH, Label.BODY),)).language == "kl"
    norwegian = "Fergen til øyene dro fra havna på mandag med seksti mennesker om bord, og de fleste skulle hjem. " * 3
    assert fields("", lang="nb-NO", blocks=(block(norwegian, Label.BODY),)).language == "nb"


def test_callers_word_for_a_text_is_final() -> None:
    assert cleanpress.clean_text(GERMAN, language="en").language == "en"


def test_page_whose_words_bear_out_its_language_loads_no_detector() -> None:
    page = f"<html lang=en><title>Ferry</title><h1>Ferry is back</h1><p>{ENGLISH}</p><p>{ENGLISH} Again.</p>"
    count = "from cleanpress.metadata import language; print(language._detector.cache_info().currsize)"
    code = f"import cleanpress; cleanpress.clean_html({page!r})\n{count}"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "0"


@pytest.mark.parametrize(
    ("value", "code"), [("zh-Hant", "zh"), ("deu", "de"), ("x", None), ("utf-8", None), ("und", None), ("", None)]
)
def test_codes(value: str, code: str | None) -> None:
    assert language_code(value) == code
