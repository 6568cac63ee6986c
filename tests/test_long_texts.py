"""Texts so long that they are judged in parts: each part hears what was said of its own lines."""

from __future__ import annotations

import pytest

from cleanpress.judge import lines
from cleanpress.judge.line_ground import LineGround
from cleanpress.model import Block, Label, Page, Verdict

PROSE = "It rained all day long on the town of {}. In the end nobody came to the fair but the mayor and his dog."


def test_each_part_of_a_long_text_hears_the_verdicts_on_its_lines_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[int]] = []
    ground = lines.line_ground

    def listening(blocks: object, verdicts: list[Verdict], *rest: object) -> LineGround:
        heard.append([verdict.block for verdict in verdicts])
        return ground(blocks, verdicts, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(lines, "_PART", 4)
    monkeypatch.setattr(lines, "line_ground", listening)
    blocks = tuple(Block(index=i, text=PROSE.format(i)) for i in range(10))
    seen = [Verdict(i, Label.SHARE, "rule", 0.9, "said so", "rules") for i in (0, 3, 4, 9)]
    verdicts = lines.judge_lines(Page(source="text", blocks=blocks), seen)
    assert [verdict.block for verdict in verdicts] == list(range(10))
    assert heard == [[0, 3], [4], [9]]
