"""The weights of both judges of dumps, from the collections of news pages alone: joins first, then lines.

Lines are read with joins that were learned without their site, so that the judge of lines meets the faults of joining
that it will meet on other pages.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from cleanpress.judge import network
from training import student
from training.corpora import Source
from training.folds import fold_of_sites
from training.forest import JOINS, LINES, Growth, distilled
from training.joins import pair_rows
from training.lines import Lines, read_lines
from training.texts import Text, texts_of

JOINS_FILE, LINES_FILE = "joins.npz", "lines.npz"
_FOLDS = 5
# Share of the lines far from the article that are looked at; they are many and alike.
_FAR = 0.25


def make(sources: Iterable[Source], out: Path, *, folds: int = 0, draw: int = 0, without: str | None = None) -> None:
    """Writes the weights into the folder `out`; with `folds` into a folder for each, fitted without its sites.

    `without` leaves the texts of one tool out of training, to see what the judges make of a tool they never met.
    """
    from benchmarks.dumps import DUMPS

    tools = {name: tool for name, (_, tool) in DUMPS.items()}
    texts = [text for source in sources for text in texts_of(source, tools) if text.kind != without]
    number = fold_of_sites([text.site for text in texts], folds or _FOLDS, draw)
    names, pairs = pair_rows(texts)

    def fit_joins(fold: int | None, path: Path) -> None:
        seen = [one for one in pairs if number[one.text.site] != fold]
        _save(names, [(one.features, one.body, one.weights) for one in seen], JOINS, draw, path)

    with tempfile.TemporaryDirectory() as spare:
        parts = [(out if folds else Path(spare)) / f"fold{fold}" for fold in range(folds or _FOLDS)]
        for fold, part in enumerate(parts):
            fit_joins(fold, part / JOINS_FILE)
        read = _read(texts, number, parts)
    if folds:
        for fold, part in enumerate(parts):
            _fit_lines(read, number, fold, draw, part / LINES_FILE)
    else:
        fit_joins(None, out / JOINS_FILE)
        _fit_lines(read, number, None, draw, out / LINES_FILE)


def _read(
    texts: Sequence[Text], number: Mapping[str, int], parts: Sequence[Path]
) -> tuple[tuple[str, ...], list[Lines]]:
    found = [read_lines(text, parts[number[text.site]] / JOINS_FILE) for text in texts]
    kept = [one for one in found if one is not None]
    return kept[0][0], [lines for _, lines in kept]


def _fit_lines(
    read: tuple[tuple[str, ...], list[Lines]], number: Mapping[str, int], fold: int | None, draw: int, path: Path
) -> None:
    names, lines = read
    random = np.random.default_rng(draw)
    rows = []
    for one in lines:
        if number[one.text.site] == fold:
            continue
        pick = one.near | (random.random(len(one.near)) < _FAR)
        rows.append((one.features[:, pick].T, one.body[pick], one.weights[pick]))
    _save(names, rows, LINES, draw, path)


def _save(
    names: tuple[str, ...],
    rows: Sequence[tuple[student.Floats, student.Floats, student.Floats]],
    growth: Growth,
    seed: int,
    path: Path,
) -> None:
    """Fits a network to rows of the one convention that dumps have, and writes it."""
    features = np.concatenate([np.asarray(row[0], np.float32) for row in rows])
    features = np.column_stack([features, np.zeros(len(features), np.float32)])
    body, weights = (np.concatenate([row[place] for row in rows]) for place in (1, 2))
    network.save(student.packed(names, distilled(features, body, weights, growth, seed)), path)
