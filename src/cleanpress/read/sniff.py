"""Bytes from a file or a pipe: unpacked, bounded, and told apart into HTML and flattened text."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from cleanpress.read.decode import decode
from cleanpress.read.html import problem_of

_GZIP = b"\x1f\x8b\x08"
_SAMPLE_BYTES = 100_000
_START = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<!doctype\s+html|<\?xml\b|<!--|</?[a-z][a-z0-9-]*[\s>/])", re.I
)
_TAG = re.compile(
    rb"</?(?:html|head|body|meta|link|script|style|div|span|p|a|br|img|h[1-6]|ul|ol|li|table|tr|td|section|article)"
    rb"(?:\s[^<>]{0,2000})?/?>",
    re.I,
)
# Below this many tags, or one in this many bytes, tags are what the text speaks of.
_FEW_TAGS, _BYTES_PER_TAG = 4, 500


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What some bytes are.

    `kind` is "html" or "text". A text comes with its characters, its charset and codes of what was odd about that;
    HTML is left to its reader. What is no page at all counts as HTML, whose reader says what it is.
    """

    kind: str
    text: str = ""
    encoding: str | None = None
    warnings: tuple[str, ...] = ()


def read_bounded(stream: BinaryIO, limit: int) -> bytes:
    """The bytes of a stream, unpacked if they are gzip, and at most `limit` + 1 of them: the one more than is allowed
    tells the reader that the page is too large, however large it is.

    Raises OSError where the stream cannot be read or its gzip data are damaged.

    >>> len(read_bounded(io.BytesIO(gzip.compress(b"page" * 1000)), 100))
    101
    """
    data = stream.read(limit + 1)
    if not data.startswith(_GZIP):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            return packed.read(limit + 1)
    except (EOFError, zlib.error) as error:
        if len(data) > limit:
            return data
        raise gzip.BadGzipFile("damaged gzip data; fetch the page again") from error


def sniff(data: bytes, *, encoding: str | None = None, expected: str = "auto") -> Sniffed:
    """Whether the bytes are HTML or a text, and the text.

    `encoding` is the charset the caller names. `expected` is "html" or "text" where the caller knows, else "auto".

    >>> sniff(b"<p>Rain").kind, sniff(b"Rain fell at 6 < 7 o'clock.").kind
    ('html', 'text')
    """
    if expected == "html" or (expected == "auto" and looks_like_html(data)):
        return Sniffed("html")
    decoded = decode(data, encoding)
    if decoded.not_a_page or (expected == "auto" and problem_of(decoded.text, decoded.warnings)):
        return Sniffed("html")
    return Sniffed("text", decoded.text, decoded.encoding, decoded.warnings)


def looks_like_html(data: bytes) -> bool:
    """Whether bytes begin as HTML does, or hold so many tags that they can be nothing else.

    >>> looks_like_html(b"<!doctype html>"), looks_like_html(b"x < y")
    (True, False)
    """
    # Without its NULs, UTF-16 and UTF-32 show their ASCII characters to a pattern for bytes.
    sample = data[:_SAMPLE_BYTES].replace(b"\x00", b"")
    if _START.match(sample.lstrip()):
        return True
    return len(_TAG.findall(sample)) >= max(_FEW_TAGS, len(sample) // _BYTES_PER_TAG)
