"""`clean_batch`: columns in, columns out, whatever the types of the input and whatever the pages do."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import cleanpress
from cleanpress import errors
from cleanpress.model import Limits, Options
from extras import need
from pipeline_pages import articles, columns, given, texts, wanted

PAGE = given()[1].html.decode("utf-8")
DUMP = "Nobody came to the fair, as it rained all day.\n\nShare this article"


@pytest.fixture(scope="module")
def pa() -> Any:
    need("pyarrow", "arrow")
    import pyarrow

    return pyarrow


@pytest.fixture(scope="module")
def arrow(pa: Any) -> Any:
    from cleanpress.pipelines import arrow

    return arrow


def test_the_articles_are_those_of_clean_html(pa: Any, arrow: Any) -> None:
    found = arrow.clean_batch(pa.RecordBatch.from_pydict(columns()))
    assert articles(found.to_pylist()) == list(wanted())


def test_the_columns_of_the_input_stay_before_the_new_ones(pa: Any, arrow: Any) -> None:
    batch = pa.RecordBatch.from_pydict(columns())
    found = arrow.clean_batch(batch)
    assert found.select(batch.schema.names) == batch
    assert found.schema == pa.schema([*batch.schema, *arrow.SCHEMA])
    assert all(name.startswith("clean_") for name in arrow.SCHEMA.names)


def test_the_metadata_of_the_schema_stay(pa: Any, arrow: Any) -> None:
    batch = pa.RecordBatch.from_pydict({"html": [PAGE]}).replace_schema_metadata({"made": "today"})
    assert arrow.clean_batch(batch).schema.metadata == {b"made": b"today"}


@pytest.mark.parametrize("kind", ["string", "large_string", "string_view", "binary", "large_binary", "binary_view"])
def test_pages_may_be_text_or_bytes_of_any_width(pa: Any, arrow: Any, kind: str) -> None:
    column = pa.array([PAGE, None, ""], pa.string() if "string" in kind else pa.binary()).cast(getattr(pa, kind)())
    found = arrow.clean_batch(pa.RecordBatch.from_arrays([column], ["html"]))
    assert found["clean_text"].to_pylist() == [cleanpress.clean_html(PAGE).text, "", ""]
    assert found["clean_status"].to_pylist() == ["ok", "empty", "empty"]


def test_a_column_of_codes_is_read(pa: Any, arrow: Any) -> None:
    column = pa.array([PAGE, None, PAGE]).dictionary_encode()
    found = arrow.clean_batch(pa.RecordBatch.from_arrays([column], ["html"]))
    assert found["clean_status"].to_pylist() == ["ok", "empty", "ok"]
    assert found["html"].type == column.type


def test_bytes_are_decoded_as_the_page_says_and_strings_are_not(pa: Any, arrow: Any) -> None:
    page = PAGE.replace("utf-8", "iso-8859-1").replace("UTF-8", "iso-8859-1")
    for value in (page, page.encode("iso-8859-1", "xmlcharrefreplace")):
        found = arrow.clean_batch(pa.RecordBatch.from_pydict({"html": [value]}))
        assert found["clean_text"].to_pylist() == [cleanpress.clean_html(value).text]


def test_a_string_that_is_no_utf8_is_read_with_a_replacement(pa: Any, arrow: Any) -> None:
    raw = PAGE.encode().replace(b" the ", b" \xff ", 1)
    whole = pa.array([raw], pa.binary())
    column = pa.StringArray.from_buffers(1, whole.buffers()[1], whole.buffers()[2])
    found = arrow.clean_batch(pa.RecordBatch.from_arrays([column], ["html"]))
    assert found["clean_text"].to_pylist() == [cleanpress.clean_html(raw.decode("utf-8", "replace")).text]


def test_the_address_is_used_where_there_is_one(pa: Any, arrow: Any) -> None:
    page = PAGE.replace("canonical", "other").replace("og:url", "other")
    addresses = ["https://a.example/x", None, b"https://b.example/y"]
    for url in addresses:
        kind = pa.binary() if isinstance(url, bytes) else pa.string()
        batch = pa.RecordBatch.from_arrays([pa.array([page]), pa.array([url], kind)], ["html", "address"])
        found = arrow.clean_batch(batch, url_column="address")
        told = url.decode() if isinstance(url, bytes) else url
        assert found["clean_url"].to_pylist() == [cleanpress.clean_html(page, told).url]
    assert cleanpress.clean_html(page, addresses[0]).url == addresses[0]


@pytest.mark.parametrize("kind", ["string", "binary", "null"])
def test_the_schema_does_not_hang_on_the_pages(pa: Any, arrow: Any, kind: str) -> None:
    for values in ([], [None, None]):
        html, url = pa.array(values, getattr(pa, kind)()), pa.nulls(len(values))
        batch = pa.RecordBatch.from_arrays([html, url], ["html", "url"])
        found = arrow.clean_batch(batch)
        assert found.schema == pa.schema([*batch.schema, *arrow.SCHEMA])
        assert found["clean_status"].to_pylist() == ["empty"] * len(values)


def test_texts_are_cleaned_where_there_is_no_html(pa: Any, arrow: Any) -> None:
    batch = pa.RecordBatch.from_pydict({"html": [PAGE, None, None], "dump": ["never read", DUMP, None]})
    found = arrow.clean_batch(batch, text_column="dump")
    assert found["clean_text"].to_pylist() == [
        cleanpress.clean_html(PAGE).text,
        "Nobody came to the fair, as it rained all day.",
        "",
    ]
    assert found["clean_status"].to_pylist() == ["ok", "ok", "empty"]


@pytest.mark.parametrize("html_column", ["html", None])
def test_texts_alone(pa: Any, arrow: Any, html_column: str | None) -> None:
    batch = pa.RecordBatch.from_pydict({"dump": [DUMP.encode()]})
    found = arrow.clean_batch(batch, html_column, text_column="dump")
    assert found["clean_text"].to_pylist() == [cleanpress.clean_text(DUMP).text]


def test_options_and_prefix(pa: Any, arrow: Any) -> None:
    options = Options(keep={"caption", "title"}, fast=True)
    batch = pa.RecordBatch.from_pydict(columns())
    found = arrow.clean_batch(batch, options=options, prefix="article.")
    assert articles(found.to_pylist(), "article.") == [
        *wanted(Options(keep=frozenset({"caption", "title"}), fast=True))
    ]
    assert found["article.text"].to_pylist() != texts()


def test_a_page_that_is_too_large_is_said_to_be(pa: Any, arrow: Any) -> None:
    options = Options(limits=Limits(max_bytes=10))
    found = arrow.clean_batch(pa.RecordBatch.from_pydict({"html": [PAGE, "<p>a"]}), options=options)
    assert found["clean_status"].to_pylist()[0] == "too_large"


def test_a_page_that_breaks_cleanpress_stops_no_other(pa: Any, arrow: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real = cleanpress.Cleaner.clean_html

    def broken(self: Any, html: Any, url: str | None = None, **more: Any) -> Any:
        if html == "<p>poison":
            raise RecursionError("too deep")
        return real(self, html, url, **more)

    monkeypatch.setattr(cleanpress.Cleaner, "clean_html", broken)
    batch = pa.RecordBatch.from_pydict({"html": [PAGE, "<p>poison", PAGE], "url": [None, "https://a.example/", None]})
    rows = arrow.clean_batch(batch).to_pylist()
    assert [row["clean_status"] for row in rows] == ["ok", "crashed", "ok"]
    assert (rows[1]["clean_text"], rows[1]["clean_url"]) == ("", "https://a.example/")
    assert rows[1]["clean_warnings"] == ["RecursionError: too deep"]
    assert rows[0]["clean_text"] == rows[2]["clean_text"] == cleanpress.clean_html(PAGE).text


def test_weights_that_are_missing_are_no_fault_of_the_page(
    pa: Any, arrow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise errors.WeightsError("the weights are missing")

    monkeypatch.setattr(cleanpress.Cleaner, "clean_html", broken)
    with pytest.raises(errors.WeightsError):
        arrow.clean_batch(pa.RecordBatch.from_pydict({"html": [PAGE]}))


def wrong_calls() -> list[tuple[dict[str, list[Any]], dict[str, Any], type[Exception], str]]:
    one = {"html": [PAGE]}
    return [
        ({"page": [PAGE]}, {}, errors.ColumnError, "no column of the name 'html'; its columns are: 'page'"),
        (one, {"html_column": "page"}, errors.ColumnError, "no column of the name 'page'"),
        ({"dump": [DUMP]}, {"html_column": "page", "text_column": "dump"}, errors.ColumnError, "'page'"),
        (one, {"text_column": "dump"}, errors.ColumnError, "no column of the name 'dump'"),
        (one, {"html_column": None}, errors.ColumnError, "neither html_column nor text_column"),
        ({"html": [[PAGE]]}, {}, errors.ColumnError, "of type list<item: string>"),
        ({"html": [7]}, {}, errors.ColumnError, "of type int64"),
        ({**one, "url": [7]}, {}, errors.ColumnError, "'url' is of type int64"),
        ({**one, "clean_text": [""]}, {}, errors.ColumnError, "'clean_text' already"),
        ({**one, "url": [""]}, {"prefix": ""}, errors.ColumnError, "'url' already"),
        (one, {"options": {"keep": "caption"}}, errors.InputTypeError, "cleanpress.Options"),
        (one, {"options": Options(keep={"captions"})}, errors.OptionError, "no label 'captions'"),
    ]


@pytest.mark.parametrize("rows", [1, 0])
@pytest.mark.parametrize(("data", "call", "error", "says"), wrong_calls())
def test_wrong_calls_say_what_is_wrong(
    pa: Any,
    arrow: Any,
    data: dict[str, list[Any]],
    call: dict[str, Any],
    error: type[Exception],
    says: str,
    rows: int,
) -> None:
    batch = pa.RecordBatch.from_pydict(data).slice(0, rows)
    with pytest.raises(error, match=says):
        arrow.clean_batch(batch, **call)
    with pytest.raises(error, match=says):
        arrow.clean_table(pa.Table.from_batches([batch]), **call)


def test_two_columns_of_the_name_are_refused(pa: Any, arrow: Any) -> None:
    batch = pa.RecordBatch.from_arrays([pa.array([PAGE]), pa.array([DUMP])], ["html", "html"])
    with pytest.raises(errors.ColumnError, match="2 columns of the name 'html'"):
        arrow.clean_batch(batch)


def test_a_table_is_cleaned_in_parts(pa: Any, arrow: Any) -> None:
    page = "<p>Rain fell on the fair."
    table = pa.table({"html": [page] * 300, "number": range(300)})
    found = arrow.clean_table(table)
    assert found.num_rows == 300
    assert found.schema == pa.schema([*table.schema, *arrow.SCHEMA])
    assert max(batch.num_rows for batch in found.to_batches()) <= 256
    assert found["number"].to_pylist() == list(range(300))


@pytest.mark.parametrize("chunks", [[], [[]]])
def test_an_empty_table_has_the_schema(pa: Any, arrow: Any, chunks: list[list[str]]) -> None:
    table = pa.table({"html": pa.chunked_array(chunks, pa.string())})
    found = arrow.clean_table(table)
    assert (found.num_rows, found.schema) == (0, arrow.output_schema(table.schema))


def test_batches_are_cleaned_one_at_a_time(pa: Any, arrow: Any) -> None:
    asked = []

    def batches() -> Any:
        for number in range(3):
            asked.append(number)
            yield pa.RecordBatch.from_pydict({"html": [PAGE]})

    found = arrow.clean_batches(batches())
    next(found)
    assert asked == [0]
    assert len(list(found)) == 2


def test_lists_become_columns(pa: Any, arrow: Any) -> None:
    assert arrow.as_column(["a\ud800b", None], "html").to_pylist() == ["a\ufffdb", None]
    assert arrow.as_column([b"a", None], "html").type == pa.binary()
    with pytest.raises(errors.ColumnError, match="'html' holds values of several types"):
        arrow.as_column(["a", b"b"], "html")


def test_options_reach_another_process() -> None:
    options = Options(keep=frozenset({"caption"}), limits=Limits(max_bytes=9))
    assert pickle.loads(pickle.dumps(options)) == options


def test_without_pyarrow_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for name in ("cleanpress.write.arrow", "cleanpress.pipelines.arrow"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.raises(errors.ExtraError, match=r"pip install 'cleanpress\[arrow\]'"):
        importlib.import_module("cleanpress.pipelines.arrow")
