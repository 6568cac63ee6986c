"""What is left in the articles that does not belong there: python -m benchmarks.residue [-x TOOL …] [--list TOOL]

On pages whose truth is a list of paragraphs. A residue is a line of the output that is no part of the true article; it
is counted by what it reads like (benchmarks/kinds.py), else as "unnamed". A repeat is a line of over 25 characters,
its trailing credit in brackets left aside, that stands there more often than in the truth; "title" is the headline
as a line of the text. "named" is all of it but "unnamed". Figures are per 100 pages. "lost" is the share of the true
paragraphs of over 60 characters that are not in the text; the truth counts the standfirst among them, which cleanpress
gives as a field and never as text. The gate therefore counts what came back as the standfirst as not lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks import corpus, peers
from benchmarks.corpus import BY_PARAGRAPH, Page
from benchmarks.kinds import KINDS, kind_of
from benchmarks.measures import lines, one_line, paragraphs
from benchmarks.quality import extract
from benchmarks.tables import heading, spread, table

_CREDIT = re.compile(r"\s*\([^()]{2,60}\)$")
_REPEATABLE, _LONG = 25, 60
UNNAMED = "unnamed"
COLUMNS = (*KINDS, "repeat", "title")


@dataclass(frozen=True, slots=True)
class Residue:
    """What one output leaves, by kind; how many long true paragraphs it lost, of how many; the lines left."""

    kinds: Counter[str]
    lost: int
    long: int
    lines: list[tuple[str, str]] = field(default_factory=list)

    @property
    def named(self) -> int:
        """The number of residues that read like some furniture, are repeats or the title."""
        return self.kinds.total() - self.kinds[UNNAMED]


def _without_credit(line: str) -> str:
    return _CREDIT.sub("", line).lower()


def residue(page: Page, text: str, standfirst: str | None = None) -> Residue:
    """What `text` leaves of the page's furniture and loses of its article; a `standfirst` given apart is not lost."""
    truth = paragraphs(page.truth)
    body = [*truth.all, *truth.summary]
    true_lines = {one_line(part) for part in body}
    running = one_line(" ".join(body)).lower()
    found = lines(text)
    left = [line for line in found if line not in true_lines and line.lower() not in running]
    named = [(kind_of(line) or UNNAMED, line) for line in left]
    kinds = Counter(kind for kind, _ in named)
    seen = Counter(_without_credit(line) for line in found if len(line) > _REPEATABLE)
    true_count = Counter(_without_credit(one_line(part)) for part in body)
    kinds["repeat"] = sum(max(0, count - max(1, true_count[line])) for line, count in seen.items())
    title = one_line(page.truth.get("title") or "").lower()
    kinds["title"] = sum(line.lower() == title for line in found) if title else 0
    whole = one_line(f"{text}\n{standfirst or ''}")
    long = [line for line in true_lines if len(line) > _LONG]
    return Residue(kinds, sum(line not in whole for line in long), len(long), named)


def summarise(found: Sequence[Residue]) -> dict[str, float]:
    """Figures per 100 pages by kind, "named" and "unnamed" together, and the share of long paragraphs lost."""
    total: Counter[str] = Counter()
    for one in found:
        total.update(one.kinds)
    per = 100 / (len(found) or 1)
    out = {"lost": sum(one.lost for one in found) / (sum(one.long for one in found) or 1)}
    out["named"] = per * sum(one.named for one in found)
    return out | {kind: per * total[kind] for kind in (*COLUMNS, UNNAMED)}


def _measured(job: tuple[str, Page]) -> Residue:
    tool, page = job
    return residue(page, extract(tool, page)[0])


def show(collections: Sequence[tuple[str, list[Page]]], tools: Sequence[str], listed: str | None = None) -> None:
    """Prints one table over all collections whose truth is by paragraphs; the lines that the tool `listed` left."""
    pages = [page for name, found in collections if name in BY_PARAGRAPH for page in found]
    if not pages:
        return
    results = {tool: spread(_measured, [(tool, page) for page in pages]) for tool in tools}
    figures = {tool: summarise(found) for tool, found in results.items()}
    heading(f"Residue per 100 pages and long paragraphs lost, {len(pages)} pages")
    head = ["tool", "lost", "named", *COLUMNS, UNNAMED]
    cells = [
        [peers.titled(tool), f"{row['lost']:.4f}", *(f"{row[column]:.1f}" for column in head[2:])]
        for tool, row in figures.items()
    ]
    print(table(head, cells))
    for page, one in zip(pages, results.get(listed or "", []), strict=False):
        for kind, line in one.lines:
            print(f"{page.id}\t{kind}\t{line[:160]}")


def main() -> None:
    """Reads the command line and prints the table."""
    names = [name for name, peer in peers.PEERS.items() if peer.text]
    parser = corpus.options(__doc__, BY_PARAGRAPH)
    parser.add_argument("-x", "--tools", nargs="+", choices=names, default=names, metavar="TOOL")
    parser.add_argument("--list", choices=names, metavar="TOOL", help="also print every line that this tool left")
    arguments = parser.parse_args()
    tools = list(dict.fromkeys([*arguments.tools, *([arguments.list] if arguments.list else [])]))
    show(corpus.chosen(arguments), peers.installed(tools), arguments.list)


if __name__ == "__main__":
    main()
