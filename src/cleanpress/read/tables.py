"""Telling tables of data from tables that old pages are laid out with."""

from __future__ import annotations

from typing import Any

DATA = "data"
LAYOUT = "layout"
# Cells of data are short; a cell longer than this is a column of a page.
_CELL_LETTERS = 400


def form_of(table: Any) -> str:
    """DATA if the table's rows are to be read across, LAYOUT if its cells are to be read one by one.

    A table inside a table makes the outer one layout, and so do a single column, long cells, and `role=presentation`.
    """
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants("table"), None) is not None:
        return LAYOUT
    widest = 0
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        widest = max(widest, len(cells))
        if any(is_longer(cell, _CELL_LETTERS) for cell in cells):
            return LAYOUT
    return DATA if widest > 1 else LAYOUT


def is_longer(cell: Any, letters: int) -> bool:
    """Whether the cell's text has more than so many letters; stops counting as soon as it does."""
    for text in cell.itertext():
        letters -= len(text.strip())
        if letters < 0:
            return True
    return False
