"""The public functions: wrong calls say what to do, and nothing is printed, changed or imported without need."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import etree
from lxml import html as lxml_html

import cleanpress
from cleanpress import Cleaner, Label, Limits, Options, errors

PAGE = """<html><head><title>Bridge shut</title></head><body><nav><a href=/>Home</a></nav><article><h1>Bridge shut</h1>
<p>The council of Ashford met on Monday evening and decided to shut the old bridge until the spring of next year.</p>
<p>Engineers had found cracks in two of its seven pillars, the mayor told the meeting, and nobody knew how deep.</p>
<figure><img src="/a.jpg"><figcaption>The bridge on Monday morning</figcaption></figure>
<p>Buses will take the road along the canal, which adds about twenty minutes to the journey into the town.</p>
</article><footer>Imprint</footer></body></html>"""
SLOW_PACK = """
schema = 1
lang = "en"
[[rule]]
id = "newsletter.slow"
label = "newsletter"
summary = "Pattern that takes for ever."
scope = "line"
risk = "hint"
needs = ["aaa"]
match = "(?:a|aa)+b"
[[rule.removes]]
text = "aaaab"
[[rule.removes]]
text = "aaab"
[[rule.keeps]]
name = "others"
text = "bbb"
"""


# Wrong calls


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: cleanpress.clean_text(b"Rain"), errors.InputTypeError, "give them to clean_html"),
        (lambda: cleanpress.clean_text(None), errors.InputTypeError, "not NoneType"),
        (lambda: cleanpress.clean_text("Rain", url=b"x"), errors.InputTypeError, "url is a str, not bytes"),
        (lambda: cleanpress.clean_html(None), errors.InputTypeError, "not NoneType"),
        (lambda: cleanpress.clean_html(7), errors.InputTypeError, "bytes, str or an lxml tree"),
        (lambda: cleanpress.clean_html(["<p>"]), errors.InputTypeError, "not list"),
        (lambda: cleanpress.clean_html(Path("page.html")), errors.InputTypeError, "read the file first"),
        (lambda: cleanpress.clean_html(ElementTree.fromstring("<p>x</p>")), errors.InputTypeError, "source"),
        (lambda: cleanpress.clean_html(PAGE, url=7), errors.InputTypeError, "url is a str, not int"),
        (lambda: cleanpress.clean_html(PAGE, encoding=b"utf-8"), errors.InputTypeError, "encoding is a str"),
        (lambda: Cleaner({"keep": "caption"}), errors.InputTypeError, "write Options("),
        (lambda: Cleaner(packs="a.toml"), errors.InputTypeError, "cleanpress.load_pack(path)"),
        (lambda: Cleaner(packs=[Path("a.toml")]), errors.InputTypeError, "cleanpress.load_pack(path)"),
        (lambda: Cleaner(packs=None), errors.InputTypeError, "not NoneType"),
        (lambda: Cleaner(Options(keep={"captions"})), errors.OptionError, "'captions'; the labels are: body, title"),
        (lambda: Cleaner(Options(keep="captions")), errors.OptionError, "'captions'"),
        (lambda: Cleaner(Options(keep={"caption", 3})), errors.OptionError, "'3'"),
        (lambda: Cleaner(Options(keep=None)), errors.OptionError, "write keep={'caption'}"),
        (lambda: Cleaner(Options(body="blog")), errors.OptionError, "use one of: news, web"),
        (lambda: Cleaner(Options(body=["news"])), errors.OptionError, "use one of: news, web"),
        (lambda: Cleaner(Options(limits=1000)), errors.OptionError, "cleanpress.Limits"),
        (lambda: Cleaner(Options(limits=Limits(max_bytes=0))), errors.OptionError, "above 0"),
        (lambda: Cleaner(Options(limits=Limits(max_bytes="1"))), errors.OptionError, "max_bytes"),
        (lambda: cleanpress.load_pack("no-such.toml"), errors.PackError, "no-such.toml"),
        (lambda: cleanpress.load_pack(b"mine.toml"), errors.InputTypeError, "not bytes; write it as a str"),
    ],
)
def test_wrong_calls_say_what_to_do(call: Callable[[], Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error) as caught:
        call()
    assert says in str(caught.value)
    assert isinstance(caught.value, errors.CleanpressError)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "call", [lambda: Options(keeps={"caption"}), lambda: cleanpress.clean_html(PAGE, keep="title")]
)
def test_unknown_arguments_are_refused(call: Callable[[], Any]) -> None:
    with pytest.raises(TypeError):
        call()


def test_errors_can_be_caught_as_what_python_raises() -> None:
    with pytest.raises(TypeError):
        cleanpress.clean_text(b"Rain")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="blog"):
        Cleaner(Options(body="blog"))


def test_the_shipped_pack_again_is_refused() -> None:
    shipped = replace(Cleaner().packs[0], name="mine.toml")
    with pytest.raises(errors.PackError, match=r"mine\.toml"):
        Cleaner(packs=[shipped])


# Right calls


@pytest.mark.parametrize(
    "made",
    [
        str,
        str.encode,
        lambda page: bytearray(page.encode()),
        lambda page: memoryview(page.encode()),
        lxml_html.fromstring,
        lambda page: lxml_html.fromstring(page).getroottree(),
        lambda page: etree.fromstring(page, etree.HTMLParser()),
    ],
)
def test_every_form_of_a_page_gives_the_same(made: Callable[[str], Any]) -> None:
    wanted = cleanpress.clean_html(PAGE)
    assert wanted.text.count("\n\n") == 2
    assert cleanpress.clean_html(made(PAGE)).to_json() == wanted.to_json()


def test_given_tree_and_buffer_are_unchanged() -> None:
    tree, data = lxml_html.fromstring(PAGE), bytearray(PAGE.encode())
    before = etree.tostring(tree), bytes(data)
    cleanpress.clean_html(tree)
    cleanpress.clean_html(data)
    assert (etree.tostring(tree), bytes(data)) == before


def test_keep_takes_labels_and_names() -> None:
    caption = "The bridge on Monday morning"
    assert caption not in cleanpress.clean_html(PAGE).text
    for keep in ({"caption"}, [Label.CAPTION], "caption", frozenset({Label.CAPTION, "body"})):
        article = Cleaner(Options(keep=keep)).clean_html(PAGE)  # type: ignore[arg-type]
        assert caption in article.text
        assert caption not in [removal.text for removal in article.removed]
        assert article.kept == {Label.BODY, Label.CAPTION}


def test_options_are_frozen_and_have_defaults() -> None:
    assert Cleaner().options == Options()
    with pytest.raises(FrozenInstanceError):
        Options().body = "web"  # type: ignore[misc]


def test_url_makes_addresses_absolute() -> None:
    assert cleanpress.clean_html(PAGE, "https://news.example/x/").captions[0].image_url == "https://news.example/a.jpg"
    assert cleanpress.clean_html(PAGE).captions[0].image_url is None


def test_encoding_names_the_charset_of_bytes() -> None:
    page = PAGE.replace("old", "“старый”").encode("cp1251")
    assert "“старый”" in cleanpress.clean_html(page, encoding="windows-1251").text
    assert "unknown_charset" in cleanpress.clean_html(page, encoding="no-such").warnings


def test_article_is_whole() -> None:
    article = cleanpress.clean_html(PAGE)
    assert article.status is cleanpress.Status.OK
    assert article.title == "Bridge shut"
    assert [block.index for block in article.blocks] == list(range(len(article.blocks)))
    removed = {removal.block for removal in article.removed}
    assert removed == {block.index for block in article.blocks if block.label is not Label.BODY}
    assert all(removal.why and removal.rule for removal in article.removed)


def test_public_names() -> None:
    assert all(hasattr(cleanpress, name) for name in cleanpress.__all__)
    assert cleanpress.__version__
    with pytest.raises(AttributeError):
        cleanpress.no_such_name  # noqa: B018


# Threads, output, imports


def test_a_pattern_without_end_becomes_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleanpress.judge.rules.TIMEOUT", 0.05)
    (tmp_path / "slow.toml").write_text(SLOW_PACK, encoding="utf-8")
    cleaner = Cleaner(packs=[cleanpress.load_pack(tmp_path / "slow.toml")])
    sound = cleaner.clean_html(PAGE)
    assert "rule_timeout" not in sound.warnings
    late = cleaner.clean_html(PAGE.replace("</h1>", f"</h1><p>{'a' * 150}</p>"))
    assert late.warnings.count("rule_timeout") == 1
    assert sound.text in late.text
    dump = cleaner.clean_text(f"{sound.title}\n\n{sound.text}\n\n{'a' * 150}")
    assert dump.warnings.count("rule_timeout") == 1


def test_one_cleaner_in_several_threads() -> None:
    cleaner = Cleaner()
    pages = [PAGE.replace("Monday", f"day {number}") for number in range(12)]
    alone = [cleaner.clean_html(page).to_json() for page in pages]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda page: cleaner.clean_html(page).to_json(), pages * 2)) == alone * 2


def test_nothing_is_printed_or_logged_as_a_warning(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    for source in (PAGE, "<p>Rain", "<div>" * 3000, b"\xff\xfe\x00", "{}", "<p>\x00&#0;<a <b>"):
        cleanpress.clean_html(source)
    cleanpress.clean_text("Rain\n\nIt rained.")
    assert capfd.readouterr() == ("", "")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_the_logger_has_a_null_handler() -> None:
    assert any(isinstance(handler, logging.NullHandler) for handler in logging.getLogger("cleanpress").handlers)


def imported(code: str) -> set[str]:
    lines = f"import sys\n{code}\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in run.stdout.split()}


HEAVY = {"trafilatura", "numpy", "dateutil", "charset_normalizer", "click", "courlan", "htmldate", "pytest", "yaml"}


def test_import_brings_nothing_heavy() -> None:
    assert imported("import cleanpress") & HEAVY == set()


def test_cleaner_brings_nothing_heavy() -> None:
    assert imported("import cleanpress; cleanpress.Cleaner(); cleanpress.clean_html('')") & HEAVY == set()


def test_a_page_brings_no_command_line_and_asks_trafilatura_only_in_doubt() -> None:
    code = f"import cleanpress; cleanpress.Cleaner(cleanpress.Options(fast=True)).clean_html({PAGE!r})"
    assert imported(code) & {"click", "trafilatura", "pytest"} == set()
