"""Files as streams of bytes and of lines, unpacked on the way and never beyond a limit."""

from __future__ import annotations

import codecs
import errno
import gzip
import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from searchapp.ingest.decoding import DecodingError, decode, marked_encoding
from searchapp.ingest.limits import Budget, Share, TooLargeError

_CHUNK = 1 << 16

Consumed = Callable[[int], None]
Told = Callable[[], None]

_DAMAGES = (gzip.BadGzipFile, EOFError, zlib.error, zipfile.BadZipFile, tarfile.ReadError)


class DamagedError(Exception):
    """A packed file cannot be unpacked."""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A line of an export.

    Args:
        number: of the line in the file, from 1.
        text: with its line end; empty where there is a problem.
        problem: the reason and the detail for which it is rejected, or None.
    """

    number: int
    text: str
    problem: tuple[str, str] | None = None


class LimitedStream(io.RawIOBase):
    """The bytes of a file or of a member of an archive, unpacked.

    Args:
        stream: as it is stored; left open when this is closed.
        limit: how many bytes it may give.
        setting: what the user can change that limit with.
        packed: unpack it with gzip.
        told: called after each piece that is read.
        budget: counts the bytes that come out; None where nothing is unpacked.
    """

    def __init__(
        self,
        stream: IO[bytes],
        limit: int,
        setting: str,
        *,
        packed: bool = False,
        told: Told | None = None,
        budget: Budget | Share | None = None,
    ) -> None:
        self._stream: IO[bytes] | gzip.GzipFile = (
            gzip.GzipFile(fileobj=stream, mode="rb") if packed else stream
        )
        self._left = limit
        self._setting = setting
        self._told = told
        self._budget = budget

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; see `io.RawIOBase.readinto`.

        Args:
            buffer: what to fill.

        Returns:
            How many bytes were written into it; 0 at the end.

        Raises:
            TooLargeError: the limit is passed.
            DamagedError: what is packed cannot be unpacked.
            OSError: the disk has a problem.
        """
        try:
            data = self._stream.read(min(len(buffer), max(self._left, 0) + 1))
        except _DAMAGES as error:
            raise DamagedError(f"what is packed is damaged: {error}") from error
        self._left -= len(data)
        if self._left < 0:
            raise TooLargeError(f"it is larger than the limit ({self._setting})")
        if self._budget is not None:
            self._budget.spend(len(data))
        if self._told is not None:
            self._told()
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close what unpacks, not the stream that was given."""
        if isinstance(self._stream, gzip.GzipFile):
            self._stream.close()
        super().close()


def open_regular(path: Path) -> io.BufferedReader:
    """Open a regular file for reading.

    Args:
        path: the file.

    Returns:
        The file.

    Raises:
        OSError: it cannot be opened, or is something else: a pipe would wait for a writer.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "it is no regular file")
    return path.open("rb")


def open_stream(
    stream: IO[bytes],
    limit: int,
    setting: str,
    *,
    packed: bool = False,
    told: Told | None = None,
    budget: Budget | Share | None = None,
) -> io.BufferedReader:
    """Read a stream unpacked and limited.

    Args:
        stream, limit, setting, packed, told, budget: as in `LimitedStream`.

    Returns:
        The stream; reading it may raise what `LimitedStream` raises.
    """
    limited = LimitedStream(stream, limit, setting, packed=packed, told=told, budget=budget)
    return io.BufferedReader(limited, 1 << 18)


def read_lines(
    stream: io.BufferedReader, limit: int, *, keep_blank: bool = False
) -> Iterator[RecordLine]:
    """Read an export line by line, in bounded memory.

    Args:
        stream: its bytes: UTF-8, or UTF-16 or UTF-32 with a byte order mark; a line that is not
            UTF-8 is decoded by itself.
        limit: how many bytes a line may have.
        keep_blank: hand on blank lines too; they belong to the quoted values of a table.

    Yields:
        The lines.

    Raises:
        TooLargeError, DamagedError, OSError: from the stream.
    """
    marked = marked_encoding(stream.peek(4)[:4])
    if marked is not None:
        stream.read(marked[1])
        if marked[0] != "utf-8":
            yield from _read_wide_lines(stream, limit, marked[0], keep_blank)
            return
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(stream)
            yield RecordLine(number, "", ("too-large", f"a record of more than {limit} bytes"))
        elif keep_blank or not line.isspace():
            yield _decoded(line, number)


def _decoded(line: bytes, number: int) -> RecordLine:
    try:
        return RecordLine(number, line.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    try:
        return RecordLine(number, decode(line))
    except DecodingError as error:
        return RecordLine(number, "", (error.reason, error.detail))


def _skip_line(stream: io.BufferedReader) -> None:
    while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
        pass


def _read_wide_lines(
    stream: io.BufferedReader, limit: int, encoding: str, keep_blank: bool
) -> Iterator[RecordLine]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    number = 0
    pending = ""
    while True:
        data = stream.read(_CHUNK)
        *whole, pending = (pending + decoder.decode(data, final=not data)).split("\n")
        if not data and pending:
            whole.append(pending)
            pending = ""
        for line in whole:
            number += 1
            if keep_blank or (line and not line.isspace()):
                yield RecordLine(number, line + "\n")
        if len(pending) > limit:
            yield RecordLine(number + 1, "", ("too-large", f"a record of more than {limit} bytes"))
            return
        if not data:
            return
