"""What may have been meant by a word, on a commit made for the test."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.analysis.lexicon import Form, Kind
from searchapp.analysis.nearest import misspelt, nearest
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
    folder: Path = tmp_path_factory.mktemp("nearest")
    held = [Held(make_article(f"a{at:02}", "", text)) for at, text in enumerate(TEXTS)]
    snapshot = write_snapshot(folder / "index", [held[:30], held[30:]])
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


@pytest.mark.parametrize(
    ("word", "found", "expected"),
    [
        ("briidge", "bridle", ["bridge"]),
        ("brigde", "bridle", ["bridge"]),
        ("brigde", "", ["bridge"]),
        # It is one of the spellings, or these are in as many articles.
        ("brigde", "bridge", []),
        ("brigde", "house", []),
        # The words begin otherwise, are rare, or two letters away; an English word is no slip.
        ("fidge", "bridle", []),
        ("brridle", "bride", []),
        ("brrigde", "bridle", []),
        ("bridges", "bridle", []),
        ("bride", "bridle", []),
        # Of fewer letters, or in another script, it may be any name.
        ("whte", "bridle", []),
        ("бридге", "bridle", []),
        ("white-hose", "bridle", []),
    ],
)
def test_an_english_word_of_which_a_word_is_a_slip(
    vocabulary: SnapshotVocabulary, word: str, found: str, expected: list[str]
) -> None:
    forms = [Form(found, Kind.SPELLING)] if found else []
    assert misspelt(vocabulary, word, forms) == expected


def test_what_an_article_has_is_a_slip_only_of_a_far_more_frequent_word(
    vocabulary: SnapshotVocabulary,
) -> None:
    assert misspelt(vocabulary, "bridgee", [Form("bahrgan", Kind.SPELLING)]) == ["bridge"]
    assert misspelt(vocabulary, "bridgee", [Form("bahrgan", Kind.EXACT)]) == []
