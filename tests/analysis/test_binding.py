"""Words that stand beside one another nearly everywhere."""

from __future__ import annotations

import pytest

from searchapp.analysis.binding import are_bound
from searchapp.analysis.families import Lexicon
from searchapp.analysis.lexicon import Level, Wanted
from tests.vocabulary import NaiveVocabulary

TOGETHER, APART = "Moon Jae-in said so.", "Jae went on in the rain."


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([TOGETHER] * 3, True),
        ([TOGETHER] * 2, False),
        ([TOGETHER] * 3 + [APART] * 3, True),
        ([TOGETHER] * 3 + [APART] * 4, False),
        (["Rain, in Jae."] * 3, False),
    ],
)
def test_words_are_bound_where_the_rarer_seldom_stands_alone(
    texts: list[str], expected: bool
) -> None:
    assert are_bound(NaiveVocabulary(texts), "jae", "in") is expected


def test_the_name_is_the_rarer_wherever_it_stands() -> None:
    vocabulary = NaiveVocabulary(["Take Kanye West."] * 3 + ["He went west."] * 9)
    assert are_bound(vocabulary, "kanye", "west")
    assert are_bound(vocabulary, "take", "kanye")


def found(typed: str, *texts: str) -> set[str]:
    family = Lexicon(NaiveVocabulary(texts)).family(Wanted(typed, Level.LETTERS))
    return {form.text for form in family.forms}


def test_a_name_in_one_word_is_found_in_a_name_and_an_english_word_that_are_bound() -> None:
    assert found("jaein", *[TOGETHER] * 3) == {"jae in"}
    assert found("jaein", *[TOGETHER] * 3, "Jaein") == {"jae in", "jaein"}
    assert found("jaein", *[APART] * 3) == set()
    assert found("kimoon", *["Ban Ki-moon, of the U.N."] * 3) == {"ki moon"}
    # Two English words are no name.
    assert found("putin", *["He put in a word."] * 3) == set()
    assert found("jaein", *["جا in"] * 3) == set()
