"""The article's own picture: the one it is printed with, else the one that the page's data tells; never a logo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote

from cleanpress.metadata.candidates import Candidates
from cleanpress.metadata.titles import key
from cleanpress.metadata.urls import picture
from cleanpress.model import Block, Image, Label, Node, Page

IMAGES = ("opengraph", "json-ld", "twitter", "parsely", "sailthru", "meta", "microdata", "rdfa", "h-entry")
PRINTED = "figure"
"""The source of a picture that stands in the article."""
_BEFORE = 8
"""Blocks before the headline in which its picture may stand."""
_FIGURES = frozenset({"figure", "picture", "amp-img"})
# What elements are called whose picture is a person's, a sign or another article's.
_NO_LEAD = frozenset(
    "author authors autor auteur avatar byline bio profile profil contributor icon icons logo brand emoji share social "
    "related teaser teasers recommended recommendation recommendations newsletter advert advertisement ad ads promo "
    "nav navigation navbar menu footer sidebar comments comment sponsor banner".split()
)
_ELSEWHERE = frozenset({"nav", "aside", "footer", "header"})
_AROUND = 6
_CLOSE = 4
_MOST = 200
_SMALL = re.compile(
    r"(?:^|[/_.=-])(?:icons?|avatars?|authors?|pixels?|badges?|buttons?|emoji|flags?|ads?|pix|transparent|clear|1x1|loading|lazy|default|phy)(?:[/_.-]|\d|$)",
    re.I,
)
_PART = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?:\.(?:jpe?g|png|gif|webp|avif))+$", re.I)
_SIZE_BEHIND = re.compile(r"(?:[-_.](?:\d{2,4}x\d{2,4}|scaled|crop|default|[wh]?\d{3,4}|\d{2,4}[wh]))+$")
_LONG_NAME = 12
"""Letters; a shorter name is no proof of the same file when it only begins another."""
_SIZE = re.compile(r"\d+x\d+|\d{2,4}(?:px|w|h)|[whs]\d{2,5}")


def choose_image(
    candidates: Candidates, page: Page, blocks: Sequence[Block], base: str | None
) -> tuple[str | None, str]:
    """The address of the article's picture and its source.

    What the article is printed with goes before what is told: that is often cut for other sites, or shows something
    else. At the article's head the told picture in another cut counts, and one with a caption; without one only where
    no picture is told. The same file is given as it is told: that is the size to be shown alone.
    """
    told = picture(((c.value, c.source) for c in candidates.of("image", *IMAGES)), base)
    head = [(image, found[0]) for image in _at_head(page, blocks) if (found := picture([(image.url, "")], base))]
    if not head or (told and any(_is_one_file(address, told[0]) for _, address in head)):
        return told or (None, "")
    known = frozenset(mark for c in candidates.of("image", *IMAGES) for mark in marks(c.value))
    if known:
        known -= _shared_marks(page.images)
    people = frozenset(key(c.value) for c in candidates.of("authors"))
    same = (address for _, address in head if known & marks(address))
    leads = (
        address
        for image, address in head
        if key(image.alt) not in people
        and not _SMALL.search(address)
        and _is_lead(page, image)
        and (told is None or _has_caption(page, blocks, image))
    )
    printed = next(same, None) or next(leads, None)
    return (printed, PRINTED) if printed else told or (None, "")


def _at_head(page: Page, blocks: Sequence[Block]) -> Iterator[Image]:
    """The pictures around the headline, up to the first paragraph."""
    title = next((number for number, block in enumerate(blocks) if block.label is Label.TITLE), None)
    body = next((number for number, block in enumerate(blocks) if block.label is Label.BODY), None)
    if title is None or body is None or title > body:
        return
    behind = [image for image in page.images if title < image.position <= body]
    before = [image for image in page.images if title - _BEFORE <= image.position <= title]
    yield from behind
    yield from reversed(before)


def _around(page: Page, image: Image) -> Iterator[Node]:
    """The elements around a picture, from the inside outwards."""
    index = image.node
    for _ in range(_AROUND):
        if not 0 <= index < len(page.nodes):
            return
        yield page.nodes[index]
        index = page.nodes[index].parent


def _is_lead(page: Page, image: Image) -> bool:
    """Whether a picture stands in a figure, and nothing around it says that it is a person, a sign or a teaser."""
    figure = False
    for node in _around(page, image):
        figure = figure or node.tag in _FIGURES
        if (node.tag in _ELSEWHERE and not figure) or _NO_LEAD.intersection(node.words):
            return False
    return figure


def _has_caption(page: Page, blocks: Sequence[Block], image: Image) -> bool:
    """Whether a caption or credit stands in a small element around the picture."""
    close = (node for node in _around(page, image) if node.last - node.first <= _CLOSE)
    labels = (block.label for node in close for block in blocks[node.first : node.last])
    return any(label in (Label.CAPTION, Label.CREDIT) for label in labels)


def _shared_marks(images: Sequence[Image]) -> frozenset[str]:
    """Marks of several files of the page: those of the site or of its store of pictures."""
    files: dict[str, set[str]] = {}
    for image in images[:_MOST]:
        for mark in marks(image.url):
            files.setdefault(mark, set()).add(_name(image.url))
    return frozenset(mark for mark, names in files.items() if len(names) > 2)


def _is_one_file(one: str, other: str) -> bool:
    """Whether two addresses name the same file, in whatever size.

    >>> _is_one_file("https://img.example/w640/ferry-at-dawn-640x360.jpg", "https://cdn.example/ferry-at-dawn.jpg?w=9")
    True
    """
    a, b = sorted((_name(one), _name(other)), key=len)
    return a == b or (len(a) >= _LONG_NAME and b.startswith(a))


def _name(address: str) -> str:
    """What the file is called, without its ending and size."""
    parts = unquote(unquote(address)).split("?url=")[-1].split("?")[0].rstrip("/").split("/")
    name = next((part for part in reversed(parts) if _ENDING.search(part)), parts[-1])
    return _SIZE_BEHIND.sub("", _ENDING.sub("", name)).lower()


@lru_cache(256)
def marks(address: str) -> frozenset[str]:
    """The parts of an address by which a picture is known in every size and cut: long ones with a digit in them.

    >>> sorted(marks("https://img.example/640x360/ferry-20250106-a81f3.jpg") & marks("/og/ferry_20250106.png"))
    ['20250106']
    """
    parts = _PART.findall(unquote(address).lower())
    return frozenset(p for p in parts if len(p) >= 7 and any(c.isdigit() for c in p) and not _SIZE.fullmatch(p))
