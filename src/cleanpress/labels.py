"""The closed lists of cleanpress: labels of blocks, forms of blocks and spans, and how cleaning ended."""

from __future__ import annotations

from enum import StrEnum


class Label(StrEnum):
    """What a block of the page is. A closed list."""

    BODY = "body"
    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    CREDIT = "credit"
    NOTIFICATION = "notification"
    NEWSLETTER = "newsletter"
    COMMENTS = "comments"
    LOGIN = "login"
    PAYWALL = "paywall"
    CONSENT = "consent"
    RELATED = "related"
    SHARE = "share"
    APP = "app"
    ADVERT = "advert"
    BIO = "bio"
    CORRECTION_PROMPT = "correction_prompt"
    COPYRIGHT = "copyright"
    NAVIGATION = "navigation"
    PLAYER = "player"
    DUPLICATE = "duplicate"
    OTHER = "other"


FIELD_LABELS = frozenset({Label.TITLE, Label.STANDFIRST, Label.BYLINE, Label.DATELINE, Label.CAPTION, Label.CREDIT})
"""Labels of blocks that belong to the article and come back as fields instead of text."""

FURNITURE_LABELS = frozenset(Label) - FIELD_LABELS - {Label.BODY}
"""Labels of blocks that belong to the site and not to the article."""


class Status(StrEnum):
    """How cleaning ended. Only `OK` comes with text; `CRASHED` and `UNREADABLE` are given by batches alone."""

    OK = "ok"
    EMPTY = "empty"
    NO_ARTICLE = "no_article"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    UNREADABLE = "unreadable"


class Kind(StrEnum):
    """The form of a block of text."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CELL = "cell"
    CODE = "code"
    CAPTION = "caption"
    VERSE = "verse"


class SpanKind(StrEnum):
    """The form of a stretch of text inside a block."""

    LINK = "link"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    BREAK = "break"
    CREDIT = "credit"
