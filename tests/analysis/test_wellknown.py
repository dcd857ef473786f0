"""The well-known spellings of names."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from searchapp.analysis import english
from searchapp.analysis.folding import fold
from searchapp.analysis.wellknown import are_same, line_of

_TEXT = resources.files("searchapp.analysis").joinpath("wellknown.toml").read_text("utf-8")
NAMES = [
    (table, natives.split(), spellings.split())
    for table, names in tomllib.loads(_TEXT).items()
    for natives, spellings in names.items()
]


def spellings(form: str) -> str:
    line = line_of(form)
    return "" if line is None else " ".join((*line.spellings, *line.natives))


def test_a_name_has_the_spellings_of_its_line() -> None:
    assert spellings("uyghur") == "uighur uyghur uigur ئۇيغۇر"
    assert (
        spellings("kiev")
        == spellings("київ")
        == spellings("киев")
        == "kyiv kiev київ киев كييف קייב κίεβο"
    )


def test_a_name_is_on_its_line_in_every_case() -> None:
    line = line_of("Trump")
    assert line is not None
    for form in ("Трампа", "Трампу", "ТРАМПОМ"):
        assert line_of(form) == line
        assert form.lower() in line.forms


@pytest.mark.parametrize("form", ["Yusuf", "yusuf's", "Yūsuf", "Yu'suf"])
def test_case_accents_and_apostrophes_make_no_difference(form: str) -> None:
    assert line_of(form) == line_of("yusuf") is not None


@pytest.mark.parametrize(
    ("form", "other"),
    [
        ("احمد", "أحمد"),
        ("فاطمه", "فاطمة"),
        ("حسین", "حسين"),
        ("کریم", "كريم"),
        ("مُحَمَّد", "محمد"),
        ("Київ", "КИЇВ"),
        ("عبد الله", "عبدالله"),
        ("خامنه ای", "خامنه‌ای"),
    ],
)
def test_marks_of_letters_make_none_in_other_scripts(form: str, other: str) -> None:
    assert are_same(form, other)
    assert line_of(form) == line_of(other) is not None


def test_words_with_the_same_letters_in_another_script_are_no_names() -> None:
    assert fold("حصن") == fold("حسن")
    assert line_of("حسن")
    assert line_of("حصن") is None


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("دمشق", "damascus"),
        ("Москва", "moscow"),
        ("ترامب", "trump"),
        ("עזה", "gaza"),
        ("لادن", "laden"),
    ],
)
def test_what_english_calls_otherwise_is_known_both_ways(native: str, latin: str) -> None:
    assert line_of(native) == line_of(latin) is not None


@pytest.mark.parametrize("form", ["strike", "", "42", "Quux", "stephen"])
def test_other_words_are_not_known(form: str) -> None:
    assert line_of(form) is None


def test_words_of_english_have_plurals_and_names_have_none() -> None:
    assert line_of("sheiks") == line_of("shaikh")
    assert line_of("yusufs") is None


def test_each_spelling_is_of_one_name_only() -> None:
    every = [word for _, natives, latin in NAMES for word in (*natives, *latin)]
    assert len(every) == len(set(every))
    lines = {line_of(word) for word in every}
    assert len(lines) == len(NAMES)


@pytest.mark.parametrize(("table", "natives", "latin"), NAMES)
def test_the_table_has_letters_of_names_and_says_which_are_words(
    table: str, natives: list[str], latin: list[str]
) -> None:
    assert latin == [*map(fold, latin)]
    assert min(map(len, latin)) >= 3
    assert any(map(english.is_word, latin)) == (table == "words_of_english")
    assert not any(map(str.isascii, natives))
    for each in (*natives, *latin):
        assert {*spellings(each).split()} >= {*latin}
