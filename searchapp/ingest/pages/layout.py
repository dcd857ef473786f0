"""What a page is built of, made plain before its text is looked for.

Until about 2008 pages were laid out in tables, so that the article stands in a cell.  Archives put
a frame of their own around a page.  And trafilatura drops the joiners that Persian and Indian
scripts need inside of words, because they are not printable.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

_CELLS = ("td", "th")
_PARTS = ("tbody", "thead", "tfoot", "tr", "td", "th")
# Less is a table of figures; the text of an article is longer.
_LONG_CELL = 400
_FRAMES = ("wm-ipp-base", "wm-ipp", "wm-ipp-print", "donato", "google-cache-hdr")
_JOINERS = {0x200C: "\u2e2f", 0x200D: "\u2e30"}
# Letters and signs that no living text has, and that count as printable.
_STAND_INS = {ord(stand_in): chr(joiner) for joiner, stand_in in _JOINERS.items()}


def drop_frames(tree: Any) -> None:
    """Remove what archives put around a page.

    Args:
        tree: the page as `lxml.html` parsed it; changed.
    """
    for node in list(tree.iter("div")):
        if node.get("id") in _FRAMES and node.getparent() is not None:
            node.drop_tree()


def open_tables(tree: Any) -> None:
    """Turn the tables that hold an article into blocks.

    Args:
        tree: the page as `lxml.html` parsed it; changed.
    """
    if next(tree.iter("table"), None) is None:
        return
    lengths: dict[Any, int] = {}
    cell_of: dict[Any, Any] = {}
    for node in tree.iter():
        parent = node.getparent()
        around = None if parent is None else cell_of.get(parent)
        if around is not None:
            lengths[around] = lengths.get(around, 0) + len((node.tail or "").strip())
        cell = node if node.tag in _CELLS else around
        cell_of[node] = cell
        if cell is not None:
            lengths[cell] = lengths.get(cell, 0) + len((node.text or "").strip())
    _open(tree, [cell for cell, length in lengths.items() if length >= _LONG_CELL])


def _open(tree: Any, cells: list[Any]) -> None:
    """Turn the tables around cells into blocks, with their parts, each looked at once."""
    opened: set[Any] = set()
    for cell in cells:
        for table in cell.iterancestors("table"):
            if table in opened:
                break
            opened.add(table)
    table_of: dict[Any, Any] = {}
    for node in tree.iter("table", *_PARTS):
        table_of[node] = node if node.tag == "table" else _nearest(node, table_of)
    for node, table in table_of.items():
        if table in opened:
            node.tag = "div"


def _nearest(part: Any, table_of: dict[Any, Any]) -> Any | None:
    """Return the table of a part: that of the nearest element around it that is in one."""
    around = next(part.iterancestors("table", *_PARTS), None)
    return None if around is None else table_of[around]


@contextlib.contextmanager
def kept_joiners(tree: Any) -> Iterator[None]:
    """Let the joiners of a page stand as letters for as long as trafilatura reads it.

    Args:
        tree: the page as `lxml.html` parsed it; changed, and changed back.
    """
    texts = tree.xpath("//text()[contains(., '\u200c') or contains(., '\u200d')]")
    held = [text.getparent() for text in texts]
    _translate(held, _JOINERS)
    try:
        yield
    finally:
        _translate(held, _STAND_INS)


def with_joiners(text: str) -> str:
    """Return a text that was read while joiners were kept, with the joiners themselves.

    Args:
        text: the text.

    Returns:
        The same text.
    """
    return text.translate(_STAND_INS)


def _translate(nodes: list[Any], table: dict[int, str]) -> None:
    for node in nodes:
        node.text = None if node.text is None else node.text.translate(table)
        node.tail = None if node.tail is None else node.tail.translate(table)
