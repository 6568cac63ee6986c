"""Training: labels laid along the truth, folds by site, and the same corpus giving the same bytes twice."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest

from cleanpress.judge import network
from cleanpress.model import Label, Limits, Page, Verdict
from cleanpress.read.html import read_html
from training.folds import fold_of_sites
from training.labels import Truth, label_blocks, label_segments, truth_of

NOUNS = "ferry harbour bridge council river market school farmer winter valley doctor engine".split()
VERBS = "closed opened crossed repaired sold counted visited painted".split()


def sentence(draw: random.Random) -> str:
    subject = f"The {draw.choice(NOUNS)} of the {draw.choice(NOUNS)}"
    return f"{subject} {draw.choice(VERBS)} {draw.randint(2, 900)} {draw.choice(NOUNS)}s."


def paragraphs(seed: int, count: int) -> list[str]:
    draw = random.Random(seed)
    return [" ".join(sentence(draw) for _ in range(4)) for _ in range(count)]


def page_of(html: str) -> Page:
    return read_html(html, url=None, encoding=None, limits=Limits())


def html_of(body: list[str]) -> str:
    menu = "".join(f"<li><a href=/{n}>{word}</a>" for n, word in enumerate(NOUNS))
    text = "".join(f"<p>{line}</p>" for line in body)
    related = "".join(f"<li><a href=/r{n}>More on the {word} of the valley</a>" for n, word in enumerate(NOUNS[:5]))
    return (
        f"<html><body><nav><ul>{menu}</ul></nav><main><h1>{NOUNS[0]} news</h1>{text}</main>"
        f"<aside class=related><ul>{related}</ul></aside><footer><p>All rights kept by the valley press.</p></footer>"
    )


def label(html: str, truth: Truth, seen: list[Verdict] | None = None) -> tuple[list[float], list[float]]:
    found = label_blocks(page_of(html), truth, seen or [])
    assert found is not None
    return found.body, found.weight


def test_blocks_of_the_truth_are_body() -> None:
    one, two, three = paragraphs(1, 3)
    body, weight = label(f"<nav>Menu</nav><p>{one}<p>{two}<p>Read more here<p>{three}", Truth([one, two, three]))
    assert body == [0, 1, 1, 0, 1]
    assert weight == [1, 1, 1, 1, 1]


def test_a_paragraph_cut_in_two_by_the_page_is_body_in_both_parts() -> None:
    one, two = paragraphs(2, 2)
    body, _ = label(f"<p>{one}<p>{two}<p>Other line of the site", Truth([f"{one} {two}"]))
    assert body == [1, 1, 0]


def test_the_same_line_elsewhere_counts_less() -> None:
    one, two = paragraphs(3, 2)
    body, weight = label(f"<p>{one}<p>{two}<p>{one}", Truth([one, two]))
    assert body == [1, 1, 0]
    assert weight[2] < 0.5


def test_fields_and_optional_lines_count_neither_way() -> None:
    one, two, three = paragraphs(4, 3)
    seen = [Verdict(0, Label.STANDFIRST, "header.standfirst", 0.9, "", "header")]
    body, weight = label(f"<p>{one}<p>{two}<p>{three}", Truth([one, two], [three]), seen)
    assert weight == [0, 1, 0]
    assert body[1] == 1


def test_a_page_without_its_truth_has_no_labels() -> None:
    assert label_blocks(page_of("<p>Something else stands here."), Truth(paragraphs(5, 3)), []) is None


def test_bracketed_paragraphs_are_optional() -> None:
    found = truth_of({"body": ["One.", "[Two.]"], "summary": ["Zero."]})
    assert found.needed == ["One."]
    assert found.optional == ["Two.", "Zero."]


def test_segments_label_only_the_blocks_that_hold_them() -> None:
    one, two = paragraphs(6, 2)
    found = label_segments(page_of(f"<p>{one}<p>{two}<p>Sign here"), {"with": [one[:40]], "without": ["Sign here"]}, [])
    assert found is not None
    assert found.body == [1, 0, 0]
    assert found.weight == [1, 0, 1]


def test_folds_keep_sites_together_and_draws_differ() -> None:
    sites = [f"site{n % 20}.example" for n in range(60)]
    one, two = fold_of_sites(sites, 4, 0), fold_of_sites(sites[::-1], 4, 0)
    assert one == two
    assert one != fold_of_sites(sites, 4, 1)
    assert sorted(set(one.values())) == [0, 1, 2, 3]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name, first in (("aeb", 0), ("wcxb", 100)):
        folder = tmp_path / name
        (folder / "html").mkdir(parents=True)
        lines = []
        for n in range(6):
            body = paragraphs(first + n, 6)
            (folder / f"html/{n}.gz").write_bytes(gzip.compress(html_of(body).encode()))
            lines.append(
                {"id": str(n), "url": f"https://{name}{n}.example/a", "file": f"html/{n}.gz", "text": "\n".join(body)}
            )
        # A line separator inside a string ends no line of the file.
        lines[0]["note"] = "one\u2028two"
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        (folder / "truth.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_same_corpus_gives_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    pytest.importorskip("lightgbm", reason="training needs the extra `train`")
    pytest.importorskip("tld")
    from training.__main__ import by_folds, main
    from training.corpora import load
    from training.examples import examples
    from training.fit import Plan, fit
    from training.student import packed

    plan = Plan(trees=(20, 20), teacher_epochs=4, student_epochs=10)
    names, pages = examples(load(corpus))
    network.save(packed(names, fit(pages, plan, 0)[0]), tmp_path / "one.npz")
    again = (tmp_path / "aeb/truth.jsonl").read_text(encoding="utf-8").split("\n")
    (tmp_path / "aeb/truth.jsonl").write_text("\n".join(reversed(again)), encoding="utf-8")
    names, pages = examples(load(corpus))
    network.save(packed(names, fit(pages, plan, 0)[0]), tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    network.save(packed(names, fit(pages, plan, 1)[0]), tmp_path / "three.npz")
    assert (tmp_path / "one.npz").read_bytes() != (tmp_path / "three.npz").read_bytes()

    by_folds(names, pages, 2, 0, tmp_path / "folds", plan)
    scores = [json.loads(line) for line in (tmp_path / "folds/scores.jsonl").read_text().splitlines()]
    assert sorted((row["corpus"], row["id"]) for row in scores) == sorted((page.corpus, page.id) for page in pages)
    right = [
        np.mean((np.array(row["news"]) > 0) == (page.body > 0))
        for row in scores
        for page in pages
        if (page.corpus, page.id) == (row["corpus"], row["id"]) and page.body is not None
    ]
    assert np.mean(right) > 0.9
    assert main(["--corpus", str(tmp_path / "nothing"), "--out", str(tmp_path / "x.npz")]) == 1
