"""Whole numbers in 4, 8 or 16 bits each, those that do not fit kept beside them.

Reading a run of them is one copy and, rarely, a patch: two operations on whole arrays, whatever the
numbers are.  This is the idea of "patched frame of reference" (Zukowski, Héman, Nes
and Boncz, Super-Scalar RAM-CPU Cache Compression, 2006) with a fixed width for each stream, chosen
where the stream is defined.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.blocks import BlockFile, BlockWriter, narrowed

Numbers = NDArray[np.uint32]

_NARROW = {4: "u1", 8: "u1", 16: "<u2"}
_PAIR = np.dtype("<u2")
# A byte's two halves as bytes of their own; for so many it is faster to look them up.
_HALVES = np.array([byte & 15 | byte >> 4 << 8 for byte in range(256)], _PAIR)
_FEW = 3_000


class PackedWriter:
    """Writes one stream, a run at a time, as the last block of a file until it is finished.

    Args:
        file: where to.
        name: of the stream.
        bits: for each number: 4, 8 or 16.
    """

    def __init__(self, file: BlockWriter, name: str, bits: int) -> None:
        self._file = file
        self._name = name
        self._bits = bits
        self._length = 0
        self._places: list[NDArray[np.int64]] = []
        self._values: list[Numbers] = []
        file.begin(name, _NARROW[bits])

    def append(self, numbers: NDArray[Any]) -> None:
        """Add a run.

        Args:
            numbers: from 0 to 2³²−1; of a stream of 4 bits an even number of them.
        """
        large = np.flatnonzero(numbers >= 1 << self._bits)
        self._places.append(large.astype(np.int64) + self._length)
        self._values.append(numbers[large].astype(np.uint32))
        self._length += len(numbers)
        narrow = numbers.astype(_NARROW[self._bits])
        if self._bits == 4:
            narrow &= 15
            narrow = narrow[::2] | narrow[1::2] << 4
        self._file.append(narrow)

    def finish(self) -> None:
        """Write what did not fit; the stream is complete."""
        places = np.concatenate([np.empty(0, np.int64), *self._places])
        values = np.concatenate([np.empty(0, np.uint32), *self._values])
        # As what is looked for among them, so that none must be converted for that.
        fits = self._length < 1 << 32
        self._file.add(f"{self._name}.places", places.astype(np.uint32) if fits else places)
        self._file.add(f"{self._name}.values", narrowed(values, np.uint16))


class Packed:
    """Reads a stream.

    Args:
        file: where from.
        name: of the stream.
        bits: as it was written.

    Raises:
        IndexDamaged: the numbers that did not fit are not what was written.
    """

    def __init__(self, file: BlockFile, name: str, bits: int) -> None:
        self._block = file.block(name)
        self._bits = bits
        self._places = file.array(f"{name}.places")
        self._values = file.array(f"{name}.values")

    def __len__(self) -> int:
        return 2 * len(self._block) if self._bits == 4 else len(self._block)

    def run(self, start: int, stop: int) -> Run:
        """Return a run of numbers, to be read again and again.

        Args:
            start: the first.
            stop: the one after the last.

        Raises:
            IndexDamaged: they are not what was written.
        """
        if self._bits == 4:
            narrow = self._block.slice(start // 2, (stop + 1) // 2)
        else:
            narrow = self._block.slice(start, stop)
        if not len(self._places):
            return Run(narrow, self._bits, (start, stop), self._places, self._values)
        bounds = np.array((start, stop), self._places.dtype)
        first, end = self._places.searchsorted(bounds).tolist()
        places, values = self._places[first:end] - start, self._values[first:end]
        return Run(narrow, self._bits, (start, stop), places, values)

    def gather(self, begins: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return several runs of a stream of more than 4 bits, one behind another.

        Args:
            begins: the first number of each.
            lengths: how many numbers each has, from 1.

        Raises:
            IndexDamaged: they are not what was written.
        """
        bounds = zip(begins.tolist(), (begins + lengths).tolist(), strict=True)
        runs = [np.empty(0, np.uint8), *(self._block.slice(*each) for each in bounds)]
        numbers = np.concatenate(runs).astype(np.int64)
        if len(numbers) and len(self._places):
            places = (begins - lengths.cumsum() + lengths).repeat(lengths) + np.arange(len(numbers))
            at = self._places.searchsorted(places.astype(self._places.dtype))
            large = (self._places.take(at, mode="clip") == places).nonzero()[0]
            numbers[large] = self._values[at[large]]
        return numbers

    def slice(self, start: int, stop: int) -> Numbers:
        """Return a run of numbers, read once (see `run`)."""
        return self.run(start, stop).numbers(np.uint32)


class Run:
    """Numbers of a stream that stand side by side.

    Args:
        narrow: as they are stored.
        bits: how many each has there.
        bounds: which of the stream they are; with 4 bits that tells in which half of a byte the
            first of them is.
        places: where among them those are that did not fit, ascending.
        values: what these are.
    """

    __slots__ = ("_bits", "_length", "_narrow", "_odd", "_places", "_values")

    def __init__(
        self,
        narrow: NDArray[Any],
        bits: int,
        bounds: tuple[int, int],
        places: NDArray[Any],
        values: NDArray[Any],
    ) -> None:
        self._narrow = narrow
        self._bits = bits
        self._odd, self._length = bounds[0] % 2, bounds[1] - bounds[0]
        self._places = places
        self._values = values

    def __len__(self) -> int:
        return self._length

    def numbers(self, dtype: type[np.generic] | None) -> NDArray[Any]:
        """Return all of them.

        Args:
            dtype: what they are returned as, of 32 bits or more; None where 8 or 16 bits will do if
                all of them fit.

        Returns:
            A new array.
        """
        numbers = self._nibbles() if self._bits == 4 else self._narrow
        if dtype is None and not len(self._places):
            return numbers if self._bits == 4 else numbers.copy()
        numbers = numbers.astype(dtype or np.uint32)
        if len(self._places):
            numbers[self._places] = self._values
        return numbers

    def take(self, places: NDArray[np.intp]) -> NDArray[Any]:
        """Return some of them, of a stream of more than 4 bits.

        Args:
            places: which of the run, ascending; at least one.
        """
        numbers = self._narrow.take(places)
        if len(self._places):
            numbers = numbers.astype(np.uint32)
            at = places.searchsorted(self._places)
            found = places.take(at, mode="clip") == self._places
            numbers[at[found]] = self._values[found]
        return numbers

    def _nibbles(self) -> NDArray[np.uint8]:
        if len(self._narrow) <= _FEW:
            pairs = _HALVES.take(self._narrow, mode="clip")
        else:
            pairs = self._narrow.astype(_PAIR)
            pairs |= pairs << 4
            pairs &= 0x0F0F
        return pairs.view(np.uint8)[self._odd : self._odd + self._length]
