"""Crawls (WARC, ISO 28500) → the pages in them.

warcio reads the head of each record; where the next one begins is found here, because a crawl that
was cut or damaged in one place should lose no more than that place.  Of the records those are
pages that hold text: answers, resources and the plain text that some crawls keep beside them.
Everything else an archive of the web holds (images, scripts, answers other than 200) is counted
and told in one rejection.
"""

from __future__ import annotations

import codecs
import io
import logging
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParser

from searchapp.ingest import data
from searchapp.ingest.decoding import marked_encoding
from searchapp.ingest.limits import Budget, Limits
from searchapp.ingest.streams import DamagedError
from searchapp.model import Rejected

_LONGEST_LINE = 1 << 16
_LONGEST_HEAD = 1 << 20
_CHUNK = 1 << 18
_PAGES = {"response", "resource", "conversion"}
_UNPACKERS = {"gzip": 47, "x-gzip": 47, "deflate": 47}
_KINDS_TOLD = 8

logging.getLogger("warcio.recordloader").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Page:
    """What a crawl found at an address.

    Args:
        url: the address.
        kind: the kind of file that its media type stands for, such as ".html".
        charset: what the server says it is written in; empty where it does not.
        data: its bytes, unpacked.
    """

    url: str
    kind: str
    charset: str
    data: bytes

    def utf8(self) -> bytes:
        """Return its bytes as UTF-8 with a mark where the server names the encoding.

        What the server says goes before what a page says of itself; a mark goes before both.
        """
        if self.charset and marked_encoding(self.data) is None:
            # As browsers do: what calls itself Latin-1 is windows-1252.
            latin = self.charset in ("iso-8859-1", "latin1", "us-ascii")
            for encoding in ("utf-8", "cp1252" if latin else self.charset):
                try:
                    text = self.data.decode(encoding)
                    return codecs.BOM_UTF8 + text.encode("utf-8")
                except (UnicodeError, LookupError, ValueError):
                    continue
        return self.data


def read_warc(
    stream: io.BufferedReader, path: str, limits: Limits, budget: Budget
) -> Iterator[Page | Rejected]:
    """Read the pages of a crawl.

    Args:
        stream: the crawl, unpacked.
        path: the file, as in `searchapp.model.Source`.
        limits: how large a page may be.
        budget: counts the pages and what comes out of them.

    Yields:
        The pages, and rejections of what is damaged, too large, or no page.

    Raises:
        DamagedError, TooLargeError, OSError: from the stream.
    """
    passed_over: Counter[str] = Counter()
    number = 0
    said = False
    for record in _records(_Lines(stream), limits.max_file_bytes):
        number += 1
        if isinstance(record, _Broken):
            said = True
            yield Rejected(path, record.reason, record.detail, number)
            continue
        if record.kind not in _PAGES:
            continue
        budget.count_member()
        said = True
        try:
            page = _page(record, limits, budget)
        except _NoPageError as error:
            passed_over[str(error)] += 1
        except DamagedError as error:
            yield Rejected(path, "unreadable", f"{record.url[:200]}: {error}", number)
        else:
            yield page
    if not said and not passed_over:
        yield Rejected(path, "empty", "there is no page in it")
    if passed_over:
        told = ", ".join(
            f"{count:,} {kind}" for kind, count in passed_over.most_common(_KINDS_TOLD)
        )
        detail = f"{passed_over.total():,} of its records hold no page: {told}"
        yield Rejected(path, "unsupported", detail)


class _NoPageError(Exception):
    """The record holds something else; the message says what, in a word or two."""


@dataclass(frozen=True, slots=True)
class _Broken:
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Record:
    kind: str
    url: str
    media_type: str
    data: bytes


class _Lines:
    """The stream as warcio reads it, with heads that end."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.head = 0

    def readline(self, length: int | None = None) -> bytes:
        limit = _LONGEST_LINE if length is None or length < 0 else min(length, _LONGEST_LINE)
        line = self._stream.readline(limit)
        self.head += len(line)
        if self.head > _LONGEST_HEAD:
            raise DamagedError("a record of the crawl has a head without an end")
        return line

    def read(self, length: int) -> bytes:
        return self._stream.read(length)

    def next_record(self) -> tuple[bytes, bool]:
        """Go to the next first line of a record; say whether anything else stood before it."""
        strange = False
        while line := self._stream.readline(_LONGEST_LINE):
            if line.startswith((b"WARC/1.", b"WARC/0.")):
                break
            strange = strange or not line.isspace()
        self.head = 0
        return line, strange


def _records(lines: _Lines, limit: int) -> Iterator[_Record | _Broken]:
    loader = ArcWarcRecordLoader()
    while True:
        first, strange = lines.next_record()
        if strange:
            yield _Broken("malformed", "something that is no record of a crawl stands before it")
        if not first:
            return
        try:
            found = loader.parse_record_stream(
                lines, first, known_format="warc", no_record_parse=True
            )
        except (ArchiveLoadFailed, EOFError, ValueError, AttributeError) as error:
            yield _Broken("malformed", f"the head of a record cannot be read: {error}")
            continue
        if found.length is None:
            yield _Broken("malformed", "a record does not say how long it is")
            continue
        yield _body(found, limit)


def _body(found: Any, limit: int) -> _Record | _Broken:
    """Read a record to its end, keeping what is within the limit."""
    url = str(found.rec_headers.get_header("WARC-Target-URI") or "")
    is_page = found.rec_type in _PAGES
    kept: list[bytes] = []
    left = found.length
    while left > 0:
        chunk = found.raw_stream.read(min(left, _CHUNK))
        if not chunk:
            return _Broken("malformed", "the crawl ends inside a record")
        left -= len(chunk)
        if is_page and found.length <= limit:
            kept.append(chunk)
    if is_page and found.length > limit:
        return _Broken("too-large", f"{url[:200]} is larger than the limit (max_file_mb)")
    media_type = str(found.rec_headers.get_header("Content-Type") or "")
    return _Record(found.rec_type or "", url, media_type, b"".join(kept))


def _page(record: _Record, limits: Limits, budget: Budget) -> Page:
    if not record.url.lower().startswith(("http://", "https://")):
        raise _NoPageError("without an address of the web")
    media_type, content = record.media_type, record.data
    is_answer = record.kind == "response"
    if is_answer:
        media_type, content = _answer(content, limits, budget)
    name, _, rest = media_type.partition(";")
    kind = _kinds().get(name.strip().lower())
    if kind is None:
        raise _NoPageError(name.strip()[:60] or "of no type")
    if record.url.lower().partition("?")[0].endswith("/robots.txt"):
        raise _NoPageError("robots.txt")
    charset = rest.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    return Page(record.url, kind, charset, content)


def _answer(content: bytes, limits: Limits, budget: Budget) -> tuple[str, bytes]:
    """Take an answer of a web server apart: the media type it names, and its body."""
    stream = io.BytesIO(content)
    try:
        head = StatusAndHeadersParser([], verify=False).parse(stream)
    except (EOFError, ValueError):
        raise _NoPageError("of an answer without a head") from None
    status = head.statusline.split(" ", 1)[0]
    if status != "200":
        raise _NoPageError(f"answered {status[:3] or 'nothing'}")
    body: bytes = content[stream.tell() :]
    if (head.get_header("transfer-encoding") or "").strip().lower() == "chunked":
        body = ChunkedDataReader(io.BytesIO(body)).read()
    packed = (head.get_header("content-encoding") or "identity").strip().lower()
    if packed in _UNPACKERS:
        body = _unpacked(body, packed, limits.max_file_bytes)
        budget.spend(len(body))
    elif packed not in ("identity", ""):
        raise _NoPageError(f"packed with {packed[:20]}")
    return head.get_header("content-type") or "", body


def _unpacked(body: bytes, packed: str, limit: int) -> bytes:
    """Unpack a body; some crawlers store it unpacked and leave the head as it was."""
    ways = [_UNPACKERS[packed], -zlib.MAX_WBITS] if packed == "deflate" else [_UNPACKERS[packed]]
    for way in ways:
        unpacker = zlib.decompressobj(way)
        try:
            unpacked = unpacker.decompress(body, limit + 1)
        except zlib.error:
            continue
        if len(unpacked) > limit:
            raise DamagedError("unpacked it is larger than the limit (max_file_mb)")
        if not unpacker.eof:
            raise DamagedError("what is packed ends too early")
        return unpacked
    return body


def _kinds() -> dict[str, str]:
    table = data.table("containers/types")
    return {name: kind for kind, names in table.items() for name in names}
