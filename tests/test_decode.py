"""Bytes to text: charsets by mark, hint, declaration and detection, and what is no page at all."""

from __future__ import annotations

import codecs
import gzip
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleanpress.read.decode import decode, python_codec

FRENCH = "Le conseil a décidé de fermer le pont jusqu’à l’été. « Il était temps », a déclaré l’élue, très émue."
RUSSIAN = "Вчера в городе прошло заседание совета, на котором решили закрыть старый мост до весны."
JAPANESE = "昨日、市議会は古い橋を来年の春まで閉鎖することを決めた。市長は工事に一年かかると述べた。"
KOREAN = "어제 시의회는 다리를 봄까지 폐쇄하기로 결정했다고 밝혔다. 시장은 공사가 일년 걸린다고 말했다."


def page(text: str, charset: str | None = None) -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}<title>x</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_mark_beats_hint_and_declaration(mark: bytes, codec: str) -> None:
    found = decode(mark + page(JAPANESE, "iso-8859-1").encode(codec), "windows-1251")
    assert found.text == page(JAPANESE, "iso-8859-1")
    assert (found.encoding, found.warnings) == (codec, ())


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark_is_seen(codec: str) -> None:
    assert decode(page(FRENCH).encode(codec)).text == page(FRENCH)


def test_named_utf16_is_believed_where_no_zero_byte_shows_it() -> None:
    assert decode(JAPANESE.encode("utf-16-le"), "utf-16-le").text == JAPANESE
    assert decode(JAPANESE.encode("utf-16-be"), "UTF-16BE").text == JAPANESE


@pytest.mark.parametrize("text", [page("Rain at noon."), page(FRENCH), page(JAPANESE)])
def test_named_utf16_is_not_believed_of_a_bytewise_page(text: str) -> None:
    assert decode(text.encode(), "utf-16").text == text


def test_declared_utf16_is_never_believed() -> None:
    # The declaration was read byte by byte, so it cannot be true.
    assert decode(page(FRENCH, "utf-16").encode()).text == page(FRENCH, "utf-16")


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("iso-8859-1", FRENCH),
        ("us-ascii", FRENCH),
        ("windows-1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("shift_jis", JAPANESE),
        ("x-sjis", JAPANESE),
        ("windows-31j", JAPANESE),
        ("euc-jp", JAPANESE),
        ("iso-2022-jp", JAPANESE),
        ("euc-kr", KOREAN),
        ("windows-949", KOREAN),
    ],
)
@pytest.mark.parametrize("declared_in", ["meta", "http-equiv", "xml", "hint"])
def test_declared_charsets(charset: str, text: str, declared_in: str) -> None:
    codec = python_codec(charset)
    assert codec is not None
    source = {
        "meta": page(text, charset),
        "http-equiv": f"<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset={charset}'><p>{text}</p>",
        "xml": f'<?xml version="1.0" encoding="{charset}"?><html><body><p>{text}</p></body></html>',
        "hint": page(text),
    }[declared_in]
    found = decode(source.encode(codec), charset if declared_in == "hint" else None)
    assert (found.text, found.encoding, found.warnings) == (source, codec, ())


def test_declaration_behind_fifteen_kilobytes_of_script() -> None:
    source = f"<script>{'var a = 1; ' * 1500}</script><meta charset=windows-1251><p>{RUSSIAN}</p>"
    assert decode(source.encode("cp1251")).text == source


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [RUSSIAN, JAPANESE])
@pytest.mark.parametrize("start", ["", "\n  ", "<!doctype html>"])
def test_utf_16_without_a_mark_is_known_by_the_first_tag(codec: str, text: str, start: str) -> None:
    source = start + page(text * 40)
    found = decode(source.encode(codec))
    assert (found.text, found.encoding) == (source, codec)


def test_hint_beats_declaration() -> None:
    assert RUSSIAN in decode(page(RUSSIAN, "iso-8859-5").encode("cp1251"), "windows-1251").text


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1251", "shift_jis", "ascii"])
def test_valid_utf8_is_utf8_whatever_the_label_says(charset: str) -> None:
    found = decode(page(FRENCH, charset).encode())
    assert FRENCH in found.text
    assert found.warnings == ("wrong_charset",)


def test_label_of_utf8_on_another_charset() -> None:
    found = decode(page(FRENCH, "utf-8").encode("cp1252"))
    assert FRENCH in found.text
    assert found.encoding == "cp1252"
    assert "charset_guessed" in found.warnings


@pytest.mark.parametrize(
    ("text", "codec"),
    [(FRENCH, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (JAPANESE, "cp932"), (KOREAN, "cp949")],
)
def test_charset_is_detected_where_none_is_declared(text: str, codec: str) -> None:
    found = decode(page(text).encode(codec))
    assert text in found.text
    assert found.warnings == ("charset_guessed",)


@pytest.mark.parametrize("text", ["Café closed", "It cost £3", "The mayor’s car", "Zoë", "3 °C"])
def test_a_single_odd_byte_is_read_as_browsers_do(text: str) -> None:
    assert text in decode(page(text).encode("cp1252")).text


@pytest.mark.parametrize("cut", [1, 2])
def test_page_cut_inside_a_character_stays_utf8(cut: int) -> None:
    source = "<p>“Rain”, it said.</p><p>The price: 3 €".encode()[:-cut]
    found = decode(source)
    assert found.text.startswith("<p>“Rain”, it said.</p>")
    assert found.warnings == ("replaced_characters",)


def test_one_broken_byte_in_a_long_page_stays_utf8() -> None:
    found = decode(page(RUSSIAN * 20).encode() + b"\xff" + RUSSIAN.encode())
    assert RUSSIAN * 20 in found.text
    assert found.encoding == "utf-8"


@pytest.mark.parametrize(
    "label", ["iso-8859&#8211;1", "no-such", "", "rot13", "hex", "idna", "punycode", "unicode_escape", "undefined"]
)
def test_labels_that_are_no_charset(label: str) -> None:
    found = decode(page(FRENCH, label).encode())
    assert FRENCH in found.text
    assert found.encoding == "utf-8"
    assert decode(page(FRENCH).encode(), label).text == page(FRENCH)
    # In another charset the label must not be followed either.
    assert "conseil" in decode(page(FRENCH, label).encode("cp1252")).text


@pytest.mark.parametrize("label", ["idna", "rot13", "zip", "UTF-7", "raw_unicode_escape", "charmap", "x-", "\x00", "é"])
def test_python_codec_of_what_is_no_charset(label: str) -> None:
    assert python_codec(label) is None


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf"),
        (b"\n\n %PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
        (b"GIF89a\x01\x00", "image"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "binary"),
        (b"PK\x03\x04\x14\x00", "binary"),
        (gzip.compress(b"<p>Rain</p>"), "gzip"),
        (random.Random(7).randbytes(5000), "binary"),
        (bytes(range(32)) * 40, "binary"),
    ],
)
def test_files_that_are_no_page(data: bytes, kind: str) -> None:
    found = decode(data)
    assert (found.text, found.not_a_page, found.warnings) == ("", kind, (kind,))


@pytest.mark.parametrize(
    "text", ["RIFF raff on the radio", "GIF8 is no format", "PKs in the mountains", "<p>%PDF-1.7</p>"]
)
def test_texts_that_begin_like_files(text: str) -> None:
    assert decode(text.encode()).text == text


def test_a_page_with_some_control_characters_is_a_page() -> None:
    source = "<p>Rain\x00 fell\x01 on\x02</p>" * 50
    assert decode(source.encode()).text == source


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.binary(max_size=600), st.sampled_from([None, "utf-8", "utf-16", "shift_jis", "gb18030", "no-such", ""]))
@example(b"\xff\xfe\x00", None)
@example(b"\x1b$B!", "iso-2022-jp")
def test_no_bytes_raise(data: bytes, hint: str | None) -> None:
    found = decode(data, hint)
    found.text.encode()
    assert found.not_a_page is None or not found.text
