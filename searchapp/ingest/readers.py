"""Files of any kind, each sent the way of its kind, archives opened on the way.

An archive inside an archive is opened, one inside that is not.  Whatever is wrong with a file, the
answer is a rejection and no exception.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from searchapp.ingest.containers.addresses import Addresses, add_address
from searchapp.ingest.containers.members import SEPARATOR, Door
from searchapp.ingest.containers.tars import read_tar
from searchapp.ingest.containers.warcs import read_warc
from searchapp.ingest.containers.zips import read_zip
from searchapp.ingest.contents import read_contents
from searchapp.ingest.decoding import DecodingError, decode
from searchapp.ingest.exports.export import FORMATS, Format, read_export
from searchapp.ingest.exports.names import BUILT_IN, FieldNames
from searchapp.ingest.exports.parquet_records import read_parquet
from searchapp.ingest.files import InputFile, printable
from searchapp.ingest.kinds import ARCHIVES, CRAWLS, PAGES, is_packed, kind_of, unsupported
from searchapp.ingest.limits import Budget, Limits, TooLargeError
from searchapp.ingest.mojibake import mend, say_mended
from searchapp.ingest.pages.html import read_html
from searchapp.ingest.pages.size import problem_of, slimmed
from searchapp.ingest.streams import Consumed, DamagedError, Told, open_regular, open_stream
from searchapp.ingest.texts.text import read_text
from searchapp.model import Article, Rejected

_DETAIL_MAX = 300
_DEEPEST = 2
# These are read here and there, and so from the disk or from memory.
_RANDOM = (".zip", ".parquet")

_Found = Iterator[Article | Rejected]


def read_file(
    file: InputFile,
    limits: Limits,
    consumed: Consumed | None = None,
    names: FieldNames = BUILT_IN,
    *,
    is_whole: bool = True,
) -> _Found:
    """Read a file of any kind.

    Args:
        file: the file.
        limits: what is too large.
        consumed: called with how many bytes of the file have been read so far.
        names: what the fields of exports are called.
        is_whole: what the text of an article tells of itself is read as well.

    Yields:
        Its articles, and a rejection for whatever is none.
    """
    path = printable(file.path)
    try:
        with open_regular(file.location) as stream:
            told = None if consumed is None else _teller(consumed, stream)
            reader = _Reader(file, limits, told, names, is_whole)
            yield from reader.read(_Item(path, file.path, stream))
    except IsADirectoryError:
        yield Rejected(path, "unreadable", "the folder cannot be listed")
    except OSError as error:
        detail = f"it cannot be read: {error.strerror or error}"
        yield Rejected(path, "unreadable", detail, truncates=True)
    except Exception as error:  # noqa: BLE001
        # The last line of defence: a file that no reader foresaw must not end a build.
        detail = f"it cannot be understood ({type(error).__name__}: {error})"[:_DETAIL_MAX]
        yield Rejected(path, "malformed", detail, truncates=True)


@dataclass(frozen=True, slots=True)
class _Item:
    """Something to be read.

    Args:
        path: what it is called, as in `searchapp.model.Source`.
        name: what tells its kind.
        stream: its bytes as they are stored.
        depth: how many archives it is in.
        unpacked: reading the stream unpacks it.
        inside: its path from the outermost archive on, with "/".
    """

    path: str
    name: str
    stream: IO[bytes]
    depth: int = 0
    unpacked: bool = False
    inside: str = ""


class _Reader:
    """Reads one file of the corpus, with everything in it."""

    def __init__(
        self,
        file: InputFile,
        limits: Limits,
        told: Told | None,
        names: FieldNames,
        is_whole: bool,
    ) -> None:
        self._file = file
        self._limits = limits
        self._latest = limits.latest
        self._told = told
        self._names = names
        self._is_whole = is_whole
        self._budget = Budget(limits, file.size)

    def read(self, item: _Item) -> _Found:
        """Read a file, or a member of an archive."""
        kind = kind_of(item.name)
        if kind is None:
            yield Rejected(item.path, "unsupported", unsupported(item.name))
            return
        try:
            with self._open(item, kind) as stream:
                yield from self._read(kind, stream, item)
        except TooLargeError as error:
            yield Rejected(item.path, "too-large", str(error), truncates=True)
        except DamagedError as error:
            yield Rejected(item.path, "unreadable", str(error), truncates=True)

    def _open(
        self, item: _Item, kind: str
    ) -> contextlib.AbstractContextManager[io.BufferedReader | io.BytesIO | IO[bytes]]:
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
            told=self._told,
            budget=self._budget if packed or item.unpacked else None,
        )
        if kind not in _RANDOM:
            return stream
        with stream:
            return io.BytesIO(stream.read())

    def _read(self, kind: str, stream: Any, item: _Item) -> _Found:
        if kind in ARCHIVES:
            yield from self._archive(kind, stream, item)
        elif kind in CRAWLS:
            yield from self._crawl(stream, item.path)
        elif kind in FORMATS:
            yield from self._export(FORMATS[kind], stream, item.path)
        else:
            yield from self._read_whole(stream.read(), kind, item.path)

    def _export(self, form: Format, stream: IO[bytes], path: str) -> _Found:
        largest = self._limits.max_record_bytes
        found = read_export(stream, form, path, largest, self._names, latest=self._latest)
        for each in found:
            if isinstance(each, Rejected):
                yield each
                continue
            if form is read_parquet:
                # Nothing else has counted what comes out of it.
                self._budget.spend(len(each.body))
                self._tell()
            yield self._contents(each, None)

    def _archive(self, kind: str, stream: IO[bytes], item: _Item) -> _Found:
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
            yield from self.read(
                _Item(
                    path=f"{item.path}{SEPARATOR}{member.name}",
                    name=member.name,
                    stream=member.stream,
                    depth=item.depth + 1,
                    unpacked=kind == ".zip",
                    inside=inside + member.name,
                )
            )
            if self._budget.problem:
                # What stopped the member stops every other one too.
                raise TooLargeError(f"{self._budget.problem}; the rest of it is not read")
        if empty:
            yield Rejected(item.path, "empty", "there is no file to be read in it")

    def _crawl(self, stream: io.BufferedReader, path: str) -> _Found:
        addresses = Addresses(path)
        for page in read_warc(stream, path, self._limits, self._budget):
            if isinstance(page, Rejected):
                yield page
                continue
            place = addresses.name(page.url)
            data = page.utf8()
            if page.kind in FORMATS:
                stream_of_page = io.BufferedReader(io.BytesIO(data))
                found = self._export(FORMATS[page.kind], stream_of_page, place)
            else:
                found = self._read_whole(data, page.kind, place)
            for each in found:
                yield add_address(each, page.url) if isinstance(each, Article) else each

    def _read_whole(self, data: bytes, kind: str, path: str) -> _Found:
        if kind in PAGES:
            markup = slimmed(data)
            problem = problem_of(markup, self._limits)
            if problem is not None:
                yield Rejected(path, "too-large", problem)
                return
            for page in read_html(markup, path, self._latest):
                yield self._contents(page, None) if isinstance(page, Article) else page
            return
        try:
            text = decode(data)
        except DecodingError as error:
            yield Rejected(path, error.reason, error.detail)
            return
        most = self._limits.max_lines
        if max(text.count("\n"), text.count("\r")) > most:
            yield Rejected(path, "too-large", f"it has more than {most:,} lines")
            return
        # Mended before it is taken apart, for its lines are known by their quotes and dashes.
        text, repairs = mend(text)
        for each in read_text(text, path, self._latest):
            if isinstance(each, Article):
                yield say_mended(self._contents(each, text), repairs)
            else:
                yield each

    def _contents(self, article: Article, text: str | None) -> Article:
        return read_contents(article, text, self._latest) if self._is_whole else article

    def _tell(self) -> None:
        if self._told is not None:
            self._told()


def _teller(consumed: Consumed, stream: IO[bytes]) -> Told:
    return lambda: consumed(stream.tell())
