"""The kinds of file that are read, told by the end of their names.

A file of any kind may be packed with gzip (".txt.gz"); that makes it no archive.  Where the name
has no other ending ("export.gz"), the contents tell what it is.
"""

from __future__ import annotations

import functools
import re
from pathlib import PurePosixPath

TEXTS = (".txt", ".text", ".md")
PAGES = (".html", ".htm", ".xhtml")
FEEDS = (".rss", ".atom", ".xml")
EXPORTS = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", *FEEDS)
ARCHIVES = (".zip", ".tar")
CRAWLS = (".warc", ".wet")
PACKED = ".gz"
_ALL = (*TEXTS, *PAGES, *EXPORTS, *ARCHIVES, *CRAWLS)

# How files begin, without a byte order mark and blanks.
_BEGINNINGS = (
    (".warc", re.compile(rb"WARC/\d")),
    (".jsonl", re.compile(rb'\{[ \t]*"[^\n]*\}[ \t]*\r?\n')),
    (".json", re.compile(rb'(?:\[\s*)?\{\s*"')),
    (".html", re.compile(rb"(?i)(?:<[?!][^>]*>\s*)*<html\b|<!doctype html")),
)
_TAR_MARK = slice(257, 262)


# Asked again for every article of a file.
@functools.lru_cache(maxsize=1024)
def kind_of(path: str) -> str | None:
    """Return the kind of a file.

    Args:
        path: its path or name.

    Returns:
        The suffix that decides, such as ".txt" for "a.TXT.gz"; ".gz" where there is no other, which
        leaves it to the contents (`kind_inside`); None for a kind that is not read.
    """
    suffix = PurePosixPath(_spelled_out(path).removesuffix(PACKED)).suffix
    if not suffix and is_packed(path):
        return PACKED
    return suffix if suffix in _ALL else None


def kind_inside(data: bytes) -> str:
    """Tell the kind of a file by its contents.

    Args:
        data: its first bytes, unpacked.

    Returns:
        The suffix of files of that kind; that of texts where nothing says otherwise.
    """
    if data[_TAR_MARK] == b"ustar":
        return ".tar"
    beginning = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((kind for kind, found in _BEGINNINGS if found.match(beginning)), ".txt")


def is_packed(path: str) -> bool:
    """Say whether a file is packed with gzip, by its name."""
    return _spelled_out(path).endswith(PACKED)


def unsupported(path: str) -> str:
    """Say in a sentence why a file is not read, and what is."""
    suffix = PurePosixPath(path).suffix
    found = f"files that end in {suffix[:20]}" if suffix else "files without an ending"
    return f"{found} are not read; those that are: {', '.join(_ALL)}, each also with .gz"


def _spelled_out(path: str) -> str:
    path = path.lower()
    return path.removesuffix(".tgz") + ".tar.gz" if path.endswith(".tgz") else path
