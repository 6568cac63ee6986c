"""The article in the words of others: JSON Schema, schema.org's JSON-LD, items of zyte-common-items."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

import cleanpress
from blocks import article as made
from blocks import block
from cleanpress import Article, errors
from cleanpress.model import Block, Caption, Kind, Label, Removal, Span, SpanKind, Status, Where
from cleanpress.write.json import schema
from cleanpress.write.schema_org import to_json, to_schema_org
from cleanpress.write.zyte import to_zyte
from cli_runner import fill, run
from extras import need
from fields import ARTICLE, HEADLINE, URL, ld
from test_candidates import PROSE
from test_pages import NAMES, clean

VALIDATOR = Draft202012Validator(schema())
FULL = Article(
    text="The ferry left.\n\nIt came back.",
    title=HEADLINE,
    standfirst="Sixty people on board.",
    description="The islands have their boat again.",
    authors=["Ida Moor", "Quay Wire"],
    author_kinds=["person", "organisation"],
    published=datetime.fromisoformat("2025-03-04T07:30:00+00:00"),
    published_precision="minute",
    modified=datetime(2025, 3, 5),
    modified_precision="day",
    site_name="Harbour Post Online",
    language="en",
    url=URL,
    section="Islands",
    tags=["Ferries", "Winter"],
    image="https://cdn.example/quay.jpg?w=900",
    publisher="Harbour Post",
    type="ReportageNewsArticle",
    license="https://creativecommons.org/licenses/by/4.0/",
    paywalled=True,
    captions=[
        Caption("The quay at noon", "Jon Fell", "https://cdn.example/quay.jpg?w=300"),
        Caption("The captain", None, "https://cdn.example/pic?id=1"),
        Caption("The cook", None, "https://cdn.example/pic?id=2"),
        Caption("Nobody knows which picture"),
    ],
    sources={"url": "link-canonical"},
)


# --- JSON Schema


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("name", NAMES)
def test_pages_fit_the_schema(name: str) -> None:
    VALIDATOR.validate(json.loads(clean(name).to_json()))


@pytest.mark.parametrize(
    "article", [Article(), FULL, cleanpress.clean_html(b"%PDF-1.7"), cleanpress.clean_text("Rain.", title="\ud800")]
)
def test_articles_of_every_status_fit_the_schema(article: Article) -> None:
    VALIDATOR.validate(article.to_dict())


def test_lines_of_the_command_fit_the_schema(tmp_path: Path) -> None:
    out, _ = run(fill(tmp_path), "--format", "jsonl", "page.html")
    VALIDATOR.validate(json.loads(out))


def test_the_schema_names_all_keys_and_closed_lists() -> None:
    told = schema()
    assert list(told["properties"]) == list(FULL.to_dict()), "a field is new: describe it in article.schema.json"
    assert set(told["required"]) == set(told["properties"]) - {"blocks"}
    assert told["properties"]["status"]["enum"] == [each.value for each in Status]
    definitions = told["$defs"]
    assert definitions["label"]["enum"] == [each.value for each in Label]
    assert definitions["block"]["properties"]["kind"]["enum"] == [each.value for each in Kind]
    assert definitions["span"]["properties"]["kind"]["enum"] == [each.value for each in SpanKind]
    for name, kind in {"block": Block, "span": Span, "removal": Removal, "where": Where, "caption": Caption}.items():
        keys = [each.name for each in fields(kind)]
        assert (definitions[name]["required"], list(definitions[name]["properties"])) == (keys, keys)


def test_every_key_is_described() -> None:
    told = schema()
    for group in (told, *(each for each in told["$defs"].values() if "properties" in each)):
        for key, value in group["properties"].items():
            assert "description" in value or "$ref" in value or value.keys() == {"enum"}, key


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("schema_version", 2),
        ("text", None),
        ("authors", "Ida Moor"),
        ("author_kinds", ["robot"]),
        ("published", "4 March 2025"),
        ("published", None),
        ("modified_precision", None),
        ("image", "/quay.jpg"),
        ("paywalled", "yes"),
        ("status", "fine"),
        ("status", "empty"),
        ("warnings", ["Two words"]),
        ("confidence", 1.5),
        ("removed", [{"text": "Share"}]),
    ],
)
def test_what_is_wrong_does_not_fit(key: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        VALIDATOR.validate({**FULL.to_dict(), key: value})


# --- schema.org

# schema.org's properties used here, by the type whose they are (an article has those of a creative work).
PROPERTIES = {
    "article": {
        "headline", "abstract", "description", "author", "datePublished", "dateModified", "publisher", "isPartOf",
        "inLanguage", "url", "mainEntityOfPage", "image", "articleSection", "keywords", "license",
        "isAccessibleForFree", "articleBody",
    },
    "Person": {"name"},
    "Organization": {"name"},
    "WebSite": {"name"},
    "WebPage": set(),
    "ImageObject": {"url", "caption", "creditText"},
}  # fmt: skip


def test_every_field_has_its_property() -> None:
    assert to_schema_org(FULL) == {
        "@context": "https://schema.org",
        "@type": "ReportageNewsArticle",
        "headline": HEADLINE,
        "abstract": "Sixty people on board.",
        "description": "The islands have their boat again.",
        "author": [{"@type": "Person", "name": "Ida Moor"}, {"@type": "Organization", "name": "Quay Wire"}],
        "datePublished": "2025-03-04T07:30:00+00:00",
        "dateModified": "2025-03-05",
        "publisher": {"@type": "Organization", "name": "Harbour Post"},
        "isPartOf": {"@type": "WebSite", "name": "Harbour Post Online"},
        "inLanguage": "en",
        "url": URL,
        "mainEntityOfPage": {"@type": "WebPage", "@id": URL},
        "image": [
            {
                "@type": "ImageObject",
                "url": "https://cdn.example/quay.jpg?w=900",
                "caption": "The quay at noon",
                "creditText": "Jon Fell",
            },
            {"@type": "ImageObject", "url": "https://cdn.example/pic?id=1", "caption": "The captain"},
            {"@type": "ImageObject", "url": "https://cdn.example/pic?id=2", "caption": "The cook"},
        ],
        "articleSection": "Islands",
        "keywords": ["Ferries", "Winter"],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": False,
        "articleBody": "The ferry left.\n\nIt came back.",
    }
    assert FULL.to_schema_org() == to_schema_org(FULL)


def test_what_an_article_lacks_is_not_there() -> None:
    assert to_schema_org(Article()) == {"@context": "https://schema.org", "@type": "NewsArticle"}
    assert "isAccessibleForFree" not in to_schema_org(Article(text="Rain."))
    assert to_schema_org(Article(paywalled=False))["isAccessibleForFree"] is True
    assert "publisher" not in to_schema_org(Article(site_name="Harbour Post"))


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (None, "NewsArticle"),
        ("NewsArticle", "NewsArticle"),
        ("LiveBlogPosting", "LiveBlogPosting"),
        ("Recipe", "Article"),
        ("SponsoredBitArticle", "Article"),
    ],
)
def test_the_type_is_kept_where_it_is_one_of_an_article(told: str | None, kind: str) -> None:
    assert to_schema_org(Article(type=told))["@type"] == kind


@pytest.mark.parametrize("name", NAMES)
def test_pages_give_only_properties_that_schema_org_has(name: str) -> None:
    told = clean(name).to_schema_org()
    assert json.loads(json.dumps(told)) == told
    assert told.pop("@context") == "https://schema.org"
    stack = [("article", told)]
    while stack:
        kind, node = stack.pop()
        own = {key: value for key, value in node.items() if not key.startswith("@")}
        assert own.keys() <= PROPERTIES[kind]
        for value in own.values():
            assert value or value is False
            stack += [
                (each["@type"], each) for each in (value if isinstance(value, list) else [value]) if _is_node(each)
            ]


def _is_node(value: Any) -> bool:
    return isinstance(value, dict)


def test_what_is_written_can_be_read_again() -> None:
    page = f"<html><head>{_script(FULL)}</head><body><h1>{HEADLINE}</h1>{PROSE}</body></html>"
    again = cleanpress.clean_html(page, URL)
    same = ("title", "published", "published_precision", "modified", "modified_precision", "language")
    for name in (*same, "url", "section", "tags", "image", "publisher", "type", "license", "paywalled", "description"):
        assert getattr(again, name) == getattr(FULL, name), name
    assert again.authors == ["Ida Moor"]  # an organisation beside a person is no author


def test_the_text_form_may_stand_in_a_script() -> None:
    article = Article(title="</script><b>&", text="a < b\u2028c\ud800")
    text = to_json(article)
    assert not {"<", ">", "&", "\u2028"} & set(text)
    assert json.loads(text)["headline"] == article.title
    text.encode()
    assert cleanpress.clean_html(f"{_script(article)}{PROSE}").candidates()


def _script(article: Article) -> str:
    return f'<script type="application/ld+json">{to_json(article)}</script>'


def test_the_command_writes_it(tmp_path: Path) -> None:
    work = fill(tmp_path)
    out, _ = run(work, "--format", "schema-org", "page.html")
    assert json.loads(out)["@type"] == "NewsArticle"
    run(work, "-o", "page.jsonld", "page.html")
    assert json.loads((work / "page.jsonld").read_text("utf-8")) == json.loads(out)
    run(work, "--format", "schema-org", "-o", "out/", "page.html", "empty.html", code=1)
    assert json.loads((work / "out" / "page.jsonld").read_text("utf-8")) == json.loads(out)


# --- zyte-common-items


def test_an_item_without_an_address_is_refused_before_anything_else() -> None:
    with pytest.raises(errors.InputTypeError, match="url="):
        to_zyte(Article(title="Rain"))


def test_without_the_package_the_line_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "zyte_common_items", None)
    with pytest.raises(errors.ExtraError, match=r"pip install 'cleanpress\[zyte\]'"):
        to_zyte(FULL)


def test_an_item_has_the_fields_of_the_article() -> None:
    need("zyte_common_items", "zyte")
    import zyte_common_items as items

    item = to_zyte(FULL)
    assert isinstance(item, items.Article)
    assert (item.url, item.canonicalUrl, item.headline) == (URL, URL, HEADLINE)
    assert [author.name for author in item.authors] == FULL.authors
    assert (item.datePublished, item.dateModified) == ("2025-03-04T07:30:00Z", "2025-03-05T00:00:00")
    assert (item.inLanguage, item.description) == ("en", FULL.description)
    assert item.articleBody == FULL.text
    assert item.mainImage.url == FULL.image
    assert [image.url for image in item.images] == [image["url"] for image in to_schema_org(FULL)["image"]]


def test_an_item_of_little() -> None:
    need("zyte_common_items", "zyte")
    bare = to_zyte(Article(url=URL, standfirst="Sixty on board."))
    given = {name: value for name, value in vars_of(bare).items() if value is not None}
    assert given == {"url": URL, "description": "Sixty on board."}
    told = to_zyte(made(block("Rain fell.", Kind.PARAGRAPH), url=URL, text="Rain fell.", image=None))
    assert "<p>Rain fell.</p>" in told.articleBodyHtml
    assert told.mainImage is None


def vars_of(item: Any) -> dict[str, Any]:
    import attrs

    return attrs.asdict(item, filter=lambda attribute, _: not attribute.name.startswith("_"))


def test_items_of_all_made_pages() -> None:
    need("zyte_common_items", "zyte")
    for name in NAMES:
        article = clean(name)
        if article.url:
            assert to_zyte(article).url == article.url


def test_a_page_with_json_ld_alone() -> None:
    told = cleanpress.clean_html(f"<html><head>{ld(ARTICLE)}</head><body>{PROSE}</body></html>", URL).to_schema_org()
    assert (told["headline"], told["author"]) == (HEADLINE, [{"@type": "Person", "name": "Ida Moor"}])
    assert told["datePublished"] == ARTICLE["datePublished"]
