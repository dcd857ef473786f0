"""Whether the parts of a segment fit together, beyond each being what was written.

A checksum tells that a file is as it was written.  This tells that what was written is a segment:
that all of its files speak of the same documents, that lists are in order and within bounds, and
that what is counted in one place is there in the other.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.blocks import BlockFile
from searchapp.columnar.documents import Layout
from searchapp.columnar.names import pairs_of
from searchapp.columnar.postings import Lists
from searchapp.columnar.relations import RELATIONS
from searchapp.columnar.runs import steps
from searchapp.columnar.segment import Segment
from searchapp.columnar.terms import Terms
from searchapp.errors import IndexTrouble

# How many occurrences are looked at in one go, about; each takes some 30 bytes.
_STEP = 1 << 20


def verify_structure(segment: Segment, layout: Layout) -> None:
    """Check that a segment is whole and in order; memory is bounded by its longest posting list.

    Args:
        segment: the segment.
        layout: of the index.

    Raises:
        IndexDamaged: it is not; the file is named.
    """
    for file in segment.files.values():
        with named(file):
            _expect(file, file.facts["documents"] == segment.documents, "is of other documents")
    terms, columns, blobs = (segment.files[kind] for kind in ("terms", "columns", "blobs"))
    with named(terms):
        _check_table(terms, "forms")
        for name in RELATIONS:
            _check_relation(terms, name, len(segment.forms))
        _check_names(terms, segment)
    for name in layout.texts:
        with named(terms):
            _check_terms(terms, segment, name)
        _check_postings(segment, name)
    with named(columns):
        for name in ("key", *layout.labels):
            _check_labels(columns, name, segment.documents)
        keys = segment.labels("key")
        _expect(columns, len(keys.values) == segment.documents, "has documents of one key")
        for name in layout.numbers:
            _expect(columns, columns.length(name) == segment.documents, f"is short of {name}")
        for name in layout.raw:
            _check_pieces(columns, name, segment.documents)
    with named(blobs):
        _check_pieces(blobs, "blobs", segment.documents)


@contextlib.contextmanager
def named(file: BlockFile) -> Iterator[None]:
    """Turn whatever a broken file makes of whoever reads it into an error that names the file.

    Raises:
        IndexDamaged: the file is broken.
    """
    try:
        yield
    except (IndexTrouble, MemoryError, OSError):
        raise
    except Exception as error:
        raise file.damage(f"does not make sense ({error!r})") from error


def _check_table(file: BlockFile, name: str) -> None:
    """Check a table of texts."""
    ends = file.array(f"{name}.ends")
    _expect(file, _is_ascending(ends), f"has texts in {name} that end before they begin")
    _expect(file, _last(ends) == file.length(name), f"has a rest of text in {name}")
    is_sorted = all(one < next_one for one, next_one in itertools.pairwise(Terms(file, name)))
    _expect(file, is_sorted, f"has texts in {name} that are not in order")


def _check_relation(file: BlockFile, name: str, forms: int) -> None:
    """Check a relation: every key has forms, in order, and no form has two keys."""
    _check_table(file, name)
    bounds, related = file.array(f"{name}.bounds"), file.array(f"{name}.forms")
    fits = file.length(f"{name}.ends") == len(bounds) and _last(bounds) == len(related)
    _expect(file, fits and _is_ascending(bounds, 1), f"has keys in {name} without forms")
    is_known = len(related) == 0 or int(related.max()) < forms
    _expect(file, is_known, f"has forms in {name} that there are not")
    rises = np.diff(related.astype(np.int64)) > 0
    rises[bounds[:-1] - 1] = True
    in_order = bool(rises.all()) and len(np.unique(related)) == len(related)
    _expect(file, in_order, f"has forms in {name} that are not in order")


def _check_names(file: BlockFile, segment: Segment) -> None:
    """Check the keys of names: each key has each of its forms once, in order."""
    _expect(file, segment.names.fits(len(segment.forms)), "has names that do not fit")
    hashes, forms = segment.names.pairs
    is_known = len(forms) == 0 or int(forms.max()) < len(segment.forms)
    _expect(file, is_known, "has forms in names that there are not")
    pairs = pairs_of(hashes, forms)
    _expect(file, bool(np.all(pairs[1:] > pairs[:-1])), "has keys in names that are not in order")


def _check_terms(file: BlockFile, segment: Segment, name: str) -> None:
    """Check what is known of the terms of a text."""
    field = segment.field(name)
    lengths, occurrences = field.postings.lengths, field.postings.occurrences
    forms = field.forms
    counts = len(forms) == len(lengths) == len(occurrences)
    _expect(file, counts, f"has not as many terms of {name} everywhere")
    in_order = _is_ascending(forms, 1) and _last(forms, -1) < len(segment.forms)
    _expect(file, in_order, f"has terms of {name} that are not in order")
    is_sane = np.all(lengths > 0) and np.all(lengths <= segment.documents)
    is_sane = is_sane and np.all(lengths <= occurrences)
    _expect(file, bool(is_sane), f"has counts of {name} that cannot be")
    total = int(occurrences.sum(dtype=np.int64))
    _expect(file, total == field.words, f"counts {total:,} words in {name}, not {field.words:,}")


def _check_postings(segment: Segment, name: str) -> None:
    """Check the posting lists of a text, some at a time."""
    field, documents, files = segment.field(name), segment.documents, segment.files
    lengths = field.postings.lengths
    _expect(files["columns"], len(field.lengths) == documents, f"is short of {name}.length")
    gaps = files["dense"].length(name) + files["sparse"].length(name)
    _expect(files["sparse"], gaps == int(lengths.sum()), f"has a rest of gaps in {name}")
    even = int((lengths + lengths % 2).sum())
    fits = 2 * files["frequencies"].length(name) == even
    _expect(files["frequencies"], fits, f"has a rest of numbers in {name}")
    fits = files["positions"].length(name) == field.words
    _expect(files["positions"], fits, f"has a rest of positions in {name}")
    counted = np.zeros(documents, np.int64)
    for first, end in steps(field.postings.occurrences, _STEP):
        with named(files["sparse"]):
            lists = field.postings.lists(first, end)
        counted += _count(segment, name, lists, field.postings.occurrences[first:end])
        _check_positions(segment, name, lists, field.postings.positions(first, end))
    fits = np.array_equal(counted, field.lengths)
    _expect(files["columns"], fits, f"has lengths of {name} that are not those of its texts")


def _count(segment: Segment, name: str, lists: Lists, occurrences: NDArray[Any]) -> NDArray[Any]:
    """Check some posting lists; return how many words of each document are in them."""
    files, numbers = segment.files, lists.documents
    begins = np.cumsum(lists.lengths, dtype=np.int64) - lists.lengths
    rises = np.diff(numbers, prepend=-1) > 0
    rises[begins] = True
    fits = bool(rises.all()) and int(numbers.max(initial=0)) < segment.documents
    _expect(files["sparse"], fits, f"lists documents for {name} that are not in order")
    frequencies = lists.frequencies.astype(np.int64)
    sums = np.add.reduceat(frequencies, begins) if len(begins) else frequencies
    fits = bool(np.all(frequencies > 0)) and np.array_equal(sums, occurrences)
    _expect(files["frequencies"], fits, f"counts otherwise in {name}")
    counted: NDArray[Any] = np.bincount(numbers, frequencies, segment.documents)
    return counted.astype(np.int64)


def _check_positions(segment: Segment, name: str, lists: Lists, positions: NDArray[Any]) -> None:
    """Check where the terms of some posting lists stand."""
    file, frequencies = segment.files["positions"], lists.frequencies.astype(np.int64)
    places = positions.astype(np.int64)
    rises = np.diff(places, prepend=-1) > 0
    rises[np.cumsum(frequencies) - frequencies] = True
    _expect(file, bool(rises.all()), f"has places in {name} that are not in order")
    ends = np.repeat(segment.field(name).lengths[lists.documents], frequencies)
    _expect(file, bool(np.all(places < ends)), f"has places in {name} behind the end of the text")


def _check_labels(file: BlockFile, name: str, documents: int) -> None:
    """Check a column of texts: every document has one of them, and every text has a document."""
    _check_table(file, name)
    codes = file.array(f"{name}.codes")
    fits = len(codes) == documents
    fits = fits and np.array_equal(np.unique(codes), np.arange(file.length(f"{name}.ends")))
    _expect(file, fits, f"has texts in {name} that are not those of its documents")


def _check_pieces(file: BlockFile, name: str, documents: int) -> None:
    """Check where the bytes of each document end."""
    ends = file.array(f"{name}.ends")
    fits = len(ends) == documents and _is_ascending(ends) and _last(ends) == file.length(name)
    _expect(file, fits, f"has pieces in {name} that are not those of its documents")


def _expect(file: BlockFile, is_so: bool, detail: str) -> None:
    if not is_so:
        raise file.damage(detail)


def _is_ascending(numbers: NDArray[Any], least: int = 0) -> bool:
    """Return whether each number is greater than the one before by at least so much."""
    return bool(np.all(np.diff(numbers.astype(np.int64)) >= least))


def _last(numbers: NDArray[Any], otherwise: int = 0) -> int:
    return int(numbers[-1]) if len(numbers) else otherwise
