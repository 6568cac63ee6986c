"""Pull quotes: a sentence of the running text shown once more, large, beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from cleanpress.judge.copies import Copies, Ledger, ends_sentence
from cleanpress.likeness import normal, token_words, tokens, words
from cleanpress.model import Kind, Label, SpanKind

_RULE = "repeats.pull-quote"
_FEWEST, _MOST = 6, 80  # words of a pull quote
_FEWEST_MARKED = 5  # of one that is marked up as a quotation
_PART = 3  # of each of its sentences, where these stand apart
_NEAR = 3  # blocks between two paragraphs that hold one pull quote's sentences
_FEW = 3  # blocks in a figure that holds a pull quote and whose it is
_UNENDED = 9  # words of a lone line of a dump that does not end as a sentence does
_LONGEST = 600  # characters of a pull quote
_SAME_START = 8  # pull quotes with the same six first words that are looked at; keeps the work linear
_FEW_STARTS = 12  # beginnings of which each is looked for in a paragraph's letters before its words are
_FAR = 12  # blocks between a line without quote markup and the paragraph it is taken from
_BEFORE = 2  # paragraphs that stand before such a line
_ATTRIBUTED = re.compile(r"^\s*[“\"«„「](.+)[”\"»“」][\s,–—-]*[^“\"«„”»]{0,60}$")
_SENTENCES = re.compile(r"(?<=[.!?…。！？])[\"']*\s+|(?<=[。！？])")
_PULLED = frozenset({"pullquote", "pullquotes", "pulledquote"})
_OPENS = re.compile(r"(?:^|[.!?…:。！？\"(])[\s\"'(]*$")
_CLOSES = re.compile(r"^[,]?[\s\"')]*(?:$|[.!?…。！？\"])|^[.!?,…。！？]*\"")
_QUOTE_MARKS = '“"«„「『'


@dataclass(frozen=True, slots=True)
class _Piece:
    """A quotation, or one sentence of it, that is looked for in the paragraphs."""

    block: int
    words: tuple[str, ...]
    sentence: int  # number of the sentence, -1 for the whole
    lone: bool  # no markup says that it is a quotation: it has to be a whole sentence of running text


Starts = dict[tuple[str, ...], list[_Piece]]


def pull_quotes(copies: Copies, ledger: Ledger) -> None:
    """Mark quotations and lone lines whose words stand, one after the other, in a paragraph of the text.

    The paragraph stays. So does a quotation that no paragraph holds. Of several sentences each may stand apart from
    the others, in one paragraph or two that are near each other. All first words of pull quotes go into a dictionary,
    then every paragraph is read once.
    """
    shown = _shown_quotes(copies)
    spoken: dict[int, tuple[str, ...]] = {}  # the words of the blocks that have been cut into words
    starts, sentences = _starts(copies, ledger, shown, spoken)
    if not starts:
        return
    sizes = sorted({len(start) for start in starts})
    telling = {max(start, key=len) for start in starts}
    met: dict[int, dict[int, list[int]]] = {}
    for number, text in enumerate(copies.keys):
        # Where little is looked for, most paragraphs need not be cut into words.
        told = len(telling) > _FEW_STARTS or any(word in text for word in telling)
        if told and _can_hold(copies, ledger, number):
            _search(copies, ledger, number, spoken.get(number) or _words(text), starts, sizes, met)
    for block, found in met.items():
        holds = _in_sentences(found, sentences[block])
        if holds >= 0:
            ledger.duplicate(block, holds, _RULE, 0.85, "repeats sentences of")
    _attributions(copies, ledger)


def _shown_quotes(copies: Copies) -> list[str]:
    """For each block "named" in an element called pull quote, "bare" in a figure without a picture, else ""."""
    page = copies.page
    pictures: set[int] = set()
    for image in page.images:
        at = image.node
        while at >= 0 and at not in pictures:
            pictures.add(at)
            at = page.nodes[at].parent
    marks: list[str] = []
    for node in page.nodes:  # parents stand before their children
        mark = marks[node.parent] if node.parent >= 0 else ""
        if node.words and _is_named(node.words):
            mark = "named"
        elif node.tag == "figure" and not mark and node.index not in pictures and node.last - node.first <= _FEW:
            mark = "bare"
        marks.append(mark)
    return [marks[block.node] if 0 <= block.node < len(marks) else "" for block in page.blocks]


def _is_named(names: tuple[str, ...]) -> bool:
    """Whether an element's names say pull quote; "pull" is one where it is a name of its own ("pull-left" is none)."""
    if not _PULLED.isdisjoint(names):
        return True
    if "pull" not in names:
        return False
    padded = ("", *names, "")
    return any(
        word == "pull" and (padded[at + 1] in ("quote", "quotes") or padded[at - 1] == padded[at + 1] == "")
        for at, word in enumerate(padded)
    )


def _starts(
    copies: Copies, ledger: Ledger, shown: Sequence[str], spoken: dict[int, tuple[str, ...]]
) -> tuple[Starts, dict[int, int]]:
    """What is looked for, by its first words, and how many sentences a quotation of more than one has."""
    starts: Starts = {}
    sentences: dict[int, int] = {}
    before = 0
    for number in range(len(copies.keys)):
        fits = len(copies.keys[number]) <= _LONGEST and copies.free(number) and ledger.free(number)
        if fits and _can_be_pulled(copies, number, before, shown[number]):
            pieces = _pieces(copies, number, shown[number], spoken)
            sentences[number] = len(pieces) - 1
            for piece in pieces:
                known = starts.setdefault(piece.words[:_FEWEST], [])
                if len(known) < _SAME_START:
                    known.append(piece)
        before += copies.prose[number]
    return starts, sentences


def _pieces(copies: Copies, number: int, shown: str, spoken: dict[int, tuple[str, ...]]) -> list[_Piece]:
    """The quotation as a whole and, where markup shows that it is one, its sentences."""
    block = copies.block(number)
    lone = not (copies.pulled[number] or shown)
    attributed = _ATTRIBUTED.match(block.text)
    said = normal(attributed[1]) if attributed else copies.keys[number]
    said_words = _words(said)
    if not attributed:
        spoken[number] = said_words
    whole = _Piece(number, said_words, -1, lone)
    fewest = 1 if shown == "named" else _FEWEST if lone else _FEWEST_MARKED
    if not fewest <= len(whole.words) <= _MOST:
        return []
    parts = [_words(part) for part in _SENTENCES.split(said)] if not lone else []
    if len(parts) < 2 or min(map(len, parts)) < _PART:
        return [whole]
    return [whole, *(_Piece(number, part, at, lone) for at, part in enumerate(parts))]


def _words(text: str) -> tuple[str, ...]:
    return tuple(token_words(text))


def _can_be_pulled(copies: Copies, number: int, before: int, shown: str) -> bool:
    block = copies.block(number)
    quoted = block.kind is Kind.QUOTE or bool(shown)
    if (copies.pictured[number] and not quoted) or block.kind not in (Kind.QUOTE, Kind.PARAGRAPH, Kind.HEADING):
        return False
    if block.kind is Kind.HEADING and shown != "named":
        return False
    if copies.pulled[number] or shown:
        return True
    if not copies.weighty[number]:
        return False
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
    block = copies.block(number)
    if block.kind is not Kind.PARAGRAPH or block.hidden or copies.pictured[number] or number in ledger.kept_for:
        return False
    return not (copies.pulled[number] or copies.weak[number] or copies.furniture[number])


def _search(
    copies: Copies,
    ledger: Ledger,
    number: int,
    spoken: tuple[str, ...],
    starts: Starts,
    sizes: Sequence[int],
    met: dict[int, dict[int, list[int]]],
) -> None:
    """Looks for all pieces in one paragraph; sentences that were met go into `met`, by block and number."""
    text = copies.keys[number]
    places: list[tuple[str, int, int]] = []
    for at, piece in _begun(spoken, starts, sizes):
        end = at + len(piece.words)
        if piece.block == number or len(spoken) <= len(piece.words) or spoken[at:end] != piece.words:
            continue
        if piece.sentence >= 0:
            holders = met.setdefault(piece.block, {}).setdefault(piece.sentence, [])
            if len(holders) < _SAME_START:
                holders.append(number)
            continue
        near = copies.prose[number] and abs(piece.block - number) <= _FAR
        places = places or tokens(text)
        if not piece.lone or (near and _is_sentence(text, places[at][1], places[end - 1][2])):
            ledger.duplicate(piece.block, number, _RULE, 0.9, "repeats words of")


def _begun(spoken: tuple[str, ...], starts: Starts, sizes: Sequence[int]) -> list[tuple[int, _Piece]]:
    """The pieces whose first words stand in a text, with the place of the first, in order of the places."""
    found: list[tuple[int, _Piece]] = []
    for size in sizes:
        # The words from each place on, side by side: cheaper than a slice at every place.
        windows = zip(*(islice(spoken, first, None) for first in range(size)), strict=False)
        for at in [at for at, window in enumerate(windows) if window in starts]:
            found += [(at, piece) for piece in starts[spoken[at : at + size]]]
    return sorted(found, key=itemgetter(0))


def _in_sentences(met: dict[int, list[int]], count: int) -> int:
    """The paragraph that holds the quotation's first sentence, if it and one more near it hold all; else -1."""
    if len(met) < count:
        return -1
    for first in met[0]:
        missing = [places for at, places in met.items() if first not in places]
        shared = set.intersection(*map(set, missing)) if missing else {first}
        if any(abs(other - first) <= _NEAR for other in shared):
            return first
    return -1


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is a whole sentence or a whole quotation."""
    return bool(_OPENS.search(text[max(start - 8, 0) : start])) and bool(_CLOSES.match(text[end : end + 8]))


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
