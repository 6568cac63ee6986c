"""What is known of an article's blocks as a sequence, whatever the weights say of each: which never are text, which
belong to another article of the page, and what of headings, quotations and tables goes with the text around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from cleanpress.judge.container import Container
from cleanpress.judge.ground import Bools, Floats, Ground, Ints
from cleanpress.model import Kind

NEVER = -20.0
"""The logit of a block that is no text of the article whatever its features are."""
_QUOTE, _CELL, _ASIDE, _FOOTER = 2.0, 4.0, -2.0, -4.0
_MOSTLY_LINK = 0.6
_HEADING = 0.5
_DOUBTFUL = -2.5
_FEW_LINKS = 0.3
_LETTER = re.compile(r"[^\W_]")
_OWN_USE = ("dialog", "button")
_MOST = 0.5


def in_sequence(ground: Ground, chosen: Container, logits: Floats, *, web: bool = False) -> Floats:
    """The logits of a page's blocks with what the sequence of blocks says of them; `web` asks for all that belongs to
    the document."""
    found = logits.copy()
    between = _between(ground, chosen) & (ground.links < _MOSTLY_LINK)
    # Collections differ on whether quotations, of letters and of posts in networks, and tables are text, which makes
    # the weights shy of them; here they are.
    found[between & _in(ground, "blockquote")] += _QUOTE
    found[between & _of_kind(ground, Kind.CELL)] += _CELL
    own_use: tuple[str, ...] = _OWN_USE
    if not web:
        own_use = (*_OWN_USE, "nav")
        found[_in(ground, "aside") & ~chosen.main] += _ASIDE
        found[_in(ground, "footer") & ~chosen.main] += _FOOTER
    speakers = _speakers(ground)
    found[speakers] = found[np.maximum(speakers - 1, 0)]
    found[_never(ground, chosen, speakers, own_use) | _other_articles(ground, chosen)] = NEVER
    found[_headings_above(ground, chosen, found)] = _HEADING
    found[_headings_of_nothing(ground, found)] = -_HEADING
    return found


def _between(ground: Ground, chosen: Container) -> Bools:
    here = np.arange(ground.n)
    found: Bools = (here > chosen.first) & (here < chosen.last)
    return found


def _of_kind(ground: Ground, kind: Kind) -> Bools:
    return np.fromiter((block.kind is kind for block in ground.page.blocks), bool, ground.n)


def _in(ground: Ground, tag: str) -> Bools:
    """The blocks that stand in an element of the tag, but for one that holds most of the page's prose."""
    nodes = ground.page.nodes
    tagged = np.fromiter((node.tag == tag for node in nodes), bool, len(nodes))
    if not tagged.any():
        return np.zeros(ground.n, bool)
    prose = ground.width * ground.prose
    return ground.covered(tagged & (ground.inside(prose) <= _MOST * prose.sum()))


def _speakers(ground: Ground) -> Ints:
    """The captions that name the speaker of a quotation: in a figure without a picture, right behind the quotation."""
    blocks, nodes = ground.page.blocks, ground.page.nodes
    quoted = _in(ground, "blockquote")
    found = []
    for block in blocks:
        if block.kind is Kind.CAPTION and block.image < 0 and block.index and quoted[block.index - 1]:
            node = nodes[block.node]
            while node.parent >= 0 and node.tag != "figure":
                node = nodes[node.parent]
            if node.tag == "figure" and node.first < block.index:
                found.append(block.index)
    return np.asarray(found, np.intp)


def _never(ground: Ground, chosen: Container, speakers: Ints, own_use: Sequence[str]) -> Bools:
    """Captions, lines without a letter or digit, what is hidden where the article is not, and what stands in elements
    of the page's own use (menus, dialogs, buttons) that do not hold the article."""
    page = ground.page
    found = np.fromiter((b.kind is Kind.CAPTION or not _LETTER.search(b.text) for b in page.blocks), bool, ground.n)
    found[speakers] = False
    if not chosen.hidden:
        found |= ground.hidden > 0
    for tag in own_use:
        found |= _in(ground, tag)
    return found


def _other_articles(ground: Ground, chosen: Container) -> Bools:
    """The blocks of further articles, where the title's own `article` was chosen as the container of the body."""
    found = np.zeros(ground.n, bool)
    node = ground.page.nodes[chosen.node]
    if node.tag == "article" and node.first <= ground.title < node.last:
        for other in ground.page.nodes:
            if other.tag == "article" and other.first >= node.last:
                found[other.first : other.last] = True
    return found


def _headings_above(ground: Ground, chosen: Container, logits: Floats) -> Bools:
    """Headings among the article's paragraphs that the weights are in doubt of, right above a block that is body: what
    heads a part of the article is the article's."""
    above = np.append(logits[1:] > 0, False) & _between(ground, chosen) & (ground.links < _FEW_LINKS) & ~ground.card
    return _of_kind(ground, Kind.HEADING) & above & (logits > _DOUBTFUL) & (logits <= 0)


def _headings_of_nothing(ground: Ground, logits: Floats) -> Bools:
    """Headings in the body under which no text of the body stands before the next heading of their level or a higher
    one, or the end."""
    found = np.zeros(ground.n, bool)
    level = 0  # of the heading that was met last, from the end; 0 where text follows
    followed = False
    for index in np.flatnonzero(logits > 0)[::-1].tolist():
        block = ground.page.blocks[index]
        if block.kind is not Kind.HEADING:
            followed, level = True, 0
        elif not followed or (level and block.level >= level):
            found[index] = True
        else:
            level = block.level
    return found
