"""Pages as examples: features of their blocks, labels where the truth gives them, and what weighs how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cleanpress.judge.features import page_features
from cleanpress.judge.ground import ground
from cleanpress.judge.header import judge_header
from cleanpress.judge.repeats import judge_repeats
from cleanpress.judge.rules import judge_rules, shipped_packs
from cleanpress.judge.structure import look
from cleanpress.metadata.choose import hints
from cleanpress.metadata.gather import gather
from cleanpress.model import Hints, Limits, Page, Verdict
from cleanpress.read.html import read_html
from training.corpora import NEWS, SEGMENTS, Source
from training.labels import label_blocks, label_segments, truth_of

Floats = NDArray[np.float32]

_NEAR = 8
_FAIR_PART = 0.05
_DOUBTFUL_POINTS = -1.0
_USUAL_BLOCKS = 40


@dataclass(slots=True)
class Example:
    """One page: features (features, blocks); `body` and `counts` per block where it is labelled; `near` are blocks
    close to prose, where learning has most to decide; `web` says which convention its truth follows."""

    corpus: str
    id: str
    site: str
    features: Floats
    near: NDArray[np.bool_]
    web: bool
    body: Floats | None = None
    counts: Floats | None = None

    @property
    def whole(self) -> bool:
        """Whether the truth speaks of every block, and not of single segments."""
        return self.body is not None and self.corpus not in SEGMENTS


@dataclass(slots=True)
class Seen:
    """A page as the judge meets it: read, with the page's hints and what the other judges said."""

    page: Page
    hints: Hints
    verdicts: list[Verdict]


def see(source: Source) -> Seen:
    """Reads a page and hears the judges that speak before the learned one."""
    page = read_html(source.html, url=source.url or None, encoding=None, limits=Limits())
    known = hints(gather(page))
    verdicts = judge_rules(page, shipped_packs())
    verdicts += judge_header(page, known, verdicts)
    verdicts += judge_repeats(page, known, verdicts)
    return Seen(page, known, verdicts)


def examples(sources: Iterable[Source]) -> tuple[tuple[str, ...], list[Example]]:
    """The names of the features, and an example for every page that has blocks."""
    names: tuple[str, ...] = ()
    found = []
    for source in sources:
        seen = see(source)
        if seen.page.blocks:
            names, one = example(source, seen)
            found.append(one)
    return names, found


def example(source: Source, seen: Seen) -> tuple[tuple[str, ...], Example]:
    """The names of the features, and the example of one page."""
    looked = look(seen.page, seen.hints, seen.verdicts)
    here = ground(looked.view)
    names, features = page_features(here, looked)
    label = label_segments if source.corpus in SEGMENTS else _label_whole
    labels = label(seen.page, source.truth, seen.verdicts)
    one = Example(source.corpus, source.id, source.site, features, _near(names, features), source.corpus not in NEWS)
    if labels is not None:
        one.body, one.counts = np.asarray(labels.body, np.float32), np.asarray(labels.weight, np.float32)
    return names, one


def _label_whole(page: Page, truth: dict, verdicts: Sequence[Verdict]):  # type: ignore[no-untyped-def, type-arg]
    return label_blocks(page, truth_of(truth), verdicts)


def _near(names: tuple[str, ...], features: Floats) -> NDArray[np.bool_]:
    """Blocks near prose, in a part with a share of it, or such as the structure's points hardly exclude."""
    has = features[names.index("mass")] > 0
    total = np.concatenate([[0], np.cumsum(has)])
    here = np.arange(len(has))
    around = total[np.minimum(here + _NEAR + 1, len(has))] - total[np.maximum(here - _NEAR, 0)]
    part = features[names.index("gp_mass")] > _FAIR_PART
    return (around > 0) | part | (features[names.index("pt_total")] > _DOUBTFUL_POINTS)


def page_weight(one: Example, blocks: float, web: bool) -> float:
    """How much a page counts: long ones no more than a usual one; less where its convention is not the asked one, where
    only single segments are known, and where it is one of the many that are no news."""
    weight = min(1.0, _USUAL_BLOCKS / (blocks + 1))
    if one.corpus in NEWS:
        return weight * (0.5 if web else 1.0)
    return weight * (0.5 if web else 0.25)
