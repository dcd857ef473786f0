"""The fields a query can name, what each weighs, and how a date is asked for.

In the tree a date is two numbers such as 20200103: `date` is the first day that an article's date
can mean and `date_end` the last.
"""

from __future__ import annotations

import datetime

from whoosh.query import And, NumericRange, Query, error_query

from searchapp.model import PartialDate

SCORED = {"title": 2.0, "body": 1.0}
DATE = "date"
NAMED = ("title", "body", "outlet", "author", DATE)

_EARLIEST, _LATEST = PartialDate(1), PartialDate(9999)


def read_dates(text: str) -> Query:
    """Read `2020-01` or `2019-12..2020-02` (either end may be left open).

    An article matches where all days that its own date can mean lie in the asked range: `2020` does
    not find an article of an unknown day in 2019 or 2020, because nobody knows.

    Args:
        text: what was typed behind `date:`.

    Returns:
        The query; one that matches nothing and carries the error where the text is no date.
    """
    first, dots, last = text.partition("..")
    try:
        earliest = PartialDate.parse(first) if first or not dots else _EARLIEST
        latest = earliest if not dots else PartialDate.parse(last) if last else _LATEST
        return within(earliest, latest)
    except ValueError as error:
        failed: Query = error_query(error)
        return failed


def within(first: PartialDate, last: PartialDate) -> Query:
    """Return the query for articles whose date lies in a range for certain.

    Args:
        first: the range begins on its first day.
        last: the range ends on its last day.

    Returns:
        The query.

    Raises:
        ValueError: the range ends before it begins.
    """
    start, end = day_number(first.first_day()), day_number(last.last_day())
    if start > end:
        raise ValueError(f"{first}..{last} ends before it begins")
    return And([NumericRange(DATE, start, None), NumericRange("date_end", None, end)])


def day_number(day: datetime.date) -> int:
    """Return a day as the number that is indexed: 20200103 for 3 January 2020."""
    return day.year * 10_000 + day.month * 100 + day.day
