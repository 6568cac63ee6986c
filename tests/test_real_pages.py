"""Real news pages of nine languages, fetched by the set-up: their outcome by digest, for others wrote their prose."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

import cleanpress
import n4k
from render import digest

NO_ARTICLES = ("ap_meta_refresh", "google_meta_refresh", "sample_rss")


@pytest.mark.parametrize("name", n4k.NAMES)
def test_the_outcome_is_as_recorded(name: str, real_pages: dict[str, bytes], snapshot: SnapshotAssertion) -> None:
    assert digest(cleanpress.clean_html(real_pages[name])) == snapshot


@pytest.mark.parametrize("name", NO_ARTICLES)
def test_a_redirect_or_a_feed_is_no_article(name: str, real_pages: dict[str, bytes]) -> None:
    article = cleanpress.clean_html(real_pages[name])
    assert (article.text, article.status in {"no_article", "empty"}) == ("", True)
