"""The judge of repeats: what says the same words twice, which copy stays, and what repeats itself on purpose."""

from __future__ import annotations

import pytest

from cleanpress.judge.repeats import judge_repeats
from cleanpress.likeness import normal, weighty
from cleanpress.model import Hints, Kind, Label, Limits, Page, Verdict
from cleanpress.read.html import read_html
from cleanpress.read.text import read_text
from night_ferry import CAPTION, PROSE, TITLE


def dump(*lines: str, gap: str = "\n\n") -> Page:
    return read_text(gap.join(lines), url=None, limits=Limits())


def html(body: str) -> Page:
    return read_html(f"<html><body>{body}</body></html>", url=None, encoding=None, limits=Limits())


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def found(page: Page, hints: Hints | None = None, seen: tuple[Verdict, ...] = ()) -> dict[int, tuple[str, str]]:
    """Block number to (label, rule without its prefix)."""
    verdicts = judge_repeats(page, hints or Hints(), seen)
    return {verdict.block: (verdict.label.value, verdict.rule.removeprefix("repeats.")) for verdict in verdicts}


def at(page: Page, text: str) -> list[int]:
    return [block.index for block in page.blocks if block.text == text]


class TestCaptions:
    def test_variant_with_credit_is_the_caption(self) -> None:
        page = dump(TITLE, *PROSE[:2], CAPTION, f"{CAPTION} (Reuters)", *PROSE[2:])
        assert found(page) == {3: ("duplicate", "caption-credit"), 4: ("caption", "caption-credit")}

    def test_order_of_the_variants_does_not_matter(self) -> None:
        page = dump(TITLE, *PROSE[:2], f"{CAPTION} (Ana Ruiz/AFP)", PROSE[2], CAPTION, *PROSE[3:])
        assert found(page) == {3: ("caption", "caption-credit"), 5: ("duplicate", "caption-credit")}

    def test_plain_line_twice_without_a_blank_line(self) -> None:
        page = read_text(
            "\n\n".join([TITLE, PROSE[0], f"{CAPTION}.\n{CAPTION}.", *PROSE[1:]]), url=None, limits=Limits()
        )
        assert found(page) == {2: ("caption", "caption"), 3: ("duplicate", "caption")}

    @pytest.mark.parametrize("other", ["on the fourth day", "at the third day", "on the third night"])
    def test_another_word_is_another_caption(self, other: str) -> None:
        changed = CAPTION.replace("on the third day", other)
        assert found(dump(TITLE, PROSE[0], changed, f"{CAPTION} (Reuters)", *PROSE[1:])) == {}

    @pytest.mark.parametrize(
        ("one", "two"),
        [
            ("Pier 3 after the storm of last week", "Pier 4 after the storm of last week"),
            ("Ana Ruiz speaks to the crews at noon", "Eva Ruiz speaks to the crews at noon"),
            ("The pier as it was on 3 May 2024", "The pier as it was on 3 May 2025"),
            ("The pier lost 5% of its planks in May", "The pier lost 5 of its planks in May"),
        ],
    )
    def test_number_name_and_date_keep_texts_apart(self, one: str, two: str) -> None:
        assert found(dump(TITLE, PROSE[0], f"{one} (Reuters)", f"{two} (Reuters)", *PROSE[1:])) == {}

    def test_same_words_credited_to_two_people_are_two_pictures(self) -> None:
        assert found(dump(TITLE, PROSE[0], f"{CAPTION} (Reuters)", f"{CAPTION} (AFP)", *PROSE[1:])) == {}

    def test_paragraph_far_from_the_caption_stays(self) -> None:
        page = dump(TITLE, CAPTION + ".", *PROSE, f"{CAPTION}. (Reuters)")
        assert found(page) == {}

    def test_figcaption_twice(self) -> None:
        figure = f"<figure><img src=a.jpg><figcaption>{CAPTION}</figcaption></figure>"
        page = html(f"<article><h1>{TITLE}</h1>{figure}{paragraphs(*PROSE)}{figure}</article>")
        one, two = at(page, CAPTION)
        assert found(page) == {one: ("caption", "caption"), two: ("duplicate", "caption")}

    def test_line_under_the_figure_that_repeats_its_caption(self) -> None:
        figure = f"<figure><img src=a.jpg><figcaption>{CAPTION}</figcaption></figure>"
        page = html(f"<article><h1>{TITLE}</h1>{figure}<p>{CAPTION}</p>{paragraphs(*PROSE)}</article>")
        one, two = at(page, CAPTION)
        assert found(page) == {one: ("caption", "caption"), two: ("duplicate", "caption")}

    def test_alternative_text_as_a_line_beside_the_picture(self) -> None:
        page = html(
            f"<article><h1>{TITLE}</h1><p>{PROSE[0]}</p><div><img src=a.jpg alt='{CAPTION}'></div><p>{CAPTION}</p>"
            f"{paragraphs(*PROSE[1:])}</article>"
        )
        assert found(page) == {at(page, CAPTION)[0]: ("caption", "caption")}

    def test_headline_that_is_also_the_alternative_text_is_no_caption(self) -> None:
        page = html(f"<article><img src=a.jpg alt='{TITLE}'><h1>{TITLE}</h1>{paragraphs(*PROSE)}</article>")
        assert found(page, Hints(title=TITLE)) == {}


class TestHeadline:
    def test_line_in_the_text(self) -> None:
        page = html(
            f"<article><h1>{TITLE}</h1><p>{PROSE[0]}</p><p>{TITLE.upper()}</p>{paragraphs(*PROSE[1:])}</article>"
        )
        assert found(page) == {0: ("title", "headline"), 2: ("duplicate", "headline")}

    def test_title_from_the_hints_in_a_dump(self) -> None:
        page = dump(TITLE, PROSE[0], f"“{TITLE}”", *PROSE[1:])
        assert found(page, Hints(title=TITLE)) == {0: ("title", "headline"), 2: ("duplicate", "headline")}

    def test_headline_that_another_judge_chose_stays(self) -> None:
        page = dump(TITLE, PROSE[0], TITLE, *PROSE[1:])
        seen = (Verdict(2, Label.TITLE, "header.title", 0.9, "the largest heading", "header"),)
        assert found(page, seen=seen) == {0: ("duplicate", "headline"), 2: ("title", "headline")}

    def test_longer_headline_is_another(self) -> None:
        page = dump(TITLE, PROSE[0], f"{TITLE} of nine days", *PROSE[1:])
        assert found(page, Hints(title=TITLE)) == {}


class TestStandfirst:
    def test_short_one_is_kept_as_data(self) -> None:
        text = "Nine days without a boat end with a paper on a low table."
        page = dump(TITLE, text, "Ana Ruiz", "Tuesday 3 March 2026", text, *PROSE)
        assert found(page, Hints(title=TITLE)) == {1: ("standfirst", "standfirst"), 4: ("duplicate", "standfirst")}

    def test_long_paragraph_stays_in_the_text(self) -> None:
        text = f"{PROSE[0]} {PROSE[2]}"
        page = html(
            f"<article><h1>{TITLE}</h1><h2>{text}</h2><div>Ana Ruiz</div>{paragraphs(text, *PROSE[3:])}</article>"
        )
        assert found(page) == {1: ("standfirst", "standfirst")}

    def test_other_first_paragraph(self) -> None:
        text = "Nine days without a boat end with a paper on a low table."
        page = dump(TITLE, text, "Ana Ruiz", text.replace("Nine", "Ten"), *PROSE)
        assert found(page, Hints(title=TITLE)) == {}


class TestPullQuotes:
    SENTENCE = "Nobody wanted to be the first one to sign it."
    HOLDS = (
        f"By evening a paper lay on one of these low tables in the school hall. {SENTENCE} The mayor had brought a pen."
    )

    def page(self, quote: str) -> Page:
        return html(f"<article><h1>{TITLE}</h1>{paragraphs(*PROSE[:3])}{quote}<p>{self.HOLDS}</p></article>")

    @pytest.mark.parametrize(
        "form",
        [
            "<blockquote>“{}”</blockquote>",
            "<aside><p>{}</p></aside>",
            "<div class=pull-quote><p>{}</p></div>",
            "<p>“{}”</p>",
            "<p><strong>{}</strong></p>",
        ],
    )
    def test_sentence_of_the_text(self, form: str) -> None:
        page = self.page(form.format(self.SENTENCE))
        assert found(page) == {4: ("duplicate", "pull-quote")}
        assert judge_repeats(page, Hints())[0].why == "repeats words of block 5"

    def test_name_under_the_quote_goes_with_it(self) -> None:
        page = self.page(f"<blockquote><p>{self.SENTENCE}</p><p>Ana Ruiz, mate</p></blockquote>")
        assert found(page) == {4: ("duplicate", "pull-quote"), 5: ("other", "pull-quote")}

    def test_quotation_that_the_text_does_not_hold(self) -> None:
        assert found(self.page("<blockquote>Nobody wanted to be the last one to sign it.</blockquote>")) == {}

    @pytest.mark.parametrize(
        "form",
        [
            "<figure class=pullquote><blockquote>{}</blockquote></figure>",
            "<blockquote>{}</blockquote>",
            "<figure><p>{}</p></figure>",
            "<div class=pull-quote><h3>{}</h3></div>",
        ],
    )
    def test_from_the_middle_of_a_sentence(self, form: str) -> None:
        page = self.page(form.format("A paper lay on one of these low tables"))
        assert found(page) == {4: ("duplicate", "pull-quote")}

    @pytest.mark.parametrize(
        ("names", "gone"),
        [("pull", True), ("wp-block-pullquote", True), ("pullQuote", True), ("pull-left", False), ("box", False)],
    )
    def test_few_words_need_a_name(self, names: str, gone: bool) -> None:
        page = self.page(f'<blockquote class="{names}">Nobody wanted to.</blockquote>')
        assert found(page) == ({4: ("duplicate", "pull-quote")} if gone else {})

    SAID = "I do not sign for the crews. I sign because it rains."

    @pytest.mark.parametrize(
        "text",
        [
            "“I do not sign for the crews,” she said in the hall. “I sign because it rains.” Nobody laughed at that.",
            "“I do not sign for the crews,” she said in the hall.</p><p>“I sign because it rains,” she said later on.",
        ],
    )
    def test_sentences_that_stand_apart(self, text: str) -> None:
        quote = f"<figure class=pullquote><blockquote>{self.SAID}</blockquote></figure>"
        page = html(f"<article><h1>{TITLE}</h1>{paragraphs(*PROSE[:3])}{quote}<p>{text}</p></article>")
        assert found(page) == {4: ("duplicate", "pull-quote")}

    def test_sentence_that_the_text_lacks_keeps_the_quotation(self) -> None:
        text = "“I do not sign for the crews,” she said in the hall, where nobody laughed at that any more than before."
        quote = f"<figure class=pullquote><blockquote>{self.SAID}</blockquote></figure>"
        page = html(f"<article><h1>{TITLE}</h1>{paragraphs(*PROSE[:3])}{quote}<p>{text}</p></article>")
        assert found(page) == {}

    def test_caption_with_words_of_the_text_stays(self) -> None:
        picture = '<figure><img src="a.jpg"><p>A paper lay on one of these low tables</p></figure>'
        assert found(self.page(picture)) == {}

    def test_plain_paragraph_in_html_stays(self) -> None:
        assert found(self.page(f"<p>{self.SENTENCE}</p>")) == {}

    def test_lone_line_of_a_dump(self) -> None:
        page = dump(TITLE, *PROSE[:3], self.SENTENCE, self.HOLDS, PROSE[4])
        assert found(page) == {4: ("duplicate", "pull-quote")}

    def test_part_of_a_sentence_as_a_line_stays(self) -> None:
        page = dump(TITLE, *PROSE[:3], "One of these low tables in the school hall.", self.HOLDS, PROSE[4])
        assert found(page) == {}

    def test_ideographs_count_as_words(self) -> None:
        said = "最初に署名する者になりたい人は誰もいなかった。"
        text = "夕方には低い机の上に一枚の紙が置かれていた。" + said + "町長はペンを持って来ていた。" * 4
        page = html(f"<article>{paragraphs(*PROSE[:3])}<blockquote>{said}</blockquote><p>{text}</p></article>")
        assert found(page) == {3: ("duplicate", "pull-quote")}


class TestResponsiveCopies:
    def copy(self, name: str, more: str = "") -> str:
        return f"<div class={name}{more}>{paragraphs(*PROSE[:2])}<h3>The hall</h3>{paragraphs(*PROSE[2:])}</div>"

    def test_first_copy_stays_whole(self) -> None:
        page = html(self.copy("mobile") + self.copy("desktop"))
        assert found(page) == dict.fromkeys(range(6, 12), ("duplicate", "responsive-copy"))
        assert [verdict.why for verdict in judge_repeats(page, Hints())] == [
            f"same words as block {n}" for n in range(6)
        ]

    def test_visible_copy_stays(self) -> None:
        page = html(self.copy("mobile", " hidden") + self.copy("desktop"))
        assert found(page) == dict.fromkeys(range(6), ("duplicate", "responsive-copy"))

    def test_complete_copy_stays(self) -> None:
        page = html(f"<div class=teaser>{paragraphs(*PROSE[:2])}</div>" + self.copy("desktop"))
        assert set(found(page)) == {0, 1}

    def test_three_copies_leave_one(self) -> None:
        page = html(self.copy("a") + self.copy("b") + self.copy("c"))
        assert set(found(page)) == set(range(6, 18))

    def test_in_a_dump(self) -> None:
        page = dump(*PROSE, *PROSE)
        assert set(found(page)) == set(range(5, 10))

    def test_list_given_twice_stays(self) -> None:
        items = "".join(f"<li>{text}</li>" for text in PROSE)
        page = html(f"<p>{PROSE[0]} One.</p><ul>{items}</ul><p>{PROSE[0]} Two.</p><ul>{items}</ul>")
        assert found(page) == {}


class TestBlocks:
    LONG = f"{PROSE[0]} {PROSE[3]}"

    def test_long_paragraph_twice(self) -> None:
        page = dump(TITLE, self.LONG, *PROSE[1:3], self.LONG, PROSE[4])
        assert found(page) == {4: ("duplicate", "block")}

    def test_copy_in_the_article_stays(self) -> None:
        page = html(f"<aside><p>{self.LONG}</p></aside><article>{paragraphs(*PROSE[1:3], self.LONG)}</article>")
        assert found(page) == {0: ("duplicate", "block")}

    def test_copy_that_another_judge_takes_for_furniture_is_never_the_one_that_stays(self) -> None:
        seen = (Verdict(1, Label.RELATED, "related.box", 0.9, "a box of related links", "element"),)
        assert found(dump(TITLE, self.LONG, *PROSE[1:3], self.LONG, PROSE[4]), seen=seen) == {}

    def test_short_one_side_by_side(self) -> None:
        head = "<h2>What the crews asked for then</h2>"
        page = html(f"<article><p>{PROSE[0]}</p>{head}{head}{paragraphs(*PROSE[1:])}</article>")
        assert found(page) == {2: ("duplicate", "block")}

    def test_hidden_copy_of_a_short_line(self) -> None:
        line = "The boats go at nine in the evening."
        page = html(f"<p hidden>{line}</p>{paragraphs(*PROSE)}<p>{line}</p>")
        assert found(page) == {0: ("duplicate", "block")}

    def test_slogan_far_apart_stays(self) -> None:
        line = "The sea will wait for no one."
        assert found(dump(TITLE, PROSE[0], line, *PROSE[1:4], line, PROSE[4])) == {}


class TestOnPurpose:
    @pytest.mark.parametrize(
        "lines",
        [
            ["Yes, sir.", "No, sir.", "Yes, sir.", "Yes, sir."],
            ["Q: Did you see the boat leave the pier?", "A: I did not.", "Q: Did you see the boat leave the pier?"],
            ["Ruiz: I can not recall any of that today.", "Ruiz: I can not recall any of that today."],
            ["Why did nobody want to sign the paper?", "Why did nobody want to sign the paper?"],
            ["O ferry, night ferry, come home", "the lamp on the pier is lit", "the wind has gone out with the tide",
             "O ferry, night ferry, come home", "O ferry, night ferry, come home"],
            ["3:1", "2:0", "3:1", "3:1"],
            ["- Bread, salt and two kinds of cheese", "- Bread, salt and two kinds of cheese"],
        ],
    )  # fmt: skip
    def test_dump(self, lines: list[str]) -> None:
        assert found(dump(TITLE, *PROSE[:2], *lines, *PROSE[2:])) == {}

    def test_verse(self) -> None:
        stanza = "O ferry, night ferry, come home<br>the lamp on the pier is lit<br>O ferry, night ferry<br>come home"
        page = html(f"<article><p>{PROSE[0]}</p><p>{stanza}</p><p>{stanza}</p>{paragraphs(*PROSE[1:])}</article>")
        assert [block.kind for block in page.blocks].count(Kind.VERSE) == 2
        assert found(page) == {}

    def test_cells_and_list_items(self) -> None:
        row = "<tr><td>Not on the list of the harbour office</td><td>Yes</td></tr>"
        item = "<li>Bread, salt and two kinds of cheese</li>"
        page = html(f"{paragraphs(*PROSE)}<table>{row}{row}</table><ul>{item}{item}</ul>")
        assert found(page) == {}


def test_normal_form() -> None:
    assert normal("‘It’s  a “wish”—of 1990–95’…") == normal("'it's a \"WISH\" - of 1990-95'")
    assert normal("Is it so?") != normal("Is it so.")
    assert normal("5 % less") != normal("6 % less")
    assert not weighty("Yes and no")
    assert weighty("委員会は木曜日に再び開かれる")
