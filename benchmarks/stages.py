"""The stages of cleanpress, timed: the functions that stand for each are wrapped while a measure lasts.

None of them calls another, so their times add up; what is in none of them is "the rest".
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any
from unittest.mock import patch

_API, _CLASSIFIER = "cleanpress.api", "cleanpress.judge.classifier"
STAGES: Mapping[str, tuple[str, ...]] = {
    "read_html": (f"{_API}:read_html",),
    "gather": (f"{_API}:gather",),
    "hints": (f"{_API}:hints",),
    "judge_rules": (f"{_API}:judge_rules",),
    "judge_header": (f"{_API}:judge_header",),
    "judge_repeats": (f"{_API}:judge_repeats",),
    "blocks: ground and container": (f"{_CLASSIFIER}:ground", f"{_CLASSIFIER}:container"),
    "blocks: features": (f"{_CLASSIFIER}:page_features",),
    "blocks: scoring": ("cleanpress.judge.network:Network.logits",),
    "blocks: verdicts": (
        f"{_CLASSIFIER}:BlockJudge.opinion",
        f"{_CLASSIFIER}:BlockJudge.holds",
        f"{_CLASSIFIER}:Reasons",
    ),
    "consult": ("cleanpress.judge.consult:worth_asking", "cleanpress.judge.consult:trafilatura_text"),
    "judge_context": (f"{_API}:judge_context",),
    "mark": (f"{_API}:mark",),
    "choose": (f"{_API}:choose",),
    "captions": (f"{_API}:collect_captions",),
    "text": (f"{_API}:to_text",),
}
"""The functions of each stage, as module:name."""


@contextmanager
def timed(spent: dict[str, float]) -> Iterator[None]:
    """While it lasts, the stages add their processor seconds to `spent`."""
    with ExitStack() as stack:
        for stage, functions in STAGES.items():
            for function in functions:
                holder, name = _place(function)
                stack.enter_context(patch.object(holder, name, _timed(getattr(holder, name), stage, spent)))
        yield


def _place(function: str) -> tuple[Any, str]:
    """What holds a function, and its name there. Raises AttributeError where a class is no longer in its module."""
    module, _, path = function.partition(":")
    holder: Any = import_module(module)
    *classes, name = path.split(".")
    for each in classes:
        holder = getattr(holder, each)
    return holder, name


def _timed(function: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    def run(*args: Any, **kwargs: Any) -> Any:
        start = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[stage] = spent.get(stage, 0.0) + time.process_time() - start

    return run
