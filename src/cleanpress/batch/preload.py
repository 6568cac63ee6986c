"""Read by the server that workers are forked from, before any of them: what they share is loaded once.

Importing this module cleans a small page, which loads the judge's weights, the shipped packs and trafilatura.
"""

from __future__ import annotations

from contextlib import suppress

from cleanpress.batch.warm import warm
from cleanpress.errors import CleanpressError
from cleanpress.model import Options

# Missing weights and the like are met again by the first worker, which says so.
with suppress(CleanpressError):
    warm(Options(), ())
