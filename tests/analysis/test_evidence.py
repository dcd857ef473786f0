"""The evidence for one name is a sum of weights, of which it is told what each is for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.alignment import Strings
from searchapp.analysis.evidence import Model, traits_of_change, traits_of_counts
from searchapp.analysis.graphemes import SIGNS

WEIGHTS = {
    "always": 1.0,
    "changed vowels 1": 0.5,
    "changed vowels 2": -2.0,
    "vowels I": -0.75,
    "aeI": 0.25,
    "first vowel": -1.0,
    "consonants L": -3.0,
    "-h": 0.4,
    "-hL": 0.4,
    "slavic consonants I": 5.0,
}
MODEL = Model(WEIGHTS)


# The most general trait of every change, so that nothing is unknown.
GENERAL = [
    f"{sort} {place}" for sort in ("vowels", "consonants", "mixed", "written") for place in "FLI"
] + [
    f"{sort} {where}"
    for sort in ("vowel", "consonant", "unspoken")
    for where in ("Fc", "Fv", "Lc", "Lv", "Icc", "Icv", "Ivc", "Ivv")
]
KNOWN = WEIGHTS | dict.fromkeys(GENERAL, -1.0)
ALL_KNOWN = Model(KNOWN)


def test_two_equal_strings_have_what_any_two_have() -> None:
    assert MODEL.weigh("karim", "karim") == 100


@pytest.mark.parametrize(
    ("second", "hundredths"),
    [
        ("karem", 100 + 50 - 75),
        ("kerim", 100 + 50 - 75 + 25 - 100),
        ("kerem", 100 - 200 - 75 + 25 - 100 - 75),
        ("karin", 100 - 300),
        ("karimh", 100 + 40 + 40),
    ],
)
def test_each_change_adds_its_weights(second: str, hundredths: int) -> None:
    assert MODEL.weigh("karim", second) == hundredths


def test_what_the_signs_do_not_tell_has_weights_too() -> None:
    model = Model({"common 1": -1.0, "common 2": -2.0, "doubled": -0.5})
    assert model.weigh_forms(0, False) == 0
    assert model.weigh_forms(1, False) == -100
    assert model.weigh_forms(2, True) == -250


def test_a_change_of_which_nothing_is_known_counts_against() -> None:
    assert Model({}).weigh("karim", "garim") == -200


def test_a_change_in_slavic_surnames_may_weigh_otherwise() -> None:
    assert MODEL.weigh("gorbačov", "gorbaχov") == 100 - 200 + 500
    assert MODEL.weigh("gorbačor", "gorbaχor") == 100 - 200


def test_of_alignments_that_cost_the_same_the_likelier_counts() -> None:
    lenient = Model({"vowel Ivv": -0.5, "vowel Icv": -1.0, "vowel Ivc": -1.0})
    assert lenient.weigh("taom", "taiom") == -50


def test_a_change_has_traits_from_the_particular_to_the_general() -> None:
    assert list(traits_of_change("kqF")) == ["kqF", "kq", "throat~throat", "consonants F"]
    assert list(traits_of_change("-hLv")) == ["-hLv", "-hL", "-h", "-breath L", "consonant Lv"]
    # The first vowel is an inner vowel, too.
    opening = ["aeE", "first vowel", "aeI", "ae", "front~open", "vowels I"]
    assert list(traits_of_change("aeE")) == opening


def test_a_letter_for_a_vowel_is_no_changed_vowel() -> None:
    assert "changed vowels 0" in set(MODEL.traits("kاrيm", "karim"))
    assert list(traits_of_change("iيI"))[-1] == "written I"
    assert list(traits_of_change("-اIcc"))[-1] == "unspoken Icc"


def test_what_is_counted_has_traits_as_well() -> None:
    assert list(traits_of_counts(3, 5, 1, 0)) == [
        "always",
        "consonants 3",
        "signs 5",
        "changed vowels 1",
        "changed consonants 0",
    ]


strings = st.text("aeikmrvsoy", min_size=1, max_size=10) | st.text(SIGNS, min_size=1, max_size=6)


@given(strings, strings)
def test_the_order_makes_no_difference(first: str, second: str) -> None:
    assert MODEL.weigh(first, second) == MODEL.weigh(second, first)


@given(strings, st.lists(strings, min_size=1, max_size=8))
def test_many_are_weighed_as_each_of_them_is(first: str, others: list[str]) -> None:
    expected = [MODEL.weigh(first, each) for each in others]
    assert MODEL.weigh_many(first, Strings.of(others)).tolist() == expected


@given(strings, strings)
def test_the_traits_of_a_pair_account_for_its_evidence(first: str, second: str) -> None:
    total = sum(KNOWN.get(trait, 0.0) for trait in ALL_KNOWN.traits(first, second))
    assert total * 100 == pytest.approx(ALL_KNOWN.weigh(first, second))
