"""Initials, and the names that they stand for."""

from __future__ import annotations

import string
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from searchapp.analysis.initials import is_initials, long_form


@pytest.mark.parametrize(
    ("short", "before", "name"),
    [
        ("PGU", "volunteers signed up for the Popular Guard Units", "Popular Guard Units"),
        ("PGU", "men of the Sahran Popular Guard Units", "Popular Guard Units"),
        ("PGUs", "called Popular Guard Units", "Popular Guard Units"),
        ("P.G.U", "the Popular Guard Units", "Popular Guard Units"),
        ("UNHCR", "the United Nations High Commissioner for Refugees",
         "United Nations High Commissioner for Refugees"),
        ("OSC", "the federal Office of Special Counsel", "Office of Special Counsel"),
        ("ISIS", "the Islamic State of Iraq and Syria", "Islamic State of Iraq and Syria"),
        ("HTS", "fighters of Hay'at Tahrir al-Sham", "Hay'at Tahrir al-Sham"),
        ("AAS", "the American Astronomical Society", "American Astronomical Society"),
        ("ADL", "the Anti-Defamation League", "Anti-Defamation League"),
        ("USMCA", "the United States-Mexico-Canada Agreement",
         "United States-Mexico-Canada Agreement"),
        ("MBS", "Crown Prince Mohammed bin Salman", "Mohammed bin Salman"),
        ("AQAP", "linked to al-Qaeda in the Arabian Peninsula",
         "al-Qaeda in the Arabian Peninsula"),
        ("NOAA", "National Oceanic and Atmospheric Administration",
         "National Oceanic and Atmospheric Administration"),
        ("BARDA", "the Biomedical Advanced Research and Development Authority",
         "Biomedical Advanced Research and Development Authority"),
        ("ФСБ", "сотрудник Федеральной Службы Безопасности",
         "Федеральной Службы Безопасности"),
    ],
)  # fmt: skip
def test_a_name_is_found_before_its_initials(short: str, before: str, name: str) -> None:
    assert long_form(short, before) == name


@pytest.mark.parametrize(
    ("short", "before"),
    [
        ("AFP", "in the town of Um Dhiab"),
        ("NGO", "a non-governmental organisation"),
        ("TV", "on state television"),
        ("BBY", "Best Buy"),
        ("PGU", "the Popular Guard and its friends of the Union"),
        ("CNN", "CNN News Network"),
        ("PKK", "the Kurdistan Workers' Party"),
        ("PG", ""),
        ("IP", "İP İP"),
    ],
)
def test_what_initials_do_not_stand_for_is_no_name(short: str, before: str) -> None:
    assert long_form(short, before) is None


@pytest.mark.parametrize("text", ["PGU", "UNHCR", "P.G.U", "DoD", "IRGC-QF", "PGUs", "A4A", "ФСБ"])
def test_initials(text: str) -> None:
    assert is_initials(text)


@pytest.mark.parametrize("text", ["Guard", "pgu", "P", "A B", "", "2019", "PGU)", "ABCDEFGHIJKLM"])
def test_no_initials(text: str) -> None:
    assert not is_initials(text)


# No letter inside a word is an initial, for which it could be taken (Aa Aa Aa Aaa Aaa).
_FIRST, _OTHERS = string.ascii_lowercase[:13], string.ascii_lowercase[13:]
WORD = st.builds("{}{}".format, st.sampled_from(_FIRST), st.text(_OTHERS, min_size=1, max_size=7))
NAME_WORD = WORD.map(str.title)


@given(st.lists(NAME_WORD, min_size=2, max_size=6), st.lists(WORD, max_size=4))
def test_the_name_whose_initials_these_are_is_found(name: list[str], before: list[str]) -> None:
    short = "".join(word[0] for word in name)
    assume(short.lower() not in map(str.lower, name))
    found = long_form(short, " ".join([*before, *name]))
    assert found == " ".join(name)


def test_long_stretches_take_no_longer_than_their_words() -> None:
    before = "A" * 200_000 + " B" * 200_000
    begun = time.perf_counter()
    assert long_form("XYZ", before) is None
    assert time.perf_counter() - begun < 1
