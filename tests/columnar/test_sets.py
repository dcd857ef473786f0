"""Joining sets of documents, against dicts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.columnar.sets import (
    All,
    Best,
    Complement,
    Constant,
    Fixed,
    Intersection,
    Matches,
    Preference,
    Scored,
    Union,
    Weighted,
)

# Halves and quarters add up to the same in any order.
scores = st.integers(1, 40).map(lambda n: n / 4)
LAST = 39
# The same sets are large among so few documents and small among so many.
COUNTS = [LAST + 1, 10_000]
Naive = dict[int, float]
naive_sets = st.dictionaries(st.integers(0, LAST), scores, max_size=25)
asked = st.sets(st.integers(0, LAST), max_size=40).map(sorted)


def fixed(naive: Naive, count: int) -> Matches:
    ordered = sorted(naive)
    listed = np.array(ordered, np.intp), np.array([naive[d] for d in ordered], np.float64)
    return Fixed(Scored(*listed), count)


def holds(matches: Matches, expected: Naive, asked: list[int]) -> None:
    """Every way to look at a set gives the same."""
    some = np.array(asked, np.intp)
    assert matches.contains(some).tolist() == [document in expected for document in asked]
    assert matches.partial(some).tolist() == [expected.get(document, 0) for document in asked]
    inside = [document for document in asked if document in expected]
    found = matches.scores(np.array(inside, np.intp)).tolist()
    assert found == [expected[document] for document in inside]
    assert matches.documents.tolist() == sorted(expected)
    assert matches.scores(matches.documents).tolist() == [expected[d] for d in sorted(expected)]
    assert matches.partial(matches.documents).tolist() == [expected[d] for d in sorted(expected)]
    assert len(expected) <= matches.size <= matches.count


@pytest.mark.parametrize("count", COUNTS)
@given(many=st.lists(naive_sets, min_size=1, max_size=4), asked=asked)
def test_a_union_adds_scores(count: int, many: list[Naive], asked: list[int]) -> None:
    expected: Naive = {}
    for each in many:
        for document, score in each.items():
            expected[document] = expected.get(document, 0) + score
    parts = [fixed(each, count) for each in many]
    holds(Union(parts), expected, asked)
    holds(Union([parts[0], Union(parts[1:])] if len(parts) > 1 else parts), expected, asked)


@pytest.mark.parametrize("count", COUNTS)
@given(many=st.lists(naive_sets, min_size=1, max_size=4), asked=asked)
def test_the_best_keeps_the_highest_score(count: int, many: list[Naive], asked: list[int]) -> None:
    expected: Naive = {}
    for each in many:
        for document, score in each.items():
            expected[document] = max(expected.get(document, 0), score)
    holds(Best([fixed(each, count) for each in many]), expected, asked)


@pytest.mark.parametrize("count", COUNTS)
@given(many=st.lists(naive_sets, min_size=1, max_size=4), filters=st.lists(naive_sets, max_size=2))
def test_an_intersection_keeps_what_is_in_all(
    count: int, many: list[Naive], filters: list[Naive]
) -> None:
    shared = set(many[0]).intersection(*many, *filters)
    expected = {document: sum(each[document] for each in many) for document in shared}
    parts = [fixed(each, count) for each in many]
    others = [fixed(each, count) for each in filters]
    holds(Intersection(parts, others), expected, list(range(LAST + 1)))


@pytest.mark.parametrize("count", COUNTS)
@given(kept=naive_sets, other=naive_sets, asked=asked)
def test_exclusion_and_preference(count: int, kept: Naive, other: Naive, asked: list[int]) -> None:
    first, second = fixed(kept, count), fixed(other, count)
    left = {document: score for document, score in kept.items() if document not in other}
    holds(Intersection([first], [Complement(second)]), left, asked)
    raised = {document: score + other.get(document, 0) for document, score in kept.items()}
    holds(Preference(first, second), raised, asked)


@given(naive=naive_sets, asked=asked)
def test_everything_and_all_the_rest_are_worth_one(naive: Naive, asked: list[int]) -> None:
    count = LAST + 1
    holds(All(count), dict.fromkeys(range(count), 1.0), asked)
    rest = {document: 1.0 for document in range(count) if document not in naive}
    holds(Complement(fixed(naive, count)), rest, asked)


@given(naive=naive_sets, asked=asked)
def test_scores_are_multiplied_or_replaced(naive: Naive, asked: list[int]) -> None:
    matches = fixed(naive, LAST + 1)
    doubled = {document: 2 * score for document, score in naive.items()}
    holds(Weighted(matches, 2.0), doubled, asked)
    holds(Constant(matches, 0.5), dict.fromkeys(naive, 0.5), asked)
