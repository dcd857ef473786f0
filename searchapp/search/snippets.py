"""Cut the telling pieces out of a text whose matches are marked."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import NamedTuple

from searchapp.search.marking import Mark
from searchapp.search.page import Marked

WIDTH = 220
COUNT = 3

_LEAD = 50


class _Window(NamedTuple):
    start: int
    end: int
    marks: Sequence[Mark]


def cut_snippets(text: str, marks: Sequence[Mark]) -> tuple[Marked, ...]:
    """Choose the pieces of a text that show most of what matched.

    A piece counts for the clauses that no piece before it shows, then for all its clauses, then for
    its matches, then for standing early.  Pieces do not overlap and are returned as they stand.

    Args:
        text: the body of an article.
        marks: its matches, in order and apart.

    Returns:
        Up to `COUNT` pieces of about `WIDTH` characters; the beginning where nothing matched.
    """
    if not marks:
        start, end = _to_words(text, 0, WIDTH)
        return (Marked(text[start:end]),) if text[start:end].strip() else ()
    windows = [_window(text, marks, at) for at in range(len(marks))]
    chosen: list[_Window] = []
    shown: set[int] = set()
    while windows and len(chosen) < COUNT:
        best = max(windows, key=lambda window: _worth(window, shown))
        chosen.append(best)
        shown.update(mark.clause for mark in best.marks)
        windows = [w for w in windows if w.end <= best.start or best.end <= w.start]
    return tuple(slice_marked(text, w.marks, w.start, w.end) for w in sorted(chosen))


def slice_marked(text: str, marks: Sequence[Mark], start: int, end: int) -> Marked:
    """Return a piece of a text with the marks that lie in it, cut at its ends.

    Args:
        text: the text.
        marks: its matches, in order and apart.
        start: where the piece begins.
        end: where it ends.

    Returns:
        The piece, its marks counted from its own beginning.
    """
    first = bisect.bisect_right(marks, start, key=lambda mark: mark.end)
    until = bisect.bisect_left(marks, end, key=lambda mark: mark.start)
    inside = marks[first:until]
    places = (
        (max(mark.start, start) - start, min(mark.end, end) - start, mark.kind) for mark in inside
    )
    return Marked(text[start:end], tuple(places))


def _window(text: str, marks: Sequence[Mark], at: int) -> _Window:
    first = marks[at]
    start = max(0, first.start - _LEAD)
    start, end = _to_words(text, start, max(start + WIDTH, first.end))
    until = bisect.bisect_right(marks, end, lo=at, key=lambda mark: mark.end)
    return _Window(start, end, marks[at:until])


def _worth(window: _Window, shown: set[int]) -> tuple[int, int, int, int]:
    clauses = {mark.clause for mark in window.marks}
    return len(clauses - shown), len(clauses), len(window.marks), -window.start


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the ends of a piece so that it neither begins nor ends inside a word or a paragraph."""
    paragraph = text.rfind("\n", start, start + _LEAD)
    if start and paragraph >= 0:
        start = paragraph + 1
    elif start:
        space = text.find(" ", start, start + _LEAD)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", max(start, end - _LEAD), end)
        end = space if space >= 0 else end
    return start, min(end, len(text))
