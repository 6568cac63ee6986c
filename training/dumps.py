"""`python -m training dumps --corpus FOLDER`: the weights of both judges of dumps, from the collections of news alone.

Writes the weights that ship, fitted to all pages, and into `--folds` a folder for each fold of sites, fitted without
it. Where the folds of the block judge are there already, theirs are taken. Joins come first: lines are read with joins
that were learned without their site, so that the judge of lines meets the faults that it will meet on other pages.
The same corpus gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, repeat
from pathlib import Path

import numpy as np

from cleanpress.judge import network
from training import student
from training.corpora import NEWS, Source, load
from training.folds import fold_of_sites
from training.forest import JOINS, LINES, Growth, distilled
from training.joins import Rows, pair_rows
from training.lines import Lines, read_lines
from training.texts import Text, texts_of

FOLDS = 5
JOINS_FILE, LINES_FILE = "joins.npz", "lines.npz"
_ROOT = Path(__file__).parents[1]
# Share of the lines far from the article that are looked at; they are many and alike.
_FAR = 0.2


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="training dumps", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the collections")
    parser.add_argument("--out", type=Path, default=network.SHIPPED.parent, help="folder of the weights that ship")
    parser.add_argument("--folds", type=Path, default=_ROOT / "benchmarks/folds", help="folder of the folds' weights")
    parser.add_argument("--draw", type=int, default=0, help="which drawing of folds, and the seed of the fit")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes read and fit; the bytes are the same")
    parser.add_argument("--without", metavar="TOOL", help="leave one tool's texts out, and fit the folds only")
    options = parser.parse_args(arguments)
    with ProcessPoolExecutor(options.jobs) as pool:
        sources = list(load(options.corpus, NEWS))
        made = pool.map(partial(_texts, options.without), sources, chunksize=4)
        texts = list(chain.from_iterable(made))
        if not texts:
            sys.stderr.write(f"no collection with a truth.jsonl under {options.corpus}\n")
            return 1
        options.folds.mkdir(parents=True, exist_ok=True)
        plan = _Plan(_folds_of(texts, options.folds, options.draw), options.draw, options.out, options.folds)
        fits = [*range(FOLDS)] if options.without else [*range(FOLDS), None]
        with ThreadPoolExecutor(options.jobs) as threads:
            names, pairs = pair_rows(texts)
            list(threads.map(partial(plan.fit_joins, names, pairs), fits))
            joins = [plan.path(plan.number[text.site], JOINS_FILE) for text in texts]
            read = [one for one in pool.map(read_lines, texts, joins, chunksize=8) if one is not None]
            lines = [one for _, one in read]
            list(threads.map(plan.fit_lines, repeat(read[0][0]), repeat(lines), fits))
    return 0


def _texts(without: str | None, source: Source) -> list[Text]:
    from benchmarks.dumps import DUMPS

    return list(texts_of(source, {name: tool for name, (_, tool) in DUMPS.items() if name != without}))


def _folds_of(texts: Sequence[Text], folder: Path, draw: int) -> dict[str, int]:
    """The fold of each site: the block judge's, where there are such."""
    file = folder / "sites.json"
    known: dict[str, int] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    sites = [text.site for text in texts]
    if set(sites) <= set(known):
        return known
    number = fold_of_sites(sites, FOLDS, draw)
    file.write_text(json.dumps(number, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    return number


@dataclass(frozen=True, slots=True)
class _Plan:
    """The fold of each site, the seed, and where weights go."""

    number: Mapping[str, int]
    draw: int
    out: Path
    folds: Path

    def path(self, fold: int | None, name: str) -> Path:
        """The file of one judge's weights, of a fold or those that ship."""
        return self.out / name if fold is None else self.folds / f"fold{fold}" / name

    def fit_joins(self, names: tuple[str, ...], pairs: Sequence[Rows], fold: int | None) -> None:
        """Fits the judge of joins without the sites of a fold."""
        seen = [one for one in pairs if self.number[one.text.site] != fold]
        rows = [(one.features, one.body, one.weights) for one in seen]
        self._save(names, rows, JOINS, self.path(fold, JOINS_FILE))

    def fit_lines(self, names: tuple[str, ...], lines: Sequence[Lines], fold: int | None) -> None:
        """Fits the judge of lines without the sites of a fold."""
        random = np.random.default_rng(self.draw)
        rows = []
        for one in lines:
            pick = one.near | (random.random(len(one.near)) < _FAR)
            if self.number[one.text.site] != fold:
                rows.append((one.features[:, pick].T, one.body[pick], one.weights[pick]))
        self._save(names, rows, LINES, self.path(fold, LINES_FILE))

    def _save(
        self,
        names: tuple[str, ...],
        rows: Sequence[tuple[student.Floats, student.Floats, student.Floats]],
        growth: Growth,
        path: Path,
    ) -> None:
        """Fits a network to rows of the one convention that dumps have, and writes it."""
        features = np.concatenate([np.asarray(row[0], np.float32) for row in rows])
        features = np.column_stack([features, np.zeros(len(features), np.float32)])
        body, weights = (np.concatenate([row[place] for row in rows]) for place in (1, 2))
        fitted = distilled(features, body, weights, growth, self.draw)
        layers = tuple(np.ascontiguousarray(weight.T) for weight in fitted.weights)
        network.save(network.Network(names, fitted.mean, fitted.scale, layers, tuple(fitted.biases)), path)
