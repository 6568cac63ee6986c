"""What is known of an article's blocks as a sequence, whatever the weights say of each: which never are text, which
belong to another article of the page, and what of headings, quotations and tables goes with the text around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from cleanpress.judge.characters import COLON
from cleanpress.judge.container import Container
from cleanpress.judge.ground import Bools, Floats, Ground, Ints
from cleanpress.likeness import normal
from cleanpress.model import Kind

NEVER = -20.0
"""The logit of a block that is no text of the article whatever its features are."""
_QUOTE, _CELL, _NOTE, _ASIDE, _FOOTER = 2.0, 4.0, 4.0, -4.0, -4.0
_MOSTLY_LINK = 0.6
_DOUBTFUL_BODY = 0.5
_DOUBTFUL = -2.5
_MOST_ITEMS = 0.6
_LEAD_IN = 150
_HEADED = 3
# From so many lines a list at the article's end is one; so many blocks of other elements, or links, in a row end it.
_LIST_AT_END, _GAP, _LINKS_IN_A_ROW = 6, 8, 3
_FEW_LINKS = 0.3
_LETTER = re.compile(r"[^\W_]")
_NOTES = frozenset("correction corrections clarification clarifications erratum errata corrigendum".split())
_NEAR = 8
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
    _whole_tables(ground, found, between)
    found[_notes(ground, chosen)] += _NOTE
    own_use: tuple[str, ...] = _OWN_USE
    if not web:
        own_use = (*_OWN_USE, "nav")
        found[_in(ground, "aside")] += _ASIDE
        found[_in(ground, "footer")] += _FOOTER
    speakers = _speakers(ground)
    found[speakers] = found[np.maximum(speakers - 1, 0)]
    found[_never(ground, chosen, speakers, own_use) | _other_articles(ground, chosen)] = NEVER
    found[_closing_list(ground, found)] = _DOUBTFUL_BODY
    found[_gaps(ground, found)] = _DOUBTFUL_BODY
    found[_lead_ins(ground, chosen, found)] = _DOUBTFUL_BODY
    found[_headings_above(ground, chosen, found)] = _DOUBTFUL_BODY
    found[_headings_of_nothing(ground, found)] = -_DOUBTFUL_BODY
    return found


def _whole_tables(ground: Ground, logits: Floats, between: Bools) -> None:
    """Gives all cells of a table among the article's paragraphs one logit: a table is text as a whole or not at all."""
    cells = _of_kind(ground, Kind.CELL) & between
    if not cells.any():
        return
    for node in ground.page.nodes:
        if node.tag == "table":
            own = np.flatnonzero(cells[node.first : node.last]) + node.first
            if len(own):
                logits[own] = np.average(logits[own], weights=ground.width[own]) + _CELL


def _notes(ground: Ground, chosen: Container) -> Bools:
    """Lines that the page names a correction, near the end of the article."""
    nodes = ground.page.nodes
    named = np.fromiter((not _NOTES.isdisjoint(node.words) for node in nodes), bool, len(nodes))
    here = np.arange(ground.n)
    near = (here > chosen.first) & (here <= chosen.last + _NEAR)
    small = ground.last - ground.first <= _NEAR
    found: Bools = ground.covered(named & small) & near & (ground.links < _FEW_LINKS)
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
    """Captions, the title, lines without a letter or digit, what is hidden where the article is not, and what stands in
    elements of the page's own use (menus, dialogs, buttons) that do not hold the article."""
    page = ground.page
    found = np.fromiter((b.kind is Kind.CAPTION or not _LETTER.search(b.text) for b in page.blocks), bool, ground.n)
    found[speakers] = False
    if not chosen.hidden:
        found |= ground.hidden > 0
    title = normal(ground.hints.title or "")
    if title:
        heads = _of_kind(ground, Kind.HEADING)
        found[[i for i in np.flatnonzero(heads).tolist() if normal(page.blocks[i].text) == title]] = True
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


def _gaps(ground: Ground, logits: Floats) -> Bools:
    """Lines without links that nobody named and the weights are in doubt of, and that stand between two lines of the
    body in the same element (as paragraphs or made like one of them), as a sentence right behind one, or in a list most
    of whose items are body."""
    n, body = ground.n, logits > 0
    named = np.zeros(n, bool)
    named[list(ground.spoken)] = True
    open_ = (logits > _DOUBTFUL) & ~body & (ground.links == 0) & (ground.hidden == 0) & ~named
    parent = ground.levels[1]
    between, behind = np.zeros(n, bool), np.zeros(n, bool)
    behind[1:] = body[:-1] & (parent[:-1] == parent[1:]) & (ground.ended[1:] > 0) & (logits[1:] > -_DOUBTFUL_BODY)
    if n > 2:
        same = (parent[:-2] == parent[1:-1]) & (parent[1:-1] == parent[2:])
        makes = ground.makes[ground.levels[0]]
        paragraph = np.fromiter((ground.page.nodes[block.node].tag == "p" for block in ground.page.blocks), bool, n)
        alike = (makes[:-2] == makes[1:-1]) | (makes[1:-1] == makes[2:]) | paragraph[1:-1]
        between[1:-1] = same & alike & body[:-2] & body[2:]
    items = _of_kind(ground, Kind.LIST_ITEM)
    count = np.bincount(parent[items], minlength=len(ground.first))
    kept = np.bincount(parent[items & body], minlength=len(ground.first))
    found: Bools = open_ & (between | behind | (items & (kept >= _MOST_ITEMS * np.maximum(count, 1))[parent]))
    return found


def _closing_list(ground: Ground, logits: Floats) -> Bools:
    """The run of lines that follows the last paragraph in the same element and most of which have no link: winners,
    results, a programme. Inserts between them do not end it, a few links in a row do."""
    found = np.zeros(ground.n, bool)
    prose = np.flatnonzero((logits > 0) & (ground.prose > 0))
    if not len(prose):
        return found
    holder = ground.holder[ground.levels[0]]
    last, linked = int(prose[-1]), 0
    run: list[int] = []
    for index in range(last + 1, ground.n):
        if index - (run[-1] if run else last) > _GAP:
            break
        if holder[index] != holder[last] or index in ground.spoken or logits[index] <= NEVER:
            continue
        linked = linked + 1 if ground.links[index] > 0.8 else 0
        if linked == _LINKS_IN_A_ROW:
            break
        run.append(index)
    if len(run) >= _LIST_AT_END and 2 * (ground.links[run] == 0).sum() > len(run):
        found[run] = True
    return found


def _lead_ins(ground: Ground, chosen: Container, logits: Floats) -> Bools:
    """Short lines that end in a colon right above a block of the body, such as the line before a quotation or a list,
    also where much of them is a link."""
    above = np.append(logits[1:] > 0, False) & _between(ground, chosen) & (ground.hidden == 0)
    colon = (ground.letters.last == COLON) & (ground.width < _LEAD_IN) & (ground.links < _MOSTLY_LINK)
    found: Bools = above & colon & (logits <= 0) & (logits > NEVER)
    return found


def _headings_above(ground: Ground, chosen: Container, logits: Floats) -> Bools:
    """Headings among the article's paragraphs that the weights are in doubt of, right above a block that is body: what
    heads a part of the article is the article's."""
    here = np.arange(ground.n)
    inside = (here >= chosen.first - _HEADED) & (here > ground.title) & (here < chosen.last)
    above = np.append(logits[1:] > 0, False) & inside & (ground.links < _FEW_LINKS) & ~ground.card
    # Where no title was found, a heading of the first level may be it.
    lower = [b.kind is Kind.HEADING and (b.level > 1 or ground.title >= 0) for b in ground.page.blocks]
    return np.asarray(lower, bool) & above & (logits > _DOUBTFUL) & (logits <= 0)


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
