"""The weights that a page may be scored with: those of the fold that its site is not in.

`python -m training --corpus FOLDER` writes them into the folder `folds` beside this file, with the fold of every site,
and `python -m training dumps --corpus FOLDER` those of the judges of text into a folder for each fold.
A site that is in none was never seen, and any of them will do.
"""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path

from cleanpress import Cleaner, Options
from training.folds import site_of

FOLDER = Path(os.environ.get("CLEANPRESS_FOLDS") or Path(__file__).with_name("folds"))


@lru_cache(maxsize=1)
def _folds() -> dict[str, int]:
    try:
        found: dict[str, int] = json.loads((FOLDER / "sites.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SystemExit(
            f"no weights by folds in {FOLDER}: make them with python -m training --corpus FOLDER"
        ) from None
    return found


@lru_cache(maxsize=64)
def _cleaner(fold: int, options: Options) -> Cleaner:
    return Cleaner(options, weights=FOLDER / f"fold{fold}.npz")


@lru_cache(maxsize=64)
def _text_cleaner(fold: int) -> Cleaner:
    return Cleaner(weights=FOLDER / f"fold{fold}")


def cleaner(html: bytes, url: str, options: Options | None = None) -> Cleaner:
    """A cleaner whose weights never saw the page's site."""
    return _cleaner(_folds().get(site_of(url, html), 0), options or Options())


def text_cleaner(html: bytes, url: str) -> Cleaner:
    """The same for texts made of the page."""
    return _text_cleaner(_folds().get(site_of(url, html), 0))
