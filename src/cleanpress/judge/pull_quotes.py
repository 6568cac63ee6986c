"""Pull quotes: a sentence of the running text shown once more, large, beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleanpress.judge.copies import Copies, Ledger, ends_sentence
from cleanpress.likeness import normal, tokens, words
from cleanpress.model import Kind, Label, SpanKind

_RULE = "repeats.pull-quote"
_FEWEST, _MOST = 6, 80  # words of a pull quote
_UNENDED = 9  # words of a lone line of a dump that does not end as a sentence does
_LONGEST = 600  # characters of a pull quote
_SAME_START = 8  # pull quotes with the same six first words that are looked at; keeps the work linear
_FAR = 12  # blocks between a line without quote markup and the paragraph it is taken from
_BEFORE = 2  # paragraphs that stand before such a line
_ATTRIBUTED = re.compile(r"^\s*[“\"«„「](.+)[”\"»“」][\s,–—-]*[^“\"«„”»]{0,60}$")
_OPENS = re.compile(r"(?:^|[.!?…:。！？\"(])[\s\"'(]*$")
_CLOSES = re.compile(r"^[,]?[\s\"')]*(?:$|[.!?…。！？\"])|^[.!?,…。！？]*\"")
_QUOTE_MARKS = '“"«„「『'


@dataclass(frozen=True, slots=True)
class _Quote:
    block: int
    words: tuple[str, ...]
    lone: bool  # no markup says that it is a quotation: it has to be a whole sentence


def pull_quotes(copies: Copies, ledger: Ledger) -> None:
    """Mark quotations and lone lines whose words stand, one after the other, in a paragraph of the text.

    The paragraph stays. A quotation that no paragraph holds is left alone. All first six words of pull quotes go into
    a dictionary, then every paragraph is read once.
    """
    starts = _starts(copies, ledger)
    if not starts:
        return
    for number, running in enumerate(copies.prose):
        if running and _can_hold(copies, ledger, number):
            _search(copies, ledger, number, starts)
    _attributions(copies, ledger)


def _starts(copies: Copies, ledger: Ledger) -> dict[tuple[str, ...], list[_Quote]]:
    starts: dict[tuple[str, ...], list[_Quote]] = {}
    before = 0
    for number in range(len(copies.keys)):
        lone = not copies.pulled[number]
        if (
            len(copies.keys[number]) <= _LONGEST
            and copies.free(number)
            and ledger.free(number)
            and _can_be_pulled(copies, number, before)
        ):
            block = copies.block(number)
            attributed = _ATTRIBUTED.match(block.text)
            said = tuple(word for word, _, _ in tokens(normal(attributed[1]) if attributed else copies.keys[number]))
            known = starts.setdefault(said[:_FEWEST], []) if _FEWEST <= len(said) <= _MOST else None
            if known is not None and len(known) < _SAME_START:
                known.append(_Quote(number, said, lone))
        before += copies.prose[number]
    return starts


def _can_be_pulled(copies: Copies, number: int, before: int) -> bool:
    block = copies.block(number)
    if copies.pictured[number] or block.kind not in (Kind.QUOTE, Kind.PARAGRAPH) or not copies.weighty[number]:
        return False
    if copies.pulled[number]:
        return True
    if before < _BEFORE or copies.deliberate(number) or len(copies.index[copies.keys[number]]) > 1:
        return False
    if block.text.lstrip()[:1] in _QUOTE_MARKS:
        return True
    if copies.page.source == "text":
        return ends_sentence(block.text) or words(block.text) >= _UNENDED
    # In HTML a plain paragraph is running text; one set off as a whole can be a pull quote.
    size = len(block.text)
    stressed = (SpanKind.STRONG, SpanKind.EMPHASIS)
    return any(span.kind in stressed and span.end - span.start >= size - 2 for span in block.spans)


def _can_hold(copies: Copies, ledger: Ledger, number: int) -> bool:
    duplicate = number in ledger.kept_for
    return not (duplicate or copies.pulled[number] or copies.weak[number] or copies.furniture[number])


def _search(copies: Copies, ledger: Ledger, number: int, starts: dict[tuple[str, ...], list[_Quote]]) -> None:
    text = copies.keys[number]
    found = tokens(text)
    spoken = [word for word, _, _ in found]
    for at in range(len(spoken) - _FEWEST + 1):
        for quote in starts.get(tuple(spoken[at : at + _FEWEST]), ()):
            end = at + len(quote.words)
            if len(spoken) <= len(quote.words) or tuple(spoken[at:end]) != quote.words or quote.block == number:
                continue
            if quote.lone and not _is_sentence(text, found[at][1], found[end - 1][2], abs(quote.block - number)):
                continue
            ledger.duplicate(quote.block, number, _RULE, 0.9, "repeats words of")


def _is_sentence(text: str, start: int, end: int, distance: int) -> bool:
    """Whether `text[start:end]` is a whole sentence or a whole quotation, not far from the lone line."""
    return (
        distance <= _FAR
        and bool(_OPENS.search(text[max(start - 8, 0) : start]))
        and bool(_CLOSES.match(text[end : end + 8]))
    )


def _attributions(copies: Copies, ledger: Ledger) -> None:
    """The name under a pull quote, in the same quotation: without its quote it says nothing."""
    nodes = copies.page.nodes
    quoted = [number for number, verdict in ledger.verdicts.items() if verdict.rule == _RULE]
    for number in quoted:
        node = copies.block(number).node
        while node >= 0 and nodes[node].tag not in ("blockquote", "aside", "figure"):
            node = nodes[node].parent
        if node < 0 or nodes[node].last - nodes[node].first > 3:
            continue
        for other in range(number + 1, nodes[node].last):
            name = copies.block(other)
            if ledger.free(other) and copies.free(other) and len(name.text) <= 80 and name.text[-1:] not in ".!?":
                why = f"names who said the pull quote in block {number}"
                ledger.label(other, Label.OTHER, _RULE, 0.8, why)
