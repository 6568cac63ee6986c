"""Training: labels laid along the truth, folds by site, and the same corpus giving the same bytes twice."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from cleanpress.judge import network
from cleanpress.model import Label, Limits, Page, Verdict
from cleanpress.read.html import read_html
from training import command
from training.command import FOLDS, by_folds, main, save
from training.corpora import NEWS, load
from training.examples import Example, examples
from training.fit import Plan, fit
from training.folds import fold_of_sites
from training.labels import Truth, label_blocks, label_segments, truth_of
from training.made import MADE
from training.student import Network

Learned = tuple[tuple[str, ...], list[Example]]

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


@pytest.fixture
def learned(corpus: Path) -> Learned:
    """The examples of the corpus, and of a few pages made up."""
    pytest.importorskip("lightgbm", reason="training needs the extra `train`")
    pytest.importorskip("tld")
    names, pages = examples(load(corpus))
    few = [page for page in pages if page.corpus != MADE or page.source.id.endswith(("-1", "-2"))]
    return names, few


QUICK = Plan(trees=(15, 15), teacher_epochs=2, student_epochs=4)


def test_the_same_corpus_gives_the_same_bytes(corpus: Path, learned: Learned, tmp_path: Path) -> None:
    names, pages = learned
    save(names, fit(pages, QUICK, 0), [], tmp_path / "one.npz")
    truth = corpus / "aeb/truth.jsonl"
    truth.write_text("\n".join(reversed(truth.read_text(encoding="utf-8").split("\n"))), encoding="utf-8")
    again, others = examples(load(corpus))
    assert again == names
    others = [page for page in others if page.corpus != MADE or page.source.id.endswith(("-1", "-2"))]
    assert [(page.corpus, page.source.id) for page in others] == [(page.corpus, page.source.id) for page in pages]
    save(names, fit(others, QUICK, 0), [], tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    save(names, fit(pages, QUICK, 1), [], tmp_path / "three.npz")
    assert (tmp_path / "one.npz").read_bytes() != (tmp_path / "three.npz").read_bytes()


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_folds_twice_give_the_same_bytes_and_no_site_is_in_its_own(
    learned: Learned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names, pages = learned
    seen: list[set[str]] = []

    def watched(some: Sequence[Example], plan: Plan, seed: int) -> Network:
        seen.append({page.site for page in some})
        return fit(some, plan, seed)

    monkeypatch.setattr(command, "fit", watched)
    one = by_folds(names, pages, 0, tmp_path / "one", QUICK)
    assert by_folds(names, pages, 0, tmp_path / "two", QUICK) == one
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert set(files(tmp_path / "one")) == {"sites.json", *(f"fold{n}.npz" for n in range(FOLDS))}
    number = json.loads((tmp_path / "one/sites.json").read_text(encoding="utf-8"))
    assert set(number) == {page.site for page in pages}
    for fold, sites in enumerate(seen[:FOLDS]):
        assert sites == {site for site in number if number[site] != fold}
    assert len({(tmp_path / f"one/fold{n}.npz").read_bytes() for n in range(FOLDS)}) == FOLDS


def test_weights_of_folds_find_the_articles_of_sites_they_never_saw(learned: Learned, tmp_path: Path) -> None:
    names, pages = learned
    fared = by_folds(names, pages, 0, tmp_path, QUICK)
    news = [one.good for one in fared if one.good is not None]
    assert len(news) == len([page for page in pages if page.corpus in NEWS])
    assert sum(news) > 0.8 * len(news)
    assert {one.present for one in fared} == {True, False}
    network.load.cache_clear()  # written a second time, now with curves
    assert network.load(tmp_path / "fold0.npz").presence.weights


def test_a_folder_without_collections_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--corpus", str(tmp_path), "--out", str(tmp_path / "x.npz"), "--folds", str(tmp_path / "f")]) == 1
    assert "truth.jsonl" in capsys.readouterr().err
    assert not (tmp_path / "x.npz").exists()
