"""The documents of a corpus, whatever they are stored in: one after the other, in the order of the inputs.

`opening` is the way in. `sources` finds the files, one module for each kind of file reads them, and `records` makes
documents of records.
"""

from __future__ import annotations

from cleanpress.batch.readers.opening import open_documents
from cleanpress.batch.readers.records import Fields
from cleanpress.batch.readers.sources import KINDS, Source, sources

__all__ = ["KINDS", "Fields", "Source", "open_documents", "sources"]
