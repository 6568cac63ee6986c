"""The command `cleanpress FILE…`: each page through a Cleaner, its result and report to where they belong."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cleanpress.command.documents import documents
from cleanpress.command.inputs import STDIN, Source, is_address, read, sources
from cleanpress.command.outputs import (
    ENDINGS,
    Folder,
    Output,
    Sink,
    check_file,
    check_targets,
    format_of,
    is_folder,
    means_folder,
)
from cleanpress.command.terminal import UsageError, encoded, readable, say, shown, tell
from cleanpress.errors import WeightsError
from cleanpress.model import Article, Label, Limits, Options, Status

if TYPE_CHECKING:
    from cleanpress.api import Cleaner

FOUND, NO_ARTICLE, WRONG_USE = 0, 1, 2
_LIMITS = Limits()
# What UTF-16 and UTF-32 begin with.
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_WHY_NOT = {
    Status.EMPTY: "there is nothing in it",
    Status.NO_ARTICLE: "it holds no article; --report tells what it holds",
    Status.TOO_LARGE: f"it is larger than {_LIMITS.max_bytes:,} bytes; `cleanpress batch --max-bytes` takes more",
    Status.TIMED_OUT: "reading it took too long",
    Status.OK: "",
}
_READS = "cleanpress reads HTML pages and text"
_NO_PAGE = {
    "pdf": f"it is a PDF, and {_READS}; turn it into text first",
    "image": f"it is a picture, and {_READS}",
    "gzip": f"it is packed with gzip twice, and {_READS}; unpack it first",
    "binary": f"it is binary data of some kind, and {_READS}; unpack or convert it first",
    "json": f"it is JSON, and {_READS}; take the page out of it, or clean JSON lines with `cleanpress batch`",
    "warc": f"it is a web archive, and {_READS}; clean its pages with `cleanpress batch`",
    "feed": f"it is a feed or a sitemap, and {_READS}; fetch the pages it names",
    "looks_like_url": "it is only an address, and cleanpress does not fetch pages; fetch it with curl and pipe it in",
    "looks_like_path": "it is only the name of a file; name the file itself: cleanpress FILE",
    "noscript": "its text is written by scripts, which cleanpress does not run; save it from a browser",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The options of the command, as the user gave them; None where an option was left out."""

    files: tuple[str, ...] = ()
    format: str | None = None
    input: str = "auto"
    url: str | None = None
    title: str | None = None
    language: str | None = None
    separator: str | None = None
    encoding: str | None = None
    keep: tuple[str, ...] = ()
    body: str = "news"
    fast: bool = False
    packs: tuple[str, ...] = ()
    report: str | None = None
    report_file: str | None = None
    front_matter: bool = False
    output: str | None = None
    verbose: bool = False


def run(given: Settings) -> int:
    """Clean every page and return the exit code: 0 each is an article, 1 one is not, 2 one cannot be read or failed.

    Raises UsageError before anything is cleaned where the options do not go together.
    """
    _refuse_empty_names(given)
    if given.separator is not None and given.input == "html":
        raise UsageError("--separator parts the documents of a text; leave --input html out.")
    found = sources(given.files, given.output)
    settings = _completed(given, many=len(found) > 1 or any(Path(name).is_dir() for name in given.files))
    _check(settings, found)
    cleaner = _cleaner(settings)
    code = FOUND
    with ExitStack() as stack:
        output = stack.enter_context(_output(settings))
        report = stack.enter_context(Output(settings.report_file)) if settings.report_file else None
        for source in found:
            code = max(code, _one(source, settings, cleaner, output, report, named=len(found) > 1))
    if not found:
        raise UsageError(f"There are no files in {shown(', '.join(given.files))}.")
    return code


def _refuse_empty_names(given: Settings) -> None:
    if "" in given.files:
        raise UsageError("The name of a page is empty; name a file, or none at all to read standard input.")
    for option, name in (("-o", given.output), ("--report-file", given.report_file)):
        if name == "":
            raise UsageError(f"The name behind {option} is empty; name a file, or leave {option} out.")


def _completed(given: Settings, *, many: bool) -> Settings:
    """The settings with the format, the folder and the report that were meant where they were not named as such."""
    if many and given.format not in {"json", "jsonl"} and means_folder(given.output):
        given = replace(given, output=f"{given.output}/")
    fallback = "jsonl" if many and not is_folder(given.output) else "text"
    report = given.report
    if report is None and given.report_file is not None:
        report = "json" if format_of(given.report_file) in {"json", "jsonl"} else "text"
    chosen = given.format or format_of(given.output) or fallback
    if given.separator is not None:
        given = replace(given, input="text")
        chosen = "jsonl" if chosen == "json" else chosen
    if many and chosen == "json" and not is_folder(given.output):
        chosen = "jsonl"
    if many and chosen not in {"json", "jsonl"} and not is_folder(given.output):
        raise UsageError(
            f"Several pages as {chosen} need a folder: add -o DIR/, or leave the format out for JSON lines."
        )
    return replace(given, format=chosen, report=report)


def _check(settings: Settings, found: Sequence[Source]) -> None:
    if settings.front_matter and settings.format != "markdown":
        raise UsageError("--front-matter goes before markdown only; add --format markdown.")
    if settings.url is not None and len(found) > 1:
        raise UsageError(f"--url is the address of one page, but {len(found)} were given; leave it out.")
    if settings.url is not None and settings.separator is not None:
        raise UsageError("--url is the address of one page, but there are several documents; leave it out.")
    if settings.url is not None and not is_address(settings.url):
        raise UsageError(f"--url {shown(settings.url)!r} is no address of a page; write it whole, with https://.")
    if settings.separator is not None:
        _check_separator(settings.separator)
    if settings.title is not None and (len(found) > 1 or settings.separator is not None):
        raise UsageError("--title is the headline of one article, but there are several documents; leave it out.")
    for option, told in (("--title", settings.title), ("--language", settings.language)):
        if told is not None and settings.input == "html":
            raise UsageError(f"{option} tells of a text; a page of HTML says it itself. Leave --input html out.")
    if settings.language is not None:
        _check_language(settings.language)
    if sum(source.path is None for source in found) > 1:
        raise UsageError("Standard input (-) can be read only once; name it once.")
    if settings.encoding is not None and not _is_charset(settings.encoding):
        raise UsageError(f"There is no encoding named {shown(settings.encoding)!r}; try utf-8 or windows-1252.")
    check_targets(found, _targets(settings, found))


def _check_language(code: str) -> None:
    from cleanpress.metadata.language import language_code

    if language_code(code) is None:
        raise UsageError(f"There is no language {shown(code)!r}; write its two-letter code, such as en or pt-BR.")


def _check_separator(line: str) -> None:
    if not line.strip():
        raise UsageError("--separator is empty; name the line that stands between two documents, such as ---.")
    if len(line.strip().splitlines()) > 1:
        raise UsageError("--separator is one line; name the line that stands between two documents, such as ---.")


def _is_charset(name: str) -> bool:
    try:
        # Codecs such as "rot13", which turn text into text, say so only when there is something to decode.
        b"x".decode(name)
    except UnicodeError:
        return True
    except (LookupError, ValueError):
        return False
    return True


def _targets(settings: Settings, found: Sequence[Source]) -> Iterator[tuple[str, Path]]:
    """Every file that is to be written, with what for."""
    output = _output(settings)
    if isinstance(output, Folder):
        yield from ((source.name, output.path(source)) for source in found)
    files = {"the report": settings.report_file, "the result": None if isinstance(output, Folder) else settings.output}
    for owner, name in files.items():
        if name is not None and name != STDIN:
            check_file(Path(name))
            yield owner, Path(name)


def _output(settings: Settings) -> Sink:
    if settings.output is not None and is_folder(settings.output):
        return Folder(settings.output, ENDINGS[str(settings.format)])
    return Output(settings.output)


def _cleaner(settings: Settings) -> Cleaner:
    from cleanpress.api import Cleaner
    from cleanpress.judge.rules import load_pack

    keep = frozenset(Label(label) for label in settings.keep)
    packs = tuple(load_pack(path) for path in settings.packs)
    return Cleaner(Options(keep=keep, body=settings.body, fast=settings.fast, limits=_LIMITS), packs=packs)


def _one(
    source: Source, settings: Settings, cleaner: Cleaner, output: Sink, report: Sink | None, *, named: bool
) -> int:
    """Clean one page and return its exit code; what goes wrong with it is said and does not stop the others."""
    name = "standard input" if source.path is None else shown(source.name)
    try:
        data = read(source, _LIMITS.max_bytes)
    except UsageError as error:
        say(str(error))
        return WRONG_USE
    code = FOUND
    written: list[str] = []
    if settings.separator is not None:
        if len(data) > _LIMITS.max_bytes:
            say(f"{name}: only its first {_LIMITS.max_bytes:,} bytes are read; make several files of it.")
            data, code = data[: _LIMITS.max_bytes], WRONG_USE
        data, settings = _as_utf8(data, settings)
    parts = documents(data, settings.separator)
    if settings.separator is not None and parts == [data] and data.strip():
        say(f"{name}: no line in it is {shown(settings.separator)!r}, so it is taken for one document.")
    for number, part in enumerate(parts, start=1):
        title = name if settings.separator is None else f"{name}, document {number}"
        try:
            article, kind, encoding = _cleaned(part, settings, cleaner)
            written.append(_written(article, source, settings, number))
        except WeightsError:
            raise  # no page can be judged: said once, with its mend
        except Exception as error:
            # Pages never raise; should one do it all the same, the others must not suffer from it.
            logging.getLogger("cleanpress").debug("%s", title, exc_info=True)
            problem = f"{type(error).__name__}: {shown(str(error))}"
            say(f"{title}: this page met an error of cleanpress itself ({problem}); please report it.")
            code = WRONG_USE
            continue
        if settings.report is not None:
            _report(article, source, settings, report, named=named or len(parts) > 1)
        if settings.verbose:
            say(_summary(title, article, kind, encoding))
        for option in _unused(settings) if kind == "html" else ():
            say(f"{title}: it is HTML, and {option}, which tells of a text, was not used.")
        if kind == "text" and "looks_like_html" in article.warnings:
            say(f"{title}: it looks like HTML, but was read as text; leave {_text_option(settings)} out.")
        if article.status is not Status.OK:
            odd = f"; {', '.join(article.warnings)}" if article.warnings else ""
            say(f"{title}: no article: {_why_not(article)} (status {article.status.value}{odd}).")
            code = max(code, NO_ARTICLE)
    if written or code != WRONG_USE:
        between = f"{settings.separator}\n" if settings.separator is not None and settings.format != "jsonl" else ""
        output.add(source, encoded(between.join(written)))
    return code


def _as_utf8(data: bytes, settings: Settings) -> tuple[bytes, Settings]:
    """The bytes of a text of many documents with the separator in the same charset, which may be that of the whole."""
    if settings.encoding is None and str(settings.separator).isascii() and not data.startswith(_WIDE_MARKS):
        return data, settings
    from cleanpress.read.decode import decode

    text = decode(data, settings.encoding).text
    return text.encode("utf-8", "replace"), replace(settings, encoding="utf-8")


def _unused(settings: Settings) -> list[str]:
    told = {"--title": settings.title, "--language": settings.language}
    return [option for option, value in told.items() if value is not None]


def _text_option(settings: Settings) -> str:
    return "--input text" if settings.separator is None else "--separator"


def _why_not(article: Article) -> str:
    return next((_NO_PAGE[code] for code in article.warnings if code in _NO_PAGE), _WHY_NOT[article.status])


def _cleaned(data: bytes, settings: Settings, cleaner: Cleaner) -> tuple[Article, str, str | None]:
    """The article, what the bytes were taken for, and their charset where it is asked for."""
    if len(data) > _LIMITS.max_bytes:
        # Not even decoded: a text has fewer characters than bytes and could seem small enough, cut as it is.
        return cleaner.clean_html(data, settings.url), settings.input, None
    from cleanpress.read.decode import decode
    from cleanpress.read.sniff import sniff

    sniffed = sniff(data, encoding=settings.encoding, expected=settings.input)
    if sniffed.kind == "html":
        article = cleaner.clean_html(data, settings.url, encoding=settings.encoding)
        return article, "html", decode(data, settings.encoding).encoding if settings.verbose else None
    article = cleaner.clean_text(sniffed.text, title=settings.title, url=settings.url, language=settings.language)
    return replace(article, warnings=[*sniffed.warnings, *article.warnings]), "text", sniffed.encoding


def _written(article: Article, source: Source, settings: Settings, number: int) -> str:
    """The result of one document, which has the number `number` in its file."""
    if settings.format == "text":
        return f"{article.text}\n" if article.text else ""
    if settings.format == "markdown":
        return article.to_markdown(front_matter=settings.front_matter)
    if settings.format == "html":
        return article.to_html()
    if settings.format == "json":
        return article.to_json(indent=2) + "\n"
    if settings.format == "schema-org":
        from cleanpress.write import schema_org

        return schema_org.to_json(article, indent=2) + "\n"
    from cleanpress.write.json import dumps, to_dict

    place = {} if settings.separator is None else {"document": number}
    return dumps({"file": readable(source.name), **place, **to_dict(article)}) + "\n"


def _report(article: Article, source: Source, settings: Settings, target: Sink | None, *, named: bool) -> None:
    from cleanpress.write import report

    file = readable(source.name) if named else None
    if settings.report == "json":
        text = report.to_json(article, file=file, indent=None if named else 2) + "\n"
    else:
        text = report.to_text(article, file=file)
    if target is None:
        tell(text)
    else:
        target.add(source, encoded(text))


def _summary(name: str, article: Article, kind: str, encoding: str | None) -> str:
    kept = len(article.blocks) - len(article.removed)
    charset = f" in {encoding}" if encoding else ""
    odd = f"; {', '.join(article.warnings)}" if article.warnings else ""
    counts = (
        f"{len(article.blocks)} blocks, {kept} kept, {len(article.removed)} removed, {len(article.text):,} characters"
    )
    return f"{name}: read as {kind}{charset}; {counts}; status {article.status.value}{odd}"
