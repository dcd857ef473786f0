"""Matches, filtered, counted, collapsed to rows and put in order, in whole arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.runs import distinct, together
from searchapp.columnar.sets import Scored
from searchapp.columnar.snapshot import Snapshot
from searchapp.engines.whoosh.columns import Codes, Columns, Documents, Flags, Names
from searchapp.engines.whoosh.stories import Stories
from searchapp.query.plan import Plan, Sort

# Behind every day there is.
_NEVER = 99_999_999
_NONE = np.empty(0, np.intp)

Places = NDArray[np.intp]
_At = Places | slice
_Key = Callable[[_At], NDArray[Any]]


class Tally(NamedTuple):
    """What is shown of matches.

    Args:
        total: how many rows pass every filter.
        articles: how many articles do.
        documents: which documents do, ascending.
        top: the documents of the page, in order, with their scores.
        outlets: rows by outlet, the filter on outlets aside.
        dates: rows by month or year, the filter on dates aside.
    """

    total: int
    articles: int
    documents: Documents
    top: list[tuple[int, float]]
    outlets: dict[str | None, int]
    dates: dict[str | None, int]


class Tallier:
    """Counts the matches of one commit.

    Args:
        snapshot: the commit.
        columns: of the snapshot.
        stories: of the snapshot; None where no document has a copy.
    """

    def __init__(self, snapshot: Snapshot, columns: Columns, stories: Stories | None) -> None:
        self._snapshot = snapshot
        self._columns = columns
        self._stories = stories

    def count(self, matches: Scored, plan: Plan) -> Tally:
        """Filter, count, collapse and order matches.

        Args:
            matches: documents, ascending, with their scores.
            plan: says what to keep, what is a row, how to order and which page to return.

        Returns:
            The page and the counts.
        """
        documents, scores = matches
        columns = self._columns
        in_outlets = columns.in_outlets(documents, plan.filters)
        in_range = columns.in_range(documents, plan.filters)
        kept = _both(in_outlets, in_range)
        dated, chosen = _only(documents, in_range), _only(documents, in_outlets)
        documents, scores = _only(documents, kept), _only(scores, kept)
        every, articles = documents, len(documents)
        if self._stories is not None:
            articles = self._stories.count_articles(documents)
            rows = self._collapsed(documents, scores, plan)
            documents, scores = documents[rows], scores[rows]
        keys = self._keys(documents, scores, plan.sort)
        first = self._first(documents, keys, plan.offset + plan.limit)[plan.offset :]
        by_outlet = self._split(dated, plan)
        by_month = by_outlet if chosen is dated else self._split(chosen, plan)
        return Tally(
            total=len(documents),
            articles=articles,
            documents=every,
            top=list(zip(documents[first].tolist(), scores[first].tolist(), strict=True)),
            outlets=by_outlet.facet(columns.outlets, columns.outlet_codes),
            dates=by_month.facet(columns.months, columns.month_codes),
        )

    def _keys(self, documents: Documents, scores: NDArray[np.float64], sort: Sort) -> list[_Key]:
        """Return what to sort by before the id, ascending; no date comes last of its kind."""
        dates = self._columns.dates

        def newest(at: _At) -> NDArray[Any]:
            return -dates[documents[at]]

        def oldest(at: _At) -> NDArray[Any]:
            found = dates[documents[at]]
            return np.where(found == 0, _NEVER, found)

        if sort == Sort.RELEVANCE:
            return [lambda at: -scores[at], newest]
        return [newest if sort == Sort.NEWEST else oldest]

    def _rows_of(self, documents: Documents, plan: Plan) -> NDArray[np.int32] | None:
        """Return the row of each document, -1 where it is the only document of its row."""
        if self._stories is None:
            return None
        row_of = self._stories.original if plan.copies else self._stories.story
        return row_of[documents]

    def _collapsed(
        self, documents: Documents, scores: NDArray[np.float64], plan: Plan
    ) -> Places | slice:
        """Return the places of the documents that stand for their rows, ascending."""
        rows = self._rows_of(documents, plan)
        if rows is None or self._stories is None:
            return slice(None)
        shared = np.flatnonzero(rows >= 0)
        keys = self._keys(documents, scores, plan.sort)
        by = [self._stories.rank[documents[shared]], *(key(shared) for key in reversed(keys))]
        ordered = shared[np.lexsort((*by, rows[shared]))]
        firsts = ordered[np.diff(rows[ordered], prepend=-1) > 0]
        return np.sort(np.concatenate([np.flatnonzero(rows < 0), firsts]))

    def _split(self, documents: Documents, plan: Plan) -> _Rows:
        rows = self._rows_of(documents, plan)
        if rows is None:
            return _Rows(documents, documents[:0], documents[:0])
        shared = rows >= 0
        return _Rows(documents[~shared], documents[shared], rows[shared])

    def _first(self, documents: Documents, keys: Sequence[_Key], count: int) -> Places:
        """Return the places of the first documents, in order: by keys, then by id."""
        settled, tied = _lowest(keys, len(documents), count)
        missing = count - len(settled)
        if len(tied) > missing:
            tied = self._lowest_ids(documents, tied, missing)
        near = np.concatenate([settled, tied]) if len(tied) else settled
        values = [key(near).tolist() for key in keys]
        whole = [*zip(*values, strict=True)]
        if len(set(whole)) < len(whole):
            ids = [self._snapshot.key(document) for document in documents[near].tolist()]
            whole = [*zip(*values, ids, strict=True)]
        # A page is so short that an array would take longer.
        order = sorted(range(len(near)), key=whole.__getitem__)
        return near[order[:count]]

    def _lowest_ids(self, documents: Documents, places: Places, count: int) -> Places:
        """Return some of the places, among which are the documents with the lowest ids."""
        chosen = []
        bounds = [part.first for part in self._snapshot.slices] + [self._snapshot.documents]
        borders = np.searchsorted(documents[places], bounds)
        for part, begin, end in zip(
            self._snapshot.slices, borders[:-1].tolist(), borders[1:].tolist(), strict=True
        ):
            here = places[begin:end]
            # The keys of a segment are numbered in order.
            order = part.segment.labels("key").codes[documents[here] - part.first]
            lowest = np.argpartition(order, count)[:count] if len(here) > count else slice(None)
            chosen.append(here[lowest])
        return np.concatenate([np.empty(0, np.intp), *chosen])


class _Rows(NamedTuple):
    """Documents, apart by whether others are of the same row.

    Args:
        alone: those that are the only ones of their rows.
        shared: the others.
        rows: of the others.
    """

    alone: Documents
    shared: Documents
    rows: NDArray[Any]

    def facet(self, names: Names, codes: Codes) -> dict[str | None, int]:
        """Count rows by a column; several documents of one row count once in a bucket."""
        found = codes.take(self.alone)
        if len(self.shared):
            pairs = distinct(self.rows.astype(np.int64) * len(names) + codes[self.shared])
            found = np.concatenate([found, pairs % len(names)])
        counts = np.bincount(found, minlength=len(names))
        present = counts.nonzero()[0]
        return dict(zip(names.take(present).tolist(), counts.take(present).tolist(), strict=True))


def _lowest(keys: Sequence[_Key], length: int, count: int) -> tuple[Places, Places]:
    """Return the places that are among the lowest for certain, and those tied for what is left.

    Args:
        keys: what to compare, the first key before the second.
        length: of each key.
        count: how many are wanted.
    """
    settled: list[Places] = []
    if length <= count or not count:
        return np.arange(length if count else 0), _NONE
    places: Places | None = None
    for key in keys:
        values = key(slice(None) if places is None else places)
        border = np.partition(values, count - 1)[count - 1]
        near = (values <= border).nonzero()[0]
        if len(near) == count:
            return together([*settled, near if places is None else places[near]], np.intp), _NONE
        is_below = values.take(near) < border
        below, level = near[is_below], near[~is_below]
        settled.append(below if places is None else places[below])
        places = level if places is None else places[level]
        count -= len(below)
    return together(settled, np.intp), places if places is not None else _NONE


def _both(first: Flags | None, second: Flags | None) -> Flags | None:
    if first is None or second is None:
        return second if first is None else first
    return first & second


def _only(values: NDArray[Any], flags: Flags | None) -> NDArray[Any]:
    return values if flags is None else values[flags]
