"""How much prose a line is, in any script: its length, its sentences, whether it ends as a sentence does.

Nothing here knows words. Scripts without spaces or capitals are measured by what they have: a CJK character says as
much as about three Latin letters, and Thai, Lao, Khmer and Burmese end sentences without a mark.
"""

from __future__ import annotations

import re
from functools import lru_cache

_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SYLLABLES = re.compile(r"[\uac00-\ud7af]")
_UNMARKED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")

_MARKS = ".!?…‽。！？｡．؟۔।॥။።៖។॥"
_CLOSING = "\"'”’»›)]}」』）】*_"
_PAUSED, _UNPAUSED = ".!?…؟۔।॥።", "。！？｡။។"  # marks that a space follows, and those that none need follow
_SENTENCE_END = re.compile(
    # Three letters or a bracket before a full stop: initials and most short forms are no sentences. The marks stand
    # first because the search for one of them is quick.
    rf"[{_PAUSED}{_UNPAUSED}](?:"
    rf"(?:(?<=\w\w\w[{_PAUSED}])|(?<=[)\]”’][{_PAUSED}]))[{_PAUSED}]*[{re.escape(_CLOSING)}]*(?=\s)"
    rf"|(?<=[{_UNPAUSED}])[{_UNPAUSED}]*[{re.escape(_CLOSING)}]*(?!$))"
)
_END_MARKS = tuple(_MARKS)
_OPEN_END = "…:;,—–"

PROSE_WIDTH = 80
"""From this width (in Latin letters) a line that ends as a sentence is prose."""
_TWO_SENTENCES_WIDTH = 40
_UNENDED_WIDTH = 200
_LONG = 200
# Several judges measure the same blocks one after another. What is longer than this is measured anew, so that the
# measures of a few pages are all that is remembered.
_REMEMBERED = 2048
_REMEMBERED_LETTERS = 5_000
_LETTERS_PER_WORD = 6
GREETING = (",", "،", "，", "、")
"""What a letter's greeting ends with."""
NUMBER = re.compile(r"\d[\d.,:]*")
"""A number as tables and scores have them: with separators and clock times."""


def width(text: str) -> int:
    """The length of a text in Latin letters: what it says, not how many characters it takes.

    >>> width("Bridge closed"), width("橋が閉鎖された")
    (13, 21)
    """
    if text.isascii():
        return len(text)
    return _width(text) if len(text) < _REMEMBERED_LETTERS else _width.__wrapped__(text)


@lru_cache(_REMEMBERED)
def _width(text: str) -> int:
    return len(text) + 2 * len(_IDEOGRAPHS.findall(text)) + len(_SYLLABLES.findall(text))


def words(text: str) -> int:
    """About how many words of Latin script a text would have.

    >>> words("The town shut the bridge.")
    4
    """
    return width(text) // _LETTERS_PER_WORD


def ends_sentence(text: str) -> bool:
    """Whether a line ends in a mark that ends a sentence, quotes and brackets behind it aside.

    >>> ends_sentence("“We are closed.”"), ends_sentence("Most read")
    (True, False)
    """
    return text.rstrip(_CLOSING + " ").endswith(_END_MARKS)


def sentences(text: str) -> int:
    """How many sentences a line holds; what stands behind the last mark does not count.

    >>> sentences("It rained. Nobody came."), sentences("Dr. J. K. Okafor"), sentences("雨だった。誰も来ない。")
    (2, 0, 2)
    """
    return len(_SENTENCE_END.findall(text)) + ends_sentence(text)


def is_prose(text: str) -> bool:
    """Whether a line alone is running text: long and ended, or of several sentences, or very long and not a list.

    >>> is_prose("It rained all day long. In the end nobody came."), is_prose("Ten things to do in rain")
    (True, False)
    """
    return _is_prose(text) if len(text) < _REMEMBERED_LETTERS else _is_prose.__wrapped__(text)


@lru_cache(_REMEMBERED)
def _is_prose(text: str) -> bool:
    size = width(text)
    if size < _TWO_SENTENCES_WIDTH:
        return False
    count = sentences(text)
    if count >= 2:
        return True
    if size <= PROSE_WIDTH:
        return False
    if count == 1 or _open_end(text):
        return True
    unmarked = len(_UNMARKED.findall(text))
    return 2 * unmarked > size or (size > _UNENDED_WIDTH and _mostly_lower(text))


def is_long(text: str) -> bool:
    """Whether a text is so much prose that it is never dropped for its words alone.

    >>> is_long("One came. Then two. Then all."), is_long("Nobody came.")
    (True, False)
    """
    return width(text) > _LONG or sentences(text) >= 3


def _open_end(text: str) -> bool:
    """A long line that ends in a colon or the like: the paragraph goes on in what follows."""
    return text[-1] in _OPEN_END and _mostly_lower(text)


def _mostly_lower(text: str) -> bool:
    """Most words begin in lower case or in a script without case; titles and lists of names do not."""
    starts = [word[0] for word in text.split() if word[0].isalpha()]
    return 2 * sum(not start.isupper() for start in starts) > len(starts)
