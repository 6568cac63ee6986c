"""Inputs of a batch whatever their kind: which files they name, in which order, and what is refused."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from cleanpress import Cleaner
from cleanpress.batch.document import Document
from cleanpress.batch.readers import KINDS, Fields, open_documents
from cleanpress.errors import InputError
from cleanpress.model import Limits, Options

PAGE = "<html><body><article><p>The weir was closed on Tuesday.</p></article></body></html>"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: str, content: str | bytes = PAGE) -> str:
    """Writes a file of the current folder, and the folders it is in."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(*inputs: str, **options: Any) -> list[Document]:
    return list(open_documents(inputs, **options))


def ids(documents: Sequence[Document]) -> list[Any]:
    return [document.id for document in documents]


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
        (("https://post.example/ice",), {}, "fetch it first"),
        (("s3://bucket/pages.jsonl",), {}, "fetch it first"),
        (("empty",), {}, "empty holds nothing to read"),
        (("page.html",), {"kind": "excel"}, ", ".join(KINDS)),
        (("records.json",), {}, "kind jsonl"),
        (("pages.tar.gz",), {}, "unpack it"),
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
