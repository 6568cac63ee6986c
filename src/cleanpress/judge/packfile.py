"""Reads rule packs from TOML and names every mistake: file, rule, field and how to mend it."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cleanpress.errors import InputTypeError, PackError
from cleanpress.judge.packs import Example, Pack, Risk, Rule, Scope, pattern_problem
from cleanpress.judge.packtable import Table
from cleanpress.judge.phrases import normalise
from cleanpress.model import Label

PACK_SCHEMA = 1
"""The version of the pack format that this release reads."""

_SHIPPED = Path(__file__).parent.parent / "packs"
_PACK_FIELDS = ("schema", "lang", "site", "reason", "rule")
_COMMON_FIELDS = ("id", "label", "summary", "scope", "risk", "removes", "keeps")
_TEXT_FIELDS = ("needs", "match", "unless")
_ELEMENT_TESTS = ("roles", "itemprops", "aria", "words")
_ELEMENT_FIELDS = (*_ELEMENT_TESTS, "tags", "unless_words")
_TEXT_MEND = "rules on text take needs, match and unless"
_ELEMENT_MEND = "rules on elements are found by words, roles, itemprops or aria"
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SITE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_THING = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WORDS = re.compile(r"[a-z0-9]+( [a-z0-9]+)*")


def load_pack(path: str | os.PathLike[str]) -> Pack:
    """Read a rule pack from a TOML file and check all of it.

    `path` is the file. Raises PackError, which says file, rule, field and mend, for anything that is wrong with it, and
    InputTypeError for what is no path.

    >>> load_pack("no-such-pack.toml")
    Traceback (most recent call last):
    cleanpress.errors.PackError: no-such-pack.toml cannot be read (No such file or directory); give the path of a pack.
    """
    if not isinstance(path, (str, os.PathLike)):
        raise InputTypeError(f"load_pack takes the path of a pack, not {type(path).__name__}; write it as a str")
    name = os.fspath(path)
    try:
        source = Path(name).read_bytes()
    except OSError as error:
        raise PackError(f"{name} cannot be read ({error.strerror}); give the path of a pack.") from error
    pack = parse_pack(source, name)
    check_patterns(pack)
    return pack


@functools.cache
def shipped_packs() -> tuple[Pack, ...]:
    """The packs that come with cleanpress, general ones first, in the order of their names.

    Their patterns are not compiled here: that would take longer than cleaning a page (`check_patterns` does it).

    >>> all(pack.rules for pack in shipped_packs())
    True
    """
    files = [file for folder in ("general", "sites") for file in sorted((_SHIPPED / folder).glob("*.toml"))]
    packs = tuple(parse_pack(file.read_bytes(), f"{file.parent.name}/{file.name}") for file in files)
    check_unique(packs)
    return packs


def check_unique(packs: Iterable[Pack]) -> None:
    """Raise PackError where two packs that are used together have a rule of the same id."""
    owners: dict[str, str] = {}
    for pack in packs:
        for rule in pack.rules:
            owner = owners.setdefault(rule.id, pack.name)
            if owner != pack.name:
                raise Table(pack.name, rule.id).error(
                    "id", f"{owner} has a rule of this id", "give this one another id"
                )


def check_patterns(pack: Pack) -> None:
    """Compile every pattern of a pack, and raise PackError for the first that does not compile."""
    for rule in pack.rules:
        for field in ("match", "unless", "aria"):
            problem = pattern_problem(getattr(rule, field))
            if problem:
                place = Table(pack.name, rule.id)
                raise place.error(field, f"the pattern does not compile ({problem})", "mend it there")


def parse_pack(source: bytes, name: str) -> Pack:
    """Read a pack from the bytes of its file; `name` is what errors call it. Patterns are not compiled.

    Raises PackError for whatever else is wrong.
    """
    # Imported here to keep `import cleanpress` quick.
    import tomllib

    try:
        data = tomllib.loads(source.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise PackError(f"{name} is not UTF-8 (byte {error.start}); save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{name} is not TOML: {error}; mend it there.") from error
    table = Table(name, "", data)
    table.only(_PACK_FIELDS, "a pack")
    if data.get("schema") != PACK_SCHEMA:
        problem = f"it is {data['schema']!r}" if "schema" in data else "it is missing"
        raise table.error("schema", problem, f"write schema = {PACK_SCHEMA}, the format that this release reads")
    site = table.shaped("site", _SITE, 'a domain without scheme or path, such as "example.org"') or None
    reason = table.text("reason")
    if site and not reason:
        raise table.error("reason", "a site pack must say why", "write why the general pack could not do it")
    lang = table.shaped("lang", _LANG, 'a language code such as "en", or "und" for any language', required=True)
    rules = tuple(_parse_rule(table.name, raw, number) for number, raw in enumerate(table.tables("rule"), start=1))
    if not rules:
        raise table.error("rule", "the pack holds no rule", "write at least one [[rule]]")
    _check_own_ids(table, rules)
    return Pack(name=name, lang=lang, site=site, reason=reason, rules=rules)


def _check_own_ids(table: Table, rules: Iterable[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise Table(table.name, rule.id).error("id", "two rules have this id", "give one of them another id")
        seen.add(rule.id)


def _parse_rule(name: str, raw: dict[str, Any], number: int) -> Rule:
    table = Table(name, str(raw.get("id") or f"number {number}"), raw)
    rule_id = table.text("id", required=True)
    scope = Scope(table.choice("scope", Scope))
    element = scope is Scope.ELEMENT
    fields, others = (_ELEMENT_FIELDS, _TEXT_FIELDS) if element else (_TEXT_FIELDS, _ELEMENT_FIELDS)
    for field in others:
        if field in raw:
            mend = _ELEMENT_MEND if element else _TEXT_MEND
            raise table.error(field, f"a rule of scope {scope} has no such field", mend)
    table.only((*_COMMON_FIELDS, *fields), f"a rule of scope {scope}")
    label = Label(table.choice("label", Label))
    start, _, thing = rule_id.partition(".")
    if start != label or not _THING.fullmatch(thing):
        raise table.error("id", f"it is {rule_id!r}", f'write "{label}.<thing-found>" in lower case with hyphens')
    summary = table.text("summary", required=True)
    if not summary.endswith("."):
        raise table.error(
            "summary", "it is no sentence", "say in one sentence what is found, and end it with a full stop"
        )
    removes, keeps = _examples(table, scope)
    common: dict[str, Any] = {
        "id": rule_id,
        "label": label,
        "summary": summary,
        "scope": scope,
        "risk": Risk(table.choice("risk", Risk)),
        "removes": removes,
        "keeps": keeps,
    }
    return Rule(**common, **(_element_fields(table) if element else _text_fields(table, removes)))


def _examples(table: Table, scope: Scope) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    form = "html" if scope is Scope.ELEMENT else "text"
    found: list[tuple[Example, ...]] = []
    for field, least, named in (("removes", 2, False), ("keeps", 1, True)):
        examples = []
        for raw in table.tables(field):
            example = Table(table.name, table.rule, raw, f"{field}.")
            example.only((form, "name"), f"an example of a rule of scope {scope}")
            examples.append(Example(example.text(form, required=True), example.text("name", required=named)))
        if len(examples) < least:
            problem = f"the rule has {len(examples) or 'none'} of at least {least}"
            raise table.error(field, problem, f"write each under its own [[rule.{field}]]")
        found.append(tuple(examples))
    return found[0], found[1]


def _text_fields(table: Table, removes: Iterable[Example]) -> dict[str, Any]:
    match = table.text("match", required=True)
    needs = table.texts("needs")
    if not needs:
        raise table.error("needs", "it is missing", "name the words of which one stands in every text that matches")
    shown = [normalise(example.text).casefold() for example in removes]
    for literal in needs:
        plain = normalise(literal)
        if literal != plain.lower():
            raise table.error("needs", f"{literal!r} can never be found", f"write it as {plain.lower()!r}")
        if not any(literal.casefold() in text for text in shown):
            raise table.error("needs", f"no example holds {literal!r}", "add a [[rule.removes]] with it, or drop it")
    return {"match": match, "needs": needs, "unless": table.text("unless")}


def _element_fields(table: Table) -> dict[str, Any]:
    if not any(field in table.data for field in _ELEMENT_TESTS):
        raise table.error("words", "the rule has no test", f"write at least one of {', '.join(_ELEMENT_TESTS)}")
    fields: dict[str, Any] = {field: table.texts(field) for field in ("roles", "itemprops", "tags")}
    for field in ("words", "unless_words"):
        for words in table.texts(field):
            if not _WORDS.fullmatch(words):
                raise table.error(field, f"{words!r} can never be found", 'write lower-case words, as in "share bar"')
        fields[field] = tuple(tuple(words.split()) for words in table.texts(field))
    return {**fields, "aria": table.text("aria")}
