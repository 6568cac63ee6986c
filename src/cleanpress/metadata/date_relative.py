"""Days told from now ("2 hours ago", "gestern") against the clock of the page, which says when it was made.

A time in hours or minutes only gives a day, and none where it may lie on either side of midnight. Weeks and more are
too vague for a day.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from types import MappingProxyType

from cleanpress.metadata.date_scan import Day
from cleanpress.metadata.date_words import fold, words_of

_TODAY = (
    "today|this morning|this afternoon|this evening|just now|heute|aujourd'hui|hoy|oggi|hoje|vandaag|idag|i dag|dzisiaj"
    "|dzis|dnes|tanaan|bugun|сегодня|сьогодні|днес|danas|astazi|σημερα|اليوم|امروز|היום|今日|今天|오늘|hari ini"
)
_YESTERDAY = (
    "yesterday|gestern|hier|ayer|ieri|ontem|gisteren|igar|i gar|wczoraj|vcera|eilen|dun|вчера|вчора|jucer|tegnap|χθες"
    "|أمس|امس|دیروز|אתמול|昨日|昨天|어제|kemarin"
)
_ONE = words_of("a an one ein eine einem einer un une una uno um uma een en ett")
_WORDED = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            ("two zwei deux dos due dois twee", "three drei trois tres tre drie", "four vier quatre cuatro quattro",
             "five fünf cinq cinco cinque vijf"),
            2,
        )
        for word in words_of(words)
    }
)  # fmt: skip
_UNITS = (
    (
        timedelta(minutes=1),
        "minutes?|mins?|minuten?|minutos?|minut[oiey]?|minut(?:er|ten|a|ami)?|minuutti?a?|dakika|минут[уыа]?|мин|хвилин[иу]?"
        "|perce|λεπτα|دقيقة|دقائق|דקות|मिनट|分钟|分鐘|分|분|menit|m",
    ),
    (
        timedelta(hours=1),
        "hours?|hrs?|stunden?|std|heures?|horas?|or[ae]|uur|uren|timm(?:ar|e)|timer?|tim|godzin[aey]?|godz|hodinami|tuntia?"
        "|saat|час(?:а|ов)?|годин[иу]?|часа|oraja|ore|sat[ai]?|ωρες|ωρα|ساعات|ساعة|ساعت|שעות|घंटे|小时|小時|時間|시간|jam|h",
    ),
    (
        timedelta(days=1),
        "days?|tag(?:en)?|jours?|dias?|giorn[oi]|dag(?:en|ar|e|er)?|døgn|dni|dny|dzien|dnem|paivaa?|gun|дн(?:я|еи|ів|і)|день"
        "|дни|ден|napja|zile|dana?|ημερες|μερες|أيام|ايام|يوم|روز|ימים|दिन|天|日|일|hari|d",
    ),
)
_BEFORE = "vor|il y a|hace|ha|acum|pred|prije|преди|πριν|prin|منذ|قبل|לפני"
_AFTER = "ago|fa|geleden|sedan|siden|temu|nazad|sitten|once|назад|тому|पहले|پیش|前|之前|전|lalu|yang lalu|atras"


@cache
def _compiled() -> re.Pattern[str]:
    numbers = "|".join(sorted({*_ONE, *_WORDED}, key=len, reverse=True))
    units = "|".join(f"(?P<u{place}>{fold(words)})" for place, (_, words) in enumerate(_UNITS))
    return re.compile(
        rf"(?<![^\W\d_])(?:(?P<today>{fold(_TODAY)})|(?P<yesterday>{fold(_YESTERDAY)})"
        rf"|(?:(?P<before>{fold(_BEFORE)}) )?(?P<n>\d{{1,2}}|(?:{numbers})(?= )) ?(?:{units})"
        rf"(?:\.? ?(?P<after>{fold(_AFTER)}))?)"
        r"(?![^\W\d_])"
    )


def find_told_from_now(text: str, now: datetime) -> list[Day]:
    """The days that a folded text tells from now.

    >>> clock = datetime(2024, 5, 3, 10, 15)
    >>> [day.day.isoformat() for day in find_told_from_now("vor 2 stunden, updated yesterday", clock)]
    ['2024-05-03', '2024-05-02']
    >>> find_told_from_now("11 hours ago", clock)
    []
    """
    found = []
    for match in _compiled().finditer(text):
        day = _day_of(match, now)
        if day:
            found.append(Day(match.start(), match.end(), day))
    return found


def _day_of(match: re.Match[str], now: datetime) -> date | None:
    if match["today"] or match["yesterday"]:
        return now.date() - timedelta(days=1 if match["yesterday"] else 0)
    if not (match["before"] or match["after"]):
        return None
    written = match["n"]
    number = 1 if written in _ONE else _WORDED.get(written) or int(written)
    unit = next(each for place, (each, _) in enumerate(_UNITS) if match[f"u{place}"])
    if unit.days:
        return now.date() - number * unit
    # "2 hours ago" is said of all between one and three hours.
    latest, earliest = now - (number - 1) * unit, now - (number + 1) * unit
    return latest.date() if latest.date() == earliest.date() else None
