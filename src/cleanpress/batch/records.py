"""The record of a document: its id and carried fields, the article, and why it failed; as a line and as files."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from typing import Any

from cleanpress.batch.document import Document
from cleanpress.batch.job import FOLDER_ENDINGS, Job, is_folder
from cleanpress.batch.names import file_name
from cleanpress.batch.outcome import Outcome
from cleanpress.labels import Status
from cleanpress.model import Article
from cleanpress.write.characters import encodable
from cleanpress.write.json import dumps, to_dict

RESULT_KEYS = frozenset({"id", "error", "schema_version", "blocks", *(item.name for item in fields(Article))}) - {
    "kept",
    "signals",
}
"""The keys of a record; a carried field may have none of these names."""

INDEX_KEYS = frozenset({"id", "file", "report", "status", "confidence", "warnings", "error"})
"""The keys of a line in the index of an output folder."""


def outcome(
    number: int, document: Document, article: Article, job: Job, *, error: str | None = None, seconds: float = 0.0
) -> Outcome:
    """What goes out for a document with this article; `number` counts the documents from 1.

    >>> outcome(1, Document(id="a", carried={"day": 2}), Article(text="Rain."), Job()).line[:54]
    b'{"id": "a", "day": 2, "schema_version": 1, "text": "Ra'
    """
    line, files = _folder(number, document, article, job, error) if is_folder(job) else (None, ())
    return Outcome(
        line=_record(document, article, job, error) if line is None else line,
        files=files,
        status=article.status.value,
        error=error,
        removed=dict(Counter(removal.label.value for removal in article.removed)),
        confidence=article.confidence,
        seconds=seconds,
        size=size(document),
    )


def failed(number: int, document: Document, status: Status, error: str, job: Job, *, seconds: float = 0.0) -> Outcome:
    """What goes out for a document that was not cleaned, with the reason in a sentence.

    >>> failed(1, Document(id=4), Status.CRASHED, "It crashed.", Job()).line[-40:]
    b'"warnings": [], "error": "It crashed."}\\n'
    """
    article = Article(status=status, url=document.url)
    return outcome(number, document, article, job, error=error, seconds=seconds)


def size(document: Document) -> int:
    """Bytes of a document, or characters where it came as str.

    >>> size(Document(id=1, html=b"<p>Rain"))
    7
    """
    return len(document.html or document.text or "")


def kind_of(value: Any) -> str:
    """What kind of column holds a value: "null", "bool", "int", "long" (a whole number that loses digits among floats),
    "float", "str", or "json" for everything else.

    >>> kind_of(3), kind_of(2**53 + 1), kind_of(2**70), kind_of([1])
    ('int', 'long', 'json', 'json')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            return "json"
        return "int" if int(float(value)) == value else "long"
    if isinstance(value, float):
        return "float"
    return "str" if isinstance(value, str) else "json"


def _record(document: Document, article: Article, job: Job, error: str | None) -> bytes:
    body = dumps({**to_dict(article, blocks=job.report), "error": error})
    return f"{head(document)}, {body[1:]}\n".encode()


def head(document: Document) -> str:
    """The beginning of a record: an open brace, the id, and the carried fields.

    >>> head(Document(id=7, carried={"day": "Monday"}))
    '{"id": 7, "day": "Monday"'
    """
    carried = "".join(f", {dumps(name)}: {dumps(value)}" for name, value in document.carried.items())
    return f'{{"id": {dumps(document.id)}{carried}'


def _folder(
    number: int, document: Document, article: Article, job: Job, error: str | None
) -> tuple[bytes, tuple[tuple[str, bytes], ...]]:
    """The line of the index and the files for a document: what there is to read, and its report."""
    name = file_name(number, document.id)
    files: list[tuple[str, bytes]] = []
    if job.form == "json":
        body = dumps({**to_dict(article, blocks=job.report), "error": error}, indent=2)
        files.append((f"{name}.json", f"{head(document)},{body[1:]}\n".encode()))
    elif article.status is Status.OK:
        files.append((f"{name}{FOLDER_ENDINGS[job.form]}", encodable(_page(article, job.form)).encode()))
    told: dict[str, Any] = {"file": files[0][0] if files else None, "report": None}
    if job.report and article.blocks:
        from cleanpress.write import report

        told["report"] = f"{name}.report.txt"
        files.append((told["report"], encodable(report.to_text(article)).encode()))
    told |= {"status": article.status.value, "confidence": article.confidence}
    body = dumps({**told, "warnings": list(article.warnings), "error": error})
    return f"{head(document)}, {body[1:]}\n".encode(), tuple(files)


def _page(article: Article, form: str) -> str:
    if form == "markdown":
        return article.to_markdown()
    return article.to_html() if form == "html" else f"{article.text}\n"
