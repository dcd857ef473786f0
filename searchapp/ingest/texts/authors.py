"""Authors whose names stand on lines of their own, with no word that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from searchapp.ingest import words
from searchapp.ingest.texts.bylines import tells_reading_time
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.ingest.texts.signed import role_pattern

_WHEREABOUTS = re.compile(r"\s+(?:in|reporting from|at)\s+[A-Z].{1,40}$")
_PART = re.compile(r"(?:[A-Z]\.|[^\W\d_][\w’'-]+)")
_MOST_WORDS = 4


def without_whereabouts(text: str) -> str:
    """Cut off the place or the office behind a name: "Ana Poe in Baghdad", "Ana Poe, editor"."""
    name, comma, office = text.partition(", ")
    held = comma and role_pattern().fullmatch(office) is not None
    return _WHEREABOUTS.sub("", name if held else text)


def is_author_line(text: str) -> bool:
    """Say whether a line is the name of a person, with the place behind it perhaps.

    Args:
        text: the line.
    """
    name = without_whereabouts(text)
    parts = name.split()
    if not words.is_person(name) or len(parts) > _MOST_WORDS or not words.is_name(name):
        return False
    whole = all(_PART.fullmatch(part) is not None for part in parts)
    if parts[-1].lower() == "staff":
        return False
    return whole and not words.is_place(name) and not words.is_known(name)


def author_lines(marks: Sequence[Mark], title: int | None, end: int, used: Set[int]) -> list[int]:
    """Find a person's name in a head right beside the line of outlet and date.

    Args:
        marks: the lines of an article.
        title: the number of its title's line; without one nothing is sure.
        end: where its head ends.
        used: the lines that are known to name something, such as the outlet above the date.

    Returns:
        The number of the line in a list; an empty list where there is none.
    """
    if title is None:
        return []
    if _is_below_title(marks, title + 1):
        return [title + 1]
    for at in range(title + 1, min(end, len(marks))):
        if (
            marks[at].kind is Kind.OTHER
            and _is_beside(marks, at, used)
            and is_author_line(marks[at].text)
        ):
            return [at]
    return []


def _is_below_title(marks: Sequence[Mark], at: int) -> bool:
    """Say whether a person's name closes a head that has its outlet and date above the title."""
    if at < 2 or at + 1 >= len(marks) or marks[at].line.gap > 0 or marks[at + 1].line.gap == 0:
        return False
    above = marks[at - 2].byline
    if above is None or above.author is not None:
        return False
    named = above.date is not None or above.rule == "outlet-line"
    return named and marks[at].kind is Kind.OTHER and is_author_line(marks[at].text)


def _is_beside(marks: Sequence[Mark], at: int, used: Set[int]) -> bool:
    """Say whether a line stands alone right above or below one of the outlet, without an author."""
    if at + 1 < len(marks) and marks[at + 1].line.gap == 0:
        if tells_reading_time(marks[at + 1].text):
            return True
        outlet = marks[at + 1].kind is Kind.OTHER and at + 1 in used
        return outlet or _names_outlet(marks[at + 1])
    return marks[at].line.gap == 0 and _names_outlet(marks[at - 1])


def _names_outlet(mark: Mark) -> bool:
    byline = mark.byline
    return byline is not None and byline.outlet is not None and byline.author is None
