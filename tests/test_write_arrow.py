"""The Arrow form of articles: the keys and values of to_dict, one schema for all."""

from __future__ import annotations

import io
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import cleanpress
from cleanpress import errors
from cleanpress.model import Article, Block, Caption, Removal, Span, Where
from extras import need

PAGES = Path(__file__).parent / "pages"


@pytest.fixture(scope="module")
def arrow() -> Any:
    need("pyarrow", "arrow")
    from cleanpress.write import arrow

    return arrow


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    names = ("independent.html", "gallery.html", "elpais.html", "home.html")
    found = [cleanpress.clean_html((PAGES / name).read_bytes(), "https://the-meridian.example/") for name in names]
    return [*found, cleanpress.clean_text((PAGES / "independent-dump.txt").read_text("utf-8")), Article()]


def as_dict(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "sources": {each["field"]: each["source"] for each in row["sources"]}}


def test_a_column_for_each_key_of_to_dict(arrow: Any) -> None:
    keys = list(Article().to_dict())
    assert arrow.SCHEMA.names == [key for key in keys if key != "blocks"]
    assert sorted(arrow.SCHEMA_WITH_BLOCKS.names) == sorted(keys)


@pytest.mark.parametrize(
    ("column", "model"), [("captions", Caption), ("removed", Removal), ("blocks", Block)], ids=lambda each: str(each)
)
def test_a_struct_has_the_attributes_of_its_class(arrow: Any, column: str, model: type) -> None:
    struct = arrow.SCHEMA_WITH_BLOCKS.field(column).type.value_type
    assert [struct.field(place).name for place in range(struct.num_fields)] == [each.name for each in fields(model)]  # type: ignore[arg-type]


def test_rows_hold_what_to_dict_holds(arrow: Any, articles: list[Article]) -> None:
    rows = arrow.to_batch(articles, blocks=True).to_pylist()
    assert [as_dict(row) for row in rows] == [article.to_dict() for article in articles]
    assert any(row["captions"] for row in rows)
    assert any(row["confidence"] is not None for row in rows)


def test_without_blocks_the_other_columns_are_the_same(arrow: Any, articles: list[Article]) -> None:
    whole = arrow.to_batch(articles, blocks=True)
    assert arrow.to_batch(articles) == whole.select(arrow.SCHEMA.names)


def test_dictionaries_give_the_same_rows(arrow: Any, articles: list[Article]) -> None:
    dictionaries = [{"id": 7, **article.to_dict()} for article in articles]
    assert arrow.to_batch(dictionaries) == arrow.to_batch(articles)


def test_the_schema_does_not_hang_on_the_articles(arrow: Any) -> None:
    assert arrow.to_batch([]).schema == arrow.SCHEMA
    assert arrow.to_batch([Article(), Article()]).schema == arrow.SCHEMA
    assert arrow.to_batch([], blocks=True).schema == arrow.SCHEMA_WITH_BLOCKS


def test_text_is_never_null(arrow: Any) -> None:
    batch = arrow.to_batch([Article(), Article(text="Rain fell.")])
    assert batch["text"].to_pylist() == ["", "Rain fell."]
    assert not arrow.SCHEMA.field("text").nullable


def test_every_column_that_is_never_null_holds_a_value(arrow: Any) -> None:
    batch = arrow.to_batch([Article()])
    assert [name for name in arrow.SCHEMA.names if not arrow.SCHEMA.field(name).nullable] == [
        name for name in arrow.SCHEMA.names if batch[name].null_count == 0
    ]


def test_a_lone_surrogate_can_be_written(arrow: Any) -> None:
    block = Block(index=0, text="a\ud83db", spans=(Span("link", 0, 1, "x\udc00"),), where=Where(span=(0, 3)))  # type: ignore[arg-type]
    batch = arrow.to_batch([Article(text="a\ud83db", blocks=(block,), sources={"text": "b\ud83d"})], blocks=True)
    assert batch["text"].to_pylist() == ["a\ufffdb"]
    assert batch["blocks"].to_pylist()[0][0]["spans"][0]["href"] == "x\ufffd"


def test_parquet_keeps_it(arrow: Any, articles: list[Article]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.Table.from_batches([arrow.to_batch(articles, blocks=True)])
    file = io.BytesIO()
    parquet.write_table(table, file)
    assert parquet.read_table(file) == table


def test_what_is_no_article_is_refused(arrow: Any) -> None:
    with pytest.raises(errors.InputTypeError, match="not str"):
        arrow.to_batch(["Rain fell."])
    lacking = Article().to_dict()
    del lacking["text"], lacking["status"]
    with pytest.raises(errors.InputTypeError, match="lacks text, status"):
        arrow.to_batch([lacking])
