"""What facets, filters and sorting need of every document, read once for a generation."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whoosh.reading import IndexReader

from searchapp.model import PartialDate
from searchapp.query.plan import Filters, Plan, Sort
from searchapp.query.schema import day_number


@dataclass(frozen=True, slots=True)
class Columns:
    """One value for every document number of a reader.

    Args:
        ids: article ids.
        outlets: outlets, empty where not known.
        dates: ISO dates of any precision, empty where there is none.
    """

    ids: Sequence[str]
    outlets: Sequence[str]
    dates: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tally:
    """Matching documents, filtered, counted and in order.

    Args:
        total: how many pass every filter.
        top: the documents of the page, in order, with their scores.
        outlets: documents by outlet, the filter on outlets aside.
        dates: documents by month or year, the filter on dates aside.
    """

    total: int
    top: list[tuple[int, float]]
    outlets: dict[str | None, int]
    dates: dict[str | None, int]


def read_columns(reader: IndexReader) -> Columns:
    """Read the columns of a reader, of all its segments."""
    ids, outlets, dates = (
        [str(value) for leaf, _ in reader.leaf_readers() for value in _column(leaf, name)]
        for name in ("id", "outlet_name", "date_text")
    )
    return Columns(ids, outlets, dates)


def tally(matches: Iterable[tuple[int, float]], columns: Columns, plan: Plan) -> Tally:
    """Filter, count and order matches in one pass.

    Args:
        matches: documents with their scores.
        columns: of the same reader.
        plan: says what to keep, how to order and which page to return.

    Returns:
        The page and the counts.
    """
    known: dict[str, _Date] = {}
    wanted = {name or "" for name in plan.filters.outlets}
    outlets: Counter[str] = Counter()
    dates: Counter[str | None] = Counter()
    kept: list[tuple[float, int, str, int, float]] = []
    for document, score in matches:
        outlet, text = columns.outlets[document], columns.dates[document]
        date = known.get(text)
        if date is None:
            date = known[text] = _understand(text, plan.filters)
        if date.wanted:
            outlets[outlet] += 1
        if not wanted or outlet in wanted:
            dates[date.month] += 1
            if date.wanted:
                key = _sort_key(plan.sort, score, date.day)
                kept.append((*key, columns.ids[document], document, score))
    ordered = heapq.nsmallest(plan.offset + plan.limit, kept)[plan.offset :]
    return Tally(
        total=len(kept),
        top=[(document, score) for *_, document, score in ordered],
        outlets={name or None: count for name, count in outlets.items()},
        dates=dict(dates),
    )


@dataclass(frozen=True, slots=True)
class _Date:
    wanted: bool
    month: str | None
    day: int


def _understand(text: str, filters: Filters) -> _Date:
    ranged = filters.since is not None or filters.until is not None
    if not text:
        return _Date(filters.undated or not ranged, None, 0)
    date = PartialDate.parse(text)
    wanted = ranged or not filters.undated
    if filters.since is not None:
        wanted = wanted and date.first_day() >= filters.since.first_day()
    if filters.until is not None:
        wanted = wanted and date.last_day() <= filters.until.last_day()
    return _Date(wanted, month_of(date), day_number(date.first_day()))


def month_of(date: PartialDate) -> str:
    """Return the bucket of a date: its month, or its year where no more is known."""
    return str(PartialDate(date.year, date.month))


def _sort_key(sort: Sort, score: float, day: int) -> tuple[float, int]:
    """Return what to sort by before the id, ascending; no date (day 0) comes last of its kind."""
    if sort == Sort.RELEVANCE:
        return -score, -day
    return 0.0, -day if sort == Sort.NEWEST else day or 99_999_999


def _column(leaf: IndexReader, name: str) -> Iterable[str]:
    if leaf.has_column(name):
        return leaf.column_reader(name)
    return [""] * leaf.doc_count_all()
