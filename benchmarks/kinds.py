"""What a line that is left in an article by mistake reads like: patterns by kind, tried in this order.

They only measure: cleanpress' own rules stand in its packs, and are not made from these.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

LONGEST = 400
"""A line of this many characters or more is of no kind."""

_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "notification": (
        r"\bnotification|push alert|browser preferences|turn on alerts|get alerts",
        r"benachrichtigung|notificaciones|notifiche",
    ),
    "newsletter": (
        r"newsletter|sign up (for|to)|your inbox|daily (briefing|digest|email)",
        r"subscribe to our|e-?mail (alerts?|updates)",
        r"nieuwsbrief|bolet[ií]n|infolettre",
    ),
    "comments": (
        r"\bcomments?\b|commenting|leave a (reply|comment)|see their replies",
        r"join (the|our) (conversation|discussion|forum)",
        r"kommentar|commentaire|comentario",
    ),
    "login": (
        r"log ?in|sign ?in\b|logged in|regist(er|ering|ration)|create (an|your) account",
        r"already (a|have an) (member|account|subscriber)",
        r"anmelden|einloggen|se connecter|iniciar sesi",
    ),
    "paywall": (
        r"subscri(be|ber|ption)|premium|unlock|become a member|free trial|support (our|independent) journalism|\bdonat",
        r"abonn|abo\b|suscr",
    ),
    "related": (
        r"^(read|see|watch|listen)( more| also| next| now|:)|related|recommended|more (from|on|stories)",
        r"most (read|popular)|trending|you (may|might) (also )?like|editor.?s.? (picks?|choice)",
        r"lesen sie|mehr zum thema|lire aussi|lea tambi|leggi anche|lees ook",
    ),
    "share": (
        r"\bshare (this|on|via|article)|copy link|tweet this|follow (us|me|@)|bookmark|print this",
        r"facebook|twitter|whatsapp|instagram",
        r"teilen|partager|compartir",
    ),
    "app": (r"download (the|our) app|get the .{0,30}\bapp\b|app store|google play|click here",),
    "ads": (r"^advert|sponsored|promoted|paid (content|post)|affiliate", r"anzeige|publicit|publicidad|pubblicit"),
    "cookies": (r"cookie|consent|privacy (policy|settings)|gdpr|terms of (use|service)|datenschutz",),
    "credit": (
        r"^(photo|image|picture|video|credit|foto|bild|getty|reuters|afp|ap photo)\b",
        r"\((photo|image|reuters|getty|afp|ap|pa)[^)]*\)$",
        r"getty images|shutterstock|©|copyright|all rights reserved",
    ),
    "bio": (
        r"(is an?|was an?) .{0,60}(reporter|correspondent|editor|writer|journalist|columnist|producer|contributor)\b",
        r"follow (him|her|them) on|can be reached at|contributed to this (report|article|story)",
        r"reporting by|editing by|our standards",
    ),
}

KINDS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile("|".join(patterns), re.IGNORECASE) for kind, patterns in _PATTERNS.items()
}


def kind_of(line: str) -> str | None:
    """The kind of furniture a line reads like, None where it reads like none."""
    if len(line) >= LONGEST:
        return None
    return next((kind for kind, pattern in KINDS.items() if pattern.search(line)), None)
