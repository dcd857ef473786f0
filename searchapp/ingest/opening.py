"""Files of any kind, opened: unpacked, and archives and crawls taken apart, within the limits.

What comes out are texts, pages and exports; what is made of each is for an `Opener`'s `take` to
say.  An archive inside an archive is opened, one inside that is not.  Whatever is wrong with a
file, the answer is a rejection and no exception.
"""

from __future__ import annotations

import contextlib
import io
import os
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Generic, TypeVar

from searchapp.ingest.containers.addresses import Addresses
from searchapp.ingest.containers.members import SEPARATOR, Door
from searchapp.ingest.containers.tars import read_tar
from searchapp.ingest.containers.warcs import read_warc
from searchapp.ingest.containers.zips import read_zip
from searchapp.ingest.exports.feed_records import is_feed
from searchapp.ingest.files import InputFile, printable
from searchapp.ingest.kinds import (
    ARCHIVES,
    CRAWLS,
    FEEDS,
    PACKED,
    PAGES,
    TEXTS,
    is_packed,
    kind_inside,
    kind_of,
    unsupported,
)
from searchapp.ingest.limits import Budget, Limits, Share, TooLargeError
from searchapp.ingest.streams import Consumed, DamagedError, open_regular, open_stream
from searchapp.model import Rejected

_DETAIL_MAX = 300
_DEEPEST = 2
# These are read here and there, and so from the disk or from memory.
_RANDOM = (".zip", ".parquet")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text, a page or an export that was come upon.

    Args:
        path: what it is called, as in `searchapp.model.Source`.
        kind: the suffix that decides, as of `kind_of`.
        stream: its bytes, unpacked.
        url: the address a crawl found it at; None where it is of no crawl.
    """

    path: str
    kind: str
    stream: Any
    url: str | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    """Something to be opened.

    Args:
        path: what it is called, as in `searchapp.model.Source`.
        name: what tells its kind.
        stream: its bytes as they are stored.
        budget: counts what is unpacked of it.
        depth: how many archives it is in.
        unpacked: reading the stream unpacks it.
        inside: its path from the outermost archive on, with "/".
    """

    path: str
    name: str
    stream: IO[bytes]
    budget: Budget | Share
    depth: int = 0
    unpacked: bool = False
    inside: str = ""


class Opener(ABC, Generic[_T]):
    """Opens one file of the corpus, with everything in it.

    Args:
        file: the file.
        limits: what is too large.
        consumed: called with how many bytes of the file have been read so far.
    """

    def __init__(self, file: InputFile, limits: Limits, consumed: Consumed | None = None) -> None:
        self._file = file
        self._limits = limits
        self._consumed = consumed
        self._budget = Budget(limits, file.size)
        self._stream: IO[bytes] | None = None

    @abstractmethod
    def take(self, leaf: Leaf) -> Iterator[_T | Rejected]:
        """Make something of a text, a page or an export.

        Args:
            leaf: what was come upon; it can be read until the next one is asked for.

        Yields:
            What is made of it, and a rejection for what is nothing.

        Raises:
            TooLargeError, DamagedError, OSError: from its stream.
        """

    def wants(self, path: str) -> bool:
        """Say whether something is opened; what is not is passed over.

        Args:
            path: a member of an archive or a page of a crawl, as in `searchapp.model.Source`.
        """
        del path
        return True

    def read(self) -> Iterator[_T | Rejected]:
        """Open the file.

        Yields:
            What `take` makes of it, and rejections of what cannot be opened.
        """
        path = printable(self._file.path)
        if self._file.leads_out:
            yield Rejected(path, "link-outside", _say_where(self._file))
            return
        try:
            with open_regular(self._file.location) as stream:
                self._stream = stream
                yield from self._open_item(_Item(path, self._file.path, stream, self._budget))
        except IsADirectoryError:
            yield Rejected(path, "unreadable", "the folder cannot be listed")
        except OSError as error:
            detail = f"it cannot be read: {error.strerror or error}"
            yield Rejected(path, "unreadable", detail, truncates=True)
        except Exception as error:  # noqa: BLE001
            # The last line of defence: a file that no reader foresaw must not end a build.
            detail = f"it cannot be understood ({type(error).__name__}: {error})"[:_DETAIL_MAX]
            yield Rejected(path, "malformed", detail, truncates=True)

    def spend(self, unpacked: int) -> None:
        """Count bytes that came out of what nothing else counts (see `Budget.spend`)."""
        self._budget.spend(unpacked)
        self._tell()

    def _open_item(self, item: _Item) -> Iterator[_T | Rejected]:
        kind = kind_of(item.name)
        if kind is None:
            yield Rejected(item.path, "unsupported", unsupported(item.name))
            return
        try:
            with self._open(item, kind) as opened:
                kind, stream = self._look_inside(kind, opened)
                if kind in ARCHIVES:
                    yield from self._archive(kind, stream, item)
                elif kind in CRAWLS:
                    yield from self._crawl(stream, item.path)
                else:
                    yield from self.take(Leaf(item.path, _kind_in(kind, stream), stream))
        except TooLargeError as error:
            yield Rejected(item.path, "too-large", str(error), truncates=True)
        except DamagedError as error:
            yield Rejected(item.path, "unreadable", str(error), truncates=True)

    def _open(self, item: _Item, kind: str) -> contextlib.AbstractContextManager[Any]:
        setting, limit = self._limits.of(kind)
        packed = is_packed(item.name)
        if kind in _RANDOM and item.depth == 0 and not packed:
            return contextlib.nullcontext(item.stream)
        if kind in _RANDOM:
            setting, limit = self._limits.of("")
        stream = open_stream(
            item.stream,
            limit,
            setting,
            packed=packed,
            told=None if self._consumed is None else self._tell,
            budget=item.budget if packed or item.unpacked else None,
        )
        if kind not in _RANDOM:
            return stream
        with stream:
            return io.BytesIO(stream.read())

    def _look_inside(self, kind: str, stream: Any) -> tuple[str, Any]:
        """Return what the contents say where the name does not, and the stream within its limit."""
        if kind != PACKED:
            return kind, stream
        kind = kind_inside(stream.peek())
        setting, limit = self._limits.of(kind)
        return kind, open_stream(stream, limit, setting)

    def _archive(self, kind: str, stream: IO[bytes], item: _Item) -> Iterator[_T | Rejected]:
        if item.depth >= _DEEPEST:
            detail = "an archive in an archive in an archive is not read; unpack one of them"
            yield Rejected(item.path, "unsupported", detail)
            return
        inside = f"{item.inside}/" if item.inside else ""
        door = Door(item.path, self._budget, lambda name: self._file.ignores(inside + name))
        members = read_zip(stream, door) if kind == ".zip" else read_tar(stream, door)
        empty = True
        for member in members:
            empty = False
            if isinstance(member, Rejected):
                yield member
                continue
            path = f"{item.path}{SEPARATOR}{member.name}"
            if not self.wants(path):
                continue
            yield from self._open_item(
                _Item(
                    path=path,
                    name=member.name,
                    stream=member.stream,
                    budget=Share(member.size, self._budget),
                    depth=item.depth + 1,
                    unpacked=kind == ".zip",
                    inside=inside + member.name,
                )
            )
            if self._budget.problem:
                # Not that member alone was too much, but all of them together.
                raise TooLargeError(f"{self._budget.problem}; the rest of it is not read")
        if empty:
            yield Rejected(item.path, "empty", "there is no file to be read in it")

    def _crawl(self, stream: io.BufferedReader, path: str) -> Iterator[_T | Rejected]:
        addresses = Addresses(path)
        for page in read_warc(stream, path, self._limits, self._budget):
            if isinstance(page, Rejected):
                yield page
                continue
            place = addresses.name(page.url)
            if self.wants(place):
                data = io.BufferedReader(io.BytesIO(page.utf8()))
                yield from self.take(Leaf(place, _kind_in(page.kind, data), data, page.url))

    def _tell(self) -> None:
        if self._consumed is not None and self._stream is not None:
            self._consumed(self._stream.tell())


def _kind_in(kind: str, stream: Any) -> str:
    """Return the kind of a file; browsers and other programs save a feed as a page or a text."""
    return FEEDS[0] if kind in (*PAGES, *TEXTS) and is_feed(stream.peek()) else kind


def _say_where(link: InputFile) -> str:
    target = printable(os.path.realpath(link.location))
    return f"it is a link to {target}, which is not in what was named: name that as well"
