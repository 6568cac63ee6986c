"""Applies rule packs to a page. Most blocks never meet a regular expression: their words rule every rule out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from cleanpress.judge.elements import ElementRules
from cleanpress.judge.packfile import check_patterns, check_unique, load_pack, shipped_packs
from cleanpress.judge.packs import SEARCHED_LETTERS, TIMEOUT, Example, Pack, Risk, Rule, Scope, give_up
from cleanpress.judge.phrases import PhraseFinder, normalise
from cleanpress.model import Block, Kind, Label, Page, Verdict

__all__ = [
    "Example",
    "Pack",
    "Risk",
    "Rule",
    "Scope",
    "check_patterns",
    "check_unique",
    "judge_rules",
    "load_pack",
    "normalise",
    "shipped_packs",
]

LINE_LETTERS = 200
"""Length up to which a text can be a line of the site's furniture."""

LINE_SENTENCES = 2
"""Number of sentences up to which a text can be a line of the site's furniture."""

CONFIDENCE = {Risk.SAFE: 0.95, Risk.HINT: 0.5}
"""How sure a verdict is, by the risk of its rule."""

# A text of this length is at most LINE_LETTERS long in normal form, but for decoration nobody writes.
_RAW_LINE_LETTERS = 240
_SENTENCE_END = re.compile(r"""[.!?…。！？]+["')\]]*(?=\s|$)""")
_REMEMBERED = 2048
_UNTOUCHED = (Kind.CODE, Kind.VERSE)


def judge_rules(page: Page, packs: Iterable[Pack], late: set[str] | None = None) -> list[Verdict]:
    """The verdicts of rule packs on a page, by block and then in the order of the rules.

    Rules on text look at every block but code and verse, those on elements at the page's nodes; a rule gives a block
    one verdict at most. Packs of a site are left out on pages of other sites. Patterns see the first
    `SEARCHED_LETTERS` letters of a block. A rule whose pattern takes longer than `TIMEOUT` gives no more verdicts, the
    log says so, and its id is added to `late`; rules that are in it already are not tried.

    >>> from cleanpress.model import Block
    >>> judge_rules(Page(source="text", blocks=(Block(index=0, text="The minister resigned."),)), shipped_packs())
    []
    """
    rules = _rules(_for_page(page, tuple(packs)))
    late = set() if late is None else late
    hits = rules.texts.hits(page.blocks, late) | rules.elements.hits(page, late)
    return [Verdict(block, *rules.said[number]) for block, number in sorted(hits)]


def count_sentences(text: str) -> int:
    """How many sentences a text has; full stops of abbreviations count as ends, so the number may be too high.

    >>> count_sentences("Sign up now. It is free"), count_sentences("Comments")
    (2, 1)
    """
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return len(ends) + (not ends or ends[-1] < len(text.rstrip()))


def _said(rule: Rule) -> tuple[Label, str, float, str, str]:
    """What every verdict of a rule says, but for the block."""
    judge = "element" if rule.scope is Scope.ELEMENT else "rules"
    return rule.label, rule.id, CONFIDENCE[rule.risk], _why(rule), judge


def _why(rule: Rule) -> str:
    summary = rule.summary.rstrip(".")
    if summary[1:2].islower():
        summary = summary[0].lower() + summary[1:]
    return f"{'in an element named as' if rule.scope is Scope.ELEMENT else 'matches'}: {summary}"


class _TextRules:
    """Rules of scope line and block, found by the phrases they need. Rules go by their number in `rules`."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._by_phrase: dict[str, list[int]] = {}
        long_phrases: set[str] = set()
        for number, rule in enumerate(rules):
            for phrase in rule.needs:
                self._by_phrase.setdefault(phrase, []).append(number)
            if rule.scope is Scope.BLOCK:
                long_phrases.update(rule.needs)
        self._short = PhraseFinder(self._by_phrase)
        self._long = PhraseFinder(long_phrases)
        # The furniture of a site stands on every page of it.
        self._remembered = lru_cache(_REMEMBERED)(self._firing)

    def hits(self, blocks: Iterable[Block], late: set[str]) -> set[tuple[int, int]]:
        """Which block is hit by which rule; `late` takes the ids of rules whose time ran out, see `give_up`."""
        short: dict[str, list[int]] = {}
        long: dict[str, list[int]] = {}
        for block in blocks:
            if block.kind not in _UNTOUCHED:
                group = short if len(block.text) <= _RAW_LINE_LETTERS else long
                group.setdefault(block.text, []).append(block.index)
        hits: set[tuple[int, int]] = set()
        for group, finder in ((short, self._short), (long, self._long)):
            texts = list(group)
            for place, phrases in finder.find(texts).items():
                text = texts[place]
                firing = self._remembered if group is short else self._firing
                numbers, slow = firing(text, frozenset(phrases), frozenset(late))
                late |= slow
                hits.update((index, number) for index in group[text] for number in numbers)
        return hits

    def _firing(
        self, text: str, phrases: frozenset[str], late: frozenset[str]
    ) -> tuple[tuple[int, ...], frozenset[str]]:
        """The rules that hit a text in which `phrases` stand, and the ids of those whose time ran out now or before."""
        numbers = sorted({number for phrase in phrases for number in self._by_phrase[phrase]})
        text = normalise(text)
        if len(text) > LINE_LETTERS or count_sentences(text) > LINE_SENTENCES:
            numbers = [number for number in numbers if self._rules[number].scope is Scope.BLOCK]
        searched = text[:SEARCHED_LETTERS]
        slow = set(late)
        # Empty ones, which most are, take no memory each.
        return tuple(number for number in numbers if _matches(self._rules[number], searched, slow)), frozenset(slow)


def _matches(rule: Rule, text: str, late: set[str]) -> bool:
    if rule.id in late:
        return False
    pattern = rule.match_pattern
    try:
        line = rule.scope is Scope.LINE
        if not (pattern.fullmatch(text, timeout=TIMEOUT) if line else pattern.search(text, timeout=TIMEOUT)):
            return False
        # Compiled only now: most rules never come so far on a page.
        unless = rule.unless_pattern
        return unless is None or not unless.search(text, timeout=TIMEOUT)
    except TimeoutError:
        give_up(rule, late)
        return False


class _Rules:
    """The rules of several packs, made ready to be applied."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.said = [_said(rule) for rule in rules]
        self.texts = _TextRules(rules)
        self.elements = ElementRules(rules)


@lru_cache(maxsize=64)
def _rules(packs: tuple[Pack, ...]) -> _Rules:
    return _Rules(tuple(rule for pack in packs for rule in pack.rules))


def _for_page(page: Page, packs: tuple[Pack, ...]) -> tuple[Pack, ...]:
    """The packs that speak of the page: those of its site, and general ones but for languages the page does not name.

    English and "und" always apply, and on a page that names no language all do.
    """
    language = _language(page)
    hosts = {_host(address) for address in (page.url, _canonical(page)) if address} if _sites(packs) else set()
    return tuple(
        pack
        for pack in packs
        if (
            any(host == pack.site or host.endswith(f".{pack.site}") for host in hosts)
            if pack.site
            else not language or _primary(pack.lang) in ("en", "und", language)
        )
    )


def _sites(packs: Iterable[Pack]) -> bool:
    return any(pack.site for pack in packs)


def _language(page: Page) -> str:
    """The language the page's root element or the caller names, "" where none does."""
    return _primary((page.tree.get("lang") if page.tree is not None else page.language) or "")


def _primary(tag: str) -> str:
    return tag.replace("_", "-").split("-")[0].strip().lower()


def _canonical(page: Page) -> str:
    if page.tree is None:
        return ""
    links = (link for link in page.tree.iter("link") if "canonical" in link.get("rel", "").lower().split())
    return next((link.get("href", "") for link in links), "")


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
