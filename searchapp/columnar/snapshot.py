"""All segments of a commit, and what is counted over all of them."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.segment import Segment

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Slice:
    """A segment of a commit.

    Args:
        segment: the segment.
        live: for each document whether it counts; None where all do.
        first: the number that its first document has among all of the commit's.
    """

    segment: Segment
    live: Flags | None
    first: int


class Snapshot:
    """The segments of a commit; safe to share between threads.

    Args:
        segments: in order.
        live: for each segment which of its documents count; None where all do.
    """

    def __init__(self, segments: Sequence[Segment], live: Sequence[Flags | None]) -> None:
        firsts = np.cumsum([0, *(segment.documents for segment in segments)]).tolist()
        self.slices = tuple(map(Slice, segments, live, firsts))
        self.documents: int = firsts[-1]
        """How many documents the segments hold, deleted ones included."""

    @functools.cached_property
    def live(self) -> int:
        """How many documents count."""
        return sum(
            part.segment.documents if part.live is None else int(part.live.sum())
            for part in self.slices
        )

    def words(self, field: str) -> int:
        """Return how many words a text has in all documents, deleted ones included."""
        return sum(part.segment.field(field).words for part in self.slices)
