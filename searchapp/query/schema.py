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


def read_range(first: str | None, last: str | None, *, after: bool, before: bool) -> Query:
    """Read a range of dates whose ends need not be in it.

    Args:
        first: where it begins, as for `read_dates`; None where it is open.
        last: where it ends.
        after: whether it begins on the day after all that `first` can mean.
        before: whether it ends on the day before all that `last` can mean.

    Returns:
        The query; one that matches nothing and carries the error where one is no date.
    """
    day = datetime.timedelta(1)
    try:
        begins = PartialDate.parse(first) if first else _EARLIEST
        ends = PartialDate.parse(last) if last else _LATEST
        start = begins.last_day() + day if first and after else begins.first_day()
        end = ends.first_day() - day if last and before else ends.last_day()
    except (ValueError, OverflowError) as error:
        failed: Query = error_query(error)
        return failed
    return _between(start, end)


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
    start, end = first.first_day(), last.last_day()
    if start > end:
        raise ValueError(f"{first}..{last} ends before it begins")
    return _between(start, end)


def _between(start: datetime.date, end: datetime.date) -> Query:
    first, last = day_number(start), day_number(end)
    return And([NumericRange(DATE, first, None), NumericRange("date_end", None, last)])


def day_number(day: datetime.date) -> int:
    """Return a day as the number that is indexed: 20200103 for 3 January 2020."""
    return day.year * 10_000 + day.month * 100 + day.day
