"""Spellings of one name are found, and other names and English words are not."""

from __future__ import annotations

import itertools
import os
import random
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.folding import fold
from searchapp.analysis.spelling import (
    THRESHOLD,
    WIDE,
    candidate_keys,
    same_name_score,
    same_names,
)

ONE_NAME = [
    "Kata'ib Kataib Kataeb Katai'b",
    "Hezbollah Hizbollah Hizbullah Hizballah",
    "Soleimani Suleimani Soleymani Sulaymani",
    "Muqtada Moqtada",
    "Sha'abi Shaabi Sha'bi",
    "Hashd Hash'd",
    "Muhandis Mohandes",
    "Mahdi Mehdi",
    "Adil Adel",
    "Abdul-Mahdi Abdel-Mahdi Abdulmahdi",
    "Qaddafi Gaddafi Kadhafi Qadhafi Khadafy Gadhafi",
    "Shi'ite Shiite",
    "Daesh Da'esh",
    "Fallujah Falluja",
    "Zelensky Zelenskyy Zelenskiy",
    "Yeltsin Jelzin Eltsin",
]
OTHER_NAMES = [
    "Iran Iraq Oman",
    "Hamas Homs",
    "Mosul Muslim Missile",
    "Karim Crime Cream",
    "Saleh Sale",
    "Barham Brahim",
    "Mahdi Mahmoud",
    "Marine Moron",
    "Sadr Sutter",
    "Badr Better",
    "Assad Acid",
]
OTHER_SCRIPTS = """
كتائب Kataib | سليماني Soleimani | السيستاني Sistani | المالكي Maliki | العبادي Abadi | الصدر Sadr
خامنئي Khamenei | نتنياهو Netanyahu | قاسم Qassem | محمد Mohammed | محمود Mahmoud | مهدي Mahdi
أحمد Ahmed | عباس Abbas | يوسف Yousef | خالد Khaled | عبدالمهدي Abdulmahdi | الكاظمي Kadhimi
المهندس Muhandis | الفلوجة Fallujah | الموصل Mosul | بشار Bashar | الأسد Assad | القذافي Gaddafi
البغدادي Baghdadi | أردوغان Erdogan | طهران Tehran | إيران Iran | السنوار Sinwar | نصرالله Nasrallah
مقتدى Muqtada | مقتدى Moqtada
روحانی Rouhani | احمدی‌نژاد Ahmadinejad | ظریف Zarif | رئیسی Raisi | حزب‌الله Hezbollah
Зеленский Zelensky | Зеленський Zelensky | Ельцин Yeltsin | Хрущёв Khrushchev | Путин Putin
Горбачёв Gorbachev | Медведев Medvedev | Сулеймани Soleimani | Лукашенко Lukashenko
Тимошенко Tymoshenko | Порошенко Poroshenko | Навальный Navalny | Шойгу Shoigu | Кадыров Kadyrov
Пригожин Prigozhin | Лавров Lavrov | Каддафи Gaddafi | Киев Kiev | Харьков Kharkov
Нетаньяху Netanyahu | Жириновский Zhirinovsky | Хаменеи Khamenei | Тегеран Teheran | Эрдоган Erdogan
נתניהו Netanyahu | בנימין Binyamin | רבין Rabin | שרון Sharon | ליברמן Lieberman | בנט Bennett
לפיד Lapid | גנץ Gantz | יעקב Yaakov | אברהם Avraham | שמעון Shimon | פרס Peres | אולמרט Olmert
סולימאני Soleimani | ירושלים Yerushalayim | חיפה Haifa | יצחק Yitzhak | אשכול Eshkol
חמאס Hamas | חיזבאללה Hezbollah
Σολεϊμανί Soleimani | Μητσοτάκης Mitsotakis | Τσίπρας Tsipras | Παπανδρέου Papandreou
Βαρουφάκης Varoufakis | Ερντογάν Erdogan | Νετανιάχου Netanyahu | Καραμανλής Karamanlis
Σαμαράς Samaras | Θεσσαλονίκη Thessaloniki | Χριστοδουλίδης Christodoulides | Πούτιν Putin
Ζελένσκι Zelensky | Κωνσταντίνος Konstantinos | Μπακογιάννη Bakogianni | Βενιζέλος Venizelos
Παπαδόπουλος Papadopoulos | Αναστασιάδης Anastasiades | Σημίτης Simitis | Γιώργος Giorgos
سليماني Сулеймани | القذافي Каддафи | سليماني Σολεϊμανί | Зеленский Ζελένσκι | نتنياهو נתניהו
"""
# The shortest names are told apart by their vowels, of which these scripts leave out some.
SHORT_NAMES = "משה Moshe | هنية Haniyeh | Άσαντ Assad"
OTHER_NAMES_IN_OTHER_SCRIPTS = """
حماس Homs | صدر Sutter | محمود Mahdi | مهدي Mahmoud | إبراهيم Barham | سليماني Salman
سلمان Soleimani | كتائب Khattab | خطاب Kataib | عباس Abadi | العبادي Abbas | حسن Hussein
حسين Hassan | كريم Akram | كريم Cream | إيران Iraq | العراق Iran | بدر Better | أسد Acid
صالح Sale | موصل Muslim | روحانی Rayhan | خامنه‌ای Khomeini | ظریف Sharif | قاسم Hashim
Путин Patten | Сулеймани Salman | Киев Kaif | Карим Cream | Лавров Lavender | Мосул Muslim
Хамас Homs | Иран Iraq | Махди Mahmoud | Ельцин Eliasson | Зеленский Zelinka
נתניהו Nathan | רובין Rabin | שרון Sherman | חמאס Homs | בנט Bandit | משה Moses | יעקב Yakubu
Πούτιν Patten | Ιράν Iraq | Σαντρ Sutter | Μοσούλη Muslim | Σαμαράς Samir | Τσίπρας Cyprus
נתניהו سليماني | חמאס حمص
"""
# What has a sound in common with a name letter by letter, and is none.
NO_SPELLINGS = """
Peres Paris | Guzman Goodman | Gulen Glenn | Shaabi Dhabi | Islamic Islamists | Mecca Mesa
Obrador Labrador | Oman Lumen | Seoul Saul | Jordan Gordon
"""
JUDGED = Path(__file__).parents[1] / "data" / "names"
NAMES = Path(os.environ.get("SEARCHAPP_TEST_DATA", "/nonexistent")) / "names"


def pairs(lines: list[str]) -> list[tuple[str, str]]:
    return [pair for line in lines for pair in itertools.combinations(line.split(), 2)]


def written_otherwise(text: str) -> list[list[str]]:
    return [pair.split() for line in text.strip().splitlines() for pair in line.split("|")]


def match(a: str, b: str) -> bool:
    return bool(candidate_keys(a) & candidate_keys(b)) and same_name_score(a, b) >= THRESHOLD


@pytest.mark.parametrize(("a", "b"), pairs(ONE_NAME))
def test_spellings_of_one_name_match(a: str, b: str) -> None:
    assert match(a, b)


@pytest.mark.parametrize(("a", "b"), pairs(OTHER_NAMES))
def test_other_names_and_words_stay_apart(a: str, b: str) -> None:
    assert not match(a, b)


@pytest.mark.parametrize(("there", "here"), written_otherwise(OTHER_SCRIPTS))
def test_a_name_in_another_script_matches(there: str, here: str) -> None:
    assert match(there, here)


@pytest.mark.parametrize(("there", "here"), written_otherwise(OTHER_NAMES_IN_OTHER_SCRIPTS))
def test_other_names_in_another_script_stay_apart(there: str, here: str) -> None:
    assert not match(there, here)


@pytest.mark.parametrize(("there", "here"), written_otherwise(SHORT_NAMES))
def test_a_short_name_without_vowels_matches_widely(there: str, here: str) -> None:
    assert candidate_keys(there) & candidate_keys(here)
    assert WIDE <= same_name_score(there, here) < THRESHOLD


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("Katiab", "Kataib"), ("Netanyhau", "Netanyahu"), ("Chruschtschow", "Khrushchev")],
)
def test_one_more_error_matches_widely(wrong: str, right: str) -> None:
    assert candidate_keys(wrong) & candidate_keys(right)
    assert same_name_score(wrong, right) >= WIDE


@pytest.mark.parametrize(("a", "b"), pairs(OTHER_NAMES))
def test_even_widely_other_names_stay_apart(a: str, b: str) -> None:
    assert same_name_score(a, b) < WIDE or not candidate_keys(a) & candidate_keys(b)


@pytest.mark.parametrize(("name", "other"), written_otherwise(NO_SPELLINGS))
def test_what_sounds_alike_may_be_no_spelling(name: str, other: str) -> None:
    assert not match(name, other)


def judged(name: str) -> tuple[float, float]:
    """Of a table of judged pairs: how many matches are right, and how many spellings match."""
    lines = (JUDGED / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    same = [verdict == "same" for _, _, verdict in rows]
    matches = [match(query, form) for query, form, _ in rows]
    right = sum(matched and is_same for matched, is_same in zip(matches, same, strict=True))
    return right / sum(matches), right / sum(same)


def test_of_judged_forms_most_spellings_match_and_most_matches_are_spellings() -> None:
    precision, recall = judged("judged.tsv")
    assert precision >= 0.665
    assert recall >= 0.9


def test_of_judged_names_in_other_scripts_most_match_and_few_others_do() -> None:
    precision, recall = judged("scripts.tsv")
    assert precision >= 0.91
    assert recall >= 0.93


@pytest.mark.parametrize("form", ["al-Sadr", "as-Sadr", "Al Sadr", "ʾal-Ṣadr"])
def test_an_article_that_stands_apart_is_no_part_of_a_name(form: str) -> None:
    assert same_name_score(form, "Sadr") >= THRESHOLD


@pytest.mark.parametrize(("a", "b"), [("Elmasri", "Masri"), ("Ennasri", "Nasri")])
def test_an_article_written_together_with_a_name_may_go(a: str, b: str) -> None:
    assert match(a, b)


@pytest.mark.parametrize("form", ["Soleimani's", "Suleimani’s"])
def test_a_possessive_is_no_other_name(form: str) -> None:
    assert match(form, "Soleimani")
    assert candidate_keys(form) & candidate_keys("Soleimani")


@pytest.mark.parametrize("word", ["the", "said", "Moron", "government's", "", "…", "'"])
def test_english_words_and_what_has_no_letters_are_no_names(word: str) -> None:
    assert candidate_keys(word) == frozenset()
    assert same_name_score(word, "Marin") == 0.0


def test_an_english_word_is_itself_however_it_is_written() -> None:
    assert same_name_score("government", "GOVERNMENT’S") == 1.0


# Folding shortens the second, so that its letters alone would not be too many.
@pytest.mark.parametrize("long", ["Kataib" * 8, "Kātā ib " * 6])
def test_what_is_longer_than_a_name_is_none(long: str) -> None:
    assert candidate_keys(long) == frozenset()
    assert same_name_score(long, f"{long}s") == 0.0


def test_an_unvowelled_script_is_compared_by_its_consonants() -> None:
    assert same_name_score("كتائب", "Kataib") > same_name_score("كتائب", "Khattab")


@given(st.text(), st.text())
def test_the_order_of_two_forms_makes_no_difference(a: str, b: str) -> None:
    assert same_name_score(a, b) == same_name_score(b, a)


latin = st.text("abcdefghijklmnopqrstuvwxyz'-", min_size=1, max_size=12)


@given(latin, latin)
def test_the_order_of_two_names_makes_no_difference(a: str, b: str) -> None:
    assert 0.0 <= same_name_score(a, b) == same_name_score(b, a) <= 1.0


@given(st.text())
def test_a_form_is_the_same_name_as_itself(form: str) -> None:
    assert same_name_score(form, form) == 1.0
    assert all(candidate_keys(form))


names = st.one_of(
    latin,
    st.sampled_from([form for line in ONE_NAME + OTHER_NAMES for form in line.split()]),
    st.sampled_from([form for pair in written_otherwise(OTHER_SCRIPTS) for form in pair]),
    st.text(max_size=8),
)


@given(names, st.lists(names, max_size=20), st.floats(0, 1))
def test_many_forms_are_told_as_each_of_them_is(
    form: str, candidates: list[str], threshold: float
) -> None:
    scores = [(each, same_name_score(form, each)) for each in candidates]
    expected = [(each, score) for each, score in scores if score >= threshold]
    assert same_names(form, candidates, threshold) == sorted(expected, key=lambda x: (-x[1], x[0]))


def test_of_many_forms_those_of_one_name_are_found_the_best_first() -> None:
    found = same_names("Hezbollah", ["Hizballah", "Hezbolah", "Ansarallah", "hezbollah", "hassle"])
    assert [form for form, _ in found] == ["hezbollah", "Hezbolah", "Hizballah"]
    assert same_names("Hezbollah", []) == []


accented = st.text("abdeghiklmnorstuyzčćšžçşğöüáéíóúāīūḥṣṭłń'", min_size=3, max_size=12)


@given(accented)
def test_a_name_without_its_accents_shares_a_key(form: str) -> None:
    plain = fold(form)
    keys = candidate_keys(form)
    assert keys & candidate_keys(plain) or not keys or not candidate_keys(plain)


def read_set(name: str) -> tuple[dict[str, list[str]], set[str]]:
    groups, native = defaultdict(list), set()
    for line in (NAMES / f"{name}.dev.tsv").read_text("utf-8").splitlines():
        group, _source, form, _count, is_native = line.split("\t")
        groups[group].append(form)
        if is_native == "1":
            native.add(group)
    return groups, native


class Lexicon:
    """Forms by their keys."""

    def __init__(self, forms: list[str]) -> None:
        self.forms: dict[str, list[str]] = defaultdict(list)
        for form in forms:
            for key in candidate_keys(form):
                self.forms[key].append(form)

    def spellings(self, form: str) -> list[str]:
        near = {each for key in candidate_keys(form) for each in self.forms[key]}
        return [each for each in near - {form} if same_name_score(form, each) >= THRESHOLD]


def f1(name: str, queries: int) -> float:
    """F1 of the mean recall of a set's groups and the mean precision of its queries."""
    groups, native = read_set(name)
    owners = defaultdict(set)
    for group, forms in groups.items():
        for form in forms:
            owners[form].add(group)
    asked = [group for group in groups if group in native and len(groups[group]) > 1]
    recalls = []
    for group in asked:
        found = [match(a, b) for a, b in itertools.combinations(groups[group], 2)]
        recalls.append(sum(found) / len(found))
    lexicon, precisions = Lexicon(list(owners)), []
    forms = sorted({form for group in asked for form in groups[group]})
    for form in random.Random(7).sample(forms, min(queries, len(forms))):  # noqa: S311
        hits = lexicon.spellings(form)
        right = [bool(owners[form] & owners[hit]) or fold(form) == fold(hit) for hit in hits]
        if hits:
            precisions.append(sum(right) / len(hits))
    recall, precision = sum(recalls) / len(recalls), sum(precisions) / len(precisions)
    return 2 * recall * precision / (recall + precision)


SETS = ["arabic", "wdarabic", "persian", "russian", "wdcyrillic", "hebrew", "wdhebrew"]


@pytest.mark.skipif(not NAMES.is_dir(), reason="needs SEARCHAPP_TEST_DATA with names")
def test_real_spellings_are_told_as_well_as_they_were() -> None:
    assert sum(f1(name, 400) for name in SETS) / len(SETS) >= 0.858


@pytest.mark.skipif(not NAMES.is_dir(), reason="needs SEARCHAPP_TEST_DATA with names")
def test_hardly_any_dictionary_word_is_taken_for_a_name_or_another_word() -> None:
    rows = [line.split() for line in (NAMES / "english30k.tsv").read_text("utf-8").splitlines()]
    words = sorted(word for word, _count, lower, proper in rows if (lower, proper) == ("1", "0"))
    lexicon = Lexicon(words)
    names = []
    for name in SETS:
        groups, native = read_set(name)
        names += [groups[group][0] for group in sorted(native) if len(groups[group]) > 1][:200]
    hits = [(name, hit) for name in names for hit in lexicon.spellings(name)]
    assert sum(fold(name) != fold(hit) for name, hit in hits) / len(names) <= 0.02
    sample = random.Random(7).sample(words, 2000)  # noqa: S311
    assert sum(len(lexicon.spellings(word)) for word in sample) / len(sample) <= 0.02
