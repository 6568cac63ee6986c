"""The rules of packs in words: what `cleanpress rules list`, `rules show` and `rules test` print."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence

from cleanpress.errors import OptionError
from cleanpress.judge.packs import Example, Pack, Rule, Scope


def rules_list(packs: Iterable[Pack]) -> list[str]:
    """One line a rule: id, label, scope, risk and summary, in columns.

    >>> from cleanpress.judge.rules import shipped_packs
    >>> all(line.endswith(".") for line in rules_list(shipped_packs()))
    True
    """
    rows = [(rule.id, rule.label, rule.scope, rule.risk, rule.summary) for pack in packs for rule in pack.rules]
    widths = [max(len(row[column]) for row in rows) for column in range(4)] if rows else []
    return ["  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]) for row in rows]


def rules_show(packs: Iterable[Pack], rule_id: str) -> list[str]:
    """All of one rule, with its examples, as lines. Raises OptionError where no pack has the rule.

    >>> from cleanpress.judge.rules import shipped_packs
    >>> rules_show(shipped_packs(), "no.such-rule")
    Traceback (most recent call last):
    cleanpress.errors.OptionError: There is no rule 'no.such-rule'; `cleanpress rules list` shows those there are.
    """
    rules = {rule.id: (pack, rule) for pack in packs for rule in pack.rules}
    if rule_id not in rules:
        close = difflib.get_close_matches(rule_id, rules, n=1)
        hint = f"did you mean {close[0]!r}?" if close else "`cleanpress rules list` shows those there are."
        raise OptionError(f"There is no rule {rule_id!r}; {hint}")
    return list(_show(*rules[rule_id]))


def rules_test(packs: Sequence[Pack]) -> tuple[list[str], int]:
    """Run all cases of some packs: one line for each that fails, one with the numbers, and the exit code.

    The code is 0 if all pass, else 1. Raises PackError where a pattern does not compile or two packs share an id.

    >>> from cleanpress.judge.rules import shipped_packs
    >>> lines, code = rules_test(shipped_packs())
    >>> code
    0
    """
    from cleanpress.testing import run

    report = run(packs)
    outcome = "all pass" if report.passed else f"{_number(len(report.failures), 'fails', 'fail')}"
    total = f"{_number(report.cases, 'case')} of {_number(report.rules, 'rule')} in {_number(report.packs, 'pack')}"
    return [*map(str, report.failures), f"{total}: {outcome}"], 0 if report.passed else 1


def _show(pack: Pack, rule: Rule) -> Iterator[str]:
    where = f"{pack.name}, language {pack.lang}" + (f", only on {pack.site}: {pack.reason}" if pack.site else "")
    yield rule.id
    yield rule.summary
    fields = {
        "pack": where,
        "label": rule.label,
        "scope": rule.scope,
        "risk": rule.risk,
        "needs": ", ".join(rule.needs),
        "match": rule.match,
        "unless": rule.unless,
        "roles": ", ".join(rule.roles),
        "itemprops": ", ".join(rule.itemprops),
        "aria": rule.aria,
        "words": ", ".join(map(" ".join, rule.words)),
        "tags": ", ".join(rule.tags),
        "unless_words": ", ".join(map(" ".join, rule.unless_words)),
    }
    for name, value in fields.items():
        if value:
            yield f"  {name}: {value}"
    element = rule.scope is Scope.ELEMENT
    yield "removes"
    yield from (_example(example, element) for example in rule.removes)
    yield "keeps"
    yield from (_example(example, element) for example in rule.keeps)


def _example(example: Example, element: bool) -> str:
    text = " ".join(example.text.split()) if element else example.text.strip()
    return f"  - {text}" + (f"  ({example.name})" if example.name else "")


def _number(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
