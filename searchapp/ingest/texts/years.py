"""Days without a year ("OLDTOWN, March 14. /NW/."), completed by the year of the whole file.

The year is the one that the lines above the first article name, or else the only one in which the
other articles of the file are dated.  It is less sure than any date that is written whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchapp.ingest.dates import find_date
from searchapp.ingest.texts.datelines import read_dateline
from searchapp.ingest.texts.findings import Finding
from searchapp.ingest.texts.marks import Kind, Mark
from searchapp.ingest.texts.spots import Spot
from searchapp.model import Evidence

_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?!\d)", re.ASCII)
_LEAST, _OPENING = 2, 12
_SURE = 0.5


def find_year(marks: Sequence[Mark], first: int) -> int | None:
    """Find the year of a file.

    Args:
        marks: its lines.
        first: where its first article begins.

    Returns:
        The year; None where the file names none, or several.
    """
    above = {int(year) for mark in marks[:first] for year in _YEAR.findall(mark.text)}
    if above:
        return above.pop() if len(above) == 1 else None
    days = [mark.byline.day for mark in marks if mark.byline is not None]
    years = [day.year for day in days if day is not None and day.precision == "day"]
    return years[0] if len(years) >= _LEAST and len(set(years)) == 1 else None


def complete(marks: Sequence[Mark], year: int) -> tuple[Finding, ...]:
    """Read the day without a year with which an article begins.

    Args:
        marks: the lines of the article.
        year: of the file.

    Returns:
        The date in a tuple; an empty one where it begins otherwise.
    """
    for mark in marks[:_OPENING]:
        spot = _day_of(mark)
        found = None if spot is None else find_date(f"{spot.text} {year}")
        if spot is not None and found is not None and found.date.precision == "day":
            start, end = mark.line.start + spot.start, mark.line.start + spot.end
            evidence = Evidence("date", "year-of-file", spot.text, start, end, _SURE)
            return (Finding(evidence, found.date),)
    return ()


def _day_of(mark: Mark) -> Spot | None:
    byline = mark.byline
    if byline is not None and mark.kind is Kind.BYLINE:
        return byline.date if byline.day is None else None
    dateline = read_dateline(mark.text) if mark.kind in (Kind.PROSE, Kind.OTHER) else None
    return None if dateline is None else dateline.day
