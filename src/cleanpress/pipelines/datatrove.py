"""cleanpress as blocks of datatrove: an extractor of HTML, and a formatter of text that was extracted before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from typing import Any

from datatrove.data import Document, DocumentsPipeline
from datatrove.pipeline.extractors.base import BaseExtractor, ExtractorSandbox
from datatrove.pipeline.formatters.base import BaseFormatter
from datatrove.utils.logging import logger
from datatrove.utils.typeshelper import StatHints

from cleanpress.model import Article, Options, Status
from cleanpress.pipelines.cleaning import Cleaning
from cleanpress.pipelines.fields import CRASHED, UNREADABLE

# Cleaning it loads what cleaning any page needs.
_ANY_PAGE = "<title>Rain</title><article><h1>Rain</h1><p>Rain fell on the harbour all day, the office said.</article>"


@dataclass(frozen=True, slots=True)
class _Result:
    """What goes from the sandbox's process to the worker: text, fields, and how many pieces were removed by label. An
    `Article` with all its blocks would take as long to send as a small page to clean."""

    text: str
    fields: dict[str, Any]
    removed: Counter[str]


class CleanpressExtractor(BaseExtractor):
    """Takes the place of datatrove's `Trafilatura` block: HTML in `Document.text` becomes the article's text.

    Each document is cleaned in datatrove's sandbox, a process of its own that is killed after `timeout`. The article's
    fields go into `Document.metadata` under `prefix`; what stands there already stays. A reader's `url` is the page's
    address. Statistics count documents by status, and removed pieces by label.

    Args:
        options: `cleanpress.Options` or a mapping of its fields.
        packs: paths of further rule packs.
        timeout: seconds for one document.
        prefix: stands before the names of the article's fields in the metadata.
        report: whether the record of all that was taken out goes into the metadata.
        drop_empty: whether documents without text are dropped, as datatrove's extractors do. Otherwise they go on with
            text "" and their status: empty, no_article, too_large, timed_out, crashed, unreadable.

    Raises:
        OptionError, InputTypeError, PackError: as `cleanpress.Cleaner` does.

    >>> first = "It fell on the harbour all day, and no ferry left."
    >>> second = "The harbour office said it would open the quay on Monday, when the wind has turned, it hopes."
    >>> text = CleanpressExtractor().extract(f"<article><h1>Rain</h1><p>{first}</p><p>{second}</p></article>")
    >>> text == f"{first}\\n\\n{second}"
    True
    """

    name = "📰 cleanpress"

    def __init__(
        self,
        options: Options | Mapping[str, Any] | None = None,
        *,
        packs: Iterable[str | PathLike[str]] = (),
        timeout: float = 10,
        prefix: str = "clean_",
        report: bool = False,
        drop_empty: bool = True,
    ) -> None:
        super().__init__(timeout)
        self.drop_empty = drop_empty
        self._cleaning = Cleaning(options, packs=packs, prefix=prefix, report=report)

    def extract(self, text: str) -> str:
        """The article's text, "" where there is none."""
        article = self._cleaning.article(text)
        return "" if article is None else article.text

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Documents with the article's text and fields, in their order."""
        # Loaded before the sandbox forks, so that loading takes none of a document's time.
        import trafilatura  # noqa: F401

        self.extract(_ANY_PAGE)
        with ExtractorSandbox(timeout=self.timeout) as sandbox:
            for document in data or ():
                self.stat_update(StatHints.total)
                with self.track_time():
                    _fill(self, document, self._cleaning, self._sandboxed(sandbox, document))
                if self.drop_empty and not document.text:
                    self.stat_update(StatHints.dropped)
                    continue
                self.stat_update(StatHints.forwarded)
                self.update_doc_stats(document)
                yield document

    def _sandboxed(self, sandbox: Any, document: Document) -> _Result:
        """What the sandbox's process makes of a document, or what became of that process."""
        try:
            # A list, because older sandboxes do not unpack tuples.
            result: _Result = sandbox.process_document([document.text, document.metadata.get("url")], self._cleaned)
            return result
        except TimeoutError:
            logger.warning(f"cleanpress took over {self.timeout} s for document {document.id}")
            return _result(self._cleaning, None, Status.TIMED_OUT.value)
        except (EOFError, OSError):  # a pipe whose other end is gone
            logger.warning(f"The process that cleaned document {document.id} died")
            return _result(self._cleaning, None, CRASHED)

    def _cleaned(self, page: list[Any] | str) -> _Result:
        """What the sandbox's process runs: a page with its address, or the sandbox's own first "" to warm up."""
        content, url = page if isinstance(page, list) else (page, None)
        return _result(self._cleaning, self._cleaning.article(content, url))


class CleanpressFormatter(BaseFormatter):
    """Cleans the text of documents that were extracted before, by any tool; see `cleanpress.clean_text`.

    Every document goes on, as with datatrove's formatters, with text "" where nothing is left. Arguments and metadata
    are those of `CleanpressExtractor`; there is no sandbox and no timeout.

    >>> CleanpressFormatter().format("Sign up for our newsletter\\nIt fell on the harbour all day, and no ferry left.")
    'It fell on the harbour all day, and no ferry left.'
    """

    name = "📰 cleanpress"

    def __init__(
        self,
        options: Options | Mapping[str, Any] | None = None,
        *,
        packs: Iterable[str | PathLike[str]] = (),
        prefix: str = "clean_",
        report: bool = False,
    ) -> None:
        super().__init__()
        self._cleaning = Cleaning(options, packs=packs, input="text", prefix=prefix, report=report)

    def format(self, text: str) -> str:
        """The article's text, "" where there is none."""
        article = self._cleaning.article(text)
        return "" if article is None else article.text

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """All documents with their text cleaned and the article's fields, in their order."""
        for document in data or ():
            self.stat_update(StatHints.total)
            with self.track_time():
                article = self._cleaning.article(document.text, document.metadata.get("url"))
                _fill(self, document, self._cleaning, _result(self._cleaning, article))
            yield document


def _result(cleaning: Cleaning, article: Article | None, status: str = UNREADABLE) -> _Result:
    text, removed = ("", []) if article is None else (article.text, article.removed)
    return _Result(text, cleaning.fields(article, status), Counter(removal.label.value for removal in removed))


def _fill(step: Any, document: Document, cleaning: Cleaning, result: _Result) -> None:
    """Text, metadata and the step's statistics of one document."""
    document.text = result.text
    document.metadata = cleaning.merged(document.metadata, result.fields)
    step.stat_update(f"status_{result.fields['status']}")
    for label, count in result.removed.items():
        step.stat_update(f"removed_{label}", value=count)
