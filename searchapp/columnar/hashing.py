"""A hash table of short byte strings that is asked for millions of them at once.

Strings of up to 16 bytes are two numbers of 64 bits, and looking them up is a few operations on
whole arrays: open addressing with linear probing (Knuth, The Art of Computer Programming 3, 6.4,
algorithm L), each round for all strings that have not found their place yet.  Two strings are the
same only where all their bytes are, so that what the hash function is like matters for speed alone;
it is seeded anew in every process, so that no text can be written to slow it down.
"""

from __future__ import annotations

import os

import numpy as np
from numpy.typing import NDArray

WIDTH = 16

Halves = NDArray[np.uint64]
Values = NDArray[np.int32]

_FIRST_BITS = 16
_SEEDS = [int.from_bytes(os.urandom(8), "little") | 1 for _ in range(3)]


class HashTable:
    """Numbers from 0, by strings of up to `WIDTH` bytes, each as two halves."""

    def __init__(self) -> None:
        self._make(_FIRST_BITS)

    def __len__(self) -> int:
        return self._used

    def get(self, low: Halves, high: Halves) -> Values:
        """Return the number of each string, -1 where there is none.

        Args:
            low: the first eight bytes of each, in little-endian order.
            high: the others.
        """
        slots = self._slots(low, high)
        found = self._values[slots]
        wrong = np.flatnonzero(self._differ(slots, low, high) & (found >= 0))
        while len(wrong):
            slots = (slots[wrong] if len(slots) != len(wrong) else slots) + 1 & self._mask
            values = self._values[slots]
            found[wrong] = values
            again = self._differ(slots, low[wrong], high[wrong]) & (values >= 0)
            wrong, slots = wrong[again], slots[again]
        return found

    def add(self, low: Halves, high: Halves, values: Values) -> None:
        """Add strings that are not in the table, each once.

        Args:
            low: the first eight bytes of each, in little-endian order.
            high: the others.
            values: their numbers.
        """
        if 2 * (self._used + len(values)) > self._mask:
            kept = np.flatnonzero(self._values >= 0)
            old = self._low[kept], self._high[kept], self._values[kept]
            self._make(int(4 * (self._used + len(values))).bit_length())
            self._insert(*old)
        self._insert(low, high, values)

    def _make(self, bits: int) -> None:
        self._bits = bits
        self._mask = (1 << bits) - 1
        self._used = 0
        self._low = np.zeros(1 << bits, np.uint64)
        self._high = np.zeros(1 << bits, np.uint64)
        self._values = np.full(1 << bits, -1, np.int32)

    def _insert(self, low: Halves, high: Halves, values: Values) -> None:
        self._used += len(values)
        slots = self._slots(low, high)
        while len(values):
            free = self._values[slots] < 0
            # Of several that want one slot, the last to be written has it.
            self._values[slots[free]] = values[free]
            taken = free & (self._values[slots] == values)
            self._low[slots[taken]] = low[taken]
            self._high[slots[taken]] = high[taken]
            low, high, values = low[~taken], high[~taken], values[~taken]
            slots = slots[~taken] + 1 & self._mask

    def _slots(self, low: Halves, high: Halves) -> NDArray[np.int64]:
        first, second, third = map(np.uint64, _SEEDS)
        mixed = low * first ^ high * second
        mixed ^= mixed >> np.uint64(29)
        mixed *= third
        return (mixed >> np.uint64(64 - self._bits)).astype(np.int64)

    def _differ(self, slots: NDArray[np.int64], low: Halves, high: Halves) -> NDArray[np.bool_]:
        differ: NDArray[np.bool_] = (self._low[slots] != low) | (self._high[slots] != high)
        return differ
