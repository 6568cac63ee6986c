"""The server that workers are forked from may be ended too."""

from __future__ import annotations

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
    started, faults = hand._started, [fault()]

    def once_in_vain(*arguments: Any) -> Any:
        if faults:
            raise faults.pop()
        return started(*arguments)

    monkeypatch.setattr(hand, "_started", once_in_vain)
    assert outcomes() == ["empty", "empty"]


def test_a_server_that_is_always_ended_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def in_vain(*arguments: Any) -> Any:
        raise EOFError

    monkeypatch.setattr(hand, "_started", in_vain)
    with pytest.raises(BatchError, match=r"A worker cannot be started: the server that starts workers was ended\."):
        outcomes()
