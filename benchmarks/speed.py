"""Speed and memory as ratios to trafilatura: python -m benchmarks.speed [-c NAME …] [-x TOOL …] [--pages N] [--sizes]

All tools clean one page after the other in one process, in turn, so that what else the machine does weighs on all
alike; the unit is trafilatura.bare_extraction with metadata on the same pages. Processor time is counted, the least of
the repeats for each page. The stages (benchmarks/stages.py) are those of the runs "cleanpress" and "cleanpress fast",
with the weights that ship. Imports, the command and memory are measured in processes of their own. `--sizes` measures
nothing but how time grows with size, on made-up pages (benchmarks/sizes.py).
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import corpus, peers, sizes
from benchmarks.corpus import AEB, BY_PARAGRAPH, Page
from benchmarks.stages import STAGES, timed
from benchmarks.tables import heading, note, quiet, table

Run = Callable[[bytes, str], object]
UNIT = "trafilatura"
ROOT = Path(__file__).resolve().parents[1]

_IMPORTS = (
    "cleanpress",
    "cleanpress.api",
    "trafilatura",
    "newspaper",
    "goose3",
    "readability",
    "justext",
    "boilerpy3",
    "resiliparse",
)
_IMPORT_ROUNDS, _COMMAND_ROUNDS = 7, 5
_STAGED = ("cleanpress", "cleanpress fast")
_REST = "the rest"

# ---- what is run ----


def _bare_extraction(html: bytes, url: str) -> object:
    import trafilatura

    return trafilatura.bare_extraction(html, url=url or None, with_metadata=True)


def _cleanpress(**options: Any) -> Run:
    def run(html: bytes, url: str) -> object:
        import cleanpress

        return cleanpress.Cleaner(cleanpress.Options(**options)).clean_html(html, url=url or None)

    return run


def _text(name: str) -> Run:
    def run(html: bytes, url: str) -> object:
        read = peers.PEERS[name].text
        return read(html, url) if read else None

    return run


@dataclass(frozen=True, slots=True)
class Runner:
    """What is timed: the peer it is of, what it gives, and the call."""

    peer: str
    gives: str
    run: Run


_BOTH = "text, fields"
RUNNERS: Mapping[str, Runner] = {
    UNIT: Runner("trafilatura", _BOTH, _bare_extraction),
    "cleanpress": Runner("cleanpress", _BOTH, _cleanpress()),
    "cleanpress fast": Runner("cleanpress", _BOTH, _cleanpress(fast=True)),
    "cleanpress web": Runner("cleanpress", _BOTH, _cleanpress(body="web")),
    **{
        name: Runner(name, _BOTH if name in ("newspaper4k", "goose3") else "text", _text(name))
        for name in ("newspaper4k", "goose3", "readability-lxml", "jusText", "resiliparse", "boilerpy3")
    },
}

# ---- pages ----


def _spend(run: Run, page: Page) -> float:
    start = time.process_time()
    # A tool that fails on a page has taken the time that it has taken.
    with suppress(Exception):
        run(page.html, page.url)
    return time.process_time() - start


@dataclass(slots=True)
class Times:
    """Processor seconds: of each page by tool, and over all pages by tool and stage of cleanpress."""

    seconds: dict[str, list[float]]
    stages: dict[str, dict[str, float]]


def measure(pages: Sequence[Page], tools: Sequence[str], repeat: int) -> Times:
    """Runs all tools on every page, `repeat` times in turn, each time another one first; the least time counts."""
    quiet()
    for tool in tools:
        _spend(RUNNERS[tool].run, pages[0])
    times = Times({tool: [] for tool in tools}, {tool: {} for tool in tools if tool in _STAGED})
    for number, page in enumerate(pages):
        best = {tool: (float("inf"), dict[str, float]()) for tool in tools}
        for turn in range(repeat):
            first = (number + turn) % len(tools)
            for tool in [*tools[first:], *tools[:first]]:
                best[tool] = min(best[tool], _once(tool, page), key=lambda took: took[0])
        for tool, (took, stages) in best.items():
            times.seconds[tool].append(took)
            for name, part in stages.items():
                times.stages[tool][name] = times.stages[tool].get(name, 0.0) + part
    return times


def _once(tool: str, page: Page) -> tuple[float, dict[str, float]]:
    """The seconds of one call, and of its stages where they are asked for."""
    spent: dict[str, float] = {}
    with timed(spent) if tool in _STAGED else nullcontext():
        return _spend(RUNNERS[tool].run, page), spent


def show_pages(pages: Sequence[Page], tools: Sequence[str], repeat: int) -> None:
    """Prints the tables of the tools and of the stages."""
    measured = measure(pages, tools, repeat)
    seconds, stages = measured.seconds, measured.stages
    unit, size = sum(seconds[UNIT]), sum(len(page.html) for page in pages) / 1e6
    heading(f"Processor time per page, {len(pages)} pages of {size / len(pages) * 1e3:.0f} kB on average")
    rows = []
    for tool, took in seconds.items():
        total, order = sum(took), sorted(took)
        middle, most = order[len(order) // 2], order[-1]
        times = [f"{1e3 * total / len(took):.1f} ms", f"{1e3 * middle:.1f} ms", f"{1e3 * most:.0f} ms"]
        name = peers.titled(RUNNERS[tool].peer).replace(RUNNERS[tool].peer, tool, 1)
        rows.append([name, RUNNERS[tool].gives, f"{total / unit:.2f}", *times, f"{size / total:.1f}"])
    print(table(["tool", "gives", "ratio", "mean", "median", "most", "MB/s"], rows))
    if stages:
        _show_stages(measured, unit)


def _show_stages(measured: Times, unit: float) -> None:
    """Each stage as a share of the unit's time and of the whole run; what is in no stage is the rest."""
    whole = {tool: sum(measured.seconds[tool]) for tool in measured.stages}
    rows = []
    for name in (*STAGES, _REST):
        row = [name]
        for tool, stages in measured.stages.items():
            took = stages.get(name, 0.0) if name != _REST else whole[tool] - sum(stages.values())
            row += [f"{took / unit:.3f}", f"{100 * took / whole[tool]:.1f} %"]
        rows.append(row)
    heading("Stages of cleanpress, as ratio to trafilatura's time and as share of the run")
    print(table(["stage", *(head for tool in measured.stages for head in (tool, "share"))], rows))


# ---- processes of their own ----


def environment() -> dict[str, str]:
    """The environment of a process of its own, which finds this checkout."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path}


def _probe(*arguments: str) -> dict[str, float] | None:
    command = [sys.executable, "-m", "benchmarks.probe", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), check=False)
    if done.returncode:
        note(f"probe {' '.join(arguments[:2])}: {(done.stderr.strip().splitlines() or ['failed'])[-1]}")
        return None
    return dict(json.loads(done.stdout.splitlines()[-1]))


def show_imports() -> None:
    """Prints how long imports take, the median of several fresh processes, and the memory after them."""
    modules = [module for module in _IMPORTS if find_spec(module)]
    found: dict[str, list[dict[str, float]]] = {module: [] for module in modules}
    for _ in range(_IMPORT_ROUNDS):
        for module in modules:
            took = _probe("import", module)
            if took:
                found[module].append(took)
    medians = {module: (median(each["ms"] for each in all_), all_[0]["MB"]) for module, all_ in found.items() if all_}
    unit = medians[UNIT][0]
    heading(f"Import, median of {_IMPORT_ROUNDS}")
    rows = [[name, f"{ms / unit:.2f}", f"{ms:.0f} ms", f"{size:.0f} MB"] for name, (ms, size) in medians.items()]
    print(table(["module", "ratio", "time", "memory"], rows))


def show_command(page: Page) -> None:
    """Prints how long the commands take from start to end on one page, the median of several runs taken in turn."""
    arguments = {
        "trafilatura": ["-m", "trafilatura.cli", "--json", "--with-metadata"],
        "cleanpress": ["-m", "cleanpress", "--format", "json", "-"],
    }
    took: dict[str, list[float]] = {name: [] for name in arguments}
    for _ in range(_COMMAND_ROUNDS):
        for name, rest in arguments.items():
            start = time.perf_counter()
            done = subprocess.run(
                [sys.executable, *rest], input=page.html, capture_output=True, env=environment(), check=False
            )
            took[name].append(time.perf_counter() - start)
            if done.returncode:
                note(f"the {name} command failed: {done.stderr.decode('utf-8', 'replace').strip()[:200]}")
    medians = {name: median(all_) for name, all_ in took.items()}
    heading(f"Command on one page of {len(page.html) / 1e3:.0f} kB, median of {_COMMAND_ROUNDS}")
    rows = [[name, f"{each / medians[UNIT]:.2f}", f"{1e3 * each:.0f} ms"] for name, each in medians.items()]
    print(table(["command", "ratio", "time"], rows))


def show_memory(pages: Sequence[Page], tools: Sequence[str]) -> None:
    """Prints the peak memory of a process that cleans all pages with one tool."""
    rows: list[tuple[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pages.pickle"
        file.write_bytes(pickle.dumps([(page.html, page.url) for page in pages]))
        for tool in tools:
            found = _probe("memory", tool, str(file))
            if found:
                rows.append((tool, found["MB"]))
    unit = dict(rows).get(UNIT, float("nan"))
    heading(f"Peak memory over {len(pages)} pages, the pages themselves included")
    print(table(["tool", "ratio", "peak"], [[tool, f"{peak / unit:.2f}", f"{peak:.0f} MB"] for tool, peak in rows]))


def show(pages: Sequence[Page], tools: Sequence[str], repeat: int) -> None:
    """Prints all tables of speed and memory."""
    show_pages(pages, tools, repeat)
    show_imports()
    show_command(sorted(pages, key=lambda page: len(page.html))[len(pages) // 2])
    show_memory(pages, tools)


def installed(tools: Sequence[str]) -> list[str]:
    """The unit first, then those of the tools whose peer is installed."""
    there = set(peers.installed(dict.fromkeys(RUNNERS[tool].peer for tool in (UNIT, *tools))))
    return [tool for tool in dict.fromkeys([UNIT, *tools]) if RUNNERS[tool].peer in there]


def sample(collections: Sequence[tuple[str, list[Page]]], count: int) -> list[Page]:
    """`count` pages taken evenly over the collections."""
    pages = [page for _, found in collections for page in found]
    step = max(1.0, len(pages) / count)
    return [pages[int(place * step)] for place in range(min(count, len(pages)))]


def main() -> None:
    """Reads the command line and prints the tables."""
    parser = corpus.options(__doc__, (*BY_PARAGRAPH, AEB))
    parser.add_argument("-x", "--tools", nargs="+", choices=list(RUNNERS), default=list(RUNNERS), metavar="TOOL")
    parser.add_argument("--pages", type=int, default=75, metavar="N", help="take N pages evenly (75)")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="run every tool N times on a page (3)")
    parser.add_argument("--sizes", action="store_true", help="only how time grows with size; needs no corpus")
    arguments = parser.parse_args()
    if arguments.sizes:
        sizes.show(RUNNERS["cleanpress"].run)
        return
    pages = sample(corpus.chosen(arguments), arguments.pages)
    if not pages:
        raise SystemExit("none of the collections that were asked for is there")
    show(pages, installed(arguments.tools), arguments.repeat)


if __name__ == "__main__":
    main()
