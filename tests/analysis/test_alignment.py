"""Two strings of signs are laid side by side so that as little as can be has changed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.alignment import (
    PLACES,
    SURROUNDINGS,
    Prices,
    Strings,
    align,
    cheapest,
    cheapest_of,
)
from searchapp.analysis.graphemes import SIGNS

COUNT = len(SIGNS) + 1


def even_prices(change: int = 3) -> Prices:
    """A change of one sign to another costs so much, a lone sign 2."""
    changed = np.full((COUNT, len(PLACES), COUNT), change)
    changed[range(COUNT), :, range(COUNT)] = 0
    return Prices(changed.__getitem__, np.full((len(SURROUNDINGS), COUNT), 2))


def uneven_prices(seed: int) -> Prices:
    """Each change has a price of its own, whatever it is."""
    dice = np.random.default_rng(seed)
    changed = dice.integers(1, 1 << 40, (COUNT, len(PLACES), COUNT))
    changed += changed.transpose(2, 1, 0)
    changed[range(COUNT), :, range(COUNT)] = 0
    return Prices(changed.__getitem__, dice.integers(1, 1 << 40, (len(SURROUNDINGS), COUNT)))


EVEN, UNEVEN = even_prices(), uneven_prices(7)


@pytest.mark.parametrize(
    ("first", "second", "kinds"),
    [
        ("karim", "karim", []),
        ("karim", "qarim", ["kqF"]),
        ("karim", "karin", ["mnL"]),
        ("karim", "kerim", ["aeE"]),
        ("karim", "karem", ["eiI"]),
        ("adil", "edil", ["aeF"]),
        ("ali", "aly", ["iyL"]),
        ("ali", "alih", ["-hLv"]),
        ("mad", "ahmad", ["-aFc", "-hIvc"]),
        ("badr", "bader", ["-eIcc"]),
        ("said", "sayid", ["-yIvv"]),
        ("", "i", ["-iFc"]),
    ],
)
def test_a_change_is_told_by_its_signs_and_where_they_stand(
    first: str, second: str, kinds: list[str]
) -> None:
    assert align(first, second, EVEN) == kinds
    assert align(second, first, EVEN) == kinds


def test_two_lone_signs_are_taken_where_they_cost_less_than_a_changed_one() -> None:
    dear = even_prices(6)
    assert sorted(align("kar", "kor", dear)) == ["-aIcc", "-oIcc"]
    assert cheapest("kar", "kor", dear) == 4


def test_what_changes_cost_is_the_sum_of_their_prices() -> None:
    assert cheapest("karim", "qaremi", EVEN) == 3 + 3 + 2
    assert cheapest("karim", "", EVEN) == 5 * 2


strings = st.text(SIGNS, max_size=9)
beside = st.text("aeiklry", max_size=9)


@given(strings | beside, strings | beside)
def test_the_order_of_two_strings_makes_no_difference(first: str, second: str) -> None:
    assert cheapest(first, second, UNEVEN) == cheapest(second, first, UNEVEN)


@given(strings | beside, strings | beside)
def test_the_kinds_of_changes_account_for_the_price(first: str, second: str) -> None:
    price = 0
    for kind in align(first, second, UNEVEN):
        one, other = (SIGNS.find(sign) + 1 for sign in kind[:2])
        if kind[0] == "-":
            price += UNEVEN.lone_lists[SURROUNDINGS.index(kind[2:])][other]
        else:
            price += UNEVEN.changed_lists(one)[PLACES.index(kind[2])][other]
    assert price == cheapest(first, second, UNEVEN)


@given(strings | beside, st.lists((strings | beside).filter(bool), min_size=1, max_size=12))
def test_many_strings_cost_what_each_of_them_does(first: str, others: list[str]) -> None:
    found = cheapest_of(first, Strings.of(others), UNEVEN)
    assert found.tolist() == [cheapest(first, each, UNEVEN) for each in others]


@given(st.lists((strings | beside).filter(bool), max_size=12), strings.filter(bool))
def test_many_strings_are_those_that_were_given(texts: list[str], asked: str) -> None:
    many = Strings.of(texts)
    assert many.texts() == texts
    assert many.lengths.tolist() == [*map(len, texts)]
    assert many.some(np.arange(0, len(texts), 2)).texts() == texts[::2]
    for one in (asked, *texts):
        assert many.are(one).tolist() == [each == one for each in texts]
