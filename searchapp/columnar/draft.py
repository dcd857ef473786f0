"""The commit that comes next: the last one, with documents added and deleted since."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from searchapp.columnar.blocks import Sum
from searchapp.columnar.builders import Builders
from searchapp.columnar.commits import (
    Commit,
    Entry,
    drop_uncommitted,
    open_snapshot,
    read_commit,
    write_commit,
    write_deletions,
)
from searchapp.columnar.documents import Document, Layout
from searchapp.columnar.folders import drop_leftovers
from searchapp.columnar.policy import due
from searchapp.columnar.segment import Segment
from searchapp.columnar.snapshot import Flags


class Place(NamedTuple):
    """Where a document of the last commit is.

    Args:
        segment: which segment.
        document: its number there.
    """

    segment: int
    document: int


class Draft:
    """Changes to an index, made by the only one who writes it.

    Args:
        folder: of the index.
        layout: of its documents.
        memory: bytes to be used for segments in the making.
        processes: how many processes make segments; with 1, this one does.

    Raises:
        IndexNotFound, IndexForeign, IndexTooOld, IndexTooNew, IndexDamaged: there is no commit.
        OSError: what a stopped writer has left cannot be removed.
    """

    def __init__(self, folder: Path, layout: Layout, memory: int, processes: int) -> None:
        self._folder = folder
        self._open(read_commit(folder))
        self._before = frozenset(entry.name for entry in self.commit.segments)
        drop_leftovers(folder, self.commit.sums)
        self._builders = Builders(
            folder,
            layout,
            processes if processes > 1 else 0,
            memory,
            self._new_name,
            dictionary=self._dictionary(),
        )

    def find(self, key: str) -> Place | None:
        """Return where a document is; None where it is not in the last commit, or deleted since."""
        for number in reversed(range(len(self._segments))):
            document = self._segments[number].find(key)
            if document is not None and self._live[number][document]:
                return Place(number, document)
        return None

    def segment(self, place: Place) -> Segment:
        """Return the segment of a document."""
        return self._segments[place.segment]

    def delete(self, place: Place) -> None:
        """Delete a document of the last commit."""
        self._live[place.segment][place.document] = False
        self._touched.add(place.segment)

    def delete_with(self, label: str, value: str, number: str = "", kept: int = 0) -> None:
        """Delete the documents of the last commit that have a text in a column.

        Args:
            label: the column.
            value: the text.
            number: a column of numbers; empty names none.
            kept: those stay that have this number in it.
        """
        for at, segment in enumerate(self._segments):
            documents = segment.documents_with(label, value)
            if number:
                documents = documents[segment.numbers(number)[documents] != kept]
            if len(documents):
                self._live[at][documents] = False
                self._touched.add(at)

    def add(self, document: Document) -> None:
        """Add a document; it can be found and deleted once it is committed.

        Raises:
            OSError: a segment cannot be written.
        """
        self._builders.add(document)

    @property
    def is_scattered(self) -> bool:
        """Whether what was committed since this was opened is in several segments."""
        return len(self.commit.segments) - sum(map(self._is_of_before, self.commit.segments)) > 1

    def write(self, notes: Mapping[str, tuple[str, Sum]], *, last: bool = False) -> None:
        """Commit.

        Args:
            notes: the small files that come in the place of those there were, by what they are.
            last: put all that was added since this was opened into one segment.

        Raises:
            OSError: it cannot be written; the last commit stands.
        """
        sums = {**self.commit.sums, **dict(notes.values())}
        names = {**self.commit.notes, **{kind: name for kind, (name, _) in notes.items()}}
        added = [Entry(each.name, each.documents) for each in self._builders.flush()]
        left = [self._with_deletions(at, sums) for at in range(len(self._segments))]
        kept = [each for each in left if each.deleted < each.documents]
        old = [each for each in kept if not last or self._is_of_before(each)]
        entries = self._merged(old, [each for each in kept if each not in old] + added)
        known = {segment.name: segment for segment in self._segments}
        for entry in entries:
            if entry.name not in known:
                known[entry.name] = Segment(self._folder, entry.name)
            sums |= known[entry.name].sums
        files = {name for entry in entries for name in (*known[entry.name].sums, entry.deletions)}
        files |= set(names.values())
        needed = {name: each for name, each in sums.items() if name in files}
        commit = Commit(self.commit.generation + 1, tuple(entries), names, needed)
        write_commit(self._folder, commit)
        self._open(commit, list(known.values()))
        drop_leftovers(self._folder, needed)

    def close(self) -> None:
        """Give up what was changed since the last commit."""
        self._builders.close()
        drop_uncommitted(self._folder)

    def _open(self, commit: Commit, known: Sequence[Segment] = ()) -> None:
        self.commit = commit
        snapshot = open_snapshot(self._folder, commit, known)
        self._segments = [part.segment for part in snapshot.slices]
        self._live: list[Flags] = [
            np.ones(part.segment.documents, np.bool_) if part.live is None else part.live
            for part in snapshot.slices
        ]
        # The segments of which something was deleted since.
        self._touched: set[int] = set()
        self._numbers = itertools.count()

    def _dictionary(self) -> bytes:
        """Return what the largest segment compresses with, so that merging copies."""
        largest = max(self._segments, key=lambda segment: segment.documents, default=None)
        return b"" if largest is None else largest.blobs.dictionary

    def _is_of_before(self, entry: Entry) -> bool:
        return entry.name in self._before

    def _new_name(self) -> str:
        return f"s{self.commit.generation + 1}-{next(self._numbers)}"

    def _with_deletions(self, at: int, sums: dict[str, Sum]) -> Entry:
        """Return a segment as it is to be committed, with the list of what was deleted of it."""
        entry = self.commit.segments[at]
        deleted = np.flatnonzero(~self._live[at])
        if at not in self._touched or len(deleted) == entry.documents:
            return entry._replace(deleted=len(deleted))
        name = f"{entry.name}.{self.commit.generation + 1}.deleted"
        sums[name] = write_deletions(self._folder, name, deleted)
        return entry._replace(deletions=name, deleted=len(deleted))

    def _merged(self, kept: Sequence[Entry], added: Sequence[Entry]) -> list[Entry]:
        """Merge the segments that are due."""
        left = [*kept, *added]
        numbers = {segment.name: at for at, segment in enumerate(self._segments)}
        for group in due(kept, added):
            parts = []
            for entry in group:
                left.remove(entry)
                at = numbers.get(entry.name)
                deleted = () if at is None else np.flatnonzero(~self._live[at])
                parts.append((entry.name, np.array(deleted, np.uint32)))
            self._builders.merge(self._new_name(), parts)
        return left + [Entry(each.name, each.documents) for each in self._builders.merged()]
