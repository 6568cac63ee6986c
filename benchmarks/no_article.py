"""Pages without an article, and false alarms on those with one: python -m benchmarks.no_article [-c NAME …] [--list]

The first table has what cleanpress says of pages that hold no article: those written for the project (tests/pages, by
their truth) and the front pages in newspaper4k's source distribution, which tests/n4k.py fetches; without a network
these are left out. "words" is how much text came back where the status should be no_article.

The second table counts the article pages of the corpora to which cleanpress gives no text, by status. At most one in a
hundred may be a false alarm. A page whose truth is empty is not counted.
"""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import cleanpress
from benchmarks import corpus, folds
from benchmarks.corpus import Page
from benchmarks.tables import heading, note, spread, table
from cleanpress.judge import prose
from cleanpress.model import Article, Status

_TESTS = Path(__file__).resolve().parent.parent / "tests"
FRONT_PAGES = ("cnn_main_site", "wired_main_site", "yahoo_main_site")
"""The pages of newspaper4k's distribution that are main sites' front pages."""

_TRUTHS = ("body", "text", "with")
_FAILED = (Status.NO_ARTICLE, Status.EMPTY, Status.TOO_LARGE, Status.TIMED_OUT)


def own_pages() -> Iterator[tuple[str, bytes, str | None]]:
    """Name, bytes and address of every page of the project's own whose truth says that it holds no article."""
    for path in sorted((_TESTS / "pages").glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        page = path.with_name(path.name.replace(".truth.json", ".html"))
        if truth.get("status") == Status.NO_ARTICLE and page.is_file():
            yield page.stem, page.read_bytes(), truth.get("url")


def front_pages() -> Iterator[tuple[str, bytes, str | None]]:
    """The same of the front pages in newspaper4k's distribution; none, with a note, where it cannot be fetched."""
    fetcher = _fetcher()
    try:
        found: dict[str, bytes] = fetcher.pages()
    except fetcher.FetchError as problem:
        note(f"front pages are left out: {problem}")
        return
    for name in FRONT_PAGES:
        yield f"newspaper4k: {name}", found[name], None


def _fetcher() -> Any:
    """The module of the tests that fetches the pages; the tests are no package."""
    spec = importlib.util.spec_from_file_location("n4k", _TESTS / "n4k.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"there is no {_TESTS / 'n4k.py'}")
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def is_article(truth: dict[str, Any]) -> bool:
    """Whether a page's truth says that there is an article on it.

    >>> is_article({"body": ["It rained."]}), is_article({"with": []})
    (True, False)
    """
    return any(truth.get(key) for key in _TRUTHS)


def _status(page: Page) -> Status:
    return folds.cleaner(page.html, page.url).clean_html(page.html, url=page.url or None).status


def show_pages() -> None:
    """Prints what cleanpress says of the pages without an article."""
    heading("Pages without an article")
    rows = []
    for name, html, url in (*own_pages(), *front_pages()):
        article: Article = cleanpress.clean_html(html, url=url)
        right = article.status is Status.NO_ARTICLE
        rows.append([name, article.status.value, "yes" if right else "no", str(prose.words(article.text))])
    print(table(["page", "status", "right", "words"], rows))
    print(f"\n{sum(row[2] == 'yes' for row in rows)} of {len(rows)} right")


def show_alarms(collections: Sequence[tuple[str, list[Page]]], listed: bool = False) -> None:
    """Prints how many article pages of each collection got no text; with `listed`, which ones."""
    heading("Article pages without a text")
    rows = []
    missed: list[tuple[Page, Status]] = []
    for name, pages in collections:
        articles = [page for page in pages if is_article(page.truth)]
        found = spread(_status, articles)
        missed += [(page, status) for page, status in zip(articles, found, strict=True) if status is not Status.OK]
        counts = Counter(found)
        share = counts[Status.NO_ARTICLE] / (len(articles) or 1)
        rows.append([name, str(len(articles)), *(str(counts[status]) for status in _FAILED), f"{share:.4f}"])
    print(table(["collection", "pages", *(status.value for status in _FAILED), "false alarms"], rows))
    if listed and missed:
        print()
        for page, status in missed:
            print(f"- {status.value} {page.collection} {page.id}")


def main() -> None:
    """Reads the command line and prints both tables."""
    parser = corpus.options(__doc__)
    parser.add_argument("--list", action="store_true", help="also name the article pages that got no text")
    arguments = parser.parse_args()
    show_pages()
    show_alarms(corpus.chosen(arguments), arguments.list)


if __name__ == "__main__":
    main()
