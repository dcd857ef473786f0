"""Phrases are found alike however many documents are looked through at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.columnar import phrases
from searchapp.columnar.batch import Batch
from searchapp.columnar.documents import Document, Layout
from searchapp.columnar.phrases import NearMatches
from searchapp.columnar.segment import Segment
from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.vocabulary import Vocabulary
from searchapp.columnar.weights import Weighting
from searchapp.columnar.words import Word, WordMatches

LAYOUT = Layout(("body",), (), (), ())

texts = st.lists(st.sampled_from("abc"), max_size=9).map(" ".join)


def written(folder: Path, bodies: list[str]) -> Snapshot:
    batch = Batch(LAYOUT, Vocabulary())
    for number, body in enumerate(bodies):
        batch.add(Document(f"{number}", {"body": body.encode()}, {}, {}, {}, b""))
    for file in folder.iterdir():
        file.unlink()
    batch.write(folder, "x")
    return Snapshot([Segment(folder, "x")], [None])


def found(snapshot: Snapshot, words: str, slop: int) -> list[int]:
    (stretch,), weighting = snapshot.stretches, Weighting(snapshot)
    norms = weighting.norms("body", stretch)
    matches = [
        WordMatches(Word(stretch, "body", (word,), lambda: None), 1.0, norms) for word in words
    ]
    near = NearMatches(matches, slop, True, stretch.lengths("body"), lambda: None)
    documents: list[int] = near.documents.tolist()
    return documents


def stand_near(body: str, words: str, slop: int) -> bool:
    places = {at for at, word in enumerate(body.split()) if word == words[0]}
    for wanted in words[1:]:
        here = {at for at, word in enumerate(body.split()) if word == wanted}
        places = {at for at in here for before in places if 0 < at - before <= slop}
    return bool(places)


@pytest.mark.parametrize("room", [1 << 24, 12, 1])
@given(bodies=st.lists(texts, min_size=1, max_size=8), slop=st.sampled_from([1, 2, 5, 1_000_000]))
def test_documents_are_found_in_parts_as_at_once(
    room: int, bodies: list[str], slop: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "phrases"
    folder.mkdir(exist_ok=True)
    snapshot = written(folder, bodies)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrases, "_PLACES", room)
        for words in ("ab", "aa", "abc", "cab", "ax"):
            expected = [at for at, body in enumerate(bodies) if stand_near(body, words, slop)]
            assert found(snapshot, words, slop) == expected


def test_a_form_that_is_given_twice_stands_there_once(tmp_path: Path) -> None:
    snapshot = written(tmp_path, ["a b c", "a", "a a"])
    (stretch,) = snapshot.stretches
    twice, once = (Word(stretch, "body", forms, lambda: None) for forms in (("a", "a"), ("a",)))
    assert twice.documents.tolist() == [0, 1, 2]
    assert twice.frequencies.tolist() == once.frequencies.tolist()
    norms = Weighting(snapshot).norms("body", stretch)
    matches = [WordMatches(word, 1.0, norms) for word in (once, twice)]
    near = NearMatches(matches, 1, True, stretch.lengths("body"), lambda: None)
    assert near.documents.tolist() == [2]
