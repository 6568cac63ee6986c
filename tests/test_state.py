"""The article from the data a page carries for its own scripts: every form of it, hostile ones, and near misses."""

from __future__ import annotations

import json
from typing import Any

import pytest

import cleanpress
from cleanpress.metadata.literals import read_value
from cleanpress.metadata.page_data import read_page_data
from cleanpress.model import Article, Kind, Label, Status
from pages_read import read

URL = "https://quarrypost.example/hills/quarry-lake-swimmers"
TITLE = "Quarry lake is opened to swimmers"
BODY = (
    "The quarry at Tarn End has been opened to swimmers, nine years after the pumps were switched off.",
    "The water is clear to a depth of 14 metres, and the crane that nobody came to fetch can be seen at the bottom.",
    "“It is the only lake in the county with stairs,” said the foreman, Piet Harsa, who now sells tickets.",
    "The county had planned to fill the pit with rubble. There was not enough of it, an official said on Monday.",
)
OTHER = (
    "The chapel on the ridge will lose its weathercock, which points to the south whatever the wind is doing.",
    "It was put up by a smith who lived to the south of it, as the parish council found out in the spring.",
    "A new one has been ordered. Until it comes, walkers are asked to wet a finger and to hold it up.",
    "The smith’s family has offered to take the old bird back and to let it point wherever it likes.",
)
TEASER = {"title": "Weathercock to come down", "url": "/hills/weathercock", "body": "\n".join(OTHER)}


def page(script: str, title: str = TITLE, body: str = '<div id="app"></div>') -> str:
    return f'<html lang="en"><head><title>{title} | Quarry Post</title></head><body>{body}{script}</body></html>'


def safe(script: str) -> str:
    """The script as a page must write it, so that no end of a script stands in it."""
    return script.replace("</", "<\\/")


def next_page(props: Any, **more: str) -> str:
    text = safe(json.dumps({"props": {"pageProps": props}}))
    return page(f'<script id="__NEXT_DATA__" type="application/json">{text}</script>', **more)


def assigned(value: str, name: str = "window.__INITIAL_STATE__") -> str:
    return page(f"<script>{name} = {value};</script>")


def clean(html: str, url: str | None = URL) -> Article:
    return cleanpress.clean_html(html, url=url)


def paragraphs(article: Article) -> tuple[str, ...]:
    return tuple(line for line in article.text.split("\n") if line)


def kinds(article: Article) -> list[tuple[Kind, str]]:
    return [(block.kind, block.text) for block in article.blocks if block.label is Label.BODY]


def html_of(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def pieces(text: str, key: str = "text", **more: Any) -> list[dict[str, Any]]:
    """A paragraph in three pieces, of which the one in the middle is emphasised."""
    words = text.split(" ")
    parts = (" ".join(words[:3]) + " ", words[3], " " + " ".join(words[4:]))
    return [{**more, key: part, "marks": []} for part in parts]


BODIES: dict[str, Any] = {
    "html": html_of(BODY),
    "html with entities twice": html_of(BODY).replace("<", "&lt;").replace(">", "&gt;"),
    "html broken with br": "<br><br>".join(BODY),
    "plain text with lines": "\n\n".join(BODY),
    "rendered": {"rendered": html_of(BODY), "protected": False},
    "strings": list(BODY),
    "strings of html": [f"<p>{text}</p>" for text in BODY],
    "text blocks": [{"type": "text", "content": text} for text in BODY],
    "untyped blocks": [{"text": text, "id": i} for i, text in enumerate(BODY)],
    "prismic": [{"type": "paragraph", "text": text, "spans": []} for text in BODY],
    "portable text": [
        {"_type": "block", "style": "normal", "children": pieces(text, _type="span")} for text in BODY
    ],
    "contentful": {
        "nodeType": "document",
        "data": {},
        "content": [
            {"nodeType": "paragraph", "data": {}, "content": pieces(text, "value", nodeType="text")} for text in BODY
        ],
    },
    "prosemirror": {
        "type": "doc",
        "content": [{"type": "paragraph", "content": pieces(text, type="text")} for text in BODY],
    },
    "slate": [{"type": "paragraph", "children": [{"text": text, "bold": True}]} for text in BODY],
    "slate without types": [{"children": pieces(text)} for text in BODY],
    "lexical": {"root": {"type": "root", "children": [
        {"type": "paragraph", "children": pieces(text, type="text")} for text in BODY
    ]}},
    "draft": {"blocks": [{"type": "unstyled", "text": text, "key": "a"} for text in BODY], "entityMap": {}},
    "editorjs": {"time": 1, "blocks": [{"type": "paragraph", "data": {"text": text}} for text in BODY]},
    "gutenberg": [{"name": "core/paragraph", "attributes": {"content": text}, "innerBlocks": []} for text in BODY],
    "graphql blocks": [{"__typename": "ParagraphBlock", "data": {"html": f"<p>{text}</p>"}} for text in BODY],
    "jsonml": ["div", {"class": "body"}, *(["p", text[:20], ["em", text[20:30]], text[30:]] for text in BODY)],
    "hast": {"type": "root", "children": [
        {"type": "element", "tagName": "p", "children": [{"type": "text", "value": text}]} for text in BODY
    ]},
    "sections of paragraphs": [{"paragraphs": list(BODY[:2])}, {"paragraphs": list(BODY[2:])}],
    "by id": {f"p{i}": {"kind": "richtext", "value": text} for i, text in enumerate(BODY)},
    "json in a string": json.dumps({"blocks": [{"type": "paragraph", "text": text} for text in BODY]}),
}  # fmt: skip


class TestForms:
    @pytest.mark.parametrize("form", BODIES)
    def test_a_body_of_this_form_is_read_paragraph_by_paragraph(self, form: str) -> None:
        article = clean(next_page({"article": {"title": TITLE, "body": BODIES[form]}, "more": [TEASER]}))
        assert paragraphs(article) == BODY
        assert article.sources["text"] == "next-data"
        assert article.warnings == ["body_from_data"]

    def test_headings_lists_and_quotes_stay_what_they_are(self) -> None:
        body = [
            {"type": "paragraph", "text": BODY[0]},
            {"type": "heading", "level": 3, "text": "What can be seen"},
            {"type": "list", "items": ["a crane", {"text": "two lorries"}]},
            {"type": "blockquote", "text": BODY[2]},
            {"type": "paragraph", "text": BODY[1]},
            {"type": "paragraph", "text": BODY[3]},
        ]
        assert kinds(clean(next_page({"title": TITLE, "body": body}))) == [
            (Kind.PARAGRAPH, BODY[0]),
            (Kind.HEADING, "What can be seen"),
            (Kind.LIST_ITEM, "a crane"),
            (Kind.LIST_ITEM, "two lorries"),
            (Kind.QUOTE, BODY[2]),
            (Kind.PARAGRAPH, BODY[1]),
            (Kind.PARAGRAPH, BODY[3]),
        ]

    def test_sections_keep_their_headings(self) -> None:
        sections = [{"heading": "The water", "text": "\n".join(BODY[:3])}, {"heading": "The pit", "text": BODY[3]}]
        article = clean(next_page({"title": TITLE, "sections": sections}))
        assert paragraphs(article) == ("The water", *BODY[:3], "The pit", BODY[3])

    def test_links_keep_their_targets(self) -> None:
        link = {"type": "link", "url": "https://quarrypost.example/crane", "children": [{"text": "the crane"}]}
        first = {"type": "paragraph", "children": [{"text": "Nobody came to fetch "}, link, {"text": ", he said."}]}
        article = clean(next_page({"title": TITLE, "body": [*BODIES["slate"], first]}))
        block = next(block for block in article.blocks if block.text == "Nobody came to fetch the crane, he said.")
        assert [(block.text[s.start : s.end], s.href) for s in block.spans] == [("the crane", link["url"])]

    @pytest.mark.parametrize(
        "block",
        [
            {"type": "image", "caption": OTHER[0]},
            {"_type": "newsletterSignup", "text": OTHER[0]},
            {"type": "interstitial_link", "url": "https://quarrypost.example/x", "content": OTHER[0]},
            {"__typename": "AdvertisementBlock", "html": f"<p>{OTHER[0]}</p>"},
            {"type": "pullquote", "text": OTHER[0]},
            {**TEASER, "type": "story"},
        ],
    )
    def test_blocks_that_are_no_running_text_stay_out(self, block: dict[str, Any]) -> None:
        body = [*BODIES["prismic"][:2], block, *BODIES["prismic"][2:]]
        assert paragraphs(clean(next_page({"title": TITLE, "body": body}))) == BODY

    def test_markup_inside_plain_text_is_text(self) -> None:
        body = ["The sign read 5 < 6 & 7 > 2, and nobody in the whole town could say who had put it there.", *BODY]
        assert paragraphs(clean(next_page({"title": TITLE, "body": body}))) == tuple(body)

    def test_of_html_and_text_the_html_is_taken(self) -> None:
        story = {"title": TITLE, "bodyText": " ".join(BODY), "bodyHtml": html_of(BODY), "summary": BODY[0]}
        article = clean(next_page({"story": story}))
        assert paragraphs(article) == BODY
        assert {block.where.path for block in article.blocks} == {"next-data:$.props.pageProps.story.bodyHtml"}


STORY = {"story": {"headline": TITLE, "body": list(BODY)}}
FLIGHT = '1:"$Sreact.fragment"\n2:T{size:x},{text}3:["$","main",null,{{"story":{{"title":"{title}","body":"$2"}}}}]\n'


def flight() -> str:
    text = html_of(BODY)
    rows = FLIGHT.format(size=len(text.encode()), text=text, title=TITLE)
    half = len(rows) // 2
    calls = (f"self.__next_f.push({safe(json.dumps([1, part]))})" for part in (rows[:half], rows[half:]))
    return page("".join(f"<script>{call}</script>" for call in calls))


class TestSources:
    @pytest.mark.parametrize(
        ("html", "source"),
        [
            (assigned(json.dumps(STORY)), "redux"),
            (assigned(json.dumps(STORY), 'window["__PRELOADED_STATE__"]'), "redux"),
            (assigned(json.dumps(STORY), "var __REDUX_STATE__"), "redux"),
            (assigned(json.dumps(STORY), "window.__NUXT__"), "nuxt"),
            (assigned(json.dumps(STORY), "__NEXT_DATA__"), "next-data"),
            (assigned(json.dumps(STORY), "window.__SERVER_DATA__"), "page-data"),
            (assigned(json.dumps(STORY), "Fusion.globalContent"), "fusion"),
            (assigned(json.dumps(json.dumps(STORY))), "redux"),
            (assigned(f"JSON.parse({json.dumps(json.dumps(STORY))})"), "redux"),
            (assigned(json.dumps(STORY).replace('"story"', "u:undefined,story")), "redux"),
            (page(f'<script type="application/json">{json.dumps(STORY)}</script>'), "page-data"),
            (
                page(f'<amp-state id=s><script type="application/json">{json.dumps(STORY)}</script></amp-state>'),
                "amp",
            ),
            (assigned(json.dumps({"ROOT_QUERY": {"a": STORY["story"]}}), "window.__APOLLO_STATE__"), "apollo"),
            (flight(), "next-data"),
        ],
    )  # fmt: skip
    def test_where_it_was_found(self, html: str, source: str) -> None:
        article = clean(html)
        assert paragraphs(article) == BODY
        assert article.sources["text"] == source

    def test_the_place_names_keys_that_are_no_names_in_quotes(self) -> None:
        article = clean(assigned(json.dumps({"by path": {"/a": STORY["story"]}})))
        assert article.blocks[-1].where.path == 'redux:$["by path"]["/a"].body'

    def test_the_body_is_found_by_address_where_titles_differ(self) -> None:
        story = {"title": "Swim at Tarn End", "url": "/hills/quarry-lake-swimmers", "body": list(BODY)}
        assert paragraphs(clean(next_page({"story": story, "more": [TEASER]}))) == BODY

    def test_the_body_is_found_where_the_title_stands_beside_it(self) -> None:
        props = {"seo": {"title": TITLE, "description": OTHER[0]}, "content": BODIES["prismic"]}
        assert paragraphs(clean(next_page({"page": props, "more": [TEASER]}))) == BODY

    def test_references_of_a_cache_are_followed(self) -> None:
        texts = {f"Text:{i}": {"__typename": "Text", "text": text} for i, text in enumerate(BODY)}
        for ref in ({"__ref": "Text:{}"}, {"type": "id", "generated": False, "id": "Text:{}"}):
            body = [{key: v.format(i) if isinstance(v, str) else v for key, v in ref.items()} for i in range(4)]
            cache = {"ROOT_QUERY": {}, "Story:1": {"title": TITLE, "body": body}, **texts}
            assert paragraphs(clean(assigned(json.dumps(cache), "window.__APOLLO_STATE__"))) == BODY


class TestNotTheArticle:
    @pytest.mark.parametrize(
        "props",
        [
            {"articles": [TEASER, {**TEASER, "url": "/hills/another", "title": "Another bird is to come down"}]},
            {"article": {"title": TITLE, "related": [TEASER], "description": " ".join(BODY)}},
            {"article": {"title": TITLE, "author": {"name": "A. Roe", "bio": "\n".join(OTHER)}, "body": BODY[0]}},
            {"page": {"title": TITLE, "url": URL, "comments": [{"text": text} for text in OTHER]}},
            {"article": {"title": TITLE, "body": ""}, "consent": {"text": "\n".join(OTHER)}},
            {"texts": list(OTHER)},
        ],
    )
    def test_data_without_the_page_s_article_gives_none(self, props: Any) -> None:
        article = clean(next_page(props))
        assert (article.status is Status.OK, article.text, article.warnings) == (False, "", [])

    def test_a_page_that_names_no_article_takes_none(self) -> None:
        html = next_page({"article": {"title": TITLE, "body": list(BODY)}}, title="")
        assert clean(html, url=None).text == ""
        assert clean(html, url="https://quarrypost.example/").text == ""

    def test_of_several_articles_the_page_s_own_is_taken(self) -> None:
        own = {"title": TITLE, "body": list(BODY)}
        for articles in ([own, TEASER], [TEASER, own]):
            assert paragraphs(clean(next_page({"articles": articles}))) == BODY

    def test_data_is_not_read_where_the_elements_hold_the_article(self) -> None:
        html = next_page({"article": {"title": TITLE, "body": list(OTHER)}}, body=f"<main>{html_of(BODY * 3)}</main>")
        article = clean(html)
        assert OTHER[0] not in article.text
        assert "body_from_data" not in article.warnings


class TestStub:
    LONG = tuple(f"{text} It was the {i}. thing that the county heard of." for i, text in enumerate(BODY * 3))

    def test_a_stub_in_the_elements_gives_way_to_the_data(self) -> None:
        html = next_page({"title": TITLE, "body": list(self.LONG)}, body=f"<article>{html_of(self.LONG[:2])}</article>")
        article = clean(html)
        assert paragraphs(article) == self.LONG
        stub = [block for block in article.blocks if block.text == self.LONG[0]]
        assert [block.label for block in stub] == [Label.DUPLICATE, Label.BODY]

    def test_a_stub_of_another_article_does_not(self) -> None:
        html = next_page({"title": TITLE, "body": list(self.LONG)}, body=f"<article>{html_of(OTHER[:3])}</article>")
        assert paragraphs(clean(html)) == OTHER[:3]

    def test_a_summary_alone_gives_way_though_it_is_no_part_of_the_article(self) -> None:
        summary = "Nine years of rain have filled the pit, and the county has run out of rubble and of reasons."
        html = next_page({"title": TITLE, "body": list(self.LONG)}, body=f"<article>{html_of((summary,))}</article>")
        article = clean(html)
        assert paragraphs(article) == self.LONG
        assert next(block.label for block in article.blocks if block.text == summary) is not Label.BODY

    def test_half_an_article_is_no_stub(self) -> None:
        html = next_page({"title": TITLE, "body": list(self.LONG)}, body=f"<article>{html_of(self.LONG[:6])}</article>")
        assert paragraphs(clean(html)) == self.LONG[:6]


class TestHostile:
    @pytest.mark.parametrize(
        "value",
        [
            json.dumps(STORY)[:-30],
            json.dumps(STORY)[:-1],
            "{" + "[" * 100_000,
            '{"a":' * 100_000,
            "{a:b.c()}",
            "(function(a){return a}",
            "(function(a){while(1){}return {a:a}}(1))",
            '"{\\"a\\": "',
            "JSON.parse(x)",
            "{a:`x${y}`}",
            "[" + "1," * 100_000,
            "function",
            "(function(a){a[-5][0]=1;return {a:a}}([]))",
            " " * 300_000 + "x",
        ],
    )
    def test_what_cannot_be_read_is_passed_over(self, value: str) -> None:
        assert clean(assigned(value)).text == ""

    def test_a_broken_script_hides_no_sound_one(self) -> None:
        html = page(f"<script>__A__ = {{;}}; __B__ = {json.dumps(STORY)}</script>")
        assert paragraphs(clean(html)) == BODY

    def test_five_megabytes_around_the_article(self) -> None:
        rain = "Rain fell. " * 10
        noise = [{"id": i, "name": f"Entry {i}", "url": f"/entry/{i}", "text": rain} for i in range(16_000)]
        html = next_page({"menu": {"entries": noise}, **STORY, "list": noise})
        assert len(html) > 5_000_000
        assert paragraphs(clean(html)) == BODY

    def test_values_that_hold_themselves(self) -> None:
        function = f"(function(a,b){{a.self=a;a.title={json.dumps(TITLE)};b[0]=a;a.body=b;return {{a:a}}}}({{}},[1]))"
        assert clean(assigned(function, "window.__NUXT__")).text == ""

    def test_values_that_share_values_many_times_over(self) -> None:
        names = ",".join(f"a{i}" for i in range(60))
        steps = "".join(f"a{i}.x=a{i + 1};a{i}.y=[a{i + 1},a{i + 1}];" for i in range(59))
        body = f"a59.body={json.dumps(list(BODY))};a0.title={json.dumps(TITLE)};"
        function = f"(function({names}){{{steps}{body}return a0}}({','.join(['{}'] * 60)}))"
        assert paragraphs(clean(assigned(function, "window.__NUXT__"))) in (BODY, ())

    def test_one_long_text_in_a_hundred_thousand_places(self) -> None:
        text = html_of(BODY) * 100
        function = f"(function(t){{return {{title:{json.dumps(TITLE)},body:[{'t,' * 100_000}t]}}}}({json.dumps(text)}))"
        assert BODY[0] in clean(assigned(safe(function), "window.__NUXT__")).text

    def test_depth(self) -> None:
        deep = f'{{"title":"{TITLE}","x":' * 20_000 + json.dumps(STORY) + "}" * 20_000
        assert paragraphs(clean(assigned(deep))) == BODY

    def test_scripts_in_the_data_reach_no_output(self) -> None:
        body = html_of(BODY) + "<script>steal()</script><p onclick=steal()>It ended there, and that was all of it.</p>"
        written = clean(next_page({"title": TITLE, "body": body})).to_html()
        assert "steal" not in written
        assert "It ended there" in written


class TestLiterals:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("{a:1,'b':2,\"c\":.5,}", {"a": 1, "b": 2, "c": 0.5}),
            ("[!0,!1,void 0,undefined,null,NaN,-3,0x1F]", [True, False, None, None, None, None, -3, 31]),
            (r"'it\'s \x41\u0042\u{43} \ud83d\ude00'", "it's ABC \U0001f600"),
            ("{/* a */ a: // b\n 1}", {"a": 1}),
            ("{d:new Date('2026-01-02'),m:new Map([[1,{}]]),e:Array(3)}", {"d": "2026-01-02", "m": None, "e": None}),
            ("(function(a,b){return {x:a,y:[b,a]}}(1,'z'))", {"x": 1, "y": ["z", 1]}),
            ("(function(a){a.x=1;a.y=[];a.y[0]=2;return {a:a}}({}))", {"a": {"x": 1, "y": [2]}}),
            ("(function(a){a[0]=1;a['k']=3;return a})({})", {"k": 3, 0: 1}),
        ],
    )
    def test_values(self, text: str, value: Any) -> None:
        assert read_value(f"x={text};y", 2) == (value, len(text) + 2)

    @pytest.mark.parametrize(
        "text", ["{a", "{a:}", "{a:x}", "[1", "(1)", "'open", "{a(){}}", "(function(){return 1})", ""]
    )
    def test_what_is_none(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"^(?:no |a function)"):
            read_value(text, 0)


class TestPageData:
    def test_a_table_of_nuxt_s_is_revived(self) -> None:
        table = [["Reactive", 1], {"a": 2, "b": 3, "c": 4, "d": -1, "e": 5}, "x", [2, 2], ["Date", "2026-01-02"], 5]
        html = page(f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(table)}</script>')
        (datum,) = read_page_data(read(html).tree)
        assert datum.value == {"a": "x", "b": ["x", "x"], "c": "2026-01-02", "d": None, "e": 5}

    @pytest.mark.parametrize("table", [[], [0], [["Ref", 0]], [[1], [0]], [{"a": 9}], [["Ref", 1], ["Ref", 0]]])
    def test_tables_that_lead_nowhere(self, table: list[Any]) -> None:
        html = page(f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(table)}</script>')
        assert clean(html).text == ""
