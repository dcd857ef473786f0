"""Whole queries that may have been meant, where one finds nothing."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.archive import Archive
from searchapp.engines.base import Engine, Result
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.query.plan import make_plan
from searchapp.search.corrections import correct
from tests.articles import make_article

TEXTS = [
    ("The ferry leaves Baghran", "A drone over the white house. Suluk."),
    ("The ferry of Baghran", "Soleimani at the bridge."),
    ("Baghran", "Soleimani and a drone strike."),
    ("The mill", "The bridge and the river; the ferrry."),
]

# What most articles have, and how a few of them misspell it.
PRESS = [
    *["The president and the government, a hospital; Soleimani spoke to a person."] * 220,
    "The goverment waits for Pearson.",
    "Pearson of the Hospitalo waits; kataib.",
    "Pearsen and Pearson, so says Chile, while the ships sail.",
]

# What a few articles make of names that many have.
NAMES = [
    *["Recep Tayyip Erdogan met Volodymyr Zelensky at the bridge."] * 60,
    *["The lawyer Aaron Zelinsky and the lawyer Ehud Barak spoke."] * 9,
    "Recep Tayyip Ergodan at the mill.",
    "Volodymyr Zelenksy and Recep Tayyip Ergodan.",
]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    path = tmp_path_factory.mktemp("names") / "index"
    engine = WhooshEngine.create(path)
    with engine.writer() as writer:
        articles = [make_article(f"n{n}", f"Story {n}", text) for n, text in enumerate(NAMES)]
        writer.replace("/files/one", "1", articles)
    with Archive(str(path), engine) as archive:
        yield archive


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    path = tmp_path_factory.mktemp("press") / "index"
    engine = WhooshEngine.create(path)
    with engine.writer() as writer:
        articles = [make_article(f"a{n}", f"Story {n}", text) for n, text in enumerate(PRESS)]
        writer.replace("/files/one", "1", articles)
    with Archive(str(path), engine) as archive:
        yield archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    path = tmp_path_factory.mktemp("corrections") / "index"
    engine = WhooshEngine.create(path)
    with engine.writer() as writer:
        articles = [make_article(f"a{n}", *text, outlet="Kite") for n, text in enumerate(TEXTS)]
        writer.replace("/files/one", "1", articles)
    with Archive(str(path), engine) as archive:
        yield archive


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("brigde", [("bridge", 2)]),
        ("brigde rivver", [("bridge river", 1)]),
        ("the brigde", [("the bridge", 2)]),
        ('"drone strikke"', [('"drone strike"', 1)]),
        ("title:ferrx -brigde", [("title:ferry -brigde", 2)]),
        ("=brigde", [("=bridge", 2)]),
        ("theferry", [('"the ferry"', 2)]),
        ("brid ge", [("bridge", 2)]),
        ("(brigde OR zzzzz) river", [("(bridge OR zzzzz) river", 1)]),
        # Something is found, but not by a word that the archive does not have.
        ("mill OR brigde", [("mill OR bridge", 2)]),
        # Every word is there, though never with the others, and one is hardly ever written so.
        ("zzzzz", []),
        ("mill drone", []),
        ("brig*", []),
        ("", []),
        ("AND", []),
        ("bridge", []),
    ],
)
def test_what_may_have_been_meant(
    archive: Archive, query: str, expected: list[tuple[str, int]]
) -> None:
    page = archive.search(query, match="letters")
    assert [(each.query, each.articles) for each in page.corrections] == expected
    assert page.to_json()["corrections"] == [each.to_json() for each in page.corrections]


def test_corrections_are_never_applied(archive: Archive) -> None:
    page = archive.search("brigde", match="letters")
    assert (page.total, page.hits) == (0, ())


def test_a_correction_finds_something_with_the_same_filters(archive: Archive) -> None:
    found = archive.search("brigde", match="letters", outlets=["Kite"])
    assert [each.query for each in found.corrections] == ["bridge"]
    hidden = archive.search("brigde", match="letters", outlets=["Ledger"])
    assert hidden.corrections == ()


@pytest.mark.parametrize(
    ("query", "finds", "expected"),
    [
        # No article writes it so, and what is found by spelling is hardly meant.
        ("hospitel", 1, [("hospital", 220)]),
        ("hospitel pearson", 1, []),
        # An article writes it so, two hundred times as many write the English word.
        ("goverment", 1, [("government", 220)]),
        ("goverment OR hospitel", 2, [("government OR hospital", 220)]),
        ("title:story goverment", 1, [("title:story government", 220)]),
        # Who asks for a spelling, or for wrong letters, means it.
        ("=goverment", 1, []),
        ("goverment~1", 221, []),
        # Names are their own words, however many spellings they have.
        ("pearson", 3, []),
        ("suleimani", 220, []),
        ("katayib", 1, []),
        ("chile", 1, []),
    ],
)
def test_what_was_hardly_meant_though_it_is_found(
    press: Archive, query: str, finds: int, expected: list[tuple[str, int]]
) -> None:
    page = press.search(query)
    assert page.articles == finds
    assert [(each.query, each.articles) for each in page.corrections] == expected


@pytest.mark.parametrize(
    ("query", "finds", "expected"),
    [
        # The name is offered with all articles that it finds, those with the slip among them.
        ("ergodan", 2, [("erdogan", 62)]),
        ("zelenksy", 1, [("zelensky", 61)]),
        ("Volodymyr Zelenksy", 1, [("Volodymyr zelensky", 61)]),
        ('"volodymyr zelenksy"', 1, [('"volodymyr zelensky"', 61)]),
        ("zelenksy ergodan", 1, [("zelensky erdogan", 61)]),
        # What else is asked for stays, and where no more would be found nothing is offered.
        ("mill ergodan", 1, []),
        ("bridge OR ergodan", 62, []),
        # Who asks for a spelling, or for wrong letters, means it.
        ("=ergodan", 2, []),
        ("ergodan~2", 62, []),
        # So does who types a name of its own.
        ("zelinsky", 9, []),
        ("barak", 9, []),
    ],
)
def test_the_name_that_was_meant_by_a_slip_which_a_few_articles_have(
    names: Archive, query: str, finds: int, expected: list[tuple[str, int]]
) -> None:
    page = names.search(query)
    assert page.articles == finds
    assert [(each.query, each.articles) for each in page.corrections] == expected


words = st.sampled_from(["bridge", "ferry", "kataib", "guard", "minister", "OR", "-river"])
errors = st.sampled_from(["", "x", "e"])


@given(st.lists(st.tuples(words, errors, st.integers(0, 7)), min_size=1, max_size=4))
def test_every_correction_finds_more(
    sample_archive: Archive, typed: list[tuple[str, str, int]]
) -> None:
    query = " ".join(word[:at] + error + word[at + 1 :] for word, error, at in typed)
    page = sample_archive.search(query, match="letters")
    assert len(page.corrections) <= 3
    for each in page.corrections:
        again = sample_archive.search(each.query, match="letters")
        assert (again.total, again.articles) == (each.total, each.articles)
        assert each.articles > page.articles
        assert each.query != query


def test_all_that_may_have_been_meant_is_looked_for_before_one_deadline(
    sample_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = sample_archive._engine
    clock, left = itertools.count(), list[float]()
    nearest = engine.nearest

    def found(word: str, most: int, *, deadline: float) -> Sequence[str]:
        left.append(deadline)
        return nearest(word, most)

    monkeypatch.setattr(engine, "nearest", found)
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    plan = make_plan("brigde kommander", deadline=1e6)
    correct(engine, "brigde kommander", plan, engine.search(plan))
    assert len(left) > 1
    assert left == sorted(left, reverse=True)
    assert len(set(left)) == len(left)


def test_a_search_that_was_cut_short_asks_for_nothing_more() -> None:
    cannot_be_asked = cast(Engine, object())
    result = Result(0, 0, (), {}, {})
    for articles in (0, 3):
        cut_short = dataclasses.replace(result, articles=articles, partial=True)
        assert correct(cannot_be_asked, "brigde", make_plan("brigde"), cut_short) == ()


def test_an_apostrophe_at_the_edge_of_a_word_is_a_part_of_it(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path / "index")
    with engine.writer() as writer:
        writer.replace("/files/one", "1", [make_article("a", "Harbour", "At the Mīnāʾ gate.")])
    with Archive("index", engine) as archive:
        (found,) = archive.search("mimaa gate", match="exact").corrections
        assert (found.query, found.total) == ("mīnāʼ gate", 1)
