from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.folding import fold, fold_text


@pytest.mark.parametrize(
    "spellings",
    [
        ["Kata'ib", "Kata’ib", "Katai'b", "Katai’b", "Kataib", "KATAIB", "katāʾib", "Ката'иб"],
        ["Sha'abi", "Shaabi", "Shaʿabi", "Sha`abi"],
        ["Da'esh", "Daesh", "Da’esh"],
        ["U.S.", "US", "U.S"],
        ["Marjanović", "Marjanovic", "Marjanovic\u0301"],
        ["Iraq's", "Iraq’s", "Iraq"],
        ["Putin", "Путин"],
        ["Ļvov", "Lvov"],
        ["２０２０", "2020", "٢٠٢٠"],
        ["کتائب", "كتائب", "كـتـائـب"],
        ["علي", "علی", "على"],
        ["مكة", "مکه"],
        ["الله", "ﷲ"],
        ["سليماني", "سُلَيْمَانِي"],
        ["محمد", "مُحَمَّدٌ"],
        ["משה", "מֹשֶׁה", "מ\u05b9\ufb2aה"],
        ["لا", "ﻻ"],
    ],
)
def test_the_same_letters_fold_together(spellings: list[str]) -> None:
    assert len({fold(each) for each in spellings}) == 1


@pytest.mark.parametrize(
    "names", [["Kataib", "Kataeb"], ["Soleimani", "Suleimani"], ["Iran", "Iraq"], ["Badr", "Bader"]]
)
def test_other_letters_stay_apart(names: list[str]) -> None:
    assert len({fold(each) for each in names}) == len(names)


@pytest.mark.parametrize(("first", "last"), [("ב", "ג"), ("ب", "ن")])
def test_signs_of_vowels_and_points_go(first: str, last: str) -> None:
    marks = [chr(code) for code in range(0x591, 0x6EE) if unicodedata.combining(chr(code))]
    assert len(marks) > 100
    for mark in marks:
        assert fold(f"{first}{mark}{last}") == fold(first + last), f"U+{ord(mark):04X}"


def test_an_arabic_word_becomes_latin_letters() -> None:
    assert fold("حزب") == "hzb"


def test_an_arabic_word_keeps_its_ayn() -> None:
    assert fold("عبد") != fold("بعد")


def test_a_sign_has_no_letters() -> None:
    assert fold("😀") == ""


def test_the_name_of_an_outlet_folds_word_by_word() -> None:
    assert fold_text("L’Écluse-Matin, 2nd ed.") == "lecluse matin 2nd ed"


@given(st.text())
def test_only_lower_case_letters_and_digits_remain(text: str) -> None:
    assert re.fullmatch("[a-z0-9]*", fold(text))


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
