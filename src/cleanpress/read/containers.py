"""What the elements of a tree are called, and which of them hold blocks although their name does not say so."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cleanpress.read import elements


@lru_cache(maxsize=1024)
def names_of_tag(tag: Any) -> tuple[str, str]:
    """An element's name in lower case without its namespace, and as an XPath can say it: "*" where the name would need
    a namespace. Both are "" for comments and processing instructions, whose tag is a function."""
    if not isinstance(tag, str):
        return "", ""
    return tag.rpartition("}")[2].lower(), tag if tag.replace("-", "").isalnum() else "*"


def tag_of(element: Any) -> str:
    """An element's name in lower case without its namespace, "" for comments and processing instructions."""
    return names_of_tag(element.tag)[0]


def inline_holders(root: Any, noscript: bool) -> set[Any]:
    """Inline and custom elements that hold block-level ones, and so are containers themselves."""
    holders: set[Any] = set()
    unread: set[Any] = set()
    for element in root.iter(*(f"{{*}}{tag}" for tag in elements.BLOCK if noscript or tag != "noscript")):
        between: list[Any] = []
        parent = element.getparent()
        while parent is not None and parent not in holders and parent not in unread:
            tag = tag_of(parent)
            if tag in elements.BLOCK:
                holders.update(between)
                break
            between.append(parent)
            if tag in elements.SKIPPED:
                unread.update(between)
                break
            parent = parent.getparent()
        else:
            (unread if parent in unread else holders).update(between)
    return holders
