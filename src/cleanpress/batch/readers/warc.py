"""Documents that are a record of a web archive each: pages of WARC, texts of WET."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cleanpress.batch.document import Document
from cleanpress.batch.readers.archive import Record, Records
from cleanpress.batch.readers.extras import need
from cleanpress.batch.readers.faults import broken, unreadable
from cleanpress.batch.readers.records import Fields
from cleanpress.batch.readers.sources import Source
from cleanpress.batch.readers.streams import PIECE_BYTES, Stream
from cleanpress.read.decode import decode
from cleanpress.read.sniff import looks_like_html
from cleanpress.write.characters import encodable

# A block is a page and the headers that it was sent with.
_HTTP_HEADERS = 1_048_576
_STORED = frozenset({"response", "resource", "conversion"})
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_GZIP = b"\x1f\x8b"


def documents(source: Source, fields: Fields, max_bytes: int) -> Iterator[Document]:
    """The documents of an archive: HTML that was answered or stored, and texts that were made of pages.

    Other records are none: requests, metadata, revisits, redirections, and answers that hold no HTML.
    """
    need("fastwarc", "Web archives need")
    try:
        with Stream(source.path) as stream:
            for record in Records(stream.reader, max_bytes + _HTTP_HEADERS):
                if record.ended and stream.fault is not None:
                    yield Document(problem=broken(source, stream.fault), **_told(record, fields, {}))
                    return
                found = _document(record, source, fields, max_bytes)
                if found is not None:
                    yield found
            if stream.fault is not None:
                yield Document(id=None, problem=broken(source, stream.fault))
    except OSError as error:
        yield unreadable(source, error)


def _document(record: Record, source: Source, fields: Fields, max_bytes: int) -> Document | None:
    kind = record.headers.get("warc-type", "").lower()
    if record.problem is not None:
        # Whoever cannot read the type of a record cannot say that it held no page.
        if kind and kind not in _STORED and not record.ended:
            return None
        return _with_problem(record, source, fields, record.problem)
    if kind not in _STORED:
        return None
    media, charset = _media(record.headers.get("content-type", ""))
    if kind == "conversion" and media == "text/plain":
        if len(record.block) > max_bytes:
            return Document(html=record.block[: max_bytes + 1], **_told(record, fields, {}))
        text = decode(record.block, charset or "utf-8").text
        return Document(text=text, **_told(record, fields, {}))
    if media == "application/http" or (kind == "response" and record.block.startswith(b"HTTP/")):
        return _answered(record, source, fields, max_bytes)
    if media not in _HTML:
        return None
    return Document(html=record.block[: max_bytes + 1], charset=charset, **_told(record, fields, {}))


def _answered(record: Record, source: Source, fields: Fields, max_bytes: int) -> Document | None:
    """The page of an answer over HTTP; None where it holds none."""
    answer = _answer(record.block, "none", max_bytes)
    if answer.status in range(300, 400):
        return None
    media, charset = _media(answer.headers.get("content-type", ""))
    media = media or record.headers.get("warc-identified-payload-type", "").lower()
    if media and media not in _HTML:
        return None
    packed = answer.headers.get("content-encoding", ""), answer.headers.get("transfer-encoding", "")
    if any(packed):
        answer = _unpacked(record, answer, max_bytes)
    if answer.fault and not ("warc-truncated" in record.headers and answer.body):
        said = ", ".join(filter(None, packed))
        problem = f"cannot be unpacked as it says ({said})" if said else "is no HTTP"
        return _with_problem(record, source, fields, problem)
    if not media and not looks_like_html(answer.body):
        return None
    return Document(html=answer.body, charset=charset, **_told(record, fields, answer.headers))


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer over HTTP: its status, headers under lower-case names, body, and whether the body breaks off."""

    status: int | None
    headers: Mapping[str, str]
    body: bytes
    fault: bool = False


def _answer(block: bytes, unpack: str, max_bytes: int) -> _Answer:
    """The answer in a block, its body at most `max_bytes` + 1 long and unpacked as fastwarc's `auto_decode` says."""
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    size = b"Content-Length: %d\r\n\r\n" % len(block)
    record = need("fastwarc.warc", "Web archives need").WarcRecord.from_bytes(head + size + block)
    # Only so does it read headers whose lines end in "\n" alone.
    quirks = not block.partition(b"\n")[0].endswith(b"\r")
    body: list[bytes] = []
    left, fault = max_bytes + 1, False
    try:
        record.parse_http(auto_decode=unpack, max_header_len=_HTTP_HEADERS, quirks_mode=quirks)
        while left and (piece := record.reader.read(min(left, PIECE_BYTES))):
            body.append(piece)
            left -= len(piece)
    except OSError:
        fault = True
    headers: dict[str, str] = {}
    told = record.http_headers
    for name, value in told.to_tuples() if told is not None else ():
        headers.setdefault(name.lower(), value.strip())
    return _Answer(told.status_code if told is not None else None, headers, b"".join(body), fault)


def _unpacked(record: Record, stored: _Answer, max_bytes: int) -> _Answer:
    """The answer with its body unpacked. What is stored unpacked although its headers say otherwise stays as it is."""
    answer = _answer(record.block, "all", max_bytes)
    if not answer.fault:
        return answer
    sent = _answer(record.block, "transfer", max_bytes)
    for other in (sent, stored):
        body = _inflated(other.body, max_bytes)
        if looks_like_html(body):
            return _Answer(stored.status, stored.headers, body)
    return _Answer(stored.status, stored.headers, answer.body, fault=True)


def _inflated(body: bytes, max_bytes: int) -> bytes:
    """The body unpacked under another name of gzip, or as deflate without its header; else as it is."""
    engine = zlib.decompressobj(zlib.MAX_WBITS | 16 if body.startswith(_GZIP) else -zlib.MAX_WBITS)
    try:
        return engine.decompress(body, max_bytes + 1)
    except zlib.error:
        return body


def _media(value: str) -> tuple[str, str | None]:
    """The media type of a Content-Type in lower case, and the charset in it.

    >>> _media('Text/HTML; Charset="utf-8"'), _media("")
    (('text/html', 'utf-8'), ('', None))
    """
    media, *parameters = value.split(";")
    charset = None
    for parameter in parameters:
        name, _, told = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = told.strip().strip("\"'").strip() or None
    return media.strip().lower(), charset


def _with_problem(record: Record, source: Source, fields: Fields, problem: str) -> Document:
    whole = f"The record at byte {record.begin} of {source.shown} {problem}."
    return Document(problem=whole, **_told(record, fields, {}))


def _told(record: Record, fields: Fields, answered: Mapping[str, str]) -> dict[str, Any]:
    """What a record says of its document besides the page; headers of the archive go before those of the answer."""
    headers = {**answered, **record.headers}
    url = encodable(headers.get("warc-target-uri", "").removeprefix("<").removesuffix(">")) or None
    carried = {name: headers.get(name.lower()) for name in fields.carry}
    return {
        "id": url or headers.get("warc-record-id"),
        "url": url,
        "carried": {"warc_date": headers.get("warc-date"), **carried},
    }
