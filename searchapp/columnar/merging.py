"""Several segments into one, without the documents that were deleted.

Terms are taken some at a time, in order, from all segments at once, and whatever such a step does,
it does with whole arrays.  Memory is bounded by how many occurrences go into a step, beside the
forms and the labels of all segments, which are held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.blobs import Compressor, is_full, train, write_blobs
from searchapp.columnar.blocks import Array
from searchapp.columnar.columns import run_of, write_labels, write_raw
from searchapp.columnar.documents import Layout
from searchapp.columnar.inversion import Inverted
from searchapp.columnar.names import Pairs, pairs_of
from searchapp.columnar.packed import Numbers
from searchapp.columnar.postings import Lists, Postings
from searchapp.columnar.relations import RELATIONS, Keys
from searchapp.columnar.runs import begins_of, steps, together
from searchapp.columnar.segment import FILES, Segment
from searchapp.columnar.writing import SegmentFiles, new_segment, used_forms

# What can be merged apart from each other, about as much work each: files, by their kinds.
PORTIONS = (("dense", "sparse", "frequencies", "terms"), ("positions", "columns", "blobs"))

# How many occurrences are held at once, about; each takes some 40 bytes.  Those of one term are
# never parted, but take no more than 20 then.
_STEP = 1 << 21
# How many documents are copied at once.
_RUN = 1 << 10
# So many bytes of compressed blobs are enough for a dictionary.
_SAMPLE = 3 << 20

Flags = NDArray[np.bool_]


class Part(NamedTuple):
    """What a segment gives to a merge.

    Args:
        segment: the segment.
        live: for each document whether it is kept.
    """

    segment: Segment
    live: Flags


class _Source(NamedTuple):
    """A part with the numbers that its documents and forms will have."""

    segment: Segment
    documents: Numbers  # those that are kept, ascending
    numbers: NDArray[np.int32]  # the new number of each document, -1 for those that go
    forms: NDArray[np.int32]  # the new number of each form, -1 for those that go

    def let_go(self, kinds: Iterable[str]) -> None:
        """Let the system have back the memory of files that were read in part or whole."""
        for kind in kinds:
            self.segment.files[kind].let_go()

    @property
    def is_whole(self) -> bool:
        """Whether all documents are kept."""
        return len(self.documents) == len(self.numbers)

    def runs(self) -> Iterator[tuple[int, int]]:
        """Yield the documents that are kept as runs: the first, and the one after the last."""
        breaks = np.flatnonzero(np.diff(self.documents) != 1) + 1
        for run in np.split(self.documents, breaks):
            for first in range(0, len(run), _RUN):
                part = run[first : first + _RUN]
                yield int(part[0]), int(part[-1]) + 1


def merge(
    folder: Path,
    name: str,
    layout: Layout,
    parts: Sequence[Part],
    portions: Sequence[Sequence[str]] = PORTIONS,
) -> dict[str, int]:
    """Write what is left of some segments as one.

    Args:
        folder: of the index.
        name: of the new segment; no other has it.
        layout: of the index.
        parts: the segments, in the order that their documents will have.
        portions: those of `PORTIONS` that are to be written; the same with others or without.

    Returns:
        The length of each file that was written.

    Raises:
        IndexDamaged: a segment is not what was written.
        OSError: the new one cannot be written.
    """
    forms, sources = _renumber(layout, parts)
    documents = sum(len(source.documents) for source in sources)
    kinds = [kind for portion in portions for kind in portion]
    with new_segment(folder, name, documents, kinds) as files:
        if PORTIONS[0] in portions:
            keys = {name: _keys(name, sources, len(forms)) for name in RELATIONS}
            files.write_forms(forms, keys, _names(sources), _readings(sources, len(forms)))
            for field in layout.texts:
                files.write_lists(field, _fields(field, sources))
        if PORTIONS[1] in portions:
            for field in layout.texts:
                files.write_positions(field, _positions(field, sources))
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
        numbers = np.full(len(part.live), -1, np.int32)
        numbers[documents] = np.arange(first, first + len(documents))
        new = np.full(len(flags), -1, np.int32)
        new[flags] = np.fromiter(map(number_of.__getitem__, kept), np.int32, len(kept))
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
        for first, end in steps(field.postings.occurrences, _STEP):
            lists = field.postings.lists(first, end)
            of = np.repeat(np.arange(first, end), lists.lengths)
            terms.append(field.forms[of[part.live[lists.documents]]])
    used = np.zeros(len(part.segment.forms), np.bool_)
    used[used_forms(terms, len(used))] = True
    return used


class _Step(NamedTuple):
    """The terms of a segment that go into a step of a field."""

    source: _Source
    terms: NDArray[np.int32]  # their new numbers
    postings: Postings
    first: int
    end: int

    def lists(self) -> tuple[NDArray[np.int64], Lists]:
        """Return how often each term occurs in what is left, and its list with new documents."""
        lists, occurrences = self.postings.lists(self.first, self.end), self._occurrences
        documents = self.source.numbers[lists.documents]
        if self.source.is_whole:
            return occurrences, Lists(lists.lengths, documents, lists.frequencies)
        live = documents >= 0
        documents, frequencies = documents[live], lists.frequencies[live]
        bounds = begins_of(live)[begins_of(lists.lengths)]
        occurrences = np.diff(begins_of(frequencies)[bounds])
        return occurrences, Lists(np.diff(bounds), documents, frequencies)

    def positions(self) -> tuple[NDArray[np.int64], NDArray[Any]]:
        """Return how often each term occurs in what is left, and where."""
        positions, occurrences = self.postings.positions(self.first, self.end), self._occurrences
        if self.source.is_whole:
            return occurrences, positions
        lists = self.postings.lists(self.first, self.end)
        live = np.repeat(self.source.numbers[lists.documents] >= 0, lists.frequencies)
        return np.diff(begins_of(live)[begins_of(occurrences)]), positions[live]

    @property
    def _occurrences(self) -> NDArray[np.int64]:
        return self.postings.occurrences[self.first : self.end].astype(np.int64)


def _steps(name: str, sources: Sequence[_Source]) -> Iterator[list[_Step]]:
    """Yield the terms of a field from all segments, in order and some at a time."""
    fields = [source.segment.field(name) for source in sources]
    new_terms = [source.forms[field.forms] for source, field in zip(sources, fields, strict=True)]
    total = np.zeros(max((int(new.max(initial=-1)) for new in new_terms), default=-1) + 1, np.int64)
    for field, new in zip(fields, new_terms, strict=True):
        kept = new >= 0
        total[new[kept]] += field.postings.occurrences[kept]
    # Forms that go have no number, but stand in order between those that have.
    ordered = [np.maximum.accumulate(new) for new in new_terms]
    for first, end in steps(total, _STEP):
        taken = []
        for source, field, new, order in zip(sources, fields, new_terms, ordered, strict=True):
            begin, stop = np.searchsorted(order, (first, end)).tolist()
            taken.append(_Step(source, new[begin:stop], field.postings, begin, stop))
        yield taken
        for source in sources:
            source.let_go(FILES[:4])


def _fields(name: str, sources: Sequence[_Source]) -> Iterator[Inverted]:
    """Yield the terms of a field, merged, in order and some at a time."""
    for step in _steps(name, sources):
        terms = together([each.terms for each in step], np.int32)
        # Segments come in order and the sort is stable, so the documents of a term stay in order.
        order = np.argsort(terms, kind="stable")
        counts, every = zip(*(each.lists() for each in step), strict=True)
        lengths = together([lists.lengths for lists in every], np.int64)
        occurrences = together(counts, np.int64)
        # Terms of which nothing is left are not terms any more.
        order = order[lengths[order] > 0]
        places = _regrouped(lengths, order)
        documents = together([lists.documents for lists in every], np.int32)[places]
        frequencies = together([lists.frequencies for lists in every], np.uint32)[places]
        terms = terms[order]
        starts = np.flatnonzero(np.diff(terms, prepend=-1))
        sums = [
            np.add.reduceat(each[order], starts).astype(np.uint32) if len(starts) else starts
            for each in (lengths, occurrences)
        ]
        lists = Lists(sums[0], documents, frequencies)
        yield Inverted(terms[starts].astype(np.uint32), sums[1].astype(np.uint32), lists)


def _positions(name: str, sources: Sequence[_Source]) -> Iterator[NDArray[Any]]:
    """Yield where the terms of a field stand, in the order of `_fields`."""
    for step in _steps(name, sources):
        order = np.argsort(together([each.terms for each in step], np.int32), kind="stable")
        counts, every = zip(*(each.positions() for each in step), strict=True)
        occurrences = together(counts, np.int64)
        yield together(every, np.uint32)[_regrouped(occurrences, order)]


def _regrouped(lengths: NDArray[np.int64], order: NDArray[np.int64]) -> NDArray[np.int64] | slice:
    """Return the places of all items of some runs, which stand one behind another, in a new order.

    Args:
        lengths: of the runs.
        order: of those that are wanted.
    """
    if np.array_equal(order, np.arange(len(lengths))):
        return slice(None)
    ordered = lengths[order]
    places = np.repeat(begins_of(lengths)[order] - begins_of(ordered)[:-1], ordered)
    places += np.arange(len(places))
    return places


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


def _names(sources: Sequence[_Source]) -> Pairs:
    """Return the keys of names that the forms have in any of the segments."""
    taken = []
    for source in sources:
        hashes, forms = source.segment.names.pairs
        numbers = source.forms[forms]
        kept = numbers >= 0
        taken.append(pairs_of(hashes[kept], numbers[kept].astype(np.uint32)))
    return together(taken, np.uint64)


def _readings(sources: Sequence[_Source], forms: int) -> list[bytes]:
    """Return how the forms are read in any of the segments."""
    found = [b""] * forms
    for source in sources:
        numbers = source.forms.tolist()
        for form, signs in source.segment.names.written:
            if numbers[form] >= 0:
                found[numbers[form]] = signs
    return found


def _write_columns(files: SegmentFiles, layout: Layout, sources: Sequence[_Source]) -> None:
    for name in layout.texts:
        lengths = [source.segment.field(name).lengths[source.documents] for source in sources]
        files.write_lengths(name, together(lengths, np.uint32))
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
        file.add(name, together(kept, np.int32))
    for name in layout.raw:
        runs = ((source.segment, *run) for source in sources for run in source.runs())
        write_raw(file, name, (segment.raw_run(name, *run) for segment, *run in runs))


def _write_blobs(files: SegmentFiles, sources: Sequence[_Source]) -> None:
    """Copy what is compressed with the dictionary of the largest segment, compress the rest so."""
    largest = max(sources, key=lambda source: len(source.documents), default=None)
    dictionary = b"" if largest is None else largest.segment.blobs.dictionary
    if not is_full(dictionary):
        dictionary = train(_sample(sources))
    write_blobs(files["blobs"], "blobs", dictionary, _frames(sources, dictionary))


def _sample(sources: Sequence[_Source]) -> list[bytes]:
    """Return blobs from all over the segments, enough to train a dictionary with."""
    size = sum(source.segment.blobs.size for source in sources)
    step = max(1, size // _SAMPLE)
    return [s.segment.blobs[n] for s in sources for n in s.documents[::step].tolist()]


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
            source.let_go(["blobs"])
