"""Posting lists: each list alone and any run of lists come back as they were written."""

from __future__ import annotations

import contextlib
import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.columnar.blocks import BlockFile, BlockWriter
from searchapp.columnar.packed import Numbers
from searchapp.columnar.postings import (
    Lists,
    PostingFiles,
    Postings,
    PostingsWriter,
    write_positions,
)

NAMES = ("dense", "sparse", "frequencies", "positions")

# A term: for each of its documents the positions in it.
Term = dict[int, list[int]]
places = st.lists(st.integers(0, 70_000), min_size=1, max_size=20, unique=True).map(sorted)


def terms_of(documents: int) -> st.SearchStrategy[list[Term]]:
    term = st.dictionaries(st.integers(0, documents - 1), places, min_size=1, max_size=12)
    return st.lists(term, max_size=8)


def lists_of(terms: list[Term]) -> Lists:
    postings = [sorted(term.items()) for term in terms]
    return Lists(
        np.array([len(each) for each in postings], np.uint32),
        np.array([document for each in postings for document, _ in each], np.uint32),
        np.array([len(at) for each in postings for _, at in each], np.uint32),
    )


def positions_of(terms: list[Term]) -> Numbers:
    return np.array([at for term in terms for _, each in sorted(term.items()) for at in each], "u4")


def written(folder: Path, terms: list[Term], documents: int, parts: int) -> Postings:
    with contextlib.ExitStack() as stack:
        for name in NAMES:
            (folder / name).unlink(missing_ok=True)
        files = [stack.enter_context(BlockWriter(folder / name)) for name in NAMES]
        writer = PostingsWriter(PostingFiles(*files[:3]), "body", documents)
        cuts = [part * len(terms) // parts for part in range(parts + 1)]
        some = [terms[first:end] for first, end in itertools.pairwise(cuts)]
        for part in some:
            writer.append(lists_of(part))
        writer.finish()
        write_positions(files[3], "body", map(positions_of, some))
        for file in files:
            file.finish({})
    lists = lists_of(terms)
    occurrences = [sum(len(at) for at in term.values()) for term in terms]
    *opened, positions = (BlockFile(folder / name) for name in NAMES)
    counts = lists.lengths, np.array(occurrences, np.uint32)
    return Postings(PostingFiles(*opened), "body", documents, *counts, positions=positions)


@given(data=st.data(), documents=st.sampled_from([1, 30, 900, 200_000]), parts=st.integers(1, 3))
def test_lists_come_back(
    data: st.DataObject, documents: int, parts: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    terms = data.draw(terms_of(documents))
    postings = written(tmp_path_factory.getbasetemp(), terms, documents, parts)
    for number, term in enumerate(terms):
        expected = lists_of([term])
        assert postings[number].documents().tolist() == expected.documents.tolist()
        assert postings[number].frequencies().tolist() == expected.frequencies.tolist()
        assert postings.positions(number, number + 1).tolist() == positions_of([term]).tolist()
        kept = data.draw(st.sets(st.sampled_from(sorted(term))).map(sorted))
        places = expected.documents.searchsorted(np.array(kept, np.uint32))
        counted = postings[number].frequencies()
        ends, wanted = counted.cumsum(dtype=np.uint32), counted[places]
        starts = postings[number].position_begins(ends, wanted, places)
        taken = postings.positions_of(starts, wanted)
        assert taken.tolist() == [at for document in kept for at in term[document]]
    first = data.draw(st.integers(0, len(terms)))
    end = data.draw(st.integers(first, len(terms)))
    some_terms = data.draw(st.lists(st.integers(0, len(terms) - 1))) if terms else []
    alone = postings.documents(np.array(some_terms, np.intp))
    assert [each.tolist() for each in alone] == [sorted(terms[number]) for number in some_terms]
    some, expected = postings.lists(first, end), lists_of(terms[first:end])
    assert some.lengths.tolist() == expected.lengths.tolist()
    assert some.documents.tolist() == expected.documents.tolist()
    assert some.frequencies.tolist() == expected.frequencies.tolist()
    stretch = postings.positions(first, end).tolist()
    assert stretch == positions_of(terms[first:end]).tolist()
    for numbers, begins, listed in postings.listed(first, end):
        for number, begin, stop in zip(numbers.tolist(), begins, begins[1:], strict=False):
            assert listed[begin:stop].tolist() == sorted(terms[number])
            kept = data.draw(st.sets(st.integers(0, int(stop - begin) - 1), min_size=1).map(sorted))
            asked = np.array(kept, np.int64)
            found = postings.occurrences_of(first, end).of(np.full(len(kept), number), asked)
            occurring = [terms[number][document] for document in listed[begin + asked].tolist()]
            assert found[0].tolist() == list(map(len, occurring))
            assert found[1].tolist() == [at for each in occurring for at in each]
    every = [number for numbers, _, _ in postings.listed(first, end) for number in numbers.tolist()]
    assert sorted(every) == list(range(first, end))
    counts = [each.tolist() for each in postings.counts(first, end)]
    assert counts == [expected.documents.tolist(), expected.frequencies.tolist()]
