"""The transformer and the loader for LangChain, with its own documents, vector store and indexing.

`langchain-tests` has no standard tests for loaders and transformers.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

import cleanpress
from cleanpress import errors
from extras import need
from framework_pages import (
    DUMPS,
    FOLDER,
    NEWS,
    NO_ARTICLE,
    PATHS,
    article,
    article_of_source,
    json_types,
    source,
    url_of,
)

need("langchain_core", "langchain")

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import BaseDocumentTransformer, Document
from langchain_core.embeddings import DeterministicFakeEmbedding
from langchain_core.indexing import InMemoryRecordManager, index
from langchain_core.vectorstores import InMemoryVectorStore

from cleanpress.batch.readers import Fields
from cleanpress.pipelines.fields import fields
from cleanpress.pipelines.langchain import CleanpressLoader, CleanpressTransformer


def documents() -> list[Document]:
    return [Document(source(path), id=path.stem, metadata={"source": url_of(path), "shelf": 3}) for path in PATHS]


def present(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in (None, [], {}, "")}


def test_the_classes_are_what_langchain_takes_them_for() -> None:
    assert issubclass(CleanpressTransformer, BaseDocumentTransformer)
    assert issubclass(CleanpressLoader, BaseLoader)


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_transformer_gives_the_texts_of_clean_html(asynchronous: bool) -> None:
    transformer, given = CleanpressTransformer(), documents()
    if asynchronous:
        found = asyncio.run(transformer.atransform_documents(given))
    else:
        found = transformer.transform_documents(given)
    assert [document.page_content for document in found] == [article_of_source(path).text for path in PATHS]
    for document, path in zip(found, PATHS, strict=True):
        wanted = present(fields(article_of_source(path)))
        assert document.id == path.stem
        assert document.metadata == {**wanted, "source": url_of(path), "shelf": 3}
        assert json_types(document.metadata)
    assert given == documents()


def test_a_transformer_of_flattened_texts() -> None:
    given = [Document(path.read_text("utf-8"), metadata={"url": url_of(path), "title": "Mine"}) for path in DUMPS]
    found = CleanpressTransformer(input="text").transform_documents(given)
    wanted = [cleanpress.clean_text(path.read_text("utf-8"), url=url_of(path)) for path in DUMPS]
    assert [document.page_content for document in found] == [each.text for each in wanted]
    assert {document.metadata["title"] for document in found} == {"Mine"}


def test_settings_are_used() -> None:
    page = Document(source(NEWS), metadata={"url": url_of(NEWS)})
    transformer = CleanpressTransformer({"keep": ["caption"]}, prefix="clean_", report=True)
    (found,) = transformer.transform_documents([page])
    wanted = cleanpress.Cleaner(cleanpress.Options(keep={"caption"})).clean_html(source(NEWS), url_of(NEWS))
    assert found.page_content == wanted.text != article_of_source(NEWS).text
    assert found.metadata["clean_title"] == wanted.title
    assert found.metadata["clean_removed"] == wanted.to_dict()["removed"]


@pytest.mark.parametrize("page", ["", "\x00", "{}", "<" * 1000, source(NO_ARTICLE), "\ud800"])
def test_no_page_raises(page: str) -> None:
    (found,) = CleanpressTransformer().transform_documents([Document(page, metadata={"source": "", "url": None})])
    assert found.page_content == ""
    assert found.metadata["status"] in {"empty", "no_article"}


def test_a_loader_gives_the_texts_of_clean_html() -> None:
    found = {
        document.metadata["source"]: document for document in CleanpressLoader([str(path) for path in PATHS]).load()
    }
    assert list(found) == [str(path) for path in PATHS]
    for path in PATHS:
        wanted = cleanpress.clean_html(path.read_bytes())
        document = found[str(path)]
        assert document.page_content == wanted.text
        assert document.metadata == {**present(fields(wanted)), "source": str(path)}


@pytest.mark.parametrize("paths", [FOLDER, [str(FOLDER / "*.html"), *DUMPS]])
def test_a_loader_takes_folders_patterns_and_paths(paths: Any) -> None:
    found = {document.metadata["source"]: document for document in CleanpressLoader(paths).lazy_load()}
    assert found[str(NEWS)].page_content == cleanpress.clean_html(NEWS.read_bytes()).text
    assert found[str(DUMPS[0])].page_content == cleanpress.clean_text(DUMPS[0].read_text("utf-8")).text


def test_a_loader_of_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    lines = [
        json.dumps({"key": place, "page": source(each), "url": url_of(each), "shelf": "left"})
        for place, each in enumerate(PATHS)
    ]
    path.write_text("\n".join([*lines, "{broken", '{"key": "x", "page": 7}']), "utf-8")
    columns = Fields(html="page", id="key", carry=("shelf",))
    found = CleanpressLoader(path, columns=columns, prefix="clean_").load()
    assert [document.page_content for document in found] == [*(article_of_source(each).text for each in PATHS), "", ""]
    assert [document.metadata["source"] for document in found[: len(PATHS)]] == list(range(len(PATHS)))
    assert found[0].metadata["url"] == url_of(PATHS[0])
    assert found[0].metadata["shelf"] == "left"
    for document in found[len(PATHS) :]:
        assert document.metadata["clean_status"] == "unreadable"
        assert "line" in document.metadata["problem"]
        assert json_types(document.metadata)


def test_a_loader_is_lazy_and_works_asynchronously() -> None:
    loader = CleanpressLoader([NEWS, NO_ARTICLE])

    async def loaded() -> list[Document]:
        return [document async for document in loader.alazy_load()]

    assert asyncio.run(loaded()) == loader.load()
    assert next(iter(loader.lazy_load())).metadata["source"] == str(NEWS)


def test_a_path_that_does_not_exist_is_told() -> None:
    with pytest.raises(errors.InputError, match="no such file"):
        CleanpressLoader(FOLDER / "nothing.html").load()


@pytest.mark.parametrize("make", [CleanpressTransformer, lambda options: CleanpressLoader(FOLDER, options=options)])
def test_wrong_options_are_told_where_they_are_given(make: Any) -> None:
    with pytest.raises(errors.OptionError, match="news, web"):
        make({"body": "book"})


def test_documents_can_be_indexed_and_found_again() -> None:
    store = InMemoryVectorStore(DeterministicFakeEmbedding(size=8))
    records = InMemoryRecordManager(namespace="pages")
    records.create_schema()
    how: dict[str, Any] = {"cleanup": "full", "source_id_key": "source", "key_encoder": "sha256"}
    loader = CleanpressLoader([NEWS, FOLDER / "bbc.html"])
    assert index(loader, records, store, **how)["num_added"] == 2
    assert index(loader, records, store, **how)["num_skipped"] == 2
    wanted = cleanpress.clean_html(NEWS.read_bytes())
    (found,) = store.similarity_search(wanted.text, k=1)
    assert (found.page_content, found.metadata["title"]) == (wanted.text, article(NEWS).title)
