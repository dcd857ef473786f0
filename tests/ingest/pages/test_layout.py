from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html

from searchapp.ingest.pages.layout import drop_frames, kept_joiners, open_tables, with_joiners

LONG = "The bridge is closed. " * 30


def test_a_table_with_an_article_in_it_becomes_blocks() -> None:
    tree: Any = html.fromstring(
        f"<table><tr><td>Home</td><td>{LONG}<table><tr><td>7</td></tr></table></td></tr></table>"
    )
    open_tables(tree)
    # The table of figures inside the article stays one.
    assert [node.tag for node in tree.iter()] == [
        "div", "div", "div", "div", "table", "tr", "td",
    ]  # fmt: skip
    assert tree.text_content() == f"Home{LONG}7"


def test_so_does_every_table_around_it() -> None:
    tree: Any = html.fromstring(
        f"<table><tr><td><table><tr><td><b>{LONG}</b>x</td></tr></table></td></tr></table>"
    )
    open_tables(tree)
    assert next(tree.iter("table", "td"), None) is None


def test_tables_in_tables_are_each_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time a page takes must not grow with the depth of its tables times their cells."""
    depth, cells = 40, 200
    open_, close = f"<table><tr><td>{LONG}", "</td></tr></table>"
    tree: Any = html.fromstring(open_ * depth + "<td>7</td>" * cells + close * depth)
    looked_at = 0
    ancestors = html.HtmlElement.iterancestors

    def counted(node: Any, *tags: str) -> Iterator[Any]:
        nonlocal looked_at
        for each in ancestors(node, *tags):
            looked_at += 1
            yield each

    monkeypatch.setattr(html.HtmlElement, "iterancestors", counted, raising=False)
    open_tables(tree)
    assert next(tree.iter("table", "tr", "td"), None) is None
    assert 0 < looked_at <= 2 * (3 * depth + cells)


def test_a_table_of_figures_stays_one() -> None:
    tree: Any = html.fromstring(
        "<table>" + "<tr><td>7</td><td>Seven piers</td></tr>" * 90 + "</table>"
    )
    before = html.tostring(tree)
    open_tables(tree)
    assert html.tostring(tree) == before


def test_the_frame_of_an_archive_goes() -> None:
    tree: Any = html.fromstring(
        "<body><div id='wm-ipp-base'><p>14 captures</p></div><p>x</p></body>"
    )
    drop_frames(tree)
    assert tree.text_content() == "x"


def test_joiners_are_letters_for_a_while_and_joiners_again() -> None:
    tree: Any = html.fromstring("<div>می\u200cماند<b>x</b>क\u200dष</div>")
    before = html.tostring(tree)
    with kept_joiners(tree):
        text = tree.text_content()
    assert text.isprintable()
    assert with_joiners(text) == tree.text_content() == "می\u200cماندxक\u200dष"
    assert html.tostring(tree) == before
