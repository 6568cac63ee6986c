"""Odd use of batches: outputs that are no files, fields that clash, changed inputs, damaged folders."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from batches import PATIENCE, all_bytes, faulty, read_lines, records, refused, run, start, until_committed, write_lines


@pytest.fixture
def work(tmp_path: Path) -> Path:
    write_lines(tmp_path / "pages.jsonl", records(3))
    return tmp_path


@pytest.mark.parametrize("option", [[], ["--overwrite"], ["--resume"]])
def test_a_pipe_or_device_is_never_replaced(work: Path, option: list[str]) -> None:
    os.mkfifo(work / "pipe")
    said = refused(work, "batch", "pages.jsonl", "-o", "pipe", "--format", "jsonl", *option)
    assert "pipe is a device or a pipe" in said
    assert stat.S_ISFIFO((work / "pipe").stat().st_mode)


def test_a_name_that_is_too_long_is_said(work: Path) -> None:
    said = refused(work, "batch", "pages.jsonl", "-o", "n" * 240 + ".jsonl")
    assert "cannot be written: file name too long. Name another output." in said


@pytest.mark.parametrize("option", ["--timeout", "--sample"])
def test_what_is_no_number_is_refused(work: Path, option: str) -> None:
    assert f"{option} nan is no number" in refused(work, "batch", "pages.jsonl", "-o", "out.jsonl", option, "nan")
    assert not list(work.glob("out*"))


def test_a_timeout_may_be_endless(work: Path) -> None:
    run(work, "batch", "pages.jsonl", "-o", "out.jsonl", "--timeout", "inf", "--quiet")
    assert len(read_lines(work / "out.jsonl")) == 3


def test_a_carried_field_never_clashes_with_one_of_a_record_in_a_folder(work: Path) -> None:
    for name in ("title", "file"):
        said = refused(work, "batch", "pages.jsonl", "-o", "out/", "--format", "json", "--carry", name)
        assert f"--carry {name}: the result has a field of this name" in said


def test_a_sample_of_records_without_ids_takes_its_share(work: Path) -> None:
    write_lines(work / "nameless.jsonl", [{"html": ""}] * 400)
    run(work, "batch", "nameless.jsonl", "--sample", ".25", "-o", "sample.jsonl", "--quiet")
    assert 60 < len(read_lines(work / "sample.jsonl")) < 140


def test_a_log_in_the_folder_of_pages_is_no_page(work: Path) -> None:
    (work / "saved").mkdir()
    (work / "saved" / "a.html").write_bytes(b"<p>The weir was closed.")
    run(work, "batch", "saved", "-o", "out.jsonl", "--log", "saved/run.log", "--quiet")
    assert [each["id"] for each in read_lines(work / "out.jsonl")] == ["saved/a.html"]


def test_a_finished_output_of_another_input_is_not_called_finished(work: Path) -> None:
    run(work, "batch", "pages.jsonl", "-o", "out.jsonl", "--quiet")
    before = all_bytes(work / "out.jsonl")
    write_lines(work / "pages.jsonl", records(4))
    said = refused(work, "batch", "pages.jsonl", "-o", "out.jsonl", "--resume")
    assert "out.jsonl is finished, but the input has changed since" in said
    assert all_bytes(work / "out.jsonl") == before
    run(work, "batch", "pages.jsonl", "-o", "out.jsonl", "--overwrite", "--quiet")
    assert len(read_lines(work / "out.jsonl")) == 4


def test_a_damaged_folder_of_a_run_can_be_begun_anew(work: Path) -> None:
    part = work / "out.jsonl.part"
    part.mkdir()
    (part / "asked.json").write_bytes(b"\0\0\0")
    (part / "committed.json").write_bytes(b"\0\0\0")
    assert "begin anew with --overwrite" in refused(work, "batch", "pages.jsonl", "-o", "out.jsonl", "--resume")
    run(work, "batch", "pages.jsonl", "-o", "out.jsonl", "--overwrite", "--quiet")
    assert len(read_lines(work / "out.jsonl")) == 3
    assert not part.exists()


def test_a_run_at_work_is_not_called_interrupted(work: Path) -> None:
    hanging = start(work, "pages.jsonl", "-o", "out.jsonl", "--timeout", str(PATIENCE), env=faulty(page_2="hang"))
    until_committed(hanging, work / "out.jsonl", 1)
    try:
        assert "Another run is writing out.jsonl" in refused(work, "batch", "pages.jsonl", "-o", "out.jsonl")
    finally:
        hanging.kill()
        hanging.communicate()
    assert "was interrupted after" in refused(work, "batch", "pages.jsonl", "-o", "out.jsonl")
