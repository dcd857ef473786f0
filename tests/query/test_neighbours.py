"""Words typed side by side may be one name, and are asked for as one too."""

from __future__ import annotations

import pytest

from searchapp.query.syntax import parse


def tree(typed: str) -> str:
    return str(parse(f"title:({typed})").query)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("jong un", "((title:jong OR title:jong+un) AND (title:un OR title:jong+un))"),
        ("(jong un)", "((title:jong OR title:jong+un) AND (title:un OR title:jong+un))"),
        ('"jong un"', '(title:"jong un" OR title:jong+un)'),
        ('"jong un"~3', '(title:"jong un"~3 OR title:jong+un)'),
        ('"kim jong un"', '(title:"kim jong un" OR title:"kim+jong un" OR title:"kim jong+un")'),
        ("bin laden", "((title:bin OR title:bin+laden) AND (title:laden OR title:bin+laden))"),
        ('"bin al asad"', '(title:"bin al-asad" OR title:bin+al+asad)'),
        ('"abdul killed"', '(title:"abdul killed" OR title:abdul+killed)'),
    ],
)
def test_a_name_of_two_words_is_asked_for_in_one(typed: str, expected: str) -> None:
    assert tree(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        *("in side", "jack son", "white house", "put in", "drone strike", "ben in", '"van in"'),
        *("li na", "a merica", "covid 19", "=jong un", "jong~1 un", "jong -un", "kata* un"),
        *("al-sadr city", "abdul mahdi", "jong", "title:jong un", "title:jong body:un"),
        *("author:jong un", "jong author:un"),
    ],
)
def test_other_words_are_only_what_they_are(typed: str) -> None:
    assert "+" not in str(parse(typed).query)


def test_abdul_and_a_word_are_a_name_or_where_there_is_none_words() -> None:
    apart = "(title:abdul!abdul-mahdi AND title:mahdi!abdul-mahdi)"
    assert tree("abdul mahdi") == f"(title:abdul-mahdi OR {apart})"
    assert "!" not in tree("abdul 2014") + tree("abdul-mahdi") + tree('"abdul mahdi"')


@pytest.mark.parametrize(
    "typed",
    [
        *("jong AND un", "(x jong) AND un", "jong AND (un x)", "abdul AND mahdi"),
        *("un OR jong", "x OR jong un", "jong un OR x", "jong (un OR x)"),
        *("jong NOT un", "NOT jong un", "jong -un", "jong NOT x un"),
        *("jong (un)", "(jong) un", "(x jong) un", "jong (un x)", "(jong) (un)"),
    ],
)
def test_words_with_a_sign_between_them_are_no_name(typed: str) -> None:
    assert "+" not in tree(typed)


def test_a_sign_parts_only_the_words_beside_it() -> None:
    assert tree("bin laden AND jong un").count("bin+laden") == 2
    assert tree("bin laden AND jong un").count("jong+un") == 2
    assert tree("bin laden (jong un) x").count("bin+laden") == 2
    assert tree("bin laden (jong un) x").count("jong+un") == 2
    assert tree("x AND y jong un").count("jong+un") == 2


def test_a_name_is_asked_for_where_its_words_are() -> None:
    assert "outlet" in str(parse("outlet:(jong un)").query)
    assert "date" not in str(parse("jong un").query)
    for leaf in parse("jong un").query.leaves():
        assert vars(leaf)["boost"] == (2 if vars(leaf)["fieldname"] == "title" else 1)


def test_what_is_not_wanted_is_not_wanted_in_one_word() -> None:
    assert str(parse("-title:(jong un)").query).startswith("NOT")
    assert tree("x -(jong un)").count("jong+un") == 2
