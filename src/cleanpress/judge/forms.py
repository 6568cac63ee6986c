"""Texts without prose: verse, lists, tables and single sentences are articles; headlines and menus are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from statistics import median

from cleanpress.judge.prose import NUMBER, ends_sentence, words
from cleanpress.model import Block, Label, SpanKind, Verdict

_JUDGE = "lines"
# Lines from which a text without prose may be verse, a list or a table.
_FORM = 3
# So many words make a phrase; a text of fewer lines than this that are phrases is rather verse than a menu.
_PHRASE, _MANY = 3, 10
# Words from which a sentence alone is an article.
_FLASH = 5


def judge_form(blocks: Sequence[Block], named: Set[int]) -> Iterator[Verdict]:
    """The verdicts on a text without prose; `named` are the blocks that other judges call something else than body.

    >>> table = [Block(index=i, text=t) for i, t in enumerate(["Rovers 2 1", "United 0 3", "Mill 4 0"])]
    >>> [verdict.label.value for verdict in judge_form(table, set())]
    ['body', 'body', 'body']
    """
    free = [block for block in blocks if block.index not in named]
    whole = _has_form(free)
    for block in blocks:
        flash = ends_sentence(block.text) and not is_link(block) and words(block.text) >= _FLASH
        if block.index not in named and (whole or flash):
            why = "part of a text that is verse, a list or a table"
            yield Verdict(block.index, Label.BODY, "lines.form", 0.5, why, _JUDGE)
        else:
            why = "no sentence, and no prose to belong to"
            yield Verdict(block.index, Label.OTHER, "lines.no-prose", 0.6, why, _JUDGE)


def is_link(block: Block) -> bool:
    """Whether a line is a link, where the dump tells."""
    linked = sum(span.end - span.start for span in block.spans if span.kind is SpanKind.LINK)
    return linked > 0.8 * len(block.text)


def _has_form(free: Sequence[Block]) -> bool:
    """Whether lines are more than headlines and a menu, which have no punctuation, no numbers and capitals on top."""
    if len(free) < _FORM or any(is_link(block) for block in free):
        return False
    texts = [block.text for block in free]
    punctuated = sum(not text[-1].isalnum() for text in texts)
    numbers = sum(NUMBER.search(text) is not None for text in texts)
    lower = sum(text[0].islower() for text in texts)
    if max(punctuated / 0.2, numbers / 0.4, lower / 0.3) >= len(free):
        return True
    return len(free) < _MANY and median(words(text) for text in texts) >= _PHRASE
