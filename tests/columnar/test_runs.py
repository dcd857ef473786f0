"""Runs in an array are what lists of lists are."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.columnar import runs
from searchapp.columnar.runs import (
    begins_of,
    distinct,
    distinct_of,
    first_of_each,
    spread,
    steps,
    together,
)

numbers = st.lists(st.integers(0, 3), max_size=12)


@given(numbers)
def test_a_run_begins_where_the_one_before_ends(lengths: list[int]) -> None:
    begins = begins_of(np.array(lengths, np.uint32)).tolist()
    assert begins == [0, *itertools.accumulate(lengths)]


@given(numbers)
def test_the_first_of_equal_numbers_is_told(many: list[int]) -> None:
    firsts = first_of_each(np.array(many, np.int64)).tolist()
    assert firsts == [at == 0 or many[at] != many[at - 1] for at in range(len(many))]


@given(numbers)
def test_of_equal_numbers_one_is_kept(many: list[int]) -> None:
    assert distinct(np.array(many, np.int64)).tolist() == sorted(set(many))


@pytest.mark.parametrize("count", [1_000, 100_000])
@given(st.lists(st.integers(0, 999), max_size=300))
def test_of_equal_numbers_one_is_kept_however_many_there_might_be(
    count: int, many: list[int]
) -> None:
    assert distinct_of(np.array(many, np.int64), count).tolist() == sorted(set(many))


@given(st.lists(numbers, max_size=4))
def test_arrays_stand_one_behind_another(arrays: list[list[int]]) -> None:
    joined = together([np.array(each, np.int64) for each in arrays], np.int64)
    assert joined.tolist() == list(itertools.chain(*arrays))
    assert joined.dtype == np.int64


@pytest.mark.parametrize("many", [2_048, 1])
@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 300)), max_size=8))
def test_numbers_are_spread(many: int, wanted: list[tuple[int, int]]) -> None:
    values = np.array([value for value, _ in wanted], np.int32)
    lengths = np.array([length for _, length in wanted], np.uint16)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "_MANY", many)
        spread_out = spread(values, lengths)
    assert spread_out.tolist() == [value for value, length in wanted for _ in range(length)]
    assert spread_out.dtype == np.int32


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(1, 40))
def test_steps_hold_as_much_as_they_may(lengths: list[int], size: int) -> None:
    taken = list(steps(np.array(lengths, np.int64), size))
    assert [at for first, end in taken for at in range(first, end)] == list(range(len(lengths)))
    for first, end in taken:
        assert end == first + 1 or sum(lengths[first:end]) <= size
        assert end == len(lengths) or sum(lengths[first : end + 1]) > size
