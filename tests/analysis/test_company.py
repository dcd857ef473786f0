"""The company that names keep."""

from __future__ import annotations

import pytest

from searchapp.analysis.company import Alike, Company, Judge, company_of
from tests.vocabulary import NaiveVocabulary

ZELENSKY = [
    "President Volodymyr Zelensky spoke. Mr. Zelensky left.",
    "A visit by Volodymyr Zelensky",
    "Volodymyr Zelensky’s Kyiv waited for Zelensky.",
]


def company(name: str, *texts: str) -> Company:
    return company_of([name], [text.encode() for text in texts])


@pytest.mark.parametrize(
    ("text", "before", "behind"),
    [
        ("Qassem Soleimani", {"qassem"}, set()),
        ("So said Qassem Soleimani.", {"qassem"}, set()),
        ("Soleimani Tower fell", set(), set()),
        ("Soleimani Mansour fell", set(), {"mansour"}),
        ("Soleimani-Mansour", set(), {"mansour"}),
        ("Abu Soleimani al-Basri came", set(), {"basri"}),
        ("Hassan al-Soleimani came", {"hassan"}, set()),
        ("Gen. Soleimani, Rouhani and others", set(), set()),
        ("So said Qassem. Soleimani Tuesday left", set(), set()),
        ("Soleimani's Iraq", set(), set()),
        ("soleimanis Qassem, Xsoleimani Qassem", set(), set()),
        ("by the shore soleimani qassem", set(), set()),
        ("with İbrahim Soleimani", {"ibrahim"}, set()),
    ],
)
def test_the_names_right_beside_a_name_are_its_company(
    text: str, before: set[str], behind: set[str]
) -> None:
    found = company("soleimani", text)
    assert (set(found.before), set(found.behind)) == (before, behind)


def test_each_article_counts_once() -> None:
    found = company("zelensky", *ZELENSKY)
    assert found.before == {"volodymyr": 3}
    assert (found.articles, found.families, found.capitals, found.small) == (3, 3, 5, 0)


def test_a_word_that_is_written_small_is_seen() -> None:
    found = company("poutine", "Fries and poutine.", "Poutine with cheese: the poutine of Quebec.")
    assert (found.capitals, found.small) == (1, 2)


def test_capitals_of_other_scripts_are_seen() -> None:
    found = company("зеленський", "Президент Володимир Зеленський сказав", "зеленський")
    assert found.before == {"volodimir": 1}
    assert (found.capitals, found.small) == (1, 1)


@pytest.mark.parametrize("sign", ["'", "’", "ʿ"])
def test_apostrophes_of_every_shape_are_one(sign: str) -> None:
    assert company("kata'ib", f"the Iraqi Kata{sign}ib Hizballah").behind == {"hizballah": 1}


def test_a_form_inside_a_word_is_another_word() -> None:
    assert company("али", "Мустафа Кали Мухаммад") == Company()
    assert company("ali", "Sevgéali Hamdani, alié Hamdani") == Company()
    assert not company("ali", "Кали").is_met


def test_only_some_places_of_a_text_are_looked_at() -> None:
    assert company("ali", " Ali," * 1_000).capitals < 10


def test_a_name_that_many_bear_has_mixed_company() -> None:
    bearers = ["Omar", "Hakim", "Yusuf", "Karim", "Tariq", "Samir", "Nabil", "Jamal"]
    assert company("ahmed", *(f"Ahmed {each}" for each in bearers)).is_mixed
    assert not company("ahmed", *(["Ahmed Hakim"] * 5), *bearers).is_mixed
    assert not company("ahmed", *(f"Ahmed {each}" for each in bearers[:4])).is_mixed


def test_names_share_their_company_in_any_spelling_and_on_the_same_side() -> None:
    known = company("soleimani", "Qassem Soleimani")
    assert known.shares(company("suleimani", "Qasem Suleimani"))
    assert not known.shares(company("suleimani", "Suleimani Qassem"))
    assert company("s", "Abdul Qadir S").shares(company("t", "Abdelkader T"))
    assert not known.shares(company("suleimani", "Dilshad Suleimani"))
    assert not known.shares(company("suleimani", "suleimani"))


def judge_of(name: str, alike: Alike, *texts: str) -> Judge:
    return Judge(NaiveVocabulary(texts), [name], [alike])


ZELINSKY = Alike("zelinsky", ("zelinsky", "zelinsky's"), 0.99)
AARON = ["Prosecutor Aaron Zelinsky wrote", "It was Aaron Zelinsky's memo"]


def test_who_has_another_name_beside_it_is_another() -> None:
    assert judge_of("zelensky", ZELINSKY, *ZELENSKY, *AARON).is_other(ZELINSKY)


@pytest.mark.parametrize(
    "texts",
    [
        [*ZELENSKY, AARON[0], "It was Volodymyr Zelinsky's memo"],
        [*ZELENSKY, AARON[0]],
        [*ZELENSKY, *AARON, "Said Zelinsky", "Zelinsky Mansour said"],
        ["Zelensky", "Volodymyr Zelensky", *AARON],
        [*(f"{text} {ZELENSKY[0]}" for text in AARON), *ZELENSKY],
    ],
    ids=["shared", "once", "given name", "as frequent", "same articles"],
)
def test_but_not_where_that_can_be_otherwise(texts: list[str]) -> None:
    assert not judge_of("zelensky", ZELINSKY, *texts).is_other(ZELINSKY)


def test_less_must_speak_against_what_is_less_alike() -> None:
    texts = [*ZELENSKY, AARON[0]]
    faint = ZELINSKY._replace(score=0.7)
    assert judge_of("zelensky", faint, *texts).is_other(faint)
    alone = [*ZELENSKY, "Zelinsky wrote"]
    assert not judge_of("zelensky", faint, *alone).is_other(faint)


def test_a_name_that_many_bear_has_no_others() -> None:
    bearers = ["Hakim", "Yusuf", "Karim", "Tariq", "Samir", "Nabil", "Jamal", "Rashid"]
    texts = [f"by {each} Ahmed and" for each in bearers]
    ahmad = Alike("ahmad", ("ahmad",), 0.7)
    others = ["Anwar Ahmad", "Anwar Ahmad"]
    assert not judge_of("ahmed", ahmad, *texts, *others).is_other(ahmad)
    assert judge_of("ahmed", ahmad, *(texts[:1] * 8), *others).is_other(ahmad)


def test_a_common_word_is_no_spelling_of_a_name() -> None:
    poutine = Alike("poutine", ("poutine",), 0.5)
    texts = ["Vladimir Putin", "Mr. Putin", "a dish of poutine"]
    assert judge_of("putin", poutine, *texts).is_other(poutine)
    assert not judge_of("putin", poutine, *texts[:2], "So is Poutine").is_other(poutine)
    small = ["the peshmerga", "a peshmerga", "of pershmerga"]
    slip = Alike("pershmerga", ("pershmerga",), 0.5)
    assert not judge_of("peshmerga", slip, *small).is_other(slip)


def test_what_is_not_found_in_the_texts_is_as_it_looks() -> None:
    decomposed = Alike("zelínsky", ("zelínsky",), 0.7)
    texts = [*ZELENSKY, "Aaron Zeli\u0301nsky", "Aaron Zeli\u0301nsky"]
    assert not judge_of("zelensky", decomposed, *texts).is_other(decomposed)


def test_a_rare_spelling_that_was_typed_stands_for_the_frequent_one() -> None:
    sure = Alike("zelensky", ("zelensky",), 0.99)
    faint = ZELINSKY._replace(score=0.7)
    archive = NaiveVocabulary([*ZELENSKY, *ZELENSKY, *AARON, "Volodymyr Zelenskiy"])
    judge = Judge(archive, ["zelenskiy"], [sure, faint])
    assert judge.is_other(faint)
    assert not judge.is_other(sure)


SLIP = Alike("soulemiani", ("soulemiani", "soulemiani's"), 0.19)
SOLEIMANI = ["General Qassem Soleimani of Iran"] * 20


@pytest.mark.parametrize(
    ("texts", "is_slip"),
    [
        (["Qassem Soulemiani was there"], True),
        (["Soleimani; Soulemiani's car, and Soulemiani"], True),
        (["Soulemiani was there"], False),
        (["Farid Soulemiani was there"], False),
        (["Qassem Soulemiani was there"] * 3, False),
        ([], False),
    ],
    ids=["company", "article", "alone", "other company", "not rare", "not there"],
)
def test_what_is_a_slip_of_the_pen(texts: list[str], is_slip: bool) -> None:
    found = [text for text in texts if text]
    assert judge_of("soleimani", SLIP, *SOLEIMANI, *found).is_slip(SLIP) == is_slip


@pytest.mark.parametrize("letters", ["solemayni", "omani", "sullivan", "soulemianian"])
def test_what_is_too_far_off_short_or_a_common_name_is_none(letters: str) -> None:
    other = Alike(letters, (letters,), 0.2)
    text = f"Qassem {letters.title()} and Soleimani"
    judge = judge_of("soleimani", other, *SOLEIMANI, text)
    assert judge.is_slip(other) == (letters == "solemayni")


def test_what_a_name_is_the_beginning_of_is_no_slip_but_its_plural() -> None:
    texts = ["the state of Kansas"] * 20
    for letters, is_slip in (("kansasn", False), ("kansass", True), ("kanss", False)):
        other = Alike(letters, (letters,), 0.2)
        judge = judge_of("kansas", other, *texts, f"{letters} of Kansas")
        assert judge.is_slip(other) == is_slip


def test_of_a_name_that_the_archive_lacks_nothing_is_said() -> None:
    judge = Judge(NaiveVocabulary(["Qassem Soulemiani"]), [], [SLIP, ZELINSKY])
    assert not judge.is_slip(SLIP)
    assert not judge.is_other(ZELINSKY)
