"""Bytes to text: which charset a page is in, and what is no page at all.

The order is that of the WHATWG encoding standard (byte order mark, transport hint, meta declaration, detection), with
one thing added: bytes that are valid UTF-8 with multi-byte characters are UTF-8 whatever their label says, because
text in another charset is almost never valid UTF-8 by chance.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_META_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']""", re.I)
# Where a declaration is looked for. The standard says 1,024 bytes; real pages put it behind long inline scripts.
_DECLARATION_BYTES = 100_000
_SAMPLE_BYTES = 8_192
# Names under which servers and editors declare a charset whose superset they mean (WHATWG encoding standard, 4.2).
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}
# Labels of the standard that Python does not know; it also knows none of those that begin with "x-".
_LABELS = {
    "windows-949": "cp949",
    "windows-31j": "cp932",
    "dos-874": "cp874",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "mac-ukrainian": "mac-cyrillic",
    "iso-8859-8-i": "iso8859-8",
    "gb_2312-80": "gb18030",
    "unicode-1-1-utf-8": "utf-8",
}
# Codecs of Python that turn bytes into text and are no charset of any page.
_NO_CHARSETS = frozenset(["unicode-escape", "raw-unicode-escape", "utf-7", "idna", "punycode", "undefined", "charmap"])
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"PK\x03\x04", "binary"),
    (b"\x1f\x8b", "gzip"),
    (b"\x7fELF", "binary"),
    (b"WARC/1.", "warc"),
)
# Charsets that are guessed where none is declared, the commonest first. Text in Latin script has ASCII letters between
# the others.
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "cp1258", "mac_roman")
_OTHERS = (
    "cp932", "euc_jp", "gb18030", "big5", "cp949", "cp1251", "koi8_r", "cp866", "cp1253", "cp1255", "cp1256", "cp874"
)  # fmt: skip
_TELLING = 12
# Control characters that no text in a byte-wise charset holds (tab, line ends, form feed and escape may stand).
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_TAG = re.compile(rb"<[a-zA-Z!/?]")
# A page in UTF-16 begins so, in whatever script its text is.
_WIDE_START = re.compile(rb"(?:\s\x00)*<\x00[a-zA-Z!?]\x00|(?:\x00\s)*(?P<be>\x00<\x00[a-zA-Z!?])")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the charset it was read in (None for a str), codes of what was odd, and what it is if it is no page.

    `utf8` is the text's bytes where they came in UTF-8 and without fault, so that nobody has to encode it again.
    """

    text: str
    encoding: str | None
    warnings: tuple[str, ...] = ()
    not_a_page: str | None = None
    utf8: bytes | None = None


def python_codec(label: str) -> str | None:
    """Python's codec for a charset label as pages write it, widened to the superset browsers use; None if unknown.

    >>> python_codec("ISO-8859-1"), python_codec("x-gbk"), python_codec("no-such")
    ('cp1252', 'gb18030', None)
    """
    label = label.strip().lower()
    while label.startswith("x-"):
        label = label[2:]
    try:
        name = codecs.lookup(_LABELS.get(label, label)).name
        # Codecs such as "rot13" or "hex" are no charsets: they do not turn bytes into text.
        bytes(4).decode(name)
    except (LookupError, ValueError):
        return None
    return None if name in _NO_CHARSETS else _SUPERSETS.get(name, name)


def decode(data: bytes, hint: str | None = None) -> Decoded:
    """The text of a page's bytes. Never raises.

    `hint` is the charset the transport named (an HTTP header, the user). It is believed unless the bytes speak
    against it.

    >>> decode("<p>naïve</p>".encode("utf-16")).text
    '<p>naïve</p>'
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return Decoded(data[len(bom) :].decode(codec, "replace"), codec)
    wide = _utf16_without_bom(data) or _wide_hint(data, hint)
    kind = None if wide else _not_a_page(data)
    if kind:
        return Decoded("", None, (kind,), kind)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide)
    declared, warnings = _declared(data, hint)
    return _decode_as(data, declared, warnings)


def _not_a_page(data: bytes) -> str | None:
    """What the bytes are when they are no text: a known file type, or a sample full of control characters."""
    head = data[:1024].lstrip()
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"RIFF") and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "binary"
    sample = data[:_SAMPLE_BYTES]
    controls = len(_CONTROLS.findall(sample))
    # Random bytes hold about 11 % of these. A damaged page holds a few, and its tags give it away.
    return "binary" if controls > 0.04 * len(sample) and len(_TAG.findall(sample)) < 0.01 * len(sample) else None


def _utf16_without_bom(data: bytes) -> str | None:
    begun = _WIDE_START.match(data)
    if begun:
        return "utf-16-be" if begun["be"] else "utf-16-le"
    sample = data[:2048]
    half = len(sample) // 2
    if half < 8:
        return None
    if sample[1::2].count(0) > 0.6 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _wide_hint(data: bytes, hint: str | None) -> str | None:
    """The UTF-16 or UTF-32 that the transport named, if the bytes bear it out; text in Japanese or Chinese has hardly
    any NUL bytes to be recognised by."""
    codec = python_codec(hint) if hint else None
    sample = data[:_SAMPLE_BYTES]
    if codec is None or not codec.startswith(("utf-16", "utf-32")) or _fits(sample, "utf-8"):
        return None
    bytewise_tags = 500 * len(_TAG.findall(sample)) > len(sample)
    return codec if _fits(sample, codec) and not bytewise_tags else None


def _fits(sample: bytes, codec: str) -> bool:
    """Whether the sample, which may end in the middle of a character, is valid in the charset."""
    try:
        codecs.getincrementaldecoder(codec)().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes, hint: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The codec that hint, meta or XML declaration name, and a warning when a label is unknown."""
    warnings: tuple[str, ...] = ()
    head = data[:_DECLARATION_BYTES]
    labels = [hint] if hint else []
    labels += [m[1].decode("ascii", "replace") for p in (_META_CHARSET, _XML_ENCODING) if (m := p.search(head))]
    for label in labels:
        codec = python_codec(label)
        if codec is None:
            warnings = ("unknown_charset",)
        elif codec.startswith(("utf-16", "utf-32")):
            # The declaration was read byte by byte, so it cannot be true (WHATWG HTML, 13.2.3.2).
            return "utf-8", warnings
        else:
            return codec, warnings
    return None, warnings


def _decode_as(data: bytes, declared: str | None, warnings: tuple[str, ...]) -> Decoded:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if declared in (None, "utf-8") or not data.isascii():
            odd = ("wrong_charset",) if declared not in (None, "utf-8") else ()
            return Decoded(text, "utf-8", (*warnings, *odd), utf8=data)
    if declared and declared != "utf-8":
        text = data.decode(declared, "replace")
        if text.count("\ufffd") <= len(text) // 1000:
            return Decoded(text, declared, warnings)
        warnings = (*warnings, "wrong_charset")
    mostly = data.decode("utf-8", "replace")
    # Broken bytes (a cut character at the end, a pasted one) do not make a UTF-8 page another charset: text in other
    # charsets reads as more broken characters than whole ones.
    wide = len(re.findall(r"[^\x00-\x7f\ufffd]", mostly))
    if 2 * mostly.count("\ufffd") <= wide:
        return Decoded(mostly, "utf-8", (*warnings, "replaced_characters"))
    return _detect(data, warnings)


def _detect(data: bytes, warnings: tuple[str, ...]) -> Decoded:
    from charset_normalizer import from_bytes

    # Only the parts that are not ASCII tell charsets apart, and the detector is slow on long input.
    lines = [line for line in re.split(rb"[\r\n<>]", data) if not line.isascii()]
    sample = b"\n".join(lines)[:20_000]
    odd = sum(byte > 0x7F for byte in sample)
    candidates = _LATIN if 2 * odd < len(sample) else _OTHERS
    # A few odd bytes among ASCII letters say nothing but that the script is Latin.
    told = odd >= (_TELLING if candidates is _LATIN else 3)
    found = list(from_bytes(sample, cp_isolation=list(candidates))) if told else []
    best = min(found, key=lambda m: (m.chaos, -m.coherence, candidates.index(m.encoding)), default=None)
    codec = (python_codec(best.encoding) if best else None) or "cp1252"
    return Decoded(data.decode(codec, "replace"), codec, (*warnings, "charset_guessed"))
