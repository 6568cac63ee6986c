"""What the block-level elements around a place make of its text: kind, level, row and cell of the blocks there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cleanpress.model import Kind
from cleanpress.read import elements, tables
from cleanpress.read.drafts import NodeDraft

_TABLE = frozenset(["table", "tr", "td", "th"])
_SHAPING = frozenset(
    """h1 h2 h3 h4 h5 h6 main article ul ol menu dir dl li dd dt blockquote pre listing xmp figure
    figcaption""".split()
)
# All elements that may change what becomes of their text.
FORMING = _SHAPING | _TABLE


@dataclass(slots=True)
class Form:
    """What becomes of a text. Most elements leave it as it is around them, so that one form serves many elements:
    nobody changes a form that is in use."""

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    preformatted: bool = False
    row: int = -1
    column: int = -1
    ordinal: int = 0
    list_depth: int = 0
    ordered: bool = False
    table: str = ""
    figure: int = -1
    image: int = -1

    def copy(self) -> Form:
        """The same form again, to be changed; written out because every item of a list makes one."""
        return Form(
            self.kind, self.level, self.preformatted, self.row, self.column, self.ordinal, self.list_depth,
            self.ordered, self.table, self.figure, self.image,
        )  # fmt: skip


@dataclass(slots=True)
class Place:
    """Where the walk is: the closest block-level element, what its text becomes, and whether the page shows it.

    `items` and `cells` count the list items and table cells directly inside so far.
    """

    node: NodeDraft
    form: Form
    hidden: bool
    items: int = 0
    cells: int = 0


@dataclass(slots=True)
class Forms:
    """Gives each block-level element of one page its form; the rows of all tables are numbered through."""

    rows: int = 0

    def inside(self, element: Any, tag: str, outer: Place, images: int, is_caption: bool) -> Form:
        """The form of the text inside an element that stands at `outer` and has `images` pictures before it."""
        if tag in _SHAPING:
            return _shaped(tag, outer, images)
        form = outer.form
        if is_caption:
            form = form.copy()
            form.kind, form.level, form.image = Kind.CAPTION, 0, images - 1
        elif tag in _TABLE:
            form = form.copy()
            self._tabulate(form, element, tag, outer)
        return form

    def _tabulate(self, form: Form, element: Any, tag: str, outer: Place) -> None:
        if tag == "table":
            form.table = tables.form_of(element)
            if form.table == tables.LAYOUT:
                form.kind, form.row, form.column = Kind.PARAGRAPH, -1, -1
        elif form.table == tables.DATA:
            if tag == "tr":
                form.row = self.rows
                self.rows += 1
            elif form.row >= 0:
                form.kind, form.level, form.column = Kind.CELL, 0, outer.cells
                outer.cells += 1


def _shaped(tag: str, outer: Place, images: int) -> Form:
    form = outer.form.copy()
    if tag in ("li", "dd", "dt"):
        form.kind, form.level = Kind.LIST_ITEM, max(1, form.list_depth)
        outer.items += 1
        form.ordinal = outer.items if form.ordered and tag == "li" else 0
    elif tag in elements.HEADINGS:
        form.kind, form.level = Kind.HEADING, elements.HEADINGS[tag]
    elif tag in ("main", "article"):
        # An article is no list item, even where an unclosed list item runs around it.
        form.kind, form.level, form.list_depth = Kind.PARAGRAPH, 0, 0
    elif tag == "blockquote":
        form.kind, form.level = Kind.QUOTE, 0
    elif tag in ("pre", "listing", "xmp"):
        form.kind, form.level, form.preformatted = Kind.CODE, 0, True
    elif tag == "figure":
        form.figure = images
    elif tag == "figcaption":
        form.kind, form.level = Kind.CAPTION, 0
    else:
        form.list_depth += 1
        form.ordered = tag == "ol"
    return form
