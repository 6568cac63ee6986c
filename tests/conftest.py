"""What several test modules share: snapshots as one text file each, and the real pages fetched by the set-up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation

import n4k


class TextFiles(SingleFileSnapshotExtension):
    """One `.txt` file a snapshot, under tests/snapshots/<test module>/, so that a change reads as a diff of text."""

    file_extension = "txt"
    snapshot_dirname = "snapshots"
    _write_mode = WriteMode.TEXT

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(Path(test_location.filepath).parent / cls.snapshot_dirname / test_location.basename)


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """The snapshot of a test; `pytest --snapshot-update` writes it."""
    return snapshot.use_extension(TextFiles)


@pytest.fixture(scope="session")
def real_pages() -> dict[str, bytes]:
    """The news pages inside the pinned newspaper4k source distribution, by file name.

    Where they cannot be fetched the tests that need them are skipped, but fail when CI is true.
    """
    try:
        return n4k.pages()
    except n4k.FetchError as problem:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(f"the real pages are missing: {problem}", pytrace=False)
        pytest.skip(f"the real pages are missing: {problem}")
