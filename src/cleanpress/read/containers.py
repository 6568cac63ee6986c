"""What the elements of a tree are called, how a reader takes them, and which inline ones hold blocks all the same."""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache
from typing import Any

from cleanpress.read import elements


class Way(Enum):
    """How a reader takes an element: not at all, as a thing without text, as a block of its own, or in the line."""

    SKIPPED = auto()
    VOID = auto()
    BLOCK = auto()
    INLINE = auto()


@lru_cache(maxsize=1024)
def read_tag(tag: Any) -> tuple[str, str, Way]:
    """An element's name in lower case without its namespace, its name as an XPath can say it ("*" where that would
    need a namespace), and how it is read. Both names are "" for comments and processing instructions, whose tag is a
    function.

    >>> read_tag("{http://www.w3.org/1999/xhtml}DIV")
    ('div', '*', <Way.BLOCK: 3>)
    """
    if not isinstance(tag, str):
        return "", "", Way.SKIPPED
    name = tag.rpartition("}")[2].lower()
    step = tag if tag.replace("-", "").isalnum() else "*"
    if name in elements.SKIPPED:
        return name, step, Way.SKIPPED
    if name in elements.VOID:
        return name, step, Way.VOID
    return name, step, Way.BLOCK if name in elements.BLOCK else Way.INLINE


def find_holders(element: Any, holders: set[Any], noscript: bool) -> bool:
    """Whether block-level elements stand in an inline or custom element, which is a container itself then.

    All inline elements around the first of them join `holders`. `noscript` says whether elements of that name count.
    """
    for inner in element.iter():
        if read_tag(inner.tag)[2] is Way.BLOCK:
            break
    else:
        return False
    around = [(element, iter(element))]
    while around:
        for child in around[-1][1]:
            tag, _, way = read_tag(child.tag)
            if way is Way.BLOCK:
                if tag == "noscript" and not noscript:
                    continue
                holders.update(holder for holder, _ in around)
                return True
            if way is not Way.SKIPPED and len(child):
                around.append((child, iter(child)))
                break
        else:
            around.pop()
    # What was seen at first stands in something that is not read.
    return False
