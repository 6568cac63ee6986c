"""The judge of repeats: captions, headline, standfirst and blocks that say the same words twice.

One copy always stays: as data (caption, title, standfirst) or in the text. Every `duplicate` names the copy that
stays. Texts are compared exactly after normalising (`cleanpress.likeness`), so a number, name or date keeps two texts
apart. What repeats itself on purpose (verse, speech, questions, list items, cells, slogans) is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from cleanpress.judge.copies import SHORT, Copies, Ledger, ends_sentence, read_copies
from cleanpress.judge.pull_quotes import pull_quotes
from cleanpress.judge.runs import responsive_copies
from cleanpress.likeness import normal, weighty, words
from cleanpress.model import Hints, Kind, Label, Page, SpanKind, Verdict

_FEWEST_WORDS = 3  # of a caption, however close its copy stands
_NEAR = 3  # blocks between a caption and its other copy
_LONGEST_CAPTION = 500  # characters of a line beside a caption that can be its copy
_CAPTION_WORDS = 8
_AFTER_TITLE = 12  # blocks in which the standfirst follows the title
_STANDFIRST_WORDS = frozenset(
    {"standfirst", "dek", "deck", "lead", "lede", "intro", "subtitle", "subheadline", "subhead", "summary", "teaser"}
    | {"excerpt", "chapo", "kicker", "vorspann", "entradilla", "sommario", "ingress", "description"}
)
_REFRAIN = 3  # a short line that stands more often than this is meant to


def judge_repeats(page: Page, hints: Hints, seen: Sequence[Verdict] = ()) -> list[Verdict]:
    """Verdicts on blocks that repeat other blocks, and on the kept copies that thereby show what they are.

    Args:
        page: the page as read.
        hints: what the page's data says; its title is the headline that is looked for.
        seen: verdicts of judges that spoke before; blocks they are sure to be the site's are left to them and never
            count as the copy that stays.

    Returns:
        At most one verdict a block, in page order, judge "repeats". Those labelled `duplicate` say in `why` which
        block stays; that block never has a `duplicate` verdict itself. Takes time linear in the page's text.

    >>> from cleanpress.model import Block
    >>> line = "The ferry leaves the harbour on Monday"
    >>> page = Page(source="text", blocks=(Block(index=0, text=line), Block(index=1, text=line + " (Reuters)")))
    >>> [(verdict.label.value, verdict.why) for verdict in judge_repeats(page, Hints())]
    [('duplicate', 'same words as block 1'), ('caption', 'same words as block 0, with a credit')]
    """
    copies = read_copies(page, seen)
    ledger = Ledger()
    _captions(copies, ledger)
    _alternative_texts(copies, ledger)
    title = _headline(copies, ledger, hints)
    _standfirst(copies, ledger, title, normal(hints.description or ""))
    responsive_copies(copies, ledger)
    _blocks(copies, ledger)
    pull_quotes(copies, ledger)
    return [ledger.verdicts[number] for number in sorted(ledger.verdicts)]


def _captions(copies: Copies, ledger: Ledger) -> None:
    """The same caption twice, and a caption beside its variant with a credit."""
    groups: dict[str, list[int]] = {}
    for number, base in enumerate(copies.bases):
        if copies.free(number) and copies.block(number).kind is not Kind.HEADING:
            groups.setdefault(base, []).append(number)
    for base, members in groups.items():
        if len(members) < 2 or words(base) < _FEWEST_WORDS or all(copies.weak[number] for number in members):
            continue  # once only, a button's sign, or pictures of the site's own
        shown = [number for number in members if copies.captionish(number)]
        if shown:
            _caption_group(copies, ledger, members, shown, weighty(base))
        elif copies.page.source == "text":
            _glued_pairs(copies, ledger, members)


def _caption_group(copies: Copies, ledger: Ledger, members: list[int], shown: list[int], heavy: bool) -> None:
    keep = min(
        shown, key=lambda number: (*copies.worth(number)[:2], not copies.credits[number], not _own(copies, number))
    )
    repeats = []
    near: set[int] = set()
    # Two sweeps find the members close to a caption without comparing each with each.
    for sweep in (members, members[::-1]):
        nearest = -(10**9)
        for number in sweep:
            if abs(number - nearest) <= _NEAR:
                near.add(number)
            if copies.captionish(number):
                nearest = number
    for number in members:
        if number == keep or copies.credits[number] not in ("", copies.credits[keep]):
            continue  # the same words under another picture, credited to someone else
        close = number in near and len(copies.block(number).text) <= _LONGEST_CAPTION
        if close or (heavy and copies.captionish(number)):
            repeats.append(number)
    if not repeats:
        return
    added = copies.credits[keep] and any(not copies.credits[number] for number in repeats)
    rule = "repeats.caption-credit" if added else "repeats.caption"
    why = f"same words as block {repeats[0]}" + (", with a credit" if added else "")
    ledger.label(keep, Label.CAPTION, rule, 0.95, why)
    for number in repeats:
        ledger.duplicate(number, keep, rule, 0.95)


def _own(copies: Copies, number: int) -> bool:
    """Whether the caption's picture is known."""
    return copies.block(number).image >= 0


def _glued_pairs(copies: Copies, ledger: Ledger, members: list[int]) -> None:
    """A line of a dump and at once the same line: so scrapers write a picture's text and its caption."""
    if len(members) > _REFRAIN or not copies.weighty[members[0]]:
        return
    first = members[0]
    together = members[-1] - first == len(members) - 1
    text = copies.block(first).text
    if not together or len(text) > 2 * SHORT or any(copies.deliberate(number) for number in members):
        return
    if copies.block(first).kind is not Kind.PARAGRAPH or not (_glued(copies, first) or _unfinished(text)):
        return
    if first == 0 or copies.titles.intersection(members):
        return  # the headline, twice on top
    ledger.label(first, Label.CAPTION, "repeats.caption", 0.75, f"same words as block {first + 1}, right after it")
    for number in members[1:]:
        ledger.duplicate(number, first, "repeats.caption", 0.9)


def _unfinished(text: str) -> bool:
    """Some words without the end of a sentence: a caption rather than a paragraph."""
    return words(text) >= _CAPTION_WORDS and not ends_sentence(text)


def _glued(copies: Copies, number: int) -> bool:
    """Whether the next line follows without the blank line that parts this block from the one before."""
    blocks = copies.page.blocks
    if number == 0 or number + 1 >= len(blocks):
        return False
    before, this, after = (blocks[at].where.span for at in (number - 1, number, number + 1))
    if before is None or this is None or after is None:
        return False
    return after[0] - this[1] < this[0] - before[1]


def _alternative_texts(copies: Copies, ledger: Ledger) -> None:
    """A line beside a picture that says what its alternative text says is the picture's caption."""
    blocks = copies.page.blocks
    for image in copies.page.images:
        key = normal(image.alt)
        if not key or not weighty(key):
            continue
        for number in range(max(image.position - 2, 0), min(image.position + 3, len(blocks))):
            block = blocks[number]
            if key not in (copies.keys[number], copies.bases[number]) or not copies.free(number) or copies.weak[number]:
                continue
            linked = any(span.kind is SpanKind.LINK for span in block.spans)
            if block.kind in (Kind.PARAGRAPH, Kind.CAPTION) and not linked and number not in copies.titles:
                why = "same words as the picture's alternative text"
                ledger.label(number, Label.CAPTION, "repeats.caption", 0.85, why)


def _headline(copies: Copies, ledger: Ledger, hints: Hints) -> int:
    """The headline as a line of its own elsewhere. Returns the block that is the title, -1 if none is known."""
    wanted = [normal(hints.title)] if hints.title else []
    wanted += [copies.keys[number] for number in sorted(copies.titles)]
    main = (copies.keys[block.index] for block in copies.page.blocks if _main_heading(copies, block.index))
    wanted += islice(main, 1)
    title = -1
    for key in dict.fromkeys(wanted):
        members = [number for number in copies.index.get(key, ()) if _can_be_headline(copies, number)]
        if not members:
            continue
        keep = min(members, key=lambda number: _title_worth(copies, number))
        title = keep if title < 0 else title
        for number in members:
            if ledger.free(number) and number != keep:
                ledger.duplicate(number, keep, "repeats.headline", 0.95)
        if keep in ledger.kept:
            ledger.label(keep, Label.TITLE, "repeats.headline", 0.8, "the headline, which stands again further on")
    return title


def _main_heading(copies: Copies, number: int) -> bool:
    block = copies.block(number)
    return block.kind is Kind.HEADING and block.level == 1 and copies.free(number) and words(block.text) >= 3


def _can_be_headline(copies: Copies, number: int) -> bool:
    block = copies.block(number)
    if not copies.free(number) or block.kind is Kind.QUOTE or copies.short_lines[number]:
        return False
    tiny = words(block.text) < 3 and len(block.text) < 12
    return not tiny or block.kind is Kind.HEADING


def _title_worth(copies: Copies, number: int) -> tuple[bool, bool, bool, bool, int]:
    block = copies.block(number)
    heading = block.kind is Kind.HEADING
    return number not in copies.titles, block.hidden, not (heading and block.level == 1), not heading, number


def _standfirst(copies: Copies, ledger: Ledger, title: int, description: str) -> None:
    """The sentence under the headline that opens the text once more."""
    first = title + 1 if title >= 0 else 1
    running = -1
    for number in range(first, min(first + _AFTER_TITLE, len(copies.keys))):
        if running >= 0 and copies.keys[running] != copies.keys[number]:
            return  # the text has begun
        if copies.prose[number]:
            running = number if running < 0 else running
        again = _opening_again(copies, ledger, number)
        if again < 0 or not _set_apart(copies, number, again, description):
            continue
        text = copies.block(number).text
        ledger.label(
            number, Label.STANDFIRST, "repeats.standfirst", 0.85, f"same words as the opening in block {again}"
        )
        if len(text) <= SHORT:
            ledger.duplicate(again, number, "repeats.standfirst", 0.85)
        else:
            ledger.kept.add(again)
        return


def _opening_again(copies: Copies, ledger: Ledger, number: int) -> int:
    """The next copy of a block, if no running text stands between the two; else -1."""
    block = copies.block(number)
    usable = copies.free(number) and ledger.free(number) and copies.weighty[number]
    if not usable or block.hidden or copies.weak[number] or copies.pictured[number] or copies.deliberate(number):
        return -1
    for other in range(number + 1, min(number + 2 * _AFTER_TITLE, len(copies.keys))):
        if copies.keys[other] == copies.keys[number]:
            twin = copies.block(other)
            fits = ledger.free(other) and twin.kind is Kind.PARAGRAPH and not twin.hidden and not copies.weak[other]
            return other if fits else -1
        if copies.prose[other]:
            return -1
    return -1


def _set_apart(copies: Copies, number: int, other: int, description: str) -> bool:
    """Whether the upper of two equal blocks is a standfirst: by data, by markup, in a dump by its place."""
    block, nodes = copies.block(number), copies.page.nodes
    if copies.page.source == "text" or (description and description == copies.keys[number]):
        return True
    node, twin = block.node, copies.block(other).node
    if min(node, twin) < 0:
        return False
    named = {*nodes[node].words, *(nodes[nodes[node].parent].words if nodes[node].parent >= 0 else ())}
    return block.kind is Kind.HEADING or nodes[node].tag != nodes[twin].tag or not named.isdisjoint(_STANDFIRST_WORDS)


def _blocks(copies: Copies, ledger: Ledger) -> None:
    """Any other text that stands twice: long ones anywhere, short ones side by side or hidden."""
    for members in copies.index.values():
        if len(members) < 2 or not copies.weighty[members[0]]:
            continue
        members = [number for number in members if copies.free(number) and number not in ledger.verdicts]
        if len(members) < 2:
            continue
        if len(copies.keys[members[0]]) > SHORT:
            keep = next((number for number in members if number in ledger.kept), copies.best(members))
            for number in members:
                ledger.duplicate(number, keep, "repeats.block", 0.9)
        else:
            _short_blocks(copies, ledger, members)


def _short_blocks(copies: Copies, ledger: Ledger, members: list[int]) -> None:
    visible = [number for number in members if not copies.block(number).hidden]
    if visible:
        for number in members:
            if copies.block(number).hidden:
                ledger.duplicate(number, visible[0], "repeats.block", 0.85)
    if len(visible) > _REFRAIN:
        return
    # In a dump a label may stand between; in HTML a line that returns after a paragraph is a refrain.
    near = 2 if copies.page.source == "text" else 1
    for before, number in pairwise(visible):
        if number - before <= near and not copies.deliberate(before) and not copies.deliberate(number):
            ledger.duplicate(number, before, "repeats.block", 0.8)
