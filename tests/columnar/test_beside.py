"""Words counted in some documents, and which stand behind another, against counting by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.analysis.folding import fold
from searchapp.analysis.tokens import words_in
from searchapp.columnar import beside
from searchapp.columnar.beside import Beside, count_beside
from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.wordlist import WordList
from tests.articles import make_article
from tests.engines.whoosh.twins import Held, write_snapshot

# Every third tells of Mira al-Talvik, whose name is written in two ways; towns stand anywhere.
TEXTS = [
    f"{'Mira al-Talvik and' if at % 3 == 0 else 'Nobody in'} the t{chr(97 + at % 5)}own of {town}. "
    f"{'Mira Tálvik spoke, and the tower of ' if at % 6 == 0 else 'The mill at '}"
    f"{town} fell in the tide {'again ' * (at % 4)}" + "and the rest of it went on as before " * 4
    for at, town in enumerate(["Tarn", "Baghran", "Tarn", "Tolvik", "Sel", "Tarn", "Moor"] * 6)
]
FIELDS = ("title", "body")


def go_on() -> None:
    """There is time."""


@pytest.fixture(scope="module", params=[1, 3])
def snapshot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    held = [Held(make_article(f"a{at:03}", text.split()[0], text)) for at, text in enumerate(TEXTS)]
    parts = [held[at :: request.param] for at in range(request.param)]
    return write_snapshot(tmp_path_factory.mktemp("beside") / "index", parts)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make steps of several of what would otherwise be read in one."""
    monkeypatch.setattr(beside, "_AT_ONCE", 16)


def texts_of(snapshot: Snapshot) -> list[str]:
    keys = [snapshot.key(document) for document in range(snapshot.documents)]
    return [TEXTS[int(key[1:])] for key in keys]


def counted(
    snapshot: Snapshot, letters: str, among: Sequence[bool], before: tuple[str, ...] = ()
) -> tuple[WordList, list[int], Beside]:
    words = WordList(snapshot, FIELDS)
    numbers = np.arange(*words.ranked.span(letters.encode()))
    flags = np.array(among, np.bool_)
    found = count_beside(
        snapshot, words, numbers, fields=FIELDS, among=flags, before=before, check=go_on
    )
    return words, numbers.tolist(), found


def followers(snapshot: Snapshot, letters: str, before: str) -> set[str]:
    among = [True] * snapshot.documents
    words, numbers, found = counted(snapshot, letters, among, (before,))
    each = zip(numbers, found.follows.tolist(), strict=True)
    return {words.ranked[number].decode() for number, follows in each if follows}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    letters=st.sampled_from(["t", "ta", "mi", "talvik", "", "a", "zz"]),
    among=st.lists(st.booleans(), min_size=len(TEXTS), max_size=len(TEXTS)),
)
def test_each_word_is_counted_in_the_documents_that_matter(
    snapshot: Snapshot, letters: str, among: list[bool]
) -> None:
    words, numbers, found = counted(snapshot, letters, among)
    chosen = [text for text, is_chosen in zip(texts_of(snapshot), among, strict=True) if is_chosen]
    forms = [{form.lower() for form in words_in(text)} for text in chosen]
    for number, documents in zip(numbers, found.documents.tolist(), strict=True):
        letters = words.ranked[number].decode()
        assert documents == sum(fold(form) == letters for each in forms for form in each)
    assert not found.follows.any()


def test_only_some_of_the_words_are_counted(snapshot: Snapshot) -> None:
    words = WordList(snapshot, FIELDS)
    numbers = [words.ranked.find(each) for each in (b"again", b"mira", b"tarn")]
    among = np.ones(snapshot.documents, np.bool_)
    asked = np.array(numbers, np.int64)
    found = count_beside(snapshot, words, asked, fields=FIELDS, among=among, before=(), check=go_on)
    assert found.documents.tolist() == [
        sum(word in text for text in TEXTS) for word in ("again", "Mira", "Tarn")
    ]


def test_what_stands_right_behind_far_more_often_than_by_chance_follows(snapshot: Snapshot) -> None:
    assert followers(snapshot, "t", "mira") == {"talvik"}
    # The mill does often, but so does everything behind a word that is everywhere.
    assert followers(snapshot, "m", "the") == set()


def test_only_what_is_as_near_as_asked_is_near(snapshot: Snapshot) -> None:
    words = WordList(snapshot, FIELDS)
    tower, town = (words.ranked.find(each) for each in (b"tower", b"tarn"))
    assert tower is not None
    assert town is not None
    asked, among = np.array(sorted([tower, town])), np.ones(snapshot.documents, np.bool_)
    for reach, has_town in ((1, False), (2, True)):
        found = count_beside(
            snapshot,
            words,
            asked,
            fields=FIELDS,
            among=among,
            before=("tower",),
            check=go_on,
            reach=reach,
        )
        near = dict(zip(asked.tolist(), found.near.tolist(), strict=True))
        assert near[tower] == 0
        assert bool(near[town]) == has_town


def test_behind_a_word_that_is_nowhere_nothing_follows(snapshot: Snapshot) -> None:
    assert followers(snapshot, "t", "nowhere") == set()


def test_a_sample_of_the_documents_says_what_follows(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "_SAMPLED", sum(len(text.split()) for text in TEXTS) // 3)
    assert followers(snapshot, "t", "mira") == {"talvik"}


def test_no_documents_and_no_words(snapshot: Snapshot) -> None:
    _, _, found = counted(snapshot, "t", [False] * snapshot.documents, ("mira",))
    assert not found.documents.any()
    assert not found.follows.any()
    assert counted(snapshot, "zz", [True] * snapshot.documents, ("mira",))[1] == []
