"""What a word stands for in an archive, level by level."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.families import Lexicon
from searchapp.analysis.lexicon import MOST, WEIGHTS, Family, Form, Kind, Level, Wanted
from tests.vocabulary import NaiveVocabulary

ARCHIVE = [
    "The Kata'ib and Kataib, Katāʾib; Kataeb; Kataib's men. Katiab. Katyusha.",
    "A strike; strikes; striking; struck. Houthi and Houthis. Hama, Hamas.",
    "Abdul Mahdi, Abdulmahdi, 'Abd al-Mahdi, Abdel-Mehdi. Kim Jong-un. They put in work.",
    "al-Sadr, Alsadr and as-Sadr. كتائب and كتايب. U.S. and US. an anti-government antigovernment",
    "word1 word2",
]


def family(text: str, level: Level, archive: Sequence[str] = ARCHIVE, edits: int = 0) -> Family:
    return Lexicon(NaiveVocabulary(archive)).family(Wanted(text, level, edits))


def forms(text: str, level: Level, edits: int = 0) -> dict[str, str]:
    return {form.text: str(form.kind) for form in family(text, level, edits=edits).forms}


def test_each_level_adds_to_the_one_before() -> None:
    assert forms("kataib", Level.EXACT) == {"kataib": "exact"}
    letters = {"kataib": "exact", "kata'ib": "letters", "katā'ib": "letters"}
    letters["kataib's"] = "letters"
    assert forms("kataib", Level.LETTERS) == letters
    assert forms("kataib", Level.WORDS) == letters
    spellings = forms("kataib", Level.SPELLINGS)
    others = {"kataeb", "كتائب", "كتايب"}
    assert spellings.items() >= (letters | dict.fromkeys(others, "spelling")).items()
    wide = forms("kataib", Level.WIDE)
    assert wide.items() >= spellings.items()
    assert "katiab" in wide
    assert "katyusha" not in wide


def test_the_nearest_forms_come_first() -> None:
    found = family("kataib", Level.WIDE).forms
    kinds = [list(Kind).index(form.kind) for form in found]
    assert kinds == sorted(kinds)
    scores = [form.score for form in found if form.kind is Kind.SPELLING]
    assert scores == sorted(scores, reverse=True)


def test_an_english_word_has_its_other_forms_and_no_spellings() -> None:
    assert forms("strike", Level.WIDE).keys() == {"strike", "strikes", "striking"}


def test_what_is_written_without_vowels_has_not_the_letters_of_what_is_written_with_them() -> None:
    archive = ["HMS Queen Elizabeth", "قالت حماس", "Hamas said", "حمس"]
    hamas = family("حماس", Level.LETTERS, archive).forms
    assert [(form.text, form.kind) for form in hamas] == [("حماس", "exact"), ("حمس", "letters")]
    assert [form.text for form in family("hms", Level.WORDS, archive).forms] == ["hms"]
    assert "hamas" in {form.text for form in family("حماس", Level.SPELLINGS, archive).forms}


def test_words_of_other_scripts_are_no_english_words() -> None:
    archive = ["a tramp tramping", "Трамп", "Trump"]
    found = {form.text: form.kind for form in family("трамп", Level.SPELLINGS, archive).forms}
    assert found == {"трамп": "exact", "tramp": "letters", "trump": "spelling"}
    tramp = {form.text for form in family("tramping", Level.WORDS, archive).forms}
    assert tramp == {"tramping", "tramp"}


def test_a_name_of_several_words_is_as_sure_as_the_surest_way_to_it() -> None:
    found = {form.text: form.score for form in family("abdul mahdi", Level.SPELLINGS).forms}
    assert found["abdel mehdi"] == found["abd al mahdi"] == 1


@pytest.mark.parametrize(
    "typed", ["عبد المهدي", "عبدالمهدي", "abdul mahdi", "abdulmahdi", "'abd al-mahdi"]
)
def test_names_of_a_pattern_are_found_from_one_script_in_another(typed: str) -> None:
    archive = ["Adil Abdul Mahdi", "Abdelmahdi", "عادل عبد المهدي", "Abd al-Mahdi"]
    found = {form.text for form in family(typed.lower(), Level.SPELLINGS, archive).forms}
    assert found == {"abdul mahdi", "abdelmahdi", "عبد المهدي", "abd al mahdi"}
    russian = {form.text for form in family("абд аль-махди", Level.SPELLINGS, archive).forms}
    assert russian == found - {"عبد المهدي"}


@pytest.mark.parametrize("typed", ["אל-סיסי", "אל סיסי", "סיסי"])
def test_the_article_of_arabic_is_one_in_hebrew_letters(typed: str) -> None:
    found = family(typed, Level.SPELLINGS, ["El-Sisi", "Abdel Fattah al-Sisi"])
    assert {form.words[-1] for form in found.forms} == {"sisi"}


def test_the_son_of_somebody_is_one_in_hebrew_letters() -> None:
    found = family("בן לאדן", Level.SPELLINGS, ["Osama bin Laden", "Laden"])
    assert {form.text for form in found.forms} == {"bin laden"}


@pytest.mark.parametrize("typed", ["shia", "shi'a", "shias"])
def test_a_name_of_four_letters_has_a_plural_that_looks_like_one(typed: str) -> None:
    def found(archive: Sequence[str]) -> set[str]:
        return {form.text for form in family(typed, Level.WORDS, archive).forms}

    archive = ["A Shia militia"] * 7 + ["Shi'a", "the Shias"]
    every = {"shia", "shi'a", "shias"}
    assert found(archive) == every
    assert found(archive[1:]) < every
    assert found(archive + ["Shias"] * 8) < every
    assert found([*archive[:-1], "Shias"]) < every


def test_another_name_is_no_plural_of_one_of_four_letters() -> None:
    hamas, ryans = ["Hama"] * 8 + ["the Hamas men"] * 9, ["Ryan"] * 8 + ["the Ryans"]
    for archive in (hamas, ryans):
        singular = archive[0].lower()
        found = family(singular, Level.WORDS, archive).forms
        assert [form.text for form in found] == [singular]


def test_a_name_has_its_plural_unless_it_is_short() -> None:
    assert forms("houthi", Level.WORDS) == {"houthi": "exact", "houthis": "word"}
    rogers = family("rogers", Level.WORDS, ["Roger Rogers"]).forms
    assert [form.text for form in rogers] == ["rogers"]
    assert forms("hamas", Level.WORDS) == {"hamas": "exact"}
    assert forms("hama", Level.WORDS) == {"hama": "exact"}


def test_no_form_of_the_archive_is_none_and_not_the_word_itself() -> None:
    assert family("qom", Level.EXACT) == Family(())
    assert forms("katayib", Level.SPELLINGS).keys() >= {"kataib", "kataeb"}
    assert "katayib" not in forms("katayib", Level.SPELLINGS)


@pytest.mark.parametrize("text", ["abdulmahdi", "abdul mahdi", "abdel-mahdi", "'abd al-mahdi"])
def test_a_name_in_one_word_is_one_in_several(text: str) -> None:
    found = forms(text, Level.SPELLINGS)
    assert found.keys() == {"abdulmahdi", "abdul mahdi", "abd al mahdi", "abdel mehdi"}


def test_what_is_typed_in_several_words_stands_side_by_side() -> None:
    assert forms("kim-jong", Level.EXACT) == {"kim jong": "exact"}
    assert forms("un-jong", Level.WIDE) == {}


def test_a_word_is_found_in_halves_if_these_are_no_english_words() -> None:
    assert forms("jongun", Level.LETTERS) == {"jong un": "letters"}
    assert "jongun" not in forms("jongun", Level.EXACT)
    assert forms("putin", Level.WIDE) == {}


def test_an_article_belongs_to_the_name_at_the_level_of_spellings() -> None:
    assert forms("al-sadr", Level.LETTERS) == {"al sadr": "exact", "alsadr": "letters"}
    found = forms("al-sadr", Level.SPELLINGS)
    assert found == {"sadr": "exact", "alsadr": "letters"}
    assert forms("alsadr", Level.SPELLINGS).keys() == {"alsadr", "al sadr", "sadr"}


def test_hyphens_part_words_that_are_one_elsewhere() -> None:
    found = forms("anti-government", Level.LETTERS)
    assert found == {"anti government": "exact", "antigovernment": "letters"}


def test_full_stops_make_no_difference() -> None:
    assert forms("u.s.", Level.LETTERS) == {"u.s.": "exact", "us": "letters"}


def test_a_word_with_wrong_letters_is_found_if_that_is_asked_for() -> None:
    assert forms("katoib", Level.EXACT) == {}
    assert forms("katoib", Level.EXACT, edits=1) == {}
    assert {"kataib", "kata'ib"} <= forms("katoib", Level.LETTERS, edits=1).keys()
    assert forms("katiab", Level.LETTERS, edits=2)["kataib"] == "fuzzy"


def test_what_has_a_digit_is_told_by_it() -> None:
    assert forms("word1", Level.SPELLINGS) == {"word1": "exact"}
    assert [form.text for form in family("2016", Level.WIDE, ["2016, 2017"]).forms] == ["2016"]


@pytest.mark.parametrize("typed", ["2016", "٢٠١٦", "۲۰۱۶"])
def test_digits_are_the_same_in_every_script(typed: str) -> None:
    found = family(typed, Level.LETTERS, ["In 2016, ٢٠١٦ and ۲۰۱۶; 2017."])
    assert {form.text for form in found.forms} == {"2016", "٢٠١٦", "۲۰۱۶"}
    assert found.forms[0] == Form(typed, Kind.EXACT)


def test_of_too_many_forms_the_nearest_stay_and_the_cut_is_told() -> None:
    many = [f"k{first}t{second}ib" for first in "aàáâãåāăąǎȧ" for second in "aàáâãåāăąǎȧ"]
    found = family("kataib", Level.SPELLINGS, many)
    assert len(found.forms) == MOST
    assert found.forms[0].text == "kataib"
    assert len(found.forms) + found.cut <= len(many)
    assert found.cut > 0


def test_the_farther_a_form_the_less_it_counts() -> None:
    assert WEIGHTS[Kind.EXACT] == 1 > WEIGHTS[Kind.LETTERS] > WEIGHTS[Kind.SPELLING]
    assert set(WEIGHTS) == {*Kind}


WORDS = "kataib kata'ib kataeb abdul mahdi abdulmahdi al sadr as strike strikes jong un كتائب"
words = st.sampled_from(WORDS.split())
typed = st.lists(words, min_size=1, max_size=3).map("-".join)


@given(typed, st.lists(st.lists(words, max_size=6).map(" ".join), max_size=4))
def test_a_looser_level_loses_no_form(text: str, archive: list[str]) -> None:
    lexicon = Lexicon(NaiveVocabulary(archive))
    before: set[str] = set()
    for level in (Level.EXACT, Level.LETTERS, Level.WORDS):
        found = {form.text for form in lexicon.family(Wanted(text, level)).forms}
        assert before <= found
        before = found
    spellings = {form.text for form in lexicon.family(Wanted(text, Level.SPELLINGS)).forms}
    # What stands side by side with an article is there by its name alone.
    assert all(
        form in spellings or form.split(" ")[-1] in spellings or " " in form for form in before
    )


def test_an_article_is_written_so_only_before_the_letter_that_it_takes_on() -> None:
    archive = ["the UN Islamic fund", "al-Islamic", "un-Nasr and al-Nasr", "as-Nasr", "an-Nasr"]
    lexicon = Lexicon(NaiveVocabulary(archive))

    def found(text: str) -> set[str]:
        wanted = Wanted(text, Level.SPELLINGS, in_phrase=True)
        return {form.text for form in lexicon.family(wanted).forms}

    assert found("islamic") == {"islamic", "al islamic"}
    assert found("nasr") == {"nasr", "al nasr", "un nasr"}
    assert found("al-nasr") == {"nasr", "al nasr", "un nasr", "an nasr"}


def test_a_name_with_another_article_in_its_midst_has_not_the_same_letters() -> None:
    found = family("deirezzor", Level.SPELLINGS, ["Deir ez-Zor. Deir al-Zor. Deir Ezzor."])
    assert {form.text: form.kind for form in found.forms} == {
        "deir ez zor": Kind.LETTERS,
        "deir ezzor": Kind.LETTERS,
        "deir al zor": Kind.SPELLING,
    }


def test_names_that_others_bear_are_found_at_the_widest_level_only() -> None:
    archive = ["by Volodymyr Zelensky and"] * 4 + ["by Aaron Zelinsky and"] * 2
    found = {form.text: form.kind for form in family("zelensky", Level.WIDE, archive).forms}
    assert found == {"zelensky": Kind.EXACT, "zelinsky": Kind.WIDE}
    (form,) = family("zelensky", Level.SPELLINGS, archive).forms
    assert form.text == "zelensky"


def test_an_article_joined_to_its_name_is_written_as_that_begins() -> None:
    archive = ["Deir al-Zor. Deir Ezzor. Deir Eszor. Deir Elzor."]
    found = {form.text for form in family("deir al zor", Level.SPELLINGS, archive).forms}
    assert found == {"deir al zor", "deir ezzor", "deir elzor"}
