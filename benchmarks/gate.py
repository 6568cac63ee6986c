"""The quality gate: python -m benchmarks.gate [--corpus FOLDER] [--propose]

Measures cleanpress on three collections, and on dumps of one by the tools that are installed, and compares every figure
with its floor in floors.toml. Ends with 0 where all are reached or there is no corpus, with 1 where one is missed or a
floor was lowered without a reason, with 2 where the corpus or the floors cannot be read. `--propose` prints floors at
what was reached, none below its present one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import corpus, dumps, fields, floors, folds, measures, near, residue
from benchmarks.corpus import AEB, BY_PARAGRAPH, FUNDUS_PARSERS, Corpus, CorpusError, Page
from benchmarks.measures import PageScore, letters
from benchmarks.near import Kept
from benchmarks.peers import Fields
from benchmarks.residue import Residue
from benchmarks.tables import note, spread, table

COLLECTIONS = (*BY_PARAGRAPH, AEB)
DUMPED = FUNDUS_PARSERS
"""The collection whose pages are gated as dumps too: it has the most sites with paragraphs."""
MET, MISSED, UNUSABLE = 0, 1, 2
_FIGURES = {"F1": "F1", "mean F1": "mean-F1", "perfect": "perfect", "para F1": "para-F1"}
_PLACES = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """What cleanpress does with one page: its score, what it leaves, the fields, a second cleaning, nearly clean texts.

    `again` are the letters lost when the cleaned text is cleaned once more, and all its letters.
    """

    collection: str
    score: PageScore
    residue: Residue | None
    fields: dict[str, float] | None
    again: tuple[int, int]
    near: dict[str, Kept]


def measure(job: tuple[int, Page]) -> Measured:
    """All that is gated, of one page; the page is cleaned once."""
    turn, page = job
    article = folds.cleaner(page.html, page.url).clean_html(page.html, url=page.url or None)
    total = letters(article.text)
    lost = max(0, total - letters(dumps.clean(article.text, page))) if total else 0
    answer = Fields(article.title, list(article.authors), article.published)
    return Measured(
        page.collection,
        measures.score(page, article.text),
        residue.residue(page, article.text, article.standfirst) if page.collection in BY_PARAGRAPH else None,
        fields.score(page, fields.answered(answer)) if page.truth.get("meta") else None,
        (lost, total),
        near.measure(partial(dumps.clean, page=page), page.truth, turn),
    )


def figures(found: Sequence[Measured]) -> dict[str, float]:
    """All gated figures by name: shares from 0 to 1, residues per 100 pages."""
    out: dict[str, float] = {}
    for name in COLLECTIONS:
        summary = measures.summarise([one.score for one in found if one.collection == name])
        out |= {f"{name}.{key}": summary[column] for column, key in _FIGURES.items() if column in summary}
    left = residue.summarise([one.residue for one in found if one.residue])
    out |= {"residue.named": left["named"], "residue.long-paragraphs-lost": left["lost"]}
    for name in COLLECTIONS:
        pairs = [one.again for one in found if one.collection == name]
        out[f"{name}.cleaned-again-lost"] = sum(lost for lost, _ in pairs) / (sum(total for _, total in pairs) or 1)
    for kind, recipe in near.RECIPES.items():
        lost, extra = near.summarise([one.near[kind] for one in found])
        out[f"near-clean.{_slug(kind)}.lost"] = lost
        if not recipe.clean:
            out[f"near-clean.{_slug(kind)}.left"] = extra
    columns = fields.summarise(one.fields for one in found if one.fields is not None)
    return out | {f"fields.{_slug(column)}": mean for column, (mean, _) in columns.items()}


def dump_figures(pages: Sequence[Page], kinds: Sequence[str]) -> dict[str, float]:
    """The gated figures of dumps, by tool: F1 and para F1 of what is kept of them."""
    out: dict[str, float] = {}
    for kind in kinds:
        scores = [found[0] for found in spread(dumps.scored, [(kind, ["cleanpress"], page) for page in pages])]
        summary = measures.summarise(scores)
        out |= {f"dump.{_slug(kind)}.{_FIGURES[column]}": summary[column] for column in ("F1", "para F1")}
    return out


def _unmeasured(asked: floors.Floors, kinds: Sequence[str]) -> floors.Floors:
    """The floors without those of dumps whose tool is missing. Raises CorpusError in CI, where none may be."""
    missing = [kind for kind in dumps.DUMPS if kind not in kinds]
    if missing and _in_ci():
        raise CorpusError(f"no tool for dumps of {', '.join(missing)}; pip install -e '.[dumps]'")
    gone = tuple(f"dump.{_slug(kind)}." for kind in missing)
    return {name: floor for name, floor in asked.items() if not name.startswith(gone)}


def _slug(words: str) -> str:
    return words.replace("~", " or site").replace(",", "").replace(" ", "-")


def rounded(found: Mapping[str, float]) -> dict[str, float]:
    """The figures as they are shown, compared and proposed."""
    return {name: round(value, _PLACES) for name, value in found.items()}


def proposal(found: Mapping[str, float], asked: floors.Floors) -> str:
    """A floors.toml that asks for what was reached, and for no less than is asked now."""
    entries = [f"schema = {floors.SCHEMA}\n"]
    for name, value in found.items():
        old = asked.get(name, floors.Floor(name))
        if old.most is not None or (old.least is None and _should_be_little(name)):
            entries.append(
                f'[figure."{name}"]\nceiling = {min(value, old.most if old.most is not None else value):g}\n'
            )
        else:
            entries.append(
                f'[figure."{name}"]\nfloor = {max(value, old.least if old.least is not None else value):g}\n'
            )
    return "\n".join(entries)


def _should_be_little(name: str) -> bool:
    return name.endswith(("lost", "left", "named")) or "invented" in name


def _promised(root: str | None) -> bool:
    """Whether a corpus that cannot be found is a failure: it was named here, or in CI by the environment."""
    return bool(root) or (_in_ci() and bool(os.environ.get(corpus.VARIABLE)))


def _in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}


def _jobs(source: Corpus) -> list[tuple[int, Page]]:
    """The pages of the gated collections, each with its place in its own."""
    found = {name: source.load(name) if name in source.names() else [] for name in COLLECTIONS}
    missing = [name for name, pages in found.items() if not pages]
    if missing:
        raise CorpusError(f"the corpus at {source.root} has no pages of {', '.join(missing)}")
    return [job for pages in found.values() for job in enumerate(pages)]


def show(rows: Sequence[floors.Row], pages: int) -> None:
    """Prints the table of figures and floors."""
    print(f"\nQuality gate, {pages} pages\n")
    cells = [
        [
            row.figure,
            str(row.floor or "–"),
            "not measured" if row.value is None else f"{row.value:.4f}",
            "yes" if row.ok else "NO",
        ]
        for row in rows
    ]
    print(table(["figure", "floor", "reached", "ok"], cells))


def check_history(path: Path, asked: floors.Floors) -> bool:
    """Whether no floor was lowered without a reason; prints those that were."""
    past = floors.history(path)
    if past.note:
        print(past.note)
    refused = floors.lowered(past.versions, asked)
    for sentence in refused:
        print(f"refused: {sentence}")
    if refused:
        print('a floor is lowered only with a reason = "…" of its own in the same entry')
    return not refused


def run(root: str | None = None, path: Path = floors.FILE, propose: bool = False) -> int:
    """The gate as the command runs it; the exit code."""
    try:
        asked = floors.read(path)
        if not (propose or check_history(path, asked)):
            return MISSED
        source = _find(root)
        if source is None:
            return MET
        jobs = _jobs(source)
        kinds = dumps.installed(list(dumps.DUMPS))
        asked = _unmeasured(asked, kinds)
    except (floors.FloorsError, CorpusError) as problem:
        note(f"quality gate: {problem}")
        return UNUSABLE
    dumped = dump_figures([page for _, page in jobs if page.collection == DUMPED], kinds)
    found = rounded(figures(spread(measure, jobs)) | dumped)
    if propose:
        print(proposal(found, asked))
        return MET
    rows = floors.compare(found, asked)
    show(rows, len(jobs))
    missed = [row.figure for row in rows if not row.ok]
    print(f"\n{len(missed)} of {len(rows)} figures miss their floor: {', '.join(missed)}" if missed else "\nok")
    return MISSED if missed else MET


def _find(root: str | None) -> Corpus | None:
    """The corpus; None, after a line that says so, where there is none. Raises CorpusError where one was promised."""
    try:
        return corpus.find(root)
    except CorpusError as problem:
        if _promised(root):
            raise
        print(f"quality gate skipped: {problem}")
        return None


def main() -> None:
    """Reads the command line and leaves with the gate's exit code."""
    parser = corpus.parser(__doc__)
    parser.add_argument("--propose", action="store_true", help="print floors at what was reached instead of the table")
    arguments = parser.parse_args()
    sys.exit(run(arguments.corpus, propose=arguments.propose))


if __name__ == "__main__":
    main()
