"""The article's language: what the page says of it, held against the text, and what the text itself shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from cleanpress.metadata.candidates import Candidates
from cleanpress.model import Block, Label

WRONG = "wrong_language"
"""Warning: the page names a language that its text is not in."""
LANGUAGES = ("caller", "html-lang", "opengraph", "json-ld", "meta", "microdata", "dublin-core", "rdfa", "text")
_NO_LANGUAGE = frozenset({"und", "zxx", "mul", "xx"})
# Languages by their code, and by what turns up in place of it.
_NAMES = (
    "ar ara arabic", "bg bul", "cs ces cze czech", "da dan danish", "de deu ger german deutsch", "el ell gre greek",
    "en eng english", "es spa spanish español", "fi fin finnish", "fr fra fre french français", "he heb iw hebrew",
    "hi hin hindi", "hu hun", "id ind in", "it ita italian italiano", "ja jpn jp japanese", "ko kor korean", "nb nob",
    "nl nld dut dutch", "no nor norwegian", "pl pol polish", "pt por portuguese", "ro ron rum", "ru rus russian",
    "sv swe swedish", "tr tur turkish", "uk ukr", "vi vie", "zh zho chi cn chinese yue wuu",
)  # fmt: skip
_CODE_OF = MappingProxyType({name: row.split()[0] for row in _NAMES for name in row.split()})
# Words of which a text in a language is full, and texts in its neighbours are not: a template's default is mostly one
# of these languages.
_FREQUENT = MappingProxyType(
    {
        "de": frozenset("der die und den von zu das mit sich ist dem nicht auf ein eine des im auch".split()),
        "en": frozenset("the of and to is that for was with on as it at by from this are his be has".split()),
        "es": frozenset("el los las del y una su al lo pero más con por como es ha".split()),
        "fr": frozenset("le les des et une est dans pour qui sur pas du au il plus par".split()),
        "it": frozenset("il di che è per una della del nel non gli sono con alla anche".split()),
        "nl": frozenset("de het een van en dat op te zijn met voor niet aan ook".split()),
        "pt": frozenset("o os as do da dos das em um uma não com ao mais na no".split()),
    }
)
_ENOUGH_FREQUENT = 0.06
"""Share of a text's words that are among the frequent ones of its language."""
_OTHER_SCRIPTS = frozenset(
    "ar bg bn el fa gu he hi hy ja ka kk km kn ko lo mk ml mn mr my ne pa ru si ta te th uk ur zh".split()
)
# Written so much alike that the detector does not tell them apart on a page.
_ALIKE = ("no nb nn da", "hr bs sr", "id ms", "cs sk")
_LONGEST, _LEAST = 1500, 200
"""Characters of the text that are read, and bytes of it below which it shows nothing."""
_SURE = 40.0
"""By so much the detector prefers another language (difference of logarithms) before a page is contradicted."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Told:
    """A language, the signal that gave it, and whether that contradicts what the page says."""

    code: str | None
    source: str
    corrected: bool = False


def choose_language(candidates: Candidates, blocks: Sequence[Block]) -> Told:
    """The two-letter code that most signals give, if the text bears it out; the text's own where it does not.

    The html element's own counts first where signals differ evenly. The detector is asked only where the text's most
    frequent words do not settle it: where signals are missing, contradict each other or the text.
    """
    found = ((language_code(c.value), c.source) for c in candidates.of("language", *LANGUAGES))
    told = list(dict.fromkeys((code, source) for code, source in found if code))
    if told and told[0][1] == "caller":
        return Told(*told[0])
    votes = Counter(code for code, _ in told)
    ranked = sorted(told, key=lambda each: -votes[each[0]])
    text = _text_of(blocks)
    if len(text.encode()) < _LEAST:
        return Told(*ranked[0]) if ranked else Told(None, "")
    borne_out = next((each for each in ranked if _shows(text, each[0])), None)
    return Told(*borne_out) if borne_out else _detected(text, ranked)


def _detected(text: str, told: Sequence[tuple[str, str]]) -> Told:
    """What the detector makes of a text whose words do not bear out any of the languages told of it."""
    ranks = _ranks(text)
    best = ranks[0][0]
    for code, source in told:
        if _is_alike(code, best):
            return Told(code, source)
    if not told:
        return Told(best, "text") if len(best) == 2 else Told(None, "")
    code, source = told[0]
    known = dict(ranks)
    if len(best) == 2 and code in known and known[best] - known[code] > _SURE:
        return Told(best, "text", corrected=True)
    return Told(code, source)


def _text_of(blocks: Iterable[Block]) -> str:
    text = ""
    for block in blocks:
        if block.label is Label.BODY:
            text += f"{block.text}\n"
            if len(text) > _LONGEST:
                break
    return text[:_LONGEST]


def _shows(text: str, code: str) -> bool:
    """Whether the text is seen to be in a language without asking the detector."""
    if code in _OTHER_SCRIPTS:
        letters = [letter for letter in text[:400] if letter.isalpha()]
        return sum(ord(letter) > 0x24F for letter in letters) > len(letters) / 2
    frequent = _FREQUENT.get(code)
    words = _WORD.findall(text.lower())
    return frequent is not None and sum(word in frequent for word in words) > _ENOUGH_FREQUENT * len(words)


def _is_alike(one: str, other: str) -> bool:
    return one == other or any(one in row.split() and other in row.split() for row in _ALIKE)


def _ranks(text: str) -> list[tuple[str, float]]:
    """The languages a text may be in, with the logarithm of the likelihood, the likeliest first."""
    ranks = _detector().rank(text)
    codes: dict[str, float] = {}
    for name, score in ranks:
        codes.setdefault(_CODE_OF.get(name, name), float(score))
    return list(codes.items())


@cache
def _detector() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # its tables take half a second to load

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def language_code(value: str) -> str | None:
    """The two-letter code of a language in any form that pages give it, None where it names none.

    >>> language_code("en_GB"), language_code("deutsch"), language_code("und")
    ('en', 'de', None)
    """
    word = re.split(r"[-_,;\s]", value.strip().lower())[0]
    word = _CODE_OF.get(word, word)
    return word if re.fullmatch(r"[a-z]{2}", word) and word not in _NO_LANGUAGE else None
