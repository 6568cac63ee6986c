"""Whether every adapter gives `clean_html`'s texts, and how long Spark, Ray and `cleanpress batch` take for the same.

python -m benchmarks.pipelines [equal|speed|memory …]; a framework that is not installed is left out with a line.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import cleanpress
from benchmarks import corpus
from benchmarks.adapters import ADAPTERS, ray_cluster, spark_session
from benchmarks.batch import adopt_orphans, used
from benchmarks.corpus import Page
from benchmarks.speed import environment, sample
from benchmarks.tables import heading, note, table

PARTS = ("equal", "speed", "memory")
# Files that the pages of the speed table stand in: several for each of two workers.
_FILES = 8
# The pages are taken once and this many times: the difference is what pages take, start-up apart.
_TIMES = 4

Run = Callable[[str, Path], None]
"""Cleans the Parquet files that a pattern names into a folder."""


def equal(pages: Sequence[Page]) -> bool:
    """Prints for each adapter how many texts are those of `clean_html`, byte for byte; whether all are."""
    served = [page.html for page in pages]
    decoded = [html.decode("utf-8", "replace") for html in served]
    wanted = {
        kind: [cleanpress.clean_html(page).text for page in given] for kind, given in ((True, served), (False, decoded))
    }
    rows, right = [], True
    for name, adapter in ADAPTERS.items():
        if find_spec(adapter.module) is None:
            note(f"{name} is left out: {adapter.module} is not installed")
            continue
        found = adapter.texts(served if adapter.bytes else decoded)
        same = sum(map(str.__eq__, found, wanted[adapter.bytes])) if len(found) == len(pages) else 0
        right = right and same == len(pages)
        note(f"{name}: {same} of {len(pages)} are equal")
        rows.append([name, "bytes" if adapter.bytes else "text", f"{same}", f"{len(pages)}"])
    heading("Texts equal to clean_html's")
    print(table(["adapter", "pages as", "equal", "of"], rows))
    return right


# ---- speed ----


def _write(pages: Sequence[Page], folder: Path) -> str:
    """The pages as Parquet files in a folder; a pattern that names them."""
    import pyarrow as pa
    from pyarrow import parquet

    folder.mkdir()
    for place in range(_FILES):
        part = pages[place::_FILES]
        columns = {
            "id": [page.id for page in part],
            "html": [page.html for page in part],
            "url": pa.array([page.url or None for page in part], pa.string()),
        }
        parquet.write_table(pa.table(columns), folder / f"{place}.parquet")
    return str(folder / "*.parquet")


@contextlib.contextmanager
def _batch(workers: int) -> Iterator[Run]:
    def run(pattern: str, out: Path) -> None:
        command = ["-m", "cleanpress", "batch", pattern, "-o", f"{out}.parquet", "--workers", str(workers), "--quiet"]
        subprocess.run([sys.executable, *command], env=environment(), check=True)

    yield run


@contextlib.contextmanager
def _spark() -> Iterator[Run]:
    from cleanpress.pipelines import spark

    with spark_session() as session:

        def run(pattern: str, out: Path) -> None:
            # A file a partition, as tasks of a megabyte would be one.
            session.conf.set("spark.sql.files.openCostInBytes", str(128 << 20))
            spark.clean(session.read.parquet(pattern)).drop("html").write.parquet(str(out))

        yield run


@contextlib.contextmanager
def _ray() -> Iterator[Run]:
    from cleanpress.pipelines import ray as step

    with ray_cluster() as ray:

        def run(pattern: str, out: Path) -> None:
            # Small files come as one block, which is one actor's.
            pages = ray.data.read_parquet(str(Path(pattern).parent)).repartition(_FILES)
            step.clean(pages).drop_columns(["html"]).write_parquet(str(out))

        yield run


def speed(pages: Sequence[Page], repeat: int) -> None:
    """Prints how long each way takes for all pages once and several times: the difference is without start-up.

    Other work on the machine weighs on the clock, much less on the processors' time.
    """
    adopt_orphans()
    cleanpress.clean_html(pages[0].html)  # what is loaded for the first page is no part of it
    start = time.process_time()
    for page in pages:
        cleanpress.clean_html(page.html, page.url or None)
    alone = time.process_time() - start
    megabytes = sum(len(page.html) for page in pages) / 1e6
    heading("One core, a loop over clean_html")
    print(f"{len(pages) / alone:.1f} pages and {megabytes / alone:.2f} MB a second of processor time")

    ways: dict[str, tuple[str, Any]] = {
        "batch, 2 workers": ("fastwarc", lambda: _batch(2)),
        "Spark, local[2]": ("pyspark", _spark),
        "Ray, 2 processors": ("ray", _ray),
    }
    took: dict[str, list[Taken]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = _write(pages, folder / "few"), _write([*pages] * _TIMES, folder / "many")
        for way, (module, opened) in ways.items():
            if find_spec(module) is None:
                note(f"{way} is left out: {module} is not installed")
                continue
            with opened() as run:
                _taken(run, few, folder)  # what only the first run takes is no part of it
                took[way] = [_taken(run, many, folder) - _taken(run, few, folder) for _ in range(repeat)]
                note(f"{way}: {took[way]}")
    further = (_TIMES - 1) * len(pages)
    heading(f"From Parquet to Parquet: what {further} further pages take, start-up apart, the middle of {repeat}")
    print(f"A loop over them takes {alone * (_TIMES - 1):.1f} seconds of processor time.\n")
    middle = {way: Taken(*map(median, zip(*found, strict=True))) for way, found in took.items()}
    unit = next(iter(middle.values()))
    rows = [
        [way, *(f"{mine:.1f}" for mine in each), *(f"{mine / its:.2f}" for mine, its in zip(each, unit, strict=True))]
        for way, each in middle.items()
    ]
    print(table(["way", "clock, s", "processors, s", "× by the clock", "× by processors"], rows))


class Taken(NamedTuple):
    """Seconds by the clock, and of processors in all processes."""

    clock: float
    processor: float

    def __sub__(self, other: Taken) -> Taken:
        return Taken(self.clock - other.clock, self.processor - other.processor)


def _taken(run: Run, pattern: str, folder: Path) -> Taken:
    out = folder / "out"
    start = Taken(time.perf_counter(), used())
    run(pattern, out)
    taken = Taken(time.perf_counter(), used()) - start
    for path in folder.glob("out*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return taken


# ---- memory ----

_PROBE = """
import json, sys
from pyarrow import parquet
from cleanpress.pipelines import arrow
# Not getrusage's figure, which a process inherits from the one that started it.
peak = lambda: int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1e3
start, rows = peak(), 0
for batch in arrow.clean_batches(parquet.ParquetFile(sys.argv[1]).iter_batches(int(sys.argv[2]), use_threads=False)):
    rows += batch.num_rows
print(json.dumps([start, peak(), rows]))
"""


def memory(pages: Sequence[Page]) -> None:
    """Prints the peak memory of a process that cleans record batches of several sizes."""
    import pyarrow as pa
    from pyarrow import parquet

    rows = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pages.parquet"
        for times, size in ((1, 32), (1, 128), (3, 128)):
            columns = {"html": [page.html for page in pages] * times}
            parquet.write_table(pa.table(columns), file, row_group_size=256)
            done = subprocess.run(
                [sys.executable, "-c", _PROBE, str(file), str(size)],
                capture_output=True,
                text=True,
                env=environment(),
                check=True,
            )
            start, peak, count = json.loads(done.stdout)
            rows.append([f"{count}", f"{size}", f"{start:.0f} MB", f"{peak:.0f} MB"])
    heading("Peak memory of a worker over record batches")
    print(table(["pages", "a batch", "at start", "peak"], rows))


def main() -> None:
    """Reads the command line and prints the tables; exit status 1 where a text is another one."""
    parser = corpus.options(__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; default: all")
    parser.add_argument("--pages", type=int, default=200, metavar="N", help="take N pages evenly (200)")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="time each way N times (3)")
    arguments = parser.parse_args()
    wrong = [part for part in arguments.parts if part not in PARTS]
    if wrong:
        parser.error(f"no part is called {wrong[0]!r}; there are {', '.join(PARTS)}")
    pages = sample(corpus.chosen(arguments), arguments.pages)
    parts = arguments.parts or PARTS
    right = equal(pages) if "equal" in parts else True
    if "speed" in parts:
        speed(pages, arguments.repeat)
    if "memory" in parts:
        memory(pages)
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
