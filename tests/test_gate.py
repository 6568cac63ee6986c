"""The quality gate on a made-up corpus: floors met, missed, lowered, and no corpus at all."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

import pytest

from benchmarks import dumps, floors, gate
from benchmarks.corpus import Page, find
from benchmarks.floors import Floor, lowered, parse

PARAGRAPHS = (
    "The harbour board of Westerlund met on Monday to settle where the new ferry pier is to stand.",
    "Its chair, Ingrid Solvang, said that the northern site costs less but the southern one keeps the market.",
    "Fishers who sell from the quay had asked for a year without works, and the board has granted them eight months.",
    "A vote on the money follows in the spring, when the county has told the board how much of the bill it will carry.",
)
PAGE = """<!doctype html><html lang="en"><head><title>Board settles on southern pier</title>
<meta property="og:title" content="Board settles on southern pier"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>Board settles on southern pier</h1>{body}</article>
<footer><p>Copyright 2026 The Westerlund Post</p></footer></body></html>"""


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """No corpus, no CI, and no checkout that a git hook running the tests would name."""
    for name in ("CLEANPRESS_CORPUS", "CI", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """One page in each gated collection."""
    root = tmp_path / "corpus"
    html = PAGE.format(body="".join(f"<p>{text}</p>" for text in PARAGRAPHS))
    truths = {
        "fundus-eval": {"body": list(PARAGRAPHS)},
        "fundus-parsers": {
            "title": "Board settles on southern pier",
            "body": list(PARAGRAPHS),
            "meta": {"title": "Board settles on southern pier"},
        },
        "aeb": {"text": "\n\n".join(PARAGRAPHS)},
    }
    for name, truth in truths.items():
        (root / name / "html").mkdir(parents=True)
        (root / name / "html" / "pier.html.gz").write_bytes(gzip.compress(html.encode()))
        line = {"id": "pier", "url": "https://post.example/pier", "file": "html/pier.html.gz", **truth}
        (root / name / "truth.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return root


@pytest.fixture
def floors_file(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    folder.mkdir()
    return folder / "floors.toml"


def write(path: Path, figures: dict[str, str]) -> None:
    """A floors.toml with the given entries."""
    entries = [f'[figure."{name}"]\n{entry}\n' for name, entry in figures.items()]
    path.write_text("schema = 1\n\n" + "\n".join(entries), encoding="utf-8")


def commit(path: Path, figures: dict[str, str]) -> None:
    """The same, as a commit of the folder's own repository."""
    write(path, figures)
    if not (path.parent / ".git").exists():
        git(path, "init", "--quiet")
    git(path, "add", path.name)
    git(path, "commit", "--quiet", "--message", "floors")


def git(path: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Test", "-c", "user.email=test@post.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(path.parent), *who, *arguments], check=True, capture_output=True)


def test_floors_that_are_reached(corpus: Path, floors_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(floors_file, {"fundus-eval.F1": "floor = 0.9", "residue.named": "ceiling = 1", "aeb.perfect": "floor = 1"})
    assert gate.run(str(corpus), floors_file) == gate.MET
    out = capsys.readouterr().out
    assert "| fundus-eval.F1 " in out
    assert ">= 0.9" in out
    assert "<= 1" in out
    assert "| NO " not in out


def test_a_figure_below_its_floor(corpus: Path, floors_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lost = corpus / "aeb" / "truth.jsonl"
    line = json.loads(lost.read_text(encoding="utf-8"))
    line["text"] += "\n\nA paragraph that the page never had, so that no tool can find it."
    lost.write_text(json.dumps(line), encoding="utf-8")
    write(floors_file, {"fundus-eval.perfect": "floor = 1", "aeb.perfect": "floor = 1"})
    assert gate.run(str(corpus), floors_file) == gate.MISSED
    assert "miss their floor: aeb.perfect" in capsys.readouterr().out


def test_a_figure_above_its_ceiling(corpus: Path, floors_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lost = corpus / "fundus-eval" / "truth.jsonl"
    line = json.loads(lost.read_text(encoding="utf-8"))
    line["body"].append("A paragraph of more than sixty characters that the page never had at all.")
    lost.write_text(json.dumps(line), encoding="utf-8")
    write(floors_file, {"residue.long-paragraphs-lost": "ceiling = 0.05"})
    assert gate.run(str(corpus), floors_file) == gate.MISSED
    assert "miss their floor: residue.long-paragraphs-lost" in capsys.readouterr().out


def test_a_floor_for_what_is_not_measured(corpus: Path, floors_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(floors_file, {"fundus-eval.F2": "floor = 0.1"})
    assert gate.run(str(corpus), floors_file) == gate.MISSED
    assert "not measured" in capsys.readouterr().out


def test_no_corpus_is_skipped_with_one_line(
    tmp_path: Path, floors_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(floors_file, {"aeb.F1": "floor = 0.9"})
    assert gate.run(None, floors_file) == gate.MET
    assert capsys.readouterr().out.startswith("quality gate skipped: no corpus")
    monkeypatch.setenv("CLEANPRESS_CORPUS", str(tmp_path / "nowhere"))
    assert gate.run(None, floors_file) == gate.MET
    assert capsys.readouterr().out.startswith("quality gate skipped: no corpus at ")


@pytest.mark.parametrize("made", [False, True])
def test_ci_fails_when_its_corpus_cannot_be_read(
    made: bool,
    tmp_path: Path,
    floors_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(floors_file, {"aeb.F1": "floor = 0.9"})
    root = tmp_path / "promised"
    if made:
        root.mkdir()
    monkeypatch.setenv("CI", "true")
    assert gate.run(None, floors_file) == gate.MET
    monkeypatch.setenv("CLEANPRESS_CORPUS", str(root))
    assert gate.run(None, floors_file) == gate.UNUSABLE
    assert "no corpus at" in capsys.readouterr().err


@pytest.mark.parametrize("harm", ["missing collection", "no pages", "broken page", "broken truth"])
def test_a_corpus_in_pieces_fails(
    harm: str, corpus: Path, floors_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(floors_file, {"aeb.F1": "floor = 0.9"})
    truth, page = corpus / "aeb" / "truth.jsonl", corpus / "aeb" / "html" / "pier.html.gz"
    if harm == "missing collection":
        truth.unlink()
    elif harm == "no pages":
        truth.write_text("", encoding="utf-8")
    elif harm == "broken page":
        page.write_bytes(page.read_bytes()[:40])
    else:
        truth.write_text("{", encoding="utf-8")
    assert gate.run(str(corpus), floors_file) == gate.UNUSABLE
    assert "aeb" in capsys.readouterr().err


def test_a_lower_floor_is_refused_without_a_reason(
    corpus: Path, floors_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(floors_file, {"aeb.F1": "floor = 0.9"})
    write(floors_file, {"aeb.F1": "floor = 0.8"})
    assert gate.run(str(corpus), floors_file) == gate.MISSED
    assert "refused: aeb.F1: lowered from >= 0.9 to >= 0.8, and no reason is given" in capsys.readouterr().out
    write(floors_file, {"aeb.F1": 'floor = 0.8\nreason = "The truth was mended."'})
    assert gate.run(str(corpus), floors_file) == gate.MET


def test_a_lower_floor_is_refused_also_after_it_was_committed(
    floors_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(floors_file, {"aeb.F1": "floor = 0.9"})
    commit(floors_file, {"aeb.F1": "floor = 0.8"})
    commit(floors_file, {"aeb.F1": "floor = 0.85"})
    assert gate.run(None, floors_file) == gate.MISSED
    assert "from >= 0.9 to >= 0.85" in capsys.readouterr().out


def test_a_committed_reason_lasts_until_the_floor_is_raised_and_lowered_again(
    floors_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reason = 'reason = "The truth was mended."'
    commit(floors_file, {"aeb.F1": "floor = 0.9"})
    commit(floors_file, {"aeb.F1": f"floor = 0.8\n{reason}"})
    assert gate.run(None, floors_file) == gate.MET
    commit(floors_file, {"aeb.F1": f"floor = 0.95\n{reason}"})
    assert gate.run(None, floors_file) == gate.MET
    write(floors_file, {"aeb.F1": f"floor = 0.7\n{reason}"})
    assert gate.run(None, floors_file) == gate.MISSED
    assert "its reason was given for an earlier lowering" in capsys.readouterr().out


def test_without_git_the_gate_says_that_history_is_not_checked(
    floors_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(floors_file.parent.parent))
    write(floors_file, {"aeb.F1": "floor = 0.8"})
    assert gate.run(None, floors_file) == gate.MET
    assert "history is not checked" in capsys.readouterr().out


def floor(least: float | None = None, most: float | None = None, reason: str = "") -> dict[str, Floor]:
    return {"x": Floor("x", least, most, reason)}


@pytest.mark.parametrize(
    ("before", "now", "refused"),
    [
        (floor(0.5), floor(0.5), False),
        (floor(0.5), floor(0.6), False),
        (floor(0.5), floor(0.4), True),
        (floor(most=3), floor(most=2), False),
        (floor(most=3), floor(most=4), True),
        (floor(most=3), floor(most=4, reason="why"), False),
        (floor(0.5), floor(most=0.5), True),
        (floor(0.5), {}, True),
        (floor(0.5), floor(reason="why"), False),
        (floor(reason="why"), floor(0.1), False),
        (floor(reason="why"), {}, False),
        ({}, floor(0.1), False),
    ],
)
def test_which_change_of_a_floor_is_refused(before: dict[str, Floor], now: dict[str, Floor], refused: bool) -> None:
    assert bool(lowered([before], now)) is refused


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("schema = 2", "schema is 2"),
        ("schema = ", "no TOML"),
        ("schema = 1\n[figures]", "figures"),
        ('schema = 1\n[figure."a"]\nfloor = 1\nceiling = 2', "floor and a ceiling"),
        ('schema = 1\n[figure."a"]\nfloor = "much"', "is a number"),
        ('schema = 1\n[figure."a"]\nflor = 1', "'a' must be a table"),
        ('schema = 1\n[figure."a"]', "asks for nothing"),
    ],
)
def test_a_file_of_floors_that_is_wrong(text: str, says: str, floors_file: Path) -> None:
    with pytest.raises(floors.FloorsError, match=says):
        parse(text)
    floors_file.write_text(text, encoding="utf-8")
    assert gate.run(None, floors_file) == gate.UNUSABLE


def test_the_proposal_raises_floors_and_lowers_none() -> None:
    asked = {"a.F1": Floor("a.F1", least=0.9), "b.F1": Floor("b.F1", least=0.5), "residue.named": Floor("r", most=9)}
    proposed = parse(gate.proposal({"a.F1": 0.8, "b.F1": 0.7, "residue.named": 4.5, "near.lost": 0.01}, asked))
    assert {name: str(entry) for name, entry in proposed.items()} == {
        "a.F1": ">= 0.9",
        "b.F1": ">= 0.7",
        "residue.named": "<= 4.5",
        "near.lost": "<= 0.01",
    }


def test_a_truth_with_other_line_ends_inside(corpus: Path) -> None:
    line = {"id": "pier", "url": "", "file": "html/pier.html.gz", "text": "One line\u2028and another\u0085of it"}
    (corpus / "aeb" / "truth.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    assert [page.truth for page in find(str(corpus)).load("aeb")] == [{"text": line["text"]}]


def test_the_shipped_floors_are_of_figures_that_are_measured(corpus: Path) -> None:
    jobs = [(0, page) for name in gate.COLLECTIONS for page in find(str(corpus)).load(name)]
    measured = set(gate.figures([gate.measure(job) for job in jobs]))
    # The made-up pages have no author and no date, so these have no figure here.
    measured |= {f"fields.{name}" for name in ("authors-F1", "authors-same", "same-day", "same-minute")}
    measured |= {
        f"dump.{kind.replace(',', '').replace(' ', '-')}.{name}" for kind in dumps.DUMPS for name in ("F1", "para-F1")
    }
    assert set(floors.read(floors.FILE)) <= measured


def test_dumps_are_gated_where_their_tool_is_there(
    corpus: Path, floors_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(floors_file, {"dump.trafilatura.para-F1": "floor = 1", "dump.trafilatura.F1": "floor = 1.5"})
    assert gate.run(str(corpus), floors_file) == gate.MISSED
    assert capsys.readouterr().out.endswith("figures miss their floor: dump.trafilatura.F1\n")


@pytest.mark.parametrize(("ci", "code"), [("", gate.MET), ("true", gate.UNUSABLE)])
def test_a_dump_without_its_tool_is_left_out_but_not_in_ci(
    corpus: Path,
    floors_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ci: str,
    code: int,
) -> None:
    write(floors_file, {"dump.html2text.F1": "floor = 1.5"})
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(dumps, "installed", lambda kinds: [kind for kind in kinds if kind == "trafilatura"])
    assert gate.run(str(corpus), floors_file) == code
    assert ("pip install -e '.[dumps]'" in capsys.readouterr().err) == (code == gate.UNUSABLE)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.news.example.co.uk/a", "example.co.uk"),
        ("post.example.com", "example.com"),
        ("", "page-e3b0c44298fc"),
    ],
)
def test_the_site_of_a_page(url: str, site: str) -> None:
    assert Page("id", "aeb", url, b"").site == site
