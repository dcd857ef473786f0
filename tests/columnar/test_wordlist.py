"""The words of all segments in one list, by their letters."""

from __future__ import annotations

from pathlib import Path

from searchapp.analysis.folding import fold
from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.wordlist import WordList
from tests.articles import make_article
from tests.engines.whoosh.twins import Held, write_snapshot


def snapshot_of(folder: Path, *segments: list[str]) -> Snapshot:
    numbers = iter(range(100))
    return write_snapshot(
        folder / "index",
        [
            [Held(make_article(f"a{next(numbers)}", "River", body)) for body in bodies]
            for bodies in segments
        ],
    )


def test_forms_with_the_same_letters_are_one_word_in_all_segments(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, ["Kata'ib", "kataib river"], ["Kataib’s bridge", "كتائب"])
    words = WordList(snapshot, ("title", "body"))
    letters = [text.decode() for text in words.ranked]
    assert letters == ["bridge", "kataib", fold("كتائب"), "river"]
    for part, of_forms in zip(snapshot.slices, words.of_forms, strict=True):
        for form, word in zip(part.segment.forms, of_forms.tolist(), strict=True):
            assert letters[word] == fold(form.decode())


def test_the_words_in_the_most_documents_come_first(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, ["barn bank", "bank"], ["bank barn", "bar"])
    words = WordList(snapshot, ("title", "body"))
    best = [words.ranked[number].decode() for number in words.ranked.best(b"ba", 9)]
    assert best == ["bank", "barn", "bar"]
    # In the title of every article.
    assert words.ranked[words.ranked.best(b"", 1)[0]] == b"river"


def test_of_no_segments_there_are_no_words() -> None:
    assert len(WordList(Snapshot([], []), ("body",)).ranked) == 0
