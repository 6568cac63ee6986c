"""The reader and the node parser for LlamaIndex, with its own directory reader, ingestion and splitter."""

from __future__ import annotations

import asyncio
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import cleanpress
from cleanpress import Options, errors
from extras import need
from framework_pages import DUMPS, FOLDER, NEWS, NO_ARTICLE, PATHS, article_of_source, json_types, source, url_of

need("llama_index", "llama-index")

from fsspec.implementations.memory import MemoryFileSystem
from llama_index.core import SimpleDirectoryReader
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.ingestion.pipeline import get_transformation_hash
from llama_index.core.node_parser import NodeParser, SentenceSplitter
from llama_index.core.readers.base import BaseReader
from llama_index.core.schema import Document, MetadataMode, NodeRelationship, TransformComponent

from cleanpress.pipelines.fields import fields
from cleanpress.pipelines.llama_index import CleanpressNodeParser, CleanpressReader

PACK = FOLDER.parents[1] / "docs" / "example-pack.toml"


def documents() -> list[Document]:
    return [Document(text=source(path), id_=path.stem, metadata={"url": url_of(path)}) for path in PATHS]


def present(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in (None, [], {}, "")}


def test_the_classes_are_what_llama_index_takes_them_for() -> None:
    assert issubclass(CleanpressReader, BaseReader)
    assert issubclass(CleanpressNodeParser, NodeParser)
    assert issubclass(CleanpressNodeParser, TransformComponent)


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_parser_gives_the_texts_of_clean_html(asynchronous: bool) -> None:
    parser, given = CleanpressNodeParser(), documents()
    nodes = asyncio.run(parser.acall(given)) if asynchronous else parser(given)
    assert [node.get_content(MetadataMode.NONE) for node in nodes] == [article_of_source(path).text for path in PATHS]
    for node, path in zip(nodes, PATHS, strict=True):
        assert node.metadata == {**present(fields(article_of_source(path))), "url": url_of(path)}
        assert json_types(node.metadata)
        assert node.relationships[NodeRelationship.SOURCE].node_id == node.ref_doc_id == path.stem


def test_models_read_a_few_of_the_fields() -> None:
    given = Document(
        text=source(NEWS), metadata={"url": url_of(NEWS), "shelf": "left"}, excluded_llm_metadata_keys=["shelf"]
    )
    (node,) = CleanpressNodeParser()([given])
    text = article_of_source(NEWS).text
    seen = node.get_content(MetadataMode.LLM)
    assert seen.endswith(text)
    head = seen.removesuffix(text)
    assert {line.partition(": ")[0] for line in head.split("\n") if line} == {
        "url",
        "title",
        "authors",
        "published",
        "site_name",
    }
    assert "shelf: left" in node.get_content(MetadataMode.EMBED)
    assert given.excluded_llm_metadata_keys == ["shelf"]


def test_ingestion_with_a_splitter_behind_the_parser() -> None:
    splitter = SentenceSplitter(chunk_size=200, chunk_overlap=0)
    pipeline = IngestionPipeline(transformations=[CleanpressNodeParser(), splitter])
    nodes = pipeline.run(documents=[Document(text=source(NEWS), id_="news", metadata={"url": url_of(NEWS)})])
    assert len(nodes) > 2
    text = article_of_source(NEWS).text
    assert all(node.get_content(MetadataMode.NONE) in text for node in nodes)
    assert {node.metadata["title"] for node in nodes} == {article_of_source(NEWS).title}
    assert {node.ref_doc_id for node in nodes} != {None}


def test_a_parser_without_metadata_of_the_document() -> None:
    given = Document(text=source(NEWS), metadata={"shelf": "left", "title": "Mine"})
    (node,) = CleanpressNodeParser(include_metadata=False)([given])
    assert "shelf" not in node.metadata
    assert node.metadata["status"] == "ok"


def test_a_parser_of_flattened_texts() -> None:
    given = [Document(text=path.read_text("utf-8"), metadata={"url": url_of(path)}) for path in DUMPS]
    nodes = CleanpressNodeParser(input="text", prefix="clean_", report=True)(given)
    for node, path in zip(nodes, DUMPS, strict=True):
        wanted = cleanpress.clean_text(path.read_text("utf-8"), url=url_of(path))
        assert node.get_content(MetadataMode.NONE) == wanted.text
        assert node.metadata["clean_removed"] == wanted.to_dict()["removed"]


@pytest.mark.parametrize("page", ["", "\x00", "{}", "<" * 1000, source(NO_ARTICLE)])
def test_no_page_raises(page: str) -> None:
    (node,) = CleanpressNodeParser()([Document(text=page)])
    assert node.get_content(MetadataMode.NONE) == ""
    assert node.metadata["status"] in {"empty", "no_article"}


@pytest.mark.parametrize("kind", [CleanpressNodeParser, CleanpressReader])
def test_settings_are_written_down_and_read_again(kind: type[Any]) -> None:
    made = kind(options=Options(keep={"caption", "credit"}), packs=[PACK], prefix="clean_", report=True)
    # LlamaIndex writes down the function for ids in a way that none of its own parsers reads either.
    written = {name: value for name, value in made.to_dict().items() if name != "id_func"}
    for again in (kind.from_dict(written), kind.from_json(json.dumps(written)), pickle.loads(pickle.dumps(made))):
        assert again.to_dict() == made.to_dict()
        assert again._cleaning.options == Options(keep=frozenset({"caption", "credit"}))
        assert len(again._cleaning.cleaner.packs) == len(made._cleaning.cleaner.packs)
    assert made.to_dict()["options"]["keep"] == ["caption", "credit"]
    assert made.to_dict()["class_name"] == kind.__name__


def test_equal_settings_are_one_key_of_a_cache() -> None:
    nodes = documents()[:1]
    keys = {
        get_transformation_hash(nodes, CleanpressNodeParser(options=options))
        for options in (
            {"keep": ["caption", "credit"]},
            {"keep": {"credit", "caption"}},
            Options(keep={"credit", "caption"}),
        )
    }
    assert len(keys) == 1
    assert get_transformation_hash(nodes, CleanpressNodeParser()) not in keys


@pytest.mark.parametrize("kind", [CleanpressNodeParser, CleanpressReader])
@pytest.mark.parametrize(("options", "says"), [({"body": "book"}, "news, web"), ({"keeps": []}, "keep, body")])
def test_wrong_options_are_told_where_they_are_given(kind: type[Any], options: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        kind(options=options)


def test_an_input_that_does_not_exist_is_told() -> None:
    with pytest.raises(ValueError, match="html, text"):
        CleanpressNodeParser(input="pdf")


def test_a_reader_gives_the_texts_of_clean_html() -> None:
    found = CleanpressReader().load_data([str(path) for path in PATHS], extra_info={"shelf": "left"})
    for document, path in zip(found, PATHS, strict=True):
        wanted = cleanpress.clean_html(path.read_bytes())
        assert document.text == wanted.text
        assert document.metadata == {"shelf": "left", "source": str(path), **present(fields(wanted))}
        assert "captions" not in document.get_content(MetadataMode.LLM)


def test_a_reader_in_the_directory_reader(tmp_path: Path) -> None:
    for path in PATHS[:8]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "broken.html").write_bytes(b"")
    reader = SimpleDirectoryReader(tmp_path, file_extractor={".html": CleanpressReader()}, raise_on_error=True)
    found = {Path(document.metadata["file_path"]).name: document for document in reader.load_data()}
    assert len(found) == 9
    for path in PATHS[:8]:
        assert found[path.name].text == cleanpress.clean_html(path.read_bytes()).text
    assert found["broken.html"].metadata["status"] == "empty"


def test_a_reader_on_another_file_system() -> None:
    system = MemoryFileSystem()
    for path in (NEWS, DUMPS[0]):
        system.pipe(f"/stored/{path.name}", path.read_bytes())
    paths = [f"/stored/{path.name}" for path in (NEWS, DUMPS[0])]
    news, dump = CleanpressReader().load_data(paths, fs=system)
    assert news.text == cleanpress.clean_html(NEWS.read_bytes()).text
    assert dump.text == cleanpress.clean_text(DUMPS[0].read_text("utf-8")).text
    assert news.metadata["source"] == paths[0]


def test_a_reader_is_lazy_and_tells_what_does_not_exist() -> None:
    first = next(iter(CleanpressReader().lazy_load_data([NEWS, FOLDER / "bbc.html"])))
    assert first.text == cleanpress.clean_html(NEWS.read_bytes()).text
    with pytest.raises(errors.InputError, match="no such file"):
        CleanpressReader().load_data(FOLDER / "nothing.html")
