"""Coded cautions about a body that was found: what a reader of the text should know that the text does not say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleanpress.judge.container import Container
from cleanpress.judge.ground import Ground
from cleanpress.model import Block, Kind, Label

# Width of body (in Latin letters) below which it is short, and below which what asks for money may have cut it.
_SHORT = 500
_STUB = 2_500
_MOST_TEASERS = 0.4
# An article of its own has a heading and so much prose.
_STORY = 300
_NEAR = 12


def cautions(ground: Ground, chosen: Container, blocks: Sequence[Block]) -> Iterator[str]:
    """The codes for a page with a body: `short_body`, `paywall_stub`, `list_page`, `several_articles`.

    `blocks` are the page's, as marked.
    """
    body = [block.index for block in blocks if block.label is Label.BODY]
    width = sum(float(ground.width[index]) for index in body)
    if not body:
        return
    if width < _SHORT:
        yield "short_body"
    if width < _STUB and any(_is_wall(block) for block in blocks[body[0] : body[-1] + _NEAR]):
        yield "paywall_stub"
    if chosen.teasers > _MOST_TEASERS or _mostly_links(ground, body):
        yield "list_page"
    if _has_other_stories(ground):
        yield "several_articles"


def _is_wall(block: Block) -> bool:
    return block.label is Label.PAYWALL and not block.hidden and block.confidence > 0.9


def _mostly_links(ground: Ground, body: Sequence[int]) -> bool:
    linked = sum(bool(ground.links[index] > 0.5) for index in body)
    return 2 * linked > len(body)


def _has_other_stories(ground: Ground) -> bool:
    """Whether the title stands in one `article` and others hold a headline of their own and prose enough for a story.
    The entries of a live blog are articles too, but the title stands above them."""
    page, title = ground.page, ground.title
    mass = ground.inside(ground.width * ground.prose * ~ground.card)
    articles = [node for node in page.nodes if node.tag == "article" and node.first < node.last]
    own = [node for node in articles if node.first <= title < node.last]
    return bool(own) and any(
        mass[node.index] >= _STORY and any(block.kind is Kind.HEADING for block in page.blocks[node.first : node.last])
        for node in articles
        if node.first >= own[0].last or node.last <= own[0].first
    )
