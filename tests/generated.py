"""Pages made at random for the tests of promises: header, menus, prose, inserts, footer, in many makes of markup."""

from __future__ import annotations

import html

from hypothesis import strategies as st

_WHO = ["The council", "A farmer from Ashford", "The mayor", "Nobody in the valley", "An engineer", "Her lawyer", "It"]
_DID = ["closed the bridge", "said the water would rise", "asked for 3.5 million", "paid the bill", "left the meeting"]
_DID += ["read about a newsletter", "signed up to run again", "commented on the plan", "shared the cost"]
_WHEN = ["on Monday", "in 1987", "after a long night", "before the vote", "without a word", "as the rain went on"]
_SHORT = [
    "Home",
    "News",
    "Sport",
    "Share",
    "Most read",
    "Sign up for our newsletter",
    "Read more",
    "Log in",
    "Comments",
]
_SHORT += [
    "Advertisement",
    "Related stories",
    "Photograph: Reuters",
    "By Ann Lee",
    "Follow us",
    "Copyright 2024 The Post",
]
_CLASSES = [
    "",
    "share",
    "article-body",
    "newsletter-promo",
    "related",
    "comments",
    "content",
    "ad",
    "col-8 lead",
    "nav",
]

sentences = st.builds("{} {} {}.".format, st.sampled_from(_WHO), st.sampled_from(_DID), st.sampled_from(_WHEN))
paragraphs = st.lists(sentences, min_size=1, max_size=6).map(" ".join)
long_paragraphs = st.lists(sentences, min_size=4, max_size=7).map(" ".join)
odd = st.text(alphabet=st.sampled_from("ab é日\u0301\u200d<>&\"'\u00a0|#*_[]()`-1.\t"), max_size=30)
lines = st.one_of(st.sampled_from(_SHORT), sentences, odd)
classes = st.sampled_from(_CLASSES)


@st.composite
def inline(draw: st.DrawFn, text: str) -> str:
    """The text as inline markup: now and then a word is a link, bold, or stands after a line break."""
    words = [html.escape(word) for word in text.split(" ")]
    for index in draw(st.lists(st.integers(0, max(0, len(words) - 1)), max_size=2)):
        form = draw(st.sampled_from(["<b>{}</b>", '<a href="/x">{}</a>', "<i>{}</i>", "<br>{}", "<span>{}</span>"]))
        words[index] = form.format(words[index])
    return " ".join(words)


@st.composite
def inserts(draw: st.DrawFn) -> str:
    tag = draw(st.sampled_from(["aside", "div", "section", "ul", "figure", "table", "blockquote", "form"]))
    items = draw(st.lists(lines, min_size=1, max_size=4))
    wrap = {"ul": "<li>{}</li>", "table": "<tr><td>{0}<td>{0}</tr>", "figure": "<figcaption>{}</figcaption>"}
    form = wrap.get(tag, draw(st.sampled_from(["<p>{}</p>", "<a href=/y>{}</a>", "{}<br>", "<h3>{}</h3>"])))
    hidden = draw(st.sampled_from(["", "", "", " hidden"]))
    inner = "".join(form.format(html.escape(item)) for item in items)
    return f'<{tag} class="{draw(classes)}"{hidden}>{inner}</{tag}>'


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A page as HTML."""
    menu = "".join(
        f"<li><a href=/{i}>{item}</a>" for i, item in enumerate(draw(st.lists(st.sampled_from(_SHORT), max_size=5)))
    )
    title = draw(sentences)
    parts = []
    for text in draw(st.lists(paragraphs, max_size=6)):
        parts.append(f"<p>{draw(inline(text))}</p>")
        if draw(st.integers(0, 3)) == 0:
            parts.append(draw(inserts()))
    around = draw(st.sampled_from(["article", "div", "main", "section", "td"]))
    body = f'<{around} class="{draw(classes)}"><h1>{title}</h1>{"".join(parts)}</{around}>'
    before, behind = draw(st.lists(inserts(), max_size=2)), draw(st.lists(inserts(), max_size=3))
    return (
        f"<html><head><title>{title}</title></head><body><header><nav><ul>{menu}</ul></nav></header>"
        f"{''.join(before)}{body}{''.join(behind)}<footer><p>Copyright 2024 The Post</p></footer></body></html>"
    )


@st.composite
def dumps(draw: st.DrawFn) -> str:
    """A page as a scraper flattens it."""
    above = draw(st.lists(lines, max_size=5))
    inside = draw(st.lists(st.one_of(paragraphs, paragraphs, lines), max_size=8))
    below = draw(st.lists(lines, max_size=5))
    gap = draw(st.sampled_from(["\n", "\n\n", "\r\n", " \n\n\n"]))
    return gap.join([*above, *inside, *below])
