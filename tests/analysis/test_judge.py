"""Whether what looks like a name is a spelling of it."""

from __future__ import annotations

import pytest

from searchapp.analysis.judge import Alike, Judge
from tests.vocabulary import NaiveVocabulary

ZELENSKY = [
    "President Volodymyr Zelensky spoke. Mr. Zelensky left.",
    "A visit by Volodymyr Zelensky",
    "Volodymyr Zelensky’s Kyiv waited for Zelensky.",
]


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


@pytest.mark.parametrize(
    ("score", "articles", "beside", "expected"),
    [
        (0.5, 8, "Draghi", True),
        (0.5, 7, "Draghi", False),
        (0.6, 8, "Draghi", False),
        (0.5, 8, "Shriver", False),
    ],
)
def test_what_is_common_and_hardly_alike_is_another_unless_it_shares_its_company(
    score: float, articles: int, beside: str, expected: bool
) -> None:
    beside_her = ["Bartiromo", "Cantwell", "Butina", "Shriver", "Sharapova", "Gallagher"]
    texts = [f"to Maria {each} it" for each in beside_her * 2]
    mario = Alike("mario", ("mario",), score)
    others = [f"to Mario {beside} it"] * articles
    assert judge_of("maria", mario, *texts, *others).is_other(mario) is expected


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


BARACK = Alike("barack", ("barack",), 0.93)
OBAMA = ["President Barack Obama said"] * 30


def test_a_name_with_a_company_of_its_own_is_not_the_frequent_one() -> None:
    ehud = ["Defense Minister Ehud Barak left"] * 8
    assert judge_of("barak", BARACK, *OBAMA, *ehud).is_other(BARACK)
    assert not judge_of("barak", BARACK, *OBAMA, *ehud[1:]).is_other(BARACK)
    slips = ["and Barak Obama left"] * 3
    assert not judge_of("barak", BARACK, *OBAMA, *ehud, *slips).is_other(BARACK)
    many = [f"{each} Barak left" for each in ("Omar", "Karim", "Samir", "Tariq", "Amos", "Jamal")]
    assert not judge_of("barak", BARACK, *OBAMA, *many, *many).is_other(BARACK)


def test_a_name_that_is_little_alike_and_keeps_other_company_is_not_meant() -> None:
    indiana = Alike("indiana", ("indiana",), 0.63)
    texts = [f"{each} Indiana voted" for each in ("Southern Ada", "Governor Pence in")] * 10
    mixed = [f"by Indian {each}." for each in ("Modi", "Rao", "Singh", "Das", "Patel", "Basu")]
    for indian in (["an Indian Kashmiri"] * 8, ["the Indian army"] * 8, mixed * 2):
        assert judge_of("indian", indiana, *texts, *indian).is_other(indiana)
    assert not judge_of("indian", indiana, *texts, "the Indian army").is_other(indiana)
    script = Alike("зеленський", ("зеленський",), 0.7)
    native = ["про Зеленський сказав"] * 20
    latin = ["Volodymyr Zelenskyi said"] * 8
    assert not judge_of("zelenskyi", script, *native, *latin).is_other(script)


def test_of_two_common_names_the_frequent_one_is_no_spelling_of_the_other() -> None:
    sarah = Alike("sarah", ("sarah",), 0.53)
    families = ["Hakim", "Lopez", "Olsen", "Petrov", "Tanaka", "Silva", "Novak", "Weber"]
    many = [f"by Sara {each} and" for each in families]
    sarahs = ["Sarah Palin said"] * 20
    assert judge_of("sara", sarah, *sarahs, *many).is_other(sarah)
    assert not judge_of("sara", sarah, *sarahs, *many[1:]).is_other(sarah)
    mueller = Alike("mueller", ("mueller",), 0.7)
    robert = ["by Robert Mueller and"] * 20
    heinz, umlaut = ([f"by Heinz M{each}ller and"] * 8 for each in "uü")
    assert judge_of("muller", mueller, *robert, *heinz).is_other(mueller)
    assert not judge_of("müller", mueller, *robert, *umlaut).is_other(mueller)


def test_a_common_name_that_keeps_the_company_of_the_frequent_one_is_a_slip_of_it() -> None:
    kavanaugh = Alike("kavanaugh", ("kavanaugh",), 0.8)
    texts = ["Judge Brett Kavanaugh said"] * 20
    slips = ["Judge Brett Kavanagh said"] * 8
    assert not judge_of("kavanagh", kavanaugh, *texts, *slips).is_other(kavanaugh)


def test_initials_have_no_other_spellings() -> None:
    nasa = Alike("nasa", ("nasa",), 0.58)
    assert judge_of("nsa", nasa, "The NSA and NASA", "of the NSA").is_other(nasa)
    assert not judge_of("nsa", nasa, "The Nsa and Nasa", "of the Nsa").is_other(nasa)
    nations = Alike("unscer", ("unscer",), 0.58)
    assert not judge_of("unhcra", nations, "The UNHCRA", "of UNSCER").is_other(nations)


def test_initials_are_no_spelling_of_a_name() -> None:
    scif = Alike("scif", ("scif",), 0.69)
    rooms = ["in a SCIF there"] * 3
    assert judge_of("saif", scif, "Saif Gadhafi", *rooms).is_other(scif)
    assert not judge_of("saif", scif, "Saif Gadhafi", "Scif Gadhafi").is_other(scif)


def test_initials_are_found_in_other_scripts_and_if_they_are_much_alike() -> None:
    nato, hammas = Alike("nato", ("нато",), 0.7), Alike("hammas", ("hammas",), 0.96)
    assert not judge_of("nato", nato, "The NATO and НАТО", "of NATO").is_other(nato)
    assert not judge_of("hamas", hammas, "of HAMAS said", "HAMAS or Hammas").is_other(hammas)


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
