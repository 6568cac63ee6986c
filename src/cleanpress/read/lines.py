"""The lines of a dump with what surrounds them: the white space before and behind, and the empty lines above.

A line that shows nothing is an empty line. Every step takes time linear in the input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Nothing on the screen: white space, control and format characters.
SHOWN = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufe0e\ufe0f\ufeff]"
)
# Scripts written without spaces: a line may end after any character, and none is put in its place.
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
TERMINAL = ".!?…:;。！？؟۔।॥"
FAR_APART = 9
"""Empty lines above a line from which more make no difference; nothing joins what stands so far apart."""
# So many neighbours that look like pieces of one sentence, one of them with more than a few words, and a tool may have
# broken paragraphs; the items of a list are shorter.
_LEAST_BROKEN, _PIECE_BLANKS, _PIECE_SIGNS = 2, 4, 15
CLOSING = "\"'”’»›)]}」』）】*_"
# Some line of a text with paragraphs is so long.
_PARAGRAPH = 120
STARTS_ON = ",.;:!?)]}»”%"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that shows something: `text[start:end]` without the white space around it.

    `indent` and `tail` are the characters of white space before and behind it in its line; `empty` is the number of
    empty lines directly above, nine at most.
    """

    start: int
    end: int
    text: str
    indent: int
    tail: int
    empty: int

    @property
    def after_gap(self) -> bool:
        """Whether an empty line stands above."""
        return self.empty > 0


def lines_of(text: str) -> Iterator[Line]:
    """The lines that show something; a form feed or any of Unicode's line ends parts lines as well.

    >>> [(line.text, line.indent, line.empty) for line in lines_of("One\\n\\n  two\\n")]
    [('One', 0, 0), ('two', 2, 1)]
    """
    at = empty = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped and SHOWN.search(stripped):
            indent = len(raw) - len(raw.lstrip())
            ended = len(raw.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))
            end = indent + len(stripped)
            yield Line(at + indent, at + end, stripped, indent, max(0, ended - end), empty)
            empty = int(raw.endswith("\u2029"))
        else:
            empty = min(empty + 1, FAR_APART)
        at += len(raw)


def looks_broken(lines: Sequence[Line]) -> bool:
    """Whether some neighbours look like pieces of one sentence, so that the learned judge of joins is worth asking."""
    if max(map(len, (line.text for line in lines)), default=0) < _PARAGRAPH:
        return False  # verse
    found = 0
    for line, following in pairwise(lines):
        first = following.text[0]
        if following.empty or not (first in STARTS_ON or (first.isalpha() and not first.isupper())):
            continue
        if line.text.rstrip(CLOSING)[-1:] in TERMINAL:
            continue
        if _has_words(line.text) or _has_words(following.text):
            found += 1
            if found >= _LEAST_BROKEN:
                return True
    return False


def _has_words(text: str) -> bool:
    return text.count(" ") >= _PIECE_BLANKS or (len(text) >= _PIECE_SIGNS and UNSPACED.match(text) is not None)
