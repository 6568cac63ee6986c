"""Names what structure places outside the article and no rule knows, by what stands around it.

A heading names the box under it, links say where they lead, an element is called after what it holds, and what stands
among blocks of one kind is of that kind. Nothing here knows a language, and nothing here decides whether a block
stays: the engine takes these verdicts as names of what is removed anyway.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from cleanpress.judge import prose
from cleanpress.judge.context_links import by_cards, by_rows, by_targets
from cleanpress.judge.context_view import ALL_LINK, PAGE_TAGS, Around, Found, Name
from cleanpress.judge.context_words import label_of_names
from cleanpress.metadata.dates import is_dateline
from cleanpress.metadata.names import split_byline
from cleanpress.model import FIELD_LABELS, Block, Kind, Label, Node, Page, Verdict
from cleanpress.read.elements import TEXT_TAGS

JUDGE = "context"
# How sure each way of naming is: all more than a hint of a pack, all less than a rule that decides alone.
_HEADING, _ELEMENT, _FORM, _LINE, _AMONG = 0.75, 0.7, 0.65, 0.6, 0.55
_GROUP = 80
_MOST_FORMS = 100
_AGREED = 0.8
_NAME_LINE = 80
_SHORT_LINE = 60
_NEAR_TITLE = 8
_NAMED_LETTERS = 40
_BUTTON = 40


def judge_context(page: Page, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Names for blocks that the block judge places outside the article and that no other judge surely named.

    `verdicts` are those of all judges so far, the block judge's among them. Nothing is said of what is inside the
    article, and nothing of what cannot be named.

    >>> judge_context(Page(source="html"), [])
    []
    """
    around = Around(page, verdicts)
    if not around.open:
        return []
    found: Found = {}
    for step in (_under_headings, by_targets, _by_elements, _by_forms, _by_names_and_dates, by_rows, by_cards):
        step(around, found)
    _among_named(around, found)
    _between_named(around, found)
    return [
        Verdict(index, label, f"context.{rule}", sure, why, JUDGE)
        for index, (label, rule, sure, why) in sorted(found.items())
    ]


def _under_headings(around: Around, found: Found) -> None:
    """A heading whose words a rule knows names the box or list under it."""
    blocks = around.page.blocks
    for index, label in around.headed.items():
        end = _end_of_box(around, blocks[index])
        why = f"under the heading “{_shortened(blocks[index].text)}”"
        for other in range(index + 1, end):
            if _ends_section(around, blocks[index], other, label):
                break
            if around.names[other] is None:
                found.setdefault(other, (label, "heading", _HEADING, why))


def _end_of_box(around: Around, heading: Block) -> int:
    """Where the element ends that begins with the heading; with nothing else in it, the element around."""
    nodes = around.page.nodes
    node = nodes[heading.node]
    end = heading.index + 1
    while node.first == heading.index and node.tag not in PAGE_TAGS and not around.holds_body(node):
        end = node.last
        if node.parent < 0:
            return end
        node = nodes[node.parent]
    if end > heading.index + 1 or heading.kind is not Kind.HEADING:
        return end
    return node.last if node.tag not in PAGE_TAGS else _end_of_next(around, node, heading.index + 1)


def _end_of_next(around: Around, outer: Node, index: int) -> int:
    """Where the part of the page ends that begins with a block."""
    if index >= outer.last:
        return index
    node = around.page.nodes[around.page.blocks[index].node]
    while node.parent > outer.index and around.page.nodes[node.parent].first >= index:
        node = around.page.nodes[node.parent]
    return node.last


def _ends_section(around: Around, heading: Block, index: int, label: Label) -> bool:
    if around.body[index + 1] > around.body[index] or around.names[index] in FIELD_LABELS:
        return True
    if around.headed.get(index, label) is not label:
        return True
    block = around.page.blocks[index]
    level = heading.level or 6
    return block.kind is Kind.HEADING and block.level <= level and around.links(index) < ALL_LINK


def _shortened(text: str) -> str:
    return text if len(text) <= _NAMED_LETTERS else f"{text[: _NAMED_LETTERS - 1].rstrip()}…"


def _by_elements(around: Around, found: Found) -> None:
    """An element is called after what it holds."""
    around.name_each(found, _called)


def _called(node: Node) -> Name | None:
    if node.tag == "nav":
        return Label.NAVIGATION, "element", _ELEMENT, "in an element for navigation"
    words = node.words if "-" not in node.tag else (*node.words, "", *node.tag.split("-"))
    said = label_of_names(words) if words else None
    return (said[0], "element", _ELEMENT, f"in an element called “{said[1]}”") if said else None


def _by_forms(around: Around, found: Found) -> None:
    """A form is for what its fields take: a password, an e-mail address, words to look for, a text."""

    # Finding an element by its path takes longer the more stand beside it.
    forms = {node.index for node in islice((node for node in around.page.nodes if node.tag == "form"), _MOST_FORMS)}

    def form(node: Node) -> Name | None:
        if node.index not in forms or around.page.tree is None:
            return None
        label, what = _purpose(around, node)
        return (label, "form", _FORM, f"in a form that takes {what}") if label else None

    around.name_each(found, form)


def _purpose(around: Around, node: Node) -> tuple[Label | None, str]:
    places = around.page.tree.getroottree().xpath(node.path)
    fields = list(places[0].iter("input", "textarea")) if places else []
    kinds = {"textarea" if field.tag == "textarea" else field.get("type", "text").lower() for field in fields}
    if "password" in kinds:
        return Label.LOGIN, "a password"
    if "search" in kinds:
        return Label.NAVIGATION, "words to look for"
    if "textarea" in kinds:
        return Label.COMMENTS, "a text"
    return (Label.NEWSLETTER, "an e-mail address") if "email" in kinds else (None, "")


def _by_names_and_dates(around: Around, found: Found) -> None:
    """Lines with the author's name are bylines; longer text with it, behind the article, is about the author."""
    people: list[str] | None = None
    words = {word for line in around.bylines for word in line.split() if len(word) > 2}
    for index in around.open:
        block = around.page.blocks[index]
        if index in found or index < around.title - _NEAR_TITLE or around.links(index) > 0.5:
            continue
        if len(block.text) <= _SHORT_LINE and around.title < index <= around.first and is_dateline(block.text):
            found[index] = (Label.DATELINE, "date", _LINE, "a date or time alone")
            continue
        if not any(word in block.text for word in words):
            continue
        if people is None:
            people = [name.text for line in around.bylines for name in split_byline(line) if name.kind == "person"]
        if any(name in block.text for name in people):
            if prose.is_prose(block.text):
                if index > around.first:
                    found[index] = (Label.BIO, "author", _LINE, "speaks of the author, outside the article")
            elif len(block.text) <= _NAME_LINE and not prose.ends_sentence(block.text):
                # With a date, among the paragraphs, it signs an entry and not the article.
                if index > around.first and any(map(str.isdigit, block.text)):
                    continue
                found[index] = (Label.BYLINE, "author", _LINE, "a line with the author's name")


def _among_named(around: Around, found: Found) -> None:
    """What stands in an element whose other blocks have one name has it too."""
    names = list(around.names)
    for index, name in found.items():
        names[index] = name[0]

    def agreed(node: Node) -> Name | None:
        size = node.last - node.first
        if not 2 <= size <= _GROUP or node.tag in TEXT_TAGS:
            return None
        here = [label for label in names[node.first : node.last] if label is not None]
        if 2 * len(here) < size or (len(here) == 1 and not _all_short(around, node, names)):
            return None
        begun = range(node.first + 1, node.last)
        if any(names[i] is None and around.page.blocks[i].kind is Kind.HEADING for i in begun):
            return None  # what stands under that heading is another part
        label, count = Counter(here).most_common(1)[0]
        if count < _AGREED * len(here) or label in FIELD_LABELS or label is Label.DUPLICATE:
            return None
        return label, "among", _AMONG, f"among blocks that are {label.value.replace('_', ' ')}"

    around.name_each(found, agreed)


def _all_short(around: Around, node: Node, names: Sequence[Label | None]) -> bool:
    """Whether what has no name in the element is no longer than a button."""
    unnamed = (i for i in range(node.first, node.last) if names[i] is None)
    return all(len(around.page.blocks[i].text) <= _BUTTON for i in unnamed)


def _between_named(around: Around, found: Found) -> None:
    """A short line between two blocks of one name, in the same element, has it too."""
    blocks, nodes = around.page.blocks, around.page.nodes

    def name(index: int) -> Label | None:
        return found[index][0] if index in found else around.names[index]

    for index in around.open:
        if index in found or index in around.hinted or not 0 < index < len(blocks) - 1:
            continue
        label = name(index - 1)
        if label is None or label is not name(index + 1) or label in FIELD_LABELS or label is Label.DUPLICATE:
            continue
        if len(blocks[index].text) <= _SHORT_LINE and _together(nodes, blocks[index - 1], blocks[index + 1]):
            found[index] = (label, "between", _AMONG, f"between blocks that are {label.value.replace('_', ' ')}")


def _together(nodes: Sequence[Node], one: Block, other: Block) -> bool:
    """Whether the innermost element around two blocks holds few others."""
    node = nodes[one.node]
    while node.last <= other.index and node.parent >= 0:
        node = nodes[node.parent]
    return node.last - node.first <= _GROUP and node.tag not in PAGE_TAGS
