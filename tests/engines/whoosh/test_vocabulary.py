"""The forms of a commit, as the lexicon asks for them, against a plain look at every text."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.analysis.families import Lexicon
from searchapp.analysis.folding import fold
from searchapp.analysis.lexicon import Level, Wanted
from searchapp.analysis.readings import Readings
from searchapp.analysis.spelling import candidate_keys
from searchapp.analysis.stems import stem
from searchapp.columnar import snapshot as snapshots
from searchapp.columnar.weights import Weighting
from searchapp.engines.whoosh import vocabulary
from searchapp.engines.whoosh.vocabulary import SnapshotVocabulary
from tests.articles import make_article
from tests.engines.whoosh.twins import Held, write_snapshot
from tests.vocabulary import NaiveVocabulary

WORDS = [
    "Kataib",
    "Kata’ib",
    "Kataeb",
    "كتائب",
    "strike",
    "strikes",
    "Abdul",
    "Abdel",
    "Mahdi",
    "Mehdi",
    "Abdulmahdi",
    "al",
    "Sadr",
    "word1",
    "jong",
    "un",
    "Soleimani",
    "Suleimani",
    "Soleimani’s",
]
words = st.sampled_from(WORDS)
texts = st.lists(words, max_size=8).map(" ".join)
archives = st.lists(st.lists(st.tuples(texts, texts), max_size=4), min_size=1, max_size=3)


def vocabulary_of(folder: Path, archive: list[list[tuple[str, str]]]) -> SnapshotVocabulary:
    """Titles and bodies, those of each segment together."""
    held = [
        [Held(make_article(f"{part}-{at}", *each)) for at, each in enumerate(articles)]
        for part, articles in enumerate(archive)
    ]
    snapshot = write_snapshot(folder, held)
    return SnapshotVocabulary(snapshot, Weighting(snapshot))


def forms_of(read: Readings) -> set[str]:
    return set(map(read.form, range(len(read))))


@settings(deadline=None, max_examples=60)
@given(archives, st.lists(words, min_size=1, max_size=3))
def test_a_commit_has_the_forms_of_its_texts(
    archive: list[list[tuple[str, str]]], asked: list[str]
) -> None:
    articles = [article for part in archive for article in part]
    bodies = [body for _, body in articles]
    naive = NaiveVocabulary([text for article in articles for text in article], bodies)
    with tempfile.TemporaryDirectory() as folder:
        ours = vocabulary_of(Path(folder) / "index", archive)
        for word in asked:
            letters = fold(word)
            assert ours.with_letters(letters) == naive.with_letters(letters)
            assert ours.with_stem(stem(letters)) == naive.with_stem(stem(letters))
            keys = candidate_keys(word)
            assert forms_of(ours.with_names(keys)) >= forms_of(naive.with_names(keys))
            assert ours.within(letters, 1) == naive.within(letters, 1)
            forms = naive.with_letters(letters) + naive.with_letters("sadr")
            found, expected = ours.articles_with(forms), naive.articles_with(forms)
            assert found.tolist() == expected.tolist()
            assert [*ours.texts(found, 2)] == naive.texts(expected, 2)
        places = [naive.with_letters(fold(word)) + naive.with_letters("sadr") for word in asked]
        assert ours.side_by_side(places, 5) == naive.side_by_side(places, 5)
        for level in Level:
            wanted = Wanted("-".join(asked).lower(), level)
            assert Lexicon(ours).family(wanted) == Lexicon(naive).family(wanted)


@settings(deadline=None, max_examples=60)
@given(archives, st.data(), st.lists(words, min_size=1, max_size=2))
def test_forms_of_deleted_articles_alone_are_no_forms(
    archive: list[list[tuple[str, str]]], data: st.DataObject, asked: list[str]
) -> None:
    held = [
        [
            Held(make_article(f"{part}-{at}", *each), live=data.draw(st.booleans()))
            for at, each in enumerate(articles)
        ]
        for part, articles in enumerate(archive)
    ]
    live = [each.article for part in held for each in part if each.live]
    bodies = [article.body for article in live]
    naive = NaiveVocabulary([text for each in live for text in (each.title, each.body)], bodies)
    with tempfile.TemporaryDirectory() as folder:
        snapshot = write_snapshot(Path(folder) / "index", held)
        ours = SnapshotVocabulary(snapshot, Weighting(snapshot))
        for word in asked:
            letters = fold(word)
            assert ours.with_letters(letters) == naive.with_letters(letters)
            assert ours.with_stem(stem(letters)) == naive.with_stem(stem(letters))
            assert ours.within(letters, 1) == naive.within(letters, 1)
            every = [form for part in snapshot.slices for form in part.segment.forms]
            texts = [form.decode() for form in every]
            assert ours.standing(texts) == naive.standing(texts)
        for level in Level:
            wanted = Wanted("-".join(asked).lower(), level)
            assert Lexicon(ours).family(wanted) == Lexicon(naive).family(wanted)


def test_words_that_are_in_many_articles_are_found_side_by_side_in_one(tmp_path: Path) -> None:
    apart = [("", "hour of the day by hour")] * 60
    archive = [[*apart, ("", "an hour by hour account"), *apart]]
    ours = vocabulary_of(tmp_path / "index", archive)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "_LOOKED_THROUGH", 3)
        assert ours.side_by_side([["hour"], ["by"], ["hour"]], 5) == [("hour", "by", "hour")]


def test_what_was_deleted_does_not_count(tmp_path: Path) -> None:
    texts = ["Aaron Zelinsky", "Volodymyr Zelensky", "Zelensky and Zelinsky"]
    held = [
        Held(make_article(str(at), "Zelensky", text), live=at > 0) for at, text in enumerate(texts)
    ]
    snapshot = write_snapshot(tmp_path / "index", [held[:1], held[1:]])
    vocabulary = SnapshotVocabulary(snapshot, Weighting(snapshot))
    assert vocabulary.articles_with(["zelinsky"]).tolist() == [2]
    found = vocabulary.articles_with(["zelinsky", "zelensky"])
    assert found.tolist() == [1, 2]
    assert [*vocabulary.texts(found, 5)] == [
        b"Volodymyr Zelensky",
        texts[2].encode(),
    ]


def test_articles_are_numbered_through_all_stretches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "_STRETCH", 1)
    archive = [[("", "Zelensky"), ("", "Zelinsky")], [("", "Zelensky Zelinsky")]]
    found = vocabulary_of(tmp_path / "index", archive).articles_with_each(
        [["zelensky"], [], ["zelinsky", "zelensky"], ["zelinsky"]]
    )
    assert [each.tolist() for each in found] == [[0, 2], [], [0, 1, 2], [1, 2]]


def test_an_article_counts_once_in_which_words_stand_side_by_side(tmp_path: Path) -> None:
    texts = ["It is real", "Real is what it is, really real", "is real is real", "is real"]
    held = [Held(make_article(str(at), x, x), live=at < 3) for at, x in enumerate(texts)]
    snapshot = write_snapshot(tmp_path / "index", [held[:1], held[1:]])
    vocabulary = SnapshotVocabulary(snapshot, Weighting(snapshot))
    assert vocabulary.articles_with_phrase(["is", "real"]) == 2
    assert vocabulary.articles_with_phrase(["real", "it"]) == 0
