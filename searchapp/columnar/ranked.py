"""Sorted texts in memory, each with a count: finds the most frequent of those that begin alike."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_HALF = np.uint64(32)
_LOWER = np.uint64(0xFFFFFFFF)


class Ranked(Sequence[bytes]):
    """Texts by their counts; a sequence of them.

    It takes some bytes a text more than the texts themselves.

    Args:
        texts: in order; the same may be there more than once.
        counts: of each, below 2³².
    """

    def __init__(self, texts: Sequence[bytes], counts: NDArray[Any]) -> None:
        self._text = b"".join(texts)
        self._ends = np.cumsum(np.fromiter(map(len, texts), np.uint32, len(texts)), dtype=np.uint32)
        # The higher the count the higher the rank, and of equal ones the first: no two are equal.
        behind = _LOWER - np.arange(len(texts), dtype=np.uint64)
        self._ranks = counts.astype(np.uint64) << _HALF | behind

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, at: int) -> bytes:  # type: ignore[override]
        begin = self._ends[at - 1] if at else 0
        return self._text[begin : self._ends[at]]

    def find(self, text: bytes) -> int | None:
        """Return the number of a text, None where it is not here."""
        at = bisect.bisect_left(self, text)
        return at if at < len(self) and self[at] == text else None

    def span(self, prefix: bytes) -> tuple[int, int]:
        """Return the number of the first text that begins so, and that behind the last."""
        first = bisect.bisect_left(self, prefix)
        return first, bisect.bisect_left(
            self, True, lo=first, key=lambda text: not text.startswith(prefix)
        )

    def best(self, prefix: bytes, most: int) -> list[int]:
        """Return the numbers of those texts that begin so, the most frequent first, then in order.

        Args:
            prefix: what they begin with.
            most: how many to return at the most; those whose count is 0 are left out.
        """
        first, end = self.span(prefix)
        ranks = self._ranks[first:end]
        if 0 < most < len(ranks):
            ranks = np.partition(ranks, len(ranks) - most)[len(ranks) - most :]
        ranks = np.sort(ranks[ranks > _LOWER])[::-1][:most]
        found: list[int] = (_LOWER - (ranks & _LOWER)).tolist()
        return found
