"""Cuts the data a page carries for its own scripts out of it: the state of Next, Nuxt, Apollo, Redux, Arc and AMP.

No script is run: what is read is JSON, or literals written as JSON nearly is. JSON-LD has a module of its own. What is
found here says nothing of its meaning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from cleanpress.metadata.literals import read_value

_NAME = r"__\w{2,60}|\w{0,30}(?:STATE|DATA|PROPS|State|Data|Props|Store|Content|Article)\w{0,30}"
# An assignment of an object, a list, a function that is called at once, JSON in a string, or a call of JSON.parse.
_ASSIGNMENT = re.compile(
    rf"(?:\b(?:window|self|globalThis|Fusion)(?:\.|\[[\"'])({_NAME}|\w{{2,60}}State)|(?<![\w.$])(__\w{{2,60}}))"
    r"(?:[\"']\])?\s*+=\s*+(?=[{\[]|\(?\s*+function\b|JSON\s*+\.\s*+parse\s*+\(|[\"'])"
)
_PARSE = re.compile(r"JSON\s*\.\s*parse\s*\(\s*")
_CHUNK = re.compile(r"__next_f\.push\(\s*(?=\[)")
_ROW = re.compile(r"([0-9a-f]+):(?:(T)([0-9a-f]+),)?")
# So many assignments that cannot be read, and a script is left; each may have been read to its end.
_FAILURES = 3
# So many are read of one script: where one is no JSON, the parser's message counts all lines before it.
_ASSIGNMENTS = 500
_WRAPPERS = frozenset({"Ref", "ShallowRef", "Reactive", "ShallowReactive", "Island", "NuxtError"})
_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Datum:
    """A value from the page's own data.

    `source` is "next-data", "nuxt", "apollo", "redux", "fusion", "amp" or "page-data" (anything else).
    """

    source: str
    value: Any


def read_page_data(tree: Any) -> Iterator[Datum]:
    """The data in a page's scripts, in the order of the page; scripts that hold none and broken ones are passed over.

    >>> import lxml.html
    >>> page = lxml.html.document_fromstring("<p>1<script>window.__INITIAL_STATE__={a:[1,2]}</script>")
    >>> list(read_page_data(page))
    [Datum(source='redux', value={'a': [1, 2]})]
    """
    chunks: list[str] = []
    for script in tree.iter("script"):
        text = script.text or ""
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind or len(text) < 2:
            continue
        if "json" in kind:
            yield from _of_json(script, text)
        elif not kind or "javascript" in kind or kind == "module":
            chunks += _chunks(text)
            yield from _of_assignments(text)
    if chunks:
        yield from _of_flight("".join(chunks))


def _of_json(script: Any, text: str) -> Iterator[Datum]:
    name = script.get("id") or ""
    parent = script.getparent()
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    if name == "__NUXT_DATA__" or script.get("data-nuxt-data") is not None:
        yield Datum("nuxt", _revived(value) if isinstance(value, list) else value)
    elif parent is not None and parent.tag == "amp-state":
        yield Datum("amp", value)
    else:
        yield Datum(_source(name), value)


def _source(name: str) -> str:
    upper = name.upper()
    for part, source in (("NEXT", "next-data"), ("NUXT", "nuxt"), ("APOLLO", "apollo"), ("STATE", "redux")):
        if part in upper:
            return source
    return "fusion" if name in ("globalContent", "contentCache") else "page-data"


def _of_assignments(text: str) -> Iterator[Datum]:
    at = failures = 0
    for _ in range(_ASSIGNMENTS):
        found = _ASSIGNMENT.search(text, at)
        if found is None or failures == _FAILURES:
            return
        try:
            value, at = _assigned(text, found.end())
        except (ValueError, RecursionError):
            at = found.end()
            failures += 1
            continue
        if isinstance(value, (dict, list)):
            yield Datum(_source(found[1] or found[2]), value)


def _assigned(text: str, at: int) -> tuple[Any, int]:
    """The value assigned at `at`. JSON in a string is read as what it holds."""
    call = _PARSE.match(text, at)
    value, end = read_value(text, call.end() if call else at)
    if isinstance(value, str) and (call or value[:1] in ("{", "[")):
        value = json.loads(value, strict=False)
    return value, end


def _revived(table: list[Any]) -> Any:
    """The value that a table of Nuxt's describes: its first entry, in which numbers stand for other entries."""
    made: list[Any] = [{} if isinstance(e, dict) else [] if isinstance(e, list) else e for e in table]

    def entry(number: Any) -> Any:
        for _ in range(_CHAIN):
            if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(table):
                return None
            inner = table[number]
            if not (isinstance(inner, list) and len(inner) == 2 and isinstance(inner[0], str)):
                return made[number]
            if inner[0] not in _WRAPPERS:
                return inner[1] if isinstance(inner[1], str) else None
            number = inner[1]
        return None

    for one, source in zip(made, table, strict=True):
        if isinstance(source, dict):
            one.update((key, entry(number)) for key, number in source.items())
        elif isinstance(source, list):
            one.extend(entry(number) for number in source if not isinstance(number, str))
    return entry(0)


def _chunks(text: str) -> Iterator[str]:
    """The strings a page of Next's app router pushes to its stream."""
    failures = 0
    for call in _CHUNK.finditer(text):
        try:
            value, _ = json.JSONDecoder(strict=False).raw_decode(text, call.end())
        except (ValueError, RecursionError):
            failures += 1
            if failures == _FAILURES:
                return
            continue
        if isinstance(value, list) and len(value) == 2 and value[0] == 1 and isinstance(value[1], str):
            yield value[1]


def _of_flight(stream: str) -> Iterator[Datum]:
    """The rows of such a stream as one value; texts that stand in rows of their own are put where they belong."""
    rows: dict[str, Any] = {}
    data = stream.encode("utf-8", "replace")
    decoder = json.JSONDecoder(strict=False)
    at = 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        row = _ROW.match(data[at : at + 40].decode("latin-1"))
        if row and row[2]:
            start = at + row.end()
            end = start + int(row[3], 16)
            rows[f"${row[1]}"] = data[start:end].decode("utf-8", "replace")
            at = end
            continue
        if row:
            with suppress(ValueError, RecursionError):
                rows[f"${row[1]}"] = decoder.decode(data[at + row.end() : end].decode("utf-8", "replace"))
        at = end + 1
    if rows:
        _put_rows(rows)
        yield Datum("next-data", list(rows.values()))


def _put_rows(rows: dict[str, Any]) -> None:
    """Puts rows in the place of the strings that stand for them ("$1f", and "$L1f" for what came late)."""
    stack = [row for row in rows.values() if isinstance(row, (dict, list))]
    while stack:
        value = stack.pop()
        for key, each in list(value.items() if isinstance(value, dict) else enumerate(value)):
            if isinstance(each, (dict, list)):
                stack.append(each)
            elif isinstance(each, str) and each[:1] == "$" and len(each) < 10:
                value[key] = rows.get(each.replace("$L", "$", 1), each)
