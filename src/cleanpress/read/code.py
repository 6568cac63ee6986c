"""Code among the lines of a dump: scripts, styles and data of the page, which tools that take all text take along.

A line is surely code by its words and signs together; lines beside it that look like code are of the same piece. What
stands in a fence of markdown is the article's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleanpress.read.lines import Line

# Signs that prose hardly has, and their share and number in a line from which it is code, alone or with a word of code.
# Those of tags are none of them: who gives a text with tags means its words.
_SIGN = re.compile(r"[{}\[\]=;\\]")
_SHARE, _SIGNS, _LENGTH = 0.08, 5, 40
_SHARE_WITH_WORD, _SIGNS_WITH_WORD = 0.03, 3
# A line of so many letters is code where a word of code stands in every so many of them; without a sign in fewer.
_DENSE_LENGTH, _DENSE, _DENSE_ALONE = 200, 100, 40
# Lines up to this length are looked at whole, of others so many samples of so many letters; so many must be code.
_WHOLE, _SAMPLES, _SAMPLE, _MOST_SAMPLES = 4_000, 10, 500, 8
# Addresses hold such signs, and so do markdown's links.
_ADDRESS = re.compile(r"!?\[(?=[^\[\]]*\]\()|\]\([^()\s]*+\)?|\[!|https?://[^\s\"'<>{}]++")
# Words of scripts, of styles and of data.
_WORD = re.compile(
    r"""\b(?:window|document|console|Math|JSON|Object|location|navigator)\.\w|\bfunction\b[^.]{0,60}\(|=>\s*[{(\w]
    |\b(?:var|let|const)\s+[\w$]+\s*=|\btypeof\b|\bdataLayer\b|\bgoogletag\b|\.push\(|\.forEach\(|\]\(function
    |!important|@(?:media|font-face|import|keyframes|charset)\b|[.#][\w-]+(?:::?[a-z-]+)?\s*[{,>]|\{[\w-]+\s*:[^{}]*\}
    |"[\w@$-]+"\s*:\s*["\d\[{tfn-]|'[\w@$-]+'\s*:\s*['"\d\[{]|;\s*\}|\}\s*[;,)]|\)\s*\{|&&|\|\||[!=]==?|/\*|\*/|<!--|-->
    |=function\b|\bvar\(--|--[\w-]{1,60}+\s*:|\b[a-z-]{2,30}+:[^;{}\s]{1,40};|&(?:lt|quot|amp);""",
    re.X,
)
# A line that begins as JSON and goes on or ends as such is data, however much prose its values hold; a glossary begins
# so too.
_DATA = re.compile(r'[{\[\s]*+"[\w@$-]++"\s*+:\s*+(?:["\d\[{-]|true|false|null)|\[?\{"')
_DATA_ENDS = (",", "{", "[", "}", "]", ";")
# How a line of code begins or ends when it stands beside others.
_BEGINS = re.compile(
    r"""\*[ ]@\w|<!|[})\]]|\.[a-z]|@|\$\(|(?:if|for|while|switch|catch)\s*\(
    |(?:else|return|try|case)\b|break;
    |(?:var|let|const|function|new|this|window|document)\b|["'][\w@$ -]+["']\s*:|[\w$-]+\s*:\s*\S+[;,]?$""",
    re.X,
)
_COMMENT = ("//", "/*", "*/")
_ENDS = re.compile(r"[{}\[\](;,:+>]$|\\$")
_LETTERS = re.compile(r"[^\W\d_]")
# So many words with hardly a sign of code are no code.
_WORDS = 6
_FENCE = "```"


def code_runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The runs of lines `[first, last)` that are code of the page.

    >>> from cleanpress.read.lines import lines_of
    >>> text = "It rained.\\n\\nvar ads = window.ads || [];\\nads.push({slot: 1});\\n\\nNobody came."
    >>> list(code_runs(list(lines_of(text))))
    [(1, 3)]
    """
    sure = [_is_code(line.text) for line in lines]
    if not any(sure):
        return
    fenced = _fenced(lines)
    end = 0
    for at in range(len(lines)):
        if at < end or not sure[at] or fenced[at]:
            continue
        first = at
        while first > end and not fenced[first - 1] and _is_like_code(lines[first - 1].text):
            first -= 1
        end = at + 1
        while end < len(lines) and not fenced[end] and (sure[end] or _is_like_code(lines[end].text)):
            end += 1
        yield first, end


def _is_code(text: str) -> bool:
    """Whether a line is code whatever stands beside it; a long one is if nearly every sample of it is."""
    if _DATA.match(text) and (text.endswith(_DATA_ENDS) or text.count('":') > 1):
        return True
    if len(text) <= _WHOLE:
        return _is_code_throughout(text)
    step = (len(text) - _SAMPLE) // (_SAMPLES - 1)
    samples = (text[step * number : step * number + _SAMPLE] for number in range(_SAMPLES))
    return sum(map(_is_code_throughout, samples)) >= _MOST_SAMPLES


def _is_code_throughout(text: str) -> bool:
    text = _ADDRESS.sub("", text)
    signs = len(_SIGN.findall(text))
    if signs >= _SIGNS and len(text) >= _LENGTH and signs >= _SHARE * len(text):
        return True
    if signs >= max(_SIGNS_WITH_WORD, _SHARE_WITH_WORD * len(text)) and _WORD.search(text):
        return True
    if len(text) < _DENSE_LENGTH:
        return False
    # Data and selectors have few signs and many words of code.
    return len(_WORD.findall(text)) * (_DENSE if signs else _DENSE_ALONE) >= len(text)


def _is_like_code(text: str) -> bool:
    """Whether a line looks like code where it stands beside code."""
    if text.startswith(_COMMENT) or not _LETTERS.search(text):
        return True
    text = _ADDRESS.sub("", text)
    signs = len(_SIGN.findall(text))
    if text.count(" ") >= _WORDS and signs < _SHARE_WITH_WORD * len(text):
        return False
    return _BEGINS.match(text) is not None or (signs > 0 and _ENDS.search(text) is not None)


def _fenced(lines: Sequence[Line]) -> list[bool]:
    """For each line whether it stands in a fence of markdown."""
    inside, found = False, []
    for line in lines:
        fence = line.text.startswith(_FENCE)
        found.append(inside or fence)
        inside ^= fence
    return found
