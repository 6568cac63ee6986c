"""Who wrote it: bylines cut into names, and lines that are bylines told from prose.

A byline is cleaned of what is no name (dates, addresses, buttons, notes on pictures), parted at its joints, and each
part loses its role and its place. What is left is a person or an organisation, printed as the page prints it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from cleanpress.metadata.date_months import MONTHS
from cleanpress.metadata.date_scan import find_clocks, find_days, find_partial, without_soft_times
from cleanpress.metadata.date_words import FILLERS, TWO_WORD_PLACES, WEEKDAYS, fold
from cleanpress.metadata.name_words import (
    ANNOUNCED,
    ARTICLES,
    CALLINGS,
    DEGREES,
    NOT_NAMES,
    NOT_PERSONS,
    ORGANISATION_WORDS,
    ORGANISATIONS,
    PARTICLES,
    ROLE_STARTS,
    ROLES,
    SUFFIXES,
    TAILS,
)
from cleanpress.remembered import remembered

MAX_BYLINE = 200
"""Characters; a longer text is prose and no byline."""
_MAX_TEXT = 400

_ANNOUNCED = (
    rf"\W*(?:(?:{ANNOUNCED})(?=\s|$|(?<=[:：/／]))|(?:(?:written |posted )?by|von|par|por)(?=(?-i:[A-Z][a-z.])))\W*"
)
_TAIL = rf"(?:(?<![^\W\d_])|(?<=[^\W\d_])(?=(?-i:[A-Z][a-z]+ ?[a-z])))(?:{TAILS}).*"
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|(?<![\w.])@\w+|(?<=[a-z])@\w+|https?://\S+|\bwww\.\S+")
_BRACKETS = re.compile(r"[(\[（【][^)\]）】]{0,80}[)\]）】]")
_DONE_BY = re.compile(r"(?:[^\W\d_]+ ){1,2}by\b[ :]*", re.I)
# "Jane DoeMarch 3, 2025": what stood in two elements comes glued.
_GLUED_DATE = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z][a-z]{2,8}\.? \d)")
# "Par Jean Roy Le 17/02/2020": the word before a date, in any case.
_BEFORE_DATE = re.compile(r"(?<=\s)(?:le|am|on|il|el|op|den|vom|in|at|um|du|del)\s+(?=[\0\x01])", re.I)
_HARD = re.compile(r"[;|·•∙●\n\x00\x01/／、，]+|\s[-–—+]+\s|\s[-–—]+$")
_COMMA = re.compile(r"\s*,\s*")
_AND = re.compile(r"\s+(?:and|und|et|og|och|ja|sekä|ve|и|та|und von|with|mit|avec)\s+|\s*&\s*", re.I)
# One letter, or a preposition elsewhere: a joint only between full names ("Ortega y Gasset" is one).
_WEAK_AND = re.compile(r"\s+(?:y|e|i|en|és|a|și|con)\s+")
_PLACE = re.compile(r"(?:^|\s+)(?:in|à|aus|from|reporting from|z|w)\s+(?=[A-ZÀ-Þ]).*$")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+(?:com|org|net|info|tv|news|io|co\.\w\w|com\.\w\w|[a-z]{2})", re.I)
_WORD = re.compile(r"(?:[^\W\d_]|['’ʼ`.\-‐‑·・])+")
_CAMEL = re.compile(r"(?!Mc|Mac|De|Di|Du|La|Le|Van|Fitz|O['’])[^\W\d_]+[a-z][A-Z]|[A-Z]{2,}[a-z]{3,}")
# German and the scripts without spaces write these words as one with the name before them.
_ORGANISATION_ENDINGS = (
    *("magazin", "zeitung", "blatt", "presse", "nachrichten", "redaktion", "verlag"),
    *(word for word in sorted(ORGANISATION_WORDS) if word[0] > "\u2e7f"),
)
_CALLINGS = re.compile(CALLINGS)
_WITH_CALLING = re.compile(
    r"(?:\[?[가-힣]{2,12}\s?[=|]\s?)?[가-힣]{2,4} ?(?:기자|특파원|선임기자)(?: \S+@\S+)?"
    r"|[\u4e00-\u9fff]{1,4} ?[\u4e00-\u9fff]{1,3}(?:記者|记者)"
)
_INVERTED = re.compile(r"[^\W\d_][\w'’-]+, [^\W\d_][\w'’-]+ (?:[A-Z]\. ?)+")
_HOLIDAYS = frozenset({"christmas", "easter", "midnight", "noon", "tomorrow", "today", "tonight", "then", "now", "law"})


_DAY = "\x01"
"""Stands for each character of a date in a byline that is being cut."""
# A byline longer than this is read anew each time.
_REMEMBERED = 400


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed; `kind` is "person" or "organisation"."""

    text: str
    kind: str


def split_byline(text: str) -> list[Name]:
    """The names in a byline, in order and each once; without roles, places, dates, addresses and picture credits.

    The text is taken for a byline (an author field of the page's data, or a line that `looks_like_byline`), so a lone
    word is a name. An organisation comes as one, also beside persons.

    >>> split_byline("By Jane Doe and John Roe, Political Editor")
    [Name(text='Jane Doe', kind='person'), Name(text='John Roe', kind='person')]
    >>> split_byline("Reuters Staff | Updated 3 May 2024")
    [Name(text='Reuters Staff', kind='organisation')]
    """
    return list(_split(text) if len(text) < _REMEMBERED else _split.__wrapped__(text))


@lru_cache(256)
def _split(text: str) -> tuple[Name, ...]:
    names: list[Name] = []
    if _INVERTED.fullmatch(text.strip()):
        return (Name(text.strip(), "person"),)
    text = _without_noise(text)
    parts = [part for segment in _HARD.split(text) for part in _parts(segment)]
    before_day = len([part for segment in _HARD.split(text.partition(_DAY)[0]) for part in _parts(segment)])
    for number, part in enumerate(parts):
        if number >= before_day and any(" " in name.text and name.kind == "person" for name in names):
            break  # what follows the date that follows a name is sections, tags and buttons
        lower = part.lower()
        if lower in SUFFIXES and names and names[-1].kind == "person":
            names[-1] = Name(f"{names[-1].text}, {part}", "person")
            continue
        name = _name_of(part, alone=len(parts) == 1, before=names)
        if name and all(name.text.lower() != other.text.lower() for other in names):
            names.append(name)
    return tuple(names)


@remembered
def looks_like_byline(text: str) -> bool:
    """Whether a whole line says who wrote it: "By Jane Doe", "Von Jana Muster, Berlin", "Reuters Staff".

    >>> looks_like_byline("By Jane Doe and John Roe"), looks_like_byline("By Monday the storm had passed")
    (True, False)
    """
    line = text.strip()
    if not line or len(line) > MAX_BYLINE:
        return False
    if _is_known_organisation(line) or _WITH_CALLING.fullmatch(line):
        return True
    announced = _compiled(_ANNOUNCED).match(line)
    if not announced or not announced[0].strip():
        return False
    segments = [s.strip() for s in _HARD.split(_without_noise(line[announced.end() :]))]
    parts = [part for segment in segments for part in _parts(segment)]
    if not parts or any(_is_prose(part) for part in parts):
        return False
    names = split_byline(line)
    if not names:
        return False
    if any(" " in name.text or name.kind == "organisation" for name in names):
        return True
    # One word after "By" is as often a time or the start of a heading as a name.
    if len(parts) > 1 or fold(parts[0]) in _HOLIDAYS | WEEKDAYS | MONTHS.keys() | NOT_PERSONS:
        return False
    return re.search(r"(?:by|vo[nm]|[:：])\W*$", announced[0], re.I) is not None


@remembered
def is_bare_name(text: str) -> bool:
    """Whether a line is nothing but the names of persons, without "By": "Hyung-Jin Kim", "Jane Doe and John Roe".

    By form alone a name cannot be told from every heading of two words; where the line stands must decide.

    >>> is_bare_name("Hyung-Jin Kim"), is_bare_name("Top Stories"), is_bare_name("Storm hits coast")
    (True, False, False)
    """
    line = text.strip().strip(",")
    if not line or len(line) > 100 or _compiled(_ANNOUNCED).match(line) or re.search(r"[\d:?!\"“”«»…()|@]", line):
        return False
    parts = [piece for part in _COMMA.split(line) for piece in _joined(part)]
    parts = [part for part in parts if part.lower() not in SUFFIXES]
    return 1 <= len(parts) <= 6 and all(_is_person_shaped(part) for part in parts)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: importing must stay quick."""
    return re.compile(pattern, re.I | re.S)


def _without_noise(text: str) -> str:
    """The text with dates, times, addresses and brackets turned into joints, cut where the names end."""
    text = re.sub(r"[^\S\n]+", " ", text[:_MAX_TEXT]).strip()
    text = _BRACKETS.sub(" ", _ADDRESS.sub("\0", _GLUED_DATE.sub("\0", text)))
    folded = fold(text)
    days = find_days(folded)
    spans = [(clock.start, clock.end) for clock in find_clocks(folded, days)]
    spans += [match.span() for match in re.finditer("\0+", without_soft_times(folded))]
    spans += [] if days else list(find_partial(folded))
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    for day in days:
        text = text[: day.start] + _DAY * (day.end - day.start) + text[day.end :]
    text = _BEFORE_DATE.sub(" ", text)
    return _compiled(_TAIL).sub("", text)


def _parts(segment: str) -> list[str]:
    """A segment between hard joints, parted at commas and conjunctions, each part without its announcement."""
    parts = []
    for piece in _COMMA.split(segment):
        announced = _compiled(_ANNOUNCED).match(piece) or _DONE_BY.match(piece)
        piece = piece[announced.end() :] if announced else piece
        parts += [_trimmed(part) for part in _joined(piece)]
    return [part for part in parts if part]


def _joined(text: str) -> list[str]:
    """Names joined by a conjunction; an organisation with one in its name stays whole."""
    names: list[str] = []
    while not _is_known_organisation(text):
        parts = [part for part in _AND.split(text) if part.strip()]
        joint = _weak_joint(text) if len(parts) == 1 else None
        if joint is None:
            return names + parts
        names.append(text[: joint.start()])
        text = text[joint.end() :]
    return [*names, text]


def _weak_joint(text: str) -> re.Match[str] | None:
    """The first weak conjunction that stands between full names."""
    for match in _WEAK_AND.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        if len(left.split()) > 1 and _full_words(right) > 1 and left[:1].isupper():
            return match
    return None


def _full_words(text: str) -> int:
    return sum(word[:1].isupper() or not word[:1].islower() for word in text.split())


def _trimmed(part: str) -> str:
    part = re.sub(r"^and\s+|^(?:und|et)\s+", "", part.strip(' \t,:–—-_*+|>»«"“”\u200b'), flags=re.I)
    words = part.split()
    while words and words[-1].islower() and (fold(words[-1]) in FILLERS or fold(words[-1]) in WEEKDAYS):
        words.pop()
    if words and all(fold(word.strip(".")) in WEEKDAYS for word in words):
        return ""
    return " ".join(words)


def _name_of(part: str, *, alone: bool, before: list[Name]) -> Name | None:
    """One part as a name; None for a role, a place, a button. `before` are the names that stand before it."""
    part = _CALLINGS.sub("", _PLACE.sub("", part)).strip(" ,")
    lower = part.lower().strip(".")
    if not part or lower in NOT_NAMES or lower in DEGREES:
        return None
    if _is_known_organisation(part):
        return Name(part, "organisation")
    if before and before[-1].kind == "person" and _is_description(part):
        return None
    words = _without_role(_without_outlet(part.split()), before)
    if not words:
        return None
    name = " ".join(words)
    if _is_organisation(words):
        return Name(name, "organisation") if len(words) <= 8 and not _is_prose(name) else None
    words = _leading_name(words)
    if len(words) > 3 and words[: len(words) // 2] == words[len(words) // 2 :]:
        words = words[: len(words) // 2]
    name = " ".join(words)
    if not words or name.lower() in NOT_NAMES or all(word.lower() in NOT_PERSONS for word in words):
        return None
    if len(words) == 1:
        known = any(" " in other.text for other in before)
        if (known and not alone) or (not alone and not name[:1].isupper() and name[:1].islower()):
            return None
        return Name(name, "person") if 1 < len(name) <= 40 and re.search(r"[^\W\d_]", name) else None
    if before and words[0].lower() in TWO_WORD_PLACES and len(words) == 2:
        return None
    return Name(name, "person")


def _is_description(part: str) -> bool:
    """Whether words behind a name say in any language what the person is: some of them in lower case."""
    words = part.split()
    plain = [w for w in words if w[:1].islower() and w not in PARTICLES and not _has_particle(w)]
    return len(words) > 3 and len(plain) > 1


def _without_role(words: list[str], before: list[Name]) -> list[str]:
    """The name before a profession; nothing where the words are only a profession."""
    lower = [word.lower().strip(".,:*") for word in words]
    noun = next((i for i, word in enumerate(lower) if word in ROLES), None)
    if noun is None:
        if before and (lower[-1].rstrip("s") in ROLES or (lower[0] in ROLE_STARTS and not _is_organisation(words))):
            return []
        return words
    if noun < 2 or lower[0] in ROLE_STARTS:
        # "Political Editor Jane Doe": what follows the profession may be the name.
        behind = words[noun + 1 :]
        return behind if 2 <= len(behind) <= 3 and is_bare_name(" ".join(behind)) else []
    start = next((i for i in range(1, noun) if lower[i] in ROLE_STARTS), None)
    if start is None:
        start = 2
        while start < noun and (lower[start - 1] in PARTICLES or len(lower[start - 1]) == 1):
            start += 1
    return words[:start] if start > 1 else []


def _without_outlet(words: list[str]) -> list[str]:
    """The words without a known agency or outlet that follows a whole name without a comma."""
    for size in (3, 2, 1):
        if len(words) >= size + 2 and " ".join(words[-size:]).lower() in ORGANISATIONS:
            return words[:-size]
    return words


def _leading_name(words: list[str]) -> list[str]:
    """The words that have the form of a name, up to the first that has not: "Jane Doe is a reporter at …"."""
    end = 0
    for word in words:
        if not (_WORD.fullmatch(word) and (not word[:1].islower() or word in PARTICLES or _has_particle(word))):
            break
        end += 1
    while end and words[end - 1] in PARTICLES:
        end -= 1
    if end == len(words):
        return words if end <= 6 else []
    if len(words) == 1:
        return words if re.fullmatch(r"[\w.\-]{2,40}", words[0]) else []
    return words[:end] if 2 <= end <= 4 else []


def _has_particle(word: str) -> bool:
    return bool(re.match(r"(?:[dl]['’]|al-|el-|bin-)[^\W\d_]", word))


def _is_known_organisation(text: str) -> bool:
    return text.lower().strip(" .,:") in ORGANISATIONS or bool(
        len(text) <= 60
        and re.fullmatch(
            r"(?:the )?(?:[\w.'’&-]+ ){0,4}(?:staff|newsroom|news ?desk|editorial board|redaktion)", text, re.I
        )
    )


def _is_organisation(words: list[str]) -> bool:
    lower = [word.lower() for word in words]
    if lower[0] in ARTICLES or (lower[0] in ("le", "la", "el", "il") and len(words) == 2):
        return True
    if any(word in ORGANISATION_WORDS for word in lower) or _DOMAIN.fullmatch(words[-1]):
        return True
    if len(words) == 1 and (_CAMEL.match(words[0]) or re.fullmatch(r"[A-Z]{2,5}|[A-Z]+\d+", words[0])):
        return True
    return lower[-1].endswith(_ORGANISATION_ENDINGS)


def _is_prose(part: str) -> bool:
    """Whether a part of a line holds running words: many in lower case that no role or place explains."""
    part = _PLACE.sub("", part)
    words = part.split()
    if len(words) > 12 or re.search(r"[?!…]|[^\W\d_]{4,}\. ", part):
        return True
    plain = [w for w in words if w[:1].islower() and w not in PARTICLES and w not in ROLES and not _has_particle(w)]
    if any(word.lower().strip(".,") in ROLES for word in words):
        return len(plain) > 5
    return bool(plain) and len(words) > 1 and not any(word.lower() in ORGANISATION_WORDS for word in words)


def _is_person_shaped(part: str) -> bool:
    words = part.split()
    lower = [word.lower() for word in words]
    if not 2 <= len(words) <= 5 or any(word.strip("'’.") in NOT_PERSONS or word in ROLES for word in lower):
        return False
    if (words[0].lower() in TWO_WORD_PLACES and len(words) == 2) or _is_organisation(words):
        return False
    if any(not _WORD.fullmatch(word) for word in words) or len(part) > 50:
        return False
    if not any(character.isupper() or character.islower() for character in part):
        return len(words) == 2 and all(1 <= len(word) <= 4 for word in words)
    names = [word for word in words if word not in PARTICLES and not _has_particle(word)]
    return len(names) >= 2 and len(names) <= 4 and all(word[0].isupper() for word in names) and words[-1] in names
