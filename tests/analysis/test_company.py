"""The company that names keep."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis import company as module
from searchapp.analysis.company import Company, company_of

ZELENSKY = [
    "President Volodymyr Zelensky spoke. Mr. Zelensky left.",
    "A visit by Volodymyr Zelensky",
    "Volodymyr Zelensky’s Kyiv waited for Zelensky.",
]

WORDS = ("Qassem", "said", "the", "al", "bin", "el'", "U.S.", "e.g.", "É", "él", "3")
SIGNS = (" ", "\n", ", ", ". ", "-", "’s ", "'", "“", "(", ") ", "\u00a0")
pieces = st.lists(st.sampled_from([*WORDS, *SIGNS]), max_size=8)


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


@given(pieces, pieces)
def test_a_glance_beside_a_name_overlooks_nothing(before: list[str], behind: list[str]) -> None:
    text = "".join([*before, "Soleimani", *behind])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_may_name", lambda small: True)
        thorough = company("soleimani", text)
    assert company("soleimani", text) == thorough


def test_each_article_counts_once() -> None:
    found = company("zelensky", *ZELENSKY)
    assert found.before == {"volodymyr": 3}
    assert (found.articles, found.families, found.capitals, found.small) == (3, 3, 5, 0)


def test_a_word_that_is_written_small_is_seen() -> None:
    found = company("poutine", "Fries and poutine.", "Poutine with cheese: the poutine of Quebec.")
    assert (found.capitals, found.small) == (1, 2)


def test_initials_are_written_in_capitals_alone() -> None:
    assert company("nsa", "The NSA's men of the NSA.").are_initials
    assert not company("nasa", "The Nasa of NASA.").are_initials
    assert not company("putin", "PUTIN IN PARIS", "PRESIDENT PUTIN LEAVES").are_initials
    assert not company("حماس", "قالت حماس").are_initials


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


def test_how_much_of_its_company_a_name_shares_is_told() -> None:
    barak = company("barak", *(["Ehud Barak"] * 3), "Barak Obama")
    assert barak.part_shared(company("barack", "Barack Obama", "Barack Obama")) == 0.25
    assert company("barak", "a barak").part_shared(barak) == 0


def test_names_share_their_company_in_any_spelling_and_on_the_same_side() -> None:
    known = company("soleimani", "Qassem Soleimani")
    assert known.shares(company("suleimani", "Qasem Suleimani"))
    assert not known.shares(company("suleimani", "Suleimani Qassem"))
    assert company("s", "Abdul Qadir S").shares(company("t", "Abdelkader T"))
    assert not known.shares(company("suleimani", "Dilshad Suleimani"))
    assert not known.shares(company("suleimani", "suleimani"))
