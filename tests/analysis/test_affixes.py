"""A name is known with what cases and other scripts join to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.affixes import with_affixes, without_affix

# A form is of one script.
words = st.sampled_from(["абвейкилмноруьыюяіїє", "αηοςτυ", "وبكلاسي", "ובלמהא"]).flatmap(
    lambda letters: st.text(letters, max_size=9)
)


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
        ("донецк", "донецком"),
        ("минский", "минском"),
        ("росія", "росії росією"),
        ("илья", "ильи илью"),
        ("захарова", "захаровой захарову"),
        ("навальная", "навальную"),
        ("москва", "москвы москве москву москвой"),
        ("україна", "україни україні україну україною"),
        ("брюссель", "брюсселя брюсселю брюсселе"),
        ("сирия", "сирии сирию сирией"),
        ("παπαδόπουλος", "παπαδόπουλου"),
        ("харків", "харкова харкові"),
        ("львів", "львова львові"),
        ("київ", "києва києві"),
        ("سليماني", "وسليماني بسليماني لسليماني"),
        ("لبنان", "للبنان وبلبنان ولبنان بلبنان"),
        ("كاليفورنيا", "وكاليفورنيا"),
        ("بالتيمور", "وبالتيمور"),
        ("بوتين", "وبوتين"),
        ("בגדאד", "ובגדאד ובבגדאד"),
        ("القاهرة", "والقاهرة بالقاهرة وبالقاهرة وللقاهرة فالقاهرة كالقاهرة للقاهرة"),
        ("נתניהו", "ונתניהו לנתניהו ולנתניהו שנתניהו"),
        ("μητσοτάκης", "μητσοτάκη"),
        ("τσίπρας", "τσίπρα"),
        ("μόσχα", "μόσχας"),
        ("συρία", "συρίας"),
    ],
)
def test_a_name_is_known_with_what_is_joined_to_it(name: str, forms: str) -> None:
    for form in forms.split():
        assert name in without_affix(form)
        assert form in with_affixes(name)


def test_what_a_form_may_be_of_is_told_likeliest_first() -> None:
    assert without_affix("трампу") == ["трамп", "трампа"]


@pytest.mark.parametrize(
    "form",
    [
        "",
        "putina",
        "soleimani",
        "порошенко",
        "ира",
        "سليماني",
        "وليد",
        "العراق",
        "ואסד",
        "μαρία",
        "άννα",
    ],
)
def test_what_has_nothing_joined_to_it_is_no_other_name(form: str) -> None:
    assert without_affix(form) == []


@given(words)
def test_what_a_name_is_with_an_affix_is_the_name_without_it(name: str) -> None:
    assert name not in with_affixes(name)
    assert all(name in without_affix(form) for form in with_affixes(name))


@given(words)
def test_what_is_without_an_affix_is_the_form_with_it(form: str) -> None:
    assert all(form in with_affixes(name) for name in without_affix(form) if name != form)
