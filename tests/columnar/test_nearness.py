"""Phrases and proximity, against the obvious way."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchapp.columnar.nearness import Occurrences, document_of, in_order, occurrences

# For a word: by document, its positions.
Word = dict[int, list[int]]
positions = st.sets(st.integers(0, 12) | st.integers(2**32 - 4, 2**32 - 1), min_size=1, max_size=6)
words = st.dictionaries(st.integers(0, 3), positions.map(sorted), max_size=3)


def encoded(word: Word) -> Occurrences:
    documents = sorted(word)
    return occurrences(
        np.array(documents, np.uint32),
        np.array([len(word[document]) for document in documents], np.uint32),
        np.array([at for document in documents for at in word[document]], np.uint32),
    )


def naive_rows(many: list[Word], slop: int) -> set[tuple[int, int]]:
    ends = {(document, at) for document, places in many[0].items() for at in places}
    for word in many[1:]:
        ends = {
            (document, at)
            for document, places in word.items()
            for at in places
            if any((document, at - step) in ends for step in range(1, slop + 1))
        }
    return ends


@given(many=st.lists(words, min_size=1, max_size=4), slop=st.integers(1, 5))
def test_words_follow_one_another_within_the_slop(many: list[Word], slop: int) -> None:
    found = in_order([encoded(word) for word in many], slop)
    assert (np.diff(found) > 0).all()
    expected = sorted(naive_rows(many, slop))
    assert document_of(found).tolist() == [document for document, _ in expected]
    assert (found - (document_of(found) << 33)).tolist() == [at for _, at in expected]
