"""What each part of the block judge brings: python -m benchmarks.ablation [--pages N] [--folds K] [-x ROW …]

By hand only: each row that trains takes some minutes on two cores, all of them half an hour and more. One drawing of
folds by site is made; for each row and fold the judge is trained on the other folds and scored on this one, news pages
with the news policy, all others with the web policy. Features are left out by setting them to 0 in training, which
gives them no weight. The page-wide curves are not fitted here, so no page is refused as being without an article.

"noise" is what another seed alone changes, from the row "another seed": a difference below it says nothing.
`--pages` takes so many pages evenly, to try it out. Examples are kept in `--cache` and read from there the next time,
as long as corpus, features and sample are the same.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from unittest.mock import patch

import numpy as np

from benchmarks import corpus
from benchmarks.corpus import AEB, BY_PARAGRAPH, TRAFILATURA, WCXB
from benchmarks.corpus import Page as Scored
from benchmarks.measures import PageScore, score, summarise
from benchmarks.tables import heading, note, quiet, spread, table
from cleanpress import Cleaner, Options
from cleanpress.judge import network, sequence
from cleanpress.judge.container import container
from cleanpress.judge.features_evidence import evidence_columns
from cleanpress.judge.features_mass import mass_columns
from cleanpress.judge.features_near import near_columns
from cleanpress.judge.features_text import text_columns
from cleanpress.judge.features_tree import tree_columns
from cleanpress.judge.ground import Bools, Floats, Ground, ground
from training import fit as fitting
from training import student
from training.absent import ABSENT
from training.corpora import NEWS, Source, load
from training.examples import Example, examples, see
from training.fit import Plan, Teacher
from training.folds import fold_of_sites
from training.made import MADE, made

WHOLE, SEED = "as it ships", "another seed"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    BY_PARAGRAPH[0]: ("F1", "perfect", "para F1"),
    BY_PARAGRAPH[1]: ("F1", "perfect", "para F1"),
    AEB: ("F1", "perfect"),
    WCXB: ("F1", "with", "without"),
    TRAFILATURA: ("F1",),
}
"""The figures of the table, by collection."""
_CACHE = Path(__file__).parents[1] / ".cache/ablation"

# ---- groups of features ----


def groups() -> dict[str, frozenset[str]]:
    """The names of the features by group, as the modules that compute them say on a made-up page."""
    seen = see(next(made(1)))
    here = ground(seen.page, seen.hints, seen.verdicts)
    chosen = container(here)
    text, tree = text_columns(here), tree_columns(here)
    mass, evidence = mass_columns(here, chosen), evidence_columns(here, chosen)
    near = near_columns(here, text | tree | mass | evidence)
    names = {name for name in tree if name.startswith("name_")}
    makes = {name for name in mass if name.startswith(("make_", "kin_"))}
    data = {name for name in evidence if name.startswith(("data_", "like_"))}
    return {
        "text": frozenset(text),
        "tags of the tree": frozenset(tree.keys() - names),
        "vocabulary of classes": frozenset(names),
        "containers, mass, position": frozenset(mass.keys() - makes),
        "makes": frozenset(makes),
        "evidence of judges": frozenset(evidence.keys() - data),
        "page data and title": frozenset(data),
        "neighbours and windows": frozenset(near),
    }


# ---- what is trained ----


class Model(Protocol):
    """What gives the logits of rows whose last column is the policy."""

    def logits(self, rows: Floats) -> Floats:
        """The logit of every row."""
        ...


def _labels_only(pages: Sequence[Example], plan: Plan, seed: int) -> Model:
    """The shipped network's form, fitted to the labels without a teacher."""
    rows, body, weights = fitting._labelled(pages, plan.far_labelled, np.random.default_rng(seed))
    return student.fit(rows, body, weights, epochs=plan.student_epochs, seed=seed)


@dataclass(frozen=True, slots=True)
class Way:
    """One way of scoring, a row of the table: its name, what stands in for things of `cleanpress.judge.sequence`, and
    whether trafilatura is consulted."""

    name: str
    instead: tuple[tuple[str, object], ...] = ()
    asks: bool = True


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of training: how, with which seed, which features and collection are left out; and how it is scored."""

    ways: tuple[Way, ...]
    fit: Callable[[Sequence[Example], Plan, int], Model] = fitting.fit
    seed: int = 0
    without: frozenset[str] = frozenset()
    skipped: str = ""


def _nothing(here: Ground, *_: object) -> Bools:
    """Stands in for a step of the sequence: no block is meant."""
    return np.zeros(here.n, bool)


WAYS = (
    Way(WHOLE),
    Way("no step for quotations", (("_QUOTE", 0.0),)),
    Way("no step for tables", (("_whole_tables", _nothing),)),
    Way("no step for corrections", (("_notes", _nothing),)),
    Way("no step for gaps", (("_gaps", _nothing),)),
    Way("no step for asides and footers", (("_ASIDE", 0.0), ("_FOOTER", 0.0))),
    Way("no steps for headings", (("_headings_above", _nothing), ("_headings_of_nothing", _nothing))),
    Way("no step for other articles", (("_other_articles", _nothing),)),
    Way("no consultation", asks=False),
)
"""The ways in which what ships is scored."""


def variants() -> list[Variant]:
    """All that is tried."""
    rows = [
        Variant(WAYS),
        Variant((Way(SEED),), seed=1),
        Variant((Way("labels only, no teacher"),), fit=_labels_only),
        Variant((Way("teacher alone, not distilled"),), fit=Teacher),
        Variant((Way("no made-up pages"),), skipped=MADE),
    ]
    return rows + [Variant((Way(f"no {name}"),), without=names) for name, names in groups().items()]


@dataclass(frozen=True, slots=True)
class Setting:
    """What all jobs share: the corpus, how many of its pages, the folder of kept examples, the number of folds."""

    root: Path
    count: int | None
    cache: Path
    folds: int


@dataclass(frozen=True, slots=True)
class Job:
    """A variant trained without one fold and scored on it."""

    setting: Setting
    variant: Variant
    fold: int


@contextmanager
def _left_out(pages: Sequence[Example], rows: Sequence[int]) -> Iterator[None]:
    """While it lasts, these features of all pages are 0."""
    kept = [page.features[rows].copy() for page in pages] if rows else []
    for page in pages if rows else ():
        page.features[rows] = 0
    try:
        yield
    finally:
        for page, values in zip(pages, kept, strict=False):
            page.features[rows] = values


@dataclass(frozen=True, slots=True)
class _Stand:
    """Stands in for the weights of a file: any model, and curves that say nothing."""

    model: Model
    presence: network.Curve = field(default_factory=network.Curve)
    confidence: network.Curve = field(default_factory=network.Curve)

    def logits(self, names: tuple[str, ...], features: Floats, web: bool) -> Floats:
        return self.model.logits(fitting.with_policy(features.T, web))


def work(job: Job) -> list[tuple[str, int, PageScore]]:
    """The scores of a fold's pages, each with its row and the number of its page."""
    variant = job.variant
    names, pages = prepared(job.setting)
    folds = fold_of_sites([page.site for page in pages], job.setting.folds, 0)
    rows = [place for place, name in enumerate(names) if name in variant.without]
    seen = [page for page in pages if folds[page.site] != job.fold and page.corpus != variant.skipped]
    with _left_out(seen, rows):
        model = variant.fit(seen, Plan(), variant.seed)
    found = []
    for way in variant.ways:
        with ExitStack() as stack:
            stack.enter_context(patch.object(network, "load", lambda path: _Stand(model)))
            for name, other in way.instead:
                stack.enter_context(patch.object(sequence, name, other))
            found += [
                (way.name, number, _score(page.source, way.asks))
                for number, page in enumerate(pages)
                if page.corpus != MADE and folds[page.site] == job.fold
            ]
    return found


def _score(source: Source, asks: bool) -> PageScore:
    options = Options(body="news" if source.corpus in NEWS else "web", fast=not asks)
    article = Cleaner(options).clean_html(source.html, url=source.url or None)
    return score(Scored(source.id, source.corpus, source.url, source.html, source.truth), article.text)


# ---- examples ----


def _sources(root: Path, count: int | None) -> list[Source]:
    sources = list(load(root))
    if count is None or count >= len(sources):
        return sources
    step = len(sources) / count
    return [sources[int(place * step)] for place in range(count)]


@lru_cache(maxsize=1)
def prepared(setting: Setting) -> tuple[tuple[str, ...], list[Example]]:
    """The names of the features and the examples, from the folder where they are kept if they are there. A process that
    works on jobs has them from the one that started it."""
    sources = _sources(setting.root, setting.count)
    digest = hashlib.sha256()
    for source in sources:
        digest.update(f"{source.corpus}/{source.id}/{len(source.html)}\n".encode())
    for file in sorted(Path(fitting.__file__).parent.glob("*.py")) + sorted(Path(network.__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    path = setting.cache / f"examples-{digest.hexdigest()[:16]}.pickle"
    if path.is_file():
        # Written by this very function.
        return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]
    names, pages = examples(sources)
    pages = [page for page in pages if page.corpus != ABSENT]
    setting.cache.mkdir(parents=True, exist_ok=True)
    for old in setting.cache.glob("examples-*.pickle"):
        old.unlink()
    path.write_bytes(pickle.dumps((names, pages), protocol=5))
    return names, pages


# ---- the table ----


def show(found: Mapping[str, Sequence[tuple[int, PageScore]]], pages: Sequence[Example]) -> None:
    """Prints the figures of every row, and their difference from what ships."""
    figures = {name: _figures(scores, pages) for name, scores in found.items()}
    base = figures[WHOLE]
    noise = {key: abs(figures[SEED][key] - value) for key, value in base.items()} if SEED in figures else {}
    heading("Figures")
    print(table(["row", *base], [[name, *(f"{row[key]:.4f}" for key in base)] for name, row in figures.items()]))
    heading("Difference from what ships, and noise")
    rows = [[name, *(f"{row[key] - base[key]:+.4f}" for key in base)] for name, row in figures.items() if name != WHOLE]
    if noise:
        rows.append(["noise", *(f"{noise[key]:.4f}" for key in base)])
    print(table(["row", *base], rows))


def _figures(scores: Sequence[tuple[int, PageScore]], pages: Sequence[Example]) -> dict[str, float]:
    by_collection: dict[str, list[PageScore]] = {}
    for number, one in sorted(scores, key=lambda pair: pair[0]):
        by_collection.setdefault(pages[number].corpus, []).append(one)
    out: dict[str, float] = {}
    for name, columns in COLUMNS.items():
        if name in by_collection:
            summary = summarise(by_collection[name])
            out |= {f"{name} {column}": summary[column] for column in columns}
    return out


def main() -> None:
    """Reads the command line, trains, scores and prints the table."""
    arguments = _arguments()
    quiet()
    try:
        root = corpus.find(arguments.corpus).root
    except corpus.CorpusError as problem:
        raise SystemExit(str(problem)) from None
    setting = Setting(root, arguments.pages, arguments.cache, arguments.folds)
    _, pages = prepared(setting)
    wanted = [
        replace(one, ways=kept)
        for one in variants()
        if (kept := tuple(way for way in one.ways if not arguments.rows or way.name in (WHOLE, *arguments.rows)))
    ]
    found: dict[str, list[tuple[int, PageScore]]] = {}
    start = time.perf_counter()
    for variant in wanted:
        jobs = [Job(setting, variant, fold) for fold in range(arguments.folds)]
        for scores in spread(work, jobs, few=2, chunk=1):
            for name, number, one in scores:
                found.setdefault(name, []).append((number, one))
        note(f"{', '.join(way.name for way in variant.ways)}: done after {time.perf_counter() - start:.0f} s")
    show(found, pages)


def _arguments() -> argparse.Namespace:
    parser = corpus.parser(__doc__)
    parser.add_argument("--pages", type=int, metavar="N", help="take N pages evenly over all collections")
    parser.add_argument("--folds", type=int, default=5, metavar="K", help="number of folds (5)")
    parser.add_argument("--cache", type=Path, default=_CACHE, metavar="FOLDER", help="where examples are kept")
    parser.add_argument("-x", "--rows", nargs="+", metavar="ROW", help=f"only these rows, and {WHOLE!r}")
    return parser.parse_args()


if __name__ == "__main__":
    main()
