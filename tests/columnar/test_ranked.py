"""Sorted texts and their counts, against a list that is sorted each time."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchapp.columnar.ranked import Ranked

texts = st.text("abc", max_size=4).map(str.encode)
rows = st.lists(st.tuples(texts, st.integers(0, 4) | st.just(2**32 - 1)), max_size=20)


def ranked(pairs: list[tuple[bytes, int]]) -> Ranked:
    ordered = sorted(pairs)
    counts = np.array([count for _, count in ordered], np.int64)
    return Ranked([text for text, _ in ordered], counts)


@given(rows, texts, st.integers(0, 5))
def test_the_best_are_the_most_frequent_then_the_first(
    pairs: list[tuple[bytes, int]], prefix: bytes, most: int
) -> None:
    ordered = sorted(pairs)
    matching = [
        number for number, (text, count) in enumerate(ordered) if text.startswith(prefix) and count
    ]
    expected = sorted(matching, key=lambda number: (-ordered[number][1], number))[:most]
    assert ranked(pairs).best(prefix, most) == expected


@given(rows, texts)
def test_a_text_is_found_where_it_is(pairs: list[tuple[bytes, int]], text: bytes) -> None:
    every = ranked(pairs)
    found = every.find(text)
    if found is None:
        assert text not in list(every)
    else:
        assert every[found] == text
    assert list(every) == sorted(each for each, _ in pairs)


@given(rows, texts)
def test_a_span_holds_all_that_begin_so(pairs: list[tuple[bytes, int]], prefix: bytes) -> None:
    every = ranked(pairs)
    first, end = every.span(prefix)
    assert list(every)[first:end] == [text for text in every if text.startswith(prefix)]
