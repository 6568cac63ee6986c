"""What the names of elements and the targets of links say of the text in them, in any language.

The words are looser than those of the packs' element tests: they only name what is outside the article already.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cleanpress.model import Label

# In order: of several labels in the names of one element the first counts ("comment-author-date" is a comment's).
_BY_LABEL: tuple[tuple[Label, str], ...] = (
    (Label.CONSENT, "cookie cookies consent gdpr didomi onetrust usercentrics"),
    (
        Label.COMMENTS,
        "comment comments commenting commentary disqus kommentar kommentare kommentarer commentaire commentaires"
        " comentario comentarios commenti reacties coral viafoura livefyre",
    ),
    (Label.NEWSLETTER, "newsletter newsletters nieuwsbrief mailinglist mailchimp"),
    (Label.PAYWALL, "paywall regwall piano subscribe subscription subscriptions subscriber membership donate donation"),
    (Label.LOGIN, "login logon signin"),
    (Label.APP, "appstore playstore smartbanner"),
    (
        Label.ADVERT,
        "ad ads adv advert adverts advertisement advertisements advertising advertorial sponsor sponsored sponsors"
        " commercial affiliate anzeige werbung publicidad publicite pubblicita dfp gpt",
    ),
    (Label.NOTIFICATION, "notification notifications webpush onesignal"),
    (
        Label.SHARE,
        "share sharing shares sharer socials social teilen partage compartir condividi delen whatsapp bookmark"
        " bookmarks addthis addtoany sharethis",
    ),
    (Label.CORRECTION_PROMPT, "feedback"),
    (Label.COPYRIGHT, "copyright copyrights"),
    (
        Label.RELATED,
        "related recommend recommended recommendation recommendations recirc recirculation onward trending popular"
        " readmore readalso readnext similar suggested suggestions relacionadas relacionados verwandte taboola outbrain"
        " upnext mostread",
    ),
    (Label.BIO, "bio biography authorbox authorbio"),
    (
        Label.PLAYER,
        "player audioplayer videoplayer podcast playlist jwplayer vjs slideshow lightbox playback tts listen",
    ),
    (
        Label.NAVIGATION,
        "breadcrumb breadcrumbs pagination pager nav navbar navigation submenu menu tags taglist keywords topics"
        " categories kicker eyebrow overline rubric rubrik dachzeile toc",
    ),
)
_LABELS = {word: (rank, label) for rank, (label, words) in enumerate(_BY_LABEL) for word in words.split()}
# A name with one of these speaks of the whole article, or of how something else looks beside the thing.
_NOT_THE_THING = frozenset(
    "has with no without hide open disabled enabled article story main page wrapper root embed embedded".split()
)

_SHARING = ("whatsapp:", "sms:", "tg:", "viber:", "fb-messenger:", "mailto:?")
# Hosts of links that share a page, with how the path begins there ("" for every path).
_SHARING_HOSTS: dict[str, tuple[str, ...]] = {
    "facebook.com": ("sharer", "dialog", "share"),
    "m.facebook.com": ("sharer", "dialog", "share"),
    "twitter.com": ("intent", "share"),
    "x.com": ("intent", "share"),
    "linkedin.com": ("share", "cws"),
    "wa.me": ("",),
    "api.whatsapp.com": ("send",),
    "web.whatsapp.com": ("send",),
    "t.me": ("share",),
    "telegram.me": ("share",),
    "reddit.com": ("submit",),
    "pinterest.com": ("pin",),
    "getpocket.com": ("",),
    "vk.com": ("share",),
    "bsky.app": ("intent",),
    "threads.net": ("intent",),
    "line.me": ("r",),
    "social-plugins.line.me": ("",),
    "b.hatena.ne.jp": ("",),
    "xing.com": ("spi", "app"),
    "tumblr.com": ("share", "widgets"),
    "share.flipboard.com": ("",),
}
_HOSTS: dict[str, Label] = {
    **dict.fromkeys(("play.google.com", "apps.apple.com", "itunes.apple.com", "appgallery.huawei.com"), Label.APP),
    **dict.fromkeys(
        """amzn.to awin1.com click.linksynergy.com go.redirectingat.com go.skimresources.com rstyle.me shareasale.com
        prf.hn clk.tradedoubler.com ad.doubleclick.net adclick.g.doubleclick.net""".split(),
        Label.ADVERT,
    ),
}
# Parts of a path that say alone where it leads.
_PARTS: dict[str, Label] = {
    part: label
    for label, parts in (
        (Label.NEWSLETTER, "newsletter newsletters nieuwsbrief infolettre"),
        (
            Label.LOGIN,
            "login log-in signin sign-in signup sign-up register registrierung anmelden connexion inloggen"
            " iniciar-sesion",
        ),
        (
            Label.PAYWALL,
            "subscribe subscription subscriptions abo abonnement abonnements abonner abbonati abbonamenti suscripcion"
            " suscripciones suscribete donate membership",
        ),
        (
            Label.NAVIGATION,
            "privacy privacy-policy datenschutz impressum terms terms-of-use terms-of-service cookie cookies",
        ),
    )
    for part in parts.split()
}
_TOPICS = frozenset(
    "tag tags tagged topic topics thema themen tema temas category categories kategorie kategorien categorie categoria"
    " keyword keywords hashtag section sections rubrik rubrique rubriques".split()
)
_TELLING = _TOPICS.union(_PARTS)
_MOST_AFTER_TOPIC = 2
_COMMENTS = re.compile(r"(?:comments?|disqus_thread|respond|comment-\d+|kommentare?|commentaires|comentarios)(?![\w-])")
_LONGEST = 300


@lru_cache(maxsize=4096)
def label_of_names(words: tuple[str, ...]) -> tuple[Label, str] | None:
    """What an element holds by the words of its names, with the word that says so; None where they say nothing.

    >>> label_of_names(("post", "comment", "date"))[1], label_of_names(("has", "comments")), label_of_names(("text",))
    ('comment', None, None)
    """
    best: tuple[int, Label, str] | None = None
    name: list[str] = []
    for word in (*words, ""):
        if word:
            name.append(word)
            continue
        if _NOT_THE_THING.isdisjoint(name):
            for part in name:
                found = _LABELS.get(part)
                if found and (best is None or found[0] < best[0]):
                    best = (*found, part)
        name.clear()
    return best[1:] if best else None


@lru_cache(maxsize=4096)
def label_of_target(href: str) -> Label | None:
    """What a link leads to: a network to share on, a shop for apps, a form to log in, a list of a topic …

    >>> label_of_target("https://www.facebook.com/sharer.php?u=x").value, label_of_target("/2024/05/03/bridge-shut")
    ('share', None)
    """
    href = href[:_LONGEST].lower()
    if href.startswith(_SHARING) or (href.startswith("mailto:") and ("subject=" in href or "body=" in href)):
        return Label.SHARE
    address, _, place = href.partition("#")
    if place and _COMMENTS.match(place):
        return Label.COMMENTS
    parts = address.partition("?")[0].strip("/").split("/")
    if address.startswith(("http", "//")):
        host, parts = _host_and_parts(address)
        if parts and any(parts[0].startswith(begin) for begin in _SHARING_HOSTS.get(host, ())):
            return Label.SHARE
        if host in _HOSTS:
            return _HOSTS[host]
        if host.startswith("amazon.") and "tag=" in address:
            return Label.ADVERT
    parts[-1] = parts[-1].partition(".")[0]
    if _TELLING.isdisjoint(parts):
        return None
    for number, part in enumerate(parts):
        if part in _TOPICS and 0 < len(parts) - number - 1 <= _MOST_AFTER_TOPIC:
            return Label.NAVIGATION
        if part in _PARTS:
            return _PARTS[part]
    return None


def _host_and_parts(address: str) -> tuple[str, list[str]]:
    """The host without "www." and the parts of the path, of an address in lower case that names its host."""
    host, _, path = address.partition("//")[2].partition("/")
    return host.removeprefix("www."), path.partition("?")[0].strip("/").split("/")
