"""Joining sets of documents, against dicts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.columnar import sets
from searchapp.columnar.sets import Scored

# Halves and quarters add up to the same in any order.
scores = st.integers(0, 40).map(lambda n: n / 4)
COUNTS = [40, 10_000]
naive_sets = st.dictionaries(st.integers(0, 39), scores, max_size=25)


def scored(naive: dict[int, float]) -> Scored:
    ordered = sorted(naive)
    return Scored(np.array(ordered, np.uint32), np.array([naive[d] for d in ordered], np.float64))


def naive_of(result: Scored) -> dict[int, float]:
    assert (np.diff(result.documents.astype(np.int64)) > 0).all()
    return dict(zip(result.documents.tolist(), result.scores.tolist(), strict=True))


@pytest.mark.parametrize("count", COUNTS)
@given(many=st.lists(naive_sets, max_size=4))
def test_union_adds_scores(count: int, many: list[dict[int, float]]) -> None:
    expected: dict[int, float] = {}
    for each in many:
        for document, score in each.items():
            expected[document] = expected.get(document, 0) + score
    assert naive_of(sets.union([scored(each) for each in many], count)) == expected


@pytest.mark.parametrize("count", COUNTS)
@given(many=st.lists(naive_sets, min_size=1, max_size=4))
def test_intersection_keeps_what_is_in_all(count: int, many: list[dict[int, float]]) -> None:
    shared = set(many[0]).intersection(*many)
    expected = {document: sum(each[document] for each in many) for document in shared}
    assert naive_of(sets.intersection([scored(each) for each in many], count)) == expected


@pytest.mark.parametrize("count", COUNTS)
@given(kept=naive_sets, other=naive_sets)
def test_difference_and_preference(
    count: int, kept: dict[int, float], other: dict[int, float]
) -> None:
    left = {document: score for document, score in kept.items() if document not in other}
    assert naive_of(sets.difference(scored(kept), scored(other).documents, count)) == left
    raised = {document: score + other.get(document, 0) for document, score in kept.items()}
    assert naive_of(sets.preference(scored(kept), scored(other), count)) == raised


@given(naive=naive_sets)
def test_complement_is_all_the_rest(naive: dict[int, float]) -> None:
    rest = sets.complement(scored(naive).documents, 40)
    assert rest.tolist() == [document for document in range(40) if document not in naive]
