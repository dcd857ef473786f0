"""Tar archives → members, read from front to back without ever going back."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import IO, Self, cast

from searchapp.ingest.containers.members import Door, Member
from searchapp.ingest.streams import DamagedError
from searchapp.model import Rejected

# Long names and other attributes stand in blocks of their own, which `tarfile` reads whole.
_MAX_ATTRIBUTES = 1 << 17
_ATTRIBUTES = (
    tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)  # fmt: skip


class _Header(tarfile.TarInfo):
    """A header; what `tarfile` would take for the end of the archive in silence is told."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        try:
            header = super().frombuf(buf, encoding, errors)  # type: ignore[arg-type, unused-ignore]
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.EmptyHeaderError:  # type: ignore[attr-defined]
            # The blocks that should end an archive are often missing.
            raise
        except tarfile.HeaderError as error:
            raise DamagedError(f"it is no tar archive, or damaged: {error}") from error
        if header.type in _ATTRIBUTES and header.size > _MAX_ATTRIBUTES:
            raise DamagedError("it is damaged: the name of a file in it is too long")
        if header.type == tarfile.GNUTYPE_SPARSE:
            raise DamagedError("a file in it has holes, which is not read")
        return header


class _Ending:
    """A stream that may be read at its end once, to see that it is there, and no more.

    `tarfile` passes over a file by reading as many bytes as its header says, of which there can be
    2**60, and does not look whether any came.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        """Read on.

        Raises:
            DamagedError: the end was seen before.
        """
        data = self._stream.read(size)
        if not data and self._ended:
            raise DamagedError("it is cut short: it ends inside one of its files")
        self._ended = not data
        return data


def read_tar(stream: IO[bytes], door: Door) -> Iterator[Member | Rejected]:
    """Read the members of a tar archive, in the order in which they stand in it.

    Args:
        stream: the archive, unpacked.
        door: decides what is let in.

    Yields:
        The members, and rejections of those that are not read.

    Raises:
        DamagedError: it is no archive, or ends early.
        TooLargeError: it holds too many members.
    """
    try:
        ending = cast("IO[bytes]", _Ending(stream))
        with tarfile.open(fileobj=ending, mode="r|", tarinfo=_Header) as archive:
            while (header := archive.next()) is not None:
                # `tarfile` keeps all headers for going back, which a stream cannot.
                archive.members = []  # type: ignore[attr-defined]
                yield from _member(archive, header, door)
    except _BROKEN as error:
        raise DamagedError(f"it is no tar archive, or damaged: {error}") from error


_BROKEN = (tarfile.TarError, ValueError, KeyError, IndexError, RecursionError, OverflowError)


def _member(
    archive: tarfile.TarFile, header: tarfile.TarInfo, door: Door
) -> Iterator[Member | Rejected]:
    if header.isdir():
        return
    name = door.check(header.name, _problem(header))
    if isinstance(name, Rejected):
        yield name
    elif name is not None:
        stream = archive.extractfile(header)
        if stream is None:
            yield door.reject(name, "unsupported", "it is no file")
            return
        with stream:
            yield Member(name, stream, header.size)


def _problem(header: tarfile.TarInfo) -> str | None:
    if header.issym() or header.islnk():
        return "it is a link"
    if not header.isfile():
        return "it is a device or a pipe"
    return "it has holes, which is not read" if header.issparse() else None
