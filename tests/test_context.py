"""The judge of context: what names the blocks that structure places outside the article, and that it only names."""

from __future__ import annotations

from itertools import permutations

import pytest

from cleanpress.judge.context import judge_context
from cleanpress.judge.context_words import label_of_names, label_of_target
from cleanpress.judge.engine import mark
from cleanpress.model import Block, Kind, Label, Page, Verdict
from weir import SIGN_UP, fast, judged, p, page, paragraphs

OTHER_STORY = "The ferry to the island is mended before the herring come"
NEXT_STORY = "A bell without a tower looks for a home in the valley"


def names(source: str) -> dict[str, tuple[str, str]]:
    """By its text, what this judge calls each block, and why."""
    made, seen, opinion = judged(source)
    found = judge_context(made, [*seen, *opinion.verdicts])
    return {made.blocks[v.block].text: (v.label.value, v.why) for v in found}


def with_insert(insert: str) -> str:
    """A page with `insert` behind the third of six paragraphs."""
    texts = paragraphs(6)
    return page(p(texts[:3]) + insert + p(texts[3:]))


def link(text: str, href: str = "/2024/05/03/story") -> str:
    return f'<a href="{href}">{text}</a>'


# Headings


def test_a_heading_names_the_box_under_it_up_to_the_next_heading() -> None:
    box = f"<h3>Related stories</h3><p>{link(OTHER_STORY)}</p><p>Two minutes</p><h3>What is on</h3><p>Bus times</p>"
    found = names(with_insert(f'<div class="zone">{box}</div>'))
    assert found[OTHER_STORY] == found["Two minutes"] == ("related", "under the heading “Related stories”")
    assert "Bus times" not in found


def test_a_heading_does_not_reach_beyond_its_element() -> None:
    source = with_insert("<aside><h3>Related stories</h3><ul><li>Eels</li></ul></aside><div><span>Tides</span></div>")
    found = names(source)
    assert found["Eels"][0] == "related"
    assert "Tides" not in found


def test_a_heading_never_names_the_article_below_it() -> None:
    texts = paragraphs(5)
    article = fast(page(f"<h3>Related stories</h3>{p(texts)}"))
    assert [block.text for block in article.blocks if block.label is Label.BODY] == texts


# Links


@pytest.mark.parametrize(
    ("href", "label"),
    [
        ("https://www.facebook.com/sharer.php?u=x", "share"),
        ("https://twitter.com/intent/tweet?url=x", "share"),
        ("mailto:?subject=x", "share"),
        ("https://twitter.com/ness/status/12", None),
        ("mailto:desk@ness.example", None),
        ("https://apps.apple.com/app/ness", "app"),
        ("https://amzn.to/x1", "advert"),
        ("https://www.amazon.co.uk/dp/1?tag=ness-21", "advert"),
        ("https://www.amazon.co.uk/dp/1", None),
        ("#comments", "comments"),
        ("#comments-on-the-weir", None),
        ("/newsletters", "newsletter"),
        ("/2024/newsletters-come-back", None),
        ("/login?next=/weir", "login"),
        ("https://ness.example/abo.html", "paywall"),
        ("/tag/floods/", "navigation"),
        ("/topics", None),
        ("/section/local/2024/05/weir", None),
        ("", None),
        ("//", None),
        ("http://", None),
        ("http://[", None),
    ],
)
def test_a_target_says_what_a_link_is(href: str, label: str | None) -> None:
    assert label_of_target(href) == label


def test_links_are_named_by_where_they_lead() -> None:
    found = names(with_insert(f"<div><span>{link('Blau', 'https://wa.me/?text=x')}</span></div>"))
    assert found["Blau"] == ("share", "a link to a network, to share the page")


def test_a_link_with_a_price_is_an_advert() -> None:
    found = names(with_insert(f"<div>{link('Rubber boots, $29.90', 'https://boots.example/1')}</div>"))
    assert found["Rubber boots, $29.90"][0] == "advert"
    headline = "A $29bn budget for the weirs of the whole county is passed"
    assert names(with_insert(f"<div>{link(headline)}</div>"))[headline][0] == "related"


def test_a_headline_that_is_all_link_is_related_and_its_summary_too() -> None:
    card = f'<div class="c"><h4>{link(OTHER_STORY)}</h4><p>Tar and patience.</p></div>'
    found = names(with_insert(card))
    assert found[OTHER_STORY][0] == "related"
    assert found["Tar and patience."] == ("related", "beside the headline of another story")


def test_rows_of_short_links_are_navigation_and_lists_of_headlines_related() -> None:
    row = "".join(f"<li>{link(word, '/' + word)}</li>" for word in ("Eels", "Herring", "Salmon", "Pike"))
    found = names(with_insert(f"<div><ul>{row}</ul></div>"))
    assert {found[word] for word in ("Eels", "Pike")} == {("navigation", "in a row of short links")}
    rows = "".join(f"<li>{link(text)}</li>" for text in (OTHER_STORY, NEXT_STORY, "Eels"))
    found = names(with_insert(f"<div><ul>{rows}</ul></div>"))
    assert {found[text][0] for text in (OTHER_STORY, NEXT_STORY, "Eels")} == {"related"}


def test_a_row_of_links_within_the_page_is_navigation() -> None:
    texts = ["How the weir was built in the dry summer", "What the miller said about it", "Who paid for the stones"]
    row = "".join(f"<li>{link(text, f'#{n}')}</li>" for n, text in enumerate(texts))
    found = names(with_insert(f"<div><ul>{row}</ul></div>"))
    assert {found[text] for text in texts} == {("navigation", "in a list of places on this page")}


# Elements, forms, company


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("post comment date", "comments"),
        ("has comments", None),
        ("ad slot", "advert"),
        ("article social", None),
        ("social embed", None),
        ("text", None),
        ("", None),
    ],
)
def test_an_element_is_called_after_what_it_holds(words: str, label: str | None) -> None:
    found = label_of_names(tuple(words.split()))
    assert (found and found[0]) == label


def test_the_closest_element_that_says_something_names_the_block() -> None:
    insert = '<div class="verwandte-box"><div class="kommentare"><span>Drei</span></div><span>Vier</span></div>'
    found = names(with_insert(insert))
    assert found["Drei"] == ("comments", "in an element called “kommentare”")
    assert found["Vier"][0] == "related"


def test_prose_in_a_menu_is_no_menu() -> None:
    text = "The weir was built in a dry summer by the miller's sons. Nobody has paid them to this day, they say."
    source = page(f"<aside><div class='toc'><p>{text}</p><p>Eels</p></div></aside>{p(paragraphs(6, 20))}")
    assert text not in {where for where, (label, _) in names(source).items() if label == "navigation"}


def test_a_count_of_comments_heads_no_row_of_buttons() -> None:
    found = names(with_insert("<div><ul><li>12 comments</li><li>Fax</li></ul></div>"))
    assert "under the heading" not in found.get("Fax", ("", ""))[1]


def test_an_element_with_the_article_in_it_names_nothing() -> None:
    source = page(f"{p(paragraphs(5))}<div><span>Ebb</span></div>", '<div class="kommentare">{}</div>')
    assert "Ebb" not in names(source)


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ('<input type="email">', "newsletter"),
        ('<input type="email"><input type="password">', "login"),
        ('<input type="search">', "navigation"),
        ('<input type="email"><textarea></textarea>', "comments"),
    ],
)
def test_a_form_is_for_what_its_fields_take(field: str, label: str) -> None:
    found = names(with_insert(f"<form><p>Hier</p>{field}<button>Los</button></form>"))
    assert found["Hier"][0] == found["Los"][0] == label


def test_what_stands_among_blocks_of_one_name_has_it_too() -> None:
    found = names(with_insert(f"<div><p>Ten to four</p><p>{SIGN_UP}</p></div>"))
    assert found["Ten to four"] == ("newsletter", "among blocks that are newsletter")


def test_one_named_line_is_not_enough_company_for_a_long_one() -> None:
    long = "Ten to four, and once more at the turn of the tide on every second Sunday"
    assert long not in names(with_insert(f"<div><div>{long}</div><p>{SIGN_UP}</p></div>"))


def test_a_date_alone_before_the_article_is_a_dateline() -> None:
    source = page(f"<aside><div>3 May 2024</div><div>4 May 2024</div></aside>{p(paragraphs(5))}")
    assert {label for text, (label, _) in names(source).items() if "May" in text} <= {"dateline"}
    late = names(page(f"{p(paragraphs(5))}<aside><div>3 May 2024</div></aside>"))
    assert "3 May 2024" not in late


def test_prose_about_the_author_behind_the_article_is_the_bio() -> None:
    bio = "Ida Moor has kept the gauge at the weir for the Ness Post since the year of the great flood."
    source = page(f'<p class="byline">By Ida Moor</p><div>{p(paragraphs(5))}</div><footer><div>{bio}</div></footer>')
    assert names(source)[bio] == ("bio", "speaks of the author, outside the article")


@pytest.mark.parametrize("insert", ["<table><tr><td>Eels</td><td>4</td></tr></table>", "<blockquote>Eels</blockquote>"])
def test_tables_and_quoted_posts_are_left_alone(insert: str) -> None:
    assert "Eels" not in names(with_insert(f'<aside class="trending">{insert}</aside>'))


# What the engine makes of it


def verdict(judge: str, label: Label, confidence: float) -> Verdict:
    return Verdict(0, label, f"{judge}.x", confidence, "so", judge)


CONTEXT = verdict("context", Label.RELATED, 0.7)
OUTSIDE = verdict("blocks", Label.OTHER, 0.9)
INSIDE = verdict("blocks", Label.BODY, 0.6)


@pytest.mark.parametrize(
    ("others", "label"),
    [
        ([OUTSIDE], Label.RELATED),
        ([OUTSIDE, verdict("element", Label.PLAYER, 0.5)], Label.RELATED),
        ([OUTSIDE, verdict("rules", Label.PLAYER, 0.95)], Label.PLAYER),
        ([OUTSIDE, verdict("header", Label.BYLINE, 0.6)], Label.BYLINE),
        ([INSIDE], Label.BODY),
        ([INSIDE, verdict("element", Label.PLAYER, 0.5)], Label.BODY),
        ([], Label.BODY),
    ],
)
def test_context_only_names_what_is_removed_without_a_sure_name(others: list[Verdict], label: Label) -> None:
    made = Page(source="html", blocks=(Block(index=0, text="The tide turns"),))
    assert {mark(made, order)[0].label for order in permutations([*others, CONTEXT])} == {label}


def test_context_is_no_second_judge_against_prose() -> None:
    made = Page(source="html", blocks=(Block(index=0, text=" ".join(paragraphs(2))),))
    rule = verdict("rules", Label.RELATED, 0.95)
    assert mark(made, [INSIDE, rule, CONTEXT])[0].label is Label.BODY


def test_a_copy_that_is_kept_stays_whatever_its_other_copy_is_called() -> None:
    text = "The weir holds"
    made = Page(source="html", blocks=(Block(index=0, text=text), Block(index=1, text=text, kind=Kind.CAPTION)))
    said = [
        INSIDE,
        Verdict(0, Label.DUPLICATE, "repeats.x", 0.9, "so", "repeats"),
        Verdict(1, Label.OTHER, "blocks.x", 0.9, "so", "blocks"),
        Verdict(1, Label.CAPTION, "context.x", 0.7, "so", "context"),
    ]
    assert [block.label for block in mark(made, said)] == [Label.BODY, Label.CAPTION]


def test_nothing_is_said_of_a_page_without_blocks_or_of_a_judged_body() -> None:
    assert judge_context(Page(source="html"), []) == []
    made, seen, opinion = judged(page(p(paragraphs(5))))
    inside = {v.block for v in opinion.verdicts if v.label is Label.BODY}
    assert inside.isdisjoint(v.block for v in judge_context(made, [*seen, *opinion.verdicts]))
