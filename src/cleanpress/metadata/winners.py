"""The account of the fields: every value the page gives for one, which of them won, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from cleanpress.metadata.bylines import AUTHOR_PAGE
from cleanpress.metadata.candidates import Candidates, clean
from cleanpress.metadata.choose import TRUST, tag_of
from cleanpress.metadata.date_order import day_order
from cleanpress.metadata.date_zones import Setting, setting_of
from cleanpress.metadata.dates import Moment, dates_in, parse_date
from cleanpress.metadata.language import language_code
from cleanpress.metadata.moments import OF_CHANGE, moment_in_url, page_clock
from cleanpress.metadata.names import split_byline
from cleanpress.metadata.standing import is_paywalled
from cleanpress.metadata.titles import key
from cleanpress.metadata.urls import absolute
from cleanpress.model import Article, Block, Candidate, Kind, Label, SpanKind

_LISTS = frozenset({"authors", "tags"})
_ADDRESSES = frozenset({"url", "image", "license"})
_DATES = frozenset({"published", "modified"})
# Characters of a line that may name an author.
_SHORT = 120
# The fields that a block with this label may give.
_PRINTED = MappingProxyType(
    {
        Label.TITLE: ("title",),
        Label.STANDFIRST: ("standfirst",),
        Label.BYLINE: ("authors", "published", "modified"),
        Label.DATELINE: ("published", "modified"),
        Label.PAYWALL: ("paywalled",),
    }
)
# The fields that a candidate of another name speaks for.
_ALSO = MappingProxyType({"organisations": ("authors",), "publisher": ("publisher", "site_name")})
# Why a value won though a source of more trust gives another; the rules are those of `choose`.
_AGAINST_TRUST = MappingProxyType(
    {
        "title": "the headline as the page prints it, or the one that most sources repeat",
        "description": "printed as standfirst, or whole where a source of more trust was cut",
        "authors": "the byline names them more fully, or sources of more trust name no person",
        "published": "the same day told more closely, or sources of more trust are not plausible",
        "modified": "the same day told more closely, or sources of more trust are not plausible",
        "site_name": "sources of more trust give none, an address, or a name that nothing bears out",
        "language": "most signals or the text say so",
        "url": "sources of more trust give no credible address",
        "image": "sources of more trust give a logo or no address",
        "tags": "sources of more trust give only codes or the site's name",
    }
)


def candidates(article: Article) -> list[Candidate]:
    """The candidates of an article, field by field, in each the order in which they were found; see
    `Article.candidates`.

    >>> found = (Candidate("title", "Rain", "h1", "h1"), Candidate("title", "Rain | Post", "title-tag", "title"))
    >>> [(c.value, c.won, c.why) for c in candidates(Article(title="Rain", sources={"title": "h1"}, signals=found))]
    [('Rain', True, 'the most trusted source that gives one; so say title-tag'), ('Rain | Post', False, '')]
    """
    reading = _reading_of(article)
    also = {**_ALSO, "modified": ("modified", "published")} if OF_CHANGE in article.warnings else _ALSO
    seen: dict[tuple[str, str, str], Candidate] = {}
    for each in (*article.signals, *_days_in(article.signals), *_of_blocks(article.blocks, reading)):
        for field in also.get(each.field, (each.field,)):
            seen.setdefault((field, each.value, each.source), replace(each, field=field))
    told = [replace(each, normal=_normal(each, article.url, reading)) for each in seen.values()]
    return [each for field in _fields(article) for each in _judged(article, field, told, reading)]


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the page's dates are read: which number is the day, where the page is at home, and whether a date of change
    stands in for that of publication."""

    order: str | None
    setting: Setting
    of_change: bool

    def moment(self, field: str, value: str, source: str) -> Moment | None:
        """The date that a value of a field names."""
        if source in ("byline", "dateline"):
            line = dates_in(value, self.order, self.setting)
            if field == "modified" or (self.of_change and line.published is None):
                return line.modified
            return line.published
        return moment_in_url(value) if source == "url" else parse_date(value, self.order, self.setting)


def _reading_of(article: Article) -> _Reading:
    signals = Candidates(tuple(article.signals))
    days = (moment_in_url(each.value) for each in signals.of("url"))
    order = day_order(signals, article.blocks, {day.value.date() for day in days if day})
    return _Reading(order, setting_of(signals, page_clock(signals)), OF_CHANGE in article.warnings)


def _fields(article: Article) -> Iterator[str]:
    """The fields an article has a source for or could have one for, in the article's order."""
    return (name for name in type(article).__dataclass_fields__ if name in TRUST)


def _days_in(signals: Iterable[Candidate]) -> Iterator[Candidate]:
    """The days that addresses of the page name."""
    for each in signals:
        if each.field == "url" and moment_in_url(each.value):
            yield replace(each, field="published", source="url")


def _of_blocks(blocks: Iterable[Block], reading: _Reading) -> Iterator[Candidate]:
    """What the marked blocks print."""
    for block in blocks:
        text = clean(block.text)
        source = block.label.value
        if block.label is Label.TITLE:
            source = "h1" if block.kind is Kind.HEADING else "text"
        elif block.label in (Label.STANDFIRST, Label.PAYWALL):
            source = "text"
        place = block.where.path or f"block {block.index}"
        for field in _PRINTED.get(block.label, ()) if text else ():
            if field == "authors" and not split_byline(text):
                continue
            if field in _DATES and not reading.moment(field, text, source):
                continue
            yield Candidate(field, text, source, place)
        if block.label not in _PRINTED and _names_author(block):
            yield Candidate("authors", text, "byline", place)


def _names_author(block: Block) -> bool:
    """Whether a short block is an address element, or links to an author's page, and names somebody."""
    if len(block.text) > _SHORT or not split_byline(clean(block.text)):
        return False
    links = (span.href or "" for span in block.spans if span.kind is SpanKind.LINK)
    return "/address" in (block.where.path or "") or any(AUTHOR_PAGE.search(href) for href in links)


def _judged(article: Article, field: str, told: Iterable[Candidate], reading: _Reading) -> list[Candidate]:
    """The candidates of one field, its winners marked."""
    mine = [each for each in told if each.field == field]
    chosen, source = getattr(article, field), article.sources.get(field)
    if source is None:
        return mine
    gives = _test(field, chosen, article.url, reading)
    won = [i for i, each in enumerate(mine) if each.source == source and gives(each)]
    if not won:  # what was chosen is a part of what was told
        won = [i for i, each in enumerate(mine) if each.source == source][:1]
    if not won:
        value = chosen.isoformat() if isinstance(chosen, datetime) else chosen
        mine.append(Candidate(field, ", ".join(value) if isinstance(value, list) else str(value), source, "the page"))
        won = [len(mine) - 1]
    if field not in _LISTS and field != "standfirst":
        won = won[:1]
    why = _why(field, source, mine, gives)
    if field == "published" and reading.of_change:
        why = "the page tells no other date than that of the last change"
    return [replace(each, won=True, why=why) if i in won else each for i, each in enumerate(mine)]


def _test(field: str, chosen: Any, base: str | None, reading: _Reading) -> Callable[[Candidate], bool]:
    """A test whether a candidate says what was chosen for the field, in its normal form."""
    if field == "authors":
        names = {key(name) for name in chosen}
        return lambda each: key(each.value) in names or any(key(n.text) in names for n in split_byline(each.value))
    if field == "tags":
        tags = {tag.casefold() for tag in chosen}
        return lambda each: tag_of(each.value).casefold() in tags
    if field in _DATES:
        return lambda each: _same(reading.moment(field, each.value, each.source), chosen)
    if field == "title":
        return lambda each: key(chosen) in key(each.value)
    if field == "standfirst":
        return lambda each: each.value in chosen
    if field == "language":
        return lambda each: language_code(each.value) == chosen
    if field == "paywalled":
        return lambda each: (True if each.source == "text" else is_paywalled(each.value)) is chosen
    if field in _ADDRESSES:
        return lambda each: chosen in (each.value, absolute(each.value, base))
    return lambda each: each.value == str(chosen)


def _normal(each: Candidate, base: str | None, reading: _Reading) -> str:
    """The value in the form in which values of its field are compared."""
    value, field = each.value, each.field
    if field in _DATES:
        moment = reading.moment(field, value, each.source)
        if moment is None:
            return ""
        return (moment.value.date() if moment.precision == "day" else moment.value).isoformat()
    if field == "authors":
        return "; ".join(name.text for name in split_byline(value))
    if field in _ADDRESSES:
        return absolute(value, base) or ""
    if field == "language":
        return language_code(value) or ""
    if field == "tags":
        return tag_of(value)
    if field == "paywalled":
        told = True if each.source == "text" else is_paywalled(value)
        return "" if told is None else str(told).lower()
    return value


def _same(moment: Moment | None, chosen: datetime) -> bool:
    if moment is None:
        return False
    if moment.value.tzinfo and chosen.tzinfo:
        return moment.value == chosen
    return moment.value.replace(tzinfo=None) == chosen.replace(tzinfo=None)


def _why(field: str, source: str, mine: list[Candidate], gives: Callable[[Candidate], bool]) -> str:
    if source == "caller":
        return "the caller's word goes before the page's"
    order = TRUST[field]
    rivals = {each.source for each in mine} - {source}
    before = [each for each in order[: order.index(source)] if each in rivals] if source in order else []
    if before:
        reason = _AGAINST_TRUST.get(field, "sources of more trust give nothing that will do")
    else:
        reason = "the most trusted source that gives one" if rivals else "the only source that gives one"
    agree = sorted({each.source for each in mine if each.source != source and gives(each)})
    return f"{reason}; so say {', '.join(agree)}" if agree else reason
