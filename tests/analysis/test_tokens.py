from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.tokens import split_words, words_in, words_with_places


def words(text: str) -> list[str]:
    return [word.text for word in split_words(text)]


@pytest.mark.parametrize(
    "word",
    [
        "Kata'ib",
        "Kata’ib",
        "katāʾib",
        "ʿAbd",
        "Sha`bi",
        "Shi′ite",
        "O'Brien",
        "كَتائِب",
        "می‌خواهم",
        "Катаиб",
        "Abdul\u00admahdi",
        "kata\u0304ib",
        "U.S.",
        "U.A.E",
        "10th",
    ],
)
def test_a_word_stays_whole(word: str) -> None:
    assert words(f"before {word} after") == ["before", word, "after"]


def test_a_hyphen_parts_words() -> None:
    assert words("al-Sadr Abdul-Mahdi pro–Iran") == ["al", "Sadr", "Abdul", "Mahdi", "pro", "Iran"]


def test_quotation_marks_around_a_word_are_not_part_of_it() -> None:
    assert words("‘This’ is 'it' and \"that\"") == ["This", "is", "it", "and", "that"]


def test_a_full_stop_ends_a_sentence_but_not_initials() -> None:
    assert words("Plan B.It was the U.S. Army. Done.") == [
        "Plan",
        "B",
        "It",
        "was",
        "the",
        "U.S.",
        "Army",
        "Done",
    ]


def test_signs_and_underscores_are_no_words() -> None:
    assert words("a_b — … 😀 * foo") == ["a", "b", "foo"]


@given(st.text())
def test_words_say_where_they_are(text: str) -> None:
    end = 0
    for word in split_words(text):
        assert text[word.start : word.end] == word.text
        assert word.start >= end
        end = word.end


@given(st.text())
def test_words_are_the_same_with_and_without_their_places(text: str) -> None:
    assert words_with_places(text) == (
        [word.text for word in split_words(text)],
        [word.start for word in split_words(text)],
    )
    assert words_in(text) == [word.text for word in split_words(text)]


@given(st.text())
def test_no_letter_or_digit_is_lost(text: str) -> None:
    covered = {at for word in split_words(text) for at in range(word.start, word.end)}
    assert all(at in covered for at, each in enumerate(text) if each.isalnum())
