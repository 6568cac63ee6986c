"""Pages that crash, hang or eat memory: their records say so, and all other documents are as if they were not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from batches import (
    all_bytes,
    faulty,
    read_lines,
    records,
    refused,
    run,
    start,
    tried_again_as_without_faults,
    until_committed,
    write_lines,
)
from cleanpress.batch.document import Document
from cleanpress.batch.job import Job
from cleanpress.batch.worker import cleaned

COUNT = 30
FAULTS = faulty(page_3="crash", page_4="hang", page_11="memory", page_17="hidden", page_29="crash")
OPTIONS = ["--timeout", "5", "--max-memory", "1500m", "--workers", "2"]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus cleaned without a fault, and once more with five."""
    folder = tmp_path_factory.mktemp("faults")
    write_lines(folder / "pages.jsonl", records(COUNT))
    run(folder, "batch", "pages.jsonl", "-o", "good.jsonl", "--carry", "day")
    run(folder, "batch", "pages.jsonl", "-o", "bad.jsonl", "--carry", "day", *OPTIONS, env=FAULTS, code=3)
    return folder


def test_a_fault_is_a_status_with_a_reason(work: Path) -> None:
    found = {each["id"]: each for each in read_lines(work / "bad.jsonl")}
    failed = {name: (each["status"], each["error"]) for name, each in found.items() if each["status"] != "ok"}
    assert failed == {
        "page-3": ("crashed", "Cleaning it crashed: its process was ended by SIGSEGV."),
        "page-4": ("timed_out", "It took longer than 5 seconds."),
        "page-11": ("crashed", "Cleaning it crashed: it needed more memory than there is."),
        "page-17": ("crashed", "Cleaning it crashed: it needed more memory than there is."),
        "page-29": ("crashed", "Cleaning it crashed: its process was ended by SIGSEGV."),
    }
    assert [found[name]["day"] for name in failed] == [3, 4, 4, 3, 1]
    assert list(found["page-3"]) == list(found["page-0"])


def test_all_other_documents_are_untouched(work: Path) -> None:
    good, bad = ((work / name).read_bytes().splitlines() for name in ("good.jsonl", "bad.jsonl"))
    assert [number for number in range(COUNT) if good[number] != bad[number]] == [3, 4, 11, 17, 29]


def test_failures_are_tried_again_and_take_their_place(work: Path) -> None:
    (work / "again.jsonl").write_bytes((work / "bad.jsonl").read_bytes())
    manifest = (work / "bad.jsonl.manifest.json").read_bytes()
    (work / "again.jsonl.manifest.json").write_bytes(manifest)
    options = ["-o", "again.jsonl", "--carry", "day", *OPTIONS, "--retry-failed"]
    run(work, "batch", "pages.jsonl", *options, env=faulty(page_29="crash", page_0="crash"), code=3)
    lines = (work / "again.jsonl").read_bytes().splitlines()
    good = (work / "good.jsonl").read_bytes().splitlines()
    # page-0 was right already, and is not looked at again.
    assert [number for number in range(COUNT) if good[number] != lines[number]] == [29]
    run(work, "batch", "pages.jsonl", *options)
    assert (work / "again.jsonl").read_bytes() == (work / "good.jsonl").read_bytes()


def test_another_try_can_be_interrupted_and_resumed(work: Path) -> None:
    for suffix in ("", ".manifest.json"):
        (work / f"resumed.jsonl{suffix}").write_bytes((work / f"bad.jsonl{suffix}").read_bytes())
    options = ["pages.jsonl", "-o", "resumed.jsonl", "--carry", "day", "--retry-failed"]
    running = start(work, *options, "--resume", env=faulty(page_29="hang"))
    until_committed(running, work / "resumed.jsonl", COUNT - 1)
    running.kill()
    running.communicate()
    assert (work / "resumed.jsonl").read_bytes() == (work / "bad.jsonl").read_bytes()
    assert "another --retry-failed" in refused(work, "batch", *options[:-1], "--resume")
    run(work, "batch", *options, "--resume")
    assert (work / "resumed.jsonl").read_bytes() == (work / "good.jsonl").read_bytes()


def test_a_folder_is_tried_again_as_well(work: Path) -> None:
    tried_again_as_without_faults(work, "tried")


def test_failures_are_only_tried_again_where_there_is_a_result_of_the_same_input(work: Path) -> None:
    again = ["-o", "bad.jsonl", "--carry", "day", "--retry-failed"]
    before = all_bytes(work / "bad.jsonl")
    assert "no result in none.jsonl" in refused(work, "batch", "pages.jsonl", "-o", "none.jsonl", "--retry-failed")
    assert "another --carry" in refused(work, "batch", "pages.jsonl", "-o", "bad.jsonl", "--retry-failed")
    write_lines(work / "fewer.jsonl", records(COUNT)[:-1])
    assert "The input is not the one" in refused(work, "batch", "fewer.jsonl", *again, "--quiet")
    write_lines(work / "turned.jsonl", records(COUNT)[::-1])
    assert "page-29" in refused(work, "batch", "turned.jsonl", *again, "--overwrite", "--quiet")
    assert all_bytes(work / "bad.jsonl") == before


def test_a_worker_without_room_to_start_is_said(work: Path) -> None:
    said = refused(work, "batch", "pages.jsonl", "-o", "small.jsonl", "--max-memory", "60m")
    assert "No page can be cleaned" in said
    assert "--max-memory" in said
    assert not (work / "small.jsonl.part").exists()


def test_a_page_that_raises_is_a_crash_and_names_the_error() -> None:
    class Cleaner:
        def clean_html(self, *_: Any, **__: Any) -> None:
            raise LookupError("on purpose")

    document = Document(id=1, html="<p>Rain", url="https://post.example/1")
    done = cleaned(1, document, Cleaner(), Job())  # type: ignore[arg-type]
    assert done.status == "crashed"
    assert done.error == "cleanpress met an error of its own on it (LookupError); please report it."
    assert replace(done, seconds=0) == replace(cleaned(1, document, Cleaner(), Job()), seconds=0)  # type: ignore[arg-type]
