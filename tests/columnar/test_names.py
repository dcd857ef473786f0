"""Forms by the keys of their names: the same as a dictionary of `candidate_keys`, ever after."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchapp.analysis.readings import Readings, read_many
from searchapp.analysis.spelling import candidate_keys, candidate_signs
from searchapp.columnar import names as module
from searchapp.columnar.batch import Batch
from searchapp.columnar.blocks import BlockFile, BlockWriter
from searchapp.columnar.documents import Document, Layout
from searchapp.columnar.merging import Part, merge
from searchapp.columnar.names import Names, NamesOfForms, pairs_of, write_names
from searchapp.columnar.segment import Segment
from searchapp.columnar.skeletons import hash_of
from searchapp.columnar.vocabulary import Vocabulary
from searchapp.errors import IndexDamaged

LAYOUT = Layout(("body",), (), (), ())
SPELLINGS = [
    "Kata'ib",
    "Kataeb",
    "Kataib's",
    "كتائب",
    "ﺍﻟﺴﻴﺪ",
    "משה",
    "Soleimani",
    "Suleymani's",
    "Сулеймани",
    "Düna",
    "Jelzin",
    "the",
    "river",
    "2020",
    "F16's",
    "U.S.",
    "x's's",
]
words = st.sampled_from(SPELLINGS) | st.text("aekst'سк", min_size=1, max_size=6)
bodies = st.lists(words, max_size=6).map(" ".join)


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def write(folder: Path, name: str, texts: list[str], vocabulary: Vocabulary) -> Segment:
    batch = Batch(LAYOUT, vocabulary)
    for number, text in enumerate(texts):
        batch.add(Document(f"{name}-{number}", {"body": text.encode()}, {}, {}, {}, b""))
    batch.write(folder, name)
    return Segment(folder, name)


def forms_of(segment: Segment) -> list[str]:
    return [form.decode() for form in segment.forms]


def spelled_out(read: Readings) -> list[tuple[str, bool, list[str]]]:
    texts, ranks = read.signs.texts(), read.ranks()
    places = [np.flatnonzero(read.of == number) for number in range(len(read))]
    each = [[texts[at] for at in of[np.argsort(ranks[of])].tolist()] for of in places]
    return list(zip(map(read.form, range(len(read))), read.unvowelled.tolist(), each, strict=True))


def assert_found_by_their_keys(segment: Segment) -> None:
    forms = forms_of(segment)
    named = np.array([n for n, form in enumerate(forms) if candidate_keys(form)], np.int64)
    read = segment.names.readings(named, segment.forms)
    assert spelled_out(read) == spelled_out(read_many([forms[number] for number in named]))
    by_key: dict[str, set[int]] = {}
    for number, form in enumerate(forms):
        for key in candidate_keys(form):
            by_key.setdefault(key, set()).add(number)
    for key, expected in by_key.items():
        assert segment.names.forms([key]).tolist() == sorted(expected)
    for form in (*forms, "Nujaba"):
        keys = candidate_keys(form)
        shared = set[int]().union(*(by_key.get(key, set()) for key in keys))
        assert segment.names.forms(keys).tolist() == sorted(shared)


def test_the_spellings_of_a_name_are_found_by_its_keys(tmp_path: Path) -> None:
    text = "Kata'ib and Kataeb of Baghdad, and the Kataib's river"
    segment = write(tmp_path, "0", [text], Vocabulary())
    forms = forms_of(segment)
    found = [forms[number] for number in segment.names.forms(candidate_keys("Katā'ib"))]
    assert found == ["kata'ib", "kataeb", "kataib's"]


def test_no_key_finds_nothing(tmp_path: Path) -> None:
    segment = write(tmp_path, "0", ["Kataeb"], Vocabulary())
    assert segment.names.forms([]).tolist() == []
    assert segment.names.forms(["nowhere"]).tolist() == []
    empty = write(tmp_path, "1", [], Vocabulary())
    assert empty.names.forms(candidate_keys("Kataeb")).tolist() == []
    assert len(empty.names.readings(np.empty(0, np.int64), empty.forms)) == 0


@given(batches=st.lists(st.lists(bodies, max_size=4), min_size=1, max_size=3))
def test_forms_are_found_by_each_of_their_keys_and_by_no_other(
    batches: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, vocabulary = fresh(tmp_path_factory.getbasetemp() / "n"), Vocabulary()
    for number, texts in enumerate(batches):
        assert_found_by_their_keys(write(folder, str(number), texts, vocabulary))


@settings(deadline=None)
@given(
    data=st.data(),
    batches=st.lists(st.lists(bodies, max_size=4), min_size=1, max_size=4),
)
def test_keys_survive_merges_in_any_order_and_go_with_their_forms(
    data: st.DataObject,
    batches: list[list[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = fresh(tmp_path_factory.getbasetemp() / "n")
    left = []
    for number, texts in enumerate(batches):
        segment = write(folder, str(number), texts, Vocabulary())
        live = data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
        left.append(Part(segment, np.array(live, np.bool_)))
    for number in range(len(left) - 1):
        one, other = (left.pop(data.draw(st.integers(0, len(left) - 1))) for _ in range(2))
        merge(folder, f"m{number}", LAYOUT, [one, other])
        merged = Segment(folder, f"m{number}")
        assert_found_by_their_keys(merged)
        left.append(Part(merged, np.ones(merged.documents, np.bool_)))


def test_merging_asks_for_no_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [
        Part(write(tmp_path, name, [f"{name} Kataeb"], Vocabulary()), np.ones(1, np.bool_))
        for name in ("Basra", "Mosul")
    ]
    monkeypatch.delattr(module, "candidate_signs")
    merge(tmp_path, "2", LAYOUT, parts)
    monkeypatch.undo()
    assert_found_by_their_keys(Segment(tmp_path, "2"))


@given(forms=st.lists(words | st.text(max_size=42), max_size=8))
@example(forms=["ﷺ" * 40, "x" * 40])
@example(forms=["Verfassungsänderung und Gesetzesentwürfe"])
def test_the_keys_of_any_form_are_kept(forms: list[str]) -> None:
    names = NamesOfForms()
    names.learn(forms)
    pairs = names.of(np.arange(len(forms), dtype=np.uint32))
    keys = [(hash_of(key), n) for n, form in enumerate(forms) for key in candidate_keys(form)]
    assert {*pairs.tolist()} == {hash_ << 32 | number for hash_, number in keys}


def test_each_form_is_asked_for_its_keys_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def signs_of(forms: Sequence[str]) -> tuple[list[str], list[int], int]:
        asked.extend(forms)
        return candidate_signs(forms)

    monkeypatch.setattr(module, "candidate_signs", signs_of)
    monkeypatch.setattr(module, "_STEP", 2)
    names = NamesOfForms()
    names.learn(["kataib", "baghdad"])
    names.learn(["kataib", "baghdad", "basra", "Düna", "zürich"])
    assert asked == ["kataib", "baghdad", "basra", "Düna", "zürich"]


@pytest.mark.parametrize("block", ["names.keys", "names.forms"])
def test_a_flipped_bit_is_told_where_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: str
) -> None:
    path, keys = tmp_path / "terms", np.arange(100_000, dtype=np.uint32)
    with BlockWriter(path) as writer:
        write_names(writer, pairs_of(keys, keys[::-1]), [])
        writer.finish({})
    monkeypatch.setattr(module, "hash_of", lambda _: 70_000)
    file = BlockFile(path)
    assert Names(file).forms(["key"]).tolist() == [29_999]
    whole = bytearray(path.read_bytes())
    at = whole.index(file.slice(block, 70_000, 70_010).tobytes())
    whole[at] ^= 1
    path.write_bytes(whole)
    with pytest.raises(IndexDamaged, match="terms is not what was written"):
        Names(BlockFile(path)).forms(["key"])
