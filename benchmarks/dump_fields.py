"""Title, author and day read off dumps, where they stand there: python -m benchmarks.dump_fields [-d DUMP …] [--misses]

Of each dump only those pages count in which the truth stands: the title as it is printed, each author who is not the
site itself on a line of at most 200 characters, the day in any of the usual forms. "wrong" is how often something else
is given, of all pages that have the field. Weights never saw the page's site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks import corpus, fields, folds
from benchmarks.corpus import FUNDUS_PARSERS, Page
from benchmarks.dumps import DUMPS, installed
from benchmarks.fields import key, moment, names, plain
from benchmarks.tables import heading, spread, table

TITLE, AUTHORS, DAY = "title", "authors", "day"
COLUMNS = (TITLE, AUTHORS, DAY)


@dataclass(frozen=True, slots=True)
class Read:
    """One field of one page's dump: whether the truth stands in it, whether it was read off, whether anything was."""

    stands: bool
    right: bool
    given: bool
    note: str = ""


def stands(page: Page, text: str) -> dict[str, bool]:
    """For each field that has a truth, whether it stands in the text."""
    meta = page.truth["meta"]
    out: dict[str, bool] = {}
    if meta.get("title"):
        out[TITLE] = plain(meta["title"]) in plain(text)
    people = [name for name in names(meta.get("authors") or ()) if key(name) not in fields.site_names(page)]
    if people:
        lines = [plain(line).casefold() for line in text.split("\n") if len(line) <= _SHORT]
        out[AUTHORS] = all(any(_word(name).search(line) for line in lines) for name in people)
    found = moment(meta.get("date"))
    if found:
        around = fields.days(found, fields.zones(page))
        out[DAY] = any(_written(day).search(text) for day in around)
    return out


_SHORT = 200
"""Characters of a line that may be a byline."""


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)".replace(r"\ ", r"[.\s]+"))


def _written(day: date) -> re.Pattern[str]:
    """The day as texts write it: with the month in words, in figures, in the order of any country."""
    d, m, y = f"0?{day.day}", f"0?{day.month}", f"(?:{day.year}|{day.year % 100:02})"
    word = r"[^\W\d_]{3,12}\.?"
    forms = (
        rf"{d}(?:st|nd|rd|th|er|º|\.)?,?\s+(?:de\s+|of\s+|d[’'])?{word},?\s+(?:de\s+|del\s+)?{day.year}",
        rf"{word}\s+{d}(?:st|nd|rd|th)?,?\s+{day.year}",
        rf"{d}\s?[./-]\s?{m}\s?[./-]\s?{y}",
        rf"{m}\s?[./-]\s?{d}\s?[./-]\s?{y}",
        rf"{day.year}\s?[./-]\s?{m}\s?[./-]\s?{d}",
        rf"{day.year}\s?年\s?{m}\s?月\s?{d}\s?日",
        rf"{day.year}년\s?{m}월\s?{d}일",
    )
    return re.compile("|".join(rf"(?<!\d)(?:{form})(?!\d)" for form in forms))


def read(job: tuple[str, Page]) -> dict[str, Read]:
    """What cleanpress reads off one page's dump; a job names the dump and the page."""
    dump, page = job
    try:
        text = DUMPS[dump][1](page.html) or ""
    except Exception:  # a tool that fails on a page gives nothing of it
        text = ""
    article = folds.text_cleaner(page.html, page.url).clean_text(text)
    answer = fields.Fields(article.title, article.authors, article.published)
    scored = fields.score(page, fields.answered(answer))
    right = {TITLE: fields.TITLE_OR_SITE, AUTHORS: fields.AUTHORS_SAME, DAY: fields.SAME_DAY}
    given = {TITLE: article.title, AUTHORS: article.authors, DAY: article.published}
    meta = page.truth["meta"]
    true = {TITLE: meta.get("title"), AUTHORS: meta.get("authors"), DAY: meta.get("date")}
    return {
        field: Read(
            stood, scored.get(right[field], 0.0) == 1.0, bool(given[field]), f"{true[field]!r} → {given[field]!r}"
        )
        for field, stood in stands(page, text).items()
    }


def summarise(found: Sequence[Mapping[str, Read]]) -> dict[str, tuple[float, int, float]]:
    """For each field: percent right of the pages where it stands, their number, percent of wrong answers of all."""
    out: dict[str, tuple[float, int, float]] = {}
    for field in COLUMNS:
        all_ = [page[field] for page in found if field in page]
        there = [each for each in all_ if each.stands]
        wrong = sum(each.given and not each.right for each in all_)
        if all_:
            share = 100 * sum(each.right for each in there) / (len(there) or 1)
            out[field] = share, len(there), 100 * wrong / len(all_)
    return out


def show(name: str, pages: Sequence[Page], dumps: Sequence[str], *, misses: bool = False) -> None:
    """Prints the table of one collection."""
    pages = [page for page in pages if page.truth.get("meta")]
    if not pages:
        return
    rows: list[list[str]] = []
    missed: list[str] = []
    every: list[dict[str, Read]] = []
    for dump in dumps:
        found = spread(read, [(dump, page) for page in pages])
        every += found
        rows.append([dump, *_cells(found)])
        for page, fields_ in zip(pages, found, strict=True):
            for field, each in fields_.items():
                if not each.right and (each.stands or each.given):
                    missed.append(f"- {dump}, {page.id}, {field}{'' if each.stands else ' (not there)'}: {each.note}")
    rows.append(["all", *_cells(every)])
    heading(f"Fields read off dumps of {name}, {len(pages)} pages")
    print(table(["dump", *(f"{column} (of), wrong" for column in COLUMNS)], rows))
    if misses:
        print("\n".join(["", *missed]))


def _cells(found: Sequence[Mapping[str, Read]]) -> list[str]:
    figures = summarise(found)
    return [f"{a:.1f} ({n}), {w:.1f}" for a, n, w in (figures[column] for column in COLUMNS if column in figures)]


def main() -> None:
    """Reads the command line and prints the tables."""
    parser = corpus.options(__doc__, (FUNDUS_PARSERS,))
    parser.add_argument("-d", "--dumps", nargs="+", choices=list(DUMPS), default=list(DUMPS), metavar="DUMP")
    parser.add_argument("--misses", action="store_true", help="also list what is missing or wrong")
    arguments = parser.parse_args()
    for name, pages in corpus.chosen(arguments):
        show(name, pages, installed(arguments.dumps), misses=arguments.misses)


if __name__ == "__main__":
    main()
