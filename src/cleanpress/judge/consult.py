"""Asking trafilatura, when the structure judge is unsure. Its text is evidence, not a verdict.

Asking always would cost four times as much as the whole rest and gain little more than asking on doubtful pages.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from cleanpress.judge import prose
from cleanpress.judge.coverage import Coverage
from cleanpress.judge.classifier import Opinion
from cleanpress.model import Label, Page, Verdict

_log = logging.getLogger("cleanpress")
# Share of doubtful text from which asking pays.
_DOUBT = 0.3
_LITTLE = 600
_FALLBACK = 300
_SURE = 0.9
# On pages of very many blocks trafilatura takes time that grows with the square of their number.
_MOST_BLOCKS = 3_000


def worth_asking(page: Page, opinion: Opinion) -> bool:
    """Whether the opinion on a page is so doubtful, or the body so small, that asking trafilatura may mend it."""
    spans = sum(len(block.spans) for block in page.blocks)
    if len(page.blocks) > _MOST_BLOCKS or len(page.nodes) + spans > 4 * _MOST_BLOCKS:
        return False
    return opinion.doubt > _DOUBT or opinion.width < _LITTLE


def fallback(page: Page, seen: Sequence[Verdict], opinion: Opinion, text: str) -> Opinion:
    """The opinion that what stands in trafilatura's text is the article, where the structure shows none.

    A page of teasers stays without an article, whatever trafilatura makes of it.
    """
    cover = Coverage.of(text, None)
    sure = {v.block for v in seen if v.confidence > _SURE}
    held = {b.index for b in page.blocks if b.index not in sure and cover.share(b.text) > 0.5}
    running = [page.blocks[index].text for index in held if prose.is_prose(page.blocks[index].text)]
    width = sum(map(prose.width, running))
    if opinion.teasers or width < _FALLBACK:
        return opinion
    verdicts = [
        replace(v, label=Label.BODY, rule="structure.fallback", confidence=0.5, why="stands in trafilatura's text")
        if v.block in held
        else v
        for v in opinion.verdicts
    ]
    return replace(opinion, verdicts=verdicts, width=width)


def trafilatura_text(page: Page) -> str:
    """The text trafilatura finds on a page, "" where it finds none or fails. The page's tree is not changed."""
    from copy import deepcopy

    from lxml import etree, html

    try:
        from trafilatura import extract

        # It takes trees of lxml.html only.
        own = isinstance(page.tree, html.HtmlElement)
        tree = deepcopy(page.tree) if own else etree.tostring(page.tree, encoding="unicode", method="html")
        return extract(tree, url=page.url, include_comments=False, fast=True) or ""
    except Exception:  # a bug in another library must not cost the user the page
        _log.warning("trafilatura failed on a page", exc_info=True)
        return ""
