"""`python -m training --corpus FOLDER --out FILE`: the weights of the block judge, from the corpora alone.

With `--folds K` the pages are parted into K folds by registrable domain over all corpora together; one file of weights
is written for each fold, fitted without it, and `scores.jsonl` with what each gives the pages it never saw.

With `--what dumps` the weights are those of the two judges of flattened text; `--out` is a folder.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from cleanpress.judge import network
from training import dumps, student
from training.corpora import NEWS, load
from training.examples import Example, examples
from training.fit import Plan, fit
from training.folds import fold_of_sites


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="training", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the collections")
    parser.add_argument("--out", type=Path, required=True, help="file of weights; with --folds a folder")
    parser.add_argument("--folds", type=int, default=0, help="number of folds; 0 fits on all pages")
    parser.add_argument("--draw", type=int, default=0, help="which drawing of folds, and the seed of the fit")
    parser.add_argument("--what", choices=["blocks", "dumps"], default="blocks", help="which judges are fitted")
    parser.add_argument("--without", metavar="TOOL", help="with --what dumps: leave this tool's texts out")
    options = parser.parse_args(arguments)
    if options.what == "dumps":
        sources = load(options.corpus, NEWS)
        dumps.make(sources, options.out, folds=options.folds, draw=options.draw, without=options.without)
        return 0
    names, pages = examples(load(options.corpus))
    if not pages:
        sys.stderr.write(f"no collection with a truth.jsonl under {options.corpus}\n")
        return 1
    if options.folds:
        by_folds(names, pages, options.folds, options.draw, options.out)
    else:
        network.save(student.packed(names, fit(pages, Plan(), options.draw)[0]), options.out)
    return 0


def by_folds(
    names: tuple[str, ...], pages: Sequence[Example], folds: int, draw: int, out: Path, plan: Plan | None = None
) -> None:
    """Weights for each fold and the scores of the pages in it, in the folder `out`."""
    number = fold_of_sites([page.site for page in pages], folds, draw)
    out.mkdir(parents=True, exist_ok=True)
    lines = []
    for fold in range(folds):
        seen = [page for page in pages if number[page.site] != fold]
        path = out / f"fold{fold}.npz"
        network.save(student.packed(names, fit(seen, plan or Plan(), draw)[0]), path)
        weights = network.load(path)
        for page in (page for page in pages if number[page.site] == fold):
            scores = {
                policy: [round(float(x), 4) for x in weights.logits(names, page.features, policy == "web")]
                for policy in ("news", "web")
            }
            lines.append(json.dumps({"corpus": page.corpus, "id": page.id, "fold": fold, **scores}))
    (out / "scores.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
