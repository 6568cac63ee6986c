"""The way of a page through cleanpress, stage by stage: read, gather hints, judge, mark, choose fields, write.

A newcomer starts here. Each stage is a function of the module it is named after.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any

from lxml import etree

from cleanpress import errors
from cleanpress.judge import consult
from cleanpress.judge.articles import article_part
from cleanpress.judge.context import judge_context
from cleanpress.judge.engine import mark, rejoined, renamed, settle
from cleanpress.judge.header import judge_header
from cleanpress.judge.header_late import judge_head
from cleanpress.judge.items import as_items
from cleanpress.judge.page_code import with_code, without_code
from cleanpress.judge.reglue import reglued
from cleanpress.judge.repeats import judge_repeats
from cleanpress.judge.rules import Pack, check_unique, judge_rules, load_pack, shipped_packs
from cleanpress.judge.told_body import as_body, joined, told_body, without_body
from cleanpress.metadata.candidates import Candidate, clean
from cleanpress.metadata.captions import collect_captions
from cleanpress.metadata.choose import choose, hints
from cleanpress.metadata.gather import gather
from cleanpress.metadata.glued_head import read_glued_head
from cleanpress.metadata.standing import with_stub
from cleanpress.model import Article, Block, Hints, Kind, Label, Metadata, Options, Page, Removal, Status, Verdict
from cleanpress.read.html import read_html
from cleanpress.read.text import read_text
from cleanpress.write.text import to_text

__all__ = ["Cleaner", "Options", "clean_html", "clean_text", "load_pack"]

# The labels that make the text, by policy: of a page of the web the line under its title is part of the document.
_TEXT = {"news": {Label.BODY}, "web": {Label.BODY, Label.STANDFIRST}}
# The files of weights in a folder of them: of the judge of blocks, of joins and of lines.
_BLOCKS, _JOINS, _LINES = "blocks.npz", "joins.npz", "lines.npz"
# How often a text is judged again before what it still gives up is left in it.
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class _Judged:
    """A page's blocks as marked, where the text comes from, codes of what was odd, and how sure it is whole."""

    blocks: tuple[Block, ...]
    source: str
    warnings: tuple[str, ...] = ()
    confidence: float | None = None


class Cleaner:
    """Cleans pages with one set of options and packs. Reusable, and safe to use from several threads at once.

    Args:
        options: what to keep and how; see `Options`.
        packs: further rule packs, applied beside the shipped ones; `cleanpress.load_pack(path)` loads one.
        weights: a file of weights for the judge of HTML's blocks, or a folder with `blocks.npz`, `joins.npz` and
            `lines.npz`; the shipped ones where None, and for what the folder does not hold.

    Raises:
        InputTypeError: `options` or one of `packs` is something else.
        OptionError: an option has a value that does not exist.
        PackError: a rule id stands in two packs.
        WeightsError: on the first page that needs them, if weights are missing, damaged or of another version.

    >>> from cleanpress import Options
    >>> cleaner = Cleaner(Options(keep={"caption"}))
    >>> cleaner.clean_html("").status
    <Status.EMPTY: 'empty'>
    """

    def __init__(
        self, options: Options | None = None, *, packs: Sequence[Pack] = (), weights: str | Path | None = None
    ) -> None:
        self.options = Options() if options is None else options
        self._kept = _checked(self.options)
        self.packs = (*shipped_packs(), *_loaded(packs))
        if packs:
            check_unique(self.packs)
        if weights is not None and not isinstance(weights, (str, PathLike)):
            raise errors.InputTypeError(f"weights are a path, not {type(weights).__name__}; name a file or folder")
        self._weights = None if weights is None else Path(weights)

    def clean_html(self, html: Any, url: str | None = None, *, encoding: str | None = None) -> Article:
        """The article of an HTML page.

        Args:
            html: the page: bytes as they came, str, or a parsed lxml tree, which is left as it is.
            url: the page's address, where it is known; relative links are made absolute with it.
            encoding: the charset that an HTTP header named, for bytes.

        Raises:
            InputTypeError: `html` is something else, or `url` or `encoding` is no str.
            WeightsError: the judge's weights are missing, damaged or of another version.

        >>> Cleaner().clean_html(b"%PDF-1.7").warnings
        ['pdf']
        """
        if isinstance(html, (bytearray, memoryview)):
            html = bytes(html)
        if not isinstance(html, (bytes, str, etree._Element, etree._ElementTree)):
            raise errors.InputTypeError(
                f"clean_html takes bytes, str or an lxml tree, not {type(html).__name__}; read the file first, or give "
                "the page's source"
            )
        _check_str(url=url, encoding=encoding)
        return self._clean(read_html(html, url=url, encoding=encoding, limits=self.options.limits))

    def clean_text(
        self, text: str, *, title: str | None = None, url: str | None = None, language: str | None = None
    ) -> Article:
        """The article of a page that a scraper has already flattened to text.

        Args:
            text: the whole text, with its lines as they came.
            title: the article's headline, where it is known: it helps to find the start, and chooses among several
                articles in one text.
            url: the page's address, where it is known.
            language: the text's language as a two-letter code, where it is known.

        Raises:
            InputTypeError: `text` or another argument is no str.
            WeightsError: the judge's weights are missing, damaged or of another version.

        >>> Cleaner().clean_text(" ").status
        <Status.EMPTY: 'empty'>
        >>> Cleaner().clean_text("Nobody came to the fair, and in the end it rained all day.", title="Rain").title
        'Rain'
        """
        if not isinstance(text, str):
            raise errors.InputTypeError(
                f"clean_text takes str, not {type(text).__name__}; decode the bytes first, or give them to clean_html"
            )
        _check_str(title=title, url=url, language=language)
        told = (("title", title), ("language", language))
        found = (Candidate(name, clean(value), "caller", "the caller") for name, value in told if value is not None)
        page = replace(self._read_text(text, url), language=language)
        return self._clean(page, tuple(candidate for candidate in found if candidate.value))

    def _clean(self, page: Page, known_before: tuple[Candidate, ...] = ()) -> Article:
        if page.tree is None and page.problem is not None:
            return Article(status=page.problem, warnings=list(page.warnings), url=page.url)
        candidates = gather(page)
        candidates = replace(candidates, items=(*known_before, *candidates.items))
        known = hints(candidates)
        late: set[str] = set()  # rules whose time ran out on this page
        if page.problem is not None:
            told = self._judge_data(page, known, (), (), late)
            if told is None:
                return Article(status=page.problem, warnings=list(page.warnings), url=page.url)
            judged = told
        else:
            judge = self._judge_html if page.source == "html" else self._judge_text
            judged = judge(page, known, late)
            if page.source == "text" and "several_articles" not in judged.warnings:
                judged = replace(judged, blocks=renamed(judged.blocks, judge_head(judged.blocks)))
        if late:
            judged = replace(judged, warnings=(*judged.warnings, "rule_timeout"))
        candidates = replace(candidates, items=(*candidates.items, *read_glued_head(page)))
        if page.glued:
            page = replace(page, blocks=judged.blocks, glued=frozenset())
        article = _article(
            page, judged, with_stub(choose(candidates, page, judged.blocks), judged.warnings), self._kept
        )
        return replace(article, signals=candidates.seen())

    def _first_verdicts(self, page: Page, known: Hints, late: set[str]) -> list[Verdict]:
        """What phrases, the header and repeats say; evidence for the judge of blocks or of lines."""
        return self._after_rules(page, known, judge_rules(page, self.packs, late))

    def _after_rules(self, page: Page, known: Hints, rules: list[Verdict]) -> list[Verdict]:
        seen = rules + judge_header(page, known, rules)
        return seen + judge_repeats(page, known, seen)

    def _judge_html(self, page: Page, known: Hints, late: set[str]) -> _Judged:
        web = self.options.body == "web"
        seen = self._first_verdicts(page, known, late)
        from cleanpress.judge.classifier import BlockJudge  # numpy: only where a page of HTML is judged

        blocks_of = self._weights_of(_BLOCKS)
        judge = BlockJudge(page, known, seen, web=web, weights=blocks_of, explain=not self.options.fast)
        opinion, source = judge.opinion(), "blocks"
        warnings: tuple[str, ...] = ()
        verdicts = opinion.verdicts
        if not self.options.fast and consult.worth_asking(page, opinion.doubt, opinion.width, opinion.presence):
            found = consult.trafilatura_text(page)
            if found:
                opinion, source = judge.opinion(found), "blocks+trafilatura"
                verdicts = opinion.verdicts
                held = None if opinion.width else judge.holds(found)
                if held:
                    verdicts, source, warnings = held, "trafilatura", ("fallback",)
        spoken = seen + verdicts
        spoken += judge_context(page, spoken)
        blocks = mark(page, spoken)
        from_data = self._judge_data(page, known, blocks, spoken, late)
        return from_data or _Judged(blocks, source, (*warnings, *judge.cautions(blocks)), opinion.confidence)

    def _judge_data(
        self, page: Page, known: Hints, blocks: Sequence[Block], verdicts: Sequence[Verdict], late: set[str]
    ) -> _Judged | None:
        """The article from the page's own data, where it tells more of it than the elements; its blocks come behind
        those of the elements. None where `blocks`, marked by `verdicts`, stand."""
        told = told_body(
            page, known, [block.text for block in blocks if block.label is Label.BODY], self.options.limits
        )
        if told is None:
            return None
        if told.page.source == "text":
            data = self._judge_text(told.page, Hints(), late).blocks
        else:
            data = mark(told.page, self._first_verdicts(told.page, Hints(), late) + as_body(told))
        if not any(block.label is Label.BODY for block in data):
            return None
        blocks = mark(page, without_body(blocks, verdicts, told))
        return _Judged(joined(blocks, data, told), told.source, ("body_from_data",))

    def _judge_text(self, page: Page, known: Hints, late: set[str]) -> _Judged:
        """The article of a text; of several in one text the one that the title names, else the first."""
        if any(block.kind is Kind.CODE for block in page.blocks):
            judged = self._judge_text(without_code(page), known, late)
            return replace(judged, blocks=with_code(judged.blocks, page))
        asked = article_part(page.blocks, known.title)
        if asked is None:
            return self._judge_one(page, known, late)
        first, last = asked
        own = tuple(replace(block, index=block.index - first) for block in page.blocks[first:last])
        glued = frozenset(number - first for number in page.glued if first < number < last)
        tight = frozenset(number - first for number in page.tight if first < number < last)
        judged = self._judge_one(replace(page, blocks=own, glued=glued, tight=tight), known, late)
        blocks = rejoined(page.blocks[:first], judged.blocks, page.blocks[last:])
        return replace(judged, blocks=blocks, warnings=("several_articles", *judged.warnings))

    def _judge_one(self, page: Page, known: Hints, late: set[str]) -> _Judged:
        rules = judge_rules(page, self.packs, late)
        blocks = self._marked_text(page, known, rules)
        for _ in range(_ROUNDS):
            # Cleaning what came out must change nothing: what a second look removes goes now.
            settled = self._second_look(page, blocks, rules, late)
            if settled == blocks:
                break
            blocks = settled
        warnings = ("glued_paragraphs",) if _is_glued(blocks, page.glued) else ()
        return _Judged(_written(page, blocks), "lines", warnings)

    def _second_look(
        self, page: Page, blocks: tuple[Block, ...], rules: list[Verdict], late: set[str]
    ) -> tuple[Block, ...]:
        """The blocks without what the judges remove from their own result, read again."""
        text = to_text(_written(page, blocks), {Label.BODY})
        again = self._read_text(text, page.url)
        body = [block for block in blocks if block.label is Label.BODY]
        place = {block.index: number for number, block in enumerate(body)}
        if len(again.blocks) == len(body):
            # What rules say hangs on a block's words alone.
            said = [replace(verdict, block=place[verdict.block]) for verdict in rules if verdict.block in place]
        else:
            said = judge_rules(again, self.packs, late)
        return settle(blocks, self._marked_text(again, Hints(), said), text)

    def _marked_text(self, page: Page, known: Hints, rules: list[Verdict]) -> tuple[Block, ...]:
        seen = self._after_rules(page, known, rules)
        from cleanpress.judge.lines import judge_lines  # numpy: only where a text is judged

        return mark(page, seen + judge_lines(page, seen, self._weights_of(_LINES)))

    def _read_text(self, text: str, url: str | None) -> Page:
        return read_text(text, url=url, limits=self.options.limits, weights=self._weights_of(_JOINS))

    def _weights_of(self, name: str) -> Path | None:
        """The file of one judge's weights that the caller gave; None for the shipped ones."""
        if self._weights is None or self._weights.name == name:
            return self._weights
        if not self._weights.is_dir():
            # A name that does not exist is a slip: the shipped weights must not stand in for it.
            return self._weights if name == _BLOCKS or not self._weights.exists() else None
        return self._weights / name if (self._weights / name).exists() else None


def _written(page: Page, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The marked blocks of a text as they come back: lists as lists, and sentences of one line as one block again."""
    return reglued(as_items(blocks, page.tight, page.glued), page.glued)


def _is_glued(blocks: Sequence[Block], glued: frozenset[int]) -> bool:
    """Whether the body holds sentences of one line that was too long to be one paragraph."""
    return any(block.index in glued and block.label is Label.BODY for block in blocks)


def _checked(options: Options) -> frozenset[Label]:
    """The labels whose blocks make the text. Raises for options that do not exist."""
    if not isinstance(options, Options):
        raise errors.InputTypeError(
            f"options are a cleanpress.Options, not {type(options).__name__}; write Options(keep=…, body=…)"
        )
    if not isinstance(options.body, str) or options.body not in _TEXT:
        raise errors.OptionError(f"body={options.body!r} does not exist; use one of: {', '.join(_TEXT)}")
    size = getattr(options.limits, "max_bytes", None)
    if not isinstance(size, int) or size < 1:
        raise errors.OptionError("limits takes a cleanpress.Limits whose max_bytes is a whole number above 0")
    return frozenset({*_TEXT[options.body], *map(_label, _names(options.keep))})


def _names(keep: Any) -> list[Any]:
    if isinstance(keep, str):
        return [keep]
    if not isinstance(keep, Iterable):
        raise errors.OptionError(f"keep={keep!r} is no set of labels; write keep={{'caption'}}")
    return list(keep)


def _label(name: Any) -> Label:
    try:
        return Label(name)
    except ValueError:
        names = ", ".join(label.value for label in Label)
        raise errors.OptionError(f"keep has no label {str(name)!r}; the labels are: {names}") from None


def _loaded(packs: Any) -> tuple[Pack, ...]:
    """The packs. Raises InputTypeError for one that is not loaded yet."""
    found = tuple(packs) if isinstance(packs, Iterable) and not isinstance(packs, (str, bytes)) else (packs,)
    for pack in found:
        if not isinstance(pack, Pack):
            raise errors.InputTypeError(
                f"packs takes loaded packs, not {type(pack).__name__}; write packs=[cleanpress.load_pack(path)]"
            )
    return found


def _check_str(**values: Any) -> None:
    """Raises InputTypeError for an argument that is neither a str nor None."""
    for name, value in values.items():
        if value is not None and not isinstance(value, str):
            raise errors.InputTypeError(f"{name} is a str, not {type(value).__name__}; decode or convert it first")


def _article(page: Page, judged: _Judged, metadata: Metadata, kept: frozenset[Label]) -> Article:
    found = any(block.label is Label.BODY for block in judged.blocks)
    fields = {name: getattr(metadata, name) for name in Metadata.__dataclass_fields__}
    for name in ("authors", "author_kinds", "tags"):
        fields[name] = list(fields[name])
    fields["sources"] = {**metadata.sources, **({"text": judged.source} if found else {})}
    fields["warnings"] = [*page.warnings, *metadata.warnings, *judged.warnings]
    return Article(
        text=to_text(judged.blocks, kept) if found else "",
        captions=collect_captions(page, judged.blocks),
        blocks=judged.blocks,
        removed=[_removal(block) for block in judged.blocks if not found or block.label not in kept],
        confidence=judged.confidence if found else None,
        status=Status.OK if found else Status.NO_ARTICLE,
        kept=kept,
        **fields,
    )


def _removal(block: Block) -> Removal:
    return Removal(block.text, block.label, block.rule, block.why, block.where, block.index)


def clean_html(html: Any, url: str | None = None, *, encoding: str | None = None) -> Article:
    """The article of an HTML page, with the default options; see `Cleaner.clean_html`.

    >>> clean_html("<title>Rain").status
    <Status.EMPTY: 'empty'>
    """
    return Cleaner().clean_html(html, url, encoding=encoding)


def clean_text(text: str, *, title: str | None = None, url: str | None = None, language: str | None = None) -> Article:
    """The article of a flattened page, with the default options; see `Cleaner.clean_text`.

    >>> clean_text("").text
    ''
    """
    return Cleaner().clean_text(text, title=title, url=url, language=language)
