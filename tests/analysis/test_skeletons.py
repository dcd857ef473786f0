"""A skeleton is what the spellings of one name have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.graphemes import SIGNS, VOWELS, read
from searchapp.analysis.skeletons import BESIDE, apart, beside, in_context, skeletons


def keys(form: str) -> set[str]:
    return skeletons(read(form).signs[0])


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ("Karim", {"krm"}),
        ("Qadir", {"ktr"}),
        ("Adil", {"atl"}),
        ("Falluja", {"vl", "vlš"}),
        ("Sarah", {"sr"}),
        ("Ibn", {"abn"}),
    ],
)
def test_a_skeleton_is_consonants_and_a_mark_for_an_opening_vowel(
    form: str, found: set[str]
) -> None:
    assert keys(form) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qaddafi", "Gadhafi"),
        ("Theodor", "Teodor"),
        ("Ramadan", "Ramazan"),
        ("Dhul", "Zul"),
        ("Redouane", "Redwan"),
        ("Yeltsin", "Jelzin"),
        ("Maxim", "Maksim"),
        ("Yakov", "Yaakob"),
        ("Syarif", "Sharif"),
    ],
)
def test_spellings_of_one_name_share_one(one: str, other: str) -> None:
    assert keys(one) & keys(other)


@pytest.mark.parametrize(("one", "other"), [("Iran", "Iraq"), ("Hamas", "Hamad"), ("Ali", "Li")])
def test_other_names_share_none(one: str, other: str) -> None:
    assert not keys(one) & keys(other)


def test_what_a_vowel_parts_is_not_doubled() -> None:
    assert keys("Nana") == {"nn"}
    assert skeletons("dtan") == skeletons("tan") == {"tn"}


@pytest.mark.parametrize(("signs", "found"), [("mqtdا", {"mktt"}), ("bdr", {"btr"})])
def test_where_vowels_are_left_out_there_may_be_one_between_what_is_alike(
    signs: str, found: set[str]
) -> None:
    assert skeletons(apart(signs)) == found


@given(st.text(SIGNS, min_size=1, max_size=12))
def test_what_is_apart_stays_so(signs: str) -> None:
    assert apart(apart(signs)) == apart(signs)
    assert apart(signs).replace("a", "") == signs.replace("a", "")


@given(st.sampled_from(f" {SIGNS}"), st.sampled_from(SIGNS), st.sampled_from(f" {SIGNS}"))
def test_what_matters_beside_a_sign_is_told(before: str, sign: str, after: str) -> None:
    assert {beside(before), beside(after)} <= {*BESIDE}
    assert in_context(before, sign, after) == in_context(beside(before), sign, beside(after))


def test_vowels_alone_have_none() -> None:
    assert skeletons("aiu") == set()


@given(st.text(SIGNS, min_size=1, max_size=20))
def test_a_skeleton_is_never_empty_nor_are_there_many(signs: str) -> None:
    found = skeletons(signs)
    assert len(found) <= 16
    assert all(each.strip("a") and "-" not in each for each in found)


@given(st.text(SIGNS, min_size=1, max_size=12), st.sampled_from("eiou"))
def test_which_vowels_a_name_has_makes_no_difference(signs: str, vowel: str) -> None:
    plain = {"a": vowel, "e": vowel, "i": vowel, "o": vowel}
    # ū, and u behind a, may be consonants too.
    if not {"u", "ū"} & {*signs, vowel}:
        other = "".join(plain.get(sign, sign) for sign in signs)
        assert {*signs} <= VOWELS or skeletons(other) == skeletons(signs)
