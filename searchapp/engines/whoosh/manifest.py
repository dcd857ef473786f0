"""The small files that make a folder of Whoosh files a searchapp index.

`searchapp.json` says whose the folder is, in which format, and how long each file of the last
commit is, so that a file that is missing or cut short is named when the index is opened.
`files.N.json` is the ledger of commit N (see `ledger`).  What `groups` writes stands beside them.

Whoosh's table of contents is the commit.  The ledger is written before it, under the number it will
have; the manifest after it.  Where a process dies in between, the ledger without a commit is never
read, and a manifest that is a commit behind says nothing about sizes.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whoosh.index import Index

from searchapp.engines.whoosh.lock import HOLDER, LOCK
from searchapp.errors import (
    IndexDamaged,
    IndexForeign,
    IndexNotFound,
    IndexTooNew,
    IndexTooOld,
)

FORMAT = 5
MANIFEST = "searchapp.json"
GROUPS = "groups.json"
COMPARED = "compared.json"

_UNMADE = -1
_COMMIT = re.compile(r"_MAIN_([0-9]+)\.toc")
_LEDGER = re.compile(r"files\.([0-9]+)\.json")
_WHOOSH_FILE = re.compile(r"_?MAIN_.*\..*")
# What a folder may hold and still count as empty: what comes with a checkout, and what is left of a
# build that was stopped before it had done anything.
_NOTHING = frozenset({"README.md", ".gitkeep", ".gitignore", LOCK, HOLDER, f"{MANIFEST}.new"})


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the last commit left behind.

    Args:
        generation: the number of the commit.
        sizes: the length in bytes of each of its files.
    """

    generation: int
    sizes: Mapping[str, int] = field(default_factory=dict)

    def check_sizes(self, path: Path) -> None:
        """Compare the files with what was committed, unless there was a later commit.

        Raises:
            IndexDamaged: one is missing or has another length.
        """
        if latest_commit(path) > self.generation:
            return
        for name, size in self.sizes.items():
            try:
                found = (path / name).stat().st_size
            except OSError as error:
                raise IndexDamaged(path, f"{name} is missing") from error
            if found != size:
                raise IndexDamaged(path, f"{name} has {found:,} bytes of {size:,}")


def read_manifest(path: Path) -> Manifest:
    """Read the manifest of an index.

    Args:
        path: the index's folder.

    Returns:
        The manifest.

    Raises:
        IndexNotFound: there is no folder, or nothing in it, or no more than the beginning of an
            index that was never finished.
        IndexForeign: the folder holds something else.
        IndexTooOld, IndexTooNew: another format.
        IndexDamaged: the manifest cannot be read.
    """
    if not (path / MANIFEST).exists():
        if is_free(path):
            raise IndexNotFound(path)
        if not is_ours(path):
            raise IndexForeign(path, is_folder=path.is_dir())
        raise IndexDamaged(path, f"{MANIFEST} is missing")
    plain = read_json(path, MANIFEST)
    found = plain.get("format")
    if not isinstance(found, int):
        raise IndexDamaged(path, f"{MANIFEST} names no format")
    if found < FORMAT:
        raise IndexTooOld(path, found, FORMAT)
    if found > FORMAT:
        raise IndexTooNew(path, found, FORMAT)
    generation, sizes = plain.get("generation"), plain.get("sizes")
    if not isinstance(generation, int) or not isinstance(sizes, dict):
        raise IndexDamaged(path, f"{MANIFEST} is incomplete")
    if generation == _UNMADE and latest_commit(path) == _UNMADE:
        raise IndexNotFound(path)
    return Manifest(generation, sizes)


def is_free(path: Path) -> bool:
    """Return whether an index may be made here: no folder yet, or one with nothing in it."""
    if not path.exists():
        return True
    return path.is_dir() and all(entry.name in _NOTHING for entry in path.iterdir())


def is_ours(path: Path) -> bool:
    """Return whether a folder holds an index of ours, be it damaged."""
    if not path.is_dir():
        return False
    names = [entry.name for entry in path.iterdir()]
    return MANIFEST in names or all(
        any(kind.fullmatch(name) for name in names) for kind in (_LEDGER, _COMMIT)
    )


def claim(path: Path) -> None:
    """Mark a folder as ours before there is an index in it, and remove what is left of another.

    Raises:
        IndexForeign: the folder holds something else.
    """
    if not is_free(path):
        if not is_ours(path):
            raise IndexForeign(path, is_folder=path.is_dir())
        for entry in path.iterdir():
            ours = entry.name in (GROUPS, COMPARED) or _LEDGER.fullmatch(entry.name)
            if ours or _WHOOSH_FILE.fullmatch(entry.name):
                entry.unlink()
    write_json(path, MANIFEST, {"format": FORMAT, "generation": _UNMADE, "sizes": {}})


def write_manifest(path: Path, index: Index) -> None:
    """Record the commit that Whoosh has just made.

    Args:
        path: the index's folder.
        index: the index.
    """
    generation = index.latest_generation()
    live = _live_files(path, index)
    sizes = {name: (path / name).stat().st_size for name in sorted(live)}
    write_json(path, MANIFEST, {"format": FORMAT, "generation": generation, "sizes": sizes})


def drop_leftovers(path: Path, index: Index) -> None:
    """Remove the files of writers that were stopped, and the ledgers of other commits."""
    live = _live_files(path, index)
    ledger = ledger_name(index.latest_generation())
    for entry in path.iterdir():
        whoosh = _WHOOSH_FILE.fullmatch(entry.name) and entry.name not in live
        if whoosh or (_LEDGER.fullmatch(entry.name) and entry.name != ledger):
            entry.unlink()


def latest_commit(path: Path) -> int:
    """Return the number of the newest commit in a folder, -1 where there is none."""
    if not path.is_dir():
        return _UNMADE
    matches = (_COMMIT.fullmatch(entry.name) for entry in path.iterdir())
    return max((int(match[1]) for match in matches if match), default=_UNMADE)


def commit_stamp(path: Path) -> tuple[int, ...]:
    """Return what tells the newest commit, and the groups, from every other.

    One of another index in the same folder is another commit.

    Raises:
        IndexNotFound: the index is gone.
    """
    while (commit := latest_commit(path)) != _UNMADE:
        with contextlib.suppress(FileNotFoundError):
            status = (path / f"_MAIN_{commit}.toc").stat()
            return commit, status.st_ino, status.st_mtime_ns, *file_stamp(path / GROUPS)
    raise IndexNotFound(path)


def ledger_name(generation: int) -> str:
    """Return what the ledger of a commit is called."""
    return f"files.{generation}.json"


def is_index_file(name: str) -> bool:
    """Return whether a file of the folder holds a part of the index."""
    kinds = (_LEDGER, _WHOOSH_FILE)
    return name in (MANIFEST, GROUPS, COMPARED) or any(kind.fullmatch(name) for kind in kinds)


def _live_files(path: Path, index: Index) -> set[str]:
    """Return the names of Whoosh's files that the newest commit is made of."""
    with contextlib.closing(index.reader()) as reader:
        segments = [leaf.segment() for leaf, _ in reader.leaf_readers()]
    prefixes = tuple(f"{segment.segment_id()}." for segment in segments if segment is not None)
    names = {entry.name for entry in path.iterdir() if entry.name.startswith(prefixes)}
    return names | {f"_MAIN_{index.latest_generation()}.toc"}


def file_stamp(file: Path) -> tuple[int, ...]:
    """Return what tells a file from others of its name, before and after; empty where none is."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return ()
    return status.st_ino, status.st_mtime_ns, status.st_size


def read_json(path: Path, name: str) -> dict[str, Any]:
    """Read one of the small files.

    Raises:
        IndexDamaged: it cannot be read, or is no JSON object.
    """
    try:
        plain = json.loads((path / name).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise IndexDamaged(path, f"{name} cannot be read ({error})") from error
    if not isinstance(plain, dict):
        raise IndexDamaged(path, f"{name} is not what it should be")
    return plain


def write_json(path: Path, name: str, plain: Mapping[str, Any]) -> None:
    """Write one of the small files, in one step: who reads it sees the old one or the new one."""
    beside = path / f"{name}.new"
    with beside.open("w", encoding="utf-8") as stream:
        json.dump(plain, stream, ensure_ascii=False, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path / name)
