"""The ground that features of a dump's lines stand on: the lines in arrays, with what other judges said of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cleanpress.judge.line_characters import TERMINAL, Characters, characters
from cleanpress.metadata.credits import looks_like_caption
from cleanpress.model import FURNITURE_LABELS, Block, Kind, Label, SpanKind, Verdict

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]

STRETCH = ("article", "edge", "clean", "menu", "before", "after", "named", "caption")
"""What the judge of the densest stretch may say of a line."""
SAID = (
    Label.NEWSLETTER, Label.COMMENTS, Label.LOGIN, Label.RELATED, Label.SHARE, Label.COPYRIGHT, Label.BIO,
    Label.NAVIGATION, Label.ADVERT, Label.PAYWALL,
)  # fmt: skip
"""Furniture that says something of the lines near it."""
_KINDS = (Kind.HEADING, Kind.LIST_ITEM)
_OWN = (Label.TITLE, Label.STANDFIRST, Label.BYLINE, Label.DATELINE)
_WORD = re.compile(r"[^\W\d_]{4,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
_TWO_SENTENCES, _ONE_SENTENCE, _LONG = 40, 80, 200
_LONGEST_CAPTION = 450


@dataclass(slots=True)
class LineGround:
    """The lines of a dump: `n` of them, their `signs`, whether each is `prose`, how much white space stands before it
    (`gap`, in that of the text's usual line end), what part is link, what rules, header and repeats said, how often the
    same text stands in the dump, what share of its longer words the prose of the dump has (`shared`), where the first
    and the last prose stand (`edges`), and what the judge of the densest `stretch` says."""

    n: int
    signs: Characters
    prose: Floats
    mass: Floats
    gap: Floats
    links: Floats
    kind: dict[Kind, Floats]
    rule: Floats
    said: dict[Label, Floats]
    own: dict[Label, Floats]
    caption: Floats
    repeat: Floats
    same: Floats
    later: Floats
    shared: Floats
    glued: Floats
    edges: tuple[int, int]
    stretch: dict[str, Floats]


def line_ground(
    blocks: Sequence[Block], verdicts: Sequence[Verdict], stretch: Sequence[Verdict], glued: frozenset[int]
) -> LineGround:
    """The arrays of a dump's blocks; `verdicts` are those of rules, header and repeats, and `stretch` what the
    judge of the densest stretch says of each."""
    n = len(blocks)
    texts = [block.text for block in blocks]
    signs = characters(texts)
    ended = signs.last == TERMINAL
    prose = (
        ((signs.sentences >= 2) & (signs.width >= _TWO_SENTENCES))
        | (ended & (signs.width > _ONE_SENTENCE))
        | ((signs.width > _LONG) & (2 * signs.capital < signs.tokens))
    )
    links = _links(blocks)
    prose &= links < 0.8
    first = blocks[0].index if blocks else 0
    rule, repeat = np.zeros(n, np.float32), np.zeros(n, np.float32)
    said = {label: np.zeros(n, np.float32) for label in SAID}
    own = {label: np.zeros(n, np.float32) for label in _OWN}
    for verdict in verdicts:
        place = verdict.block - first
        if not 0 <= place < n:
            continue
        if verdict.judge == "rules" and verdict.label in FURNITURE_LABELS:
            rule[place] = max(rule[place], verdict.confidence)
            if verdict.label in said:
                said[verdict.label][place] = 1
        elif verdict.judge == "repeats":
            repeat[place] = verdict.confidence
        elif verdict.judge == "header" and verdict.label in own:
            own[verdict.label][place] = verdict.confidence
    said_there = [verdict.rule.rpartition(".")[2] for verdict in stretch]
    same, later = _same(texts)
    places = np.flatnonzero(prose)
    is_prose = prose.astype(np.float32)
    return LineGround(
        n=n,
        signs=signs,
        prose=is_prose,
        mass=(signs.width * is_prose * (rule < 0.9)).astype(np.float32),
        gap=_gaps(blocks),
        links=links,
        kind={kind: np.fromiter((block.kind is kind for block in blocks), np.float32, n) for kind in _KINDS},
        rule=rule,
        said=said,
        own=own,
        caption=np.fromiter((len(t) < _LONGEST_CAPTION and looks_like_caption(t) for t in texts), np.float32, n),
        repeat=repeat,
        same=same,
        later=later,
        shared=_shared(texts, prose),
        glued=np.fromiter((block.index in glued for block in blocks), np.float32, n),
        edges=(int(places[0]), int(places[-1])) if len(places) else (n, n),
        stretch={name: np.fromiter((rule == name for rule in said_there), np.float32, n) for name in STRETCH},
    )


def _links(blocks: Sequence[Block]) -> Floats:
    """The share of each block that is link."""
    found = np.zeros(len(blocks), np.float32)
    for number, block in enumerate(blocks):
        if block.spans:
            linked = sum(span.end - span.start for span in block.spans if span.kind is SpanKind.LINK)
            found[number] = linked / len(block.text)
    return found


def _gaps(blocks: Sequence[Block]) -> Floats:
    """The white space before each block, as a multiple of the least in the text, so that CRLF and LF are alike."""
    n = len(blocks)
    gap = np.zeros(n, np.float32)
    spans = [block.where.span or (0, 0) for block in blocks]
    edges = np.array(spans, np.float32).reshape(n, 2)
    gap[1:] = edges[1:, 0] - edges[:-1, 1]
    least = gap[gap > 0].min() if (gap > 0).any() else 1.0
    return np.minimum(gap / least, 60).astype(np.float32)


def _same(texts: Sequence[str]) -> tuple[Floats, Floats]:
    """How often each text stands elsewhere, and whether it has stood before."""
    count = Counter(texts)
    seen: set[str] = set()
    before = np.zeros(len(texts), np.float32)
    for number, text in enumerate(texts):
        before[number] = text in seen
        seen.add(text)
    return np.fromiter((count[text] - 1 for text in texts), np.float32, len(texts)), before


def _shared(texts: Sequence[str], prose: NDArray[np.bool_]) -> Floats:
    """The share of each line's longer words that stand in the prose of other lines."""
    n = len(texts)
    numbers: dict[str, int] = {}
    words: list[int] = []
    sizes = np.zeros(n, np.intp)
    for place, text in enumerate(texts):
        found = {numbers.setdefault(word, len(numbers)) for word in _WORD.findall(text.lower())}
        words += found
        sizes[place] = len(found)
    if not words:
        return np.zeros(n, np.float32)
    word = np.array(words)
    line = np.repeat(np.arange(n), sizes)
    in_prose = prose[line]
    lines_with = np.bincount(word[in_prose], minlength=len(numbers))
    elsewhere = lines_with[word] - in_prose > 0
    found_there = np.bincount(line[elsewhere], minlength=n)
    share: Floats = (found_there / np.maximum(sizes, 1)).astype(np.float32)
    return share
