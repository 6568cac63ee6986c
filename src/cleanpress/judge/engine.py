"""The engine: the only place that marks blocks. It weighs the judges' verdicts by the rules written here.

1. A block is body unless a judge of the page's structure (blocks, lines) says otherwise or rule 3 or 4 applies.
2. Prose is long from 200 letters or three sentences. It is removed only if two judges of different kind speak
   against it, or if the structure alone places it outside the article.
3. Fields (title, byline, caption …) and repeats are the header's and the repeats judge's to name. A repeat inside the
   article is only removed while a copy of it is kept or is a field.
4. A short block goes when a verdict of at least .9 names it furniture; a weaker one only names what structure removed.
   A phrase or an element test also makes a field (a credit) of what is no running paragraph. A class name alone does
   not take prose that the structure places in the article.
5. Of several labels for one block the header's wins if it is at least half sure, then the surest; of equals the more
   particular: repeats, then phrases, then element tests, then "other"; last the order of the labels' names, so that no
   order of verdicts can matter.
6. An element test that names more than half of what the structure takes for the article has met the article itself
   (a share bar's class on the element around everything) and is passed over on this page.
7. The judge of context only names: what is removed and has no name, or one that is only hinted at, gets its label.
8. In a text the head above the body is named once the body is known (`renamed`); that moves nothing into or out of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cleanpress.judge import prose
from cleanpress.judge.block_numbers import renumbered
from cleanpress.likeness import normal
from cleanpress.model import FIELD_LABELS, Block, Kind, Label, Page, Verdict

_SURE = 0.9
_HALF_SURE = 0.5
_STRUCTURE = ("blocks", "lines")
_CONTEXT = "context"
_RANK = {"header": 0, "repeats": 1, "rules": 2, "element": 3, "blocks": 4, "lines": 4}


def mark(page: Page, verdicts: Iterable[Verdict]) -> tuple[Block, ...]:
    """Every block of the page with its label, rule, confidence and why.

    `verdicts` are those of all judges, in any order.

    >>> page = Page(source="text", blocks=(Block(index=0, text="Sign up to our newsletter"),))
    >>> verdict = Verdict(0, Label.NEWSLETTER, "newsletter.sign-up", 0.95, "an invitation to a newsletter", "rules")
    >>> mark(page, [verdict])[0].label
    <Label.NEWSLETTER: 'newsletter'>
    """
    spoken: dict[int, list[Verdict]] = {}
    context: list[Verdict] = []
    for verdict in verdicts:
        if verdict.judge == _CONTEXT:
            context.append(verdict)
        else:
            spoken.setdefault(verdict.block, []).append(verdict)
    _pass_over_wide_tests(page, spoken)
    decided = [_decide(block, _in_order(spoken.get(block.index, ()))) for block in page.blocks]
    _keep_last_copies(page, spoken, decided)
    _name_by_context(decided, context)
    return tuple(map(_marked, page.blocks, decided))


def _marked(block: Block, verdict: Verdict) -> Block:
    # Field by field: `replace` takes twice as long, and this is done for every block of a page.
    return Block(
        index=block.index,
        text=block.text,
        kind=block.kind,
        where=block.where,
        spans=block.spans,
        level=block.level,
        node=block.node,
        hidden=block.hidden,
        row=block.row,
        column=block.column,
        ordinal=block.ordinal,
        image=block.image,
        label=verdict.label,
        rule=verdict.rule,
        confidence=verdict.confidence,
        why=verdict.why,
    )


def settle(blocks: Sequence[Block], again: Sequence[Block], text: str) -> tuple[Block, ...]:
    """The blocks with what a second reading of their body removed taken over.

    `text` is what the body came out as, and `again` are its blocks, judged once more. They may part it elsewhere: a
    block goes when every one of them that it has a part in goes.
    """
    body = [block for block in blocks if block.label is Label.BODY]
    numbers = [block.index for block in body]
    second = _second_marks(body, again, text)
    return tuple(
        _removed_now(block, second[block.index], numbers) if block.index in second else block for block in blocks
    )


def _second_marks(body: Sequence[Block], again: Sequence[Block], text: str) -> dict[int, Block]:
    """For each block of the body, by its number, the block of `again` that removes it, where all it lies in do."""
    found: dict[int, Block] = {}
    at = first = 0
    for block in body:
        start = text.find(block.text, at)
        if start < 0:
            continue
        at = start + len(block.text)
        while first < len(again) and _end(again[first]) <= start:
            first += 1
        last = first
        while last + 1 < len(again) and _end(again[last]) < at:
            last += 1
        seen = again[first : last + 1]
        if seen and all(each.label is not Label.BODY for each in seen):
            found[block.index] = seen[0]
    return found


def _end(block: Block) -> int:
    return block.where.span[1] if block.where.span else 0


def rejoined(before: Sequence[Block], marked: Sequence[Block], after: Sequence[Block]) -> tuple[Block, ...]:
    """The marked blocks of one article among those of a text that holds several, numbered through.

    >>> blocks = [Block(index=i, text=text) for i, text in enumerate(["One.", "Two."])]
    >>> [block.rule for block in rejoined(blocks[:1], [replace(blocks[1], index=0)], [])]
    ['engine.other-article', '']
    """
    why = "belongs to another article of this text"
    found = [
        *(replace(block, label=Label.OTHER, rule="engine.other-article", confidence=0.7, why=why) for block in before),
        *(replace(block, why=renumbered(block.why, lambda number: number + len(before))) for block in marked),
        *(replace(block, label=Label.OTHER, rule="engine.other-article", confidence=0.7, why=why) for block in after),
    ]
    return tuple(replace(block, index=number) for number, block in enumerate(found))


def _removed_now(block: Block, second: Block, numbers: Sequence[int]) -> Block:
    # The second look counts the blocks of the body alone, where it finds the same.
    why = renumbered(second.why, lambda number: numbers[min(number, len(numbers) - 1)])
    return replace(
        block, label=second.label, rule=second.rule, confidence=second.confidence, why=f"on a second look: {why}"
    )


def renamed(blocks: Sequence[Block], verdicts: Iterable[Verdict]) -> tuple[Block, ...]:
    """The marked blocks with another name for what is no text anyway: verdicts on the body change nothing.

    >>> block = Block(index=0, text="Von Ida Moor", label=Label.OTHER)
    >>> verdict = Verdict(0, Label.BYLINE, "header.byline", 0.8, "stands right above the first line", "header")
    >>> renamed([block], [verdict])[0].label
    <Label.BYLINE: 'byline'>
    """
    names = {verdict.block: verdict for verdict in verdicts}
    return tuple(
        _marked(block, names[block.index]) if block.index in names and block.label is not Label.BODY else block
        for block in blocks
    )


def _pass_over_wide_tests(page: Page, spoken: dict[int, list[Verdict]]) -> None:
    body = {
        index for index, found in spoken.items() if any(v.judge in _STRUCTURE and v.label is Label.BODY for v in found)
    }
    letters: Counter[str] = Counter()
    for index in body:
        letters.update({v.rule: len(page.blocks[index].text) for v in spoken[index] if v.judge == "element"})
    total = sum(len(page.blocks[index].text) for index in body)
    wide = {rule for rule, count in letters.items() if 2 * count > total}
    for index in body if wide else ():
        spoken[index] = [v for v in spoken[index] if v.rule not in wide]


def _keep_last_copies(page: Page, spoken: dict[int, list[Verdict]], decided: list[Verdict]) -> None:
    """Takes back that a block of the article is a repeat where the copy that should stay was placed outside."""
    copies: dict[str, list[int]] = {}
    for index, verdict in enumerate(decided):
        if verdict.label is Label.DUPLICATE and _inside(spoken[index]):
            copies[normal(page.blocks[index].text)] = []
    for block in page.blocks if copies else ():
        copies.get(normal(block.text), []).append(block.index)
    for members in copies.values():
        labels = {decided[index].label for index in members}
        if len(members) > 1 and labels.isdisjoint({Label.BODY, *FIELD_LABELS}):
            first = next(i for i in members if decided[i].label is Label.DUPLICATE and _inside(spoken[i]))
            others = [verdict for verdict in spoken[first] if verdict.label is not Label.DUPLICATE]
            decided[first] = _decide(page.blocks[first], _in_order(others))


def _name_by_context(decided: list[Verdict], context: Iterable[Verdict]) -> None:
    """Gives removed blocks the context's label; last, so that it can change nothing of what is kept."""
    for verdict in sorted(context, key=_order, reverse=True):
        now = decided[verdict.block]
        hinted = now.judge in ("rules", "element") and now.confidence < verdict.confidence
        if now.label is Label.OTHER or (hinted and now.label is not Label.BODY):
            decided[verdict.block] = verdict


def _inside(found: Iterable[Verdict]) -> bool:
    """Whether no judge of structure places the block outside the article."""
    return all(verdict.label is Label.BODY for verdict in found if verdict.judge in _STRUCTURE)


def _in_order(verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
    return sorted(verdicts, key=_order) if len(verdicts) > 1 else verdicts


def _order(verdict: Verdict) -> tuple[float, int, str, str, str]:
    return -verdict.confidence, _RANK.get(verdict.judge, 5), verdict.label, verdict.rule, verdict.why


def _decide(block: Block, found: Sequence[Verdict]) -> Verdict:
    """The verdict that stands for the block; `found` is in order of weight."""
    others = [v for v in found if v.judge not in _STRUCTURE]
    placed = [v for v in found if v.judge in _STRUCTURE] if len(others) < len(found) else ()
    structure = placed[0] if placed else None
    if not others:
        return structure or Verdict(block.index, Label.BODY, "engine.unopposed", 0.5, "nothing speaks against it", "")
    named = _named(others)
    if structure is not None and not _inside(placed):
        # What structure calls a caption is one, unless something surer has another name for it.
        weak = structure.label in FIELD_LABELS and named.judge not in ("header", "repeats") and named.confidence < _SURE
        return structure if weak else _seconded(block, named, [structure])
    if _removes(block, named, others):
        return _seconded(block, named, [v for v in others if v.confidence >= _HALF_SURE])
    return structure or Verdict(block.index, Label.BODY, "engine.kept", 0.5, f"kept against {named.rule}", "")


def _named(others: Sequence[Verdict]) -> Verdict:
    """The verdict that names the block: a field where one is claimed surely, else the surest."""
    fields = [v for v in others if v.judge == "header" and v.confidence >= _HALF_SURE]
    return fields[0] if fields else others[0]


def _seconded(block: Block, named: Verdict, others: Iterable[Verdict]) -> Verdict:
    """The verdict; against prose, where it does not suffice alone, with who agreed in its `why`."""
    if named.judge in ("header", "repeats"):
        return named
    second = next((v for v in others if v.judge != named.judge and v.label not in FIELD_LABELS), None)
    if second is None or not (_is_long(block) or (named.judge == "element" and prose.is_prose(block.text))):
        return named
    return replace(named, why=f"{named.why}; and {second.judge}: {second.why}")


def _is_long(block: Block) -> bool:
    return prose.is_long(block.text) and block.kind is not Kind.CAPTION


def _removes(block: Block, named: Verdict, others: Sequence[Verdict]) -> bool:
    """Whether a block that structure places in the article is removed all the same."""
    if named.judge in ("header", "repeats"):
        return named.confidence >= _HALF_SURE
    if _is_long(block):
        return len({v.judge for v in others if v.confidence >= _HALF_SURE and v.label not in FIELD_LABELS}) > 1
    if named.label in FIELD_LABELS and block.kind is not Kind.PARAGRAPH:
        return named.confidence >= _HALF_SURE
    if named.judge == "element" and prose.is_prose(block.text):
        return len({v.judge for v in others if v.confidence >= _SURE}) > 1
    return named.confidence >= _SURE
