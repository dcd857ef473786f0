"""Runs in an array: several lists that stand one behind another, and equal numbers side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

# From so many lengths on it pays to go by sums.
_MANY = 2_048
# So many arrays are merged faster than sorted.
_FEW = 4
# To mark a number costs so many times less than to sort it.
_DENSE = 8


def begins_of(lengths: NDArray[Any]) -> NDArray[np.int64]:
    """Return where each of several runs begins that stand one behind another, and the end.

    Args:
        lengths: of the runs.
    """
    begins = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=begins[1:])
    return begins


def columns_of(
    items: NDArray[Any], begins: NDArray[np.int64], lengths: NDArray[np.int64]
) -> NDArray[Any]:
    """Return runs of an array as columns, zeros behind the end of each.

    Args:
        items: the array.
        begins: where each run begins there.
        lengths: how long it is.
    """
    rows = np.arange(lengths.max(initial=0))[:, np.newaxis]
    columns = items.take(begins + rows, mode="clip")
    columns[rows >= lengths] = 0
    return columns


def first_of_each(numbers: NDArray[Any]) -> NDArray[np.bool_]:
    """Return for each number whether it is another than the one before it; the first is."""
    firsts = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=firsts[1:])
    return firsts


def distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return some numbers, ascending, each once.

    Other than `np.unique` it does not load NumPy's masked arrays, for which a first search would
    wait longer than for anything that it looks up.

    Args:
        numbers: in any order.
    """
    ordered = np.sort(numbers)
    return ordered[first_of_each(ordered)]


def distinct_of(numbers: NDArray[Any], count: int) -> NDArray[Any]:
    """Return some of the numbers from 0 to below a count, ascending, each once.

    Args:
        numbers: in any order.
        count: of all there are.
    """
    if len(numbers) * _DENSE < count:
        return distinct(numbers)
    present = np.zeros(count, np.bool_)
    present[numbers] = True
    return present.nonzero()[0]


def together(arrays: Sequence[NDArray[Any]], dtype: Any) -> NDArray[Any]:
    """Return arrays one behind another.

    Args:
        arrays: the arrays; a single one is returned as it is.
        dtype: of the result where there is none.
    """
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate([np.empty(0, dtype), *arrays])


def merged(arrays: Sequence[NDArray[Any]], dtype: Any) -> NDArray[Any]:
    """Return the numbers of ascending arrays, ascending.

    Args:
        arrays: the arrays; a single one is returned as it is.
        dtype: of the result where there is none.
    """
    numbers = together(arrays, dtype)
    if len(arrays) > 1:
        # A stable sort merges what is in order, which pays for few.
        numbers.sort(kind="stable" if len(arrays) <= _FEW else None)
    return numbers


def steps(lengths: NDArray[Any], size: int) -> Iterator[tuple[int, int]]:
    """Yield the runs some after some.

    Args:
        lengths: of the runs.
        size: how many items a step has, about; one run can have more.

    Returns:
        For each step its first run, and the one after its last.
    """
    ends = np.cumsum(lengths, dtype=np.int64)
    if len(ends) and ends[-1] <= size:
        yield 0, len(ends)
        return
    first = 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        end = max(int(np.searchsorted(ends, before + size, "right")), first + 1)
        yield first, end
        first = end


def spread(values: NDArray[Any], lengths: NDArray[Any]) -> NDArray[Any]:
    """Return each of some whole numbers as often as is said, one behind another.

    Args:
        values: the numbers.
        lengths: how often each is wanted, from 1.
    """
    if len(values) < _MANY:
        return values.repeat(lengths)
    # A processor cannot guess how often the next is wanted; here it need not.
    ends = lengths.cumsum(dtype=np.intp)
    steps = np.zeros(ends[-1], values.dtype)
    steps[0] = values[0]
    steps[ends[:-1]] = values[1:] - values[:-1]
    return steps.cumsum(dtype=values.dtype, out=steps)
