"""Documents made into segments, and segments merged, in the background of whoever writes an index.

Every builder has one batch at a time, which becomes a segment.  Documents are dealt out some at a
time, to the builder that was given the fewest bytes, so that all have as much to do and nothing
depends on which is faster: the same documents make the same segments with as many processes, and
with any number the same answers.  A merge is parted by files among the builders.

Processes are started only once there is enough to do for them; till then, and where none are
wanted, all is done here.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

from searchapp.columnar.blobs import is_full, train
from searchapp.columnar.blocks import Array
from searchapp.columnar.builder import BEGIN, DOCUMENTS, WRITE, Builder, Built, merge_message
from searchapp.columnar.documents import Document, Layout, Records
from searchapp.columnar.merging import PORTIONS
from searchapp.columnar.remote import Remote, Room
from searchapp.columnar.segment import FILES

# So much is done here before a process is worth its start, and shows what all blobs have in common.
_FEW = 32 << 20
# A smaller segment has no dictionary, which would be larger than what it saves.
_SMALL = 4 << 20
# So many bytes of documents are given to a builder at once.
_MESSAGE = 1 << 18
# What a byte of a document takes while a segment is written, in the process that writes it.
_BYTES_A_BYTE = 3


class Builders:
    """Builds segments of an index.

    A builder that was lost, or could not write, ends all: what is left is `close`.

    Args:
        folder: of the index.
        layout: of the index.
        processes: how many build; with 0, this one does.
        memory: how much the writing of a segment may take in each of them, in bytes, about.
        names: returns a name for a segment, which no other has.
        dictionary: what the blobs of the index are compressed with, as `Blobs.dictionary` has it;
            empty where there is none yet.
    """

    def __init__(
        self,
        folder: Path,
        layout: Layout,
        processes: int,
        memory: int,
        names: Callable[[], str],
        *,
        dictionary: bytes = b"",
    ) -> None:
        self._folder = folder
        self._layout = layout
        self._processes = processes
        self._names = names
        # One that was trained on little would compress badly for ever.
        self._dictionary = dictionary if is_full(dictionary) else b""
        self._limit = memory // _BYTES_A_BYTE
        self._few = min(_FEW, self._limit)
        self._records = Records(layout)
        self._room = Room(self._limit // 2)
        self._builder = Builder(folder, layout)
        self._remotes: list[Remote] = []
        self._open = self._first_batches()
        # How many bytes each builder was given.
        self._given = [0] * len(self._open)
        # Whose batch takes the next document.
        self._lane = 0
        self._merging = 0
        # Segments that are not returned yet, in order: those of batches and those of merges, each
        # with the processes that make portions of it; None where this one has.
        self._batches: dict[str, list[Remote | None]] = {}
        self._merges: dict[str, list[Remote | None]] = {}
        # What each has made of them.
        self._built: dict[tuple[str, Remote | None], Built] = {}
        self.pending = 0
        """How many documents are not yet in a segment that `flush` has returned."""

    def add(self, document: Document) -> None:
        """Add a document; wait where too much would wait to be built otherwise.

        Raises:
            BuilderLost: a process has ended.
            OSError: a segment cannot be written.
        """
        lane = self._lane
        batch = self._open[lane]
        batch.add(self._records.pack(document), document.blob)
        self.pending += 1
        if batch.waiting >= (_MESSAGE if batch.is_begun else self._enough()):
            self._give(lane)
            if self._remotes:
                self._lane = min(range(len(self._open)), key=self._given.__getitem__)
        if batch.size >= batch.limit:
            self._end(lane)

    def flush(self) -> list[Built]:
        """Wait until all that was added is safe on disk.

        Returns:
            The segments since the last call, in the order in which their documents were added.

        Raises:
            BuilderLost: a process has ended.
            OSError: a segment cannot be written.
        """
        for lane, batch in enumerate(self._open):
            if batch.size:
                self._end(lane)
        self._lane = 0
        self._open = self._first_batches()
        built = self._collect(self._batches)
        self.pending = 0
        return built

    def merge(self, name: str, parts: Sequence[tuple[str, Array]]) -> None:
        """Begin to write what is left of some segments as one, its portions side by side.

        Args:
            name: of the new segment; no other has it.
            parts: the segments, in the order that their documents will have, each with the numbers
                of those of its documents that were deleted.

        Raises:
            BuilderLost: a process has ended.
            OSError, IndexDamaged: it cannot be done.
        """
        names = [f"{segment}.{kind}" for segment, _ in parts for kind in FILES]
        size = sum((self._folder / each).stat().st_size for each in names)
        self._start(size)
        self._merges[name] = []
        together = len(self._remotes) < len(PORTIONS)
        for portions in [PORTIONS] if together else [(portion,) for portion in PORTIONS]:
            maker = self._remotes[self._merging % len(self._remotes)] if self._remotes else None
            self._merging += 1
            self._merges[name].append(maker)
            self._send(maker, merge_message(name, parts, portions))

    def merged(self) -> list[Built]:
        """Wait until all merges that were begun are done.

        Returns:
            The segments that came of them, in the order in which they were begun.

        Raises:
            BuilderLost: a process has ended.
            OSError, IndexDamaged: one cannot be done.
        """
        return self._collect(self._merges)

    def close(self) -> None:
        """End the processes, and remove the files of segments that were not returned."""
        for remote in self._remotes:
            remote.end()
        for name in (*self._batches, *self._merges):
            for kind in FILES:
                with contextlib.suppress(OSError):
                    (self._folder / f"{name}.{kind}").unlink(missing_ok=True)
        self._remotes, self._batches, self._merges = [], {}, {}

    def _first_batches(self) -> list[_Batch]:
        """Return a batch for each builder, of different limits, so that they write by turns."""
        count = max(self._processes, 1)
        return [_Batch(self._limit * (lane + 1) // count) for lane in range(count)]

    def _enough(self) -> int:
        """Return how many bytes of a batch must be there before it is begun."""
        return _SMALL if self._dictionary and (self._remotes or not self._processes) else self._few

    def _give(self, lane: int) -> None:
        """Give the documents that wait to the builder of their batch."""
        batch = self._open[lane]
        if not batch.is_begun:
            self._start(batch.waiting)
            batch.begin(self._remotes[lane] if self._remotes else None)
            self._send(batch.maker, BEGIN + self._dictionary_for(batch))
        self._given[lane] += batch.waiting
        self._send(batch.maker, DOCUMENTS + batch.take())

    def _end(self, lane: int) -> None:
        """Have a batch written, and begin another."""
        self._give(lane)
        name = self._names()
        maker = self._open[lane].maker
        self._batches[name] = [maker]
        self._open[lane] = _Batch(self._limit)
        self._send(maker, WRITE + name.encode())

    def _dictionary_for(self, batch: _Batch) -> bytes:
        if self._dictionary:
            return self._dictionary if batch.waiting >= _SMALL else b""
        dictionary = train(batch.blobs)
        if is_full(dictionary):
            self._dictionary = dictionary
        return dictionary

    def _start(self, size: int) -> None:
        """Start the processes, where a task of so many bytes is worth it."""
        if self._processes and not self._remotes and size >= self._few:
            self._remotes = [
                Remote(self._folder, self._layout, self._room) for _ in range(self._processes)
            ]

    def _send(self, maker: Remote | None, message: bytes) -> None:
        if maker is None:
            self._keep(None, self._builder.obey(message))
            return
        maker.send(message)
        # What is not taken out of a pipe would stop who writes into it in the end.
        for remote in self._remotes:
            while remote.has_results():
                self._keep(remote, remote.receive())

    def _keep(self, maker: Remote | None, built: Built | None) -> None:
        if built is not None:
            self._built[built.name, maker] = built

    def _collect(self, begun: dict[str, list[Remote | None]]) -> list[Built]:
        """Return segments in order, once all are there."""
        whole = []
        for name, makers in begun.items():
            for maker in makers:
                while (name, maker) not in self._built and maker is not None:
                    self._keep(maker, maker.receive())
            portions = [self._built.pop((name, maker)) for maker in makers]
            sizes = {file: size for each in portions for file, size in each.sizes.items()}
            whole.append(portions[0]._replace(sizes=sizes))
        begun.clear()
        return whole


class _Batch:
    """Documents of one segment on their way to its builder.

    Args:
        limit: how many bytes it takes.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.is_begun = False
        self.maker: Remote | None = None
        self.size = 0
        """How many bytes the documents have, in all."""
        self.waiting = 0
        """How many of them were not given to the builder yet."""
        self.blobs: list[bytes] = []
        """Those of the documents that wait for the batch to begin."""
        self._packed: list[bytes] = []

    def add(self, packed: bytes, blob: bytes) -> None:
        """Add a document."""
        self._packed.append(packed)
        self.size += len(packed)
        self.waiting += len(packed)
        if not self.is_begun:
            self.blobs.append(blob)

    def begin(self, maker: Remote | None) -> None:
        """Begin the batch where it will be built."""
        self.is_begun = True
        self.maker = maker

    def take(self) -> bytes:
        """Return the documents that wait; they do not any more."""
        together = b"".join(self._packed)
        self._packed, self.blobs, self.waiting = [], [], 0
        return together
