"""The article's headline: the one that the page prints and that its data tells, without kicker, section and site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cleanpress.metadata import standing
from cleanpress.metadata.candidates import Candidates, clean
from cleanpress.metadata.dates import is_dateline
from cleanpress.metadata.titles import SEPARATOR, key, names_site, strip_site
from cleanpress.model import Block, Kind, Label, SpanKind

TITLES = (
    "caller",
    "json-ld",
    "opengraph",
    "microdata",
    "parsely",
    "citation",
    "dublin-core",
    "twitter",
    "meta",
    "title-tag",
)
_LONGEST = 600
"""Characters; a longer text is no headline."""
_NOTHING: tuple[None, str] = (None, "")
_SENTENCES = 160
"""Letters; a longer heading that no data tells is mostly an introduction."""
_LEAST = 8
"""Letters; of shorter texts one holds the other by chance."""
_FEW_WORDS = 2
# What parts a kicker from the headline behind it, and a section or a source from the headline before it.
_KICKER_END = re.compile(r"(?:\s[-–—|·•/»]+|[|:?!])\s*$")
_TAIL = re.compile(r"\s?[|¦｜]|\s[·•/»]+\s|\s?\([\w-]+(?:\.[\w-]+)+\)")
_COLON = re.compile(r": ")
_QUOTED = re.compile(r"[\"“„«»”'‘’]")
_QUOTES_BEHIND = re.compile(r"[\"“„«»”'‘’]+$")


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline and the signal that gave it."""

    text: str
    source: str


def choose_title(candidates: Candidates, blocks: Sequence[Block], sites: frozenset[str]) -> tuple[str | None, str]:
    """The headline and its source; a title that is nothing but the site's name is none, unless there is no other."""
    told = candidates.of("title", "caller", "text")
    if told:
        return told[0].value, told[0].source
    others = frozenset(key(c.value) for field in ("section", "authors") for c in candidates.of(field))
    data = [Headline(c.value, c.source) for c in candidates.of("title", *TITLES)]
    told_keys = frozenset(key(headline.text) for headline in data)
    below = _below_kicker(blocks, told_keys)
    if below:
        return below.text, below.source
    marked, early = _marked(blocks)
    headings = [Headline(c.value, c.source) for c in candidates.of("title", "h1")]
    kickers = [c.value for c in candidates.of("kicker")]

    joined = frozenset(key(text) for each in data if ": " in (text := strip_site(each.text, sites)))

    def without_kicker(text: str) -> str:
        # What the page calls a kicker is none where its data joins it to the headline with a colon.
        return text if key(text) in joined else standing.without_kicker(text, kickers)

    def strip(group: Iterable[Headline], parts: frozenset[str] = frozenset()) -> list[Headline]:
        short = ((each.text, each.source) for each in group if len(each.text) <= _LONGEST)
        bare = (Headline(without_kicker(strip_site(t, sites, parts)), source) for t, source in short)
        return [each for each in bare if each.text and not names_site(each.text, sites)]

    ends = frozenset(key(c.value) for c in candidates.of("headline_start"))
    names = _site_headings(data, [*marked, *headings])
    printed, all_headings = ([h for h in strip(g) if key(h.text) not in names] for g in (marked, headings))
    likely = [*printed, *(heading for heading in all_headings if heading not in printed)]
    sure = printed or all_headings if early or not marked else []
    found = choose_headline(likely, sure, strip(data, others), ends)
    found = found or next((each for each in (*marked, *headings) if len(each.text) <= _LONGEST), None)
    return (found.text, found.source) if found else _NOTHING


def _title_blocks(blocks: Sequence[Block]) -> tuple[list[int], bool]:
    """The numbers of the blocks marked as title; only those before the first paragraph, where that leaves any."""
    body = next((number for number, block in enumerate(blocks) if block.label is Label.BODY), len(blocks))
    marked = [number for number, block in enumerate(blocks) if block.label is Label.TITLE and block.text.strip()]
    early = [number for number in marked if number < body]
    return early or marked, bool(early)


def _marked(blocks: Sequence[Block]) -> tuple[list[Headline], bool]:
    """What the blocks marked as title say, and whether they stand before the first paragraph."""
    numbers, early = _title_blocks(blocks)
    return [_headline_of(blocks[number]) for number in numbers], early


def _below_kicker(blocks: Sequence[Block], told: frozenset[str]) -> Headline | None:
    """The block below the one marked as title, where a told title holds both: then the first is a kicker."""
    number = next(iter(_title_blocks(blocks)[0]), len(blocks))
    if number + 1 >= len(blocks):
        return None
    first, second = blocks[number], blocks[number + 1]
    return _headline_of(second) if first.level != 1 and key(first.text) + key(second.text) in told else None


def _headline_of(block: Block) -> Headline:
    return Headline(clean(_without_date(block)), "h1" if block.kind == Kind.HEADING else "text")


def _site_headings(data: Sequence[Headline], printed: Sequence[Headline]) -> frozenset[str]:
    """Keys of headings that the title element sets beside another heading or told title: they name the site."""
    shown = {key(each.text) for each in printed}
    heads = shown | {key(each.text) for each in data if each.source != "title-tag"}
    names = set()
    for each in data:
        if each.source == "title-tag" and len(each.text) <= _LONGEST:
            for mark in (*SEPARATOR.finditer(each.text), *_COLON.finditer(each.text)):
                head, tail = key(each.text[: mark.start()]), key(each.text[mark.end() :])
                if head in heads and tail and mark[0] != ": ":
                    names.add(tail)
                elif tail in heads and (head not in heads or head in shown):
                    names.add(head)
    return frozenset(names)


def _without_date(block: Block) -> str:
    """The title's text without a date that stands on a line of its own below it."""
    for span in block.spans:
        if span.kind is SpanKind.BREAK and is_dateline(block.text[span.end :]):
            return block.text[: span.start]
    return block.text


def choose_headline(
    printed: Sequence[Headline],
    likely: Sequence[Headline],
    told: Sequence[Headline],
    ends: frozenset[str] = frozenset(),
) -> Headline | None:
    """The headline: of those printed on the page, the one that the page's data tells as well.

    `printed` are the texts that may be the headline, the likeliest first, `likely` those that may be it in other words
    than the data has; `told` the titles in the page's data, the most trusted first; all without the site's name.
    `ends` are the keys of what a heading holds before a boundary of its elements: a kicker or the headline may end
    there.

    >>> h1, og = Headline("Ferry is back", "h1"), Headline("Ferry is Back", "opengraph")
    >>> choose_headline([h1], [h1], [og]).text
    'Ferry is back'
    """
    known = {key(each.text): each for each in reversed(told)}
    for head in printed:
        same = known.get(key(head.text))
        if same is not None:
            # A title element repeats whatever the heading holds; the other data is about the article.
            parted = _parted(head, told, ends) if same.source == "title-tag" else _behind_kicker(head, told, ends)
            return parted or (same if _better_cut(same.text, head.text) else head)
    for head in printed:
        found = _parted(head, told, ends) or _overlapping(head, told)
        if found:
            return found
    close = [(similar(head.text, each.text), -i, head) for i, head in enumerate(likely) for each in told]
    if close and max(close, key=lambda c: c[:2])[0] >= 0.5:
        return max(close, key=lambda c: c[:2])[2]
    if len(likely) == 1 and 15 < len(key(likely[0].text)) < _SENTENCES:
        return likely[0]
    return _most_told(told) or next(iter((*likely, *printed)), None)


def _parted(head: Headline, told: Sequence[Headline], ends: frozenset[str]) -> Headline | None:
    """The told headline that is what the heading holds before or after a boundary of its elements."""
    mine = key(head.text)
    for each in told:
        theirs = key(each.text)
        if each.source == "title-tag" or not _LEAST <= len(theirs) < len(mine):
            continue
        if (mine.endswith(theirs) and mine[: -len(theirs)] in ends) or (mine.startswith(theirs) and theirs in ends):
            return each
    return None


def _behind_kicker(head: Headline, told: Sequence[Headline], ends: frozenset[str]) -> Headline | None:
    """The told headline before which the page prints a shorter line, in an element of its own."""
    mine = key(head.text)
    for each in told:
        theirs = key(each.text)
        before = len(mine) - len(theirs)
        if each.source == "title-tag" or not mine.endswith(theirs) or not 0 < before < len(theirs):
            continue
        if mine[:before] in ends or _is_glued(head.text, before):
            return each
    return None


def _is_glued(text: str, letters: int) -> bool:
    """Whether a word begins without a space after so many letters of a text's key, as where two elements meet."""
    place = _place(text, letters)
    return text[place : place + 1].isupper() and _QUOTES_BEHIND.sub("", text[:place])[-1:].islower()


def _better_cut(told: str, printed: str) -> bool:
    """Whether the told title parts what the page sets in two lines ("Kicker: Headline" for "Kicker Headline")."""
    return told.count(": ") > printed.count(": ") and len(told) - len(printed) in (1, 2)


def _overlapping(head: Headline, told: Sequence[Headline]) -> Headline | None:
    """The better of a printed and a told headline where one holds the other at its start or end."""
    mine = key(head.text)
    for each in told:
        theirs = key(each.text)
        if min(len(mine), len(theirs)) < _LEAST:
            continue
        if mine.endswith(theirs):  # a kicker was printed before it, or the data leaves a word out
            return each if _is_apart(_before(head.text, len(mine) - len(theirs)), each.text) else head
        if mine.startswith(theirs):  # told in short, or printed with a section or a source behind it
            rest = _after(head.text, len(theirs))
            return each if _TAIL.match(rest) or is_dateline(rest) else head
        if theirs.startswith(mine) or theirs.endswith(mine):  # told with a section or a name
            return head
    return None


def _is_apart(before: str, told: str) -> bool:
    """Whether what is printed before a told headline is no part of it: a kicker, a date, or what quotes it.

    A word or two may be left out of what is told: an article, a year.
    """
    quoted = _QUOTED.search(before[-2:]) is not None and _QUOTED.match(told) is None
    long = len(before.split()) > _FEW_WORDS
    return quoted or long or ": " in told or bool(_KICKER_END.search(before)) or is_dateline(before)


def _before(text: str, letters: int) -> str:
    """The start of a text up to where the letter stands that comes after so many letters of its key."""
    return text[: _place(text, letters)]


def _after(text: str, letters: int) -> str:
    """What stands in a text after so many letters of its key."""
    return text[_place(text, letters - 1) + 1 :] if letters else text


def _place(text: str, letters: int) -> int:
    """Where the letter with this number of the text's key stands in the text."""
    seen = 0
    for place, letter in enumerate(text):
        seen += len(key(letter))
        if seen > letters:
            return place
    return len(text)


def similar(one: str, other: str) -> float:
    """How much of two headlines is the same, 0 to 1, by words (by characters where a script has no spaces)."""
    a, b = (re.findall(r"\w+", text.casefold()) for text in (one, other))
    if len(a) < 3 or len(b) < 3:
        a, b = list(key(one)), list(key(other))
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 0.0


def _most_told(told: Sequence[Headline]) -> Headline | None:
    """The told title that another source repeats, else the first one."""
    keys = [key(each.text) for each in told]
    repeated = (each for each, k in zip(told, keys, strict=True) if keys.count(k) > 1)
    return next(repeated, told[0] if told else None)
