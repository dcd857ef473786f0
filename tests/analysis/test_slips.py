"""What may have been meant by a word though it finds something, on a commit made for the test."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.analysis.families import Lexicon
from searchapp.analysis.lexicon import Form, Kind, Level, Wanted
from searchapp.analysis.slips import misspelt
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

# Names of the press, each with what is a letter from it.
PRESS = [
    *["Recep Tayyip Erdogan met the minister; Volodymyr Zelensky did not."] * 40,
    *["Bashar Assad spoke, and the prosecutor Aaron Zelinsky wrote."] * 10,
    *["Robert Mandell spoke."] * 20,
    "Recep Tayyip Ergodan waits for Volodymyr Zelenksy's call, and for Erdogann.",
    "A greeting from Volodymyr Zelenksy.",
    "Elsa Mandall sang.",
]

# An English word in most articles, one that stands in names, and names a letter from both.
FIGURES = [
    *["The figures of the Senate Committee were met with long negotiations."] * 220,
    "Christiana Figueres spoke, and Figuress was a slip.",
    "The Senate Comittee waits.",
    "the figurres are out, figurres, and the Negotations.",
]


def read(folder: Path, texts: list[str]) -> SnapshotVocabulary:
    held = [Held(make_article(f"a{at:03}", "", text)) for at, text in enumerate(texts)]
    snapshot = write_snapshot(folder / "index", [held[:30], held[30:]])
    return SnapshotVocabulary(snapshot, Weighting(snapshot))


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> SnapshotVocabulary:
    return read(tmp_path_factory.mktemp("slips"), TEXTS)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> SnapshotVocabulary:
    return read(tmp_path_factory.mktemp("press"), PRESS)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> SnapshotVocabulary:
    return read(tmp_path_factory.mktemp("figures"), FIGURES)


def meant_by(
    vocabulary: SnapshotVocabulary, word: str, level: Level = Level.SPELLINGS
) -> list[str]:
    lexicon = Lexicon(vocabulary)
    return misspelt(vocabulary, lexicon, word, lexicon.family(Wanted(word, level)).forms)


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
    assert misspelt(vocabulary, Lexicon(vocabulary), word, forms) == expected


def test_what_an_article_has_is_a_slip_only_of_a_far_more_frequent_word(
    vocabulary: SnapshotVocabulary,
) -> None:
    lexicon = Lexicon(vocabulary)
    for kind, expected in ((Kind.SPELLING, ["bridge"]), (Kind.EXACT, [])):
        assert misspelt(vocabulary, lexicon, "bridgee", [Form("bahrgan", kind)]) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        # The name finds the articles that write it so, but not the other way round.
        ("ergodan", ["erdogan"]),
        ("zelenksy", ["zelensky"]),
        # It finds all of them itself.
        ("erdoghan", []),
        ("erdogan", []),
        # In company or count it is a name of its own, or many bear it.
        ("zelinsky", []),
        ("mandall", []),
        ("assad", []),
    ],
)
def test_a_name_is_meant_that_finds_what_was_typed_as_a_slip(
    press: SnapshotVocabulary, word: str, expected: list[str]
) -> None:
    assert meant_by(press, word) == expected


def test_who_wants_other_spellings_left_out_is_offered_none(press: SnapshotVocabulary) -> None:
    assert meant_by(press, "ergodan", Level.LETTERS) == ["erdogan"]
    assert meant_by(press, "erdogann", Level.LETTERS) == []


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        # It is written small somewhere, as words are that are no names,
        ("figurres", ["figures"]),
        # or never is, and the word that is near hardly ever otherwise,
        ("figueres", []),
        ("figuress", []),
        # unless that stands in names itself, or the letters are too many for chance.
        ("comittee", ["committee"]),
        ("negotations", ["negotiations"]),
    ],
)
def test_a_name_is_no_slip_of_a_word_that_is_written_small(
    figures: SnapshotVocabulary, word: str, expected: list[str]
) -> None:
    assert meant_by(figures, word) == expected
