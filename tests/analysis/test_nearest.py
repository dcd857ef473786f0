"""What may have been meant by a word, on a commit made for the test."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.analysis.nearest import nearest
from searchapp.columnar.weights import Weighting
from searchapp.engines.whoosh.vocabulary import SnapshotVocabulary
from tests.articles import make_article
from tests.engines.whoosh.twins import Held, write_snapshot

TEXTS = [
    *["the bridge at the white house of Baghran"] * 60,
    "a bride, a fridge and a bridle",
    "Bagran, Soleimani's, Bahrgan",
    "Qandahar Soleimani Suleimani",
]


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> SnapshotVocabulary:
    return read(tmp_path_factory.mktemp("nearest"), TEXTS)


def read(folder: Path, texts: list[str]) -> SnapshotVocabulary:
    held = [Held(make_article(f"a{at:02}", "", text)) for at, text in enumerate(texts)]
    parts = [held[: len(held) // 2], held[len(held) // 2 :]]
    snapshot = write_snapshot(folder / "index", parts)
    return SnapshotVocabulary(snapshot, Weighting(snapshot))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("brigde", ["bridge", "bride"]),
        ("bridgge", ["bridge", "bride"]),
        ("Baghrann", ["baghran"]),
        ("whitehouse", ["white house"]),
        ("wihte", ["white"]),
        ("brid ge", ["bridge"]),
        ("soleimany", ["soleimani"]),
        ("zzzzz", []),
        ("zz zz", []),
        ("br", []),
        ("''", []),
    ],
)
def test_what_may_have_been_meant(
    vocabulary: SnapshotVocabulary, word: str, expected: list[str]
) -> None:
    assert nearest(vocabulary, word, 2) == expected


def test_what_is_less_likely_than_the_word_is_left_out(vocabulary: SnapshotVocabulary) -> None:
    assert nearest(vocabulary, "bridge", 9) == []
    assert "fridge" not in nearest(vocabulary, "bride", 9)


def test_two_words_are_as_likely_as_they_stand_side_by_side(tmp_path: Path) -> None:
    texts = [*["it is so, and a real one"] * 40, *["Israel"] * 20, *["it is real"] * 3]
    # In few articles it is real, though both words are in many.
    assert nearest(read(tmp_path, texts), "isreal", 9) == ["israel", "is real"]
    texts = [*["Israel"] * 3, *["it is real"] * 20]
    assert nearest(read(tmp_path, texts), "isreal", 9) == ["is real", "israel"]


def test_frequent_words_come_before_rare_ones_that_are_nearer(
    vocabulary: SnapshotVocabulary,
) -> None:
    found = nearest(vocabulary, "briddge", 9)
    assert found[0] == "bridge"
    assert set(found) > {"bridge", "bridle"}


def test_of_spellings_of_one_name_the_likeliest_is_offered(vocabulary: SnapshotVocabulary) -> None:
    assert nearest(vocabulary, "soleymanni", 9) == ["soleimani"]


def test_two_letters_that_changed_places_are_one_wrong_letter(
    vocabulary: SnapshotVocabulary,
) -> None:
    # Frequent as it is, bridge is two wrong letters away.
    assert nearest(vocabulary, "bridel", 9) == ["bride", "bridle", "bridge"]


def test_no_more_are_offered_than_asked_for(vocabulary: SnapshotVocabulary) -> None:
    assert len(nearest(vocabulary, "bridgge", 1)) == 1
    assert nearest(vocabulary, "bridgge", 0) == nearest(vocabulary, "brid ge", 0) == []
