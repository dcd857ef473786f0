"""Stems: forms of a word meet, names of their own do not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.folding import fold
from searchapp.analysis.stems import stem, stems


@pytest.mark.parametrize(
    "words",
    [
        ["strike", "strikes", "striking"],
        ["militia", "militias"],
        ["country", "countries"],
        ["attack", "attacks", "attacked", "attacking"],
    ],
)
def test_forms_of_a_word_have_one_stem(words: list[str]) -> None:
    assert len(set(stems(words))) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("kataib", "kataeb"), ("news", "new"), ("iran", "iraq")]
)
def test_other_words_have_another(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.lists(st.text(max_size=20).map(fold)))
def test_any_letters_have_a_stem(words: list[str]) -> None:
    assert stems(words) == [stem(word) for word in words]
    assert all(found for word, found in zip(words, stems(words), strict=True) if word)


def test_threads_do_not_disturb_each_other() -> None:
    words = [f"strik{number}ing" for number in range(2_000)] + ["countries", "attacks"] * 500
    with ThreadPoolExecutor(4) as pool:
        assert all(found == stems(words) for found in pool.map(stems, [words] * 16))
