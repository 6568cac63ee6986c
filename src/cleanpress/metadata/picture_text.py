"""The text that stands with a picture: its caption, its credit, and the page's own labels, which are neither."""

from __future__ import annotations

import re

from cleanpress.metadata.credits import (
    bracketed,
    ends_with_word,
    is_name,
    is_pair,
    looks_like_credit,
    spells,
    split_credit,
)

_MAX_CREDIT = 100  # characters
_TAIL = 120  # characters at a caption's end in which a name and controls are looked for
# What pages put before captions and credits for readers who do not see them, in the languages of large sites.
_CAPTION_LABEL = re.compile(
    r"^(?:(?:image|media|video|photo|picture|figure|audio)\s+caption|pie\s+de\s+foto|l[ée]gende\s+(?:de\s+l['’])?(?:image|photo)"
    r"|legenda\s+da\s+foto|bildunterschrift|bildbeschreibung|подпись\s+к\s+фото|підпис\s+до\s+фото"
    r"|fotoğraf\s+altı\s+yazısı|التعليق\s+على\s+الصورة|इमेज\s+कैप्शन)(?:\s*[,:،]\s*|\s*$|\s*(?-i:(?=[^\W_a-zà-ÿа-я])))",
    re.I,
)
_CREDIT_LABEL = re.compile(
    r"^(?:image\s+(?:source|copyright|credit)|(?:fuente\s+de\s+la|fonte\s+da)\s+image[nm]|cr[ée]dito?(?:\s+(?:de\s+)?(?:photo|imagem|foto))?"
    r"|bildquelle|автор\s+фото|джерело\s+зображення|صدر\s+الصورة|इमेज\s+स्रोत)(?:\s*[,،]\s*|\s+(?-i:(?=[A-Z@])))",
    re.I,
)
# The buttons of a picture, where their words stand in the caption's own line.
_CONTROLS = re.compile(
    r"\s*(?:(?:(?:hide|toggle|show)\s+caption|(?:view|open)\s+image\s+in\s+full\s?screen"
    r"|(?:enlarge|expand|zoom)(?:\s+this)?\s+(?:image|photo|picture))\W*)+$",
    re.I,
)
# "Image: The manager has agreed …": a sentence, no name, stands behind the word.
_LABELLED_SENTENCE = re.compile(r"^(?:image|picture|photo|bild|foto)\s*:\s*(?P<text>\S.*)$", re.I)
_SIGN_BEFORE = re.compile(
    r"^(?:(?:photo|foto|image|bild|picture|illustration|quelle|source|credit|video)s?(?:graph|grafie|graphie)?"
    r"(?:\s+credit)?\s*[:：=]\s*(?:by\s+)?|(?:photo|image|picture|illustration|photograph|video)s?\s+by\s+|[©Ⓒ]\s*)(?P<who>\S.*)$",
    re.I,
)
_LAST_NAME = re.compile(
    r"(?:[.…](?P<gap>\s*)|\s(?=AP Photo/))(?P<who>[^\W\d_][^.…!?:;,()\[\]“”\"»«]*(?:/[^.…!?:;()\[\]“”\"»«]*)?)$"
)
_ROMAN_OR_NUMBER = re.compile(r"\d{3,}|\d[,.]\d")
_BRACKETED = re.compile(r"^[(\[（［【]\s*([^()\[\]（）［］【】]+)\s*[)\]）］】]\W?$")


def without_labels(text: str) -> str:
    """The text without what the page itself says of it: "Image caption," before it, "hide caption" behind it.

    >>> without_labels("Image caption, The pier at dawn"), without_labels("The pier at dawn hide caption")
    ('The pier at dawn', 'The pier at dawn')
    >>> without_labels("Image caption,")
    ''
    """
    text = _CAPTION_LABEL.sub("", text.strip(), count=1)
    text = text[:-_TAIL] + _CONTROLS.sub("", text[-_TAIL:])
    sentence = _LABELLED_SENTENCE.match(text)
    return sentence["text"] if sentence and is_sentence(sentence["text"]) else text


def split_caption(text: str) -> tuple[str, str | None]:
    """A text known to be a caption parted from its credit: as `split_credit` does, and by weaker signs.

    The weaker signs are a person and an outlet in brackets, names in brackets behind a sentence, and a name behind the
    caption's last full stop.

    Args:
        text: one caption, one line.

    Returns:
        The caption without labels and credit, and the credit or None.

    >>> split_caption("The pier at dawn. Ana Ruiz"), split_caption("The pier at dawn (Ana Ruiz/Northlight)")
    (('The pier at dawn.', 'Ana Ruiz'), ('The pier at dawn', 'Ana Ruiz/Northlight'))
    """
    text = without_labels(text)
    rest, credit = split_credit(text)
    if credit is not None:
        return rest, credit
    inside = bracketed(text)
    if inside is not None:
        rest, who = inside
        shown = is_pair(who, known=True) or (ends_with_word(rest) and _is_source_name(who) and not spells(who, rest))
        return (rest, who) if shown else (text, None)
    return _name_at_end(text)


def bare_credit(text: str) -> str:
    """A credit without the label, word or brackets around it; as it stands where nothing of the kind is known.

    >>> bare_credit("Image source, Ana Ruiz"), bare_credit("Foto: Ana Ruiz (Getty)"), bare_credit("(Supplied)")
    ('Ana Ruiz', 'Ana Ruiz (Getty)', 'Supplied')
    """
    text = _CREDIT_LABEL.sub("", text.strip(" \t\n|"), count=1)
    rest, credit = split_credit(text)
    if credit is not None and not rest:
        return credit
    sign = _SIGN_BEFORE.match(text)
    if sign is not None and not _SIGN_BEFORE.search(sign["who"]):
        return sign["who"].strip()
    whole = _BRACKETED.match(text)
    return whole[1].strip() if whole else text


def is_credit(text: str) -> bool:
    """Whether a text beside a picture is nothing but a credit.

    >>> is_credit("(Harbour Forest Service)"), is_credit("Supplied"), is_credit("The pier at dawn")
    (True, True, False)
    """
    text = text.strip()
    if _CREDIT_LABEL.match(text) or looks_like_credit(text):
        return True
    whole = _BRACKETED.match(text)
    if whole is not None:
        return _is_source_name(whole[1])
    return looks_like_credit(f"({text})")


def is_names(text: str) -> bool:
    """Whether a short text is nothing but names: "Ana Ruiz", "Ana Ruiz / Northlight"."""
    parts = text.replace("/", " / ").split()
    return 2 <= len(parts) <= 8 and not _ROMAN_OR_NUMBER.search(text) and text[-1:] not in ".!?" and _all_names(parts)


def _all_names(parts: list[str]) -> bool:
    return all(is_name(part) or not part[0].isalnum() or (part.islower() and len(part) <= 3) for part in parts)


def _name_at_end(text: str) -> tuple[str, str | None]:
    """A name behind the caption's last full stop, with or without a space between: "… on Monday.Ana Ruiz"."""
    head, tail = text[:-_TAIL], text[-_TAIL:]
    found = _LAST_NAME.search(tail)
    if found is None:
        return text, None
    who = found["who"].strip()
    rest = (head + tail[: found.start("who")]).rstrip()
    names = who.split("/")[0].split()
    fits = 2 <= len(names) <= 4 and is_name(who.replace("/", " ")) and names[-1][:1].isupper()
    agency = who.startswith("AP Photo/")
    apart = agency or found["gap"] == "" or len(rest.split()) >= 3
    if not (fits or agency) or not apart or not (agency or ends_with_word(rest)):
        return text, None
    return rest, who


def _is_source_name(text: str) -> bool:
    """Whether words in brackets can be a source: names of two and more words, or capitals; no dates, no "left"."""
    if len(text) > _MAX_CREDIT or _ROMAN_OR_NUMBER.search(text) or ":" in text:
        return False
    parts = text.split()
    if not all(is_name(part) or part.isdigit() or (part.islower() and len(part) <= 3) for part in parts):
        return False
    return parts[0][:1].isupper() and (len(parts) > 1 or text.isupper())


def is_sentence(text: str) -> bool:
    """Whether words beside a picture say something, where the names of a source would be written with capitals.

    >>> is_sentence("The manager has agreed a deal"), is_sentence("Photo: courtesy of the Ana Ruiz family archive")
    (True, False)
    """
    if _SIGN_BEFORE.match(text):
        return False
    parts = [part for part in text.split() if part[0].isalpha()]
    return len(parts) >= 5 and 2 * sum(part[0].islower() for part in parts) >= len(parts)
