"""cleanpress in LangChain: a transformer of documents that hold pages, and a loader of stored pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import BaseDocumentTransformer, Document

from cleanpress.model import Options
from cleanpress.pipelines.cleaning import Cleaning, address, paths_of

if TYPE_CHECKING:
    from cleanpress.batch.readers import Fields


class CleanpressTransformer(BaseDocumentTransformer):
    """Documents that hold pages become documents that hold the article, one for each, in their order.

    The article's fields go into the metadata; what stands there already stays, and `url`, or a `source` that is an
    address, is the page's. A document without an article has content "" and says why in `status`.

    Args:
        options: `cleanpress.Options` or a mapping of its fields.
        packs: paths of further rule packs.
        input: "html", or "text" for documents whose page was flattened before.
        prefix: stands before the names of the article's fields in the metadata.
        report: whether `removed`, the record of all that was taken out, is among them.

    Raises:
        OptionError, InputTypeError, PackError: as `cleanpress.Cleaner` does.

    >>> page = Document("<title>Ice closes the harbour</title>", metadata={"source": "https://post.example/ice"})
    >>> (found,) = CleanpressTransformer().transform_documents([page])
    >>> found.metadata["source"], found.metadata["status"]
    ('https://post.example/ice', 'empty')
    """

    def __init__(
        self,
        options: Options | Mapping[str, Any] | None = None,
        *,
        packs: Iterable[str | PathLike[str]] = (),
        input: str = "html",
        prefix: str = "",
        report: bool = False,
    ) -> None:
        self._cleaning = Cleaning(options, packs=packs, input=input, prefix=prefix, report=report, absent=False)

    def transform_documents(self, documents: Sequence[Document], **kwargs: Any) -> Sequence[Document]:
        """The documents, cleaned. `atransform_documents` does the same in a thread."""
        return [self._transformed(document) for document in documents]

    def _transformed(self, document: Document) -> Document:
        article = self._cleaning.article(document.page_content, address(document.metadata))
        metadata = self._cleaning.metadata(document.metadata, article)
        text = "" if article is None else article.text
        changed: Document = document.model_copy(update={"page_content": text, "metadata": metadata})
        return changed


class CleanpressLoader(BaseLoader):
    """Loads the articles of stored pages: files, folders, patterns, and collections of many pages like JSON lines.

    Whatever `cleanpress.batch` reads is read, one document after the other; nothing is fetched. `source` in the
    metadata is the file's path, or the record's id. What cannot be read has content "", status "unreadable" and a
    `problem`.

    Args:
        paths: a path or pattern, or several.
        kind: how to read them, where their endings do not say; see `cleanpress.batch.readers.KINDS`.
        columns: which fields or columns of records hold what.
        options, packs, prefix, report: as for `CleanpressTransformer`.

    Raises:
        OptionError, InputTypeError, PackError: as `cleanpress.Cleaner` does.
        InputError: on loading, where a path cannot be read as it was named.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "page.html").write_text("<title>Ice closes the harbour</title>")
    ...     [document.metadata["status"] for document in CleanpressLoader(folder).lazy_load()]
    ['empty']
    """

    def __init__(
        self,
        paths: str | PathLike[str] | Iterable[str | PathLike[str]],
        *,
        kind: str | None = None,
        columns: Fields | None = None,
        options: Options | Mapping[str, Any] | None = None,
        packs: Iterable[str | PathLike[str]] = (),
        prefix: str = "",
        report: bool = False,
    ) -> None:
        self._paths = paths_of(paths)
        self._how: dict[str, Any] = {"kind": kind, "fields": columns}
        self._cleaning = Cleaning(options, packs=packs, prefix=prefix, report=report, absent=False)

    def lazy_load(self) -> Iterator[Document]:
        """The documents, one by one."""
        for text, metadata in self._cleaning.stored(self._paths, **self._how):
            yield Document(text, metadata=metadata)
