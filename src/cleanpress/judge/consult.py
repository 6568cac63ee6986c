"""Asking trafilatura, when the block judge is unsure. Its text is evidence, not a verdict.

Asking always would add nearly half to the time of all the rest and gain little more than asking on doubtful pages.
"""

from __future__ import annotations

import logging

from cleanpress.model import Page

_log = logging.getLogger("cleanpress")
# Share of doubtful text from which asking pays.
_DOUBT = 0.3
_LITTLE = 600
_LEAST_PRESENCE = 0.05
# On pages of very many blocks trafilatura takes time that grows with the square of their number.
_MOST_BLOCKS = 3_000


def worth_asking(page: Page, doubt: float, width: int, presence: float) -> bool:
    """Whether an opinion is so doubtful (0 to 1), or its body so small (in letters), that asking trafilatura may mend
    it. Of a page that surely holds no article it makes a text of teasers: the chance `presence` must not be nothing."""
    if presence < _LEAST_PRESENCE:
        return False
    spans = sum(len(block.spans) for block in page.blocks)
    if len(page.blocks) > _MOST_BLOCKS or len(page.nodes) + spans > 4 * _MOST_BLOCKS:
        return False
    return doubt > _DOUBT or width < _LITTLE


def trafilatura_text(page: Page) -> str:
    """The text trafilatura finds on a page, "" where it finds none or fails. The page's tree is not changed.

    Raises MemoryError where there is too little memory.
    """
    from copy import deepcopy

    from lxml import etree, html

    try:
        from trafilatura import extract

        # It takes trees of lxml.html only.
        own = isinstance(page.tree, html.HtmlElement)
        tree = deepcopy(page.tree) if own else etree.tostring(page.tree, encoding="unicode", method="html")
        return extract(tree, url=page.url, include_comments=False, fast=True) or ""
    except MemoryError:  # which says nothing of the page
        raise
    except Exception:  # a bug in another library must not cost the user the page
        _log.warning("trafilatura failed on a page", exc_info=True)
        return ""
