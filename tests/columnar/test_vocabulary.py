"""Texts to numbers of forms: the same words as the tokenizer finds, in the same places."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.folding import fold
from searchapp.analysis.forms import surface
from searchapp.analysis.tokens import split_words
from searchapp.columnar.vocabulary import Vocabulary

texts = st.one_of(
    st.text(max_size=60),
    st.text("aB'’ .-\u00a0\u2028\u00ad\u0301كU", max_size=60),
    st.just("U.S.-led"),
)


def forms_of(vocabulary: Vocabulary, text: str) -> list[str]:
    words, counts = vocabulary.spell_out(vocabulary.pieces(text))
    assert counts.sum() == len(words)
    return [vocabulary.forms[word] for word in words]


@given(many=st.lists(texts, max_size=4))
def test_forms_are_those_of_the_words(many: list[str]) -> None:
    vocabulary = Vocabulary()
    for text in many:
        expected = [surface(word.text) for word in split_words(text) if fold(word.text)]
        assert forms_of(vocabulary, text) == expected


def test_a_form_keeps_its_number() -> None:
    vocabulary = Vocabulary()
    first = vocabulary.pieces("Kata'ib in Baghdad").copy()
    vocabulary.pieces("Kataib, kata'ib")
    np.testing.assert_array_equal(vocabulary.pieces("Kata'ib in Baghdad"), first)
    assert vocabulary.forms == ["kata'ib", "in", "baghdad", "kataib"]


def test_very_long_pieces_are_not_kept() -> None:
    vocabulary = Vocabulary()
    for number in range(10):
        assert forms_of(vocabulary, "x" * 100 + str(number)) == ["x" * 100 + str(number)]
    assert len(vocabulary) == 0
