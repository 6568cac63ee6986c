"""SIGINT and SIGTERM as a wish to stop, heeded where it does no harm; a second one is obeyed sooner."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StopError(BaseException):
    """A signal came while nothing was at stake. No `Exception`, for nobody may take it for a fault of the input."""


class Stopper:
    """Notes the signals that come.

    `code` is the exit code of the first of them, 0 while there is none; `urgent` says that a second one came.
    """

    def __init__(self) -> None:
        self.code = 0
        self.urgent = False
        self._open = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take the signals until the end of the block."""
        # Only the main thread may take signals; a batch in another one ends with its process.
        taken = _SIGNALS if threading.current_thread() is threading.main_thread() else ()
        before = {number: signal.signal(number, self._note) for number in taken}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """A block, such as a wait for input, that a signal ends at once. Raises StopError, also for an earlier one."""
        if self.code:
            raise StopError
        self._open = True
        try:
            yield
        finally:
            self._open = False

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.urgent = bool(self.code)
        self.code = self.code or 128 + number
        if self._open:
            self._open = False
            raise StopError
