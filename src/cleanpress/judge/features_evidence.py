"""Features of what others say of a block: the other judges' verdicts, the structure's points, the page's own data."""

from __future__ import annotations

import numpy as np

from cleanpress.judge.ground import Columns, Floats, Ground, running, share
from cleanpress.judge.structure import Look
from cleanpress.model import FIELD_LABELS, Label

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
_HELD, _MISSING, _BOX = 3.0, -2.5, -3.0
_FIELD_SURE = 0.5


def verdict_columns(ground: Ground) -> Columns:
    """How sure the other judges are of what: by label group, by judge, and as a whole."""
    rows = {name: np.zeros(ground.n, np.float32) for name in (*_LABELS, *_JUDGES)}
    said, field = np.zeros(ground.n, np.float32), np.zeros(ground.n, np.float32)
    for index, verdicts in ground.view.spoken.items():
        for verdict in verdicts:
            for name in (_GROUP.get(verdict.label), verdict.judge):
                if name in rows:
                    rows[name][index] = max(rows[name][index], verdict.confidence)
            one = field if verdict.label in FIELD_LABELS else said
            one[index] = max(one[index], verdict.confidence)
    found = {f"said_{name}": values for name, values in rows.items()}
    boxed = np.zeros(ground.n, np.float32)
    boxed[list(ground.view.boxes)] = 1
    weighed = ground.inside(said * ground.width)
    width = ground.inside(ground.width)
    for level, nodes in (("parent", ground.levels[1]), ("gp", ground.levels[2])):
        found[f"{level}_said"] = share(weighed, width)[nodes]
    return found | {"said": said, "field": field, "boxed": boxed}


def point_columns(ground: Ground, looked: Look) -> Columns:
    """The structure's points as a whole and by part, and where the structure sees the article begin and end."""
    view, n = ground.view, ground.n
    total = np.fromiter((sum(value for value, _ in found) for found in looked.points), np.float32, n)
    body = (total > 0).astype(np.float32)
    place, form, tag = np.asarray(looked.sums, np.float32).T
    data = np.zeros(n, np.float32)
    for block in view.page.blocks if view.data.known else ():
        data[block.index] = sum(value for value, _ in view.data.points(block, _HELD, _MISSING, ""))
    box = np.zeros(n, np.float32)
    box[list(view.boxes)] = _BOX
    found: Columns = {"pt_place": place, "pt_form": form, "pt_tag": tag, "pt_data": data, "pt_box": box}
    found |= {"pt_total": np.clip(total, -12, 12), "pt_body": body}
    found |= _standing(ground) | _inserts(ground) | _body_so_far(ground, body)
    return found


def _standing(ground: Ground) -> Columns:
    view, n = ground.view, ground.n
    here = np.arange(n)
    node = view.page.nodes[view.lines.container]
    blocks = view.page.blocks
    found = {
        "pt_inside": (here >= node.first) & (here < node.last),
        "pt_between": (here >= view.first) & (here <= view.last),
        "pt_before": here < view.first,
        "pt_behind": here > view.last,
        "pt_to_first": np.log1p(np.abs(here - view.first)),
        "pt_to_last": np.log1p(np.abs(here - view.last)),
        "pt_card": np.fromiter((block.node in view.lines.cards for block in blocks), bool, n),
        "pt_main": np.fromiter((chain in view.lines.main for chain in view.lines.chains), bool, n),
        "pt_holder": np.fromiter((int(p) in view.holders for p in ground.levels[1]), bool, n),
        "pt_leads": np.fromiter((m.leads for m in view.lines.measures), bool, n),
        "pt_teasers": np.full(n, view.lines.teasers),
        "pt_hidden_body": np.full(n, view.hidden_body),
        "pt_data_known": np.full(n, bool(view.data.known)),
        "pt_data_complete": np.full(n, view.data.complete),
        "pt_wide": np.fromiter((block.node in view.wide for block in blocks), bool, n),
    }
    return {name: values.astype(np.float32) for name, values in found.items()}


def _inserts(ground: Ground) -> Columns:
    names = ("unit", "unit_links", "unit_prose", "unit_blocks", "unit_controls", "unit_picture", "unit_entries")
    rows = np.zeros((len(names), ground.n), np.float32)
    for index, unit in ground.view.units.items():
        rows[:, index] = (1, unit.links, unit.prose, unit.blocks, unit.controls, unit.picture, unit.entries)
    rows[[3, 6]] = np.log1p(rows[[3, 6]])
    return dict(zip(names, rows, strict=True))


def _body_so_far(ground: Ground, body: Floats) -> Columns:
    """How much of what the structure takes for the body stands before, behind and around a block."""
    weight = body * ground.width
    total = running(weight)
    inside, width = ground.inside(weight), ground.inside(ground.width)
    whole = np.full_like(inside, total[-1])
    found: Columns = {
        "pt_page": np.full(ground.n, np.log1p(total[-1]), np.float32),
        "pt_body_before": (total[:-1] / (total[-1] or 1.0)).astype(np.float32),
        "pt_mass_behind": np.log1p(total[-1] - total[1:]).astype(np.float32),
    }
    for level, nodes in (("parent", ground.levels[1]), ("gp", ground.levels[2]), ("ggp", ground.levels[3])):
        found[f"pt_{level}_density"] = share(inside, width)[nodes]
        found[f"pt_{level}_share"] = share(inside, whole)[nodes]
    return found
