"""A file of named arrays, mapped into memory and checked page by page as it is read.

The layout is described byte by byte in docs/index-format.md.  A checksum for every 64 KiB, asked
for once when the page is first touched, costs next to nothing for what a search reads, where one
checksum of the whole file would make opening a large index slow, and none would let a flipped bit
change an answer.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from searchapp.errors import IndexDamaged, IndexForeign, IndexTooNew, IndexTooOld

VERSION = 1
PAGE = 1 << 16

# Like PNG's: a byte above 127, and both kinds of line end, which a transfer as text would change.
MAGIC = b"\x93NEWS\r\n\n"
_HEADER = struct.Struct("<8sII")
_TRAILER = struct.Struct("<QIIQ8s")
# What a cache line holds, so that no value of an array lies across two.
_ALIGNMENT = 64

# The types that items can have, with their bytes; what else NumPy makes of a text is none of ours.
_WIDTHS = {"|u1": 1, "<u2": 2, "<u4": 4, "<i4": 4, "<u8": 8, "<i8": 8, "<f8": 8}

Array = NDArray[Any]


class Sum(NamedTuple):
    """What tells a file from any other of its name.

    Args:
        size: its length in bytes.
        checksum: CRC-32, of all of it or of what holds the checksums of its parts.
    """

    size: int
    checksum: int


class BlockWriter:
    """Writes a file from its beginning to its end; a context manager that closes it.

    What is in the file is safe on disk once `finish` has returned; a file that was not finished is
    never taken for one that was.

    Args:
        path: the file, which must not exist.

    Raises:
        OSError: it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._stream = path.open("xb")
        self._blocks: dict[str, tuple[int, int, str]] = {}
        self._sums: list[int] = []
        self._at = self._sum = 0
        self._write(_HEADER.pack(MAGIC, VERSION, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stream.close()

    @property
    def size(self) -> int:
        """How many bytes were written so far."""
        return self._at

    def begin(self, name: str, dtype: str) -> None:
        """Begin a block; the one before ends.

        Args:
            name: of the block, once in a file.
            dtype: of its items, as NumPy writes it; little-endian.
        """
        if name in self._blocks:
            raise ValueError(f"there is a block {name} already")
        self._write(bytes(-self._at % _ALIGNMENT))
        self._blocks[name] = (self._at, 0, np.dtype(dtype).newbyteorder("<").str)

    def append(self, items: Array) -> None:
        """Add items to the block that was begun last.

        Args:
            items: one dimension; of the block's type, or convertible to it without loss.
        """
        name, (offset, length, dtype) = next(reversed(self._blocks.items()))
        exact = np.ascontiguousarray(items.astype(dtype, casting="safe", copy=False))
        self._blocks[name] = (offset, length + len(exact), dtype)
        self._write(exact.view(np.uint8).data)

    def add(self, name: str, items: Array) -> None:
        """Write a block of one array, with the array's own type."""
        self.begin(name, items.dtype.str)
        self.append(items)

    def finish(self, facts: Mapping[str, Any]) -> int:
        """Write the table of contents, and wait until all of the file is on the disk.

        Args:
            facts: plain values to be kept with the blocks.

        Returns:
            The length of the file in bytes.
        """
        self._write(bytes(-self._at % _ALIGNMENT))
        pages = self._at
        if self._at % PAGE:
            self._sums.append(self._sum)
        sums = np.array(self._sums, dtype="<u4").tobytes()
        contents = {
            "blocks": {name: list(place) for name, place in self._blocks.items()},
            "facts": dict(facts),
        }
        table = sums + json.dumps(contents).encode("ascii")
        end = _TRAILER.pack(pages, len(table), zlib.crc32(table), pages + len(table), MAGIC)
        self._stream.write(table + end)
        self._stream.flush()
        os.fsync(self._stream.fileno())
        return pages + len(table) + len(end)

    def _write(self, piece: bytes | memoryview) -> None:
        self._stream.write(piece)
        rest = memoryview(piece)
        while rest:
            part = rest[: PAGE - self._at % PAGE]
            self._sum = zlib.crc32(part, self._sum)
            self._at += len(part)
            if self._at % PAGE == 0:
                self._sums.append(self._sum)
                self._sum = 0
            rest = rest[len(part) :]


class BlockFile:
    """A finished file, mapped into memory; safe to share between threads.

    Its arrays are views of the mapping, read-only, and keep it alive.

    Args:
        path: the file.

    Raises:
        IndexForeign: it is none of ours.
        IndexTooOld, IndexTooNew: it was written in another version of the format.
        IndexDamaged: it is missing or cut short, or its table of contents is not what was written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with path.open("rb") as stream:
                size = os.fstat(stream.fileno()).st_size
                if not size:
                    raise self.damage("is empty")
                self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except FileNotFoundError as error:
            raise self.damage("is missing") from error
        self._check_header()
        contents = self._read_table(size)
        self._blocks = self._check_blocks(contents)
        self._views: dict[str, Block] = {}
        self.facts: dict[str, Any] = contents["facts"]
        self.sum = Sum(size, zlib.crc32(self._map[self._pages_end :]))
        """What tells the file from any other of its name: all its checksums are in its end."""

    @property
    def names(self) -> list[str]:
        """The names of all blocks, in the order of the file."""
        return list(self._blocks)

    def length(self, name: str) -> int:
        """Return how many items a block has."""
        return len(self.block(name))

    def block(self, name: str) -> Block:
        """Return a block, of which nothing is checked yet.

        Raises:
            IndexDamaged: there is none of the name.
        """
        found = self._views.get(name)
        if found is None:
            if name not in self._blocks:
                raise self.damage(f"has no {name}")
            offset, length, dtype = self._blocks[name]
            # No array can be made of nothing at the end of a mapping.
            whole = np.frombuffer(self._map, dtype, length, offset if length else 0)
            found = self._views[name] = Block(self._pages, name, whole, offset)
        return found

    def array(self, name: str) -> Array:
        """Return all items of a block.

        Raises:
            IndexDamaged: they are not what was written.
        """
        block = self.block(name)
        return block.slice(0, len(block))

    def slice(self, name: str, start: int, stop: int) -> Array:
        """Return some items of a block.

        Args:
            name: of the block.
            start: the first item.
            stop: the one after the last.

        Returns:
            A read-only view of the file.

        Raises:
            IndexDamaged: they are not what was written.
        """
        return self.block(name).slice(start, stop)

    def verify(self) -> None:
        """Check all pages, those that were read before as well.

        Raises:
            IndexDamaged: a page is not what was written.
        """
        self._pages.forget()
        self._pages.check(0, self._pages_end)

    def let_go(self) -> None:
        """Let the system take back the memory of what was read; it is mapped anew when needed."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def _check_header(self) -> None:
        if len(self._map) < _HEADER.size + _TRAILER.size:
            raise self.damage("is cut short")
        magic, version, _ = _HEADER.unpack_from(self._map)
        if magic != MAGIC:
            raise IndexForeign(self._path.parent, file=self._path.name)
        if version < VERSION:
            raise IndexTooOld(self._path.parent, version, VERSION, self._path.name)
        if version > VERSION:
            raise IndexTooNew(self._path.parent, version, VERSION, self._path.name)

    def _read_table(self, size: int) -> dict[str, Any]:
        trailer = _TRAILER.unpack_from(self._map, size - _TRAILER.size)
        self._pages_end, length, found, end, magic = trailer
        if magic != MAGIC or end + _TRAILER.size != size or self._pages_end + length != end:
            raise self.damage("is cut short, or its end is not what was written")
        table = self._map[self._pages_end : end]
        if zlib.crc32(table) != found:
            raise self.damage("has a table of contents that is not what was written")
        pages = -(-self._pages_end // PAGE)
        if length < pages * 4:
            raise self.damage("has a table of contents that is too short")
        sums = np.frombuffer(table, "<u4", pages)
        self._pages = _Pages(self._path, memoryview(self._map)[: self._pages_end], sums)
        try:
            contents: dict[str, Any] = json.loads(table[pages * 4 :])
        except (ValueError, RecursionError) as error:
            raise self.damage(f"has a table of contents that is none ({error})") from error
        return contents

    def _check_blocks(self, contents: dict[str, Any]) -> dict[str, tuple[int, int, str]]:
        """Return where the blocks are, once it is certain that all of them are in the file."""
        try:
            blocks = {
                name: (begin, n, kind) for name, (begin, n, kind) in contents["blocks"].items()
            }
            ends = {name: begin + n * _WIDTHS[kind] for name, (begin, n, kind) in blocks.items()}
            fits = isinstance(contents["facts"], dict) and all(
                n >= 0 and _HEADER.size <= begin <= ends[name] <= self._pages_end
                for name, (begin, n, _) in blocks.items()
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self.damage(f"has a table of contents that is none ({error!r})") from error
        if not fits:
            raise self.damage("has a table of contents that tells of more than there is")
        return blocks

    def damage(self, detail: str) -> IndexDamaged:
        """Return the error that names the file.

        Args:
            detail: what is wrong, as it goes on after the file's name.
        """
        return _damage(self._path, detail)


class _Pages:
    """The pages of a file, each checked when it is first read.

    Args:
        path: the file.
        content: its pages.
        sums: the checksum of each.
    """

    def __init__(self, path: Path, content: memoryview, sums: Array) -> None:
        self.path = path
        self._content = content
        self._sums = sums
        self.forget()

    def forget(self) -> None:
        """Take all pages for unchecked again."""
        self._unchecked = bytearray(b"\1") * len(self._sums)

    def check(self, begin: int, end: int) -> None:
        """Check the pages of some bytes.

        Args:
            begin: the first byte.
            end: the one after the last.

        Raises:
            IndexDamaged: a page is not what was written.
        """
        unchecked, stop = self._unchecked, (end - 1) // PAGE + 1
        page = unchecked.find(1, begin // PAGE, stop)
        while page >= 0:
            start = page * PAGE
            if zlib.crc32(self._content[start : start + PAGE]) != self._sums[page]:
                raise _damage(self.path, f"is not what was written near byte {start:,}")
            unchecked[page] = 0
            page = unchecked.find(1, page + 1, stop)


class Block:
    """A run of items in a file, checked where it is read.

    Args:
        pages: of the file.
        name: of the block.
        whole: all of its items.
        offset: where in the file the first of them begins.
    """

    __slots__ = ("_length", "_name", "_offset", "_pages", "_whole", "_width")

    def __init__(self, pages: _Pages, name: str, whole: Array, offset: int) -> None:
        self._pages = pages
        self._name = name
        self._whole = whole
        self._offset = offset
        self._length = len(whole)
        self._width = whole.itemsize

    def __len__(self) -> int:
        return self._length

    def slice(self, start: int, stop: int) -> Array:
        """Return some items (see `BlockFile.slice`)."""
        if start < stop <= self._length and start >= 0:
            width, offset = self._width, self._offset
            self._pages.check(offset + start * width, offset + stop * width)
        elif not 0 <= start == stop <= self._length:
            detail = f"has {self._length:,} items in {self._name}, not {start:,} to {stop:,}"
            raise _damage(self._pages.path, detail)
        return self._whole[start:stop]


def narrowed(numbers: Array, dtype: type[np.unsignedinteger[Any]]) -> Array:
    """Return whole numbers in another type where all of them fit, or as they are.

    Args:
        numbers: from 0.
        dtype: the other type.
    """
    return numbers.astype(dtype) if numbers.max(initial=0) <= np.iinfo(dtype).max else numbers


def _damage(path: Path, detail: str) -> IndexDamaged:
    return IndexDamaged(path.parent, f"{path.name} {detail}")
