"""The kinds of file that are read, told by the end of their names.

A file of any kind may be packed with gzip (".txt.gz"); that makes it no archive.
"""

from __future__ import annotations

import functools
from pathlib import PurePosixPath

TEXTS = (".txt", ".text", ".md")
PAGES = (".html", ".htm", ".xhtml")
FEEDS = (".rss", ".atom", ".xml")
EXPORTS = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", *FEEDS)
ARCHIVES = (".zip", ".tar")
CRAWLS = (".warc", ".wet")
_ALL = (*TEXTS, *PAGES, *EXPORTS, *ARCHIVES, *CRAWLS)


# Asked again for every article of a file.
@functools.lru_cache(maxsize=1024)
def kind_of(path: str) -> str | None:
    """Return the kind of a file.

    Args:
        path: its path or name.

    Returns:
        The suffix that decides, such as ".txt" for "a.TXT.gz"; None for a kind that is not read.
    """
    suffix = PurePosixPath(_spelled_out(path).removesuffix(".gz")).suffix
    return suffix if suffix in _ALL else None


def is_packed(path: str) -> bool:
    """Say whether a file is packed with gzip, by its name."""
    return _spelled_out(path).endswith(".gz")


def unsupported(path: str) -> str:
    """Say in a sentence why a file is not read, and what is."""
    suffix = PurePosixPath(path).suffix
    found = f"files that end in {suffix[:20]}" if suffix else "files without an ending"
    return f"{found} are not read; those that are: {', '.join(_ALL)}, each also with .gz"


def _spelled_out(path: str) -> str:
    path = path.lower()
    return path.removesuffix(".tgz") + ".tar.gz" if path.endswith(".tgz") else path
