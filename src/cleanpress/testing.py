"""Runs the cases that rule packs carry: the texts each rule must remove and those it must keep.

It needs nothing but cleanpress. With pytest:

    import pytest
    from cleanpress.testing import check_case, iter_cases, load_pack

    @pytest.mark.parametrize("case", list(iter_cases([load_pack("my-pack.toml")])), ids=str)
    def test_case(case):
        assert check_case(case) is None
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleanpress.errors import PackError
from cleanpress.judge.packfile import check_patterns, check_unique, load_pack, shipped_packs
from cleanpress.judge.packs import Example, Pack, Risk, Rule, Scope
from cleanpress.judge.rules import judge_rules
from cleanpress.model import Block, Limits, Page

__all__ = [
    "Case",
    "Failure",
    "Pack",
    "PackError",
    "Report",
    "Rule",
    "check_case",
    "iter_cases",
    "load_pack",
    "run",
    "shipped_packs",
]


@dataclass(frozen=True, slots=True)
class Case:
    """One example of a rule: number `number` (from 1) of those it `removes`, or of those it must keep."""

    pack: Pack
    rule: Rule
    example: Example
    removes: bool
    number: int

    def __str__(self) -> str:
        return f"{self.rule.id} {'removes' if self.removes else 'keeps'} {self.number}"


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that did not come out as its pack says, and what happened instead."""

    case: Case
    problem: str

    def __str__(self) -> str:
        return f"{self.case.pack.name}: {self.case}: {self.problem}: {self.case.example.text.strip()!r}"


@dataclass(frozen=True, slots=True)
class Report:
    """What came of running all cases of some packs."""

    packs: int
    rules: int
    cases: int
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        """Whether every case came out as its pack says."""
        return not self.failures


def iter_cases(packs: Iterable[Pack]) -> Iterator[Case]:
    """All cases of some packs, in the order of the files.

    >>> case = next(iter_cases(shipped_packs()))
    >>> case.removes, case.number
    (True, 1)
    """
    for pack in packs:
        for rule in pack.rules:
            for removes, examples in ((True, rule.removes), (False, rule.keeps)):
                for number, example in enumerate(examples, start=1):
                    yield Case(pack, rule, example, removes, number)


def check_case(case: Case) -> Failure | None:
    """Run one case; None if it comes out as its pack says.

    A text to be removed must be hit by its own rule. A text to be kept may be hit neither by that rule nor by any
    other safe rule of its pack. The other packs are not asked.

    >>> check_case(next(iter_cases(shipped_packs()))) is None
    True
    """
    page = _page(case)
    if not page.blocks:
        return Failure(case, "there is no text in it")
    verdicts = judge_rules(page, (case.pack,))
    if case.removes:
        hit = any(verdict.rule == case.rule.id for verdict in verdicts)
        return None if hit else Failure(case, "the rule does not match")
    risks = {rule.id: rule.risk for rule in case.pack.rules}
    for verdict in verdicts:
        if verdict.rule == case.rule.id or risks[verdict.rule] is Risk.SAFE:
            return Failure(case, f"{verdict.rule} matches what must stay")
    return None


def run(packs: Iterable[Pack]) -> Report:
    """Run all cases of some packs. Raises PackError where a pattern does not compile or two packs share a rule's id.

    >>> run(shipped_packs()).passed
    True
    """
    packs = tuple(packs)
    check_unique(packs)
    for pack in packs:
        check_patterns(pack)
    outcomes = [check_case(case) for case in iter_cases(packs)]
    failures = tuple(outcome for outcome in outcomes if outcome)
    return Report(len(packs), sum(len(pack.rules) for pack in packs), len(outcomes), failures)


def _page(case: Case) -> Page:
    url = f"https://{case.pack.site}/" if case.pack.site else None
    if case.rule.scope is Scope.ELEMENT:
        from cleanpress.read.html import read_html

        return read_html(case.example.text, url=url, encoding=None, limits=Limits())
    text = " ".join(case.example.text.split())
    return Page(source="text", blocks=(Block(index=0, text=text),) if text else (), url=url)
