"""The two small files that make a folder of Whoosh files a searchapp index.

`searchapp.json` says whose the folder is, in which format, and how long each file of the last
commit is, so that a file that is missing or cut short is named when the index is opened.
`files.json` is the ledger: which files were read, with the fingerprint of their contents.  Each is
replaced atomically, after Whoosh's own commit; where a crash comes between, the manifest is a
generation behind and says nothing about sizes, and the ledger makes some files be read once more.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from searchapp.errors import (
    IndexDamaged,
    IndexForeign,
    IndexNotFound,
    IndexTooNew,
    IndexTooOld,
)

FORMAT = 1
_MANIFEST = "searchapp.json"
_LEDGER = "files.json"
_WHOOSH_FILE = re.compile(r"_?MAIN_.*")
_COMMIT = re.compile(r"_MAIN_([0-9]+)\.toc")
# What a folder may hold and still count as empty: it comes with the checkout.
_NOT_OURS = frozenset({"README.md", ".gitkeep", ".gitignore"})


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the last commit left behind.

    Args:
        generation: Whoosh's number of the commit.
        sizes: the length in bytes of each of Whoosh's files; empty before the first commit.
    """

    generation: int = 0
    sizes: Mapping[str, int] = field(default_factory=dict)

    def check_sizes(self, path: Path) -> None:
        """Compare the files with what was committed, unless there was a later commit.

        Raises:
            IndexDamaged: one is missing or has another length.
        """
        if any(
            int(match[1]) > self.generation
            for entry in path.iterdir()
            if (match := _COMMIT.fullmatch(entry.name))
        ):
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
        IndexNotFound: there is no folder, or nothing in it.
        IndexForeign: the folder holds something else.
        IndexTooOld, IndexTooNew: another format.
        IndexDamaged: the manifest cannot be read.
    """
    if not (path / _MANIFEST).exists():
        if is_free(path):
            raise IndexNotFound(path)
        raise IndexForeign(path)
    plain = _read_json(path, _MANIFEST)
    found = plain.get("format")
    if not isinstance(found, int):
        raise IndexDamaged(path, f"{_MANIFEST} names no format")
    if found < FORMAT:
        raise IndexTooOld(path, found, FORMAT)
    if found > FORMAT:
        raise IndexTooNew(path, found, FORMAT)
    generation, sizes = plain.get("generation"), plain.get("sizes")
    if not isinstance(generation, int) or not isinstance(sizes, dict):
        raise IndexDamaged(path, f"{_MANIFEST} is incomplete")
    return Manifest(generation, sizes)


def is_free(path: Path) -> bool:
    """Return whether an index may be made here: no folder yet, or one with nothing in it."""
    if not path.exists():
        return True
    return path.is_dir() and all(entry.name in _NOT_OURS for entry in path.iterdir())


def write_manifest(path: Path, generation: int) -> None:
    """Record the commit that Whoosh has just made.

    Args:
        path: the index's folder.
        generation: the commit's number.
    """
    sizes = {
        entry.name: entry.stat().st_size
        for entry in sorted(path.iterdir())
        if _WHOOSH_FILE.fullmatch(entry.name) and entry.is_file() and entry.suffix != ""
    }
    _write_json(path, _MANIFEST, {"format": FORMAT, "generation": generation, "sizes": sizes})


def read_ledger(path: Path) -> dict[str, str]:
    """Return the key and the fingerprint of every file that was read; empty where none was."""
    if not (path / _LEDGER).exists():
        return {}
    return {str(key): str(value) for key, value in _read_json(path, _LEDGER).items()}


def write_ledger(path: Path, files: Mapping[str, str]) -> None:
    """Replace the ledger."""
    _write_json(path, _LEDGER, dict(sorted(files.items())))


def remove_index(path: Path) -> None:
    """Remove what an index put into a folder, and nothing else.

    Raises:
        IndexForeign: the folder is no index.
    """
    if not (path / _MANIFEST).exists():
        raise IndexForeign(path)
    for entry in path.iterdir():
        if entry.name in (_MANIFEST, _LEDGER) or _WHOOSH_FILE.fullmatch(entry.name):
            entry.unlink()


def _read_json(path: Path, name: str) -> dict[str, Any]:
    try:
        plain = json.loads((path / name).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise IndexDamaged(path, f"{name} cannot be read ({error})") from error
    if not isinstance(plain, dict):
        raise IndexDamaged(path, f"{name} is not what it should be")
    return plain


def _write_json(path: Path, name: str, plain: Mapping[str, Any]) -> None:
    beside = path / f"{name}.new"
    with beside.open("w", encoding="utf-8") as stream:
        json.dump(plain, stream, ensure_ascii=False, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path / name)
