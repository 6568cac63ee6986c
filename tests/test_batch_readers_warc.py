"""Web archives as inputs of a batch: which records are pages, how they are unpacked, and archives that are damaged."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

import pytest

from batch_inputs import PAGE, ids, problems, put, read, too_large
from cleanpress.batch.document import Document
from cleanpress.batch.readers import Fields
from cleanpress.errors import InputError
from extras import need

need("fastwarc", "batch")

HTML = PAGE.encode()
DATE = "2026-03-09T10:11:12Z"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def record(
    name: str,
    block: bytes,
    *,
    kind: str = "response",
    media: str = "application/http; msgtype=response",
    length: int | str | None = None,
    more: str = "",
) -> bytes:
    """A record whose address ends in `name`; none where that is empty."""
    address = f"WARC-Target-URI: https://post.example/{name}\r\n" if name else ""
    size = len(block) if length is None else length
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{name or 'none'}>\r\nWARC-Date: {DATE}\r\n"
        f"{address}{more}Content-Type: {media}\r\nContent-Length: {size}\r\n\r\n"
    )
    return header.encode() + block + b"\r\n\r\n"


def answer(body: bytes = HTML, headers: str = "Content-Type: text/html\r\n", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body


def page(name: str) -> bytes:
    return record(name, answer())


def document(name: str, html: bytes = HTML, **other: str) -> Document:
    """The document of `page(name)`."""
    address = f"https://post.example/{name}"
    return Document(id=address, url=address, html=html, carried={"warc_date": DATE}, charset=other.get("charset"))


def names(documents: list[Document]) -> list[str | None]:
    return [None if each is None else each.rpartition("/")[2] for each in ids(documents)]


def test_pages_keep_address_date_and_charset() -> None:
    block = answer(headers="Server: x\r\ncontent-type: Text/HTML; Charset='ISO-8859-1'\r\n")
    put("crawl.warc", record("ice", block))
    assert read("crawl.warc") == [document("ice", charset="ISO-8859-1")]


def test_only_records_that_hold_html_are_documents() -> None:
    put(
        "crawl.warc",
        record("", b"software: x\r\n", kind="warcinfo", media="application/warc-fields")
        + record("a", b"GET /a HTTP/1.1\r\n\r\n", kind="request", media="application/http; msgtype=request")
        + page("a")
        + record("a", b"x: y\r\n", kind="metadata", media="application/warc-fields")
        + record("b", answer(b""), kind="revisit")
        + record("c", answer(b"\x89PNG", "Content-Type: image/png\r\n"))
        + record("d", answer(b"{}", "Content-Type: application/json\r\n"))
        + record("e", answer(status="301 Moved"))
        + record("f", answer(status="404 Not Found"))
        + record("g", answer(headers="Content-Type: application/xhtml+xml\r\n"))
        + record("h", HTML, kind="resource", media="text/html; charset=utf-8")
        + record("i", b"\x89PNG", kind="resource", media="image/png")
        + record("dns", b"20260309 post.example. 1.2.3.4", media="text/dns"),
    )
    assert names(read("crawl.warc")) == ["a", "f", "g", "h"]


def test_without_a_content_type_the_archive_or_the_page_itself_tells() -> None:
    told = "WARC-Identified-Payload-Type: text/html\r\n"
    put(
        "crawl.warc",
        record("a", answer(headers=""))
        + record("b", answer(b"Rain fell.", headers=""))
        + record("c", answer(b"Rain fell.", headers=""), more=told),
    )
    assert names(read("crawl.warc")) == ["a", "c"]


def test_headers_of_archive_and_answer_can_be_carried() -> None:
    put("crawl.warc", record("a", answer(headers="Content-Type: text/html\r\nETag: 7\r\n"), more="WARC-X: y\r\n"))
    (found,) = read("crawl.warc", fields=Fields(carry=("WARC-X", "etag", "Age")))
    assert found.carried == {"warc_date": DATE, "WARC-X": "y", "etag": "7", "Age": None}


def test_fields_that_archives_do_not_have_are_refused() -> None:
    with pytest.raises(InputError, match="have none"):
        read(put("crawl.warc", page("a")), fields=Fields(text="body"))


def test_a_record_without_an_address_is_known_by_its_own_id() -> None:
    put("crawl.warc", record("", answer()))
    (found,) = read("crawl.warc")
    assert (found.id, found.url, found.html) == ("<urn:uuid:none>", None, HTML)


def test_an_address_in_angle_brackets_is_one_without() -> None:
    put("crawl.warc", page("a").replace(b"https://post.example/a", b"<https://post.example/a>"))
    assert read("crawl.warc") == [document("a")]


CHUNKED = "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
CHUNKS = b"10\r\n" + HTML[:16] + b"\r\n" + b"%x\r\n" % (len(HTML) - 16) + HTML[16:] + b"\r\n0\r\n\r\n"
DEFLATED = zlib.compress(HTML)


def encoded(name: str) -> str:
    return f"Content-Type: text/html\r\nContent-Encoding: {name}\r\n"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(HTML), encoded("gzip")),
        (gzip.compress(HTML), encoded("x-gzip")),
        (DEFLATED, encoded("deflate")),
        (DEFLATED[2:-4], encoded("deflate")),
        (CHUNKS, CHUNKED),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(DEFLATED), DEFLATED), CHUNKED + "Content-Encoding: deflate\r\n"),
        # Stored unpacked, with the headers as they came.
        (HTML, encoded("gzip")),
        (HTML, encoded("br")),
        (HTML, encoded("none")),
        (HTML, CHUNKED),
        (HTML, CHUNKED + "Content-Encoding: gzip\r\n"),
    ],
)  # fmt: skip
def test_bodies_are_unpacked(body: bytes, headers: str) -> None:
    put("crawl.warc", record("a", answer(body, headers)) + page("b"))
    assert read("crawl.warc") == [document("a"), document("b")]


# `brotli.compress(HTML)`, whose library is not needed to read it.
BROTLI = (
    b"\x1bR\x00`,\x0e\xecXa\xb8$\x9a\xaa\xda\x81\x1a\xcd\xed\xedN\xbd\xc0\x15\x0fU\xfb\x80\xa4\xc9\xad\xb02\x0f\xb8Zq\x81"
    b"\x93r|\x03\x0fY\xc9\x17l\xaaI\xb4C\xc3\xe4\x04\xf5(\xfb\xde\xba\x8d\xcd\x17\x1d\x80,\x18\xc6\x00"
)


def test_a_body_in_brotli_is_unpacked() -> None:
    put("crawl.warc", record("a", answer(BROTLI, encoded("br"))))
    assert read("crawl.warc") == [document("a")]


def test_a_body_in_zstd_is_unpacked() -> None:
    need("zstandard", "batch")
    import zstandard

    put("crawl.warc", record("a", answer(zstandard.compress(HTML), encoded("zstd"))))
    assert read("crawl.warc") == [document("a")]


@pytest.mark.parametrize("headers", [encoded("gzip"), encoded("br"), encoded("zstd"), CHUNKED])
def test_a_body_that_cannot_be_unpacked_has_a_problem_and_the_next_is_read(headers: str) -> None:
    put("crawl.warc", record("a", answer(b"\xde\xad\xbe\xef" * 50, headers)) + page("b"))
    bad, good = read("crawl.warc")
    assert bad.problem is not None
    assert bad.problem.startswith("The record at byte 0 of crawl.warc cannot be unpacked as it says (")
    assert (bad.id, bad.url, bad.html) == ("https://post.example/a", "https://post.example/a", None)
    assert good == document("b")


def test_a_body_that_was_cut_by_the_crawler_is_read_as_far_as_it_goes() -> None:
    long = b"<html><body>" + b"".join(b"<p>%d" % (number * 7919 % 10007) for number in range(9000))
    put(
        "crawl.warc",
        record("a", answer(gzip.compress(long)[:9000], encoded("gzip")), more="WARC-Truncated: length\r\n"),
    )
    (found,) = read("crawl.warc")
    assert isinstance(found.html, bytes)
    assert len(found.html) > 4000
    assert long.startswith(found.html)


def test_a_page_over_the_limit_is_cut_to_one_that_is_too_large() -> None:
    large = b"<html>" + b"a" * 3_000_000
    put("crawl.warc", b"".join([
        record("a", answer(large)),
        record("b", answer(gzip.compress(large), encoded("gzip"))),
        record("c", large, kind="resource", media="text/html"),
        record("d", b"a" * 101, kind="conversion", media="text/plain"),
        record("e", b"a" * 100, kind="conversion", media="text/plain"),
    ]))  # fmt: skip
    *large_ones, small = read("crawl.warc", max_bytes=100)
    assert names(large_ones) == ["a", "b", "c", "d"]
    assert all(too_large(each, 100) for each in large_ones)
    assert small.text == "a" * 100


def test_texts_of_a_wet_file() -> None:
    text = "Rain fell on the weir, ü.\nNobody came.\n"
    put(
        "crawl.warc.wet.gz",
        gzip.compress(record("", b"x: y\r\n", kind="warcinfo", media="application/warc-fields"))
        + gzip.compress(record("a", text.encode(), kind="conversion", media="text/plain")),
    )
    address = "https://post.example/a"
    assert read("crawl.warc.wet.gz") == [Document(id=address, url=address, text=text, carried={"warc_date": DATE})]


@pytest.mark.parametrize("kind", ["warc", "wet"])
def test_an_archive_comes_from_standard_input_too(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = gzip.compress(page("a")) + gzip.compress(page("b"))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert read("-", kind=kind) == [document("a"), document("b")]


def test_other_line_ends_and_versions_are_read() -> None:
    put(
        "crawl.warc",
        b"\xef\xbb\xbf"
        + record("a", HTML, kind="resource", media="text/html").replace(b"\r\n", b"\n")
        + page("b").replace(b"/1.0", b"/1.1"),
    )
    assert read("crawl.warc") == [document("a"), document("b")]


@pytest.mark.parametrize("off", [-60, -30, -1, 1, 3, 6, 10, 14, 30, 300, 5000, 10**15])
@pytest.mark.parametrize("packed", [False, True])
def test_a_record_with_a_wrong_length_has_a_problem_and_spoils_no_other(off: int, packed: bool) -> None:
    wrong = record("wrong", answer(), length=len(answer()) + off)
    parts = [page("a"), wrong, *(page(name) for name in "bcd")]
    put("crawl.warc", b"".join(map(gzip.compress, parts)) if packed else b"".join(parts))
    documents = read("crawl.warc")
    good = [each for each in documents if not each.id.endswith("wrong")]
    assert good == [document(name) for name in "abcd"]
    (bad,) = [each for each in documents if each.id.endswith("wrong")]
    if bad.problem is None:
        # The line end behind a block is all that it has too much.
        assert off in {1, 3}
        assert isinstance(bad.html, bytes)
        assert bad.html.strip() == HTML
    else:
        begin, length = len(page("a")), len(answer())
        assert bad.problem.startswith(
            f"The record at byte {begin} of crawl.warc says that it has {length + off} bytes, but the next one begins"
        )
        assert bad.html is None


def test_a_wrong_length_over_more_than_is_held_spoils_no_other() -> None:
    wrong = record("wrong", answer(HTML * 40_000), length=10**12)
    put("crawl.warc", wrong + page("a") + page("b"))
    documents = read("crawl.warc", max_bytes=1000)
    assert names(documents) == ["wrong", "a", "b"]
    assert [each.problem is None for each in documents] == [False, True, True]


@pytest.mark.parametrize("length", ["", "abc", "-5", "1e3", "9" * 30])
def test_a_length_that_is_no_number_spoils_no_other(length: str) -> None:
    put("crawl.warc", page("a") + record("wrong", answer(), length=length) + page("b"))
    documents = read("crawl.warc")
    assert names(documents) == ["a", "wrong", "b"]
    assert documents[1].problem is not None
    assert documents[1].problem.endswith("of crawl.warc does not say how long it is.")


def test_a_wrong_length_of_what_is_no_page_is_passed_over() -> None:
    put("crawl.warc", record("x", answer(b"\x89PNG", ""), kind="request", length=9000) + page("a") + page("b"))
    assert read("crawl.warc") == [document("a"), document("b")]


def test_what_lies_between_records_is_told() -> None:
    put("crawl.warc", page("a") + b"rubbish\r\nrubbish\r\n" + page("b"))
    begin = len(page("a"))
    assert problems(read("crawl.warc")) == [
        None,
        f"The record at byte {begin} of crawl.warc is none: no record of a web archive begins there.",
        None,
    ]


def test_a_page_that_speaks_of_archives_is_whole() -> None:
    html = b"<html><pre>\r\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nabcde\r\n\r\n</pre></html>"
    put("crawl.warc", record("a", answer(html)) + page("b"))
    assert read("crawl.warc") == [document("a", html), document("b")]


def test_a_file_that_is_no_archive_has_a_problem_and_the_next_is_read() -> None:
    put("all/a.warc.gz", b"<html>\n<p>No such key.</html>")
    put("all/b.warc.gz", b"")
    put("all/c.warc.gz", gzip.compress(page("c")))
    bad, good = read("all")
    assert bad.problem == "The record at byte 0 of all/a.warc.gz is none: no record of a web archive begins there."
    assert good == document("c")


@pytest.mark.parametrize("cut", [1, 30, 100])
def test_of_a_truncated_gzip_archive_is_read_what_there_is(cut: int) -> None:
    put("crawl.warc.gz", gzip.compress(page("a")) + gzip.compress(page("b"))[:-cut])
    first, *rest = read("crawl.warc.gz")
    assert first == document("a")
    assert problems(rest)[-1] == "crawl.warc.gz cannot be read whole: its gzip data end before their time."
    assert rest[:-1] in ([], [document("b")])


@pytest.mark.parametrize("left", [30, 200, -30])
def test_a_record_that_an_archive_breaks_off_in_is_told(left: int) -> None:
    put("crawl.warc", page("a") + page("b")[:left])
    first, bad = read("crawl.warc")
    assert first == document("a")
    assert bad.problem is not None
    assert bad.problem.startswith(f"The record at byte {len(page('a'))} of crawl.warc breaks off")


def test_an_answer_that_is_no_http_has_a_problem_or_is_no_page() -> None:
    large = "X: " + "a" * 3_000_000 + "\r\n"
    put("crawl.warc", record("a", answer(headers=large + "Content-Type: text/html\r\n")) + page("b"))
    bad, good = read("crawl.warc")
    assert bad.problem == "The record at byte 0 of crawl.warc is no HTTP."
    assert good == document("b")


@pytest.mark.parametrize("headers", ["Content-Type: text/html\n", "Content-Type: text/html\nContent-Encoding: gzip\n"])
def test_an_answer_with_other_line_ends_is_read(headers: str) -> None:
    body = gzip.compress(HTML) if "gzip" in headers else HTML
    put("crawl.warc", record("a", f"HTTP/1.1 200 OK\n{headers}\n".encode() + body))
    assert read("crawl.warc") == [document("a")]


@pytest.mark.parametrize("at", [3, 12, 100, -5])
def test_a_damaged_member_of_a_gzip_archive_spoils_no_other(at: int) -> None:
    members = [gzip.compress(page(name)) for name in "abcd"]
    bad = bytearray(members[1])
    bad[at] ^= 0xFF
    put("crawl.warc.gz", members[0] + bytes(bad) + members[2] + members[3])
    documents = read("crawl.warc.gz")
    whole = [each for each in documents if each.problem is None]
    assert [each for each in whole if each.id != "https://post.example/b"] == [document(name) for name in "acd"]
    assert documents[-1].problem == "crawl.warc.gz cannot be read whole: its gzip data are damaged."


def with_dictionary(*, packed: bool = False, told: bool = True) -> bytes:
    """A web archive of three pages, each a frame of zstd that needs the dictionary, which is in the first frame."""
    need("zstandard", "batch")
    import zstandard

    pages = [page(name) for name in "abc"]
    words = zstandard.train_dictionary(4_000, [record(f"{n}", answer(b"%d" % n + HTML)) for n in range(200)])
    engine = zstandard.ZstdCompressor(dict_data=words)
    body = zstandard.compress(words.as_bytes()) if packed else words.as_bytes()
    head = b"\x5d\x2a\x4d\x18" + len(body).to_bytes(4, "little") + body if told else b""
    return head + b"".join(engine.compress(each) for each in pages)


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_is_unpacked_with_the_dictionary_in_it(packed: bool) -> None:
    put("crawl.warc.zst", with_dictionary(packed=packed))
    assert read("crawl.warc.zst") == [document(name) for name in "abc"]


def test_an_archive_without_its_dictionary_has_a_problem() -> None:
    put("crawl.warc.zst", with_dictionary(told=False))
    wanted = "crawl.warc.zst cannot be read whole: its zstd data need a dictionary that is not in it."
    assert problems(read("crawl.warc.zst")) == [wanted]


def test_a_damaged_dictionary_is_a_problem_and_another_first_frame_is_passed_over() -> None:
    import zstandard

    put("crawl.warc.zst", b"\x5d\x2a\x4d\x18\x30\0\0\0\x28\xb5\x2f\xfd" + b"\xff" * 44 + zstandard.compress(page("a")))
    wanted = "crawl.warc.zst cannot be read whole: the dictionary that its zstd data begin with is damaged."
    assert problems(read("crawl.warc.zst")) == [wanted]
    put("crawl.warc.zst", b"\x5d\x2a\x4d\x18\x02\0\0\0ab" + zstandard.compress(page("a")))
    assert read("crawl.warc.zst") == [document("a")]
