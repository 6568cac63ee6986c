"""Prints all tables as markdown: python -m benchmarks [TABLE …] [-c NAME …]

The tables: quality, residue, dumps, metadata, speed. Each can also be run alone, with more options:
python -m benchmarks.TABLE --help
"""

from __future__ import annotations

from benchmarks import corpus, dumps, metadata, peers, quality, residue, speed
from benchmarks.corpus import AEB, BY_PARAGRAPH, Page
from benchmarks.tables import heading

TABLES = ("quality", "residue", "dumps", "metadata", "speed")


def _show(name: str, collections: list[tuple[str, list[Page]]]) -> None:
    heading(name.capitalize(), 2)
    running = [each for each in collections if each[0] in (*BY_PARAGRAPH, AEB)]
    with_text = peers.installed(name for name, peer in peers.PEERS.items() if peer.text)
    match name:
        case "quality":
            quality.show(collections, with_text)
        case "residue":
            residue.show(collections, with_text)
        case "dumps":
            dumps.show(running, dumps.installed(list(dumps.TOOLS)), list(dumps.CLEANERS))
        case "metadata":
            metadata.show(collections, peers.installed(name for name, peer in peers.PEERS.items() if peer.fields))
        case "speed" if running:
            speed.show(speed.sample(running, 75), speed.installed(list(speed.RUNNERS)), repeat=3)


def main() -> None:
    """Reads the command line and prints the tables."""
    parser = corpus.options(__doc__)
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=f"of {', '.join(TABLES)}; default: all")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.tables if name not in TABLES]
    if unknown:
        parser.error(f"no table is called {unknown[0]!r}; there are {', '.join(TABLES)}")
    collections = corpus.chosen(arguments)
    for name in TABLES:
        if name in (arguments.tables or TABLES):
            _show(name, collections)


if __name__ == "__main__":
    main()
