"""What a batch is asked to do: the part that workers need, and the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleanpress import __version__

if TYPE_CHECKING:
    from cleanpress.batch.readers import Fields

FOLDER_ENDINGS: Mapping[str, str] = {"text": ".txt", "markdown": ".md", "html": ".html", "json": ".json"}
"""The formats that are written as a folder, with the ending of their files."""

# Packages whose next release may give another text for the same page.
_PACKAGES = ("trafilatura", "lxml", "regex", "numpy", "charset-normalizer", "htmldate", "py3langid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """How pages are cleaned and written, which is all that a worker has to know.

    `form` is "jsonl", "parquet", "text", "markdown", "html" or "json"; `packs` are paths; `report` adds the blocks, or
    a report beside each file of a folder.
    """

    form: str = "jsonl"
    keep: tuple[str, ...] = ()
    body: str = "news"
    fast: bool = False
    packs: tuple[str, ...] = ()
    report: bool = False
    max_bytes: int = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A batch as the user asked for it.

    `output` is a file or a folder, `packing` ("", "gz" or "zst") how its lines are packed. `kind` is the kind of
    input, None where its ending says it. `timeout` is in seconds, `max_memory` in bytes for each worker. `sample` is
    the share of documents to take, `limit` the most of them. At most one of `resume` and `overwrite` is set.
    """

    inputs: tuple[str, ...]
    output: Path
    job: Job
    fields: Fields
    packing: str = ""
    kind: str | None = None
    workers: int = 1
    timeout: float = 60.0
    max_memory: int | None = None
    limit: int | None = None
    sample: float | None = None
    resume: bool = False
    overwrite: bool = False
    retry_failed: bool = False
    quiet: bool = False
    log: Path | None = None


def is_folder(job: Job) -> bool:
    """Whether the output is a folder with a file for each page."""
    return job.form in FOLDER_ENDINGS


def identity(settings: Settings) -> dict[str, Any]:
    """All that decides the bytes of the output beside the documents, as JSON types under the names of the options.

    Workers, timeout and memory are left out: they only decide which pages fail, and a run that met its limits is to be
    continued with others.
    """
    job, fields = settings.job, settings.fields
    return {
        "--from": settings.kind,
        "--html-field": fields.html,
        "--text-field": fields.text,
        "--id-field": fields.id,
        "--url-field": fields.url,
        "--carry": list(fields.carry),
        "--format": job.form,
        "the ending of -o": settings.packing,
        "--keep": sorted(set(job.keep)),
        "--body": job.body,
        "--fast": job.fast,
        "--pack": [sha256(Path(pack).read_bytes()).hexdigest() for pack in job.packs],
        "--report": job.report,
        "--max-bytes": job.max_bytes,
        "--limit": settings.limit,
        "--sample": settings.sample,
        "--retry-failed": settings.retry_failed,
    }


def versions(form: str) -> dict[str, str]:
    """The versions of cleanpress and of what it cleans and writes with.

    >>> versions("jsonl")["cleanpress"] == __version__
    True
    """
    names = (*_PACKAGES, "pyarrow") if form == "parquet" else _PACKAGES
    return {"cleanpress": __version__, **{name: _version(name) for name in names}}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
