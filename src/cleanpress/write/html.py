"""The article as a small HTML fragment: escaped, with safe links, without script, handler or style."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from cleanpress.model import Article, Block, Caption, Kind, Label, SpanKind
from cleanpress.write.characters import markup_safe
from cleanpress.write.groups import Group, article_groups, rows, stanzas
from cleanpress.write.inline import events, pieces, safe_target

_TAGS = {SpanKind.STRONG: "strong", SpanKind.EMPHASIS: "em", SpanKind.CODE: "code", SpanKind.LINK: "a"}
_MAX_DEPTH = 16


def to_html(article: Article) -> str:
    """The article as one `<article>` element, its title as h1, with a line end after each element.

    Link targets are absolute and http, https, mailto or tel; other links are written as their text. The pictures'
    captions stand as figures at the end, or where the page has them when the caller keeps captions in the text.

    >>> to_html(Article(title="A < B", url="https://news.example/"))
    '<article>\\n<h1>A &lt; B</h1>\\n</article>\\n'
    """
    lines = ["<article>"]
    kept = article.kept
    if article.title:
        lines.append(f"<h1>{_escaped(article.title)}</h1>")
        kept = kept - {Label.TITLE}
    for group in article_groups(article, kept):
        lines.extend(_group(group, article.url))
    if Label.CAPTION not in article.kept:
        lines.extend(_figure(caption, article.url) for caption in article.captions)
    lines.append("</article>")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return escape(markup_safe(text), quote=True)


def _group(group: Group, base: str | None) -> Iterable[str]:
    if group.kind is Kind.LIST_ITEM:
        return _list(group.blocks, base)
    if group.kind is Kind.CELL:
        return _table(group.blocks, base)
    if group.kind is Kind.QUOTE:
        return ["<blockquote>", *(f"<p>{_inline(block, base)}</p>" for block in group.blocks), "</blockquote>"]
    block = group.blocks[0]
    if group.kind is Kind.CODE:
        return [f"<pre><code>{_escaped(block.text)}</code></pre>"]
    if group.kind is Kind.VERSE:
        return [f"<p>{_inline(part, base)}</p>" for part in stanzas(block)]
    if block.label is Label.CAPTION:
        return [f"<figure><figcaption>{_inline(block, base)}</figcaption></figure>"]
    tag = f"h{min(6, max(2, block.level))}" if group.kind is Kind.HEADING else "p"
    return [f"<{tag}>{_inline(block, base)}</{tag}>"]


def _inline(block: Block, base: str | None) -> str:
    parts: list[str] = []
    for event in events(block, pieces(block, base)):
        if event.what == "text":
            parts.append(escape(event.text, quote=True))
        elif event.what == "break":
            parts.append("<br>")
        elif event.span is not None:
            tag = _TAGS[event.span.kind]
            if event.what == "close":
                parts.append(f"</{tag}>")
            elif event.span.href is not None:
                parts.append(f'<a href="{escape(event.span.href, quote=True)}">')
            else:
                parts.append(f"<{tag}>")
    return "".join(parts).strip()


def _list(items: Iterable[Block], base: str | None) -> Iterable[str]:
    """The items as nested lists; a new list begins where the kind of list changes or the numbers start again."""
    stack: list[tuple[int, str, int]] = []  # level, tag, number of the item that is open
    for block in items:
        level = min(max(1, block.level), _MAX_DEPTH)
        tag = "ol" if block.ordinal > 0 else "ul"
        while stack and stack[-1][0] > level:
            yield f"</li></{stack.pop()[1]}>"
        if stack and stack[-1][0] == level:
            _, open_tag, number = stack.pop()
            if open_tag == tag and (tag == "ul" or block.ordinal > number):
                value = f' value="{block.ordinal}"' if tag == "ol" and block.ordinal != number + 1 else ""
                yield f"</li><li{value}>{_inline(block, base)}"
                stack.append((level, tag, block.ordinal))
                continue
            yield f"</li></{open_tag}>"
        start = f' start="{block.ordinal}"' if block.ordinal > 1 else ""
        yield f"<{tag}{start}><li>{_inline(block, base)}"
        stack.append((level, tag, block.ordinal))
    while stack:
        yield f"</li></{stack.pop()[1]}>"


def _table(cells: Iterable[Block], base: str | None) -> Iterable[str]:
    yield "<table>"
    for row in rows(cells):
        inner = "".join(f"<td>{'<br>'.join(_inline(block, base) for block in cell)}</td>" for cell in row)
        yield f"<tr>{inner}</tr>"
    yield "</table>"


def _figure(caption: Caption, base: str | None) -> str:
    source = safe_target(caption.image_url, base)
    picture = f'<img src="{escape(source, quote=True)}" alt="">' if source and source.lower().startswith("http") else ""
    credit = f" <small>{_escaped(caption.credit)}</small>" if caption.credit else ""
    return f"<figure>{picture}<figcaption>{_escaped(caption.text)}{credit}</figcaption></figure>"
