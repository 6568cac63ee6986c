"""The densest stretch of prose in a dump: what it keeps and drops, in any script; judging again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanpress.judge.prose import is_long, is_prose
from cleanpress.judge.stretch import judge_stretch
from cleanpress.model import Block, Kind, Label, Limits, Verdict
from cleanpress.read.text import read_text

PROSE = (
    "The ferry to the outer islands sailed again on Monday, two years after the old pier gave way in a winter storm.",
    "Council members had argued for months about who should pay. In the end the county took on half of the cost, and "
    "the friends of the harbour collected the rest at fairs and concerts.",
    "Nobody was hurt when the pier fell, but the only shop on the islands closed for good in the following spring.",
    "“We had almost given up,” said Ida Moor, who runs the post office. “Then the letters began to come, and the money "
    "with them, from people who had been here once as children.”",
    "The new pier stands thirty metres further east. It is built of steel and should last for eighty years or more.",
)
MENU = ("Home", "News", "Sport", "Culture", "Weather", "Jobs", "Property", "Puzzles", "Subscribe", "Log in")
RELATED = ("Mayor opens the new bridge", "School choir wins the county prize", "Farmers ask for help after dry spring")


def judged(text: str, named: Iterable[str] = ()) -> tuple[list[Block], list[Verdict]]:
    """The blocks of a text and the verdicts on them; the lines in `named` are furniture to some other judge."""
    page = read_text(text, url=None, limits=Limits())
    taken = set(named)
    seen = [Verdict(b.index, Label.COMMENTS, "x.y", 0.95, "", "rules") for b in page.blocks if b.text in taken]
    return list(page.blocks), judge_stretch(page, seen)


def body(text: str, named: Iterable[str] = ()) -> list[str]:
    blocks, verdicts = judged(text, named)
    return [block.text for block, verdict in zip(blocks, verdicts, strict=True) if verdict.label is Label.BODY]


def paragraphs(lines: Iterable[str]) -> str:
    return "\n\n".join(lines)


def test_every_block_gets_one_verdict() -> None:
    blocks, verdicts = judged("\n".join((*MENU, *PROSE, *RELATED, *MENU)), MENU[:2])
    assert [verdict.block for verdict in verdicts] == [block.index for block in blocks]
    assert {verdict.label for verdict in verdicts} == {Label.BODY, Label.OTHER}
    for verdict in verdicts:
        assert verdict.judge == "lines"
        assert verdict.rule.startswith("lines.")
        assert 0 < verdict.confidence <= 1
        assert verdict.why


def test_a_page_without_blocks_gets_none() -> None:
    assert judged("") == ([], [])


def test_menus_around_the_article_go() -> None:
    assert body("\n".join((*MENU, *PROSE, *RELATED, *MENU))) == list(PROSE)


@pytest.mark.parametrize("parting", ["\n", "\n\n", "\r\n\r\n"])
def test_clean_paragraphs_come_through_untouched(parting: str) -> None:
    assert body(parting.join(PROSE)) == list(PROSE)


def test_a_clean_text_keeps_its_subheads_lists_and_short_ends() -> None:
    text = [*PROSE[:2], "What it cost", *PROSE[2:4], "Steel", "Timber", "Wages of the builders", *PROSE[4:], "Ida Moor"]
    assert body(paragraphs(text)) == text


def test_subheads_and_short_quotes_between_prose_stay_in_a_page() -> None:
    inside = [*PROSE[:2], "What it cost", PROSE[2], "“Never again,” she said.", PROSE[3], "And now?", PROSE[4]]
    assert body(paragraphs((*MENU, *inside, *MENU))) == inside


def test_links_between_prose_go_but_named_lines_do_not_part_them() -> None:
    text = (*MENU, *PROSE, RELATED[0], "Advertisement", *RELATED[1:], *PROSE, *MENU)
    assert body(paragraphs(text), ["Advertisement"]) == [*PROSE, *PROSE]


@pytest.mark.parametrize(
    "items",
    [
        ("Steel for the deck, 40 tonnes", "Timber, 12 tonnes", "Paint, 300 litres", "Bolts, 9,000"),
        ("Harbour Rovers 2 1", "Hill United 0 3", "Lower Mill 4 0"),
    ],
)
def test_numbers_between_prose_are_the_articles(items: Sequence[str]) -> None:
    inside = [*PROSE[:3], *items, *PROSE[3:]]
    assert body(paragraphs((*MENU, *inside, *MENU))) == inside


def test_a_list_behind_a_colon_is_the_articles() -> None:
    inside = [*PROSE[:3], "These are the new stops:", "North Sound", "Seal Bay", "Old Quay", *PROSE[3:]]
    assert body(paragraphs((*MENU, *inside, *MENU))) == inside


def test_a_transcript_between_prose_stays() -> None:
    inside = [
        PROSE[0],
        "Who paid?",
        "The county did.",
        "All of it?",
        "No, half.",
        "And the rest?",
        "Fairs.",
        *PROSE[1:],
    ]
    assert body(paragraphs((*MENU, *inside, *MENU))) == inside


def test_a_list_or_table_that_ends_the_article_stays_where_nothing_else_is_a_menu() -> None:
    winners = ["The winners of the regatta in full:", "Open class", "Ida Moor", "Junior class", "Ove Lind"]
    results = ["Boat Race 1 Race 2 Total", "Gull 3 4 7", "Tern 5 1 6", "Skua 2 3 5"]
    assert body(paragraphs(("Comments", *PROSE, *winners)), ["Comments"]) == [*PROSE, *winners]
    assert body(paragraphs(("Comments", *PROSE, *results)), ["Comments"]) == [*PROSE, *results]
    assert body(paragraphs((*MENU, *PROSE, *winners, *MENU))) == list(PROSE)


@pytest.mark.parametrize(
    "items",
    [
        ("What it will cost:", "Steel, 400 pounds", "Timber, 300 pounds", "Paint, 20 pounds"),
        ("Steel, 400 pounds", "Timber, 300 pounds", "Paint, 20 pounds"),
        ("The winners of the regatta in full:", "Open class", "Ida Moor", "Junior class", "Ove Lind"),
    ],
)
def test_the_list_that_ends_an_article_stays_before_a_footer_that_begins_with_a_known_line(
    items: Sequence[str],
) -> None:
    text = paragraphs((*MENU, *PROSE, *items, "Most read", *RELATED, *MENU))
    assert body(text, [*MENU[:2], "Most read"]) == [*PROSE, *items]


def test_dates_of_teasers_below_an_article_are_no_list() -> None:
    teasers = ("3 May 2024", "4 May 2024", "5 May 2024", "6 May 2024")
    assert body(paragraphs((*MENU, *PROSE, *teasers, *MENU))) == list(PROSE)


def test_sentences_beside_the_prose_stay_and_names_do_not() -> None:
    text = paragraphs(("Home", "The wait is over.", *PROSE, "They will be back on Friday.", "Ida Moor", "Most read"))
    assert body(text, ["Most read"]) == ["The wait is over.", *PROSE, "They will be back on Friday."]


@pytest.mark.parametrize(
    "head", [(), ("Dear Sir,",), ("Ida Moor", "12 Harbour Lane", "Old Quay", "Dear Sir,"), ("Neighbours",)]
)
def test_a_letter_keeps_its_greeting_and_its_end(head: Sequence[str]) -> None:
    letter = [*head, *PROSE, "Yours faithfully,", "Ida Moor", "12 Harbour Lane", "Old Quay"]
    assert body(paragraphs(letter)) == letter
    assert body(paragraphs((*letter, "Most read")), ["Most read"]) == list(PROSE)


def test_prose_beyond_a_menu_goes() -> None:
    consent = "We and our partners use cookies on this site. You can change your mind at any time in the settings."
    assert body("\n".join((consent, *MENU, *PROSE, *MENU, consent))) == list(PROSE)


def test_long_prose_with_little_between_stays() -> None:
    gap = ("Home", "News", "Sport", "Culture", "Weather")
    long = f"{PROSE[1]} {PROSE[4]}"
    assert is_long(long)
    assert body(paragraphs((*MENU, *PROSE, *gap, long, *MENU)))[-1] == long
    assert body(paragraphs((*MENU, long, *gap, *PROSE, *MENU)))[0] == long


def test_named_lines_go_unless_they_are_long_prose_inside_the_article() -> None:
    short = "Join the conversation about the pier."
    long = f"{PROSE[1]} {PROSE[4]}"
    text = paragraphs((*MENU, *PROSE, short, long, *PROSE, *MENU))
    assert body(text, [short, long]) == [*PROSE, long, *PROSE]
    assert body(text, [PROSE[0]]) == [*PROSE[1:], short, long, *PROSE[1:]]


def test_unsure_verdicts_and_those_for_body_name_nothing() -> None:
    page = read_text(paragraphs(PROSE), url=None, limits=Limits())
    seen = [Verdict(0, Label.RELATED, "x.hint", 0.5, "", "rules"), Verdict(1, Label.BODY, "x.y", 1.0, "", "repeats")]
    assert {verdict.label for verdict in judge_stretch(page, seen)} == {Label.BODY}


SCRIPTS = {
    "zh": "渡轮于周一恢复开往外岛，距离旧码头在一场冬季风暴中倒塌已有两年，当时各村每周只剩一艘小船。",
    "ja": "島へのフェリーは月曜日に運航を再開した。冬の嵐で古い桟橋が壊れてから二年がたっていた。",
    "ko": "섬으로 가는 배가 월요일에 다시 떴다. 겨울 폭풍에 낡은 부두가 무너진 지 두 해 만에 처음 있는 일이다.",
    "th": "เรือข้ามฟากไปยังเกาะรอบนอกกลับมาแล่นอีกครั้งเมื่อวันจันทร์ สองปีหลังจากท่าเรือเก่าพังลงในพายุฤดูหนาว",
    "ar": "أبحرت العبارة إلى الجزر الخارجية مجددا يوم الاثنين، بعد عامين من انهيار الرصيف القديم في عاصفة شتوية.",
    "ur": "بیرونی جزیروں کے لیے کشتی پیر کو دوبارہ روانہ ہوئی، پرانی گودی کے سردیوں کے طوفان میں گرنے کے دو سال بعد۔",
    "hi": "बाहरी द्वीपों की नौका सोमवार को फिर चली, दो साल बाद जब पुराना घाट सर्दियों के तूफान में टूट गया था।",
}


@pytest.mark.parametrize("language", SCRIPTS)
def test_prose_is_known_in_any_script(language: str) -> None:
    line = SCRIPTS[language]
    assert is_prose(line)
    assert body("\n".join((*MENU, line, line, line, line, *MENU))) == [line] * 4


VERSE = (
    "The tide came in at half past nine",
    "and took the boats away,",
    "the pier stood up, a broken spine,",
    "above the empty bay.",
)


@pytest.mark.parametrize(
    "lines",
    [
        VERSE,
        ("Harbour Rovers 2 1", "Hill United 0 3", "Lower Mill 4 0"),
        ("300 g flour", "2 eggs", "A pinch of salt", "100 ml milk"),
        ("Grey morning water", "A rope lies coiled on the pier", "Nobody rows out"),
        ("Ferry sails to the islands again.",),
    ],
    ids=["verse", "table", "recipe", "unpunctuated verse", "flash"],
)
def test_texts_without_prose_can_be_articles(lines: Sequence[str]) -> None:
    assert body("\n".join(lines)) == list(lines)


@pytest.mark.parametrize(
    "lines",
    [("Ferry sails to the islands again",), MENU, ("Page not found.",), RELATED[:2], ("https://harbour.example/",)],
    ids=["headline", "menu", "error", "two headlines", "address"],
)
def test_headlines_and_menus_alone_are_no_article(lines: Sequence[str]) -> None:
    assert body("\n".join(lines)) == []


def test_a_text_of_links_is_no_article() -> None:
    links = "\n".join(f"- [What the {word} is for, and why it is late.](/{word})" for word in ("pier", "ferry", "quay"))
    assert body(f"# Harbour\n\n# News\n\n{links}") == []


def test_only_named_lines_are_no_article() -> None:
    assert body(paragraphs(PROSE), PROSE) == []


NAMED = ("Comments", "Most read", "Advertisement")
SHORT_LINES = st.sampled_from(
    (
        *MENU,
        *RELATED,
        *VERSE,
        *NAMED,
        "It rained.",
        "Nobody came to the fair.",
        "The new stops:",
        "Gull 3 4 7",
        "- pier",
    )
)
LINES = st.lists(SHORT_LINES | st.sampled_from((*PROSE, *SCRIPTS.values(), " ".join(PROSE))), max_size=40)


@settings(max_examples=400)
@given(LINES)
def test_judging_the_output_again_keeps_all_of_it(lines: list[str]) -> None:
    first = body(paragraphs(lines), NAMED)
    assert body(paragraphs(first), NAMED) == first


MARKDOWN = st.lists(
    st.sampled_from(("# Ferry sails", "## What it cost", "- half from the county", "- [Sport](/s)", "> “Never again.”"))
    | st.sampled_from(("See [the report](/r) by [the county](/c) and its friends.", *PROSE, *MENU, *RELATED)),
    max_size=30,
)


@settings(max_examples=200)
@given(MARKDOWN)
def test_the_output_of_a_markdown_dump_is_kept_as_well(lines: list[str]) -> None:
    blocks, verdicts = judged(paragraphs(("# Harbour news", *lines)))
    kept = [block for block, verdict in zip(blocks, verdicts, strict=True) if verdict.label is Label.BODY]
    written = ""
    for block in kept:
        written += ("\n" if block.kind is Kind.LIST_ITEM and written else "\n\n") + block.text
    assert body(written) == [block.text for block in kept]


@given(LINES)
def test_long_prose_is_dropped_only_beyond_a_gap(lines: list[str]) -> None:
    blocks, verdicts = judged(paragraphs(lines))
    labels = [verdict.label for verdict in verdicts]
    for at, block in enumerate(blocks):
        if labels[at] is Label.BODY or not is_prose(block.text) or not is_long(block.text):
            continue
        kept = [other for other, label in enumerate(labels) if label is Label.BODY and is_prose(blocks[other].text)]
        nearest = min(kept, key=lambda other: abs(other - at))
        between = blocks[min(at, nearest) + 1 : max(at, nearest)]
        assert sum(not is_prose(other.text) for other in between) > 20


ITEMS = ("Flour", "Salt", "Warm water", "Rye", "Old dough", "Honey", "Caraway", "Oil")


@pytest.mark.parametrize("opening", [1, 2, 3])
def test_long_prose_on_both_sides_of_a_list_stays(opening: int) -> None:
    long = [f"{PROSE[at % 5]} {PROSE[(at + 2) % 5]}" for at in range(8)]
    text = paragraphs((*long[:opening], *ITEMS, *long[opening:]))
    assert set(long) <= set(body(text))
    assert set(long) <= set(body(paragraphs((*MENU, text, *MENU)), MENU[:2]))


def test_long_prose_beyond_furniture_that_a_rule_knows_goes() -> None:
    long = f"{PROSE[1]} {PROSE[4]}"
    text = paragraphs((*PROSE, *MENU, long))
    assert body(text, MENU[:1]) == list(PROSE)
    assert body(text)[-1] == long
