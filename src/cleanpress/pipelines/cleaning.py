"""What every adapter is given and does: options that a framework can write down, content in, text and metadata out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields as dataclass_fields
from functools import cached_property
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

from cleanpress import errors
from cleanpress.model import Article, Limits, Options
from cleanpress.pipelines.fields import UNREADABLE, beside, fields, prefixed
from cleanpress.write.json import plain

if TYPE_CHECKING:
    from cleanpress.api import Cleaner
    from cleanpress.batch.document import Document

# What a document's content can be: the source of a page, or text that was flattened before.
INPUTS = ("html", "text")


class Cleaning:
    """One way of cleaning documents. It can be pickled; each process makes its `Cleaner` when it first needs it.

    Args:
        options: `Options`, or a mapping of its fields as `plain_options` writes it; None are the defaults.
        packs: paths of further rule packs.
        input: "html" or "text", what the documents' content is.
        prefix: stands before the names of the article's fields.
        report: whether `removed`, the record of all that was taken out, is among them.
        absent: whether fields without a value are among them.

    Raises:
        InputTypeError: the options are something else.
        OptionError: an option has a name or value that does not exist.
        PackError: a pack cannot be loaded.

    >>> cleaning = Cleaning({"keep": ["caption"]}, prefix="clean_")
    >>> article = cleaning.article("")
    >>> cleaning.metadata({"id": 7}, article)["clean_status"]
    'empty'
    """

    def __init__(
        self,
        options: Options | Mapping[str, Any] | None = None,
        *,
        packs: Iterable[str | PathLike[str]] = (),
        input: str = "html",
        prefix: str = "",
        report: bool = False,
        absent: bool = True,
    ) -> None:
        if input not in INPUTS:
            raise errors.OptionError(f"input={input!r} does not exist; use one of: {', '.join(INPUTS)}")
        self.options = read_options(options)
        self.packs = [fspath(path) for path in packs]
        self.input = input
        self.prefix = prefix
        self.report = report
        self.absent = absent
        # A wrong option is told where it is given, not in a worker.
        _ = self.cleaner

    @cached_property
    def cleaner(self) -> Cleaner:
        """The `Cleaner` of this process."""
        import cleanpress

        return cleanpress.Cleaner(self.options, packs=[cleanpress.load_pack(path) for path in self.packs])

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "cleaner"}

    def article(self, content: Any, url: Any = None) -> Article | None:
        """The article of a document's content, None where that is no page or text at all: nothing raises midway.

        A missing content is an empty page; `url` counts only where it is a str.
        """
        if content is None:
            content = ""
        if not isinstance(content, (str, bytes, bytearray, memoryview)):
            return None
        url = _word(url)
        if self.input == "html":
            return self.cleaner.clean_html(content, url=url)
        text = content if isinstance(content, str) else bytes(content).decode("utf-8", "replace")
        return self.cleaner.clean_text(text, url=url)

    def file(self, data: bytes, url: Any = None, charset: Any = None) -> Article:
        """The article of a file's bytes, told apart as the command does: a page of HTML, or a text.

        `charset` is the one that an HTTP header named; it and `url` count only where they are a str.
        """
        from cleanpress.read.sniff import sniff

        url, charset = _word(url), _word(charset)
        # What is too large is not even decoded.
        sniffed = None if len(data) > self.options.limits.max_bytes else sniff(data)
        if sniffed is None or sniffed.kind == "html":
            return self.cleaner.clean_html(data, url=url, encoding=charset)
        return self.cleaner.clean_text(sniffed.text, url=url)

    def stored(
        self, inputs: Sequence[str], own: Mapping[str, Any] | None = None, **how: Any
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Text and metadata of each document that files, folders and patterns hold, read as they are asked for.

        Args:
            inputs: as for `cleanpress.batch.readers.open_documents`, which takes `how` as well.
            own: what the metadata of each say already. Beside it stand `source`, a file's path or a record's id,
                `url`, the fields to be carried, and the `problem` of a document that cannot be read.

        Raises:
            InputError: an input cannot be read as it was named.
        """
        from cleanpress.batch.readers import open_documents

        for document in open_documents(inputs, max_bytes=self.options.limits.max_bytes, **how):
            said = {"source": document.id, "url": document.url, "problem": document.problem}
            told = {
                **(own or {}),
                **document.carried,
                **{name: value for name, value in said.items() if value is not None},
            }
            article = self._read(document)
            yield "" if article is None else article.text, self.metadata(told, article)

    def _read(self, document: Document) -> Article | None:
        if document.problem is not None:
            return None
        if document.text is not None:
            return self.cleaner.clean_text(document.text, url=_word(document.url))
        charset = _word(document.charset)
        return self.cleaner.clean_html(document.html or b"", url=_word(document.url), encoding=charset)

    def metadata(self, own: Mapping[str, Any], article: Article | None, status: str = UNREADABLE) -> dict[str, Any]:
        """A document's `own` metadata with the article's fields beside it; `status` where there is no article.

        What the document says of itself stays; see `fields.beside`.
        """
        return self.merged(own, self.fields(article, status))

    def fields(self, article: Article | None, status: str = UNREADABLE) -> dict[str, Any]:
        """The article's fields under their own names, JSON types only; `status` where there is no article."""
        return fields(article, report=self.report, status=status)

    def merged(self, own: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
        """A document's `own` metadata with the fields beside it."""
        return {**own, **beside(own, found, names=prefixed(self.prefix), absent=self.absent)}


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def paths_of(given: str | PathLike[str] | Iterable[str | PathLike[str]]) -> list[str]:
    """One path or several, as a list.

    >>> paths_of("saved"), paths_of(["a.html", "b.html"])
    (['saved'], ['a.html', 'b.html'])
    """
    return [fspath(given)] if isinstance(given, (str, PathLike)) else [fspath(path) for path in given]


def read_options(given: Options | Mapping[str, Any] | None) -> Options:
    """Options from what `plain_options` wrote, from part of it, or from `Options` themselves; None are the defaults.

    Raises:
        InputTypeError: `given` is something else.
        OptionError: it holds a name that does not exist; values are looked at by `Cleaner`.

    >>> read_options({"keep": ["caption"], "limits": {"max_bytes": 1000}}).limits.max_bytes
    1000
    """
    if isinstance(given, Options):
        return given
    if given is None:
        return Options()
    if not isinstance(given, Mapping):
        raise errors.InputTypeError(
            f"options are a cleanpress.Options or a mapping of its fields, not {type(given).__name__}"
        )
    chosen = _known(given, Options)
    if isinstance(chosen.get("limits"), Mapping):
        chosen["limits"] = Limits(**_known(chosen["limits"], Limits))
    if isinstance(chosen.get("keep"), (list, tuple)):
        chosen["keep"] = frozenset(chosen["keep"])
    return Options(**chosen)


def _known(given: Mapping[str, Any], kind: type[Options] | type[Limits]) -> dict[str, Any]:
    names = [item.name for item in dataclass_fields(kind)]
    for name in given:
        if name not in names:
            raise errors.OptionError(f"{name!r} is no field of {kind.__name__}; use: {', '.join(names)}")
    return dict(given)


def plain_options(options: Options) -> dict[str, Any]:
    """Options as JSON types, the same for equal options in every process.

    >>> plain_options(Options(keep={"credit", "caption"}))["keep"]
    ['caption', 'credit']
    """
    found: dict[str, Any] = plain(options)
    return found


def address(metadata: Mapping[str, Any]) -> str | None:
    """The page's address among a document's metadata: `url`, else a `source` that is an address.

    >>> address({"source": "https://post.example/ice"}), address({"source": "pages/ice.html"})
    ('https://post.example/ice', None)
    """
    for name in ("url", "source"):
        value = metadata.get(name)
        if isinstance(value, str) and value.lower().startswith(("http://", "https://")):
            return value
    return None
