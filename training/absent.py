"""Pages without an article: real ones whose body was taken out. What is left is what surrounds articles, teasers and
comments with all their prose, and it teaches that a page may hold no article at all."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from cleanpress.model import Page
from training.corpora import Source
from training.labels import Labels

ABSENT = "absent"
"""The name of the collection that these pages make."""
_DATA = './/script[@type="application/ld+json"]'
_TYPE = './/meta[@property="og:type"]'


def without_article(source: Source, page: Page, labels: Labels) -> Source | None:
    """The page of `source` without its body, as a source of its own; None if its body cannot be taken out whole.

    `page` is the source as read, whose tree is changed.
    """
    spoken = [body > 0 or weight == 0 for body, weight in zip(labels.body, labels.weight, strict=True)]
    whole = {node.index for node in page.nodes if all(spoken[node.first : node.last]) and node.first < node.last}
    if any(body and page.blocks[i].node not in whole for i, body in enumerate(labels.body)):
        return None
    outermost = [page.nodes[i] for i in sorted(whole) if page.nodes[i].parent not in whole]
    elements = [element for node in outermost for element in page.tree.xpath(node.path)]
    for element in [*elements, *page.tree.iterfind(_DATA)]:
        _drop(element)
    for element in page.tree.iterfind(_TYPE):
        element.set("content", "website")
    html = etree.tostring(page.tree, encoding="utf-8", method="html")
    return replace(source, corpus=ABSENT, id=f"{source.corpus}/{source.id}", html=html, truth={})


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
