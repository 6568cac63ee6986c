"""Pages that are no usual ones: one endless block, very many, no letters, all hidden, all links, all repeated, other
scripts. The verdict is a sensible one, or that there is no article."""

from __future__ import annotations

import pytest

from cleanpress import Article, Cleaner, Options, Status
from cleanpress.model import Label
from weir import TITLE, body, document, fast, p, page, paragraph, paragraphs

JAPANESE = [
    "橋は月曜日の夜、春まで閉鎖されることが町議会で決まった。町長は、七本の柱のうち二本にひびが見つかったと説明した。",
    "バスは運河沿いの道を通ることになり、町までの所要時間は約二十分長くなる。商店主らは家賃への補助を県に求めている。",
    "最後の修理は一九八七年に行われ、費用の大半は当時の鉄道会社が負担した。今回の費用はまだ分かっていない。",
    "技術者たちは来週から柱の深さを調べる予定で、結果が出るまで歩行者も橋を渡ることはできないという。",
    "対岸の学校は授業を公民館に移し、子どもたちは毎朝、渡し船で川を渡っている。船を出すのは元の渡し守だ。",
]
THAI = [
    "ชาวบ้านในหมู่บ้านริมแม่น้ำช่วยกันขนกระสอบทรายมากั้นน้ำที่ท่วมถนนสายหลักมาตั้งแต่เมื่อคืนนี้และยังไม่มีใครยอมกลับบ้านไปนอน",
    "นายกเทศมนตรีบอกกับที่ประชุมว่าสะพานเก่าจะปิดจนถึงฤดูใบไม้ผลิปีหน้าเพราะพบรอยร้าวที่เสาสองต้นจากทั้งหมดเจ็ดต้น",
    "รถประจำทางจะใช้ถนนเลียบคลองแทนซึ่งทำให้การเดินทางเข้าเมืองนานขึ้นประมาณยี่สิบนาทีในช่วงเช้าของทุกวันทำงาน",
    "เจ้าของร้านค้าที่อยู่อีกฝั่งหนึ่งกลัวว่าจะขายของไม่ได้และขอให้จังหวัดช่วยจ่ายค่าเช่าจนกว่าสะพานจะเปิดอีกครั้ง",
    "การซ่อมครั้งสุดท้ายทำเมื่อสามสิบปีก่อนและใช้เงินสองล้านซึ่งส่วนใหญ่การรถไฟเป็นผู้จ่ายในเวลานั้นตามคำบอกของช่าง",
]
ARABIC = [
    "قرر مجلس البلدة مساء الاثنين إغلاق الجسر القديم حتى الربيع المقبل. وقال رئيسها إن الخبراء وجدوا شقوقا في عمودين.",
    "ستسلك الحافلات الطريق بمحاذاة القناة، مما يزيد نحو عشرين دقيقة على الرحلة إلى وسط البلدة في كل صباح.",
    "يخشى أصحاب المتاجر على الضفة الأخرى على تجارتهم، وقد طلبوا من المحافظة المساعدة في دفع الإيجار حتى يفتح الجسر.",
    "جرى آخر ترميم قبل ثلاثين عاما وكلف مليونين، دفعت السكك الحديدية معظمها في ذلك الوقت، كما قال المهندس المسؤول.",
    "نقلت المدرسة دروسها إلى قاعة البلدة، ويعبر التلاميذ النهر كل صباح على متن قارب صغير. هل يكفي القارب؟ لا أحد يعرف.",
]
HEBREW = [
    "מועצת העיר החליטה ביום שני בערב לסגור את הגשר הישן עד האביב הבא. ראש העיר אמר כי נמצאו סדקים בשניים מעמודיו.",
    "האוטובוסים ייסעו בדרך שלאורך התעלה, ומשך הנסיעה אל מרכז העיר יתארך בכעשרים דקות בכל בוקר של יום עבודה.",
    "בעלי החנויות בגדה השנייה חוששים לפרנסתם וביקשו מן המחוז עזרה בתשלום שכר הדירה עד שהגשר ייפתח מחדש לתנועה.",
    "התיקון האחרון נעשה לפני שלושים שנה ועלה שני מיליון, ורובם שולמו בידי הרכבת באותם ימים, כך אמר המהנדס.",
    "בית הספר העביר את שיעוריו לאולם העירייה, והתלמידים חוצים את הנהר מדי בוקר בסירה קטנה. איש אינו יודע עד מתי.",
]
SCRIPTS = {"ja": JAPANESE, "th": THAI, "ar": ARABIC, "he": HEBREW}


def in_script(lang: str, around: str = "<article>{}</article>") -> str:
    texts = SCRIPTS[lang]
    title, menu = texts[0][:18], "".join(f'<li><a href="/{n}">{text[:6]}</a></li>' for n, text in enumerate(texts))
    side = "".join(f'<li><a href="/s{n}">{text[6:24]}</a></li>' for n, text in enumerate(texts))
    direction = ' dir="rtl"' if lang in ("ar", "he") else ""
    return (
        f'<html lang="{lang}"{direction}><head><title>{title}</title></head><body><nav><ul>{menu}</ul></nav>'
        f"{around.format(f'<h1>{title}</h1>{p(texts)}')}<aside><ul>{side}</ul></aside></body></html>"
    )


def judged_whole(article: Article) -> None:
    """Every block has a mark of the engine with a rule, and text comes with the status of an article only."""
    assert all(block.rule for block in article.blocks)
    assert bool(article.text) == (article.status is Status.OK)
    assert article.status in (Status.OK, Status.NO_ARTICLE)


@pytest.mark.parametrize("lang", SCRIPTS)
@pytest.mark.parametrize("around", ["<article>{}</article>", "<div>{}</div>", "<table><tr><td>{}</td></tr></table>"])
def test_articles_in_other_scripts_and_directions(lang: str, around: str) -> None:
    blocks = Cleaner().clean_html(in_script(lang, around)).blocks
    assert [block.text for block in blocks if block.label is Label.BODY] == SCRIPTS[lang]


@pytest.mark.parametrize("cleaner", [Cleaner(), Cleaner(Options(fast=True))], ids=["asked", "fast"])
def test_a_page_of_one_block_of_five_megabytes(cleaner: Cleaner) -> None:
    text = " ".join(paragraphs(25_000))
    assert len(text) > 5_000_000
    article = cleaner.clean_html(document(f"<h1>{TITLE}</h1><p>{text}</p>"))
    judged_whole(article)
    assert article.text == text


def test_a_page_of_one_word_of_five_megabytes_is_no_article_or_that_word() -> None:
    article = Cleaner().clean_html(document(f"<p>{'x' * 5_000_000}</p>"))
    judged_whole(article)


@pytest.mark.parametrize("number", [200, 1_000, 50_000])
def test_an_article_of_very_many_paragraphs(number: int) -> None:
    texts = paragraphs(number)
    article = Cleaner().clean_html(page(p(texts)))
    judged_whole(article)
    kept = [block.text for block in article.blocks if block.label is Label.BODY]
    assert len(kept) == number
    assert kept == texts


def test_a_live_blog_of_very_many_entries() -> None:
    entries = [(f"At {n} the water stood at the door", paragraphs(2, 2 * n)) for n in range(300)]
    inner = "".join(f"<article><h2>{head}</h2>{p(texts)}</article>" for head, texts in entries)
    assert body(page(f"<div>{inner}</div>")) == [line for head, texts in entries for line in (head, *texts)]


@pytest.mark.parametrize("number", [1_000, 50_000])
def test_a_list_of_very_many_links_is_no_article(number: int) -> None:
    form = '<li><a href="/{0}">How the mill of year {0} was lost to the water</a></li>'
    article = Cleaner().clean_html(page(f"<ul>{''.join(map(form.format, range(number)))}</ul>"))
    judged_whole(article)
    assert article.status is Status.NO_ARTICLE


def test_an_article_among_fifty_thousand_short_lines() -> None:
    texts = paragraphs(12)
    lines = "".join(f"<li>{number} fathoms</li>" for number in range(50_000))
    article = fast(page(f"<div>{p(texts)}</div><div><ul>{lines}</ul></div>"))
    judged_whole(article)
    assert article.text == "\n\n".join(texts)


@pytest.mark.parametrize("line", ["***", "12:30", "— — —", "👍👍👍", "2024 2023 2022", "…", "| | |"])
def test_a_page_without_letters_is_no_article(line: str) -> None:
    article = Cleaner().clean_html(page(p([line] * 40)).replace(TITLE, "12"))
    judged_whole(article)
    assert article.status is Status.NO_ARTICLE


def test_a_page_that_is_hidden_whole_gives_its_article() -> None:
    texts = paragraphs(8)
    hidden = page(p(texts)).replace("<body>", '<body style="display:none">')
    judged_whole(fast(hidden))
    assert body(hidden) == texts


@pytest.mark.parametrize("number", [5, 40, 400])
def test_a_page_of_links_is_no_article(number: int) -> None:
    lines = [f"What became of mill number {n} after the water had gone" for n in range(number)]
    for form in (
        '<p><a href="/x">{}</a></p>',
        '<li><a href="/x">{}</a></li>',
        '<div><h3><a href="/x">{}</a></h3></div>',
    ):
        article = Cleaner().clean_html(page(p(lines, form)))
        judged_whole(article)
        assert article.status is Status.NO_ARTICLE


def test_a_page_of_linked_paragraphs_is_no_article() -> None:
    article = Cleaner().clean_html(page(p(paragraphs(20), '<p><a href="/x">{}</a></p>')))
    judged_whole(article)
    assert article.status is Status.NO_ARTICLE


@pytest.mark.parametrize("number", [2, 40, 4_000])
def test_a_paragraph_again_and_again_comes_once_or_not_at_all(number: int) -> None:
    article = Cleaner().clean_html(page(p([paragraph(1)] * number)))
    judged_whole(article)
    assert article.text in ("", paragraph(1))


def test_an_article_with_a_line_again_and_again_beside_it() -> None:
    texts = paragraphs(8)
    assert body(page(p(texts) + "".join(f"<div>{'Share this story'}</div>" for _ in range(400)))) == texts


def test_elements_within_elements_without_end() -> None:
    texts = paragraphs(8)
    assert body(page(f"{'<div>' * 400}{p(texts)}{'</div>' * 400}")) == texts


@pytest.mark.parametrize(
    "source",
    ["<html></html>", "<p> </p>", "<img src=a.jpg>", "<script>var a = 'It rained all day.'</script>", "<br>" * 500],
)
def test_a_page_without_text_has_no_article(source: str) -> None:
    article = Cleaner().clean_html(source)
    assert (article.text, article.confidence) == ("", None)
    assert article.status in (Status.EMPTY, Status.NO_ARTICLE)
