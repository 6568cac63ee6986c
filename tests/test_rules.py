"""The rule engine: what a rule sees of a page, when it fires and when it must not, and the rules in words."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from cleanpress.errors import OptionError
from cleanpress.judge.packs import Example, Pack, Risk, Rule, Scope
from cleanpress.judge.phrases import PhraseFinder
from cleanpress.judge.rules import count_sentences, judge_rules, normalise, shipped_packs
from cleanpress.model import Block, Kind, Label, Node, Page
from cleanpress.write.rules import rules_list, rules_show, rules_test

EXAMPLES = (Example("Join the club"), Example("Join our club"))


def rule(**fields: Any) -> Rule:
    """A rule of scope line for "Join the/our club", but for the fields given."""
    common: dict[str, Any] = {
        "id": "newsletter.club",
        "label": Label.NEWSLETTER,
        "summary": "Call to join the club.",
        "scope": Scope.LINE,
        "risk": Risk.SAFE,
        "removes": EXAMPLES,
        "keeps": (Example("They join the club today.", "reporting"),),
        "needs": ("club",),
        "match": "join (?:the|our) club",
    }
    if fields.get("scope") is Scope.ELEMENT:
        common |= {"needs": (), "match": ""}
    return Rule(**(common | fields))


def pack(*rules: Rule, **fields: Any) -> Pack:
    return Pack(**({"name": "test.toml", "lang": "en", "rules": rules} | fields))


def page_of(*texts: str, **fields: Any) -> Page:
    blocks = tuple(Block(index=number, text=text) for number, text in enumerate(texts))
    return Page(source="text", blocks=blocks, **fields)


def fired(page: Page, *rules: Rule) -> list[tuple[int, str]]:
    return [(verdict.block, verdict.rule) for verdict in judge_rules(page, [pack(*rules)])]


def node(first: int, last: int, *words: str, tag: str = "div", index: int = 0, **attributes: str) -> Node:
    return Node(
        index=index,
        parent=-1,
        tag=tag,
        path=f"/{tag}",
        depth=1,
        first=first,
        last=last,
        words=words,
        attributes={name.replace("_", "-"): value for name, value in attributes.items()},
    )


def page_with(*nodes: Node, blocks: int = 4) -> Page:
    text = "Words of the page that say little"
    return Page(source="html", blocks=tuple(Block(index=n, text=text) for n in range(blocks)), nodes=nodes)


# What a rule sees of a text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Join  the\tclub", "Join the club"),
        ("‘Don’t’ – “go”—now", "'Don't' - \"go\"-now"),
        ("Join\u00a0the\u202fclub", "Join the club"),
        ("Jo\u200bin the cl\u00adub", "Join the club"),
        ("▶️ Join the club →", "Join the club"),
        ("• | Join the club ››", "Join the club"),
        ("📧 Join the club 👇🏽", "Join the club"),
        ("\ue001 Join the club", "Join the club"),
        ("“Join the club”", "Join the club"),
        ("«Join the club»", "Join the club"),
        ("“Join” the “club”", '"Join" the "club"'),
        ("Vous dites « oui » ou non", 'Vous dites " oui " ou non'),
        ("© 2026 Harbour Press", "© 2026 Harbour Press"),
        ("Join the club:", "Join the club:"),
        ("$5 a month", "$5 a month"),
        ("→ ★", ""),
        ("", ""),
    ],
)
def test_normal_form(text: str, plain: str) -> None:
    assert normalise(text) == plain


@given(st.text(alphabet="ab «»“’'\"–→•\u00a0\u200b☎é.", max_size=30))
def test_normal_form_has_no_edges_to_strip(text: str) -> None:
    plain = normalise(text)
    assert plain == plain.strip()
    assert not set(plain) & set("«»“’–\u00a0\u200b")


PHRASES = st.lists(st.text(alphabet="abß é", min_size=1, max_size=5).map(str.strip).filter(bool), max_size=8)


@given(PHRASES, st.lists(st.text(alphabet="abBßéÉ  \n", max_size=30), max_size=6))
def test_finder_finds_what_a_plain_search_finds(phrases: list[str], texts: list[str]) -> None:
    phrases = [" ".join(phrase.split()) for phrase in phrases]
    expected = {}
    for number, text in enumerate(texts):
        folded = " ".join(text.casefold().split())
        stands = {phrase for phrase in phrases if phrase.casefold() in folded}
        if stands:
            expected[number] = stands
    assert PhraseFinder(phrases).find([" ".join(text.split()) for text in texts]) == expected


def test_finder_reads_texts_with_line_ends() -> None:
    assert PhraseFinder(["the club"]).find(["Join\nthe\nclub", "Leave\nit", "The club"]) == {
        0: {"the club"},
        2: {"the club"},
    }


@pytest.mark.parametrize(
    ("text", "sentences"),
    [("Join", 1), ("Join. Now", 2), ("Join! Now? “Yes.”", 3), ("It costs 3.50 a week.", 1), ("加入。 现在", 2)],
)
def test_count_sentences(text: str, sentences: int) -> None:
    assert count_sentences(text) == sentences


# When rules on text fire


@pytest.mark.parametrize("text", ["Join the club", "JOIN OUR CLUB", "→ Join the club ★", "“Join the club”"])
def test_a_line_rule_fires_on_variants(text: str) -> None:
    assert fired(page_of("Rain fell.", text), rule()) == [(1, "newsletter.club")]


@pytest.mark.parametrize("text", ["They join the club today", "Join the club and more", "Leave the club", "Club"])
def test_a_line_rule_matches_the_whole_text(text: str) -> None:
    assert fired(page_of(text), rule()) == []


def test_a_verdict_says_who_what_and_why() -> None:
    safe, hint = judge_rules(
        page_of("Join the club"),
        [pack(rule(), rule(id="app.club", label=Label.APP, risk=Risk.HINT, summary="TV club."))],
    )
    assert (safe.label, safe.confidence, safe.judge) == (Label.NEWSLETTER, 0.95, "rules")
    assert safe.why == "matches: call to join the club"
    assert (hint.label, hint.confidence, hint.why) == (Label.APP, 0.5, "matches: TV club")


def test_unless_holds_a_rule_back() -> None:
    guarded = rule(match=".*club.*", unless='\\bsaid\\b|["]')
    assert fired(page_of("Our club", "Our club, she said", "Our “club” is open"), guarded) == [(0, "newsletter.club")]


def test_a_line_rule_never_fires_on_prose() -> None:
    greedy = rule(match=".*club.*")
    fits = "club " + "x" * 195
    assert fired(page_of(fits, fits + "x"), greedy) == [(0, "newsletter.club")]
    assert fired(page_of("Our club. Join it.", "Our club. Join it. Now."), greedy) == [(0, "newsletter.club")]


def test_a_block_rule_fires_on_prose_of_any_length() -> None:
    searched = rule(scope=Scope.BLOCK)
    long = "She read on. " * 40 + "Join the club"
    assert fired(page_of(long, "So join our club now", "Nothing"), searched) == [
        (0, "newsletter.club"),
        (1, "newsletter.club"),
    ]


def test_a_text_without_the_needed_words_never_meets_the_pattern() -> None:
    broken = rule(match="(")
    assert fired(page_of("Rain fell", "x" * 500), broken) == []
    with pytest.raises(Exception, match="missing"):
        fired(page_of("The club"), broken)


def test_code_and_verse_are_not_touched() -> None:
    blocks = tuple(
        Block(index=number, text="Join the club", kind=kind)
        for number, kind in enumerate((Kind.CODE, Kind.VERSE, Kind.HEADING))
    )
    assert fired(Page(source="html", blocks=blocks), rule()) == [(2, "newsletter.club")]


def test_a_pattern_that_takes_too_long_gives_no_verdict(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("packs", "rules"):
        monkeypatch.setattr(f"cleanpress.judge.{module}.TIMEOUT", 0.05)
    slow = rule(id="newsletter.slow", needs=("aaa",), match="(?:a|aa)+b")
    with caplog.at_level(logging.WARNING, logger="cleanpress"):
        late: set[str] = set()
        assert judge_rules(page_of("a" * 150, "a" * 151), [pack(slow)], late) == []
    # Once late, a rule is not tried on the next block.
    assert late == {"newsletter.slow"}
    assert [record.getMessage() for record in caplog.records] == [
        "rule newsletter.slow gives no more verdicts on this page: a pattern takes over 0.05 s"
    ]
    slow_exception = rule(unless="(?:c|cc)+d", match=".*", needs=("ccc",))
    assert fired(page_of("c" * 150), slow_exception) == []


def test_patterns_see_the_beginning_of_a_long_block() -> None:
    join = rule(scope=Scope.BLOCK)
    assert fired(page_of("x" * 1900 + " join the club " + "x" * 300), join) == [(0, "newsletter.club")]
    assert fired(page_of("x" * 2100 + " join the club"), join) == []


def test_verdicts_come_by_block_and_in_the_order_of_the_rules() -> None:
    first, second = rule(id="newsletter.b"), rule(id="newsletter.a")
    expected = [(0, "newsletter.b"), (0, "newsletter.a"), (1, "newsletter.b"), (1, "newsletter.a")]
    assert fired(page_of("Join the club", "Join our club"), first, second) == expected


# When rules on elements fire


def element(**fields: Any) -> Rule:
    return rule(scope=Scope.ELEMENT, id="share.bar", label=Label.SHARE, summary="Row of buttons.", **fields)


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        (("share", "bar"), True),
        (("article", "share", "bar", "", "wide"), True),
        (("wide", "", "share", "bar"), True),
        (("share", "", "bar"), False),
        (("bar", "share"), False),
        (("share", "wide", "bar"), False),
        (("shareholder", "bar"), False),
        ((), False),
    ],
)
def test_words_stand_next_to_each_other_in_one_token(words: tuple[str, ...], hit: bool) -> None:
    page = page_with(node(1, 2, *words))
    assert fired(page, element(words=(("share", "bar"),))) == ([(1, "share.bar")] if hit else [])


def test_an_element_verdict_covers_every_block_inside_once() -> None:
    outer, inner = node(1, 3, "share", "bar"), node(2, 3, "share", "bar", index=1)
    verdicts = judge_rules(page_with(outer, inner), [pack(element(words=(("share", "bar"),)))])
    assert [(verdict.block, verdict.judge, verdict.confidence) for verdict in verdicts] == [
        (1, "element", 0.95),
        (2, "element", 0.95),
    ]
    assert verdicts[0].why == "in an element named as: row of buttons"


@pytest.mark.parametrize(
    ("attributes", "hit"),
    [
        ({"role": "toolbar"}, True),
        ({"role": "group TOOLBAR"}, True),
        ({"role": "tool"}, False),
        ({"itemprop": "shareUrl"}, True),
        ({"itemprop": "url"}, False),
        ({"aria_label": "Share this – now"}, True),
        ({"aria_label": "Shareholders"}, False),
    ],
)
def test_role_itemprop_or_label_suffices(attributes: dict[str, str], hit: bool) -> None:
    tested = element(roles=("toolbar",), itemprops=("shareUrl",), aria=r"^share this -", words=(("share", "bar"),))
    assert bool(fired(page_with(node(0, 1, "wide", **attributes)), tested)) is hit


def test_tags_and_other_words_hold_an_element_rule_back() -> None:
    tested = element(words=(("share",),), tags=("div", "ul"), unless_words=(("price",), ("market", "data")))
    pages = [
        page_with(node(0, 1, "share")),
        page_with(node(0, 1, "share", tag="table")),
        page_with(node(0, 1, "share", "price")),
        page_with(node(0, 1, "share", "", "market", "data")),
        page_with(node(0, 1, "share", "", "market", "", "data")),
    ]
    assert [bool(fired(page, tested)) for page in pages] == [True, False, False, False, True]


def test_the_name_of_a_custom_element_counts() -> None:
    assert fired(page_with(node(2, 3, tag="share-bar")), element(words=(("share", "bar"),))) == [(2, "share.bar")]


@pytest.mark.parametrize("tag", ["html", "body", "main"])
def test_the_outermost_elements_are_never_hit(tag: str) -> None:
    assert fired(page_with(node(0, 4, "share", tag=tag)), element(words=(("share",),))) == []


def test_an_element_that_holds_the_article_is_not_hit() -> None:
    tested = element(words=(("share",),))
    article = node(1, 3, tag="article", index=1)
    assert fired(page_with(node(0, 4, "share"), article), tested) == []
    assert fired(page_with(node(0, 3, "share", tag="article")), tested) == []
    page = page_with(node(0, 4, "share"))
    heading = replace(page.blocks[0], kind=Kind.HEADING, level=1)
    assert fired(replace(page, blocks=(heading, *page.blocks[1:])), tested) == []
    # Half of the text or less is a part of the page, whatever stands in it.
    assert len(fired(page_with(node(1, 3, "share"), article), tested)) == 2
    # Without heading or article in it, it may be the bigger part: a page can be all comments.
    assert len(fired(page, tested)) == 4


# Which packs apply


@pytest.mark.parametrize(
    ("url", "canonical", "applies"),
    [
        ("https://example.org/a", None, True),
        ("https://www.Example.org:443/a", None, True),
        ("https://notexample.org/a", None, False),
        ("https://example.org.test/a", None, False),
        ("https://archive.test/a", "https://example.org/a", True),
        (None, "https://m.example.org/a", True),
        ("https://[broken", None, False),
        (None, None, False),
    ],
)
def test_a_site_pack_applies_to_its_site(url: str | None, canonical: str | None, applies: bool) -> None:
    tree = (
        html.fromstring(f'<html><head><link rel="canonical" href="{canonical}"></head></html>') if canonical else None
    )
    page = page_of("Join the club", url=url, tree=tree)
    general, site = pack(rule()), pack(rule(id="newsletter.site"), site="example.org", reason="Only there.")
    found = [verdict.rule for verdict in judge_rules(page, [general, site])]
    assert found == ["newsletter.club", "newsletter.site"][: 2 if applies else 1]


# The rules in words


def test_list_has_one_aligned_line_a_rule() -> None:
    packs = [pack(rule(), element(words=(("share",),), risk=Risk.HINT))]
    assert rules_list(packs) == [
        "newsletter.club  newsletter  line     safe  Call to join the club.",
        "share.bar        share       element  hint  Row of buttons.",
    ]
    assert rules_list([]) == []


def test_show_tells_all_of_a_rule() -> None:
    packs = [pack(rule(unless="said"), site="example.org", reason="Only there.")]
    assert rules_show(packs, "newsletter.club") == [
        "newsletter.club",
        "Call to join the club.",
        "  pack: test.toml, language en, only on example.org: Only there.",
        "  label: newsletter",
        "  scope: line",
        "  risk: safe",
        "  needs: club",
        "  match: join (?:the|our) club",
        "  unless: said",
        "removes",
        "  - Join the club",
        "  - Join our club",
        "keeps",
        "  - They join the club today.  (reporting)",
    ]
    with pytest.raises(OptionError, match=r"There is no rule 'newsletter\.clubs'; did you mean 'newsletter\.club'\?"):
        rules_show(packs, "newsletter.clubs")


def test_test_gives_lines_and_an_exit_code() -> None:
    assert rules_test([pack(rule())]) == (["3 cases of 1 rule in 1 pack: all pass"], 0)
    lines, code = rules_test([pack(rule(match="join the club"))])
    assert lines == [
        "test.toml: newsletter.club removes 2: the rule does not match: 'Join our club'",
        "3 cases of 1 rule in 1 pack: 1 fails",
    ]
    assert code == 1


def test_the_shipped_packs_are_loaded_once() -> None:
    assert shipped_packs() is shipped_packs()
