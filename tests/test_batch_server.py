"""The server that workers are forked from may be ended too."""

from __future__ import annotations

import os
import signal
from multiprocessing import forkserver, get_context
from typing import Any

import pytest

from cleanpress.batch import hand
from cleanpress.batch.document import Document
from cleanpress.batch.job import Job
from cleanpress.batch.pool import Plan, Pool
from cleanpress.batch.stopping import Stopper
from cleanpress.batch.worker import Bounds
from cleanpress.errors import BatchError


def outcomes() -> list[str]:
    """The statuses of two texts."""
    documents = iter([(Document(id=number, text=""), None) for number in range(2)])
    with Pool(Plan(Job(), 1, Bounds(60.0)), Stopper(), lambda idle: None, lambda: True) as pool:
        return [outcome.status for _, outcome in pool.results(documents)]


@pytest.mark.parametrize("fault", [EOFError, ConnectionRefusedError])
def test_a_server_that_was_ended_is_started_again(monkeypatch: pytest.MonkeyPatch, fault: type[Exception]) -> None:
    # Twice, as one that is just ending passes for one that runs.
    started, faults = hand._started, [fault(), fault()]

    def at_last(*arguments: Any) -> Any:
        if faults:
            raise faults.pop()
        return started(*arguments)

    monkeypatch.setattr(hand, "_started", at_last)
    assert outcomes() == ["empty", "empty"]
    assert faults == []


def test_a_server_that_is_killed_while_it_starts_is_started_again() -> None:
    server = forkserver._forkserver  # type: ignore[attr-defined]
    server._stop()
    get_context("forkserver").set_forkserver_preload(["cleanpress.batch.preload"])
    server.ensure_running()
    first = server._forkserver_pid
    os.kill(first, signal.SIGKILL)
    assert outcomes() == ["empty", "empty"]
    assert server._forkserver_pid != first


def test_a_server_that_is_always_ended_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def in_vain(*arguments: Any) -> Any:
        raise EOFError

    monkeypatch.setattr(hand, "_started", in_vain)
    monkeypatch.setattr(hand, "_PAUSES", (0.0, 0.0))
    with pytest.raises(BatchError, match=r"something ends the process that starts them.*--resume\.$"):
        outcomes()
