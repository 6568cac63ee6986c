"""Folds of sites: no site is learned from and scored on at once.

The registrable domain is the site; a page without an address is a site of its own, known by its bytes.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

import numpy as np


def site_of(url: str, html: bytes) -> str:
    """The registrable domain of a page's address; where it has none, a digest of the page.

    >>> site_of("https://news.weir.co.uk/a", b""), site_of("", b"<p>Rain")
    ('weir.co.uk', 'page-049e9cb2b35e')
    """
    from tld import get_fld

    found = get_fld(url, fix_protocol=True, fail_silently=True) if url else None
    return found or url or f"page-{hashlib.sha256(html).hexdigest()[:12]}"


def fold_of_sites(sites: Sequence[str], folds: int, draw: int) -> dict[str, int]:
    """The fold of each site, so that folds hold about equally many pages.

    `sites` holds one entry a page. Another `draw` parts them otherwise.

    >>> sorted(fold_of_sites(["a.org", "b.org", "c.org", "d.org"], 2, 0).values())
    [0, 0, 1, 1]
    """
    count = Counter(sites)
    order = sorted(count)
    np.random.default_rng(draw).shuffle(order)
    load = [0] * folds
    found = {}
    for site in order:
        found[site] = min(range(folds), key=lambda fold: load[fold])
        load[found[site]] += count[site]
    return found
