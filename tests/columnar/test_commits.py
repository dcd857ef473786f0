"""A commit is on the disk before it is the last one, and nothing else is ever the last one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from searchapp.columnar import folders
from searchapp.columnar.blocks import Sum
from searchapp.columnar.commits import Commit, Entry, read_commit, write_commit, write_note
from searchapp.columnar.folders import MANIFEST
from searchapp.errors import IndexDamaged, IndexNotFound


def test_all_that_a_commit_names_is_flushed_before_it_and_it_before_and_after_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def flush(descriptor: int) -> None:
        here = os.fstat(descriptor)
        (name,) = [
            each.name
            for each in (tmp_path, *tmp_path.iterdir())
            if (each.stat().st_dev, each.stat().st_ino) == (here.st_dev, here.st_ino)
        ]
        done.append("folder" if name == tmp_path.name else name)
        fsync(descriptor)

    def rename(old: Path, new: Path) -> None:
        done.append(f"rename to {Path(new).name}")
        replace(old, new)

    monkeypatch.setattr(os, "fsync", flush)
    monkeypatch.setattr(os, "replace", rename)
    found = write_note(tmp_path, "files.1.json", {"a": 1})
    write_commit(tmp_path, Commit(1, (), {"ledger": "files.1.json"}, {"files.1.json": found}))
    assert done == [
        "files.1.json.new",
        "rename to files.1.json",
        "folder",
        f"{MANIFEST}.new",
        f"rename to {MANIFEST}",
        "folder",
    ]


def test_a_commit_is_read_as_it_was_written(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFound):
        read_commit(tmp_path)
    found = write_note(tmp_path, "files.7.json", {"é": "\ud83d"})
    commit = Commit(7, (), {"ledger": "files.7.json"}, {"files.7.json": found})
    write_commit(tmp_path, commit)
    assert read_commit(tmp_path) == commit
    text = (tmp_path / MANIFEST).read_text()
    (tmp_path / MANIFEST).write_text(text.replace('"generation": 7', '"generation": 8'))
    with pytest.raises(IndexDamaged, match=r"searchapp\.json"):
        read_commit(tmp_path)


@pytest.mark.parametrize("name", ["../x", "/x", "..", "a/b", "a\\b", ".x", "a\0", 7])
@pytest.mark.parametrize(
    "named",
    [
        lambda name: Commit(1, (Entry(name, 1),)),
        lambda name: Commit(1, (Entry("s1-1", 1, name),)),
        lambda name: Commit(1, (), {"ledger": f"{name}/"}),
        lambda name: Commit(1, (), {}, {f"{name}/": Sum(1, 1)}),
    ],
    ids=["segment", "deletions", "note", "file"],
)
def test_a_commit_names_nothing_outside_its_folder(
    named: Callable[[Any], Commit], name: object, tmp_path: Path
) -> None:
    write_commit(tmp_path, named(name))
    with pytest.raises(IndexDamaged, match="names what is not in the folder"):
        read_commit(tmp_path)


def test_an_index_that_is_made_while_it_is_opened_is_not_taken_for_a_damaged_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = folders.is_free

    def is_free(folder: Path) -> bool:
        write_commit(folder, Commit(7))
        return looked(folder)

    monkeypatch.setattr("searchapp.columnar.commits.is_free", is_free)
    assert read_commit(tmp_path).generation == 7
