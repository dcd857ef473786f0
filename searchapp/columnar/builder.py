"""What builds segments in one process: it is told what to do in messages of bytes.

A message is one byte that says what it is, and what belongs to it: `begin` a batch with a
dictionary, `documents` for it (`Records.pack`), `write` it under a name, `merge` segments.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from searchapp.columnar.batch import Batch
from searchapp.columnar.blocks import Array
from searchapp.columnar.documents import Layout, Records
from searchapp.columnar.merging import Part, merge
from searchapp.columnar.segment import Segment
from searchapp.columnar.vocabulary import Vocabulary

BEGIN, DOCUMENTS, WRITE, MERGE = (bytes([kind]) for kind in b"bdwm")

# So many different pieces of text are remembered from one batch to the next; they take some 230 MB.
_MOST = 3 << 18
# To merge segments of so many documents takes more memory than that, and takes its place: a build
# of hundreds of thousands ends with it.
_LARGE = 100_000


class Built(NamedTuple):
    """A segment that is on disk, or a portion of one.

    Args:
        name: its name.
        documents: how many it has.
        sizes: the length of each of its files in bytes.
    """

    name: str
    documents: int
    sizes: dict[str, int]


def merge_message(
    name: str, parts: Sequence[tuple[str, Array]], portions: Sequence[Sequence[str]]
) -> bytes:
    """Return the message that makes a builder merge segments.

    Args:
        name: of the segment that comes of it.
        parts: the segments in order, each with the numbers of its documents that were deleted.
        portions: what is to be made of it, of `merging.PORTIONS`.
    """
    plain = [(segment, deleted.tolist()) for segment, deleted in parts]
    return MERGE + json.dumps([name, plain, portions]).encode("ascii")


class Builder:
    """Builds segments, one after the other.

    Args:
        folder: of the index.
        layout: of the index.
    """

    def __init__(self, folder: Path, layout: Layout) -> None:
        self._folder = folder
        self._layout = layout
        self._records = Records(layout)
        self._vocabulary = Vocabulary()
        self._batch = Batch(layout, self._vocabulary)

    def obey(self, message: bytes) -> Built | None:
        """Do what a message says.

        Args:
            message: what to do.

        Returns:
            The segment that was written, if one was.

        Raises:
            IndexDamaged: a segment that was to be merged is not what was written.
            OSError: a file cannot be read or written.
        """
        kind, content = message[:1], memoryview(message)[1:]
        if kind == BEGIN:
            self._begin(bytes(content))
        elif kind == DOCUMENTS:
            for record in self._records.unpack(message, 1):
                self._batch.append(record)
        elif kind == WRITE:
            return self._write(str(content, "utf-8"))
        else:
            return self._merge(*json.loads(bytes(content)))
        return None

    def _begin(self, dictionary: bytes = b"") -> None:
        self._batch = Batch(self._layout, self._vocabulary, dictionary)

    def _write(self, name: str) -> Built:
        batch = self._batch
        built = Built(name, len(batch), batch.write(self._folder, name))
        if len(self._vocabulary) > _MOST:
            # Of serial numbers and misread letters there is no end.
            self._vocabulary = Vocabulary()
        self._begin()
        return built

    def _merge(
        self, name: str, plain: list[tuple[str, list[int]]], portions: list[list[str]]
    ) -> Built:
        parts = []
        for segment_name, deleted in plain:
            segment = Segment(self._folder, segment_name)
            live = np.ones(segment.documents, np.bool_)
            live[deleted] = False
            parts.append(Part(segment, live))
        documents = sum(int(part.live.sum()) for part in parts)
        if documents >= _LARGE and not len(self._batch):
            self._vocabulary = Vocabulary()
            self._begin()
        sizes = merge(self._folder, name, self._layout, parts, list(map(tuple, portions)))
        return Built(name, documents, sizes)
