"""Commits: which files an index is made of.

A commit is one small JSON file that is replaced in one step, once all files it names are safe on
disk.  So there is always exactly one, the last that was finished, whatever stops a writer; what it
does not name is none of the index.  docs/index-format.md describes it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import mmap
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from searchapp.columnar.blocks import Array, BlockFile, BlockWriter, Sum
from searchapp.columnar.folders import (
    MANIFEST,
    drop_leftovers,
    is_free,
    is_ours,
    is_plain,
    sync_folder,
    write_file,
)
from searchapp.columnar.segment import Segment
from searchapp.columnar.snapshot import Flags, Snapshot
from searchapp.errors import (
    IndexDamaged,
    IndexForeign,
    IndexNotFound,
    IndexTooNew,
    IndexTooOld,
    IndexTrouble,
)

FORMAT = 11


class Entry(NamedTuple):
    """A segment of a commit.

    Args:
        name: its name.
        documents: how many it has.
        deletions: the file that lists those that were deleted; empty where none was.
        deleted: how many were.
    """

    name: str
    documents: int
    deletions: str = ""
    deleted: int = 0


@dataclass(frozen=True, slots=True)
class Commit:
    """What an index holds.

    Args:
        generation: the number of the commit, one more than that of the one before.
        segments: in the order of their documents.
        notes: the small JSON files that are part of it, by what they are.
        sums: every file of it.
    """

    generation: int
    segments: tuple[Entry, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    sums: Mapping[str, Sum] = field(default_factory=dict)


def read_commit(folder: Path) -> Commit:
    """Read the last commit.

    Args:
        folder: of the index.

    Raises:
        IndexNotFound: there is no folder, or nothing in it.
        IndexForeign: it holds something else.
        IndexTooOld, IndexTooNew: another format.
        IndexDamaged: the commit cannot be read, or is not what was written.
    """
    manifest = folder / MANIFEST
    try:
        content = manifest.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        trouble = _absence(folder)
        # Another process may have made the index since.
        if not manifest.exists():
            raise trouble from error
        content = manifest.read_bytes()
    plain = _parse(folder, MANIFEST, content)
    found = plain.get("format")
    # What is true or false counts as a number, but is none.
    if type(found) is not int:
        raise IndexDamaged(folder, f"{MANIFEST} names no format")
    if found < FORMAT:
        raise IndexTooOld(folder, found, FORMAT)
    if found > FORMAT:
        raise IndexTooNew(folder, found, FORMAT)
    commit = _from_plain(folder, plain.get("commit"))
    # Whoever wrote it, nothing is opened that stands elsewhere.
    if not all(map(is_plain, _names(commit))):
        raise IndexDamaged(folder, f"{MANIFEST} names what is not in the folder")
    # To the byte: the checksum is in it, and so is what a checksum of values would not see.
    if content != _encode(commit):
        raise IndexDamaged(folder, f"{MANIFEST} is not what was written")
    return commit


def write_commit(folder: Path, commit: Commit) -> None:
    """Make a commit the last one.

    Args:
        folder: of the index.
        commit: what it is to hold; all files that it names are written.

    Raises:
        OSError: it cannot be written; the one before stands then.
    """
    # What the commit names must be in the folder before the commit is, even if the power fails.
    sync_folder(folder)
    write_file(folder / MANIFEST, _encode(commit))
    sync_folder(folder)


@contextlib.contextmanager
def undone_if_not_committed(folder: Path) -> Iterator[None]:
    """Remove what was written for a commit that did not come about.

    What is removed goes by the commit that is on the disk and not by one that is known from before:
    an exception can come between the commit and whoever is to hear of it.
    """
    try:
        yield
    except BaseException:
        drop_uncommitted(folder)
        raise


def drop_uncommitted(folder: Path) -> None:
    """Remove what the last commit does not name; nothing where it cannot be read."""
    with contextlib.suppress(IndexTrouble, OSError):
        drop_leftovers(folder, read_commit(folder).sums)


def commit_stamp(folder: Path) -> tuple[int, ...]:
    """Return what tells the last commit from every other, without reading it.

    Raises:
        IndexNotFound, IndexForeign, IndexDamaged: there is none.
    """
    try:
        # Every search asks, and to make another path would take longer than to look.
        status = os.stat(f"{folder}/{MANIFEST}")  # noqa: PTH116
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _absence(folder) from error
    return status.st_ino, status.st_mtime_ns, status.st_size


def write_note(folder: Path, name: str, content: Mapping[str, Any]) -> Sum:
    """Write a small file of plain values that a commit is to name.

    Raises:
        OSError: it cannot be written.
    """
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return write_file(folder / name, text.encode("utf-8", "surrogatepass"))


class Notes:
    """The small files of a commit, held open: a newer commit takes none of them away.

    Args:
        folder: of the index.
        commit: the commit.

    Raises:
        IndexDamaged: one is missing or of another length.
    """

    def __init__(self, folder: Path, commit: Commit) -> None:
        self._folder = folder
        self._commit = commit
        self._maps = {kind: self._map(name) for kind, name in commit.notes.items()}

    def name(self, kind: str) -> str:
        """Return the name of the file of a kind that there is."""
        return self._commit.notes[kind]

    def read(self, kind: str) -> dict[str, Any] | None:
        """Read a file.

        Args:
            kind: what the file is.

        Returns:
            What was written; None where the commit has no such file.

        Raises:
            IndexDamaged: it is not what was written.
        """
        if kind not in self._maps:
            return None
        content, name = self._maps[kind][:], self._commit.notes[kind]
        if zlib.crc32(content) != self._commit.sums[name].checksum:
            raise IndexDamaged(self._folder, f"{name} is not what was written")
        return _parse(self._folder, name, content)

    def _map(self, name: str) -> mmap.mmap:
        """Map a file: what is mapped stays though its name goes, and is read when it is needed."""
        try:
            stream = (self._folder / name).open("rb")
        except FileNotFoundError as error:
            raise IndexDamaged(self._folder, f"{name} is missing") from error
        with stream:
            size = os.fstat(stream.fileno()).st_size
            if not size or name not in self._commit.sums or size != self._commit.sums[name].size:
                raise IndexDamaged(self._folder, f"{name} has another length than was written")
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


def write_deletions(folder: Path, name: str, documents: Array) -> Sum:
    """Write which documents of a segment are deleted.

    Args:
        folder: of the index.
        name: of the file.
        documents: their numbers, ascending.

    Raises:
        OSError: it cannot be written.
    """
    with BlockWriter(folder / name) as file:
        file.add("documents", documents.astype(np.uint32))
        file.finish({})
    return BlockFile(folder / name).sum


def open_snapshot(folder: Path, commit: Commit, known: Iterable[Segment] = ()) -> Snapshot:
    """Open the segments of a commit.

    Args:
        folder: of the index.
        commit: the commit.
        known: segments that are open already, to be used again.

    Raises:
        IndexDamaged: a file is missing, cut short, or none of this commit.
    """
    by_name = {segment.name: segment for segment in known}
    segments, live = [], []
    for entry in commit.segments:
        segment = by_name.get(entry.name)
        if segment is None or not _belongs(segment, commit):
            segment = Segment(folder, entry.name)
            for name, found in segment.sums.items():
                if commit.sums.get(name) != found:
                    raise IndexDamaged(folder, f"{name} is of another commit")
            if segment.documents != entry.documents:
                raise IndexDamaged(folder, f"{MANIFEST} is wrong about {entry.name}")
        segments.append(segment)
        live.append(_live(folder, commit, entry))
    return Snapshot(segments, live)


def _live(folder: Path, commit: Commit, entry: Entry) -> Flags | None:
    if not entry.deletions:
        return None
    file = BlockFile(folder / entry.deletions)
    deleted = file.array("documents")
    if file.sum != commit.sums.get(entry.deletions) or len(deleted) != entry.deleted:
        raise IndexDamaged(folder, f"{entry.deletions} is of another commit")
    if np.any(deleted[1:] <= deleted[:-1]) or np.any(deleted[-1:] >= entry.documents):
        raise IndexDamaged(folder, f"{entry.deletions} lists documents that there are not")
    live = np.ones(entry.documents, np.bool_)
    live[deleted] = False
    return live


def _belongs(segment: Segment, commit: Commit) -> bool:
    """Return whether a segment that is open is the one of its name in a commit."""
    return all(commit.sums.get(name) == found for name, found in segment.sums.items())


def _absence(folder: Path) -> IndexTrouble:
    """Return what is wrong with a folder that has no commit."""
    if is_free(folder):
        return IndexNotFound(folder)
    if not is_ours(folder):
        return IndexForeign(folder, is_folder=folder.is_dir())
    return IndexDamaged(folder, f"{MANIFEST} is missing")


def _parse(folder: Path, name: str, content: bytes) -> dict[str, Any]:
    try:
        plain = json.loads(content.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise IndexDamaged(folder, f"{name} cannot be read ({error})") from error
    if not isinstance(plain, dict):
        raise IndexDamaged(folder, f"{name} is not what it should be")
    return plain


def _from_plain(folder: Path, content: Any) -> Commit:
    with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError):
        return Commit(
            int(content["generation"]),
            tuple(Entry(**each) for each in content["segments"]),
            {str(kind): str(name) for kind, name in content["notes"].items()},
            {str(name): Sum(*each) for name, each in content["sums"].items()},
        )
    raise IndexDamaged(folder, f"{MANIFEST} is not what it should be")


def _names(commit: Commit) -> Iterator[object]:
    """Yield what a commit names, be it no name at all."""
    yield from commit.sums
    yield from commit.notes.values()
    for entry in commit.segments:
        yield entry.name
        if entry.deletions != "":
            yield entry.deletions


def _encode(commit: Commit) -> bytes:
    segments = [each._asdict() for each in commit.segments]
    content = dataclasses.asdict(commit) | {"segments": segments}
    checksum = zlib.crc32(
        json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")
    )
    plain = {"format": FORMAT, "checksum": checksum, "commit": content}
    return json.dumps(plain, indent=1).encode("ascii")
