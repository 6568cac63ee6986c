"""Where the records of a run grow: lines, and files for each page, of which a committed part is safe on the disk."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import BinaryIO

from cleanpress.batch.files import refused, settle, settle_names
from cleanpress.batch.names import number_of
from cleanpress.batch.outcome import Outcome
from cleanpress.batch.workplace import Workplace

_MEND = "What is written so far is safe: make room, and run the same command with --resume."


class Stage:
    """Takes outcomes in order. Use it as a context manager. Once `broken`, nothing more may be committed."""

    def __init__(self, place: Workplace, position: int, documents: int) -> None:
        """Go on at a committed position, behind so many documents; what lies behind it is thrown away."""
        self._place = place
        self._loose: list[str] = []
        self.broken = False
        try:
            if place.files.is_dir():
                for path in place.files.iterdir():
                    if number_of(path.name) > documents:
                        path.unlink()
            self._stream: BinaryIO = place.records.open("r+b")
            self._stream.truncate(position)
            self._stream.seek(position)
        except OSError as error:
            raise refused(place.records, error) from error

    def __enter__(self) -> Stage:
        return self

    def __exit__(self, *_: object) -> None:
        # What a failed write left in the buffer fails again here, and has been said.
        with suppress(OSError):
            self._stream.close()

    def add(self, outcome: Outcome) -> None:
        """Write one outcome. Raises BatchError where that cannot be done."""
        try:
            self._stream.write(outcome.line)
            for name, data in outcome.files:
                path = self._place.files / name
                rough = path.with_name(f"{name}.new")
                rough.write_bytes(data)
                rough.replace(path)
                self._loose.append(name)
        except OSError as error:
            self.broken = True
            raise refused(self._place.folder, error, _MEND) from error

    def settled(self) -> int:
        """Have everything on the disk; returns the position up to which it is. Raises BatchError where it cannot be."""
        try:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            for name in self._loose:
                settle(self._place.files / name)
            if self._loose:
                settle_names(self._place.files)
            self._loose.clear()
            return self._stream.tell()
        except OSError as error:
            raise refused(self._place.folder, error, _MEND) from error
