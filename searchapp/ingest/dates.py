"""Dates as news text writes them, at the precision it writes them.

`find_date` looks for one in a line, `find_short_date` for one that only the head of an article may
hold, `parse_field` reads a value that is meant to be one.  None guesses: 03/04/2020 may be March
or April, so only its year is taken (`dayorder` may know better from the other dates of the outlet);
a weekday, or a day without a year, is no date.  English forms, the usual one of other languages and
those of East Asia are read here, Arabic and Persian ones in `calendars`.
"""

from __future__ import annotations

import datetime
import email.utils
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.ingest import data
from searchapp.ingest.calendars import find_eastern, western
from searchapp.model import PartialDate


class _Folds(dict[int, str]):
    """Each character in small letters and without accents, where that is one character."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFD", character.casefold())
        is_one = all(map(unicodedata.combining, plain[1:]))
        self[code] = "i" if character == "ı" else plain[0] if is_one else character
        return self[code]


_FOLDS = _Folds()


def folded(text: str) -> str:
    """Return a text as names of months are compared: in small letters, without accents.

    Args:
        text: any text, with accents as one character with their letters.

    Returns:
        The same, every character in its place.
    """
    return text.translate(_FOLDS)


MONTHS = {
    folded(name): number
    for language in ("english", "european")
    for number, names in enumerate(data.table("months")[language], 1)
    for name in names.split("|")
}
_ACCENTED = {
    plain: "".join(group)
    for plain, group in itertools.groupby(
        sorted(map(chr, range(0xC0, 0x500)), key=folded), key=folded
    )
}


def _listed(*languages: str) -> list[str]:
    table = data.table("months")
    return [name for each in languages for names in table[each] for name in names.split("|")]


def month_names(*languages: str) -> str:
    """Return a pattern of the names of months, the longest first.

    Args:
        languages: which of the lists of `months.toml`.

    Returns:
        Alternatives that match with and without accents, case aside.
    """
    ordered = sorted(_listed(*languages), key=len, reverse=True)
    return "|".join(
        "".join(f"[{each}{_ACCENTED[each]}]" if each in _ACCENTED else each for each in name)
        for name in ordered
    )


_NAMES = "|".join(sorted(_listed("english"), key=len, reverse=True))
# White space of every width, and the marks of direction that pages put around figures.
_GAP = "[\\s\u00a0\u2009\u200e\u200f\u202f]"
_MONTH = rf"(?P<{{0}}>{_NAMES})\b\.?"
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>1[5-9]\d\d|20\d\d)(?!\d)"
_WEEKDAY = (
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b[.,]{0,2}"
    rf"{_GAP}{{1,3}})?"
)
_COMMA = rf"(?:{_GAP}?[,،]{_GAP}{{0,3}}|{_GAP}{{1,3}})"
_FORMS = (
    # January 3, 2020; Jan.3 2020; January the 3rd, 2020; January 3 - 2020
    _MONTH.format("m1") + rf"(?:(?<=\.)|,?{_GAP}){_GAP}{{0,2}}(?:the{_GAP})?" + _DAY.format("d1")
    + rf"(?:{_COMMA}|{_GAP}-{_GAP})" + _YEAR.format("y1"),
    # 3 January 2020; 3rd of January, 2020
    _DAY.format("d2") + rf"{_GAP}{{1,3}}(?:of{_GAP})?" + _MONTH.format("m2")
    + rf"{_COMMA}(?:of{_GAP})?" + _YEAR.format("y2"),
    # 2020-01-03, the year first
    _YEAR.format("y3") + r"(?P<s3>[-/.])(?P<m3>\d{1,2})(?P=s3)(?P<d3>\d{1,2})(?!\d)",
    # 3.1.2020, as it is written where full stops are used: the day first
    r"(?P<d4>\d{1,2})\.\s?(?P<m4>\d{1,2})\.\s?" + _YEAR.format("y4"),
    # 3/1/2020, in either order
    r"(?P<a5>\d{1,2})(?P<s5>[/-])(?P<b5>\d{1,2})(?P=s5)" + _YEAR.format("y5"),
    # 3-Jan-2020, 3/Jan/2020; Jan-3-2020; 2020-Jan-3
    _DAY.format("d6") + r"(?P<s6>[-/])" + _MONTH.format("m6") + r"(?P=s6)" + _YEAR.format("y6"),
    _MONTH.format("m7") + r"(?P<s7>[-/])" + _DAY.format("d7") + r"(?P=s7)" + _YEAR.format("y7"),
    _YEAR.format("y8") + r"(?P<s8>[-/])" + _MONTH.format("m8") + r"(?P=s8)" + _DAY.format("d8"),
    # 2020 January 3, where no other year follows
    _YEAR.format("y9") + rf"{_GAP}{{1,3}}" + _MONTH.format("m9") + rf"{_GAP}{{1,3}}"
    + _DAY.format("d9") + rf"(?!{_COMMA}\d{{4}})",
    # January 3-5, 2020: no single day
    _MONTH.format("mA") + rf"{_GAP}{{1,3}}\d{{1,2}}{_GAP}?[-–]{_GAP}?\d{{1,2}}" + _COMMA
    + _YEAR.format("yA"),
    # 2020年3月3日, 2020년 3월 3일
    _YEAR.format("yC")
    + r"\s?[年년]\s?(?P<mC>\d{1,2})\s?[月월]\s?(?P<dC>\d{1,2})\s?[日일]",
    # January 2020
    _MONTH.format("mB") + rf",?{_GAP}{{1,3}}" + _YEAR.format("yB"),
)  # fmt: skip
_DATE = re.compile(
    r"(?<![\w/.-])" + _WEEKDAY + "(?:" + "|".join(_FORMS) + r")(?:(?=T\d)|(?![\w/]))",
    re.IGNORECASE | re.ASCII,
)
# A word that `MONTHS` may hold.
_WORD = r"(?P<m>[^\W\d_]{2,14})\b\.?"
# 3. März 2020, 3 de enero de 2020, 1er août 2020, 3 марта 2020 г.
_EUROPEAN = re.compile(
    rf"(?<![\w/.-])(?P<d>\d{{1,2}})(?:\.|º|er)?{_GAP}{{1,2}}(?:de{_GAP})?"
    rf"{_WORD},?{_GAP}{{1,2}}(?:del?{_GAP})?"
    + _YEAR.format("y") + rf"(?:{_GAP}?(?:[гр]\.|r\.|(?:года|року)\b))?",
    re.IGNORECASE,
)  # fmt: skip
# Every date has a year, in figures of any script, and begins no further before it than this.
_YEAR_SIGN, _LONG_NUMBER = re.compile(r"(?:1[5-9]|20)\d\d(?!\d)", re.ASCII), re.compile(r"\d{4}")
_REACH = 60
# Of a line its parts are read as well, and all of them more than once.
_REMEMBERED, _LONGEST_REMEMBERED = 4096, 200
_COMPACT = re.compile(
    r"(1[5-9]\d\d|20\d\d)(\d\d)(\d\d)(?:T?\d{4}(?:\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?", re.ASCII)
_BARE_YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)", re.ASCII)
_ISO_START = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?!\d)", re.ASCII)
_YEAR_MONTH = re.compile(r"(1[5-9]\d\d|20\d\d)-(\d{1,2})", re.ASCII)
_SHORT = re.compile(r"(\d{1,2})/(\d{1,2})/(\d\d)", re.ASCII)
# 20200103; 3/1/20; 03.01.20; 03-JAN-20, 3 Jan ’20; Jan 3, ’20; 3 Jan 20 where the line ends
_FIGURES = re.compile(
    r"(?<![\w/.-])(?:(?P<y1>(?:19|20)\d\d)(?P<m1>\d\d)(?P<d1>\d\d)"
    r"|(?P<a2>\d{1,2})/(?P<b2>\d{1,2})/(?P<y2>\d\d)"
    r"|(?P<d3>\d\d)\.(?P<m3>\d\d)\.(?P<y3>\d\d)"
    rf"|(?P<d4>\d{{1,2}})(?:[-/]|\s(?=\D{{3,10}}\s[’'])){_MONTH.format('m4')}(?:[-/]|\s[’'])(?P<y4>\d\d)"
    rf"|(?P<d6>\d{{1,2}})\s{_MONTH.format('m6')}\s(?P<y6>\d\d)(?=\s*\Z)"
    rf"|{_MONTH.format('m5')}\s{_DAY.format('d5')},?\s[’'](?P<y5>\d\d))(?![\w/-]|\.\d)",
    re.IGNORECASE | re.ASCII,
)
# enero 3, 2020, as in Latin America
_MONTH_FIRST = re.compile(
    rf"(?<!\w){_WORD}{_GAP}{{1,2}}(?P<d>\d{{1,2}}),{_GAP}{{1,2}}" + _YEAR.format("y"),
    re.IGNORECASE,
)
_MAY_BE_SHORT = re.compile(r"\d{8}|[-/.’']\d\d|\d\s[A-Za-z]{3,9}\.?\s\d\d\s*\Z", re.ASCII)
_DAY_COMMA = re.compile(r"\d,")
_TWO_FIGURES = re.compile(r"(?<!\d)\d\d\Z", re.ASCII)
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
    sign = _YEAR_SIGN if text.isascii() else _LONG_NUMBER
    year = sign.search(text, start)
    if year is not None and len(text) <= _LONGEST_REMEMBERED:
        return _find_again(text, max(start, year.start() - _REACH))
    while year is not None:
        found = _find_around(text, max(start, year.start() - _REACH), year.end() + _REACH)
        if found is not None:
            return found
        year = sign.search(text, year.end())
    return None


def _find_around(text: str, start: int, end: int) -> FoundDate | None:
    """Find the first date in a part of a long text, with what stands before and behind it."""
    before = max(start - 1, 0)
    found = _find(text[before : end + _REACH], start - before)
    if found is None:
        return None
    if before + found.end > end and end < len(text):
        # It may have been cut where the part ends.
        return _find_around(text, start, end + 2 * _REACH)
    return FoundDate(found.date, before + found.start, before + found.end)


def _find(text: str, start: int) -> FoundDate | None:
    first = _first(_DATE, western(text), start, len(text))
    # Only what stands before it is searched again, so that a long text is not read for every date.
    end = len(text) if first is None else first.end
    other = _first(_EUROPEAN, text, start, end) or _find_eastern(text, start)
    earlier = other is not None and (first is None or other.start <= first.start)
    return other if earlier else first


_find_again = functools.lru_cache(maxsize=_REMEMBERED)(_find)


def find_short_date(text: str) -> FoundDate | None:
    """Find a date in a form that only the head of an article or a field holds.

    In figures without a break or with two figures of the year, which elsewhere may be anything, or
    with the month first in a language that seldom has it there.

    Args:
        text: the line.

    Returns:
        The first such date, or None.
    """
    digits = western(text)
    # Most lines hold nothing that every such form has, which is far quicker to see.
    short = _MAY_BE_SHORT.search(digits) is not None
    figures = _first(_FIGURES, digits, 0, len(text)) if short else None
    if figures is not None or _DAY_COMMA.search(text) is None:
        return figures
    return _first(_MONTH_FIRST, text, 0, len(text))


def century_before(date: PartialDate, written: str) -> PartialDate | None:
    """Read a year of two figures as one of the century before: what is past cannot be to come.

    Args:
        date: as `find_short_date` or `parse_field` reads it.
        written: the same, as written.

    Returns:
        The earlier date; None where the year is written whole, or there was no such day.
    """
    short = _TWO_FIGURES.search(western(written).strip()) is not None
    whole = _LONG_NUMBER.search(written) is not None
    return _date(date.year - 100, date.month, date.day) if short and not whole else None


def _first(pattern: re.Pattern[str], text: str, start: int, end: int) -> FoundDate | None:
    for match in pattern.finditer(text, start, end):
        found = _from_match(match)
        if found is not None:
            return FoundDate(found, match.start(), match.end())
    return None


def _find_eastern(text: str, start: int) -> FoundDate | None:
    eastern = find_eastern(text, start)
    date = None if eastern is None else _date(*eastern[:3])
    return None if eastern is None or date is None else FoundDate(date, *eastern[3:])


def find_dates(text: str) -> Iterator[FoundDate]:
    """Find all dates of a text.

    Args:
        text: the text.

    Yields:
        The dates with at least a month, in order and apart.
    """
    found = find_date(text)
    while found is not None:
        yield found
        found = find_date(text, found.end)


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
    written = str(value).strip()[:_FIELD_MAX]
    if not written.isascii():
        # Before its digits are: 1398 is a year only in the calendar that Persian digits tell of.
        found = find_date(written)
        if found is not None:
            return found.date
    text = western(written)
    figures = _figures(text)
    if figures is not None:
        return _date(*figures)
    short = _SHORT.fullmatch(text)
    if short is not None:
        first, second, year = (int(part) for part in short.groups())
        return _either_order(_whole_year(year), first, second)
    found = find_date(written)
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
    year = _whole_year(int(parts["y"]))
    if "a" in parts:
        return _either_order(year, int(parts["a"]), int(parts["b"]))
    month = parts["m"]
    number = int(month) if month.isdigit() else MONTHS.get(folded(month))
    return None if number is None else _date(year, number, int(parts.get("d", 0)))


def _whole_year(year: int) -> int:
    """Complete two figures by the usual rule (POSIX): 69 to 99 are of the last century."""
    return year if year > 99 else year + (1900 if year >= 69 else 2000)


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
