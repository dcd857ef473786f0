"""Pieces of a line that say when: a date, alone or with a name beside it.

What names no day ("March 3", "2 hours ago") says when as well.  No date is made of it, but it
stands where a date does, and tells that the name beside or above it is that of an outlet.  Its
forms, in several languages, are in `bylines.toml`.
"""

from __future__ import annotations

import functools
import re

from searchapp.ingest import words
from searchapp.ingest.dates import FoundDate, find_date, find_short_date, month_names
from searchapp.ingest.texts.signed import patterns
from searchapp.ingest.texts.spots import Spot, spot_at, trim_spot
from searchapp.model import PartialDate

_CLOCK = (
    r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2}){0,2}\s*(?:[ap]\.?m\.?)?"
    r"\s*\(?(?:(?:[a-z]{2,5}|z\b)?(?:\s?[+-]\d{1,2}(?::?\d{2})?)?)\)?"
)
HOUR = re.compile(rf"(?i)[\s,]*(?:(?:at|@|T|à|um)\s*)?{_CLOCK}")
_HOUR_BEFORE = re.compile(
    r"(?i)(?:^|(?<=[\s,]))(?:\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)"
    r"(?:\s(?:[a-z]{2,4}|[A-Z]{2,5}))?[\s,]{1,3}(?:on\s)?$"
)
_WEEKDAY_AFTER = re.compile(r"(?i)[\s,(]{1,3}(?:mon|tues|wednes|thurs|fri|satur|sun)day\b\)?")
_FIGURE = re.compile(r"\d")
_PAGE = re.compile(r"(?i)(?:pp?|page|s|seite|pág)\b\.?\s?[a-z]?\d{1,3}(?:\s?[-–]\s?\d{1,3})?")
_JOINT = re.compile(r"(?<=\w)\s(?:on|at)\s*$")


@functools.cache
def change_pattern() -> re.Pattern[str]:
    """Return what stands before the day of a change."""
    return re.compile(rf"(?i)(?:{patterns('changes')})")


@functools.cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:{patterns('labels')})\s+")


@functools.cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:(?<=[\s,(])|^)(?:{patterns('weekdays')})[\s,.،]{{1,3}}$")


@functools.cache
def _moment() -> re.Pattern[str]:
    month = rf"(?:{month_names('english', 'european', 'arabic')})\b\.?"
    day = rf"(?:{month}\s\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}\.?\s(?:de\s)?{month})"
    dated = rf"(?:(?:{patterns('weekdays')}|[a-z]{{3,9}}day|[a-z]{{3}})[\s,.،]{{1,3}})?{day}"
    return re.compile(
        rf"(?i)(?P<before>(?:[^,،]{{2,80}}[,،])??\s*)"
        rf"(?P<moment>(?:{patterns('ages')}|{dated}|(?P<year>(?:19|20)\d\d))(?:[\s,]{{1,3}}(?:at\s)?{_CLOCK})?)"
    )


def read_dated(piece: Spot) -> tuple[Spot, PartialDate | None, Spot | None] | None:
    """Read a piece that is a date, alone or with a name before or after it.

    Args:
        piece: the piece.

    Returns:
        The date as written, the date and the name, where the piece has them; None for a piece
        that does not say when.
    """
    if _FIGURE.search(piece.text) is None:
        return None
    found = find_date(piece.text) or find_short_date(piece.text)
    if found is None:
        return _read_moment(piece)
    date = Spot(
        piece.text[found.start : found.end], piece.start + found.start, piece.start + found.end
    )
    after_start = found.end
    for pattern in (_WEEKDAY_AFTER, HOUR):
        aside = pattern.match(piece.text, after_start)
        after_start = after_start if aside is None else aside.end()
    after = piece.text[after_start:].strip(" ,.;:()[]|")
    if after and (_PAGE.fullmatch(after) or change_pattern().fullmatch(after)) is not None:
        after = ""
    name = _name_before(piece, found)
    if name.text and after:
        return None
    if after:
        start = piece.text.index(after, after_start)
        return date, found.date, spot_at(after, piece.start + start)
    return date, found.date, name if name.text else None


def date_behind(head: str, at: int, lead: re.Pattern[str]) -> tuple[FoundDate | None, int]:
    """Read the date that follows the place of a dateline at once.

    Args:
        head: the beginning of a paragraph.
        at: where the place ends.
        lead: what may stand between the two.

    Returns:
        The date, or None, and where what follows begins.
    """
    gap = lead.match(head, at)
    date = None if gap is None else find_date(head, gap.end())
    if gap is None or date is None or date.start != gap.end():
        return None, at
    return date, date.end + head.startswith(")", date.end)


def _name_before(piece: Spot, found: FoundDate) -> Spot:
    before = _without_label(piece.text[: found.start])
    before = _HOUR_BEFORE.sub("", _JOINT.sub("", _weekday().sub("", before)))
    before = _without_label(before)
    name = trim_spot(before, piece.start)
    # A sign that stands for a calendar, say, is no name.
    named = any(character.isalnum() for character in name.text)
    return name if named else Spot("", name.start, name.start)


def _without_label(before: str) -> str:
    """Drop what stands before a date and is nothing but a word that says so."""
    name, comma, label = before.rpartition(",")
    last = label if comma else before
    match = _label().match(last.lstrip(" ("))
    alone = match is not None and not last.lstrip(" (")[match.end() :].strip()
    return name if alone else before


def _read_moment(piece: Spot) -> tuple[Spot, PartialDate | None, Spot | None] | None:
    """Read what says when but names no day, behind the name of an outlet or alone.

    A year alone may be any number.
    """
    label = _label().match(piece.text)
    at = 0 if label is None else label.end()
    match = _moment().fullmatch(piece.text, at)
    if match is None:
        return None
    name = trim_spot(match["before"], piece.start + at)
    if (name.text or match["year"]) and not words.is_outlet_name(name.text):
        return None
    moment = Spot(match["moment"], piece.start + match.start("moment"), piece.start + match.end())
    year = None if match["year"] is None else PartialDate(int(match["year"]))
    return moment, year, name if name.text else None
