"""Phrases and proximity, against the obvious way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.columnar import nearness
from searchapp.columnar.nearness import Places, lay_out, places_of, rows_with
from searchapp.columnar.runs import distinct

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


def places(word: list[Form], slop: int) -> Places:
    """Return where a word stands when the documents are laid out."""
    firsts = lay_out(np.array(LENGTHS, np.uint32), slop)
    found = [np.empty(0, np.int32)]
    for form in word:
        frequencies = np.array([len(at) for at in form.values()], np.uint8)
        positions = np.array([place for at in form.values() for place in at], np.uint16)
        found.append(places_of(firsts[list(form)], frequencies, positions))
    return np.unique(np.concatenate(found))


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


@pytest.mark.parametrize("few", [4_096, 0])
@given(
    many=st.lists(words, min_size=1, max_size=4),
    slop=st.sampled_from([1, 2, 3, 5, 19, 20, 1000]),
    ordered=st.booleans(),
)
def test_words_near_one_another_are_found(
    few: int, many: list[list[Form]], slop: int, ordered: bool
) -> None:
    expected = [
        document
        for document in range(len(LENGTHS))
        if stand_near(
            [{at for form in word for at in form.get(document, [])} for word in many], slop, ordered
        )
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearness, "_FEW", few)
        patch.setattr(nearness, "_MOST", few)
        found = rows_with(
            [places(word, slop) for word in many],
            lay_out(np.array(LENGTHS, np.uint32), slop),
            slop,
            ordered,
            lambda: None,
        )
    assert found.tolist() == expected


def test_of_very_many_ways_not_all_are_looked_at_in_one_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lengths = np.full(64, 100, np.uint32)
    firsts = lay_out(lengths, 100)
    everywhere = np.concatenate([first + np.arange(100, dtype=np.int32) for first in firsts])
    sizes: list[int] = []

    def count(values: Places) -> Places:
        sizes.append(len(values))
        return distinct(values)

    monkeypatch.setattr(nearness, "distinct", count)
    steps: list[int] = []
    found = rows_with([everywhere] * 3, firsts, 100, False, lambda: steps.append(len(sizes)))
    assert found.tolist() == list(range(64))
    # In a document, 100 words stand 100 places or fewer from the 99 others.
    assert sum(sizes) == 64 * 100 * 99
    assert max(sizes) <= nearness._MOST < 64 * 100 * 99
    # Between any two steps somebody can stop it.
    assert set(range(len(sizes))) <= set(steps)


@pytest.mark.parametrize(("last", "expected"), [(20_001, [0]), (39_999, [])])
def test_in_one_long_text_not_all_ways_are_looked_at_in_one_step(
    last: int, expected: list[int]
) -> None:
    every_fifth = np.arange(0, 20_000, 5, dtype=np.int32)
    words = [every_fifth, every_fifth, every_fifth, np.array([last], np.int32)]
    firsts = lay_out(np.array([40_000], np.uint32), 40)
    steps: list[None] = []
    found = rows_with(words, firsts, 40, False, lambda: steps.append(None))
    assert found.tolist() == expected
    assert len(steps) > 4


def test_whoever_asks_can_stop_it_between_steps() -> None:
    everywhere = places([{document: [0] for document in (0, 1, 2, 4)}], 1)

    def stop() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        rows_with([everywhere] * 2, lay_out(np.array(LENGTHS, np.uint32), 1), 1, True, stop)
