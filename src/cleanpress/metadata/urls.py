"""Addresses: whether two are one page or one site, which of them a page may be known by, which picture is its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit

# Second-level names that stand for no site of their own ("co" in example.co.uk). Not a full public-suffix list: a
# site is only told from another here, nothing is fetched.
_SHARED_LABELS = frozenset("ac co com edu go gob gov gouv ltd mil ne net nom or org plc sch web".split())
# Longer ones hold the picture itself.
_REMEMBERED = 2_000
# What joining changes in an address that is absolute already.
_UNTIDY = re.compile(r"[ ;]|:///|[?#](?:#|$)")
# Parameters that say from where a reader came, by their names; whatever else stands in a query may name the page.
_TRACKING = re.compile(
    r"utm_\w+|(?:fbc|gc|dc|yc|ysc|twc|msclk|igsh|gbra|wbra)l?id|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|wt_z?mc|xtor|at_(?:medium|campaign"
    r"|custom\d|format|link\w*|ptr_name)|cmp(?:id)?|ns_(?:mchannel|source|campaign|linkname|fee)|pk_\w+|mtm_\w+|itm_\w+|oly_\w+"
    r"|vero_\w+|ref_src|ref_url|__twitter_impression|srsltid|dicbo|mbid|smid|smtyp|ocid|ftag|guc\w+|spm|s_cid|icid|ito|sr_share",
    re.I,
)
_FROM_FEED = re.compile(r"ref=(?:rss|feed|twitter|facebook|newsletter|home|homepage|app|push)", re.I)
_TRACKING_FRAGMENT = re.compile(r"(?:xtor|utm_\w+|ref|wt_\w+)=.*|:~:.*|om?rss|rss", re.I)
_NO_PICTURE = re.compile(
    r"^data:|\.svgz?(?:$|[?#])|(?:^|[/_.=-])(?:logos?|favicons?|placeholders?|sprites?|blank|spacer|pixel|avatars?|gravatar"
    r"|no-?image|apple-touch-icon)(?:[/_.-]|\d|$)|(?:default|fallback)[-_]?(?:image|img|share|og|social|thumb)"
    r"|(?:share|og|social)[-_]?(?:default|fallback)|(?:brand|header|main|news|og|site|web)-?logo",
    re.I,
)


def _split(url: str) -> SplitResult | None:
    """The parts of an absolute http(s) address, else None."""
    return _parts(url) if len(url) < _REMEMBERED else _parts.__wrapped__(url)


@lru_cache(512)
def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        return parts if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def host_of(url: str | None) -> str:
    """The host of an absolute address in lower case without "www.", else "".

    >>> host_of("https://WWW.Example.org/a")
    'example.org'
    """
    parts = _split(url) if url else None
    return (parts.hostname or "").removeprefix("www.") if parts else ""


def site_of(host: str) -> str:
    """The part of a host that looks like the registered name.

    >>> site_of("news.example.co.uk"), site_of("m.example.org")
    ('example.co.uk', 'example.org')
    """
    labels = host.split(".")
    wide = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SHARED_LABELS
    return ".".join(labels[-3:] if wide else labels[-2:])


def same_page(one: str, other: str) -> bool:
    """Whether two addresses name one page: scheme, "www.", query, fragment and a last slash aside.

    >>> same_page("http://www.example.org/a/?ref=x", "https://example.org/a")
    True
    """
    a, b = _split(one), _split(other)
    if a is None or b is None:
        return False
    return (host_of(one), a.path.rstrip("/")) == (host_of(other), b.path.rstrip("/"))


def absolute(url: str, base: str | None) -> str | None:
    """The address made absolute against `base`; None when that gives no http(s) address.

    >>> absolute("//cdn.example.org/a.jpg", "https://example.org/"), absolute("/a.jpg", None)
    ('https://cdn.example.org/a.jpg', None)
    """
    if url.startswith("https://") and url.isprintable() and not _UNTIDY.search(url):
        return url if _split(url) else None
    try:
        joined = urljoin(base or "", url.strip().replace(" ", "%20"))
    except ValueError:
        return None
    if joined.startswith("//"):
        joined = f"https:{joined}"
    return joined if _split(joined) else None


def without_tracking(url: str) -> str:
    """The address without parameters that say how a reader came to it; all the rest stays as it is written.

    Libraries that clean addresses sort and escape the query anew, and take out names that may be a page's number.

    >>> without_tracking("https://example.org/a?utm_source=rss&id=5#xtor=RSS-1")
    'https://example.org/a?id=5'
    """
    address, mark, fragment = url.partition("#")
    fragment = mark + fragment if mark and not _TRACKING_FRAGMENT.fullmatch(fragment) else ""
    address, _, query = address.partition("?")
    kept = "&".join(
        part
        for part in query.split("&")
        if part and not _TRACKING.fullmatch(part.partition("=")[0]) and not _FROM_FEED.fullmatch(part)
    )
    return f"{address}?{kept}{fragment}" if kept else f"{address}{fragment}"


def credible(url: str, given: str | None) -> bool:
    """Whether a page may be known by `url`: absolute, no home page, and on the site of the address it was given by.

    >>> credible("https://example.org/a", "https://m.example.org/a?x=1"), credible("https://example.org/", None)
    (True, False)
    """
    parts = _split(url)
    if parts is None:
        return False
    home = not parts.path.strip("/") and not parts.query
    if not given:
        return not home
    asked = _split(given)
    if asked is None:
        return not home
    return site_of(host_of(url)) == site_of(host_of(given)) and (not home or not asked.path.strip("/"))


def picture(urls: Iterable[tuple[str, str]], base: str | None) -> tuple[str, str] | None:
    """The first of (address, source) that can be the article's own picture, made absolute.

    >>> picture([("/img/logo.png", "opengraph"), ("/img/ferry.jpg", "json-ld")], "https://example.org/a")
    ('https://example.org/img/ferry.jpg', 'json-ld')
    """
    for url, source in urls:
        address = absolute(url, base)
        if address and not _NO_PICTURE.search(address):
            return address, source
    return None
