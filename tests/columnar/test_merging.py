"""Merging: the same as if what is left had been written at once."""

from __future__ import annotations

import shutil
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.columnar import blobs, merging
from searchapp.columnar.batch import Batch
from searchapp.columnar.blobs import train
from searchapp.columnar.documents import Document
from searchapp.columnar.merging import Part, merge
from searchapp.columnar.segment import FILES, Segment
from searchapp.columnar.vocabulary import Vocabulary
from tests.columnar.test_segment import LAYOUT, documents

VOCABULARY = Vocabulary()


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def write(
    folder: Path, name: str, given_documents: list[Document], dictionary: bytes = b""
) -> Segment:
    batch = Batch(LAYOUT, VOCABULARY, dictionary)
    for document in given_documents:
        batch.add(document)
    batch.write(folder, name)
    return Segment(folder, name)


@pytest.mark.parametrize("step", [1, 7, 1 << 22])
@settings(deadline=None)
@given(data=st.data(), batches=st.lists(documents(), min_size=1, max_size=4))
def test_the_files_are_those_of_one_batch(
    step: int,
    data: st.DataObject,
    batches: list[list[Document]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = fresh(tmp_path_factory.getbasetemp() / "m")
    parts, left = [], []
    for number, batch in enumerate(batches):
        live = data.draw(st.lists(st.booleans(), min_size=len(batch), max_size=len(batch)))
        parts.append(Part(write(folder, str(number), batch), np.array(live, np.bool_)))
        left += [document for document, kept in zip(batch, live, strict=True) if kept]
    with patch.object(merging, "_STEP", step):
        sizes = merge(folder, "merged", LAYOUT, parts)
    write(folder, "once", left)
    for kind in FILES:
        merged = (folder / f"merged.{kind}").read_bytes()
        assert sizes[f"merged.{kind}"] == len(merged)
        assert merged == (folder / f"once.{kind}").read_bytes(), kind


def many(first: int) -> list[Document]:
    return [
        Document(
            str(number),
            {"title": b"Kata'ib", "body": f"on day {number} in Baghdad".encode()},
            {"outlet": "Harbor Ledger"},
            {"day": number},
            {"sketch": b""},
            f"a spokesman said on day {number} that {number * 7919} had left ".encode() * 9,
        )
        for number in range(first, first + 3000)
    ]


def test_blobs_are_copied_where_their_dictionary_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "_DICTIONARY_BYTES", 32 << 10)
    dictionary, other = (train([each.blob for each in many(n)]) for n in (0, 6000))
    assert dictionary
    assert dictionary != other
    first = write(tmp_path, "first", many(0), dictionary)
    second = write(tmp_path, "second", many(3000)[:50], dictionary)
    third = write(tmp_path, "third", many(6000)[:50], other)
    segments = [third, first, second]
    merge(tmp_path, "all", LAYOUT, [Part(s, np.ones(s.documents, np.bool_)) for s in segments])
    merged = Segment(tmp_path, "all")
    assert merged.blobs.dictionary == dictionary
    expected = [d.blob for d in (*many(6000)[:50], *many(0), *many(3000)[:50])]
    assert [merged.blobs[number] for number in range(merged.documents)] == expected
    for mine, its in zip(merged.blobs.frames(50, 3050), first.blobs.frames(0, 3000), strict=True):
        assert mine.tolist() == its.tolist()


def test_a_dictionary_of_little_gives_way_to_one_of_all(tmp_path: Path) -> None:
    pieces = [each.blob for each in many(0)]
    segments = [
        write(tmp_path, str(first), many(first)[:1000], train(pieces[:600])) for first in (0, 3000)
    ]
    merge(tmp_path, "all", LAYOUT, [Part(s, np.ones(s.documents, np.bool_)) for s in segments])
    merged = Segment(tmp_path, "all")
    assert len(merged.blobs.dictionary) > 2 * len(segments[0].blobs.dictionary) > 0
    expected = [d.blob for d in (*many(0)[:1000], *many(3000)[:1000])]
    assert [merged.blobs[number] for number in range(merged.documents)] == expected


def test_nothing_is_left_of_a_merge_that_failed(tmp_path: Path) -> None:
    segment = write(tmp_path, "0", many(0)[:3])
    before = sorted(path.name for path in tmp_path.iterdir())
    part = Part(segment, np.ones(3, np.bool_))
    full = patch.object(merging, "_write_blobs", side_effect=OSError(28, "no space"))
    with full, pytest.raises(OSError, match="no space"):
        merge(tmp_path, "1", LAYOUT, [part])
    assert sorted(path.name for path in tmp_path.iterdir()) == before
