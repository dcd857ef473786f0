"""Runs in an array are what lists of lists are."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchapp.columnar.runs import begins_of, first_of_each, together

numbers = st.lists(st.integers(0, 3), max_size=12)


@given(numbers)
def test_a_run_begins_where_the_one_before_ends(lengths: list[int]) -> None:
    begins = begins_of(np.array(lengths, np.uint32)).tolist()
    assert begins == [0, *itertools.accumulate(lengths)]


@given(numbers)
def test_the_first_of_equal_numbers_is_told(many: list[int]) -> None:
    firsts = first_of_each(np.array(many, np.int64)).tolist()
    assert firsts == [at == 0 or many[at] != many[at - 1] for at in range(len(many))]


@given(st.lists(numbers, max_size=4))
def test_arrays_stand_one_behind_another(arrays: list[list[int]]) -> None:
    joined = together([np.array(each, np.int64) for each in arrays], np.int64)
    assert joined.tolist() == list(itertools.chain(*arrays))
    assert joined.dtype == np.int64
