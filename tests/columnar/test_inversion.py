"""Inversion against the obvious way of doing it."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchapp.columnar.inversion import invert


@given(texts=st.lists(st.lists(st.integers(0, 6), max_size=12), max_size=8))
def test_each_term_has_its_documents_frequencies_and_positions(texts: list[list[int]]) -> None:
    naive: defaultdict[int, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for document, words in enumerate(texts):
        for position, word in enumerate(words):
            naive[word][document].append(position)
    together = np.array([word for text in texts for word in text], np.uint32)
    inverted, positions = invert(together, np.array([len(text) for text in texts], np.int64))
    ordered = [naive[term] for term in sorted(naive)]
    assert inverted.terms.tolist() == sorted(naive)
    assert inverted.occurrences.tolist() == [sum(map(len, each.values())) for each in ordered]
    lists = inverted.lists
    assert lists.lengths.tolist() == [len(each) for each in ordered]
    assert lists.documents.tolist() == [document for each in ordered for document in each]
    assert lists.frequencies.tolist() == [len(at) for each in ordered for at in each.values()]
    assert positions.tolist() == [p for each in ordered for at in each.values() for p in at]
