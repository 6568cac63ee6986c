"""What is known of an article's blocks as a sequence, whatever the weights say of each: which never are text, which
belong to another article of the page, and that quotations between its
paragraphs and headings above them are its own."""

from __future__ import annotations

import re

import numpy as np

from cleanpress.judge.container import Container
from cleanpress.judge.ground import Bools, Floats, Ground
from cleanpress.model import Kind

NEVER = -20.0
"""The logit of a block that is no text of the article whatever its features are."""
_QUOTE = 2.0
_MOSTLY_LINK = 0.6
_HEADING = 0.5
_DOUBTFUL = -2.5
_FEW_LINKS = 0.3
_LETTER = re.compile(r"[^\W_]")


def in_sequence(ground: Ground, chosen: Container, logits: Floats) -> Floats:
    """The logits of a page's blocks with what the sequence of blocks says of them."""
    found = logits.copy()
    found[_quotes(ground, chosen)] += _QUOTE
    found[_headings(ground, chosen, found)] = _HEADING
    found[_never(ground) | _other_articles(ground, chosen)] = NEVER
    return found


def _quotes(ground: Ground, chosen: Container) -> Bools:
    """Quotations between the article's paragraphs, of letters and of posts in networks: collections differ on whether
    they are text, which makes the weights shy of them; here they are."""
    quoted = np.fromiter((node.tag == "blockquote" for node in ground.page.nodes), bool, len(ground.page.nodes))
    here = np.arange(ground.n)
    between: Bools = (here > chosen.first) & (here < chosen.last)
    return ground.covered(quoted) & between & (ground.links < _MOSTLY_LINK)


def _headings(ground: Ground, chosen: Container, logits: Floats) -> Bools:
    """Headings among the article's paragraphs that the weights are in doubt of, right above a block that is body: what
    heads a part of the article is the article's."""
    heads = np.fromiter((block.kind is Kind.HEADING for block in ground.page.blocks), bool, ground.n)
    here = np.arange(ground.n)
    above: Bools = np.append(logits[1:] > 0, False) & (here > chosen.first) & (here < chosen.last)
    return heads & above & (logits > _DOUBTFUL) & (logits <= 0) & (ground.links < _FEW_LINKS) & ~ground.card


def _never(ground: Ground) -> Bools:
    """Captions, and lines without a letter or digit."""
    blocks = ground.page.blocks
    return np.fromiter((b.kind is Kind.CAPTION or not _LETTER.search(b.text) for b in blocks), bool, ground.n)


def _other_articles(ground: Ground, chosen: Container) -> Bools:
    """The blocks of further articles, where the title's own `article` was chosen as the container of the body."""
    found = np.zeros(ground.n, bool)
    node = ground.page.nodes[chosen.node]
    if node.tag == "article" and node.first <= ground.title < node.last:
        for other in ground.page.nodes:
            if other.tag == "article" and other.first >= node.last:
                found[other.first : other.last] = True
    return found
