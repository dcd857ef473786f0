from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.web.paging import count_pages


@pytest.mark.parametrize(
    ("page", "total", "window"),
    [
        (1, 0, (1,)),
        (1, 10, (1,)),
        (1, 11, (1, 2)),
        (1, 100, (1, 2, None, 10)),
        (3, 100, (1, 2, 3, 4, None, 10)),
        (4, 100, (1, 2, 3, 4, 5, None, 10)),
        (5, 100, (1, None, 4, 5, 6, None, 10)),
        (10, 100, (1, None, 9, 10)),
        (40, 30, (1, 2, 3)),
    ],
)
def test_window(page: int, total: int, window: tuple[int | None, ...]) -> None:
    assert count_pages(page, total, 10).window == window


def test_neighbours() -> None:
    assert (count_pages(1, 30, 10).previous, count_pages(1, 30, 10).next) == (None, 2)
    assert (count_pages(3, 30, 10).previous, count_pages(3, 30, 10).next) == (2, None)
    assert (count_pages(40, 30, 10).previous, count_pages(40, 30, 10).next) == (3, None)


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(1, 100))
def test_the_window_is_short_and_in_order(page: int, total: int, size: int) -> None:
    paging = count_pages(page, total, size)
    numbers = [number for number in paging.window if number is not None]
    assert numbers == sorted(set(numbers))
    assert {1, paging.pages} <= set(numbers)
    assert len(paging.window) <= 7
