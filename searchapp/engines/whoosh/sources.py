"""Where the terms of a field come from: words, a column of texts, or a column of numbers.

Whoosh knows only terms with posting lists.  The words of a text have them; those of a column are
made from it when they are asked for, which is as fast and takes no place in the index.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.columns import Labels
from searchapp.columnar.segment import Field
from searchapp.columnar.terms import Terms


class Postings(NamedTuple):
    """A posting list.

    Args:
        documents: their numbers, ascending.
        weights: how often the term stands in each.
        positions: returns where it stands in the document at a place of the list; None where the
            field keeps no positions.
    """

    documents: NDArray[Any]
    weights: NDArray[Any]
    positions: Callable[[int], list[int]] | None


class Source(Protocol):
    """The terms of a field in one segment, numbered in order."""

    @property
    def texts(self) -> Sequence[bytes]:
        """The terms, in order."""

    def frequency(self, term: int) -> tuple[int, int]:
        """Return in how many documents a term is, and how often in all."""

    def postings(self, term: int) -> Postings:
        """Return the list of a term."""


class Words:
    """The words of a text.

    Args:
        forms: of the segment.
        field: the text.
    """

    def __init__(self, forms: Terms, field: Field) -> None:
        self._field = field
        self.texts: Sequence[bytes] = _Chosen(forms, field.forms)

    def frequency(self, term: int) -> tuple[int, int]:
        """Return in how many documents a word is, and how often in all."""
        postings = self._field.postings
        return int(postings.lengths[term]), int(postings.occurrences[term])

    def postings(self, term: int) -> Postings:
        """Return the list of a word."""
        postings = self._field.postings
        weights = postings.frequencies(term)
        ends = np.cumsum(weights)

        @functools.cache
        def all_positions() -> list[int]:
            positions: list[int] = postings.positions(term).tolist()
            return positions

        def positions(at: int) -> list[int]:
            return all_positions()[int(ends[at] - weights[at]) : int(ends[at])]

        return Postings(postings.documents(term), weights, positions)


class LabelTerms:
    """The different texts of a column.

    Args:
        labels: the column.
    """

    def __init__(self, labels: Labels) -> None:
        self._codes = labels.codes
        self.texts: Sequence[bytes] = labels.values

    def frequency(self, term: int) -> tuple[int, int]:
        """Return twice in how many documents a text is."""
        found = int(np.count_nonzero(self._codes == term))
        return found, found

    def postings(self, term: int) -> Postings:
        """Return the documents that have a text."""
        documents = np.flatnonzero(self._codes == term)
        return Postings(documents, np.ones(len(documents), np.uint32), None)


class NumberTerms:
    """The different numbers of a column, as a numeric field of Whoosh's writes them.

    Args:
        numbers: the column.
        absent: the number that says that there is none.
        encode: writes a number so that the order of the bytes is that of the numbers.
    """

    def __init__(self, numbers: NDArray[Any], absent: int, encode: Callable[[int], bytes]) -> None:
        self._numbers = numbers
        distinct = np.unique(numbers)
        self._distinct = distinct[distinct != absent].tolist()
        self.texts: Sequence[bytes] = [encode(number) for number in self._distinct]

    def frequency(self, term: int) -> tuple[int, int]:
        """Return twice in how many documents a number is."""
        found = len(self.postings(term).documents)
        return found, found

    def postings(self, term: int) -> Postings:
        """Return the documents that have a number."""
        documents = np.flatnonzero(self._numbers == self._distinct[term])
        return Postings(documents, np.ones(len(documents), np.uint32), None)


class _Chosen(Sequence[bytes]):
    """Some of the texts of a table."""

    def __init__(self, terms: Terms, chosen: NDArray[Any]) -> None:
        self._terms = terms
        self._chosen = chosen

    def __len__(self) -> int:
        return len(self._chosen)

    def __getitem__(self, at: int) -> bytes:  # type: ignore[override]
        return self._terms[int(self._chosen[at])]
