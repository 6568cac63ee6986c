"""Rule packs: the cases inside the shipped ones, what loading refuses, and the page of the handbook about them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cleanpress.errors import PackError
from cleanpress.judge.packs import Scope
from cleanpress.judge.rules import check_patterns, check_unique, load_pack, shipped_packs
from cleanpress.model import FURNITURE_LABELS, Label
from cleanpress.testing import Case, check_case, iter_cases, run

DOCS = Path(__file__).parent.parent / "docs" / "rules.md"

PACK = """
schema = 1
lang = "en"

[[rule]]
id = "share.call"
label = "share"
summary = "Call to share the page."
scope = "line"
risk = "safe"
needs = ["share"]
match = '''share this (?:story|page)'''

  [[rule.removes]]
  text = "Share this story"
  [[rule.removes]]
  text = "SHARE THIS PAGE"
  [[rule.keeps]]
  name = "reporting on shares"
  text = "They share this story with their children."

[[rule]]
id = "share.bar"
label = "share"
summary = "Row of buttons."
scope = "element"
risk = "safe"
words = ["share bar"]

  [[rule.removes]]
  html = '<div><div class="share-bar"><p>One</p></div></div>'
  [[rule.removes]]
  html = '<div><div id="shareBar"><p>One</p></div></div>'
  [[rule.keeps]]
  name = "another bar"
  html = '<div><div class="bar"><p>One</p></div></div>'
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", list(iter_cases(shipped_packs())), ids=str)
def test_case_of_a_shipped_pack(case: Case) -> None:
    failure = check_case(case)
    assert failure is None, str(failure)


def test_shipped_patterns_compile_and_ids_are_unique() -> None:
    for pack in shipped_packs():
        check_patterns(pack)
    check_unique(shipped_packs())


def test_english_pack_has_rules_for_every_kind_of_furniture() -> None:
    english = next(pack for pack in shipped_packs() if pack.name == "general/en.toml")
    assert len(english.rules) >= 90
    # Duplicates are computed from the page and have no phrase of their own.
    assert {rule.label for rule in english.rules} >= FURNITURE_LABELS - {Label.DUPLICATE}
    assert all(len(rule.removes) >= 2 and len(rule.keeps) >= 1 for rule in english.rules)
    assert any(rule.scope is Scope.ELEMENT for rule in english.rules)


def test_a_sound_pack_loads_and_its_cases_pass(tmp_path: Path) -> None:
    pack = load_pack(write(tmp_path, PACK))
    assert [rule.id for rule in pack.rules] == ["share.call", "share.bar"]
    assert pack.rules[1].words == (("share", "bar"),)
    report = run([pack])
    assert (report.packs, report.rules, report.cases, report.failures) == (1, 2, 6, ())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("schema = 1", "schema = 2", "field 'schema': it is 2; write schema = 1, the format that this release reads."),
        ("schema = 1", "", "field 'schema': it is missing; write schema = 1, the format that this release reads."),
        ('lang = "en"', "", "field 'lang': it is missing; write it."),
        (
            'lang = "en"',
            'lang = "English"',
            "field 'lang': it is 'English'; "
            'write a language code such as "en", or "und" for any language.',
        ),
        ('lang = "en"', 'lang = "en"\nsite = "example.org"', "field 'reason': a site pack must say why; "),
        ('lang = "en"', 'lang = "en"\nsite = "https://example.org/"', "field 'site': it is 'https://example.org/'; "),
        ('lang = "en"', 'lang = "en"\nlanguage = "en"', "field 'language': a pack has no such field; write 'lang'."),
        ("[[rule]]", "[rule]", "mine.toml is not TOML: "),
        ("match =", "mtach =", "field 'mtach': a rule of scope line has no such field; write 'match'."),
        ("match = '''share this (?:story|page)'''", "", "rule 'share.call', field 'match': it is missing; write it."),
        (
            'words = ["share bar"]',
            'needs = ["share"]',
            "field 'needs': a rule of scope element has no such field; "
            "rules on elements are found by words, roles, itemprops or aria.",
        ),
        (
            "match = '''share this (?:story|page)'''",
            'words = ["share bar"]',
            "field 'words': a rule of scope line has no such field; rules on text take needs, match and unless.",
        ),
        ('words = ["share bar"]', "", "rule 'share.bar', field 'words': the rule has no test; write at least one of "),
        ('words = ["share bar"]', 'words = ["Share-Bar"]', "field 'words': 'Share-Bar' can never be found; write "),
        ('words = ["share bar"]', 'words = "share"', "field 'words': it is no list of texts; write it as ["),
        ('id = "share.call"', "", "rule 'number 1', field 'id': it is missing; write it."),
        ('id = "share.bar"', 'id = "share.call"', "rule 'share.call', field 'id': two rules have this id; "),
        ('id = "share.call"', 'id = "app.call"', "field 'id': it is 'app.call'; write \"share.<thing-found>\" in "),
        ('label = "share"', 'label = "shore"', "field 'label': there is no label 'shore'; write 'share'."),
        ('scope = "line"', 'scope = "page"', "field 'scope': there is no scope 'page'; write one of line, block"),
        ('risk = "safe"', 'risk = "high"', "field 'risk': there is no risk 'high'; write one of safe, hint."),
        ("the page.", "the page", "field 'summary': it is no sentence; "),
        ('summary = "Call to share the page."', "summary = 3", "field 'summary': it is no text; write it in quot"),
        ("(?:story|page)", "(?:story|page", "the pattern does not compile (missing ) at position 24); mend it there."),
        ('needs = ["share"]', "", "field 'needs': it is missing; name the words of which one stands"),
        ('needs = ["share"]', 'needs = ["share", "tell"]', "field 'needs': no example holds 'tell'; add a [["),
        ('needs = ["share"]', 'needs = ["Share"]', "field 'needs': 'Share' can never be found; write it as 'share'."),
        ('  [[rule.removes]]\n  text = "SHARE THIS PAGE"\n', "", "field 'removes': the rule has 1 of at least 2; wri"),
        ('text = "Share this story"', 'text = " "', "field 'removes.text': it is empty; write it."),
        ('name = "reporting on shares"', "", "field 'keeps.name': it is missing; write it."),
        ('text = "Share this story"', 'html = "<p>Share"', "field 'removes.html': an example of a rule of sc"),
    ],
)  # fmt: skip
def test_loading_names_rule_field_and_mend(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in PACK
    path = write(tmp_path, PACK.replace(old, new, 1))
    with pytest.raises(PackError) as caught:
        load_pack(path)
    text = str(caught.value)
    assert text.startswith(str(path))
    assert message in text
    assert text.endswith(".")
    assert "\n" not in text


def test_a_rule_without_keeps_is_refused(tmp_path: Path) -> None:
    start, _, rest = PACK.partition("  [[rule.keeps]]\n")
    path = write(tmp_path, start + rest.partition("\n\n")[2])
    with pytest.raises(
        PackError, match=r"rule 'share\.call', field 'keeps': the rule has none of at least 1; write each"
    ):
        load_pack(path)


def test_a_pack_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="field 'rule': the pack holds no rule; write at least one"):
        load_pack(write(tmp_path, 'schema = 1\nlang = "und"\n'))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"lang = '\xff'")
    with pytest.raises(PackError, match=r"mine\.toml is not UTF-8 \(byte 8\); save it as UTF-8\."):
        load_pack(path)


def test_two_packs_with_a_rule_of_one_id_are_refused(tmp_path: Path) -> None:
    pack = load_pack(write(tmp_path, PACK))
    other = tmp_path / "other.toml"
    other.write_text(PACK, encoding="utf-8")
    with pytest.raises(
        PackError, match=r"other\.toml, rule 'share\.call', field 'id': .*mine\.toml has a rule of this id"
    ):
        run([pack, load_pack(other)])


@pytest.mark.parametrize(
    ("pattern", "failure"),
    [
        ("share this story", "share.call removes 2: the rule does not match: 'SHARE THIS PAGE'"),
        (".*share this (?:story|page).*", "share.call keeps 1: share.call matches what must stay: 'They share"),
    ],
)
def test_a_case_that_fails_says_how(tmp_path: Path, pattern: str, failure: str) -> None:
    pack = load_pack(write(tmp_path, PACK.replace("share this (?:story|page)", pattern)))
    (found,) = run([pack]).failures
    assert failure in str(found)


def test_an_element_case_without_text_fails(tmp_path: Path) -> None:
    pack = load_pack(write(tmp_path, PACK.replace('<div><div class="bar"><p>One</p></div></div>', "<div></div>")))
    assert [failure.problem for failure in run([pack]).failures] == ["there is no text in it"]


def test_a_case_to_keep_is_not_hit_by_another_safe_rule(tmp_path: Path) -> None:
    other = PACK.partition("[[rule]]")[2].partition("[[rule]]")[0]
    other = other.replace("share.call", "share.children").replace("share this (?:story|page)", ".*children.*")
    other = other.replace("Share this story", "Share it, children").replace("SHARE THIS PAGE", "Share, children")
    other = other.replace("They share this story with their children.", "They share it.")
    text = f"{PACK}\n[[rule]]{other}"
    report = run([load_pack(write(tmp_path, text))])
    assert [failure.problem for failure in report.failures] == ["share.children matches what must stay"]
    hint = text[: text.rindex('"safe"')] + '"hint"' + text[text.rindex('"safe"') + len('"safe"') :]
    assert run([load_pack(write(tmp_path, hint))]).passed


def test_cases_run_without_a_test_framework() -> None:
    code = "import sys, cleanpress.testing as t; t.run(t.shipped_packs()); sys.exit('pytest' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def blocks_of(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", DOCS.read_text(encoding="utf-8"), flags=re.M | re.S)


def test_the_pack_of_the_handbook_passes() -> None:
    path = DOCS.parent / "example-pack.toml"
    assert blocks_of("toml") == [path.read_text(encoding="utf-8")]
    report = run([load_pack(path)])
    assert report.cases == 6
    assert [str(failure) for failure in report.failures] == []


def test_the_error_of_the_handbook_is_the_one_that_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = blocks_of("toml")[0].replace('label = "newsletter"', 'label = "newsleter"')
    Path("example-pack.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_pack("example-pack.toml")
    assert str(caught.value) == blocks_of("text")[0].strip()
