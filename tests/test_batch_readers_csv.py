"""CSV as input of a batch: rows of many lines, large fields, and rows that are none."""

from __future__ import annotations

import csv
import gzip
import io
import tracemalloc
from pathlib import Path

import pytest

from batch_inputs import ids, problems, put, read, too_large
from cleanpress.batch.document import Document
from cleanpress.batch.readers import Fields, open_documents
from cleanpress.errors import InputError

GOOD = "good,<p>Rain fell.\n"
WHOLE = Document(id="good", html="<p>Rain fell.")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(*rows: tuple[str, ...]) -> str:
    """Rows as the csv module writes them."""
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue()


def test_rows_are_read_as_they_were_written() -> None:
    page = '<p class="lead">One, two;\r\nthree\n\n"four"\u2028five</p>'
    put("pages.csv", written(("url", "id", "html", "lang"), ("https://post.example/ice", "007", page, "en")))
    assert read("pages.csv", fields=Fields(carry=("lang",))) == [
        Document(id="007", html=page, url="https://post.example/ice", carried={"lang": "en"})
    ]


def test_a_text_is_read_where_its_column_is_named() -> None:
    put("pages.csv", "id,body\n1,Rain fell.\n")
    assert read("pages.csv", fields=Fields(text="body")) == [Document(id="1", text="Rain fell.")]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_header_line_tells_what_parts_the_fields(sign: str) -> None:
    put("pages.csv", f"\ufeffid{sign}html\r\ngood{sign}<p>Rain fell.\r\n")
    assert read("pages.csv") == [WHOLE]


def test_empty_rows_and_an_empty_page() -> None:
    put("pages.csv", "id,html\n\n1,\n\n" + GOOD)
    assert read("pages.csv") == [Document(id="1", html=""), WHOLE]


@pytest.mark.parametrize("content", [b"", b"id,html\n", b"\xef\xbb\xbf"])
def test_a_file_without_rows_has_no_documents(content: bytes) -> None:
    assert read(put("pages.csv", content)) == []


def test_a_large_field_is_read() -> None:
    page = "<p>" + "Rain. " * 200_000
    put("pages.csv", written(("id", "html"), ("1", page)))
    assert read("pages.csv") == [Document(id="1", html=page)]


@pytest.mark.parametrize(
    ("row", "known", "said"),
    [
        ("7\n", "7", "The row at line 3 of pages.csv has 1 fields, but the header line 2."),
        ("7,<p>a,b\n", "7", "The row at line 3 of pages.csv has 3 fields, but the header line 2."),
        ('7,"<p class="lead">"\n', None, "The row at line 3 of pages.csv is no CSV:"),
        (b"7,Z\xe4une\n", "7", "The row at line 3 of pages.csv is no UTF-8."),
    ],
)
def test_a_bad_row_has_a_problem_and_spoils_no_other(row: str | bytes, known: str | None, said: str) -> None:
    data = row if isinstance(row, bytes) else row.encode()
    put("pages.csv", f"id,html\n{GOOD}".encode() + data + GOOD.encode())
    before, bad, after = read("pages.csv")
    assert before == after == WHOLE
    assert bad.problem is not None
    assert bad.problem.startswith(said)
    assert (bad.id, bad.html) == (known, None)


def test_lines_are_counted_across_rows_of_several() -> None:
    put("pages.csv", 'id,html\n1,"a\nb\nc"\n7\n')
    assert problems(read("pages.csv")) == [None, "The row at line 5 of pages.csv has 1 fields, but the header line 2."]


def test_a_quote_that_is_never_closed_is_told() -> None:
    put("pages.csv", f'id,html\n{GOOD}7,"<p>Rain\n')
    before, bad = read("pages.csv")
    assert before == WHOLE
    assert bad.problem is not None
    assert "is no CSV" in bad.problem


@pytest.mark.parametrize("text", ["{},{},late\n", "{},{}\n"])
def test_a_row_that_no_page_can_need_is_too_large_and_never_held_whole(text: str) -> None:
    size = 6_000_000
    large = '"' + '<p class=""a"">Rain, snow, hail and fog, and fog again.\n' * (size // 56) + '"'
    late = ",late" * text.count("late")
    put("pages.csv", f"id,html{late}\n" + text.format("1", large) + f"good,<p>Rain fell.{late}\n")
    tracemalloc.start()
    over, good = read("pages.csv", max_bytes=1000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert too_large(over, 1000)
    assert over.id == "1"
    assert good == WHOLE
    assert peak < size


def test_an_id_behind_what_is_too_large_is_not_guessed() -> None:
    put("pages.csv", written(("html", "id"), ("a" * 3_000_000, "1"), ("<p>Rain fell.", "good")))
    over, good = read("pages.csv", max_bytes=1000)
    assert too_large(over, 1000)
    assert over.id is None
    assert good == WHOLE


def test_a_row_goes_on_behind_a_line_of_the_size_of_the_limit() -> None:
    longest = 2 * 100 + 1_048_576
    first = "a" * (longest - len('1,"\n')) + "\n"
    put("pages.csv", f'id,html\n1,"{first}b"\n' + GOOD)
    over, good = read("pages.csv", max_bytes=100)
    assert too_large(over, 100)
    assert good == WHOLE


@pytest.mark.parametrize(
    ("header", "fields", "said"),
    [
        ("id,page", Fields(), "pages.csv has no column html, but id, page."),
        ("id,html", Fields(text="body"), "no column body"),
        ("id,html", Fields(id="key"), "no column key"),
        ("id,html", Fields(url="link"), "no column link"),
        ("id,html", Fields(carry=("lang",)), "no column lang"),
        ("html,html", Fields(), "more than one column html"),
        ("id,html,id", Fields(), "more than one column id"),
    ],
)
def test_a_missing_column_is_told_before_anything_is_read(header: str, fields: Fields, said: str) -> None:
    put("a.html")
    put("pages.csv", header + "\n")
    with pytest.raises(InputError) as raised:
        open_documents(["a.html", "pages.csv"] if fields == Fields() else ["pages.csv"], fields=fields)
    assert said in str(raised.value)


def test_utf_16_is_refused_with_the_mend() -> None:
    put("pages.csv", f"id,html\n{GOOD}".encode("utf-16"))
    with pytest.raises(InputError, match="iconv -f UTF-16"):
        open_documents(["pages.csv"])


def test_of_a_truncated_gzip_file_is_read_what_there_is() -> None:
    rows = [(str(number), f'<p class="a">{number * 7919 % 10007}\n</p>') for number in range(5000)]
    put("pages.csv.gz", gzip.compress(written(("id", "html"), *rows).encode())[:-4000])
    *whole, last = read("pages.csv.gz")
    assert len(whole) > 2000
    assert ids(whole) == [str(number) for number in range(len(whole))]
    assert set(problems(whole)) == {None}
    assert last.problem == "pages.csv.gz cannot be read whole: its gzip data end before their time."


def test_a_file_that_breaks_off_in_its_header_is_told() -> None:
    put("pages.csv.gz", gzip.compress(b"id,ht")[:-4])
    assert problems(read("pages.csv.gz")) == ["pages.csv.gz cannot be read whole: its gzip data end before their time."]
