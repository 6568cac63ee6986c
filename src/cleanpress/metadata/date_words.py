"""The words of dates in many languages: weekdays, and what may stand beside a date on its line.

Tables only. All words are in the form that `fold` gives: lower case, without accents, one character for one.
"""

from __future__ import annotations

import unicodedata

_PLAIN = {"ł": "l", "ø": "o", "ı": "i", "đ": "d", "æ": "a", "’": "'", "‘": "'", "−": "-", "–": "-", "—": "-", "／": "/"}

_SIGN = "ˑ"


def fold(text: str) -> str:
    """The text in lower case without accents, each character replaced by exactly one, so that offsets stay valid.

    >>> fold("10 DÉCEMBRE 2025, 9\\xa0h"), fold("৩")
    ('10 decembre 2025, 9 h', '3')
    """
    return text.lower() if text.isascii() else "".join(map(_fold_character, text))


def _fold_character(character: str) -> str:
    if character < "\x80":
        return character.lower()
    if character.isspace():
        return " "
    lower = character.lower()[0]
    if lower in _PLAIN:
        return _PLAIN[lower]
    if lower < "\u0600" or "\uff00" <= lower <= "\uffef":
        return unicodedata.normalize("NFKD", lower)[0]
    if lower.isalpha():
        return lower
    if lower.isdecimal():
        return str(unicodedata.decimal(lower))
    # Vowel signs are no letters for a pattern, and would part a word of Hindi or Thai.
    return _SIGN if unicodedata.category(lower)[0] == "M" else lower


def words_of(table: str) -> frozenset[str]:
    """The folded words of a table written as one text."""
    return frozenset(map(fold, table.split()))


WEEKDAYS = words_of(
    """
monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun
montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sonnabend sa sonntag so
lundi lun mardi mar mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim
lunes martes miércoles mie jueves jue viernes vie sábado sab domingo dom
lunedì martedì mercoledì giovedì gio venerdì sabato domenica
segunda terça quarta quinta sexta feira seg ter qua qui sex
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo
måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag
poniedziałek wtorek środa czwartek piątek sobota niedziela
maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai ke to pe la su
pazartesi salı çarşamba perşembe cuma cumartesi pazar
понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
понеділок вівторок середа четвер пʼятниця субота неділя pondělí úterý středa čtvrtek pátek neděle
月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月 火 水 木 金 土 日 星期一 星期二 星期三 星期四 星期五 星期六 星期日
thứ hai ba tư năm sáu bảy chủ nhật
월요일 화요일 수요일 목요일 금요일 토요일 일요일
"""
)

MODIFIED = words_of(
    """
updated update modified edited revised amended reviewed refreshed aktualisiert aktualisierung aktualisierte geändert
bearbeitet überarbeitet stand modifié modifiée maj jour modificado modificada actualizado actualizada actualización
editado aggiornato aggiornamento modificato atualizado atualizada atualização bijgewerkt gewijzigd uppdaterad ändrad
opdateret oppdatert endret ændret zaktualizowano aktualizacja edytowano päivitetty muokattu güncelleme güncellendi
güncellenme обновлено обновлена изменено оновлено aktualizováno frissítve actualizat diperbarui 更新 最終更新
修正 更新日 更新日時 最終更新日 수정 업데이트 تحديث
"""
)
"""Folded words that say: the date beside them is of a change."""

PUBLISHED = words_of(
    """
published publish posted created issued released written filed added uploaded aired broadcast printed date dated
originally first veröffentlicht publiziert erschienen erstellt geschrieben erstveröffentlichung datum online publié
publiée publication paru créé posté écrit publicado publicada publicación creado pubblicato pubblicata creato data
postado publicação criado gepubliceerd geplaatst geschreven publicerad publicerat skapad udgivet offentliggjort
publisert opublikowano dodano utworzono publikacja julkaistu yayınlanma yayınlandı yayın giriş eklenme tarihi tarih
опубликовано опубликована дата опубліковано publikováno publikálva publicat publikasi diterbitkan 公開 公開日
公開日時 掲載 掲載日 配信 配信日 发布
發布 発表 발행 등록 입력 기사입력 승인 نشر
"""
)
"""Folded words that say: the date beside them is of publication."""

FILLERS = words_of(
    """
on at in the of by last latest time since and or to as am um den der dem das uhr vom ab seit zuletzt le la les à a il
est et dernière mis mise dernier el los las del de desde última vez hora horas hrs hs hr h em às as o os por il alle
ore di del dal op om uur laatst laatste kl klo den senest sist sidst senast av dnia godz o r roku klo kello saat son в
г года год ч час року о об последнее v ve ho hod hodin pada pukul et pt ct mt ist ast est local eastern central
pacific mountain standard daylight summer gmt utc noon midnight min mins read reading 年 月 日 時 分 頃 日時 기사
오전 오후 午前 午後 am pm sec time zone edition print minute minutes
"""
)
"""Folded words that may stand on a date's line without changing what it is."""

RELATIVE = (
    r"(?:(?<!\w)|(?<=[^\W\d_])(?=\d))(?:just now|(?<!usa )today|yesterday|this (?:morning|afternoon|evening)"
    r"|(?:a few|an?|one|two|three|four|five|\d+|several) "
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|[smhdw]) ago"
    r"|\d+ ?(?:[smhdw]|min|hrs?|mo) ago"
    r"|heute|gestern|vor (?:\d+|einer|einem|wenigen) (?:sekunden?|minuten?|min|stunden?|std|tag(?:en)?"
    r"|wochen?|monat(?:en)?|jahr(?:en)?)"
    r"|aujourd'hui|hier|il y a (?:\d+|une?) (?:secondes?|minutes?|min|heures?|h|jours?|semaines?|mois|ans?)"
    r"|hoy|ayer|hace (?:\d+|una?) (?:segundos?|minutos?|min|horas?|h|dias?|semanas?|mes(?:es)?|anos?)"
    r"|oggi|ieri|(?:\d+|una?) (?:minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]) fa|hoje|ontem"
    r"|ha (?:\d+|uma?) (?:minutos?|horas?|dias?|semanas?|mes(?:es)?|anos?)|vandaag|gisteren"
    r"|(?:\d+|een) (?:minu(?:ut|ten)|uur|uren|dag(?:en)?|we(?:ek|ken)|maand(?:en)?|jaar) geleden"
    r"|(?:for )?\d+ (?:minut(?:er)?|min|tim(?:mar|er|me)?|dag(?:ar|e|er)?|døgn) (?:sedan|siden)|idag|igar|i dag|i gar"
    r"|dzisiaj|wczoraj|\d+ (?:min|godz|dni) temu|tanaan|eilen|\d+ (?:dakika|saat|gun|hafta) once|bugun|dun"
    r"|сегодня|вчера|\d+ (?:минут[уы]?|час(?:а|ов)?|дн(?:я|еи)|день) назад|сьогодні|вчора)(?!\w)"
    r"|\d+ ?(?:分钟|小时|天|分鐘|小時|分|時間|日)(?:前|之前)|\d+ ?(?:분|시간|일) 전"
)
"""Pattern for folded text: a moment told from now, which dates nothing once the page is stored."""

READING_TIME = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)[ -]?(?:-\d+ ?)?\+? ?"
    r"(?:min(?:s|ute|utes|uten|uti|utos|uter|utter|uut|uten)?\.?|мин(?:ут[аы]?)?\.?|dk\.?|分|분)"
    r"[ -]*(?:(?:to )?(?:read|reading|watch|listen)(?: time)?|lesezeit|lesedauer|de lecture|de lectura|di lettura"
    r"|de leitura|leestijd|lasning|lesetid|laesetid|czytania|чтения|okuma|で読める|읽기)\b"
    r"|(?:reading time|read time|time to read|lesezeit|lesedauer|temps de lecture|lecture|tiempo de lectura"
    r"|tempo di lettura|tempo de leitura|leestijd|lastid|lesetid|czas czytania|время чтения)\W{0,3}(?:ca\.? ?)?\d+"
    r" ?(?:min\w*\.?|мин\w*\.?)"
)
"""Pattern for folded text: how long reading takes."""

TWO_WORD_PLACES = words_of(
    "new san santa los las st saint hong tel abu buenos rio cape south north west east kuala addis bad den la le el "
    "mexico salt kansas sri saudi united great czech costa puerto sierra são sankt frankfurt phnom"
)
"""First words of places that are written as two words, to tell them from a person's name."""
