"""Pages flattened by common tools, then cleaned as plain text: python -m benchmarks.dumps [-c NAME …] [-d DUMP …]

"as it is" leaves a dump untouched; "C4 line rule" keeps lines of five words and more that end like a sentence;
"cleanpress" is `cleanpress.clean_text` with weights that never saw the page's site. A second table is of nearly clean
texts: how much of a true body is lost.

What the judges make of a tool they never met: python -m training dumps --corpus FOLDER --folds OTHER --without TOOL,
then this with -d TOOL and the folder OTHER in $CLEANPRESS_FOLDS.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.util import find_spec

from benchmarks import corpus, folds, near, peers
from benchmarks.corpus import AEB, BY_PARAGRAPH, Page
from benchmarks.measures import PageScore, score, summarise
from benchmarks.near import RECIPES, Kept
from benchmarks.tables import heading, note, spread, table

# ---- dumps ----


def _resiliparse(html: bytes, *, main: bool) -> str:
    return peers.resiliparse_text(html, main=main)


def _wrapped(html: bytes) -> str:
    """A dump with its lines broken at 76 columns, as mail and terminals do."""
    paragraphs = peers.resiliparse_text(html, main=True).split("\n")
    return "\n".join("\n".join(textwrap.wrap(paragraph, 76)) for paragraph in paragraphs)


def _inscriptis(html: bytes) -> str:
    from inscriptis import get_text

    return get_text(peers.decode(html))


def _trafilatura(html: bytes) -> str:
    read = peers.PEERS["trafilatura"].text
    return read(html, "") if read else ""


def _article_tag(html: bytes) -> str:
    """The longest article element by blocks, else main: what many scrapers written for one site keep."""
    import lxml.html
    from inscriptis import Inscriptis

    parser = lxml.html.HTMLParser(encoding="utf-8")
    tree = lxml.html.fromstring(peers.decode(html).encode(), parser=parser)
    for element in list(tree.iter("script", "style", "noscript", "svg", "template")):
        if element.getparent() is not None:
            element.drop_tree()
    found = max(tree.iter("article"), key=lambda element: len(element.text_content()), default=None)
    return Inscriptis(next(tree.iter("main"), tree) if found is None else found).get_text()


def _soup(html: bytes, *, between: str, strip: bool = False) -> str:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "lxml")
    for element in soup(["script", "style", "noscript"]):
        element.extract()
    return soup.get_text(between, strip=strip)


def _html2text(html: bytes) -> str:
    import html2text

    return html2text.html2text(peers.decode(html))


def _text_content(html: bytes) -> str:
    import lxml.html

    return lxml.html.fromstring(html, parser=lxml.html.HTMLParser(encoding="utf-8")).text_content()


DUMPS: Mapping[str, tuple[str, Callable[[bytes], str]]] = {
    "resiliparse, main content": ("resiliparse", partial(_resiliparse, main=True)),
    "resiliparse, whole page": ("resiliparse", partial(_resiliparse, main=False)),
    "inscriptis": ("inscriptis", _inscriptis),
    "trafilatura": ("trafilatura", _trafilatura),
    "article element": ("inscriptis", _article_tag),
    "soup, lines": ("bs4", partial(_soup, between="\n")),
    "soup, stripped lines": ("bs4", partial(_soup, between="\n", strip=True)),
    "soup, spaces": ("bs4", partial(_soup, between=" ")),
    "html2text": ("html2text", _html2text),
    "wrapped at 76": ("resiliparse", _wrapped),
}
UNLEARNED: Mapping[str, tuple[str, Callable[[bytes], str]]] = {"lxml, text_content": ("lxml", _text_content)}
"""Dumps that no weights are fitted to and no floor stands for: all text of a page, its scripts and styles too."""
TOOLS = {**DUMPS, **UNLEARNED}

# ---- cleaners ----


def _as_it_is(text: str, page: Page) -> str:
    return text


def _c4(text: str, page: Page) -> str:
    ends = tuple('.!?"”’')
    return "\n".join(line for line in text.split("\n") if line.rstrip().endswith(ends) and len(line.split()) >= 5)


def clean(text: str, page: Page) -> str:
    """The text that cleanpress keeps of a text made of a page, with weights that never saw its site."""
    return folds.text_cleaner(page.html, page.url).clean_text(text).text


CLEANERS: Mapping[str, Callable[[str, Page], str]] = {"as it is": _as_it_is, "C4 line rule": _c4, "cleanpress": clean}


def scored(job: tuple[str, Sequence[str], Page]) -> list[PageScore]:
    """How each of the cleaners does on one page's dump; a job names the dump, the cleaners and the page."""
    dump, cleaners, page = job
    try:
        text = TOOLS[dump][1](page.html) or ""
    except Exception:  # a tool that fails on a page gives nothing of it
        text = ""
    return [score(page, CLEANERS[cleaner](text, page)) for cleaner in cleaners]


def _near(job: tuple[str, int, Page]) -> dict[str, Kept]:
    cleaner, turn, page = job
    return near.measure(partial(CLEANERS[cleaner], page=page), page.truth, turn)


def installed(dumps: Sequence[str]) -> list[str]:
    """Those dumps whose tool can be imported; for each other one line says that it is left out."""
    for dump in dumps:
        if not find_spec(TOOLS[dump][0]):
            note(f"dump {dump}: {TOOLS[dump][0]} is not installed, left out (pip install 'cleanpress[dumps]')")
    return [dump for dump in dumps if find_spec(TOOLS[dump][0])]


def show_dumps(name: str, pages: Sequence[Page], dumps: Sequence[str], cleaners: Sequence[str]) -> None:
    """Prints the table of one collection's dumps."""
    rows: list[list[str]] = []
    head: list[str] = []
    for dump in dumps:
        scores = spread(scored, [(dump, cleaners, page) for page in pages])
        for place, cleaner in enumerate(cleaners):
            figures = summarise([found[place] for found in scores])
            head = head or list(figures)
            rows.append([f"{dump} → {cleaner}", *(f"{figures[column]:.4f}" for column in head)])
    heading(f"Dumps of {name}, {len(pages)} pages")
    print(table(["dump → cleaner", *head], rows))


def show_near(collections: Sequence[tuple[str, list[Page]]], cleaners: Sequence[str]) -> None:
    """Prints the table of nearly clean texts."""
    rows = []
    for name, pages in collections:
        for cleaner in cleaners:
            found = spread(_near, [(cleaner, turn, page) for turn, page in enumerate(pages)])
            for kind, recipe in RECIPES.items():
                lost, left = near.summarise([one[kind] for one in found])
                rows.append([name, kind, cleaner, f"{100 * lost:.2f} %", "" if recipe.clean else f"{100 * left:.0f} %"])
    heading("Nearly clean texts: the body's letters lost, the extra lines left")
    print(table(["collection", "text", "cleaner", "lost", "left"], rows))


def show(collections: Sequence[tuple[str, list[Page]]], dumps: Sequence[str], cleaners: Sequence[str]) -> None:
    """Prints all tables."""
    for name, pages in collections:
        if dumps:
            show_dumps(name, pages, dumps, cleaners)
    show_near(collections, cleaners)


def main() -> None:
    """Reads the command line and prints the tables."""
    parser = corpus.options(__doc__, (*BY_PARAGRAPH, AEB))
    parser.add_argument("-d", "--dumps", nargs="*", choices=list(TOOLS), default=list(TOOLS), metavar="DUMP")
    parser.add_argument(
        "-x", "--cleaners", nargs="+", choices=list(CLEANERS), default=list(CLEANERS), metavar="CLEANER"
    )
    arguments = parser.parse_args()
    show(corpus.chosen(arguments), installed(arguments.dumps), arguments.cleaners)


if __name__ == "__main__":
    main()
