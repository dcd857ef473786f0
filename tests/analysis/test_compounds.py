"""Names in one word and in several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.compounds import (
    arrangements,
    bare,
    begins_compound,
    ends_in_compound,
    halves,
    is_article,
)


@pytest.mark.parametrize("word", ["Abdul", "Abdel", "'Abd", "ABDUR"])
def test_a_servant_goes_on_behind_the_word(word: str) -> None:
    assert begins_compound(word)
    assert ends_in_compound(f"{word} al")
    assert not ends_in_compound(f"{word} al Mahdi")


@pytest.mark.parametrize("word", ["Abdullah", "Mahdi", '"abdul', "=abdul"])
def test_other_words_end_where_they_end(word: str) -> None:
    assert not ends_in_compound(word)


def test_an_article_is_left_out_in_front_of_a_name_only() -> None:
    assert [is_article(word) for word in ("al", "Ash", "Ali")] == [True, True, False]
    assert bare(["al", "Sadr"]) == ["Sadr"]
    assert bare(["al"]) == ["al"]
    assert bare(["Sadr", "al"]) == ["Sadr", "al"]


@pytest.mark.parametrize(
    "text", ["Abdulmahdi", "abdelmahdi", "Abdul-Mahdi", "Abdel Mahdi", "'Abd al-Mahdi"]
)
def test_a_servant_of_is_written_in_two_words_or_in_three(text: str) -> None:
    two, three = arrangements(text)
    assert (two[1], three[2]) == ("mahdi", "mahdi")
    assert ("abdul" in two[0], "abd" in three[0], "al" in three[1]) == (True, True, True)


@pytest.mark.parametrize("text", ["Salahuddin", "Salah al-Din", "Salaheddine", "salah ud-din"])
def test_of_the_faith_is_written_in_two_words_or_in_three(text: str) -> None:
    two, three = arrangements(text)
    assert (two[0], three[0]) == ("salah", "salah")
    assert ("uddin" in two[1], "ud" in three[1], "din" in three[2]) == (True, True, True)


@pytest.mark.parametrize("text", ["Soleimani", "Abbas", "abduct", "Aladdin's lamp", "كتائب", ""])
def test_most_names_are_of_no_such_pattern(text: str) -> None:
    assert [*arrangements(text)] == []


@given(st.text("abcdef", max_size=9))
def test_halves_together_are_the_word(letters: str) -> None:
    cuts = [*halves(letters)]
    assert all(first + second == letters for first, second in cuts)
    assert all(len(first) > 1 and len(second) > 1 for first, second in cuts)
    assert len(cuts) == max(len(letters) - 3, 0)
