"""Phrases and proximity, against the obvious way."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from searchapp.columnar import nearness
from searchapp.columnar.nearness import Listed, rows_with

LENGTHS = [13, 1, 20, 0, 4]
# A form: by document, its positions.
Form = dict[int, list[int]]


@st.composite
def forms(draw: st.DrawFn) -> Form:
    form = {}
    for document, length in enumerate(LENGTHS):
        places = draw(st.sets(st.integers(0, length - 1), max_size=5)) if length else set()
        if places:
            form[document] = sorted(places)
    return form


words = st.lists(forms(), max_size=2)


def listed(form: Form) -> Listed:
    frequencies = np.array([len(places) for places in form.values()], np.intp)
    positions = np.array([at for places in form.values() for at in places], np.uint32)

    def read(begins: NDArray[np.int64], counts: NDArray[np.intp]) -> NDArray[Any]:
        runs = [positions[b : b + n] for b, n in zip(begins, counts, strict=True)]
        return np.concatenate([np.empty(0, np.uint32), *runs])

    rows = np.array(list(form), np.intp)
    return Listed(rows, frequencies.cumsum() - frequencies, frequencies, read)


def stand_near(places: list[set[int]], slop: int, ordered: bool) -> bool:
    spans = {(at, at) for at in places[0]}
    for word in places[1:]:
        spans = {
            (min(first, at), max(last, at))
            for first, last in spans
            for at in word
            if 0 < at - last <= slop or (not ordered and 0 < first - at <= slop)
        }
    return bool(spans)


@pytest.mark.parametrize("places", [1 << 20, 8])
@given(
    many=st.lists(words, min_size=2, max_size=4),
    slop=st.sampled_from([1, 2, 3, 5, 19, 20, 1000]),
    ordered=st.booleans(),
)
def test_words_near_one_another_are_found(
    places: int, many: list[list[Form]], slop: int, ordered: bool
) -> None:
    expected = [
        document
        for document in range(len(LENGTHS))
        if stand_near(
            [{at for form in word for at in form.get(document, [])} for word in many], slop, ordered
        )
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearness, "_PLACES", places)
        found = rows_with(
            [[listed(form) for form in word] for word in many],
            np.array(LENGTHS, np.uint32),
            slop,
            ordered,
            lambda: None,
        )
    assert found.tolist() == expected


def test_whoever_asks_can_stop_it_between_steps() -> None:
    everywhere = [[listed({document: [0] for document in (0, 1, 2, 4)})]] * 2

    def stop() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        rows_with(everywhere, np.array(LENGTHS, np.uint32), 1, True, stop)
