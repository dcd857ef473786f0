"""Many short pieces of bytes, each compressed on its own by what is common to all.

A dictionary trained on a sample lets an article be compressed as well as half a megabyte of them
would be together, and be read without the others (Zstandard: RFC 8878, of
dictionaries its section 5).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

import numpy as np
import zstandard

from searchapp.columnar.blocks import Array, BlockFile, BlockWriter

LEVEL = 3

_DICTIONARY_BYTES = 256 << 10
_SAMPLE_BYTES = 8 << 20
# The length of the segments that go into a dictionary, and of what is looked for in them.  With
# these given, training takes a twentieth of a second; without, it tries many of them for seconds,
# for dictionaries that are no better.
_SEGMENT, _MATCH = 64, 8


def train(pieces: Sequence[bytes]) -> bytes:
    """Return a dictionary for pieces like these.

    Args:
        pieces: what is to be compressed, or some of it.

    Returns:
        The dictionary; empty where they are too few for one to be worth its place.
    """
    total = sum(map(len, pieces))
    step = max(1, total // _SAMPLE_BYTES)
    size = min(_DICTIONARY_BYTES, total // 100)
    if len(pieces) < 100 or size < 4 << 10:
        return b""
    trained = zstandard.train_dictionary(size, list(pieces[::step]), k=_SEGMENT, d=_MATCH)
    return bytes(trained.as_bytes())


class BlobsWriter:
    """Writes pieces, in order, as the last blocks of a file.

    Args:
        file: where to.
        name: of the blocks.
        dictionary: what `train` returned, here or for another file.
    """

    def __init__(self, file: BlockWriter, name: str, dictionary: bytes) -> None:
        file.add(f"{name}.dictionary", np.frombuffer(dictionary, np.uint8))
        file.begin(name, "u1")
        self._file = file
        self._name = name
        self._ends: list[int] = []
        self._compressor = zstandard.ZstdCompressor(
            level=LEVEL, dict_data=_dictionary(dictionary), write_checksum=False
        )

    def append(self, pieces: Iterable[bytes]) -> None:
        """Compress pieces and add them."""
        self.copy(map(self._compressor.compress, pieces))

    def copy(self, frames: Iterable[bytes]) -> None:
        """Add pieces that were compressed with the same dictionary."""
        at = self._ends[-1] if self._ends else 0
        for frame in frames:
            at += len(frame)
            self._ends.append(at)
            self._file.append(np.frombuffer(frame, np.uint8))

    def finish(self) -> None:
        """End the blocks."""
        self._file.add(f"{self._name}.ends", np.array(self._ends, np.uint64))


class Blobs:
    """Reads pieces; safe to share between threads.

    Args:
        file: where from.
        name: of the blocks.

    Raises:
        IndexDamaged: a part of the file is not what was written.
    """

    def __init__(self, file: BlockFile, name: str) -> None:
        self._file = file
        self._name = name
        self._local = threading.local()

    def __len__(self) -> int:
        return self._file.length(f"{self._name}.ends")

    @property
    def dictionary(self) -> bytes:
        """What the pieces were compressed with."""
        return self._file.array(f"{self._name}.dictionary").tobytes()

    def frame(self, number: int) -> Array:
        """Return a piece as it was compressed."""
        ends = self._file.slice(f"{self._name}.ends", max(number - 1, 0), number + 1).tolist()
        return self._file.slice(self._name, ends[0] if number else 0, ends[-1])

    def __getitem__(self, number: int) -> bytes:
        if not hasattr(self._local, "decompressor"):
            # Not to be shared: what decompresses keeps its place in the piece.
            self._local.decompressor = zstandard.ZstdDecompressor(
                dict_data=_dictionary(self.dictionary)
            )
        piece: bytes = self._local.decompressor.decompress(self.frame(number).data)
        return piece


def _dictionary(content: bytes) -> zstandard.ZstdCompressionDict | None:
    return zstandard.ZstdCompressionDict(content) if content else None
