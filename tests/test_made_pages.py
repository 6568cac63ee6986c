"""Pages for training that no collection has: made-up ones, and real ones without their article."""

from __future__ import annotations

from collections import Counter

import pytest

from cleanpress.model import Page
from training.absent import ABSENT, without_article
from training.corpora import Source
from training.examples import example, examples, see
from training.labels import label_blocks, truth_of
from training.made import MADE, made
from weir import TITLE, document, p, paragraphs

WITH_BODY = {"article", "flash", "live", "listicle"}
WITHOUT = {"front", "archive", "author", "wall", "player"}
COMMENT = "Nobody asked the ferryman, and he is the only one of them who knows the river at night."
LOOSE = "Behind the weir the road is shut, and the county has not said for how long it will be."


def kind(source: Source) -> str:
    return source.id.rpartition("-")[0]


# Made up


def test_pages_of_every_kind_are_made_and_always_the_same() -> None:
    one, two = list(made(3)), list(made(3))
    assert one == two
    assert Counter(map(kind, one)) == dict.fromkeys(WITH_BODY | WITHOUT, 3)
    assert {source.corpus for source in one} == {MADE}
    assert len({source.html for source in one}) == len(one)


def test_more_pages_begin_with_the_same_ones() -> None:
    few, many = ({source.id: source.html for source in made(number)} for number in (2, 4))
    assert few.items() <= many.items()


def test_every_page_is_a_site_of_its_own() -> None:
    pytest.importorskip("tld")
    sites = [source.site for source in made(4)]
    assert len(set(sites)) == len(sites)


@pytest.mark.parametrize("source", list(made(3)), ids=lambda source: source.id)
def test_the_labels_of_a_made_up_page_are_its_truth(source: Source) -> None:
    _, one, labels = example(source, see(source))
    assert labels is not None
    assert not one.web
    texts = [block.text for block in see(source).page.blocks]
    labelled = {text for text, body in zip(texts, labels.body, strict=True) if body}
    if kind(source) in WITHOUT:
        assert source.truth["body"] == []
        assert labelled == set()
        assert set(labels.weight) == {1.0}
    else:
        truth = set(source.truth["body"])
        # A heading or an item may be said twice, and may stand for a line elsewhere.
        sentences = {line for line in truth if line.endswith(".")}
        assert sentences <= labelled
        assert labelled <= truth


# Without their article


def page_and_rest(body: str, texts: list[str]) -> tuple[Source, Page, Source | None]:
    source = Source("aeb", "7", "https://weir.example/a", document(body).encode(), {"body": texts})
    seen = see(source)
    labels = label_blocks(seen.page, truth_of(source.truth), seen.verdicts)
    assert labels is not None
    before = [block.text for block in seen.page.blocks]
    rest = without_article(source, seen.page, labels)
    assert set(texts) <= set(before)
    return source, seen.page, rest


AROUND = (
    "<nav><ul><li><a href=/>Home</a></li></ul></nav><main><h1>{title}</h1>{body}</main>"
    '<section id=comments><p>{comment}</p></section><script type=\'application/ld+json\'>{{"x": "{first}"}}</script>'
)


@pytest.mark.parametrize("form", ["<p>{}</p>", "<div><p>{}</p></div>", "<section><div>{}</div></section>"])
def test_the_body_is_gone_and_all_else_stays(form: str) -> None:
    texts = paragraphs(6)
    html = AROUND.format(title=TITLE, body=p(texts, form), comment=COMMENT, first=texts[0])
    _, _, rest = page_and_rest(html, texts)
    assert rest is not None
    assert (rest.corpus, rest.id, rest.truth) == (ABSENT, "aeb/7", {})
    left = [block.text for block in see(rest).page.blocks]
    assert COMMENT in left
    assert "Home" in left
    assert not set(texts) & set(left)
    # Nor does the page's data tell what stood there.
    assert texts[0].encode() not in rest.html


def test_text_behind_an_element_of_the_body_stays() -> None:
    texts = paragraphs(6)
    html = AROUND.format(title=TITLE, body=p(texts) + LOOSE, comment=COMMENT, first="")
    _, _, rest = page_and_rest(html, texts)
    assert rest is not None
    assert LOOSE in [block.text for block in see(rest).page.blocks]


def test_a_body_that_shares_its_element_with_other_text_is_no_such_page() -> None:
    texts = paragraphs(6)
    inner = "<br><br>".join([*texts[:3], COMMENT, *texts[3:]])
    assert page_and_rest(f"<main><h1>{TITLE}</h1><div>{inner}</div></main>", texts)[2] is None


def test_such_a_page_is_labelled_as_without_a_body() -> None:
    texts = paragraphs(6)
    _, _, rest = page_and_rest(AROUND.format(title=TITLE, body=p(texts), comment=COMMENT, first=""), texts)
    assert rest is not None
    _, one, labels = example(rest, see(rest))
    assert labels is not None
    assert not any(labels.body)
    assert not one.web


def test_examples_hold_news_pages_once_with_and_once_without_their_article() -> None:
    texts = paragraphs(6)
    html = AROUND.format(title=TITLE, body=p(texts), comment=COMMENT, first="").encode()
    source = Source("aeb", "7", "https://weir.example/a", html, {"body": texts})
    blank = Source("aeb", "8", "https://blank.example/a", b"<html></html>", {"body": []})
    names, found = examples([source, blank])
    assert [(one.corpus, one.source.id) for one in found if one.corpus != MADE] == [("aeb", "7"), (ABSENT, "aeb/7")]
    assert all(one.features.shape == (len(names), len(one.near)) for one in found)
    with_article, without = (one for one in found if one.corpus != MADE)
    assert with_article.site == without.site
