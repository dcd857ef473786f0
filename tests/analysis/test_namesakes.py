"""The spellings of a name in an archive."""

from __future__ import annotations

import pytest

from searchapp.analysis.families import Lexicon
from searchapp.analysis.lexicon import Form, Kind, Level, Wanted
from searchapp.analysis.namesakes import find_spellings
from tests.vocabulary import NaiveVocabulary

ARCHIVE = [
    *["Iran's Qassem Soleimani and Volodymyr Zelensky"] * 20,
    "Qasem Suleimani",
    "Qassem Soulemiani",
    "Prosecutor Aaron Zelinsky",
    "Aaron Zelinsky's memo",
]


def spelled(vocabulary: NaiveVocabulary, text: str, *, is_wide: bool) -> list[Form]:
    found = find_spellings(vocabulary, text)
    return [form for form in found if is_wide or form.kind is not Kind.WIDE]


def spellings(text: str, *, is_wide: bool = False) -> dict[str, Kind]:
    found = list(spelled(NaiveVocabulary(ARCHIVE), text, is_wide=is_wide))
    assert all(isinstance(form, Form) and 0 < form.score <= 1 for form in found)
    assert len(found) == len({form.text for form in found})
    return {form.text: form.kind for form in found}


def test_what_looks_like_a_name_is_a_spelling_of_it_unless_others_bear_it() -> None:
    assert spellings("zelensky") == {}
    assert spellings("zelensky", is_wide=True) == {"zelinsky": Kind.WIDE, "zelinsky's": Kind.WIDE}


def test_what_hardly_looks_like_a_name_may_be_a_slip_of_the_pen() -> None:
    assert spellings("soleimani") == {"suleimani": Kind.SPELLING, "soulemiani": Kind.SLIP}
    assert spellings("suleimani") == {"soleimani": Kind.SPELLING, "soulemiani": Kind.SLIP}


def test_who_types_another_spelling_finds_the_same() -> None:
    assert spellings("zelenski") == {"zelensky": Kind.SPELLING}


def test_a_wider_search_finds_all_that_a_stricter_one_does() -> None:
    for text in ("soleimani", "zelensky", "soulemiani", "zelinsky", "qasem"):
        assert spellings(text).items() <= spellings(text, is_wide=True).items()


def test_what_is_very_short_is_no_spelling() -> None:
    vocabulary = NaiveVocabulary(["Li Lee Leigh"])
    assert {form.text for form in spelled(vocabulary, "lee", is_wide=True)} <= {"leigh"}


def test_a_letter_more_or_less_is_a_slip_and_no_spelling() -> None:
    archive = ["Russia and Moldova"] * 30 + ["the Russian fleet"] * 20 + ["Moldovva and Moldova"]
    vocabulary = NaiveVocabulary(archive)
    found = spelled(vocabulary, "russia", is_wide=False)
    assert "russian" not in {form.text for form in found}
    slips = spelled(vocabulary, "moldova", is_wide=False)
    assert {form.text for form in slips} == {"moldovva"}


def test_what_is_well_known_for_a_spelling_is_one_whoever_bears_it() -> None:
    archive = ["Hassan Rouhani spoke"] * 20 + ["Mehdi Hasan wrote"] * 4 + ["Yusuf left Yousef"]
    vocabulary = NaiveVocabulary([*archive, "the sheik and the shaikhs met a sheikh, a chic one"])

    def found(text: str) -> dict[str, Kind]:
        return {x.text: x.kind for x in spelled(vocabulary, text, is_wide=False)}

    assert found("hassan") == {"hasan": Kind.SPELLING}
    assert found("hasan") == {"hassan": Kind.SPELLING}
    assert found("yusuf") == {"yousef": Kind.SPELLING}
    assert found("sheikh") == dict.fromkeys(("sheik", "shaikhs"), Kind.SPELLING)


def test_what_is_well_known_for_a_spelling_of_another_name_is_none() -> None:
    vocabulary = NaiveVocabulary(["Omar al-Bashir", "Bashar al-Assad", "Bashar and Bashir"])
    assert [*spelled(vocabulary, "bashir", is_wide=False)] == []
    wide = [*spelled(vocabulary, "bashir", is_wide=True)]
    assert [(form.text, form.kind) for form in wide] == [("bashar", Kind.WIDE)]


def test_what_is_like_one_spelling_of_a_name_only_is_none() -> None:
    vocabulary = NaiveVocabulary(["the Koran and the Quran", "Korean food", "Korean food"])
    for text in ("koran", "quran"):
        found = {form.text for form in spelled(vocabulary, text, is_wide=False)}
        assert found == {"koran", "quran"} - {text}
    assert "korean" in {form.text for form in spelled(vocabulary, "koran", is_wide=True)}
    assert [*spelled(vocabulary, "korean", is_wide=False)] == []
    assert "koran" in {form.text for form in spelled(vocabulary, "korean", is_wide=True)}


def test_a_well_known_name_may_have_few_letters_in_its_own_script() -> None:
    lexicon = Lexicon(NaiveVocabulary(["Reza Riza رضا"]))
    found = {form.text for form in lexicon.family(Wanted("رضا", Level.SPELLINGS)).forms}
    assert found == {"رضا", "reza", "riza"}


def test_in_another_script_not_all_that_has_the_letters_of_a_name_is_well_known_for_it() -> None:
    vocabulary = NaiveVocabulary(["Hassan حسن حصن"])
    found = spelled(vocabulary, "hassan", is_wide=False)
    assert {form.text for form in found if form.score == 1} == {"حسن"}


def test_the_plural_of_another_spelling_is_found_where_it_is_as_rare_as_plurals_are() -> None:
    archive = ["Moammar Gadhafi spoke"] * 8 + ["Gadhafis fled"]
    few, more = NaiveVocabulary(archive), NaiveVocabulary([*archive, "Gadhafis"])
    likely = NaiveVocabulary(["Stephen Miller spoke"] * 9 + ["Bret Stephens spoke"])
    assert "stephens" not in {x.text for x in spelled(likely, "stefan", is_wide=False)}
    for text in ("gaddafi", "qaddafi"):
        found = [form.text for form in spelled(few, text, is_wide=False)]
        assert found == ["gadhafi", "gadhafis"]
        assert "gadhafis" not in {x.text for x in spelled(more, text, is_wide=False)}


@pytest.mark.parametrize("typed", ["huthi", "الحوثي"])
def test_a_plural_that_is_called_the_so_and_so_need_not_be_rare(typed: str) -> None:
    def found(archive: list[str]) -> set[str]:
        vocabulary = NaiveVocabulary(archive)
        return {form.text for form in spelled(vocabulary, typed, is_wide=False)}

    one, many = ["a Houthi drone"] * 8, ["what the Houthis said"] * 8
    assert found(one + many) == {"houthi", "houthis"}
    assert found([*one, *many, "Houthis"]) == {"houthi"}
    assert found(one + ["Jim Houthis said"] * 8) == {"houthi"}
    assert found(one[1:] + many[1:]) == {"houthi"}


def test_a_name_that_is_common_in_english_is_no_plural_of_another_spelling() -> None:
    vocabulary = NaiveVocabulary(["Tom Harkin said"] * 8 + ["Harkins said"])
    found = {form.text for form in spelled(vocabulary, "harken", is_wide=False)}
    assert found == {"harkin"}


def test_letters_swapped_around_another_are_a_slip_in_the_same_company() -> None:
    archive = ["President Recep Tayyip Erdogan said"] * 8
    for slip, kinds in (("Tayyip Ergodan", [Kind.SLIP]), ("Jim Ergodan", [])):
        vocabulary = NaiveVocabulary([*archive, slip])
        found = [*spelled(vocabulary, "erdogan", is_wide=False)]
        assert [form.kind for form in found if form.text == "ergodan"] == kinds
