"""What gatherers ask of an element: the text a reader sees in it, and whether it belongs to something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from cleanpress.metadata.candidates import Candidate, clean

MOST = 40
"""So many elements of one kind are looked at; a page with more of them lists other articles."""
NODES = 400
"""So many nodes of one element are read."""
INLINE = frozenset("a abbr b bdi bdo cite code dfn em font i kbd mark q s small strong sub sup time u wbr".split())
"""Elements that do not end a line."""
COMMENT = re.compile(r"\b(?:comment|commentaire|kommentar|comentario|related|teaser|recommend)", re.I)
"""In the names of elements that hold what readers say, or other articles."""
_UNREAD = frozenset({"script", "style", "svg", "template", "noscript", "button", "select"})
# Where a date or a name belongs to another article or to a reader.
_ELSEWHERE = frozenset({"aside", "nav", "footer"})


def is_elsewhere(element: Any) -> bool:
    """Whether an element stands in an aside, a footer, a teaser, or among comments."""
    for _ in range(60):
        if element is None:
            return False
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        teaser = element.tag == "a" and is_longer(element, 80)
        if (
            teaser
            or element.tag in _ELSEWHERE
            or COMMENT.search(names)
            or "UserComments" in (element.get("itemtype") or "")
        ):
            return True
        element = element.getparent()
    return False


def is_longer(element: Any, letters: int) -> bool:
    """Whether the text in an element is longer than so many letters; only its beginning is read."""
    total = 0
    for text in islice(element.itertext(), NODES):
        total += len(text)
        if total > letters:
            return True
    return False


def candidate(field: str, value: str, source: str, element: Any) -> Iterator[Candidate]:
    """The value as a candidate that stands where the element does; nothing where it is empty."""
    text = clean(value)
    if text:
        yield Candidate(field, text, source, f"{element.tag} in line {element.sourceline or 0}")


def text_of(element: Any) -> str:
    """The text a reader sees in an element: block-level parts parted by a space, scripts and controls left out.

    Only the beginning is read; a heading or a name is short.
    """
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in islice(walk, NODES):
        if event == "start" and node.tag in _UNREAD:
            walk.skip_subtree()
            continue
        if event == "start":
            parts.append(" " if node.tag not in INLINE and node.tag != "span" and node is not element else "")
            parts.append(node.text or "")
            continue
        if event == "end" and node.tag not in INLINE and node.tag not in _UNREAD and node.tag != "span":
            parts.append(" ")
        if node is not element:
            parts.append(node.tail or "")
    return clean("".join(parts))
