"""Features of what others say of a block: the other judges' verdicts, and the page's own data."""

from __future__ import annotations

import re

import numpy as np

from cleanpress.judge.container import Container
from cleanpress.judge.coverage import Coverage
from cleanpress.judge.ground import Columns, Floats, Ground, share
from cleanpress.model import FIELD_LABELS, Kind, Label

_LABELS = {
    "title": (Label.TITLE,),
    "standfirst": (Label.STANDFIRST,),
    "byline": (Label.BYLINE,),
    "dateline": (Label.DATELINE,),
    "caption": (Label.CAPTION, Label.CREDIT),
    "signup": (Label.NEWSLETTER, Label.LOGIN, Label.PAYWALL, Label.NOTIFICATION, Label.APP),
    "comments": (Label.COMMENTS,),
    "related": (Label.RELATED,),
    "navigation": (Label.NAVIGATION,),
    "share": (Label.SHARE, Label.PLAYER),
    "advert": (Label.ADVERT,),
    "bio": (Label.BIO,),
    "legal": (Label.COPYRIGHT, Label.CONSENT, Label.CORRECTION_PROMPT),
    "duplicate": (Label.DUPLICATE,),
}
_GROUP = {label: name for name, labels in _LABELS.items() for label in labels}
_JUDGES = ("rules", "element", "repeats", "header")
_WORD = re.compile(r"\w+")
_NEAR_TITLE = 30
_TITLE_WIDTHS = (0.5, 2.0)


def evidence_columns(ground: Ground, chosen: Container) -> Columns:
    """The features of verdicts and of the page's data."""
    return _verdicts(ground) | _data(ground, chosen) | _title(ground)


def _verdicts(ground: Ground) -> Columns:
    """How sure the other judges are of what: by label group, by judge, and as a whole."""
    rows = {name: np.zeros(ground.n, np.float32) for name in (*_LABELS, *_JUDGES)}
    said, field = np.zeros(ground.n, np.float32), np.zeros(ground.n, np.float32)
    for index, verdicts in ground.spoken.items():
        for verdict in verdicts:
            for name in (_GROUP.get(verdict.label), verdict.judge):
                if name in rows:
                    rows[name][index] = max(rows[name][index], verdict.confidence)
            one = field if verdict.label in FIELD_LABELS else said
            one[index] = max(one[index], verdict.confidence)
    found = {f"said_{name}": values for name, values in rows.items()}
    weighed, width = ground.inside(said * ground.width), ground.inside(ground.width)
    for level, nodes in (("parent", ground.levels[1]), ("gp", ground.levels[2])):
        found[f"{level}_said"] = share(weighed, width)[nodes]
    return found | {"said": said, "field": field}


def _data(ground: Ground, chosen: Container) -> Columns:
    """What of a block stands in the article body that the page's data holds, and whether that body is whole."""
    blocks = ground.page.blocks
    main = np.flatnonzero(chosen.main).tolist()
    cover = Coverage.of(ground.hints.body, [blocks[i].text for i in main])
    held = np.zeros(ground.n, np.float32)
    if cover.known:
        held[:] = [cover.share(block.text) if block.kind is not Kind.CAPTION else 0 for block in blocks]
    known, whole = bool(cover.known), cover.complete
    return {
        "data_held": held,
        "data_missing": (held < 0.5) * np.float32(whole),
        "data_known": np.full(ground.n, known, np.float32),
        "data_whole": np.full(ground.n, whole, np.float32),
    }


def _title(ground: Ground) -> Columns:
    """How many of its words a short block near the title shares with the title, and with the description."""
    found: Columns = {}
    low = max(0, ground.title - _NEAR_TITLE)
    for name, text in (("title", ground.hints.title), ("description", ground.hints.description)):
        values: Floats = np.zeros(ground.n, np.float32)
        words = set(_WORD.findall((text or "").lower()))
        low_width, high_width = (len(text or "") * factor for factor in _TITLE_WIDTHS)
        for block in ground.page.blocks[low : low + 3 * _NEAR_TITLE] if words else ():
            if low_width <= len(block.text) <= high_width:
                own = set(_WORD.findall(block.text.lower()))
                values[block.index] = len(own & words) / (len(own | words) or 1)
        found[f"like_{name}"] = values
    return found
