"""The rest of an article that stands hidden behind a button is text; other things that pages hide are not."""

from __future__ import annotations

import pytest

import cleanpress
from cleanpress.model import Article

SHOWN = [
    "The ferry company will stop sailing to the outer islands for five weeks from Monday, because the ramp at Vennby"
    " has cracked along its whole width.",
    "Islanders were told of it on Sunday evening, in a letter under their doors. A fishing boat is to bring milk and"
    " mail on two days of the week.",
]
REST = [
    "“We have lived through worse winters than this one,” said Runa Askel, who keeps the shop on Little Hask. “But then"
    " we had not been promised a bridge.”",
    "The ramp was poured in 1974 and has been patched nine times. The county put off a new one in each of the last four"
    " budgets, the last time by a single vote.",
]


def _clean(inside: str) -> Article:
    shown = "".join(f"<p>{text}</p>" for text in SHOWN)
    return cleanpress.clean_html(
        f"<html lang=en><head><title>Ferry to stop for five weeks</title></head><body><main><article>"
        f"<h1>Ferry to stop for five weeks</h1><div class=story>{shown}{inside}</div></article></main></body></html>"
    )


def _hidden(texts: list[str], attributes: str = 'style="display: none"') -> str:
    return f"<div {attributes}>{''.join(f'<p>{text}</p>' for text in texts)}</div>"


@pytest.mark.parametrize(
    "inside",
    [
        _hidden(REST, 'class="rest" hidden') + "<button>Continue reading</button>",
        "<button>Weiterlesen</button>" + _hidden(REST),
        _hidden(REST, 'class="x1" aria-hidden="true"') + '<p><a href="#">Read more</a></p>',
        _hidden(REST, 'class="read-more-wrapper" style="display:none"'),
        _hidden(REST, 'id="collapsedText" hidden'),
    ],
    ids=["button behind", "button before", "link to nowhere", "named read more", "named collapsed"],
)
def test_the_rest_of_an_article_behind_a_button_is_text(inside: str) -> None:
    article = _clean(inside)
    assert article.text.split("\n\n") == [*SHOWN, *REST]


@pytest.mark.parametrize(
    "inside",
    [
        _hidden(REST),
        _hidden(REST[:1]) + "<button>Continue reading</button>",
        _hidden(REST) + '<p><a href="/islands">All about the islands</a></p>',
        "<button>Show 12 comments</button>" + _hidden(REST),
        f"<h2>Terms</h2>{_hidden(REST)}<button>Close</button>",
    ],
    ids=["no button", "one paragraph", "a link to another page", "a button for comments", "behind a heading"],
)
def test_what_else_a_page_hides_is_no_text(inside: str) -> None:
    article = _clean(inside)
    assert not any(text in article.text for text in REST)
    assert article.text.split("\n\n")[: len(SHOWN)] == SHOWN
