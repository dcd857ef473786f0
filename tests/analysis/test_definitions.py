"""Places where a text itself says that two names mean one thing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.definitions import find_definitions, sentence_around


def told(text: str) -> list[tuple[str, str]]:
    return [(each.name, each.other) for each in find_definitions(text)]


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("Men of the Popular Guard Units (PGU) left.", "Popular Guard Units", "PGU"),
        ("Men of the Popular Guard Units (PGU; al-Hirasa) left.", "Popular Guard Units", "PGU"),
        ("Men of the PGU (Popular Guard Units) left.", "Popular Guard Units", "PGU"),
        ("The Popular Guard Units, or PGU, left.", "Popular Guard Units", "PGU"),
        ("The Popular Guard Units, known as the PGU, left.", "Popular Guard Units", "PGU"),
        ("The Popular Guard Units’ (PGU) boats.", "Popular Guard Units", "PGU"),
        ("The Popular Guard Unit’s (PGU) boats.", "Popular Guard Unit", "PGU"),
        ("Kata'ib al-Nahr, also known as the River Brigades, left.",
         "Kata'ib al-Nahr", "River Brigades"),
        ("Kata'ib al-Nahr (also known as “River Brigades”) left.",
         "Kata'ib al-Nahr", "River Brigades"),
        ("al-Hirasa al-Sha'biyya, the volunteer force also known as the Popular Guard Units (PGU),",
         "al-Hirasa al-Sha'biyya", "Popular Guard Units"),
        ("Qodratullah Zarrinkamar – better known as Abu Nahr – spoke.",
         "Qodratullah Zarrinkamar", "Abu Nahr"),
        ("Kata'ib al-Nahr, which is also known by its acronym KN.", "Kata'ib al-Nahr", "KN"),
        ("Sepah-e Marzban, better known by the Arabic name Haras al-Hudud.",
         "Sepah-e Marzban", "Haras al-Hudud"),
        ("The Popular Guard Units (PGU) of Sahran, also known as al-Hirasa, left.",
         "Popular Guard Units of Sahran", "al-Hirasa"),
        ("The Zarruq Bench, also known as the Z.B. Court, sat.", "Zarruq Bench", "Z.B. Court"),
        ("the Courier (KC) and the Popular Guard Units, also known as al-Hirasa,",
         "Popular Guard Units", "al-Hirasa"),
        ("Qal'at al-Nur is also known as Nurburg.", "Qal'at al-Nur", "Nurburg"),
        ("Tzofar and Sahran (formerly Zarruqia) opened.", "Sahran", "Zarruqia"),
        ("the Guard Units, or Hirasa, left", "Guard Units", "Hirasa"),
    ],
)  # fmt: skip
def test_a_text_says_that_two_names_are_one(text: str, name: str, other: str) -> None:
    assert (name, other) in told(text)


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("Khojastan (formerly Zarruqia) grew.", True),
        ("Khojastan, formerly known as Zarruqia, grew.", True),
        ("Khojastan, previously called Zarruqia, grew.", True),
        ("Khojastan, also known as Zarruqia, grew.", False),
    ],
)
def test_a_name_that_was_given_up_is_told_from_one_in_use(text: str, former: bool) -> None:
    (found,) = find_definitions(text)
    assert (found.name, found.other, found.former) == ("Khojastan", "Zarruqia", former)


@pytest.mark.parametrize(
    "text",
    [
        "KARDASHAN (AFP) – The river rose.",
        "The minister, Husayn al-Jawhari (left), and Yusuf Tawfiqi (54) came.",
        "Improvised explosive devices (IEDs) were found.",
        "Rashdan also called on Jawhari to resign.",
        "Rashdan once called Jawhari a friend.",
        "Militias in Sahran, known as the River Brigades, left.",
        "The accord, also known as the Sahran water deal, was signed.",
        "It is also known as Zarruqia.",
        "He was also named in Tuesday's list.",
        "Ferries from Tzofar, Zarruq, or Sahran, were late.",
        "Ferries from New Tzofar, Old Zarruq, or Sahran, were late.",
        "Ask Jawhari (or Rashdan).",
        "The Popular Guard Units, also known as the Guard Units.",
        "THE MINISTER OF SAHRAN SAID, ALSO KNOWN AS JAWHARI",
        "The Guard (also known as",
        "(PGU)",
        "also known as PGU",
        "",
    ],
)
def test_what_only_looks_like_it_is_passed_over(text: str) -> None:
    assert told(text) == []


def test_the_place_is_where_it_is_said() -> None:
    text = "First.\n\nThe Popular Guard Units (PGU) and Khojastan (formerly Zarruqia)."
    guard, city = find_definitions(text)
    assert text[guard.start : guard.end] == "(PGU)"
    assert text[city.start : city.end] == "(formerly Zarruqia)"
    assert (guard.rule, city.rule) == ("initials", "phrase")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. The Guard (G) left. Two.", "The Guard (G) left."),
        ("One.\nThe Guard (G)\nTwo.", "The Guard (G)"),
        ("“One.” “The Guard (G) left.” Two.", "“The Guard (G) left.”"),
        ("The U.S. Guard (G) of Mr. Nahr left.", "The U.S. Guard (G) of Mr."),
        ("a " * 200 + "(G)" + " b" * 200, "… " + "a " * 74 + "(G)" + " b" * 74 + " …"),
        ("a" * 500 + "(G)" + "b" * 500, "… (G) …"),
    ],
)
def test_the_sentence_is_the_evidence(text: str, sentence: str) -> None:
    start = text.index("(G)")
    assert sentence_around(text, start, start + 3) == sentence


@given(st.text("GU (),.or\n“’al-", max_size=60), st.text("Popular Guard(PG)U also known as,.\n"))
def test_nothing_breaks_it_and_every_name_stands_in_the_text(one: str, two: str) -> None:
    text = f"{one}Popular Guard Units (PGU), also known as {two}"
    for found in find_definitions(text):
        assert 0 <= found.start < found.end <= len(text)
        assert " ".join(found.other.split()) in " ".join(text.split())
        assert sentence_around(text, found.start, found.end)


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "(A",
        "(AB)",
        "A ",
        "A, or B",
        "A also known as ",
        "known as ",
        "or AB ",
        "and ",
        "“",
        ", ",
    ],
)
def test_the_time_is_linear_in_the_text(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    begun = time.perf_counter()
    list(find_definitions(text))
    assert time.perf_counter() - begun < 20
