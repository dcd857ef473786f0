"""How a file begins and is laid out: the rest of it is likely to go on in the same way."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.ingest.texts.headings import (
    LOOK_BACK,
    block_above,
    body_follows,
    is_marked_title,
    is_title,
    title_below,
)
from searchapp.ingest.texts.marks import Kind, Mark


class Opening(enum.Enum):
    """How a file begins; the rest of it is likely to go on in the same way."""

    BYLINE_FIRST = enum.auto()
    CREDIT = enum.auto()
    DATE_FIRST = enum.auto()
    OTHER = enum.auto()


@dataclass(frozen=True, slots=True)
class Habits:
    """What holds for the whole of a file.

    Args:
        opening: how it begins.
        listed: whether its titles stand behind bullets or numbers.
        dense: whether no blank lines are in it.
        dated: whether its first line of outlet, date or author is a date alone.
    """

    opening: Opening
    listed: bool
    dense: bool
    dated: bool


def find_habits(marks: Sequence[Mark]) -> Habits:
    """Find what holds for the whole of a file.

    Args:
        marks: its lines.

    Returns:
        How it begins and is laid out.
    """
    dense = not any(mark.line.gap for mark in marks[1:])
    return Habits(_opening_of(marks), _is_listed(marks), dense, _is_dated(marks))


def _is_dated(marks: Sequence[Mark]) -> bool:
    first = next((mark.byline for mark in marks if mark.kind is Kind.BYLINE), None)
    return first is not None and first.rule == "date-line"


def _opening_of(marks: Sequence[Mark]) -> Opening:
    if _is_date_first(marks):
        return Opening.DATE_FIRST
    if _is_byline_first(marks):
        return Opening.BYLINE_FIRST
    for mark in marks[: LOOK_BACK + 1]:
        if mark.kind is Kind.PROSE or mark.kind is Kind.BYLINE:
            break
        if mark.kind is Kind.CREDIT:
            return Opening.CREDIT
    return Opening.OTHER


def _is_date_first(marks: Sequence[Mark]) -> bool:
    """Say whether a file begins with a date above a title, and goes on like that."""
    dated = [at for at in range(len(marks) - 1) if _is_date(marks[at])]
    titled = [at for at in dated if is_title(marks[at + 1]) and body_follows(marks, at + 1)]
    return len(titled) > 1 and titled[0] == 0 and len(titled) * 2 > len(dated)


def _is_date(mark: Mark) -> bool:
    return mark.byline is not None and mark.byline.is_date


def _is_listed(marks: Sequence[Mark]) -> bool:
    """Say whether most titles of a file stand behind bullets or numbers."""
    signed = [
        at
        for at in range(1, len(marks))
        if marks[at].kind is Kind.BYLINE and marks[at - 1].kind is Kind.OTHER
    ]
    return sum(is_marked_title(marks[at - 1]) for at in signed) * 2 > len(signed)


def _is_byline_first(marks: Sequence[Mark]) -> bool:
    """Say whether the titles of a file stand below its bylines rather than above them."""
    above = below = 0
    floor = 0
    for number, mark in enumerate(marks):
        if number < floor or mark.kind is not Kind.BYLINE or not body_follows(marks, number):
            continue
        found = title_below(marks, number, floor, sure=False)
        start = number if found is None else found[0]
        # A title above has nothing but the byline's own lines between it and the byline.
        if block_above(marks, start, floor) is not None and mark.byline is not None:
            above += mark.byline.is_strong or found is not None
        elif found is not None:
            below += 1
        floor = number + 1 if found is None else found[1] + 1
    return below > above
