"""Texts to numbers of forms: the same words as the tokenizer finds, in the same places."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.folding import fold
from searchapp.analysis.forms import surface
from searchapp.analysis.tokens import split_words
from searchapp.columnar import vocabulary as module
from searchapp.columnar.vocabulary import Vocabulary

pieces = st.sampled_from(
    ["U.S.-led", "sixteen.letters.", "a.b.c", "É.U.", "a" * 17, "a" * 8, "Kata'ib,", "«Düna»"]
)
texts = st.one_of(
    st.text(max_size=60),
    st.text("aB'’ .-_\u00a0\u2028\u00ad\u0301كU\ud800\x00", max_size=60),
    st.lists(pieces).map(" ".join),
    st.lists(pieces | st.text("aB1é.'`’…—“ ", max_size=4)).map("".join),
)


def encoded(many: list[str]) -> list[bytes]:
    return [text.encode("utf-8", "surrogatepass") for text in many]


def forms_of(vocabulary: Vocabulary, many: list[str]) -> list[list[str]]:
    """Return the forms of each text."""
    words, counts = vocabulary.words(encoded(many))
    assert counts.sum() == len(words)
    assert len(counts) == len(many)
    forms = iter([vocabulary.forms[word] for word in words])
    return [[next(forms) for _ in range(count)] for count in counts]


@pytest.mark.parametrize("chunk", [1, 30, 1 << 22])
@given(batches=st.lists(st.lists(texts, max_size=4), max_size=3))
def test_forms_are_those_of_the_words(chunk: int, batches: list[list[str]]) -> None:
    vocabulary = Vocabulary()
    with patch.object(module, "_CHUNK", chunk):
        for many in batches:
            expected = [
                [surface(word.text) for word in split_words(text) if fold(word.text)]
                for text in many
            ]
            assert forms_of(vocabulary, many) == expected


def test_a_form_keeps_its_number() -> None:
    vocabulary = Vocabulary()
    first, _ = vocabulary.words([b"Kata'ib in Baghdad"])
    vocabulary.words([b"Kataib, kata'ib"])
    again, _ = vocabulary.words([b"Kata'ib in Baghdad"])
    assert again.tolist() == first.tolist()
    assert vocabulary.forms == ["kata'ib", "in", "baghdad", "kataib"]


def test_pieces_are_taken_apart_once() -> None:
    vocabulary = Vocabulary()
    many = [" ".join(f"word{number % 500}" for number in range(20_000)), "x" * 100]
    assert len(forms_of(vocabulary, many)[0]) == 20_000
    assert len(vocabulary) == 501
    assert forms_of(vocabulary, many)[0][499] == "word499"
    assert len(vocabulary) == 501
