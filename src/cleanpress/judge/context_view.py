"""A page with what its judges say of it, as the judge of context asks for it: which blocks have no name yet, which have
one, and where the article stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from cleanpress.judge import prose
from cleanpress.model import FIELD_LABELS, Kind, Label, Node, Page, SpanKind, Verdict

Name = tuple[Label, str, float, str]
"""What a block is called: the label, by which way of naming, how sure, and why."""

Found = dict[int, Name]

ALL_LINK = 0.8
"""From this share of its text on a block is all link."""

PAGE_TAGS = frozenset(["html", "body", "main"])

_BLOCKS = "blocks"
_SURE = 0.9
_HALF_SURE = 0.5
# Labels whose headings stand over boxes and lists.
_HEADS = frozenset(
    (
        *(Label.APP, Label.BIO, Label.COMMENTS, Label.CONSENT, Label.LOGIN, Label.NEWSLETTER),
        *(Label.NOTIFICATION, Label.PAYWALL, Label.RELATED, Label.SHARE),
    )
)
# What a table's cell or a quoted post says is its own affair, whatever stands around the table or the post.
_OF_THEIR_OWN = (Kind.CELL, Kind.QUOTE)


class Around:
    """A page with what its judges say, as the ways of naming ask for it.

    `open` are the blocks to be named and `hinted` those of them of which a pack's hint says something; `names` has for
    every block the label it surely has; `headed` are the lines that a rule knows by their words, `bylines` the texts of
    the bylines; `body[i]` is how many blocks before block `i` are the article's, `first` the first of these, `title`
    the title's number or -1.
    """

    def __init__(self, page: Page, verdicts: Sequence[Verdict]) -> None:
        self.page = page
        count = len(page.blocks)
        self.names: list[Label | None] = [None] * count
        self.headed: dict[int, Label] = {}
        self.bylines: list[str] = []
        self.hinted: set[int] = set()
        outside: list[int] = []
        body = [0] * count
        for verdict in verdicts:
            label = verdict.label
            if verdict.judge == _BLOCKS:
                if label is Label.OTHER:
                    outside.append(verdict.block)
                elif label is Label.BODY:
                    body[verdict.block] = 1
            elif label is Label.OTHER or verdict.confidence < _HALF_SURE:
                continue
            elif verdict.confidence >= _SURE or label in FIELD_LABELS or verdict.judge == "repeats":
                self._take(verdict)
            else:
                self.hinted.add(verdict.block)
        self.body = [0, *accumulate(body)]
        self.first = body.index(1) if 1 in body else count
        self.title = self.names.index(Label.TITLE) if Label.TITLE in self.names else -1
        self.open = [i for i in outside if self.names[i] is None and page.blocks[i].kind not in _OF_THEIR_OWN]
        self._links: dict[int, float] = {}

    def _take(self, verdict: Verdict) -> None:
        index = verdict.block
        if self.names[index] is None or verdict.judge == "header":
            self.names[index] = verdict.label
        if verdict.label is Label.BYLINE:
            self.bylines.append(self.page.blocks[index].text)
        # In a quote it is the foot of an embedded post ("View this post").
        heads = verdict.judge == "rules" and verdict.label in _HEADS
        kind = self.page.blocks[index].kind
        # A count of comments stands in many a row of buttons; only as a heading it stands over them.
        counted = verdict.label is Label.COMMENTS and kind is not Kind.HEADING
        if heads and kind is not Kind.QUOTE and not counted:
            self.headed[index] = verdict.label

    def holds_body(self, node: Node) -> bool:
        """Whether a part of the article stands in the element."""
        return self.body[node.last] > self.body[node.first]

    def links(self, index: int) -> float:
        """The share of a block's text that is link."""
        share = self._links.get(index)
        if share is None:
            block = self.page.blocks[index]
            linked = sum(s.end - s.start for s in block.spans if s.kind is SpanKind.LINK) if block.spans else 0
            share = self._links[index] = linked / len(block.text)
        return share

    def climb(self, index: int, test: Callable[[Node], Name | None], known: dict[int, Name | None]) -> Name | None:
        """What `test` says of the closest element around a block that it knows, up to those with text of the article.

        `known` remembers what was found for each element.
        """
        at = self.page.blocks[index].node
        if at in known:
            return known[at]
        path: list[int] = []
        found: Name | None = None
        while at >= 0:
            if at in known:
                found = known[at]
                break
            node = self.page.nodes[at]
            if node.tag in PAGE_TAGS or self.holds_body(node):
                break
            path.append(at)
            found = test(node)
            if found is not None:
                break
            at = node.parent
        known.update(dict.fromkeys(path, found))
        return found

    def name_each(self, found: Found, test: Callable[[Node], Name | None]) -> None:
        """Gives every block without a name or hint what `test` says of the closest element around it that it knows."""
        known: dict[int, Name | None] = {}
        for index in self.open:
            if index not in found and index not in self.hinted:
                name = self.climb(index, test, known)
                # A menu's element can hold the text that it unfolds.
                if name and not (name[0] is Label.NAVIGATION and prose.is_prose(self.page.blocks[index].text)):
                    found[index] = name
