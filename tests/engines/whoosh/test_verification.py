from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from searchapp.columnar.blocks import BlockFile, BlockWriter
from searchapp.columnar.commits import read_commit, write_commit, write_note
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.errors import IndexDamaged
from tests.articles import make_article


def verify(index: Path) -> list[tuple[int, int, int]]:
    steps: list[tuple[int, int, int]] = []
    engine = WhooshEngine.open(index)
    try:
        verified = engine.verify(lambda *step: steps.append(step))
    finally:
        engine.close()
    assert (verified.articles, verified.deleted, verified.segments) == (6, 1, 1)
    assert verified.files == len(read_commit(index).sums) + 1
    return steps


def recommit(index: Path, **changes: Any) -> None:
    """Commit the same files once more, with the sums that they have now."""
    commit = dataclasses.replace(read_commit(index), **changes)
    sums = {
        name: found if name.endswith(".json") else BlockFile(index / name).sum
        for name, found in commit.sums.items()
    }
    write_commit(index, dataclasses.replace(commit, sums=sums))


def rewrite(path: Path, changes: dict[str, Any]) -> None:
    file = BlockFile(path)
    blocks = {name: file.array(name).copy() for name in file.names}
    path.unlink()
    with BlockWriter(path) as writer:
        for name, items in blocks.items():
            writer.add(name, changes[name](items) if name in changes else items)
        writer.finish(file.facts)


def rewrite_note(index: Path, kind: str, content: dict[str, Any]) -> None:
    commit = read_commit(index)
    name = commit.notes[kind]
    changed = {name: write_note(index, name, content)}
    write_commit(index, dataclasses.replace(commit, sums={**commit.sums, **changed}))


def test_a_whole_index_is_told_step_by_step(index: Path) -> None:
    steps = verify(index)
    assert steps == sorted(steps)
    done, total, articles = steps[-1]
    assert done == total
    assert articles == 6


def test_an_empty_index_is_whole(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path / "index")
    assert engine.verify(lambda *_: None).articles == 0
    engine.close()


def test_an_article_that_cannot_be_read_is_told(index: Path) -> None:
    (blobs,) = index.glob("*.blobs")

    def spoil(frames: Any) -> Any:
        frames[:4] = 0
        return frames

    rewrite(blobs, {"blobs": spoil})
    recommit(index)
    with pytest.raises(IndexDamaged, match=rf"{blobs.name} does not make sense.*--rebuild"):
        verify(index)


@pytest.mark.parametrize("column", ["date", "date_end", "month.codes"])
def test_days_that_do_not_go_together_are_told(index: Path, column: str) -> None:
    (columns,) = index.glob("*.columns")
    rewrite(columns, {column: lambda items: items[::-1]})
    recommit(index)
    with pytest.raises(IndexDamaged, match=rf"{columns.name}|\.blobs"):
        verify(index)


def test_articles_of_a_file_that_the_ledger_does_not_know_are_told(index: Path) -> None:
    ledger = json.loads((index / read_commit(index).notes["ledger"]).read_text())
    rewrite_note(index, "ledger", ledger | {"files": {}})
    with pytest.raises(IndexDamaged, match=r"\.columns has articles of /files/all"):
        verify(index)


def test_an_article_that_is_in_twice_is_told(index: Path) -> None:
    engine = WhooshEngine.open(index)
    with engine.writer() as writer:
        writer.replace("/files/gone", "2", [make_article("g1")])
    engine.close()
    commit = read_commit(index)
    (before,) = [each for each in commit.segments if each.deletions]
    # As if the deletion of its former self had been forgotten.
    whole = before._replace(deletions="", deleted=0)
    others = [each for each in commit.segments if each != before]
    sums = {name: each for name, each in commit.sums.items() if name != before.deletions}
    ledger = json.loads((index / commit.notes["ledger"]).read_text())
    assert "/files/gone" in ledger["files"]
    write_commit(index, dataclasses.replace(commit, segments=(whole, *others), sums=sums))
    with pytest.raises(IndexDamaged, match=r"\.columns and .*\.columns both have the article g1"):
        verify(index)


def test_a_manifest_that_says_the_same_otherwise_is_damage(index: Path) -> None:
    manifest = index / "searchapp.json"
    plain = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(plain))
    with pytest.raises(IndexDamaged, match=r"searchapp\.json is not what was written"):
        verify(index)


def test_whoever_searches_meanwhile_is_not_disturbed(index: Path) -> None:
    reader = WhooshEngine.open(index)
    verify(index)
    (columns,) = index.glob("*.columns")
    assert reader.get("a1") is not None
    columns.unlink()
    # What is open stays; what is on the disk is what is verified.
    assert reader.get("a1") is not None
    with pytest.raises(IndexDamaged, match=f"{columns.name} is missing"):
        reader.verify(lambda *_: None)
    reader.close()
