"""What a page tells and its article does not: other whole articles, and tables between paragraphs.

An index holds one article of a page.  What else stands there is not lost in silence: the evidence
says that it is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from searchapp.ingest.junk import Removed
from searchapp.ingest.pages.outlets import letters
from searchapp.ingest.pages.titles import visible

_HEADINGS = ("h1", "h2", "h3")
_FEWEST_PARAGRAPHS, _SHORTEST_PARAGRAPH = 2, 80
_MOST_TABLES = 50


def list_articles(tree: Any) -> list[list[str]]:
    """List what a page marks as articles.

    Args:
        tree: the page as `lxml.html` parsed it, nothing taken out of it yet.

    Returns:
        Of each that has a heading and more than a teaser: its heading, and its paragraphs.
        Nothing where there is but one.
    """
    marked = tree.iter("article")
    outer = [each for each in marked if next(each.iterancestors("article"), None) is None]
    headed = [(each, next(each.iter(*_HEADINGS), None)) for each in outer]
    found: list[list[str]] = []
    for node, heading in headed if len(outer) > 1 else ():
        if heading is None:
            continue
        texts = [visible(each.text_content()) for each in node.iter("p")]
        told = [text for text in texts if len(text) >= _SHORTEST_PARAGRAPH]
        if len(told) >= _FEWEST_PARAGRAPHS:
            found.append([visible(heading.text_content()), *told])
    return found


def find_left_out(
    tree: Any, articles: Sequence[Sequence[str]], lines: Sequence[str]
) -> Iterator[Removed]:
    """Find what is told on a page and is no part of the text that was found.

    Args:
        tree: the page without its frame.
        articles: what `list_articles` gave.
        lines: the text that was found.

    Yields:
        The lines that are left out.
    """
    if not articles and next(tree.iter("table"), None) is None:
        return
    kept = {letters(line) for line in lines}
    # The page's own article is the one that most of is kept of.
    shares = [sum(letters(text) in kept for text in each[1:]) for each in articles]
    own = shares.index(max(shares)) if shares else 0
    number = len(lines)
    for at, texts in enumerate(articles):
        missing = [text for text in texts[1:] if letters(text) not in kept]
        for text in (texts[0], *missing) if missing and at != own else ():
            yield Removed(rule="other-article", text=text, number=number)
            number += 1
        number += 1
    whole = letters(" ".join(lines))
    for row in _rows_between(tree, kept):
        if letters(row) and letters(row) not in whole:
            yield Removed(rule="table-row", text=row, number=number)
            number += 1


def _rows_between(tree: Any, kept: set[str]) -> Iterator[str]:
    """Yield the rows of the tables that stand below a paragraph of the text."""
    for _, table in zip(range(_MOST_TABLES), tree.iter("table"), strict=False):
        above = next(table.itersiblings("p", preceding=True), None)
        if above is None or letters(above.text_content()) not in kept:
            continue
        for row in table.iter("tr"):
            cells = (visible(cell.text_content()) for cell in row.iter("td", "th"))
            yield " | ".join(filter(None, cells))
