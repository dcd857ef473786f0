"""Markup that many readers meet: fragments inside exports → plain text, elements in others."""

from __future__ import annotations

from typing import Any

from lxml import etree
from lxml import html as parser

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_HIDDEN = ("script", "style", "noscript", "iframe", "template")


def plain_text(markup: str) -> str:
    """Return the text of a fragment of HTML, a line for every block.

    Args:
        markup: the fragment; nothing in it is run or fetched.

    Returns:
        Its text; what was given where it is no markup after all.
    """
    try:
        root = parser.fromstring(f"<div>{markup}</div>")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return markup
    pieces: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        block = node.tag in _BLOCKS
        if event == "start":
            hidden = not isinstance(node.tag, str) or node.tag in _HIDDEN
            pieces.append(("\n" if block else "") + ("" if hidden else _one_line(node.text)))
        else:
            pieces.append(("\n" if block else "") + _one_line(node.tail))
    return "".join(pieces)


def _one_line(text: str | None) -> str:
    return "" if text is None else text.replace("\n", " ").replace("\r", " ")


def is_within(node: Any, *tags: str) -> bool:
    """Say whether an element of a page stands in one of some kinds.

    Args:
        node: the element, as `lxml.html` parsed it.
        tags: the kinds.
    """
    return next(node.iterancestors(*tags), None) is not None
