"""Markdown tables, and the work on pages spread over the processor's cores."""

from __future__ import annotations

import logging
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# So few items are done sooner than processes are started for them.
_FEW = 8
_FIGURE = re.compile(r"(?:[-+<>=×]*\d[\d.,]*(?: ?(?:%|×|ms|s|MB))?|–)?")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A markdown table with its columns made even; columns of figures stand to the right."""
    body = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    columns = list(zip(head, *body, strict=True))
    lines: list[list[str]] = []
    for column in columns:
        width = max(3, *map(len, column))
        right = bool(body) and all(_FIGURE.fullmatch(cell) for cell in column[1:])
        rule = "-" * (width - 1) + ":" if right else "-" * width
        cells = [cell.rjust(width) if right else cell.ljust(width) for cell in column]
        lines.append([cells[0], rule, *cells[1:]])
    return "\n".join(f"| {' | '.join(row)} |" for row in zip(*lines, strict=True))


def heading(text: str, level: int = 3) -> None:
    """Prints a heading with the blank lines that markdown wants around it."""
    print(f"\n{'#' * level} {text}\n", flush=True)


def quiet() -> None:
    """Silences the peers' logs and warnings in this process; what they get wrong shows in the figures."""
    logging.disable(logging.CRITICAL)
    warnings.filterwarnings("ignore")


@contextmanager
def _quietly() -> Iterator[None]:
    """The same for a while."""
    before = logging.root.manager.disable
    with warnings.catch_warnings():
        quiet()
        try:
            yield
        finally:
            logging.disable(before)


def spread(work: Callable[[Item], Result], items: Sequence[Item], *, few: int = _FEW, chunk: int = 4) -> list[Result]:
    """`work` for every item, over all cores, the results in the order of the items.

    Fewer items than `few` are done in this process; a process takes `chunk` of them at once.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores < 2 or len(items) < few:
        with _quietly():
            return [work(item) for item in items]
    with ProcessPoolExecutor(cores, initializer=quiet) as pool:
        return list(pool.map(work, items, chunksize=chunk))


def note(text: str) -> None:
    """Prints a line to standard error, beside the tables."""
    print(text, file=sys.stderr, flush=True)
