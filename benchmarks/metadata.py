"""Title, authors and date against the peers: python -m benchmarks.metadata [-c NAME …] [-x TOOL …] [--misses TOOL]

Percent of the pages with that truth. "title" is the same title, "title~" also with the site's name behind it. Authors
are compared as sets of names. "same day" in the page's zone or UTC; "same minute" of answers with a time of day, the
number of them in brackets. "invented" is given where the page has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks import corpus, fields, peers
from benchmarks.corpus import FUNDUS_PARSERS, TRAFILATURA, WCXB, Page
from benchmarks.fields import COLUMNS, MINUTE
from benchmarks.peers import Fields
from benchmarks.tables import heading, spread, table

_BETTER_LOW = frozenset({fields.INVENTED_AUTHORS, fields.INVENTED_DATE})


def answer(tool: str, page: Page) -> tuple[Fields, str]:
    """What the tool says of the page, and what it raised ("" for nothing; then it says nothing)."""
    read = peers.PEERS[tool].fields
    if read is None:
        raise ValueError(f"{tool} gives no fields")
    try:
        return fields.answered(read(page.html, page.url)), ""
    except Exception as problem:
        return Fields(), f"{type(problem).__name__}: {problem}"


def _scored(job: tuple[str, Page]) -> tuple[dict[str, float], str, Fields]:
    tool, page = job
    given, problem = answer(tool, page)
    return fields.score(page, given), problem, given


def _cell(tool: str, column: str, figures: Mapping[str, tuple[float, int]]) -> str:
    if column not in figures or COLUMNS[column] not in peers.PEERS[tool].answers:
        return ""
    mean, count = figures[column]
    return f"{100 * mean:.1f}" + (f" ({count})" if column == MINUTE else "")


def _show_misses(pages: Sequence[Page], rows: Sequence[tuple[dict[str, float], str, Fields]]) -> None:
    print()
    for page, (scored, _, given) in zip(pages, rows, strict=True):
        missed = [column for column, value in scored.items() if value == (column in _BETTER_LOW)]
        if missed:
            true = {name: page.truth["meta"].get(name) for name in ("title", "authors", "date")}
            print(f"- {page.id} {', '.join(missed)}\n  truth {true}\n  given {given}")


def show(collections: Sequence[tuple[str, list[Page]]], tools: Sequence[str], misses: str | None = None) -> None:
    """Prints the table of each collection that has a truth of fields."""
    for name, found in collections:
        pages = [page for page in found if page.truth.get("meta")]
        if not pages:
            continue
        results = {tool: spread(_scored, [(tool, page) for page in pages]) for tool in tools}
        figures = {tool: fields.summarise(scored for scored, _, _ in rows) for tool, rows in results.items()}
        head = [column for column in COLUMNS if any(column in each for each in figures.values())]
        cells = [
            [
                peers.titled(tool),
                *(_cell(tool, column, figures[tool]) for column in head),
                str(sum(bool(problem) for _, problem, _ in rows)),
            ]
            for tool, rows in results.items()
        ]
        heading(f"Fields of {name}, {len(pages)} pages")
        print(table(["tool", *head, "err"], cells))
        if misses:
            _show_misses(pages, results[misses])


def main() -> None:
    """Reads the command line and prints the tables."""
    names = [name for name, peer in peers.PEERS.items() if peer.fields]
    parser = corpus.options(__doc__, (FUNDUS_PARSERS, TRAFILATURA, WCXB))
    parser.add_argument("-x", "--tools", nargs="+", choices=names, default=names, metavar="TOOL")
    parser.add_argument("--misses", choices=names, metavar="TOOL", help="also list what this tool has wrong")
    arguments = parser.parse_args()
    tools = list(dict.fromkeys([*arguments.tools, *([arguments.misses] if arguments.misses else [])]))
    show(corpus.chosen(arguments), peers.installed(tools), arguments.misses)


if __name__ == "__main__":
    main()
