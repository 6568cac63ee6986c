"""Real news pages of nine languages, fetched by the set-up: their outcome by digest, for others wrote their prose."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

import cleanpress
import n4k
from render import digest


@pytest.mark.parametrize("name", n4k.NAMES)
def test_snapshot(name: str, real_pages: dict[str, bytes], snapshot: SnapshotAssertion) -> None:
    assert digest(cleanpress.clean_html(real_pages[name])) == snapshot


def test_an_archive_that_is_not_the_pinned_one_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / n4k.ARCHIVE).write_bytes(b"something else")
    monkeypatch.setenv("CLEANPRESS_CACHE", str(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(n4k.FetchError, match=n4k.ARCHIVE):
        n4k.pages()
