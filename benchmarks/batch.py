"""Batches: python -m benchmarks.batch [throughput] [memory] [kills] [poison] [--pages N] [--kills N]

Small made pages are cleaned. `throughput` compares batches of one and two workers with a bare loop over `clean_html`,
by the processor time that all their processes took, as other work on the machine weighs on the clock; the clock stands
beside it. `memory` reads the peaks of the runner and of its workers at several sizes. `kills` ends runs by SIGKILL at
random moments, resumes them, and compares the bytes with those of an unbroken run. `poison` has one page in twenty
crash, hang, eat memory or be garbage. Linux alone.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.tables import heading, note, table
from cleanpress.batch.faults import VARIABLE

PARTS = ("throughput", "memory", "kills", "poison")
COMMAND = [sys.executable, "-m", "cleanpress", "batch"]
_PAGE = Path(__file__).resolve().parents[1] / "tests" / "pages" / "flash.html"
_SMALL = """<html lang="en"><title>Quake on Orrin</title><h1>Quake on Orrin</h1>
<p>An earthquake of magnitude 5.1 shook Orrin on Monday morning, and nobody was hurt, the fire brigade said after its
men had looked at every house between the harbour and the lighthouse.</p><p>The epicentre was 18 kilometres under
the sea to the north, the geological service said; it expects weaker ones until the end of the week.</p><p>Share</p>"""
_SUBREAPER = 36
_SIZES = (1_000, 10_000, 50_000)
_TIMEOUT = 3
_ROUNDS = 3


@dataclass(slots=True)
class Spent:
    """What a run took: seconds by the clock and of processors, and peaks of memory in bytes."""

    clock: float = 0.0
    processor: float = 0.0
    runner: int = 0
    worker: int = 0
    code: int = 0


def corpus(path: Path, pages: int, *, small: bool = False) -> Path:
    """A file of JSON lines with made pages, each another one; small ones where cleaning matters less."""
    page = _SMALL if small else _PAGE.read_text(encoding="utf-8")
    with path.open("w", encoding="utf-8") as out:
        for number in range(pages):
            html = page.replace("5.1", f"{number}.2").replace("Orrin", f"Orrin {number}")
            print(json.dumps({"id": f"page-{number}", "html": html, "url": f"https://post.example/{number}"}), file=out)
    return path


def measured(*arguments: str, env: dict[str, str] | None = None, look: bool = False) -> Spent:
    """Run a batch; with `look` the memory of its processes is watched."""
    adopt_orphans()
    spent, begun, before = Spent(), time.monotonic(), _children()
    running = subprocess.Popen([*COMMAND, *arguments, "--quiet"], env={**os.environ, **(env or {})})
    while running.poll() is None:
        if look:
            spent.runner = max(spent.runner, _peak(running.pid))
            # What is started itself is the server that workers are forked from, whose peak is that of loading.
            servers = _started_by(running.pid)
            spent.worker = max([spent.worker, *(_peak(each) for server in servers for each in _below(server))])
        time.sleep(0.1)
    spent.clock = time.monotonic() - begun
    with suppress(ChildProcessError):
        while os.wait():
            pass
    spent.processor = _children() - before
    spent.code = running.returncode
    return spent


def adopt_orphans() -> None:
    """Workers are children of a server that outlives the runner by a moment: adopted, they are counted here as well."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1)


def used() -> float:
    """Seconds of processors that this process, those below it and those that these have waited for have used."""
    ticks = 0
    for process in (os.getpid(), *_below(os.getpid())):
        with suppress(OSError):
            # Behind the name in parentheses; user and system time, its own and its children's.
            ticks += sum(map(int, Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _peak(process: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


def _started_by(process: int) -> list[int]:
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def _below(process: int) -> Iterator[int]:
    """All processes that descend from one."""
    waiting = [process]
    while waiting:
        found = _started_by(waiting.pop())
        waiting += found
        yield from found


def throughput(folder: Path, pages: int) -> None:
    """Pages per second of a processor, against a bare loop: the least of the rounds, which take turns."""
    source = corpus(folder / "pages.jsonl", pages)
    empty = corpus(folder / "one.jsonl", 1)
    size = sum(len(json.loads(line)["html"]) for line in source.read_bytes().splitlines())
    # Seconds for these pages by the clock, and of processors.
    rounds: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for _ in range(_ROUNDS):
        rounds["bare loop"].append(_loops(source, 1))
        rounds["2 bare loops"].append(_loops(source, 2))
        for workers, name in ((1, "1 worker"), (2, "2 workers")):
            options = ["--overwrite", "--workers", str(workers)]
            start = measured(str(empty), "-o", str(folder / "one-out.jsonl"), *options)
            spent = measured(str(source), "-o", str(folder / "out.jsonl"), *options)
            rounds[name].append((spent.clock - start.clock, spent.processor - start.processor))
    least = {name: [min(column) for column in zip(*found, strict=True)] for name, found in rounds.items()}
    unit = least["bare loop"]
    rows = []
    for name, (clock, processor) in least.items():
        # As many processors as loops or workers, which the runner's work is shared out to.
        ratio = f"{unit[1] / processor * (2 if name.startswith('2') else 1):.2f}"
        speed = f"{size / processor / 1e6:.2f}"
        clocked = f"{unit[0] / clock:.2f}"
        rows.append([name, _rate(pages, processor), speed, ratio, _rate(pages, clock), clocked])
    heads = ["", "pages/s of a core", "MB/s of a core", "× bare, on N cores", "pages/s by the clock", "× by the clock"]
    print(table(heads, rows))
    note("The start of the processes is taken off; with one worker the runner's own work has the second core.")
    note("Two bare loops at once show what the machine itself gives for a second core.")


def _loops(source: Path, number: int) -> tuple[float, float]:
    """Processes with the same loop at once, reckoned to the pages of one.

    Each is a new one, as workers are: what is remembered of a page's texts must not come from an earlier round.
    """
    # Forked, as what other ways start would stay and be waited for by `measured`.
    with ProcessPoolExecutor(number, get_context("fork")) as processes:
        clocks, processors = zip(*processes.map(_bare, [source] * number), strict=True)
    return max(clocks) / number, sum(processors) / number


def _bare(source: Path) -> tuple[float, float]:
    import cleanpress

    cleaner = cleanpress.Cleaner()
    lines = [json.loads(line) for line in source.read_bytes().splitlines()]
    for line in lines[:5]:
        cleaner.clean_html(line["html"], line["url"])
    clock, processor = time.monotonic(), time.process_time()
    for line in lines:
        cleaner.clean_html(line["html"], line["url"])
    return time.monotonic() - clock, time.process_time() - processor


def _rate(pages: int, seconds: float) -> str:
    return f"{pages / seconds:.0f}"


def memory(folder: Path, sizes: tuple[int, ...]) -> None:
    """Peaks of the runner and of the largest worker."""
    rows = []
    for pages in sizes:
        source = corpus(folder / "pages.jsonl", pages, small=True)
        spent = measured(
            str(source), "-o", str(folder / "out.jsonl"), "--overwrite", "--workers", "2", "--fast", look=True
        )
        rows.append([f"{pages:,}", f"{spent.runner / 1e6:.1f}", f"{spent.worker / 1e6:.1f}"])
        note(f"{pages:,} pages: runner {spent.runner / 1e6:.1f} MB, largest worker {spent.worker / 1e6:.1f} MB")
    print(table(["pages", "runner, MB", "largest worker, MB"], rows))


def kills(folder: Path, pages: int, number: int) -> None:
    """Runs ended by SIGKILL at random moments, resumed, and compared with an unbroken run."""
    source = corpus(folder / "pages.jsonl", pages, small=True)
    chance = random.Random(17)
    rows = []
    for output in ("out.jsonl", "out.parquet", "out"):
        _remove(folder / "whole")
        _remove(folder / output)
        form = [] if "." in output else ["--format", "json"]
        measured(str(source), "-o", str(folder / output), "--workers", "2", "--fast", *form)
        (folder / output).rename(folder / "whole")
        same = done = 0
        for round_ in range(number):
            if round_ % 3 == ("out.jsonl", "out.parquet", "out").index(output):
                workers = (1, 2, 4)[round_ // 3 % 3]
                behind, later = chance.randrange(-pages // 10, pages), chance.uniform(0, 1.5)
                ended = _killed(source, folder / output, workers, behind, later, form)
                done += 1
                same += _same(folder / "whole", folder / output)
                rows.append([output, str(workers), ended])
                print(f"{output}, {workers} workers, killed behind {ended}: {same} of {done} the same", file=sys.stderr)
        print(f"{output}: {same} of {done} runs gave the bytes of the unbroken one", flush=True)
    print(table(["output", "workers", "killed behind"], rows))


def _killed(source: Path, output: Path, workers: int, behind: int, later: float, form: list[str]) -> str:
    """Kill a run so many seconds after that many documents were safe (at once where negative), and resume it."""
    _remove(output)
    arguments = [str(source), "-o", str(output), "--workers", str(workers), "--fast", "--quiet", "--resume", *form]
    running = subprocess.Popen([*COMMAND, *arguments])
    while running.poll() is None and _safe(output) < behind:
        time.sleep(0.02)
    with suppress(subprocess.TimeoutExpired):
        running.wait(later)
    running.send_signal(signal.SIGKILL)
    running.wait()
    found = _safe(output)
    ended = f"{found} documents" if found else "everything" if output.exists() else "nothing"
    subprocess.run([*COMMAND, *arguments], check=True)
    return ended


def _safe(output: Path) -> int:
    """How many documents of a run are safe."""
    with suppress(FileNotFoundError):
        committed = output.with_name(f"{output.name}.part") / "committed.json"
        return int(json.loads(committed.read_bytes())["tally"]["documents"])
    return 0


def _same(one: Path, other: Path) -> bool:
    if one.is_file():
        return one.read_bytes() == other.read_bytes()
    names = [sorted(path.name for path in folder.iterdir()) for folder in (one, other)]
    return names[0] == names[1] and all((one / name).read_bytes() == (other / name).read_bytes() for name in names[0])


def _remove(path: Path) -> None:
    for each in (path, path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.manifest.json")):
        if each.is_dir():
            shutil.rmtree(each)
        else:
            each.unlink(missing_ok=True)


def poison(folder: Path, pages: int) -> None:
    """Every page right, every status right, and the time that pages that hang cost."""
    source = corpus(folder / "pages.jsonl", pages)
    lines = source.read_bytes().splitlines(keepends=True)
    chosen = random.Random(5).sample(range(pages), pages // 20)
    kinds = {number: ("crash", "hang", "memory", "garbage")[index % 4] for index, number in enumerate(chosen)}
    for number, kind in kinds.items():
        if kind == "garbage":
            lines[number] = bytes(random.Random(number).randrange(128, 256) for _ in range(900)) + b"\n"
    (folder / "bad.jsonl").write_bytes(b"".join(lines))
    planned = {f"page-{number}": kind for number, kind in kinds.items() if kind != "garbage"}
    options = ["--overwrite", "--timeout", str(_TIMEOUT), "--max-memory", "1500m", "--workers", "2", "--fast"]
    good = measured(str(source), "-o", str(folder / "good.jsonl"), *options)
    bad = measured(
        str(folder / "bad.jsonl"), "-o", str(folder / "bad-out.jsonl"), *options, env={VARIABLE: json.dumps(planned)}
    )
    wanted = {"crash": "crashed", "hang": "timed_out", "memory": "crashed", "garbage": "unreadable"}
    right = told = 0
    pairs = zip(_lines(folder / "good.jsonl"), _lines(folder / "bad-out.jsonl"), strict=True)
    for number, (one, other) in enumerate(pairs):
        if number in kinds:
            told += other["status"] == wanted[kinds[number]]
        else:
            right += one == other
    hangs = sum(kind == "hang" for kind in kinds.values())
    print(f"{right} of {pages - len(kinds)} other pages are right, {told} of {len(kinds)} statuses")
    print(
        f"{hangs} hangs of {_TIMEOUT} s: {bad.clock - good.clock:.1f} s more than the {good.clock:.1f} s without faults"
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def main() -> None:
    """Reads the command line and prints what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; default: all")
    parser.add_argument("--pages", type=int, help="pages of each part (of memory, further to its own sizes)")
    parser.add_argument("--kills", type=int, default=50, help="kills over all outputs (default: 50)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in arguments.parts or PARTS:
            heading(part.capitalize(), 2)
            match part:
                case "throughput":
                    throughput(folder, arguments.pages or 1_000)
                case "memory":
                    memory(folder, (*_SIZES, *([arguments.pages] if arguments.pages else [])))
                case "kills":
                    kills(folder, arguments.pages or 2_000, arguments.kills)
                case "poison":
                    poison(folder, arguments.pages or 1_000)
                case _:
                    parser.error(f"no part is called {part!r}; there are {', '.join(PARTS)}")


if __name__ == "__main__":
    main()
