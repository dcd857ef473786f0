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
from searchapp.columnar.columns import read_raw, read_run, write_raw

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
    size = min(_DICTIONARY_BYTES, total // 32)
    if len(pieces) < 100 or size < 4 << 10:
        return b""
    trained = zstandard.train_dictionary(size, list(pieces[::step]), k=_SEGMENT, d=_MATCH)
    return bytes(trained.as_bytes())


def is_full(dictionary: bytes) -> bool:
    """Return whether a dictionary was trained on so much that more would not make it better."""
    return len(dictionary) > _DICTIONARY_BYTES // 2


class Compressor:
    """Compresses pieces, each alone.

    Args:
        dictionary: what `train` returned, here or for other pieces.
    """

    def __init__(self, dictionary: bytes) -> None:
        self.dictionary = dictionary
        trained = _dictionary(dictionary)
        parameters = zstandard.ZstdCompressionParameters.from_level(
            LEVEL, dict_size=len(dictionary), write_checksum=0, write_dict_id=0
        )
        self._compressor = zstandard.ZstdCompressor(
            dict_data=trained, compression_params=parameters
        )

    def frames(self, pieces: Iterable[bytes]) -> list[bytes]:
        """Return each piece, compressed."""
        return list(map(self._compressor.compress, pieces))


def write_blobs(
    file: BlockWriter, name: str, dictionary: bytes, runs: Iterable[tuple[Array, Array]]
) -> None:
    """Write compressed pieces.

    Args:
        file: where to.
        name: of the blocks.
        dictionary: what the pieces were compressed with.
        runs: some pieces after some, as `Blobs.frames` returns them.
    """
    file.add(f"{name}.dictionary", np.frombuffer(dictionary, np.uint8))
    write_raw(file, name, runs)


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
    def size(self) -> int:
        """How many bytes they take, compressed."""
        return self._file.length(self._name)

    @property
    def dictionary(self) -> bytes:
        """What the pieces were compressed with."""
        return self._file.array(f"{self._name}.dictionary").tobytes()

    def frames(self, first: int, end: int) -> tuple[Array, Array]:
        """Return some pieces as they were compressed, one behind another, and their lengths.

        Args:
            first: the number of the first.
            end: that of the one after the last.

        Raises:
            IndexDamaged: they are not what was written.
        """
        return read_run(self._file, self._name, first, end)

    def __getitem__(self, number: int) -> bytes:
        if not hasattr(self._local, "decompressor"):
            # Not to be shared: what decompresses keeps its place in the piece.
            self._local.decompressor = zstandard.ZstdDecompressor(
                dict_data=_dictionary(self.dictionary)
            )
        frame = read_raw(self._file, self._name, number)
        piece: bytes = self._local.decompressor.decompress(frame.data)
        return piece


def _dictionary(content: bytes) -> zstandard.ZstdCompressionDict | None:
    return zstandard.ZstdCompressionDict(content) if content else None
