"""The names that a careful reader finds in an archive of the press, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.peers.ours import Ours
from benchmarks.records import read_export
from searchapp.analysis.folding import without_possessive
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.query.plan import make_plan

NAMES = {
    "gaddafi": "gaddafi gadhafi ghaddafi gadhaffi qaddafi kaddafi gaddagi gadhafis",
    "soleimani": "soleimani suleimani soelimani solemaini soulemiani",
    # The last is what he calls himself.
    "zelensky": "zelensky zelenskyy zelenskiy zalensky zelenksy зеленський zelenskyyua",
    "al-qaeda": "qaeda qaida qa'ida qeada",
    "netanyahu": "netanyahu nethanyahu netanyhu netnayahu netanayhu netahyahu netanyahus",
    "khashoggi": "khashoggi khashoggis",
    "erdogan": "erdogan erdoğan ergodan",
    "putin": "putin",
}
KIM = {"kim": "kim", "jong-un": "jong un,jung un"}


SEVERAL = [
    ["deir ezzor", "deir ez-zor", "deir al-zor", "deirezzor"],
    ["ban ki-moon", "ban kimoon", "ban ki moon"],
    ["moon jae-in", "moon jaein"],
    ["abdul mahdi", "abdulmahdi", "abd al-mahdi", "abdel mahdi"],
    ["hezbollah", "hizbullah", "hizb allah"],
]


@pytest.fixture(scope="module")
def press(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    folder = tmp_path_factory.mktemp("press") / "index"
    Ours.build(folder, read_export(test_data / "articles" / "press.jsonl.gz"), 2)
    engine = WhooshEngine.open(folder)
    yield engine
    engine.close()


def spellings(engine: WhooshEngine, text: str) -> dict[str, set[str]]:
    families = engine.families(make_plan(text))
    return {
        word.text: {without_possessive(form.text) for form in family.forms}
        for word, family in families.items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_found_in_all_its_spellings_and_no_other_word(
    press: WhooshEngine, name: str
) -> None:
    assert spellings(press, name) == {name: set(NAMES[name].split())}


def test_so_is_a_name_of_several_words(press: WhooshEngine) -> None:
    expected = {word: set(forms.split(",")) for word, forms in KIM.items()}
    assert spellings(press, "kim jong-un") == expected


@pytest.mark.parametrize("ways", SEVERAL, ids=lambda ways: ways[0])
def test_a_name_of_several_words_finds_the_same_however_it_is_parted(
    press: WhooshEngine, ways: list[str]
) -> None:
    totals = {press.search(make_plan(way, limit=0, copies=True)).total for way in ways}
    assert len(totals) == 1
    assert totals != {0}
