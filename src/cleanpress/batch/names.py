"""Names of files in an output folder, made from ids that may be anything."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

# Longer names meet the limits of file systems, in bytes.
_LONGEST = 80
_ENDING = re.compile(r"\.(?:x?html?|txt|te?xt|md|json|gz|zst|php|aspx?)$", re.I)
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.I)
_DIGITS = re.compile(r"\d{7,}")
_ODD = re.compile(r"[^\w.]+|_+")


def file_name(number: int, document_id: Any) -> str:
    """The name, without an ending, of the file for a document: its number in the input and what its id says.

    The number makes it unique whatever the ids and the file system, and files stand in the order of the input.

    >>> file_name(7, "https://post.example/Ice/ferry.html"), file_name(8, "../../etc/passwd"), file_name(9, None)
    ('0000007-post.example-Ice-ferry', '0000008-etc-passwd', '0000009')
    """
    text = "" if document_id is None else unicodedata.normalize("NFC", str(document_id))
    text = _SCHEME.sub("", text)
    while (shorter := _ENDING.sub("", text)) != text:
        text = shorter
    slug = _ODD.sub("-", text).strip("-.")
    slug = re.sub(r"-?\.(?:-|\.)+", "-", slug)
    slug = slug.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore").strip("-.")
    return f"{number:07}-{slug}" if slug else f"{number:07}"


def number_of(name: str) -> int:
    """The number of the document that a file belongs to, by its name; 0 where it has none.

    >>> number_of("0000007-ferry.txt"), number_of("index.jsonl")
    (7, 0)
    """
    digits = _DIGITS.match(name)
    return int(digits[0]) if digits else 0
