"""`Cleaner(weights=…)`: other weights than the shipped ones, and what happens without any."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanpress import Cleaner
from cleanpress.errors import WeightsError
from cleanpress.judge import network

PAGE = (
    "<html><body><main><h1>Ferry</h1><p>" + "The ferry left the harbour on Monday. " * 12 + "</p></main></body></html>"
)


def test_the_shipped_weights_find_an_article() -> None:
    assert "harbour" in Cleaner().clean_html(PAGE).text


def test_weights_from_a_file_give_what_the_shipped_ones_do(tmp_path: Path) -> None:
    copy = tmp_path / "copy.npz"
    copy.write_bytes(network.SHIPPED.read_bytes())
    assert Cleaner(weights=copy).clean_html(PAGE) == Cleaner().clean_html(PAGE)
    assert Cleaner(weights=str(copy)).clean_html(PAGE).text == Cleaner().clean_html(PAGE).text


def test_missing_weights_are_an_error_and_never_silent(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="missing"):
        Cleaner(weights=tmp_path / "none.npz").clean_html(PAGE)


def test_the_shipped_weights_are_small() -> None:
    assert network.SHIPPED.stat().st_size < 2_000_000
