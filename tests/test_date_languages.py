"""One date line a language: 3 May 2024, or another day where its month is declined in an odd way."""

from __future__ import annotations

from datetime import datetime

import pytest

from cleanpress.metadata.date_months import MONTHS, PERSIAN_MONTHS
from cleanpress.metadata.date_words import fold
from cleanpress.metadata.dates import dates_in, is_dateline, parse_date

LINES = (
    ("af", "Saterdag 4 Mei 2024", "2024-05-04"),
    ("ar", "الجمعة 3 مايو 2024", "2024-05-03"),
    ("ar in Egypt's digits", "٣ مايو ٢٠٢٤", "2024-05-03"),
    ("ar in the Levant", "14 تشرين الثاني 2024", "2024-11-14"),
    ("ar with both names", "3 أيار/مايو 2024", "2024-05-03"),
    ("ar in the Maghreb", "7 جويلية 2024", "2024-07-07"),
    ("bg", "3 май 2024 г., 10:15 ч.", "2024-05-03T10:15:00"),
    ("bn", "৩ মে ২০২৪", "2024-05-03"),
    ("ca", "3 d'octubre de 2024", "2024-10-03"),
    ("cs", "3. září 2024 v 10:15", "2024-09-03T10:15:00"),
    ("da", "Fredag den 3. maj 2024 kl. 10.15", "2024-05-03T10:15:00"),
    ("de", "Freitag, 3. Mai 2024, 10:15 Uhr", "2024-05-03T10:15:00"),
    ("de in Austria", "3. Jänner 2024", "2024-01-03"),
    ("el", "Παρασκευή 3 Μαΐου 2024", "2024-05-03"),
    ("en", "Friday, May 3rd, 2024 at 10:15 a.m.", "2024-05-03T10:15:00"),
    ("es", "3 de mayo de 2024 a las 10:15", "2024-05-03T10:15:00"),
    ("et", "3. märts 2024", "2024-03-03"),
    ("eu", "2024ko maiatzaren 3a", "2024-05-03"),
    ("fa", "۱۴ اردیبهشت ۱۴۰۳", "2024-05-03"),
    ("fa in our calendar", "۳ مه ۲۰۲۴", "2024-05-03"),
    ("fi", "3. toukokuuta 2024 klo 10.15", "2024-05-03T10:15:00"),
    ("fr", "Publié le 1er août 2024 à 10h15", "2024-08-01T10:15:00"),
    ("he", "3 במאי 2024", "2024-05-03"),
    ("hi", "३ मई २०२४", "2024-05-03"),
    ("hi in our digits", "15 जनवरी 2024", "2024-01-15"),
    ("hr", "5. listopada 2024. u 10:15", "2024-10-05T10:15:00"),
    ("hu", "2024. május 3. 10:15", "2024-05-03T10:15:00"),
    ("id", "Jumat, 3 Agustus 2024", "2024-08-03"),
    ("is", "3. maí 2024", "2024-05-03"),
    ("it", "3 maggio 2024 alle 10:15", "2024-05-03T10:15:00"),
    ("ja", "2024年5月3日 10時15分", "2024-05-03T10:15:00"),
    ("ja by era", "令和6年5月3日", "2024-05-03"),
    ("ja, first year of an era", "令和元年5月3日", "2019-05-03"),
    ("ko", "2024년 5월 3일 오후 3:15", "2024-05-03T15:15:00"),
    ("ko with stops", "2024. 5. 3. 10:15", "2024-05-03T10:15:00"),
    ("lt", "2024 m. gegužės 3 d. 10:15", "2024-05-03T10:15:00"),
    ("lv", "2024. gada 3. maijā", "2024-05-03"),
    ("mk", "3 јануари 2024", "2024-01-03"),
    ("mr", "३ ऑगस्ट २०२४", "2024-08-03"),
    ("nb", "3. desember 2024 kl. 10.15", "2024-12-03T10:15:00"),
    ("nl", "vrijdag 3 maart 2024 om 10:15", "2024-03-03T10:15:00"),
    ("pl", "5 listopada 2024, godz. 10:15", "2024-11-05T10:15:00"),
    ("pt", "3 de março de 2024 às 10h15", "2024-03-03T10:15:00"),
    ("ro", "3 noiembrie 2024, 10:15", "2024-11-03T10:15:00"),
    ("ru", "3 мая 2024, 10:15", "2024-05-03T10:15:00"),
    ("sk", "3. októbra 2024 o 10:15", "2024-10-03T10:15:00"),
    ("sl", "3. avgusta 2024", "2024-08-03"),
    ("sq", "3 nëntor 2024", "2024-11-03"),
    ("sr", "3. мај 2024. 10:15", "2024-05-03T10:15:00"),
    ("sr in Latin letters", "3. jula 2024.", "2024-07-03"),
    ("sv", "fredag 3 maj 2024 kl 10:15", "2024-05-03T10:15:00"),
    ("sw", "3 Desemba 2024", "2024-12-03"),
    ("ta", "3 மே 2024", "2024-05-03"),
    ("th", "3 พฤษภาคม 2567", "2024-05-03"),
    ("th, short", "3 มี.ค. 2567 10:15", "2024-03-03T10:15:00"),
    ("th, marked", "3 ม.ค. พ.ศ. 2567", "2024-01-03"),
    ("th in our years", "3 กุมภาพันธ์ 2024", "2024-02-03"),
    ("tr", "3 Ağustos 2024 10:15", "2024-08-03T10:15:00"),
    ("uk", "3 травня 2024, 10:15", "2024-05-03T10:15:00"),
    ("ur", "3 جنوری 2024", "2024-01-03"),
    ("vi", "Ngày 3 tháng 5 năm 2024", "2024-05-03"),
    ("zh", "2024年5月3日 下午3:15", "2024-05-03T15:15:00"),
    ("zh in Taiwan", "民國113年5月3日", "2024-05-03"),
)


@pytest.mark.parametrize(("language", "line", "expected"), LINES, ids=[language for language, _, _ in LINES])
def test_a_date_line_of_each_language(language: str, line: str, expected: str) -> None:
    moment = dates_in(line).published
    assert moment is not None
    assert moment.value == datetime.fromisoformat(expected)
    assert moment.precision == ("minute" if "T" in expected else "day")


@pytest.mark.parametrize("line", [line for _, line, _ in LINES if len(line) < 20])
def test_a_bare_date_is_a_date_line(line: str) -> None:
    assert is_dateline(line)


def test_every_month_has_names_in_all_languages_that_are_listed() -> None:
    for names in (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna prosinca",
        "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου "
        "δεκεμβρίου",
        "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
        "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
        "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    ):
        numbers = [MONTHS[fold(name)] for name in names.split()]
        expected = list(range(1, 13)) if len(numbers) == 12 else [*range(1, 10), 12]
        assert numbers == expected
    assert sorted(PERSIAN_MONTHS.values()) == list(range(1, 13))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3-May-24", "2024-05-03"),
        ("3 May '24", "2024-05-03"),
        ("May 3, ’24", "2024-05-03"),
        ("13.05.24", "2024-05-13"),
        ("25/12/98", "1998-12-25"),
    ],
)
def test_years_of_two_digits(text: str, expected: str) -> None:
    moment = parse_date(text)
    assert moment is not None
    assert moment.value == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "text",
    [
        "3 May 24",  # the hour, or a number of something
        "13.05.63",  # which century?
        "24-05-03",  # year or day first?
        "14 اردیبهشت 2024",  # a month of one calendar with a year of another
        "3 May 2567",
        "3 May 1403",
        "31 اسفند 1403",
    ],
)
def test_what_has_no_sure_year(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["24.05.03", "24/05/03", "24-05-03 10:15"])
def test_the_year_first_where_the_language_writes_so(text: str) -> None:
    moment = parse_date(text, "year")
    assert moment is not None
    assert moment.value.date().isoformat() == "2024-05-03"
