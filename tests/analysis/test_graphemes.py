"""A form is read as signs of sounds, whatever script and language it is written in."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.analysis.graphemes import SIGNS, read, signs_of, with_diphthongs


@pytest.mark.parametrize(
    ("form", "signs"),
    [
        ("Shaabi", "šabi"),
        ("Schaabi", "ŝabi"),
        ("Şabi", "šabi"),
        ("Khalid", "ĥalid"),
        ("Gorbatschow", "gorbačow"),
        ("Gorbatchov", "gorbačov"),
        ("Khrushchev", "ĥruщev"),
        ("Yousef", "yūsef"),
        ("Mitsotakis", "miţotakis"),
    ],
)
def test_letters_that_are_one_sound_are_one_sign(form: str, signs: str) -> None:
    assert read(form).signs == (signs,)


def test_doubled_letters_and_apostrophes_go() -> None:
    assert read("Sha'abi").signs == read("Shaʿabi").signs == read("Shabi").signs
    assert read("Muhammad").signs == read("MUHAMAD").signs


@pytest.mark.parametrize(
    ("form", "signs"),
    [
        ("Hussein", "husēn"),
        ("Haidar", "hēdar"),
        ("Qadiyya", "qadēa"),
        ("حسين", "hsيn"),
        ("شيعي", "šيē"),
        ("Daesh", "daeš"),
    ],
)
def test_diphthongs_are_one_beside_a_script_without_vowels(form: str, signs: str) -> None:
    assert with_diphthongs(read(form).signs[0]) == signs


def test_a_persian_he_before_a_joiner_is_a_vowel() -> None:
    assert read("خامنه\u200cای").signs == read("خامناای").signs


def test_marks_that_tell_no_sound_go_and_others_stay() -> None:
    assert read("Sālim").signs == read("Salim").signs
    assert read("Šalim").signs != read("Salim").signs


@pytest.mark.parametrize("form", ["al-Sadr", "as-Sadr", "el Sadr", "ul-Sadr"])
def test_an_article_in_front_goes(form: str) -> None:
    assert read(form).signs == ("sadr",)


@pytest.mark.parametrize("form", ["Elsadr", "Alsadr"])
def test_an_article_that_is_not_parted_gives_a_second_reading(form: str) -> None:
    whole, bare = read(form).signs
    assert whole == form.lower()
    assert bare == "sadr"


@pytest.mark.parametrize("form", ["Abdul Mahdi", "Abd al-Mahdi", "Abdel-Mahdi", "abdulmahdi"])
def test_a_servant_is_written_in_one_way(form: str) -> None:
    assert read(form).signs == ("abdulmahdi",)


@pytest.mark.parametrize("form", ["Nureddin", "Nur ad-Din", "Nur al-Din", "Nuruddin"])
def test_a_faith_is_written_in_one_way(form: str) -> None:
    assert read(form).signs == ("nurudin",)


@pytest.mark.parametrize(
    ("form", "signs"),
    [
        ("طهران", "thrاn"),
        ("الصدر", "sdr"),
        ("عباس", "عbاs"),
        ("ירושלים", "يrوšlيm"),
        ("משה", "mšا"),
    ],
)
def test_letters_without_vowels_are_read_one_by_one(form: str, signs: str) -> None:
    reading = read(form)
    assert reading.signs[0] == signs
    assert reading.unvowelled


def test_scripts_with_vowels_are_read_as_latin_letters() -> None:
    assert read("Путин").signs == read("Putin").signs
    assert read("Μπακογιάννη").signs[0][0] == "μ"
    assert not read("Путин").unvowelled


@pytest.mark.parametrize("form", ["", "'", "1999", "…", "Kataib" * 7])
def test_what_is_no_name_has_no_signs(form: str) -> None:
    assert read(form).signs == ()


@given(st.text(max_size=40))
def test_any_text_is_read_in_known_signs(text: str) -> None:
    reading = read(text)
    assert 0 <= reading.joined <= len(reading.signs) <= 5
    assert all(sign in SIGNS for signs in reading.signs for sign in signs)


# What begins or ends a compound, and what stands inside.
pieces = st.sampled_from(
    ["al", "el", "ال", "abd", "bd", "ul", "din", "ne", "-", " ", "\n", "š", "عبد"]
)
compounds = st.lists(pieces | st.text("aelnrsth", max_size=4), max_size=5).map("".join)


@given(st.lists(compounds | st.text(max_size=42), max_size=6))
@example(["Elmasri", "abdel", "Mahdi", "nur", "Din"])
@example(["", "42", "ש", "ال"])
def test_many_forms_are_read_as_each_of_them_is(forms: list[str]) -> None:
    signs, places = signs_of(forms)
    for place, form in enumerate(forms):
        found = [each for each, at in zip(signs, places, strict=True) if at == place]
        assert found == [*read(form).signs]


@pytest.mark.parametrize(("form", "bare"), [("البدوي", "bdوي"), ("البدر", "bdr"), ("المصر", "msr")])
def test_an_article_of_arabic_script_gives_the_likelier_reading(form: str, bare: str) -> None:
    first, second = read(form).signs
    assert first == bare
    assert second == f"اl{bare}"


@pytest.mark.parametrize("form", ["والعراق", "بالعراق", "فالعراق", "كالعراق", "للعراق", "وبالعراق"])
def test_what_is_written_in_one_with_an_article_may_go_with_it(form: str) -> None:
    reading = read(form)
    assert read("العراق").signs[0] in reading.signs[-reading.joined :]
    assert read("العراق").signs[0] != reading.signs[0]


def test_vowel_signs_and_ligatures_hide_nothing_that_is_joined() -> None:
    assert read("لِلعِراق").signs == read("للعراق").signs
    assert read("ﻭﺳﻠﻴﻤﺎﻧﻲ").signs == read("وسليماني").signs


def test_what_may_be_and_gives_a_second_reading() -> None:
    whole, bare = read("وسليماني").signs
    assert read("وسليماني").joined == 1
    assert (whole, bare) == ("وslيmاnي", "slيmاnي")
    assert len(read("وليد").signs) == 1


@pytest.mark.parametrize("form", ["Путина", "Путину", "Путиным", "ПУТИНА"])
def test_what_ends_as_a_case_does_gives_a_second_reading(form: str) -> None:
    whole, name = read(form).signs[:2]
    assert whole.startswith("putin")
    assert whole != name == "putin"
    assert read(form).joined == len(read(form).signs) - 1


def test_an_article_of_nothing_is_none() -> None:
    assert read("الءءء").signs == ("اl",)


@given(st.text("abdehiklmnorsuyz'- ", max_size=20))
def test_case_makes_no_difference(text: str) -> None:
    assert read(text.upper()) == read(text)
