"""Asking trafilatura, when the structure judge is unsure. Its text is evidence, not a verdict.

Asking always would cost four times as much as the whole rest and gain little more than asking on doubtful pages.
"""

from __future__ import annotations

import logging

from cleanpress.judge.structure import Opinion
from cleanpress.model import Page

_log = logging.getLogger("cleanpress")
# Share of doubtful text from which asking pays.
_DOUBT = 0.12
_LITTLE = 600
# On pages of very many blocks trafilatura takes time that grows with the square of their number.
_MOST_BLOCKS = 3_000


def worth_asking(page: Page, opinion: Opinion) -> bool:
    """Whether the opinion on a page is so doubtful, or the body so small, that asking trafilatura may mend it."""
    if len(page.blocks) > _MOST_BLOCKS or len(page.nodes) > 4 * _MOST_BLOCKS:
        return False
    return opinion.doubt > _DOUBT or opinion.width < _LITTLE


def trafilatura_text(page: Page) -> str:
    """The text trafilatura finds on a page, "" where it finds none or fails. The page's tree is not changed."""
    from copy import deepcopy

    from trafilatura import extract

    try:
        return extract(deepcopy(page.tree), url=page.url, include_comments=False, fast=True) or ""
    except Exception:  # a bug in another library must not cost the user the page
        _log.warning("trafilatura failed on a page", exc_info=True)
        return ""
