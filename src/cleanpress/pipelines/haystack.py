"""cleanpress in Haystack: a converter of stored and fetched pages to documents."""

# Annotations are not postponed: Haystack reads the types of `run` to connect components.

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from haystack import Document, component, default_from_dict, default_to_dict, logging
from haystack.components.converters.utils import get_bytestream_from_source, normalize_metadata
from haystack.dataclasses import ByteStream

from cleanpress.model import Options
from cleanpress.pipelines.cleaning import Cleaning, address, plain_options

_log = logging.getLogger(__name__)


@component
class CleanpressToDocument:
    """Converts pages to documents that hold the article, one for each source, in their order.

    Sources are paths and ByteStreams, of HTML or of text that was flattened before. The article's fields go into the
    document's `meta`; what the source or `meta` says there already stays, and its `url` is the page's address. A source
    without an article gives a document with content "" that says why in `status`; one that cannot be read gets status
    "unreadable", and a warning is logged.

    Args:
        options: `cleanpress.Options` or a mapping of its fields.
        packs: paths of further rule packs.
        prefix: stands before the names of the article's fields in `meta`.
        report: whether `removed`, the record of all that was taken out, is among them.
        store_full_path: whether `file_path` in `meta` is the whole path, not only the file's name.

    Raises:
        OptionError, InputTypeError, PackError: as `cleanpress.Cleaner` does.

    >>> page = ByteStream(b"<title>Ice closes the harbour</title>", meta={"url": "https://post.example/ice"})
    >>> (found,) = CleanpressToDocument().run(sources=[page])["documents"]
    >>> found.meta["url"], found.meta["status"]
    ('https://post.example/ice', 'empty')
    """

    def __init__(
        self,
        options: Options | Mapping[str, Any] | None = None,
        packs: Iterable[str | PathLike[str]] = (),
        prefix: str = "",
        report: bool = False,
        store_full_path: bool = False,
    ) -> None:
        self.store_full_path = store_full_path
        self._cleaning = Cleaning(options, packs=packs, prefix=prefix, report=report, absent=False)

    def to_dict(self) -> dict[str, Any]:
        """The component as JSON types."""
        written: dict[str, Any] = default_to_dict(
            self,
            options=plain_options(self._cleaning.options),
            packs=self._cleaning.packs,
            prefix=self._cleaning.prefix,
            report=self._cleaning.report,
            store_full_path=self.store_full_path,
        )
        return written

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "CleanpressToDocument":
        """The component that `to_dict` wrote down."""
        read: CleanpressToDocument = default_from_dict(cls, data)
        return read

    @component.output_types(documents=list[Document])
    def run(
        self, sources: list[str | Path | ByteStream], meta: dict[str, Any] | list[dict[str, Any]] | None = None
    ) -> dict[str, Any]:
        """The documents of the sources.

        Args:
            sources: paths and ByteStreams.
            meta: what the documents' `meta` say already: one dict for all, or a list with one for each source.

        Raises:
            ValueError: `meta` is a list of another length than `sources`.
        """
        metas = normalize_metadata(meta=meta, sources_count=len(sources))
        return {"documents": [self._document(source, own) for source, own in zip(sources, metas, strict=True)]}

    def _document(self, source: Any, given: dict[str, Any]) -> Document:
        try:
            stream = get_bytestream_from_source(source)
        except Exception as error:  # whatever a source can be or a file system can say
            _log.warning("{source} cannot be read: {error}", source=source, error=error)
            path = {"file_path": self._path(source)} if isinstance(source, (str, Path)) else {}
            return Document(content="", meta=self._cleaning.metadata({**path, **given}, None))
        own = {**stream.meta, **given}
        if "file_path" in stream.meta and "file_path" not in given:
            own["file_path"] = self._path(stream.meta["file_path"])
        article = self._cleaning.file(stream.data or b"", address(own), stream.meta.get("encoding"))
        return Document(content=article.text, meta=self._cleaning.metadata(own, article))

    def _path(self, path: Any) -> str:
        return str(path) if self.store_full_path else Path(str(path)).name
