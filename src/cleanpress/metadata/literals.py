"""Reads values written as JavaScript literals: what JSON is, and what scripts write besides it. Nothing is run.

Strings in any quotes, bare keys, `undefined`, `!0`, `void 0`, `new Date(…)`, and Nuxt's form of a function that is
called at once, whose arguments stand for values that occur often. One pass, without recursion.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_SCALARS = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None, "Infinity": None}
_TOKEN = re.compile(
    r"""(?:\s++|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)*+(?:(?P<string>"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|`(?:[^`\\]|\\.)*+`)"""
    r"""|(?P<number>[-+]?(?:0[xX][\da-fA-F]++|(?:\d++\.?\d*+|\.\d++)(?:[eE][-+]?\d++)?))|(?P<name>[A-Za-z_$][\w$]*+)"""
    r"""|(?P<mark>[{}\[\]():,.;=!]))""",
    re.S,
)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.S)
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": "", "\r\n": ""}
_FUNCTION = re.compile(r"\s*\(?\s*function\s*\(([\w$,\s]*+)\)\s*\{")
_OPEN, _CLOSE = frozenset("{[("), frozenset("}])")
_NO_KEY = object()


def read_value(text: str, at: int) -> tuple[Any, int]:
    """The value that begins at `at` and the place behind it.

    Raises:
        ValueError: what stands there is no literal.

    >>> read_value("x = {a: 'it\\\\'s', 'b': [!0, undefined, 1e3]};", 4)
    ({'a': "it's", 'b': [True, None, 1000.0]}, 43)
    """
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, at)
    except (ValueError, RecursionError):
        pass
    parsed = _FUNCTION.match(text, at)
    if parsed:
        return _called(text, parsed)
    return _literal(_Reader(text, at), {})


@dataclass(slots=True)
class _Reader:
    """A place in a script, which moves on token by token."""

    text: str
    at: int
    kind: str = ""
    token: str = ""

    def next(self) -> str:
        match = _TOKEN.match(self.text, self.at)
        if match is None:
            raise ValueError("no literal")
        self.at, self.kind = match.end(), str(match.lastgroup)
        self.token = match[self.kind]
        return self.token

    def expect(self, token: str) -> None:
        if self.next() != token:
            raise ValueError(f"no {token}")

    def skip(self) -> None:
        """Moves behind the bracket that closes the one just read."""
        depth = 1
        while depth:
            self.next()
            if self.kind == "mark":
                depth += (self.token in _OPEN) - (self.token in _CLOSE)


@dataclass(slots=True)
class _Open:
    """An object or a list that is being read."""

    value: Any
    key: Any = _NO_KEY

    def put(self, value: Any) -> None:
        if isinstance(self.value, dict):
            self.value[self.key] = value
            self.key = _NO_KEY
        else:
            self.value.append(value)


@dataclass(slots=True)
class _Stack:
    """The objects and lists around the current place; `done` once the outermost value is whole."""

    open: list[_Open] = field(default_factory=list)
    value: Any = None
    done: bool = False

    def put(self, value: Any, *, opens: bool = False) -> None:
        if self.open:
            self.open[-1].put(value)
        else:
            self.value = value
            self.done = not opens
        if opens:
            self.open.append(_Open(value))

    def close(self) -> None:
        self.open.pop()
        self.done = not self.open


def _literal(reader: _Reader, names: Mapping[str, Any]) -> tuple[Any, int]:
    """One value, with `names` for the bare words that stand for values."""
    stack = _Stack()
    while not stack.done:
        token = reader.next()
        if reader.kind == "mark" and stack.open and (token in "}]" or token == ","):
            if stack.open[-1].key is not _NO_KEY:
                raise ValueError("no value")
            if token != ",":
                stack.close()
        elif stack.open and isinstance(stack.open[-1].value, dict) and stack.open[-1].key is _NO_KEY:
            stack.open[-1].key = _string(token) if reader.kind == "string" else token
            reader.expect(":")
        elif reader.kind == "mark" and token in "{[":
            stack.put({} if token == "{" else [], opens=True)
        else:
            stack.put(_scalar(reader, names))
    return stack.value, reader.at


def _scalar(reader: _Reader, names: Mapping[str, Any]) -> Any:
    """The value of the token just read and of what belongs to it; None for a call, whose result nobody knows."""
    token = reader.token
    if reader.kind == "string":
        return _string(token)
    if reader.kind == "number":
        return _number(token)
    if token == "!":
        return reader.next() in ("0", "false")
    if reader.kind != "name":
        raise ValueError("no literal")
    if token in names:
        return names[token]
    if token in _SCALARS:
        return _SCALARS[token]
    if token == "void":
        reader.next()
        return None
    if token == "new":
        token = reader.next()
    reader.expect("(")
    start = reader.at
    reader.skip()
    inner = reader.text[start : reader.at - 1].strip()
    return _string(inner) if token == "Date" and inner[:1] in ("'", '"') else None


def _number(token: str) -> int | float | None:
    try:
        return int(token, 0) if token.lstrip("+-").isdigit() or token[:2].lower() == "0x" else float(token)
    except ValueError:  # leading zeros, or more digits than Python reads
        return None


def _string(token: str) -> str:
    inner = token[1:-1]
    return (
        _ESCAPE.sub(_unescaped, inner).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if ("\\" in inner)
        else inner
    )


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else ""
    return _PLAIN_ESCAPES.get(match[4], match[4])


def _called(text: str, opening: re.Match[str]) -> tuple[Any, int]:
    """The value of `(function(a,b){a.x=1;return {…}}(1,2))`: the arguments are read first, then what is returned."""
    behind = _Reader(text, opening.end())
    behind.skip()
    around = opening[0].lstrip()[0] == "("
    if behind.next() == ")":
        around = False
        behind.next()
    if behind.token != "(":
        raise ValueError("a function that is not called")
    arguments = _arguments(behind)
    if around:
        behind.expect(")")
    names = dict(zip((name.strip() for name in opening[1].split(",")), arguments, strict=False))
    body = _Reader(text, opening.end())
    while body.next() != "return":
        _assign(body, names)
    value, _ = _literal(body, names)
    return value, behind.at


def _arguments(reader: _Reader) -> list[Any]:
    """The values up to the closing bracket."""
    found: list[Any] = []
    while True:
        start = reader.at
        token = reader.next()
        if token == ")" and reader.kind == "mark":
            return found
        if token != "," or reader.kind != "mark":
            reader.at = start
            found.append(_literal(reader, {})[0])


def _assign(reader: _Reader, names: Mapping[str, Any]) -> None:
    """Carries out `a.x=1;` or `a[0]=1;` on an argument; the first name has been read."""
    if reader.token == ";":
        return
    target = names.get(reader.token)
    key: Any = None
    while reader.next() != "=":
        if key is not None:
            target = _step(target, key)
        if reader.token == ".":
            key = reader.next()
        elif reader.token == "[":
            key = reader.next()
            key = _string(key) if reader.kind == "string" else int(key)
            reader.expect("]")
        else:
            raise ValueError("no assignment")
    value, _ = _literal(reader, names)
    if isinstance(target, dict):
        target[key] = value
    elif isinstance(target, list) and isinstance(key, int) and 0 <= key <= len(target):
        target[key : key + 1] = [value]


def _step(target: Any, key: Any) -> Any:
    if isinstance(target, dict):
        return target.get(key)
    return target[key] if isinstance(target, list) and isinstance(key, int) and 0 <= key < len(target) else None
