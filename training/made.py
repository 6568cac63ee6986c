"""Made-up pages for what the collections hardly show: pages without an article, live blogs, very short articles, notes
at the end, text in bare elements. Their sentences mean nothing; their markup is that of common sites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from training.corpora import Source

MADE = "made"
"""The name of the collection that these pages make."""
_WHO = ("The baker", "A nurse from Hollin", "Her cousin", "The station master", "Two pupils", "The harbour office",
        "Nobody on the council", "The owner of the kiln", "An engineer", "The choir")  # fmt: skip
_DID = ("measured the crack in the wall", "sold the last of the winter apples", "read the letter twice",
        "asked for a longer pier", "moved the clock back to the tower", "painted the gate green",
        "found no reason to wait", "paid for the new roof", "signed the list of names",
        "left before the rain")  # fmt: skip
_WHEN = ("on Tuesday morning", "after the vote", "in the week before the fair", "when the lamps went out",
         "for the third time", "as the contract says", "without saying why", "while others slept")  # fmt: skip
_THINGS = ("Pier", "Kiln", "Fair", "Tower", "Harvest", "Tram", "Archive", "Orchard", "Quarry", "Library")
_DOES = ("closes early", "opens again", "loses its roof", "wins a prize", "waits for money", "gets a second life")
_NOTES = ("Correction: an earlier version of this article named the wrong street.",
          "Editor's note: this story was changed on Friday to add a reply of the council.",
          "This article was amended on 4 March to correct the height of the tower.",
          "Berichtigung: In einer früheren Fassung stand ein falscher Name.",
          "Cet article a été corrigé : le pont date de 1911.")  # fmt: skip
_SHAPES = ("<p>{}</p>", "<div><p>{}</p></div>", "<div>{}</div>", "<section><p>{}</p></section>",
           '<div class="block text"><div><p>{}</p></div></div>', '<p class="css-a1b2">{}</p>')  # fmt: skip
_AROUND = ("<div>{}</div>", "<article>{}</article>", "<main>{}</main>", '<div id="content"><div>{}</div></div>',
           '<main><article class="story">{}</article></main>', "<table><tr><td>{}</td></tr></table>")  # fmt: skip


@dataclass(slots=True)
class Maker:
    """Makes pages by one row of random numbers."""

    random: np.random.Generator

    def pick(self, items: tuple[str, ...]) -> str:
        return items[int(self.random.integers(len(items)))]

    def count(self, low: int, high: int) -> int:
        return int(self.random.integers(low, high + 1))

    def sentence(self) -> str:
        tail = f", and {self.pick(_WHO).lower()} {self.pick(_DID)}" if self.random.random() < 0.5 else ""
        return f"{self.pick(_WHO)} {self.pick(_DID)} {self.pick(_WHEN)}{tail}."

    def paragraph(self, most: int = 4) -> str:
        return " ".join(self.sentence() for _ in range(self.count(1, most)))

    def title(self) -> str:
        return f"{self.pick(_THINGS)} of {self.pick(_THINGS).lower()}s {self.pick(_DOES)} {self.pick(_WHEN)}"

    def links(self, number: int, form: str = "<li><a href=/{0}>{1}</a></li>") -> str:
        return "".join(form.format(self.count(1, 9999), self.title()) for _ in range(number))

    def menu(self) -> str:
        words = "".join(f"<li><a href=/{w.lower()}>{w}</a></li>" for w in _THINGS[: self.count(3, 9)])
        return f"<header><nav><ul>{words}</ul></nav></header>"

    def cards(self, number: int) -> str:
        form = '<div class="card"><a href=/{0}><img src=/{0}.jpg></a><h3><a href=/{0}>{1}</a></h3><p>{2}</p></div>'
        return "".join(form.format(self.count(1, 9999), self.title(), self.paragraph(2)) for _ in range(number))

    def footer(self) -> str:
        owner = f"<p>© 2023 The Hollin {self.pick(_THINGS)}. All rights reserved.</p>"
        return f"<footer>{owner}<ul>{self.links(3)}</ul></footer>"

    def page(self, inner: str, title: str, kind: str = "article") -> str:
        """A whole page around what it holds; half of the pages say of what kind they are."""
        beside = f"<aside class=sidebar><h3>Most read</h3><ul>{self.links(6)}</ul></aside>" if self.count(0, 1) else ""
        said = f'<meta property="og:type" content="{kind}">' if self.count(0, 1) else ""
        head = f"<head><title>{title} - The Hollin Post</title>{said}</head>"
        return f"<html lang=en>{head}<body>{self.menu()}{inner}{beside}{self.footer()}</body></html>"


def made(number: int = 40) -> Iterator[Source]:
    """`number` pages of each kind, each with its body as truth (an empty one where the page holds no article)."""
    for name, kind in _KINDS.items():
        for i in range(number):
            maker = Maker(np.random.default_rng([i, *name.encode()]))
            html, body = kind(maker)
            yield Source(MADE, f"{name}-{i}", f"https://{name}{i}.example/", html.encode(), {"body": body})


def _article(maker: Maker) -> tuple[str, list[str]]:
    """A plain article in any markup, with inserts, headings, and perhaps a note at its end."""
    shape, title = maker.pick(_SHAPES), maker.title()
    parts, body = [f"<h1>{title}</h1>"], []
    for i in range(maker.count(80, 400) if maker.random.random() < 0.1 else maker.count(3, 14)):
        if i and maker.random.random() < 0.15:
            body.append(maker.title())
            parts.append(f"<h2>{body[-1]}</h2>")
        body.append(maker.paragraph())
        parts.append(shape.format(body[-1]))
        if maker.random.random() < 0.15:
            parts.append(_insert(maker))
    if maker.random.random() < 0.4:
        body.append(maker.pick(_NOTES))
        parts.append(
            maker.pick(("<p><em>{}</em></p>", '<div class="correction"><p>{}</p></div>', "<p>{}</p>")).format(body[-1])
        )
    return maker.page(maker.pick(_AROUND).format("".join(parts)) + _below(maker), title), body


def _insert(maker: Maker) -> str:
    return maker.pick((
        f'<aside class="related"><h4>Read more</h4><ul>{maker.links(2)}</ul></aside>',
        f"<div class=promo><b>Elsewhere</b> <a href=/x>{maker.title()}</a></div>",
        "<div class=signup><h4>News by post</h4><p>Every morning in your inbox.</p>"
        "<form><input><button>Go</button></form></div>",
        f"<figure><img src=/a.jpg><figcaption>{maker.title()}</figcaption></figure>",
        "<div class=ad>Advertisement</div>",
    ))  # fmt: skip


def _below(maker: Maker) -> str:
    return maker.pick(("", f"<section class=more><h2>More stories</h2>{maker.cards(maker.count(2, 8))}</section>",
                       f"<div><h3>Read also</h3><ul>{maker.links(5)}</ul></div>", _comments(maker)))  # fmt: skip


def _comments(maker: Maker) -> str:
    lines = (
        f"<li class=comment><b>reader{maker.count(1, 99)}</b><p>{maker.paragraph()}</p></li>"
        for _ in range(maker.count(1, 6))
    )
    return f"<section id=comments><h3>Comments</h3><ul>{''.join(lines)}</ul></section>"


def _flash(maker: Maker) -> tuple[str, list[str]]:
    """One to three short paragraphs, with a date and an author as articles have them."""
    title, body = maker.title(), [maker.paragraph(3) for _ in range(maker.count(1, 3))]
    top = f"<h1>{title}</h1><p class=byline>By Ada Quill</p><time datetime=2023-05-04T09:00>4 May 2023</time>"
    inner = maker.pick(_AROUND).format(top + "".join(maker.pick(_SHAPES).format(line) for line in body))
    return maker.page(inner + _below(maker), title), body


def _live(maker: Maker) -> tuple[str, list[str]]:
    """Entries with time and heading."""
    title, body, parts = maker.title(), [maker.paragraph()], []
    box = maker.pick(("<article>{}</article>", "<div class=entry>{}</div>", "<li>{}</li>", "<section>{}</section>"))
    for i in range(maker.count(40, 150) if maker.random.random() < 0.1 else maker.count(3, 12)):
        lines = [maker.title(), *(maker.paragraph() for _ in range(maker.count(1, 3)))]
        body += lines
        inner = "".join(f"<p>{line}</p>" for line in lines[1:])
        parts.append(box.format(f"<time>1{i % 10}:0{i % 10}</time><h2>{lines[0]}</h2>{inner}"))
    inner = f"<h1>{title}</h1><p>{body[0]}</p><div class=live>{''.join(parts)}</div>"
    return maker.page(maker.pick(_AROUND).format(inner) + _below(maker), title), body


def _listicle(maker: Maker) -> tuple[str, list[str]]:
    """An introduction and a list, or several with headings."""
    title, body, parts = maker.title(), [maker.paragraph()], []
    for _ in range(maker.count(1, 4)):
        head, items = (
            maker.title(),
            [maker.sentence() if maker.count(0, 1) else maker.pick(_DID) for _ in range(maker.count(3, 8))],
        )
        body += [head, *items]
        parts.append(f"<h3>{head}</h3><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>")
    body.append(maker.paragraph())
    inner = f"<h1>{title}</h1><p>{body[0]}</p>{''.join(parts)}<p>{body[-1]}</p>"
    return maker.page(maker.pick(_AROUND).format(inner) + _below(maker), title), body


def _front(maker: Maker) -> tuple[str, list[str]]:
    """A home, section or topic page: teasers, perhaps with a line or a paragraph on what the section is."""
    title = maker.pick(_THINGS)
    blocks = "".join(
        f"<section><h2>{maker.pick(_THINGS)}</h2>{maker.cards(maker.count(2, 7))}</section>"
        for _ in range(maker.count(1, 5))
    )
    form = "<article><a href=/{0}><h2>{1}</h2></a><p>{2}</p></article>"
    rows = "".join(form.format(i, maker.title(), maker.paragraph(2)) for i in range(maker.count(4, 12)))
    intro = f"<div class=intro><p>{maker.paragraph(3)}</p></div>" if maker.count(0, 1) else ""
    return maker.page(f"<main><h1>{title}</h1>{intro}{maker.pick((blocks, rows))}</main>", title, "website"), []


def _archive(maker: Maker) -> tuple[str, list[str]]:
    """A blog's or a search's list: headlines with the beginnings of what they lead to."""
    title = maker.pick(("Archive", "All posts", "Search results", "March 2023"))
    more = maker.pick(("Continue reading", "Read on", "Weiterlesen", "Lire la suite", ""))
    parts = []
    for i in range(maker.count(3, 9)):
        tail = f" … <a href=/p{i}>{more}</a>" if more else " …"
        parts.append(f"<h2><a href=/p{i}>{maker.title()}</a></h2><p>{maker.paragraph()[:-1]}{tail}</p>")
    box = maker.pick(("<article>{}</article>", "<li>{}</li>", '<div class="result">{}</div>'))
    inner = "".join(box.format(part) for part in parts)
    return maker.page(f"<main><h1>{title}</h1>{inner}<nav><a href=?page=2>2</a></nav></main>", title, "website"), []


def _author(maker: Maker) -> tuple[str, list[str]]:
    """A writer's page: who it is, and what was written."""
    about = "".join(f"<p>{maker.paragraph()}</p>" for _ in range(maker.count(1, 2)))
    box = maker.pick(
        ('<div class="author-bio">{}</div>', '<header class="profile">{}</header>', "<section>{}</section>")
    )
    inner = f"{box.format(f'<h1>Ada Quill</h1>{about}')}<h2>Latest</h2>{maker.cards(maker.count(3, 9))}"
    return maker.page(f"<main>{inner}</main>", "Ada Quill", maker.pick(("profile", "website"))), []


def _wall(maker: Maker) -> tuple[str, list[str]]:
    """A page that asks for something, offers something, or says that something is missing."""
    title = maker.pick(("Before you go on", "Page not found", "Sign in", "Our letters", "Your choice"))
    asks = "".join(f"<p>{maker.pick(_ASKS)}</p>" for _ in range(maker.count(1, 4)))
    form = maker.pick((
        "<button>Accept all</button><button>Settings</button>",
        "<form><label>E-mail</label><input name=mail><button>Go on</button></form>",
        "<a href=/>Back to the front page</a>",
        "".join(f"<label><input type=checkbox> {maker.title()}</label><p>{maker.sentence()}</p>" for _ in range(4)),
    ))  # fmt: skip
    box = maker.pick(("<main>{}</main>", "<div class=modal role=dialog>{}</div>", "<div id=page>{}</div>"))
    return maker.page(box.format(f"<h1>{title}</h1>{asks}{form}") + _below(maker), title, "website"), []


def _player(maker: Maker) -> tuple[str, list[str]]:
    """A video's or picture's page: one line about it."""
    title = maker.title()
    shown = maker.pick(('<div class="video-player"><video src=/a.mp4></video></div>', "<img src=/a.jpg>"))
    inner = f"<h1>{title}</h1>{shown}<p>{maker.sentence()}</p><span>01:{maker.count(10, 59)}</span>"
    return maker.page(f"<main>{inner}<h2>More</h2>{maker.cards(maker.count(2, 8))}</main>", title, "video.other"), []


_ASKS = (
    "We use cookies and similar technologies to run this site. You may accept all or choose which you allow.",
    "Please sign in to go on. Readers with an account can read ten stories a month.",
    "The page you asked for is gone. It may have been moved, or its address may have changed.",
    "With our partners we store and read data on your device to measure which pages are read and to show fitting ads.",
    "You can take back your consent at any time in the settings. Without it we show fewer ads and know less of you.",
    "Your search found nothing. Try other words, or go back to the front page.",
    "Choose the letters you would like to have. You can leave each of them with one click.",
    "This video is not available in your country. Watch another one below.",
    "Wählen Sie, ob Sie mit Werbung weiterlesen oder ein Abonnement ohne Werbung abschließen möchten.",
    "Créez un compte gratuit pour lire cet espace réservé aux lecteurs inscrits, ou connectez-vous.",
)

_KINDS = {
    "article": _article, "flash": _flash, "live": _live, "listicle": _listicle,
    "front": _front, "archive": _archive, "author": _author, "wall": _wall, "player": _player,
}  # fmt: skip
