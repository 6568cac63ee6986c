"""Parquet and Arrow as inputs of a batch: every type a page may have, and tables that are damaged."""

from __future__ import annotations

import datetime
import decimal
import io
from pathlib import Path
from typing import Any

import pytest

from batch_inputs import ids, problems, put, read, too_large
from cleanpress.batch.document import Document
from cleanpress.batch.readers import Fields, open_documents
from cleanpress.errors import InputError
from extras import need

need("pyarrow", "batch")

import pyarrow as pa  # noqa: E402  # only behind the line that skips these tests without it
from pyarrow import feather, ipc, parquet  # noqa: E402

NAMES = ["pages.parquet", "pages.arrow", "pages.arrows"]
PAGES = ["<p>Rain fell.", None, "", "<p>Snow, ü."]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, table: Any, rows: int = 3) -> str:
    """Writes a table in pieces of some rows: row groups or record batches."""
    if name.endswith(".parquet"):
        parquet.write_table(table, name, row_group_size=rows)
        return name
    new = ipc.new_stream if name.endswith(".arrows") else ipc.new_file
    with new(name, table.schema) as writer:
        writer.write_table(table, max_chunksize=rows)
    return name


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.binary(), pa.large_binary(), pa.dictionary(pa.int32(), pa.string())],
    ids=str,
)
def test_rows_are_documents_in_their_order(name: str, kind: Any) -> None:
    numbers = [2**62, None, -3, 4]
    urls = ["https://post.example/ice", None, "", "x"]
    table = pa.table({"url": urls, "id": numbers, "html": pa.array(PAGES).cast(kind), "unused": urls})
    documents = read(write(name, table))
    assert ids(documents) == numbers
    assert [document.url for document in documents] == urls
    is_binary = pa.types.is_binary(kind) or pa.types.is_large_binary(kind)
    whole = [page.encode() if is_binary and page is not None else page for page in PAGES]
    assert [document.html for document in documents] == whole
    assert problems(documents) == [None, f"In row 2 of {name} the field html is null, not text.", None, None]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", [pa.string(), pa.large_binary()], ids=str)
def test_a_text_is_read_where_its_column_is_named(name: str, kind: Any) -> None:
    table = pa.table({"id": ["a"], "body": pa.array(["Rain fell, ü."]).cast(kind)})
    assert read(write(name, table), fields=Fields(text="body")) == [Document(id="a", text="Rain fell, ü.")]


def test_bytes_that_are_no_utf_8_are_a_page_but_no_text() -> None:
    write("pages.parquet", pa.table({"html": [b"Z\xe4une"], "body": [b"Z\xe4une"]}))
    assert read("pages.parquet") == [Document(id=None, html=b"Z\xe4une")]
    assert problems(read("pages.parquet", fields=Fields(text="body"))) == [
        "In row 1 of pages.parquet the field body is no UTF-8."
    ]


def test_a_text_column_that_holds_no_utf_8_is_a_page_of_bytes() -> None:
    lengths = pa.array([0, 5], pa.int32()).buffers()[1]
    wrong = pa.Array.from_buffers(pa.string(), 1, [None, lengths, pa.py_buffer(b"Z\xe4une")])
    write("pages.arrow", pa.table({"html": wrong}))
    assert read("pages.arrow") == [Document(id=None, html=b"Z\xe4une")]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_carried_becomes_what_json_has(name: str) -> None:
    day = datetime.date(2026, 3, 9)
    moment = datetime.datetime(2026, 3, 9, 10, 11, 12, tzinfo=datetime.UTC)
    table = pa.table(
        {
            "html": ["<p>Rain."],
            "number": pa.array([2.5], pa.float64()),
            "nan": pa.array([float("nan")], pa.float64()),
            "day": pa.array([day]),
            "moment": pa.array([moment], pa.timestamp("us", "UTC")),
            "fine": pa.array([1_741_515_072_000_000_001], pa.timestamp("ns")),
            "price": pa.array([decimal.Decimal("1.50")]),
            "tags": pa.array([["ice", None]]),
            "place": pa.array([{"town": "Weir", "at": day}]),
            "raw": pa.array([b"\xff"]),
        }
    )
    carry = tuple(table.schema.names[1:])
    (document,) = read(write(name, table), fields=Fields(carry=carry))
    assert document.carried == {
        "number": 2.5,
        "nan": None,
        "day": "2026-03-09",
        "moment": "2026-03-09T10:11:12+00:00",
        "fine": "2025-03-09T10:11:12.000000001",
        "price": "1.50",
        "tags": ["ice", None],
        "place": {"town": "Weir", "at": "2026-03-09"},
        "raw": "/w==",
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("table", "fields", "said"),
    [
        ({"id": [1], "page": ["a"]}, Fields(), "has no column html, but id, page."),
        ({"html": ["a"]}, Fields(text="body"), "has no column body, but html."),
        ({"html": ["a"]}, Fields(id="key"), "has no column key"),
        ({"html": ["a"]}, Fields(carry=("lang",)), "has no column lang"),
        ({"html": [1]}, Fields(), "holds int64, not text or bytes"),
        ({"html": [["a"]]}, Fields(), "not text or bytes"),
    ],
)
def test_a_column_that_holds_no_page_is_told_before_anything_is_read(
    name: str, table: dict[str, list[Any]], fields: Fields, said: str
) -> None:
    write(name, pa.table(table))
    put("a.jsonl", '{"html": ""}')
    with pytest.raises(InputError) as raised:
        open_documents(["a.jsonl", name], fields=fields)
    assert said in str(raised.value)


@pytest.mark.parametrize("name", NAMES)
def test_a_table_without_rows_and_a_column_of_nulls(name: str) -> None:
    assert read(write(name, pa.table({"html": pa.array([], pa.string())}))) == []
    nothing = read(write(name, pa.table({"html": pa.nulls(2)})))
    assert problems(nothing) == [f"In row {row} of {name} the field html is null, not text." for row in (1, 2)]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_over_the_limit_is_cut_to_one_that_is_too_large(name: str) -> None:
    over, whole = read(write(name, pa.table({"html": ["123456", "12345"]})), max_bytes=5)
    assert too_large(over, 5)
    assert whole.html == "12345"


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_no_table_has_a_problem_and_the_next_is_read(name: str) -> None:
    put(name, b"<html>Not found</html>")
    put("z.html")
    bad, good = read(name, "z.html")
    assert bad.problem is not None
    assert bad.problem.startswith(f"{name} cannot be read: ")
    assert good.id == "z.html"


def test_rows_of_a_damaged_row_group_have_a_problem_each() -> None:
    pages = [f"<p>{'Rain. ' * 50}{number}" for number in range(9)]
    parquet.write_table(
        pa.table({"id": list(range(9)), "html": pages}), "pages.parquet", row_group_size=3, compression="zstd",
        use_dictionary=False,
    )  # fmt: skip
    data = bytearray(Path("pages.parquet").read_bytes())
    group = parquet.ParquetFile("pages.parquet").metadata.row_group(1).column(1)
    begin = group.data_page_offset
    data[begin : begin + group.total_compressed_size] = b"\xff" * group.total_compressed_size
    put("pages.parquet", bytes(data))
    documents = read("pages.parquet")
    assert ids(documents) == [0, 1, 2, None, None, None, 6, 7, 8]
    assert [document.problem is None for document in documents] == [True] * 3 + [False] * 3 + [True] * 3
    assert documents[4].problem is not None
    assert documents[4].problem.startswith("Row 5 of pages.parquet cannot be read: ")


@pytest.mark.parametrize("name", ["pages.arrow", "pages.arrows"])
def test_of_a_truncated_arrow_file_is_read_what_there_is(name: str) -> None:
    write(name, pa.table({"id": list(range(9)), "html": ["<p>Rain."] * 9}))
    data = Path(name).read_bytes()
    put(name, data[: len(data) * 3 // 4 if name.endswith("s") else len(data) // 2])
    *whole, last = read(name)
    assert ids(whole) == list(range(len(whole)))
    assert len(whole) >= 3
    assert last.problem is not None
    assert last.problem.startswith(f"{name} cannot be read whole: ")


def test_a_record_batch_that_would_end_the_process_has_a_problem() -> None:
    write("pages.arrows", pa.table({"html": [f"<p>{number}" * 99 for number in range(9)]}))
    data = Path("pages.arrows").read_bytes()
    # The places where the texts of the second batch begin and end.
    lengths = [len(f"<p>{number}" * 99) for number in range(3, 6)]
    offsets = pa.array([0, lengths[0], sum(lengths[:2]), sum(lengths)], pa.int32()).buffers()[1].to_pybytes()
    at = [begin for begin in range(len(data)) if data.startswith(offsets[:16], begin)][1]
    put("pages.arrows", data[: at + 4] + b"\xff\xff\xff\x7f" + data[at + 8 :])
    documents = read("pages.arrows")
    assert [document.problem is None for document in documents] == [True] * 3 + [False] + [True] * 3
    assert documents[3].problem is not None
    assert documents[3].problem.startswith("The record batch at row 4 of pages.arrows is damaged: ")


def test_a_feather_file_is_read() -> None:
    feather.write_feather(pa.table({"id": [1], "html": ["<p>Rain."]}), "pages.feather")
    assert read("pages.feather") == [Document(id=1, html="<p>Rain.")]


@pytest.mark.parametrize("name", ["pages.arrow", "pages.arrows"])
def test_arrow_comes_from_standard_input_too(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write(name, pa.table({"id": [1], "html": ["<p>Rain."]}))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(Path(name).read_bytes())))
    assert read("-", kind="arrow") == [Document(id=1, html="<p>Rain.")]


def test_a_folder_of_parquet_is_read_whole() -> None:
    put("all/_SUCCESS", "")
    for number in range(3):
        write(f"all/part-{number}.snappy.parquet", pa.table({"id": [number], "html": ["<p>Rain."]}))
    assert ids(read("all", kind="parquet")) == [0, 1, 2]
