"""Skeletons of many names on arrays: the hashes of the same as of one name after the other."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.analysis.graphemes import SIGNS
from searchapp.analysis.skeletons import skeletons
from searchapp.columnar.skeletons import hash_of, hashes_of

# Those of several readings, or that are read by what is beside them, and a few others.
signs = st.text("hχjwuūasybcgξɕĥkmn", min_size=1, max_size=9) | st.text(SIGNS, min_size=1)


def assert_those_of_each(names: list[str]) -> None:
    hashes, of = hashes_of(names)
    assert of.tolist() == sorted(of.tolist())
    found = set(zip(of.tolist(), hashes.tolist(), strict=True))
    assert found == {(n, hash_of(key)) for n, name in enumerate(names) for key in skeletons(name)}


@given(names=st.lists(signs, max_size=6))
@example(names=["h", "hh", "ah", "kh", "a", "aia"])
@example(names=["auv", "kξ", "ɕk", "cξ", "bšb", "ĥh", "bh"])
@example(names=["χ" * 20, "χaχa" * 5, "n"])
def test_hashes_are_those_of_the_skeletons(names: list[str]) -> None:
    assert_those_of_each(names)


def test_a_name_has_as_many_as_it_may_be_read() -> None:
    hashes, of = hashes_of(["karim", "χalid"])
    assert of.tolist() == [0, 1, 1, 1]
    assert hashes.tolist() == [*map(hash_of, ["krm", "šlt", "hlt", "klt"])]


def test_the_order_of_letters_makes_a_difference() -> None:
    assert len({*map(hash_of, ["krm", "kmr", "mrk", "rkm", "akrm", "krmk", "kr", ""])}) == 8
