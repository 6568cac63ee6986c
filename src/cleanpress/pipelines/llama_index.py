"""cleanpress in LlamaIndex: a reader of stored pages, and a parser of documents that hold pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from typing import Any

from llama_index.core.bridge.pydantic import BaseModel, Field, PrivateAttr, field_validator
from llama_index.core.node_parser import NodeParser
from llama_index.core.node_parser.node_utils import build_nodes_from_splits
from llama_index.core.readers.base import BasePydanticReader
from llama_index.core.schema import BaseNode, Document, MetadataMode
from llama_index.core.utils import get_tqdm_iterable

from cleanpress.model import Options
from cleanpress.pipelines.cleaning import Cleaning, address, paths_of, plain_options, read_options
from cleanpress.pipelines.fields import prefixed

# What of the metadata goes before the text for a model to read; the rest is for filters and for people.
_FOR_MODELS = frozenset({"title", "authors", "published", "site_name", "section"})


class _Settings(BaseModel):
    """What reader and parser are set to, as fields that LlamaIndex can write down and read again."""

    options: dict[str, Any] = Field(
        default_factory=dict, description="Fields of cleanpress.Options.", validate_default=True
    )
    packs: list[str] = Field(default_factory=list, description="Paths of further rule packs.")
    prefix: str = Field(default="", description="Stands before the names of the article's fields in the metadata.")
    report: bool = Field(default=False, description="Whether the metadata hold the record of all that was taken out.")

    _cleaning: Cleaning = PrivateAttr()

    @field_validator("options", mode="before")
    @classmethod
    def _plain(cls, given: Options | Mapping[str, Any] | None) -> dict[str, Any]:
        """All fields in one order, so that equal options are one key of a cache."""
        return plain_options(read_options(given))

    @field_validator("packs", mode="before")
    @classmethod
    def _paths(cls, given: Iterable[str | PathLike[str]]) -> list[str]:
        return paths_of(given)

    def model_post_init(self, context: Any) -> None:
        """Makes what cleans, so that a wrong setting is told at once."""
        super().model_post_init(context)
        kind = getattr(self, "input", "html")
        self._cleaning = Cleaning(
            self.options, packs=self.packs, input=kind, prefix=self.prefix, report=self.report, absent=False
        )

    def _hidden(self, already: Iterable[str], own: Mapping[str, Any]) -> list[str]:
        """The names of metadata that no model reads: the article's, but for a few; not those that a document has."""
        ours = [theirs for name, theirs in prefixed(self.prefix).items() if name not in _FOR_MODELS]
        return list(dict.fromkeys([*already, *(name for name in ours if name not in own)]))


class CleanpressReader(_Settings, BasePydanticReader):
    """Reads the articles of stored pages: files, folders, patterns, and collections of many pages like JSON lines.

    Whatever `cleanpress.batch` reads is read, one document after the other; nothing is fetched. `source` in the
    metadata is the file's path, or the record's id. What cannot be read has text "", status "unreadable" and a
    `problem`. Also the reader of files for `SimpleDirectoryReader(file_extractor={".html": CleanpressReader()})`.

    Args:
        options: `cleanpress.Options` or a mapping of its fields.
        packs: paths of further rule packs.
        prefix: stands before the names of the article's fields in the metadata.
        report: whether `removed`, the record of all that was taken out, is among them.

    Raises:
        OptionError, InputTypeError, PackError: as `cleanpress.Cleaner` does, or pydantic's ValidationError with their
            message.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "page.html").write_text("<title>Ice closes the harbour</title>")
    ...     [document.metadata["status"] for document in CleanpressReader().load_data(folder)]
    ['empty']
    """

    @classmethod
    def class_name(cls) -> str:
        """The name under which LlamaIndex writes the reader down."""
        return "CleanpressReader"

    def lazy_load_data(
        self,
        file: str | PathLike[str] | Iterable[str | PathLike[str]],
        extra_info: Mapping[str, Any] | None = None,
        fs: Any = None,
        **how: Any,
    ) -> Iterator[Document]:
        """The documents, one by one.

        Args:
            file: a path or pattern, or several.
            extra_info: metadata that each document gets; they stay as they are.
            fs: a file system of fsspec that the paths are of, each a file; the machine's own where None.
            how: `kind` and `fields`, as for `cleanpress.batch.readers.open_documents`.

        Raises:
            InputError: a path cannot be read as it was named.
        """
        paths = paths_of(file)
        found = self._cleaning.stored(paths, extra_info, **how) if fs is None else self._remote(paths, extra_info, fs)
        for text, metadata in found:
            hidden = self._hidden((), extra_info or {})
            yield Document(
                text=text, metadata=metadata, excluded_embed_metadata_keys=hidden, excluded_llm_metadata_keys=hidden[:]
            )

    def _remote(
        self, paths: Iterable[str], own: Mapping[str, Any] | None, fs: Any
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        for path in paths:
            with fs.open(path, "rb") as stream:
                article = self._cleaning.file(stream.read())
            yield article.text, self._cleaning.metadata({"source": path, **(own or {})}, article)


class CleanpressNodeParser(_Settings, NodeParser):
    """Documents that hold pages become one node each, which holds the article; a splitter can come behind it.

    The article's fields go into the metadata; what stands there already stays, and `url`, or a `source` that is an
    address, is the page's. Models read title, authors, date, site and section only. A document without an article
    becomes a node with text "" that says why in `status`.

    Args:
        input: "html", or "text" for documents whose page was flattened before.
        options, packs, prefix, report: as for `CleanpressReader`.

    Raises:
        OptionError, InputTypeError, PackError: as `CleanpressReader` does.

    >>> page = Document(text="<title>Ice closes the harbour</title>", metadata={"url": "https://post.example/ice"})
    >>> [node.metadata["status"] for node in CleanpressNodeParser().get_nodes_from_documents([page])]
    ['empty']
    """

    input: str = Field(default="html", description='What documents hold: "html", or "text" that was flattened before.')

    @classmethod
    def class_name(cls) -> str:
        """The name under which LlamaIndex writes the parser down."""
        return "CleanpressNodeParser"

    def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any) -> list[BaseNode]:
        return [self._parsed(node) for node in get_tqdm_iterable(nodes, show_progress, "Cleaning pages")]

    def _parsed(self, page: BaseNode) -> BaseNode:
        article = self._cleaning.article(page.get_content(metadata_mode=MetadataMode.NONE), address(page.metadata))
        (node,) = build_nodes_from_splits(["" if article is None else article.text], page, id_func=self.id_func)
        found = self._cleaning.metadata(page.metadata, article)
        node.metadata = (
            found if self.include_metadata else {name: found[name] for name in found if name not in page.metadata}
        )
        node.excluded_embed_metadata_keys = self._hidden(page.excluded_embed_metadata_keys, page.metadata)
        node.excluded_llm_metadata_keys = self._hidden(page.excluded_llm_metadata_keys, page.metadata)
        return node
