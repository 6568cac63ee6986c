"""The nouns of cleanpress: what the stages hand to each other and what the caller gets back.

Frozen dataclasses without logic. Of the package this module imports only the closed lists (`Article.to_*` and
`Article.candidates` import what they call when they are called).
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cleanpress.labels import FIELD_LABELS, FURNITURE_LABELS, Kind, Label, SpanKind, Status

__all__ = [
    "FIELD_LABELS", "FURNITURE_LABELS", "SCHEMA_VERSION", "Article", "Block", "Candidate", "Caption", "Hints", "Image",
    "Kind", "Label", "Limits", "Metadata", "Node", "Options", "Page", "Removal", "Span", "SpanKind", "Status",
    "Verdict", "Where",
]  # fmt: skip

SCHEMA_VERSION = 1
"""Version of the JSON form of an Article; it changes when a key is renamed, removed or changes its meaning."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch `text[start:end]` of a block's text; a BREAK is the one space that stands for the line break.

    `href` is the link's target as the page gives it (LINK only, else None). A CREDIT is an inline element that
    the page itself marks as the credit of a picture.
    """

    kind: SpanKind
    start: int
    end: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Where a block came from: `path` is its DOM path in HTML, `span` its characters [start, end) in a text."""

    path: str | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph-sized run of text, as read from the page and, once the engine has marked it, with its label.

    `text` has its white space collapsed to single spaces, except CODE and VERSE, which keep their line ends.
    `level` is 1 to 6 for a HEADING, the depth of nesting (from 1) for a LIST_ITEM, else 0. `node` is the index of
    the closest enclosing `Node` of the page, -1 in a text. `hidden` says that the page does not show the block.
    `row` and `column` place a CELL: `row` numbers the table rows of the page from 0. `ordinal` is the number (from 1)
    of an item in an ordered list, else 0. `image` is the index in `Page.images` of the picture a CAPTION belongs to.
    `label`, `rule`, `confidence` (0 to 1) and `why` are the engine's.

    >>> block = Block(index=0, text="Nine days of flour", kind=Kind.HEADING, level=2)
    >>> block.label.value, block.where
    ('other', Where(path=None, span=None))
    """

    index: int
    text: str
    kind: Kind = Kind.PARAGRAPH
    where: Where = Where()
    spans: tuple[Span, ...] = ()
    level: int = 0
    node: int = -1
    hidden: bool = False
    row: int = -1
    column: int = -1
    ordinal: int = 0
    image: int = -1
    label: Label = Label.OTHER
    rule: str = ""
    confidence: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A block-level element of an HTML page. Nodes stand in document order, parents before children.

    The blocks inside are `page.blocks[first:last]`. `parent` is the index of the enclosing node, -1 at the top.
    `names` are class, id and data-testid/data-component tokens as written; `words` the same in lower case, cut at
    hyphens, underscores and capitals, with "" between tokens. `attributes` holds role, itemprop, itemtype, aria-label
    and aria-labelledby where the element has them.
    """

    index: int
    parent: int
    tag: str
    path: str
    depth: int
    first: int
    last: int
    hidden: bool = False
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the page: address as written, alternative text, and the number of blocks before it."""

    url: str
    alt: str
    position: int
    node: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What reading gives: the blocks of an HTML page or of a text, with what else the judges and metadata need.

    `source` is "html" or "text". `tree` is the parsed lxml root (None for a text; nobody may change it). `url` is what
    the caller gave, `language` what the caller said of a text. `glued` are the blocks of a text that stand in one line
    with the block before them, `tight` those whose line follows that of the block before without an empty one.
    `warnings` are codes. `problem` is the status when there is nothing to judge, else None.
    """

    source: str
    blocks: tuple[Block, ...] = ()
    nodes: tuple[Node, ...] = ()
    images: tuple[Image, ...] = ()
    tree: Any = None
    url: str | None = None
    language: str | None = None
    glued: frozenset[int] = frozenset()
    tight: frozenset[int] = frozenset()
    warnings: tuple[str, ...] = ()
    problem: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the page's own data says of the article before any block is judged; evidence for the judges.

    `body` is the article's text where the page's structured data holds it; `is_article` is what the page calls itself
    there, None where it does not say.
    """

    title: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    site_name: str | None = None
    body: str | None = None
    is_article: bool | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one judge says of one block: a label, by which rule, how sure (0 to 1), and why in words.

    `judge` is "rules", "element", "repeats", "header", "blocks", "lines" or "context"; two judges are independent
    when their names differ, and "context" only names what others remove.
    """

    block: int
    label: Label
    rule: str
    confidence: float
    why: str
    judge: str


@dataclass(frozen=True, slots=True)
class Removal:
    """One block that is not in the text: what it said, what it was, by which rule, why, where, and its number.

    `block` is the block's index in `Article.blocks`.

    >>> removal = Removal("Share", Label.SHARE, "share.button", "matches: share button", Where(span=(0, 5)), 0)
    >>> f"{removal.label}: {removal.text} ({removal.why})"
    'share: Share (matches: share button)'
    """

    text: str
    label: Label
    rule: str
    why: str
    where: Where
    block: int


@dataclass(frozen=True, slots=True)
class Caption:
    """The text under a picture, who is credited for the picture, and the picture's absolute address.

    >>> Caption("The harbour at dawn", credit="Ana Roe").image_url is None
    True
    """

    text: str
    credit: str | None = None
    image_url: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value that a page gives for a field: the field's name, clean text, the signal, and where it stands.

    `source` is the kind of signal: "json-ld", "opengraph", "meta", "twitter", "dublin-core", "parsely", "sailthru",
    "citation", "news-keywords", "microdata", "rdfa", "h-entry", "page-data", "h1", "title-tag", "time", "rel-tag",
    "byline", "dateline", "text", "html-lang", "link-canonical", "url", and "caller" for what the caller told. `place`
    is for a person to read. `Article.candidates` says which `won`, `why`, and the `normal` form, in which values
    are compared (a date in ISO 8601, an absolute address, names parted by "; ", …), "" where it has none.

    >>> Candidate("title", "Ferry is back", "opengraph", "meta og:title").won
    False
    """

    field: str
    value: str
    source: str
    place: str
    won: bool = False
    why: str = ""
    normal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The article's fields. `sources` maps a field's name to the signal that gave it.

    `authors` are persons, or the organisation the byline names where it names no person; `author_kinds` says
    "person" or "organisation" for each. A day without a time is a naive midnight with precision "day"; otherwise the
    precision is "minute". `kicker` is the line above the headline, `type` schema.org's word for the kind of article,
    `license` an address, and `paywalled` None where the page does not say.
    """

    title: str | None = None
    kicker: str | None = None
    standfirst: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    author_kinds: tuple[str, ...] = ()
    published: datetime | None = None
    published_precision: str | None = None
    modified: datetime | None = None
    modified_precision: str | None = None
    site_name: str | None = None
    language: str | None = None
    url: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    publisher: str | None = None
    type: str | None = None
    license: str | None = None
    paywalled: bool | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a page cleanpress is willing to read.

    `max_bytes` is the size of the input (bytes, or characters of a str); a larger one gets status `too_large`.

    >>> import cleanpress
    >>> cleanpress.Cleaner(Options(limits=Limits(max_bytes=5))).clean_text("Rain fell.").status.value
    'too_large'
    """

    max_bytes: int = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a caller can choose.

    `keep` are labels (or their names) whose blocks stay in the text. `body` is "news" (the running text of an article)
    or "web" (all that belongs to a document: also asides, tables and the line under the title, as blogs and handbooks
    have them). `fast` never consults trafilatura and records no reasons. `limits` says how large a page may be.

    >>> Options(keep={"caption"}, fast=True).body
    'news'
    """

    keep: Set[Label | str] = frozenset()
    body: str = "news"
    fast: bool = False
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What comes back: the article's text and fields, and every block of the page with what became of it."""

    text: str = ""
    title: str | None = None
    kicker: str | None = None
    standfirst: str | None = None
    description: str | None = None
    authors: list[str] = field(default_factory=list)
    author_kinds: list[str] = field(default_factory=list)
    published: datetime | None = None
    published_precision: str | None = None
    modified: datetime | None = None
    modified_precision: str | None = None
    site_name: str | None = None
    language: str | None = None
    url: str | None = None
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    image: str | None = None
    publisher: str | None = None
    type: str | None = None
    license: str | None = None
    paywalled: bool | None = None
    captions: list[Caption] = field(default_factory=list)
    blocks: tuple[Block, ...] = ()
    removed: list[Removal] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    confidence: float | None = None
    status: Status = Status.OK
    warnings: list[str] = field(default_factory=list)
    kept: frozenset[Label] = frozenset({Label.BODY})
    signals: tuple[Candidate, ...] = field(default=(), repr=False, compare=False)

    def candidates(self) -> list[Candidate]:
        """Every value the page gives for a field, field by field in the order found, with the winners and why they won.

        Two articles that differ in nothing else are equal; `to_dict` leaves candidates out.

        >>> import cleanpress
        >>> found = cleanpress.clean_text("Nobody came to the fair, as it rained all day.", title="Rain").candidates()
        >>> [(each.field, each.value, each.source, each.won) for each in found]
        [('title', 'Rain', 'caller', True)]
        """
        from cleanpress.metadata import winners

        return winners.candidates(self)

    def to_dict(self) -> dict[str, Any]:
        """The article as JSON types, the attribute names as keys, with `schema_version`.

        >>> Article(text="Rain fell.", title="Rain").to_dict()["title"]
        'Rain'
        """
        from cleanpress.write import json

        return json.to_dict(self)

    def to_schema_org(self) -> dict[str, Any]:
        """The article as JSON-LD in schema.org's words, as JSON types; a field without a value has no property.

        >>> Article(title="Rain", type="OpinionNewsArticle").to_schema_org()["@type"]
        'OpinionNewsArticle'
        """
        from cleanpress.write import schema_org

        return schema_org.to_schema_org(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """The article as one JSON object; `indent` is the number of spaces, None for one line.

        >>> print(Article(text="Rain fell.").to_json(indent=1)[:46])
        {
         "schema_version": 1,
         "text": "Rain fell.",
        """
        from cleanpress.write import json

        return json.to_json(self, indent=indent)

    def to_markdown(self, *, front_matter: bool = False) -> str:
        """The article as markdown, the title as its first heading; fields as YAML before it on request.

        >>> print(Article(title="Rain", blocks=(Block(index=0, text="It fell.", label=Label.BODY),)).to_markdown())
        # Rain
        <BLANKLINE>
        It fell.
        <BLANKLINE>
        """
        from cleanpress.write import markdown

        return markdown.to_markdown(self, front_matter=front_matter)

    def to_html(self) -> str:
        """The article as a small, escaped HTML fragment without scripts, handlers or styles.

        >>> print(Article(title="Rain", blocks=(Block(index=0, text="It fell.", label=Label.BODY),)).to_html())
        <article>
        <h1>Rain</h1>
        <p>It fell.</p>
        </article>
        <BLANKLINE>
        """
        from cleanpress.write import html

        return html.to_html(self)
