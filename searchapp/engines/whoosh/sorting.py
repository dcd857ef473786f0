"""Columns as Whoosh sorts, groups and collapses by them, one document at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.columns import ColumnReader
from whoosh.fields import NUMERIC

from searchapp.columnar.blocks import Array
from searchapp.columnar.columns import Labels

# What a number is where there is none, in every column of an index.
ABSENT = 0


class LabelColumn(ColumnReader):
    """A column of texts, each in UTF-8; empty where there is none.

    Args:
        labels: the column.
    """

    def __init__(self, labels: Labels) -> None:
        self._labels = labels

    def __len__(self) -> int:
        return len(self._labels.codes)

    def __getitem__(self, docnum: int) -> bytes:
        return self._labels.encoded(docnum)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the text of every document."""
        values = list(self._labels.values)
        return (values[code] for code in self._labels.codes.tolist())


class NumberColumn(ColumnReader):
    """A column of numbers, as the numeric fields of Whoosh keep them: none of them below zero.

    Args:
        numbers: the column.
        field: of Whoosh's, which says what a document has that has no number.
        reverse: sort the highest first.
    """

    def __init__(self, numbers: Array, field: NUMERIC, *, reverse: bool) -> None:
        self._numbers = numbers
        self._field = field
        self._default: int = field.default_column().default_value()
        self._reverse = reverse

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, docnum: int) -> int:
        number = int(self._numbers[docnum])
        if number == ABSENT:
            return self._default
        sortable: int = self._field.to_column_value(number)
        return sortable

    def __iter__(self) -> Iterator[int]:
        """Yield the number of every document."""
        return map(self.__getitem__, range(len(self)))

    def sort_key(self, docnum: int) -> Any:
        """Return what a document is sorted by."""
        return -self[docnum] if self._reverse else self[docnum]

    def set_reverse(self) -> None:
        """Sort the highest first."""
        self._reverse = True
