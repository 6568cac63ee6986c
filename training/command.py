"""`python -m training --corpus FOLDER`: the weights of the block judge, from the corpora alone.

Writes the weights that ship, fitted to all pages, and into `--folds` one file for each fold of sites, fitted without
it, with the fold of every site in `sites.json`; quality is only ever stated by those. The same corpus gives the same
bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from cleanpress.judge import network
from cleanpress.judge.classifier import BlockJudge
from training import confidence, probe
from training.absent import ABSENT
from training.corpora import load
from training.examples import Example, examples, see
from training.fit import Plan, fit
from training.folds import fold_of_sites
from training.made import MADE
from training.student import Network

FOLDS = 5
_ROOT = Path(__file__).parents[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="training", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the collections")
    parser.add_argument("--out", type=Path, default=network.SHIPPED, help="file of the weights fitted to all pages")
    parser.add_argument("--folds", type=Path, default=_ROOT / "benchmarks/folds", help="folder of the folds' weights")
    parser.add_argument("--draw", type=int, default=0, help="which drawing of folds, and the seed of the fit")
    options = parser.parse_args(arguments)
    names, pages = examples(load(options.corpus))
    if all(page.corpus in (ABSENT, MADE) for page in pages):
        sys.stderr.write(f"no collection with a truth.jsonl under {options.corpus}\n")
        return 1
    found = by_folds(names, pages, options.draw, options.folds)
    save(names, fit(pages, Plan(), options.draw), found, options.out)
    return 0


def by_folds(
    names: tuple[str, ...], pages: Sequence[Example], draw: int, out: Path, plan: Plan | None = None
) -> list[confidence.Judged]:
    """Writes weights for each fold into the folder `out`; returns how pages fared with weights that never saw them. By
    that the curves of the page are fitted: those of a fold by all other folds."""
    number = fold_of_sites([page.site for page in pages], FOLDS, draw)
    out.mkdir(parents=True, exist_ok=True)
    (out / "sites.json").write_text(json.dumps(number, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    fitted = [fit([p for p in pages if number[p.site] != fold], plan or Plan(), draw) for fold in range(FOLDS)]
    found: list[list[confidence.Judged]] = []
    for fold, one in enumerate(fitted):
        path = out / f"fold{fold}.npz"
        save(names, one, [], path)
        fared = (_fared(page, path) for page in pages if number[page.site] == fold)
        found.append([page for page in fared if page is not None])
    for fold, one in enumerate(fitted):
        others = [page for other, fared in enumerate(found) for page in fared if other != fold]
        save(names, one, others, out / f"fold{fold}.npz")
    return [page for fared in found for page in fared]


def _fared(page: Example, weights: Path) -> confidence.Judged | None:
    seen = see(page.source)
    judge = BlockJudge(seen.page, seen.hints, seen.verdicts, weights=weights, explain=False)
    return confidence.judged(page.source, seen, judge)


def save(names: tuple[str, ...], fitted: Network, fared: Sequence[confidence.Judged], path: Path) -> None:
    """Writes a fitted network with the curves of the page in the form the library reads."""
    made = network.Network(
        names,
        fitted.mean,
        fitted.scale,
        tuple(np.ascontiguousarray(weight.T) for weight in fitted.weights),
        tuple(fitted.biases),
        confidence.presence(fared),
        confidence.confidence(fared),
        probe.features(),
    )
    network.save(made, path)
