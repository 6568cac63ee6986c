"""Batches that are written to Parquet: the same records as lines, columns of their type, killed and tried again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from batches import read_lines, records, resumed_as_unbroken, run, tried_again_as_without_faults, write_lines
from extras import need

need("pyarrow", "batch")

from pyarrow import parquet  # noqa: E402


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet")
    write_lines(folder / "pages.jsonl", records(100))
    return folder


def test_parquet_holds_the_same_as_lines(work: Path) -> None:
    odd = [{"id": None, "html": ""}, "no JSON", {"id": [1, "ä"], "html": "<p>" + "Too much. " * 2000}]
    write_lines(work / "odd.jsonl", [*records(5), *odd])
    options = ["--max-bytes", "10k", "--carry", "day", "--carry", "mood"]
    run(work, "batch", "odd.jsonl", "-o", "out.parquet", *options, code=3)
    run(work, "batch", "odd.jsonl", "-o", "day.jsonl", *options, code=3)
    rows = parquet.read_table(work / "out.parquet").to_pylist()
    lines = read_lines(work / "day.jsonl")
    assert list(rows[0]) == list(lines[0])
    for row, line in zip(rows, lines, strict=True):
        row["sources"] = {each["field"]: each["source"] for each in row["sources"]}
        # The ids are of several kinds.
        row["id"] = None if row["id"] is None else json.loads(row["id"])
        assert row == line
    assert run(work, "batch", "failures", "out.parquet")[0].count(b"\n") == 2


def test_a_column_of_parquet_has_the_type_of_its_values(work: Path) -> None:
    names = ("whole", "real", "truth", "word", "mixed", "nothing")
    values = [(1, 1, True, "a", 1, None), (2, 2.5, None, None, "b", None), (None, 2**60, False, "c", [1], None)]
    lines = [{"id": n, "html": "", **dict(zip(names, each, strict=True))} for n, each in enumerate(values)]
    write_lines(work / "typed.jsonl", lines)
    run(work, "batch", "typed.jsonl", "-o", "typed.parquet", *(part for name in names for part in ("--carry", name)))
    table = parquet.read_table(work / "typed.parquet")
    types = ["int64", "int64", "double", "bool", "string", "string", "string"]
    assert [str(field.type) for field in list(table.schema)[:7]] == types
    assert table["mixed"].to_pylist() == ["1", '"b"', "[1]"]
    assert table["real"].to_pylist() == [1.0, 2.5, float(2**60)]


def test_ids_of_parquet_keep_value_and_type(work: Path) -> None:
    ids = [1, 2.5, 2**53 + 1, 3.0, None]
    write_lines(
        work / "ids.jsonl", [{"id": each, "exact": each, "near": n / 2 or 0, "html": ""} for n, each in enumerate(ids)]
    )
    run(work, "batch", "ids.jsonl", "-o", "ids.parquet", "--carry", "exact", "--carry", "near")
    table = parquet.read_table(work / "ids.parquet")
    for name in ("id", "exact"):
        assert table[name].to_pylist() == ["1", "2.5", "9007199254740993", "3.0", None]
    assert table["near"].to_pylist() == [0.0, 0.5, 1.0, 1.5, 2.0]
    write_lines(work / "ids.jsonl", [{"id": each, "html": ""} for each in (1, 2**53 + 1)])
    run(work, "batch", "ids.jsonl", "-o", "ids.parquet", "--overwrite")
    assert parquet.read_table(work / "ids.parquet")["id"].to_pylist() == [1, 2**53 + 1]


def test_a_killed_run_is_resumed_to_the_same_bytes(work: Path) -> None:
    resumed_as_unbroken(work, "killed.parquet", ["2"])


def test_failures_are_tried_again_and_take_their_place(work: Path) -> None:
    tried_again_as_without_faults(work, "tried.parquet")
