"""What facets, filters and sorting need of every document, read once for a generation."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from whoosh.reading import IndexReader

from searchapp.engines.whoosh.stories import Stories, find_stories
from searchapp.model import Membership, PartialDate
from searchapp.query.plan import Filters, Plan, Sort
from searchapp.query.schema import day_number


@dataclass(frozen=True, slots=True)
class Columns:
    """One value for every document number of a reader.

    Args:
        ids: article ids.
        outlets: outlets, empty where not known.
        dates: ISO dates of any precision, empty where there is none.
        stories: which documents are copies.
    """

    ids: Sequence[str]
    outlets: Sequence[str]
    dates: Sequence[str]
    stories: Stories

    def date_of(self, document: int) -> PartialDate | None:
        """Return a document's date, or None."""
        text = self.dates[document]
        return PartialDate.parse(text) if text else None


@dataclass(frozen=True, slots=True)
class Tally:
    """Matching documents, filtered, counted and in order.

    Args:
        total: how many rows pass every filter.
        articles: how many articles do.
        top: the documents of the page, in order, with their scores.
        outlets: rows by outlet, the filter on outlets aside.
        dates: rows by month or year, the filter on dates aside.
    """

    total: int
    articles: int
    top: list[tuple[int, float]]
    outlets: dict[str | None, int]
    dates: dict[str | None, int]


def read_columns(reader: IndexReader, members: Mapping[str, Membership]) -> Columns:
    """Read the columns of a reader, of all its segments.

    Args:
        reader: the reader.
        members: the groups.
    """
    ids, outlets, dates = (
        [str(value) for leaf, _ in reader.leaf_readers() for value in _column(leaf, name)]
        for name in ("id", "outlet_name", "date_text")
    )
    present = ((each, ids[each], dates[each]) for each in reader.all_doc_ids()) if members else ()
    return Columns(ids, outlets, dates, find_stories(present, members))


def read_sketches(reader: IndexReader) -> list[bytes]:
    """Read the sketch of every document number of a reader, empty where it has none."""
    sketches: list[bytes] = []
    for leaf, _ in reader.leaf_readers():
        known = leaf.has_column("sketch")
        sketches += leaf.column_reader("sketch") if known else [b""] * leaf.doc_count_all()
    return sketches


def tally(matches: Iterable[tuple[int, float]], columns: Columns, plan: Plan) -> Tally:
    """Filter, count, collapse and order matches in one pass.

    Args:
        matches: documents with their scores.
        columns: of the same reader.
        plan: says what to keep, what is a row, how to order and which page to return.

    Returns:
        The page and the counts.
    """
    known: dict[str, _Date] = {}
    wanted = {name or "" for name in plan.filters.outlets}
    row_of = columns.stories.original if plan.copies else columns.stories.story
    outlets, dates = _Distinct(), _Distinct()
    articles: set[int] = set()
    kept: list[_Row] = []
    firsts: dict[int, _Row] = {}
    for document, score in matches:
        outlet, text = columns.outlets[document], columns.dates[document]
        date = known.get(text)
        if date is None:
            date = known[text] = _understand(text, plan.filters)
        row = row_of.get(document)
        if date.wanted:
            outlets.add(outlet, row)
        if not wanted or outlet in wanted:
            dates.add(date.month, row)
            if date.wanted:
                key = _sort_key(plan.sort, score, date.day)
                found = (*key, columns.ids[document], document, score)
                if row is None:
                    kept.append(found)
                else:
                    firsts[row] = min(found, firsts.get(row, found))
                    articles.add(columns.stories.original.get(document, document))
    articles_alone = len(kept)
    kept += firsts.values()
    ordered = heapq.nsmallest(plan.offset + plan.limit, kept)[plan.offset :]
    return Tally(
        total=len(kept),
        articles=articles_alone + len(articles),
        top=[(document, score) for *_, document, score in ordered],
        outlets={name or None: count for name, count in outlets.counts.items()},
        dates=dict(dates.counts),
    )


# What a row is sorted by, then its document and score.
_Row = tuple[float, int, str, int, float]


class _Distinct:
    """Counts the rows in each bucket; several documents of one row count once."""

    def __init__(self) -> None:
        self.counts: Counter[str | None] = Counter()
        self._seen: set[tuple[str | None, int]] = set()

    def add(self, bucket: str | None, row: int | None) -> None:
        """Count a document.

        Args:
            bucket: where.
            row: which row it is of; None where it is the only document of its row.
        """
        if row is not None:
            if (bucket, row) in self._seen:
                return
            self._seen.add((bucket, row))
        self.counts[bucket] += 1


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
