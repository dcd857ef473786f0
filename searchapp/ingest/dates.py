"""Dates as English news text writes them, at the precision it writes them.

`find_date` looks for one in a line, `parse_field` reads a value that is meant to be one.  Neither
guesses: 03/04/2020 may be March or April, so only its year is taken; a weekday, or a day without
a year, is no date.
"""

from __future__ import annotations

import datetime
import email.utils
import re
from dataclasses import dataclass

from searchapp.model import PartialDate

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = (
    r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>1[5-9]\d\d|20\d\d)(?!\d)"
_WEEKDAY = (
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b[.,]{0,2}\s{1,3})?"
)
_FORMS = (
    _MONTH.format("m1") + r"\s{1,3}" + _DAY.format("d1") + r"\s?,?\s{1,3}" + _YEAR.format("y1"),
    _DAY.format("d2")
    + r"\s{1,3}(?:of\s)?"
    + _MONTH.format("m2")
    + r",?\s{1,3}"
    + _YEAR.format("y2"),
    _YEAR.format("y3") + r"(?P<s3>[-/.])(?P<m3>\d{1,2})(?P=s3)(?P<d3>\d{1,2})(?!\d)",
    r"(?P<d4>\d{1,2})\.\s?(?P<m4>\d{1,2})\.\s?" + _YEAR.format("y4"),
    r"(?P<a5>\d{1,2})(?P<s5>[/-])(?P<b5>\d{1,2})(?P=s5)" + _YEAR.format("y5"),
    _DAY.format("d6") + r"-" + _MONTH.format("m6") + r"-" + _YEAR.format("y6"),
    _MONTH.format("m7") + r",?\s{1,3}" + _YEAR.format("y7"),
)  # fmt: skip
_DATE = re.compile(
    r"(?<![\w/.-])" + _WEEKDAY + "(?:" + "|".join(_FORMS) + ")(?![\\w/])", re.IGNORECASE | re.ASCII
)
_COMPACT = re.compile(r"(1[5-9]\d\d|20\d\d)(\d\d)(\d\d)", re.ASCII)
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?", re.ASCII)
_BARE_YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)", re.ASCII)
_ISO_START = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?!\d)", re.ASCII)
_YEAR_MONTH = re.compile(r"(1[5-9]\d\d|20\d\d)-(\d{1,2})", re.ASCII)
_SHORT = re.compile(r"(\d{1,2})/(\d{1,2})/(\d\d)", re.ASCII)
_FIELD_MAX = 200
# No newspaper is older, and 0001-01-01 is what some databases write for nothing.
_EARLIEST, _LATEST = 1500, 2099


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands.

    Args:
        date: the date.
        start: of the date in the text that was searched, its weekday included.
        end: of the date.
    """

    date: PartialDate
    start: int
    end: int


def find_date(text: str, start: int = 0) -> FoundDate | None:
    """Find the first date of a line.

    Args:
        text: the line.
        start: where to begin.

    Returns:
        The first date with at least a month, or None.
    """
    for match in _DATE.finditer(text, start):
        date = _from_match(match)
        if date is not None:
            return FoundDate(date, match.start(), match.end())
    return None


def parse_field(value: object) -> PartialDate | None:
    """Read the value of a field that is meant to hold a date.

    Args:
        value: a text in any usual form, ISO 8601 and e-mail forms included, or seconds or
            milliseconds since 1970.

    Returns:
        The date, in the time zone in which it was written; None where it is no date.
    """
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()[:_FIELD_MAX]
    figures = _figures(text)
    if figures is not None:
        return _date(*figures)
    short = _SHORT.fullmatch(text)
    if short is not None:
        first, second, year = (int(part) for part in short.groups())
        # The usual rule for two figures (POSIX): 69 to 99 are of the last century.
        return _either_order(year + (1900 if year >= 69 else 2000), first, second)
    found = find_date(text)
    if found is not None:
        return found.date
    return _from_epoch(float(text)) if _EPOCH.fullmatch(text) else _from_mail(text)


def _figures(text: str) -> tuple[int, ...] | None:
    """Read a date that is only figures, the year first; the time after it is left aside."""
    whole = _COMPACT.fullmatch(text) or _YEAR_MONTH.fullmatch(text) or _BARE_YEAR.fullmatch(text)
    match = whole or _ISO_START.match(text)
    return None if match is None else tuple(int(part) for part in match.groups())


def _from_mail(text: str) -> PartialDate | None:
    try:
        parsed = email.utils.parsedate_tz(text)
    except (ValueError, IndexError, TypeError):
        return None
    return None if parsed is None else _date(*parsed[:3])


def _from_epoch(seconds: float) -> PartialDate | None:
    if seconds > 1e11:
        seconds /= 1000
    try:
        day = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return _date(day.year, day.month, day.day)


def _from_match(match: re.Match[str]) -> PartialDate | None:
    parts = {name[0]: value for name, value in match.groupdict().items() if value is not None}
    year = int(parts["y"])
    if "a" in parts:
        return _either_order(year, int(parts["a"]), int(parts["b"]))
    month = parts["m"]
    number = int(month) if month.isdigit() else _MONTHS[month.lower()]
    return _date(year, number, int(parts.get("d", 0)))


def _either_order(year: int, first: int, second: int) -> PartialDate | None:
    """Read 13/1/2020 and 1/13/2020; where both orders make a day, only the year is certain."""
    if first > 12 or first == second:
        return _date(year, second, first)
    return _date(year, first, second) if second > 12 else _date(year)


def _date(year: int, month: int = 0, day: int = 0) -> PartialDate | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None
