"""`cleanpress batch failures` on what is no output of a batch, or a damaged one: a sentence, not silence."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path

import pytest

from batches import refused, write_lines
from cleanpress.batch.document import Document
from cleanpress.batch.job import Job
from cleanpress.batch.records import failed
from cleanpress.batch.results import failures
from cleanpress.errors import BatchError
from cleanpress.labels import Status
from extras import need

OTHER = "holds other things than records of a batch; name its output."


def lines(count: int) -> bytes:
    """The lines of documents that crashed."""
    each = (failed(n, Document(id=n), Status.CRASHED, "It crashed.", Job()).line for n in range(1, count + 1))
    return b"".join(each)


def told(path: Path) -> str:
    """What is said of a file that is refused."""
    with pytest.raises(BatchError) as refusal:
        list(failures(path))
    return str(refusal.value)


def parquet(path: Path, columns: Iterable[str]) -> Path:
    """A Parquet file of one row with these columns."""
    need("pyarrow", "batch")
    import pyarrow as pa
    from pyarrow import parquet as files

    files.write_table(pa.table({name: ["crashed"] for name in columns}), path)
    return path


def test_what_failed_is_told(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_bytes(lines(2))
    assert list(failures(tmp_path / "out.jsonl")) == [("crashed", 1, "It crashed."), ("crashed", 2, "It crashed.")]


def test_the_command_says_it_in_a_sentence(tmp_path: Path) -> None:
    write_lines(tmp_path / "pages.jsonl", [{"id": 1, "html": "<p>It rained."}])
    assert OTHER in refused(tmp_path, "batch", "failures", "pages.jsonl")
    assert "there is no such file. Name what stood behind -o." in refused(tmp_path, "batch", "failures", "none.jsonl")


@pytest.mark.parametrize("text", ["7\n", "[]\n", "no JSON\n", '{"id": 1, "status": "ok"}\n', "\n", "{}"])
def test_lines_of_others_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "pages.jsonl").write_text(text)
    assert told(tmp_path / "pages.jsonl").endswith(OTHER)


def test_an_empty_file_is_an_output_where_a_manifest_says_so(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"")
    assert told(path).endswith("holds no record of a batch; name what stood behind -o.")
    (tmp_path / "out.jsonl.manifest.json").write_text("{}")
    assert list(failures(path)) == []


def test_a_folder_of_others_is_refused(tmp_path: Path) -> None:
    assert "it holds no result of a batch" in told(tmp_path)
    write_lines(tmp_path / "index.jsonl", [{"id": 1}])
    assert told(tmp_path).endswith(OTHER)


def test_parquet_of_others_is_refused(tmp_path: Path) -> None:
    assert told(parquet(tmp_path / "pages.parquet", ["id", "html", "status"])).endswith(OTHER)
    found = failures(parquet(tmp_path / "out.parquet", ["id", "html", "status", "error"]))
    assert list(found) == [("crashed", "crashed", "crashed")]


def test_damage_is_told(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl.gz").write_bytes(gzip.compress(lines(900))[:-9])
    assert told(tmp_path / "out.jsonl.gz").endswith("cannot be read whole: its gzip data end before their time.")


def test_damaged_parquet_is_told(tmp_path: Path) -> None:
    whole = parquet(tmp_path / "out.parquet", ["id", "status", "error"]).read_bytes()
    (tmp_path / "out.parquet").write_bytes(whole[:-20])
    assert "out.parquet cannot be read: " in told(tmp_path / "out.parquet")
