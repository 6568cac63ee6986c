"""The runner's side of one worker: the process, what it was given, and since when it has its page in hand."""

from __future__ import annotations

import os
import selectors
import signal
import socket
import time
from collections import deque
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from cleanpress.batch.channel import Inbox, packed
from cleanpress.batch.document import Document
from cleanpress.batch.job import Job
from cleanpress.batch.outcome import Outcome
from cleanpress.batch.worker import OUT_OF_MEMORY, Bounds, Ready, serve

_PIECE = 2**18
_PATIENCE = 5.0
# Seconds after which the server that starts workers is tried again.
_PAUSES = (0.0, 0.05, 0.2, 0.5, 1.0, 2.0)
# Workers are many; each shall use one core.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class ServerError(Exception):
    """The server that starts workers is ended whenever it is started."""


@dataclass(slots=True, eq=False)
class Task:
    """A document on its way: its number in the input from 1, how often it took a worker down, and what came of it."""

    number: int
    document: Document
    size: int
    crashes: int = 0
    outcome: Outcome | None = None


class Hand:
    """One worker process and the tasks it was given, the first of which it has in hand.

    `events` is what the selector should wait for on `channel`. Call `close` in the end.
    """

    def __init__(self, job: Job, bounds: Bounds) -> None:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        self.channel = ours
        self.tasks: deque[Task] = deque()
        self.ready = False
        self.since = time.monotonic()
        self._outbox: deque[memoryview] = deque()
        self._inbox = Inbox()
        try:
            self._process = _started_in_the_end(theirs, job, bounds)
        except (OSError, ServerError):
            ours.close()
            raise
        finally:
            theirs.close()

    @property
    def events(self) -> int:
        """What to wait for on the channel."""
        return selectors.EVENT_READ | (selectors.EVENT_WRITE if self._outbox else 0)

    def give(self, task: Task) -> None:
        """Hand a task over; it is written as far as the worker takes it, the rest by `flush`."""
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        self._outbox.append(memoryview(packed((task.number, task.document))))
        self.flush()

    def flush(self) -> None:
        """Write what the worker takes now."""
        while self._outbox:
            try:
                sent = self.channel.send(self._outbox[0][:_PIECE])
            except BlockingIOError:
                return
            except OSError:
                self._outbox.clear()  # the worker is gone, which reading notices
                return
            rest = self._outbox[0][sent:]
            if rest:
                self._outbox[0] = rest
            else:
                self._outbox.popleft()

    def take(self) -> tuple[list[Any], bool]:
        """The messages that have come, and whether the worker is still there."""
        found: list[Any] = []
        while True:
            try:
                data = self.channel.recv(_PIECE)
            except BlockingIOError:
                return found, True
            except OSError:
                return found, False
            if not data:
                return found, False
            found += self._inbox.add(data)
            if len(data) < _PIECE:
                return found, True

    def settle(self, message: Any) -> str | None:
        """Note what the worker says; returns the problem where it could not start."""
        self.since = time.monotonic()
        if isinstance(message, Ready):
            self.ready = message.problem is None
            return message.problem
        number, outcome = message
        task = self.tasks.popleft()
        if task.number != number:
            raise AssertionError(f"a worker answered {number} where {task.number} was asked")
        task.outcome = outcome
        return None

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()

    def end(self) -> str:
        """Wait for the process that has ended or was killed, and say how it ended, as the rest of a sentence."""
        self._process.join(_PATIENCE)
        code = self._process.exitcode
        if code == OUT_OF_MEMORY:
            return "it needed more memory than there is"
        if code is not None and code < 0:
            name = signal.Signals(-code).name if -code in signal.valid_signals() else f"signal {-code}"
            return f"its process was ended by {name}"
        return f"its process ended with code {code}"

    def close(self) -> None:
        """Let the process go, which ends once its channel is closed, and free what belongs to it."""
        self.channel.close()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(_PATIENCE)
        self._process.close()


def _started_in_the_end(channel: socket.socket, job: Job, bounds: Bounds) -> Any:
    """The process of a worker, also where the server that starts them is ended, by whatever ends processes.

    Raises OSError, and ServerError where each server that takes its place is ended too.
    """
    for pause in _PAUSES:
        try:
            return _started(channel, job, bounds)
        except (EOFError, ConnectionError):
            # While it ends it still passes for one that runs, and refuses the connection.
            time.sleep(pause)
    raise ServerError


def _started(channel: socket.socket, job: Job, bounds: Bounds) -> Any:
    # A server that has read everything forks workers within milliseconds and shares its memory with them.
    context = get_context("forkserver")
    context.set_forkserver_preload(["cleanpress.batch.preload"])
    process = context.Process(target=serve, args=(channel, job, bounds), daemon=True)
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    try:
        process.start()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    return process
