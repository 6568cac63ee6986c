"""Zones of time as pages name them: which offset a name means on a day, and in the country of the page.

A name that means several offsets, or that is out of its season ("EST" in July), gives none: a moment without a zone is
better than one that is an hour or a continent off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType

from cleanpress.metadata.candidates import Candidates
from cleanpress.metadata.urls import host_of

_SUMMER, _WINTER = True, False
_ALWAYS = (None, None)
_US_SUMMER, _US_WINTER = ("us", _SUMMER), ("us", _WINTER)
_EU_SUMMER, _EU_WINTER = ("eu", _SUMMER), ("eu", _WINTER)
_Season = tuple[str | None, bool | None]


def _table(*rows: tuple[_Season, str]) -> Iterator[tuple[str, tuple[int, _Season]]]:
    for season, words in rows:
        for word in words.split():
            name, _, minutes = word.partition("=")
            yield name, (int(minutes), season)


_NAMES: Mapping[str, tuple[int, _Season]] = MappingProxyType(
    dict(
        _table(
            (
                _ALWAYS,
                "z=0 gmt=0 utc=0 wat=60 sast=120 msk=180 eat=180 pkt=300 npt=345 wib=420 hkt=480 sgt=480 awst=480",
            ),
            (_ALWAYS, "jst=540 kst=540 acst=570 aest=600 hst=-600"),
            (_EU_SUMMER, "west=60 bst=60 cest=120 mesz=120 eest=180"),
            (_EU_WINTER, "wet=0 cet=60 mez=60 eet=120"),
            (_US_SUMMER, "edt=-240 cdt=-300 mdt=-360 pdt=-420 akdt=-480"),
            (_US_WINTER, "est=-300 cst=-360 mst=-420 pst=-480 akst=-540"),
            (("au", _SUMMER), "acdt=630 aedt=660"),
            (("nz", _SUMMER), "nzdt=780"),
            (("nz", _WINTER), "nzst=720"),
        )
    )
)
# The names that mean something else, or anything at all, in some countries.
_IN_COUNTRY: Mapping[str, Mapping[str, tuple[int, _Season]]] = MappingProxyType(
    {
        "ist": {"in": (330, _ALWAYS), "ie": (60, _EU_SUMMER), "il": (120, _ALWAYS)},
        "bst": {"bd": (360, _ALWAYS)},
        "cst": {
            **dict.fromkeys(("cn", "tw", "hk", "mo"), (480, _ALWAYS)),
            "mx": (-360, _ALWAYS),
            "cu": (-300, _ALWAYS),
        },
        "ast": {
            **dict.fromkeys(("sa", "kw", "qa", "bh", "iq", "ye"), (180, _ALWAYS)),
            **dict.fromkeys(("pr", "tt", "bb", "do", "vi"), (-240, _ALWAYS)),
            **dict.fromkeys(("ca", "bm"), (-240, _US_WINTER)),
        },
        "est": {"au": (600, _ALWAYS), "jm": (-300, _ALWAYS), "pa": (-300, _ALWAYS)},
        "pst": {"ph": (480, _ALWAYS)},
        "gst": {"ae": (240, _ALWAYS), "om": (240, _ALWAYS)},
        "cet": {"dz": (60, _ALWAYS), "tn": (60, _ALWAYS)},
        "eet": {"ly": (120, _ALWAYS)},
    }
)
# What the clock on the wall shows, whatever the season: only behind a.m. or p.m., for "et" is also a word.
_LOCAL = MappingProxyType({"et": -300, "ct": -360, "mt": -420, "pt": -480})
ZONE_NAMES = frozenset({*_NAMES, *_IN_COUNTRY, *_LOCAL})
"""All names of zones that are known, folded."""
_FIRST_RULE = 2007
"""The year in which the American change of the clock got its present days."""
_NO_COUNTRY = frozenset("ai cc co fm gg io la ly me so to tv ws eu".split())
"""Endings of two letters that sites of any country use."""
_COUNTRY_OF_LANGUAGE = MappingProxyType(
    {"he": "il", "iw": "il", "hi": "in", "ga": "ie", "zh": "cn", "ta": "in", "mr": "in"}
)
_OFFSET = re.compile(r"T?\d\d:?\d\d(?::?\d\d(?:\.\d+)?)? ?([+-])(\d\d):?([0-5]\d)$")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a page is at home, as far as it tells: its country (two letters, "" if unknown), the offsets in minutes
    that its data gives, and by its own clock when it was made."""

    country: str = ""
    offsets: frozenset[int] = frozenset()
    now: datetime | None = None


NOWHERE = Setting()
"""Nothing is known of the page."""


def setting_of(candidates: Candidates, now: datetime | None = None) -> Setting:
    """The setting of a page: its country by the ending of its host, else by its language with its region.

    >>> from cleanpress.metadata.candidates import Candidate
    >>> setting_of(Candidates((Candidate("url", "https://post.example.in/a", "url", ""),))).country
    'in'
    """
    dates = (each.value for field in ("published", "modified") for each in candidates.of(field))
    found = (_OFFSET.search(value) for value in dates)
    offsets = {(-1 if match[1] == "-" else 1) * (int(match[2]) * 60 + int(match[3])) for match in found if match}
    if now and now.utcoffset() == timedelta(0) and len(offsets) == 1:
        now = now.astimezone(_fixed(*offsets))
    return Setting(_country(candidates), frozenset(offsets), now)


def _country(candidates: Candidates) -> str:
    hosts = (host_of(each.value) for each in candidates.of("url", "url", "link-canonical", "opengraph"))
    ending = next((host.rsplit(".", 1)[-1] for host in hosts if host), "")
    if len(ending) == 2 and ending not in _NO_COUNTRY:
        return "gb" if ending == "uk" else ending
    codes = [each.value.lower().replace("_", "-").split("-") for each in candidates.of("language")]
    regions = {code[-1] for code in codes if len(code) > 1 and len(code[-1]) == 2}
    if not regions:
        regions = {_COUNTRY_OF_LANGUAGE[code[0]] for code in codes if code[0] in _COUNTRY_OF_LANGUAGE}
    return regions.pop() if len(regions) == 1 else ""


def zone_of(text: str | None, day: date, setting: Setting = NOWHERE, *, half: bool = False) -> timezone | None:
    """The offset of a zone as written in folded text, on a day; None where it has several or is out of its season.

    `half` says that "a.m." or "p.m." stands before it.

    >>> print(zone_of("gmt+7", date(2024, 5, 3)), zone_of("est", date(2024, 5, 3)))
    UTC+07:00 None
    """
    name = re.sub(r"[() ]", "", text or "")
    numeric = re.search(r"([+-])(\d\d?):?(\d\d)?$", name)
    if numeric:
        minutes = int(numeric[2]) * 60 + int(numeric[3] or 0)
        if minutes > 14 * 60 or int(numeric[3] or 0) > 59:
            return None
        return _fixed(-minutes if numeric[1] == "-" else minutes)
    if name in _LOCAL:
        summer = _is_summer("us", day) if half else None
        return None if summer is None else _fixed(_LOCAL[name] + 60 * summer)
    meant = _meaning(name, setting)
    if meant is None:
        return None
    minutes, (rule, wanted) = meant
    return _fixed(minutes) if rule is None or _is_summer(rule, day) in (wanted, None) else None


def _meaning(name: str, setting: Setting) -> tuple[int, _Season] | None:
    """What a name means here: by country, else by the one offset of the page's data that it can mean."""
    several = _IN_COUNTRY.get(name, {})
    if setting.country in several:
        return several[setting.country]
    usual = _NAMES.get(name)
    told = {each for each in (*several.values(), *([usual] if usual else [])) if each[0] in setting.offsets}
    return told.pop() if len(told) == 1 else usual


def _fixed(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes)) if minutes else UTC


def _is_summer(rule: str, day: date) -> bool | None:
    """Whether clocks are on summer time; None on the days of change, and where the rule of the year is not known."""
    year = day.year
    if rule == "us":
        if year < _FIRST_RULE:
            begin, end = _sunday(year, 4, 1), _last_sunday(year, 10)
        else:
            begin, end = _sunday(year, 3, 8), _sunday(year, 11, 1)
    elif rule == "eu":
        begin, end = _last_sunday(year, 3), _last_sunday(year, 10)
    else:
        end, begin = _sunday(year, 4, 1), _last_sunday(year, 9) if rule == "nz" else _sunday(year, 10, 1)
    if day in (begin, end):
        return None
    return begin < day < end if begin < end else not end < day < begin


def _sunday(year: int, month: int, day: int) -> date:
    """The first Sunday on or after a day."""
    start = date(year, month, day)
    return start + timedelta(days=(6 - start.weekday()) % 7)


def _last_sunday(year: int, month: int) -> date:
    return _sunday(year, month, 25)
