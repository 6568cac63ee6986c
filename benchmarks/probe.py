"""Runs in a process of its own, so that imports and memory are those of one tool alone: prints one JSON object.

python -m benchmarks.probe import MODULE
python -m benchmarks.probe memory TOOL PICKLE
"""

from __future__ import annotations

import json
import pickle
import resource
import sys
import time
from pathlib import Path


def peak_megabytes() -> float:
    """The largest size of this process in memory so far, in MB of 2**20 bytes."""
    status = Path("/proc/self/status")
    if status.is_file():
        # getrusage would also count the parent that this process was forked from.
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _import(module: str) -> dict[str, float]:
    start = time.perf_counter()
    __import__(module)
    return {"ms": (time.perf_counter() - start) * 1e3, "MB": peak_megabytes()}


def _memory(tool: str, pages: str) -> dict[str, float]:
    from benchmarks.speed import RUNNERS
    from benchmarks.tables import quiet

    quiet()
    run = RUNNERS[tool].run
    # The pages were pickled by the process that started this one.
    for html, url in pickle.loads(Path(pages).read_bytes()):
        run(html, url)
    return {"MB": peak_megabytes()}


if __name__ == "__main__":
    kind, *rest = sys.argv[1:]
    print(json.dumps(_import(*rest) if kind == "import" else _memory(*rest)))
