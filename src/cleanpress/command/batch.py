"""The commands `cleanpress batch` and `cleanpress batch failures`: options made ready, how it ended said."""

from __future__ import annotations

import logging
import math
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cleanpress.batch.files import shown
from cleanpress.batch.job import FOLDER_ENDINGS, Job, Settings, is_folder
from cleanpress.batch.outcome import FAILURES
from cleanpress.batch.readers import Fields
from cleanpress.batch.records import INDEX_KEYS, RESULT_KEYS
from cleanpress.batch.results import failures
from cleanpress.batch.runner import Ended, run
from cleanpress.batch.tally import Tally
from cleanpress.command.batch_progress import Progress, counts, duration
from cleanpress.command.batch_total import expected
from cleanpress.command.terminal import UsageError, encoded, put, reason, say, tell
from cleanpress.write.characters import visible
from cleanpress.write.json import dumps

ALL_RESULTS, FAILED = 0, 3
_PACKED = {".gz": "gz", ".zst": "zst"}
_FILES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
# The formats in which a document's record stands with all its keys.
_RECORDS = frozenset({"jsonl", "parquet", "json"})
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?", re.I)
# Seconds; timers of the system cannot be set to "inf", by which people mean none at all.
_LONGEST_TIMEOUT = 366 * 86_400.0
_UNITS = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}


def batch(inputs: tuple[str, ...], options: Mapping[str, Any]) -> int:
    """Run a batch and return the exit code: 0 each document has a result, 3 some failed, 130 or 143 a signal stopped
    it. Raises UsageError, or a CleanpressError, before anything is cleaned where it cannot begin.
    """
    settings = _settings(inputs, options)
    with _logging(settings.log):
        ended = run(settings, None if settings.quiet else Progress(lambda: expected(settings)))
    if not settings.quiet or ended.code:
        _say_end(settings, ended)
    if ended.code:
        return ended.code
    return FAILED if ended.tally.failures and not ended.already else ALL_RESULTS


def list_failures(output: str) -> int:
    """Write a line for each failed document of an output: status, id and reason, parted by tabs."""
    for status, document_id, why in failures(Path(output)):
        name = document_id if isinstance(document_id, str) else dumps(document_id)
        put(encoded(f"{status}\t{visible(name)}\t{visible(why)}\n"))
    return ALL_RESULTS


def size_of(text: str) -> int:
    """A size in bytes, such as "2g".

    >>> size_of("1500"), size_of("2g"), size_of("1.5 MB")
    (1500, 2147483648, 1572864)
    """
    found = _SIZE.fullmatch(text.strip())
    size = 0 if found is None else int(float(found[1]) * _UNITS[found[2].lower()])
    if size < 1:
        raise UsageError(f"{visible(text)} is no size; write it in bytes, or like 500m or 2g.")
    return size


# ---- options ----


def _settings(inputs: tuple[str, ...], options: Mapping[str, Any]) -> Settings:
    given = dict(options)
    if os.name != "posix":
        raise UsageError("cleanpress batch needs Linux or macOS; on Windows run it in WSL.")
    output = given.pop("output")
    if given["resume"] and given["overwrite"]:
        raise UsageError("--resume and --overwrite exclude each other: go on, or begin anew.")
    for name in ("timeout", "sample"):
        if given[name] is not None and math.isnan(given[name]):
            raise UsageError(f"--{name} nan is no number; give one, or leave it out.")
    form, packing = _form(given.pop("format"), output)
    fields = _fields(given)
    job = Job(
        form=form,
        keep=given.pop("keep"),
        body=given.pop("body"),
        fast=given.pop("fast"),
        packs=given.pop("packs"),
        report=given.pop("report"),
        max_bytes=size_of(given.pop("max_bytes")),
    )
    _check_columns(fields, job)
    _check_packs(job)
    memory, log = given.pop("max_memory"), given.pop("log")
    return Settings(
        inputs=_inputs(inputs),
        output=Path(output),
        job=job,
        fields=fields,
        packing=packing,
        workers=given.pop("workers") or _cores(),
        timeout=min(given.pop("timeout"), _LONGEST_TIMEOUT),
        max_memory=None if memory is None else size_of(memory),
        log=None if log is None else Path(log),
        **given,
    )


def _inputs(inputs: tuple[str, ...]) -> tuple[str, ...]:
    if inputs:
        return inputs
    if sys.stdin is not None and sys.stdin.isatty():
        raise UsageError("There is nothing to clean: name files or folders, or pipe JSON lines in.")
    return ("-",)


def _form(form: str | None, output: str) -> tuple[str, str]:
    """The format of an output and how it is packed."""
    if output in {"", "-"}:
        raise UsageError("A batch is written to a file or a folder, so that it can be resumed; name it with -o.")
    path = Path(output)
    packing = _PACKED.get(path.suffix.lower(), "")
    plain = path.with_suffix("") if packing else path
    ending = plain.suffix.lower()
    if output.endswith(("/", os.sep)) or path.is_dir() or (form is None and not ending and not packing):
        chosen = form or "text"
        if chosen not in FOLDER_ENDINGS:
            raise UsageError(f"{shown(output)} is a folder, but {chosen} is one file; name it, like pages.{chosen}.")
        return chosen, ""
    if form is not None and form in FOLDER_ENDINGS:
        if ending or packing:
            raise UsageError(f"Pages as {form} need a folder, a file for each; name one with -o DIR/.")
        return form, ""
    told = _FILES.get(ending)
    if form is not None and told not in {None, form}:
        raise UsageError(
            f"{shown(output)} ends like {told}, but --format says {form}; leave --format out, or name the output like "
            f"{shown(plain.with_suffix(f'.{form}'))}."
        )
    found = form or told
    if found is None:
        raise UsageError(
            f"What to write to {shown(output)} is not clear: end it in .jsonl, .jsonl.gz, .jsonl.zst or .parquet, or "
            "name a folder with -o DIR/."
        )
    if found == "parquet" and packing:
        raise UsageError(f"Parquet is packed inside; leave the ending {path.suffix} out.")
    return found, packing


def _fields(given: dict[str, Any]) -> Fields:
    html, text = given.pop("html_field"), given.pop("text_field")
    if html is not None and text is not None:
        raise UsageError("--html-field and --text-field exclude each other: a document is one or the other.")
    names = {"html": html, "text": text, "id": given.pop("id_field"), "url": given.pop("url_field")}
    told = {name: value for name, value in names.items() if value is not None}
    return Fields(**told, carry=given.pop("carry"))


def _check_columns(fields: Fields, job: Job) -> None:
    # As JSON a folder holds both: the index, and a record in each file.
    taken = (INDEX_KEYS if is_folder(job) else frozenset()) | (RESULT_KEYS if job.form in _RECORDS else frozenset())
    for name in fields.carry:
        if name in taken:
            raise UsageError(
                f"--carry {visible(name)}: the result has a field of this name itself; rename that of the input first."
            )
    if len(set(fields.carry)) < len(fields.carry):
        raise UsageError("--carry names a field twice; name it once.")


def _check_packs(job: Job) -> None:
    """Raises PackError for a pack that cannot be loaded."""
    if job.packs:
        from cleanpress.api import Cleaner, load_pack

        Cleaner(packs=[load_pack(path) for path in job.packs])


def _cores() -> int:
    # Those that this process may use, which may be fewer than the machine has.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _logging(log: Path | None) -> Iterator[None]:
    """Have what the run logs in a file, behind what it holds already."""
    if log is None:
        yield
        return
    try:
        handler = logging.FileHandler(log, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise UsageError(f"{shown(log)} cannot be written: {reason(error)}.") from error
    handler.setFormatter(_LogLine("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger("cleanpress")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
        handler.close()


class _LogLine(logging.Formatter):
    """A line with the time in UTC."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))


# ---- the end ----


def _say_end(settings: Settings, ended: Ended) -> None:
    tally, output = ended.tally, shown(settings.output)
    if ended.already:
        say(f"{output} is finished: {tally.documents:,} documents ({counts(tally)}); there is nothing left to do.")
    elif ended.code:
        say(f"Stopped after {tally.documents:,} documents, which are safe; go on with the same command and --resume.")
    else:
        tell("cleanpress: " + "\n  ".join(_summary(tally, ended.seconds, output)) + "\n")


def _summary(tally: Tally, seconds: float, output: str) -> Iterator[str]:
    rate = tally.documents / max(seconds, 0.001)
    yield f"{tally.documents:,} documents in {duration(seconds)}, {rate:,.1f} a second: {counts(tally)}"
    if tally.removed:
        by_label = sorted(tally.removed.items(), key=lambda each: (-each[1], each[0]))
        yield "removed: " + ", ".join(f"{number:,} {label}" for label, number in by_label)
    if tally.slowest:
        yield "slowest: " + ", ".join(f"{visible(name)} ({spent:g} s)" for spent, name in tally.slowest)
    if tally.largest:
        yield "largest: " + ", ".join(f"{visible(name)} ({size:,} bytes)" for size, name in tally.largest)
    yield f"nothing removed from {tally.nothing_removed:,}, confidence below .5 for {tally.unsure:,}"
    if tally.failures:
        again = [name for name in FAILURES if name != "too_large" and name in tally.statuses]
        mend = "; --retry-failed tries them again" if again else ""
        yield f"{tally.failures:,} failed; list them with: cleanpress batch failures {output}{mend}"
    yield f"written to {output}, counts and versions to {output}.manifest.json"
