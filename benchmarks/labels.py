"""What the removed blocks near the article are called: python -m benchmarks.labels [-c NAME …] [--list N]

Near the article is what stands in the smallest element that holds all blocks of the body (one of text form, such as a
list, does not count), and what stands between the title and the body. Only blocks that the page shows are counted.
"other" is the share of them that nobody could name; "mean" the same by page. Then the count of each label, and the
shapes of the unnamed ones, the most frequent first: form, words, how much of it is link, and where it stands. Nothing
of a page's text is printed but with `--list`, which adds so many samples to each shape.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks import corpus, folds
from benchmarks.corpus import Page
from benchmarks.tables import heading, spread, table
from cleanpress.judge import prose
from cleanpress.model import Block, Label, Limits, Node, SpanKind
from cleanpress.read.elements import TEXT_TAGS
from cleanpress.read.html import read_html

Shape = tuple[str, str, str, str]
_SHAPES = 15
_LETTERS = 60
_FROM_DATA = "body_from_data"


@dataclass(frozen=True, slots=True)
class Named:
    """One page: the count of each label among the removed blocks near its article, and the unnamed ones by shape."""

    labels: Counter[str]
    unnamed: list[tuple[Shape, str]]


def near(blocks: Sequence[Block], nodes: Sequence[Node]) -> list[Block]:
    """The removed blocks near the article that the page shows; none where there is no body."""
    body = [block for block in blocks if block.label is Label.BODY]
    if not body:
        return []
    around = _container(nodes, body)
    title = next((block.index for block in blocks if block.label is Label.TITLE), body[0].index)
    first = min(around.first, title)
    last = max(around.last, body[0].index)
    return [b for b in blocks[first:last] if b.label is not Label.BODY and not b.hidden]


def _container(nodes: Sequence[Node], body: Sequence[Block]) -> Node:
    node = nodes[body[0].node]
    first, last = body[0].index, body[-1].index
    while node.parent >= 0 and (node.tag in TEXT_TAGS or not node.first <= first <= last < node.last):
        node = nodes[node.parent]
    return node


def shape(block: Block, body: Sequence[int]) -> Shape:
    """The form of a block, its words, how much of it is link, and where it stands; `body` are the body's numbers.

    Words are counted by letters, so that scripts without spaces have them too.

    >>> shape(Block(index=0, text="Read the whole story"), [1, 2])
    ('paragraph', '3-5 words', 'no link', 'before')
    """
    count = max(1, prose.words(block.text))
    steps = ((1, "1 word"), (2, "2 words"), (5, "3-5 words"), (12, "6-12 words"), (30, "13-30 words"))
    words = next((name for most, name in steps if count <= most), "over 30 words")
    linked = sum(s.end - s.start for s in block.spans if s.kind is SpanKind.LINK) / (len(block.text) or 1)
    links = "all link" if linked > 0.8 else "part link" if linked else "no link"
    place = "before" if block.index < body[0] else "after" if block.index > body[-1] else "between"
    return block.kind.value, words, links, place


def measure(page: Page) -> Named:
    """The labels on one page."""
    article = folds.cleaner(page.html, page.url).clean_html(page.html, url=page.url or None)
    if _FROM_DATA in article.warnings:
        return Named(Counter(), [])
    nodes = read_html(page.html, url=page.url or None, encoding=None, limits=Limits()).nodes
    found = near(article.blocks, nodes)
    body = [block.index for block in article.blocks if block.label is Label.BODY]
    unnamed = [(shape(block, body), block.text) for block in found if block.label is Label.OTHER]
    return Named(Counter(block.label.value for block in found), unnamed)


def summarise(found: Iterable[Named]) -> tuple[Counter[str], float]:
    """The labels of all pages together, and the mean over pages of the share that is "other"."""
    total: Counter[str] = Counter()
    shares = []
    for one in found:
        total.update(one.labels)
        if one.labels:
            shares.append(one.labels[Label.OTHER.value] / one.labels.total())
    return total, sum(shares) / (len(shares) or 1)


def show(collections: Sequence[tuple[str, list[Page]]], listed: int = 0) -> None:
    """Prints the share of unnamed blocks by collection, the counts by label, and the shapes of the unnamed."""
    results = [(name, spread(measure, pages)) for name, pages in collections]
    results.append(("all", [one for _, found in results for one in found]))
    sums = {name: summarise(found) for name, found in results}
    heading("Removed blocks near the article that have no name")
    rows = [
        [name, str(len(found)), str(sums[name][0].total()), f"{_share(sums[name][0]):.3f}", f"{sums[name][1]:.3f}"]
        for name, found in results
    ]
    print(table(["collection", "pages", "blocks", "other", "mean"], rows))
    heading("Labels of removed blocks near the article")
    order = [label for label, _ in sums["all"][0].most_common()]
    print(table(["label", *sums], [[label, *(str(sums[name][0][label]) for name in sums)] for label in order]))
    heading("Shapes of those without a name")
    _show_shapes([pair for one in results[-1][1] for pair in one.unnamed], listed)


def _share(labels: Counter[str]) -> float:
    return labels[Label.OTHER.value] / (labels.total() or 1)


def _show_shapes(unnamed: Sequence[tuple[Shape, str]], listed: int) -> None:
    counts = Counter(found for found, _ in unnamed)
    rows = [
        [", ".join(found), str(count), f"{count / len(unnamed):.3f}"] for found, count in counts.most_common(_SHAPES)
    ]
    print(table(["shape", "blocks", "share"], rows))
    for found, _ in counts.most_common(_SHAPES if listed else 0):
        texts = [text for other, text in unnamed if other == found]
        print(f"\n{', '.join(found)}:\n")
        for text in texts[:: len(texts) // listed + 1]:
            print(f"- {text[:_LETTERS]}")


def main() -> None:
    """Reads the command line and prints the tables."""
    parser = corpus.options(__doc__)
    parser.add_argument("--list", type=int, default=0, metavar="N", help="also print about N samples of each shape")
    arguments = parser.parse_args()
    show(corpus.chosen(arguments), arguments.list)


if __name__ == "__main__":
    main()
