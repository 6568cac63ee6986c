"""cleanpress: the article out of a scraped news page, with an account of everything that was taken out.

>>> import cleanpress
>>> cleanpress.clean_html("").status
<Status.EMPTY: 'empty'>
"""

import logging
from typing import TYPE_CHECKING, Any

from cleanpress.errors import CleanpressError, InputTypeError, OptionError, PackError
from cleanpress.model import (
    Article,
    Block,
    Candidate,
    Caption,
    Kind,
    Label,
    Limits,
    Options,
    Removal,
    Span,
    SpanKind,
    Status,
    Where,
)

if TYPE_CHECKING:
    from cleanpress.api import Cleaner, clean_html, clean_text, load_pack

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Block",
    "Candidate",
    "Caption",
    "Cleaner",
    "CleanpressError",
    "InputTypeError",
    "Kind",
    "Label",
    "Limits",
    "OptionError",
    "Options",
    "PackError",
    "Removal",
    "Span",
    "SpanKind",
    "Status",
    "Where",
    "__version__",
    "clean_html",
    "clean_text",
    "load_pack",
]

# A library says nothing unless its user asks it to.
logging.getLogger("cleanpress").addHandler(logging.NullHandler())

# The stages are read when one of these is first used, so that importing cleanpress costs next to nothing.
_IN_API = frozenset({"Cleaner", "clean_html", "clean_text", "load_pack"})


def __getattr__(name: str) -> Any:
    if name in _IN_API:
        from cleanpress import api

        return getattr(api, name)
    raise AttributeError(f"module 'cleanpress' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
