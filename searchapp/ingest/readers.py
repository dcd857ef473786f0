"""The kinds of file that are read, told by the end of their names.

A file may be packed with gzip (".txt.gz"); it is unpacked as a stream, and the limits hold for
what comes out.  Whatever is wrong with a file, the answer is a rejection and no exception.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath

from searchapp.ingest.decoding import DecodingError, decode
from searchapp.ingest.exports.export import FORMATS, read_export
from searchapp.ingest.files import InputFile, printable
from searchapp.ingest.limits import Limits
from searchapp.ingest.pages.html import read_html
from searchapp.ingest.streams import Consumed, DamagedError, TooLargeError, open_stream
from searchapp.ingest.texts.text import read_text
from searchapp.model import Article, Rejected

_TEXTS = (".txt", ".text", ".md")
_PAGES = (".html", ".htm", ".xhtml")
_DETAIL_MAX = 300


def read_file(
    file: InputFile, limits: Limits, consumed: Consumed | None = None
) -> Iterator[Article | Rejected]:
    """Read a file of any kind.

    Args:
        file: the file.
        limits: what is too large.
        consumed: called with how many bytes of the file have been read so far.

    Yields:
        Its articles, and a rejection for whatever is none.
    """
    path = printable(file.path)
    kind = kind_of(file.path)
    is_export = kind in FORMATS
    limit = limits.max_export_bytes if is_export else limits.max_file_bytes
    try:
        if kind is None and not file.location.is_dir():
            file.location.stat()
            yield Rejected(path, "unsupported", _unsupported(file.path))
            return
        with open_stream(file.location, limit, consumed) as stream:
            if is_export and kind is not None:
                yield from read_export(stream, FORMATS[kind], path, limits.max_record_bytes)
            else:
                yield from _read_whole(stream, kind or "", path)
    except IsADirectoryError:
        yield Rejected(path, "unreadable", "the folder cannot be listed")
    except OSError as error:
        detail = f"it cannot be read: {error.strerror or error}"
        yield Rejected(path, "unreadable", detail, truncates=True)
    except Exception as error:  # noqa: BLE001
        # The last line of defence: a file that no reader foresaw must not end a build.
        detail = f"it cannot be understood ({type(error).__name__}: {error})"[:_DETAIL_MAX]
        yield Rejected(path, "malformed", detail, truncates=True)


def kind_of(path: str) -> str | None:
    """Return the kind of a file.

    Args:
        path: its path or name.

    Returns:
        The suffix that decides, such as ".txt" for "a.TXT.gz"; None for a kind that is not read.
    """
    name = PurePosixPath(path.lower().removesuffix(".gz"))
    known = name.suffix in _TEXTS or name.suffix in _PAGES or name.suffix in FORMATS
    return name.suffix if known else None


def _unsupported(path: str) -> str:
    suffix = PurePosixPath(path).suffix
    kinds = ", ".join((*_TEXTS, *_PAGES, *FORMATS))
    found = f"files that end in {suffix[:20]}" if suffix else "files without an ending"
    return f"{found} are not read; those that are: {kinds}, each also with .gz"


def _read_whole(stream: io.BufferedReader, kind: str, path: str) -> Iterator[Article | Rejected]:
    try:
        data = stream.read()
    except TooLargeError:
        detail = "it is larger than the limit (max_file_mb)"
        yield Rejected(path, "too-large", detail, truncates=True)
        return
    except DamagedError as error:
        yield Rejected(path, "unreadable", str(error))
        return
    if kind in _PAGES:
        yield from read_html(data, path)
        return
    try:
        text = decode(data)
    except DecodingError as error:
        yield Rejected(path, error.reason, error.detail)
        return
    yield from read_text(text, path)
