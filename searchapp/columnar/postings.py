"""Posting lists: for each term its documents, how often it stands in each, and where.

A list's documents are kept as the gaps between them, in 8 bits where the term is in at least one
document of `_DENSE` and in 16 otherwise; frequencies in 4 bits; positions as they are, in 16 bits,
so that those of a few documents of a long list can be had without the others.  Everything else
follows from two numbers a term, its document frequency and its collection frequency: where its
parts begin in each stream is a running sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from propcache.api import cached_property

from searchapp.columnar.blocks import BlockFile, BlockWriter
from searchapp.columnar.packed import Numbers, Packed, PackedWriter, Run
from searchapp.columnar.runs import begins_of, spread, steps

# Where the gap is 64 on the average, one in 54 is above 255.
_DENSE = 64
# So many postings are written at once; each takes some 40 bytes meanwhile.
_STEP = 1 << 19

Sums = NDArray[np.int64]
File = TypeVar("File", BlockWriter, BlockFile)


class Lists(NamedTuple):
    """The posting lists of some terms, one behind another.

    Args:
        lengths: of each term's list, in documents.
        documents: document numbers, ascending in each list.
        frequencies: of each posting, from 1.
    """

    lengths: NDArray[Any]
    documents: NDArray[Any]
    frequencies: NDArray[Any]


class PostingFiles(NamedTuple, Generic[File]):
    """The files of a segment that hold its posting lists.

    Args:
        dense: gaps of frequent terms.
        sparse: gaps of the others.
        frequencies: of all postings.
    """

    dense: File
    sparse: File
    frequencies: File


class PostingList:
    """The documents of a term.

    Args:
        gaps: between them.
        counts: how often the term stands in each.
        positions_begin: where the positions of the term begin.
    """

    __slots__ = ("_counts", "_gaps", "_positions_begin")

    def __init__(self, gaps: Run, counts: Run, positions_begin: int) -> None:
        self._gaps = gaps
        self._counts = counts
        self._positions_begin = positions_begin

    def __len__(self) -> int:
        return len(self._gaps)

    def documents(self, shift: int = 0) -> NDArray[np.intp]:
        """Return the documents, ascending, in a new array.

        Args:
            shift: what their numbers are raised by.
        """
        gaps = self._gaps.numbers(np.intp)
        if shift:
            gaps[:1] += shift
        return gaps.cumsum(out=gaps)

    def frequencies(self) -> NDArray[Any]:
        """Return how often the term stands in each document, in as few bits as will do."""
        return self._counts.numbers(None)

    def position_begins(
        self, ends: NDArray[np.uint32], frequencies: NDArray[Any], places: NDArray[np.intp]
    ) -> Sums:
        """Return where the positions of some of the documents begin.

        Args:
            ends: how often the term stands in all documents up to each.
            frequencies: how often it stands in each of those asked for.
            places: which these are, by their places in the list.
        """
        begins = ends.take(places).astype(np.int64)
        begins -= frequencies
        begins += self._positions_begin
        return begins


class PostingsWriter:
    """Writes the posting lists of a field, in the order of its terms.

    Args:
        files: of the segment; a field is written to all of them before the next.
        field: its name.
        documents: how many documents the segment has.
    """

    def __init__(self, files: PostingFiles[BlockWriter], field: str, documents: int) -> None:
        self._documents = documents
        self._dense = PackedWriter(files.dense, field, 8)
        self._sparse = PackedWriter(files.sparse, field, 16)
        self._frequencies = PackedWriter(files.frequencies, field, 4)

    def append(self, lists: Lists) -> None:
        """Add the lists of the terms that come next."""
        begins = begins_of(lists.lengths)
        for first, end in steps(lists.lengths, _STEP):
            bounds = slice(*begins[[first, end]].tolist())
            documents, frequencies = lists.documents[bounds], lists.frequencies[bounds]
            self._append(Lists(lists.lengths[first:end], documents, frequencies))

    def _append(self, lists: Lists) -> None:
        lengths, documents = lists.lengths, lists.documents.astype(np.uint32)
        begins = begins_of(lengths)[:-1]
        # Where a list begins this wraps around, and is put right.
        gaps = np.diff(documents, prepend=np.uint32(0))
        gaps[begins] = documents[begins]
        dense = np.repeat(_is_dense(lengths, self._documents), lengths)
        self._dense.append(gaps[dense])
        self._sparse.append(gaps[~dense])
        even = np.zeros(int((lengths + lengths % 2).sum()), np.uint32)
        even[_places(lengths)] = lists.frequencies
        self._frequencies.append(even)

    def finish(self) -> None:
        """End the field."""
        for stream in (self._dense, self._sparse, self._frequencies):
            stream.finish()


def write_positions(file: BlockWriter, field: str, parts: Iterable[NDArray[Any]]) -> None:
    """Write where the terms of a field stand.

    Args:
        file: where to.
        field: its name.
        parts: the positions of each occurrence, ascending in each posting, from 0; those of some
            terms after those of others, in their order.
    """
    stream = PackedWriter(file, field, 16)
    for positions in parts:
        stream.append(positions)
    stream.finish()


class Postings:
    """Reads the posting lists of a field.

    Args:
        files: of the segment.
        field: its name.
        documents: how many documents the segment has.
        lengths: of each term's list.
        occurrences: of each term in all documents.
        positions: the file of the positions.

    Raises:
        IndexDamaged: a part of a file is not what was written.
    """

    def __init__(
        self,
        files: PostingFiles[BlockFile],
        field: str,
        documents: int,
        lengths: Numbers,
        occurrences: Numbers,
        *,
        positions: BlockFile,
    ) -> None:
        self.lengths = lengths
        self.occurrences = occurrences
        self._is_dense = _is_dense(lengths, documents)
        self._dense = Packed(files.dense, field, 8)
        self._sparse = Packed(files.sparse, field, 16)
        self._frequencies = Packed(files.frequencies, field, 4)
        self._positions = Packed(positions, field, 16)

    @cached_property
    def _dense_begins(self) -> Sums:
        return begins_of(np.where(self._is_dense, self.lengths, 0))

    @cached_property
    def _sparse_begins(self) -> Sums:
        return begins_of(np.where(self._is_dense, 0, self.lengths))

    @cached_property
    def _even_begins(self) -> Sums:
        return begins_of(self.lengths + self.lengths % 2)

    @cached_property
    def _position_begins(self) -> Sums:
        return begins_of(self.occurrences)

    def __getitem__(self, term: int) -> PostingList:
        """Return the list of a term."""
        length = int(self.lengths[term])
        dense, sparse = int(self._dense_begins[term]), int(self._sparse_begins[term])
        even = int(self._even_begins[term])
        return PostingList(
            self._dense.run(dense, dense + length)
            if self._is_dense[term]
            else self._sparse.run(sparse, sparse + length),
            self._frequencies.run(even, even + length),
            int(self._position_begins[term]),
        )

    def documents(self, terms: NDArray[np.intp]) -> list[Sums]:
        """Return the documents of each of some terms, ascending, where no more is asked than that.

        Args:
            terms: any, in any order.
        """
        found = [np.empty(0, np.int64)] * len(terms)
        is_dense = self._is_dense.take(terms)
        for kept, stream, every in (
            (is_dense, self._dense, self._dense_begins),
            (~is_dense, self._sparse, self._sparse_begins),
        ):
            which = kept.nonzero()[0]
            if len(which):
                lengths = self.lengths.take(terms[which]).astype(np.int64)
                gaps = stream.gather(every.take(terms[which]), lengths)
                documents = _restarting_sums(gaps, lengths)
                ends = lengths.cumsum().tolist()
                for at, begin, end in zip(which.tolist(), [0, *ends], ends, strict=False):
                    found[at] = documents[begin:end]
        return found

    def positions(self, first: int, end: int) -> Numbers:
        """Return where terms that stand side by side occur, document after document of each.

        Args:
            first: the first term.
            end: the one after the last.
        """
        return self._positions.slice(*self._position_begins[[first, end]].tolist())

    def positions_of(self, begins: Sums, frequencies: NDArray[Any]) -> NDArray[Any]:
        """Return where a term stands in some of its documents, one document behind another.

        Args:
            begins: where the positions of each begin (`PostingList.position_begins`).
            frequencies: how often the term stands in each.
        """
        if not len(begins):
            return np.empty(0, np.uint32)
        start, stop = int(begins[0]), int(begins[-1] + frequencies[-1])
        ends = frequencies.cumsum(dtype=np.int64)
        total = int(ends[-1])
        if stop - start == total:
            return self._positions.slice(start, stop)
        gaps = begins - ends
        gaps += frequencies
        gaps -= start
        places = spread(gaps, frequencies)
        places += np.arange(total)
        return self._positions.run(start, stop).take(places)

    def listed(self, first: int, end: int) -> Iterator[tuple[Sums, Sums, Sums]]:
        """Yield the documents of terms that stand side by side: the frequent, the others.

        It takes half as long as `counts`, which puts them in order.

        Args:
            first: the first term.
            end: the one after the last.

        Returns:
            The terms, where the documents of each begin, and where the last end; the documents.
        """
        is_dense = self._is_dense[first:end]
        for kept, stream, every in (
            (is_dense, self._dense, self._dense_begins),
            (~is_dense, self._sparse, self._sparse_begins),
        ):
            terms = kept.nonzero()[0] + first
            start, stop = every[[first, end]].tolist()
            gaps = stream.run(start, stop).numbers(np.int64)
            lengths = self.lengths.take(terms)
            yield terms, begins_of(lengths), _restarting_sums(gaps, lengths)

    def occurrences_of(self, first: int, end: int) -> SomeOccurrences:
        """Return what tells where terms that stand side by side occur.

        Args:
            first: the first term.
            end: the one after the last.
        """
        even = self._even_begins[first : end + 1]
        frequencies = self._frequencies.run(int(even[0]), int(even[-1])).numbers(None)
        # What is between two runs is 0, so that the sums are those of the positions as well.
        ends = frequencies.cumsum(dtype=np.uint32)
        begin = int(self._position_begins[first])
        return SomeOccurrences(self, first, even - even[0], frequencies, ends, begin)

    def lists(self, first: int, end: int) -> Lists:
        """Return the lists of terms that stand side by side.

        Args:
            first: the first term.
            end: the one after the last.
        """
        return Lists(self.lengths[first:end], *self.counts(first, end))

    def counts(self, first: int, end: int) -> tuple[Sums, Numbers]:
        """Return the documents of terms that stand side by side, and how often each is in them.

        Args:
            first: the first term.
            end: the one after the last.

        Returns:
            The documents of one term behind those of another, and the frequencies.
        """
        lengths = self.lengths[first:end]
        dense = np.repeat(self._is_dense[first:end], lengths)
        gaps = np.empty(len(dense), np.int64)
        gaps[dense] = self._dense.slice(*self._dense_begins[[first, end]].tolist())
        gaps[~dense] = self._sparse.slice(*self._sparse_begins[[first, end]].tolist())
        even = self._frequencies.slice(*self._even_begins[[first, end]].tolist())
        return _restarting_sums(gaps, lengths), even[_places(lengths)]


class SomeOccurrences(NamedTuple):
    """The frequencies of terms that stand side by side, as they are stored, in even runs.

    Args:
        postings: of the field.
        first: the first term.
        begins: where the run of each begins.
        frequencies: of all postings, 0 between two runs.
        ends: their running sums.
        positions_begin: where the positions of the first term begin.
    """

    postings: Postings
    first: int
    begins: Sums
    frequencies: NDArray[Any]
    ends: NDArray[np.uint32]
    positions_begin: int

    def of(self, terms: Sums, places: Sums) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return how often terms stand in some of their documents, and where.

        Args:
            terms: of each posting, ascending.
            places: which of the documents of the term it is, ascending.
        """
        at = self.begins.take(terms - self.first) + places
        frequencies = self.frequencies.take(at)
        begins = self.ends.take(at).astype(np.int64)
        begins -= frequencies
        begins += self.positions_begin
        return frequencies, self.postings.positions_of(begins, frequencies)


def _is_dense(lengths: NDArray[Any], documents: int) -> NDArray[np.bool_]:
    return lengths.astype(np.int64) * _DENSE >= documents


def _places(lengths: NDArray[Any]) -> Sums:
    """Return where each item goes when every list begins at an even place."""
    shifts = begins_of(lengths % 2)[:-1]
    places: Sums = np.arange(int(lengths.sum())) + np.repeat(shifts, lengths)
    return places


def _restarting_sums(gaps: Sums, lengths: NDArray[Any]) -> Sums:
    """Return the running sums of each of several lists that stand one behind another."""
    sums: Sums = np.cumsum(gaps)
    begins = begins_of(lengths)[:-1]
    before = sums.take(begins - 1) if len(sums) else begins
    before[begins == 0] = 0
    sums -= np.repeat(before, lengths)
    return sums
