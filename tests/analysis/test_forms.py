"""Surface forms: what is kept of a word as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.folding import fold
from searchapp.analysis.forms import surface
from searchapp.analysis.tokens import split_words


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("Kata'ib", "kata'ib"),
        ("Kata’ib", "kata'ib"),
        ("KATAIB", "kataib"),
        ("Katāʾib", "katā'ib"),
        ("Kata\u0304ib", "katāib"),
        ("U.S.", "u.s."),
        ("Iraq’s", "iraq's"),
        ("co\u00adoperate", "cooperate"),
        ("می\u200cروند", "می\u200cروند"),
        ("كتائب", "كتائب"),
        ("КАТАИБ", "катаиб"),
    ],
)
def test_case_quote_marks_and_invisible_signs_are_unified_and_nothing_else(
    word: str, form: str
) -> None:
    assert surface(word) == form


@given(st.text(max_size=20))
def test_the_form_of_a_form_is_itself_and_it_has_the_letters_of_the_word(text: str) -> None:
    for word in split_words(text):
        assert surface(surface(word.text)) == surface(word.text)
        assert fold(surface(word.text)) == fold(word.text)
