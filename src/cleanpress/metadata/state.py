"""Finds the article in the data a page carries for its own scripts, where its elements show none.

Data is a tree of objects and lists. An object is a *record* of the page's article when it names the page's title or
address; one that names another title and address is another article, and nothing below it counts. In a record the
fields are alternatives, of which the one with the most running text is the body; the items of a list belong together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from cleanpress.metadata import state_forms as forms
from cleanpress.metadata.candidates import Candidates
from cleanpress.metadata.page_data import read_page_data
from cleanpress.metadata.titles import key as folded
from cleanpress.metadata.titles import names_site, site_keys, strip_site
from cleanpress.metadata.urls import absolute, credible, host_of, same_page

# A body has so many letters of running text in at least two paragraphs.
_LEAST = 400
_PARAGRAPHS = 2
# Fields that hold nearly as much as the largest hold the same; markup says more than plain text.
_NEARLY = 0.8
_TITLES = frozenset("title headline headlines heading hed name".split())
_ADDRESSES = frozenset("url uri link href permalink canonical path slug route".split())
_NO_ADDRESS = frozenset("image img picture photo thumbnail thumb logo avatar icon video src media api feed".split())
_IDENTITIES = frozenset("id uuid guid".split())
# A folded title so long that a longer one that begins with it is the same.
_WHOLE_TITLE = 20
_SHORT_TITLE = 6
_JSON_LETTERS = 100
_NEAR = 2
# So much of a record's text in a record inside it, and that is the article.
_PART = 0.25
# So many records of one datum are tried.
_TRIES = 5
# The name of the root of a normalised cache.
_CACHE = ("ROOT_QUERY", "$ROOT_QUERY")


@dataclass(frozen=True, slots=True)
class StateBody:
    """The body of the article as HTML; `source` is a `Datum`'s, `place` the path to it ("$.props.pageProps.body")."""

    html: str
    source: str
    place: str


def state_body(tree: Any, candidates: Candidates, url: str | None) -> StateBody | None:
    """The body of the page's article in the page's own data, None where no data tells it.

    Args:
        tree: the parsed page.
        candidates: what the page says of its fields; its titles and addresses tell which article is the page's.
        url: the address the caller gave.

    >>> from lxml.html import document_fromstring
    >>> from cleanpress.metadata.candidates import Candidate
    >>> told = Candidates((Candidate("title", "The river rose again", "opengraph", "meta"),))
    >>> one = "In the night the river rose again, and by six in the morning the lower town stood in it."
    >>> state = json.dumps({"story": {"title": "The river rose again", "body": [one, one, one, one, one]}})
    >>> tree = document_fromstring(f"<div id=app></div><script>__INITIAL_STATE__ = {state}</script>")
    >>> found = state_body(tree, told, None)
    >>> found.source, found.place, found.html[:30]
    ('redux', '$.story.body', '<p>In the night the river rose')
    """
    page = PageKeys.of(candidates, url)
    if not page.titles and not page.addresses:
        return None
    found: list[tuple[int, float, StateBody]] = []
    for datum in read_page_data(tree):
        if not isinstance(datum.value, (dict, list)):
            continue
        survey = _Survey(page)
        survey.read(datum.value)
        for record in survey.records()[:_TRIES]:
            place, body = survey.descend(record)
            text = forms.to_html(body, survey.best, survey.others)
            paragraphs = [line for line in forms.lines(text) if forms.is_paragraph(line)]
            mass = sum(map(len, paragraphs))
            if mass >= _LEAST and len(paragraphs) >= _PARAGRAPHS:
                found.append((-record.near, mass, StateBody(text, datum.source, place)))
                break
    return max(found, key=lambda each: each[:2])[2] if found else None


@dataclass(frozen=True, slots=True)
class PageKeys:
    """What tells the page's article from others: its folded titles, its addresses, and the last part of these."""

    titles: frozenset[str]
    addresses: tuple[str, ...]
    slugs: frozenset[str]
    lasts: frozenset[str]

    @classmethod
    def of(cls, candidates: Candidates, url: str | None) -> PageKeys:
        links = [c.value for c in candidates.of("url")]
        addresses = [a for each in (url, *links) if each and (a := absolute(each, url)) and credible(a, url)]
        names = [c.value for name in ("site_name", "publisher") for c in candidates.of(name)]
        sites = site_keys(names, host_of(addresses[0]) if addresses else "")
        headings = candidates.of("title", "h1")
        told = [c for c in candidates.of("title") if c.source != "h1" or len(headings) == 1]
        titles = (strip_site(c.value, sites) for c in told)
        keys = {folded(title) for title in titles if not names_site(title, sites)}
        slugs = {_slug(address) for address in addresses}
        telling = frozenset(key for key in keys if _is_telling(key))
        lasts = frozenset(map(_last_part, addresses))
        return cls(telling, tuple(dict.fromkeys(addresses)), frozenset(slugs - {""}), lasts)

    def names_page(self, value: dict[str, Any]) -> bool:
        """Whether an object bears the page's title or address."""
        return any(map(self.has_title, _told(value, _TITLES))) or any(map(self.has_address, _told(value, _ADDRESSES)))

    def has_title(self, title: str) -> bool:
        mine = folded(title)
        if not _is_telling(mine):
            return False
        return mine in self.titles or any(
            min(len(mine), len(other)) >= _WHOLE_TITLE and (mine.startswith(other) or other.startswith(mine))
            for other in self.titles
        )

    def has_address(self, value: str) -> bool:
        if "/" in value:
            if not any(last in value for last in self.lasts):
                return False
            base = self.addresses[0] if self.addresses else None
            address = absolute(value, base)
            return address is not None and any(same_page(address, each) for each in self.addresses)
        return value.strip().lower() in self.slugs


def _is_telling(title: str) -> bool:
    """Whether a folded title is more than a word that any record may bear."""
    return len(title) >= (2 * _SHORT_TITLE if title.isascii() else _SHORT_TITLE)


def _last_part(address: str) -> str:
    return address.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]


def _slug(address: str) -> str:
    """The last part of an address without its ending, if it is long enough to tell pages apart."""
    last = _last_part(address)
    slug = last.rsplit(".", 1)[0].lower() if "." in last else last.lower()
    return slug if len(slug) > _SHORT_TITLE else ""


@dataclass(frozen=True, slots=True)
class _Record:
    """An object that tells the page's article: `near` as in `_Survey`, its letters of running text, and its place."""

    near: int
    mass: float
    value: Any
    place: str


@dataclass(slots=True)
class _Open:
    """An object or list whose children are being read, the key it stands below, and whether no article stands there."""

    value: Any
    children: Iterator[tuple[Any, Any]]
    key: str
    elsewhere: bool


@dataclass(slots=True)
class _Survey:
    """What is known of the objects and lists of one datum, by their id.

    `mass` is their running text and `size` all their text, in letters; `best` the key of an object's text; `near` how
    many objects stand between an object and one that names the page (0: itself); `others` are other articles; `held`
    the text of records below: of such as name the page, and of others. `texts` and `proses` spare what is read twice.
    """

    page: PageKeys
    mass: dict[int, float] = field(default_factory=dict)
    size: dict[int, int] = field(default_factory=dict)
    best: dict[int, Any] = field(default_factory=dict)
    near: dict[int, int] = field(default_factory=dict)
    others: set[int] = field(default_factory=set)
    found: list[_Record] = field(default_factory=list)
    held: dict[int, tuple[float, float]] = field(default_factory=dict)
    texts: dict[str, Any] = field(default_factory=dict)
    proses: dict[str, int] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)

    def read(self, value: Any) -> None:
        """Measures everything below `value`, the inner before the outer. References and JSON in strings are opened."""
        self.known = _entities(value)
        seen = {id(value)}
        stack = [_Open(value, _children(value), "$", False)]
        while stack:
            top = stack[-1]
            child = next(top.children, None)
            if child is None:
                self._measure(top.value)
                self._note(top, stack)
                stack.pop()
                continue
            key, inner = child[0], self._opened(child[1])
            if inner is not child[1]:
                top.value[key] = inner
            if isinstance(inner, (dict, list)) and id(inner) not in seen:
                seen.add(id(inner))
                stack.append(_Open(inner, _children(inner), _step(key), top.elsewhere or forms.is_elsewhere(key)))

    def _opened(self, value: Any) -> Any:
        """The object a reference stands for, the value a string of JSON holds, else the value itself."""
        if isinstance(value, dict):
            name = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
            return self.known.get(name, value) if isinstance(name, str) else value
        if isinstance(value, str) and len(value) > _JSON_LETTERS and value[0] in "{[" and value[-1] in "}]":
            if value not in self.texts:
                self.texts[value] = value
                with suppress(ValueError, RecursionError):
                    self.texts[value] = json.loads(value, strict=False)
            return self.texts[value]
        return value

    def _note(self, top: _Open, stack: Sequence[_Open]) -> None:
        """Takes down a record that holds text, unless one inside holds the best part of it."""
        inner = top.value.values() if isinstance(top.value, dict) else top.value
        below = [self.held.get(id(each), (0.0, 0.0)) for each in inner if isinstance(each, (dict, list))]
        named, beside = (max(masses) for masses in zip((0.0, 0.0), *below, strict=True))
        mass, near = self.mass[id(top.value)], self.near.get(id(top.value), _NEAR + 1)
        held = named if near == 0 else max(named, beside)
        # What has children is a part of a document, or a component around the whole page; a record has fields.
        fields = self.best.get(id(top.value)) != "children"
        if near <= _NEAR and fields and not top.elsewhere and mass >= _LEAST / 2 and held < _PART * mass:
            self.found.append(_Record(near, mass, top.value, "".join(each.key for each in stack)))
            named, beside = (mass, beside) if near == 0 else (named, mass)
        self.held[id(top.value)] = named, beside

    def _measure(self, value: Any) -> None:
        if isinstance(value, list):
            self._measure_list(value)
        else:
            self._measure_object(value)

    def _measure_list(self, value: list[Any]) -> None:
        element = forms.element_of(value)
        parts = value if element is None else element[1]
        if element is not None and forms.is_skipped_tag(element[0]):
            parts = []
        size = sum(map(self._size_of, parts))
        self.size[id(value)] = size
        joined = forms.is_inline(value) if element is None else element[0] in ("p", "li", "blockquote")
        mass = sum(self._mass_of(each) for each in parts)
        self.mass[id(value)] = max(mass, float(size) if joined and size >= _JSON_LETTERS else 0.0)

    def _measure_object(self, value: dict[str, Any]) -> None:
        kind = forms.kind_of(value)
        if forms.is_table(value):
            self.mass[id(value)] = sum(map(self._mass_of, value.values()))
            self.size[id(value)] = sum(map(self._size_of, value.values()))
            self._judge(value, kind)
            return
        sizes: dict[str, int] = {}
        masses: dict[str, float] = {}
        for key, each in value.items():
            if not isinstance(each, (str, list, dict)) or forms.is_elsewhere(key, each):
                continue
            sizes[key], masses[key] = self._size_of(each), self._mass_of(each)
        best = _best_key(value, masses, sizes)
        if best is None or kind == "skip":
            self.mass[id(value)], self.size[id(value)] = 0.0, 0
        else:
            self.best[id(value)] = best
            mass, size = masses[best], sizes[best]
            self.size[id(value)] = size
            if kind == "paragraph" and size >= _JSON_LETTERS:
                mass = max(mass, float(size))
            self.mass[id(value)] = 0.0 if kind == "heading" else mass
        self._judge(value, kind)

    def _judge(self, value: dict[str, Any], kind: str) -> None:
        """Whether an object is the page's article, or another, or neither."""
        titles, addresses = list(_told(value, _TITLES)), list(_told(value, _ADDRESSES))
        own = any(map(self.page.has_title, titles)) or any(map(self.page.has_address, addresses))
        inner = (self.near.get(id(each), _NEAR) + 1 for each in value.values() if isinstance(each, dict))
        near = 0 if own else min(inner, default=_NEAR + 1)
        self.near[id(value)] = near
        identified = addresses or any(not _IDENTITIES.isdisjoint(forms.words_of(key)) for key in value)
        if not own and identified and any(map(str.strip, titles)) and kind in ("", "skip", "list") and near > _NEAR:
            self.others.add(id(value))

    def _mass_of(self, value: Any) -> float:
        if isinstance(value, str):
            if value not in self.proses:
                self.proses[value] = forms.prose(value)
            return self.proses[value]
        return 0.0 if id(value) in self.others else self.mass.get(id(value), 0.0)

    def _size_of(self, value: Any) -> int:
        if isinstance(value, str):
            return 0 if "://" in value[:10] else len(value)
        return 0 if id(value) in self.others else self.size.get(id(value), 0)

    def records(self) -> list[_Record]:
        """The records of the page's article, the likeliest first: those that name the page themselves, then those in
        which a neighbour of the body does; of these the one with the most text."""
        return sorted(self.found, key=lambda record: (record.near, -record.mass))

    def descend(self, record: _Record) -> tuple[str, Any]:
        """Path and value of the body in a record: down along the fields with the most text."""
        place, body = record.place, record.value
        while isinstance(body, dict) and id(body) in self.best and not forms.kind_of(body):
            key = self.best[id(body)]
            place, body = f"{place}{_step(key)}", body[key]
        return place, body


def _step(key: Any) -> str:
    """One step of a path: ".body", "[0]", or the key in brackets where it is no plain name."""
    return f".{key}" if isinstance(key, str) and key.isidentifier() else f"[{json.dumps(key, ensure_ascii=False)}]"


def _children(value: Any) -> Iterator[tuple[Any, Any]]:
    return iter(list(value.items()) if isinstance(value, dict) else list(enumerate(value)))


def _entities(value: Any) -> dict[str, Any]:
    """The objects of a normalised cache by their names, where the data is or holds one."""
    near = [value, *(value.values() if isinstance(value, dict) else ())]
    for each in (*near, *(inner for one in near if isinstance(one, dict) for inner in one.values())):
        if isinstance(each, dict) and any(isinstance(key, str) and key.startswith(_CACHE) for key in each):
            return {name: entity for name, entity in each.items() if isinstance(entity, dict)}
    return {}


def _best_key(value: dict[str, Any], masses: dict[Any, float], sizes: dict[Any, int]) -> Any:
    """The key below which an object's text stands; None where it has none."""
    most = max(masses.values(), default=0.0)
    if most > 0:
        near = [key for key, mass in masses.items() if mass >= _NEARLY * most]
        return max(near, key=lambda key: (_is_structured(value[key]), masses[key]))
    for key in forms.TEXT_KEYS:
        if sizes.get(key):
            return key
    return None


def _is_structured(value: Any) -> bool:
    return not isinstance(value, str) or forms.BLOCK_TAG.search(value) is not None


def _told(value: dict[str, Any], wanted: frozenset[str]) -> Iterator[str]:
    """The strings an object gives below keys of such words, also in an object of their own (`headlines.basic`)."""
    for key, each in value.items():
        if not isinstance(key, str) or not isinstance(each, (str, dict)):
            continue
        parts = forms.words_of(key)
        if wanted.isdisjoint(parts) or (wanted is _ADDRESSES and not _NO_ADDRESS.isdisjoint(parts)):
            continue
        if isinstance(each, str):
            yield each[:1000]
        else:
            yield from (inner[:1000] for inner in each.values() if isinstance(inner, str))
