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
    names_among,
)


@pytest.mark.parametrize("word", ["Abdul", "Abdel", "'Abd", "ABDUR"])
def test_a_servant_goes_on_behind_the_word(word: str) -> None:
    assert begins_compound(word)
    assert ends_in_compound(word, ["Mahdi"])
    assert ends_in_compound(word, ["al", "Mahdi"])
    assert ends_in_compound(word, ["al"])
    assert ends_in_compound(f"{word} al", ["Mahdi"])
    assert not ends_in_compound(f"{word} al Mahdi", ["said"])


@pytest.mark.parametrize("word", ["Abdullah", "Mahdi", '"abdul', "=abdul"])
def test_other_words_end_where_they_end(word: str) -> None:
    assert not ends_in_compound(word, ["Karim"])


@pytest.mark.parametrize(
    "behind", [["killed"], ["2014"], ["al", "killed"], ["al-killed"], ["2014-15"]]
)
def test_a_servant_goes_on_with_no_english_word_and_no_number(behind: list[str]) -> None:
    assert not ends_in_compound("abdul", behind)


def test_words_of_other_scripts_are_no_english_words() -> None:
    assert not ends_in_compound("abd", ["tramp"])
    assert ends_in_compound("абд", ["трамп"])


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


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("عبد المهدي", "abdul", "المهدي"),
        ("عَبْد المهدي", "abd", "المهدي"),
        ("عبدالمهدي", "3bd", "المهدي"),
        ("بن لادن", "bin", "لادن"),
        ("أبو ظبي", "abu", "ظبي"),
        ("ابوظبي", "abu", "ظبي"),
        ("أم قصر", "umm", "قصر"),
        ("Абд аль-Махди", "abdel", "makhdi"),
        ("ʿAbd al-Mahdī", "abd", "mahdi"),
    ],
)
def test_a_name_of_a_pattern_is_known_in_every_script(text: str, word: str, name: str) -> None:
    two, three = arrangements(text)
    assert (word in two[0], two[1]) == (True, name)
    assert ("al" in three[1], three[2]) == (True, name)


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [("صلاح الدين", "صلاح", "uddin"), ("صلاح‌الدین", "صلاح", "din"), ("نصر الله", "نصر", "allah")],
)
def test_so_is_what_a_name_ends_with(text: str, name: str, word: str) -> None:
    two, three = arrangements(text)
    assert (two[0], word in two[1]) == (name, True)
    assert three[0] == name


@pytest.mark.parametrize(
    "typed", [("أبو", "بكر"), ("بن", "لادن"), ("بن", "علي"), ("نصر", "الله"), ("خامنه", "ای")]
)
def test_words_of_a_script_without_vowels_are_one_name_side_by_side(typed: tuple[str, ...]) -> None:
    assert names_among(typed) == ((0, 2),)


def test_a_digit_within_a_name_hides_no_pattern() -> None:
    assert [*arrangements("abdul3aziz")] == [*arrangements("abdulaziz")]


def test_what_has_a_digit_is_no_part_of_a_name() -> None:
    assert names_among(("covid", "19")) == names_among(("مجموعة", "٢٠")) == ()


@pytest.mark.parametrize("text", ["Soleimani", "Abbas", "abduct", "Aladdin's lamp", "كتائب", ""])
def test_most_names_are_of_no_such_pattern(text: str) -> None:
    assert [*arrangements(text)] == []


@given(st.text("abcdef", max_size=9))
def test_halves_together_are_the_word(letters: str) -> None:
    cuts = [*halves(letters)]
    assert all(first + second == letters for first, second in cuts)
    assert all(len(first) > 1 and len(second) > 1 for first, second in cuts)
    assert len(cuts) == max(len(letters) - 3, 0)
