"""What commands say and write: bytes in UTF-8 with "\\n" at line ends, whatever the terminal, locale or system."""

from __future__ import annotations

import errno
import os
import sys
from typing import BinaryIO

from cleanpress.write.characters import encodable, visible

_MOST_LINES = 6
_CLOSED = frozenset({errno.EPIPE, errno.ESHUTDOWN})


class UsageError(Exception):
    """The command was used wrongly, or a file it needs cannot be read or written; the message says how to mend it."""


class PipeClosedError(Exception):
    """Whoever read our output has stopped reading, which is no mistake."""


def readable(name: str) -> str:
    """A name from the command line as text: UTF-8 even where the locale is another, U+FFFD for bytes that are no text.

    >>> readable("b\\udcc3\\udca4r"), readable("b\\udce4r")
    ('bär', 'b\ufffdr')
    """
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return encodable(name)


def shown(name: str) -> str:
    """A name as it may stand in a message: readable, and control characters as escapes."""
    return visible(readable(name))


def reason(error: BaseException) -> str:
    """Why the system refused something, in a few words.

    >>> reason(FileNotFoundError(2, "No such file or directory"))
    'there is no such file'
    """
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    text = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    text = text.strip()
    return shown(text[:1].lower() + text[1:])


def encoded(text: str) -> bytes:
    """The text as UTF-8; what cannot be encoded becomes U+FFFD."""
    return encodable(text).encode("utf-8")


def say(message: str) -> None:
    """Write a message of at most six lines to standard error, after the command's name."""
    lines = message.rstrip().split("\n")[:_MOST_LINES]
    tell("cleanpress: " + "\n".join(lines) + "\n")


def tell(text: str) -> None:
    """Write text to standard error. Nobody may be listening there: that is no reason to stop."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.buffer.write(encoded(text))
        sys.stderr.buffer.flush()
    except OSError:
        silence(sys.stderr.fileno())


def put(data: bytes) -> None:
    """Write bytes to standard output at once. Raises PipeClosedError or UsageError where that cannot be done."""
    if sys.stdout is None:
        raise UsageError("Standard output is closed; name a file with -o.")
    write(sys.stdout.buffer, data, "standard output")


def write(stream: BinaryIO, data: bytes, name: str) -> None:
    """Write bytes to a stream at once, `name` saying in a message which it is. Raises as `put` does."""
    try:
        stream.write(data)
        stream.flush()
    except OSError as error:
        # Windows reports a closed pipe as an invalid argument.
        if error.errno in _CLOSED or (os.name == "nt" and error.errno == errno.EINVAL):
            raise PipeClosedError from error
        if sys.stdout is not None and stream is sys.stdout.buffer:
            silence(stream.fileno())
        raise UsageError(f"Writing to {name} failed: {reason(error)}.") from error


def silence(descriptor: int) -> None:
    """Turn a stream that nobody reads into one that swallows everything, so that Python's last flush is quiet."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, descriptor)
    os.close(sink)
