"""Who is credited for a picture: the credit at the end of a caption told from other words in brackets."""

from __future__ import annotations

import re

from cleanpress.remembered import remembered

_MAX_CREDIT = 100  # characters
_TAIL = 300  # characters at a text's end in which a credit is looked for
_MAX_LINE = 450  # characters of a caption with its credit, as a line of a dump


def _names(listed: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in listed.split(","))


# Agencies, picture houses and places pictures are taken from: names, not words of a language. Folded to lower case.
_HOUSES = _names(
    """reuters, ap, a.p., afp, pa, pa wire, pa media, pa archive, press association, associated press, ap photo,
    the associated press, getty, getty images, gettyimages, agence france-presse, dpa, epa, epa-efe, efe, ansa, apa,
    anp, belga, keystone, ritzau, ritzau scanpix, scanpix, ntb, tt, tt news agency, lehtikuva, stt, lusa, mti, ctk,
    čtk, pap, tanjug, tass, ria novosti, sputnik, xinhua, kyodo, kyodo news, jiji, jiji press, yonhap, pti, ani, ians,
    aap, aapimage, canadian press, the canadian press, bloomberg, upi, imago, imago images, picture alliance,
    picture-alliance, anadolu, anadolu agency, nurphoto, sipa, sipa usa, sipa press, abaca, abacapress, zuma,
    zuma press, zuma wire, zumapress, alamy, alamy stock photo, shutterstock, istock, istockphoto, adobe stock,
    dreamstime, depositphotos, unsplash, pexels, pixabay, wikimedia, wikimedia commons, wikipedia, flickr,
    creative commons, cc by, cc by-sa, cc0, public domain, rex, rex features, mirrorpix, splash news, backgrid, swns,
    solent news, magnum, magnum photos, corbis, mega, redux, polaris, contour, action images, icon sportswire,
    usa today sports, afp7, europa press, notimex, cuartoscuro, ddp, kna, epd, keystone-sda, laif, ullstein, hina,
    agerpres, mediafax, bta, amna, eurokinissi, intime, demotix, nasa, esa, noaa, usgs, handout, supplied, file, pool,
    screengrab, screenshot, courtesy, instagram, facebook, twitter, x, tiktok, youtube, bbc, itv, cnn, nbc, abc, cbs,
    fox, nyt, afp-jiji, unicef, unhcr, ukrinform, unian, riau, 共同, 共同通信, 共同通信社, 時事, 時事通信, 时事,
    新华社, 中新社, 路透社, 法新社, 美联社, 연합뉴스, 뉴시스, 뉴스1, 로이터, рейтер, тасс, риа новости, унiан, унян"""
)
# What the names of outlets and picture desks end with.
_HOUSE_ENDINGS = _names(
    """images, photos, photo, photography, pictures, press, news, wire, media, agency, archive, archives, agentur,
    times, post, guardian, independent, telegraph, herald, tribune, magazine, tv, pool, stock, getty, reuters, afp,
    dpa"""
)
# Houses that are talked about more often than credited: alone, without brackets or a photographer, they prove nothing.
_TALKED_ABOUT = _names(
    "instagram, facebook, twitter, x, tiktok, youtube, bbc, itv, cnn, nbc, abc, cbs, fox, file, pool, courtesy"
)
# Words by which captions announce a credit; those of `_LOOSE` are also common in running text and headlines.
_FIRM = (
    r"photo(?:s|graphs?|graphie|graphy)?(?:\s+(?:credits?|illustration))?"
    r"|(?:image|picture|video|photo|foto|file)\s+credits?|cr[ée]dits?\s+(?:de\s+la\s+)?photos?"
    r"|foto(?:s|graf[ií]a|grafie|grafia|grafi)?|symbol(?:foto|bild)|archiv(?:foto|bild)|bild(?:quelle|rechte|nachweis)"
    r"|illustration|kuva|fotó|zdjęcie"
    r"|zdj\.|снимок|фото|φωτο(?:γραφία)?|ảnh|写真|画像|図|图片|圖片|图|摄|사진(?:\s*출처)?|صورة|تصوير|फोटो"
)
_LOOSE = (
    r"image|picture|credits?|cr[ée]dits?|bild|bilder|quelle|source|fuente|fonte|источник|imagen|imagem|immagine"
    r"|video|file"
    r"|grafik|graphic"
)
_KEYWORD = rf"(?:{_FIRM}|{_LOOSE})"
_BY = r"\s+(?:by|von|par|por|di|door|af|av|courtesy\s+of)\s+"
_SIGN = rf"(?:{_KEYWORD}(?:\s*[:：=]\s*|{_BY})|(?:with\s+)?courtesy(?:\s+of\b|\s*:)?\s*|[©Ⓒ]\s*)"

_BRACKETS = re.compile(r"\s*[(\[（［【]([^()\[\]（）［］【】]{1,120}(?:\([^()]{1,60}\))?)[)\]）］】]\s*[.。]?\s*$")
_ANNOUNCED = re.compile(rf"^{_SIGN}(?P<who>\S.*)$", re.I)
_TAIL_SIGN = re.compile(
    rf"(?P<before>^|[.!?…。！？)\]”\"'|–—-]\s*|\s|(?<=[a-zß-öø-ÿ]))"
    rf"(?:(?P<firm>(?:{_FIRM})(?:\s*[:：]\s*|{_BY}))|(?P<loose>(?:{_LOOSE})\s*[:：]\s*)"
    r"|(?P<right>[©Ⓒ]\s*)|(?P<thanks>courtesy(?:\s+of|:)?\s+))(?P<who>\S.{0,99})$",
    re.I,
)
_ENDS = r"[.!?…。！？)\]”\"|–—]"
_BARE_TAIL = re.compile(rf"(?:^|(?<={_ENDS})\s*|\s+[-–—|/]\s+)(?P<who>[^\W\d_][^.!?…。！？|:]{{1,79}})[.]?$")
# One of these stands in every text that announces a credit, and the last word of a bare one is a house's.
_SIGN_MARK = re.compile("[:：©Ⓒ]|oto|OTO|ourtesy|COURTESY|llustration|ILLUSTRATION")
_LAST_WORD = re.compile(r"(\w+)\W*$")
_LAST_WORDS = _HOUSE_ENDINGS | {name.replace("-", " ").split()[-1] for name in _HOUSES}
_NAME_BEFORE = re.compile(r"(?:^|[.!。)\]”\"])\s*(?P<name>[^\W\d_][\w.-]*(?:\s+[^\W\d_][\w.-]*){1,3})\s*$")
# "(Ana Ruiz/The Coast Herald)", "(Ana Ruiz for The Coast Herald)": a person, and an outlet nobody needs to know.
_PAIR = re.compile(r"^(?P<who>[^/|,]+?)\s*(?:/|\s(?:for|pour|para|für|per)\s)\s*(?P<outlet>[^/|,]+)$")
_CJK_BY = re.compile(r"^\S{2,20}(?:撮影|提供|摄影|摄|供图|제공)$")
# Abbreviated before names; shorter ones need no list.
_TITLES = _names("Prof, Capt, Supt, Insp, Pres, Sens, Reps, Atty, Cmdr, Messrs")
_FINAL_WORD = re.compile(r"(?P<word>[^\W_]+)[)\]”\"»]*[.。!…]+[)\]”\"»]*\s*$|(?P<closed>[)\]”\"»])\s*$")
_SEGMENT = re.compile(r"\s*[/|,;]\s*|\s+(?:via|for|bei|on behalf of)\s+|\s+[-–—]\s+")
_DOMAIN = re.compile(r"^(?:www\.)?[a-z0-9-]{2,}(?:\.[a-z]{2,})+$", re.I)
# The source of figures, not of a picture, outside brackets.
_SOURCE_NOTE = re.compile(r"(?:^|[\s.])(?:source|quelle|fuente|fonte)\s*[:：][^)\]]*$", re.I)
_RIGHTS = re.compile(r"rights\s+reserved|rechte\s+vorbehalten|droits\s+réservés|derechos\s+reservados|copyright", re.I)
_YEAR_FIRST = re.compile(r"^(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?\s+")
_LOWER_OK = _names(
    "de, del, della, di, da, van, von, der, den, du, la, le, el, al, bin, ben, ibn, and, und, et, y, e, of, for, the,"
    "via, by, dos, das"
)


@remembered
def split_credit(text: str) -> tuple[str, str | None]:
    """A caption parted from the credit at its end.

    Known are credits in brackets ("(Reuters)", "(Photo by …)"), after a word that announces them ("Photograph: …",
    "© …"), and bare ones with a slash ("… / AFP"). Other brackets (ages, dates, places, "(left)") stay in the caption.

    Args:
        text: one caption, one line.

    Returns:
        The caption without credit and the credit without brackets and announcing words, or (text, None). A text that
        is nothing but a credit gives ("", credit).

    >>> split_credit("The ferry leaves the harbour on Monday (Ana Ruiz/Reuters)")
    ('The ferry leaves the harbour on Monday', 'Ana Ruiz/Reuters')
    >>> split_credit("The mayor (left) and her deputy (42)")
    ('The mayor (left) and her deputy (42)', None)
    """
    text = text.strip()
    # A credit stands in the last words: looking only there keeps the work small on long texts.
    head, tail = text[:-_TAIL], text[-_TAIL:]
    for part in (_in_brackets, _announced, _bare):
        found = part(tail)
        if found is not None:
            rest, credit = found
            again = _in_brackets(rest)
            if again is not None:  # "(Ana Ruiz/PA) (PA Wire)"
                rest, credit = (
                    again[0],
                    again[1] if credit.casefold() in again[1].casefold() else f"{again[1]}, {credit}",
                )
            return (head + rest).rstrip(" |–—-/"), credit
    return text, None


@remembered
def looks_like_caption(text: str) -> bool:
    """Whether a line of a dump shows by its end that it is a picture's caption: some words, then a credit.

    >>> looks_like_caption("The ferry leaves the harbour on Monday (Ana Ruiz/Reuters)"), looks_like_caption("(Reuters)")
    (True, False)
    """
    text = text.strip()
    if len(text) > _MAX_LINE or "\n" in text:
        return False
    rest, credit = split_credit(text)
    return credit is not None and len(rest) >= 8 and not _SOURCE_NOTE.search(text)


@remembered
def looks_like_credit(text: str) -> bool:
    """Whether a line is nothing but the credit of a picture.

    >>> looks_like_credit("Photograph: Ana Ruiz/Reuters"), looks_like_credit("Ana Ruiz")
    (True, False)
    """
    rest, credit = split_credit(text)
    return credit is not None and not rest


def _in_brackets(text: str) -> tuple[str, str] | None:
    if not text or text.rstrip(" .。")[-1:] not in ")]）］】":
        return None
    match = _BRACKETS.search(text)
    if match is None:
        return None
    rest, inside = text[: match.start()].rstrip(), match[1].strip(" .")
    announced = _ANNOUNCED.match(inside)
    if announced:
        who = announced["who"].strip()
        return (rest, who) if len(who) <= _MAX_CREDIT and not _RIGHTS.search(who) else None
    if _CJK_BY.match(inside) or is_pair(inside, known=False):
        return rest, inside
    if not _is_credit(inside) or spells(inside, rest):
        return None
    named = _NAME_BEFORE.search(rest)
    if named and is_name(named["name"]) and ends_with_word(rest[: named.start("name")]):
        # "… in October. Ana Ruiz (REUTERS)"
        return rest[: named.start("name")].rstrip(), f"{named['name']} ({inside})"
    return rest, inside


def bracketed(text: str) -> tuple[str, str] | None:
    """A text parted from the bracket at its end, whatever stands in it."""
    match = _BRACKETS.search(text[-_TAIL:])
    if match is None:
        return None
    return text[: len(text) - len(match.group())].rstrip(), match[1].strip(" .")


def is_pair(inside: str, *, known: bool) -> bool:
    """Whether a bracket holds a person and an outlet that no list knows: "Ana Ruiz/The Coast Herald".

    Where the text is not `known` to be a caption the outlet has to look like one: several words, or capitals only.
    """
    pair = _PAIR.match(inside)
    if pair is None or len(inside) > _MAX_CREDIT or any(letter.isdigit() for letter in inside):
        return False
    who, outlet = pair["who"].strip(), pair["outlet"].strip()
    if not (2 <= len(who.split()) <= 4 and is_name(who) and is_name(outlet)):
        return False
    return known or len(outlet.split()) > 1 or (outlet.isupper() and len(outlet) > 1)


def ends_with_word(text: str) -> bool:
    """Whether the text ends as a sentence does, not with an abbreviation ("Gov.", "J.", "Calif.").

    >>> ends_with_word("It left in June."), ends_with_word("Former Gov."), ends_with_word("It left")
    (True, False, False)
    """
    found = _FINAL_WORD.search(text[-60:])
    if found is None:
        return not text.strip()
    word = found["word"]
    if word is None or word == "May":
        return True
    capital = not (word[0].islower() or word[0].isdigit())
    return len(word) >= 3 + capital and word not in _TITLES


def _announced(text: str) -> tuple[str, str] | None:
    """A credit after "Photograph:", "Foto:", "Photo by", "Credit:", "©" and the like, outside brackets."""
    if not _SIGN_MARK.search(text):
        return None
    match = _TAIL_SIGN.search(text)
    while match is not None:
        start = match.end("before")
        who = match["who"].strip(" .|")
        before = match["before"].strip()
        glued = match["before"] == "" and start > 0
        apart = start == 0 or bool(before)
        capital = not text[start].islower() or start == 0
        strong = match["firm"] or match["right"]
        shown = bool(strong and not glued) or apart or _is_credit(who)
        if capital and shown and (not glued or text[start].isupper()) and _is_source(who, bool(match["right"])):
            who = _YEAR_FIRST.sub("", who) if match["right"] else who
            return text[:start].rstrip(" |–—-"), who
        match = _TAIL_SIGN.search(text, start + 1)
    return None


def _bare(text: str) -> tuple[str, str] | None:
    """ "… in Paris. Ana Ruiz / AFP", "… in Paris / AFP", "… in Paris.AFP": no word announces the credit."""
    head, slash, last = text.rpartition("/")
    final = _last_word(text)
    if final is None or not (slash or final[1].casefold() in _LAST_WORDS):
        return None
    match = _BARE_TAIL.search(text)
    alone = match is not None and match["who"].strip().casefold() in _TALKED_ABOUT
    if match and not alone and _is_credit(match["who"]) and not spells(match["who"], text[: match.start("who")]):
        lead = text[: match.start("who")].rstrip(" |/–—-")
        if slash or lead:
            return lead, match["who"].strip()
    if slash and head[-1:] == " " and _house(last.strip(" .")):
        if len(head.split()) <= 4 and is_name(head):
            return "", text
        return head.rstrip(), last.strip(" .")
    return None


def _last_word(text: str) -> re.Match[str] | None:
    # The search tries every word it is given, so it is given one, where that is no sign alone.
    return _LAST_WORD.search(text[text.rstrip().rfind(" ") + 1 :]) or _LAST_WORD.search(text)


def _house(name: str) -> bool:
    """Whether the name is an agency, a picture desk or an outlet."""
    folded = name.casefold().strip(" .")
    if folded in _HOUSES:
        # Short names are credits only as the agencies write them: "AP", "dpa", not "File" or "x" in running text.
        return len(name) > 3 or name.isupper() or name in ("dpa", "ddp", "epd") or not name.isascii()
    if _DOMAIN.match(folded):
        return True
    parts = name.split()
    return 2 <= len(parts) <= 5 and parts[-1].casefold() in _HOUSE_ENDINGS and is_name(name)


def is_name(text: str) -> bool:
    """Whether every word is written like part of a name: capital first, or a particle, or a script without capitals."""
    parts = text.replace("&", " ").split()
    return bool(parts) and len(parts) <= 6 and all(_name_part(part) for part in parts) and not parts[0].islower()


def _name_part(part: str) -> bool:
    letters = part.strip("().,'’@-")
    return not letters or letters.casefold() in _LOWER_OK or not (letters[0].islower() or letters[0].isdigit())


def _is_credit(text: str) -> bool:
    """Whether the words alone show a credit: their parts are names, and one of these is an agency or outlet."""
    if len(text) > _MAX_CREDIT:
        return False
    parts = [part for part in _SEGMENT.split(text) if part]
    if not any(_house(part) or _house_last(part) for part in parts):
        return False
    return all(_house(part) or is_name(part) for part in parts)


def _house_last(part: str) -> bool:
    """ "Ana Ruiz Getty Images", "AP Photo File": a name with an agency at its end or its start."""
    pieces = part.split()
    if len(pieces) < 2 or not is_name(part):
        return False
    agency = pieces[-1].isupper() and _house(pieces[-1])
    return agency or _house(" ".join(pieces[-2:])) or " ".join(pieces[:2]).casefold() in _HOUSES


def _is_source(who: str, right: bool) -> bool:
    """Whether what follows an announcing word can be a source: a few names, no sentence."""
    if len(who) > _MAX_CREDIT or len(who.split()) > 12 or _RIGHTS.search(who):
        return False
    if right and _YEAR_FIRST.match(who) and not _is_credit(_YEAR_FIRST.sub("", who)):
        return False
    if re.search(r"[!?]|[^\W\d_]{3,}[.。]\s+\S", who):
        return False
    parts = [part for part in re.split(r"\s*[/|,;=]\s*", _YEAR_FIRST.sub("", who)) if part]
    if any(_house(part) for part in parts):
        return all(len(part.split()) <= 6 for part in parts)
    return not who[0].islower() and all(_mostly_name(part) for part in parts)


def _mostly_name(part: str) -> bool:
    pieces = part.split()
    return len(pieces) <= 6 and sum(map(_name_part, pieces)) * 3 >= len(pieces) * 2


def spells(inside: str, before: str) -> bool:
    """Whether the bracket only shortens the words before it: "… Environmental Protection Agency (EPA)"."""
    letters = inside.replace(".", "")
    if not (letters.isupper() and letters.isalpha() and 2 <= len(letters) <= 6):
        return False
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", before)[-len(letters) - 3 :]).casefold()
    wanted = iter(letters.casefold())
    need = next(wanted, None)
    # The initials hold the letters in order ("of" and "the" may stand between them).
    for initial in initials:
        if initial == need:
            need = next(wanted, None)
    return need is None
