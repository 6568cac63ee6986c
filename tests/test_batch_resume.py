"""Runs that end before their time, by a kill, a signal or a full disk: resumed, they give what one run would have."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from batches import (
    COMMAND,
    PATIENCE,
    all_bytes,
    faulty,
    interrupted,
    page,
    read_lines,
    records,
    refused,
    resumed_as_unbroken,
    run,
    start,
    until_committed,
    write_lines,
)

COUNT = 100


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("resume")
    write_lines(folder / "pages.jsonl", [*records(COUNT // 2), "no JSON", *records(COUNT)[COUNT // 2 :]])
    return folder


@pytest.mark.parametrize("output", ["killed.jsonl", "killed.jsonl.gz", "killed"])
def test_a_killed_run_is_resumed_to_the_same_bytes(work: Path, output: str) -> None:
    # Outputs differ in their end alone; lines stand for all where workers do.
    resumed_as_unbroken(work, output, ("1", "2", "4") if output == "killed.jsonl" else ("2",))


@pytest.mark.parametrize(("by", "wanted"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_behind_the_pages_in_hand(work: Path, by: int, wanted: int) -> None:
    output = f"stopped-{wanted}.jsonl"
    # The page that hangs is one of those in hand.
    hanging = ["--workers", "1", "--timeout", "4"]
    code, said = interrupted(work, output, *hanging, by=by, env=faulty(page_20="hang"))
    assert code == wanted
    safe = json.loads((work / f"{output}.part" / "committed.json").read_bytes())["tally"]["documents"]
    assert f"Stopped after {safe} documents, which are safe" in said
    assert 21 <= safe < 30
    assert "was interrupted after" in refused(work, "batch", "pages.jsonl", "-o", output)
    run(work, "batch", "pages.jsonl", "-o", output, "--resume", code=3)
    assert [each["id"] for each in read_lines(work / output) if each["id"]] == [f"page-{n}" for n in range(COUNT)]
    told = json.loads((work / f"{output}.manifest.json").read_bytes())
    assert told["statuses"] == {"ok": COUNT - 1, "timed_out": 1, "unreadable": 1}


def test_a_run_that_waits_for_its_input_can_be_stopped(work: Path) -> None:
    readable, writable = os.pipe()
    command = [*COMMAND, "-o", "waiting.jsonl", "--workers", "1"]
    running = subprocess.Popen(command, cwd=work, stdin=readable, stderr=subprocess.PIPE)
    os.close(readable)
    lines = "".join(json.dumps(each) + "\n" for each in records(60))
    os.write(writable, lines.encode())
    until_committed(running, work / "waiting.jsonl", 1)
    running.send_signal(signal.SIGTERM)
    running.communicate(timeout=PATIENCE)
    os.close(writable)
    assert running.returncode == 143


def test_changes_since_the_interruption_are_refused_with_the_mend(work: Path) -> None:
    before = (work / "pages.jsonl").read_bytes()
    interrupted(work, "changed.jsonl", by=signal.SIGKILL)
    again = ["batch", "pages.jsonl", "-o", "changed.jsonl", "--resume"]
    said = refused(work, *again, "--keep", "caption")
    assert "another --keep: it was left out and is caption now" in said
    assert "--overwrite" in said
    asked = work / "changed.jsonl.part" / "asked.json"
    told = json.loads(asked.read_bytes())
    asked.write_text(json.dumps({**told, "versions": {**told["versions"], "lxml": "1.0"}}))
    assert "pip install 'lxml==1.0'" in refused(work, *again)
    asked.write_text(json.dumps(told))
    (work / "pages.jsonl").write_bytes(before.replace(b"page-7", b"page-x", 1))
    try:
        assert "The input has changed" in refused(work, *again)
    finally:
        (work / "pages.jsonl").write_bytes(before)
    run(work, *again, "--workers", "1", "--timeout", "50", code=3)
    assert len(read_lines(work / "changed.jsonl")) == COUNT + 1


def test_a_finished_run_is_not_resumed_nor_overwritten_by_mistake(work: Path) -> None:
    write_lines(work / "few.jsonl", records(3))
    _, said = run(work, "batch", "few.jsonl", "-o", "few-out.jsonl", "--resume")
    assert "3 documents in" in said
    before = all_bytes(work / "few-out.jsonl")
    _, said = run(work, "batch", "few.jsonl", "-o", "few-out.jsonl", "--resume")
    assert "is finished: 3 documents (3 ok)" in said
    assert "another --body" in refused(work, "batch", "few.jsonl", "-o", "few-out.jsonl", "--resume", "--body", "web")
    assert "few-out.jsonl exists" in refused(work, "batch", "few.jsonl", "-o", "few-out.jsonl")
    assert all_bytes(work / "few-out.jsonl") == before
    write_lines(work / "few.jsonl", records(2))
    run(work, "batch", "few.jsonl", "-o", "few-out.jsonl", "--overwrite")
    assert len(read_lines(work / "few-out.jsonl")) == 2


def test_what_others_have_written_is_left_alone(work: Path) -> None:
    (work / "mine.jsonl").write_text("mine")
    (work / "folder").mkdir()
    (work / "folder" / "mine.txt").write_text("mine")
    for output in ("mine.jsonl", "folder/"):
        for option in ("--resume", "--retry-failed"):
            refused(work, "batch", "pages.jsonl", "-o", output, option)
    assert "other things" in refused(work, "batch", "pages.jsonl", "-o", "folder/", "--overwrite")
    assert "is an input" in refused(work, "batch", "pages.jsonl", "-o", "pages.jsonl", "--overwrite")
    assert "does not exist" in refused(work, "batch", "pages.jsonl", "-o", "no/such.jsonl")
    assert (work / "mine.jsonl").read_text() == "mine"
    assert [each.name for each in (work / "folder").iterdir()] == ["mine.txt"]
    assert not list(work.glob("*/*.part"))


def test_two_runs_do_not_write_the_same_output(work: Path) -> None:
    running = start(work, "pages.jsonl", "-o", "one.jsonl", "--timeout", "100", env=faulty(page_40="hang"))
    until_committed(running, work / "one.jsonl", 20)
    try:
        for option in ("--resume", "--overwrite"):
            assert "Another run is writing one.jsonl" in refused(
                work, "batch", "pages.jsonl", "-o", "one.jsonl", option
            )
    finally:
        running.kill()
        running.communicate()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 200 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("disks cannot be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("output", ["full.jsonl", "full"])
def test_a_full_disk_ends_in_one_sentence_and_resuming_works(work: Path, small_disk: Path, output: str) -> None:
    form = [] if output.endswith("jsonl") else ["--format", "json"]
    target = str(small_disk / output)
    said = refused(work, "batch", "pages.jsonl", "-o", target, "--quiet", *form)
    assert "no space left on the disk" in said
    assert "--resume" in said
    assert len(said.splitlines()) == 1
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    run(work, "batch", "pages.jsonl", "-o", target, "--resume", *form, code=3)
    run(work, "batch", "pages.jsonl", "-o", f"roomy-{output}", "--overwrite", *form, code=3)
    assert all_bytes(small_disk / output) == all_bytes(work / f"roomy-{output}")


def test_a_disk_that_can_only_be_read_is_said(work: Path, small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    said = refused(work, "batch", "pages.jsonl", "-o", str(small_disk / "out.jsonl"))
    assert "the disk can only be read" in said


def test_a_kill_in_the_last_moves_is_mended(work: Path) -> None:
    write_lines(work / "last.jsonl", [{"id": 1, "html": page(1)}])
    run(work, "batch", "last.jsonl", "-o", "last-out.jsonl")
    before, manifest = all_bytes(work / "last-out.jsonl"), work / "last-out.jsonl.manifest.json"
    # As if the run had been killed when the output was in its place already, and the manifest was not.
    part = work / "last-out.jsonl.part"
    part.mkdir()
    told = json.loads(manifest.read_bytes())
    (part / "asked.json").write_text(json.dumps({key: told[key] for key in ("options", "versions")}))
    tally = {key: told[key] for key in ("documents", "size", "statuses")}
    committed = {"position": 0, "digest": told["digests"]["documents"], "tally": tally, "finished": "records"}
    (part / "committed.json").write_text(json.dumps(committed))
    manifest.rename(part / "manifest.json")
    _, said = run(work, "batch", "last.jsonl", "-o", "last-out.jsonl", "--resume")
    assert "1 documents in" in said
    assert all_bytes(work / "last-out.jsonl") == before
    assert json.loads(manifest.read_bytes()) == told
    assert not part.exists()
