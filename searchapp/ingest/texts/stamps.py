"""Lines that a page writes by itself: the day and hour of publication, and of the last change.

Whatever order the parts stand in ("Updated 1406 GMT (2206 HKT) January 3, 2020", "Fri 3 Jan 2020
04.16 GMT Last modified on Sat 4 Jan 2020 07.00 GMT"), nothing else is left of such a line when
dates, hours, zones, weekdays and the words for "published" and "updated" are taken away.  The
words are in `bylines.toml`.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from searchapp.ingest import data
from searchapp.ingest.dates import FoundDate, find_date
from searchapp.ingest.texts.spots import Spot
from searchapp.model import PartialDate

_LONGEST = 160
_MOST_DATES = 3
_HOUR = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\b|\b\d{3,4}(?=\s?[A-Z]{2,4}\b)|[+-]\d{1,2}\b"
)
_AGO = re.compile(r"\b\d{1,3}\s[a-z]{3,7}(?:\s\d{1,2}\s[a-z]{3,7})?\sago\b")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What such a line says.

    Args:
        date: the date as written.
        day: the same date, read.
    """

    date: Spot
    day: PartialDate


# What names an article's source may be such a line as well as one of outlet and date.
@functools.lru_cache(maxsize=1024)
def read_stamp(text: str) -> Stamp | None:
    """Read a line of the hours and days on which a page was published and changed.

    Args:
        text: the line.

    Returns:
        The day of publication; None for another line, and for a date without hour or word.
    """
    dates = _dates(text) if len(text) <= _LONGEST else []
    if not dates:
        return None
    ends = [0, *(each.end for each in dates)]
    starts = [*(each.start for each in dates), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    left = [_HOUR.sub(" ", _AGO.sub(" ", gap)) for gap in gaps]
    stamped = left != gaps or any(_WORD.search(gap) is not None for gap in gaps)
    if not stamped or not all(map(_says_nothing, left)):
        return None
    # The first date that is not said to be the day of a change.
    first = [each for each, gap in zip(dates, gaps, strict=False) if not _tells_change(gap)]
    date = (first or dates)[0]
    return Stamp(Spot(text[date.start : date.end], date.start, date.end), date.date)


def _dates(text: str) -> list[FoundDate]:
    """Find the dates of a line; none where one is no day or where there are too many."""
    found: list[FoundDate] = []
    date = find_date(text)
    while date is not None:
        if len(found) == _MOST_DATES or date.date.precision != "day":
            return []
        found.append(date)
        date = find_date(text, date.end)
    return found


def _says_nothing(gap: str) -> bool:
    words = [word.lower() for word in _WORD.findall(gap)]
    return all(word in _words("stamps") or word in _words("changed") for word in words) and not any(
        character.isdigit() for character in gap
    )


def _tells_change(gap: str) -> bool:
    words = [word.lower() for word in _WORD.findall(gap)]
    return any(word in _words("changed") for word in words[-3:])


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data.table("texts/bylines")[name])
