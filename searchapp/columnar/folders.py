"""What stands in the folder of an index, told by its name, and how it is written safely."""

from __future__ import annotations

import contextlib
import os
import re
import zlib
from collections.abc import Collection
from pathlib import Path

from searchapp.columnar.blocks import Sum
from searchapp.columnar.segment import FILES

MANIFEST = "searchapp.json"
LOCK = "writer.lock"
HOLDER = "writer.json"

_NOTE = re.compile(r"(?:files|groups|compared|settings)\.[0-9]+\.json")
_SEGMENT = re.compile(rf"s[0-9]+-[0-9]+\.(?:{'|'.join(FILES)}|[0-9]+\.deleted)")
# Those of the formats before 6.
_FORMER = re.compile(r"_?MAIN_.*\..*|(?:groups|compared)\.json")
# No such name leads out of the folder.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# What a folder may hold and still count as empty: what comes with a checkout, and what is left of a
# build that was stopped before it had done anything.
_NOTHING = frozenset({"README.md", ".gitkeep", ".gitignore", LOCK, HOLDER, f"{MANIFEST}.new"})


def is_free(folder: Path) -> bool:
    """Return whether an index may be made here: no folder yet, or one with nothing in it."""
    if not folder.exists():
        return True
    return folder.is_dir() and all(entry.name in _NOTHING for entry in folder.iterdir())


def is_ours(folder: Path) -> bool:
    """Return whether a folder holds an index of ours, be it damaged."""
    if not folder.is_dir():
        return False
    names = [entry.name for entry in folder.iterdir()]
    return MANIFEST in names or all(
        any(kind.fullmatch(name) for name in names) for kind in (_NOTE, _SEGMENT)
    )


def is_index_file(name: str) -> bool:
    """Return whether a file of the folder holds a part of an index."""
    return name == MANIFEST or any(kind.fullmatch(name) for kind in (_NOTE, _SEGMENT, _FORMER))


def is_plain(name: object) -> bool:
    """Return whether something is the name of what stands in the folder itself."""
    return isinstance(name, str) and _PLAIN.fullmatch(name) is not None


def drop_leftovers(folder: Path, kept: Collection[str]) -> None:
    """Remove the parts of commits that were replaced, and what stopped writers have left.

    Who reads an older commit keeps what it has opened: the system removes a file when nobody has it
    open any more.  Where it refuses to, the next writer tries again.

    Args:
        folder: of the index.
        kept: the files of the newest commit.
    """
    for entry in folder.iterdir():
        name = entry.name.removesuffix(".new")
        if is_index_file(name) and entry.name != MANIFEST and entry.name not in kept:
            with contextlib.suppress(OSError):
                entry.unlink(missing_ok=True)


def write_file(file: Path, content: bytes) -> Sum:
    """Write a small file in one step: who reads it sees the old one or the new one.

    Returns:
        What tells it from others; it is safe on disk once `sync_folder` has returned.

    Raises:
        OSError: it cannot be written.
    """
    beside = file.with_name(f"{file.name}.new")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)
    return Sum(len(content), zlib.crc32(content))


def sync_folder(folder: Path) -> None:
    """Wait until the names of a folder's files are on the disk."""
    # Only POSIX has, and needs, this (fsync(2), NOTES).
    with contextlib.suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
