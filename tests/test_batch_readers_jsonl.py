"""JSON lines as inputs of a batch: what a record says is kept, and a bad line spoils no other."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from batch_inputs import ids, problems, put, read, too_large
from cleanpress import clean_html
from cleanpress.batch.document import Document
from cleanpress.batch.readers import Fields, open_documents
from extras import need

GOOD = '{"id": "good", "html": "<p>Rain fell."}'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def lines(*given: str | bytes, **options: Any) -> list[Document]:
    """The documents of a file of these lines."""
    data = [line if isinstance(line, bytes) else line.encode() for line in given]
    return read(put("pages.jsonl", b"".join(line + b"\n" for line in data)), **options)


@pytest.mark.parametrize(
    "value",
    [
        '"a"', "7", "7.0", "7.5", "-0.0", "1e3", "9007199254740993", "123456789012345678901234567890", "null", "true",
        '""', '{"site": "post", "n": [1, 2.5, null]}', "[]", "0.1", '"\\u00e4\\n"',
    ],
)  # fmt: skip
def test_an_id_stays_what_it_is(value: str) -> None:
    (document,) = lines(f'{{"id": {value}, "html": "<p>Rain."}}')
    assert json.dumps(document.id) == json.dumps(json.loads(value))
    assert type(document.id) is type(json.loads(value))


def test_numbers_that_json_does_not_have_are_null() -> None:
    documents = lines('{"id": NaN, "html": ""}', '{"id": -Infinity, "html": ""}', '{"id": 1e999, "html": ""}')
    assert documents == [Document(id=None, html="")] * 3


def test_a_record_without_id_and_url_is_a_document_without() -> None:
    assert lines('{"html": "<p>Rain."}') == [Document(id=None, html="<p>Rain.")]


def test_fields_are_found_under_the_names_that_are_given() -> None:
    record = '{"key": 7, "page": "<p>Rain.", "link": "https://post.example/ice", "lang": "en", "html": null}'
    fields = Fields(html="page", id="key", url="link", carry=("lang", "tags"))
    assert lines(record, fields=fields) == [
        Document(id=7, html="<p>Rain.", url="https://post.example/ice", carried={"lang": "en", "tags": None})
    ]


def test_a_text_is_read_where_its_field_is_named() -> None:
    assert lines('{"id": 1, "html": 7, "body": "Rain fell."}', fields=Fields(text="body")) == [
        Document(id=1, text="Rain fell.")
    ]


def test_a_url_that_is_no_text_is_none() -> None:
    assert lines('{"id": 1, "url": 7, "html": "<p>Rain."}') == [Document(id=1, html="<p>Rain.")]


@pytest.mark.parametrize(
    ("line", "known", "said"),
    [
        ("<p>Rain.</p>", None, "Line 2 of pages.jsonl is no JSON: expecting value at character 1."),
        (
            '{"id": 7, "html": "<p>Ra',
            7,
            "is no JSON: unterminated string starting at character 19.",
        ),
        ('{"id": 7, "html": "<p>"} {}', 7, "Line 2 of pages.jsonl is no JSON: extra data at character 26."),
        ('{"id": 7', None, "Line 2 of pages.jsonl is no JSON"),
        ("[1]", None, "Line 2 of pages.jsonl is no JSON object."),
        ('"<p>Rain."', None, "Line 2 of pages.jsonl is no JSON object."),
        ('{"id": 7, "page": ""}', 7, "In line 2 of pages.jsonl there is no field html, but id, page."),
        ('{"id": 7, "text": ""}', 7, "it has a field text, for flattened pages"),
        ("{}", None, "there is no field html, but no field at all."),
        ('{"id": 7, "html": null}', 7, "In line 2 of pages.jsonl the field html is null, not text."),
        ('{"id": 7, "html": 7}', 7, "is a number, not text."),
        ('{"id": 7, "html": true}', 7, "is a boolean, not text."),
        ('{"id": 7, "html": ["<p>"]}', 7, "is a list, not text."),
        ('{"id": 7, "html": {}}', 7, "is an object, not text."),
        ('{"id": 7, "html": ' + "9" * 5000 + "}", 7, "too many digits"),
        ('{"id": 7, "html": ' + "[" * 100_000, 7, "nested too deep"),
        (b'{"id": 7, "html": "Z\xe4une"}', 7, "Line 2 of pages.jsonl is no UTF-8: byte 21 is 0xe4."),
        (b"\x00\x01\x02", None, "is no JSON"),
    ],
)
def test_a_bad_line_has_a_problem_and_spoils_no_other(line: str | bytes, known: Any, said: str) -> None:
    before, bad, after = lines(GOOD, line, GOOD)
    assert before == after == Document(id="good", html="<p>Rain fell.")
    assert bad.problem is not None
    assert said in bad.problem
    assert (bad.html, bad.text, bad.id) == (None, None, known)
    assert bad.problem.endswith(".")
    assert "\n" not in bad.problem


def test_a_bad_record_keeps_its_url_and_what_is_carried() -> None:
    (document,) = lines('{"url": "https://post.example/ice", "lang": "en"}', fields=Fields(carry=("lang",)))
    assert (document.url, document.carried) == ("https://post.example/ice", {"lang": "en"})


def test_a_lone_surrogate_in_a_page_is_left_to_the_cleaner_and_mended_elsewhere() -> None:
    (document,) = lines('{"id": "a\\ud800", "url": "https://post.example/\\udc00", "html": "<p>Rain \\ud800 fell."}')
    assert (document.id, document.url) == ("a\ufffd", "https://post.example/\ufffd")
    assert document.html is not None
    assert clean_html(document.html).to_json().encode()


def test_values_that_are_nested_without_end_are_not_carried() -> None:
    deep = "[" * 400 + "]" * 400
    (document,) = lines(f'{{"id": 1, "html": "", "deep": {deep}}}', fields=Fields(carry=("deep",)))
    assert document == Document(id=1, html="", carried={"deep": None})


def test_marks_line_ends_and_empty_lines_of_other_systems_do_not_matter() -> None:
    put("pages.jsonl", b"\xef\xbb\xbf" + GOOD.encode() + b"\r\n\r\n  \n" + GOOD.encode())
    assert ids(read("pages.jsonl")) == ["good", "good"]


def test_control_characters_in_a_page_are_read() -> None:
    assert lines('{"id": 1, "html": "a\tb\x00c"}') == [Document(id=1, html="a\tb\x00c")]


def test_line_ends_of_unicode_end_no_line() -> None:
    assert lines('{"id": 1, "html": "a\u2028b\u0085c"}') == [Document(id=1, html="a\u2028b\u0085c")]


def test_an_empty_file_has_no_documents() -> None:
    assert read(put("pages.jsonl", b"")) == []


def test_utf_16_is_named_as_such() -> None:
    put("pages.jsonl", (GOOD + "\n" + GOOD).encode("utf-16"))
    assert problems(read("pages.jsonl")) == ["pages.jsonl is UTF-16, not UTF-8; convert it: iconv -f UTF-16 -t UTF-8."]


def test_a_page_over_the_limit_is_cut_to_one_that_is_too_large() -> None:
    whole, over = lines('{"id": 1, "html": "12345"}', '{"id": 2, "html": "123456"}', max_bytes=5)
    assert whole.html == "12345"
    assert over.id == 2
    assert too_large(over, 5)


def test_a_line_that_no_page_can_need_is_too_large_and_never_held_whole() -> None:
    size = 60_000_000
    with Path("pages.jsonl").open("wb") as file:
        file.write(b'{"id": 1, "url": "https://post.example/ice", "html": "')
        for _ in range(size // 1_000_000):
            file.write(b"a" * 1_000_000)
        file.write(b'", "late": 1}\n' + GOOD.encode())
    tracemalloc.start()
    large, good = read("pages.jsonl", max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert too_large(large, 1_000_000)
    assert (large.id, large.url) == (1, "https://post.example/ice")
    assert good.id == "good"
    assert peak < size / 4


@pytest.mark.parametrize("name", ["pages.jsonl.gz", "pages.ndjson.gz", "pages.jsonl"])
def test_lines_may_be_packed_in_several_members(name: str) -> None:
    put(name, gzip.compress(GOOD.encode() + b"\n") + gzip.compress(GOOD.encode() + b"\n") + b"\0" * 512)
    assert ids(read(name)) == ["good", "good"]


def test_of_a_truncated_gzip_file_is_read_what_there_is() -> None:
    many = [f'{{"id": {number}, "html": "<p>{number * 7919 % 10007}"}}' for number in range(5000)]
    put("pages.jsonl.gz", gzip.compress("\n".join(many).encode())[:-4000])
    *whole, last = read("pages.jsonl.gz")
    assert len(whole) > 2000
    assert ids(whole) == list(range(len(whole)))
    assert set(problems(whole)) == {None}
    assert last.problem == "pages.jsonl.gz cannot be read whole: its gzip data end before their time."


def test_the_document_that_a_file_breaks_off_in_is_told_once() -> None:
    put("pages.jsonl.gz", gzip.compress(b'{"id": 1, "html": ""}\n{"id": 2, "html": "')[:-8])
    assert ids(read("pages.jsonl.gz")) == [1, 2]


def test_what_is_behind_a_gzip_file_and_no_gzip_is_told() -> None:
    put("pages.jsonl.gz", gzip.compress(GOOD.encode()) + b"rubbish")
    assert problems(read("pages.jsonl.gz")) == [
        None,
        "pages.jsonl.gz cannot be read whole: its gzip data are damaged.",
    ]


class TestZstd:
    @pytest.fixture(autouse=True)
    def library(self) -> None:
        need("zstandard", "batch")

    def test_lines_may_be_packed_with_it(self) -> None:
        import zstandard

        packed = zstandard.compress(GOOD.encode() + b"\n")
        put("pages.jsonl.zst", packed + b"\x50\x2a\x4d\x18\x02\x00\x00\x00ab" + packed)
        assert ids(read("pages.jsonl.zst")) == ["good", "good"]

    def test_of_a_truncated_file_is_read_what_there_is(self) -> None:
        import zstandard

        many = [f'{{"id": {number}, "html": "<p>{number * 7919 % 10007}"}}' for number in range(20_000)]
        put("pages.jsonl.zst", zstandard.compress("\n".join(many).encode())[:-4000])
        *whole, last = read("pages.jsonl.zst")
        assert len(whole) > 2000
        assert ids(whole) == list(range(len(whole)))
        assert last.problem == "pages.jsonl.zst cannot be read whole: its zstd data end before their time."

    def test_damage_is_told(self) -> None:
        put("pages.jsonl.zst", b"\x28\xb5\x2f\xfd" + b"\xff" * 50)
        assert problems(read("pages.jsonl.zst")) == ["pages.jsonl.zst cannot be read whole: its zstd data are damaged."]


def test_the_same_file_gives_the_same_documents_again() -> None:
    lines(GOOD, "{", GOOD)
    assert list(open_documents(["pages.jsonl"])) == list(open_documents(["pages.jsonl"]))


def test_what_stands_behind_a_damaged_member_of_a_gzip_file_is_read() -> None:
    many = [f'{{"id": {number}, "html": "<p>{number * 7919 % 10007}"}}\n' for number in range(3000)]
    members = [gzip.compress("".join(many[begin : begin + 1000]).encode()) for begin in (0, 1000, 2000)]
    bad = bytearray(members[1])
    bad[len(bad) // 2 : len(bad) // 2 + 200] = bytes(200)
    put("pages.jsonl.gz", members[0] + bytes(bad) + members[2])
    documents = read("pages.jsonl.gz")
    whole = [document.id for document in documents if document.problem is None]
    assert whole[:1300] == list(range(1300))
    assert whole[-1000:] == list(range(2000, 3000))
    assert documents[-1].problem == "pages.jsonl.gz cannot be read whole: its gzip data are damaged."
