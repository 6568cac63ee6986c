"""Applies rule packs to a page. Most blocks never meet a regular expression: their words rule every rule out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from cleanpress.judge.elements import ElementRules
from cleanpress.judge.packfile import check_patterns, check_unique, load_pack, shipped_packs
from cleanpress.judge.packs import SEARCHED_LETTERS, TIMEOUT, Example, Pack, Risk, Rule, Scope, in_time
from cleanpress.judge.phrases import PhraseFinder, normalise
from cleanpress.model import Block, Kind, Page, Verdict

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
_UNTOUCHED = frozenset({Kind.CODE, Kind.VERSE})


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
    return [_verdict(block, rules.all[number]) for block, number in sorted(hits)]


def count_sentences(text: str) -> int:
    """How many sentences a text has; full stops of abbreviations count as ends, so the number may be too high.

    >>> count_sentences("Sign up now. It is free"), count_sentences("Comments")
    (2, 1)
    """
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return len(ends) + (not ends or ends[-1] < len(text.rstrip()))


def _verdict(block: int, rule: Rule) -> Verdict:
    summary = rule.summary.rstrip(".")
    if summary[1:2].islower():
        summary = summary[0].lower() + summary[1:]
    element = rule.scope is Scope.ELEMENT
    return Verdict(
        block=block,
        label=rule.label,
        rule=rule.id,
        confidence=CONFIDENCE[rule.risk],
        why=f"{'in an element named as' if element else 'matches'}: {summary}",
        judge="element" if element else "rules",
    )


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

    def hits(self, blocks: Iterable[Block], late: set[str]) -> set[tuple[int, int]]:
        """Which block is hit by which rule; `late` takes the ids of rules whose time ran out, see `in_time`."""
        read = [block for block in blocks if block.kind not in _UNTOUCHED]
        short = [block for block in read if len(block.text) <= _RAW_LINE_LETTERS]
        long = [block for block in read if len(block.text) > _RAW_LINE_LETTERS]
        hits = set()
        for group, finder in ((short, self._short), (long, self._long)):
            for place, phrases in finder.find([block.text for block in group]).items():
                block = group[place]
                text = normalise(block.text)
                is_line = len(text) <= LINE_LETTERS and count_sentences(text) <= LINE_SENTENCES
                for number in sorted({number for phrase in phrases for number in self._by_phrase[phrase]}):
                    rule = self._rules[number]
                    if (is_line or rule.scope is Scope.BLOCK) and _matches(rule, text[:SEARCHED_LETTERS], late):
                        hits.add((block.index, number))
        return hits


def _matches(rule: Rule, text: str, late: set[str]) -> bool:
    test = rule.match_pattern.fullmatch if rule.scope is Scope.LINE else rule.match_pattern.search

    def fires() -> bool:
        if not test(text, timeout=TIMEOUT):
            return False
        # Compiled only now: most rules never come so far on a page.
        unless = rule.unless_pattern
        return unless is None or not unless.search(text, timeout=TIMEOUT)

    return in_time(rule, fires, late)


class _Rules:
    """The rules of several packs, made ready to be applied."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.all = rules
        self.texts = _TextRules(rules)
        self.elements = ElementRules(rules)


@functools.lru_cache(maxsize=64)
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
