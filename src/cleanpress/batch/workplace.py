"""The folder beside an output in which it grows: `OUTPUT.part`, its lock, what is committed, and the last move.

- `lock` is locked as long as a run lives; the system unlocks it when the run ends, however it ends.
- `asked.json` says what the run was asked for.
- `records` holds the lines of the output so far, and may be longer than what is committed.
- `files` holds the pages of an output folder.
- `committed.json` says how much of `records` counts, for how many documents; it is replaced as a whole.
- `whole` is what is made of them in the end where they are not the output themselves.
- `manifest.json` is the manifest, before it moves to its place behind the output.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cleanpress.batch.digest import START
from cleanpress.batch.files import put_whole, refused, remove, settle_names, shown
from cleanpress.batch.tally import Tally
from cleanpress.errors import BatchError


@dataclass(slots=True, kw_only=True)
class Committed:
    """How far a run has come: bytes of `records`, the digest of the documents, their tally, seconds spent so far.

    `finished` names what in the folder is the whole output, "" before the end.
    """

    position: int = 0
    digest: str = START
    tally: Tally = field(default_factory=Tally)
    seconds: float = 0.0
    finished: str = ""


class Workplace:
    """The folder in which an output grows."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.manifest = output.with_name(f"{output.name}.manifest.json")
        self.folder = output.with_name(f"{output.name}.part")
        self.records = self.folder / "records"
        self.files = self.folder / "files"
        self.whole = self.folder / "whole"
        self._asked = self.folder / "asked.json"
        self._committed = self.folder / "committed.json"
        self._manifest = self.folder / "manifest.json"
        self._old = self.folder / "old"
        self._lock = self.folder / "lock"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep all others away. Raises BatchError where another run is at work, or nothing can be written."""
        try:
            descriptor = self._acquired()
        except OSError as error:
            raise refused(self.folder, error) from error
        try:
            yield
        finally:
            os.close(descriptor)

    def _acquired(self) -> int:
        import fcntl  # not on Windows

        while True:
            self.folder.mkdir(exist_ok=True)
            descriptor = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                raise BatchError(busy(self.output)) from None
            # The run before us may have removed the folder between the two calls.
            if self._lock.exists() and self._lock.stat().st_ino == os.fstat(descriptor).st_ino:
                return descriptor
            os.close(descriptor)

    def is_busy(self) -> bool:
        """Whether another run is at work here."""
        import fcntl

        try:
            descriptor = os.open(self._lock, os.O_RDWR)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False

    # ---- what was asked for, and how far it came ----

    def asked(self) -> dict[str, Any] | None:
        """What the run was asked for that left this folder; None where none had begun."""
        return _loaded(self._asked)

    def begin(self, asked: Mapping[str, Any], *, files: bool) -> None:
        """Make an empty workplace, for pages in files or for lines alone."""
        for path in (self._committed, self._asked, self.records, self.files, self.whole, self._manifest):
            remove(path)
        self.records.touch()
        if files:
            self.files.mkdir()
        put_whole(self._asked, json.dumps(asked, indent=1).encode())
        settle_names(self.folder.parent)

    def committed(self) -> Committed:
        """How far the run came."""
        told = _loaded(self._committed)
        if told is None:
            return Committed()
        return Committed(**{**told, "tally": Tally.load(told["tally"])})

    def commit(self, committed: Committed) -> None:
        """Note how far the run has come; what it says must be on the disk already."""
        put_whole(self._committed, json.dumps(asdict(committed)).encode())

    # ---- the end ----

    def put_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Lay the manifest ready."""
        put_whole(self._manifest, (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode())

    def publish(self, name: str) -> None:
        """Move the whole output (its name in the folder) and the manifest to their place, and remove the folder.

        Where that was interrupted it may be done again.
        """
        whole = self.folder / name
        if whole.exists():
            if whole.is_dir() and self.output.exists():
                remove(self._old)
                self.output.replace(self._old)
            whole.replace(self.output)
        if self._manifest.exists():
            self._manifest.replace(self.manifest)
        settle_names(self.output.parent)
        self.discard()

    def discard(self) -> None:
        """Remove the folder, what tells that there was a run last."""
        kept = (self._committed, self._asked, self._lock)
        for path in list(self.folder.iterdir()):
            if path not in kept:
                remove(path)
        for path in kept:
            remove(path)
        self.folder.rmdir()


def busy(output: Path) -> str:
    """What to say where another run is at work on an output.

    >>> busy(Path("out.jsonl"))
    'Another run is writing out.jsonl at this moment; wait for it, or name another output.'
    """
    return f"Another run is writing {shown(output)} at this moment; wait for it, or name another output."


def manifest_of(output: Path) -> dict[str, Any] | None:
    """The manifest of an output, None where there is none."""
    return _loaded(output.with_name(f"{output.name}.manifest.json"))


def _loaded(path: Path) -> dict[str, Any] | None:
    try:
        return dict(json.loads(path.read_bytes()))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        raise BatchError(f"{shown(path)} is damaged; remove it, or begin anew with --overwrite.") from None
