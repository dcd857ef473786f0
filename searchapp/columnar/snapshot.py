"""All segments of a commit, and what is counted over all of them."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from propcache.api import cached_property

from searchapp.columnar.segment import Segment

# Fewer documents take little longer to search than this many.
_STRETCH = 1 << 16

Flags = NDArray[np.bool_]


class Slice(NamedTuple):
    """A segment of a commit.

    Args:
        segment: the segment.
        live: for each document whether it counts; None where all do.
        first: the number that its first document has among all of the commit's.
    """

    segment: Segment
    live: Flags | None
    first: int

    def flags(self) -> Flags:
        """Return for each document whether it counts."""
        return np.ones(self.segment.documents, np.bool_) if self.live is None else self.live


class Stretch:
    """Segments that stand side by side and are searched as one, so that small ones cost little.

    Args:
        slices: the segments, in order.
        number: which of the snapshot's segments the first of them is.
    """

    def __init__(self, slices: Sequence[Slice], number: int) -> None:
        self.slices = slices
        self.number = number
        self.first = slices[0].first
        """The number that its first document has in the snapshot."""
        self.documents = sum(part.segment.documents for part in slices)
        """How many documents it has, deleted ones included."""
        self.known: dict[Any, Any] = {}
        """What was found out about its words, for those who ask again (`words`)."""
        self._lengths: dict[str, NDArray[np.uint32]] = {}

    @cached_property
    def live(self) -> Flags | None:
        """For each document whether it counts; None where all do."""
        if all(part.live is None for part in self.slices):
            return None
        return np.concatenate([part.flags() for part in self.slices])

    def lengths(self, field: str) -> NDArray[np.uint32]:
        """Return how many words each document has in a text."""
        if field not in self._lengths:
            each = [part.segment.field(field).lengths for part in self.slices]
            self._lengths[field] = np.concatenate(each)
        return self._lengths[field]


class Snapshot:
    """The segments of a commit; safe to share between threads.

    Args:
        segments: in order.
        live: for each segment which of its documents count; None where all do.
    """

    def __init__(self, segments: Sequence[Segment], live: Sequence[Flags | None]) -> None:
        firsts = np.cumsum([0, *(segment.documents for segment in segments)]).tolist()
        self.slices = tuple(map(Slice, segments, live, firsts))
        self._firsts: list[int] = firsts
        self.documents: int = firsts[-1]
        """How many documents the segments hold, deleted ones included."""

    @cached_property
    def live(self) -> int:
        """How many documents count."""
        return sum(
            part.segment.documents if part.live is None else int(part.live.sum())
            for part in self.slices
        )

    @cached_property
    def stretches(self) -> list[Stretch]:
        """The segments in runs that are searched as one."""
        runs: list[tuple[int, list[Slice]]] = []
        held = _STRETCH
        for number, part in enumerate(self.slices):
            if held >= _STRETCH:
                runs.append((number, []))
                held = 0
            runs[-1][1].append(part)
            held += part.segment.documents
        return [Stretch(run, number) for number, run in runs]

    def live_documents(self) -> NDArray[np.intp]:
        """Return the numbers of all documents that count, ascending."""
        flags = [part.flags() for part in self.slices]
        return np.flatnonzero(np.concatenate([np.empty(0, np.bool_), *flags]))

    def locate(self, document: int) -> tuple[Slice, int]:
        """Return the segment of a document, and its number there."""
        part = self.slices[bisect.bisect_right(self._firsts, document) - 1]
        return part, document - part.first

    def key(self, document: int) -> str:
        """Return the key of a document."""
        part, number = self.locate(document)
        return part.segment.labels("key")[number]

    def find(self, key: str) -> int | None:
        """Return the document with a key, None where it is not here or deleted."""
        for part in reversed(self.slices):
            number = part.segment.find(key)
            if number is not None and (part.live is None or part.live[number]):
                return part.first + number
        return None

    def words(self, field: str) -> int:
        """Return how many words a text has in all documents, deleted ones included."""
        return sum(part.segment.field(field).words for part in self.slices)
