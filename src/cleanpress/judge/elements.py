"""Applies rules of scope element: which elements of a page are furniture by role, ARIA, itemprop, class or id."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import accumulate

from cleanpress.judge.packs import SEARCHED_LETTERS, TIMEOUT, Rule, Scope, give_up
from cleanpress.judge.phrases import normalise
from cleanpress.model import Kind, Node, Page

_WHOLE_PAGE = frozenset({"html", "body", "main"})
_ARTICLE = frozenset({"article", "main"})
_REMEMBERED = 4096


class ElementRules:
    """Rules of scope element, found by the words, roles and item properties they ask for.

    Rules go by their number in `rules`; those of another scope are passed over.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._by_word: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self._by_role: dict[str, list[int]] = {}
        self._by_itemprop: dict[str, list[int]] = {}
        self._by_aria: list[int] = []
        for number, rule in enumerate(rules):
            if rule.scope is not Scope.ELEMENT:
                continue
            for sequence in rule.words:
                self._by_word.setdefault(sequence[0], []).append((sequence, number))
            for index, values in ((self._by_role, rule.roles), (self._by_itemprop, rule.itemprops)):
                for value in values:
                    index.setdefault(value, []).append(number)
            if rule.aria:
                self._by_aria.append(number)
        # A page has many elements of one make.
        self._remembered = lru_cache(_REMEMBERED)(self._named)

    def hits(self, page: Page, late: set[str]) -> set[tuple[int, int]]:
        """Which block is hit by which rule: all blocks inside an element that the rule names.

        `late` takes the ids of rules whose time ran out; see `give_up`.
        """
        hits: set[tuple[int, int]] = set()
        # Up to which block each rule has hit already: elements inside one that was hit add nothing.
        reached: dict[int, int] = {}
        extent: _Extent | None = None
        captions = 0  # blocks up to the end of the last picture's caption
        for node in page.nodes:
            if node.first == node.last or node.tag in _WHOLE_PAGE or node.last <= captions:
                continue
            if node.tag == "figcaption":
                # What stands inside is the caption's, as the "read more" that folds it up.
                captions = node.last
            firing = self._firing(node, late)
            if not firing:
                continue
            numbers = [number for number in firing if reached.get(number, 0) < node.last]
            if not numbers:
                continue
            extent = extent or _Extent(page)
            if not extent.is_page(node):
                blocks = page.blocks[node.first : node.last]
                hits.update((block.index, number) for block in blocks for number in numbers)
                reached.update((number, node.last) for number in numbers)
        return hits

    def _firing(self, node: Node, late: set[str]) -> Collection[int]:
        named = self._remembered(node.tag, node.words) if node.words or "-" in node.tag else ()
        if not node.attributes:
            return named
        told = self._by_attribute(node, late)
        if not told:
            return named
        words = _words(node.tag, node.words)
        return {*named, *(number for number in told if _allowed(self._rules[number], node.tag, words))}

    def _named(self, tag: str, words: tuple[str, ...]) -> tuple[int, ...]:
        """The rules that name an element of this tag by its words."""
        words = _words(tag, words)
        if self._by_word.keys().isdisjoint(words):
            return ()
        firing = {
            number
            for place, word in enumerate(words)
            for sequence, number in self._by_word.get(word, ())
            if words[place : place + len(sequence)] == sequence
        }
        return tuple(number for number in firing if _allowed(self._rules[number], tag, words))

    def _by_attribute(self, node: Node, late: set[str]) -> set[int]:
        firing: set[int] = set()
        attributes = node.attributes
        for role in attributes["role"].lower().split() if "role" in attributes else ():
            firing.update(self._by_role.get(role, ()))
        for itemprop in attributes["itemprop"].split() if "itemprop" in attributes else ():
            firing.update(self._by_itemprop.get(itemprop, ()))
        label = normalise(attributes["aria-label"]) if "aria-label" in attributes else ""
        if label:
            firing.update(number for number in self._by_aria if _label_matches(self._rules[number], label, late))
        return firing


def _words(tag: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of an element; a custom element's tag is one of its names."""
    return (*words, "", *tag.split("-")) if "-" in tag else words


class _Extent:
    """Tells the elements that hold the page or its article from those that are a part of it.

    A page names its outermost elements after what they hold ("has-comments", "with-share-bar"), so the name of an
    element with the article's heading or `article` in it and more than half of the text says nothing of that text.
    """

    def __init__(self, page: Page) -> None:
        self._letters = (0, *accumulate([0 if block.hidden else len(block.text) for block in page.blocks]))
        self._main = [(node.first, node.last) for node in page.nodes if node.tag in _ARTICLE and node.first < node.last]
        self._main += [
            (place, place + 1)
            for place, block in enumerate(page.blocks)
            if block.kind is Kind.HEADING and block.level == 1
        ]

    def is_page(self, node: Node) -> bool:
        if 2 * (self._letters[node.last] - self._letters[node.first]) <= self._letters[-1]:
            return False
        return any(node.first <= first and last <= node.last for first, last in self._main)


def _allowed(rule: Rule, tag: str, words: tuple[str, ...]) -> bool:
    # A custom element is a div with a name of its own.
    if rule.tags and ("div" if "-" in tag else tag) not in rule.tags:
        return False
    return not any(
        words[place : place + len(sequence)] == sequence
        for sequence in rule.unless_words
        for place, word in enumerate(words)
        if word == sequence[0]
    )


def _label_matches(rule: Rule, label: str, late: set[str]) -> bool:
    pattern = rule.aria_pattern
    if pattern is None or rule.id in late:
        return False
    try:
        return bool(pattern.search(label[:SEARCHED_LETTERS], timeout=TIMEOUT))
    except TimeoutError:
        give_up(rule, late)
        return False
