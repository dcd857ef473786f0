"""The well-known spellings of names."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from searchapp.analysis import english
from searchapp.analysis.folding import fold
from searchapp.analysis.forms import surface
from searchapp.analysis.wellknown import well_known

_TEXT = resources.files("searchapp.analysis").joinpath("wellknown.toml").read_text("utf-8")
TABLES: dict[str, dict[str, str]] = tomllib.loads(_TEXT)
NAMES = [
    (table, native, spellings.split())
    for table, names in TABLES.items()
    for native, spellings in names.items()
]


def test_a_name_has_the_other_spellings_of_its_line() -> None:
    spellings = "yousef yousuf youssef yusef yussef yousaf yousif youssouf يوسف"
    assert " ".join(well_known("yusuf")) == spellings
    assert "yusuf" in well_known("يوسف")


@pytest.mark.parametrize("form", ["Yusuf", "yusuf's", "Yūsuf", "Yu'suf"])
def test_case_accents_and_apostrophes_make_no_difference(form: str) -> None:
    assert well_known(form) == well_known("yusuf")


def test_words_with_the_same_letters_in_another_script_are_no_names() -> None:
    assert fold("حصن") == fold("حسن")
    assert well_known("حسن")
    assert well_known("حصن") == ()


@pytest.mark.parametrize("form", ["strike", "", "42", "Quux"])
def test_other_words_have_none(form: str) -> None:
    assert well_known(form) == ()


def test_each_spelling_is_of_one_name_only() -> None:
    every = [word for _, native, spellings in NAMES for word in (surface(native), *spellings)]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(("table", "native", "spellings"), NAMES)
def test_the_table_has_letters_of_names_and_says_which_are_words(
    table: str, native: str, spellings: list[str]
) -> None:
    assert spellings == [*map(fold, spellings)]
    assert min(map(len, spellings)) >= 3
    assert any(map(english.is_word, spellings)) == (table == "words_of_english")
    for each in spellings:
        assert {*well_known(each), each} == {surface(native), *spellings}
