"""Inputs of a batch whatever their kind: which files they name, in which order, and what is refused."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path
from typing import Any

import pytest

from batch_inputs import PAGE, ids, put, read
from cleanpress import Cleaner
from cleanpress.batch.document import Document
from cleanpress.batch.readers import KINDS, Fields, open_documents
from cleanpress.errors import ExtraError, InputError, OptionError
from cleanpress.model import Limits, Options


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_pages_of_a_folder_come_in_the_order_of_their_names(folder: Path) -> None:
    for name in ("saved/b/one.html", "saved/b.html", "saved/a/two.html", "saved/a/b/three.html", "saved/c"):
        put(name)
    assert ids(read("saved")) == [
        "saved/a/b/three.html",
        "saved/a/two.html",
        "saved/b/one.html",
        "saved/b.html",
        "saved/c",
    ]


def test_hidden_files_are_no_pages(folder: Path) -> None:
    put("saved/.cache/one.html")
    put("saved/.two.html")
    put("saved/three.html")
    assert ids(read("saved")) == ["saved/three.html"]


def test_a_page_is_read_as_the_command_reads_it(folder: Path) -> None:
    put("a.html", PAGE)
    put("b.html.gz", gzip.compress(PAGE.encode()))
    put("c.txt", "The weir was closed on Tuesday.\n\nNobody knew why.")
    html, packed, text = read("a.html", "b.html.gz", "c.txt")
    assert html == Document(id="a.html", html=PAGE.encode())
    assert packed == Document(id="b.html.gz", html=PAGE.encode())
    assert text == Document(id="c.txt", text="The weir was closed on Tuesday.\n\nNobody knew why.")


@pytest.mark.parametrize("content", [PAGE.encode(), b"Plain words of a text. " * 40, gzip.compress(PAGE.encode())])
def test_a_page_over_the_limit_is_one_that_the_cleaner_calls_too_large(folder: Path, content: bytes) -> None:
    put("page", content)
    (document,) = read("page", max_bytes=50)
    assert isinstance(document.html, bytes)
    assert len(document.html) == 51
    cleaner = Cleaner(Options(limits=Limits(max_bytes=50)))
    assert cleaner.clean_html(document.html).status.value == "too_large"


def test_a_page_that_is_packed_badly_has_a_problem_and_the_next_is_read(folder: Path) -> None:
    put("saved/a.html.gz", gzip.compress(PAGE.encode())[:-12])
    put("saved/b.html")
    broken, whole = read("saved")
    assert broken == Document(
        id="saved/a.html.gz", problem="saved/a.html.gz cannot be read whole: its gzip data end before their time."
    )
    assert whole.html == PAGE.encode()


@pytest.mark.parametrize(
    ("inputs", "options", "said"),
    [
        ((), {}, "There is no input"),
        (("",), {}, "name of an input is empty"),
        (("none.html",), {}, "none.html cannot be read: there is no such file"),
        (("none/*.html",), {}, "No file fits none/*.html"),
        (("none/**",), {}, "No file fits none/**"),
        (("empty/**",), {}, "No file fits empty/**"),
        (("https://post.example/ice",), {}, "fetch it first"),
        (("s3://bucket/pages.jsonl",), {}, "fetch it first"),
        (("empty",), {}, "empty holds nothing to read"),
        (("page.html",), {"kind": "excel"}, ", ".join(KINDS)),
        (("records.json",), {}, "kind jsonl"),
        (("pages.tar.gz",), {}, "unpack it"),
        (("-", "-"), {}, "leave one - out"),
    ],
)
def test_wrong_use_is_refused_before_any_document(
    folder: Path, inputs: tuple[str, ...], options: dict[str, Any], said: str
) -> None:
    put("page.html")
    put("records.json", "[]")
    put("pages.tar.gz", b"")
    Path("empty").mkdir()
    with pytest.raises(InputError) as raised:
        open_documents(("page.html", *inputs) if inputs else (), **options)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_fields_may_be_left_out(folder: Path) -> None:
    put("pages.jsonl", '{"id": "a", "html": "<p>Rain."}')
    assert read("pages.jsonl") == read("pages.jsonl", fields=Fields())


def test_patterns_are_taken_in_the_order_of_names(folder: Path) -> None:
    for name in ("saved/b/2.html", "saved/b/1.html", "saved/a/3.html", "saved/.c/4.html", "saved/a/d/5.html"):
        put(name)
    assert ids(read("saved/*/*.html")) == ["saved/a/3.html", "saved/b/1.html", "saved/b/2.html"]
    assert ids(read("saved/**/[35].html")) == ["saved/a/3.html", "saved/a/d/5.html"]
    assert ids(read("**/*.html")) == ids(read("saved/**")) == ids(read("**/saved/**/**/*")) == ids(read("saved"))
    assert ids(read("saved/**/b/*.html")) == ["saved/b/1.html", "saved/b/2.html"]
    assert ids(read(f"{folder}/s*/b/1*")) == [f"{folder}/saved/b/1.html"]
    assert ids(read("saved/?")) == ["saved/a/3.html", "saved/a/d/5.html", "saved/b/1.html", "saved/b/2.html"]


def test_a_name_that_looks_like_a_pattern_is_a_file_where_there_is_one(folder: Path) -> None:
    put("[a].html")
    assert ids(read("[a].html")) == ["[a].html"]


def test_inputs_are_read_in_their_order(folder: Path) -> None:
    put("b.html")
    put("a.jsonl", '{"id": 1, "html": "<p>Rain."}\n')
    put("c/d.html")
    assert ids(read("c", "b.html", "a.jsonl")) == ["c/d.html", "b.html", 1]


def test_files_of_a_folder_are_read_by_their_endings(folder: Path) -> None:
    put("all/a.JSONL", '{"id": 1, "html": "<p>Rain."}\n')
    put("all/b.html")
    put("all/c.csv", "id,html\n2,<p>Snow.\n")
    assert ids(read("all")) == [1, "all/b.html", "2"]


def test_of_a_folder_only_files_of_the_kind_that_is_named_are_read(folder: Path) -> None:
    put("all/a.jsonl", '{"id": 1, "html": "<p>Rain."}\n')
    put("all/_SUCCESS", "")
    assert ids(read("all", kind="jsonl")) == [1]
    with pytest.raises(InputError, match=r"no file that ends in \.csv, \.tsv"):
        open_documents(["all"], kind="csv")


def test_a_file_is_read_as_the_kind_that_is_named(folder: Path) -> None:
    put("records", '{"id": 1, "html": "<p>Rain."}\n')
    assert ids(read("records", kind="jsonl")) == [1]
    assert ids(read("records")) == ["records"]


def test_results_of_an_earlier_run_are_no_inputs(folder: Path) -> None:
    put("all/a.html")
    put("all/clean.jsonl", '{"id": 1, "html": "<p>Rain."}\n')
    put("all/clean/a.txt", "Rain fell.")
    assert ids(read("all", exclude=["all/clean.jsonl", "all/clean"])) == ["all/a.html"]
    assert ids(read("all/*", exclude=["all/clean.jsonl", "all/clean"])) == ["all/a.html", "all/clean/a.txt"]


def test_a_folder_that_is_named_is_read_even_where_results_go_to_it(folder: Path) -> None:
    put("all/a.html")
    assert ids(read("all", exclude=["all"])) == ["all/a.html"]


def test_links_to_folders_are_not_followed(folder: Path) -> None:
    put("all/a/page.html")
    try:
        Path("all/b").symlink_to(Path("all").resolve(), target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    assert ids(read("all")) == ["all/a/page.html"]
    assert ids(read("all/**/*.html")) == ["all/a/page.html"]


def test_a_list_names_files_of_any_kind(folder: Path) -> None:
    put("a.html")
    put("b.jsonl", '{"id": 1, "html": "<p>Rain."}\n')
    put("c/d.html")
    put("names.txt", "\ufeffa.html\r\n\nb.jsonl\nc\n")
    assert ids(read("names.txt", kind="list")) == ["a.html", 1, "c/d.html"]


def test_a_list_goes_on_behind_what_it_names_wrongly(folder: Path) -> None:
    put("a.html")
    put("b.csv", "id,page\n1,<p>Rain.\n")
    put("names.txt", "none.html\nhttps://post.example/ice\n-\nb.csv\n" + "x" * 70_000 + "\na.html")
    documents = read("names.txt", kind="list")
    assert [document.problem is None for document in documents] == [False] * 5 + [True]
    assert ids(documents[:4]) == ["none.html", "https://post.example/ice", "-", "b.csv"]
    assert documents[0].problem == "none.html cannot be read: there is no such file."
    assert documents[3].problem == "b.csv has no column html, but id, page."
    assert documents[5] == Document(id="a.html", html=PAGE.encode())


def test_a_list_comes_from_standard_input_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.html")
    give(monkeypatch, b"a.html\n")
    assert ids(read("-", kind="list")) == ["a.html"]


def test_standard_input_is_json_lines_where_nothing_else_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, gzip.compress(b'{"id": 1, "html": "<p>Rain."}\n'))
    assert read("-") == [Document(id=1, html="<p>Rain.")]


def test_standard_input_may_be_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, PAGE.encode())
    assert read("-", kind="pages") == [Document(id="-", html=PAGE.encode())]


def test_standard_input_may_be_csv(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, b"id,html\n1,<p>Rain.\n")
    assert read("-", kind="csv") == [Document(id="1", html="<p>Rain.")]


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Puts bytes on standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))


@pytest.mark.parametrize(
    ("fields", "inputs", "fits"),
    [
        (Fields(text="body"), ("a.html",), False),
        (Fields(carry=("lang",)), ("a.html",), False),
        (Fields(id="key"), ("a.html",), False),
        (Fields(id="key"), ("a.html", "b.jsonl"), True),
        (Fields(carry=("lang",)), ("a.html", "b.jsonl"), True),
    ],
)
def test_naming_fields_of_inputs_that_have_none_is_refused(
    folder: Path, fields: Fields, inputs: tuple[str, ...], fits: bool
) -> None:
    put("a.html")
    put("b.jsonl", '{"key": 1, "html": "<p>Rain."}\n')
    if fits:
        assert ids(read(*inputs, fields=fields))[0] == "a.html"
    else:
        with pytest.raises(InputError, match="the inputs are pages, which have none"):
            open_documents(inputs, fields=fields)


def test_a_page_and_a_text_cannot_be_named_both() -> None:
    with pytest.raises(OptionError, match="HTML or a text"):
        Fields(html="page", text="body")


def test_one_name_is_no_list_of_names() -> None:
    with pytest.raises(InputError, match="list of names"):
        open_documents("pages.jsonl")


def test_documents_are_read_as_they_are_asked_for(folder: Path) -> None:
    for number in range(3):
        put(f"all/{number}.html")
    documents = open_documents(["all"])
    assert next(documents).id == "all/0.html"
    put("all/1.html", "<p>Written late.")
    Path("all/2.html").unlink()
    assert next(documents).html == b"<p>Written late."
    assert next(documents).problem == "all/2.html cannot be read: there is no such file."


def test_what_is_packed_with_zstd_needs_a_library_that_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    put("page.html.zst", b"\x28\xb5\x2f\xfd rest")
    with pytest.raises(ExtraError, match=r"zstandard.*pip install 'cleanpress\[batch\]'"):
        read("page.html.zst")


@pytest.mark.parametrize(
    ("name", "module"), [("a.parquet", "pyarrow"), ("a.arrow", "pyarrow"), ("a.warc.gz", "fastwarc")]
)
def test_a_library_that_is_missing_is_named_before_anything_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    for each in ("pyarrow", "pyarrow.parquet", "fastwarc"):
        monkeypatch.setitem(sys.modules, each, None)
    put("b.html")
    put(name, b"")
    with pytest.raises(ExtraError, match=rf"{module}.*pip install 'cleanpress\[batch\]'"):
        open_documents(["b.html", name])


def test_parquet_on_standard_input_is_refused() -> None:
    with pytest.raises(InputError, match="name the file"):
        open_documents(["-"], kind="parquet")
