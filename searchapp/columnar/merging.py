"""Several segments into one, without the documents that were deleted.

Terms are taken some at a time, in order, from all segments at once: memory is bounded by how many
occurrences go into one such step, and whatever a step does, it does with whole arrays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.blobs import Compressor, train, write_blobs
from searchapp.columnar.blocks import Array
from searchapp.columnar.columns import run_of, write_labels, write_raw
from searchapp.columnar.documents import Layout
from searchapp.columnar.inversion import Inverted
from searchapp.columnar.packed import Numbers
from searchapp.columnar.postings import Lists
from searchapp.columnar.relations import RELATIONS, Keys
from searchapp.columnar.segment import Segment
from searchapp.columnar.writing import SegmentFiles, new_segment, used_forms

# How many occurrences are held at once, about; each takes some 60 bytes.
_STEP = 1 << 22
# How many documents are copied at once.
_RUN = 1 << 10

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Part:
    """What a segment gives to a merge.

    Args:
        segment: the segment.
        live: for each document whether it is kept.
    """

    segment: Segment
    live: Flags


@dataclass(frozen=True, slots=True)
class _Source:
    """A part with the numbers that its documents and forms will have."""

    segment: Segment
    documents: Numbers  # those that are kept, ascending
    numbers: NDArray[np.int64]  # the new number of each document, -1 for those that go
    forms: NDArray[np.int64]  # the new number of each form, -1 for those that go

    def runs(self) -> Iterator[tuple[int, int]]:
        """Yield the documents that are kept as runs: the first, and the one after the last."""
        breaks = np.flatnonzero(np.diff(self.documents) != 1) + 1
        for run in np.split(self.documents, breaks):
            for first in range(0, len(run), _RUN):
                part = run[first : first + _RUN]
                yield int(part[0]), int(part[-1]) + 1


def merge(folder: Path, name: str, layout: Layout, parts: Sequence[Part]) -> dict[str, int]:
    """Write what is left of some segments as one.

    Args:
        folder: of the index.
        name: of the new segment; no other has it.
        layout: of the index.
        parts: the segments, in the order that their documents will have.

    Returns:
        The length of each file of the new segment.

    Raises:
        IndexDamaged: a segment is not what was written.
        OSError: the new one cannot be written.
    """
    forms, sources = _renumber(layout, parts)
    documents = sum(len(source.documents) for source in sources)
    with new_segment(folder, name, documents) as files:
        files.write_forms(forms, {name: _keys(name, sources, len(forms)) for name in RELATIONS})
        for field in layout.texts:
            lengths = [source.segment.field(field).lengths[source.documents] for source in sources]
            files.write_field(field, _fields(field, sources), _together(lengths, np.int64))
        _write_columns(files, layout, sources)
        _write_blobs(files, sources)
    return files.sizes


def _renumber(layout: Layout, parts: Sequence[Part]) -> tuple[list[bytes], list[_Source]]:
    """Return all forms that are left, in order, and each part with its new numbers."""
    used = [_used(layout, part) for part in parts]
    texts = [
        [form for form, is_used in zip(part.segment.forms, flags, strict=True) if is_used]
        for part, flags in zip(parts, used, strict=True)
    ]
    forms = sorted(set().union(*texts))
    number_of = {form: number for number, form in enumerate(forms)}
    sources, first = [], 0
    for part, flags, kept in zip(parts, used, texts, strict=True):
        documents = np.flatnonzero(part.live).astype(np.uint32)
        numbers = np.full(len(part.live), -1, np.int64)
        numbers[documents] = np.arange(first, first + len(documents))
        new = np.full(len(flags), -1, np.int64)
        new[flags] = np.fromiter(map(number_of.__getitem__, kept), np.int64, len(kept))
        sources.append(_Source(part.segment, documents, numbers, new))
        first += len(documents)
    return forms, sources


def _used(layout: Layout, part: Part) -> Flags:
    """Return for each form of a part whether it is left in a document that is kept."""
    if part.live.all():
        return np.ones(len(part.segment.forms), np.bool_)
    terms = []
    for name in layout.texts:
        field = part.segment.field(name)
        for first, end in _steps(field.postings.occurrences):
            lists = field.postings.lists(first, end)
            of = np.repeat(np.arange(first, end), lists.lengths)
            terms.append(field.forms[of[part.live[lists.documents]]])
    used = np.zeros(len(part.segment.forms), np.bool_)
    used[used_forms(terms, len(used))] = True
    return used


def _steps(occurrences: NDArray[Any]) -> Iterator[tuple[int, int]]:
    """Yield runs of terms that have about `_STEP` occurrences together."""
    ends = np.cumsum(occurrences, dtype=np.int64)
    first = 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        end = max(int(np.searchsorted(ends, before + _STEP, "right")), first + 1)
        yield first, end
        first = end


def _fields(name: str, sources: Sequence[_Source]) -> Iterator[Inverted]:
    """Yield the terms of a field, merged, in order and some at a time."""
    new_forms = [source.forms[source.segment.field(name).forms] for source in sources]
    total = np.zeros(max((int(new.max(initial=-1)) for new in new_forms), default=-1) + 1, np.int64)
    for source, new in zip(sources, new_forms, strict=True):
        kept = new >= 0
        total[new[kept]] += source.segment.field(name).postings.occurrences[kept]
    for first, end in _steps(total):
        yield _merged(
            [
                _taken(source, name, new, first, end)
                for source, new in zip(sources, new_forms, strict=True)
            ]
        )


@dataclass(frozen=True, slots=True)
class _Taken:
    """Postings with their new numbers, in order."""

    terms: NDArray[np.int64]
    documents: NDArray[np.int64]
    frequencies: NDArray[np.int64]
    positions: Numbers


def _taken(source: _Source, name: str, new: NDArray[np.int64], first: int, end: int) -> _Taken:
    """Take from a segment the terms whose new numbers are from `first` to `end`."""
    # Forms that go have no number, but stand in order between those that have.
    order = np.maximum.accumulate(new)
    begin, stop = np.searchsorted(order, (first, end)).tolist()
    lists = source.segment.field(name).postings.lists(begin, stop)
    documents = source.numbers[lists.documents]
    live = documents >= 0
    return _Taken(
        terms=np.repeat(new[begin:stop], lists.lengths)[live],
        documents=documents[live],
        frequencies=lists.frequencies[live].astype(np.int64),
        positions=lists.positions[np.repeat(live, lists.frequencies)],
    )


def _merged(taken: Sequence[_Taken]) -> Inverted:
    terms = _together([each.terms for each in taken], np.int64)
    frequencies = _together([each.frequencies for each in taken], np.int64)
    # Segments come in order and the sort is stable, so the documents of a term stay in order.
    order = np.argsort(terms, kind="stable")
    begins = np.cumsum(frequencies) - frequencies
    frequencies = frequencies[order]
    shifts = begins[order] - (np.cumsum(frequencies) - frequencies)
    places = np.repeat(shifts, frequencies)
    places += np.arange(len(places))
    terms = terms[order]
    starts = np.flatnonzero(np.diff(terms, prepend=-1))
    lengths = np.diff(starts, append=len(terms)).astype(np.uint32)
    occurrences = np.add.reduceat(frequencies, starts) if len(starts) else frequencies
    lists = Lists(
        lengths=lengths,
        documents=_together([each.documents for each in taken], np.int64)[order],
        frequencies=frequencies,
        positions=_together([each.positions for each in taken], np.uint32)[places],
    )
    return Inverted(terms[starts].astype(np.uint32), occurrences.astype(np.uint32), lists)


def _keys(name: str, sources: Sequence[_Source], forms: int) -> Keys:
    """Return the keys that the forms have in any of the segments."""
    numbers: dict[bytes, int] = {}
    of = np.full(forms, -1, np.int32)
    for source in sources:
        keys = source.segment.relation(name).keys
        new = [numbers.setdefault(text, len(numbers)) for text in keys.texts]
        kept = (source.forms >= 0) & (keys.of >= 0)
        of[source.forms[kept]] = np.array(new, np.int32)[keys.of[kept]]
    return Keys(list(numbers), of)


def _write_columns(files: SegmentFiles, layout: Layout, sources: Sequence[_Source]) -> None:
    file = files["columns"]
    for name in ("key", *layout.labels):
        labels: list[bytes] = []
        for source in sources:
            values, codes = (
                list(source.segment.labels(name).values),
                source.segment.labels(name).codes,
            )
            labels += [values[code] for code in codes[source.documents].tolist()]
        write_labels(file, name, labels)
    for name in layout.numbers:
        kept = [source.segment.numbers(name)[source.documents] for source in sources]
        file.add(name, _together(kept, np.int32))
    for name in layout.raw:
        runs = ((source.segment, *run) for source in sources for run in source.runs())
        write_raw(file, name, (segment.raw_run(name, *run) for segment, *run in runs))


def _write_blobs(files: SegmentFiles, sources: Sequence[_Source]) -> None:
    """Copy what is compressed with the dictionary of the largest segment, compress the rest so."""
    largest = max(sources, key=lambda source: len(source.documents), default=None)
    dictionary = b"" if largest is None else largest.segment.blobs.dictionary
    if not dictionary:
        dictionary = train([s.segment.blobs[n] for s in sources for n in s.documents.tolist()])
    write_blobs(files["blobs"], "blobs", dictionary, _frames(sources, dictionary))


def _frames(sources: Sequence[_Source], dictionary: bytes) -> Iterator[tuple[Array, Array]]:
    compressor = Compressor(dictionary)
    for source in sources:
        blobs = source.segment.blobs
        is_same = blobs.dictionary == dictionary
        for first, end in source.runs():
            if is_same:
                yield blobs.frames(first, end)
            else:
                yield run_of(compressor.frames(blobs[number] for number in range(first, end)))


def _together(arrays: Sequence[NDArray[Any]], dtype: Any) -> NDArray[Any]:
    return np.concatenate([np.empty(0, dtype), *arrays])
