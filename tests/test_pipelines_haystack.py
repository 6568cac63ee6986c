"""The converter for Haystack: its contract as a component, alone and in a pipeline that is written down as YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import cleanpress
from cleanpress import Options, errors
from extras import need
from framework_pages import DUMPS, FOLDER, GARBAGE, NEWS, NO_ARTICLE, PATHS, article, json_types, url_of

need("haystack", "haystack")

import haystack.telemetry._telemetry as haystack_telemetry
from haystack import Document, Pipeline
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.writers import DocumentWriter
from haystack.core.component import Component
from haystack.dataclasses import ByteStream
from haystack.document_stores.in_memory import InMemoryDocumentStore

from cleanpress.pipelines.fields import fields
from cleanpress.pipelines.haystack import CleanpressToDocument

PACK = FOLDER.parents[1] / "docs" / "example-pack.toml"


def converted(sources: list[Any], meta: Any = None, **settings: Any) -> list[Document]:
    found: list[Document] = CleanpressToDocument(**settings).run(sources=sources, meta=meta)["documents"]
    return found


def present(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in (None, [], {}, "")}


def test_it_is_a_component_and_nobody_is_told() -> None:
    made = CleanpressToDocument()
    assert isinstance(made, Component)
    assert made.__haystack_input__.sources.is_mandatory
    assert not made.__haystack_input__.meta.is_mandatory
    assert made.__haystack_output__.documents.type == list[Document]
    assert haystack_telemetry.telemetry is None


def test_texts_are_those_of_clean_html() -> None:
    streams = [ByteStream(path.read_bytes(), meta={"url": url_of(path)}, mime_type="text/html") for path in PATHS]
    found = converted(streams)
    assert [document.content for document in found] == [article(path).text for path in PATHS]
    for document, path in zip(found, PATHS, strict=True):
        assert document.meta == {**present(fields(article(path))), "url": url_of(path)}
        assert json_types(document.meta)
        assert Document.from_dict(document.to_dict()) == document


def test_paths_of_pages_and_of_flattened_texts() -> None:
    found = converted([NEWS, str(DUMPS[0])], meta=[{"title": "Mine"}, {}])
    assert found[0].content == cleanpress.clean_html(NEWS.read_bytes()).text
    assert found[1].content == cleanpress.clean_text(DUMPS[0].read_text("utf-8")).text
    assert (found[0].meta["title"], found[0].meta["file_path"]) == ("Mine", NEWS.name)
    (whole,) = converted([NEWS], meta={"shelf": "left"}, store_full_path=True)
    assert (whole.meta["file_path"], whole.meta["shelf"]) == (str(NEWS), "left")
    (theirs,) = converted([NEWS], meta={"file_path": "a/b"})
    assert theirs.meta["file_path"] == "a/b"


def test_settings_are_used() -> None:
    stream = ByteStream(NEWS.read_bytes(), meta={"url": url_of(NEWS)})
    (found,) = converted([stream], options=Options(keep={"caption"}), prefix="clean_", report=True)
    wanted = cleanpress.Cleaner(Options(keep={"caption"})).clean_html(NEWS.read_bytes(), url_of(NEWS))
    assert found.content == wanted.text != article(NEWS).text
    assert found.meta["clean_removed"] == wanted.to_dict()["removed"]
    assert found.meta["clean_title"] == wanted.title


def test_the_charset_of_a_stream_is_used() -> None:
    prose = "Отливът задържа ферибота на острова до понеделник, съобщи пристанищната служба в събота."
    page = f"<article><h1>Отлив</h1><p>{prose}</p><p>{prose[:-1]} и неделя.</p></article>".encode("windows-1251")
    (found,) = converted([ByteStream(page, meta={"encoding": "windows-1251"})])
    assert found.content is not None
    assert found.content.startswith(prose)


def test_no_source_raises(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    sources = [ByteStream(b""), ByteStream(GARBAGE), NO_ARTICLE, tmp_path / "nothing.html", tmp_path, 7, NEWS]
    found = converted(sources, meta=[{"place": place} for place in range(7)])
    assert [document.meta["place"] for document in found] == list(range(7))
    statuses = [document.meta["status"] for document in found]
    assert statuses[0] == "empty"
    assert statuses[1] in {"empty", "no_article"}
    assert statuses[2:] == ["no_article", "unreadable", "unreadable", "unreadable", "ok"]
    assert [document.content for document in found[:-1]] == [""] * 6
    assert found[3].meta["file_path"] == "nothing.html"
    assert len([message for message in caplog.messages if "cannot be read" in message]) == 3


def test_a_list_of_meta_must_fit_the_sources() -> None:
    with pytest.raises(ValueError, match="length"):
        converted([NEWS], meta=[{}, {}])


def test_it_is_written_down_and_read_again() -> None:
    made = CleanpressToDocument(
        Options(keep={"credit", "caption"}), packs=[PACK], prefix="clean_", report=True, store_full_path=True
    )
    written = made.to_dict()
    assert written["type"] == "cleanpress.pipelines.haystack.CleanpressToDocument"
    assert written["init_parameters"]["options"]["keep"] == ["caption", "credit"]
    assert json_types(written)
    again = CleanpressToDocument.from_dict(written)
    assert again.to_dict() == written
    assert again._cleaning.options == Options(keep=frozenset({"credit", "caption"}))


def test_it_works_in_a_pipeline_written_down_as_yaml() -> None:
    store = InMemoryDocumentStore()
    pipeline = Pipeline()
    pipeline.add_component("cleaner", CleanpressToDocument({"body": "news"}))
    pipeline.add_component("splitter", DocumentSplitter(split_by="passage", split_length=1))
    pipeline.connect("cleaner.documents", "splitter.documents")
    again = Pipeline.loads(pipeline.dumps(), allowed_modules=[CleanpressToDocument.__module__])
    assert again.dumps() == pipeline.dumps()
    again.add_component("writer", DocumentWriter(store))
    again.connect("splitter.documents", "writer.documents")
    again.run({"cleaner": {"sources": [ByteStream(NEWS.read_bytes(), meta={"url": url_of(NEWS)})]}})
    passages = sorted(store.filter_documents(), key=lambda document: document.meta["split_id"])
    assert "".join(document.content or "" for document in passages) == article(NEWS).text
    assert {document.meta["title"] for document in passages} == {article(NEWS).title}


@pytest.mark.parametrize(("options", "says"), [({"body": "book"}, "news, web"), ({"keeps": []}, "keep, body")])
def test_wrong_options_are_told_where_they_are_given(options: dict[str, Any], says: str) -> None:
    with pytest.raises(errors.OptionError, match=says):
        CleanpressToDocument(options)
