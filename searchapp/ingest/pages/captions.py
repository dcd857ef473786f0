"""The captions that a page marks as such: elements for them, and elements of such a class.

Those of an article stand between its title and its last paragraph, or after that in the element
that holds it, above the next heading.  All others are of other articles.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from searchapp.ingest.pages.markup import is_within
from searchapp.ingest.pages.outlets import letters
from searchapp.ingest.pages.titles import visible

_CLASS = re.compile(r"(?i)(?<![a-z])(?:fig|photo|image|picture)?caption(?![a-z])")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MARKED = ("div", "span", "small", "em", "i", "li", "td", "dd")
_LONGEST, _PIECE = 700, 20
# In so many captions pieces are looked for; the time it takes grows with them and the paragraphs.
_MOST_PIECED = 100


def find_captions(tree: Any, beginnings: Collection[str]) -> tuple[str, ...]:
    """Find the captions of the article in a page.

    Args:
        tree: the page as `lxml.html` parsed it.
        beginnings: its titles and its paragraphs, as `letters`.

    Returns:
        The captions in order, each once.
    """
    found: list[str] = []
    waiting: list[tuple[Any, str]] = []
    last = None
    closed = False
    for node in tree.iter("figcaption", "p", *_HEADINGS, *_MARKED):
        if _is_caption(node):
            text = visible(node.text_content())
            if last is not None and 0 < len(text) <= _LONGEST and not _is_link(node, text):
                waiting.append((None if closed else node, text))
        elif node.tag in _MARKED or is_within(node, "figcaption"):
            continue
        elif letters(visible(node.text_content())) in beginnings:
            last, closed = node, False
            found += [text for _, text in waiting]
            waiting.clear()
        else:
            closed = closed or (node.tag in _HEADINGS and last is not None)
    found += [text for node, text in waiting if node is not None and _is_beside(node, last)]
    return tuple(dict.fromkeys(found))


def without_captions(captions: Sequence[str], paragraphs: Sequence[str]) -> Iterator[str]:
    """Leave out the lines that are captions or pieces of one.

    Args:
        captions: the captions.
        paragraphs: the lines.

    Yields:
        The other lines, in order.
    """
    keys = [letters(text) for text in captions]
    marked, joined = set(keys), "\n".join(keys[:_MOST_PIECED])
    for text in paragraphs:
        key = letters(text)
        if key not in marked and (len(key) < _PIECE or key not in joined):
            yield text


def _is_caption(node: Any) -> bool:
    if node.tag == "figcaption":
        return True
    if not _has_class(node) or is_within(node, "figcaption"):
        return False
    # What holds a heading is the box of another article; of boxes in boxes the inner one counts.
    return not any(
        each.tag in _HEADINGS or each.tag == "figcaption" or _has_class(each)
        for each in node.iterdescendants()
    )


def _has_class(node: Any) -> bool:
    return _CLASS.search(node.get("class") or "") is not None


def _is_link(node: Any, text: str) -> bool:
    """Say whether a caption leads elsewhere as a whole."""
    return is_within(node, "a") or any(visible(a.text_content()) == text for a in node.iter("a"))


def _is_beside(node: Any, last: Any) -> bool:
    """Say whether a caption stands in the element that holds the last paragraph."""
    article = next(last.iterancestors("article"), None)
    if article is not None:
        return next(node.iterancestors("article"), None) is article
    return last.getparent() in node.iterancestors()
