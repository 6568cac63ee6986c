"""Why the learned judge of lines says what it says, in words: the nearest plain fact that agrees with it."""

from __future__ import annotations

from cleanpress.judge.line_ground import LineGround

_MANY = 3


def reason(ground: LineGround, place: int, body: bool) -> str:
    """What speaks for the verdict on one line."""
    prose = ground.prose[place] > 0
    near = ground.prose[max(0, place - 2) : place + _MANY].sum() - prose
    if body:
        if prose:
            return "running text among running text" if near else "running text"
        return "belongs to the running text beside it" if near else "reads like a part of the article"
    if ground.links[place] > 0.8:
        return "is a link"
    if ground.same[place] > 0:
        return "stands more than once in the text"
    if prose:
        return "running text that reads like the site's or another article's"
    first, last = ground.edges
    if first < place < last:
        return "a line between running text that is none itself"
    return "stands before the running text" if place < first else "stands after the running text"
