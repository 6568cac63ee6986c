"""Whatever is damaged in an input of a batch, nothing is raised, and each document has a page or a problem."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from pathlib import Path

import pytest

from batch_inputs import put, read
from cleanpress.errors import InputError
from extras import need

need("pyarrow", "batch")
need("zstandard", "batch")
need("fastwarc", "batch")

import pyarrow as pa  # noqa: E402  # only behind the lines that skip these tests without it
import zstandard  # noqa: E402
from pyarrow import ipc, parquet  # noqa: E402

COUNT = 30
CHOSEN = random.Random(7)
PAGES = [f'<p class="a">Rain {CHOSEN.random()}\n, "fell"</p>' * CHOSEN.randint(1, 30) for _ in range(COUNT)]
ROWS = [{"id": number, "html": page} for number, page in enumerate(PAGES)]


def _jsonl() -> bytes:
    return "".join(json.dumps(row) + "\n" for row in ROWS).encode()


def _csv() -> bytes:
    target = io.StringIO()
    csv.writer(target).writerows([("id", "html"), *(tuple(row.values()) for row in ROWS)])
    return target.getvalue().encode()


def _parquet() -> bytes:
    target = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(ROWS), target, row_group_size=10)
    return target.getvalue()


def _arrow() -> bytes:
    target = io.BytesIO()
    table = pa.Table.from_pylist(ROWS)
    with ipc.new_stream(target, table.schema) as writer:
        writer.write_table(table, max_chunksize=10)
    return target.getvalue()


def _records() -> list[bytes]:
    found = []
    for number, page in enumerate(PAGES):
        block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/{number}\r\n"
            f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        found.append(head.encode() + block + b"\r\n\r\n")
    return found


FILES = {
    "pages.jsonl": _jsonl(),
    "pages.jsonl.gz": gzip.compress(_jsonl()),
    "pages.jsonl.zst": zstandard.compress(_jsonl()),
    "pages.csv": _csv(),
    "pages.parquet": _parquet(),
    "pages.arrows": _arrow(),
    "crawl.warc": b"".join(_records()),
    "crawl.warc.gz": b"".join(map(gzip.compress, _records())),
}


def damaged(data: bytes, chosen: random.Random) -> bytes:
    """The bytes with some of them cut off, overwritten, taken out, put in or doubled."""
    begin = chosen.randrange(len(data))
    end = min(len(data), begin + chosen.choice([1, 3, 50, 500]))
    middle = {
        "overwritten": chosen.randbytes(end - begin),
        "taken out": b"",
        "put in": chosen.randbytes(end - begin) + data[begin:end],
        "doubled": data[begin:end] * 2,
    }
    how = chosen.choice(["cut off", *middle])
    return data[:begin] if how == "cut off" else data[:begin] + middle[how] + data[end:]


@pytest.mark.parametrize("name", FILES)
def test_a_whole_file_has_all_its_documents(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pages = [each.html for each in read(put(name, FILES[name]))]
    assert [page.decode() if isinstance(page, bytes) else page for page in pages] == PAGES


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", FILES)
def test_damage_is_a_problem_of_documents(
    name: str, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put(name, damaged(FILES[name], random.Random(seed)))
    try:
        documents = read(name)
    except InputError:
        # The name of a column may be what is damaged.
        assert name in {"pages.csv", "pages.parquet", "pages.arrows"}
        return
    for document in documents:
        assert sum(each is not None for each in (document.html, document.text, document.problem)) == 1
        assert json.dumps([document.id, document.url, dict(document.carried)]).encode()
        if document.problem is not None:
            assert document.problem.endswith(".")
            assert "\n" not in document.problem
    assert read(name) == documents
    if name in {"pages.jsonl", "crawl.warc"}:
        # Of lines and records those that are whole are read, whatever became of the others; a cut file ends.
        whole = sum(document.problem is None for document in documents)
        assert whole >= len(Path(name).read_bytes()) * COUNT // len(FILES[name]) - 8
