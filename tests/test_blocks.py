"""The block judge on small pages: which blocks are the article by where they stand and how they are built."""

from __future__ import annotations

import pytest

from cleanpress import Options
from cleanpress.api import Cleaner
from cleanpress.judge.classifier import BlockJudge
from cleanpress.model import Hints, Kind, Label
from weir import SIGN_UP, TITLE, body, document, fast, judged, p, page, paragraph, paragraphs, read, verdict

# Where the body stands


@pytest.mark.parametrize(
    "form",
    [
        "<p>{}</p>",
        "<div><p>{}</p></div>",
        "<section><p>{}</p></section>",
        '<div class="text-block"><div><p>{}</p></div></div>',
        "<div>{}</div>",
        "<div><span>{}</span></div>",
    ],
)
@pytest.mark.parametrize("around", ["<div>{}</div>", "<article>{}</article>", "<main>{}</main>", "<td>{}</td>"])
def test_the_body_is_found_in_every_make_of_markup(form: str, around: str) -> None:
    if around.startswith("<td"):
        around = f"<table><tr>{around}</tr></table>"
    texts = paragraphs(8)
    assert body(page(p(texts, form), around)) == texts


def test_paragraphs_parted_by_line_breaks_are_the_body() -> None:
    texts = paragraphs(6)
    assert body(page("<br><br>".join(texts))) == texts


def test_sections_of_several_paragraphs_are_one_body_with_their_headings() -> None:
    parts = [("The pump", paragraphs(3)), ("The rope", paragraphs(2, 10)), ("The loft", paragraphs(4, 20))]
    inner = "".join(f"<section><h2>{head}</h2>{p(texts)}</section>" for head, texts in parts)
    assert body(page(inner)) == [line for head, texts in parts for line in (head, *texts)]


def teasers(count: int, start: int = 500) -> str:
    form = '<div class="card"><h3><a href="/s{0}">What the flood of year {0} left behind</a></h3><p>{1}</p></div>'
    return "".join(form.format(number, paragraph(number)) for number in range(start, start + count))


def test_a_teaser_list_longer_than_the_article_is_not_the_article() -> None:
    texts = paragraphs(4)
    source = page(f'<div class="text">{p(texts)}</div><div class="grid">{teasers(14)}</div>')
    assert body(source) == texts


def test_of_two_articles_the_title_chooses() -> None:
    one, two = paragraphs(5), paragraphs(9, 40)
    stories = [
        f"<article><h1>{TITLE}</h1>{p(one)}</article>",
        f"<article><h2>A mill without a wheel</h2>{p(two)}</article>",
    ]
    assert body(document(f"<main>{''.join(stories)}</main>")) == one
    swapped = document(
        f"<main><article><h1>A mill without a wheel</h1>{p(two)}</article>"
        f"<article><h2>{TITLE}</h2>{p(one)}</article></main>",
        title="A mill without a wheel",
    )
    assert body(swapped) == two


def test_entries_of_a_live_blog_keep_their_headings() -> None:
    entries = [(f"At {hour} the water stood at the door", paragraphs(2, hour * 3)) for hour in range(6, 12)]
    inner = "".join(f"<article><h2>{head}</h2>{p(texts)}</article>" for head, texts in entries)
    got = body(page(f"<p>{paragraph(0)}</p><div>{inner}</div>"))
    assert got == [paragraph(0), *(line for head, texts in entries for line in (head, *texts))]


def test_headings_in_headers_of_their_own_entries_stay() -> None:
    entries = [(f"At {hour} the water stood at the door", paragraphs(2, hour * 3)) for hour in range(6, 12)]
    inner = "".join(f"<article><header><h2>{head}</h2></header>{p(texts)}</article>" for head, texts in entries)
    assert body(page(f"<div>{inner}</div>")) == [line for head, texts in entries for line in (head, *texts)]


def test_a_beginning_made_otherwise_than_the_rest_is_the_bodys() -> None:
    lead, rest = paragraphs(3), paragraphs(6, 20)
    inner = f'<div class="intro"><p>{"</p><p>".join(lead)}</p></div><div class="rest">{p(rest)}</div>'
    assert body(page(inner)) == [*lead, *rest]


# Inserts


LINKS = "".join(f'<li><a href="/s{i}">How the mill of year {i} was lost to the water</a></li>' for i in range(3))
INSERTS = {
    "promo": '<div class="plate"><b>Elsewhere</b><a href="/a">The eel sellers of the tannery gate</a> '
    '<a href="/b">Nine bridges and no road</a></div>',
    "form": '<div class="plate"><h4>News by post</h4><p>Every morning in your inbox.</p>'
    "<form><input name=mail><button>Go on</button></form></div>",
    "related": f'<section class="related-stories"><h3>Related stories</h3><ul>{LINKS}</ul></section>',
    "aside": f"<aside><h3>Facts of the weir</h3><p>Built in 1788, mended often</p><ul>{LINKS}</ul></aside>",
    "picture": '<figure><img src="/weir.jpg" alt=""><figcaption>The weir on the third day</figcaption></figure>',
    "picture in divs": '<div><img src="/weir.jpg" alt=""><div class="caption">The weir on the third day</div></div>',
    "nav": '<nav><a href="/1">Page one</a> <a href="/2">Page two of this long story</a></nav>',
    "footer": "<footer><p>Written at the weir.</p></footer>",
    "button": "<button>Show the whole of the story now</button>",
    "dialog": "<dialog>The weir would like to send you word.</dialog>",
}


@pytest.mark.parametrize("name", INSERTS)
@pytest.mark.parametrize("form", ["<p>{}</p>", "<div><p>{}</p></div>"])
def test_an_insert_goes_and_the_text_goes_on_after_it(name: str, form: str) -> None:
    above, below = paragraphs(4), paragraphs(4, 20)
    assert body(page(f"{p(above, form)}{INSERTS[name]}{p(below, form)}")) == [*above, *below]


@pytest.mark.parametrize("name", ["picture", "picture in divs"])
def test_what_stands_with_a_picture_is_a_caption(name: str) -> None:
    article = fast(page(f"{p(paragraphs(4))}{INSERTS[name]}{p(paragraphs(4, 20))}"))
    assert [caption.text for caption in article.captions] == ["The weir on the third day"]


@pytest.mark.parametrize("tag", ["aside", "nav", "footer", "dialog"])
def test_prose_in_an_element_set_beside_the_content_goes(tag: str) -> None:
    texts, other = paragraphs(6), paragraph(77)
    source = "{}<{tag}><p>{}</p></{tag}>{}"
    assert body(page(source.format(p(texts[:3]), other, p(texts[3:]), tag=tag))) == texts
    assert body(page(source.format(p(texts), other, "", tag=tag))) == texts
    assert body(page(source.format(p(texts[:3]), other, p(texts[3:]), tag="div"))) == [*texts[:3], other, *texts[3:]]


def test_a_paragraph_with_links_in_the_flow_stays() -> None:
    linked = 'The clerk had <a href="/log">written the whole of it</a> down on the door of the mill that night.'
    texts = paragraphs(6)
    assert body(page(f"{p(texts[:3])}<p>{linked}</p>{p(texts[3:])}"))[3].startswith("The clerk had written")


# Copies, and what a page does not show


def test_a_second_copy_for_small_screens_comes_once() -> None:
    texts = paragraphs(6)
    source = page(f'<div class="desktop">{p(texts)}</div><div class="mobile">{p(texts)}</div>')
    assert body(source) == texts


def test_a_hidden_second_copy_comes_once() -> None:
    texts = paragraphs(6)
    assert body(page(f"<div>{p(texts)}</div><div hidden>{p(texts)}</div>")) == texts
    assert body(page(f"<div hidden>{p(texts)}</div><div>{p(texts)}</div>")) == texts


def test_a_body_that_is_hidden_whole_is_the_body() -> None:
    texts = paragraphs(6)
    assert body(page(f'<div style="display:none">{p(texts)}</div>')) == texts


def test_a_body_that_is_hidden_whole_keeps_its_headings() -> None:
    texts = paragraphs(6)
    source = page(f'<div style="display:none">{p(texts[:3])}<h2>The rope</h2>{p(texts[3:])}</div>')
    assert body(source) == [*texts[:3], "The rope", *texts[3:]]


def test_hidden_lines_beside_a_shown_body_go() -> None:
    texts = paragraphs(6)
    source = page(f"{p(texts[:3])}<div hidden><p>Nobody at the weir may read this.</p></div>{p(texts[3:])}")
    assert body(source) == texts


@pytest.mark.parametrize("around", ["<header><nav>{}", "<header><nav><ul>{}", "<form>{}</form>", "<aside>{}</aside>"])
def test_an_element_around_everything_costs_nothing(around: str) -> None:
    texts = paragraphs(8)
    assert body(document(around.format(f"<h1>{TITLE}</h1><div>{p(texts)}</div>"))) == texts


# Lists and headings


def test_a_list_of_links_goes_and_a_list_of_text_stays() -> None:
    texts = paragraphs(6)
    items = ["two pumps from the county", "a rope of ninety fathoms", "dry flour for nine days"]
    plain = "<ul>" + p(items, "<li>{}</li>") + "</ul>"
    linked = "<ul>" + p(items, '<li><a href="/x">{}</a></li>') + "</ul>"
    assert body(page(p(texts[:3]) + plain + p(texts[3:]))) == [*texts[:3], *items, *texts[3:]]
    assert body(page(p(texts[:3]) + linked + p(texts[3:]))) == texts


def test_a_heading_stays_only_with_text_under_it() -> None:
    texts = paragraphs(6)
    with_text = page(f"{p(texts[:3])}<h2>The second pump</h2>{p(texts[3:])}<h2>What came later</h2>")
    assert body(with_text) == [*texts[:3], "The second pump", *texts[3:]]
    found = verdict(with_text, "What came later")
    assert (found.label, bool(found.why)) == (Label.OTHER, True)


def test_a_list_of_links_with_a_word_behind_each_goes() -> None:
    texts = paragraphs(6)
    items = p(["mill", "bridge"], '<li><a href="/x">How the old {} was lost to the water</a>, in May</li>')
    assert body(page(f"{p(texts[:3])}<ul>{items}</ul>{p(texts[3:])}")) == texts


def test_an_orphaned_heading_over_an_insert_goes() -> None:
    texts = paragraphs(6)
    assert body(page(f"{p(texts)}<h2>More from the river</h2><ul>{LINKS}</ul>")) == texts


def test_a_box_headed_by_furniture_goes_with_its_heading() -> None:
    texts = paragraphs(8)
    lines = ["Four lines on the river, each day", "No more than that", "One word from you is enough"]
    box = f"<div class=plate><h3>{{}}</h3>{p(lines)}</div>"
    assert body(page(p(texts[:4]) + box.format(SIGN_UP) + p(texts[4:]))) == texts


def test_sentences_in_a_box_made_like_the_bodys_parts_go_by_its_heading() -> None:
    parts = [paragraphs(3), paragraphs(3, 20)]
    source = f"<div>{p(parts[0])}</div><div><h3>{{}}</h3><p>One line each day.</p></div><div>{p(parts[1])}</div>"
    assert body(page(source.format(SIGN_UP))) == [*parts[0], *parts[1]]
    assert "One line each day." in body(page(source.format("The rope")))


# Pages without an article, and very short ones


def test_a_page_of_teasers_is_no_article() -> None:
    source = document(f'<h1>News from the river</h1><div class="grid">{teasers(14)}</div>', title="News from the river")
    for cleaner in (Cleaner(), Cleaner(Options(fast=True))):
        article = cleaner.clean_html(source)
        assert (article.status, article.text) == ("no_article", "")
    assert judged(source)[2].presence < 0.2


@pytest.mark.parametrize(
    "sentence",
    [
        "The page you are looking for could not be found.",
        "Sorry, this page does not exist any more. Please go back to the front page.",
    ],
)
def test_a_page_that_says_not_found_is_no_article(sentence: str) -> None:
    source = document(
        f"<header><nav><a href='/'>Home</a></nav></header><div><h1>Not found</h1><p>{sentence}</p></div>", title="404"
    )
    for cleaner in (Cleaner(), Cleaner(Options(fast=True))):
        assert cleaner.clean_html(source).status == "no_article"


# Quotations, tables, short answers


QUOTE = "I kept the door open so that the water could leave again."
SPEAKER = "Ana Ruud, bell founder"


def test_a_quotation_in_a_figure_stays_with_its_speaker() -> None:
    above, below = paragraphs(4), paragraphs(4, 20)
    figure = f"<figure><blockquote><p>{QUOTE}</p></blockquote><figcaption>{SPEAKER}</figcaption></figure>"
    article = Cleaner().clean_html(page(p(above) + figure + p(below)))
    assert [block.text for block in article.blocks if block.label is Label.BODY] == [*above, QUOTE, SPEAKER, *below]
    assert article.captions == []


def test_words_under_a_picture_in_a_figure_are_a_caption_beside_a_quotation_elsewhere() -> None:
    figure = f'<figure><img src="/ana.jpg" alt=""><figcaption>{SPEAKER}</figcaption></figure>'
    source = page(p(paragraphs(4)) + f"<blockquote>{QUOTE}</blockquote>" + figure + p(paragraphs(4, 20)))
    assert SPEAKER not in body(source)
    assert QUOTE in body(source)


ROWS = [("Upper Ness", "14", "2.1 m"), ("Lower Ness", "31", "3.4 m"), ("The Tannery", "7", "0.9 m")]
TABLE = "<table>" + "".join(f"<tr>{p(row, '<td>{}</td>')}</tr>" for row in ROWS) + "</table>"
ANSWERS = [("Did the weir hold?", "Yes."), ("Did the clerk stay?", "No."), ("Is there flour left?", "Some.")]


@pytest.mark.parametrize("options", [Options(), Options(fast=True)], ids=["asked", "fast"])
def test_tables_stay_whether_trafilatura_is_asked_or_not(options: Options) -> None:
    above, below = paragraphs(3), paragraphs(3, 20)
    article = Cleaner(options).clean_html(page(p(above) + TABLE + p(below)))
    cells = [block.text for block in article.blocks if block.label is Label.BODY and block.kind is Kind.CELL]
    assert cells == [cell for row in ROWS for cell in row]


@pytest.mark.parametrize("options", [Options(), Options(fast=True)], ids=["asked", "fast"])
def test_answers_of_one_word_stay_whether_trafilatura_is_asked_or_not(options: Options) -> None:
    lines = [line for answer in ANSWERS for line in answer]
    article = Cleaner(options).clean_html(page(p(paragraphs(3)) + p(lines) + p(paragraphs(3, 20))))
    assert [block.text for block in article.blocks if block.text in lines and block.label is Label.BODY] == lines


@pytest.mark.parametrize("lines", [[cell for row in ROWS for cell in row], [line for pair in ANSWERS for line in pair]])
def test_a_consulted_text_takes_out_nothing_that_is_too_short_to_find(lines: list[str]) -> None:
    texts = [*paragraphs(3), *paragraphs(3, 20)]
    inner = TABLE if lines[0] == "Upper Ness" else p(lines)
    made = read(page(p(texts[:3]) + inner + p(texts[3:])))
    opinion = BlockJudge(made, Hints(), []).opinion("\n".join(texts))
    found = {made.blocks[v.block].text for v in opinion.verdicts if v.label is Label.BODY}
    short = {line for line in lines if len(line.split()) < 3}
    assert short <= found
    assert set(texts) <= found


def test_an_article_without_html_and_body_is_found() -> None:
    first = "It rained all day in the valley and nobody came out to the fair in the end."
    second = "The river stood in the lower streets until the evening, the mayor said on Monday."
    article = Cleaner().clean_html(f"<title>Rain</title><article><h1>Rain falls</h1><p>{first}<p>{second}</article>")
    assert (article.status, article.text) == ("ok", f"{first}\n\n{second}")


def test_a_list_of_lines_that_ends_the_article_stays_with_its_headings() -> None:
    texts = paragraphs(3)
    first, second = [f"Bram Okafor, Mill {n}" for n in range(4)], [f"Iris Tamm, Weir {n}" for n in range(4)]
    parts = [("Best mill", first), ("Best weir", second)]
    inner = p(texts) + "".join(f"<h3>{head}</h3>{p(names)}" for head, names in parts)
    more = '<div class="more"><ul><li><a href="/a">Eels are back</a></li><li><a href="/b">The bell</a></li></ul></div>'
    assert body(page(inner + more)) == [*texts, "Best mill", *first, "Best weir", *second]


def test_a_few_lines_or_links_after_the_last_paragraph_are_no_list_of_the_article() -> None:
    texts = paragraphs(4)
    links = "".join(f'<p><a href="/{n}">What became of mill number {n}</a></p>' for n in range(8))
    assert body(page(p(texts) + "<p>Ness Post</p><p>Page four</p>")) == texts
    assert body(page(p(texts) + links)) == texts
