"""A finished output that is asked for again: what has not changed is not read, and what has is noticed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from batches import records, write_lines
from cleanpress.batch import runner
from cleanpress.batch.document import Document
from cleanpress.batch.job import Job, Settings
from cleanpress.batch.readers import Fields
from cleanpress.batch.runner import Watcher, run
from cleanpress.batch.stamp import stamp
from cleanpress.errors import BatchError, InputError


class Notes(Watcher):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.said: list[object] = []

    def compared(self, documents: int, wanted: int) -> None:
        self.said.append((documents, wanted))

    def ended(self) -> None:
        self.said.append("ended")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A run that is finished, as it is asked for again."""
    pages = write_lines(tmp_path / "pages.jsonl", records(3))
    asked = Settings(inputs=(str(pages),), output=tmp_path / "out.jsonl", job=Job(), fields=Fields())
    run(asked)
    return replace(asked, resume=True)


def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with each time the documents are opened."""
    opened: list[int] = []
    documents = runner._documents

    def counted(*arguments: object) -> Iterator[Document]:
        opened.append(1)
        return documents(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(runner, "_documents", counted)
    return opened


def test_what_has_not_changed_is_not_read(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, notes = reads(monkeypatch), Notes()
    assert run(settings, notes).already
    assert (opened, notes.said) == ([], [])


def test_what_was_only_touched_is_read_and_found_the_same(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, notes = reads(monkeypatch), Notes()
    os.utime(settings.inputs[0], ns=(0, 0))
    assert run(settings, notes).already
    assert (opened, notes.said) == ([1], [(1, 3), (2, 3), (3, 3), "ended"])


def test_a_change_is_noticed_that_size_and_time_do_not_tell(settings: Settings) -> None:
    pages = Path(settings.inputs[0])
    before = pages.stat()
    pages.write_bytes(pages.read_bytes().replace(b"page-1", b"page-x"))
    os.utime(pages, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert pages.stat().st_size == before.st_size
    with pytest.raises(BatchError, match="is finished, but the input has changed since"):
        run(settings)


def test_an_input_that_is_gone_is_said(settings: Settings) -> None:
    Path(settings.inputs[0]).unlink()
    with pytest.raises(InputError, match="there is no such file"):
        run(settings)


def test_a_stamp_tells_what_a_list_names(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Rain")
    (tmp_path / "pages.txt").write_text(f"{tmp_path}/a.html\n{tmp_path}/b.html\n")
    inputs = [str(tmp_path / "pages.txt")]
    seen = [stamp(inputs, "list"), stamp(inputs, "list")]
    assert len(set(seen)) == 1
    (tmp_path / "a.html").write_text("<p>Snow, and more of it")
    seen.append(stamp(inputs, "list"))
    (tmp_path / "b.html").write_text("<p>Hail")
    seen.append(stamp(inputs, "list"))
    assert len({*seen}) == 3
    assert "" not in seen


def test_a_stamp_of_a_folder_tells_its_files_but_those_of_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Rain")
    before = stamp([str(tmp_path)], exclude=[tmp_path / "run.log"])
    (tmp_path / "run.log").write_text("begun")
    assert stamp([str(tmp_path)], exclude=[tmp_path / "run.log"]) == before
    (tmp_path / "b.html").write_text("<p>Hail")
    assert stamp([str(tmp_path)], exclude=[tmp_path / "run.log"]) not in {before, ""}


def test_pipes_and_what_is_not_there_have_no_stamp(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert stamp([str(tmp_path / "pipe.jsonl")]) == ""
    assert stamp([str(tmp_path / "none.jsonl")]) == ""
    (tmp_path / "pages.txt").write_text(f"{tmp_path}/pipe.jsonl\n")
    assert stamp([str(tmp_path / "pages.txt")], "list") == ""
