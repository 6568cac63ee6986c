"""The parts of a batch that need no worker: options, names, messages, counts, what a person sees."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batches import records, refused, write_lines
from cleanpress.batch.channel import Inbox, packed
from cleanpress.batch.document import Document
from cleanpress.batch.job import Job
from cleanpress.batch.names import file_name, number_of
from cleanpress.batch.outcome import Outcome
from cleanpress.batch.pool import Plan, Pool
from cleanpress.batch.readers import KINDS
from cleanpress.batch.records import failed
from cleanpress.batch.stopping import Stopper
from cleanpress.batch.tally import Tally
from cleanpress.batch.worker import Bounds
from cleanpress.cli import batch_run
from cleanpress.command import batch_progress
from cleanpress.command.batch_progress import Progress
from cleanpress.labels import Status
from extras import need


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "-"], "name it with -o"),
        (["-o", "out.csv"], "end it in .jsonl"),
        (["-o", "out.txt", "--format", "text"], "need a folder"),
        (["-o", "out/", "--format", "jsonl"], "is a folder, but jsonl is one file"),
        (["-o", "out.parquet.gz"], "Parquet is packed inside"),
        (["-o", "out.parquet", "--format", "jsonl"], "out.parquet ends like parquet, but --format says jsonl"),
        (["-o", "out.parquet.gz", "--format", "jsonl"], "leave --format out, or name the output like out.jsonl."),
        (["-o", "out.ndjson", "--format", "parquet"], "out.ndjson ends like jsonl, but --format says parquet"),
        (["-o", "out.jsonl", "--html-field", "a", "--text-field", "b"], "exclude each other"),
        (["-o", "out.jsonl", "--carry", "title"], "--carry title"),
        (["-o", "out.jsonl", "--carry", "error"], "--carry error"),
        (["-o", "out/", "--carry", "file"], "--carry file"),
        (["-o", "out.jsonl", "--carry", "a", "--carry", "a"], "names a field twice"),
        (["-o", "out.jsonl", "--max-bytes", "many"], "many is no size"),
        (["-o", "out.jsonl", "--max-memory", "0"], "0 is no size"),
        (["-o", "out.jsonl", "--workers", "0"], "--workers"),
        (["-o", "out.jsonl", "--sample", "2"], "--sample"),
        (["-o", "out.jsonl", "--pack", "none.toml"], "none.toml cannot be read"),
        (["-o", "out.jsonl", "--resume", "--overwrite"], "exclude each other"),
        (["-o", "out.jsonl", "--log", "no/such.log"], "no/such.log cannot be written"),
        ([], "-o"),
    ],
)
def test_wrong_use_is_one_sentence_and_leaves_nothing(tmp_path: Path, arguments: list[str], said: str) -> None:
    write_lines(tmp_path / "pages.jsonl", records(2))
    assert said in refused(tmp_path, "batch", "pages.jsonl", *arguments)
    assert [each.name for each in tmp_path.iterdir()] == ["pages.jsonl"]


def test_the_command_names_the_kinds_that_are_read() -> None:
    kind = next(option for option in batch_run.params if option.name == "kind")
    assert tuple(kind.type.choices) == KINDS  # type: ignore[attr-defined]


@given(st.integers(1, 10**9), st.one_of(st.none(), st.integers(), st.text(), st.lists(st.text())))
def test_a_file_name_is_safe_and_unique_by_its_number(number: int, document_id: object) -> None:
    name = file_name(number, document_id)
    assert number_of(name) == number
    assert len(name.encode()) <= 100
    assert "/" not in name
    assert "\0" not in name
    assert ".." not in name
    assert name == name.strip(" .-")


@given(st.lists(st.binary(max_size=300), max_size=5), st.integers(1, 64))
def test_messages_come_whole_however_they_are_cut(messages: list[bytes], step: int) -> None:
    inbox, found = Inbox(), []
    data = b"".join(packed(message) for message in messages)
    for at in range(0, len(data), step):
        found += inbox.add(data[at : at + step])
    assert found == messages


def test_counts_go_through_json_unchanged() -> None:
    tally = Tally()
    for number in range(9):
        document = Document(id=f"page-{number}", html=b"x" * number, carried={"day": number, "mood": None})
        line = Outcome(line=b"", status="ok", removed={"share": 2}, confidence=0.4, seconds=number / 10, size=number)
        tally.add(document, line)
    assert Tally.load(json.loads(json.dumps(asdict(tally)))) == tally
    assert (tally.removed, tally.unsure, tally.nothing_removed) == ({"share": 18}, 9, 0)
    assert tally.kinds == {"id": ["str"], "day": ["int"], "mood": ["null"]}
    assert [seconds for seconds, _ in tally.slowest] == [0.8, 0.7, 0.6, 0.5, 0.4]


def test_input_is_not_read_ahead_without_bound() -> None:
    read = 0

    def documents() -> Iterator[tuple[Document, Outcome | None]]:
        nonlocal read
        for number in range(10_000):
            read += 1
            document = Document(id=number, problem="It is none.")
            yield document, failed(number, document, Status.UNREADABLE, "It is none.", Job())

    plan = Plan(Job(), 2, Bounds(60))
    with Pool(plan, Stopper(), lambda idle: None, lambda: True) as pool:
        results = pool.results(documents())
        assert [next(results)[0].id for _ in range(3)] == [0, 1, 2]
        assert read < 200


def test_a_line_is_said_every_half_minute_without_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    now = time.monotonic()
    monkeypatch.setattr(batch_progress.time, "monotonic", lambda: now)
    tally = Tally(documents=100, statuses={"ok": 100})
    progress = Progress(lambda: 400)
    progress.begun(tally)
    for second in range(1, 61):
        now += 1
        tally.documents, tally.statuses = 100 + second * 2, {"ok": 98 + second * 2, "crashed": 2}
        progress.tick(tally)
    progress.ended()
    lines = capsysbinary.readouterr().err.decode().splitlines()
    assert lines == [
        "cleanpress: 160 documents, 2 a second, about 2 min 0 s left (158 ok, 2 crashed)",
        "cleanpress: 220 documents, 2 a second, about 1 min 30 s left (218 ok, 2 crashed)",
    ]


def test_reading_again_is_shown_too(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    now = time.monotonic()
    monkeypatch.setattr(batch_progress.time, "monotonic", lambda: now)
    progress = Progress(lambda: None)
    for second in range(1, 46):
        now += 1
        progress.compared(second * 50, 9000)
    progress.ended()
    said = capsysbinary.readouterr().err.decode()
    assert said == "cleanpress: 1,500 of 9,000 documents read again, to see that they are the same\n"


def test_a_bar_is_shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    need("tqdm", "batch")

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    now = time.monotonic()
    monkeypatch.setattr(batch_progress.time, "monotonic", lambda: now)
    progress = Progress(lambda: 40)
    now += 1
    progress.compared(3, 7)
    assert "reading the input again: " in terminal.getvalue()
    assert "3/7" in terminal.getvalue()
    progress.ended()
    progress.begun(Tally())
    now += 1
    progress.tick(Tally(documents=10, statuses={"ok": 9, "timed_out": 1}))
    progress.ended()
    shown = terminal.getvalue()
    assert "10/40" in shown
    assert "9 ok, 1 timed_out" in shown
