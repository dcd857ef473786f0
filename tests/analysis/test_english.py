"""English words are known, and names are not among them; common names are known too."""

from __future__ import annotations

import pytest

from searchapp.analysis.english import common_names, is_common_name, is_word, words, words_near


@pytest.mark.parametrize("word", ["the", "government", "Missile", "CREAM", "Union", "worldwide"])
def test_a_word_is_known_whatever_its_case(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize("name", ["Carol", "Baker", "Karim", "Marina", "Iran", ""])
def test_what_is_a_name_too_is_no_word(name: str) -> None:
    assert not is_word(name)


def test_words_are_lower_case_ascii_and_short() -> None:
    assert len(words()) > 50_000
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words())
    assert {len(word) for word in words()} == set(range(2, 17))


@pytest.mark.parametrize("name", ["Paris", "GOODMAN", "glenn", "Miller"])
def test_a_common_name_is_known_whatever_its_case(name: str) -> None:
    assert is_common_name(name)


@pytest.mark.parametrize("name", ["Soleimani", "Gulen", "Kataib", "Zelensky", ""])
def test_a_name_from_elsewhere_is_not_common(name: str) -> None:
    assert not is_common_name(name)


def test_common_names_are_lower_case_ascii() -> None:
    assert len(common_names()) > 10_000
    assert all(name.isascii() and name.isalpha() and name.islower() for name in common_names())


def test_each_entry_of_a_list_is_known_and_nothing_between_two() -> None:
    for is_known, every in ((is_word, words()), (is_common_name, common_names())):
        assert all(map(is_known, every))
        assert not any(map(is_known, {f"{each}a" for each in every} - every))
    assert not any(map(is_word, ("q", "zzzz", "a\nb", "aa\nab")))


def test_words_near_are_one_letter_away_and_begin_alike() -> None:
    for typed in ("polise", "polce", "poolice", "police", "poilce"):
        assert ("police" in words_near(typed)) == (typed != "police")
    assert "police" not in words_near("bolice") | words_near("poliseo")
