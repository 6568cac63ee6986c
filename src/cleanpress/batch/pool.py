"""Documents in, outcomes out in their order, by workers that may fall; a bounded window of documents is under way."""

from __future__ import annotations

import selectors
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cleanpress.batch.document import Document
from cleanpress.batch.hand import Hand, ServerError, Task
from cleanpress.batch.job import Job
from cleanpress.batch.outcome import Outcome
from cleanpress.batch.records import failed, size
from cleanpress.batch.stopping import StopError, Stopper
from cleanpress.batch.worker import Bounds, too_large
from cleanpress.command.terminal import reason
from cleanpress.errors import BatchError
from cleanpress.labels import Status

# A document in hand and those that wait for it, so that a worker never waits for the runner.
_GIVEN = 3
# Most documents under way for each worker, and most bytes of them and of what became of them.
_WINDOW, _WINDOW_BYTES = 48, 128 * 2**20
# A document is tried again once where it took its worker down: the fault may have been another's.
_TRIES = 2
_FALSE_STARTS = 3
# Seconds between two looks at the clock while nothing happens; a longer sleep means that we were stopped as well.
_TICK, _ASLEEP = 0.5, 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How many workers clean how, and within which bounds."""

    job: Job
    workers: int
    bounds: Bounds


class Pool:
    """Cleans documents with several workers.

    `tick` is called now and then while it waits, with True before it waits for input; `pending` says whether there is
    input that can be read at once. Where `stopper` says so no more documents are read, and those under way are
    finished. Use it as a context manager: no worker outlives it.
    """

    def __init__(self, plan: Plan, stopper: Stopper, tick: Callable[[bool], None], pending: Callable[[], bool]) -> None:
        self._plan = plan
        self._stopper = stopper
        self._tick = tick
        self._pending = pending
        self._hands: list[Hand] = []
        self._line: deque[Task] = deque()
        self._again: deque[Task] = deque()
        self._bytes = 0
        self._false_starts = 0
        self._read_all = False
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for hand in self._hands:
            if hand.tasks or not hand.ready:
                hand.kill()
            hand.close()
        self._selector.close()

    def results(
        self, documents: Iterator[tuple[Document, Outcome | None]], *, first: int = 1
    ) -> Iterator[tuple[Document, Outcome]]:
        """Each document with what became of it, in their order; `first` is the number of the first of them. An outcome
        that is known already is passed on.

        Raises BatchError where no worker can be started, and what reading the documents raises.
        """
        numbered = enumerate(documents, start=first)
        while not self._stopper.urgent:
            self._fill(numbered)
            while self._line and self._line[0].outcome is not None and not self._stopper.urgent:
                task = self._line.popleft()
                self._bytes -= task.size
                assert task.outcome is not None
                self._bytes -= _weight(task.outcome)
                yield task.document, task.outcome
                self._fill(numbered)
            if not self._line and (self._read_all or self._stopper.code):
                return
            if self._line and self._line[0].outcome is None:
                self._wait()

    # ---- giving ----

    def _fill(self, numbered: Iterator[tuple[int, tuple[Document, Outcome | None]]]) -> None:
        while (hand := self._free()) is not None:
            if self._again:
                # Alone, so that nobody else suffers if it falls again.
                if hand.tasks:
                    return
                self._give(hand, self._again.popleft())
                continue
            task = self._next(numbered)
            if task is None:
                return
            if task.outcome is None:
                self._give(hand, task)

    def _free(self) -> Hand | None:
        """A worker that may be given a document; a new one only where all others have something to do."""
        fewest = min(self._hands, key=lambda hand: len(hand.tasks), default=None)
        if (fewest is None or fewest.tasks) and len(self._hands) < self._plan.workers and self._more():
            fewest = self._new()
        return fewest if fewest is not None and len(fewest.tasks) < _GIVEN else None

    def _new(self) -> Hand:
        try:
            hand = Hand(self._plan.job, self._plan.bounds)
        except ServerError as error:
            raise BatchError(
                "A worker cannot be started: something ends the process that starts them, again and again. See what "
                "ends processes here, such as a bound on memory, and run the same command with --resume."
            ) from error
        except OSError as error:
            raise BatchError(f"A worker cannot be started: {reason(error)}. Use fewer with --workers.") from error
        self._hands.append(hand)
        self._selector.register(hand.channel, hand.events, hand)
        return hand

    def _more(self) -> bool:
        return bool(self._again) or not (self._read_all or self._stopper.code or self._full())

    def _full(self) -> bool:
        return len(self._line) >= _WINDOW * self._plan.workers or (bool(self._line) and self._bytes >= _WINDOW_BYTES)

    def _next(self, numbered: Iterator[tuple[int, tuple[Document, Outcome | None]]]) -> Task | None:
        if self._read_all or self._stopper.code or self._full():
            return None
        if not self._pending():
            # Input may be long in coming: what is under way must not wait for it.
            if self._line:
                return None
            self._tick(True)
        try:
            with self._stopper.interruptible():
                found = next(numbered, None)
        except StopError:
            return None
        if found is None:
            self._read_all = True
            return None
        number, (document, known) = found
        task = Task(number, document, size(document), outcome=known or self._at_once(number, document))
        self._line.append(task)
        self._bytes += task.size + (0 if task.outcome is None else _weight(task.outcome))
        return task

    def _at_once(self, number: int, document: Document) -> Outcome | None:
        """What becomes of a document that no worker has to see."""
        job = self._plan.job
        if document.problem is not None:
            return failed(number, document, Status.UNREADABLE, document.problem, job)
        if size(document) > job.max_bytes:
            return failed(number, document, Status.TOO_LARGE, too_large(job), job)
        return None

    def _give(self, hand: Hand, task: Task) -> None:
        hand.give(task)
        self._selector.modify(hand.channel, hand.events, hand)

    # ---- taking ----

    def _wait(self) -> None:
        """Wait until a worker says something, falls, or has had its time."""
        begun = time.monotonic()
        timeout = self._plan.bounds.timeout
        busy = [hand for hand in self._hands if hand.ready and hand.tasks]
        soonest = min((hand.since + timeout - begun for hand in busy), default=_TICK)
        ready = self._selector.select(max(0.0, min(_TICK, soonest)))
        now = time.monotonic()
        if now - begun > _ASLEEP:
            # We were stopped, and so were they: their time has not run.
            for hand in busy:
                hand.since += now - begun
        for key, events in ready:
            hand = key.data
            if events & selectors.EVENT_WRITE:
                hand.flush()
                self._selector.modify(hand.channel, hand.events, hand)
            if events & selectors.EVENT_READ:
                self._take(hand)
        for hand in [each for each in self._hands if each.ready and each.tasks]:
            if time.monotonic() - hand.since > timeout and self._take(hand) and _late(hand, timeout):
                hand.kill()
                self._fallen(hand, in_time=False)
        self._tick(False)

    def _take(self, hand: Hand) -> bool:
        """Note what a worker says; returns whether it is still there."""
        messages, alive = hand.take()
        self._settle(hand, messages)
        if not alive:
            self._fallen(hand, in_time=True)
        return alive

    def _settle(self, hand: Hand, messages: list[object]) -> None:
        for message in messages:
            first = hand.tasks[0] if hand.tasks else None
            problem = hand.settle(message)
            if problem is not None:
                raise BatchError(f"No page can be cleaned: {problem}")
            self._false_starts = 0
            if first is not None and first.outcome is not None:
                self._bytes += _weight(first.outcome)

    def _fallen(self, hand: Hand, *, in_time: bool) -> None:
        """Take leave of a worker that is gone: the page it had in hand pays or is tried again, the others go on."""
        how = hand.end()
        late = hand.tasks[0] if hand.tasks and not in_time else None
        messages, _ = hand.take()
        self._settle(hand, messages)
        self._selector.unregister(hand.channel)
        self._hands.remove(hand)
        tasks = list(hand.tasks)
        if not hand.ready:
            self._false_start(how)
        elif tasks and tasks[0] is late:
            self._end(tasks.pop(0), Status.TIMED_OUT, f"It took longer than {self._plan.bounds.timeout:g} seconds.")
        elif tasks:
            tasks[0].crashes += 1
            if tasks[0].crashes >= _TRIES:
                self._end(tasks.pop(0), Status.CRASHED, f"Cleaning it crashed: {how}.")
        self._again.extendleft(reversed(tasks))
        hand.close()

    def _end(self, task: Task, status: Status, why: str) -> None:
        spent = self._plan.bounds.timeout if status is Status.TIMED_OUT else 0.0
        task.outcome = failed(task.number, task.document, status, why, self._plan.job, seconds=spent)
        self._bytes += _weight(task.outcome)

    def _false_start(self, how: str) -> None:
        self._false_starts += 1
        if self._false_starts < _FALSE_STARTS:
            return
        memory = self._plan.bounds.max_memory
        mend = "" if memory is None else f" Allow it more than the {memory:,} bytes of --max-memory."
        raise BatchError(f"No page can be cleaned: a worker cannot start, as {how}.{mend}")


def _late(hand: Hand, timeout: float) -> bool:
    return bool(hand.tasks) and time.monotonic() - hand.since > timeout


def _weight(outcome: Outcome) -> int:
    return len(outcome.line) + sum(len(data) for _, data in outcome.files)
