"""Words that stand together more often than by chance, in titles made for the test."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.columnar import collocations
from searchapp.columnar.collocations import find_collocations
from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.wordlist import WordList
from tests.articles import make_article
from tests.engines.whoosh.twins import Held, write_snapshot

TITLES = [
    "Mira Talvik opens the bridge",
    "Ferry waits for Mira Talvik",
    "Bridge of Baghran: Mira Talvik speaks",
    "Harbor Council of Baghran meets",
    "The Harbor Council of Baghran and the ferry",
    "Ferry strike: Harbor Council of Baghran gives way",
    "A bridge for the ferry",
    "The river and the bridge",
    "The mill and the river",
    "Strike at the mill",
    "The mill of the river",
]


def snapshot_of(folder: Path, titles: list[str], cut: int) -> Snapshot:
    held = [Held(make_article(f"a{at:03}", title, "text")) for at, title in enumerate(titles)]
    return write_snapshot(folder / "index", [held[:cut], held[cut:]] if cut else [held])


def names(snapshot: Snapshot, particles: str = "the of and a") -> dict[str, int]:
    words = WordList(snapshot, ("title", "body"))
    numbers = [words.ranked.find(each.encode()) for each in particles.split()]
    known = [number for number in numbers if number is not None]
    found = find_collocations(snapshot, "title", words, known)
    return {" ".join(words.ranked[word].decode() for word in run): n for run, n in found.items()}


@pytest.mark.parametrize("cut", [0, 2, 5])
def test_names_are_found_whatever_segments_they_are_in(tmp_path: Path, cut: int) -> None:
    assert names(snapshot_of(tmp_path, TITLES, cut)) == {
        "mira talvik": 3,
        "harbor council of baghran": 3,
    }


def test_no_name_begins_or_ends_with_a_particle(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, TITLES, 0)
    assert "the mill" in names(snapshot, "")
    assert "the mill" not in names(snapshot)


def test_words_apart_or_in_two_titles_are_not_together(tmp_path: Path) -> None:
    titles = ["Mira of Talvik", "Talvik Mira", "Mira", "Talvik", "Mira", "Talvik", "Mira"]
    assert names(snapshot_of(tmp_path, titles, 0)) == {}


def test_a_part_that_stands_alone_often_enough_is_a_name_of_its_own(tmp_path: Path) -> None:
    titles = [*TITLES, "Harbor Council meets", "The Harbor Council of Sluice", "Harbor Council"]
    found = names(snapshot_of(tmp_path, titles, 0))
    assert found["harbor council"] == 6
    assert found["harbor council of baghran"] == 3


def test_only_the_newest_titles_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = ["Mira Talvik", "Mira Talvik", "Mira Talvik", "river", "mill"]
    for cut in (0, len(TITLES)):
        monkeypatch.setattr(collocations, "_MOST", sum(len(title.split()) for title in later))
        assert names(snapshot_of(tmp_path, [*TITLES, *later], cut)) == {"mira talvik": 3}


def test_titles_of_nothing_but_a_name(tmp_path: Path) -> None:
    assert names(snapshot_of(tmp_path, ["Mira Talvik"] * 3, 0)) == {"mira talvik": 3}
    assert names(snapshot_of(tmp_path, [""], 0)) == {}
    assert names(Snapshot([], [])) == {}
