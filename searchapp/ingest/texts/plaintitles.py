"""Titles that end as a sentence does, told by the line of outlet, date and author below them."""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.ingest.texts.boilerplate import is_endnote
from searchapp.ingest.texts.headings import has_day
from searchapp.ingest.texts.lines import is_bullet, is_one_sentence
from searchapp.ingest.texts.marks import Kind, Mark

_PLAIN_MAX = 120


def plain_title(
    marks: Sequence[Mark], number: int, floor: int, *, credit: bool = False
) -> int | None:
    """Take the line above a byline as a title although it ends as a sentence does.

    Args:
        marks: the lines of the file.
        number: of the byline.
        floor: the first line that may be the title.
        credit: whether source lines stand below the titles of the file.

    Returns:
        The number of the title's line; None where it can be none.
    """
    above = number - 1
    byline = marks[number].byline
    if byline is None or above < floor or len(marks[above].text) > _PLAIN_MAX:
        return None
    below_gap = credit and marks[number].kind is Kind.CREDIT and marks[above].line.gap > 0
    signed = marks[number].kind is Kind.BYLINE and (byline.is_strong or _is_signed(marks, number))
    if not (signed or below_gap) or marks[above].kind not in (Kind.OTHER, Kind.PROSE):
        return None
    text = marks[above].text
    if marks[above].kind is Kind.PROSE and not is_one_sentence(text):
        return None
    if text.startswith(("“", '"', "‘", "'")) or is_bullet(text) or is_endnote(text):
        return None
    return above


def _is_signed(marks: Sequence[Mark], number: int) -> bool:
    """Say whether an author or an outlet is named right below a date."""
    below = marks[number + 1] if number + 1 < len(marks) else None
    if below is None or below.kind is not Kind.BYLINE or below.line.gap > 0:
        return False
    byline = below.byline
    return has_day(marks[number]) and byline is not None and byline.author is not None
