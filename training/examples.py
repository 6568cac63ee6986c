"""Pages as examples: features of their blocks, labels where the truth gives them, and what weighs how much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from cleanpress.judge.container import container
from cleanpress.judge.features import page_features
from cleanpress.judge.ground import ground
from cleanpress.judge.header import judge_header
from cleanpress.judge.repeats import judge_repeats
from cleanpress.judge.rules import judge_rules, shipped_packs
from cleanpress.metadata.choose import hints
from cleanpress.metadata.gather import gather
from cleanpress.model import Hints, Limits, Page, Verdict
from cleanpress.read.html import read_html
from training.absent import ABSENT, without_article
from training.corpora import NEWS, SEGMENTS, WEB, Source
from training.labels import Labels, label_blocks, label_segments, truth_of
from training.made import MADE, made

Floats = NDArray[np.float32]

_NEAR = 10
_FAIR_PART = 0.05
_USUAL_BLOCKS = 40
# Of the many pages that are no news so many are also shown without their article.
_EVERY = 3
_MADE_WEIGHT = 0.3


@dataclass(slots=True)
class Example:
    """One page: features (features, blocks); `body` and `counts` per block where it is labelled; `near` are blocks
    close to prose, where learning has most to decide; `web` says which convention its truth follows."""

    source: Source
    site: str
    features: Floats
    near: NDArray[np.bool_]
    web: bool
    body: Floats | None = None
    counts: Floats | None = None

    @property
    def corpus(self) -> str:
        """The name of its collection."""
        return self.source.corpus

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
    verdicts = judge_rules(page, shipped_packs(), set())
    verdicts += judge_header(page, known, verdicts)
    verdicts += judge_repeats(page, known, verdicts)
    return Seen(page, known, verdicts)


def examples(sources: Iterable[Source]) -> tuple[tuple[str, ...], list[Example]]:
    """The names of the features, and an example for every page that has blocks, for pages made up, and for real ones
    without their article."""
    names: tuple[str, ...] = ()
    found = []
    for number, source in enumerate(chain(sources, made())):
        seen = see(source)
        if not seen.page.blocks:
            continue
        names, one, labels = example(source, seen)
        found.append(one)
        if labels is None or not (source.corpus in NEWS or (source.corpus in WEB and number % _EVERY == 0)):
            continue
        rest = without_article(source, seen.page, labels)
        if rest is not None:
            other = see(rest)
            found += [example(rest, other)[1]] if other.page.blocks else []
    return names, found


def example(source: Source, seen: Seen) -> tuple[tuple[str, ...], Example, Labels | None]:
    """The names of the features, the example of one page, and its labels where the truth gives any."""
    here = ground(seen.page, seen.hints, seen.verdicts)
    names, features = page_features(here, container(here))
    labels = _labels(source, seen)
    web = source.id.startswith(WEB) if source.corpus == ABSENT else source.corpus not in (*NEWS, MADE)
    one = Example(source, source.site, features, _near(names, features), web)
    if labels is not None:
        one.body, one.counts = np.asarray(labels.body, np.float32), np.asarray(labels.weight, np.float32)
    return names, one, labels


def _labels(source: Source, seen: Seen) -> Labels | None:
    if source.corpus in SEGMENTS:
        return label_segments(seen.page, source.truth, seen.verdicts)
    if not source.truth or source.truth.get("body") == []:
        count = len(seen.page.blocks)
        return Labels([0.0] * count, [1.0] * count)
    return label_blocks(seen.page, truth_of(source.truth), seen.verdicts)


def _near(names: tuple[str, ...], features: Floats) -> NDArray[np.bool_]:
    """Blocks near prose, or in a part with a share of it."""
    has = features[names.index("mass")] > 0
    total = np.concatenate([[0], np.cumsum(has)])
    here = np.arange(len(has))
    around = total[np.minimum(here + _NEAR + 1, len(has))] - total[np.maximum(here - _NEAR, 0)]
    part = features[names.index("gp_mass")] > _FAIR_PART
    return (around > 0) | part


def page_weight(one: Example, blocks: float, web: bool) -> float:
    """How much a page counts: long ones no more than a usual one; less where its convention is not the asked one, where
    only single segments are known, and where it is one of the many that are no news."""
    weight = min(1.0, _USUAL_BLOCKS / (blocks + 1))
    if one.corpus == MADE:
        return weight * _MADE_WEIGHT
    if one.corpus in NEWS:
        return weight * (0.5 if web else 1.0)
    return weight * (0.5 if web else 0.25)
