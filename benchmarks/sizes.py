"""Time against size: made-up pages of one kind each, from 10 kB to 10 MB, and the exponent of the growth.

The exponent is the slope of the time's logarithm over the size's, by least squares: 1 is linear. "last" is the slope
over the last tenfold alone, where the cost that every page has no longer hides anything.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from benchmarks.tables import heading, quiet, table
from training.made import Maker

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
_STOCK = 200
# A short run is repeated until this many seconds are spent, at most so often; the least time counts.
_SPEND, _MOST_RUNS = 0.5, 5


def _paragraph(maker: Maker) -> str:
    return f"<p>{maker.paragraph()}</p>"


def _live(maker: Maker) -> str:
    return f"<article class=entry><time>10:15</time><h2>{maker.title()}</h2><p>{maker.paragraph()}</p></article>"


def _cards(maker: Maker) -> str:
    return maker.cards(1)


def _links(maker: Maker) -> str:
    return f"<ul>{maker.links(4)}</ul>"


def _bare(maker: Maker) -> str:
    return f"{maker.sentence()} "


def _nested(maker: Maker) -> str:
    return f"<div class=box><div><section><div><p>{maker.sentence()}</p></div></section></div></div>"


def _cells(maker: Maker) -> str:
    return f"<tr><td>{maker.title()}</td><td>{maker.count(1, 9999)}</td></tr>"


_ARTICLE = "<h1>{title}</h1><article>{parts}</article>"
KINDS: Mapping[str, tuple[Callable[[Maker], str], str]] = {
    "paragraphs": (_paragraph, _ARTICLE),
    "live entries": (_live, "<h1>{title}</h1><main>{parts}</main>"),
    "teasers": (_cards, "<h1>{title}</h1><main>{parts}</main>"),
    "link lists": (_links, _ARTICLE),
    "one block": (_bare, "<h1>{title}</h1><p>{parts}</p>"),
    "nested elements": (_nested, _ARTICLE),
    "table": (_cells, "<h1>{title}</h1><table>{parts}</table>"),
}
"""What a page is made of, and what stands around it."""


def page(kind: str, size: int) -> bytes:
    """A page of about `size` bytes; its parts are made once and then repeated with a number, so that none is alike."""
    part, around = KINDS[kind]
    maker = Maker(np.random.default_rng([1, *kind.encode()]))
    title = maker.title()
    stock = [part(maker) for _ in range(_STOCK)]
    parts: list[str] = []
    left, number = size, 0
    while left > 0:
        parts.append(stock[number % _STOCK].replace(" the ", f" the {number} ", 1))
        left -= len(parts[-1])
        number += 1
    return maker.page(around.format(title=title, parts="".join(parts)), title).encode()


def seconds(run: Callable[[bytes, str], object], html: bytes) -> float:
    """The least processor time of a few runs; one where a single run is long."""
    best, whole = math.inf, 0.0
    for _ in range(_MOST_RUNS):
        start = time.process_time()
        run(html, "https://made.example/a")
        took = time.process_time() - start
        best, whole = min(best, took), whole + took
        if whole > _SPEND:
            break
    return best


def slope(sizes: Sequence[float], times: Sequence[float]) -> float:
    """The exponent of growth.

    >>> round(slope([10, 100, 1000], [1, 10, 100]), 3)
    1.0
    """
    return float(np.polyfit(np.log(sizes), np.log(np.maximum(times, 1e-6)), 1)[0])


def show(run: Callable[[bytes, str], object], sizes: Sequence[int] = SIZES) -> None:
    """Prints the time for every kind and size, and the exponents."""
    quiet()
    rows, all_sizes, all_times = [], list[int](), list[float]()
    for kind in KINDS:
        pages = [page(kind, size) for size in sizes]
        lengths, times = [len(html) for html in pages], [seconds(run, html) for html in pages]
        late = [place for place, length in enumerate(lengths) if length * 11 >= lengths[-1]]
        last = slope([lengths[place] for place in late], [times[place] for place in late])
        rows.append([kind, *(f"{1e3 * took:.0f} ms" for took in times), f"{slope(lengths, times):.2f}", f"{last:.2f}"])
        all_sizes += lengths
        all_times += times
    heading("Time against size")
    print(table(["page of", *(_named(size) for size in sizes), "exponent", "last"], rows))
    print(f"\nexponent over all pages: {slope(all_sizes, all_times):.2f}")


def _named(size: int) -> str:
    return f"{size / 1e6:g} MB" if size >= 1_000_000 else f"{size / 1e3:g} kB"
