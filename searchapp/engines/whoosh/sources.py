"""Where the terms of a field come from: words, a column of texts, or a column of numbers.

Whoosh knows only terms with posting lists.  The words of a text have them; those of a column are
made from it when they are asked for, which is as fast and takes no place in the index.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import NUMERIC, FieldType, Schema

from searchapp.columnar.columns import Labels
from searchapp.columnar.segment import Field, Segment
from searchapp.columnar.terms import Terms
from searchapp.engines.whoosh.sorting import ABSENT


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

    def documents(self) -> NDArray[Any]:
        """Return the documents that have a term, ascending."""

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

    def documents(self) -> NDArray[Any]:
        """Return the documents that have a word, ascending."""
        return self._field.lengths.nonzero()[0]

    def frequency(self, term: int) -> tuple[int, int]:
        """Return in how many documents a word is, and how often in all."""
        postings = self._field.postings
        return int(postings.lengths[term]), int(postings.occurrences[term])

    def postings(self, term: int) -> Postings:
        """Return the list of a word."""
        postings = self._field.postings
        found = postings[term]
        weights = found.frequencies()
        ends = np.cumsum(weights)

        @functools.cache
        def all_positions() -> list[int]:
            positions: list[int] = postings.positions(term, term + 1).tolist()
            return positions

        def positions(at: int) -> list[int]:
            return all_positions()[int(ends[at] - weights[at]) : int(ends[at])]

        return Postings(found.documents(), weights, positions)


class _ColumnTerms:
    """The terms of a column, of which every document has one or none.

    Args:
        texts: the terms, in order.
        codes: for each document the number of its term; -1 where it has none.
    """

    def __init__(self, texts: Sequence[bytes], codes: NDArray[Any]) -> None:
        self.texts = texts
        self._documents = np.argsort(codes, kind="stable")
        self._ends = np.cumsum(np.bincount(codes + 1, minlength=len(texts) + 1))

    def documents(self) -> NDArray[Any]:
        """Return the documents that have a term, ascending."""
        return np.sort(self._documents[self._ends[0] :])

    def frequency(self, term: int) -> tuple[int, int]:
        """Return twice in how many documents a term is."""
        found = int(self._ends[term + 1] - self._ends[term])
        return found, found

    def postings(self, term: int) -> Postings:
        """Return the documents that have a term."""
        documents = self._documents[self._ends[term] : self._ends[term + 1]]
        return Postings(documents, np.ones(len(documents), np.uint32), None)


class LabelTerms(_ColumnTerms):
    """The different texts of a column; a document whose text is empty has none.

    Args:
        labels: the column.
    """

    def __init__(self, labels: Labels) -> None:
        # In the order of the texts, an empty one is the first.
        first = int(len(labels.values) > 0 and not labels.values[0])
        texts = _Chosen(labels.values, np.arange(first, len(labels.values)))
        super().__init__(texts, labels.codes.astype(np.int64) - first)


class NumberTerms(_ColumnTerms):
    """The different numbers of a column, as a numeric field of Whoosh's writes them.

    Args:
        numbers: the column.
        absent: the number that says that there is none.
        encode: writes a number so that the order of the bytes is that of the numbers.
    """

    def __init__(self, numbers: NDArray[Any], absent: int, encode: Callable[[int], bytes]) -> None:
        distinct, places = np.unique(numbers, return_inverse=True)
        known = distinct != absent
        codes = np.where(known, np.cumsum(known) - 1, -1)
        super().__init__([encode(number) for number in distinct[known].tolist()], codes[places])


Sources = Mapping[str, Callable[[], Source]]


def sources_of(segment: Segment, schema: Schema) -> Sources:
    """Return what makes the terms of each field of a segment; each is made once.

    Args:
        segment: the segment.
        schema: a text is scored, a unique field is the key of the documents, and what else is
            indexed is a column of the same name.
    """

    def make(name: str, field: FieldType) -> Source:
        if field.scorable:
            return Words(segment.forms, segment.field(name))
        if isinstance(field, NUMERIC):
            return NumberTerms(segment.numbers(name), ABSENT, field.to_bytes)
        return LabelTerms(segment.labels("key" if field.unique else name))

    return {
        name: functools.cache(functools.partial(make, name, field))
        for name, field in schema.items()
        if field.format is not None
    }


class _Chosen(Sequence[bytes]):
    """Some of the texts of a table."""

    def __init__(self, terms: Terms, chosen: NDArray[Any]) -> None:
        self._terms = terms
        self._chosen = chosen

    def __len__(self) -> int:
        return len(self._chosen)

    def __getitem__(self, at: int) -> bytes:  # type: ignore[override]
        return self._terms[int(self._chosen[at])]

    def __iter__(self) -> Iterator[bytes]:
        return map(list(self._terms).__getitem__, self._chosen.tolist())
