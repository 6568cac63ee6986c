"""How much is answered, and how much of it is wrong: python -m benchmarks.risk [-c NAME …]

Authors and date of every page, by what bears the answer out: whether the page prints it (a byline, a date line, a
`time` element), and how many sources of its data say the same. Each row adds a class of answers to those above it,
the surest first: "answered" is their share of all pages with that truth, "wrong" the share of answers that are not the
truth, "invented" the share of pages without an author or date that are given one. The last row is what cleanpress
answers.
Every page is cleaned with the weights of the fold that its site is not in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks import corpus, fields, folds
from benchmarks.corpus import FUNDUS_PARSERS, TRAFILATURA, WCXB, Page
from benchmarks.peers import Fields
from benchmarks.tables import heading, spread, table
from cleanpress import Article

_PRINTED = frozenset({"byline", "dateline", "time", "text"})
_MANY = 3
CLASSES = (
    "printed, and told by the data",
    "printed alone",
    f"told by {_MANY} sources or more",
    "told by two",
    "told by one",
)
"""What bears an answer out, the surest first."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One field of one page: the class of its answer (None for no answer), whether it is right, whether there is one
    to give."""

    borne_out: str | None
    right: bool
    given: bool


def _agreeing(article: Article, page: Page, field: str) -> set[str]:
    """The sources whose value is the one that was chosen, in the normal form in which answers are scored."""
    if field == "authors":
        chosen = fields.names(article.authors)
        return {c.source for c in article.candidates() if c.field == "authors" and chosen & fields.names([c.value])}
    around = fields.zones(page)
    days = fields.days(fields.moment(article.published), around)
    return {
        c.source
        for c in article.candidates()
        if c.field == "published" and (c.won or days & fields.days(fields.moment(c.value), around))
    }


def _class_of(sources: Iterable[str]) -> str:
    printed = _PRINTED.intersection(sources)
    told = set(sources) - _PRINTED
    if printed:
        return CLASSES[0] if told else CLASSES[1]
    return CLASSES[2] if len(told) >= _MANY else CLASSES[3] if len(told) > 1 else CLASSES[4]


def _answers(page: Page) -> dict[str, Answer]:
    """The answers for the fields that the page's truth speaks of."""
    article = folds.cleaner(page.html, page.url).clean_html(page.html, page.url or None)
    when = article.published.isoformat() if article.published else None
    scored = fields.score(page, fields.answered(Fields(None, list(article.authors), when)))
    out: dict[str, Answer] = {}
    for field, value, right, invented in (
        ("authors", article.authors, fields.AUTHORS_SAME, fields.INVENTED_AUTHORS),
        ("published", when, fields.SAME_DAY, fields.INVENTED_DATE),
    ):
        if right in scored or invented in scored:
            found = _class_of(_agreeing(article, page, field)) if value else None
            out[field] = Answer(found, bool(scored.get(right, 0)), right in scored)
    return out


def curve(answers: Sequence[Answer]) -> list[list[str]]:
    """Rows of a table: each class with the surer ones, the share answered, wrong of it, and invented."""
    given, without = sum(each.given for each in answers), sum(not each.given for each in answers)
    rows = []
    for number, name in enumerate(CLASSES):
        held = [each for each in answers if each.borne_out in CLASSES[: number + 1]]
        true = [each for each in held if each.given]
        wrong = sum(not each.right for each in true)
        rows.append(
            [name, _percent(len(true), given), _percent(wrong, len(true)), _percent(len(held) - len(true), without)]
        )
    return rows


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else ""


def show(collections: Sequence[tuple[str, list[Page]]]) -> None:
    """Prints the curve of each field of each collection that has a truth of fields."""
    for name, found in collections:
        pages = [page for page in found if page.truth.get("meta")]
        rows = spread(_answers, pages)
        for field in ("authors", "published"):
            answers = [row[field] for row in rows if field in row]
            if answers:
                heading(f"{field.capitalize()} of {name}, {len(answers)} pages")
                print(table(["borne out by", "answered", "wrong", "invented"], curve(answers)))


def main() -> None:
    """Reads the command line and prints the tables."""
    parser = corpus.options(__doc__, (FUNDUS_PARSERS, TRAFILATURA, WCXB))
    show(corpus.chosen(parser.parse_args()))


if __name__ == "__main__":
    main()
