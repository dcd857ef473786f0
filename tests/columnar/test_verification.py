"""Files that are each as they were written, and yet no segment: what has the right sums."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from searchapp.columnar.batch import Batch
from searchapp.columnar.blocks import BlockFile, BlockWriter
from searchapp.columnar.documents import Document, Layout
from searchapp.columnar.segment import FILES, Segment
from searchapp.columnar.verification import verify_structure
from searchapp.columnar.vocabulary import Vocabulary
from searchapp.errors import IndexDamaged

LAYOUT = Layout(("title", "body"), ("outlet",), ("day",), ("sketch",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A segment called 0, with relations, frequencies above 1 and lists of several documents."""
    batch = Batch(LAYOUT, Vocabulary())
    for number in range(5):
        body = "the Kataib, the Katāʾib, of Baghdad " * 2
        texts = {"title": b"Kata'ib in Baghdad", "body": body.encode()}
        outlet = {"outlet": f"Outlet {number % 2}"}
        raw = {"sketch": bytes([number])}
        batch.add(Document(f"key-{number}", texts, outlet, {"day": number}, raw, b"blob"))
    batch.write(tmp_path, "0")
    return tmp_path


def rewrite(path: Path, change: dict[str, Callable[[np.ndarray], np.ndarray]]) -> None:
    """Write a file again, with other blocks: its sums are right, and what it says is not."""
    file = BlockFile(path)
    blocks = {name: file.array(name).copy() for name in file.names}
    path.unlink()
    with BlockWriter(path) as writer:
        for name, items in blocks.items():
            changed = change[name](items) if name in change else items
            writer.add(name, changed.astype(items.dtype))
        writer.finish(file.facts)


def verify(folder: Path) -> None:
    segment = Segment(folder, "0")
    for file in segment.files.values():
        file.verify()
    verify_structure(segment, LAYOUT)


def test_what_was_written_is_whole(folder: Path) -> None:
    verify(folder)


def one_more(items: np.ndarray) -> np.ndarray:
    return np.append(items, items[-1:])


def one_less(items: np.ndarray) -> np.ndarray:
    return items[:-1]


def reverse(items: np.ndarray) -> np.ndarray:
    return items[::-1]


def increase(items: np.ndarray) -> np.ndarray:
    return items + 1


def zero(items: np.ndarray) -> np.ndarray:
    return np.zeros_like(items)


BROKEN = [
    ("terms", "forms", reverse),
    ("terms", "forms", one_more),
    ("terms", "forms.ends", reverse),
    ("terms", "letters.bounds", zero),
    ("terms", "letters.forms", reverse),
    ("terms", "letters.forms", lambda items: items + 99),
    ("terms", "letters.forms", zero),
    ("terms", "names.keys", reverse),
    ("terms", "names.keys", one_less),
    ("terms", "names.forms", lambda items: items + 99),
    ("terms", "names.forms", one_more),
    ("terms", "names.forms", zero),
    ("terms", "names.counts", one_more),
    ("terms", "names.counts", zero),
    ("terms", "names.read", one_more),
    ("terms", "names.read", lambda items: ~items),
    ("terms", "names.lengths", increase),
    ("terms", "names.lengths", one_less),
    ("terms", "names.signs", one_less),
    ("terms", "names.signs", reverse),
    ("terms", "names.signs", lambda items: items + 99),
    ("terms", "body.forms", reverse),
    ("terms", "body.forms", lambda items: items + 99),
    ("terms", "body.documents", increase),
    ("terms", "body.documents", zero),
    ("terms", "body.occurrences", increase),
    ("terms", "body.occurrences", one_less),
    ("dense", "body", increase),
    ("dense", "body", zero),
    ("dense", "body", one_more),
    ("frequencies", "body", zero),
    ("frequencies", "body", one_more),
    ("positions", "body", reverse),
    ("positions", "body", lambda items: items + 99),
    ("positions", "body", one_less),
    ("columns", "body.length", increase),
    ("columns", "body.length", one_less),
    ("columns", "key.codes", zero),
    ("columns", "outlet.codes", one_more),
    ("columns", "outlet.codes", lambda items: items + 9),
    ("columns", "outlet", reverse),
    ("columns", "day", one_less),
    ("columns", "sketch.ends", reverse),
    ("columns", "sketch", one_more),
    ("blobs", "blobs.ends", increase),
    ("blobs", "blobs.ends", one_less),
]


@pytest.mark.parametrize(("kind", "block", "change"), BROKEN)
def test_what_does_not_fit_is_told_and_some_file_of_it_named(
    folder: Path, kind: str, block: str, change: Callable[[np.ndarray], np.ndarray]
) -> None:
    before = BlockFile(folder / f"0.{kind}").array(block).copy()
    assert not np.array_equal(change(before), before)
    rewrite(folder / f"0.{kind}", {block: change})
    with pytest.raises(IndexDamaged, match=rf" 0\.({'|'.join(FILES)}) .*--rebuild"):
        verify(folder)


def test_lengths_that_add_up_but_are_of_other_documents_are_told(folder: Path) -> None:
    shift = np.array([1, -1, 0, 0, 0])
    rewrite(folder / "0.columns", {"body.length": lambda items: items + shift})
    with pytest.raises(IndexDamaged, match=r"0\.columns has lengths of body|0\.positions"):
        verify(folder)


def test_a_file_of_another_segment_is_told(folder: Path) -> None:
    file = BlockFile(folder / "0.blobs")
    facts = file.facts | {"documents": 4}
    blocks = {name: file.array(name).copy() for name in file.names}
    (folder / "0.blobs").unlink()
    with BlockWriter(folder / "0.blobs") as writer:
        for name, items in blocks.items():
            writer.add(name, items)
        writer.finish(facts)
    with pytest.raises(IndexDamaged, match=r"0\.blobs is of other documents"):
        verify(folder)


def test_a_layout_of_more_than_there_is_is_told(folder: Path) -> None:
    segment = Segment(folder, "0")
    for more in ({"texts": ("lead",)}, {"labels": ("place",)}, {"numbers": ("hour",)}):
        with pytest.raises(IndexDamaged, match=r"0\.(terms|columns) has no "):
            verify_structure(segment, LAYOUT._replace(**more))
