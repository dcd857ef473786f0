"""What filters, facets and sorting need of every document of a commit, as whole arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.snapshot import Snapshot
from searchapp.engines.whoosh.documents import date_of
from searchapp.model import PartialDate
from searchapp.query.plan import Filters
from searchapp.query.schema import day_number

Documents = NDArray[Any]
Flags = NDArray[np.bool_]
Codes = NDArray[np.intp]
Names = NDArray[np.object_]


class Columns:
    """One value for every document of a snapshot, numbered over all its segments.

    Args:
        snapshot: the snapshot.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.outlets, self.outlet_codes = _together(snapshot, "outlet_name")
        self.months, self.month_codes = _together(snapshot, "month")
        self.dates = _numbers(snapshot, "date")
        """The first day that each date can mean, as `day_number`; 0 where there is none."""
        self._ends = _numbers(snapshot, "date_end")

    def outlet_of(self, document: int) -> str | None:
        """Return a document's outlet, or None."""
        outlet: str | None = self.outlets[self.outlet_codes[document]]
        return outlet

    def date_of(self, document: int) -> PartialDate | None:
        """Return a document's date, or None."""
        return date_of(int(self.dates[document]), int(self._ends[document]))

    def in_outlets(self, documents: Documents, filters: Filters) -> Flags | None:
        """Return which documents a filter on outlets lets through; None where there is no such.

        Args:
            documents: their numbers.
            filters: of the plan.
        """
        if not filters.outlets:
            return None
        wanted = [name in filters.outlets for name in self.outlets]
        flags: Flags = np.array(wanted, np.bool_)[self.outlet_codes[documents]]
        return flags

    def in_range(self, documents: Documents, filters: Filters) -> Flags | None:
        """Return which documents the filters on dates let through; None where there are none.

        Args:
            documents: their numbers.
            filters: of the plan.
        """
        since, until = filters.since, filters.until
        if since is None and until is None and not filters.undated:
            return None
        firsts = self.dates[documents]
        undated: Flags = firsts == 0
        if since is None and until is None:
            return undated
        within: Flags = ~undated
        if since is not None:
            within &= firsts >= day_number(since.first_day())
        if until is not None:
            within &= self._ends[documents] <= day_number(until.last_day())
        return within | undated if filters.undated else within


def _together(snapshot: Snapshot, name: str) -> tuple[Names, Codes]:
    """Return the different texts of a column, in order, and which of them each document has.

    Where there is nothing, the text is None.
    """
    columns = [part.segment.labels(name) for part in snapshot.slices]
    values = sorted({value for column in columns for value in column.values})
    number_of = {value: number for number, value in enumerate(values)}
    codes = [np.empty(0, np.intp)]
    for column in columns:
        numbers = np.array([number_of[value] for value in column.values], np.intp)
        codes.append(numbers[column.codes] if len(numbers) else np.empty(0, np.intp))
    texts = [value.decode("utf-8", "surrogatepass") or None for value in values]
    return np.array(texts, np.object_), np.concatenate(codes)


def _numbers(snapshot: Snapshot, name: str) -> NDArray[np.int32]:
    parts: Sequence[NDArray[Any]] = [part.segment.numbers(name) for part in snapshot.slices]
    return np.concatenate([np.empty(0, np.int32), *parts])
