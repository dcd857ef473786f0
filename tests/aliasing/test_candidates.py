"""Other names that articles tell, counted."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from searchapp.aliasing.candidates import Quote, find_candidates, find_quote
from searchapp.analysis.aliases import Aliases, join
from searchapp.analysis.aliasgroups import read_table
from searchapp.model import Article
from tests.articles import make_article

GUARD = "Popular Guard Units (PGU)"
ARTICLES = [
    make_article("a1", "", f"Men of the {GUARD} left.", outlet="Courier", date="2019-02"),
    make_article("a2", "", f"Boats of the {GUARD} came.\n\nThe {GUARD} left.", outlet="Courier"),
    make_article("a3", "", f"One.\n\nThe popular guard units (PGU) and the {GUARD}.",
                 outlet="Dispatch", date="2018-05-01"),
    make_article("a4", "", "Khojastan, formerly known as Zarruqia, grew.", outlet="Dispatch"),
    make_article("a5", "", "Khojastan (formerly Zarruqia) fell.", outlet="Courier"),
    make_article("a6", "", "Khojastan, also known as Zarruqia, stood.", outlet="Courier"),
]  # fmt: skip


def known(text: str) -> Aliases:
    return join([read_table(text, "aliases.toml")])


def test_names_are_counted_by_articles_and_outlets() -> None:
    guard, city = find_candidates(ARTICLES, Aliases())
    assert (guard.name, guard.other, guard.former) == ("Popular Guard Units", "PGU", False)
    assert (guard.articles, guard.outlets) == (3, 2)
    assert (city.name, city.other, city.former) == ("Khojastan", "Zarruqia", True)
    assert (city.articles, city.outlets) == (2, 2)


def test_what_too_few_say_is_left_out() -> None:
    assert [each.articles for each in find_candidates(ARTICLES, Aliases(), least=3)] == [3]
    assert [each.articles for each in find_candidates(ARTICLES, Aliases(), least=1)] == [3, 2, 1]


def test_the_earliest_sentences_are_shown() -> None:
    guard, _ = find_candidates(ARTICLES, Aliases())
    assert [each.article for each in guard.quotes] == ["a3", "a1", "a2"]
    assert guard.quotes[1] == Quote(
        "a1", "Courier", "2019-02", "Men of the Popular Guard Units (PGU) left."
    )
    assert str(guard.quotes[1]) == (
        "Courier, 2019-02, a1: “Men of the Popular Guard Units (PGU) left.”"
    )
    assert guard.to_json()["quotes"][0]["date"] == "2018-05-01"


def test_the_very_same_sentence_counts_once() -> None:
    body = f"The {GUARD} left on Monday."
    copies = [make_article(f"c{n}", "", body, outlet=f"Outlet {n}") for n in range(5)]
    assert find_candidates(copies, Aliases()) == []
    (found,) = find_candidates(copies, Aliases(), least=1)
    assert (found.articles, found.outlets) == (1, 5)


def test_what_is_known_or_refused_is_no_candidate() -> None:
    text = "[[group]]\nname='Popular Guard Units'\nsource='s'\nnames=[{same='P.G.U.'}]"
    assert [each.other for each in find_candidates(ARTICLES, known(text))] == ["Zarruqia"]
    text = "[[refused]]\nnames = ['PGU', 'the popular guard units']"
    assert [each.other for each in find_candidates(ARTICLES, known(text))] == ["Zarruqia"]


def test_what_is_known_of_one_group_is_no_news_of_another() -> None:
    text = (
        "[[group]]\nname = 'Popular Guard Units'\nsource = 's'\n"
        "[[group]]\nname = 'Gas Union'\nsource = 's'\nnames = [{same='PGU'}]"
    )
    assert [each.other for each in find_candidates(ARTICLES, known(text))] == ["PGU", "Zarruqia"]


def test_the_rarest_are_forgotten_where_there_are_too_many() -> None:
    rare = [make_article(f"r{n}", "", f"The Xan{n:03}yz Guard (XG).") for n in range(50)]
    often = [make_article(f"o{n}", "", f"On day {n} the {GUARD} left.") for n in range(50)]
    mixed = [each for pair in zip(rare, often, strict=True) for each in pair]
    (found, *_) = find_candidates(mixed, Aliases(), least=1, most=8)
    assert (found.other, found.articles) == ("PGU", 50)
    assert len(find_candidates(rare, Aliases(), least=1, most=8)) <= 8


def test_reading_is_told() -> None:
    told: list[int] = []
    find_candidates(ARTICLES, Aliases(), tell=told.append)
    assert told == [1, 2, 3, 4, 5, 6]


def test_a_sentence_for_two_names_is_found() -> None:
    found = find_quote(ARTICLES, "the popular guard units", "P.G.U.")
    assert found is not None
    assert (found[0], found[1].article) == (False, "a1")
    assert find_quote(ARTICLES, "Khojastan", "Zarruqia") == (
        True,
        Quote("a4", "Dispatch", None, "Khojastan, formerly known as Zarruqia, grew."),
    )
    # Said of the other one only.
    assert find_quote(ARTICLES[:5], "Zarruqia", "Khojastan") is None
    assert find_quote(ARTICLES, "Khojastan", "PGU") is None


@given(st.integers(0, 99))
def test_the_order_of_the_articles_makes_no_difference(seed: int) -> None:
    shuffled: list[Article] = random.Random(seed).sample(ARTICLES, len(ARTICLES))  # noqa: S311
    assert find_candidates(shuffled, Aliases(), least=1) == find_candidates(
        ARTICLES, Aliases(), least=1
    )
