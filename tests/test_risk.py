"""The curve of coverage against risk counts each class with the surer ones."""

from __future__ import annotations

from benchmarks.risk import CLASSES, Answer, curve


def test_rows_add_up_from_the_surest_class() -> None:
    answers = [
        Answer(CLASSES[0], right=True, given=True),
        Answer(CLASSES[4], right=False, given=True),
        Answer(None, right=False, given=True),
        Answer(None, right=False, given=True),
        Answer(CLASSES[4], right=False, given=False),
        Answer(None, right=False, given=False),
    ]
    rows = {name: figures for name, *figures in curve(answers)}
    assert rows[CLASSES[0]] == ["25.0", "0.0", "0.0"]
    assert rows[CLASSES[3]] == ["25.0", "0.0", "0.0"]
    assert rows[CLASSES[4]] == ["50.0", "50.0", "50.0"]


def test_nothing_answered_is_no_division() -> None:
    assert curve([])[-1] == [CLASSES[-1], "", "", ""]
