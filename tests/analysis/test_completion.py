"""What an archive offers for the beginning of a word, on a commit made for the test."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.analysis.completion import Completer
from searchapp.analysis.families import Lexicon
from searchapp.columnar.weights import Weighting
from searchapp.engines.whoosh.vocabulary import SnapshotVocabulary
from tests.articles import make_article
from tests.engines.whoosh.twins import Held, write_snapshot

TEXTS = [
    ("Qasem Soleimani speaks", "Soleimani and the kata'ib"),
    ("Qassem Suleimani in Baghran", "Suleimani, Kataib, soldiers"),
    ("Qasem Soleimani leaves", "Soleimani’s solution for the kata'ib"),
    ("Qassem Suleimani and the mill", "a bridge of solutions"),
    ("Qassem Suleimani", "Katāʾib"),
    ("Qasem Soleimani", "Soleimani solution"),
]


@pytest.fixture
def completer(tmp_path: Path) -> Completer:
    held = [Held(make_article(f"a{at}", *text)) for at, text in enumerate(TEXTS)]
    snapshot = write_snapshot(tmp_path / "index", [held[:3], held[3:]])
    vocabulary = SnapshotVocabulary(snapshot, Weighting(snapshot))
    return Completer(vocabulary, Lexicon(vocabulary))


def test_forms_with_the_same_letters_are_offered_once(completer: Completer) -> None:
    (entry,) = completer.words("kat", 9)
    assert (entry.text, entry.spellings) == ("kata'ib", 1)


def test_spellings_of_one_name_are_offered_once_as_the_most_frequent(completer: Completer) -> None:
    entries = completer.words("s", 9)
    assert [entry.text for entry in entries] == ["soleimani", "solution", "soldiers", "speaks"]
    assert entries[0].spellings == 2


def test_forms_of_an_english_word_are_offered_once(completer: Completer) -> None:
    assert [entry.text for entry in completer.words("solu", 9)] == ["solution"]


def test_where_the_exact_form_counts_each_is_offered(completer: Completer) -> None:
    found = completer.words("kat", 9, is_exact=True)
    assert [(entry.text, entry.spellings) for entry in found] == [
        ("kata'ib", 1),
        ("kataib", 1),
        ("katā'ib", 1),
    ]
    assert [entry.text for entry in completer.words("solu", 9, is_exact=True)] == [
        "solution",
        "solutions",
    ]


def test_what_is_offered_begins_as_was_typed(completer: Completer) -> None:
    assert [entry.text for entry in completer.words("su", 9)] == ["suleimani"]
    assert completer.words("x", 9) == completer.words("", 9) == []


def test_words_that_only_serve_others_are_not_offered(completer: Completer) -> None:
    assert completer.words("th", 9) == completer.words("an", 9) == []


def test_names_of_several_words_are_offered_by_any_of_them(completer: Completer) -> None:
    for typed in (("so",), ("qas",), ("qasem", "so"), ("qasem", "")):
        (entry,) = completer.names(typed, 9)
        assert (entry.text, entry.spellings) == ("qasem soleimani", 2)


def test_no_more_are_offered_than_asked_for(completer: Completer) -> None:
    assert [entry.text for entry in completer.words("s", 1)] == ["soleimani"]
    assert completer.words("s", 0) == completer.names(("q",), 0) == []
