"""The names of months in many languages, in full, declined and short, as they stand beside a day.

Tables only. A name is looked up in the form that `fold` gives.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from cleanpress.metadata.date_words import fold

# One line a month; the languages in one bag, because no word names two months in those that are listed, save the one
# that Croatian needs a rule for.
_MONTHS = """
january jan januar jaenner janner janvier janv enero ene gennaio gen janeiro januari stycznia styczen sty
 tammikuuta tammikuu ocak oca января январь янв січня січ ledna leden ianuarie ian január januára gener ιανουαριου
 ιανουαριος ιαν يناير جانفي كانون_الثاني janúar jaanuar sausio janvāris janvārī siječnja sijecanj јануара јануар
 януари яну јануари janar urtarrilaren ינואר ינו ژانویه जनवरी জানুয়ারি জানুয়ারী ஜனவரி มกราคม ม.ค جنوری जानेवारी
 januara
february feb februar febr feber fevrier fevr fev febrero febbraio fevereiro februari lutego luty lut helmikuuta
 helmikuu şubat şub февраля февраль фев февр лютого лют února unor februarie február februára febrer φεβρουαριου
 φεβρουαριος φεβ فبراير فيفري شباط febrúar veebruar vasario februāris februārī veljače veljaca фебруара фебруар
 февруари shkurt otsailaren פברואר פבר فوریه फरवरी फ़रवरी ফেব্রুয়ারি ফেব্রুয়ারী பிப்ரவரி กุมภาพันธ์ ก.พ pebruari
 فروری फेब्रुवारी februara
march mar marz maerz mrz mars marzo março maart mrt marts marca marzec maaliskuuta maaliskuu mart марта март мар
 березня бер března brezen martie március marec maret març μαρτιου μαρτιος μαρ مارس آذار märts kovo martā ožujka
 ozujak martxoaren machi מרץ מרס मार्च মার্চ மார்ச் มีนาคม มี.ค مارچ
april apr avril avr abril abr aprile kwietnia kwiecien kwi huhtikuuta huhtikuu nisan nis апреля апрель апр квітня
 кві dubna duben aprilie április apríla απριλιου απριλιος απρ أبريل ابريل أفريل نيسان apríl aprill balandžio aprīlis
 aprīlī travnja travanj априла април prill apirilaren aprili אפריל אפר آوریل अप्रैल এপ্রিল ஏப்ரல் เมษายน เม.ย اپریل
 एप्रिल aprila
may mai مه mayo maggio mag maio mei maj maja toukokuuta toukokuu mayıs мая май травня тра května kveten május mája
 maig μαιου μαιος μαϊου مايو ماي أيار ايار maí gegužės maijs maijā svibnja svibanj маја мај maiatzaren מאי मई মে மே
 พฤษภาคม พ.ค مئی मे
june jun juni juin junio giugno giu junho czerwca czerwiec cze kesakuuta kesakuu haziran haz июня июнь июн червня
 чер června cerven iunie iun június júna juny ιουνιου ιουνιος ιουν يونيو جوان حزيران júní juuni birželio jūnijs
 jūnijā lipnja lipanj јуна јун јуни юни qershor ekainaren יוני ژوئن जून জুন ஜூன் มิถุนายน มิ.ย جون junija juna
july jul juli juillet juil julio luglio lug julho lipca lipiec lip heinakuuta heinakuu temmuz tem июля июль июл
 липня лип července cervenec iulie iul július júla juliol ιουλιου ιουλιος ιουλ يوليو جويلية تموز júlí juuli liepos
 jūlijs jūlijā srpnja srpanj јула јул јули юли korrik uztailaren julai יולי ژوئیه जुलाई জুলাই ஜூலை กรกฎาคม ก.ค
 جولائی जुलै julija
august aug août aout agosto ago augustus augusti sierpnia sierpien sie elokuuta elokuu ağustos ağu августа август
 авг серпня сер srpna srpen augusztus augusta agustus agost αυγουστου αυγουστος αυγ أغسطس اغسطس أوت اوت آب ágúst
 rugpjūčio augusts augustā kolovoza kolovoz avgusta avgust gusht abuztuaren agosti אוגוסט אוג अगस्त আগস্ট ஆகஸ்ட்
 สิงหาคม ส.ค ogos اگست ऑगस्ट
september sept sep septembre septiembre setiembre set settembre setembro września wrzesien wrz syyskuuta syyskuu
 eylül eyl сентября сентябрь сен сент вересня вер září zari septembrie szeptember septembra setembre σεπτεμβριου
 σεπτεμβριος σεπ سبتمبر أيلول ايلول rugsėjo septembris septembrī rujna rujan септембра септембар септември shtator
 irailaren septemba ספטמבר ספט سپتامبر सितंबर सितम्बर সেপ্টেম্বর செப்டம்பர் กันยายน ก.ย ستمبر सप्टेंबर
october oct oktober okt octobre octubre ottobre ott outubro out października pazdziernik paz lokakuuta lokakuu ekim
 eki октября октябрь окт жовтня жов října rijna rijen octombrie október októbra οκτωβριου οκτωβριος οκτ أكتوبر
 اكتوبر تشرين_الأول تشرين_الاول oktoober spalio oktobris oktobrī октобра октобар октомври tetor urriaren oktoba
 אוקטובר אוק اکتبر अक्टूबर अक्तूबर অক্টোবর அக்டோபர் ตุลาคม ต.ค اکتوبر ऑक्टोबर oktobra
november nov novembre noviembre novembro listopada listopad lis marraskuuta marraskuu kasım kas ноября ноябрь ноя
 нояб листопада лис listopadu noiembrie noi novembra νοεμβριου νοεμβριος νοε نوفمبر تشرين_الثاني nóvember lapkričio
 novembris novembrī studenoga studenog studeni новембра новембар ноември nentor azaroaren novemba נובמבר נוב نوامبر
 नवंबर नवम्बर নভেম্বর நவம்பர் พฤศจิกายน พ.ย نومبر नोव्हेंबर
december dec dezember dez decembre diciembre dic dicembre dezembro desember des grudnia grudzien gru joulukuuta
 joulukuu aralık ara декабря декабрь дек грудня гру prosince prosinec decembrie decembra desembre δεκεμβριου
 δεκεμβριος δεκ ديسمبر كانون_الأول كانون_الاول detsember gruodžio decembris decembrī prosinca децембра децембар
 декември dhjetor abenduaren desemba disember דצמבר דצמ دسامبر दिसंबर दिसम्बर ডিসেম্বর டிசம்பர் ธันวาคม ธ.ค دسمبر
 डिसेंबर
"""
_HEBREW_IN = "ב"
# Croatian, which writes a stop behind the day: "5. listopada 2024." Polish has the same word for November.
CROATIAN_OCTOBER = "listopada"
# The months of the Persian calendar, and its leap years in each 33.
_PERSIAN = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
_LEAPS = (1, 5, 9, 13, 17, 22, 26, 30)
_BEFORE_PERSIAN = 226894
"""Days of our calendar before its first day."""


def _months() -> dict[str, int]:
    table: dict[str, int] = {}
    number = 0
    for line in _MONTHS.strip("\n").split("\n"):
        number += not line.startswith(" ")
        table.update((fold(word).replace("_", " "), number) for word in line.split())
    table.update({_HEBREW_IN + word: month for word, month in table.items() if "\u05d0" <= word[0] <= "\u05ea"})
    return table


MONTHS = MappingProxyType(_months())
"""Folded month name or abbreviation (without its stop) to 1..12."""

PERSIAN_MONTHS = MappingProxyType({fold(word): number for number, word in enumerate(_PERSIAN.split(), 1)})
"""Folded month of the Persian (solar) calendar to 1..12."""


def persian_day(year: int, month: int, day: int) -> date | None:
    """The day of our calendar for one of the Persian calendar, by its cycle of 33 years; None where there is none.

    >>> persian_day(1403, 2, 14).isoformat()
    '2024-05-03'
    """
    leap = year % 33 in _LEAPS
    length = 31 if month <= 6 else 30 if month <= 11 or leap else 29
    if not (1300 <= year < 1500 and 1 <= month <= 12 and 1 <= day <= length):
        return None
    cycles, rest = divmod(year - 1, 33)
    days = 365 * (year - 1) + 8 * cycles + sum(leap <= rest for leap in _LEAPS)
    before = 31 * (month - 1) if month <= 7 else 30 * (month - 1) + 6
    return date.fromordinal(_BEFORE_PERSIAN + days + before + day)
