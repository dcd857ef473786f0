"""Matches, filtered, counted, collapsed to rows and put in order, in whole arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.sets import Scored
from searchapp.columnar.snapshot import Snapshot
from searchapp.engines.whoosh.columns import Codes, Columns, Documents, Flags
from searchapp.engines.whoosh.stories import Stories
from searchapp.query.plan import Plan, Sort

# Behind every day there is.
_NEVER = 99_999_999

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Tally:
    """What is shown of matches.

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
        keys = self._keys(documents, scores, plan.sort)
        articles = len(documents)
        if self._stories is not None:
            articles = self._stories.count_articles(documents)
            rows = self._collapsed(documents, keys, plan)
            documents, scores, keys = documents[rows], scores[rows], [key[rows] for key in keys]
        first = self._first(documents, keys, plan.offset + plan.limit)[plan.offset :]
        return Tally(
            total=len(documents),
            articles=articles,
            top=[(int(documents[at]), float(scores[at])) for at in first],
            outlets=self._facet(dated, columns.outlets, columns.outlet_codes, plan),
            dates=self._facet(chosen, columns.months, columns.month_codes, plan),
        )

    def _keys(
        self, documents: Documents, scores: NDArray[np.float64], sort: Sort
    ) -> list[NDArray[Any]]:
        """Return what to sort by before the id, ascending; no date comes last of its kind."""
        dates = self._columns.dates[documents]
        if sort == Sort.RELEVANCE:
            return [-scores, -dates]
        return [-dates if sort == Sort.NEWEST else np.where(dates == 0, _NEVER, dates)]

    def _rows_of(self, documents: Documents, plan: Plan) -> NDArray[np.int32] | None:
        """Return the row of each document, -1 where it is the only document of its row."""
        if self._stories is None:
            return None
        row_of = self._stories.original if plan.copies else self._stories.story
        return row_of[documents]

    def _collapsed(self, documents: Documents, keys: Sequence[NDArray[Any]], plan: Plan) -> Places:
        """Return the places of the documents that stand for their rows, ascending."""
        rows = self._rows_of(documents, plan)
        if rows is None or self._stories is None:
            return np.arange(len(documents))
        shared = np.flatnonzero(rows >= 0)
        by = [self._stories.rank[documents[shared]], *(key[shared] for key in reversed(keys))]
        ordered = shared[np.lexsort((*by, rows[shared]))]
        firsts = ordered[np.diff(rows[ordered], prepend=-1) > 0]
        return np.sort(np.concatenate([np.flatnonzero(rows < 0), firsts]))

    def _facet(
        self, documents: Documents, names: Sequence[str], codes: Codes, plan: Plan
    ) -> dict[str | None, int]:
        """Count rows by a column; several documents of one row count once in a bucket."""
        found = codes[documents]
        rows = self._rows_of(documents, plan)
        if rows is not None:
            pairs = np.unique(rows[rows >= 0].astype(np.int64) * len(names) + found[rows >= 0])
            found = np.concatenate([found[rows < 0], pairs % max(len(names), 1)])
        counts = np.bincount(found, minlength=len(names))
        present = np.flatnonzero(counts)
        pairs_of = zip(present.tolist(), counts[present].tolist(), strict=True)
        return {names[code] or None: count for code, count in pairs_of}

    def _first(self, documents: Documents, keys: Sequence[NDArray[Any]], count: int) -> list[int]:
        """Return the places of the first documents, in order: by keys, then by id."""
        settled, tied = _lowest(keys, len(documents), count)
        missing = count - len(settled)
        if len(tied) > missing:
            tied = self._lowest_ids(documents, tied, missing)
        near = np.concatenate([settled, tied]).tolist()
        ids = {at: self._snapshot.key(int(documents[at])) for at in near}
        return sorted(near, key=lambda at: (*(key[at] for key in keys), ids[at]))[:count]

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


def _lowest(keys: Sequence[NDArray[Any]], length: int, count: int) -> tuple[Places, Places]:
    """Return the places that are among the lowest for certain, and those tied for what is left.

    Args:
        keys: what to compare, the first key before the second.
        length: of each key.
        count: how many are wanted.
    """
    places: Places = np.arange(length)
    settled = [places[:0]]
    for key in keys:
        if len(places) <= count or not count:
            break
        values = key[places]
        border = np.partition(values, count - 1)[count - 1]
        settled.append(places[values < border])
        places = places[values == border]
        count -= len(settled[-1])
    if not count:
        return np.concatenate(settled), places[:0]
    return np.concatenate(settled), places


def _both(first: Flags | None, second: Flags | None) -> Flags | None:
    if first is None or second is None:
        return second if first is None else first
    return first & second


def _only(values: NDArray[Any], flags: Flags | None) -> NDArray[Any]:
    return values if flags is None else values[flags]
