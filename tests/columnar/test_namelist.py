"""Names of several words, found by any of their words."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.columnar.namelist import NameList
from searchapp.columnar.wordlist import WordList
from tests.articles import make_article
from tests.engines.whoosh.twins import Held, write_snapshot

COUNTS = {"mira talvik": 3, "mira tal": 5, "council of baghran": 5, "tal tal": 2}


@pytest.fixture
def names(tmp_path: Path) -> NameList:
    article = make_article("a1", "", " ".join(COUNTS))
    words = WordList(write_snapshot(tmp_path / "index", [[Held(article)]]), ("body",))
    numbers = {text.decode(): number for number, text in enumerate(words.ranked)}
    found = {tuple(numbers[word] for word in name.split()): count for name, count in COUNTS.items()}
    return NameList(words, found)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("mi", ["mira tal", "mira talvik"]),
        ("mira ta", ["mira tal", "mira talvik"]),
        ("mira talv", ["mira talvik"]),
        ("mira ", ["mira tal", "mira talvik"]),
        ("ta", ["mira tal", "mira talvik", "tal tal"]),
        ("of b", ["council of baghran"]),
        ("ira", []),
        ("mira baghran", []),
    ],
)
def test_any_word_of_a_name_finds_it(names: NameList, typed: str, expected: list[str]) -> None:
    assert [" ".join(name) for name in names.beginning(typed.split(" "), 9)] == expected


def test_the_most_frequent_come_first_and_each_once(names: NameList) -> None:
    assert [" ".join(name) for name in names.beginning(["mi"], 1)] == ["mira tal"]
    assert names.beginning(["tal"], 9).count(("tal", "tal")) == 1


def test_what_is_a_name(names: NameList) -> None:
    assert names.has(["mira", "tal"])
    assert not names.has(["tal", "mira"])
    assert not names.has(["council", "of"])
