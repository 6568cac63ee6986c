"""One document of a corpus, as the readers give it to the runner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page or a text with what its record says of it.

    `id` is the input's own, unchanged in value and type: for a file its path as the user would name it, for a record
    of WARC its address. One of `html` (bytes as they came, or str) and `text` is given, neither where `problem` says
    in a sentence why the document could not be read. `charset` is the one that an HTTP header named. `carried` are
    the fields that go into the result as they are.

    >>> Document(id=7, html=b"<p>Rain fell.").problem is None
    True
    """

    id: Any
    html: bytes | str | None = None
    text: str | None = None
    url: str | None = None
    charset: str | None = None
    carried: Mapping[str, Any] = field(default_factory=dict)
    problem: str | None = None
