"""What the tests of repeats share: the paragraphs, the caption and the title of one made-up article."""

from __future__ import annotations

PROSE = [
    "The harbour office said on Tuesday that the night ferry would run again from next week, after nine days.",
    "Crews had asked for two more hands on every crossing, and the company had called that “a wish from another age”.",
    "Both sides met in a school hall on the island, where the tables were too low and the coffee ran out before noon.",
    "By evening a paper lay on one of these tables, and nobody wanted to be the first to sign it before the rest.",
    "The mayor, who had brought the pen, said afterwards that she would keep it in a drawer until the next time.",
]
CAPTION = "The night ferry at its pier on the third day of the strike"
TITLE = "Night ferry to run again after strike"
