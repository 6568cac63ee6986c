"""Digests of documents: one that rolls over all of them, to notice a changed input, and the choice of a sample."""

from __future__ import annotations

from hashlib import blake2b

from cleanpress.batch.document import Document
from cleanpress.write.json import dumps

START = ""
"""The digest of no document."""

_BYTES = 16


def rolled(before: str, document: Document) -> str:
    """The digest of the documents so far and this one.

    >>> one = rolled(START, Document(id=1, text="Rain"))
    >>> one == rolled(START, Document(id="1", text="Rain")), one == rolled(START, Document(id=1, text="Rain"))
    (False, True)
    """
    state = blake2b(before.encode(), digest_size=_BYTES)
    told = [document.id, document.url, document.charset, dict(document.carried), document.problem]
    kinds = [type(document.html).__name__, type(document.text).__name__]
    for part in (dumps([*told, *kinds]), document.html, document.text):
        data = part if isinstance(part, bytes) else (part or "").encode("utf-8", "surrogatepass")
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


def chosen(number: int, document: Document, share: float) -> bool:
    """Whether a document belongs to a sample of this share, which depends on its id alone; where it has none, on its
    number in the input.

    >>> chosen(1, Document(id="a"), 1.0), chosen(1, Document(id="a"), 0.0)
    (True, False)
    """
    known_by = [None, number] if document.id is None else document.id
    digest = blake2b(dumps(known_by).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") < share * 2**64
