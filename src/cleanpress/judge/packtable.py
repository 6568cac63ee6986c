"""One table of a pack's TOML, whose values are asked for by type; a wrong one raises a PackError that says where."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from cleanpress.errors import PackError


@dataclass(frozen=True)
class Table:
    """A table of the file `name`, inside the rule `rule` ("" for the pack itself).

    `prefix` stands before field names in messages: "removes." inside an example.
    """

    name: str
    rule: str
    data: dict[str, Any] = field(default_factory=dict)
    prefix: str = ""

    def error(self, field: str, problem: str, mend: str) -> PackError:
        """What to raise: one sentence with file, rule, field, what is wrong with it and how to mend it.

        >>> print(Table("mine.toml", "share.bar").error("risk", "it is missing", 'write "safe" or "hint"'))
        mine.toml, rule 'share.bar', field 'risk': it is missing; write "safe" or "hint".
        """
        rule = f", rule {self.rule!r}" if self.rule else ""
        return PackError(f"{self.name}{rule}, field {self.prefix + field!r}: {problem}; {mend}.")

    def only(self, known: Collection[str], thing: str) -> None:
        """Refuse fields that `thing` does not have."""
        for name in self.data:
            if name not in known:
                raise self.error(name, f"{thing} has no such field", _did_you_mean(name, known))

    def text(self, field: str, *, required: bool = False) -> str:
        """The text of a field, "" where it is not there."""
        value = self.data.get(field, "")
        if not isinstance(value, str):
            raise self.error(field, "it is no text", "write it in quotation marks")
        if required and not value.strip():
            raise self.error(field, "it is missing" if field not in self.data else "it is empty", "write it")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """The texts of a field that holds a list of them, none where it is not there."""
        values = self.data.get(field, [])
        if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
            raise self.error(field, "it is no list of texts", 'write it as ["one", "two"]')
        return tuple(values)

    def tables(self, field: str) -> list[dict[str, Any]]:
        """The tables of a field that holds a list of them, none where it is not there."""
        values = self.data.get(field, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            where = f"rule.{field}" if self.rule else field
            raise self.error(field, "it is no list of tables", f"write each under its own [[{where}]]")
        return values

    def choice(self, field: str, known: Iterable[str]) -> str:
        """The text of a field that takes one of the `known` values."""
        names = [str(name) for name in known]
        value = self.text(field, required=True)
        if value not in names:
            raise self.error(field, f"there is no {field} {value!r}", _did_you_mean(value, names))
        return value

    def shaped(self, field: str, shape: re.Pattern[str], meaning: str, *, required: bool = False) -> str:
        """The text of a field that must have a certain shape; `meaning` says which."""
        value = self.text(field, required=required)
        if value and not shape.fullmatch(value):
            raise self.error(field, f"it is {value!r}", f"write {meaning}")
        return value


def _did_you_mean(name: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"write {close[0]!r}" if close else f"write one of {', '.join(known)}"
