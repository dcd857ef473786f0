"""Zip archives → members, unpacked one after the other as streams."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Iterator
from typing import IO

from searchapp.ingest.containers.members import Door, Member
from searchapp.ingest.limits import TooLargeError
from searchapp.ingest.streams import DamagedError
from searchapp.model import Rejected

# What `zipfile` loads before anything can be counted: 200 bytes for a file are usual.
_MAX_DIRECTORY = 32_000_000
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
# The other methods unpack as much as they like at a time, or need as much memory as they say.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_HEADER = 30


def read_zip(stream: IO[bytes], door: Door) -> Iterator[Member | Rejected]:
    """Read the members of a zip archive, in the order in which they stand in it.

    Args:
        stream: the archive; it is read here and there.
        door: decides what is let in.

    Yields:
        The members, and rejections of those that are not read.

    Raises:
        DamagedError: it is no archive.
        TooLargeError: it holds too many members.
    """
    if _directory_size(stream) > _MAX_DIRECTORY:
        raise TooLargeError("it holds too many files")
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise DamagedError(f"it is no zip archive, or damaged: {error}") from error
    with archive:
        members = sorted(archive.infolist(), key=lambda info: info.header_offset)
        ends = [info.header_offset for info in members] + [archive.start_dir]
        for info, end in zip(members, ends[1:], strict=True):
            if info.is_dir():
                continue
            name = door.check(_name_of(info), _problem(info, end))
            if isinstance(name, Rejected):
                yield name
            elif name is not None:
                yield from _open(archive, info, name, door)


_BROKEN = (
    zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, RuntimeError, IndexError,
    EOFError, OverflowError,
)  # fmt: skip


def _open(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, door: Door
) -> Iterator[Member | Rejected]:
    try:
        stream = archive.open(info)
    except _BROKEN as error:
        yield door.reject(name, "unreadable", f"it cannot be unpacked: {error}")
        return
    with stream:
        yield Member(name, stream, info.compress_size)


def _problem(info: zipfile.ZipInfo, end: int) -> str | None:
    if info.flag_bits & 0x1:
        return "it is encrypted"
    # The upper half holds the mode of the file where the archive was made on Unix.
    if (info.external_attr >> 16) & 0o170000 not in (0, 0o100000):
        return "it is a link or a device"
    if info.compress_type not in _METHODS:
        return f"it is packed with a method that is not read ({info.compress_type})"
    # Members that share bytes are how a small archive is made to hold more than a disk.
    if info.header_offset + _HEADER + info.compress_size > end:
        return "it overlaps what stands behind it"
    return None


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return a member's name; many programs write UTF-8 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _directory_size(stream: IO[bytes]) -> int:
    """Return how large the list of members is, by what the archive says at its end."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(size - (1 << 16) - 98, 0))
    tail = stream.read()
    at = len(tail) - 22 if tail[-22:-18] == _END else tail.rfind(_END)
    found = 0
    if at >= 0 and len(tail) - at >= 22:
        found = int.from_bytes(tail[at + 12 : at + 16], "little")
        wide = tail[max(at - 76, 0) : at]
        if wide.startswith(_END_64):
            found = int.from_bytes(wide[40:48], "little")
    stream.seek(0)
    return min(found, size)
