"""Characters that must not reach an output as they are: lone surrogates, control characters, odd line ends."""

from __future__ import annotations

import re
import unicodedata

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("[\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_JOINERS = frozenset("\u200c\u200d")


def encodable(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which no UTF-8 file can hold; the length does not change.

    >>> encodable("a\\ud800b")
    'a\ufffdb'
    """
    return _SURROGATE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The text with a space for each character that some reader takes for a line end.

    >>> one_line("a\\u2028b\\nc")
    'a b c'
    """
    return _LINE_END.sub(" ", text).replace("\n", " ")


def markup_safe(text: str) -> str:
    """The text as markdown and HTML may hold it: no control characters, "\\n" the only line end, length unchanged.

    >>> markup_safe("a\\x00b\\rc")
    'a\ufffdb c'
    """
    return _CONTROL.sub("\ufffd", _LINE_END.sub(" ", text))


def visible(text: str) -> str:
    """The text on one line for a terminal: control and formatting characters stand as escapes.

    >>> visible("red \\x1b[31m line\\n")
    'red \\\\x1b[31m line\\\\n'
    """
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    # Cf holds the marks that turn the writing direction, with which a page could disguise a report's line; the
    # joiners are needed by Persian, Hindi and emoji and disguise nothing.
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character not in _JOINERS:
        return character.encode("unicode_escape").decode("ascii")
    return character
