"""A tool's title, authors and date held against the truth, both brought to a normal form first.

A key that the truth lacks is not scored; None or an empty list in it means that the page has no such thing, and then
only whether the tool invented one is counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from benchmarks.corpus import Page
from benchmarks.peers import Fields, decode

TITLE, TITLE_OR_SITE, AUTHORS, AUTHORS_SAME = "title", "title~", "authors F1", "authors same"
INVENTED_AUTHORS, SAME_DAY, INVENTED_DATE, MINUTE = "invented authors", "same day", "invented date", "same minute"
COLUMNS: Mapping[str, str] = {
    TITLE: "title",
    TITLE_OR_SITE: "title",
    AUTHORS: "authors",
    AUTHORS_SAME: "authors",
    INVENTED_AUTHORS: "authors",
    SAME_DAY: "date",
    MINUTE: "date",
    INVENTED_DATE: "date",
}
"""What is measured, and of which field."""

_MINUTE_SECONDS = 60

# ---- text ----

_SAME_CHARACTERS = {
    '"': "“”„‟«»″",
    "'": "‘’‚‛‹›′`´",
    "-": "‐‑‒–—―−",
    None: "\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff",
}
_ONE_FORM = str.maketrans({each: one for one, all_ in _SAME_CHARACTERS.items() for each in all_})


def plain(text: object) -> str:
    """The text with one form of quotes and dashes, nothing invisible, and single spaces."""
    form = unicodedata.normalize("NFKC", str(text or "").translate(_ONE_FORM)).translate(_ONE_FORM)
    return re.sub(r"\s+", " ", form).strip()


def key(text: str) -> str:
    """Letters and digits alone, in one case and without accents."""
    split = unicodedata.normalize("NFKD", plain(text).casefold())
    return re.sub(r"[\W_]+", "", "".join(each for each in split if not unicodedata.combining(each)))


_BETWEEN_NAMES = re.compile(r"\s*[;|·•/,，、]\s*|\s+(?:and|und|et|&|og|och|ve|(?-i:y|e|i))\s+", re.IGNORECASE)
_AFTER_NAMES = frozenset({"", "jr", "sr", "phd", "ph d", "md", "ma"})


def names(authors: Iterable[str]) -> set[str]:
    """The set of names in lower case; names joined in one string are parted, in truth and answer alike."""
    parts = (part for author in authors for part in _BETWEEN_NAMES.split(plain(author)))
    forms = (plain(plain(part).replace(".", " ")).casefold().strip(" ,:;-\"'()[]/") for part in parts)
    return set(forms) - _AFTER_NAMES


# ---- titles and sites ----

_TAIL = re.compile(r"^(.*\S)(?:\s+[-|·•:/~>]+\s+|\s*[|_]\s*|:\s*)(.+?)\s*$")


def site_names(page: Page) -> set[str]:
    """What the page's site is called, as keys: by its host, its og:site_name and the truth."""
    host = urlsplit(page.url).hostname or ""
    found = set(host.split(".")[:-1]) - {"www", "co", "com"}
    found |= {host.removeprefix("www."), page.truth.get("meta", {}).get("site_name") or "", *_declared_names(page)}
    return {each for each in map(key, found) if len(each) > 2}


def _declared_names(page: Page) -> list[str]:
    import lxml.html

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(page.html).replace("\0", ""))
    parser = lxml.html.HTMLParser(encoding="utf-8")
    tree = lxml.html.document_fromstring(text.encode("utf-8", "replace") or b"<p>", parser=parser)
    return [str(each) for each in tree.xpath('//meta[@property="og:site_name"]/@content')]


def without_site(title: str, sites: set[str]) -> str:
    """The title less up to two trailing parts that name the site, as in "Rain falls - The Example"."""
    title = plain(title)
    for _ in range(2):
        found = _TAIL.match(title)
        tail = key(found[2]) if found else ""
        if not found or not tail or not any(_names_site(tail, site) for site in sites):
            break
        title = found[1].rstrip(" -|·:")
    return title


def _names_site(tail: str, site: str) -> bool:
    return tail == site or (len(tail) > 2 and (tail in site or site in tail))


# ---- dates ----

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?[+-]\d\d:?\d\d")


@dataclass(frozen=True, slots=True)
class Moment:
    """A calendar day as written; `time` is None where no time of day was given; `zoned` with its zone where given."""

    day: date
    time: datetime | None = None
    zoned: datetime | None = None


def moment(value: datetime | str | None) -> Moment | None:
    """Reads a date of truth or answer; None for nothing or what cannot be read. Midnight is no time of day."""
    if not value:
        return None
    if isinstance(value, datetime):
        return Moment(value.date(), _timed(value), value if value.tzinfo else None)
    text = value.strip()
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return Moment(date.fromisoformat(text))
        return moment(datetime.fromisoformat(text))
    except ValueError:
        return _loose(text)


def _loose(text: str) -> Moment | None:
    """A date written in any other way; a zone out of it is too unsure to look for the day elsewhere."""
    from dateutil import parser

    try:
        found = parser.parse(text)
    except (ValueError, OverflowError):
        return None
    return Moment(found.date(), _timed(found))


def _timed(value: datetime) -> datetime | None:
    return value if value.hour or value.minute or value.second else None


def zones(page: Page) -> tuple[tzinfo, ...]:
    """The zones in which the page itself writes its moment of publication, and those of the publisher's country."""
    meta = page.truth.get("meta", {})
    found: list[tzinfo] = []
    true = moment(meta.get("date"))
    if true and true.zoned:
        for text in set(_MOMENT.findall(page.html.decode("utf-8", "replace"))):
            there = moment(text)
            if there and there.zoned and abs((there.zoned - true.zoned).total_seconds()) < _MINUTE_SECONDS:
                found.append(there.zoned.tzinfo or UTC)
    return (*found, *map(ZoneInfo, meta.get("_tz", ())))


def days(at: Moment | None, around: tuple[tzinfo, ...]) -> set[date]:
    """The calendar days that name a moment: as written, in UTC and in the zones `around`."""
    if at is None:
        return set()
    if at.zoned is None:
        return {at.day}
    return {at.day, *(at.zoned.astimezone(zone).date() for zone in (UTC, *around))}


def same_minute(true: datetime, given: datetime, around: tuple[tzinfo, ...]) -> bool:
    """Whether both name one minute; where one has no zone, on the clock of any zone that the page may mean."""
    if true.tzinfo and given.tzinfo:
        return abs((true - given).total_seconds()) < _MINUTE_SECONDS
    sure, bare = (true, given) if true.tzinfo else (given, true)
    clocks = {_clock(sure)}
    clocks |= {_clock(sure.astimezone(zone) if sure.tzinfo else sure) for zone in (UTC, *around)}
    return _clock(bare) in clocks


def _clock(at: datetime) -> datetime:
    return at.replace(tzinfo=None, second=0, microsecond=0)


# ---- score ----


def overlap(true: set[str], given: set[str]) -> float:
    """F1 of two sets."""
    both = len(true & given)
    return 2 * both / (len(true) + len(given)) if both else 0.0


def score(page: Page, answer: Fields) -> dict[str, float]:
    """The figures of one page, 0 to 1, by COLUMNS; what the truth does not tell is left out."""
    meta = page.truth["meta"]
    out: dict[str, float] = {}
    if "title" in meta:
        out |= _score_title(str(meta["title"]), answer, site_names(page))
    if "authors" in meta:
        out |= _score_authors(names(meta["authors"] or ()), names(answer.authors))
    if "date" in meta:
        out |= _score_date(page, answer)
    return out


def _score_title(title: str, answer: Fields, sites: set[str]) -> dict[str, float]:
    true, given = plain(title), plain(answer.title)
    bare = without_site(true, sites)
    near = bool(given) and (given in (true, bare) or without_site(given, sites) in (true, bare))
    return {TITLE: float(true == given), TITLE_OR_SITE: float(near)}


def _score_authors(true: set[str], given: set[str]) -> dict[str, float]:
    if not true:
        return {INVENTED_AUTHORS: float(bool(given))}
    return {AUTHORS: overlap(true, given), AUTHORS_SAME: float(true == given)}


def _score_date(page: Page, answer: Fields) -> dict[str, float]:
    true, given = moment(page.truth["meta"]["date"]), moment(answer.date)
    if not page.truth["meta"]["date"]:
        return {INVENTED_DATE: float(bool(answer.date))}
    around = zones(page)
    out = {SAME_DAY: float(bool(days(true, around) & days(given, around)))}
    if true and true.time and given and given.time:
        out[MINUTE] = float(same_minute(true.time, given.time, around))
    return out


def summarise(scores: Iterable[Mapping[str, float]]) -> dict[str, tuple[float, int]]:
    """For each column that any page was scored on: the mean and the number of pages."""
    found: dict[str, list[float]] = {column: [] for column in COLUMNS}
    for page in scores:
        for column, value in page.items():
            found[column].append(value)
    return {column: (sum(values) / len(values), len(values)) for column, values in found.items() if values}


def answered(answer: Fields) -> Fields:
    """A tool's answer as it is compared: the first where it gives a list of titles or dates, names as strings."""
    day = _first(answer.date)
    if day is not None and not isinstance(day, (datetime, str)):
        day = day.isoformat() if isinstance(day, date) else str(day)
    return Fields(_first(answer.title), [str(author) for author in answer.authors], day)


def _first(value: Any) -> Any:
    if isinstance(value, (list, tuple, set)):
        return next(iter(value), None)
    return value
