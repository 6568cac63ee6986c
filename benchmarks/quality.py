"""Text quality against the peers: python -m benchmarks.quality [-c NAME …] [-x TOOL …] [--worst N]

One table a collection. P, R and F1 by words, "mean F1" over pages, "perfect" the share of pages without a difference,
"para F1" by whole paragraphs, "with" and "without" the share of marked snippets found, "err" pages on which the tool
raised (they count as an empty text).
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks import corpus, peers
from benchmarks.corpus import Page
from benchmarks.measures import PageScore, score, summarise
from benchmarks.tables import heading, spread, table

Scored = tuple[PageScore, str]


def extract(tool: str, page: Page) -> tuple[str, str]:
    """The tool's text of the page, and what it raised ("" for nothing; then the text is empty)."""
    read = peers.PEERS[tool].text
    if read is None:
        raise ValueError(f"{tool} gives no text")
    try:
        return read(page.html, page.url) or "", ""
    except Exception as problem:
        return "", f"{type(problem).__name__}: {problem}"


def _scored(job: tuple[str, Page]) -> Scored:
    tool, page = job
    text, problem = extract(tool, page)
    return score(page, text), problem


def measure(tool: str, pages: Sequence[Page]) -> list[Scored]:
    """Every page's score and what the tool raised, in the order of the pages."""
    return spread(_scored, [(tool, page) for page in pages])


def _value(scored: PageScore) -> float:
    """By what pages are put in order of how badly they went; 1 is best."""
    if scored.words is not None:
        return scored.words.f1
    parts = scored.segments
    return 1 - (parts.wanted - parts.found + parts.present) / ((parts.wanted + parts.unwanted) or 1) if parts else 0.0


def _show_worst(tool: str, pages: Sequence[Page], rows: Sequence[Scored], count: int) -> None:
    print(f"\n{tool}, worst pages:\n")
    order = sorted(zip(pages, rows, strict=True), key=lambda pair: _value(pair[1][0]))
    for page, (scored, problem) in order[:count]:
        print(f"- {_value(scored):.3f} {page.id} {problem}".rstrip())


def show(collections: Sequence[tuple[str, list[Page]]], tools: Sequence[str], worst: int = 0) -> None:
    """Prints the table of each collection."""
    for name, pages in collections:
        heading(f"{name}: {len(pages)} pages of {len({page.site for page in pages})} sites")
        results = {tool: measure(tool, pages) for tool in tools}
        figures = {tool: summarise([scored for scored, _ in rows]) for tool, rows in results.items()}
        head = list(next(iter(figures.values())))
        errors = {tool: sum(bool(problem) for _, problem in rows) for tool, rows in results.items()}
        cells = [
            [peers.titled(tool), *(f"{figures[tool][column]:.4f}" for column in head), str(errors[tool])]
            for tool in tools
        ]
        print(table(["tool", *head, "err"], cells))
        for tool in tools if worst else ():
            _show_worst(tool, pages, results[tool], worst)


def main() -> None:
    """Reads the command line and prints the tables."""
    names = [name for name, peer in peers.PEERS.items() if peer.text]
    parser = corpus.options(__doc__)
    parser.add_argument("-x", "--tools", nargs="+", choices=names, default=names, metavar="TOOL")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="also name each tool's N worst pages")
    arguments = parser.parse_args()
    show(corpus.chosen(arguments), peers.installed(arguments.tools), arguments.worst)


if __name__ == "__main__":
    main()
