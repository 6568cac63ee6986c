"""What is read is filled in as drafts; once sealed they are the frozen objects that the model promises."""

import pickle
from dataclasses import FrozenInstanceError, asdict, fields, replace
from typing import Any

import pytest

from cleanpress.model import Block, Kind, Limits, Node, Span, SpanKind, Where
from cleanpress.read.drafts import BlockDraft, NodeDraft, SpanDraft, sealed
from cleanpress.read.html import read_html

PAIRS = [(BlockDraft, Block), (NodeDraft, Node), (SpanDraft, Span)]
PAGE = read_html(
    "<div class=note><p>The <a href=/quay>quay</a> is shut.</div>", url=None, encoding=None, limits=Limits()
)


@pytest.mark.parametrize(("draft", "model"), PAIRS)
def test_a_draft_has_the_fields_of_its_model_in_the_same_order(draft: Any, model: Any) -> None:
    assert [field.name for field in fields(draft)] == [field.name for field in fields(model)]


def test_what_was_read_equals_what_the_model_builds() -> None:
    span = Span(SpanKind.LINK, 4, 8, "/quay")
    block = PAGE.blocks[0]
    built = Block(
        index=0,
        text="The quay is shut.",
        kind=Kind.PARAGRAPH,
        where=Where(path="/html/body[1]/div[1]/p[1]"),
        spans=(span,),
        node=3,
    )
    assert block == built
    assert repr(block) == repr(built)
    assert hash(block) == hash(built)
    node = PAGE.nodes[2]
    assert node == Node(
        index=2,
        parent=1,
        tag="div",
        path="/html/body[1]/div[1]",
        depth=2,
        first=0,
        last=1,
        names=("note",),
        words=("note",),
    )


@pytest.mark.parametrize("thing", [PAGE.blocks[0], PAGE.nodes[0], PAGE.blocks[0].spans[0]])
def test_what_was_read_is_frozen_and_can_be_copied_and_pickled(thing: Any) -> None:
    name = fields(thing)[0].name
    with pytest.raises(FrozenInstanceError):
        setattr(thing, name, None)
    assert pickle.loads(pickle.dumps(thing)) == thing
    assert replace(thing) == thing
    assert asdict(thing)[name] == getattr(thing, name)


def test_sealing_nothing_gives_nothing() -> None:
    assert sealed([], Block) == ()
