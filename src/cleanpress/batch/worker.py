"""The process that cleans pages: it may crash, hang or run out of memory without harm to the runner or other pages."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import socket
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from cleanpress.batch.channel import receive, send
from cleanpress.batch.document import Document
from cleanpress.batch.faults import faults, suffer
from cleanpress.batch.job import Job
from cleanpress.batch.memory import may_have_failed
from cleanpress.batch.outcome import Outcome
from cleanpress.batch.records import failed, outcome, size
from cleanpress.labels import Status
from cleanpress.model import Limits, Options

if TYPE_CHECKING:
    from cleanpress.api import Cleaner

OUT_OF_MEMORY = 86
"""The exit code of a worker whose page asked for more memory than there is."""

# So long after the runner should have ended a page the system does, in case the runner itself is gone.
_GRACE = 5.0
# A page needs at least so much memory beside what every worker holds.
_LEAST_ROOM = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long a page may take, in seconds, and how many bytes of memory a worker may have."""

    timeout: float
    max_memory: int | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker's first message: it has loaded everything, or `problem` says why it cannot."""

    problem: str | None = None


def serve(channel: socket.socket, job: Job, bounds: Bounds) -> None:
    """Clean the documents that come over the channel, one after the other, until it is closed."""
    _settle(bounds)
    try:
        cleaner = _cleaner(job)
        bytes(_LEAST_ROOM)
        if may_have_failed(bounds.max_memory, 0):
            raise MemoryError
    except MemoryError:
        send(channel, Ready("--max-memory leaves a worker no room; allow it more, such as 1g."))
        return
    except Exception as error:
        send(channel, Ready(str(error) or type(error).__name__))
        return
    planned = faults()
    gc.collect()
    gc.freeze()
    try:
        send(channel, Ready())
        while (message := receive(channel)) is not None:
            number, document = message
            signal.setitimer(signal.ITIMER_REAL, bounds.timeout + _GRACE)
            if str(document.id) in planned:
                suffer(planned[str(document.id)])
            done = cleaned(number, document, cleaner, job)
            if may_have_failed(bounds.max_memory, size(document)):
                raise MemoryError
            signal.setitimer(signal.ITIMER_REAL, 0)
            send(channel, (number, done))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except ConnectionError:
        return  # the runner is gone


def _settle(bounds: Bounds) -> None:
    # A terminal and a service manager signal the whole group; it is the runner that decides when workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    logging.disable(logging.CRITICAL)
    _end_with_the_runner()
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if bounds.max_memory is not None:
        resource.setrlimit(resource.RLIMIT_AS, (bounds.max_memory, bounds.max_memory))


def _end_with_the_runner() -> None:
    """Have the process end as soon as the runner is gone, also in the middle of a page."""
    runner = multiprocessing.parent_process()
    if runner is not None:
        threading.Thread(target=_watch, args=(runner.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _cleaner(job: Job) -> Cleaner:
    from cleanpress.batch.warm import warm

    limits = Limits(max_bytes=job.max_bytes)
    return warm(Options(keep=frozenset(job.keep), body=job.body, fast=job.fast, limits=limits), job.packs)


def cleaned(number: int, document: Document, cleaner: Cleaner, job: Job) -> Outcome:
    """What goes out for a document, whatever it holds."""
    begun = time.perf_counter()
    try:
        if document.html is not None:
            article = cleaner.clean_html(document.html, document.url, encoding=document.charset)
        else:
            article = cleaner.clean_text(document.text or "", url=document.url)
    except MemoryError:
        raise
    except Exception as error:
        # Pages never raise; should one do it all the same, the others must not suffer from it.
        why = f"cleanpress met an error of its own on it ({type(error).__name__}); please report it."
        return failed(number, document, Status.CRASHED, why, job, seconds=time.perf_counter() - begun)
    why_not = None
    if article.status is Status.TOO_LARGE:
        why_not = too_large(job)
    elif article.status is Status.TIMED_OUT:
        why_not = "Reading it took too long."
    return outcome(number, document, article, job, error=why_not, seconds=time.perf_counter() - begun)


def too_large(job: Job) -> str:
    """Why a document is not cleaned that is larger than the job allows.

    >>> too_large(Job(max_bytes=2000))
    'It is larger than 2,000 bytes; --max-bytes allows more.'
    """
    return f"It is larger than {job.max_bytes:,} bytes; --max-bytes allows more."
