"""Heads without a date in a file whose other heads have one.

What stands below the titles of a file, and how many blank lines stand around it, is seen from the
articles that are known.  A title with a name, an author or an outlet in brackets in the same place
begins an article too, and the name there is that of its outlet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from searchapp.ingest import words
from searchapp.ingest.texts.bylines import Byline
from searchapp.ingest.texts.headings import is_marked_title, is_text, is_title
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.ingest.texts.spots import Spot, trim_spot
from searchapp.ingest.texts.unsigned import Border

_LONGEST = 4
_NAME_WORDS = 5
_LEAST = 2
_COUNTED = re.compile(r"(?i)(?:article|story|item)\s(?P<n>\d{1,3})\s?[:.–-]\s")
_HEADS = (Kind.BYLINE, Kind.OTHER)

# How many blank lines stand above the title and below it, and whether some stand above the text.
_Shape = tuple[int, int, bool]


def find_alike(marks: Sequence[Mark], borders: Sequence[Border]) -> list[Border]:
    """Find the titles that stand as those of other articles do, above a name without a date.

    Args:
        marks: the lines of the file.
        borders: the articles that are known.

    Returns:
        The first line and the line of the title of each.
    """
    known = {title for _, title in borders}
    shapes = Counter(shape for _, at in borders if (shape := _shape_of(marks, at)) is not None)
    if len(borders) < _LEAST or not shapes:
        return []
    shape, count = shapes.most_common(1)[0]
    # The first title of a file has nothing above it.
    if count < _LEAST and shapes.total() < _LEAST:
        return []
    return [
        (at, at)
        for at in range(1, len(marks))
        if at not in known
        and (is_title(marks[at]) or is_marked_title(marks[at]))
        and _shape_of(marks, at) == shape
        and all(is_text(mark) or mark.kind not in _HEADS for mark in marks[at - 1 : at])
    ]


def name_outlets(marks: Sequence[Mark], borders: Sequence[Border]) -> list[Mark]:
    """Read the names right below titles as outlets, where others have theirs in that place.

    Args:
        marks: the lines of the file.
        borders: the articles.

    Returns:
        The same lines; those of such names are bylines.
    """
    found = list(marks)
    # A site that is named above its titles needs no other name below them.
    unnamed = [at for _, at in borders if at == 0 or marks[at - 1].kind is not Kind.REPEATED]
    below = [title + 1 for title in unnamed if title + 1 < len(marks)]
    named = sum(_names_outlet(marks[at]) for at in below)
    usual = named >= _LEAST and 3 * named >= len(below)
    for at in below:
        outlet = _name_of(marks[at])
        tight = marks[at].line.gap == 0
        if outlet is not None and tight and (usual or _is_bracketed(marks[at])):
            byline = Byline(outlet, rule="outlet-line", confidence=0.7)
            found[at] = Mark(marks[at].line, Kind.BYLINE, byline)
    return found


def strip_counts(marks: Sequence[Mark], borders: Sequence[Border]) -> list[Mark]:
    """Read the titles behind words that count the articles of a file: "Article 1: Title".

    Args:
        marks: the lines of the file.
        borders: its articles.

    Returns:
        The same lines; the marks of such titles know where the title begins.
    """
    found = list(marks)
    counted = [_COUNTED.match(marks[title].text) for _, title in borders]
    numbers = [None if each is None else int(each["n"]) for each in counted]
    if numbers != list(range(1, len(numbers) + 1)):
        return found
    for (_, title), each in zip(borders, counted, strict=True):
        mark = marks[title]
        if each is not None:
            start = each.end()
            own = mark.title
            spot = trim_spot(mark.text[start : None if own is None else own.end], start)
            found[title] = replace(mark, title=spot)
    return found


def _shape_of(marks: Sequence[Mark], title: int) -> _Shape | None:
    """Return the shape of a head; None where what stands there is no head."""
    head = title + 1
    while head < len(marks) and head <= title + _LONGEST and not is_text(marks[head]):
        signed = marks[head].byline is not None or _name_of(marks[head]) is not None
        if not signed or (marks[head].kind is not Kind.BYLINE and marks[head].line.gap > 0):
            return None
        head += 1
    if head == title + 1 or head >= len(marks) or not is_text(marks[head]):
        return None
    return marks[title].line.gap, marks[title + 1].line.gap, marks[head].line.gap > 0


def _names_outlet(mark: Mark) -> bool:
    return mark.byline is not None and mark.byline.outlet is not None


def _is_bracketed(mark: Mark) -> bool:
    return mark.text.startswith("(") and mark.text.endswith(")")


def _name_of(mark: Mark) -> Spot | None:
    """Return the name that a line is, in brackets perhaps."""
    if mark.kind is not Kind.OTHER:
        return None
    edge = 1 if _is_bracketed(mark) else 0
    name = mark.text[edge : len(mark.text) - edge]
    named = words.is_name(name, _NAME_WORDS) and not words.is_place(name)
    return Spot(name, edge, edge + len(name)) if named else None
