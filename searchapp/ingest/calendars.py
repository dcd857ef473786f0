"""Dates in Arabic and Persian, and the Iranian solar calendar.

Digits of these scripts count as figures everywhere.  Months are read by all their usual names;
where a text gives two ("كانون الثاني/يناير") they must be the same month.  A solar date is taken
for one only where that is plain: a solar month by name, or year, month and day in Persian digits
with a year that no other calendar would have.  Of solar dates only whole days are read, because a
solar month is none of ours; lunar dates are not read at all, because their months began on
different days in different countries.
"""

from __future__ import annotations

import datetime
import functools
import re

from searchapp.ingest import data

_DIGITS: dict[int, int | str] = {
    zero + digit: str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)
}
_DIGIT = re.compile("[٠-٩۰-۹]")
# One letter for one letter, so that places in the text stay what they are.
_LETTERS: dict[int, int | str] = {**str.maketrans("أإآيىكة", "اااییکه")}
_SCRIPT = re.compile("[\u0600-\u06ff]")
_PERSIAN_FIGURES = re.compile(
    "(?<![۰-۹/-])(۱[۳۴][۰-۹]{2})(?P<s>[/-])([۰-۹]{1,2})(?P=s)([۰-۹]{1,2})(?![۰-۹/])"
)
_GAP = "[\\s\u00a0\u200c-\u200f]"
# From the year in which the calendar became law to a while from now.
_FIRST_SOLAR, _LAST_SOLAR = 1304, 1430


def western(text: str) -> str:
    """Return a text with Arabic and Persian digits as 0 to 9, every character in its place."""
    # To look for such digits is far quicker than to replace them, and most texts have none.
    return text if text.isascii() or _DIGIT.search(text) is None else text.translate(_DIGITS)


def find_eastern(text: str, start: int = 0) -> tuple[int, int, int, int, int] | None:
    """Find the first date that is written in Arabic or Persian.

    Args:
        text: the line.
        start: where to begin.

    Returns:
        Year, month, day (0 where only a month is given), and where the date begins and ends;
        None where there is none.
    """
    if text.isascii() or _SCRIPT.search(text) is None:
        return None
    solar = _PERSIAN_FIGURES.search(text, start)
    if solar is not None:
        year, month, day = int(solar[1]), int(solar[3]), int(solar[4])
        found = _from_solar(year, month, day)
        if found is not None:
            return found.year, found.month, found.day, solar.start(), solar.end()
    for match in _pattern().finditer(text.translate(_DIGITS | _LETTERS), start):
        read = _read(match)
        if read is not None:
            return *read, match.start(), match.end()
    return None


def _read(match: re.Match[str]) -> tuple[int, int, int] | None:
    months = [_months()[name] for name in (match["m"], match["again"]) if name is not None]
    if len(set(months)) != 1:
        return None
    calendar, month = months[0]
    year, day = int(match["y"]), int(match["d"] or 0)
    if calendar == "arabic":
        return (year, month, day) if year >= 1500 else None
    found = _from_solar(year, month, day)
    return None if found is None else (found.year, found.month, found.day)


def _from_solar(year: int, month: int, day: int) -> datetime.date | None:
    """Turn a day of the Iranian solar calendar into ours.

    Six months of 31 days are followed by five of 30 and one of 29, or 30 in leap years, of which
    there are eight in 33 years.
    """
    if not (_FIRST_SOLAR <= year <= _LAST_SOLAR and 1 <= month <= 12 and day >= 1):
        return None
    longest = 31 if month <= 6 else 30 if month <= 11 or _is_leap(year) else 29
    if day > longest:
        return None
    years = range(_EPOCH_YEAR, year) if year >= _EPOCH_YEAR else range(year, _EPOCH_YEAR)
    whole = sum(366 if _is_leap(each) else 365 for each in years)
    spring = _EPOCH + datetime.timedelta(whole if year >= _EPOCH_YEAR else -whole)
    before = 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return spring + datetime.timedelta(before + day - 1)


# The first day of the solar year 1400.
_EPOCH_YEAR, _EPOCH = 1400, datetime.date(2021, 3, 21)


def _is_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8


@functools.cache
def _months() -> dict[str, tuple[str, int]]:
    tables = data.table("months")
    return {
        name.translate(_LETTERS): (calendar, number)
        for calendar in ("arabic", "solar")
        for number, names in enumerate(tables[calendar], 1)
        for name in names.split("|")
    }


@functools.cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_months(), key=len, reverse=True)
    month = "|".join(name.replace(" ", f"{_GAP}{{1,2}}") for name in names)
    return re.compile(
        f"(?<![\\d\\w/.-])(?:(?P<d>\\d{{1,2}}){_GAP}{{1,3}}(?:من{_GAP})?)?"
        f"(?P<m>{month})(?:{_GAP}?ماه)?"
        f"(?:{_GAP}?[/(-]{_GAP}?(?P<again>{month})\\)?)?"
        f"[,،]?{_GAP}{{1,3}}(?:(?:عام|سنه|سال){_GAP})?(?P<y>\\d{{4}})(?!\\d)"
    )
