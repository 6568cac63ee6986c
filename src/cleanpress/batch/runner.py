"""A batch from its beginning, or from where it was interrupted, to the whole output."""

from __future__ import annotations

import logging
import select
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from cleanpress.batch import finish
from cleanpress.batch.digest import START, chosen, rolled
from cleanpress.batch.document import Document
from cleanpress.batch.files import refused, shown
from cleanpress.batch.job import Settings, identity, is_folder, versions
from cleanpress.batch.outcome import FAILURES, Outcome
from cleanpress.batch.pool import Plan, Pool
from cleanpress.batch.readers import open_documents
from cleanpress.batch.readers.sources import STDIN
from cleanpress.batch.results import known_outcomes, with_head
from cleanpress.batch.resuming import check_input, check_same, check_target, finished_before, is_unchanged
from cleanpress.batch.stage import Stage
from cleanpress.batch.stamp import stamp
from cleanpress.batch.stopping import StopError, Stopper
from cleanpress.batch.tally import Tally
from cleanpress.batch.worker import Bounds
from cleanpress.batch.workplace import Committed, Workplace, manifest_of
from cleanpress.errors import BatchError
from cleanpress.write.json import dumps

_LOG = logging.getLogger("cleanpress")
# Seconds between two commits: so much work is done again after a kill.
_BETWEEN_COMMITS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a run ended: `code` is 128 + a signal's number where one stopped it, `already` says that nothing was left to
    do, `seconds` is the time spent on the output in all."""

    tally: Tally
    seconds: float
    code: int = 0
    already: bool = False


class Watcher:
    """Is told how a run goes; this one does not look."""

    def compared(self, documents: int, wanted: int) -> None:
        """So many documents, of so many, are read again to see that the input is what it was."""

    def begun(self, tally: Tally) -> None:
        """Cleaning begins, behind what is counted already."""

    def tick(self, tally: Tally) -> None:
        """A document is done, or some time has gone by."""

    def ended(self) -> None:
        """Cleaning, or reading again, has ended."""


def run(settings: Settings, watcher: Watcher | None = None) -> Ended:
    """Clean all documents of the inputs into the output; `watcher` is told how it goes.

    Raises:
        BatchError: the output exists, cannot be written or is another run's; input, options or versions changed since
            the run that is to be resumed; no worker can be started.
        InputError: an input cannot be read as it was named.
        ExtraError: the output or an input needs a package that is not installed.
    """
    finish.check(settings)
    place = Workplace(settings.output)
    check_target(settings, place)
    asked = {"options": identity(settings), "versions": versions(settings.job.form)}
    watcher = watcher or Watcher()
    already = finished_before(settings, place, asked)
    if already is not None:
        _check_finished(settings, place, watcher)
        return Ended(tally=already, seconds=0.0, already=True)
    stopper = Stopper()
    with stopper.listening(), place.locked():
        try:
            return _Run(settings, place, stopper, watcher).go(asked)
        finally:
            if place.folder.exists() and not place.committed().tally.documents and not place.committed().finished:
                place.discard()


def _check_finished(settings: Settings, place: Workplace, watcher: Watcher) -> None:
    """Raises BatchError where the output is whole, but not of this input, and InputError as `run` does."""
    # A pipe may be long in coming, or not come again.
    if STDIN in settings.inputs or is_unchanged(_stamp(settings, place), settings.output):
        return
    try:
        check_input(_documents(settings, place), settings.output, watcher.compared)
    finally:
        watcher.ended()


def _stamp(settings: Settings, place: Workplace) -> str:
    return stamp(settings.inputs, settings.kind, _own(settings, place))


def _own(settings: Settings, place: Workplace) -> list[Path]:
    """What the run itself writes, which is no input."""
    own = (place.output, place.folder, place.manifest, settings.log)
    return [path for path in own if path is not None]


def _pending(settings: Settings) -> Callable[[], bool]:
    """What says whether the next document can be read without a wait, as far as that can be told."""
    if "-" not in settings.inputs or sys.stdin is None:
        return lambda: True
    stdin = sys.stdin
    return lambda: bool(select.select([stdin], [], [], 0)[0])


def _documents(settings: Settings, place: Workplace) -> Iterator[Document]:
    """The documents that are to be cleaned."""
    found = open_documents(
        settings.inputs,
        kind=settings.kind,
        fields=settings.fields,
        max_bytes=settings.job.max_bytes,
        exclude=_own(settings, place),
    )
    share = settings.sample
    numbered = enumerate(found, start=1)
    return islice((each for n, each in numbered if share is None or chosen(n, each, share)), settings.limit)


class _Run:
    """One run: documents are read, cleaned, written, counted and committed in their order."""

    def __init__(self, settings: Settings, place: Workplace, stopper: Stopper, watcher: Watcher) -> None:
        self._settings = settings
        self._place = place
        self._stopper = stopper
        self._watcher = watcher
        self._done = Committed()
        self._begun = self._committed = time.monotonic()
        self._before = 0.0
        self._stamp = ""

    def go(self, asked: dict[str, Any]) -> Ended:
        """Do all that is left to do."""
        settings, place = self._settings, self._place
        # Before anything is read: what changes from here on is read again the next time.
        self._stamp = _stamp(settings, place)
        documents = _documents(settings, place)
        before = None if settings.overwrite else place.asked()
        if before is not None:
            check_same(before, asked, settings.output)
            self._done = place.committed()
            self._before = self._done.seconds
        else:
            self._try(lambda: place.begin(asked, files=is_folder(settings.job)))
        if not self._done.finished:
            try:
                self._clean(documents)
                if not self._stopper.code:
                    self._finish(asked)
            except StopError:
                pass
        if not self._done.finished:
            return Ended(tally=self._done.tally, seconds=self._seconds(), code=self._stopper.code)
        self._try(lambda: place.publish(self._done.finished))
        return Ended(tally=self._done.tally, seconds=self._done.seconds)

    # ---- documents ----

    def _rest(self, documents: Iterator[Document], old: Iterator[Outcome | None] | None) -> None:
        """Skip what is committed already. Raises BatchError where it is not what it was."""
        wanted, digest = self._done.tally.documents, START
        try:
            with self._stopper.interruptible():
                for number, document in enumerate(islice(documents, wanted), start=1):
                    digest = rolled(digest, document)
                    if old is not None:
                        next(old, None)
                    self._watcher.compared(number, wanted)
        finally:
            self._watcher.ended()
        if digest != self._done.digest:
            raise BatchError(
                f"The input has changed: its first {wanted:,} documents are no longer those that were cleaned into "
                f"{shown(self._place.folder)}. Put the input back, or begin anew with --overwrite."
            )

    def _paired(
        self, documents: Iterator[Document], old: Iterator[Outcome | None] | None
    ) -> Iterator[tuple[Document, Outcome | None]]:
        """Each document with what is known of it from the run whose failures are tried again."""
        for document in documents:
            known = None if old is None else next(old, None)
            yield document, None if known is None else with_head(document, known)

    # ---- cleaning ----

    def _clean(self, documents: Iterator[Document]) -> None:
        settings, done = self._settings, self._done
        old = known_outcomes(settings.output, settings.job) if settings.retry_failed else None
        self._rest(documents, old)
        bounds = Bounds(settings.timeout, settings.max_memory)
        plan = Plan(settings.job, settings.workers, bounds)
        with (
            Stage(self._place, done.position, done.tally.documents) as stage,
            Pool(plan, self._stopper, lambda idle: self._look(stage, idle=idle), _pending(settings)) as pool,
        ):
            _LOG.info("begun behind %s documents", done.tally.documents)
            self._watcher.begun(done.tally)
            try:
                for document, outcome in pool.results(self._paired(documents, old), first=done.tally.documents + 1):
                    stage.add(outcome)
                    done.tally.add(document, outcome)
                    done.digest = rolled(done.digest, document)
                    self._note(document, outcome)
                    self._look(stage)
            finally:
                self._watcher.ended()
                _LOG.info("ended behind %s documents: %s", done.tally.documents, done.tally.statuses)
                if not stage.broken:
                    self._commit(stage)

    def _note(self, document: Document, outcome: Outcome) -> None:
        if outcome.status in FAILURES:
            _LOG.warning("%s %s: %s", outcome.status, dumps(document.id), outcome.error)

    def _look(self, stage: Stage, *, idle: bool = False) -> None:
        """Do what is to be done now and then, all of it where there is nothing else to do."""
        self._watcher.tick(self._done.tally)
        if idle or time.monotonic() - self._committed >= _BETWEEN_COMMITS:
            self._commit(stage)

    def _commit(self, stage: Stage) -> None:
        self._done.position = stage.settled()
        self._done.seconds = self._seconds()
        self._try(lambda: self._place.commit(self._done))
        self._committed = time.monotonic()

    def _seconds(self) -> float:
        return round(self._before + time.monotonic() - self._begun, 3)

    # ---- the end ----

    def _finish(self, asked: dict[str, Any]) -> None:
        settings, place, tally = self._settings, self._place, self._done.tally
        former = manifest_of(settings.output) if settings.retry_failed else None
        if former is not None and former["digests"]["documents"] != self._done.digest:
            raise BatchError(
                f"The input is not the one that {shown(settings.output)} was made of, which stays as it is; give the "
                "former input, or clean all of it anew with --overwrite."
            )
        with self._stopper.interruptible():
            name = finish.whole(place, settings, tally)
            digest = finish.digest(place.folder / name)
        self._done.seconds = self._seconds()
        asked = {**asked, "options": {**asked["options"], "--retry-failed": False}}
        counts = {key: value for key, value in asdict(tally).items() if key != "kinds"}
        digests = {"documents": self._done.digest, "output": digest, "files": self._stamp}
        spent = {
            "seconds": self._done.seconds,
            "documents_per_second": round(tally.documents / max(self._done.seconds, 0.001), 1),
            "workers": settings.workers,
        }
        output = {"output": settings.output.name, "inputs": [shown(each) for each in settings.inputs]}
        self._try(lambda: place.put_manifest({**output, **asked, **counts, "digests": digests, **spent}))
        self._done.finished = name
        self._try(lambda: place.commit(self._done))

    def _try(self, step: Any) -> None:
        try:
            step()
        except OSError as error:
            raise refused(self._place.folder, error, "Make room, and run the same command with --resume.") from error
