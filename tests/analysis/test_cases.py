"""A name is known by what it ends with in the cases of languages that have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.cases import cases, nominatives


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("путин", "путина путину путиным путине"),
        ("трамп", "трампа трампу трампом трампе"),
        ("байден", "байдена байденові"),
        ("зеленский", "зеленского зеленскому зеленским зеленском"),
        ("зеленський", "зеленського зеленському зеленським"),
        ("навальный", "навального навальному"),
        ("сергей", "сергея сергею сергеем"),
        ("мариуполь", "мариуполя мариуполю"),
        ("василий", "василию"),
        ("москва", "москвы москве москву москвой"),
        ("сирия", "сирии сирию сирией"),
        ("παπαδόπουλος", "παπαδόπουλου"),
        ("μητσοτάκης", "μητσοτάκη"),
        ("τσίπρας", "τσίπρα"),
    ],
)
def test_a_name_is_known_in_its_cases(name: str, forms: str) -> None:
    for form in forms.split():
        assert name in nominatives(form)
        assert form in cases(name)


def test_what_a_form_may_be_of_is_told_likeliest_first() -> None:
    assert nominatives("трампу") == ["трамп", "трампа"]


@pytest.mark.parametrize("form", ["", "putina", "soleimani", "порошенко", "ира", "سليماني", "אסד"])
def test_what_ends_as_no_case_does_is_of_no_other_name(form: str) -> None:
    assert nominatives(form) == []


@given(st.text("абвейкийлмноруьыюяαηοςτ", max_size=9))
def test_every_case_of_a_name_is_one_of_it(name: str) -> None:
    assert name not in cases(name)
    assert all(name in nominatives(form) for form in cases(name))


@given(st.text("абвейкийлмноруьыюяαηοςτ", max_size=9))
def test_every_name_that_a_form_may_be_of_has_it_as_a_case(form: str) -> None:
    assert all(form in cases(name) for name in nominatives(form) if name != form)
